-- Who did what, in a chain that can be added to and never changed.

CREATE TABLE audit_log (
    seq           bigint PRIMARY KEY,
    at            timestamptz NOT NULL,
    actor_kind    text NOT NULL,
    actor_id      uuid,
    actor_name    text,
    action        text NOT NULL,
    target_kind   text,
    target_id     uuid,
    target_name   text,
    address       text,
    user_agent    text,
    request_id    text,
    -- Kept as it was written, since its hash is over the text.
    details       json NOT NULL,
    previous_hash bytea NOT NULL,
    hash          bytea NOT NULL
);

CREATE INDEX audit_log_actor_id_idx ON audit_log (actor_id, seq DESC);
CREATE INDEX audit_log_target_id_idx ON audit_log (target_id, seq DESC);

-- Where the chain ends: locked by whoever adds to it, and what shows that its end was cut off. The
-- seal is over seq and hash, with a key that the database does not have.
CREATE TABLE audit_head (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    seq       bigint NOT NULL,
    hash      bytea NOT NULL,
    seal      bytea
);

INSERT INTO audit_head (seq, hash) VALUES (0, decode(repeat('00', 32), 'hex'));

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the audit log is append-only: % is refused', TG_OP
        USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_log_is_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_head_stays
    BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
