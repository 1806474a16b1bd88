"""Everything that the published Python SDK can make in a data center, made, read, listed, changed, used, and removed again.

Each object is compared field by field after each step. What the machine had before is there afterwards, and nothing else.
"""

import kowabunga as sdk
import people_life
import services_life
from apis import (
    adapters,
    agents,
    everything,
    forgotten,
    instances,
    kaktuses,
    named,
    pools,
    projects,
    regions,
    removed,
    subnets,
    teams,
    templates,
    users,
    vnets,
    volumes,
    zones,
)
from checks import AN_ID, Made, done, end, refused, whole
from place import GIB, SIMULATED, Agent, wait_for


def region():
    made = whole(
        regions.create_region(sdk.Region(name="sdk-region", description="By the SDK", domain="sdk.example.com")),
        id=AN_ID, name="sdk-region", description="By the SDK", domain="sdk.example.com",
    )
    assert made.id in regions.list_regions()
    refused(409, regions.create_region, sdk.Region(name="sdk-region", domain="other.example.com"))
    whole(
        regions.update_region(made.id, sdk.RegionUpdate(description="Changed")),
        id=made.id, name="sdk-region", description="Changed", domain="sdk.example.com",
    )
    whole(
        regions.read_region(made.id),
        id=made.id, name="sdk-region", description="Changed", domain="sdk.example.com",
    )
    done("region")
    return made.id


def zone(of):
    made = whole(
        regions.create_region_zone(of, sdk.Zone(name="sdk-zone")), id=AN_ID, name="sdk-zone", description=None
    )
    assert regions.list_region_zones(of) == [made.id]
    assert made.id in zones.list_zones()
    whole(
        zones.update_zone(made.id, sdk.ZoneUpdate(name="sdk-zone-a", description="Hall 1")),
        id=made.id, name="sdk-zone-a", description="Hall 1",
    )
    whole(zones.read_zone(made.id), id=made.id, name="sdk-zone-a", description="Hall 1")
    done("zone")
    return made.id


def agent():
    made = whole(
        agents.create_agent(sdk.Agent(name="sdk-agent", description="Simulated", type="Kaktus")),
        id=AN_ID, name="sdk-agent", description="Simulated", type="Kaktus",
    )
    assert made.id in agents.list_agents()
    whole(
        agents.update_agent(made.id, sdk.AgentUpdate(description="In memory")),
        id=made.id, name="sdk-agent", description="In memory", type="Kaktus",
    )
    whole(agents.read_agent(made.id), id=made.id, name="sdk-agent", description="In memory", type="Kaktus")
    answer = agents.set_agent_api_token_with_http_info(made.id, expire=False)
    whole(answer.data, id=AN_ID, name="sdk-agent", description=None, expire=False, expiration_date=None)
    key = answer.headers["X-Kowabunga-Secret"]
    assert key.startswith("kow_")
    done("agent, with a key")
    return made.id, key


def kaktus(of, agent_id):
    free = {"price": 0.0, "currency": "EUR"}
    made = whole(
        zones.create_zone_kaktus(of, sdk.Kaktus(name="sdk-kaktus", agents=[agent_id])),
        id=AN_ID, name="sdk-kaktus", description=None, cpu_cost=free, memory_cost=free,
        overcommit_cpu_ratio=3, overcommit_memory_ratio=2, agents=[agent_id], maintenance=None,
    )
    assert zones.list_zone_kaktuses(of) == [made.id]
    assert made.id in kaktuses.list_kaktuses()
    price = {"price": 12.5, "currency": "CHF"}
    expected = dict(
        id=made.id, name="sdk-kaktus", description="Rack 7", cpu_cost=price, memory_cost=free,
        overcommit_cpu_ratio=4, overcommit_memory_ratio=2, agents=[agent_id], maintenance=None,
    )
    change = sdk.KaktusUpdate(description="Rack 7", cpu_cost=sdk.Cost(**price), overcommit_cpu_ratio=4)
    whole(kaktuses.update_kaktus(made.id, change), **expected)
    whole(kaktuses.read_kaktus(made.id), **expected)
    assert kaktuses.enable_kaktus_maintenance(made.id) is None
    whole(kaktuses.read_kaktus(made.id), **expected | dict(maintenance=True))
    assert kaktuses.disable_kaktus_maintenance(made.id) is None
    whole(kaktuses.read_kaktus(made.id), **expected)
    done("Kaktus, in and out of maintenance")
    return made.id


