-- The numbers that an invited person gets a role on when they join.
CREATE TABLE invitation_numbers (
    invitation_id uuid NOT NULL REFERENCES invitations ON DELETE CASCADE,
    number_id     uuid NOT NULL REFERENCES numbers ON DELETE CASCADE,
    PRIMARY KEY (invitation_id, number_id)
);

CREATE INDEX invitation_numbers_number_id_idx ON invitation_numbers (number_id);
