-- Lists of instances are in the order of their names: a page is read from this index instead of sorting all of them.
CREATE INDEX instance_by_name ON instance (name, id);
