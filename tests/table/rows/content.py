"""What is in the page, and what is said of it: embedded documents, frames, titles, answers that are broken."""

import urllib.request

from ..case import HOSTILE, PAGES, Case, Crawl, page

EMBEDDED = "an embedded PDF"


def kept(address):
    url = PAGES + address

    def check(findings, snapshot):
        with urllib.request.urlopen(url, timeout=10) as answer:
            right = answer.read()
        body = snapshot.body(url)
        findings.must(body == right, f"the bytes of {url} in responses/", f"{len(body)} others" if body is not None else "none")
        findings.must(url in snapshot.links, f"{url} among the links", sorted(snapshot.links))

    return check


def embedded():
    yield page(EMBEDDED, "/34/iframe", kept("/11/real.pdf?if"))
    yield page(EMBEDDED, "/34/embed", kept("/11/real.pdf?em"))


def frames():
    """The links in the frames of a frameset lead on."""
    url = PAGES + "/34/frames"

    def check(findings, outcome):
        for n in (1, 2, 3):
            chapter = outcome.collection.of(f"{PAGES}/34/chap{n}")
            found = ", ".join(s.url for s in outcome.collection.snapshots)
            if findings.must(chapter is not None, f"a snapshot of /34/chap{n}", f"those of {found}"):
                findings.must(f"chapter {n}" in chapter.dom, f"'chapter {n}' in its DOM", chapter.dom)

    return Case("links in frames", "/34/frames --depth 1", check, (url,), Crawl("frames", ("--depth", "1")))


ODD = "odd titles and answers"


def long_title(findings, snapshot):
    findings.must(snapshot.succeeded("title"), "a title", snapshot.said("title"))
    findings.must((snapshot.title or "").startswith("TTTT"), "the snapshot's title to begin with TTTT", repr(snapshot.title))
    findings.must(snapshot.saved_title.startswith("TTTT"), "title.txt to begin with TTTT", repr(snapshot.saved_title))
    if len(snapshot.saved_title) < 3_000_000 or len(snapshot.title or "") < 3_000_000:
        findings.must(snapshot.tells("cut|short|first|left out|3,?000,?000", "title"), "word of what was cut off the title", snapshot.said("title"))


def no_bot_challenge(findings, snapshot):
    findings.must(not snapshot.page_error, "no error", snapshot.page_error)
    findings.must(snapshot.facts.get("navigation") == "loaded", "navigation: loaded", snapshot.facts.get("navigation"))
    findings.must(snapshot.saved_title == "Good article" and "content" in snapshot.dom, "the article", f"{snapshot.saved_title}, {snapshot.dom}")


def told(pattern, what, *plugins):
    def check(findings, snapshot):
        findings.must(snapshot.tells(pattern, *plugins), f"word of {what} in the facts or a result", snapshot.facts)

    return check


def odd():
    yield page(ODD, "/longtitle", long_title)
    yield page(ODD, "/fakewall", no_bot_challenge)
    yield page(ODD, "/gz?trunc=1", told("truncated|cut short|cut off|incomplete|partial|broke off|not whole", "half an answer", "dom", "responses", "title", "headers"))
    yield page(ODD, "/empty200", told("empty|no content|zero bytes|0 bytes of", "an empty answer", "dom", "headers"))


def cases():
    yield from embedded()
    yield frames()
    yield from odd()
