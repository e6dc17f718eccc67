"""What one page may leave to the next, and what is given to pages: cookies."""

import json
import re

from ..case import HOSTILE, PAGES, Case, Crawl

LEFT = "nothing of one page in another"


def clean(mark):
    first, second = f"{HOSTILE}/m?only={mark}", f"{HOSTILE}/show?after={mark}"

    def check(findings, outcome):
        marking, showing = outcome.collection.of(first), outcome.collection.of(second)
        if not findings.must(marking and showing, "both pages", [s.url for s in outcome.collection.snapshots]):
            return
        findings.must("ERR" not in marking.dom.split(" para ")[0], "the first page to leave its mark", marking.dom[:200])
        # What the second page sent, as the server saw it. The first page's own requests, and those of its workers, may arrive as late.
        started = next((i for i, r in enumerate(outcome.asked) if r.get("p", "").startswith("/show?after=")), None)
        if not findings.must(started is not None, "the second page to be asked for", outcome.asked[-3:]):
            return
        sent = [r for r in outcome.asked[started:] if not re.match("/(slowcookie|swalive|swslow|auth/late|m[?])", r.get("p", ""))]
        for name in ("cookie", "authorization"):
            bad = [f"{r['p']}: {r['h'][name]}" for r in sent if name in r.get("h", {})]
            findings.must(not bad, f"no {name} sent by the second page", "; ".join(bad))
        # What the second page saw itself, where it had the time to write it down.
        at = showing.dom.find("{")
        if at < 0:
            findings.note("the second page was saved before it had looked; the server's record was taken alone")
            return
        seen = json.JSONDecoder().raw_decode(showing.dom[at:])[0]
        empty = {"cookie": "", "cookieStore": [], "local": {}, "dbs": [], "caches": [], "buckets": [], "sw": 0}
        for name, nothing in empty.items():
            for key in (name, f"late_{name}"):
                findings.must(key not in seen or seen[key] == nothing, f"{key} to be {nothing!r}", seen.get(key))
        findings.must(seen.get("auth") == 401, "the second page to be asked for a password", seen.get("auth"))
        sees = seen.get("serverSees", {})
        findings.must("cookie" not in sees and "authorization" not in sees, "neither cookie nor authorization at the server", sees)

    return check, (first, second)


def left_by(row, mark, crawl):
    check, urls = clean(mark)
    return Case(row, f"/m?only={mark}, /show", check, urls, crawl)


def left():
    yield left_by(LEFT, "beacon", Crawl("beacon", ("--set", "CHROME_DELAY_AFTER_LOAD=2.2"), concurrency=1))
    yield left_by(LEFT, "authheavy", Crawl("authheavy", concurrency=1))


COOKIE = "the cookie sid=abc"
# The page looks for sid=abc; the rest tells this value from others in the files.
SECRET = "abc-1f0e9c57b2d84a63"
LOGIN = PAGES + "/38/login"


def sent(findings, outcome):
    snapshot = outcome.collection.of(LOGIN)
    if findings.must(snapshot, "a snapshot", outcome.said[-300:]):
        findings.must("Welcome back, member text" in snapshot.dom, "'Welcome back, member text'", snapshot.dom)
        findings.must("Welcome back, member text" in snapshot.pdf, "it in the PDF too", snapshot.pdf)
    holding = outcome.collection.holds(SECRET.encode())
    findings.must(not holding, "the cookie in clear in no file", ", ".join(holding))
    findings.must(SECRET not in outcome.said, "the cookie not to be printed")


def refused(findings, outcome):
    findings.must(outcome.exit not in (0, 130), "an error", f"exit code {outcome.exit}")
    findings.must("missing-cookies.txt" in outcome.said, "the name of the file in the message", outcome.said[-300:])
    saved = [s.url for s in outcome.collection.snapshots if s.results]
    findings.must(not saved, "nothing saved without the cookies", saved)


def cookies():
    # `{cookies}` and `{missing}` stand for the path of a file with the cookie, and of one that is not there.
    yield Case(COOKIE, "/38/login COOKIES_FILE", sent, (LOGIN,), Crawl("cookies-set", ("--set", "COOKIES_FILE={cookies}")))
    yield Case(COOKIE, "/38/login --cookies", sent, (LOGIN,), Crawl("cookies", ("--cookies", "{cookies}")))
    yield Case(COOKIE, "/38/login a missing file", refused, (LOGIN,), Crawl("cookies-missing", ("--set", "COOKIES_FILE={missing}")))


def cases():
    yield from left()
    yield from cookies()
