-- Who did what: one row for each change, written in the transaction that made it, and one for each refusal. It outlives what it tells
-- of, so it refers to everything by plain ids. An operation has a row when it begins and another when it ends.
CREATE TABLE audit (
    id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at            timestamptz NOT NULL DEFAULT clock_timestamp(),
    who_id        text,
    who_name      text,
    key_prefix    text,
    address       text,
    verb          text NOT NULL,
    noun          text NOT NULL,
    request       text,
    resource      text,
    resource_name text,
    project_id    text,
    region_id     text,
    input         jsonb,
    decision      text NOT NULL CHECK (decision IN ('ALLOWED', 'REFUSED')),
    result        text NOT NULL
        CHECK (result IN ('DONE', 'STARTED', 'RESET', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'REFUSED')),
    fault         text,
    reason        text,
    operation_id  text,
    workflow_id   text,
    run_id        text,
    CONSTRAINT audit_refusal_is_a_result CHECK ((decision = 'REFUSED') = (result = 'REFUSED'))
);
CREATE INDEX audit_of_project ON audit (project_id, id DESC);
CREATE INDEX audit_of_resource ON audit (resource, id DESC);
CREATE INDEX audit_of_operation ON audit (operation_id, id DESC);
CREATE INDEX audit_of_caller ON audit (who_id, id DESC);
CREATE INDEX audit_at ON audit (at);

-- Nothing in it is changed or taken away, except by forget_audit.
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' AND current_setting('kowabunga.forgets_audit', true) = 'yes' THEN
        RETURN OLD;
    END IF;
    RAISE EXCEPTION 'The audit is append-only; forget_audit(interval) removes what is older than that.'
        USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_not_emptied BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();

-- Retention: SELECT forget_audit('2 years'). What is forgotten is told by a row of its own. Less than 30 days are always kept.
CREATE FUNCTION forget_audit(older_than interval) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    forgotten bigint;
BEGIN
    IF older_than < interval '30 days' THEN
        RAISE EXCEPTION 'The audit keeps 30 days at least.' USING ERRCODE = 'restrict_violation';
    END IF;
    PERFORM set_config('kowabunga.forgets_audit', 'yes', true);
    DELETE FROM audit WHERE at < now() - older_than;
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    PERFORM set_config('kowabunga.forgets_audit', 'no', true);
    INSERT INTO audit (who_name, verb, noun, decision, result, reason)
    VALUES (session_user, 'ForgetAudit', 'audit', 'ALLOWED', 'DONE',
            format('%s rows older than %s were removed.', forgotten, older_than));
    RETURN forgotten;
END $$;
