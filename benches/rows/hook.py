"""A hook that does nothing, a thousand times in a row, against a bare spawn-and-wait of the same file."""

import datetime
import os
import resource
import shutil
import sqlite3
import time

from rows import needs
from rows.result import Line, Result, markdown, median, ratio

WAYS = {"one snapshot": "of one snapshot", "many snapshots": "of one snapshot each"}


def measure(bench):
    work = bench.fresh("hook")
    true = needs.program("true", "it is of coreutils")
    bare_file = work / "bare"
    shutil.copy(true, bare_file)
    plugin(work / "one snapshot", bench.hooks, true)
    plugin(work / "many snapshots", 1, true)
    measured = {"bare": [], **{way: [] for way in WAYS}}
    for turn in range(bench.runs):
        measured["bare"].append(bare(bare_file, bench.hooks))
        measured["one snapshot"].append(crawl(bench, work / "one snapshot", 1, bench.hooks))
        measured["many snapshots"].append(crawl(bench, work / "many snapshots", bench.hooks, bench.hooks))
        bench.say(f"hook, run {turn + 1} of {bench.runs}: " + "; ".join(f"{name} {runs[-1]['ms_each']} ms" for name, runs in measured.items()))
    keys = ("ms_each", "cpu_ms_each")
    medians = {name: {key: median([run[key] for run in runs]) for key in keys} for name, runs in measured.items()}
    ratios = {way: {key: ratio(medians[way][key], medians["bare"][key]) for key in keys} for way in WAYS}
    lines = [Line(f"a hook that does nothing, {bench.hooks:,} in a row, {of}", "at most 1.5 x a bare spawn-and-wait",
                  f"{ratios[way]['ms_each']} ({medians[way]['ms_each']} ms to {medians['bare']['ms_each']} ms)", ratios[way]["ms_each"] <= 1.5)
             for way, of in WAYS.items()]
    rows = [["", "wall ms each", "ratio", "CPU ms each", "ratio"]]
    for name, of in medians.items():
        rows.append([name, of["ms_each"], ratios.get(name, {}).get("ms_each", ""), of["cpu_ms_each"], ratios.get(name, {}).get("cpu_ms_each", "")])
    title = f"{bench.hooks:,} hooks, one at a time, medians of {bench.runs} runs in alternation"
    return Result(lines, [(title, markdown(rows))], {"medians": medians, "ratios": ratios, "runs": measured, "hooks": bench.hooks})


def plugin(home, hooks, true):
    directory = home / "plugins/nothing"
    directory.mkdir(parents=True)
    for number in range(hooks):
        shutil.copy(true, directory / f"on_Snapshot__{number * 100 // hooks:02}_nothing{number}")


def bare(file, times):
    """With `posix_spawn`, as the standard library of Rust does it."""
    before, begun = cpu(), time.perf_counter()
    for _ in range(times):
        os.waitpid(os.posix_spawn(file, [file], {}), 0)
    wall = time.perf_counter() - begun
    return {"ms_each": round(wall * 1000 / times, 3), "cpu_ms_each": round((cpu() - before) * 1000 / times, 3)}


def cpu():
    """Of this process and all that it has waited for, in seconds."""
    used = [resource.getrusage(whose) for whose in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(of.ru_utime + of.ru_stime for of in used)


def crawl(bench, home, snapshots, hooks):
    """From the start of the first hook to the seal of the last snapshot, as the index has them. The start of the program is another row's."""
    data = bench.fresh("collection")
    listed = home / "list.txt"
    listed.write_text("".join(f"http://nothing.example/{number}\n" for number in range(snapshots)))
    before, begun = cpu(), time.perf_counter()
    needs.run([bench.program, "archive", "--no-resume", "--data", data, "--plugins-dir", home / "plugins", "--plugins", "nothing",
               "--concurrency", "1", listed], bench.scratch / "hook.log")
    whole = time.perf_counter() - begun
    used = cpu() - before
    index = sqlite3.connect(f"file:{data}/index.sqlite3?mode=ro", uri=True)
    count, first = index.execute("SELECT count(*), min(started_at) FROM hook_runs").fetchone()
    (last,) = index.execute("SELECT max(sealed_at) FROM snapshots").fetchone()
    index.close()
    if count != hooks:
        needs.stop(f"{count} hooks have run, and not {hooks}")
    wall = (datetime.datetime.fromisoformat(last) - datetime.datetime.fromisoformat(first)).total_seconds()
    return {"ms_each": round(wall * 1000 / hooks, 3), "cpu_ms_each": round(used * 1000 / hooks, 3), "whole_s": round(whole, 3)}
