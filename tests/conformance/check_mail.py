"""Complete e-mails.

    check_mail.py [MANIFEST] [--self-test]

Every mail is read by Python's strict parser (any defect in it, in a header or in a part is an error) and by
PyPI mail-parser. They let three things pass, so these are looked at here: raw bytes outside ASCII, a line
end that is not CRLF, and lines longer than 76 characters in a body, 78 in a header, 998 anywhere. The
HTML is read by html5lib, which must find no error, and may hold nothing that runs or loads: no script,
form, frame, image, event handler or `url(…)`, and links only to our own pages.

Round trip: plain part, subject and the text of each part, label and fact, come back exactly from both
readers; in HTML, a line end is a `br`, and white space is compared as a reader sees it. canonical(text): what
drives a terminal shown as `\\u{1b}`, and code points that HTML forbids as U+FFFD.

Threads: the mails of each example in each channel and locale are one thread, and different ones
different threads, for notmuch, mu and threadweave; there is one subject in each.
"""
# needs: pip mail-parser==4.8.0 threadweave==0.1.0 html5lib==1.1
# needs: apt notmuch maildir-utils

import email
import email.policy
import json
import os
import re
import subprocess
import tempfile
import unicodedata
from collections import defaultdict
from pathlib import Path

import html5lib
import mailparser
import threadweave
from letters import LINKS, hold, run, visible, words

STRICT = email.policy.SMTP.clone(raise_on_defect=True)
ONCE = ["From", "Subject", "Date", "Message-ID", "In-Reply-To", "References", "Auto-Submitted",
        "Content-Language", "MIME-Version", "Content-Type"]
ALLOWED = set(ONCE) | {"To", "Reply-To", "List-Id", "List-Unsubscribe", "List-Unsubscribe-Post", "Importance"}
TAGS = {"html", "head", "meta", "title", "style", "body", "div", "h1", "p", "strong", "br", "a"}
ATTRIBUTES = {"lang", "charset", "name", "content", "style", "class", "dir", "href"}
FORBIDDEN = re.compile("[" + "".join(f"{chr((p << 16) | 0xFFFE)}{chr((p << 16) | 0xFFFF)}" for p in range(17))
                       + "\ufdd0-\ufdef]")


def parsed(payload):
    mail = email.message_from_bytes(payload.encode(), policy=STRICT)
    for part in mail.walk():
        hold(not part.defects, f"defects {part.defects}")
        for name, value in part.items():
            hold(not value.defects, f"{name}: {value.defects}")
    return mail


def nfc(text):
    return unicodedata.normalize("NFC", text)


def bytes_of(payload):
    hold(payload.isascii(), "not ASCII")
    hold(not re.search("[\r\n]", payload.replace("\r\n", "")), "a line end that is not CRLF")
    head, body = payload.split("\r\n\r\n", 1)
    # What has no space, such as an id, cannot be folded.
    values = {line: re.sub(r"^[\w-]+:", "", line).strip() for line in head.split("\r\n")}
    hold(all(len(line) <= 78 or " " not in value for line, value in values.items()), "a header not folded")
    hold(all(len(line) <= 76 for line in body.split("\r\n")), "a line of a body over 76")
    hold(all(len(line) <= 998 for line in head.split("\r\n")), "a line over 998")
    for line in re.findall(r"^.*=\?utf-8\?.*$", head, re.M | re.I):
        hold(len(line.rstrip("\r")) <= 76, "an encoded word on a line over 76")


def check(line):
    payload = line["payload"]
    hold(line["media_type"] == "message/rfc822" and line["file"].endswith(".eml"), "the kind of file")
    bytes_of(payload)
    mail = parsed(payload)
    for name in ONCE:
        hold(len(mail.get_all(name, [])) == 1, f"{name} is not there once")
    hold(set(mail.keys()) <= ALLOWED, f"headers {set(mail.keys()) - ALLOWED}")
    headers(line, mail)
    plain, html = mail.iter_parts()
    kinds = [(p.get_content_type(), p.get_content_charset(), p["Content-Transfer-Encoding"]) for p in (plain, html)]
    hold(kinds == [("text/plain", "utf-8", "quoted-printable"), ("text/html", "utf-8", "quoted-printable")], f"{kinds}")
    text = plain.get_content().replace("\r\n", "\n")
    body = visible(line["body"].rstrip())
    if line["channel"] in ("email", "executives"):
        hold(text == body + "\n", f"the plain part is not the body: {text[:80]!r}")
    at = 0
    for part in line["parts"]:
        at = text.find(visible(part["text"]), at)
        hold(at >= 0, f"{part['name']} is not in the plain part, in its place")
    document(line, mail["Subject"], html.get_content().replace("\r\n", "\n"))
    other = mailparser.parse_from_string(payload)
    hold(not other.defects, f"mail-parser: {other.defects}")
    # mail-parser composes what it reads (NFC).
    hold(nfc(words(other.subject)) == nfc(words(str(mail["Subject"]))), f"two readers: {other.subject!r}")
    hold(nfc(other.text_plain[0].replace("\r\n", "\n").rstrip()) == nfc(text.rstrip()), "two readers, two plain parts")


