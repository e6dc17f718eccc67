"""Starts: of the program, and of a crawl until its first page is asked for, less what Chrome takes for that by itself."""

import json
import os
import subprocess
import time

from rows import chrome, needs
from rows.result import Line, Result, markdown, median

# How often something that takes milliseconds is started.
TIMES = 20

PATH = "/p1/"


def measure(bench):
    version, bare = [], []
    true = needs.program("true", "it is of coreutils")
    for _ in range(TIMES):
        bare.append(spawned(true))
        version.append(spawned(bench.program, "--version"))
    measured = {"version_ms": median(version, 2), "true_ms": median(bare, 2)}
    bench.say(f"start: {measured}")
    sets = {"title": ["title"], "all": needs.PLUGINS}
    runs = {"chrome": [], **{name: [] for name in sets}}
    with chrome.Site(bench.site) as site:
        for turn in range(bench.runs):
            answered, asked = chrome.own_start(bench.chrome, bench.fresh("chrome"), site, PATH)
            runs["chrome"].append({"first_answer_ms": ms(answered), "first_request_ms": ms(asked)})
            for name, plugins in sets.items():
                runs[name].append(archive(bench, site, plugins))
            bench.say(f"start, run {turn + 1} of {bench.runs}: {({name: of[-1] for name, of in runs.items()})}")
    return tell(bench, measured, runs)


def ms(seconds):
    return round(seconds * 1000, 1)


def spawned(*command):
    """Milliseconds from start to end of a process that does next to nothing."""
    actions = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    begun = time.perf_counter()
    pid = os.posix_spawn(command[0], command, needs.environment(), file_actions=actions)
    _, status = os.waitpid(pid, 0)
    took = time.perf_counter() - begun
    if status != 0:
        needs.stop(f"{' '.join(map(str, command))} failed; try it by hand")
    return ms(took)


def archive(bench, site, plugins):
    """Milliseconds from the start of the program to the first request, and what the hook that starts Chrome took of that until it was ready."""
    log, work = bench.scratch / "start.log", bench.fresh("start")
    command = [bench.program, "archive", "--json", "--no-resume", "--data", work / "collection", "--plugins", ",".join(plugins),
               "--set", f"CHROME_BINARY={bench.chrome.path}", site.base + PATH]
    site.forget()
    # Into a file: whoever reads must not keep a core from what is measured.
    with open(log, "w") as stderr, open(work / "events.jsonl", "w+") as events:
        begun = time.perf_counter()
        running = subprocess.Popen(command, stdout=events, stderr=stderr, env=needs.environment())
        code = running.wait()
        events.seek(0)
        ended = [event["run"] for event in map(json.loads, events) if event["event"] == "hook_ended"]
    if code != 0:
        needs.fail(command, code, log)
    launch = next(run["ready_ms"] for run in ended if "chrome_launch" in run["hook"])
    return {"first_request_ms": ms(site.first(PATH) - begun), "launch_hook_ready_ms": launch}


def tell(bench, measured, runs):
    medians = {name: {key: median([run[key] for run in of], 1) for key in of[0]} for name, of in runs.items()}
    own = medians["chrome"]
    lines = [Line("`tacklebox --version`", "under 10 ms", f"{measured['version_ms']} ms (`true`: {measured['true_ms']} ms)", measured["version_ms"] < 10)]
    rows = [["from start to", "ms", "less Chrome's first answer", "less Chrome's first request"],
            ["Chrome alone: first answer", own["first_answer_ms"], "", ""],
            ["Chrome alone: first request", own["first_request_ms"], round(own["first_request_ms"] - own["first_answer_ms"], 1), ""]]
    for name, of in {"title": "title", "all": "the plugins of the pages"}.items():
        took = medians[name]["first_request_ms"]
        over_answer, over_request = round(took - own["first_answer_ms"], 1), round(took - own["first_request_ms"], 1)
        rows.append([f"`archive`, {of}: first request", took, over_answer, over_request])
        lines.append(Line(f"`archive` ({of}) to the first navigation", "Chrome's own start and at most 60 ms",
                          f"{over_answer} ms after Chrome's first answer by itself, {over_request} ms after its first request", over_answer <= 60))
    title = f"Starts of a crawl, medians of {bench.runs} runs in alternation"
    return Result(lines, [(title, markdown(rows))], measured | {"medians": medians, "runs": runs})
