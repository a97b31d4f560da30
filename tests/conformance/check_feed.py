"""Atom feeds: well-formed (xmllint), read without complaint (feedparser), and quoting every sentence
(html5lib reads the content).

    check_feed.py MANIFEST | --self-test

canonical(text): runs of white space are single spaces, as HTML shows them.
"""
# needs: pip feedparser==6.0.14 html5lib==1.1
# needs: apt libxml2-utils

import json
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path

import feedparser
import html5lib

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z")
TAG = re.compile(r"tag:[^,/ ]+,\d{4}:[!-~]+\Z")
# What our own HTML is made of; anything else came out of a fact.
OURS = {"p", "strong", "small", "time", "hr", "br"}


def canonical(text):
    return " ".join(text.split())


def demand(holds, problem):
    if not holds:
        raise ValueError(problem)


def shape(root):
    """RFC 4287, section 4: what must be there, once, and in which form."""
    one = lambda parent, name: demand(len(parent.findall(ATOM + name)) == 1, f"not one {name}")
    demand(root.tag == ATOM + "feed", "no feed")
    demand(root.get("{http://www.w3.org/XML/1998/namespace}lang"), "no language")
    entries = root.findall(ATOM + "entry")
    for parent in [root, *entries]:
        for name in ["id", "title", "updated"]:
            one(parent, name)
        demand(TAG.match(parent.find(ATOM + "id").text), "an id that is no tag URI")
        demand(parent.find(ATOM + "title").text, "an empty title")
        for name in ["updated", "published"]:
            for moment in parent.findall(ATOM + name):
                demand(MOMENT.match(moment.text), f"{name} {moment.text}")
    one(root, "author")
    ids = [e.find(ATOM + "id").text for e in [root, *entries]]
    demand(len(set(ids)) == len(ids), "an id twice")
    for entry in entries:
        one(entry, "content")
        published, updated = (entry.find(ATOM + n).text for n in ["published", "updated"])
        demand(published <= updated, "updated before it was published")
    return entries


def told(content):
    """The text of the paragraphs, word by word: the newest first, each under its moment."""
    fragment = html5lib.parseFragment(content, treebuilder="etree", namespaceHTMLElements=False)
    words = []
    for element in fragment.iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            demand(element.tag in OURS, f"<{element.tag}> out of a fact")
            demand(set(element.attrib) <= {"datetime"}, "an attribute out of a fact")
        if element.tag == "br":
            element.tail = "\n" + (element.tail or "")
    for element in fragment:
        if element.tag != "p":
            continue
        if element.find("small") is not None:
            words.append([])
        else:
            words[-1].append(canonical("".join(element.itertext())))
    return words


def read(xml):
    """The entries of a feed, as XML and as feedparser reads them."""
    lint = subprocess.run(["xmllint", "--noout", "--nonet", "-"], input=xml.encode(), capture_output=True)
    demand(lint.returncode == 0, lint.stderr.decode()[:200])
    parsed = feedparser.parse(xml.encode(), sanitize_html=False, resolve_relative_uris=False)
    demand(not parsed.bozo, f"bozo: {parsed.get('bozo_exception')}")
    demand(parsed.version == "atom10", parsed.version)
    entries = shape(ET.fromstring(xml.encode()))
    demand(len(entries) == len(parsed.entries), "an entry that nobody reads")
    return entries, parsed


def check_site(feed):
    """A feed of a site: every entry has its page beside it, and its content is our HTML."""
    entries, parsed = read(feed.read_text(encoding="utf-8"))
    demand(entries, "no entry")
    base = "https://status.acme.example/"
    site = next(parent for parent in feed.parents if (parent / ".vocero-site").exists())
    for entry, content in zip(entries, (one.content[0].value for one in parsed.entries)):
        told(content)
        page = entry.find(ATOM + "link").get("href")
        demand(page.startswith(base) and (site / page.removeprefix(base)).is_file(), f"no page {page}")


