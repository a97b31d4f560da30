"""Writes the payloads that the checks of this folder read.

    generate.py OUT --vocero BIN [--count N] [--seed S] [--longest BYTES]

For every example of the project, after each of its public entries, for every feared text and a very
long one in every field, and for N hostile and extreme incidents, asks vocero for every channel, service and locale (`render --payload --json`) and writes
OUT/manifest.jsonl: one line a payload, the object that vocero printed with two keys more, `case`
(the name) and `facts` (what was put into the log). OUT/sites has the status site of every example in
every locale, and one of many hostile incidents. The incidents are written into logs directly, so
that facts may hold what the command line would refuse.
"""

import argparse
import datetime
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tomllib
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

TEXTS = [
    "title", "impact", "scope", "workaround", "third_party", "action", "outcome", "harm", "do_now",
    "offer",
]
# Every channel that has a service of its own, and two whose messages go by mail and chat as well.
CHANNELS = [
    "status-page", "email", "slack", "teams", "discord", "sms", "social", "feed", "calendar", "webhook",
    "partners", "team",
]
LOCALES = ["en", "es", "pt", "fr", "de"]

# What no field may ever be more than text.
HOSTILE = [
    "plain words, as most people write them",
    "".join(chr(c) for c in range(33, 127)),
    "\x00\x01\x08\x1b[31mred\x1b[0m\x7f\x9b bell \x07",
    "bidi \u202eevil\u202c \u2066iso\u2069 \u200f mark",
    "zero\u200bwidth \u200djoin \ufeffbom soft\u00adhyphen word\u2060joiner",
    "line one\nline two\r\nline three\rline four\u2028five\u2029six",
    "<script>alert(1)</script><b>bold</b><!-- no --> &amp; &lt; &#39; <img src=x onerror=a()>",
    "<!channel> <!here> <@U123> <!subteam^S1> <#C1> <https://evil.example|click>",
    "@everyone @here <@123456789012345678> <@&1> <#1> <t:0:F> </cmd:1> <id:home>",
    "{{DATE(2026-11-21T11:00:00Z,SHORT)}} {{TIME(2026-11-21T11:00:00Z)}} <at>Ana</at>",
    "{{ title }} {% raw %} {# no #} ${HOME} $(id) `id` %s %n {0} #{x} <%= 1 %>",
    "{{< track \"2026-01-01\" >}} {{% notice %}} {{</* x */>}}",
    "# heading\n- item\n+ item\n* item\n1. one\n2) two\n> quote\n```\ncode\n```\n---\n===\n    indented",
    "**bold** _it_ ~~gone~~ ||spoiler|| `code` [link](https://evil.example) ![i](x) <https://x.example>",
    "*bold* _it_ ~gone~ `code` :smile: > quote",
    "Subject\r\nBcc: victim@example.com\r\n\r\nbody =?utf-8?q?x?= =20 =\n.",
    "---\ntitle: no\n... !!python/object:x *a &a - : # % @ no yes null 1.0 0x1 ~",
    "]]> <![CDATA[ x ]]> <?xml version='1.0'?> <!DOCTYPE x> &ent;",
    "BEGIN:VEVENT\r\nSUMMARY:x\nEND:VEVENT; a,b;c:d\\n\\, \"q\"",
    "https://evil.example/a_b*c?x=1&y=2 www.example.com status.example.com ana@example.com tel:+34",
    "👨‍👩‍👧‍👦 👍🏽 🇪🇸 1️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ❤️",
    "שלום עולם مرحبا بالعالم نص من اليمين",
    "e\u0301 n\u0303 Z\u0351\u036b\u0343a\u0300\u0301\u0302lgo ﷽ ﬁ Ⅷ 𝕏 日本語 ไทย हिन्दी",
    "“quotes” ‘single’ «guillemets» — – … • · º ª € £ ¥ ½ ×",
    "' OR 1=1; -- \" \\ \\\\ \\n \\u0000 / // /* */ %0a %00 \\x00",
    "a" * 400,
    "long words and more of them, so that there is not room for everything; " * 6,
    "\u00a0no\u202fbreak\u3000spaces\u2003here\t tab  two  ",
    "#hashtag $CASH @user@mastodon.example @bsky.example at://did:plc:x",
    "null", "true", "-", ".", "0", "’", "é", "😀",
]


