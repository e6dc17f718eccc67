"""Whether all results of a snapshot are of one document."""

import dataclasses
import re
import typing

# What Chrome says of a call that lost its page. A person can do nothing with it.
RAW = re.compile(r"-32\d{3}\b|execution context|cannot find (context|default)|inspected target|protocol error|session with given id|not attached to an active page", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Document:
    """One that may be shown at an address: where it is, and how it is told from the others."""

    name: str
    url: str
    title: str
    text: str  # to be read in its DOM, its PDF and its accessibility tree
    heading: str
    picture: typing.Callable  # of the snapshot's screenshot


def one_document(findings, snapshot, *documents):
    """All that succeeded is of the one document that the snapshot names, and what could not be had of it says why, in words for people."""
    named = [d for d in documents if d.url == snapshot.final_url]
    if snapshot.page_error and not any(snapshot.succeeded(plugin) for plugin in ("dom", "screenshot", "pdf", "title")):
        findings.note(f"an error page: {snapshot.page_error}")
        plain_words(findings, snapshot)
        return
    if not findings.must(named, f"final_url to be {' or '.join(d.url for d in documents)}", snapshot.final_url or f"none; page_error {snapshot.page_error}"):
        return
    document = named[0]
    for plugin, (seen, test) in results_of(snapshot).items():
        if not snapshot.succeeded(plugin):
            continue
        if not test(document):
            other = next((d.name for d in documents if test(d)), "none of its documents")
            findings.must(False, f"{plugin} of {document.name}", f"that of {other}: {seen}")
    if snapshot.title:
        findings.must(snapshot.title == document.title, f"the snapshot's title to be {document.title!r}", repr(snapshot.title))
    findings.must(snapshot.succeeded("dom") or snapshot.succeeded("screenshot"), "the DOM or the screenshot of the document", f"dom: {snapshot.said('dom')}, screenshot: {snapshot.said('screenshot')}")
    moves = snapshot.lines_of("redirects", "redirects.jsonl")
    if moves and snapshot.succeeded("redirects") and not re.search("held|stay|stopped|not followed", snapshot.said("redirects") + str(moves[-1])):
        findings.must(bare(moves[-1]["to"]) == bare(document.url), f"redirects that lead to {document.url}, or are told as held", moves[-1]["to"])
    plain_words(findings, snapshot)
    findings.note(document.name)


def bare(url):
    return url.split("#")[0]


def plain_words(findings, snapshot):
    for plugin in snapshot.results:
        if snapshot.status(plugin) == "failed":
            said = snapshot.said(plugin)
            findings.must(said and not RAW.search(said), f"{plugin} to say in plain words what could not be had", said or "nothing")


def results_of(snapshot):
    """Plugin -> what is seen of its result, and the test whether that is of a document."""
    headings = [h.get("text") for h in snapshot.json_of("seo", "seo.json").get("headings", [])]
    headers = snapshot.json_of("headers", "headers.json").get("url", "")
    size = f"{snapshot.picture.width} x {snapshot.picture.height}" if snapshot.picture else ""
    return {
        "title": (snapshot.saved_title, lambda d: snapshot.saved_title == d.title),
        "dom": (snapshot.dom, lambda d: d.text in snapshot.dom),
        "pdf": (snapshot.pdf, lambda d: d.text in snapshot.pdf),
        "screenshot": (size, lambda d: snapshot.picture is not None and d.picture(snapshot)),
        "seo": (headings, lambda d: d.heading in headings),
        "accessibility": (snapshot.spoken, lambda d: d.text in snapshot.spoken),
        "headers": (headers, lambda d: bare(headers) == bare(d.url)),
    }
