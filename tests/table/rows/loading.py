"""Pages that hang, that go on by themselves, that are slow."""

from ..case import HOSTILE, PAGES, page
from ..documents import Document, one_document

# The limit for one page, CHROME_PAGELOAD_TIMEOUT. "Well before three full limits" is taken as two.
LIMIT = 60

HUNG = "a resource that hangs"


def whole_article(title, *texts):
    def check(findings, snapshot):
        findings.must(not snapshot.page_error, "no error page", snapshot.page_error)
        for text in texts:
            findings.must(text in snapshot.dom, f"{text!r} in the DOM", snapshot.dom or snapshot.said("dom"))
            findings.must(text in snapshot.pdf, f"{text!r} in the PDF", snapshot.pdf or snapshot.said("pdf"))
        findings.must(snapshot.saved_title == title, f"the title {title!r}", snapshot.saved_title or snapshot.said("title"))
        findings.must(snapshot.ink() > 500, "a screenshot with text", f"{snapshot.ink()} dark pixels")
        failed = [plugin for plugin in snapshot.results if snapshot.status(plugin) not in ("succeeded", "noresults", "skipped")]
        findings.must(not failed, "a result of every plugin", "; ".join(f"{plugin}: {snapshot.said(plugin)}" for plugin in failed))
        findings.must(snapshot.tells("/09/never", *snapshot.results), "the address that hung, in the facts or a result", snapshot.facts)
        findings.must(snapshot.tells("partial|incomplete|missing|hung|gave up|given up|left out"), "in the facts that it is partial", snapshot.facts)
        took = snapshot.seconds("chrome_navigate")
        findings.must(took < 2 * LIMIT, f"less than {2 * LIMIT} s for loading", f"{took:.0f} s in {snapshot.tries('chrome_navigate')} tries")

    return check


def hung():
    article = ("Whole article", "all the text of it")
    yield page(HUNG, "/31/jsend", whole_article("hung script at end", *article))
    yield page(HUNG, "/31/defer", whole_article("hung defer", *article))
    yield page(HUNG, "/35/csshead", whole_article("dead css + inline script", *article))
    yield page(HUNG, "/09/hungjs", whole_article("hung js", "text before", "text after hung js"))


GOING_ON = "goes on by itself"


def pixels(colour, least):
    return lambda snapshot: snapshot.colours.get(colour, 0) >= least


def short_and_without(*colours):
    return lambda snapshot: snapshot.picture.height <= 4000 and not any(snapshot.colours.get(colour) for colour in colours)


def taller(height):
    return lambda snapshot: snapshot.picture.height >= height


STRIPE, RED = (221, 221, 238), (255, 0, 0)
PAGE_B = Document("B", PAGES + "/37/b", "B page", "page B", "page B", short_and_without(STRIPE))
ERR500 = Document("/err500", HOSTILE + "/err500", "oops 500", "500 ERR", "500 ERR", short_and_without())
SECOND = Document("/second", HOSTILE + "/second", "SECOND PAGE", "SECOND PAGE", "SECOND PAGE", pixels(RED, 100))


def first(name, text, picture, heading=None):
    return Document("the first page", HOSTILE + name, "FIRST PAGE", text, heading or text, picture)


def of_one(*documents):
    return lambda findings, snapshot: one_document(findings, snapshot, *documents)


def going_on():
    for name in ("/44/t1600", "/44/t2000"):
        yield page(GOING_ON, name, of_one(Document("A", PAGES + name, "A long page", "page A", "page A", taller(40000)), PAGE_B))
    yield page(GOING_ON, "/37/js8", of_one(Document("A", PAGES + "/37/js8", "A page", "page A", "page A", pixels(STRIPE, 100_000)), PAGE_B))
    name = "/heavylate?d=3000&to=/err500"
    yield page(GOING_ON, name, of_one(first(name, "FIRST HEAVY", taller(50000)), ERR500))
    # Nothing listens on port 1, so the page is the only one that can be had.
    name = "/heavyrefresh?d=4&to=http://127.0.0.1:1/"
    yield page(GOING_ON, name, of_one(first(name, "FIRST HEAVY", taller(50000))))
    yield page(GOING_ON, "/late", of_one(first("/late", "FIRST PAGE", short_and_without(RED), "FIRST PAGE 2500 /second"), SECOND))
    yield page(GOING_ON, "/refresh", of_one(first("/refresh", "FIRST", short_and_without(RED)), SECOND))


BLANK = "leaves for a blank page"


def blank(name, title):
    """An error page like others, or the document before it."""
    document = Document("the page", HOSTILE + name, title, "REAL", "REAL", lambda snapshot: snapshot.ink() > 200)

    def check(findings, snapshot):
        findings.must(snapshot.page_error or snapshot.final_url == document.url, "the document before it, or an error page", f"{snapshot.final_url}, {snapshot.facts.get('navigation')}")
        if not snapshot.page_error:
            one_document(findings, snapshot, document)
        else:
            findings.note(f"an error page: {snapshot.page_error}")

    return page(BLANK, name, check)


def blanks():
    yield blank("/toblank", "to blank")
    yield blank("/toblob", "to blob")
    yield blank("/todata", "to data")


FONT = "a font that hangs"


def painted(text):
    def check(findings, snapshot):
        findings.must(snapshot.succeeded("screenshot"), "a screenshot", snapshot.said("screenshot"))
        findings.must(snapshot.ink() > 500, "painted text in the screenshot", f"{snapshot.ink()} dark pixels")
        findings.must(text in snapshot.dom, f"{text!r} in the DOM", snapshot.dom)
        findings.must(text in snapshot.pdf, f"{text!r} in the PDF", snapshot.pdf)

    return check


def fonts():
    yield page(FONT, "/31/hungfont", painted("Text in hung font"))
    yield page(FONT, "/30/slowfont", painted("invisible while the font loads"))


SLOW = "still under way"


def awaited(address, right, expected):
    """What was under way is there; or, beyond a bound, the snapshot names what was not waited for."""

    def check(findings, snapshot):
        if right(snapshot):
            return
        # That it was asked for stands in `responses` in any case.
        told = snapshot.tells(address, "dom", "title", "screenshot", "pdf")
        if told:
            findings.note(f"not waited for, and told: {told}")
        else:
            findings.must(False, f"{expected}, or word of {address}", f"title {snapshot.saved_title!r}, text {snapshot.dom!r}, {snapshot.facts}")

    return check


def arrived(title, text):
    return lambda snapshot: snapshot.saved_title == title and text in snapshot.dom and "spinner" not in snapshot.dom and text in snapshot.pdf


def slow():
    real = "the real content"
    yield page(SLOW, "/30/slowfetch", awaited("/30/d/json", arrived(real, real), f"the title and text {real!r}"))
    yield page(SLOW, "/30/slowimg", awaited("/30/d/img", pixels((0, 140, 0), 19000), "the green picture in the screenshot"))
    yield page(SLOW, "/30/slowjs", awaited("/30/d/js", arrived("the real title", real), "the title 'the real title' and text 'the real content'"))
    yield page(SLOW, "/30/slowxhr2", awaited("/30/d2/json", arrived(real, real), f"the title and text {real!r}"))


def cases():
    for some in (hung, going_on, blanks, fonts, slow):
        yield from some()
