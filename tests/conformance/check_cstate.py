"""cState files: YAML front matter, Markdown, and a real Hugo that builds a site of all of them.

    check_cstate.py MANIFEST [--self-test]

python-frontmatter reads the front matter (PyYAML), yamllint holds it to its rules (long lines are
allowed: a title is one line), and every string in it must be quoted. Hugo then builds two sites whose
layouts use the front matter as cState's do: one with its own defaults, one without the typographer.

Round trip: each part of the newest word comes back exactly from the file (two Markdown parsers) and
from the page that Hugo made without its typographer (html5lib). With it, Hugo shows straight
quotes, apostrophes and three dots as typographic ones, so both sides are compared without them. The
title and the names of components come back exactly from both sites. Older words must be those of
earlier files of the same incident, letter by letter.
"""
# needs: pip python-frontmatter==1.3.0 yamllint==1.38.0 html5lib==1.1 commonmark==0.9.2 markdown-it-py==4.3.0
# needs: apt hugo

import datetime
import json
import re
import subprocess
import tempfile
from pathlib import Path

import frontmatter
import html5lib
import pages
import yaml
from yamllint import linter
from yamllint.config import YamlLintConfig

TRACK = re.compile(r'\n\n\{\{< track "(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)" >\}\}\n', re.M)
RULES = YamlLintConfig("extends: default\nrules: {line-length: disable, quoted-strings: {required: true}}")
INCIDENT = {"title", "date", "resolved", "resolvedWhen", "severity", "affected", "section"}
PLANNED = {"title", "date", "informational", "pin", "section"}

SITE = {
    "config.yml": """baseURL: https://status.acme.example/
title: Status
buildFuture: true
taxonomies: {affected: affected}
preserveTaxonomyNames: true
disableKinds: [RSS, sitemap, "404"]
""",
    "layouts/_default/list.html": "{{ range .Pages }}<p>{{ .Title }}</p>{{ end }}",
    "layouts/index.html": """{{ $issues := where .Site.RegularPages "Params.section" "issue" }}
{{ range where $issues "Params.resolved" "=" false }}<p>{{ .Params.severity }}</p>{{ end }}""",
    # Dates are subtracted as cState does it.
    "layouts/_default/single.html": """<!DOCTYPE html><title>x</title><h1>{{ .Title }}</h1>
{{ range .Params.Affected }}<h2>{{ . }}</h2>{{ end }}
{{ if .Params.Resolved }}{{ $t := time .Params.ResolvedWhen }}<h3>{{ sub $t.Unix .Date.Unix }}</h3>{{ end }}
<main>{{ .Content }}</main>""",
    "layouts/shortcodes/track.html": '<p class="faded">{{ dateFormat "02 Jan 2006 15:04" (.Get 0) }}</p>',
}
PLAIN = "markup: {goldmark: {extensions: {typographer: false}}}\n"


def words_of(payload):
    """The words of a file, newest first, as (Markdown, moment)."""
    body = payload.split("\n---\n", 1)[1]
    pieces = TRACK.split(body)
    pages.hold(pieces[-1] == "", f"after the last word stands {pieces[-1][:80]!r}")
    words = list(zip((piece.strip("\n") for piece in pieces[:-1:2]), pieces[1::2]))
    pages.hold(words, "there is no word")
    return words


