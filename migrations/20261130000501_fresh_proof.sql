-- When somebody last proved in a session that it is them, by signing in or when they were asked to
-- again. Sessions from before have proved nothing lately and are asked at the first occasion.
ALTER TABLE sessions ADD COLUMN proven_at timestamptz;
