-- What members keep of their own, sources that are changed and removed in the page, demo data.

-- How members like the page; absent keys have their defaults.
ALTER TABLE users ADD COLUMN preferences json NOT NULL DEFAULT '{}';

-- A message and all older ones that count as read by a member, without having been seen.
CREATE TABLE read_watermarks (
    user_id    uuid PRIMARY KEY REFERENCES users ON DELETE CASCADE,
    read_up_to uuid NOT NULL
);

-- Searches of the inbox under a name, each its member's own.
CREATE TABLE saved_views (
    id         uuid PRIMARY KEY,
    user_id    uuid NOT NULL REFERENCES users ON DELETE CASCADE,
    name       text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    query      text NOT NULL CHECK (char_length(query) <= 1000),
    created_at timestamptz NOT NULL
);

CREATE UNIQUE INDEX saved_views_user_id_name_key ON saved_views (user_id, lower(name));

ALTER TABLE sources
    -- A removed source's row stays, since its messages name it.
    ADD COLUMN removed_at timestamptz,
    -- What came through it is a demonstration and can be removed at once.
    ADD COLUMN is_demo boolean NOT NULL DEFAULT false;

DROP INDEX sources_slug_key;
CREATE UNIQUE INDEX sources_slug_key ON sources (slug) WHERE removed_at IS NULL;

-- When a replaced secret stops to be valid.
ALTER TABLE source_secrets ADD COLUMN expires_at timestamptz;

-- Why it was no message, for programs; detail says it in words.
ALTER TABLE source_deliveries ADD COLUMN reason text;

ALTER TABLE numbers
    -- Made for demo data, and removed with it.
    ADD COLUMN is_demo boolean NOT NULL DEFAULT false,
    -- Not made by a message that came to it.
    ADD COLUMN is_added_by_hand boolean NOT NULL DEFAULT false;

-- What a search looks in, in lower case: text, sender, service. Compared byte by byte, which is
-- several times as fast as ILIKE and costs no index on the way in.
ALTER TABLE messages ADD COLUMN search_text text COLLATE "C" NOT NULL DEFAULT '';
UPDATE messages SET search_text = lower(concat_ws(' ', body, sender, service));
