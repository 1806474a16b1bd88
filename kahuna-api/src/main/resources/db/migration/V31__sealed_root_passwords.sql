-- Root passwords are stored sealed. Those that stand in clear are moved when a Kahuna starts, each in a transaction of its own, and the
-- check keeps anybody from storing another one in clear.
ALTER TABLE project RENAME COLUMN root_password TO clear_root_password;
ALTER TABLE project ADD COLUMN root_password text
    CONSTRAINT project_root_password_is_sealed CHECK (root_password LIKE 'sealed:%');
