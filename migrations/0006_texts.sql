-- Why this exists: `list TEXT` is to find a part of a URL or title, be it a single character, among a million of each without reading a million rows.
--
-- What can be searched of 64 snapshots stands together, one per line, in one row, so that all of it is read in a moment. It may have more than its snapshots,
-- such as titles of before, never less: it tells which snapshots are worth reading, and they tell whether they are meant. Snapshots in a block that is not
-- here are all read; so are the newest, up to 63, until their block is full.

CREATE TABLE snapshot_texts (
    -- The numbers of its snapshots without their last six bits.
    block  INTEGER PRIMARY KEY,
    urls   TEXT NOT NULL,
    -- In lower case, as far as they are ASCII.
    titles TEXT NOT NULL
) STRICT;

CREATE VIEW snapshot_texts_anew AS
SELECT seq >> 6 AS block, group_concat(url, char(10)) AS urls, coalesce(group_concat(lower(title), char(10)), '') AS titles
FROM snapshots GROUP BY seq >> 6;

-- A full block is gathered from its snapshots: a 64th of the work, and none for the others. The view would be read from its beginning.
CREATE TRIGGER snapshots_gathered AFTER INSERT ON snapshots WHEN NEW.seq & 63 = 63 BEGIN
    -- Not OR REPLACE: what the statement that inserts says of conflicts counts here, too.
    DELETE FROM snapshot_texts WHERE block = NEW.seq >> 6;
    INSERT INTO snapshot_texts
    SELECT NEW.seq >> 6, group_concat(url, char(10)), coalesce(group_concat(lower(title), char(10)), '')
    FROM snapshots WHERE seq BETWEEN NEW.seq - 63 AND NEW.seq;
END;

-- One that comes into a block which is there: the last of a collection from before this, or a number that is given a second time.
CREATE TRIGGER snapshot_joined AFTER INSERT ON snapshots WHEN NEW.seq & 63 != 63 BEGIN
    UPDATE snapshot_texts SET urls = urls || char(10) || NEW.url, titles = titles || char(10) || lower(coalesce(NEW.title, ''))
    WHERE block = NEW.seq >> 6;
END;

CREATE TRIGGER snapshot_retitled AFTER UPDATE OF title ON snapshots WHEN NEW.title IS NOT NULL AND NEW.title IS NOT OLD.title BEGIN
    UPDATE snapshot_texts SET titles = titles || char(10) || lower(NEW.title) WHERE block = NEW.seq >> 6;
END;

CREATE TRIGGER snapshot_moved AFTER UPDATE OF seq, url ON snapshots WHEN NEW.seq != OLD.seq OR NEW.url != OLD.url BEGIN
    UPDATE snapshot_texts SET urls = urls || char(10) || NEW.url, titles = titles || char(10) || lower(coalesce(NEW.title, ''))
    WHERE block = NEW.seq >> 6;
END;

-- A block goes with the last of its snapshots.
CREATE TRIGGER snapshot_scattered AFTER DELETE ON snapshots
WHEN NOT EXISTS (SELECT 1 FROM snapshots WHERE seq BETWEEN (OLD.seq | 63) - 63 AND OLD.seq | 63) BEGIN
    DELETE FROM snapshot_texts WHERE block = OLD.seq >> 6;
END;

INSERT INTO snapshot_texts SELECT * FROM snapshot_texts_anew;
