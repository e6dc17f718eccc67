"""Lists as people have them, and addresses with fragments."""

import re
import urllib.parse

from ..case import PAGES, Case, Crawl, page

FRAGMENT = "a fragment that was given"


def route(fragment):
    def check(findings, snapshot):
        findings.must(snapshot.saved_title == f"Route {fragment}", f"the title 'Route {fragment}'", snapshot.saved_title)
        findings.must(f"route {fragment}" in snapshot.dom, f"'route {fragment}' in the DOM", snapshot.dom)
        findings.must((snapshot.final_url or "").endswith(fragment), f"final_url with {fragment}", snapshot.final_url)

    return check


def fragments(file):
    def check(findings, outcome):
        lines = (outcome.lists / file).read_text().split()
        for url in lines:
            fragment = url[url.index("#") :] if "#" in url else ""
            snapshot = outcome.collection.of(url)
            # Chrome takes this one off before the page sees it; it names no other view.
            if ":~:" in fragment:
                fragment = ""
                if snapshot is None:
                    continue
            if findings.must(snapshot, f"a snapshot of {url}", [s.url for s in outcome.collection.snapshots]):
                route(fragment)(findings, snapshot) if fragment else findings.must(snapshot.saved_title.strip() == "Route", "the title 'Route'", snapshot.saved_title)
        unknown = [s.url for s in outcome.collection.snapshots if s.url not in lines]
        findings.must(not unknown, "only the addresses of the list", unknown)

    return Case(FRAGMENT, f"lists/{file}", check, crawl=Crawl(file, ("--plugins", "title,dom"), list=file))


LIST = "lists as people have them"
QUICK = ("--plugins", "title,dom", "--set", "RETRIES=0")
E = "http://127.0.0.1:8972/12/"

# For each line: the sets of addresses that may be taken from it. REFUSED: with its number and a message, and nothing is taken.
REFUSED = ()
SEPARATORS = {
    1: [[E + "tab1"]],
    2: [[E + "tab2"]],
    3: [[E + "sp2"]],
    # A comma or a bar may belong to an address, so both readings are there.
    4: [[E + "c1"], REFUSED],
    5: [[E + "cmt"]],
    6: [[E + "cmt2"]],
    7: [[E + "semi", E + "semi2"], REFUSED],
    8: [[E + "pipe"], REFUSED],
    9: [[E + "trail"]],
    10: [[E + "lead"]],
    11: [[E + "nbsp"], REFUSED],
    12: [[E + "zwsp"], REFUSED],
    13: [[E + "quote"], [E + "quote%22"], REFUSED],
    14: [[E + "nul"], REFUSED],
    15: [[E + "vt"], REFUSED],
    # A carriage return ends a line, so what follows may be counted as line 17.
    16: [[E + "cr", E + "cr2"]],
}
MARKDOWN = {
    2: [[E + "md1"], REFUSED],
    3: [[E + "md2"], REFUSED],
    4: [[E + "md3"], REFUSED],
    5: [[E + "md4"], REFUSED],
    6: [[E + "md5"], REFUSED],
    7: [[E + "md6"]],
    8: [[E + "md7"]],
    9: [[E + "wiki/APL_(programming_language)"]],
    10: [[E + "md8"], REFUSED],
    11: [[E + "two1", E + "two2"], REFUSED],
    12: [[E + "noscheme"], [E.replace("http", "https") + "noscheme"], REFUSED],
    13: [[E + "UPPER"]],
    # An address with spaces, or one with a title: both readings are there.
    14: [[E + "space"], [E + "space%20in%20path"], REFUSED],
    15: [[E + "pct%20ok?b=2&a=1"]],
    16: [[E + "pct"], [E + "pct%20ok?a=1&b=2"], REFUSED],
    17: [[E + "gbk?kw=%C3%C0%CE%C4"]],
    18: [[E + "bad%zz%u011f"], REFUSED],
    19: [[E + "colon?id=12925:mtbs&x=|y"], REFUSED],
    20: [[E + "%D9%86%D8%B4%D8%A7%D9%86%DB%8C%E2%80%8C%D9%86%DB%8C%D9%85"]],
    21: [[E + "dup"]],
    23: [[E + "dup/"]],
    24: [[E + "dup#a"]],
    25: [[E + "dup#b"]],
    26: [[E + "dup?"], REFUSED],
    27: [[E + "emptyport"], REFUSED],
    28: [["http://127.0.0.1:8971/12/shortip"], REFUSED],
    29: [["http://localhost.:8971/12/dot"], REFUSED],
    30: [[E + "b/c"]],
    31: [["http://127.0.0.1:8972//12/dblslash"], REFUSED],
    32: [[E + "back"], REFUSED],
    33: [["https://xn--mnchen-3ya.invalid/%C3%BC"], REFUSED],
    34: [REFUSED],
    35: [["https://www.example.invalid/"], REFUSED],
}


