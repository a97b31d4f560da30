"""What the checks of chats and mails share: reading manifests, complaining, and corrupting payloads to
see that it is noticed.

    check_NAME.py [MANIFEST] [--self-test]

Without MANIFEST, the one that `generate.py` wrote into `$VOCERO_CONFORMANCE/payloads` is read.
"""

import argparse
import copy
import json
import os
import re
import sys
from pathlib import Path

DRIVING = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LINKS = ["https://status.acme.example", "https://status.acme.example/feedback"]


def visible(text):
    """What drives a terminal or turns text around is shown as `\\u{1b}`; line ends stay."""
    return DRIVING.sub(lambda m: "\\u{%x}" % ord(m[0]), text)


def words(text):
    """A text with every white space a single space."""
    return " ".join(text.split())


def utf16(text):
    return len(text.encode("utf-16-le")) // 2


def hold(condition, complaint):
    if not condition:
        raise AssertionError(complaint)


def read(path, services):
    with open(path, encoding="utf-8") as lines:
        return [line for line in map(json.loads, lines) if line["service"] in services]


def complaints(check, lines):
    found = []
    for line in lines:
        try:
            check(line)
        except Exception as error:  # a validator may raise anything
            place = f"{line['case']} {line['channel']} {line['service']} {line['locale']}"
            found.append(f"{place}: {type(error).__name__}: {str(error)[:300]}")
    return found


def corrupted(check, lines, corruptions, most=25):
    """Corrupts payloads: a corruption is (name, service, change), where `change` gets a copy of the line
    and its payload, decoded if it is JSON, and returns the new payload, or None if it does not apply."""
    missed, tried = [], 0
    for name, service, change in corruptions:
        applied = 0
        for line in (line for line in lines if line["service"] == service):
            bad = copy.deepcopy(line)
            whole = bad["payload"]
            changed = change(bad, json.loads(whole) if whole.startswith("{") else whole)
            if changed is None:
                continue
            bad["payload"] = changed if isinstance(changed, str) else json.dumps(changed, ensure_ascii=False)
            applied += 1
            if not complaints(check, [bad]):
                missed.append(f"{name} in {line['case']} {line['channel']} {line['locale']} was not caught")
            if applied == most:
                break
        tried += applied
        if not applied:
            missed.append(f"{name}: no payload to try it on")
    return tried, missed


def run(name, services, check, corruptions, whole=None):
    parser = argparse.ArgumentParser()
    parser.add_argument("manifest", nargs="?", type=Path)
    parser.add_argument("--self-test", action="store_true")
    args = parser.parse_args()
    folder = Path(os.environ.get("VOCERO_CONFORMANCE", "."))
    lines = read(args.manifest or folder / "payloads" / "manifest.jsonl", services)
    if args.self_test:
        tried, failures = corrupted(check, lines, corruptions)
        print(f"{name}: {tried} corrupted payloads of {len(corruptions)} kinds, {len(failures)} not caught")
    else:
        failures = complaints(check, lines)
        more = ""
        if whole:
            more, found = whole(lines)
            failures += found
        if not lines:
            failures.append("there is no payload to check")
        print(f"{name}: {len(lines)} payloads, {len(failures)} wrong{more}")
    for failure in failures[:40]:
        print("  " + failure)
    sys.exit(1 if failures else 0)
