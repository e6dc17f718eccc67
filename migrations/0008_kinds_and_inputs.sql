-- Why this exists: what a crawl is, and what it was given, was to be found in the JSON of its options only. Questions are asked of columns.

-- 'archive': it has a queue of its own, and is resumed. 'retry': it does snapshots of other crawls again. 'trial': one page in a collection that is removed
-- afterwards. 'unknown': only its snapshots tell of it. There may be others in time.
ALTER TABLE crawls ADD COLUMN kind TEXT NOT NULL DEFAULT 'unknown';

UPDATE crawls SET kind = CASE
    WHEN options ->> '$.what' IS NOT NULL THEN 'archive'
    WHEN options ->> '$.retry' IS NOT NULL THEN 'retry'
    WHEN options ->> '$.trial' IS NOT NULL THEN 'trial'
    ELSE 'unknown' END
WHERE json_valid(options);

-- What a crawl was given, in the order in which it was: URLs, absolute paths of lists, '-' for standard input.
CREATE TABLE crawl_inputs (
    crawl_id TEXT NOT NULL REFERENCES crawls (id),
    n        INTEGER NOT NULL,
    text     TEXT NOT NULL,
    -- Whether all that it says has joined the queue. What was not read to its end is read again when the crawl is resumed.
    consumed INTEGER NOT NULL DEFAULT 0 CHECK (consumed IN (0, 1)),
    PRIMARY KEY (crawl_id, n)
) STRICT, WITHOUT ROWID;

-- Until now a crawl left the stage 'queued' when all had been read, and a queue that was lost has to be filled again.
INSERT INTO crawl_inputs (crawl_id, n, text, consumed)
SELECT crawls.id, given.key, given.value, crawls.stage != 'queued' AND crawls.queue_lost = 0
FROM crawls, json_each(iif(json_valid(options), options, '{}'), '$.what') AS given
WHERE given.type = 'text';
