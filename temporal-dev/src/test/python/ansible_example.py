"""Runs the example playbook as it stands: it makes a region, changes nothing the second time, and removes it again."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile

from checks import done, end
from place import KEY, Agent, wait_for

EXAMPLES = pathlib.Path(__file__).resolve().parents[4] / "docs/examples/ansible"
folder = pathlib.Path(tempfile.mkdtemp(prefix="kowabunga-ansible-"))


def play(name):
    settings = dict(kahuna=os.environ["KOWABUNGA_API"], key=KEY, agent_folder=folder, image="/simulated/linux.qcow2", bridge="kow0")
    command = [str(pathlib.Path(sys.executable).parent / "ansible-playbook"), str(EXAMPLES / name)]
    for setting, value in settings.items():
        command += ["-e", f"{setting}={value}"]
    environment = dict(os.environ, ANSIBLE_NOCOLOR="1", ANSIBLE_LOCALHOST_WARNING="0", ANSIBLE_INVENTORY_UNPARSED_WARNING="0",
                       ANSIBLE_HOME=str(folder / "home"), LC_ALL="C.UTF-8",
                       PATH=str(pathlib.Path(sys.executable).parent) + ":" + os.environ["PATH"])
    output = folder / "output"
    with output.open("w") as out:
        return subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT, env=environment, cwd=folder), output


def ended(process, output):
    """How many tasks changed something."""
    assert process.wait(300) == 0, output.read_text()[-4000:]
    return int(re.search(r"changed=(\d+)", output.read_text()).group(1))


process, output = play("region.yml")
wait_for("the agent's key", lambda: (folder / "id").exists() or process.poll() is not None, 120)
assert (folder / "id").exists(), output.read_text()[-4000:]
agent = Agent((folder / "id").read_text(), (folder / "key").read_text())
changed = ended(process, output)
assert changed >= 14, changed
done("the play makes a region with a running instance")
assert ended(*play("region.yml")) == 0
done("its second run changes nothing")
assert ended(*play("remove.yml")) == 12
done("it is removed again")
agent.stop()
end()
