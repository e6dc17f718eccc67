"""More pages of the same kinds, from the same servers. The table does not name them; they show whether the kind was mended or the example."""

import urllib.request

from ..case import HOSTILE, PAGES, Case, Crawl, page
from ..documents import Document, one_document
from .between import COOKIE, LEFT, left_by
from .content import EMBEDDED, ODD, kept, told
from .loading import ERR500, GOING_ON, HUNG, PAGE_B, SECOND, SLOW, STRIPE, awaited, first, of_one, pixels, short_and_without, taller, whole_article
from .picture import PRINT, REVEAL, SAYS_SO, SCROLLER, revealed, untouched, whole_scroller


def any_picture(snapshot):
    return True


def target(mark):
    return Document("the target", f"{PAGES}/10/target?{mark}", "Target home", "Target", "Target", any_picture)


def going_on():
    yield page(GOING_ON, "/44/t1200", of_one(Document("A", PAGES + "/44/t1200", "A long page", "page A", "page A", taller(40000)), PAGE_B))
    for n in range(9, 25):
        yield page(GOING_ON, f"/37/js{n}", of_one(Document("A", f"{PAGES}/37/js{n}", "A page", "page A", "page A", pixels(STRIPE, 100_000)), PAGE_B))
    for kind, words in (("js", "you will be sent on"), ("meta", "meta wait")):
        # Where a page leads at once, there is the page that was meant.
        yield page(GOING_ON, f"/10/{kind}0", of_one(target(f"{kind}0")))
        for n in (1, 3) if kind == "js" else (1, 5):
            title = f"wait {n}" if kind == "js" else f"meta {n}"
            yield page(GOING_ON, f"/10/{kind}{n}", of_one(Document("the page", f"{PAGES}/10/{kind}{n}", title, words, words, any_picture), target(f"{kind}{n}")))
    yield page(GOING_ON, "/17/refreshhdr", of_one(Document("the page", PAGES + "/17/refreshhdr", "rh", "rh", "rh", any_picture), target("rh")))
    yield page(GOING_ON, "/refreshhdr", of_one(first("/refreshhdr", "FIRST", short_and_without((255, 0, 0))), SECOND))
    form = "checking your browser"
    yield page(GOING_ON, "/10/jsmid", of_one(Document("the form", PAGES + "/10/jsmid", "hourglass", form, form, any_picture), Document("what it led to", PAGES + "/10/post", "posted", "after post POST", "after post POST", any_picture)))
    yield page(GOING_ON, "/framenavtop", of_one(Document("the page", HOSTILE + "/framenavtop", "FNT", "x", "x", any_picture), ERR500))
    yield page(GOING_ON, "/scrolltrap", of_one(Document("the page", HOSTILE + "/scrolltrap", "trap", "S", "S", taller(30000)), SECOND))
    for name, title in (("/reloader", "RELOAD"), ("/reload5", "RELOAD5")):
        yield page(GOING_ON, name, of_one(Document("the page", HOSTILE + name, title, "x", "x", any_picture)))
    refreshing = "refreshes itself"
    yield page(GOING_ON, "/10/selfrefresh1", of_one(Document("the page", PAGES + "/10/selfrefresh1", "self refresh 1", refreshing, refreshing, any_picture)))
    yield page(GOING_ON, "/docopen", rewritten(("doc open", "REAL"), ("WRITTEN", "WRITTEN")))
    yield page(GOING_ON, "/docopen_noclose", rewritten(("doc open", "REAL"), ("WRITTEN NC", "WRITTEN")))
    yield page(GOING_ON, "/tojs", rewritten(("to js", "REAL"), ("JSURL", "replaced")))


def rewritten(*contents):
    """A page that replaces its content under the same address: title, DOM and PDF are of one content, or the facts tell of it."""

    def check(findings, snapshot):
        seen = {"title": snapshot.saved_title, "dom": snapshot.dom, "pdf": snapshot.pdf}
        same = any(seen["title"] == title and text in seen["dom"] and text in seen["pdf"] for title, text in contents)
        findings.must(same or snapshot.tells("replaced|rewritten|document.open"), "title, DOM and PDF of one content, or word of it", seen)

    return check


def hung():
    yield page(HUNG, "/31/async", whole_article("hung async", "Whole article", "all the text of it"))
    yield page(HUNG, "/31/hungframe", whole_article("hung frame", "Whole article"))
    yield page(HUNG, "/09/hungcss", whole_article("hung css", "text under hung css"))
    yield page(HUNG, "/09/hungimg", whole_article("hung image", "text"))
    yield page(HUNG, "/35/cssprint", whole_article("dead print css", "Whole article"))


