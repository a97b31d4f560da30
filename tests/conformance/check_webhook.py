"""Webhooks: valid against the published JSON Schema, whose own form is checked too, and saying exactly
what the message says.

    check_webhook.py MANIFEST | --self-test

canonical(text) is the text itself: every character comes back.
"""
# needs: pip jsonschema==4.26.0 rfc3339-validator==0.1.4

import copy
import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "templates/schemas/webhook-1.json").read_text("utf-8")
)
Draft202012Validator.check_schema(SCHEMA)


def closed(schema):
    """The schema without room for what it does not describe: a field more is a fault of ours."""
    schema = copy.deepcopy(schema)
    rooms = [schema]
    while rooms:
        room = rooms.pop()
        if "properties" in room:
            room["additionalProperties"] = False
            rooms += room["properties"].values()
        if "items" in room:
            rooms.append(room["items"])
    return schema


VALIDATOR = Draft202012Validator(closed(SCHEMA), format_checker=Draft202012Validator.FORMAT_CHECKER)


def demand(holds, problem):
    if not holds:
        raise ValueError(problem)


def check(line):
    document = json.loads(line["payload"])
    error = next(VALIDATOR.iter_errors(document), None)
    demand(error is None, f"{error.json_path}: {error.message}" if error else "")
    for key in ["incident", "entry", "channel", "locale", "audience", "subject", "body", "parts"]:
        demand(document[key] == line.get(key), f"{key} differs: {document[key]!r}, {line.get(key)!r}")
    moments = [m for m in document["moments"].values() if m]
    demand(all(m.endswith("Z") for m in moments), "a moment that is not in UTC")
    demand(document["moments"]["first_said"] <= document["moments"]["said"], "said before the first")
    demand((document["place"] == 0) <= (document["moments"]["first_said"] == document["moments"]["said"]), "place")


SAMPLE = {
    "version": 1, "incident": "i", "entry": "0193501e-7a3c-7d52-8f0a-2f4c1b7a9e01", "place": 0,
    "phase": "first-word", "type": "incident", "severity": "major", "state": "investigating",
    "title": "T", "components": [{"name": "C", "status": "partial-outage"}], "data": None,
    "moments": {
        "said": "2026-11-21T10:04:00Z", "first_said": "2026-11-21T10:04:00Z", "started": None,
        "ended": None, "next_update": None, "estimate": None, "follow_up": None, "recorded_late": None,
    },
    "company": None, "status_url": None, "channel": "webhook", "audience": "customers", "locale": "en",
    "subject": None, "body": "B", "markup": "plain",
    "parts": [{"name": "headline", "label": "", "text": "B"}],
}

CORRUPTIONS = [
    lambda d: d.update(version=2),
    lambda d: d.pop("severity"),
    lambda d: d.update(more=1),
    lambda d: d["moments"].update(said="yesterday"),
    lambda d: d["moments"].update(said="2026-11-21T11:04:00+01:00"),
    lambda d: d["components"][0].update(status="partial_outage"),
    lambda d: d["parts"][0].update(text="b"),
    lambda d: d.update(body="B "),
    lambda d: d.update(audience="everybody"),
    lambda d: d.update(state="postmortem"),
    lambda d: d.update(locale="english"),
    lambda d: d.update(place=-1),
]


def self_test():
    line = lambda d: {**SAMPLE, "payload": json.dumps(d)}
    check(line(SAMPLE))
    for number, corrupt in enumerate(CORRUPTIONS):
        document = copy.deepcopy(SAMPLE)
        corrupt(document)
        try:
            check(line(document))
        except ValueError:
            continue
        sys.exit(f"check_webhook: corruption {number} is not caught")
    print(f"check_webhook: self-test ok, {len(CORRUPTIONS)} corruptions caught")


def main():
    if "--self-test" in sys.argv:
        return self_test()
    count, failures = 0, []
    for text in open(sys.argv[1], encoding="utf-8"):
        line = json.loads(text)
        if line.get("service") != "webhook" or line.get("error"):
            continue
        count += 1
        try:
            check(line)
        except ValueError as error:
            failures.append(f"{line['case']} {line['channel']} {line['locale']}: {error}")
    print(f"check_webhook: {count} webhooks, {len(failures)} failures")
    for failure in failures[:40]:
        print(f"  {failure[:400]}")
    sys.exit(1 if failures or not count else 0)


main()
