-- Rules for codes can be switched off: by Codebell, when their patterns take too long.

ALTER TABLE code_rules ADD COLUMN is_enabled boolean NOT NULL DEFAULT true;