def pool(of, agent_id):
    free = {"price": 0.0, "currency": "EUR"}
    expected = dict(
        id=AN_ID, name="sdk-pool", description=None, pool="local", ceph_address="localhost", ceph_port=3300,
        ceph_secret_uuid=None, cost=free, agents=[agent_id],
    )
    made = whole(
        regions.create_region_storage_pool(of, sdk.StoragePool(name="sdk-pool", pool="local", agents=[agent_id])),
        **expected,
    )
    assert regions.list_region_storage_pools(of) == [made.id]
    assert made.id in pools.list_storage_pools()
    price = {"price": 0.25, "currency": "EUR"}
    expected |= dict(id=made.id, description="Disks", cost=price)
    whole(pools.update_storage_pool(made.id, sdk.StoragePoolUpdate(description="Disks", cost=sdk.Cost(**price))), **expected)
    whole(pools.read_storage_pool(made.id), **expected)
    assert regions.set_region_default_storage_pool(of, made.id) is None
    done("storage pool")
    return made.id


def caps(kaktus_id):
    told = wait_for("the agent's first report", lambda: reported(kaktus_id))
    positive = Made("a positive number", lambda value: isinstance(value, int) and value > 0)
    word = Made("a word", lambda value: isinstance(value, str) and value)
    whole(told.cpu, arch=word, model=word, vendor=word, sockets=positive, cores=positive, threads=positive)
    whole(told, cpu=told.cpu.to_dict(), memory=positive)
    done("the Kaktus tells its processor and memory")


def reported(kaktus_id):
    told = kaktuses.read_kaktus_caps(kaktus_id)
    return told if told.memory else None


def template(of, source):
    given = sdk.Template(name="sdk-linux", description="Small", os="linux", source=source)
    made = whole(
        pools.create_storage_pool_template(of, given),
        id=AN_ID, name="sdk-linux", description="Small", os="linux", source=source,
    )
    assert made.id in pools.list_storage_pool_templates(of)
    assert made.id in templates.list_templates()
    expected = dict(id=made.id, name="sdk-linux-1", description="Small", os="linux", source=source)
    whole(templates.update_template(made.id, sdk.TemplateUpdate(name="sdk-linux-1")), **expected)
    whole(templates.read_template(made.id), **expected)
    if SIMULATED:
        assert pools.set_storage_pool_default_template(of, made.id) is None
    done("template")
    return made.id


def vnet(of):
    made = whole(
        regions.create_region_v_net(of, sdk.VNet(name="sdk-vnet", interface="kow0", private=False)),
        id=AN_ID, name="sdk-vnet", description=None, vlan=0, interface="kow0", private=False,
    )
    assert made.id in regions.list_region_v_nets(of)
    assert made.id in vnets.list_v_nets()
    expected = dict(id=made.id, name="sdk-vnet", description="Lan", vlan=0, interface="kow0", private=False)
    whole(vnets.update_v_net(made.id, sdk.VNetUpdate(description="Lan")), **expected)
    whole(vnets.read_v_net(made.id), **expected)
    done("VNet")
    return made.id


