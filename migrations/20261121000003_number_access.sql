-- Who may read which number, and what numbers cost.

ALTER TABLE numbers
    DROP CONSTRAINT numbers_access_check,
    -- restricted: the members in number_members and Owners see it.
    ADD CONSTRAINT numbers_access_check CHECK (access IN ('new', 'team', 'restricted')),
    ADD COLUMN monthly_cost numeric(12, 4) CHECK (monthly_cost >= 0),
    ADD COLUMN currency text CHECK (currency ~ '^[A-Z]{3}$'),
    ADD COLUMN renews_on date,
    ADD CONSTRAINT numbers_cost_check CHECK ((monthly_cost IS NULL) = (currency IS NULL));

-- A number that is deleted takes its messages along.
ALTER TABLE messages
    DROP CONSTRAINT messages_number_id_fkey,
    ADD CONSTRAINT messages_number_id_fkey FOREIGN KEY (number_id) REFERENCES numbers ON DELETE CASCADE;

-- What a member is on one number.
CREATE TABLE number_members (
    number_id  uuid NOT NULL REFERENCES numbers ON DELETE CASCADE,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    role       text NOT NULL CHECK (role IN ('manager', 'viewer')),
    created_at timestamptz NOT NULL,
    PRIMARY KEY (number_id, user_id)
);

CREATE INDEX number_members_user_id_idx ON number_members (user_id);

ALTER TABLE users
    -- A removed member's row stays, since the trail of who saw what names it.
    ADD COLUMN removed_at timestamptz,
    ADD CONSTRAINT users_removed_check CHECK (removed_at IS NULL OR disabled_at IS NOT NULL);

DROP INDEX users_email_key;
CREATE UNIQUE INDEX users_email_key ON users (lower(email)) WHERE removed_at IS NULL;

-- The one place that says who reads which number, and as what.
--
-- Owners: all. A restricted number: its members, as what they are there. One that is open to the
-- team: everybody, as the higher of both roles. A new one: team Managers and its members.
CREATE VIEW number_readers AS
SELECT numbers.id AS number_id,
       users.id AS user_id,
       CASE
           WHEN users.role = 'owner' THEN 'owner'
           WHEN numbers.access = 'restricted' THEN member.role
           WHEN 'manager' IN (users.role, member.role) THEN 'manager'
           ELSE 'viewer'
       END AS role
FROM numbers
CROSS JOIN users
LEFT JOIN number_members AS member
       ON member.number_id = numbers.id AND member.user_id = users.id
WHERE users.disabled_at IS NULL
  AND (users.role = 'owner'
       OR member.role IS NOT NULL
       OR numbers.access = 'team'
       OR (numbers.access = 'new' AND users.role = 'manager'));
