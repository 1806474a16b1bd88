"""What the published provider for OpenTofu does with the attributes of a resource, as it cannot be had from a registry of packages.

Each kind has its attributes, those that must be given and those that may be with their defaults, and the call that they end up in.
"""

import re
from dataclasses import dataclass, field

from place import GIB


def gib(number):
    return number * GIB


def ranges(values):
    return [dict(zip(("first", "last"), value.split("-"))) for value in values]


def metadatas(values):
    return [{"key": key, "value": value} for key, value in values.items()]


@dataclass
class Kind:
    """What creates a resource of this kind, and its attributes."""

    schema: str
    path: str
    required: str
    optional: dict = field(default_factory=dict)
    # How the API names what the files name otherwise, with a change of the value where there is one. A dot leads into an object.
    names: dict = field(default_factory=dict)
    # What stands in the query.
    query: dict = field(default_factory=dict)

    def parents(self):
        """The attributes that stand in the path."""
        return [word.removesuffix("Id") for word in re.findall(r"{(\w+)}", self.path)]


POOL_AND_TEMPLATE = {"pool": "poolId", "template": "templateId"}
KINDS = {
    "region": Kind("Region", "/region", "name domain"),
    "zone": Kind("Zone", "/region/{regionId}/zone", "name region"),
    "agent": Kind("Agent", "/agent", "name type"),
    "kiwi": Kind("Kiwi", "/region/{regionId}/kiwi", "name region agents"),
    "kaktus": Kind(
        "Kaktus", "/zone/{zoneId}/kaktus", "name zone agents",
        {"cpu_price": 0, "memory_price": 0, "currency": "EUR", "cpu_overcommit": 3, "memory_overcommit": 2},
        {"cpu_price": "cpu_cost.price", "memory_price": "memory_cost.price", "currency": "cpu_cost.currency memory_cost.currency",
         "cpu_overcommit": "overcommit_cpu_ratio", "memory_overcommit": "overcommit_memory_ratio"},
    ),
    "storage_pool": Kind(
        "StoragePool", "/region/{regionId}/pool", "name region pool agents",
        {"address": "", "port": 0, "secret": "", "price": 0, "currency": "EUR", "default": False},
        {"address": "ceph_address", "port": "ceph_port", "secret": "ceph_secret_uuid", "price": "cost.price", "currency": "cost.currency"},
    ),
    "storage_nfs": Kind(
        "StorageNFS", "/region/{regionId}/nfs", "name region endpoint backends",
        {"fs": "nfs", "port": 54934, "pool": "", "default": False}, query={"pool": "poolId"},
    ),
    "template": Kind("Template", "/pool/{poolId}/template", "name pool source", {"os": "linux", "default": False}),
    "vnet": Kind("VNet", "/region/{regionId}/vnet", "name region vlan interface", {"private": True}),
    "subnet": Kind(
        "Subnet", "/vnet/{vnetId}/subnet", "name vnet cidr gateway dns reserved gw_pool routes", {"application": "user", "default": False},
        {"routes": "extra_routes", "reserved": ("reserved", ranges), "gw_pool": ("gw_pool", ranges)},
    ),
    "adapter": Kind(
        "Adapter", "/subnet/{subnetId}/adapter", "name subnet", {"hwaddress": "", "addresses": [], "assign": True, "reserved": False},
        {"hwaddress": "mac"}, {"assign": "assignIP"},
    ),
    "user": Kind("User", "/user", "name email role", {"notifications": False, "bot": False}),
    "team": Kind("Team", "/team", "name users"),
    "project": Kind(
        "Project", "/project", "name metadata regions tags teams",
        {"bootstrap_pubkey": "", "bootstrap_user": "", "domain": "", "root_password": "", "subnet_size": 26,
         "max_instances": 0, "max_memory": 0, "max_storage": 0, "max_vcpus": 0},
        {"metadata": ("metadatas", metadatas), "max_instances": "quotas.instances", "max_vcpus": "quotas.vcpus",
         "max_memory": ("quotas.memory", gib), "max_storage": ("quotas.storage", gib)},
        {"subnet_size": "subnetSize"},
    ),
    "dns_record": Kind("DnsRecord", "/project/{projectId}/record", "name project addresses"),
    "volume": Kind(
        "Volume", "/project/{projectId}/region/{regionId}/volume", "name project region size type", {"pool": "", "template": ""},
        {"size": ("size", gib)}, POOL_AND_TEMPLATE,
    ),
    "instance": Kind(
        "Instance", "/project/{projectId}/zone/{zoneId}/instance", "name project zone vcpus mem adapters volumes",
        names={"mem": ("memory", gib)},
    ),
    "kompute": Kind(
        "Kompute", "/project/{projectId}/zone/{zoneId}/kompute", "name project zone vcpus mem disk",
        {"extra_disk": 0, "pool": "", "template": "", "public": False},
        {"mem": ("memory", gib), "disk": ("disk", gib), "extra_disk": ("data_disk", gib)}, POOL_AND_TEMPLATE | {"public": "public"},
    ),
}
# What leads to a call of its own afterwards.
AFTERWARDS = {"default", "bot"}
# What OpenTofu itself understands in every resource.
META = {"depends_on", "timeouts", "lifecycle"}
REFERENCE = re.compile(r"\$\{([\w.]+)\}")


def complete(kind, attributes):
    """The attributes as they were written and the defaults of the others; what must be given is, and nothing is unknown."""
    about = KINDS[kind]
    given = {name: value for name, value in attributes.items() if name not in META}
    optional = {"desc": ""} | about.optional
    missing = set(about.required.split()) - set(given)
    assert not missing, f"{kind}.{attributes['name']} lacks {missing}"
    unknown = set(given) - set(about.required.split()) - set(optional)
    assert not unknown, f"the provider does not know {unknown} of {kind}.{attributes['name']}"
    return optional | given


def request(kind, attributes):
    """The path with its parents, the query, and the body of the call that creates it."""
    about = KINDS[kind]
    whole = complete(kind, attributes)
    path = re.sub(r"{(\w+)Id}", lambda word: str(whole[word[1]]), about.path)
    query = {name: whole[attribute] for attribute, name in about.query.items()}
    body = {}
    for attribute in sorted(set(whole) - set(about.parents()) - set(about.query) - AFTERWARDS):
        target = ({"desc": "description"} | about.names).get(attribute, attribute)
        target, change = target if isinstance(target, tuple) else (target, lambda same: same)
        for way in target.split():
            put(body, way, change(whole[attribute]))
    return path, query, body


def put(body, path, value):
    *way, last = path.split(".")
    for step in way:
        body = body.setdefault(step, {})
    body[last] = value


def references(value):
    """Everything that a value of the files refers to, such as kowabunga_region.west.id or var.image."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [one for inner in value for one in references(inner)]
    return REFERENCE.findall(value) if isinstance(value, str) else []


def resolved(value, look_up):
    """A value with each reference replaced by what it stands for."""
    if isinstance(value, dict):
        return {name: resolved(inner, look_up) for name, inner in value.items()}
    if isinstance(value, list):
        return [resolved(inner, look_up) for inner in value]
    return REFERENCE.sub(lambda reference: look_up(reference[1]), value) if isinstance(value, str) else value
