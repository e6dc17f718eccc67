"""What measuring needs, and what to do when it is not there."""

import json
import os
import pathlib
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
KIT = ROOT / "benches/kit"
FLOOR = ROOT / "target/floor"
PUPPETEER = "puppeteer-core@25"

# What the floor does as well.
PLUGINS = ["title", "screenshot", "pdf", "dom", "headers", "responses", "consolelog", "redirects", "favicon", "seo", "accessibility"]


def stop(message):
    sys.exit(f"benches/table: {message}")


def program(name, remedy):
    """The path of a program, or the end with what to type."""
    return shutil.which(name) or stop(f"{name} is not there; {remedy}")


def environment(**more):
    """What every program that is measured is started with: no settings of whoever measures."""
    return {key: os.environ[key] for key in ("PATH", "HOME", "LANG", "TMPDIR") if key in os.environ} | more


def binary(given):
    """The program that is measured: the one given, or one built from this checkout."""
    if given:
        path = pathlib.Path(given).resolve()
        return path if path.is_file() else stop(f"--binary {path} is not there")
    cargo("build", "--release", "--locked")
    return ROOT / "target/release/tacklebox"


def cargo(*words):
    program("cargo", "https://rustup.rs tells how it is installed")
    if subprocess.run(["cargo", *words], cwd=ROOT, stdout=sys.stderr).returncode != 0:
        stop(f"`cargo {' '.join(words)}` failed; what it said stands above")


def puppeteer():
    """The directory of the library that floor.js drives Chrome with; it is installed when it is not there."""
    program("node", "install Node 22.12 or later, with npm (https://nodejs.org)")
    modules = FLOOR / "node_modules"
    if puppeteer_version().split(".")[0] != PUPPETEER.split("@")[1]:
        npm = program("npm", "it comes with Node (or: apt-get install npm)")
        said = subprocess.run([npm, "install", "--no-audit", "--no-fund", "--prefix", FLOOR, PUPPETEER], stdout=sys.stderr)
        if said.returncode != 0:
            stop(f"{PUPPETEER} could not be installed; npm's words stand above")
    return modules


def puppeteer_version():
    """`25.16.0`, or nothing when it is not installed."""
    try:
        return json.loads((FLOOR / "node_modules/puppeteer-core/package.json").read_text())["version"]
    except OSError:
        return ""


def run(command, log, **how):
    """Runs a command with its stderr in a file; ends with its last words when it fails."""
    with open(log, "w") as stderr:
        running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=stderr, text=True, env=environment(**how))
        try:
            said, _ = running.communicate()
        except KeyboardInterrupt:
            # It has heard of Ctrl-C itself; killed, it could not end what it has started.
            running.wait()
            raise
    if running.returncode != 0:
        fail(command, running.returncode, log)
    return said


def fail(command, code, log):
    words = pathlib.Path(log).read_text(errors="replace").splitlines()[-20:]
    stop("\n".join([f"{' '.join(map(str, command))[:300]} ended with {code}; its last words:", *words]))