def subnet(of):
    reserved = [{"first": "10.91.0.2", "last": "10.91.0.9"}]
    gateways = [{"first": "10.91.0.240", "last": "10.91.0.250"}]
    given = sdk.Subnet(
        name="sdk-subnet", cidr="10.91.0.0/24", gateway="10.91.0.1", dns="9.9.9.9", extra_routes=["10.200.0.0/16"],
        reserved=[sdk.IpRange(**one) for one in reserved], gw_pool=[sdk.IpRange(**one) for one in gateways],
    )
    expected = dict(
        id=AN_ID, name="sdk-subnet", description=None, cidr="10.91.0.0/24", gateway="10.91.0.1", dns="9.9.9.9",
        extra_routes=["10.200.0.0/16"], reserved=reserved, gw_pool=gateways, application="user",
    )
    made = whole(vnets.create_v_net_subnet(of, given), **expected)
    assert vnets.list_v_net_subnets(of) == [made.id]
    assert made.id in subnets.list_subnets()
    overlapping = sdk.Subnet(name="sdk-other", cidr="10.91.0.0/25", gateway="10.91.0.1")
    refused(409, vnets.create_v_net_subnet, of, overlapping)
    expected |= dict(id=made.id, description="Guests", dns="1.1.1.1", extra_routes=[])
    whole(
        subnets.update_subnet(made.id, sdk.SubnetUpdate(description="Guests", dns="1.1.1.1", extra_routes=[])), **expected
    )
    whole(subnets.read_subnet(made.id), **expected)
    assert vnets.set_v_net_default_subnet(of, made.id) is None
    done("subnet")
    return made.id


def private_subnet(of):
    """Where the project's own addresses come from."""
    vnet_id = regions.create_region_v_net(of, sdk.VNet(name="sdk-private", interface="kow0", vlan=0)).id
    given = sdk.Subnet(
        name="sdk-private", cidr="10.93.0.0/26", gateway="10.93.0.1", gw_pool=[sdk.IpRange(first="10.93.0.2", last="10.93.0.5")]
    )
    return vnet_id, vnets.create_v_net_subnet(vnet_id, given).id


def project(region_id, team_ids, private_id):
    unlimited = {"vcpus": 0, "memory": 0, "storage": 0, "instances": 0}
    given = sdk.Project(
        name="sdk-project", description="By the SDK", domain="shop.example.com", root_password="Root of all 1!",
        bootstrap_user="admin", bootstrap_pubkey="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 sdk", tags=["b", "a"],
        metadatas=[sdk.Metadata(key="cost-center", value="4711")], teams=team_ids, regions=[region_id],
    )
    expected = dict(
        id=AN_ID, name="sdk-project", description="By the SDK", domain="shop.example.com",
        root_password="Root of all 1!", bootstrap_user="admin",
        bootstrap_pubkey="ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 sdk", tags=["b", "a"],
        metadatas=[{"key": "cost-center", "value": "4711"}], quotas=unlimited,
        private_subnets=[{"key": regions.read_region(region_id).name, "value": private_id}],
        reserved_vrrp_ids=Made("VRRP ids", lambda ids: all(0 < one < 256 for one in ids)), teams=sorted(team_ids), regions=[region_id],
    )
    made = whole(projects.create_project(given, subnet_size=26), **expected)
    assert made.id in projects.list_projects()
    quotas = {"vcpus": 8, "memory": 8 * GIB, "storage": 20 * GIB, "instances": 3}
    expected |= dict(id=made.id, tags=["c"], quotas=quotas)
    whole(
        projects.update_project(made.id, sdk.ProjectUpdate(tags=["c"], quotas=sdk.ProjectResources(**quotas))), **expected
    )
    whole(projects.read_project(made.id), **expected)
    done("project, with quotas")
    return made.id


def adapter(of, address=None):
    name = "sdk-adapter-chosen" if address else "sdk-adapter"
    mac = Made("a MAC", lambda value: isinstance(value, str) and len(value) == 17)
    inside = Made("one address of the subnet", lambda value: len(value) == 1 and value[0].startswith("10.91.0."))
    made = whole(
        subnets.create_subnet_adapter(of, sdk.Adapter(name=name, addresses=[address] if address else None), assign_ip=not address),
        id=AN_ID, name=name, description=None, mac=mac, addresses=[address] if address else inside, reserved=False,
    )
    assert made.id in subnets.list_subnet_adapters(of)
    assert made.id in adapters.list_adapters()
    expected = dict(
        id=made.id, name=name, description="First", mac=made.mac, addresses=made.addresses, reserved=False
    )
    whole(adapters.update_adapter(made.id, sdk.AdapterUpdate(description="First")), **expected)
    whole(adapters.read_adapter(made.id), **expected)
    done(f"adapter with {'a chosen' if address else 'a given'} address")
    return made.id


