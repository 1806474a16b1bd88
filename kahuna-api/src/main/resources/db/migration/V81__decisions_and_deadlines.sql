-- decisions is what a person may say to the operation now. Passing the deadline raises an alarm, once, at overdue_at, and ends nothing.
ALTER TABLE operation
    ADD COLUMN decisions  text[] NOT NULL DEFAULT '{RETRY,CANCEL}',
    ADD COLUMN deadline   timestamptz,
    ADD COLUMN overdue_at timestamptz;
CREATE INDEX operation_deadline ON operation (deadline) WHERE ended_at IS NULL;
