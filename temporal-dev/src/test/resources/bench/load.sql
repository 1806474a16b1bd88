-- A full region for the benchmark of the API: 20,000 instances with what belongs to them, and 1,000 users in 50 teams.
INSERT INTO region (id, name, domain) VALUES ('bench-region', 'bench', 'bench.local');
INSERT INTO zone (id, region_id, name) SELECT 'bench-zone-' || z, 'bench-region', 'bench-' || z FROM generate_series(0, 3) z;
INSERT INTO agent (id, name, kind) SELECT 'bench-agent-' || k, 'bench-' || k, 'KAKTUS' FROM generate_series(0, 199) k;
INSERT INTO kaktus (id, zone_id, name) SELECT 'bench-kaktus-' || k, 'bench-zone-' || k % 4, 'bench-' || k FROM generate_series(0, 199) k;
INSERT INTO kaktus_agent (kaktus_id, position, agent_id) SELECT 'bench-kaktus-' || k, 0, 'bench-agent-' || k FROM generate_series(0, 199) k;
INSERT INTO storage_pool (id, region_id, name, pool) VALUES ('bench-pool', 'bench-region', 'bench', 'bench');
INSERT INTO template (id, pool_id, name, os, source, size, state, operation_id)
    VALUES ('bench-template', 'bench-pool', 'bench', 'linux', '/bench', 1073741824, 'READY', 'bench');
INSERT INTO vnet (id, region_id, name, interface) VALUES ('bench-vnet', 'bench-region', 'bench', 'bench0');
INSERT INTO subnet (id, vnet_id, region_id, name, cidr, gateway)
    VALUES ('bench-subnet', 'bench-vnet', 'bench-region', 'bench', '10.128.0.0/16', '10.128.0.1');

INSERT INTO team (id, name) SELECT 'bench-team-' || t, 'bench-' || t FROM generate_series(0, 49) t;
INSERT INTO app_user (id, name, email, role)
    SELECT 'bench-user-' || u, 'bench-' || u, 'bench-' || u || '@bench.local', 'user' FROM generate_series(0, 999) u;
INSERT INTO team_user (team_id, position, user_id) SELECT 'bench-team-' || u % 50, u / 50, 'bench-user-' || u FROM generate_series(0, 999) u;
INSERT INTO project (id, name) SELECT 'bench-project-' || p, 'bench-' || p FROM generate_series(0, 199) p;
INSERT INTO project_team (project_id, team_id) SELECT 'bench-project-' || p, 'bench-team-' || p % 50 FROM generate_series(0, 199) p;
INSERT INTO project_region (project_id, region_id) SELECT 'bench-project-' || p, 'bench-region' FROM generate_series(0, 199) p;

-- Ids without an order, so that reading them jumps about as it does in life.
CREATE TEMPORARY TABLE machine ON COMMIT DROP AS
    SELECT n, md5('instance' || n)::uuid::text AS id, 'bench-project-' || n % 200 AS project_id, 'bench-kaktus-' || n % 200 AS kaktus_id,
           'bench-zone-' || n % 4 AS zone_id, (ARRAY ['web', 'db', 'cache', 'worker'])[n % 4 + 1] || '-' || n AS name
    FROM generate_series(0, 19999) n;
INSERT INTO instance (id, project_id, region_id, zone_id, kaktus_id, in_zone, name, memory, vcpus, uefi, kmotion_enabled, state, operation_id, reserved_memory, reserved_vcpus)
    SELECT id, project_id, 'bench-region', zone_id, kaktus_id, true, name, 2147483648, 2, false, false,
           CASE WHEN n % 5 = 0 THEN 'SHUTOFF' ELSE 'RUNNING' END, 'bench', 2147483648, 2 FROM machine;
INSERT INTO volume (id, project_id, region_id, pool_id, template_id, name, type, size, state, instance_id, slot, target, operation_id)
    SELECT md5('volume' || n || '-' || d)::uuid::text, project_id, 'bench-region', 'bench-pool', CASE d WHEN 0 THEN 'bench-template' END,
           name || '-' || d, CASE d WHEN 0 THEN 'OS' ELSE 'RAW' END, 10737418240, 'READY', id, d, 'vd' || chr(97 + d), 'bench'
    FROM machine, generate_series(0, 1) d;
INSERT INTO adapter (id, subnet_id, name, mac, instance_id, slot)
    SELECT md5('adapter' || n)::uuid::text, 'bench-subnet', name, ('fe0000' || lpad(to_hex(n), 6, '0'))::macaddr, id, 0 FROM machine;
INSERT INTO adapter_address (adapter_id, position, address, subnet_id, region_id)
    SELECT md5('adapter' || n)::uuid::text, 0, '10.128.1.0'::inet + n, 'bench-subnet', 'bench-region' FROM machine;
-- What every instance has behind it, and what one in a hundred has under way.
INSERT INTO operation (id, verb, noun, resource, resource_name, project_id, region_id, requester_name, requester_id, state, workflow_id, run_id, ordered_at, ended_at)
    SELECT md5('operation' || n || '-' || o)::uuid::text, CASE o WHEN 0 THEN 'CreateInstance' ELSE 'PowerInstance' END, 'INSTANCE', id, name,
           project_id, 'bench-region', 'bench', 'bench', 'SUCCEEDED', 'instance/' || id, 'bench', now() - n * interval '1 minute',
           now() - n * interval '1 minute'
    FROM machine, generate_series(0, 2) o;
