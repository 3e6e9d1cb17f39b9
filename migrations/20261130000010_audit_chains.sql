-- The audit log may have several chains: one that somebody changed is left as it was found, and another
-- begins. What was written before is of the first. Refused webhooks are counted: many make one entry.

ALTER TABLE audit_log ADD COLUMN chain int NOT NULL DEFAULT 1;
ALTER TABLE audit_head ADD COLUMN chain int NOT NULL DEFAULT 1;

-- The entries that begin another chain: there are hardly any.
CREATE INDEX audit_log_breaks_idx ON audit_log (seq) WHERE action = 'audit.broken';

ALTER TABLE source_deliveries ADD COLUMN count int NOT NULL DEFAULT 1;
