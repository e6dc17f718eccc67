"""What the rows share: the program, Chrome, where to work, how often."""

import dataclasses
import functools
import pathlib
import sys
import tempfile
import time

from rows import chrome, needs


@dataclasses.dataclass
class Bench:
    program: pathlib.Path
    scratch: pathlib.Path
    runs: int
    pages: int
    windows: list
    urls: int
    hooks: int
    snapshots: int
    collection: pathlib.Path | None

    def say(self, text):
        print(f"{time.strftime('%H:%M:%S')} {text}", file=sys.stderr, flush=True)

    def fresh(self, name):
        """An empty directory. What an earlier turn left stays until the end: for minutes after many files were removed, ext4 takes longer to make one."""
        return pathlib.Path(tempfile.mkdtemp(prefix=f"{name}-", dir=self.scratch))

    @functools.cached_property
    def site(self):
        """The pages of the kit, made when they are not there."""
        site = needs.KIT / "site"
        if not (site / "index.html").is_file():
            needs.run([sys.executable, needs.KIT / "make_site.py"], self.scratch / "make_site.log")
        return site

    @functools.cached_property
    def chrome(self):
        """The Chrome that the program takes by itself."""
        self.say("looks which Chrome is taken, and with which flags")
        return chrome.look(self.program, self.fresh("look"), self.site)

    @functools.cached_property
    def queues(self):
        """What benches/scale says of a few and of many URLs; two rows ask for it."""
        return {urls: self.scale(urls) for urls in (10, self.urls)}

    def scale(self, urls):
        self.say(f"{urls} URLs with a plugin that does nothing")
        return self.ask_scale("queue", str(urls))

    def ask_scale(self, name, *words):
        out = self.fresh(name) / "measured.json"
        command = [sys.executable, needs.ROOT / "benches/scale", *words, "--program", self.program, "--out", out]
        needs.run(command, self.scratch / f"{name}.log", TMPDIR=str(self.scratch))
        return needs.json.loads(out.read_text())
