-- Codes that are sent and checked, the gateways that send them, and canaries that show that numbers
-- still receive.

CREATE TABLE gateways (
    id                 uuid PRIMARY KEY,
    kind               text NOT NULL,
    name               text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    -- What it was told, encrypted.
    settings           bytea NOT NULL,
    -- The only countries that it is asked for; empty: all.
    countries          text[] NOT NULL,
    position           integer NOT NULL,
    is_enabled         boolean NOT NULL DEFAULT true,
    -- The setting of the server that makes it.
    setting            text,
    -- What came of it the last time; no secrets, no codes.
    last_at            timestamptz,
    last_result        text CHECK (last_result IN ('accepted', 'refused', 'unknown')),
    last_detail        text,
    last_answer_status integer,
    last_answer        text,
    created_at         timestamptz NOT NULL
);

CREATE UNIQUE INDEX gateways_setting_key ON gateways (setting);

CREATE TABLE sends (
    id                  uuid PRIMARY KEY,
    -- code: made or given here and checked here. relay: a code of somebody else. text: no code.
    -- test: a try of a gateway.
    kind                text NOT NULL CHECK (kind IN ('code', 'relay', 'text', 'test')),
    recipient           text NOT NULL,
    country             text,
    company             text,
    language            text,
    status              text NOT NULL CHECK (status IN ('sending', 'unknown', 'accepted', 'queued',
                          'delivered', 'failed', 'blocked', 'refused')),
    -- A keyed hash of the code; null: it can't be checked any more, or never could.
    code_mac            bytea,
    attempts            smallint NOT NULL DEFAULT 0,
    expires_at          timestamptz,
    verified_at         timestamptz,
    -- When a later code for the same number took its place.
    voided_at           timestamptz,
    delivered_at        timestamptz,
    gateway_id          uuid REFERENCES gateways ON DELETE SET NULL,
    -- What it was then, and the gateway's id of the message, which receipts name.
    gateway_kind        text,
    gateway_name        text,
    provider_message_id text,
    -- Who asked for it.
    user_id             uuid REFERENCES users ON DELETE SET NULL,
    api_key_id          uuid REFERENCES api_keys ON DELETE SET NULL,
    source_id           uuid REFERENCES sources ON DELETE SET NULL,
    -- The network that it was asked from.
    network             text,
    created_at          timestamptz NOT NULL
);

-- One code of a number can be checked at a time.
CREATE UNIQUE INDEX sends_live_key ON sends (recipient) WHERE code_mac IS NOT NULL;
CREATE INDEX sends_recipient_idx ON sends (recipient, created_at DESC);
CREATE INDEX sends_api_key_idx ON sends (api_key_id, created_at DESC) WHERE api_key_id IS NOT NULL;
CREATE INDEX sends_source_idx ON sends (source_id, created_at DESC) WHERE source_id IS NOT NULL;
CREATE INDEX sends_network_idx ON sends (network, created_at DESC) WHERE network IS NOT NULL;
CREATE INDEX sends_message_idx ON sends (gateway_kind, provider_message_id)
    WHERE provider_message_id IS NOT NULL;
CREATE INDEX sends_sending_idx ON sends (created_at) WHERE status = 'sending';
CREATE INDEX sends_created_idx ON sends (created_at);

-- What happened to a send.
CREATE TABLE send_events (
    id            uuid PRIMARY KEY,
    send_id       uuid NOT NULL REFERENCES sends ON DELETE CASCADE,
    -- asked: a gateway was. receipt: it told what became of it.
    event         text NOT NULL CHECK (event IN ('asked', 'receipt')),
    gateway_name  text,
    -- Of a question accepted, refused or unknown; of a receipt its state.
    result        text NOT NULL,
    detail        text,
    answer_status integer,
    duration_ms   integer,
    at            timestamptz NOT NULL
);

CREATE INDEX send_events_send_id_idx ON send_events (send_id, id);

