-- Where messages come from, the numbers they were sent to, and the messages.

CREATE TABLE sources (
    id                uuid PRIMARY KEY,
    slug              text NOT NULL CHECK (slug ~ '^[a-z0-9][a-z0-9_-]{0,63}$'),
    provider          text NOT NULL,
    name              text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    -- Overrides of the provider's signature scheme and field pointers; null: the provider's own.
    scheme            jsonb,
    fields            jsonb,
    -- The recipient of messages that do not name one.
    default_number    text CHECK (char_length(default_number) BETWEEN 1 AND 64),
    tolerance_seconds integer NOT NULL DEFAULT 300 CHECK (tolerance_seconds BETWEEN 60 AND 900),
    created_at        timestamptz NOT NULL
);

CREATE UNIQUE INDEX sources_slug_key ON sources (slug);

-- Encrypted; several may be valid at once while one is being replaced.
CREATE TABLE source_secrets (
    id         uuid PRIMARY KEY,
    source_id  uuid NOT NULL REFERENCES sources ON DELETE CASCADE,
    ciphertext bytea NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX source_secrets_source_id_idx ON source_secrets (source_id);

-- What arrived at a source and did not become a message: refusals, notices, bodies to replay.
CREATE TABLE source_deliveries (
    id          uuid PRIMARY KEY,
    source_id   uuid NOT NULL REFERENCES sources ON DELETE CASCADE,
    received_at timestamptz NOT NULL,
    outcome     text NOT NULL CHECK (outcome IN ('refused', 'unmapped', 'noted')),
    event       text,
    detail      text NOT NULL,
    address     inet,
    body        bytea
);

CREATE INDEX source_deliveries_source_id_id_idx ON source_deliveries (source_id, id DESC);

CREATE TABLE numbers (
    id           uuid PRIMARY KEY,
    phone_number text NOT NULL CHECK (char_length(phone_number) BETWEEN 1 AND 64),
    label        text CHECK (char_length(label) BETWEEN 1 AND 100),
    -- new: nobody has decided yet, Owners and Managers see it. team: everybody sees it.
    access       text NOT NULL DEFAULT 'new' CHECK (access IN ('new', 'team')),
    created_at   timestamptz NOT NULL
);

CREATE UNIQUE INDEX numbers_phone_number_key ON numbers (phone_number);

CREATE TABLE messages (
    id                  uuid PRIMARY KEY,
    source_id           uuid NOT NULL REFERENCES sources,
    number_id           uuid NOT NULL REFERENCES numbers,
    -- 'id:' and the provider's own id, else 'sha256:' and the hash of the canonical message.
    dedupe_key          text NOT NULL,
    sender              text NOT NULL,
    body                text NOT NULL,
    code                text,
    service             text,
    confidence          real,
    code_expires_at     timestamptz,
    expiry_stated       boolean NOT NULL DEFAULT false,
    domain              text,
    link                text,
    received_at         timestamptz NOT NULL,
    stored_at           timestamptz NOT NULL,
    claimed_by          uuid REFERENCES users ON DELETE SET NULL,
    claimed_at          timestamptz
);

-- What makes a webhook that is sent twice one message.
CREATE UNIQUE INDEX messages_source_id_dedupe_key_key ON messages (source_id, dedupe_key);
CREATE INDEX messages_number_id_id_idx ON messages (number_id, id DESC);

CREATE TABLE message_reads (
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
    read_at    timestamptz NOT NULL,
    PRIMARY KEY (user_id, message_id)
);

-- Who copied which code.
CREATE TABLE message_copies (
    id         uuid PRIMARY KEY,
    message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    copied_at  timestamptz NOT NULL
);

CREATE INDEX message_copies_message_id_idx ON message_copies (message_id);
