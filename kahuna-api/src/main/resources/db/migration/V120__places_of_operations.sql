-- Where the resource of an operation stands: the ids of its project, region, zone, Kaktus, pool and networks, and of the agents that
-- carried steps. What an operation makes is there only after it began, and what it deletes is gone when it ends, so they are gathered
-- with every word of it, and stay when the resource goes.
ALTER TABLE operation ADD COLUMN places text[] NOT NULL DEFAULT '{}';

CREATE FUNCTION places_of(noun text, resource text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT unnest(ARRAY[machine.zone_id, machine.kaktus_id])
    FROM instance machine
    WHERE ($1 = 'INSTANCE' AND machine.id = $2) OR ($1 = 'KOMPUTE' AND machine.kompute_id = $2)
    UNION ALL
    SELECT unnest(ARRAY[subnet.id, subnet.vnet_id])
    FROM instance machine
    JOIN adapter ON adapter.instance_id = machine.id
    JOIN subnet ON subnet.id = adapter.subnet_id
    WHERE ($1 = 'INSTANCE' AND machine.id = $2) OR ($1 = 'KOMPUTE' AND machine.kompute_id = $2)
    UNION ALL
    SELECT disk.pool_id
    FROM volume disk
    WHERE ($1 = 'VOLUME' AND disk.id = $2) OR ($1 = 'KOMPUTE' AND disk.kompute_id = $2)
    UNION ALL
    SELECT unnest(ARRAY[pool.id, pool.region_id])
    FROM template JOIN storage_pool pool ON pool.id = template.pool_id
    WHERE $1 = 'TEMPLATE' AND template.id = $2
$$;

CREATE FUNCTION gather_places() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.places := ARRAY(
        SELECT place
        FROM (
            SELECT unnest(NEW.places || ARRAY[NEW.project_id, NEW.region_id])
            UNION
            SELECT places_of(NEW.noun, NEW.resource)
            UNION
            SELECT agent.id
            FROM jsonb_array_elements(NEW.carriers) handed JOIN agent ON agent.name = handed ->> 'agent'
        ) gathered (place)
        WHERE place IS NOT NULL
        ORDER BY place);
    RETURN NEW;
END $$;
CREATE TRIGGER operation_places BEFORE INSERT OR UPDATE OF state, steps, carriers ON operation
    FOR EACH ROW EXECUTE FUNCTION gather_places();

-- Of operations from before, what of it is there still.
UPDATE operation SET state = state;

CREATE INDEX operation_of_place ON operation USING gin (places);
-- Those that go on have no end and come first, and then those that ended last.
CREATE INDEX operation_by_end ON operation (ended_at DESC, ordered_at DESC, id DESC);
