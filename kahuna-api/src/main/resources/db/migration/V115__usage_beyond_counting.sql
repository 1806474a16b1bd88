-- As before, but what is more than the largest number counts as that, so that whoever promised too much can still be asked about.
CREATE OR REPLACE VIEW project_usage AS
SELECT project.id AS project_id,
       coalesce(machines.instances, 0) AS instances,
       coalesce(machines.vcpus, 0)     AS vcpus,
       machines.memory,
       disks.storage
FROM project
LEFT JOIN LATERAL (
    SELECT count(*)::bigint AS instances,
           sum(reserved_vcpus)::bigint AS vcpus,
           least(coalesce(sum(reserved_memory::numeric), 0), 9223372036854775807)::bigint AS memory
    FROM instance WHERE instance.project_id = project.id) machines ON true
LEFT JOIN LATERAL (
    SELECT least(coalesce(sum(coalesce(new_size, size)::numeric), 0), 9223372036854775807)::bigint AS storage
    FROM volume WHERE volume.project_id = project.id) disks ON true;
