"""Kiwi, NFS services, DNS records and Komputes, by the published SDK."""

import kowabunga as sdk
from apis import agents, instances, kaktuses, kiwis, komputes, nfs, pools, projects, records, regions, removed
from checks import AN_ID, Made, done, refused, whole
from place import GIB, SIMULATED

MEMORY = GIB // 8


def kiwi(region_id):
    agent_id = agents.create_agent(sdk.Agent(name="sdk-kiwi-agent", type="Kiwi")).id
    made = whole(regions.create_region_kiwi(region_id, sdk.Kiwi(name="sdk-kiwi", agents=[agent_id])), id=AN_ID, name="sdk-kiwi", description=None, agents=[agent_id])
    assert made.id in regions.list_region_kiwis(region_id) and made.id in kiwis.list_kiwis()
    expected = dict(id=made.id, name="sdk-kiwi", description="Gateway", agents=[agent_id])
    whole(kiwis.update_kiwi(made.id, sdk.KiwiUpdate(description="Gateway")), **expected)
    whole(kiwis.read_kiwi(made.id), **expected)
    removed(kiwis.delete_kiwi, kiwis.read_kiwi, made.id)
    removed(agents.delete_agent, agents.read_agent, agent_id)
    done("Kiwi, and gone again")


def storage_nfs(region_id, pool_id):
    expected = dict(id=AN_ID, name="sdk-nfs", description=None, endpoint="nfs.sdk.example.com", fs="nfs", backends=["10.91.0.20"], port=54934)
    given = sdk.StorageNFS(name="sdk-nfs", endpoint="nfs.sdk.example.com", backends=["10.91.0.20"])
    made = whole(regions.create_region_storage_nfs(region_id, given, pool_id=pool_id), **expected)
    assert made.id in regions.list_region_storage_nf_ses(region_id) and made.id in nfs.list_storage_nf_ses()
    assert regions.set_region_default_storage_nfs(region_id, made.id) is None
    expected |= dict(id=made.id, description="Files", port=54935)
    whole(nfs.update_storage_nfs(made.id, sdk.StorageNFSUpdate(description="Files", port=54935)), **expected)
    whole(nfs.read_storage_nfs(made.id), **expected)
    assert nfs.list_storage_nfs_kylos(made.id) == []
    removed(nfs.delete_storage_nfs, nfs.read_storage_nfs, made.id)
    done("NFS service, and gone again")


def record(create, listed, parent, domain):
    expected = dict(id=AN_ID, name="www", description=None, domain=domain, addresses=["10.91.0.77"])
    made = whole(create(parent, sdk.DnsRecord(name="www", addresses=["10.91.0.77"])), **expected)
    assert listed(parent) == [made.id]
    refused(409, create, parent, sdk.DnsRecord(name="www", addresses=["10.91.0.78"]))
    expected |= dict(id=made.id, addresses=["10.91.0.78", "10.91.0.79"])
    whole(records.update_dns_record(made.id, sdk.DnsRecordUpdate(addresses=["10.91.0.78", "10.91.0.79"])), **expected)
    whole(records.read_dns_record(made.id), **expected)
    removed(records.delete_dns_record, records.read_dns_record, made.id)
    done(f"record in {domain}, and gone again")


