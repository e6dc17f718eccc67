"""On what, with what and when it was measured. No name of the machine."""

import datetime
import os
import platform
import subprocess

from rows import needs


def now():
    return datetime.datetime.now(datetime.timezone.utc)


def machine():
    return {
        "cpu": of_proc("/proc/cpuinfo", "model name") or platform.machine(),
        "cores": len(os.sched_getaffinity(0)),
        "memory_gb": round(int(of_proc("/proc/meminfo", "MemTotal").split()[0]) * 1024 / 1e9, 1),
        "kernel": f"{platform.system()} {platform.release()}",
        # Above the number of cores, somebody else was at work as well.
        "load_at_start": round(os.getloadavg()[0], 2),
    }


def file_system(directory):
    """The type of the file system that a directory is on, such as ext4 or tmpfs."""
    path, found = os.path.realpath(directory), ("", "unknown")
    with open("/proc/mounts") as mounts:
        for line in mounts:
            _, point, kind = line.split()[:3]
            # The last of the longest is the one on top.
            if (path + "/").startswith(point.rstrip("/") + "/") and len(point) >= len(found[0]):
                found = (point, kind)
    return found[1]


def versions(program, chrome, is_given):
    """Of all that has a share in the numbers; `chrome` is absent where no row needs it."""
    commit = said("git", "-C", needs.ROOT, "rev-parse", "HEAD")
    if commit and said("git", "-C", needs.ROOT, "status", "--porcelain", "--untracked-files=no"):
        commit += " with changes"
    return {
        "tacklebox": said(program, "--version"),
        "commit": commit or "no checkout",
        "built": "given with --binary, perhaps of another commit" if is_given else "by this run, from this commit",
        "chrome": chrome or "not asked",
        "rustc": said("rustc", "--version"),
        "node": said("node", "--version"),
        "puppeteer-core": needs.puppeteer_version() or "not installed",
        "python": platform.python_version(),
    }


def said(*command):
    """The first line that a program prints; nothing when it is not there."""
    try:
        lines = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
    except OSError:
        return ""
    return lines[0].strip() if lines else ""


def of_proc(path, key):
    with open(path) as file:
        return next((line.split(":", 1)[1].strip() for line in file if line.startswith(key)), "")
