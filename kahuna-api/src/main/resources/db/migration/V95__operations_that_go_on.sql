-- The few that go on are asked for by state again and again, among the many that ended.
CREATE INDEX operation_going_on ON operation (ordered_at DESC, id DESC) WHERE ended_at IS NULL;
