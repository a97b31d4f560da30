"""What the checks of status pages share: reading manifests, canonical texts, and reading Markdown
back with parsers that nobody here wrote.

canonical(text): a part comes back exactly, letter by letter and line by line. Nothing is normalised
but white space at the ends of lines, which messages in Markdown drop (a no-break space included), and
what a format cannot hold; each check says what that is.
"""

import argparse
import copy
import json
import re
import sys

DRIVING = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LINE_BREAKS = re.compile("[ \n\r\t\x0b\x0c\x85\u2028\u2029]+")
LINE_END = re.compile(r"[^\S\n]+$", re.M)
STAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")


def visible(text):
    """What drives a terminal or turns text around is shown as `\\u{1b}`; line ends stay."""
    return DRIVING.sub(lambda m: m[0] if m[0] == "\n" else "\\u{%x}" % ord(m[0]), text)


def on_one_line(text):
    """A title: single spaces, on one line."""
    return visible(" ".join(word for word in LINE_BREAKS.split(text) if word))


def expected_paragraphs(parts):
    """The paragraphs of a message, as (bold words, words)."""
    for part in parts:
        text = LINE_END.sub("", part["text"])
        if part["name"] == "headline":
            yield text, ""
        elif part["label"]:
            yield part["label"] + ":", " " + text
        else:
            yield "", text


def paragraphs_of_commonmark(markdown):
    """The paragraphs that the reference parser (commonmark.py) sees; anything else is an error."""
    import commonmark

    found, bold, plain, strong = [], "", "", False
    for node, entering in commonmark.Parser().parse(markdown).walker():
        if node.t == "document":
            continue
        if node.t == "paragraph":
            if not entering:
                found.append((bold, plain))
            bold = plain = ""
        elif node.t == "strong":
            if entering and plain:
                raise AssertionError(f"bold words after {plain!r}")
            strong = entering
        elif node.t in ("text", "softbreak"):
            text = "\n" if node.t == "softbreak" else node.literal
            bold, plain = (bold + text, plain) if strong else (bold, plain + text)
        else:
            raise AssertionError(f"a fact became {node.t}: {node.literal!r}")
    return found


def paragraphs_of_markdown_it(markdown):
    """The same as markdown-it sees them, tables and strikethrough included."""
    from markdown_it import MarkdownIt

    found = []
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    for token in parser.parse(markdown):
        if token.type in ("paragraph_open", "paragraph_close"):
            continue
        if token.type != "inline":
            raise AssertionError(f"a fact became {token.type}")
        bold = plain = ""
        strong = False
        for child in token.children:
            if child.type in ("strong_open", "strong_close"):
                strong = child.type == "strong_open"
            elif child.type in ("text", "text_special", "softbreak"):
                text = "\n" if child.type == "softbreak" else child.content
                bold, plain = (bold + text, plain) if strong else (bold, plain + text)
            else:
                raise AssertionError(f"a fact became {child.type}: {child.content!r}")
        found.append((bold, plain))
    return found


def round_trip(markdown, parts):
    """Every part comes back from Markdown, in order and exactly, in two parsers."""
    wanted = list(expected_paragraphs(parts))
    for name, read in (("commonmark", paragraphs_of_commonmark), ("markdown-it", paragraphs_of_markdown_it)):
        got = read(markdown)
        if got != wanted:
            pairs = [(g, w) for g, w in zip(got + [None] * len(wanted), wanted) if g != w]
            raise AssertionError(f"{name} reads {pairs[:1]} (got, wanted), {len(got)} of {len(wanted)} paragraphs")


def read(path, services):
    """The payloads of some services, from a file of JSON lines."""
    with open(path, encoding="utf-8") as lines:
        every = [json.loads(line) for line in lines]
    return [line for line in every if line["service"] in services]


def hold(condition, complaint):
    """Complains unless the condition holds."""
    if not condition:
        raise AssertionError(complaint)


def stamped(value):
    hold(isinstance(value, str) and STAMP.match(value), f"{value!r} is no moment in UTC")


def complaints(check, lines):
    """What the check has to say of each payload that is wrong."""
    found = []
    for line in lines:
        try:
            check(line)
        except Exception as error:  # a validator may raise anything
            place = f"{line['case']} {line['service']} {line['locale']}"
            found.append(f"{place}: {type(error).__name__}: {str(error)[:300]}")
    return found


def caught(check, lines, corruptions):
    """Corrupts payloads; returns (how many were corrupted, the kinds that were not all caught).

    A corruption is (name, service, change): `change` gets a copy of the line and its decoded
    payload, and returns False if it does not apply.
    """
    missed, tried = [], 0
    for name, service, change in corruptions:
        applied = 0
        for line in lines:
            if service and line["service"] != service:
                continue
            bad = copy.deepcopy(line)
            decoded = json.loads(bad["payload"]) if bad["payload"].startswith("{") else bad["payload"]
            changed = change(bad, decoded)
            if changed is False:
                continue
            bad["payload"] = json.dumps(changed) if isinstance(changed, dict) else changed
            applied += 1
            if not complaints(check, [bad]):
                missed.append(f"{name} in {line['case']} {line['service']} was not caught")
                break
            if applied == 25:
                break
        tried += applied
        if not applied:
            missed.append(f"{name}: no payload to try it on")
    return tried, missed


def run(name, services, check, corruptions, whole=None):
    """The command line of a check: MANIFEST [--self-test]."""
    parser = argparse.ArgumentParser()
    parser.add_argument("manifest")
    parser.add_argument("--self-test", action="store_true")
    args = parser.parse_args()
    lines = read(args.manifest, services)
    if args.self_test:
        tried, failures = caught(check, lines, corruptions)
        print(f"{name}: {tried} corrupted payloads of {len(corruptions)} kinds, {len(failures)} not caught")
    else:
        failures = complaints(check, lines)
        if whole:
            failures += whole(lines)
        if not lines:
            failures.append("there is no payload to check")
        print(f"{name}: {len(lines)} payloads of {len(services)} services, {len(failures)} wrong")
    for failure in failures[:40]:
        print("  " + failure)
    sys.exit(1 if failures else 0)
