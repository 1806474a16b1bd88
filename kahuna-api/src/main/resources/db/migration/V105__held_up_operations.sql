-- What the step that runs could not reach when it was tried last, and since when. It is tried again; the next word of the operation
-- takes it back.
ALTER TABLE operation
    ADD COLUMN held_up       text,
    ADD COLUMN held_up_since timestamptz,
    ADD CONSTRAINT operation_held_up_since CHECK ((held_up IS NULL) = (held_up_since IS NULL));
