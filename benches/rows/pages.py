"""Whole pages with Chrome, against the floor: the same Chrome, the same pages, and nothing but the browser's own work."""

import json
import sqlite3
import subprocess
import sys

from rows import needs
from rows.result import Line, Result, markdown, median, ratio

# Of one run: what is compared, and of how many pages it is.
KEYS = {"cpu_s_a_page": 4, "wall_s_a_page": 4, "peak_pss_mb": 0}


def measure(bench):
    modules = needs.puppeteer()
    server = subprocess.Popen(["node", serve_script(bench), "0"], stdout=subprocess.PIPE, text=True)
    try:
        base = server.stdout.readline().strip()
        # What has to be read from disk for the first time is in nobody's numbers.
        floor(bench, modules, base, 1, 1)
        own = own_choice(bench, modules, base)
        setups = setups_of(bench, own)
        measured = {name: [] for name, *_ in setups}
        for turn in range(bench.runs):
            for name, run, windows in setups:
                got = run(bench, modules, base, windows, bench.pages)
                bench.say(f"pages, run {turn + 1} of {bench.runs}: {name}: {got}")
                measured[name].append(got)
    finally:
        server.terminate()
        server.wait()
    return tell(bench, own, measured)


def serve_script(bench):
    # It serves the pages beside it.
    assert bench.site.parent == needs.KIT
    return needs.KIT / "serve.js"


def own_choice(bench, modules, base):
    """How many pages the program comes to have at a time by itself: it begins with fewer, and adds as the machine bears."""
    tacklebox(bench, modules, base, None, bench.pages)
    index = sqlite3.connect(f"file:{max(bench.scratch.glob('tacklebox-*/collection/index.sqlite3'), key=lambda file: file.stat().st_mtime)}?mode=ro", uri=True)
    times = index.execute("SELECT started_at, sealed_at FROM snapshots").fetchall()
    index.close()
    most = max(sum(begun <= at < over for begun, over in times) for at, _ in times)
    bench.say(f"the program has up to {most} pages at a time by itself")
    return most


def setups_of(bench, concurrency):
    """In the order in which they alternate: the floor, then the program with the same number of windows."""
    setups = []
    for windows in sorted({*bench.windows, concurrency}):
        setups.append((f"floor {windows}", floor, windows))
        if windows in bench.windows:
            setups.append((f"tacklebox {windows}", tacklebox, windows))
        if windows == concurrency:
            setups.append(("tacklebox by default", tacklebox, None))
    return setups


def floor(bench, modules, base, windows, pages):
    command = ["node", needs.KIT / "floor.js", bench.fresh("floor"), str(windows), str(pages), base]
    return measured(bench, pages, command, NODE_PATH=str(modules), CHROME_BINARY=bench.chrome.path)


def tacklebox(bench, _, base, windows, pages):
    work = bench.fresh("tacklebox")
    listed = work / "list.txt"
    listed.write_text("".join(f"{base}/p{page}/\n" for page in range(1, pages + 1)))
    command = [bench.program, "archive", "--no-resume", "--data", work / "collection", "--plugins", ",".join(needs.PLUGINS),
               "--set", f"CHROME_BINARY={bench.chrome.path}", *(["--concurrency", str(windows)] if windows else []), listed]
    return measured(bench, pages, command)


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


def tell(bench, concurrency, measured):
    medians = {name: {key: median([run[key] for run in runs], digits) for key, digits in KEYS.items()} for name, runs in measured.items()}
    pairs = [(windows, name, medians[f"floor {windows}"], medians[name]) for windows, name in
             [*((windows, f"tacklebox {windows}") for windows in bench.windows), (concurrency, "tacklebox by default")]]
    ratios = {name: {key: ratio(ours[key], base[key]) for key in KEYS} for _, name, base, ours in pairs}
    head = ["windows", *(f"{key.replace('_', ' ')}: {of}" for key in KEYS for of in ("floor", "tacklebox", "ratio"))]
    rows = [[f"{windows} (default)" if name.endswith("default") else windows, *(cell for key in KEYS for cell in (base[key], ours[key], ratios[name][key]))]
            for windows, name, base, ours in pairs]
    ours, base = best(medians, "tacklebox"), best(medians, "floor")
    wall = ratio(ours, base)
    lines = [
        by_windows("CPU seconds a page", "at most 1.2 x the floor", ratios, "cpu_s_a_page", 1.2),
        Line("wall seconds a page, best against best", "at most 1.1 x the floor", f"{wall} ({ours} s to {base} s)", wall <= 1.1),
        by_windows("peak memory (PSS) of everything", "at most the floor's", ratios, "peak_pss_mb", 1),
    ]
    exact = all(run["exact_cpu"] for runs in measured.values() for run in runs)
    whose = "all processes" if exact else "all processes that were waited for, as only root can count the rest"
    title = f"{bench.pages} pages, medians of {bench.runs} runs in alternation, CPU of {whose}, plugins {', '.join(needs.PLUGINS)}"
    return Result(lines, [(title, markdown([head, *rows]))], {"medians": medians, "ratios": ratios, "runs": measured, "pages": bench.pages})


def best(medians, whose):
    """Wall seconds a page with the number of windows that suits it best."""
    return min(of["wall_s_a_page"] for name, of in medians.items() if name.startswith(whose))


def by_windows(what, reach, ratios, key, most):
    """Reached is what is reached with every number of windows."""
    each = "; ".join(f"{name.removeprefix('tacklebox ')}: {of[key]}" for name, of in ratios.items())
    return Line(f"{what}, by windows", reach, each, all(of[key] <= most for of in ratios.values()))