def slow():
    yield page(SLOW, "/30/slowcss", awaited("/30/d/css", pixels((0, 0, 128), 1_000_000), "the navy background in the screenshot"))


def seen():
    yield page(PRINT, "/beforeprint_nav", untouched("SCREEN TITLE", "SCREEN", "500 ERR"))
    yield page(PRINT, "/mediaprint", untouched("mp", "S"))
    yield page(REVEAL, "/06/once", revealed())
    yield page(SCROLLER, "/36/lock1", whole_below(6000, "LASTLINE"))
    yield page(SCROLLER, "/36/lock3", whole_scroller(60))
    yield page(SCROLLER, "/nonscroll", whole_below(9000, "BOTTOM"))


def whole_below(lines, last):
    """The picture is as tall as the content, and the PDF has its last line; or they say that they are not."""

    def check(findings, snapshot):
        if findings.must(snapshot.picture, "a screenshot", snapshot.said("screenshot")):
            findings.must(snapshot.picture.height >= lines or snapshot.tells(SAYS_SO, "screenshot"), f"{lines} lines in the screenshot, or word of it", snapshot.said("screenshot"))
        findings.must(last in snapshot.pdf or snapshot.tells(SAYS_SO, "pdf"), f"{last!r} in the PDF, or word of it", snapshot.pdf)

    return check


def embedded():
    yield page(EMBEDDED, "/08/iframes", kept("/11/real.pdf"))
    yield page(EMBEDDED, "/08/frameset", lists_link("/08/fromframe"))


def lists_link(address):
    return lambda findings, snapshot: findings.must(PAGES + address in snapshot.links, f"{address} among the links", sorted(snapshot.links))


def odd():
    cut = "truncated|cut short|cut off|incomplete|partial|broke off|breaks off|not whole"
    for name in ("/17/short", "/17/truncgzip", "/cl_long"):
        yield page(ODD, name, told(cut, "half an answer", "dom", "responses", "title", "headers"))
    for name in ("/17/empty", "/17/emptynoct", "/empty200noct"):
        yield page(ODD, name, told("empty|no content", "an empty answer", "dom", "headers"))
    yield page(ODD, "/22/longtitle", long_title)
    yield page(ODD, "/38/audio", whole_sound)


def long_title(findings, snapshot):
    findings.must((snapshot.title or "").startswith("TTTT") and snapshot.saved_title.startswith("TTTT"), "a title that begins with TTTT", f"{snapshot.title!r}, {snapshot.said('title')}")


def whole_sound(findings, snapshot):
    url = PAGES + "/38/a.wav"
    with urllib.request.urlopen(url, timeout=10) as answer:
        right = answer.read()
    body = snapshot.body(url)
    findings.must(body == right or snapshot.tells("not whole|partial|part of|pieces|incomplete|cut", "responses"), f"all {len(right)} bytes of {url}, or word of it", f"{len(body or b'')} bytes; {snapshot.said('responses')}")
    if body != right:
        findings.note(snapshot.said("responses"))


MARKS = ("keepalive_early", "bgfetch", "fetchlater", "sw", "pushflood", "auth", "authpagehide", "cookies", "dict", "spec", "iframe", "workerkeep", "sharedw", "swstream", "uncached", "chheavy")


def left():
    for mark in MARKS:
        yield left_by(LEFT, mark, Crawl(mark, ("--set", "CHROME_DELAY_AFTER_LOAD=2.2"), concurrency=1))


def passwords():
    url = PAGES.replace("//", "//user:p%40ss@") + "/14/auth"

    def check(findings, outcome):
        snapshots = outcome.collection.snapshots
        if findings.must(len(snapshots) == 1, "one snapshot", outcome.said[-300:]):
            findings.must("secret area" in snapshots[0].dom, "'secret area'", snapshots[0].dom)
            images = [r.get("status") for r in snapshots[0].responses if r.get("url", "").endswith("/14/authimg")]
            findings.must(200 in images, "its picture too", images)
        for secret in ("p%40ss", "p@ss", "dXNlcjpwQHNz"):
            holding = outcome.collection.holds(secret.encode())
            findings.must(not holding, f"{secret} in no file", ", ".join(holding))
            findings.must(secret not in outcome.said, f"{secret} not to be printed")

    return Case(COOKIE, "user:password@ /14/auth", check, (url,), Crawl("auth"))


def cases():
    for some in (going_on, hung, slow, seen, embedded, odd):
        yield from some()
    yield passwords()
    yield from left()
