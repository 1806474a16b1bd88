-- What a project has of the networks of its regions. The prefix length that it asked for is kept, so that a region that joins later
-- gets a subnet of the same size.
ALTER TABLE project ADD COLUMN subnet_size integer CHECK (subnet_size BETWEEN 8 AND 30);
UPDATE project SET subnet_size = (
    SELECT least(max(masklen(subnet.cidr)), 30)
    FROM project_region JOIN subnet ON subnet.id = project_region.subnet_id
    WHERE project_region.project_id = project.id AND masklen(subnet.cidr) >= 8);

ALTER TABLE subnet ADD CONSTRAINT subnet_place_key UNIQUE (id, vnet_id, region_id);

-- VRRP ids are heard by everybody on a layer-2 network, so each is given out once in a VNet (RFC 5798: 1 to 255). zone_id says for
-- which zone's gateway; a zone that goes takes its ids along.
CREATE TABLE reserved_vrrp_id (
    vnet_id    text NOT NULL,
    vrrp_id    integer NOT NULL CHECK (vrrp_id BETWEEN 1 AND 255),
    region_id  text NOT NULL,
    project_id text NOT NULL,
    zone_id    text,
    PRIMARY KEY (vnet_id, vrrp_id),
    CONSTRAINT reserved_vrrp_id_vnet_fkey FOREIGN KEY (vnet_id, region_id) REFERENCES vnet (id, region_id),
    CONSTRAINT reserved_vrrp_id_project_fkey FOREIGN KEY (project_id, region_id)
        REFERENCES project_region (project_id, region_id) ON DELETE CASCADE,
    CONSTRAINT reserved_vrrp_id_zone_fkey FOREIGN KEY (zone_id, region_id) REFERENCES zone (id, region_id) ON DELETE CASCADE
);
CREATE INDEX reserved_vrrp_id_project ON reserved_vrrp_id (project_id);

-- The address that a project's gateway has in a zone, out of gw_pool of the project's private subnet.
CREATE TABLE project_gateway (
    project_id text NOT NULL,
    zone_id    text NOT NULL,
    region_id  text NOT NULL,
    vnet_id    text NOT NULL,
    subnet_id  text NOT NULL,
    address    inet NOT NULL CHECK (family(address) = 4 AND masklen(address) = 32),
    PRIMARY KEY (project_id, zone_id),
    CONSTRAINT project_gateway_once UNIQUE (region_id, address),
    CONSTRAINT project_gateway_subnet_fkey FOREIGN KEY (subnet_id, vnet_id, region_id)
        REFERENCES subnet (id, vnet_id, region_id),
    CONSTRAINT project_gateway_project_fkey FOREIGN KEY (project_id, region_id)
        REFERENCES project_region (project_id, region_id) ON DELETE CASCADE,
    CONSTRAINT project_gateway_zone_fkey FOREIGN KEY (zone_id, region_id) REFERENCES zone (id, region_id) ON DELETE CASCADE
);
CREATE INDEX project_gateway_subnet ON project_gateway (subnet_id);
