"""Holds a running Kahuna to its own document with schemathesis: no 5xx, no undocumented status, every answer as its schema says.

Without an argument a bounded run with a fixed seed; with a number of seconds a run of that length with a seed of its own.
"""

import json
import os
import pathlib
import random
import subprocess
import sys
import urllib.request

from place import API, KEY

HERE = pathlib.Path(__file__).parent
CHECKS = [
    "no_failure_inside",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
    "allow_header_conformance",
    "ignored_auth",
]
# Streams of events do not end; tests of their own read them.
STREAMS = ["WatchEverything", "WatchOperation"]


def get(path):
    with urllib.request.urlopen(urllib.request.Request(API + path, headers={"X-API-Key": KEY})) as answer:
        return json.load(answer)


def protected():
    """The ids of what stands at the beginning, and of what an agent needs to be reached."""
    return [identity for kind in ("user", "token", "region", "zone", "agent", "kaktus", "pool") for identity in listed(kind)]


def listed(kind):
    try:
        return get("/" + kind)
    except urllib.error.HTTPError as no:
        if no.code == 501:
            return []
        raise


seconds = int(sys.argv[1]) if len(sys.argv) > 1 else 0
seed = random.randrange(1 << 32) if seconds else 58
command = [
    str(pathlib.Path(sys.executable).parent / "schemathesis"),
    "run",
    API + "/openapi.yaml",
    "--header",
    "X-API-Key: " + KEY,
    "--seed",
    str(seed),
    "--checks",
    ",".join(CHECKS),
    "--request-timeout",
    "30",
    "--continue-on-failure",
    "--warnings",
    "off",
]
for stream in STREAMS:
    command += ["--exclude-operation-id", stream]
if seconds:
    command += ["--phases", "examples,coverage,fuzzing,stateful", "--max-time", str(seconds)]
else:
    command += ["--phases", "examples,coverage,fuzzing", "--max-examples", "5"]
print("seed", seed, flush=True)
environment = dict(
    os.environ, SCHEMATHESIS_HOOKS="fuzz_hooks", PYTHONPATH=str(HERE), KOWABUNGA_PROTECTED=",".join(protected())
)
# schemathesis keeps what it found in the folder where it runs.
sys.exit(subprocess.run(command, cwd=os.environ.get("TMPDIR", "/var/tmp"), env=environment).returncode)
