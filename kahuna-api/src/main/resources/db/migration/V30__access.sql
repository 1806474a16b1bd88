-- Sign-in tokens made before the last change of the password are void: each names the epoch in which it was made.
ALTER TABLE app_user ADD COLUMN session_epoch integer NOT NULL DEFAULT 0;

ALTER TABLE api_token ADD COLUMN last_used_at timestamptz;

-- What people call an agent's key, which is a token like any other.
ALTER TABLE agent ADD COLUMN key_name text;
ALTER TABLE agent ADD COLUMN key_description text;

-- Whoever holds the token behind the hash may choose a new password, once.
CREATE TABLE password_reset (
    hash       text PRIMARY KEY,
    user_id    text NOT NULL REFERENCES app_user ON DELETE CASCADE,
    expires_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX password_reset_user ON password_reset (user_id);

-- Who is in which team is asked at every request.
CREATE INDEX team_user_user ON team_user (user_id);
CREATE INDEX project_team_team ON project_team (team_id);
CREATE INDEX api_token_user ON api_token (user_id);
CREATE INDEX adapter_instance ON adapter (instance_id);
