package cloud.kowabunga.kahuna.catalog;

import static cloud.kowabunga.kahuna.db.Tables.ADAPTER;
import static cloud.kowabunga.kahuna.db.Tables.AGENT;
import static cloud.kowabunga.kahuna.db.Tables.APP_USER;
import static cloud.kowabunga.kahuna.db.Tables.DNS_RECORD;
import static cloud.kowabunga.kahuna.db.Tables.KAKTUS;
import static cloud.kowabunga.kahuna.db.Tables.KIWI;
import static cloud.kowabunga.kahuna.db.Tables.PROJECT;
import static cloud.kowabunga.kahuna.db.Tables.REGION;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_NFS;
import static cloud.kowabunga.kahuna.db.Tables.STORAGE_POOL;
import static cloud.kowabunga.kahuna.db.Tables.SUBNET;
import static cloud.kowabunga.kahuna.db.Tables.TEAM;
import static cloud.kowabunga.kahuna.db.Tables.TEMPLATE;
import static cloud.kowabunga.kahuna.db.Tables.VNET;
import static cloud.kowabunga.kahuna.db.Tables.VOLUME;
import static cloud.kowabunga.kahuna.db.Tables.ZONE;

import cloud.kowabunga.Noun;
import cloud.kowabunga.compute.InstanceId;
import cloud.kowabunga.kahuna.db.Tables;
import cloud.kowabunga.kahuna.db.tables.records.AdapterRecord;
import cloud.kowabunga.kahuna.db.tables.records.AgentRecord;
import cloud.kowabunga.kahuna.db.tables.records.AppUserRecord;
import cloud.kowabunga.kahuna.db.tables.records.DnsRecordRecord;
import cloud.kowabunga.kahuna.db.tables.records.InstanceRecord;
import cloud.kowabunga.kahuna.db.tables.records.KaktusRecord;
import cloud.kowabunga.kahuna.db.tables.records.KiwiRecord;
import cloud.kowabunga.kahuna.db.tables.records.ProjectRecord;
import cloud.kowabunga.kahuna.db.tables.records.RegionRecord;
import cloud.kowabunga.kahuna.db.tables.records.StorageNfsRecord;
import cloud.kowabunga.kahuna.db.tables.records.StoragePoolRecord;
import cloud.kowabunga.kahuna.db.tables.records.SubnetRecord;
import cloud.kowabunga.kahuna.db.tables.records.TeamRecord;
import cloud.kowabunga.kahuna.db.tables.records.TemplateRecord;
import cloud.kowabunga.kahuna.db.tables.records.VnetRecord;
import cloud.kowabunga.kahuna.db.tables.records.VolumeRecord;
import cloud.kowabunga.kahuna.db.tables.records.ZoneRecord;
import cloud.kowabunga.network.AdapterId;
import cloud.kowabunga.network.DnsRecordId;
import cloud.kowabunga.network.SubnetId;
import cloud.kowabunga.network.VNetId;
import cloud.kowabunga.storage.StorageNfsId;
import cloud.kowabunga.storage.StoragePoolId;
import cloud.kowabunga.storage.TemplateId;
import cloud.kowabunga.storage.VolumeId;
import cloud.kowabunga.tenancy.ProjectId;
import cloud.kowabunga.topology.AgentId;
import cloud.kowabunga.topology.KaktusId;
import cloud.kowabunga.topology.KiwiId;
import cloud.kowabunga.topology.RegionId;
import cloud.kowabunga.topology.ZoneId;

/** Where each noun that is a table of its own has its rows. */
public final class Nouns {
    public static final Rows<RegionRecord, RegionId> REGIONS = new Rows<>(Noun.REGION, REGION, REGION.ID);
    public static final Rows<ZoneRecord, ZoneId> ZONES = new Rows<>(Noun.ZONE, ZONE, ZONE.ID);
    public static final Rows<KaktusRecord, KaktusId> KAKTUSES = new Rows<>(Noun.KAKTUS, KAKTUS, KAKTUS.ID);
    public static final Rows<KiwiRecord, KiwiId> KIWIS = new Rows<>(Noun.KIWI, KIWI, KIWI.ID);
    public static final Rows<AgentRecord, AgentId> AGENTS = new Rows<>(Noun.AGENT, AGENT, AGENT.ID);
    public static final Rows<StoragePoolRecord, StoragePoolId> POOLS =
            new Rows<>(Noun.STORAGE_POOL, STORAGE_POOL, STORAGE_POOL.ID);
    public static final Rows<StorageNfsRecord, StorageNfsId> NFSES =
            new Rows<>(Noun.STORAGE_NFS, STORAGE_NFS, STORAGE_NFS.ID);
    public static final Rows<TemplateRecord, TemplateId> TEMPLATES = new Rows<>(Noun.TEMPLATE, TEMPLATE, TEMPLATE.ID);
    public static final Rows<VolumeRecord, VolumeId> VOLUMES = new Rows<>(Noun.VOLUME, VOLUME, VOLUME.ID);
    public static final Rows<VnetRecord, VNetId> VNETS = new Rows<>(Noun.VNET, VNET, VNET.ID);
    public static final Rows<SubnetRecord, SubnetId> SUBNETS = new Rows<>(Noun.SUBNET, SUBNET, SUBNET.ID);
    public static final Rows<AdapterRecord, AdapterId> ADAPTERS = new Rows<>(Noun.ADAPTER, ADAPTER, ADAPTER.ID);
    public static final Rows<DnsRecordRecord, DnsRecordId> DNS_RECORDS =
            new Rows<>(Noun.DNS_RECORD, DNS_RECORD, DNS_RECORD.ID);
    public static final Rows<ProjectRecord, ProjectId> PROJECTS = new Rows<>(Noun.PROJECT, PROJECT, PROJECT.ID);
    public static final Rows<TeamRecord, String> TEAMS = new Rows<>(Noun.TEAM, TEAM, TEAM.ID);
    public static final Rows<AppUserRecord, String> USERS = new Rows<>(Noun.USER, APP_USER, APP_USER.ID);
    public static final Rows<InstanceRecord, InstanceId> INSTANCES =
            new Rows<>(Noun.INSTANCE, Tables.INSTANCE, Tables.INSTANCE.ID);

    private Nouns() {}
}
