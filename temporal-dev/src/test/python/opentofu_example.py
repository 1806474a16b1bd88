"""Holds the OpenTofu files of the examples to the API, attribute by attribute, and makes what they describe.

A file that names an attribute or leads to a field that the API does not have fails here, and so does one that Kahuna refuses.
"""

import json
import pathlib
import urllib.error
import urllib.parse
import urllib.request

import hcl2
import jsonschema_rs
import yaml
from apis import everything
from checks import done, end
from place import API, KEY, Agent
from provider import AFTERWARDS, KINDS, complete, references, request, resolved

EXAMPLES = pathlib.Path(__file__).resolve().parents[4] / "docs/examples/opentofu"
# What differs in the region where the files are tried.
HERE = {"image": "/simulated/linux.qcow2", "bridge": "kow0", "key": "none"}


def read(block):
    """The blocks of one sort in all files: their labels joined by a dot, and their attributes."""
    found = {}
    for file in sorted(EXAMPLES.glob("*.tf")):
        for one in hcl2.loads(file.read_text()).get(block, []):
            found |= labelled(plain(one), 2 if block == "resource" else 1)
    return found


def labelled(blocks, labels):
    if labels == 0:
        return {"": blocks}
    return {
        f"{label}.{rest}".rstrip("."): attributes
        for label, inner in blocks.items()
        for rest, attributes in labelled(inner, labels - 1).items()
    }


def plain(value):
    """Values without the quotation marks and the marks that the parser keeps."""
    if isinstance(value, dict):
        return {plain(key): plain(inner) for key, inner in value.items() if not str(key).startswith("__")}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return value.strip('"') if isinstance(value, str) else value


def fits(document, address, attributes):
    """Every attribute has its place in the path, in the query or in a field that may be written, with a value of the right kind."""
    kind = kind_of(address)
    about = KINDS[kind]
    operation = document["paths"][about.path]["post"]
    parameters = [resolved_reference(document, one) for one in operation.get("parameters", [])]
    known = {one["name"] for one in parameters if one["in"] == "query"}
    # A stand-in for what is an id or an address until it is made.
    _, query, body = request(kind, resolved(attributes, stand_in))
    assert set(query) <= known, f"{address}: the call has no {set(query) - known} in its query"
    properties = document["components"]["schemas"][about.schema]["properties"]
    assert set(body) <= set(properties), f"{address}: {set(body) - set(properties)} is not in {about.schema}"
    schema = {"$ref": f"#/components/schemas/{about.schema}", "components": document["components"]}
    jsonschema_rs.Draft202012Validator(schema).validate(body)
    if "default" in attributes:
        assert any(path.endswith("Id}/default") and path.startswith(about.path + "/") for path in document["paths"]), address


def stand_in(reference):
    return "192.0.2.1" if reference.endswith(".ip") else "5f0c0000-0000-4000-8000-000000000000"


def resolved_reference(document, parameter):
    if "$ref" not in parameter:
        return parameter
    found = document
    for step in parameter["$ref"].removeprefix("#/").split("/"):
        found = found[step]
    return found


def kind_of(address):
    return address.split(".")[0].removeprefix("kowabunga_")


def in_order(resources):
    """Each after all that it refers to, as OpenTofu does it."""
    waiting, ordered = dict(resources), []
    while waiting:
        ready = [
            address for address, attributes in waiting.items()
            if not any(".".join(one.split(".")[:2]) in waiting for one in references(attributes))
        ]
        assert ready, f"they wait for each other: {list(waiting)}"
        ordered += ready
        for address in ready:
            del waiting[address]
    return ordered


def send(method, path, body=None):
    headers = {"X-API-Key": KEY, "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    try:
        with urllib.request.urlopen(urllib.request.Request(API + path, data, headers, method=method), timeout=300) as answer:
            text = answer.read()
            return json.loads(text) if text else {}, answer.headers
    except urllib.error.HTTPError as no:
        raise AssertionError(f"{method} {path}: {no.code} {no.read().decode()}") from None


class Applied:
    """What `tofu apply` and `tofu destroy` do with the files."""

    def __init__(self, resources, variables):
        self.resources = resources
        self.values = {f"var.{name}": value for name, value in variables.items()}
        self.made = []
        self.agents = []

    def look_up(self, reference):
        if reference.startswith("var."):
            return self.values[reference]
        address, name = reference.rsplit(".", 1)
        return self.values[address][name]

    def create(self, address):
        kind = kind_of(address)
        attributes = resolved(complete(kind, self.resources[address]), self.look_up)
        path, query, body = request(kind, attributes)
        written = {name: json.dumps(value) if isinstance(value, bool) else value for name, value in query.items()}
        made, _ = send("POST", path + ("?" + urllib.parse.urlencode(written) if written else ""), body)
        self.values[address] = made
        single = "/" + ("record" if kind == "dns_record" else KINDS[kind].path.rsplit("/", 1)[1]) + "/" + made["id"]
        self.made.append(single)
        if attributes.get("default"):
            send("PATCH", f"{path}/{made['id']}/default")
        if kind == "agent":
            _, headers = send("PATCH", single + "/token?expire=false")
            if attributes["type"] == "Kaktus":
                self.agents.append(Agent(made["id"], headers["X-Kowabunga-Secret"]))
        # The second round finds nothing to change.
        assert send("GET", single)[0] == made, address

    def destroy(self):
        for single in reversed(self.made):
            send("DELETE", single)
        for agent in self.agents:
            agent.stop()


resources, variables = read("resource"), read("variable")
with urllib.request.urlopen(API + "/openapi.yaml") as answer:
    document = yaml.safe_load(answer)
for address, attributes in resources.items():
    complete(kind_of(address), attributes)
    fits(document, address, attributes)
    for reference in references(attributes):
        target = ".".join(reference.split(".")[:2])
        assert target in resources or target.startswith("var.") and target[4:] in variables, f"{address}: there is no {target}"
done(f"every attribute of {len(resources)} resources fits the API")
forgotten = set(KINDS) - {kind_of(address) for address in resources}
assert not forgotten, f"the files show no {forgotten}"
done(f"{len(KINDS)} kinds, and none is forgotten")
before = {kind: sorted(ids) for kind, ids in everything().items()}
applied = Applied(resources, {name: HERE.get(name, about.get("default")) for name, about in variables.items()})
for address in in_order(resources):
    applied.create(address)
done("what the files describe is made, and reads back as it was made")
applied.destroy()
assert {kind: sorted(ids) for kind, ids in everything().items()} == before
done("it is removed again, and nothing is left over")
end()
