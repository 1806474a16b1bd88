-- The network node of a region: one to see from outside, made of agents in their order. An agent serves one of them.
CREATE TABLE kiwi (
    id          text PRIMARY KEY,
    region_id   text NOT NULL REFERENCES region,
    name        text NOT NULL,
    description text,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT kiwi_name_key UNIQUE (region_id, name)
);

CREATE TABLE kiwi_agent (
    kiwi_id  text NOT NULL REFERENCES kiwi ON DELETE CASCADE,
    position integer NOT NULL,
    agent_id text NOT NULL REFERENCES agent,
    PRIMARY KEY (kiwi_id, position),
    CONSTRAINT kiwi_agent_once UNIQUE (agent_id)
);

-- A service that offers shared file systems out of a pool.
CREATE TABLE storage_nfs (
    id          text PRIMARY KEY,
    region_id   text NOT NULL REFERENCES region,
    pool_id     text NOT NULL,
    name        text NOT NULL,
    description text,
    endpoint    text NOT NULL,
    fs          text NOT NULL,
    backends    text[] NOT NULL,
    port        integer NOT NULL CHECK (port BETWEEN 1 AND 65535),
    is_default  boolean NOT NULL DEFAULT false,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT storage_nfs_name_key UNIQUE (region_id, name),
    CONSTRAINT storage_nfs_pool_fkey FOREIGN KEY (pool_id, region_id) REFERENCES storage_pool (id, region_id)
);
CREATE UNIQUE INDEX storage_nfs_one_default ON storage_nfs (region_id) WHERE is_default;
CREATE INDEX storage_nfs_pool ON storage_nfs (pool_id);

-- An A record in the domain of a project or of a region. DNS does not tell upper case from lower.
CREATE TABLE dns_record (
    id          text PRIMARY KEY,
    project_id  text REFERENCES project,
    region_id   text REFERENCES region,
    name        text NOT NULL,
    description text,
    domain      text NOT NULL,
    addresses   text[] NOT NULL CHECK (cardinality(addresses) > 0),
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT dns_record_one_parent CHECK ((project_id IS NULL) <> (region_id IS NULL))
);
CREATE UNIQUE INDEX dns_record_name_key ON dns_record (lower(domain), lower(name));
CREATE INDEX dns_record_project ON dns_record (project_id);
CREATE INDEX dns_record_region ON dns_record (region_id);

CREATE TRIGGER kiwi_touch BEFORE UPDATE ON kiwi FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER storage_nfs_touch BEFORE UPDATE ON storage_nfs FOR EACH ROW EXECUTE FUNCTION touch();
CREATE TRIGGER dns_record_touch BEFORE UPDATE ON dns_record FOR EACH ROW EXECUTE FUNCTION touch();
