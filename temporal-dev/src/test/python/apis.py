"""The published SDK's objects, one per kind, as the administrator; and a note of every operation that was asked of them."""

import urllib.error
import urllib.request

import kowabunga as sdk
from place import API, KEY

called = set()


class Noted:
    """One of the SDK's objects, of which every operation that is used is noted."""

    def __init__(self, kind, configuration):
        self.api = kind(sdk.ApiClient(configuration))

    def __getattr__(self, name):
        called.add(name.removesuffix("_with_http_info"))
        return getattr(self.api, name)


def administrator(kind):
    return Noted(kind, sdk.Configuration(host=API, api_key={"ApiKeyAuth": KEY}))


regions, zones, agents = administrator(sdk.RegionApi), administrator(sdk.ZoneApi), administrator(sdk.AgentApi)
kaktuses, kiwis, nfs = administrator(sdk.KaktusApi), administrator(sdk.KiwiApi), administrator(sdk.NfsApi)
pools, templates, records = administrator(sdk.PoolApi), administrator(sdk.TemplateApi), administrator(sdk.RecordApi)
vnets, subnets, adapters = administrator(sdk.VnetApi), administrator(sdk.SubnetApi), administrator(sdk.AdapterApi)
projects, volumes = administrator(sdk.ProjectApi), administrator(sdk.VolumeApi)
instances, komputes = administrator(sdk.InstanceApi), administrator(sdk.KomputeApi)
users, teams, tokens = administrator(sdk.UserApi), administrator(sdk.TeamApi), administrator(sdk.TokenApi)

# What is not built yet, by the word in the names of its operations, and a call that says so.
LATER = {
    "kawaii": "GET /kawaii", "konvey": "GET /konvey", "kylo": "GET /kylo", "kwarantine": "GET /kwarantine",
    "k_motion": "POST /instance/x/kmotion/plan",
}


def forgotten():
    """The operations of the SDK that nobody asked for, but those that answer 501."""
    every = set()
    for kind in (getattr(sdk, name) for name in dir(sdk) if name.endswith("Api")):
        every |= {name.removesuffix("_with_http_info") for name in dir(kind) if name.endswith("_with_http_info")}
    assert len(every) > 180 and called <= every, called - every
    later = [word for word, call in LATER.items() if status(*call.split()) == 501]
    return {name for name in every - called if not any(word in name for word in later)}


def status(method, path):
    request = urllib.request.Request(API + path, method=method, headers={"X-API-Key": KEY, "Content-Type": "application/json"})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status
    except urllib.error.HTTPError as no:
        return no.code


def everything():
    """The ids of all that there is, by kind."""
    return {
        "region": regions.list_regions(), "zone": zones.list_zones(), "agent": agents.list_agents(),
        "kaktus": kaktuses.list_kaktuses(), "kiwi": kiwis.list_kiwis(), "nfs": nfs.list_storage_nf_ses(),
        "pool": pools.list_storage_pools(), "template": templates.list_templates(), "vnet": vnets.list_v_nets(),
        "subnet": subnets.list_subnets(), "adapter": adapters.list_adapters(), "project": projects.list_projects(),
        "volume": volumes.list_volumes(), "instance": instances.list_instances(), "kompute": komputes.list_komputes(),
        "user": users.list_users(), "team": teams.list_teams(), "token": tokens.list_api_tokens(),
    }


def removed(delete, read, identity):
    """Deleted without a body, not to be read any more, and 404 a second time."""
    from checks import refused

    assert delete(identity) is None
    refused(404, read, identity)
    refused(404, delete, identity)


def named(ids, read, name):
    return next(one for one in (read(identity) for identity in ids) if one.name == name).id
