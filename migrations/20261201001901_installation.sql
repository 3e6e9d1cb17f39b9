-- What the database knows of itself: which installation it is, and the secret key that it was set up
-- with (a keyed hash that says nothing about the key). A database that was in use before has the check
-- of its key from the next start on.
CREATE TABLE installation (
    is_only   boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    id        uuid NOT NULL DEFAULT gen_random_uuid(),
    key_check bytea CHECK (length(key_check) = 32)
);

INSERT INTO installation DEFAULT VALUES;

-- The Codebell that made the last of the migrations: no older one knows the tables as they are now.
CREATE TABLE schema_maker (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    version text NOT NULL
);

INSERT INTO schema_maker (version) VALUES ('0.1.0');
