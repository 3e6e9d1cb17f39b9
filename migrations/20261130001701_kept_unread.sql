-- Messages that a member marked as unread again. That they were seen stays in message_reads, which
-- is evidence; this says only that they count as unread for whoever marked them.
CREATE TABLE kept_unread (
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    number_id  uuid NOT NULL REFERENCES numbers ON DELETE CASCADE,
    message_id uuid NOT NULL REFERENCES messages ON DELETE CASCADE,
    PRIMARY KEY (user_id, number_id, message_id)
);

CREATE INDEX kept_unread_message_id_idx ON kept_unread (message_id);
