-- Why this exists: a retry works on snapshots of other crawls, and `status` is to tell how far it is.

-- The crawl that last took this snapshot for another attempt.
ALTER TABLE snapshots ADD COLUMN retried_by TEXT;

CREATE INDEX snapshots_by_retry ON snapshots (retried_by, stage) WHERE retried_by IS NOT NULL;
