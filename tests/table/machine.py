"""The network, the servers and the load that the cases are run with."""

import contextlib
import fcntl
import json
import os
import pathlib
import shutil
import socket
import struct
import subprocess
import sys
import time

class CannotRun(Exception):
    """Why the cases cannot be run on this machine now."""


OWN_NETWORK = "TACKLEBOX_CASES_OWN_NETWORK"


def own_network():
    """Starts this program again in a network of its own, so that two runs do not meet on the ports; only root may."""
    if os.environ.get(OWN_NETWORK):
        loopback_up()
    elif os.geteuid() == 0 and shutil.which("unshare"):
        # Where this is not allowed, as in some containers, the machine's own network does.
        if subprocess.run(["unshare", "-n", "true"], stderr=subprocess.DEVNULL).returncode == 0:
            os.environ[OWN_NETWORK] = "1"
            os.execvp("unshare", ["unshare", "-n", sys.executable, *sys.argv])


def loopback_up():
    """What `ip link set lo up` does."""
    get_flags, set_flags, up = 0x8913, 0x8914, 1
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as handle:
        request = struct.pack("16sh14x", b"lo", 0)
        (flags,) = struct.unpack("16xh14x", fcntl.ioctl(handle, get_flags, request))
        fcntl.ioctl(handle, set_flags, struct.pack("16sh14x", b"lo", flags | up))


@contextlib.contextmanager
def servers(cases, scratch):
    """The servers of the cases. Gives the file in which hostile.py notes what it is asked for."""
    log = scratch / "requests.jsonl"
    # The lists name 8972, and some of their lines 8971.
    wanted = [(["node", cases / "pages.js", str(port)], port) for port in (8972, 8971)]
    wanted += [([sys.executable, cases / "hostile.py", str(port)], port) for port in (8801, 8802)]
    for _, port in wanted:
        if answers(port):
            raise CannotRun(f"something listens on port {port} already; end it, or run this as root, where it has a network of its own")
    started = []
    with open(scratch / "servers.log", "wb") as output:
        try:
            for command, port in wanted:
                environment = os.environ | {"CASES_LOG": str(log) if port == 8801 else os.devnull}
                started.append(subprocess.Popen(command, cwd=cases, stdout=output, stderr=output, env=environment))
            for process, (command, port) in zip(started, wanted):
                wait_for(process, port, pathlib.Path(command[1]).name, scratch / "servers.log")
            yield log
        finally:
            for process in started:
                process.kill()
                process.wait()


def answers(port):
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False


def wait_for(process, port, name, log):
    until = time.monotonic() + 30
    while not answers(port):
        if process.poll() is not None or time.monotonic() > until:
            raise CannotRun(f"{name} does not listen on port {port}; it said: {log.read_text(errors='replace')[-500:]}")
        time.sleep(0.05)


@contextlib.contextmanager
def load(wanted):
    """Keeps every core busy meanwhile, when that is wanted."""
    busy = []
    try:
        for _ in range(os.cpu_count() if wanted else 0):
            busy.append(subprocess.Popen([sys.executable, "-c", "while True: pass"]))
        yield
    finally:
        for process in busy:
            process.kill()
            process.wait()


def requests(log, offset):
    """What hostile.py was asked for since the file had this length."""
    if not log.exists():
        return []
    with open(log, encoding="utf-8", errors="replace") as file:
        file.seek(offset)
        return [json.loads(line) for line in file if line.strip()]
