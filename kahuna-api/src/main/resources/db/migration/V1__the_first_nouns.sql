-- The nouns of the platform. PostgreSQL decides every race: names, addresses, MACs and attachments are constraints, quotas and
-- capacity are counted under a row lock. Ids are made by Kahuna (UUIDs of version 7, as text). Sizes are bytes, states are the names
-- of the enums in the code.

-- The exclusion of overlapping networks within a region compares a text and a network in one index.
CREATE EXTENSION IF NOT EXISTS btree_gist;

CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.updated_at := clock_timestamp();
    RETURN NEW;
END $$;

-- Topology -----------------------------------------------------------------------------------------------------------------------

CREATE TABLE region (
    id          text PRIMARY KEY,
    name        text NOT NULL,
    description text,
    domain      text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT region_name_key UNIQUE (name)
);

CREATE TABLE zone (
    id          text PRIMARY KEY,
    region_id   text NOT NULL REFERENCES region,
    name        text NOT NULL,
    description text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT zone_name_key UNIQUE (region_id, name),
    CONSTRAINT zone_region_key UNIQUE (id, region_id)
);

-- A key is stored as its public prefix and a hash. revoked_at ends a key at once.
CREATE TABLE agent (
    id             text PRIMARY KEY,
    name           text NOT NULL,
    description    text,
    kind           text NOT NULL CHECK (kind IN ('KAKTUS', 'KIWI', 'KONTROLLER')),
    key_prefix     text,
    key_hash       text,
    key_expires_at timestamptz,
    revoked_at     timestamptz,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT agent_name_key UNIQUE (name),
    CONSTRAINT agent_key_prefix_key UNIQUE (key_prefix),
    CONSTRAINT agent_key_is_whole CHECK ((key_prefix IS NULL) = (key_hash IS NULL))
);

-- What an agent last said of itself. It changes every few seconds, so it stands apart from the agent and keeps free space in its pages.
CREATE TABLE agent_status (
    agent_id   text PRIMARY KEY REFERENCES agent ON DELETE CASCADE,
    last_seen  timestamptz NOT NULL,
    connected  boolean NOT NULL DEFAULT true,
    kahuna     text,
    version    text,
    report     jsonb,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now()
) WITH (fillfactor = 50);

CREATE TABLE kaktus (
    id                      text PRIMARY KEY,
    zone_id                 text NOT NULL REFERENCES zone,
    name                    text NOT NULL,
    description             text,
    cpu_price               real NOT NULL DEFAULT 0,
    cpu_currency            text NOT NULL DEFAULT 'EUR',
    memory_price            real NOT NULL DEFAULT 0,
    memory_currency         text NOT NULL DEFAULT 'EUR',
    overcommit_cpu_ratio    bigint NOT NULL DEFAULT 3 CHECK (overcommit_cpu_ratio >= 1),
    overcommit_memory_ratio bigint NOT NULL DEFAULT 2 CHECK (overcommit_memory_ratio >= 1),
    maintenance             boolean NOT NULL DEFAULT false,
    created_at              timestamptz NOT NULL DEFAULT now(),
    updated_at              timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT kaktus_name_key UNIQUE (zone_id, name)
);

-- An agent serves one Kaktus: otherwise the capacity that it reports would count twice.
CREATE TABLE kaktus_agent (
    kaktus_id text NOT NULL REFERENCES kaktus ON DELETE CASCADE,
    position  integer NOT NULL,
    agent_id  text NOT NULL REFERENCES agent,
    PRIMARY KEY (kaktus_id, position),
    CONSTRAINT kaktus_agent_once UNIQUE (agent_id)
);

