"""Statuspage payloads against the generated client of its public API, and what that client misses.

    check_statuspage.py MANIFEST [--self-test]

The client checks the words of states and the required name. It does not check lengths, component
states, unknown keys, moments or the shape of metadata; those are checked here. Round trip: the body
is read by two Markdown parsers, and every part must come back exactly.
"""
# venv: own
# needs: pip atlassian-statuspage==1.0.2 commonmark==0.9.2 markdown-it-py==4.3.0

import json
import re

import pages
from atlassian_statuspage.models import patch_pages_page_id_incidents_incident as patch
from atlassian_statuspage.models import post_pages_page_id_incidents_incident as post

STATES = {"operational", "under_maintenance", "degraded_performance", "partial_outage", "major_outage"}
PLANNED = {"scheduled", "in_progress", "verifying", "completed"}
URL = re.compile(r"^https://api\.statuspage\.io/v1/pages/[A-Za-z0-9%._~-]+/incidents(/\{incident_id\})?$")


def check(line):
    told = json.loads(line["payload"])
    pages.hold(list(told) == ["incident"], f"unexpected keys {list(told)}")
    incident = told["incident"]
    request = line["request"]
    pages.hold(URL.match(request["url"]), request["url"])
    opens = request["method"] == "POST"
    pages.hold(opens != request["url"].endswith("{incident_id}"), "the method does not fit the URL")
    pages.hold(opens or request["method"] == "PATCH", request["method"])
    model = (post.PostPagesPageIdIncidentsIncident if opens else patch.PatchPagesPageIdIncidentsIncident)
    unknown = set(incident) - set(model.swagger_types)
    pages.hold(not unknown, f"the API knows no {unknown}")
    values = {k: v for k, v in incident.items() if k != "components"}
    model(**values)
    pages.hold(incident["status"] != "postmortem", "postmortem cannot be written")
    for key, kind in model.swagger_types.items():
        if key in incident and kind in ("str", "bool"):
            pages.hold(type(incident[key]).__name__ == kind, f"{key} is not a {kind}")
        if key in incident and kind == "datetime":
            pages.stamped(incident[key])
    pages.hold(1 <= len(incident["name"]) <= 255, "the name is too long")
    pages.hold("\n" not in incident["name"], "the name has several lines")
    pages.hold(1 <= len(incident["body"]) <= 25000, "the body is too long")
    pages.hold("deliver_notifications" in incident, "who is notified is left to the default")
    states = incident.get("components", {})
    pages.hold(all(state in STATES for state in states.values()), f"component states {states}")
    pages.hold(set(states) <= set(incident.get("component_ids", [])), "a state without its id")
    if incident.get("backfilled"):
        pages.hold(not states and "component_ids" not in incident, "backfilled with components")
        pages.stamped(incident["backfill_date"])
        pages.hold(not incident["deliver_notifications"], "history notifies")
    pages.hold(("scheduled_for" in incident) <= (incident["status"] in PLANNED), "a schedule without planned work")
    pages.hold((incident["impact_override"] == "maintenance") == (incident["status"] in PLANNED), "the impact")
    if incident["status"] == "scheduled":
        pages.hold(not states, "work that has not begun changes components")
    pages.hold(all(isinstance(v, dict) for v in incident["metadata"].values()), "metadata holds no objects")
    title = line["facts"].get("title")
    if isinstance(title, str) and line["case"].startswith("hostile"):
        pages.hold(incident["name"] == pages.on_one_line(title.strip()), "the name is not the title")
    pages.hold(incident["body"] == line["body"], "the body is not the message")
    pages.round_trip(incident["body"], line["parts"])


def put(key, value):
    def change(_, told):
        told["incident"][key] = value
        return told
    return change


def added(text):
    def change(line, told):
        told["incident"]["body"] += text
        line["body"] = told["incident"]["body"]
        return told
    return change


def without(key):
    def change(_, told):
        return told if told["incident"].pop(key, None) is not None else False
    return change


def backfilled_with_components(_, told):
    if "component_ids" not in told["incident"]:
        return False
    told["incident"].update(backfilled=True, backfill_date="2026-11-21T09:58:00Z", deliver_notifications=False)
    return told


CORRUPTIONS = [
    ("a long name", None, put("name", "x" * 256)),
    ("a name of two lines", None, put("name", "a\nb")),
    ("no name", None, without("name")),
    ("a long body", None, put("body", "x" * 25001)),
    ("a status of reading only", None, put("status", "postmortem")),
    ("an unknown status", None, put("status", "fixed")),
    ("an unknown impact", None, put("impact_override", "severe")),
    ("an unknown component state", None, put("components", {"x": "full_outage"})),
    ("an unknown key", None, put("colour", "red")),
    ("flat metadata", None, put("metadata", {"vocero": "x"})),
    ("no word on notifications", None, without("deliver_notifications")),
    ("backfilled components", None, backfilled_with_components),
    ("a moment without a zone", None, put("scheduled_for", "2026-11-21 10:00")),
    ("a word less", None, put("body", "Nothing.")),
    ("a fact as a link", None, added(" [x](https://evil.example)")),
    ("a fact as a heading", None, added("\n\n# x")),
    ("a fact as HTML", None, added("\n\n<b>x</b>")),
]

if __name__ == "__main__":
    pages.run("statuspage", ["statuspage"], check, CORRUPTIONS)