-- What makes a request that comes twice one: of a key for 24 hours, of a source's relay likewise.
CREATE TABLE send_keys (
    key_mac    bytea PRIMARY KEY,
    -- A keyed hash of the request, which holds a code.
    body_mac   bytea NOT NULL,
    send_id    uuid NOT NULL REFERENCES sends ON DELETE CASCADE,
    created_at timestamptz NOT NULL
);

CREATE INDEX send_keys_send_id_idx ON send_keys (send_id);

-- Receipts that came before the answer that they are about.
CREATE TABLE early_receipts (
    provider            text NOT NULL,
    provider_message_id text NOT NULL,
    receipt             text NOT NULL,
    at                  timestamptz NOT NULL,
    PRIMARY KEY (provider, provider_message_id, receipt)
);

-- How many were sent on a day, of UTC; those that no gateway took are taken off again.
CREATE TABLE send_days (
    day   date PRIMARY KEY,
    count integer NOT NULL
);

-- What the team allows.
CREATE TABLE send_limits (
    is_only              boolean PRIMARY KEY DEFAULT true CHECK (is_only),
    -- Between two sends to one number, and in an hour.
    seconds_between      integer NOT NULL DEFAULT 30,
    per_number_an_hour   integer NOT NULL DEFAULT 5,
    per_key_a_minute     integer NOT NULL DEFAULT 60,
    per_network_a_minute integer NOT NULL DEFAULT 120,
    per_day              integer NOT NULL DEFAULT 1000,
    -- The only countries; empty: all but the denied ones.
    allowed_countries    text[] NOT NULL DEFAULT '{}',
    denied_countries     text[] NOT NULL DEFAULT '{}'
);
INSERT INTO send_limits DEFAULT VALUES;

-- The team's own texts, of all or of a source that relays.
CREATE TABLE send_texts (
    id         uuid PRIMARY KEY,
    source_id  uuid REFERENCES sources ON DELETE CASCADE,
    purpose    text NOT NULL CHECK (purpose IN ('code', 'invitation')),
    language   text NOT NULL,
    text       text NOT NULL,
    created_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX send_texts_key ON send_texts
    (COALESCE(source_id, '00000000-0000-0000-0000-000000000000'), purpose, language);

-- In whose name a source relays, and in which language.
CREATE TABLE source_brands (
    source_id uuid PRIMARY KEY REFERENCES sources ON DELETE CASCADE,
    company   text NOT NULL CHECK (char_length(company) BETWEEN 1 AND 40),
    language  text NOT NULL
);

-- Numbers that the product texts itself on a schedule.
CREATE TABLE canaries (
    number_id      uuid PRIMARY KEY REFERENCES numbers ON DELETE CASCADE,
    every_minutes  integer NOT NULL CHECK (every_minutes BETWEEN 5 AND 10080),
    within_seconds integer NOT NULL CHECK (within_seconds BETWEEN 10 AND 3600),
    -- Null: whichever is asked first.
    gateway_id     uuid REFERENCES gateways ON DELETE SET NULL,
    next_at        timestamptz NOT NULL,
    created_at     timestamptz NOT NULL
);

CREATE TABLE canary_runs (
    id          uuid PRIMARY KEY,
    number_id   uuid NOT NULL REFERENCES canaries ON DELETE CASCADE,
    -- What the message is known by when it comes back.
    token       text NOT NULL,
    started_at  timestamptz NOT NULL,
    late_at     timestamptz NOT NULL,
    returned_at timestamptz,
    -- Whether somebody was told that it did not come back.
    is_missing  boolean NOT NULL DEFAULT false,
    detail      text
);

CREATE UNIQUE INDEX canary_runs_token_key ON canary_runs (token);
CREATE INDEX canary_runs_number_id_idx ON canary_runs (number_id, id DESC);
CREATE INDEX canary_runs_open_idx ON canary_runs (late_at)
    WHERE returned_at IS NULL AND NOT is_missing;

-- Two more things to tell of.
ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (kind IN
  ('number.expiring', 'number.silent', 'billing.issue', 'channel.failing', 'channel.gone',
   'channel.orphaned', 'pattern.slow', 'audit.broken', 'database.restarted', 'send.ceiling',
   'canary.missing'));
