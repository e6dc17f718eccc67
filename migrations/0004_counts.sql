-- Why this exists: a collection may have a million snapshots and more, and nobody wants to wait while they are counted, or looked through.
--
-- Numbers that are asked for are kept beside the rows, by triggers: whoever writes a row, be it by hand, writes its number in the same transaction.
-- What they should be is said once, by the views, from which they are filled, checked and mended.

CREATE TABLE crawl_counts (
    crawl_id         TEXT PRIMARY KEY,
    queued           INTEGER NOT NULL,
    started          INTEGER NOT NULL,
    sealed           INTEGER NOT NULL,
    -- Of the sealed: those of something else in the page's place, and those that were cut short.
    no_pages         INTEGER NOT NULL,
    interrupted      INTEGER NOT NULL,
    -- Of the results of its snapshots.
    output_bytes     INTEGER NOT NULL,
    -- Snapshots of any crawl that this one was the last to take for another attempt.
    retried_queued   INTEGER NOT NULL,
    retried_started  INTEGER NOT NULL,
    retried_sealed   INTEGER NOT NULL,
    retried_no_pages INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX crawl_counts_open ON crawl_counts (crawl_id) WHERE queued + started + interrupted > 0;

CREATE TABLE collection_counts (
    only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
    snapshots INTEGER NOT NULL,
    crawls    INTEGER NOT NULL
) STRICT;

CREATE VIEW crawl_counts_anew AS
SELECT c.id AS crawl_id, coalesce(own.queued, 0) AS queued, coalesce(own.started, 0) AS started, coalesce(own.sealed, 0) AS sealed,
    coalesce(own.no_pages, 0) AS no_pages, coalesce(own.interrupted, 0) AS interrupted, coalesce(outputs.bytes, 0) AS output_bytes,
    coalesce(retried.queued, 0) AS retried_queued, coalesce(retried.started, 0) AS retried_started,
    coalesce(retried.sealed, 0) AS retried_sealed, coalesce(retried.no_pages, 0) AS retried_no_pages
FROM crawls c
LEFT JOIN (
    SELECT crawl_id, count(*) FILTER (WHERE stage = 'queued') AS queued, count(*) FILTER (WHERE stage = 'started') AS started,
        count(*) FILTER (WHERE stage = 'sealed') AS sealed, count(page_error) FILTER (WHERE stage = 'sealed') AS no_pages,
        count(*) FILTER (WHERE stage = 'sealed' AND interrupted = 1) AS interrupted
    FROM snapshots GROUP BY crawl_id
) own ON own.crawl_id = c.id
LEFT JOIN (
    SELECT s.crawl_id, sum(r.output_size) AS bytes FROM archive_results r JOIN snapshots s ON s.id = r.snapshot_id GROUP BY s.crawl_id
) outputs ON outputs.crawl_id = c.id
LEFT JOIN (
    SELECT retried_by, count(*) FILTER (WHERE stage = 'queued') AS queued, count(*) FILTER (WHERE stage = 'started') AS started,
        count(*) FILTER (WHERE stage = 'sealed') AS sealed, count(page_error) FILTER (WHERE stage = 'sealed') AS no_pages
    FROM snapshots WHERE retried_by IS NOT NULL GROUP BY retried_by
) retried ON retried.retried_by = c.id;

CREATE VIEW collection_counts_anew AS
SELECT 1 AS only_row, (SELECT count(*) FROM snapshots) AS snapshots, (SELECT count(*) FROM crawls) AS crawls;

CREATE TRIGGER crawl_counted AFTER INSERT ON crawls BEGIN
    -- It has no snapshots yet. One that is taken in late may have retried some already.
    INSERT INTO crawl_counts
    SELECT NEW.id, 0, 0, 0, 0, 0, 0, count(*) FILTER (WHERE stage = 'queued'), count(*) FILTER (WHERE stage = 'started'),
        count(*) FILTER (WHERE stage = 'sealed'), count(page_error) FILTER (WHERE stage = 'sealed')
    FROM snapshots WHERE retried_by = NEW.id;
    UPDATE collection_counts SET crawls = crawls + 1;
END;

CREATE TRIGGER crawl_discounted AFTER DELETE ON crawls BEGIN
    DELETE FROM crawl_counts WHERE crawl_id = OLD.id;
    UPDATE collection_counts SET crawls = crawls - 1;
END;

CREATE TRIGGER snapshot_counted AFTER INSERT ON snapshots BEGIN
    UPDATE crawl_counts SET
        queued = queued + (NEW.stage = 'queued'), started = started + (NEW.stage = 'started'), sealed = sealed + (NEW.stage = 'sealed'),
        no_pages = no_pages + (NEW.stage = 'sealed' AND NEW.page_error IS NOT NULL),
        interrupted = interrupted + (NEW.stage = 'sealed' AND NEW.interrupted = 1)
    WHERE crawl_id = NEW.crawl_id;
    UPDATE crawl_counts SET
        retried_queued = retried_queued + (NEW.stage = 'queued'), retried_started = retried_started + (NEW.stage = 'started'),
        retried_sealed = retried_sealed + (NEW.stage = 'sealed'),
        retried_no_pages = retried_no_pages + (NEW.stage = 'sealed' AND NEW.page_error IS NOT NULL)
    WHERE crawl_id = NEW.retried_by;
    UPDATE collection_counts SET snapshots = snapshots + 1;
END;

CREATE TRIGGER snapshot_discounted AFTER DELETE ON snapshots BEGIN
    UPDATE crawl_counts SET
        queued = queued - (OLD.stage = 'queued'), started = started - (OLD.stage = 'started'), sealed = sealed - (OLD.stage = 'sealed'),
        no_pages = no_pages - (OLD.stage = 'sealed' AND OLD.page_error IS NOT NULL),
        interrupted = interrupted - (OLD.stage = 'sealed' AND OLD.interrupted = 1)
    WHERE crawl_id = OLD.crawl_id;
    UPDATE crawl_counts SET
        retried_queued = retried_queued - (OLD.stage = 'queued'), retried_started = retried_started - (OLD.stage = 'started'),
        retried_sealed = retried_sealed - (OLD.stage = 'sealed'),
        retried_no_pages = retried_no_pages - (OLD.stage = 'sealed' AND OLD.page_error IS NOT NULL)
    WHERE crawl_id = OLD.retried_by;
    UPDATE collection_counts SET snapshots = snapshots - 1;
END;

CREATE TRIGGER snapshot_recounted AFTER UPDATE OF stage, page_error, interrupted ON snapshots
WHEN OLD.stage != NEW.stage OR OLD.interrupted != NEW.interrupted OR (OLD.page_error IS NULL) != (NEW.page_error IS NULL) BEGIN
    UPDATE crawl_counts SET
        queued = queued + (NEW.stage = 'queued') - (OLD.stage = 'queued'),
        started = started + (NEW.stage = 'started') - (OLD.stage = 'started'),
        sealed = sealed + (NEW.stage = 'sealed') - (OLD.stage = 'sealed'),
        no_pages = no_pages + (NEW.stage = 'sealed' AND NEW.page_error IS NOT NULL) - (OLD.stage = 'sealed' AND OLD.page_error IS NOT NULL),
        interrupted = interrupted + (NEW.stage = 'sealed' AND NEW.interrupted = 1) - (OLD.stage = 'sealed' AND OLD.interrupted = 1)
    WHERE crawl_id = OLD.crawl_id;
END;

CREATE TRIGGER snapshot_recounted_for_its_retry AFTER UPDATE OF stage, page_error, retried_by ON snapshots
WHEN (OLD.retried_by IS NOT NULL OR NEW.retried_by IS NOT NULL)
    AND (OLD.stage != NEW.stage OR OLD.retried_by IS NOT NEW.retried_by OR (OLD.page_error IS NULL) != (NEW.page_error IS NULL)) BEGIN
    UPDATE crawl_counts SET
        retried_queued = retried_queued - (OLD.stage = 'queued'), retried_started = retried_started - (OLD.stage = 'started'),
        retried_sealed = retried_sealed - (OLD.stage = 'sealed'),
        retried_no_pages = retried_no_pages - (OLD.stage = 'sealed' AND OLD.page_error IS NOT NULL)
    WHERE crawl_id = OLD.retried_by;
    UPDATE crawl_counts SET
        retried_queued = retried_queued + (NEW.stage = 'queued'), retried_started = retried_started + (NEW.stage = 'started'),
        retried_sealed = retried_sealed + (NEW.stage = 'sealed'),
        retried_no_pages = retried_no_pages + (NEW.stage = 'sealed' AND NEW.page_error IS NOT NULL)
    WHERE crawl_id = NEW.retried_by;
END;

CREATE TRIGGER output_counted AFTER INSERT ON archive_results WHEN NEW.output_size != 0 BEGIN
    UPDATE crawl_counts SET output_bytes = output_bytes + NEW.output_size
    WHERE crawl_id = (SELECT crawl_id FROM snapshots WHERE id = NEW.snapshot_id);
END;

CREATE TRIGGER output_discounted AFTER DELETE ON archive_results WHEN OLD.output_size != 0 BEGIN
    UPDATE crawl_counts SET output_bytes = output_bytes - OLD.output_size
    WHERE crawl_id = (SELECT crawl_id FROM snapshots WHERE id = OLD.snapshot_id);
END;

CREATE TRIGGER output_recounted AFTER UPDATE OF output_size ON archive_results WHEN OLD.output_size != NEW.output_size BEGIN
    UPDATE crawl_counts SET output_bytes = output_bytes + NEW.output_size - OLD.output_size
    WHERE crawl_id = (SELECT crawl_id FROM snapshots WHERE id = NEW.snapshot_id);
END;

INSERT INTO crawl_counts SELECT * FROM crawl_counts_anew;
INSERT INTO collection_counts SELECT * FROM collection_counts_anew;

-- What lists are chosen by: a stage, what is not good, a tag. Of what is started there is never much.
CREATE INDEX snapshots_all_queued ON snapshots (seq) WHERE stage = 'queued';
CREATE INDEX snapshots_all_sealed ON snapshots (seq) WHERE stage = 'sealed';
CREATE INDEX snapshots_not_good ON snapshots (seq) WHERE failed > 0 OR page_error IS NOT NULL;
CREATE INDEX snapshot_tags_by_tag ON snapshot_tags (tag_id, snapshot_id);

-- What is asked at the start of each run: whose runner may be dead, what is not at its end.
CREATE INDEX crawls_with_runner ON crawls (id) WHERE runner IS NOT NULL;
CREATE INDEX crawls_open ON crawls (id) WHERE stage != 'sealed';

-- A crawl that turns out to have nothing to do is taken back out, and SQLite looks whether a hook's run is of it: in an index of all of them, if there is
-- one, else in the whole table.
DROP INDEX hook_runs_by_crawl;
CREATE INDEX hook_runs_by_crawl ON hook_runs (crawl_id);
