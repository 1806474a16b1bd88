-- A Kompute is an instance with the volumes and adapters that it consists of, as one. Its parts are rows like any others and say
-- whose they are; what a Kompute is called and how large it is stands with them and nowhere else. claimed_by is the operation that
-- last began to work on it, or on a part of it: while that one has not ended, no other may begin.
CREATE TABLE kompute (
    id           text PRIMARY KEY,
    project_id   text NOT NULL REFERENCES project,
    region_id    text NOT NULL REFERENCES region,
    operation_id text NOT NULL,
    claimed_by   text NOT NULL,
    created_at   timestamptz NOT NULL DEFAULT now(),
    updated_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT kompute_project_key UNIQUE (id, project_id)
);
CREATE INDEX kompute_project ON kompute (project_id);
CREATE INDEX kompute_region ON kompute (region_id);
CREATE TRIGGER kompute_touch BEFORE UPDATE ON kompute FOR EACH ROW EXECUTE FUNCTION touch();

ALTER TABLE instance
    ADD COLUMN kompute_id text,
    ADD CONSTRAINT instance_kompute_fkey FOREIGN KEY (kompute_id, project_id) REFERENCES kompute (id, project_id),
    ADD CONSTRAINT instance_kompute_once UNIQUE (kompute_id);

-- One disk to boot from, and one for data at most.
ALTER TABLE volume
    ADD COLUMN kompute_id text,
    ADD CONSTRAINT volume_kompute_fkey FOREIGN KEY (kompute_id, project_id) REFERENCES kompute (id, project_id),
    ADD CONSTRAINT volume_kompute_once UNIQUE (kompute_id, type);

-- kompute_network says which of its adapters it is: the address of the private one is the Kompute's.
ALTER TABLE adapter
    ADD COLUMN kompute_id text REFERENCES kompute,
    ADD COLUMN kompute_network text CHECK (kompute_network IN ('PRIVATE', 'PUBLIC')),
    ADD CONSTRAINT adapter_kompute_once UNIQUE (kompute_id, kompute_network),
    ADD CONSTRAINT adapter_kompute_is_whole CHECK ((kompute_id IS NULL) = (kompute_network IS NULL));
