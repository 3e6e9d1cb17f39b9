-- Where in the text the code stands, in characters: from the first to the one behind the last. Unknown
-- of messages that were stored before, until they are read again.
ALTER TABLE messages
    ADD COLUMN code_start integer,
    ADD COLUMN code_end integer,
    ADD CONSTRAINT messages_code_span_check
        CHECK ((code_start IS NULL) = (code_end IS NULL) AND code_start >= 0 AND code_end > code_start);
