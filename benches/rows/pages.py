"""Whole pages with Chrome, against the floor: the same Chrome, the same pages, and nothing but the browser's own work."""

import dataclasses
import json
import sqlite3
import subprocess
import sys

from rows import needs
from rows.result import Line, Result, markdown, median, ratio

# Of one run: what is compared, and to how many digits.
KEYS = {"cpu_s_a_page": 4, "wall_s_a_page": 4, "peak_pss_mb": 0}


@dataclasses.dataclass(frozen=True)
class Way:
    """A way to run both."""
    # So many pages at a time.
    windows: int
    # The program comes to as many by itself.
    by_default: bool = False
    # Each page is of another site than the others, not all of one.
    many_sites: bool = False

    def __str__(self):
        return ("by default" if self.by_default else str(self.windows)) + (", many sites" if self.many_sites else "")

    @property
    def floor(self):
        """What the program is compared with."""
        return dataclasses.replace(self, by_default=False)


def measure(bench):
    modules = needs.puppeteer()
    server = subprocess.Popen(["node", serve_script(bench), "0", str(bench.pages)], stdout=subprocess.PIPE, text=True)
    try:
        base = server.stdout.readline().strip()
        # What has to be read from disk for the first time is in nobody's numbers.
        floor(bench, modules, base, Way(1), 1)
        ways = ways_of(bench, own_choice(bench, base))
        floors, ours = {way.floor: [] for way in ways}, {way: [] for way in ways}
        for turn in range(bench.runs):
            say = lambda name, got: bench.say(f"pages, run {turn + 1} of {bench.runs}: {name}: {got}")
            for of, runs in floors.items():
                runs.append(floor(bench, modules, base, of, bench.pages))
                say(f"floor {of}", runs[-1])
                for way in (way for way in ways if way.floor == of):
                    ours[way].append(tacklebox(bench, base, way))
                    say(f"tacklebox {way}", ours[way][-1])
    finally:
        server.terminate()
        server.wait()
    return tell(bench, floors, ours)


def serve_script(bench):
    # It serves the pages beside it.
    assert bench.site.parent == needs.KIT
    return needs.KIT / "serve.js"


def own_choice(bench, base):
    """How many pages the program comes to have at a time by itself: it begins with fewer, and adds as the machine bears."""
    tacklebox(bench, base, Way(1, by_default=True))
    index = sqlite3.connect(f"file:{max(bench.scratch.glob('tacklebox-*/collection/index.sqlite3'), key=lambda file: file.stat().st_mtime)}?mode=ro", uri=True)
    times = index.execute("SELECT started_at, sealed_at FROM snapshots").fetchall()
    index.close()
    most = max(sum(begun <= at < over for begun, over in times) for at, _ in times)
    bench.say(f"the program has up to {most} pages at a time by itself")
    return most


def ways_of(bench, own):
    # As many as it comes to are also begun with, for the best of both to be compared: by itself the program begins with fewer.
    chosen = [Way(windows) for windows in sorted({*bench.windows, own})]
    return [*chosen, Way(own, by_default=True), Way(max(bench.windows), many_sites=True)]


def address(base, way):
    """Of the pages, with `*` for the number of each: addresses of loopback that differ are different sites to a browser."""
    return (base.replace("127.0.0.1", "127.0.0.*") if way.many_sites else base) + "/p*/"


def floor(bench, modules, base, way, pages):
    command = ["node", needs.KIT / "floor.js", bench.fresh("floor"), str(way.windows), str(pages), address(base, way)]
    return measured(bench, pages, command, NODE_PATH=str(modules), CHROME_BINARY=bench.chrome.path)


def tacklebox(bench, base, way):
    work = bench.fresh("tacklebox")
    listed = work / "list.txt"
    listed.write_text("".join(address(base, way).replace("*", str(page)) + "\n" for page in range(1, bench.pages + 1)))
    command = [bench.program, "archive", "--no-resume", "--data", work / "collection", "--plugins", ",".join(needs.PLUGINS),
               "--set", f"CHROME_BINARY={bench.chrome.path}", *([] if way.by_default else ["--concurrency", str(way.windows)]), listed]
    return measured(bench, bench.pages, command)


def measured(bench, pages, command, **how):
    log = bench.scratch / "pages.log"
    # Both keep Chrome's profile in the same file system.
    got = json.loads(needs.run([sys.executable, needs.KIT / "measure.py", "--", *command], log, TMPDIR=str(bench.scratch), **how))
    # A run in which something failed did not do all the work.
    if got["rc"] != 0:
        needs.fail(command, got["rc"], log)
    if got["leftover"]:
        bench.say(f"left processes, which were ended: {got['leftover']}")
    return got | {"cpu_s_a_page": round(got["cpu_s"] / pages, 4), "wall_s_a_page": round(got["wall_s"] / pages, 4)}


def tell(bench, floors, ours):
    floor_medians, our_medians = ({way: medians(runs) for way, runs in of.items()} for of in (floors, ours))
    ratios = {way: {key: ratio(of[key], floor_medians[way.floor][key]) for key in KEYS} for way, of in our_medians.items()}
    head = ["windows", *(f"{key.replace('_', ' ')}: {of}" for key in KEYS for of in ("floor", "tacklebox", "ratio"))]
    rows = [[f"{way.windows} ({way})" if way.by_default else str(way),
             *(cell for key in KEYS for cell in (floor_medians[way.floor][key], of[key], ratios[way][key]))] for way, of in our_medians.items()]
    best_of_ours, best_floor = best(our_medians), best(floor_medians)
    wall = ratio(best_of_ours, best_floor)
    lines = [
        by_windows("CPU seconds a page", "at most 1.2 x the floor", ratios, "cpu_s_a_page", 1.2),
        Line("wall seconds a page, best against best", "at most 1.1 x the floor", f"{wall} ({best_of_ours} s to {best_floor} s)", wall <= 1.1),
        by_windows("peak memory (PSS) of everything", "at most the floor's", ratios, "peak_pss_mb", 1),
    ]
    exact = all(run["exact_cpu"] for runs in (*floors.values(), *ours.values()) for run in runs)
    whose = "all processes" if exact else "all processes that were waited for, as only root can count the rest"
    title = f"{bench.pages} pages, medians of {bench.runs} runs in alternation, CPU of {whose}, plugins {', '.join(needs.PLUGINS)}"
    named = lambda name, of: {f"{name} {way}": value for way, value in of.items()}
    data = {"medians": named("floor", floor_medians) | named("tacklebox", our_medians), "ratios": named("tacklebox", ratios),
            "runs": named("floor", floors) | named("tacklebox", ours), "pages": bench.pages}
    return Result(lines, [(title, markdown([head, *rows]))], data)


def medians(runs):
    return {key: median([run[key] for run in runs], digits) for key, digits in KEYS.items()}


def best(medians):
    """Wall seconds a page with the number of windows that suits it best, on pages of one site."""
    return min(of["wall_s_a_page"] for way, of in medians.items() if not way.many_sites)


def by_windows(what, reach, ratios, key, most):
    """Reached is what is reached with every number of windows."""
    each = "; ".join(f"{way}: {of[key]}" for way, of in ratios.items())
    return Line(f"{what}, by windows", reach, each, all(of[key] <= most for of in ratios.values()))
