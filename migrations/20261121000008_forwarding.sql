-- Where messages and notices are forwarded to, by which rules, and what became of it.

CREATE TABLE channels (
    id               uuid PRIMARY KEY,
    kind             text NOT NULL CHECK (kind IN
                       ('slack', 'discord', 'email', 'webhook', 'teams', 'telegram', 'ntfy', 'gotify')),
    name             text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    -- Addresses, tokens and signing secrets, encrypted; null once the channel is removed.
    settings         bytea,
    -- Neither the code nor the text is forwarded, only that one came.
    is_thin          boolean NOT NULL DEFAULT false,
    -- Seconds after the first attempt at which a failed delivery is tried again.
    retry_at_seconds integer[] NOT NULL,
    -- gone: the receiver answered that it is no more. by_member: somebody switched it off.
    disabled_reason  text CHECK (disabled_reason IN ('gone', 'by_member')),
    -- The first failed attempt since the last success, and when somebody was told.
    failing_since    timestamptz,
    told_at          timestamptz,
    -- Who last said where it goes: restricted numbers reach it only where they read them.
    set_by           uuid REFERENCES users ON DELETE SET NULL,
    created_at       timestamptz NOT NULL,
    -- A removed channel's row stays for as long as deliveries name it.
    removed_at       timestamptz
);

CREATE TABLE rules (
    id         uuid PRIMARY KEY,
    -- Of one number, whose rules replace the account's; null: the account's.
    number_id  uuid REFERENCES numbers ON DELETE CASCADE,
    event      text NOT NULL CHECK (event IN ('message', 'notice')),
    position   integer NOT NULL,
    name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    is_enabled boolean NOT NULL,
    conditions jsonb NOT NULL,
    -- No later rule is looked at.
    stop       boolean NOT NULL,
    -- Who last changed it: restricted numbers are forwarded only where they read them.
    set_by     uuid REFERENCES users ON DELETE SET NULL,
    created_at timestamptz NOT NULL
);

CREATE INDEX rules_number_id_idx ON rules (number_id);

CREATE TABLE rule_channels (
    rule_id    uuid NOT NULL REFERENCES rules ON DELETE CASCADE,
    channel_id uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
    PRIMARY KEY (rule_id, channel_id)
);

CREATE INDEX rule_channels_channel_id_idx ON rule_channels (channel_id);

-- Counts the changes of rules, so that whoever keeps them knows when to read them again.
CREATE TABLE rules_version (
    is_only boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    version bigint NOT NULL DEFAULT 0
);
INSERT INTO rules_version DEFAULT VALUES;

-- What a provider or Codebell itself has to say of a number, an account or a channel.
CREATE TABLE notices (
    id           uuid PRIMARY KEY,
    kind         text NOT NULL CHECK (kind IN
                   ('number.expiring', 'number.silent', 'billing.issue', 'channel.failing', 'channel.gone')),
    source_id    uuid REFERENCES sources ON DELETE CASCADE,
    number_id    uuid REFERENCES numbers ON DELETE CASCADE,
    channel_id   uuid REFERENCES channels ON DELETE CASCADE,
    title        text NOT NULL,
    text         text NOT NULL,
    -- The same for programs, such as in how many days; an object.
    details      jsonb NOT NULL,
    -- What makes a notice that is told twice one.
    dedupe_key   text NOT NULL CHECK (char_length(dedupe_key) BETWEEN 1 AND 200),
    created_at   timestamptz NOT NULL,
    dismissed_at timestamptz,
    dismissed_by uuid REFERENCES users ON DELETE SET NULL
);

CREATE UNIQUE INDEX notices_dedupe_key_key ON notices (dedupe_key);
CREATE INDEX notices_open_idx ON notices (id) WHERE dismissed_at IS NULL;

-- The outbox and, once sent, the log of what was forwarded.
CREATE TABLE deliveries (
    id               uuid PRIMARY KEY,
    channel_id       uuid NOT NULL REFERENCES channels ON DELETE CASCADE,
    event            text NOT NULL CHECK (event IN ('message', 'notice', 'test')),
    message_id       uuid REFERENCES messages ON DELETE CASCADE,
    notice_id        uuid REFERENCES notices ON DELETE CASCADE,
    -- Of the message or notice: whoever does not read it does not see the delivery.
    number_id        uuid REFERENCES numbers ON DELETE CASCADE,
    -- Of a rule that may be gone by now.
    rule_id          uuid,
    -- What is sent, as it was then; null once it was delivered.
    payload          text,
    status           text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'delivered', 'failed')),
    -- Why it is not delivered (yet), for programs; detail says it in words.
    reason           text,
    detail           text,
    attempts         integer NOT NULL DEFAULT 0,
    -- Attempts before the last retry by hand, which begins a schedule anew.
    attempts_before  integer NOT NULL DEFAULT 0,
    created_at       timestamptz NOT NULL,
    -- When another attempt makes no sense any more.
    expires_at       timestamptz,
    first_attempt_at timestamptz,
    next_attempt_at  timestamptz NOT NULL,
    leased_until     timestamptz,
    finished_at      timestamptz,
    -- Somebody knows of the failure.
    reviewed_at      timestamptz
);

-- What makes a message one delivery to a channel, however many rules say so.
CREATE UNIQUE INDEX deliveries_message_id_channel_id_key ON deliveries (message_id, channel_id);
CREATE UNIQUE INDEX deliveries_notice_id_channel_id_key ON deliveries (notice_id, channel_id);
CREATE INDEX deliveries_waiting_idx ON deliveries (channel_id, (attempts > 0), next_attempt_at, id)
    WHERE status = 'waiting';
CREATE INDEX deliveries_channel_id_id_idx ON deliveries (channel_id, id DESC);
CREATE INDEX deliveries_review_idx ON deliveries (id) WHERE status = 'failed' AND reviewed_at IS NULL;
CREATE INDEX deliveries_number_id_idx ON deliveries (number_id);

CREATE TABLE delivery_attempts (
    delivery_id     uuid NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    attempt         integer NOT NULL,
    started_at      timestamptz NOT NULL,
    duration_ms     integer NOT NULL,
    is_success      boolean NOT NULL,
    reason          text,
    detail          text,
    -- The receiver's status, its first 1,000 characters, and of a test what was sent; no secrets.
    answer_status   integer,
    answer          text,
    request         text,
    next_attempt_at timestamptz,
    PRIMARY KEY (delivery_id, attempt)
);
