-- Consoles of instances. They refer to what they were opened on by plain ids, as the record outlives it.

-- Lets its bearer open a console once: whoever deletes the row has used it. Only a hash is kept; proof says by what the caller was
-- known when it was given, so that it is worth nothing once that is revoked.
CREATE TABLE console_ticket (
    hash        text PRIMARY KEY,
    instance_id text NOT NULL,
    caller_id   text NOT NULL,
    caller_name text NOT NULL,
    proof       jsonb NOT NULL,
    console_id  text,
    expires_at  timestamptz NOT NULL
);
CREATE INDEX console_ticket_expiry ON console_ticket (expires_at);
CREATE INDEX console_ticket_console ON console_ticket (console_id);

-- Each time that somebody opened a console. kahuna is the process that the browser is connected to, peer_url where the others reach it.
CREATE TABLE console (
    id            text PRIMARY KEY,
    instance_id   text NOT NULL,
    instance_name text NOT NULL,
    project_id    text NOT NULL,
    kaktus_id     text NOT NULL,
    caller_id     text NOT NULL,
    caller_name   text NOT NULL,
    from_address  text NOT NULL,
    kahuna        text NOT NULL,
    peer_url      text,
    agent_id      text,
    opened_at     timestamptz NOT NULL DEFAULT now(),
    joined_at     timestamptz,
    heard_at      timestamptz NOT NULL DEFAULT now(),
    ended_at      timestamptz,
    reason        text,
    CONSTRAINT console_end_has_reason CHECK ((ended_at IS NULL) = (reason IS NULL))
);
-- A console is one person's at a time.
CREATE UNIQUE INDEX console_one_open ON console (instance_id) WHERE ended_at IS NULL;
CREATE INDEX console_newest ON console (opened_at DESC);
