"""What people ask of a large collection (benches/scale --look); benches/collection.rs makes one."""

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
        what = f"`{command}` on a collection of {bench.snapshots:,} snapshots" if not bench.collection else f"`{command}` on the collection given"
        lines.append(Line(what, f"under {MOST_MS} ms", f"{slowest['median_ms']} ms (`{slowest['asked']}`, of {len(asked)} asked)", slowest["median_ms"] < MOST_MS))
    columns = ["asked", "median_ms", "worst_ms", "median_cpu_ms"]
    rows = [columns, *([row[column] for column in columns] for row in measured["asked"])]
    return Result(lines, [("Each asked 20 times", markdown(rows))], measured | {"snapshots": bench.snapshots})


def make(bench):
    directory = bench.fresh("collection")
    bench.say(f"makes a collection of {bench.snapshots:,} snapshots")
    needs.cargo("bench", "--locked", "--quiet", "--bench", "collection", "--", str(directory), "--sealed", str(bench.snapshots), "--crawls", "100")
    return directory
