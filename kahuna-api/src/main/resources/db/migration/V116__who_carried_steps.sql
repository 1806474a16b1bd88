-- Which agent was handed which activity of an operation, and when; the newest last.
ALTER TABLE operation
    ADD COLUMN carriers jsonb NOT NULL DEFAULT '[]';
