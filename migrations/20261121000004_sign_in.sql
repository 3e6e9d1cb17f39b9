-- How people come in and prove who they are: invitations, second factors, keys for programs.

-- Settings of the team; one row.
CREATE TABLE team (
    singleton             boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    require_second_factor boolean NOT NULL DEFAULT false
);

INSERT INTO team DEFAULT VALUES;

ALTER TABLE sessions
    -- Where it was last used from.
    ADD COLUMN address inet,
    ADD COLUMN user_agent text CHECK (char_length(user_agent) <= 400),
    ADD COLUMN mfa_verified_at timestamptz;

CREATE TABLE invitations (
    id          uuid PRIMARY KEY,
    email       text NOT NULL CHECK (char_length(email) BETWEEN 3 AND 254),
    role        text NOT NULL CHECK (role IN ('owner', 'manager', 'viewer')),
    token_hash  bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    invited_by  uuid REFERENCES users ON DELETE SET NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL,
    emailed_at  timestamptz
);

-- Used and revoked ones are deleted; the audit log remembers them.
CREATE UNIQUE INDEX invitations_email_key ON invitations (lower(email));
CREATE UNIQUE INDEX invitations_token_hash_key ON invitations (token_hash);

-- An Owner's link for somebody who forgot the password; a newer one replaces it.
CREATE TABLE password_resets (
    user_id    uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    token_hash bytea NOT NULL CHECK (octet_length(token_hash) = 32),
    expires_at timestamptz NOT NULL,
    created_by uuid REFERENCES users ON DELETE CASCADE
);

CREATE UNIQUE INDEX password_resets_token_hash_key ON password_resets (token_hash);

-- Failed sign-ins in a row; the key is a hash that names an account, known or not, or a device.
CREATE TABLE login_failures (
    key            bytea PRIMARY KEY CHECK (octet_length(key) = 32),
    failures       integer NOT NULL,
    last_failed_at timestamptz NOT NULL,
    blocked_until  timestamptz NOT NULL
);

CREATE INDEX login_failures_last_failed_at_idx ON login_failures (last_failed_at);

CREATE TABLE totp_secrets (
    user_id      uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    ciphertext   bytea NOT NULL,
    created_at   timestamptz NOT NULL,
    -- Null until a first code was right: it is no second factor yet.
    confirmed_at timestamptz,
    -- The last time step that a code was accepted of; none is accepted twice.
    last_step    bigint NOT NULL DEFAULT 0
);

CREATE TABLE recovery_codes (
    user_id   uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    code_hash bytea NOT NULL CHECK (octet_length(code_hash) = 32),
    used_at   timestamptz,
    PRIMARY KEY (user_id, code_hash)
);

CREATE TABLE passkeys (
    id            uuid PRIMARY KEY,
    user_id       uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name          text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    credential_id bytea NOT NULL,
    passkey       jsonb NOT NULL,
    created_at    timestamptz NOT NULL,
    last_used_at  timestamptz
);

CREATE UNIQUE INDEX passkeys_credential_id_key ON passkeys (credential_id);
CREATE INDEX passkeys_user_id_idx ON passkeys (user_id);

-- What a browser was asked to sign and has not answered yet.
CREATE TABLE passkey_challenges (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    purpose    text NOT NULL CHECK (purpose IN ('register', 'sign_in')),
    state      jsonb NOT NULL,
    expires_at timestamptz NOT NULL
);

CREATE INDEX passkey_challenges_user_id_idx ON passkey_challenges (user_id);

CREATE TABLE api_keys (
    id                uuid PRIMARY KEY,
    user_id           uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name              text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    key_hash          bytea NOT NULL CHECK (octet_length(key_hash) = 32),
    prefix            text NOT NULL,
    scopes            text[] NOT NULL CHECK (cardinality(scopes) > 0),
    -- Null: every number that its creator reads.
    number_ids        uuid[],
    -- Empty: from anywhere.
    networks          text[] NOT NULL,
    created_at        timestamptz NOT NULL,
    expires_at        timestamptz,
    last_used_at      timestamptz,
    last_used_address inet,
    revoked_at        timestamptz
);

CREATE UNIQUE INDEX api_keys_key_hash_key ON api_keys (key_hash);
CREATE INDEX api_keys_user_id_idx ON api_keys (user_id);

-- What a program saw and copied counts apart from what its maker saw.
ALTER TABLE message_reads
    DROP CONSTRAINT message_reads_pkey,
    ADD COLUMN api_key_id uuid REFERENCES api_keys ON DELETE CASCADE;

CREATE UNIQUE INDEX message_reads_key
    ON message_reads (message_id, user_id, coalesce(api_key_id, '00000000-0000-0000-0000-000000000000'));

ALTER TABLE message_copies
    ADD COLUMN api_key_id uuid REFERENCES api_keys ON DELETE CASCADE;