-- Storage ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE storage_pool (
    id               text PRIMARY KEY,
    region_id        text NOT NULL REFERENCES region,
    name             text NOT NULL,
    description      text,
    pool             text NOT NULL,
    ceph_address     text NOT NULL DEFAULT 'localhost',
    ceph_port        integer NOT NULL DEFAULT 3300,
    ceph_secret_uuid text,
    price            real NOT NULL DEFAULT 0,
    currency         text NOT NULL DEFAULT 'EUR',
    is_default       boolean NOT NULL DEFAULT false,
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT storage_pool_name_key UNIQUE (region_id, name),
    CONSTRAINT storage_pool_region_key UNIQUE (id, region_id)
);
CREATE UNIQUE INDEX storage_pool_one_default ON storage_pool (region_id) WHERE is_default;

CREATE TABLE pool_agent (
    pool_id  text NOT NULL REFERENCES storage_pool ON DELETE CASCADE,
    position integer NOT NULL,
    agent_id text NOT NULL REFERENCES agent,
    PRIMARY KEY (pool_id, position),
    CONSTRAINT pool_agent_once UNIQUE (pool_id, agent_id)
);
CREATE INDEX pool_agent_agent ON pool_agent (agent_id);

CREATE TABLE template (
    id           text PRIMARY KEY,
    pool_id      text NOT NULL REFERENCES storage_pool,
    name         text NOT NULL,
    description  text,
    os           text NOT NULL CHECK (os IN ('linux', 'windows')),
    source       text NOT NULL,
    size         bigint CHECK (size >= 0),
    state        text NOT NULL CHECK (state IN ('IMPORTING', 'READY', 'DELETING')),
    state_before text,
    is_default   boolean NOT NULL DEFAULT false,
    operation_id text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT template_name_key UNIQUE (pool_id, name),
    CONSTRAINT template_ready_has_size CHECK (state <> 'READY' OR size IS NOT NULL)
);
CREATE UNIQUE INDEX template_one_default ON template (pool_id) WHERE is_default;

-- Network ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE vnet (
    id          text PRIMARY KEY,
    region_id   text NOT NULL REFERENCES region,
    name        text NOT NULL,
    description text,
    vlan        integer NOT NULL DEFAULT 0 CHECK (vlan BETWEEN 0 AND 4094),
    interface   text NOT NULL,
    private     boolean NOT NULL DEFAULT true,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT vnet_name_key UNIQUE (region_id, name),
    CONSTRAINT vnet_region_key UNIQUE (id, region_id)
);

-- An address means one thing in a region, so its networks may not overlap.
CREATE TABLE subnet (
    id           text PRIMARY KEY,
    vnet_id      text NOT NULL,
    region_id    text NOT NULL,
    name         text NOT NULL,
    description  text,
    cidr         cidr NOT NULL CHECK (family(cidr) = 4),
    gateway      inet NOT NULL,
    dns          text,
    extra_routes text[] NOT NULL DEFAULT '{}',
    application  text NOT NULL DEFAULT 'user' CHECK (application IN ('ceph', 'user')),
    is_default   boolean NOT NULL DEFAULT false,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT subnet_vnet_fkey FOREIGN KEY (vnet_id, region_id) REFERENCES vnet (id, region_id),
    CONSTRAINT subnet_name_key UNIQUE (vnet_id, name),
    CONSTRAINT subnet_region_key UNIQUE (id, region_id),
    CONSTRAINT subnet_gateway_inside CHECK (gateway << cidr),
    CONSTRAINT subnet_overlap EXCLUDE USING gist (region_id WITH =, cidr inet_ops WITH &&)
);
CREATE UNIQUE INDEX subnet_one_default ON subnet (vnet_id) WHERE is_default;

CREATE TABLE subnet_range (
    subnet_id     text NOT NULL REFERENCES subnet ON DELETE CASCADE,
    purpose       text NOT NULL CHECK (purpose IN ('RESERVED', 'GW_POOL')),
    position      integer NOT NULL,
    first_address inet NOT NULL,
    last_address  inet NOT NULL,
    PRIMARY KEY (subnet_id, purpose, position),
    CONSTRAINT subnet_range_upwards CHECK (first_address <= last_address)
);

