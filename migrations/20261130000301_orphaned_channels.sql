-- Channels of members who may not say any more where messages go are switched off, also those that are
-- left behind already.

ALTER TABLE channels DROP CONSTRAINT channels_disabled_reason_check;
ALTER TABLE channels ADD CONSTRAINT channels_disabled_reason_check
    -- orphaned: whoever last set it up has left, or may not set channels up any more.
    CHECK (disabled_reason IN ('gone', 'by_member', 'orphaned'));

WITH left_behind AS (
    SELECT channels.id, channels.name, users.id AS member_id, users.name AS member
    FROM channels JOIN users ON users.id = channels.set_by
    WHERE channels.removed_at IS NULL AND channels.disabled_reason IS NULL
      AND (users.disabled_at IS NOT NULL OR users.role = 'viewer')
)
INSERT INTO notices (id, kind, title, text, details, dedupe_key, created_at)
SELECT -- In the order of ids that the program makes: time, then chance.
       (lpad(to_hex((extract(epoch FROM now()) * 1000)::bigint), 12, '0') || '7'
        || substr(md5(random()::text), 1, 3) || '8' || substr(md5(random()::text), 1, 15))::uuid,
       'channel.orphaned',
       'Channels of ' || member || ' are switched off',
       'Nothing is forwarded over them any more. Take over those that the team still needs.',
       jsonb_build_object('member', member, 'channels',
           jsonb_agg(jsonb_build_object('id', id, 'name', name) ORDER BY id)),
       'channel.orphaned:' || member_id || ':upgrade',
       now()
FROM left_behind GROUP BY member_id, member;

UPDATE channels SET disabled_reason = 'orphaned'
FROM users
WHERE users.id = channels.set_by AND channels.removed_at IS NULL
  AND (users.disabled_at IS NOT NULL OR users.role = 'viewer');
