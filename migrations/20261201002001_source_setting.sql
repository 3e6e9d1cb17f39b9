-- The setting of the server that a source comes from, so that a setting that is taken away takes its
-- source along. Sources that are there learn theirs at the next start with the setting.
ALTER TABLE sources ADD COLUMN setting text;

CREATE UNIQUE INDEX sources_setting_key ON sources (setting) WHERE removed_at IS NULL;