def headers(line, mail):
    hold(not re.search("[\x00-\x1f]", str(mail["Subject"])), "a control in the subject")
    if line["subject"] is not None and not str(mail["Subject"]).startswith("Re: "):
        hold(words(str(mail["Subject"])) == words(line["subject"]), f"the subject {mail['Subject']!r}")
    hold(str(mail["From"]) == "Acme status <status@acme.example>", "From")
    to = f"{line['audience'].capitalize()} <{line['audience']}@acme.example>"
    hold(str(mail["To"]) == to, "To")
    answers = "help@acme.example" if line["audience"] == "customers" else None
    hold((mail["Reply-To"] and str(mail["Reply-To"])) == answers, "Reply-To")
    hold(re.fullmatch(r"<[\w-]+\.[\w-]+\.[\w-]+@acme\.example>", mail["Message-ID"].strip()), "Message-ID")
    hold(line["entry"] in mail["Message-ID"] and mail["In-Reply-To"] == mail["References"], "the thread")
    hold(line["entry"] not in mail["References"], "the root is no mail")
    customers = line["audience"] == "customers"
    hold(("List-Id" in mail) == customers == ("List-Unsubscribe" in mail), "only customers are on the list")
    if customers:
        hold(mail["List-Id"].endswith("<status.acme.example>"), "List-Id")
        hold(mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click", "List-Unsubscribe-Post")
    hold(mail["Content-Language"] == line["locale"], "the language")
    boundary = mail.get_boundary()
    hold(boundary.startswith("=_") and line["payload"].count("--" + boundary) == 3, "the boundary")


def document(line, subject, html):
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(html)
    hold(not parser.errors, f"html5lib: {parser.errors[:2]}")
    hold(tree.get("lang") == line["locale"], "lang")
    hold(words(tree.find("head/title").text) == words(FORBIDDEN.sub("\ufffd", str(subject))), "the title")
    hold("url(" not in html and "@import" not in html, "something is loaded")
    for element in tree.iter():
        if not isinstance(element.tag, str):
            continue  # a comment
        hold(element.tag in TAGS, f"<{element.tag}>")
        hold(set(element.attrib) <= ATTRIBUTES, f"attributes {set(element.attrib) - ATTRIBUTES}")
        hold(element.tag == "a" or "href" not in element.attrib, "href")
        hold(element.tag != "a" or element.get("href") in LINKS and element.text == element.get("href"), "a link elsewhere")
        hold(element.tag != "meta" or "http-equiv" not in element.attrib, "meta")
    seen = []
    for block in (e for e in tree.iter() if e.tag in ("h1", "p")):
        text = ""
        for piece in block.iter():
            if piece.tag == "br":
                text += "\n"
            text += (piece.text or "").replace("\n", " ") if piece.tag != "br" else ""
            if piece is not block:
                text += (piece.tail or "").lstrip("\n") if piece.tag == "br" else (piece.tail or "")
        seen.append("\n".join(words(x) for x in text.split("\n")))
    wanted = []
    for part in line["parts"]:
        text = f"{part['label'].strip()}\n{part['text']}" if part["label"].strip() else part["text"]
        wanted.append("\n".join(words(x) for x in FORBIDDEN.sub("\ufffd", visible(text)).split("\n")))
    pairs = [pair for pair in zip(seen, wanted) if pair[0] != pair[1]]
    hold(not pairs and len(seen) == len(wanted), f"{pairs[:1]} (got, wanted), {len(seen)} of {len(wanted)}")


# --- threads ---

def threads(lines):
    groups = defaultdict(dict)
    for line in lines:
        if line["incident"] != "2026-11-21-case":  # that of all artificial ones
            mail = parsed(line["payload"])
            groups[line["incident"], line["channel"], line["locale"]][mail["Message-ID"].strip()] = (line, mail)
    wanted = sorted(sorted(group) for group in groups.values())
    found = []
    for key, group in groups.items():
        subjects = {re.sub("^Re: ", "", str(mail["Subject"])) for _, mail in group.values()}
        if len(subjects) != 1:
            found.append(f"{key}: subjects {subjects}")
    every = [mail for group in groups.values() for mail in group.values()]
    for name, threader in [("threadweave", weave), ("notmuch", notmuch), ("mu", mu)]:
        got = sorted(sorted(thread) for thread in threader(every))
        if got != wanted:
            found.append(f"{name} sees {len(got)} threads, not {len(wanted)}")
    return f"; {len(every)} mails in {len(wanted)} threads for three threaders", found


def weave(every):
    def ids(node):
        here = [f"<{node.message.message_id.strip('<>')}>"] if node.message else []
        return here + [one for child in node.children for one in ids(child)]

    messages = [threadweave.Message(message_id=str(m["Message-ID"]), in_reply_to=str(m["In-Reply-To"]),
                                    references=str(m["References"]).split(), subject=str(m["Subject"])) for _, m in every]
    return [ids(root) for root in threadweave.thread_messages(messages)]


def maildir(folder, every):
    for kind in ("cur", "new", "tmp"):
        (folder / "mail" / kind).mkdir(parents=True)
    for i, (line, _) in enumerate(every):
        (folder / "mail" / "cur" / f"{i}.x:2,S").write_bytes(line["payload"].encode())


def notmuch(every):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        maildir(folder, every)
        (folder / "config").write_text(f"[database]\npath={folder}/mail\n[user]\nname=x\nprimary_email=x@example.org\n")
        env = dict(os.environ, NOTMUCH_CONFIG=str(folder / "config"), HOME=name)
        subprocess.run(["notmuch", "new", "--quiet"], env=env, check=True, capture_output=True)
        out = ["notmuch", "search", "--format=json", "--output=threads", "*"]
        out = json.loads(subprocess.run(out, env=env, check=True, capture_output=True, text=True).stdout)
        result = []
        for thread in out:
            ids = ["notmuch", "search", "--format=json", "--output=messages", f"thread:{thread}"]
            ids = json.loads(subprocess.run(ids, env=env, check=True, capture_output=True, text=True).stdout)
            result.append([f"<{one}>" for one in ids])
        return result


def mu(every):
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        maildir(folder, every)
        home = ["--muhome", str(folder / "mu")]
        subprocess.run(["mu", "init", *home, "--maildir", str(folder / "mail")], check=True, capture_output=True)
        subprocess.run(["mu", "index", *home, "--quiet"], check=True, capture_output=True)
        left, result = {str(mail["Message-ID"]).strip() for _, mail in every}, []
        while left:
            one = min(left)
            find = ["mu", "find", *home, "--include-related", "--fields", "i", f"msgid:{one.strip('<>')}"]
            out = subprocess.run(find, check=True, capture_output=True, text=True).stdout
            result.append([f"<{line.strip()}>" for line in out.splitlines()])
            left -= {one, *result[-1]}
        return result


# --- corruptions ---

def change(old, new, count=1):
    return lambda _, payload: payload.replace(old, new, count) if old in payload else None


CORRUPTIONS = [
    ("a header injected", "mail", change("\r\nAuto-Submitted", "\r\nBcc: x@example.org\r\nAuto-Submitted")),
    ("a bare line end", "mail", change("\r\n", "\n")),
    ("raw UTF-8", "mail", change("Subject: ", "Subject: ñ")),
    ("a long line", "mail", change("</html>", "x" * 80 + "</html>")),
    ("no closing boundary", "mail", lambda _, p: re.sub(r"--(=_vocero_[\w-]+)--\r\n", "", p)),
    ("another thread", "mail", change("References: <", "References: <x")),
    ("no date", "mail", change("\r\nDate: ", "\r\nX-Date: ")),
    ("a script", "mail", change("</body>", "<script></script></body>")),
    ("an image", "mail", change("</body>", '<img src=3D"x"></body>')),
    ("an event", "mail", change("<body", '<body onload=3D"x"')),
    ("a remote style", "mail", change("</style>", "a {background: url(x)}</style>")),
    ("a link elsewhere", "mail", change('href=3D"https://status.acme', 'href=3D"https://evil')),
    ("an unclosed element", "mail", change("</h1>", "")),
    ("a part lost", "mail", lambda _, p: re.sub(r"<p .*?</p>", "", p, count=1, flags=re.S) if "<p " in p else None),
    ("another plain part", "mail", lambda line, p: p.replace("printable\r\n\r\n", "printable\r\n\r\nx", 1)
     if line["channel"] == "email" else None),
    ("another subject", "mail", lambda line, p: p.replace("Subject: ", "Subject: x ", 1)
     if "<title>" in p and "\r\n <title>" not in p else None),
    ("base64", "mail", change("quoted-printable", "base64")),
    ("an address broken", "mail", change("<status@acme.example>", "<status@@acme.example>")),
]

if __name__ == "__main__":
    run("check_mail", ["mail"], check, CORRUPTIONS, threads)
