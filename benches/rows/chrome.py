"""Chrome by itself: which one, started how, and how long it takes to answer and to ask a server for a first page."""

import dataclasses
import fcntl
import functools
import http.server
import json
import os
import pathlib
import subprocess
import threading
import time

from rows import needs

# A start that takes longer than this has failed.
PATIENCE_S = 60


@dataclasses.dataclass
class Chrome:
    path: str
    # `HeadlessChrome/156.0.8078.79`
    version: str
    # As the program starts it, without the profile.
    flags: list
    # Snapshots at a time when nobody says how many.


class Site:
    """Serves the pages of the kit on loopback, and knows when a path was first asked for."""

    def __init__(self, directory):
        self.asked = {}
        self.changed = threading.Condition()
        handler = functools.partial(Handler, self, directory=str(directory))
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def see(self, path):
        with self.changed:
            self.asked.setdefault(path, time.perf_counter())
            self.changed.notify_all()

    def forget(self):
        self.asked.clear()

    def first(self, path):
        """When it was, on the clock of `time.perf_counter`."""
        with self.changed:
            if not self.changed.wait_for(lambda: path in self.asked, PATIENCE_S):
                needs.stop(f"nobody asked for {path} within {PATIENCE_S} s")
            return self.asked[path]


class Handler(http.server.SimpleHTTPRequestHandler):
    def __init__(self, site, *request, **how):
        self.site = site
        super().__init__(*request, **how)

    def do_GET(self):
        self.site.see(self.path)
        super().do_GET()

    def log_message(self, *_):
        pass


def look(program, scratch, directory):
    """Archives one page, and looks at what was started for it."""
    found, version, flags = None, "", []
    log = scratch / "stderr.log"
    with Site(directory) as site, open(log, "w") as stderr:
        command = [program, "archive", "--json", "--no-resume", "--data", scratch / "collection", "--plugins", "title", f"{site.base}/p1/"]
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=needs.environment())
        for event in map(json.loads, running.stdout):
            match event["event"]:
                case "crawl_started":
                    crawl = pathlib.Path(event["crawl"]["dir"])
                case "snapshot_started":
                    flags = command_line(crawl / "chrome/chrome.pid")[1:]
                case "hook_ended":
                    found = next((record["abspath"] for record in event["run"]["other_records"] if record.get("name") == "chrome"), found)
                case "snapshot_learned":
                    version = event["facts"]["others"].get("browser", version)
        code = running.wait()
    if code != 0 or not (found and flags and version):
        needs.fail(command, code, log)
    return Chrome(found, version, [flag for flag in flags if not flag.startswith("--user-data-dir")])


def command_line(pid_file):
    return pathlib.Path(f"/proc/{pid_file.read_text().strip()}/cmdline").read_text().rstrip("\0").split("\0")


def own_start(chrome, scratch, site, path):
    """Seconds from the start of Chrome, with the program's flags and nobody between, to its first answer, and to its first request for a page that it was
    told to open in that moment."""
    read_commands, commands = above_four(os.pipe())
    replies, write_replies = above_four(os.pipe())
    log = os.open(scratch / "chrome.log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC)
    actions = [(os.POSIX_SPAWN_DUP2, read_commands, 3), (os.POSIX_SPAWN_DUP2, write_replies, 4)]
    actions += [(os.POSIX_SPAWN_DUP2, log, stream) for stream in (1, 2)]
    arguments = [chrome.path, *chrome.flags, f"--user-data-dir={scratch / 'profile'}"]
    site.forget()
    begun = time.perf_counter()
    pid = os.posix_spawn(chrome.path, arguments, needs.environment(), file_actions=actions)
    for end in (read_commands, write_replies, log):
        os.close(end)
    try:
        os.write(commands, b'{"id":1,"method":"Browser.getVersion"}\0')
        while b"\0" not in (said := os.read(replies, 65536)):
            if not said:
                needs.stop(f"Chrome ended at once; its last words: {(scratch / 'chrome.log').read_text(errors='replace')[-2000:]}")
        answered = time.perf_counter() - begun
        open_page = {"id": 2, "method": "Target.createTarget", "params": {"url": site.base + path, "newWindow": True}}
        os.write(commands, json.dumps(open_page).encode() + b"\0")
        asked = site.first(path) - begun
    finally:
        # Without its pipe it ends.
        os.close(commands)
        os.close(replies)
        os.waitpid(pid, 0)
    return answered, asked


def above_four(ends):
    """Moves both ends of a pipe out of the way of the descriptors that Chrome takes its own from."""
    moved = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in ends]
    for end in ends:
        os.close(end)
    return moved
