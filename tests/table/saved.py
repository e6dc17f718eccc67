"""What the program saved: the index, the snapshots, their files."""

import functools
import html.parser
import json
import re
import sqlite3
import subprocess
from datetime import datetime

from .png import Picture


class Collection:
    """A collection, read after the program has ended."""

    def __init__(self, path):
        self.path = path
        self.snapshots = []
        index = path / "index.sqlite3"
        if not index.is_file():
            return
        database = sqlite3.connect(index)
        database.row_factory = sqlite3.Row
        try:
            for row in database.execute("SELECT * FROM snapshots ORDER BY seq").fetchall():
                results = database.execute("SELECT * FROM archive_results WHERE snapshot_id = ?", (row["id"],)).fetchall()
                runs = database.execute("SELECT * FROM hook_runs WHERE snapshot_id = ? ORDER BY started_at", (row["id"],)).fetchall()
                self.snapshots.append(Snapshot(path, dict(row), [dict(r) for r in results], [dict(r) for r in runs]))
        finally:
            database.close()

    def of(self, url):
        """The snapshot of an address, or none."""
        return next((snapshot for snapshot in self.snapshots if snapshot.url == url), None)

    def holds(self, secret):
        """The files that hold these bytes."""
        return [str(p.relative_to(self.path)) for p in sorted(self.path.rglob("*")) if p.is_file() and not p.is_symlink() and secret in p.read_bytes()]


class Snapshot:
    """One page as it was saved."""

    def __init__(self, collection, row, results, runs):
        self.url, self.title, self.page_error, self.stage = row["url"], row["title"], row.get("page_error"), row["stage"]
        self.dir = collection / row["dir"] if row["dir"] else None
        self.results = {result["plugin"]: result for result in results}
        self.runs = runs
        self.facts = json.loads(row["facts"] or "{}")
        self.record = {}
        record = self.dir / "index.jsonl" if self.dir else None
        if record and record.is_file():
            with open(record, encoding="utf-8") as lines:
                self.record = next((r for r in map(json.loads, lines) if r.get("type") == "Snapshot"), {})

    @property
    def final_url(self):
        return self.facts.get("final_url")

    def status(self, plugin):
        return self.results.get(plugin, {}).get("status", "no result")

    def succeeded(self, plugin):
        return self.status(plugin) == "succeeded"

    def said(self, plugin):
        """All that the result of a plugin says in words."""
        result = self.results.get(plugin, {})
        return " ".join(str(result[key]) for key in ("output_str", "output_json", "error") if result.get(key))

    def tells(self, pattern, *plugins):
        """Where the snapshot says something: its facts, its error, the results of these plugins."""
        places = [json.dumps(self.facts, ensure_ascii=False), json.dumps(self.record.get("facts", {}), ensure_ascii=False), self.page_error or ""]
        places += [self.said(plugin) for plugin in plugins]
        # Its own address says nothing of it, whatever words stand in there.
        for own in filter(None, (self.final_url, self.url)):
            places = [text.replace(own, "") for text in places]
        return next((text for text in places if re.search(pattern, text, re.IGNORECASE)), None)

    def file(self, plugin, name):
        """The path of a file that a plugin saved, or none."""
        path = self.dir / plugin / name if self.dir else None
        return path if path and path.is_file() else None

    def text_of(self, plugin, name):
        path = self.file(plugin, name)
        return path.read_text(encoding="utf-8", errors="replace") if path else ""

    def json_of(self, plugin, name):
        text = self.text_of(plugin, name)
        return json.loads(text) if text else {}

    def lines_of(self, plugin, name):
        return [json.loads(line) for line in self.text_of(plugin, name).splitlines() if line.strip()]

    @functools.cached_property
    def dom(self):
        """What is to be read in the saved DOM, without scripts and styles."""
        return visible(self.text_of("dom", "output.html"))

    @functools.cached_property
    def pdf(self):
        """What is to be read in the PDF."""
        path = self.file("pdf", "output.pdf")
        if not path:
            return ""
        done = subprocess.run(["pdftotext", "-enc", "UTF-8", path, "-"], capture_output=True, text=True, errors="replace")
        return " ".join(done.stdout.split())

    @functools.cached_property
    def picture(self):
        """The screenshot, or none."""
        path = self.file("screenshot", "screenshot.png")
        return Picture(path) if path else None

    @functools.cached_property
    def colours(self):
        """How many pixels of the screenshot have each colour."""
        return self.picture.counts() if self.picture else {}

    def ink(self):
        """How many pixels of the screenshot are darker than light grey, as those of text on white are."""
        return sum(number for (r, g, b), number in self.colours.items() if r + g + b < 380)

    @property
    def saved_title(self):
        return self.text_of("title", "title.txt").strip("\n")

    @functools.cached_property
    def spoken(self):
        """What assistive technology is told, in one text."""
        names, waiting = [], [self.json_of("accessibility", "accessibility.json").get("tree") or {}]
        while waiting:
            node = waiting.pop()
            names.append(str(node.get("name") or ""))
            waiting.extend(reversed(node.get("children") or []))
        return " ".join(names)

    @property
    def responses(self):
        return self.lines_of("responses", "index.jsonl")

    def body(self, url):
        """The saved body of a response, or none."""
        for response in self.responses:
            body = response.get("body") or {}
            if response.get("url") == url and body.get("path"):
                path = self.file("responses", body["path"])
                if path:
                    return path.read_bytes()
        return None

    @functools.cached_property
    def links(self):
        """All addresses in the list of links."""
        listed = self.json_of("parse_dom_outlinks", "outlinks.json")
        found, waiting = set(), [value for key, value in listed.items() if key != "url"]
        while waiting:
            value = waiting.pop()
            if isinstance(value, str):
                found.add(value)
            else:
                waiting += value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
        return found

    def seconds(self, hook):
        """How long the runs of a hook took together, those of earlier tries too."""
        return sum(length(run["started_at"], run["ended_at"]) for run in self.runs if hook in run["hook"])

    def tries(self, hook):
        return sum(hook in run["hook"] for run in self.runs)


def length(start, end):
    return (datetime.fromisoformat(end.replace("Z", "+00:00")) - datetime.fromisoformat(start.replace("Z", "+00:00"))).total_seconds()


class Reader(html.parser.HTMLParser):
    """Gathers the text of an HTML document that a person could read."""

    UNSEEN = {"script", "style", "noscript", "title"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.parts, self.unseen = [], 0

    def handle_starttag(self, tag, attributes):
        self.unseen += tag in self.UNSEEN

    def handle_endtag(self, tag):
        if tag in self.UNSEEN and self.unseen:
            self.unseen -= 1

    def handle_data(self, data):
        if not self.unseen:
            self.parts.append(data)


def visible(document):
    reader = Reader()
    reader.feed(document)
    reader.close()
    return " ".join(" ".join(reader.parts).split())