def toml_text(text):
    """A basic string on one line."""
    out = []
    for c in text:
        if c in '"\\':
            out.append("\\" + c)
        elif ord(c) < 32 or 0x7F <= ord(c) < 0xA0:
            out.append(f"\\u{ord(c):04X}")
        else:
            out.append(c)
    return '"' + "".join(out) + '"'


def hostile(rng, longest):
    """One text to be feared."""
    pick = rng.random()
    if pick < 0.6:
        return rng.choice(HOSTILE)
    if pick < 0.8:
        return " ".join(rng.sample(HOSTILE, 2))
    if pick < 0.97:
        classes = [(32, 126), (0xA1, 0x17F), (0x300, 0x36F), (0x600, 0x6FF), (0x2000, 0x206F),
                   (0x2190, 0x27BF), (0x1F300, 0x1F64F)]
        low, high = rng.choice(classes)
        return "".join(chr(rng.randint(low, high)) for _ in range(rng.randint(1, 120)))
    return rng.choice(HOSTILE) * rng.randint(1, max(1, longest // 60))


class Log:
    """A log that is being written, with a clock of its own."""

    def __init__(self, rng):
        self.rng = rng
        self.at = datetime.datetime(2026, 11, 21, 9, 0, tzinfo=datetime.UTC)
        self.lines = ["format = 1"]

    def entry(self, incident, kind, fields):
        self.at += datetime.timedelta(minutes=self.rng.randint(1, 60))
        millis = int(self.at.timestamp() * 1000)
        number = (millis << 80) | (7 << 76) | (self.rng.getrandbits(12) << 64) | (2 << 62) | self.rng.getrandbits(62)
        self.lines += ["", "[[entry]]", f'id = "{uuid.UUID(int=number)}"', f"at = {self.stamp()}",
                       'by = "ana"', f'incident = "{incident}"', f'kind = "{kind}"']
        self.lines += [f"{key} = {value}" for key, value in fields]

    def stamp(self, minutes=0):
        return (self.at + datetime.timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")


def hostile_case(number, seed, folder):
    """A log with one incident of one to four public entries, and its configuration."""
    rng = random.Random(f"{seed}-{number}")
    log = Log(rng)
    planned = rng.random() < 0.25
    facts = {}

    def said(names):
        fields = []
        for name in names:
            text = hostile(rng, 2000 if name != "title" else 60)
            facts[name] = text
            fields.append((name, toml_text(text)))
        return fields

    states = (["scheduled", "in-progress", "verifying", "completed"] if planned
              else ["investigating", "identified", "monitoring", "resolved"])
    last = rng.randint(0, 3)
    words = [("locale", '"en"'), ("severity", toml_text(rng.choice(["minor", "major", "critical"]))),
             ("state", toml_text(states[0]))]
    if planned:
        words.append(("type", '"maintenance"'))
    elif rng.random() < 0.2:
        words.append(("type", '"security"'))
    few = rng.sample(TEXTS[1:6] + ["do_now", "harm"], rng.randint(0, 7))
    words += said(["title", "impact"] + [name for name in few if name != "impact"])
    start = log.stamp(-30) if not planned else log.stamp(3000)
    words.append(("started", start))
    if planned:
        words += [("estimate", log.stamp(3120)), ("confirmed_by", '"luis"')]
    for _ in range(rng.randint(0, 3)):
        name = hostile(rng, 60)[:120]
        status = rng.choice(["operational", "degraded-performance", "partial-outage", "major-outage",
                             "under-maintenance"])
        facts.setdefault("components", []).append(name)
        words.append((f"components.{toml_text(name)}", toml_text(status)))
    words = list({key: (key, value) for key, value in words}.values())
    if rng.random() < 0.8:
        words.append(("next_update", log.stamp(30)))
    if rng.random() < 0.3:
        words.append(("data", toml_text(rng.choice(["none", "delayed", "lost", "exposed", "unknown"]))))
    incident = "2026-11-21-case"
    log.entry(incident, "declared", words)
    for step in range(1, last + 1):
        over = step == 3
        words = [("state", toml_text(states[step]))]
        words += said(rng.sample(TEXTS[1:], rng.randint(0, 4)))
        if over:
            words.append(("ended", log.stamp()))
        log.entry(incident, "resolved" if over else "updated", words)
    (folder / "incidents.toml").write_text("\n".join(log.lines) + "\n", encoding="utf-8")
    company = rng.choice(["Acme", "Acme & Sons <x>", "Ñandú, S.L.", "名前"])
    configure(folder, company, rng.choice(["UTC", "Europe/Madrid", "America/Sao_Paulo"]),
              rng.choice(["formal", "informal"]), facts.get("components", []))
    return facts, rng.sample(LOCALES, 2)


def single_case(number, field, text, folder):
    """A log in which one field holds one text, said where that field is said, and nothing else is odd."""
    rng = random.Random(f"single-{number}")
    log = Log(rng)
    own = [(field, toml_text(text))] if field in TEXTS else []
    if field == "components":
        own = [(f"components.{toml_text(text)}", '"major-outage"')]
    first = [("locale", '"en"'), ("title", '"Cards fail"'), ("severity", '"major"'), ("state", '"investigating"'),
             ("impact", '"You cannot pay by card."'), ("next_update", log.stamp(90))]
    ends = field in ("outcome", "harm", "offer")
    words = [] if ends else own
    log.entry("2026-11-21-case", "declared", list(dict(first + words).items()))
    if ends:
        end = [("state", '"resolved"'), ("ended", log.stamp())] + own
        end += [("confirmed_by", '"luis"')] if field == "offer" else []
        log.entry("2026-11-21-case", "resolved", end)
    (folder / "incidents.toml").write_text("\n".join(log.lines) + "\n", encoding="utf-8")
    company = text[:100].splitlines()[0] if field == "company" and text.strip() else "Acme"
    company = "".join(c for c in company if ord(c) >= 32 and not 0x7F <= ord(c) < 0xA0 and c not in "\u202e\u202c\u2066\u2069")
    configure(folder, company or "Acme", "UTC", "formal", [text] if field == "components" else [])
    return {field: text}, [LOCALES[number % len(LOCALES)]]


def single_cases(out, longest):
    """Every feared text, and a very long one, in every field."""
    large = "many words and more of them; " * (longest // 29)
    number = 0
    for field in [*TEXTS, "components", "company"]:
        for text in HOSTILE + ([large] if field in TEXTS else []):
            folder = out / "single" / f"{number:04}"
            folder.mkdir(parents=True, exist_ok=True)
            facts, locales = single_case(number, field, text, folder)
            yield f"single-{field}-{number:04}", folder, facts, locales, []
            number += 1


def configure(folder, company, zone, address, components):
    """A configuration in which every service finds what it needs."""
    ids = "".join(f"{toml_text(name)} = {toml_text(str(1000 + i))}\n"
                  for i, name in enumerate(dict.fromkeys(components)))
    pages = ["statuspage", "openstatus", "cachet", "incident-io", "better-stack", "pagerduty"]
    tables = "".join(f'[service.{page}]\npage = "P1234"\n[service.{page}.components]\n{ids}' for page in pages)
    words = {
        "states": ["investigating", "identified", "monitoring", "resolved", "scheduled", "in-progress",
                   "verifying", "completed"],
        "severities": ["minor", "major", "critical"],
        "statuses": ["operational", "degraded-performance", "partial-outage", "major-outage",
                     "under-maintenance"],
    }
    for table, names in words.items():
        tables += f"[service.pagerduty.{table}]\n" + "".join(f'{n} = "P{n[:6].upper()}"\n' for n in names)
    channels = ", ".join(toml_text(channel) for channel in CHANNELS)
    text = f"""channels = [{channels}]
company = {toml_text(company)}
status_url = "https://status.acme.example"
feedback_url = "https://status.acme.example/feedback"
zone = "{zone}"
address = "{address}"
{tables}
[service.mail]
from = "Acme status <status@acme.example>"
to = ["Customers <customers@acme.example>"]
reply_to = "help@acme.example"
list_id = "status.acme.example"
unsubscribe = ["https://status.acme.example/unsubscribe", "mailto:stop@acme.example"]
[service.mail.recipients]
partners = ["Partners <partners@acme.example>"]
support = ["Support <support@acme.example>"]
executives = ["Executives <executives@acme.example>"]
team = ["Team <team@acme.example>"]
[service.calendar]
organizer = "Acme NOC <noc@acme.example>"
"""
    (folder / "vocero.toml").write_text(text, encoding="utf-8")


def components_of(log):
    """Every component that a log names."""
    names = []
    for entry in tomllib.loads(log)["entry"]:
        names += entry.get("components", {})
    return names


def example_cases(root, out):
    """Every example, as it stood after each of its public entries."""
    for example in sorted(p for p in (root / "examples").iterdir() if p.is_dir()):
        log = (example / "incidents.toml").read_text(encoding="utf-8")
        folder = out / "examples" / example.name
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "incidents.toml").write_text(log, encoding="utf-8")
        configure(folder, "Acme", "Europe/Madrid", "formal", components_of(log))
        for place, entry in enumerate(tomllib.loads(log)["entry"]):
            if entry["kind"] not in ("noted", "drafted", "measured"):
                name = f"{example.name}-{place}"
                yield name, folder, entry, LOCALES, ["--entry", entry["id"], entry["incident"]]


# Names of incidents that must not become paths or markup.
ODD_IDS = ["../../odd", "<script>alert(1)</script>", "A B", "con", "%2e%2e%2f", "日本", "x" * 300, "-", "\"'"]


def hostile_site(out, most):
    """One log of many hostile incidents, as somebody may have merged it by hand, and its configuration."""
    logs = sorted((out / "hostile").glob("*/incidents.toml"))[:most]
    logs += sorted((out / "single").glob("*/incidents.toml"))[::max(1, 400 // most)]
    lines = ["format = 1"]
    for number, log in enumerate(logs):
        name = ODD_IDS[number] if number < len(ODD_IDS) else f"case-{number}"
        text = log.read_text(encoding="utf-8").split("\n", 1)[1]
        if len(text) < 20_000:
            lines.append(text.replace('incident = "2026-11-21-case"', f"incident = {toml_text(name)}"))
    folder = out / "hostile-site"
    folder.mkdir(exist_ok=True)
    (folder / "incidents.toml").write_text("\n".join(lines), encoding="utf-8")
    configure(folder, "</title><script>alert(1)</script> {{ 7*7 }}", "Europe/Madrid", "informal", [])
    return folder / "incidents.toml"


def sites(press, out):
    """The sites of every example and of hostile incidents; returns what went wrong."""
    shutil.rmtree(out / "sites", ignore_errors=True)
    wrong = []
    for folder in sorted((out / "examples").iterdir()):
        wrong += press.site(folder.name, folder / "incidents.toml", LOCALES)
    return wrong + press.site("hostile", hostile_site(out, 100), ["en", "de"])


class Press:
    """Runs vocero without anything of the caller's environment."""

    def __init__(self, vocero, out):
        self.vocero, self.out = vocero, out
        self.services = self.list_services()

    def run(self, folder, args):
        env = {"HOME": str(self.out), "PATH": os.environ["PATH"], "VOCERO_NOW": "2026-11-22T12:00:00Z"}
        command = [self.vocero, "--log", str(folder / "incidents.toml"), "render", "--payload", "--json", *args]
        return subprocess.run(command, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)

    def site(self, name, log, locales):
        """Writes a status site; returns what went wrong."""
        env = {"HOME": str(self.out), "PATH": os.environ["PATH"], "VOCERO_NOW": "2026-11-22T12:00:00Z"}
        args = [flag for locale in locales for flag in ("--locale", locale)]
        command = [self.vocero, "--log", str(log), "site", str(self.out / "sites" / name), "-q", *args]
        for run in ["first", "second"]:
            done = subprocess.run(command, env=env, capture_output=True, text=True, stdin=subprocess.DEVNULL)
            if done.returncode:
                return [f"site {name}: exit {done.returncode}: {done.stderr.strip()[:300]}"]
        return [f"site {name}: written twice, it is another one"] if done.stdout.strip() else []

    def list_services(self):
        """The services, as the error about an unknown one lists them."""
        (self.out / "incidents.toml").write_text(
            'format = 1\n\n[[entry]]\nid = "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e10"\nat = 2026-11-21T10:00:00Z\n'
            'incident = "x"\nkind = "declared"\ntitle = "X"\nseverity = "minor"\nstate = "investigating"\n')
        error = self.run(self.out, ["--service", "?"]).stderr
        return [word for word in error.split("use ", 1)[1].split("\n")[0].replace("`", "").replace(" or ", " ").replace(",", " ").split()
                if word not in ("text", "webhook")]

    def payloads(self, case):
        """The payloads of a case, what was too long for a service and said so, and what went wrong."""
        _, folder, _, locales, more = case
        args = [flag for locale in locales for flag in ("--locale", locale)]
        every = [flag for service in self.services for flag in ("--service", service)]
        own = self.run(folder, args + ["--channel", "webhook"] + more)
        done = self.run(folder, args + every + more)
        if done.returncode == own.returncode == 0:
            return case, json.loads(done.stdout) + json.loads(own.stdout), 0, []
        payloads, too_long, wrong = [], 0, []
        # One service refuses: all or nothing holds for what is asked for at once, so ask for each.
        for service in [*self.services, "webhook"]:
            only = ["--channel", "webhook"] if service == "webhook" else []
            done = self.run(folder, args + only + ["--service", service] + more)
            if done.returncode == 0:
                payloads += json.loads(done.stdout)
            elif re.search(r"\d+ more than the \d+ it may have", done.stderr) and done.returncode == 2:
                too_long += 1
            elif "is for planned work" not in done.stderr:
                wrong.append(f"{service}: exit {done.returncode}: {done.stderr.strip()[:300]}")
        return case, payloads, too_long, wrong


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--vocero", required=True)
    parser.add_argument("--count", type=int, default=500)
    parser.add_argument("--seed", default="1")
    # Longer than any service but a feed and a mail takes; a record of the log may have a mebibyte.
    parser.add_argument("--longest", type=int, default=40_000, help="bytes of the longest text")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    press = Press(args.vocero, args.out)
    root = Path(__file__).resolve().parents[2]
    cases = list(example_cases(root, args.out)) + list(single_cases(args.out, args.longest))
    for number in range(args.count):
        folder = args.out / "hostile" / f"{number:04}"
        folder.mkdir(parents=True, exist_ok=True)
        facts, locales = hostile_case(number, args.seed, folder)
        cases.append((f"hostile-{number:04}", folder, facts, locales, []))
    failed, written, too_long = [], 0, 0
    with open(args.out / "manifest.jsonl", "w", encoding="utf-8") as manifest:
        with ThreadPoolExecutor(2) as pool:
            for case, payloads, refused, wrong in pool.map(press.payloads, cases):
                too_long += refused
                failed += [f"{case[0]}: {line}" for line in wrong]
                facts = json.loads(json.dumps(case[2], default=str))
                for payload in payloads:
                    line = dict(payload, case=case[0], facts=facts)
                    manifest.write(json.dumps(line, ensure_ascii=False) + "\n")
                written += len(payloads)
    failed += sites(press, args.out)
    print(f"{written} payloads of {len(cases)} cases and {len(press.services)} services; "
          f"{too_long} longer than a service takes, and said so; {len(failed)} wrong")
    for line in failed[:20]:
        print("  " + line)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
