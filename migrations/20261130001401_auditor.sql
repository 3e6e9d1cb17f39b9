-- A fourth role in the team: auditor, who reads the audit log and nothing of messages and numbers.
--
-- Changed are the roles that members and invitations may have, and the view that says who reads which
-- number: until now whatever was neither owner nor manager read there as a viewer. From here on it names
-- each role that reads, and one that it does not name reads nothing. For owners, managers and viewers it
-- says what it said. Roles on one number stay manager and viewer; an auditor's give nothing for as long as
-- they are one.

ALTER TABLE users
    DROP CONSTRAINT users_role_check,
    ADD CONSTRAINT users_role_check CHECK (role IN ('owner', 'manager', 'viewer', 'auditor'));

ALTER TABLE invitations
    DROP CONSTRAINT invitations_role_check,
    ADD CONSTRAINT invitations_role_check CHECK (role IN ('owner', 'manager', 'viewer', 'auditor'));

-- The one place that says who reads which number, and as what.
--
-- owner: all. manager: new ones, those that are open to the team, and those that they have a role on.
-- viewer: those that are open to the team, and those that they have a role on. auditor: none.
--
-- A restricted number is read as what its members are there, others as the higher of both roles.
CREATE OR REPLACE VIEW number_readers AS
SELECT numbers.id AS number_id,
       users.id AS user_id,
       CASE
           WHEN users.role = 'owner' THEN 'owner'
           WHEN numbers.access = 'restricted' THEN member.role
           WHEN users.role = 'manager' THEN 'manager'
           WHEN users.role = 'viewer' THEN coalesce(member.role, 'viewer')
       END AS role
FROM numbers
CROSS JOIN users
LEFT JOIN number_members AS member
       ON member.number_id = numbers.id AND member.user_id = users.id
WHERE users.disabled_at IS NULL
  AND (users.role = 'owner'
       OR users.role = 'manager' AND (member.role IS NOT NULL OR numbers.access IN ('team', 'new'))
       OR users.role = 'viewer' AND (member.role IS NOT NULL OR numbers.access = 'team'));
