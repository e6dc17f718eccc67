"""A Chrome that this program starts itself."""

from __future__ import annotations

import os
import queue
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from types import TracebackType
from typing import IO, List, Mapping, Optional, Sequence, Type

from .browser import Browser
from .errors import ConnectionLost

# Chrome says where it listens in a line that begins so, on stderr.
LISTENING = b"DevTools listening on "
ARGUMENTS = ("--headless=new", "--no-first-run", "--no-default-browser-check", "--remote-debugging-port=0")
NAMES = ("google-chrome", "google-chrome-stable", "chromium", "chromium-browser", "chromium-headless-shell", "chrome")
MACOS_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
WINDOWS_ROOTS = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
WINDOWS_PATH = ("Google", "Chrome", "Application", "chrome.exe")
# Seconds in which a Chrome that was asked to end has to do so.
END_TIMEOUT = 5.0


def candidates(platform: str, environment: Mapping[str, str]) -> List[str]:
    """Where a Chrome may be: names for the search path, and full paths, by `sys.platform`."""
    chosen = [environment["CHROME_BINARY"]] if environment.get("CHROME_BINARY") else []
    if platform == "win32":
        roots = [environment[name] for name in WINDOWS_ROOTS if environment.get(name)]
        return chosen + ["\\".join((root, *WINDOWS_PATH)) for root in roots] + ["chrome"]
    if platform == "darwin":
        return chosen + list(MACOS_PATHS) + list(NAMES)
    return chosen + list(NAMES)


def find_chrome() -> str:
    """The path of the first Chrome found: CHROME_BINARY, else the usual places of the platform."""
    for candidate in candidates(sys.platform, os.environ):
        path = shutil.which(candidate)
        if path:
            return path
    raise FileNotFoundError("no Chrome was found: name one, or set CHROME_BINARY")


class Chrome:
    """A headless Chrome with a profile of its own, which ends with `close` or the `with` block."""

    def __init__(
        self, executable: Optional[str] = None, arguments: Sequence[str] = (), *, timeout: float = 30.0
    ) -> None:
        """Start it; it has to listen within `timeout` seconds. Raises ConnectionLost and OSError."""
        program = executable or find_chrome()
        self._profile = tempfile.mkdtemp(prefix="tacklebox-client-")
        command = [program, *ARGUMENTS, f"--user-data-dir={self._profile}", *arguments]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            # Chrome's sandbox does not work as root.
            command.append("--no-sandbox")
        try:
            self._process = subprocess.Popen(
                [*command, "about:blank"],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                # A process group of its own: what is started may be a script that runs Chrome.
                start_new_session=True,
            )
        except OSError:
            self._remove_profile()
            raise
        said: queue.Queue[Optional[str]] = queue.Queue()
        assert self._process.stderr is not None
        self._stderr = threading.Thread(
            target=_read_stderr, args=(self._process.stderr, said), name="chrome-stderr", daemon=True
        )
        self._stderr.start()
        try:
            url = said.get(timeout=timeout)
        except queue.Empty:
            url = None
        if url is None:
            self.close()
            raise ConnectionLost(f"{program} ended, or did not listen within {timeout:g} s")
        address = "http://" + url.split("/")[2]
        self.browser = Browser(address, timeout=timeout)

    @property
    def pid(self) -> int:
        """The process id."""
        return self._process.pid

    def close(self) -> None:
        """End it, by force after 5 s, and remove its profile."""
        self._signal(force=False)
        # The end of stderr is the end of all processes of this Chrome, not only of the first.
        self._stderr.join(END_TIMEOUT)
        if self._stderr.is_alive() or self._process.poll() is None:
            self._signal(force=True)
            self._stderr.join(END_TIMEOUT)
        self._process.wait(END_TIMEOUT)
        self._remove_profile()

    def _signal(self, force: bool) -> None:
        if sys.platform == "win32":
            self._process.terminate()
        # A group of which nothing is left may be another's by now.
        elif self._stderr.is_alive() or self._process.poll() is None:
            try:
                os.killpg(self._process.pid, signal.SIGKILL if force else signal.SIGTERM)
            except ProcessLookupError:
                pass  # It has just ended.

    def _remove_profile(self) -> None:
        # Children of Chrome may write there for a moment longer; what is left is a temporary
        # directory.
        shutil.rmtree(self._profile, ignore_errors=True)

    def __enter__(self) -> "Chrome":
        return self

    def __exit__(
        self,
        _kind: Optional[Type[BaseException]],
        _error: Optional[BaseException],
        _trace: Optional[TracebackType],
    ) -> None:
        self.close()


def _read_stderr(stderr: IO[bytes], said: "queue.Queue[Optional[str]]") -> None:
    """Tell where Chrome listens, then read on: a full pipe would stop Chrome."""
    with stderr:
        for line in stderr:
            if line.startswith(LISTENING):
                said.put(line[len(LISTENING) :].decode("ascii", "replace").strip())
    said.put(None)
