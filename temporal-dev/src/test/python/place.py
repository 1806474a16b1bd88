"""Where Kahuna is, and the agents that a test starts itself.

KOWABUNGA_API and KOWABUNGA_KEY_FILE say where Kahuna is and with which key. KOWABUNGA_JAVA and KOWABUNGA_AGENT_JAR start a
simulated agent; without them the test is on a platform whose Kaktus is real, and uses that.
"""

import atexit
import os
import pathlib
import subprocess
import tempfile
import time

API = os.environ["KOWABUNGA_API"].rstrip("/") + "/api/v1"
KEY = pathlib.Path(os.environ["KOWABUNGA_KEY_FILE"]).read_text().strip()
SIMULATED = "KOWABUNGA_AGENT_JAR" in os.environ
GIB = 1 << 30


def wait_for(what, condition, seconds=60):
    """The first true answer of a condition; the clock decides, not a number of tries."""
    end = time.monotonic() + seconds
    while True:
        answer = condition()
        if answer:
            return answer
        if time.monotonic() > end:
            raise AssertionError(f"not within {seconds} s: {what}")
        time.sleep(0.2)


class Agent:
    """A simulated agent in a process of its own, with one pool called local."""

    def __init__(self, agent_id, key):
        folder = pathlib.Path(tempfile.mkdtemp(prefix="kowabunga-agent-"))
        (folder / "key").write_text(key)
        (folder / "key").chmod(0o600)
        (folder / "agent.yaml").write_text(
            f"kahuna: {os.environ['KOWABUNGA_API'].replace('http', 'ws', 1)}\n"
            f"agent: {agent_id}\nkey-file: {folder}/key\nrole: kaktus\nstate: {folder}/state\n"
            f"pools: {{local: {{type: directory, path: {folder}/pool}}}}\nsimulated: true\n"
        )
        (folder / "pool").mkdir()
        self.log = folder / "log"
        with self.log.open("w") as log:
            self.process = subprocess.Popen(
                [
                    os.environ["KOWABUNGA_JAVA"],
                    "-XX:+UseSerialGC",
                    "-Xmx96m",
                    "-jar",
                    os.environ["KOWABUNGA_AGENT_JAR"],
                    "--config",
                    str(folder / "agent.yaml"),
                ],
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        atexit.register(self.stop)

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            self.process.wait(20)