def line_by_line(file, lines, named=None):
    """Each line is taken as it was meant, or refused with its number. With `named`, the file may be refused as a whole instead, in such words."""

    def check(findings, outcome):
        taken = {s.url for s in outcome.collection.snapshots}
        if named and not taken and named_once(file, named, outcome):
            findings.must(outcome.exit != 0, "an exit code that tells of it", outcome.exit)
            findings.note("refused as a whole, once")
            return
        known, refused = set(), 0
        for number, choices in lines.items():
            possible = {url for choice in choices for url in choice}
            known |= possible
            here = taken & possible
            if not here and REFUSED in choices and refused_line(file, number, outcome.said):
                refused += 1
                continue
            expected = " or ".join(", ".join(choice) or "a refusal with its number" for choice in choices)
            findings.must(here and any(here == set(choice) for choice in choices), f"of line {number}: {expected}", ", ".join(here) or "nothing of it")
        findings.must(taken <= known, "no other address", ", ".join(sorted(taken - known)))
        findings.must(not refused or outcome.exit != 0, "an exit code that tells of refused lines", outcome.exit)
        # The server names in the title what it was asked for.
        for snapshot in outcome.collection.snapshots:
            if snapshot.saved_title.startswith("echo "):
                asked = urllib.parse.unquote(snapshot.saved_title[5:])
                meant = urllib.parse.unquote(snapshot.url.split("#")[0].split("/", 3)[3])
                findings.must(asked == "/" + meant, f"{snapshot.url} to be what was asked for", snapshot.saved_title)

    return Case(LIST, f"lists/{file}", check, crawl=Crawl(file, QUICK, list=file))


def refused_line(file, number, said):
    return any(file in line and re.search(rf"\blines?\b[^:]*\b{number}\b", line) for line in said.splitlines())


def complaints(file, outcome):
    """The lines that the program printed about a file."""
    return [line for line in outcome.said.splitlines() if re.search(rf"{re.escape(file)}\b", line) and "tacklebox list" not in line]


def named_once(file, named, outcome):
    told = complaints(file, outcome)
    # The name of the file says nothing of what the program has understood; nor does a line of it that is quoted because it is no address.
    return len(told) == 1 and "scheme is missing" not in told[0] and re.search(named, re.sub(rf"\S*{re.escape(file)}", "", told[0]), re.IGNORECASE) is not None


def other_format(file, named, *addresses):
    """The format is named, once; nothing but what the file's addresses are is taken."""

    def check(findings, outcome):
        taken = {s.url for s in outcome.collection.snapshots}
        findings.must(taken <= set(addresses), f"no address but {', '.join(addresses)}", ", ".join(sorted(taken - set(addresses))))
        if taken == set(addresses):
            findings.note("read")
            return
        findings.must(not taken, "all of its addresses or none", ", ".join(sorted(taken)))
        findings.must(named_once(file, named, outcome), f"one message that names the format ({named})", " | ".join(complaints(file, outcome)) or outcome.said[-200:])
        findings.must(outcome.exit != 0, "an exit code that tells of it", outcome.exit)

    return Case(LIST, f"lists/{file}", check, crawl=Crawl(file, QUICK, list=file))


def cases():
    yield page(FRAGMENT, "/10/hash#about", route("#about"))
    for file in ("frag.txt", "frag2.txt", "frag3.txt"):
        yield fragments(file)
    yield line_by_line("sep.txt", SEPARATORS)
    yield line_by_line("md.txt", MARKDOWN, "markdown")
    yield other_format("bm.html", "bookmark", E + "bm1?a=1&b=2", E + "bm2")
    yield other_format("pocket.csv", "csv|pocket|comma", E + "csv1", E + "csv2")
    yield other_format("l.json", "json", E + "js1", E + "js2")
    yield line_by_line("l.jsonl", {1: [[E + "jl1"]], 2: [[E + "jl2"], REFUSED], 3: [REFUSED]})
    yield other_format("feed.rss", "rss|feed", E + "rss1")
    u16 = "http://127.0.0.1:8971/12/"
    yield other_format("utf16.txt", "utf-?16", u16 + "u16a", u16 + "u16b")
