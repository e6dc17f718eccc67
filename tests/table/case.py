"""What a case is: pages to archive, how, and what must have been saved."""

import dataclasses
import typing

PAGES, HOSTILE = "http://127.0.0.1:8972", "http://127.0.0.1:8801"


@dataclasses.dataclass(frozen=True)
class Crawl:
    """How the program is run. The cases with equal crawls share one run of it."""

    name: str
    arguments: tuple = ()
    concurrency: int | None = None  # its own; without one that of the command line
    list: str | None = None  # a file in lists/ that is archived in place of addresses


MAIN = Crawl("main")


@dataclasses.dataclass(frozen=True)
class Case:
    row: str
    name: str
    check: typing.Callable
    urls: tuple = ()
    crawl: Crawl = MAIN


@dataclasses.dataclass
class Outcome:
    """One run of the program, with all that it left."""

    collection: typing.Any
    exit: int
    said: str  # stderr and stdout
    asked: list  # the requests that hostile.py saw meanwhile
    lists: typing.Any  # the directory of the lists


class Findings:
    """What a check has found wrong, and what it accepts though it is not the whole."""

    def __init__(self):
        self.wrong, self.notes = [], []

    def must(self, right, expected, found=""):
        """`expected` says what is right; `found` what is there instead."""
        if not right:
            self.wrong.append(f"expected {expected}" + (f"; found {short(found)}" if found not in ("", None) else ""))
        return right

    def note(self, text):
        self.notes.append(short(text))


def short(text, most=160):
    text = " ".join(str(text).split())
    return text if len(text) <= most else f"{text[:most]}... ({len(text)} characters)"


def page(row, name, check, crawl=MAIN):
    """A case of one address. `check` gets what it found, and the snapshot."""
    url = (PAGES if name[1:3].isdigit() else HOSTILE) + name

    def look(findings, outcome):
        snapshot = outcome.collection.of(url)
        if not findings.must(snapshot is not None and snapshot.stage == "sealed", "a sealed snapshot of this address", found_instead(outcome, snapshot)):
            return
        check(findings, snapshot)

    return Case(row, name, look, (url,), crawl)


def found_instead(outcome, snapshot):
    if snapshot is not None:
        return f"one that is {snapshot.stage}"
    return "those of " + ", ".join(s.url for s in outcome.collection.snapshots[:5]) if outcome.collection.snapshots else f"none; the program said: {outcome.said[-200:]}"
