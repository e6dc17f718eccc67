-- Why this exists: a crawl that was cut short is carried on, pages that failed for the moment are tried again later, and a page that turned out to be
-- an error page or a wall is told from a page.

-- Tries that came to nothing for a passing reason, and the time before which there is no other.
ALTER TABLE snapshots ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
ALTER TABLE snapshots ADD COLUMN not_before TEXT;

-- What stood in the page's place: an error of the server, a wall for robots; NULL for a page.
ALTER TABLE snapshots ADD COLUMN page_error TEXT;

-- What waits for its time is apart from what waits for its turn, so that the next of each is found at once.
DROP INDEX snapshots_queued;
CREATE INDEX snapshots_queued ON snapshots (crawl_id, seq) WHERE stage = 'queued' AND not_before IS NULL;
CREATE INDEX snapshots_waiting ON snapshots (crawl_id, not_before) WHERE stage = 'queued' AND not_before IS NOT NULL;
CREATE INDEX snapshots_interrupted ON snapshots (crawl_id, seq) WHERE interrupted = 1;