def volume(project_id, region_id, pool_id, template_id, name, kind, size):
    made = whole(
        projects.create_project_region_volume(
            project_id, region_id, sdk.Volume(name=name, type=kind, size=size), pool_id=pool_id, template_id=template_id
        ),
        id=AN_ID, name=name, description=None, type=kind, size=size,
    )
    assert made.id in projects.list_project_region_volumes(project_id, region_id)
    assert made.id in volumes.list_volumes() and made.id in pools.list_storage_pool_volumes(pool_id)
    expected = dict(id=made.id, name=name, description="Grown", type=kind, size=size + GIB)
    whole(volumes.update_volume(made.id, sdk.VolumeUpdate(description="Grown", size=size + GIB)), **expected)
    whole(volumes.read_volume(made.id), **expected)
    refused(422, volumes.update_volume, made.id, sdk.VolumeUpdate(size=size))
    done(f"{kind} volume, grown")
    return made.id


def instance(project_id, zone_id, kaktus_id, adapter_ids, volume_ids):
    memory = GIB // 8
    given = sdk.Instance(name="sdk-instance", memory=memory, vcpus=1, adapters=adapter_ids, volumes=volume_ids)
    expected = dict(
        id=AN_ID, name="sdk-instance", description=None, memory=memory, vcpus=1, adapters=adapter_ids,
        volumes=volume_ids, kwarantines=None, uefi=True, kmotion_enabled=True,
    )
    made = whole(projects.create_project_zone_instance(project_id, zone_id, given), **expected)
    assert projects.list_project_zone_instances(project_id, zone_id) == [made.id]
    assert made.id in instances.list_instances() and made.id in kaktuses.list_kaktus_instances(kaktus_id)
    state(made.id, "running")
    expected |= dict(id=made.id, description="Web", vcpus=2)
    whole(instances.update_instance(made.id, sdk.InstanceUpdate(description="Web", vcpus=2)), **expected)
    whole(instances.read_instance(made.id), **expected)
    refused(409, volumes.delete_volume, volume_ids[0])
    refused(409, adapters.delete_adapter, adapter_ids[0])
    done("instance")
    return made.id


def state(instance_id, word):
    whole(
        instances.read_instance_state(instance_id),
        state=word, reason=Made("a sentence", lambda value: isinstance(value, str) and value),
    )


def power(instance_id):
    for call, word in (
        (instances.suspend_instance, "paused"),
        (instances.resume_instance, "running"),
        (instances.reset_instance, "running"),
        (instances.stop_instance, "shutoff"),
        (instances.start_instance, "running"),
    ):
        assert call(instance_id) is None
        state(instance_id, word)
    if SIMULATED:
        for call, word in (
            (instances.reboot_instance, "running"),
            (instances.shutdown_instance, "shutoff"),
            (instances.start_instance, "running"),
        ):
            assert call(instance_id) is None
            state(instance_id, word)
    assert instances.read_instance_remote_connection(instance_id).url
    done("every power action, and a way to the console")


def simulated_region():
    region_id = region()
    zone_id = zone(region_id)
    agent_id, key = agent()
    kaktus_id = kaktus(zone_id, agent_id)
    pool_id = pool(region_id, agent_id)
    process = Agent(agent_id, key)
    caps(kaktus_id)
    template_id = template(pool_id, "/simulated/linux.qcow2")
    return region_id, zone_id, agent_id, kaktus_id, pool_id, template_id, process


def real_region():
    """On a platform with real machines an agent serves one Kaktus: that of the platform is used, the others come and go."""
    spare_region = region()
    spare_zone = zone(spare_region)
    spare_agent, _ = agent()
    spare_kaktus = kaktus(spare_zone, spare_agent)
    spare_pool = pool(spare_region, spare_agent)
    for delete, read, identity in (
        (pools.delete_storage_pool, pools.read_storage_pool, spare_pool),
        (kaktuses.delete_kaktus, kaktuses.read_kaktus, spare_kaktus),
        (agents.delete_agent, agents.read_agent, spare_agent),
        (zones.delete_zone, zones.read_zone, spare_zone),
        (regions.delete_region, regions.read_region, spare_region),
    ):
        removed(delete, read, identity)
    region_id = named(regions.list_regions(), regions.read_region, "basement")
    zone_id = named(regions.list_region_zones(region_id), zones.read_zone, "basement-a")
    kaktus_id = named(zones.list_zone_kaktuses(zone_id), kaktuses.read_kaktus, "k1")
    pool_id = named(regions.list_region_storage_pools(region_id), pools.read_storage_pool, "local")
    first = named(pools.list_storage_pool_templates(pool_id), templates.read_template, "kowabunga-linux")
    caps(kaktus_id)
    template_id = template(pool_id, templates.read_template(first).source)
    return region_id, zone_id, kaktuses.read_kaktus(kaktus_id).agents[0], kaktus_id, pool_id, template_id, None


