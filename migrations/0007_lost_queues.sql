-- Why this exists: an index that is made anew from the files knows what was saved, and nothing of what was waiting. A crawl that had not come to its end must
-- not look as if it had: what it was given is to be read again.

ALTER TABLE crawls ADD COLUMN queue_lost INTEGER NOT NULL DEFAULT 0 CHECK (queue_lost IN (0, 1));

CREATE INDEX crawls_queue_lost ON crawls (id) WHERE queue_lost = 1;
