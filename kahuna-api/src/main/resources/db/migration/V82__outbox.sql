-- What changed, in the order in which it became visible: rows are read up to the oldest transaction that still runs, so that none is
-- passed over that commits later. A notice only wakes whoever reads. project_id decides who may know; old rows are removed.
CREATE TABLE outbox (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    transaction  bigint NOT NULL DEFAULT pg_current_xact_id()::text::bigint,
    at           timestamptz NOT NULL DEFAULT clock_timestamp(),
    noun         text NOT NULL,
    resource     text NOT NULL,
    operation_id text,
    project_id   text
);
CREATE INDEX outbox_order ON outbox (transaction, id);
CREATE INDEX outbox_at ON outbox (at);