def check(line):
    xml = line["payload"]
    entries, parsed = read(xml)
    demand(len(entries) == 1, "not one entry")
    demand(entries[0].find(ATOM + "id").text.endswith("/" + line["incident"]), "another incident's id")
    content = parsed.entries[0].content[0]
    demand(content.type == "text/html", content.type)
    demand(parsed.feed.get("language") or content.language, "no language")
    words = told(content.value)
    moments = re.findall(r'datetime="([^"]+)"', content.value)
    demand(moments == sorted(moments, reverse=True), "not the newest first")
    demand(len(moments) == len(words), "a moment without words")
    expected = [
        canonical(f"{p['label']}: {p['text']}" if p["label"] else p["text"]) for p in line["parts"]
    ]
    demand(words[0] == expected, f"not the parts: {words[0]} {expected}")
    return xml


def sample():
    parts = [
        {"name": "headline", "label": "", "text": "Investigating: a < b & <b>c</b>"},
        {"name": "workaround", "label": "Do", "text": "one\ntwo"},
    ]
    inner = (
        '<p><small><time datetime="2026-11-21T10:04:00Z">2026-11-21 10:04 UTC</time></small></p>'
        "<p><strong>Investigating: a &lt; b &amp; &lt;b&gt;c&lt;/b&gt;</strong></p>"
        "<p><strong>Do:</strong> one<br>two</p>"
    )
    escaped = inner.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    xml = (
        '<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">'
        "<id>tag:a.example,2026:feed/en</id><title>A</title><updated>2026-11-21T10:04:00Z</updated>"
        "<author><name>A</name></author><entry><id>tag:a.example,2026:incident/en/i-1</id><title>T</title>"
        "<published>2026-11-21T10:04:00Z</published><updated>2026-11-21T10:04:00Z</updated>"
        f'<content type="html">{escaped}</content></entry></feed>'
    )
    return {"payload": xml, "parts": parts, "incident": "i-1"}


CORRUPTIONS = [
    lambda x: x.replace("</entry>", ""),
    lambda x: x.replace("<title>T", "<title>\x1bT"),
    lambda x: x.replace("10:04:00Z</updated><author>", "10:04</updated><author>"),
    lambda x: x.replace("<id>tag:a.example,2026:feed/en</id>", ""),
    lambda x: x.replace(":feed/en", ":incident/en/i-1"),
    lambda x: x.replace("&amp;lt;b&amp;gt;", "&lt;b&gt;"),
    lambda x: x.replace("&lt;p&gt;&lt;strong&gt;Do", "&lt;p onclick=x&gt;&lt;strong&gt;Do"),
    lambda x: x.replace("one&lt;br&gt;two", "one"),
    lambda x: x.replace(' xml:lang="en"', ""),
    lambda x: x.replace("<published>2026", "<published>2027"),
    lambda x: x.replace("incident/en/i-1", "incident/en/i-2"),
]


def self_test():
    check(sample())
    for number, corrupt in enumerate(CORRUPTIONS):
        line = sample()
        line["payload"] = corrupt(line["payload"])
        assert line["payload"] != sample()["payload"], number
        try:
            check(line)
        except (ValueError, ET.ParseError):
            continue
        sys.exit(f"check_feed: corruption {number} is not caught")
    print(f"check_feed: self-test ok, {len(CORRUPTIONS)} corruptions caught")


def main():
    if "--self-test" in sys.argv:
        return self_test()
    count, failures = 0, []
    for text in open(sys.argv[1], encoding="utf-8"):
        line = json.loads(text)
        if line.get("service") != "atom" or line.get("error"):
            continue
        count += 1
        try:
            check(line)
        except (ValueError, ET.ParseError) as error:
            failures.append(f"{line['case']} {line['locale']}: {error}")
    for feed in sorted(Path(sys.argv[1]).parent.glob("sites/**/feed.atom")):
        count += 1
        try:
            check_site(feed)
        except (ValueError, ET.ParseError) as error:
            failures.append(f"{feed}: {error}")
    print(f"check_feed: {count} feeds, {len(failures)} failures")
    for failure in failures[:40]:
        print(f"  {failure[:400]}")
    sys.exit(1 if failures or not count else 0)


main()
