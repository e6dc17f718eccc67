-- Why this exists: the first schema. Crawls, their snapshots, one result per plugin and snapshot, the runs of hooks, tags.
--
-- Times are text, UTC, RFC 3339 with milliseconds, so that they sort as they are and can be read with any SQLite shell.
-- Directories are relative to the collection, so that a collection can be moved.

CREATE TABLE crawls (
    id          TEXT PRIMARY KEY,
    stage       TEXT NOT NULL DEFAULT 'queued' CHECK (stage IN ('queued', 'started', 'sealed')),
    created_at  TEXT NOT NULL,
    started_at  TEXT,
    sealed_at   TEXT,
    dir         TEXT NOT NULL,
    depth       INTEGER NOT NULL,
    max_urls    INTEGER,
    scope       TEXT NOT NULL,
    -- JSON: what was chosen on the command line, to be able to carry on with the same.
    options     TEXT NOT NULL,
    -- How it ended: 'complete', 'interrupted' or 'failed'; NULL while it has not.
    ending      TEXT CHECK (ending IN ('complete', 'interrupted', 'failed')),
    error       TEXT,
    -- The runner that works on it: pid, start time and boot id, to tell whether that is alive still.
    runner      TEXT
) STRICT;

CREATE TABLE snapshots (
    -- The order in the queue.
    seq          INTEGER PRIMARY KEY,
    id           TEXT NOT NULL UNIQUE,
    crawl_id     TEXT NOT NULL REFERENCES crawls (id),
    url          TEXT NOT NULL,
    -- The given URL from which this one descends; scope is measured from it.
    root_url     TEXT NOT NULL,
    parent_id    TEXT,
    depth        INTEGER NOT NULL,
    title        TEXT,
    stage        TEXT NOT NULL DEFAULT 'queued' CHECK (stage IN ('queued', 'started', 'sealed')),
    queued_at    TEXT NOT NULL,
    started_at   TEXT,
    sealed_at    TEXT,
    dir          TEXT,
    archive_name TEXT,
    interrupted  INTEGER NOT NULL DEFAULT 0 CHECK (interrupted IN (0, 1)),
    -- JSON: what hooks learned of the page besides its title.
    facts        TEXT NOT NULL DEFAULT '{}',
    -- Results by status, counted when it was sealed, so that lists need not look at the results.
    succeeded    INTEGER NOT NULL DEFAULT 0,
    failed       INTEGER NOT NULL DEFAULT 0,
    skipped      INTEGER NOT NULL DEFAULT 0,
    noresults    INTEGER NOT NULL DEFAULT 0,
    UNIQUE (crawl_id, url)
) STRICT;

-- The queue is short compared with all snapshots; only what waits is in this index.
CREATE INDEX snapshots_queued ON snapshots (crawl_id, seq) WHERE stage = 'queued';
CREATE INDEX snapshots_started ON snapshots (crawl_id, seq) WHERE stage = 'started';
CREATE INDEX snapshots_by_url ON snapshots (url, sealed_at);
CREATE UNIQUE INDEX snapshots_by_archive_name ON snapshots (archive_name) WHERE archive_name IS NOT NULL;

CREATE TABLE archive_results (
    id           INTEGER PRIMARY KEY,
    snapshot_id  TEXT NOT NULL REFERENCES snapshots (id),
    plugin       TEXT NOT NULL,
    status       TEXT NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'started', 'succeeded', 'failed', 'skipped', 'noresults')),
    output_str   TEXT NOT NULL DEFAULT '',
    output_json  TEXT,
    cmd          TEXT,
    error        TEXT,
    -- JSON: relative path -> {size, mimetype, sha256}
    output_files TEXT NOT NULL DEFAULT '{}',
    output_size  INTEGER NOT NULL DEFAULT 0,
    started_at   TEXT,
    ended_at     TEXT,
    UNIQUE (snapshot_id, plugin)
) STRICT;

CREATE TABLE hook_runs (
    id                TEXT PRIMARY KEY,
    crawl_id          TEXT NOT NULL REFERENCES crawls (id),
    -- NULL for hooks of the crawl.
    snapshot_id       TEXT REFERENCES snapshots (id),
    plugin            TEXT NOT NULL,
    hook              TEXT NOT NULL,
    background        INTEGER NOT NULL,
    argv              TEXT NOT NULL,
    cwd               TEXT NOT NULL,
    pid               INTEGER,
    started_at        TEXT NOT NULL,
    ended_at          TEXT NOT NULL,
    ready_ms          INTEGER,
    cpu_ms            INTEGER NOT NULL,
    peak_memory_kib   INTEGER NOT NULL,
    exit_code         INTEGER,
    exit_signal       INTEGER,
    ended_by          TEXT NOT NULL,
    -- JSON: bytes of stdout and stderr, lines cut, records dropped
    printed           TEXT NOT NULL,
    -- JSON lists: records nothing depends on, and what a reader should know besides
    other_records     TEXT NOT NULL,
    remarks           TEXT NOT NULL
) STRICT;

CREATE INDEX hook_runs_by_snapshot ON hook_runs (snapshot_id, started_at);
CREATE INDEX hook_runs_by_crawl ON hook_runs (crawl_id, started_at) WHERE snapshot_id IS NULL;

CREATE TABLE tags (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE snapshot_tags (
    snapshot_id TEXT NOT NULL REFERENCES snapshots (id),
    tag_id      INTEGER NOT NULL REFERENCES tags (id),
    PRIMARY KEY (snapshot_id, tag_id)
) STRICT, WITHOUT ROWID;