def check(line):
    payload = line["payload"]
    pages.hold(line["media_type"] == "text/markdown; charset=utf-8" and line["file"].endswith(".md"), "the kind of file")
    pages.hold(line["request"] is None, "a file is sent to nobody")
    pages.hold(payload.startswith("---\n") and payload.endswith(">}}\n"), "the frame of the file")
    front = payload[4:].split("\n---\n", 1)[0] + "\n"
    problems = [str(p) for p in linter.run("---\n" + front, RULES)]
    pages.hold(not problems, "; ".join(problems[:3]))
    told = frontmatter.loads(payload).metadata
    pages.hold(told["section"] == "issue", "the section")
    planned = "informational" in told
    if planned:
        pages.hold(set(told) == PLANNED and told["informational"] is True, f"keys {set(told)}")
        pages.hold(isinstance(told["pin"], bool), "pin")
    else:
        pages.hold(set(told) == INCIDENT - (set() if told["resolved"] else {"resolvedWhen"}), f"keys {set(told)}")
        pages.hold(told["resolved"] in (True, False), "resolved")
        pages.hold(told["severity"] in ("down", "disrupted", "notice"), told["severity"])
        pages.hold(all(isinstance(name, str) and name for name in told["affected"]), f"{told['affected']}")
        pages.hold(len(set(told["affected"])) == len(told["affected"]), "a component twice")
    for key in ("date", "resolvedWhen"):
        if key in told:
            pages.hold(isinstance(told[key], datetime.datetime) and told[key].utcoffset() == datetime.timedelta(), key)
    if told.get("resolved"):
        pages.hold(told["resolvedWhen"] >= told["date"], "it ended before it began")
    title = line["facts"].get("title")
    pages.hold(isinstance(told["title"], str) and told["title"] and "\n" not in told["title"], "the title")
    if isinstance(title, str) and line["case"].startswith("hostile"):
        pages.hold(told["title"] == pages.on_one_line(title.strip()), "the title is not the fact")
    words = words_of(payload)
    moments = [moment for _, moment in words]
    pages.hold(moments == sorted(moments, reverse=True), "the words are not newest first")
    body = payload.split("\n---\n", 1)[1]
    pages.hold(len(re.findall(r"\{\{[<%]", body)) == len(words), "a fact is a shortcode")
    pages.round_trip(words[0][0], line["parts"])
    for word, _ in words[1:]:
        pages.paragraphs_of_commonmark(word)
        pages.paragraphs_of_markdown_it(word)


def incident(line):
    """The log, the incident and the language, which files of one incident share."""
    return line["case"].rsplit("-", 1)[0], line["incident"], line["locale"]


def histories(lines):
    """Older words are those of earlier files."""
    # Of other incidents the manifest holds the newest word alone.
    lines = [line for line in lines if not line["case"].startswith(("hostile", "single"))]
    newest = {}
    for line in lines:
        newest.setdefault(incident(line), set()).add(words_of(line["payload"])[0])
    failures = []
    for line in lines:
        older = words_of(line["payload"])[1:]
        strange = [word for word in older if word not in newest[incident(line)]]
        if strange:
            failures.append(f"{line['case']} {line['locale']}: nobody said {strange[0]}")
    return failures


def shown(page):
    """What Hugo shows of a file: title, components, and the paragraphs of its newest word."""
    tree = html5lib.parse(page, treebuilder="etree", namespaceHTMLElements=False)
    paragraphs = []
    for element in tree.find(".//main"):
        if element.get("class") == "faded":
            break
        pages.hold(element.tag == "p", f"Hugo made <{element.tag}>")
        for inner in element.iter():
            pages.hold(inner.tag in ("p", "strong", "a"), f"Hugo made <{inner.tag}>")
            pages.hold(inner.tag != "a" or "".join(inner.itertext()) in inner.get("href"), "a link hides where it leads")
        paragraphs.append("".join(element.itertext()))
    text = lambda tag: ["".join(e.itertext()) for e in tree.iter(tag)]
    return text("h1"), text("h2"), paragraphs


def same(text):
    """Text without what Hugo's typographer changes."""
    for plain, typographic in [("'", "‘’"), ('"', "“”"), ("...", "…")]:
        for c in typographic:
            text = text.replace(c, plain)
    return text


def hugo(lines):
    """Builds the sites; returns what is wrong with their pages."""
    failures = []
    for typographer in (True, False):
        with tempfile.TemporaryDirectory() as folder:
            site = Path(folder)
            for name, text in SITE.items():
                (site / name).parent.mkdir(parents=True, exist_ok=True)
                (site / name).write_text(text + ("" if typographer or name != "config.yml" else PLAIN))
            (site / "content/issues").mkdir(parents=True)
            for number, line in enumerate(lines):
                (site / f"content/issues/{number}.md").write_text(line["payload"], encoding="utf-8")
            built = subprocess.run(["hugo", "--quiet", "--source", folder], capture_output=True, text=True)
            if built.returncode or built.stdout.strip() or built.stderr.strip():
                return [f"hugo: {(built.stdout + built.stderr)[:600]}"]
            for number, line in enumerate(lines):
                page = (site / f"public/issues/{number}/index.html").read_text(encoding="utf-8")
                place = f"{line['case']} {line['locale']} typographer {typographer}"
                try:
                    compare(line, shown(page), same if typographer else lambda text: text)
                except Exception as error:
                    failures.append(f"{place}: {str(error)[:400]}")
    return failures