def life():
    region_id, zone_id, agent_id, kaktus_id, pool_id, template_id, process = (
        simulated_region() if SIMULATED else real_region()
    )
    vnet_id = vnet(region_id)
    subnet_id = subnet(vnet_id)
    private_vnet, private_id = private_subnet(region_id)
    user_id = people_life.user("sdk-user", "user")
    admin_id = people_life.user("sdk-admin", "projectAdmin")
    team_id = people_life.team([admin_id, user_id])
    project_id = project(region_id, [team_id], private_id)
    people_life.signing_in(user_id, "sdk-user@example.com", project_id)
    adapter_id = adapter(subnet_id)
    second_id = adapter(subnet_id, "10.91.0.77")
    os_disk = volume(project_id, region_id, pool_id, template_id, "sdk-os", "os", 2 * GIB)
    data_disk = volume(project_id, region_id, pool_id, None, "sdk-data", "raw", GIB)
    instance_id = instance(project_id, zone_id, kaktus_id, [adapter_id, second_id], [os_disk, data_disk])
    power(instance_id)
    services_life.kiwi(region_id)
    services_life.storage_nfs(region_id, pool_id)
    services_life.record(projects.create_project_dns_record, projects.list_project_dns_records, project_id, "shop.example.com")
    domain = regions.read_region(region_id).domain
    services_life.record(regions.create_region_dns_record, regions.list_region_dns_records, region_id, domain)
    services_life.kompute(project_id, region_id, zone_id, pool_id, template_id)
    services_life.in_any_zone(project_id, region_id, template_id)
    services_life.money(project_id, kaktus_id, pool_id)
    refused(409, projects.delete_project, project_id)
    remains = [
        (instances.delete_instance, instances.read_instance, instance_id),
        (volumes.delete_volume, volumes.read_volume, data_disk),
        (volumes.delete_volume, volumes.read_volume, os_disk),
        (adapters.delete_adapter, adapters.read_adapter, second_id),
        (adapters.delete_adapter, adapters.read_adapter, adapter_id),
        (projects.delete_project, projects.read_project, project_id),
        (teams.delete_team, teams.read_team, team_id),
        (users.delete_user, users.read_user, user_id),
        (users.delete_user, users.read_user, admin_id),
        (subnets.delete_subnet, subnets.read_subnet, private_id),
        (vnets.delete_v_net, vnets.read_v_net, private_vnet),
        (subnets.delete_subnet, subnets.read_subnet, subnet_id),
        (vnets.delete_v_net, vnets.read_v_net, vnet_id),
        (templates.delete_template, templates.read_template, template_id),
    ]
    if SIMULATED:
        remains += [
            (pools.delete_storage_pool, pools.read_storage_pool, pool_id),
            (kaktuses.delete_kaktus, kaktuses.read_kaktus, kaktus_id),
            (agents.delete_agent, agents.read_agent, agent_id),
            (zones.delete_zone, zones.read_zone, zone_id),
            (regions.delete_region, regions.read_region, region_id),
        ]
    for delete, read, identity in remains:
        removed(delete, read, identity)
    done("all of it removed again")
    if process:
        process.stop()


before = {kind: sorted(ids) for kind, ids in everything().items()}
life()
assert {kind: sorted(ids) for kind, ids in everything().items()} == before
done("nothing is left over")
if SIMULATED:
    assert not forgotten(), f"nobody asked for {sorted(forgotten())}"
    done("every operation of the SDK was asked for, but those that are not built")
end()