-- Tenancy ------------------------------------------------------------------------------------------------------------------------

CREATE TABLE team (
    id          text PRIMARY KEY,
    name        text NOT NULL,
    description text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT team_name_key UNIQUE (name)
);

CREATE TABLE app_user (
    id            text PRIMARY KEY,
    name          text NOT NULL,
    description   text,
    email         text NOT NULL,
    role          text NOT NULL CHECK (role IN ('superAdmin', 'projectAdmin', 'user')),
    notifications boolean NOT NULL DEFAULT false,
    password_hash text,
    created_at    timestamptz NOT NULL DEFAULT now(),
    updated_at    timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX app_user_email_key ON app_user (lower(email));

CREATE TABLE team_user (
    team_id  text NOT NULL REFERENCES team ON DELETE CASCADE,
    position integer NOT NULL,
    user_id  text NOT NULL REFERENCES app_user ON DELETE CASCADE,
    PRIMARY KEY (team_id, position),
    CONSTRAINT team_user_once UNIQUE (team_id, user_id)
);

-- A key of the first administrator belongs to no user; every other one does, and its role is the user's.
CREATE TABLE api_token (
    id          text PRIMARY KEY,
    user_id     text REFERENCES app_user ON DELETE CASCADE,
    name        text NOT NULL,
    description text,
    role        text NOT NULL CHECK (role IN ('superAdmin', 'projectAdmin', 'user')),
    prefix      text NOT NULL,
    hash        text NOT NULL,
    expires_at  timestamptz,
    revoked_at  timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT api_token_prefix_key UNIQUE (prefix)
);

-- A quota of 0 is without limit.
CREATE TABLE project (
    id               text PRIMARY KEY,
    name             text NOT NULL,
    description      text,
    domain           text,
    root_password    text,
    bootstrap_user   text,
    bootstrap_pubkey text,
    tags             text[] NOT NULL DEFAULT '{}',
    metadatas        jsonb NOT NULL DEFAULT '[]',
    quota_vcpus      bigint NOT NULL DEFAULT 0 CHECK (quota_vcpus >= 0),
    quota_memory     bigint NOT NULL DEFAULT 0 CHECK (quota_memory >= 0),
    quota_storage    bigint NOT NULL DEFAULT 0 CHECK (quota_storage >= 0),
    quota_instances  bigint NOT NULL DEFAULT 0 CHECK (quota_instances >= 0),
    created_at       timestamptz NOT NULL DEFAULT now(),
    updated_at       timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT project_name_key UNIQUE (name)
);

CREATE TABLE project_team (
    project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
    team_id    text NOT NULL REFERENCES team,
    PRIMARY KEY (project_id, team_id)
);

-- subnet_id is the private subnet that the project has in the region; a subnet is one project's.
CREATE TABLE project_region (
    project_id text NOT NULL REFERENCES project ON DELETE CASCADE,
    region_id  text NOT NULL REFERENCES region,
    subnet_id  text,
    PRIMARY KEY (project_id, region_id),
    CONSTRAINT project_region_subnet_fkey FOREIGN KEY (subnet_id, region_id) REFERENCES subnet (id, region_id),
    CONSTRAINT project_region_subnet_once UNIQUE (subnet_id)
);

-- Compute ------------------------------------------------------------------------------------------------------------------------

-- state is what the platform knows; power_state is what the Kaktus last reported. While an update is under way the instance holds
-- both what it has and what it shall have: update_operation_id, new_name and the larger of both sizes in reserved_*.
CREATE TABLE instance (
    id                  text PRIMARY KEY,
    project_id          text NOT NULL REFERENCES project,
    region_id           text NOT NULL REFERENCES region,
    zone_id             text NOT NULL,
    kaktus_id           text NOT NULL REFERENCES kaktus,
    in_zone             boolean NOT NULL,
    name                text NOT NULL,
    description         text,
    memory              bigint NOT NULL CHECK (memory > 0),
    vcpus               integer NOT NULL CHECK (vcpus > 0),
    uefi                boolean NOT NULL,
    kmotion_enabled     boolean NOT NULL,
    state               text NOT NULL
        CHECK (state IN ('CREATING', 'RUNNING', 'PAUSED', 'SHUTOFF', 'CRASHED', 'DELETING', 'UNKNOWN')),
    state_before        text,
    power_state         text,
    power_state_at      timestamptz,
    operation_id        text NOT NULL,
    update_operation_id text,
    new_name            text,
    reserved_memory     bigint NOT NULL,
    reserved_vcpus      integer NOT NULL,
    metadata_fetched_at timestamptz,
    created_at          timestamptz NOT NULL DEFAULT now(),
    updated_at          timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT instance_name_key UNIQUE (project_id, name),
    CONSTRAINT instance_new_name_key UNIQUE (project_id, new_name),
    CONSTRAINT instance_zone_fkey FOREIGN KEY (zone_id, region_id) REFERENCES zone (id, region_id),
    CONSTRAINT instance_reserves_enough CHECK (reserved_memory >= memory AND reserved_vcpus >= vcpus)
);
CREATE INDEX instance_kaktus ON instance (kaktus_id);
CREATE INDEX instance_region ON instance (region_id);
CREATE INDEX instance_zone ON instance (zone_id);

-- A volume is one instance's at most; target is its device in the guest and stays as long as it is attached. reserved_by is the
-- update that wants it and has not ended. new_size is what a resize under way reserves.
CREATE TABLE volume (
    id           text PRIMARY KEY,
    project_id   text NOT NULL REFERENCES project,
    region_id    text NOT NULL,
    pool_id      text NOT NULL,
    template_id  text REFERENCES template,
    name         text NOT NULL,
    description  text,
    type         text NOT NULL CHECK (type IN ('OS', 'ISO', 'RAW', 'TEMPLATE')),
    size         bigint NOT NULL CHECK (size > 0),
    new_size     bigint CHECK (new_size >= size),
    state        text NOT NULL CHECK (state IN ('CREATING', 'READY', 'RESIZING', 'DELETING')),
    state_before text,
    instance_id  text REFERENCES instance,
    slot         integer,
    target       text,
    reserved_by  text,
    operation_id text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT volume_name_key UNIQUE (project_id, name),
    CONSTRAINT volume_pool_fkey FOREIGN KEY (pool_id, region_id) REFERENCES storage_pool (id, region_id),
    CONSTRAINT volume_target_once UNIQUE (instance_id, target),
    CONSTRAINT volume_slot_once UNIQUE (instance_id, slot) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT volume_attachment_is_whole CHECK ((instance_id IS NULL) = (target IS NULL)),
    CONSTRAINT volume_slot_needs_instance CHECK (slot IS NULL OR instance_id IS NOT NULL)
);
CREATE INDEX volume_pool ON volume (pool_id);
CREATE INDEX volume_template ON volume (template_id);
CREATE INDEX volume_region ON volume (region_id);

CREATE TABLE adapter (
    id          text PRIMARY KEY,
    subnet_id   text NOT NULL REFERENCES subnet,
    name        text NOT NULL,
    description text,
    mac         macaddr NOT NULL,
    reserved    boolean NOT NULL DEFAULT false,
    instance_id text REFERENCES instance,
    slot        integer,
    reserved_by text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT adapter_name_key UNIQUE (subnet_id, name),
    CONSTRAINT adapter_mac_key UNIQUE (mac),
    CONSTRAINT adapter_subnet_key UNIQUE (id, subnet_id),
    CONSTRAINT adapter_slot_once UNIQUE (instance_id, slot) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT adapter_slot_needs_instance CHECK (slot IS NULL OR instance_id IS NOT NULL)
);

-- An address is one adapter's in the whole region: the metadata endpoint recognises an instance by it.
CREATE TABLE adapter_address (
    adapter_id text NOT NULL,
    position   integer NOT NULL,
    address    inet NOT NULL CHECK (family(address) = 4 AND masklen(address) = 32),
    subnet_id  text NOT NULL,
    region_id  text NOT NULL,
    PRIMARY KEY (adapter_id, position),
    CONSTRAINT adapter_address_adapter_fkey FOREIGN KEY (adapter_id, subnet_id) REFERENCES adapter (id, subnet_id)
        ON DELETE CASCADE,
    CONSTRAINT adapter_address_subnet_fkey FOREIGN KEY (subnet_id, region_id) REFERENCES subnet (id, region_id),
    CONSTRAINT adapter_address_once UNIQUE (region_id, address)
);
CREATE INDEX adapter_address_subnet ON adapter_address (subnet_id);

-- What a project uses: promised counts as used, and while something grows the larger size counts.
CREATE VIEW project_usage AS
SELECT project.id AS project_id,
       coalesce(machines.instances, 0) AS instances,
       coalesce(machines.vcpus, 0)     AS vcpus,
       coalesce(machines.memory, 0)    AS memory,
       coalesce(disks.storage, 0)      AS storage
FROM project
LEFT JOIN LATERAL (
    SELECT count(*)::bigint AS instances, sum(reserved_vcpus)::bigint AS vcpus, sum(reserved_memory)::bigint AS memory
    FROM instance WHERE instance.project_id = project.id) machines ON true
LEFT JOIN LATERAL (
    SELECT sum(coalesce(new_size, size))::bigint AS storage
    FROM volume WHERE volume.project_id = project.id) disks ON true;

-- Operations ---------------------------------------------------------------------------------------------------------------------

-- An operation outlives what it worked on, so it refers to it by plain ids.
CREATE TABLE operation (
    id             text PRIMARY KEY,
    verb           text NOT NULL,
    noun           text NOT NULL,
    resource       text NOT NULL,
    resource_name  text NOT NULL,
    project_id     text,
    region_id      text,
    requester_name text NOT NULL,
    requester_id   text NOT NULL,
    state          text NOT NULL CHECK (state IN
        ('ACCEPTED', 'RUNNING', 'WAITING', 'ATTENTION', 'CANCELLING', 'SUCCEEDED', 'FAILED', 'CANCELLED')),
    steps          jsonb NOT NULL DEFAULT '[]',
    workflow_id    text NOT NULL,
    run_id         text NOT NULL,
    fault          text,
    reason         text,
    ordered_at     timestamptz NOT NULL,
    started_at     timestamptz NOT NULL DEFAULT now(),
    ended_at       timestamptz,
    created_at     timestamptz NOT NULL DEFAULT now(),
    updated_at     timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT operation_end_is_final CHECK ((ended_at IS NOT NULL) = (state IN ('SUCCEEDED', 'FAILED', 'CANCELLED')))
);
CREATE INDEX operation_newest ON operation (ordered_at DESC, id DESC);
CREATE INDEX operation_of_resource ON operation (noun, resource, ordered_at DESC);
CREATE INDEX operation_of_project ON operation (project_id, ordered_at DESC);
CREATE INDEX operation_open ON operation (workflow_id) WHERE ended_at IS NULL;

CREATE TABLE idempotency_key (
    caller       text NOT NULL,
    key          text NOT NULL,
    body_hash    text NOT NULL,
    operation_id text,
    status       integer,
    response     jsonb,
    expires_at   timestamptz NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_key_expiry ON idempotency_key (expires_at);

DO $$
DECLARE
    noun text;
BEGIN
    FOR noun IN
        SELECT table_name FROM information_schema.columns
        WHERE table_schema = current_schema() AND column_name = 'updated_at'
    LOOP
        EXECUTE format('CREATE TRIGGER %I BEFORE UPDATE ON %I FOR EACH ROW EXECUTE FUNCTION touch()', noun || '_touch', noun);
    END LOOP;
END $$;
