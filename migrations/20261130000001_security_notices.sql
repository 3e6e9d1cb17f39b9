-- Four more things to tell of: channels that a member left behind, patterns that take too long, an audit
-- log that is not as it was written, and a database that died.

ALTER TABLE notices DROP CONSTRAINT notices_kind_check;
ALTER TABLE notices ADD CONSTRAINT notices_kind_check CHECK (kind IN
  ('number.expiring', 'number.silent', 'billing.issue', 'channel.failing', 'channel.gone',
   'channel.orphaned', 'pattern.slow', 'audit.broken', 'database.restarted'));
