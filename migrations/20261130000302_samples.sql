-- What a rule for codes was tried on is kept masked, and belongs to the number that it came to. What was
-- kept until now is a message as it was, and nothing says of which number: it is not kept.

CREATE TABLE code_rule_samples (
    code_rule_id uuid PRIMARY KEY REFERENCES code_rules ON DELETE CASCADE,
    -- Null: it was made up. A number that is deleted takes its samples along.
    number_id    uuid REFERENCES numbers ON DELETE CASCADE,
    text         text NOT NULL CHECK (char_length(text) BETWEEN 1 AND 4000)
);

CREATE INDEX code_rule_samples_number_id_idx ON code_rule_samples (number_id);

ALTER TABLE code_rules DROP COLUMN test_message;