def kompute(project_id, region_id, zone_id, pool_id, template_id):
    """Made with a public address, used, grown, and removed with all that belongs to it."""
    before = projects.read_project_usage(project_id).to_dict()
    ip = Made("an address of the project's subnet", lambda value: isinstance(value, str) and value.startswith("10.93.0."))
    expected = dict(
        id=AN_ID, name="sdk-kompute", description=None, memory=MEMORY, vcpus=1, disk=2 * GIB, data_disk=0, ip=ip, kwarantines=None,
        uefi=True, kmotion_enabled=True,
    )
    given = sdk.Kompute(name="sdk-kompute", memory=MEMORY, vcpus=1, disk=2 * GIB)
    made = whole(
        projects.create_project_zone_kompute(project_id, zone_id, given, pool_id=pool_id, template_id=template_id, public=True),
        **expected,
    )
    assert projects.list_project_zone_komputes(project_id, zone_id) == [made.id]
    assert projects.list_project_region_komputes(project_id, region_id) == [made.id] and made.id in komputes.list_komputes()
    used = dict(before, vcpus=before["vcpus"] + 1, memory=before["memory"] + MEMORY, storage=before["storage"] + 2 * GIB, instances=before["instances"] + 1)
    assert projects.read_project_usage(project_id).to_dict() == used
    expected |= dict(id=made.id, ip=made.ip, description="Web", vcpus=2, disk=3 * GIB, data_disk=GIB)
    change = sdk.KomputeUpdate(description="Web", vcpus=2, disk=3 * GIB, data_disk=GIB)
    whole(komputes.update_kompute(made.id, change), **expected)
    whole(komputes.read_kompute(made.id), **expected)
    refused(422, komputes.update_kompute, made.id, sdk.KomputeUpdate(disk=2 * GIB))
    actions = [
        (komputes.suspend_kompute, "paused"),
        (komputes.resume_kompute, "running"),
        (komputes.reset_kompute, "running"),
        (komputes.stop_kompute, "shutoff"),
        (komputes.start_kompute, "running"),
    ]
    if SIMULATED:
        actions += [
            (komputes.reboot_kompute, "running"),
            (komputes.shutdown_kompute, "shutoff"),
            (komputes.start_kompute, "running"),
        ]
    for call, word in actions:
        assert call(made.id) is None
        assert komputes.read_kompute_state(made.id).state == word
    inside = [one for one in instances.list_instances() if instances.read_instance(one).name == "sdk-kompute"]
    assert len(inside) == 1
    refused(409, instances.delete_instance, inside[0])
    removed(komputes.delete_kompute, komputes.read_kompute, made.id)
    refused(404, instances.read_instance, inside[0])
    assert projects.read_project_usage(project_id).to_dict() == before
    done("Kompute, grown, used, and gone with its disks and addresses")


def in_any_zone(project_id, region_id, template_id):
    """Asked for in a region instead of a zone, with the defaults of the region where nothing is named."""
    plain = projects.create_project_region_instance(project_id, region_id, sdk.Instance(name="sdk-anywhere", memory=MEMORY, vcpus=1))
    assert plain.id in projects.list_project_region_instances(project_id, region_id)
    too_much = sdk.Instance(name="sdk-too-much", memory=MEMORY, vcpus=100)
    refused(507, projects.create_project_region_instance, project_id, region_id, too_much)
    removed(instances.delete_instance, instances.read_instance, plain.id)
    if SIMULATED:
        given = sdk.Kompute(name="sdk-anywhere", memory=MEMORY, vcpus=1, disk=GIB)
        with_disk = projects.create_project_region_kompute(project_id, region_id, given)
        assert with_disk.ip and komputes.read_kompute(with_disk.id).ip == with_disk.ip
        removed(komputes.delete_kompute, komputes.read_kompute, with_disk.id)
    done("instance and Kompute in any zone of the region, within the quotas")


def money(project_id, kaktus_id, pool_id):
    """Without a price of disks, it is what the processors and the memory cost on the only Kaktus of the zone."""
    price = pools.read_storage_pool(pool_id).cost
    used, kaktus, caps = projects.read_project_usage(project_id), kaktuses.read_kaktus(kaktus_id), kaktuses.read_kaktus_caps(kaktus_id)
    vcpu = kaktus.cpu_cost.price / (caps.cpu.threads * kaktus.overcommit_cpu_ratio)
    memory = kaktus.memory_cost.price / (caps.memory * kaktus.overcommit_memory_ratio)
    machines = used.vcpus * vcpu + used.memory * memory
    pools.update_storage_pool(pool_id, sdk.StoragePoolUpdate(cost=sdk.Cost(price=0, currency=price.currency)))
    whole(
        projects.read_project_cost(project_id),
        price=Made(f"{machines}", lambda value: abs(value - machines) < 1e-6), currency=kaktus.cpu_cost.currency,
    )
    pools.update_storage_pool(pool_id, sdk.StoragePoolUpdate(cost=sdk.Cost(price=10, currency=kaktus.cpu_cost.currency)))
    assert projects.read_project_cost(project_id).price > machines
    pools.update_storage_pool(pool_id, sdk.StoragePoolUpdate(cost=price))
    done("what the project costs")
