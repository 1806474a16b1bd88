-- People look for who did something, and to what, by name, and do not mind its case.
CREATE INDEX audit_of_who_name ON audit (lower(who_name), id DESC);
CREATE INDEX audit_of_resource_name ON audit (lower(resource_name), id DESC);
