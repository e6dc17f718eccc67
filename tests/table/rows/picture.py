"""What a person sees: print versions, sections that appear on scrolling, pages that scroll in themselves."""

import pathlib
import subprocess
import tempfile

from ..case import page
from ..png import Picture

PRINT = "prints otherwise than it shows"


def untouched(title, text, *foreign):
    """Everything is of the version on the screen; nothing of what the page does on printing is anywhere."""

    def check(findings, snapshot):
        for plugin in ("title", "dom", "pdf", "screenshot"):
            findings.must(snapshot.succeeded(plugin), f"{plugin} to succeed", snapshot.said(plugin))
        findings.must(snapshot.saved_title == title, f"the title {title!r}", snapshot.saved_title)
        findings.must(snapshot.title == title, f"the snapshot's title {title!r}", snapshot.title)
        findings.must(snapshot.final_url == snapshot.url, f"final_url {snapshot.url}", snapshot.final_url)
        findings.must(text in snapshot.pdf or snapshot.tells("print", "pdf"), f"{text!r} in the PDF, or word of why not", snapshot.pdf)
        for place, seen in (("DOM", snapshot.dom), ("accessibility tree", snapshot.spoken)):
            findings.must(text in seen, f"{text!r} in the {place}", seen)
            for other in foreign:
                findings.must(other not in seen, f"no {other!r} in the {place}", seen)
        findings.must(not any("/32/subscribe" in move["to"] for move in snapshot.lines_of("redirects", "redirects.jsonl")), "no redirect that printing caused")

    return check


def printing():
    yield page(PRINT, "/01/js", untouched("beforeprint", "Article heading", "no printing"))
    yield page(PRINT, "/32/title", untouched("My article", "Article", "print"))
    yield page(PRINT, "/32/nav", untouched("My article", "Article", "Subscribe"))
    yield page(PRINT, "/32/titleback", untouched("My article", "Article", "print"))
    yield page(PRINT, "/beforeprint", untouched("SCREEN TITLE", "SCREEN", "PRINTED"))
    yield page(PRINT, "/bpafter", untouched("SCREEN TITLE", "SCREEN", "PRINTED", "RESTORED"))


REVEAL = "appears on scrolling"
BLUE = (153, 204, 255)


def revealed(more=None):
    """All 12 blocks of 600 pixels have their full colour, in the picture and in print."""

    def check(findings, snapshot):
        if findings.must(snapshot.picture, "a screenshot", snapshot.said("screenshot")):
            column = snapshot.picture.column(1200)
            full = sum(near(colour, BLUE) for colour in column)
            findings.must(full >= 12 * 600 * 0.99, "12 blocks of 600 pixels in full colour in the screenshot", f"{full} of {len(column)} lines are")
        shown, drawn = print_colour(snapshot, BLUE)
        findings.must(drawn and shown >= 0.9 * drawn, "blocks in full colour in the PDF", f"{shown} of {drawn} coloured pixels are")
        missing = [i for i in range(12) if f"block {i}" not in snapshot.pdf]
        findings.must(not missing, "blocks 0 to 11 in the PDF", f"all but {missing}")
        if more:
            more(findings, snapshot)

    return check


def near(colour, other):
    return max(abs(a - b) for a, b in zip(colour, other)) <= 3


def print_colour(snapshot, colour):
    """Of the pixels of the printed pages that are not white or black, how many have a colour; and how many there are."""
    pdf = snapshot.file("pdf", "output.pdf")
    if not pdf:
        return 0, 0
    shown = drawn = 0
    with tempfile.TemporaryDirectory() as directory:
        subprocess.run(["pdftoppm", "-r", "20", "-png", pdf, f"{directory}/page"], check=True, stderr=subprocess.DEVNULL)
        for path in sorted(pathlib.Path(directory).glob("*.png")):
            for seen, number in Picture(path).counts().items():
                if max(seen) - min(seen) > 12:
                    drawn += number
                    shown += number if near(seen, colour) else 0
    return shown, drawn


def lazy_and_hidden(findings, snapshot):
    findings.must(snapshot.colours.get((0, 140, 0), 0) >= 19000, "the lazy green picture in the screenshot", f"{snapshot.colours.get((0, 140, 0), 0)} green pixels")
    findings.must("content-visibility text" in snapshot.pdf, "'content-visibility text' in the PDF", snapshot.pdf)


def reveals():
    for name in ("/33/aos", "/33/once900", "/33/once400"):
        yield page(REVEAL, name, revealed())
    yield page(REVEAL, "/06/reveal", revealed(lazy_and_hidden))


SCROLLER = "scrolls in itself"
SAYS_SO = "scroll|beyond|first screen|only|lack|part of|not all|cut"


def whole_scroller(rows, times=1, green=False):
    """All rows of the main scroller, and its last line; or the result says that they are not there."""

    def check(findings, snapshot):
        if findings.must(snapshot.picture, "a screenshot", snapshot.said("screenshot")):
            stripes = sum(near(colour, (221, 221, 238)) for colour in snapshot.picture.column(1200))
            wanted = rows // 2 * 100 * times
            whole = stripes >= wanted * 0.99 and snapshot.picture.height > rows * 100 * times and (not green or snapshot.colours.get((0, 140, 0), 0) >= 19000)
            findings.must(whole or snapshot.tells(SAYS_SO, "screenshot"), f"{rows * times} rows in the screenshot, or word of it", f"{stripes} of {wanted} lines of stripes, {snapshot.said('screenshot')}")
            if not whole and snapshot.tells(SAYS_SO, "screenshot"):
                findings.note(f"the screenshot says so: {snapshot.said('screenshot')}")
        missing = [i for i in range(rows) if snapshot.pdf.count(f"row {i} of {rows}") < times]
        whole = not missing and "LASTLINE" in snapshot.pdf
        findings.must(whole or snapshot.tells(SAYS_SO, "pdf"), "all rows and LASTLINE in the PDF, or word of it", f"{len(missing)} rows missing, {snapshot.said('pdf')}")
        if not whole and snapshot.tells(SAYS_SO, "pdf"):
            findings.note(f"the PDF says so: {snapshot.said('pdf')}")

    return check


def scrollers():
    yield page(SCROLLER, "/02/inner", whole_scroller(30, times=2, green=True))
    yield page(SCROLLER, "/36/bodyscroll", whole_scroller(60))
    yield page(SCROLLER, "/01/app", whole_scroller(60))


LOST = "the print version has lost the text"


def not_blank(*texts):
    def check(findings, snapshot):
        findings.must(snapshot.succeeded("pdf"), "a PDF", snapshot.said("pdf"))
        for text in texts:
            findings.must(text in snapshot.pdf, f"{text!r} in the PDF", snapshot.pdf or "no text")
        findings.must(snapshot.tells("screen|print", "pdf"), "word of it in the PDF's result", snapshot.said("pdf"))

    return check


def lost():
    yield page(LOST, "/01/hide", not_blank("Body text that print css hides", "important words"))
    yield page(LOST, "/01/main", not_blank("Article heading", "important words"))


def cases():
    for some in (printing, reveals, scrollers, lost):
        yield from some()
