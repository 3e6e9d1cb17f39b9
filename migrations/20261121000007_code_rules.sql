-- A team's own rules for what the code of a message is, and what else a message says of its code.

CREATE TABLE code_rules (
    id           uuid PRIMARY KEY,
    -- code: what the pattern finds is the code. none: a message in which it finds something has none.
    kind         text NOT NULL CHECK (kind IN ('code', 'none')),
    pattern      text NOT NULL CHECK (char_length(pattern) BETWEEN 1 AND 500),
    -- Only for messages to this number, from this sender, of this service; null: for all.
    number_id    uuid REFERENCES numbers ON DELETE CASCADE,
    sender       text CHECK (char_length(sender) BETWEEN 1 AND 100),
    service      text CHECK (char_length(service) BETWEEN 1 AND 100),
    -- A message that the pattern was tried on when the rule was kept.
    test_message text NOT NULL CHECK (char_length(test_message) BETWEEN 1 AND 4000),
    created_by   uuid REFERENCES users ON DELETE SET NULL,
    created_at   timestamptz NOT NULL
);

CREATE INDEX code_rules_number_id_idx ON code_rules (number_id);

ALTER TABLE messages
    -- Words for a code were in it, and none was found.
    ADD COLUMN code_missed boolean NOT NULL DEFAULT false,
    -- What is paid with the code, as the message writes it.
    ADD COLUMN payment_amount text,
    ADD COLUMN payment_merchant text;

CREATE INDEX messages_code_missed_idx ON messages (id) WHERE code_missed;
