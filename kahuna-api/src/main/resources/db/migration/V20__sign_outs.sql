-- Sign-in tokens that were given back before they ran out. A token is checked without the database otherwise.
CREATE TABLE signed_out (
    session text PRIMARY KEY,
    until   timestamptz NOT NULL
);
CREATE INDEX signed_out_until ON signed_out (until);
