-- The operation that ordered this one as a part of itself.
ALTER TABLE operation ADD COLUMN parent_id text;
CREATE INDEX operation_of_parent ON operation (parent_id, ordered_at DESC, id DESC) WHERE parent_id IS NOT NULL;
