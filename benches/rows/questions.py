"""What people ask of a large collection (benches/scale --look); benches/collection.rs makes one."""

import sqlite3

from rows import needs
from rows.result import Line, Result, markdown

MOST_MS = 50


def measure(bench):
    directory = bench.collection or make(bench)
    bench.say(f"asks {directory}")
    measured = bench.ask_scale("look", "--look", str(directory))
    lines = []
    for command in ("list", "status", "show"):
        asked = [row for row in measured["asked"] if row["asked"].split()[0] == command]
        slowest = max(asked, key=lambda row: row["median_ms"])
        what = f"`{command}` on a collection of {count(directory):,} snapshots"
        took = f"{slowest['median_ms']} ms (`{slowest['asked']}`, the slowest of {len(asked)})"
        lines.append(Line(what, f"under {MOST_MS} ms", took, slowest["median_ms"] < MOST_MS))
    columns = ["asked", "median_ms", "worst_ms", "median_cpu_ms"]
    rows = [columns, *([row[column] for column in columns] for row in measured["asked"])]
    return Result(lines, [("Each asked 20 times", markdown(rows))], measured | {"snapshots": count(directory)})


def count(directory):
    index = sqlite3.connect(f"file:{directory}/index.sqlite3?mode=ro", uri=True)
    (snapshots,) = index.execute("SELECT count(*) FROM snapshots").fetchone()
    index.close()
    return snapshots


def make(bench):
    directory = bench.fresh("collection")
    bench.say(f"makes a collection of {bench.snapshots:,} snapshots")
    needs.cargo("bench", "--locked", "--quiet", "--bench", "collection", "--", str(directory), "--sealed", str(bench.snapshots), "--crawls", "100")
    return directory
