"""Very many URLs, a plugin that does nothing, no browser (benches/scale): the runner's memory, and whether it grows slower."""

from rows.result import Line, Result, markdown, ratio

# The runner's reach, in MB of 1,000,000 bytes.
MOST_MB = 30


def memory(bench):
    peaks = {urls: round(measured["tenths"][-1]["peak_rss_mib"] * 1.048576, 1) for urls, measured in bench.queues.items()}
    few, many = min(peaks), max(peaks)
    grown = ratio(peaks[many], peaks[few])
    # Two runs of the same are not the same to the kilobyte.
    lines = [
        Line("memory (VmHWM) of the runner itself", f"under {MOST_MB} MB", f"{peaks[many]} MB at {many:,} queued URLs", max(peaks.values()) < MOST_MB),
        Line(f"the same at {few} and at {many:,} queued URLs", "at most 1.1 x", f"{grown} ({peaks[few]} MB to {peaks[many]} MB)", grown <= 1.1),
    ]
    rows = [["queued URLs", "MB"], *peaks.items()]
    return Result(lines, [("Peak memory of the runner", markdown(rows))], {"peak_mb": {str(urls): mb for urls, mb in peaks.items()}})


def queue(bench):
    measured = bench.queues[max(bench.queues)]
    edge, first, last = measured["edge"], measured["first"], measured["last"]
    grown = measured["last_to_first"]["ms_each"]
    what = f"{measured['urls']:,} URLs queued, a plugin that does nothing: last {edge:,} to first {edge:,}"
    lines = [Line(what, "at most 1.2 x", f"{grown} ({last['ms_each']} ms to {first['ms_each']} ms)", grown <= 1.2)]
    columns = ["done", "s", "ms_each", "runner_cpu_ms_each", "rss_mib", "peak_rss_mib", "fds", "wal_mib", "database_mib"]
    rows = [columns, *([row[column] for column in columns] for row in measured["tenths"])]
    return Result(lines, [("By tenths (benches/scale)", markdown(rows))], measured)