def compare(line, page, canonical):
    title, components, paragraphs = page
    told = yaml.safe_load(line["payload"][4:].split("\n---\n", 1)[0])
    pages.hold(title == [told["title"]], f"the title became {title}")
    pages.hold(components == told.get("affected", []), f"the components became {components}")
    wanted = [canonical(bold + plain) for bold, plain in pages.expected_paragraphs(line["parts"])]
    got = [canonical(paragraph) for paragraph in paragraphs]
    pages.hold(got == wanted, f"Hugo shows {[p for p in zip(got, wanted) if p[0] != p[1]][:1]}")


def whole(lines):
    return histories(lines) + hugo(lines)


def swap(old, new, count=1):
    def change(_, payload):
        return payload.replace(old, new, count) if old in payload else False
    return change


def front(pattern, new):
    def change(_, payload):
        changed = re.sub(pattern, new, payload, count=1, flags=re.M)
        return changed if changed != payload else False
    return change


CORRUPTIONS = [
    ("a title without quotes", None, front(r'^title: "(\w.*)"$', r"title: \1")),
    ("a severity of nobody", None, swap('severity: "', 'severity: "very ')),
    ("a severity without quotes", None, front(r'^severity: "(.*)"$', r"severity: \1")),
    ("resolved as text", None, front(r"^resolved: (\w+)$", r'resolved: "\1"')),
    ("a moment without a zone", None, front(r"^date: (.*)Z$", r"date: \1")),
    ("resolved without a moment", None, front(r"^resolvedWhen: .*\n", "")),
    ("a key of nobody", None, swap("section:", 'colour: "red"\nsection:')),
    ("a component without quotes", None, front(r'^  - "(\w.*)"$', r"  - \1")),
    ("a shortcode", None, swap("\n\n{{< track", "\n\n{{< figure >}}\n\n{{< track")),
    ("a shortcode of the other kind", None, swap("\n\n{{< track", " {{% x %}}\n\n{{< track")),
    ("a word less", None, front(r"\n---\n\n.*\n\n", "\n---\n\n")),
    ("a link", None, swap("\n\n{{< track", " [x](https://evil.example)\n\n{{< track")),
    ("HTML", None, swap("\n\n{{< track", "\n\n<b>x</b>\n\n{{< track")),
    ("a track without a moment", None, front(r'\{\{< track ".*"', '{{< track ""')),
]


def self_test_of_hugo(lines):
    """Hugo must catch what only Hugo can see."""
    missed = []
    sample = lines[:5]
    for name, old, new in [
        ("a definition list", "\n\n{{< track", "\n\nx\n: y\n\n{{< track"),
        ("a long dash", "\n\n{{< track", " x--y\n\n{{< track"),
        ("a shortcode that does not exist", "\n\n{{< track", "\n\n{{< nothing >}}\n\n{{< track"),
        ("an end that is no moment", "\nresolved: false\n", "\nresolved: true\nresolvedWhen: \"x\"\n"),
    ]:
        bad = [json.loads(json.dumps(line)) for line in sample if old in line["payload"]]
        for line in bad:
            line["payload"] = line["payload"].replace(old, new, 1)
        if not bad or not hugo(bad):
            missed.append(f"{name} was not caught by hugo")
    return missed


if __name__ == "__main__":
    import sys

    if "--self-test" in sys.argv:
        manifest = [arg for arg in sys.argv[1:] if not arg.startswith("-")]
        missed = self_test_of_hugo(pages.read(manifest[0], ["cstate"]))
        print(f"cstate: hugo itself, {len(missed)} of 4 kinds not caught")
        for failure in missed:
            print("  " + failure)
        if missed:
            sys.exit(1)
    pages.run("cstate", ["cstate"], check, CORRUPTIONS, whole)
