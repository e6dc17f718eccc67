-- Why this exists: `show --timeline` tells where the time of a page went. Rows from before have NULL.

-- When a background hook let the others begin, and when a hook was first asked, or made, to end.
ALTER TABLE hook_runs ADD COLUMN ready_at TEXT;
ALTER TABLE hook_runs ADD COLUMN stopped_at TEXT;

-- When index.jsonl was there whole. The file cannot say it of itself, so a new index made from the files has NULL, too.
ALTER TABLE snapshots ADD COLUMN indexed_at TEXT;
