"""Calendars: valid for vobject, without errors for icalendar, MAINTNOTE for circuit-maintenance-parser,
and byte by byte what RFC 5545 asks for and none of them looks at.

    check_calendar.py MANIFEST | --self-test

canonical(text): runs of white space are single spaces.
"""
# needs: pip circuit-maintenance-parser==2.12.0 vobject==0.9.9 icalendar==5.0.14
# venv: own

import json
import re
import sys

import icalendar
import vobject
from circuit_maintenance_parser import NotificationData, init_provider
from circuit_maintenance_parser.errors import ProviderError

ESCAPED = re.compile(r"(?:[^\\;,\x00-\x1f\x7f]|\\[\\;,n])*\Z")
HEAD = re.compile(r'([A-Z-]+)(?:;[A-Z-]+=(?:"[^"\x00-\x1f]*"|[^";:,\x00-\x1f]*))*:')
TEXTS = ["UID", "SUMMARY", "DESCRIPTION", "X-MAINTNOTE-MAINTENANCE-ID", "X-MAINTNOTE-OBJECT-ID"]
IMPACTS = {"NO-IMPACT", "REDUCED-REDUNDANCY", "DEGRADED", "OUTAGE"}
STATUSES = {"TENTATIVE", "CONFIRMED", "CANCELLED", "IN-PROCESS", "COMPLETED"}


def canonical(text):
    return " ".join(text.split())


def demand(holds, problem):
    if not holds:
        raise ValueError(problem)


def lines_of(data):
    """The unfolded lines; every rule of the form that parsers forgive."""
    demand(data.endswith(b"\r\n"), "no end of line at the end")
    raw = data[:-2].split(b"\r\n")
    demand(not any(b"\r" in line or b"\n" in line for line in raw), "a bare CR or LF")
    demand(all(len(line) <= 75 for line in raw), "a line of more than 75 octets")
    demand(all(line for line in raw), "an empty line")
    for line in raw:
        line.decode("utf-8")
    lines = data[:-2].replace(b"\r\n ", b"").decode("utf-8").split("\r\n")
    found = {}
    for line in lines:
        head = HEAD.match(line)
        demand(head, f"no property: {line!r}")
        name, value = head[1], line[head.end() :]
        found.setdefault(name, []).append(value)
        if name in TEXTS:
            demand(ESCAPED.match(value), f"{name} is not escaped: {value!r}")
    for name, values in found.items():
        allowed = 2 if name in ("BEGIN", "END") else 1
        demand(len(values) <= allowed or name == "X-MAINTNOTE-OBJECT-ID", f"{name} more than once")
    return found


def check(line):
    data = line["payload"].encode("utf-8")
    found = lines_of(data)
    demand(not {"METHOD"} & set(found), "a METHOD, which MAINTNOTE leaves out")
    component = vobject.readOne(line["payload"])
    component.validate(raiseException=True)
    calendar = icalendar.Calendar.from_ical(data)
    events = [e for e in calendar.walk("VEVENT")]
    demand(len(events) == 1 and not events[0].errors, f"errors {events and events[0].errors}")
    event = events[0]
    # icalendar 5 reads an escaped backslash before an n as a line end; vobject undoes one at a time.
    said = canonical(component.vevent.description.value)
    demand(said == canonical(line["body"]), f"not the body: {said!r}")
    place = 0
    for part in line["parts"]:
        text = canonical(part["text"])
        at = said.find(text, place)
        demand(at >= 0, f"{part['name']} is missing")
        place = at + len(text)
    demand(str(event["UID"]).split("@")[0] == line["incident"], f"UID {event['UID']}")
    if "\\n" not in line["body"] and "\\N" not in line["body"]:
        demand(canonical(str(event["DESCRIPTION"])) == said, "icalendar reads another text")
    demand(re.fullmatch(r"\d+", found["SEQUENCE"][0]), "SEQUENCE")
    for name in ["DTSTAMP", "DTSTART", "DTEND"]:
        for value in found.get(name, []):
            demand(re.fullmatch(r"\d{8}T\d{6}Z", value), f"{name} {value}")
    if "DTEND" in found:
        demand(found["DTEND"] > found["DTSTART"], "it ends before it begins")
    demand(found["STATUS"][0] in {"CONFIRMED", "CANCELLED"}, "STATUS")
    if "X-MAINTNOTE-PROVIDER" not in found:
        demand(any("MAINTNOTE" in remark for remark in line["remarks"]), "no MAINTNOTE and no word why")
        return False
    maintnote(data, found, event, line)
    return True


def maintnote(data, found, event, line):
    demand(found["X-MAINTNOTE-IMPACT"][0] in IMPACTS, "impact")
    demand(found["X-MAINTNOTE-STATUS"][0] in STATUSES, "status")
    notification = NotificationData.init_from_raw("ical", data)
    [parsed] = init_provider("genericprovider").get_maintenances(notification)
    demand(parsed.maintenance_id == line["incident"], f"id {parsed.maintenance_id}")
    demand(parsed.start == int(event["DTSTART"].dt.timestamp()), "start")
    demand(parsed.end == int(event["DTEND"].dt.timestamp()), "end")
    demand(parsed.status.value == found["X-MAINTNOTE-STATUS"][0], f"status {parsed.status}")
    demand(parsed.sequence == int(found["SEQUENCE"][0]), "sequence")
    demand(len(parsed.circuits) == len(set(found["X-MAINTNOTE-OBJECT-ID"])), "objects")


def sample():
    text = "Scheduled: a, b; c \\ d\nmore"
    lines = [
        "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//a//b//EN", "BEGIN:VEVENT", "UID:i-1@a.example",
        "DTSTAMP:20261121T100400Z", "SEQUENCE:0", "DTSTART:20261121T220000Z", "DTEND:20261121T230000Z",
        "SUMMARY;LANGUAGE=en:T", "DESCRIPTION;LANGUAGE=en:Scheduled: a\\, b\\; c \\\\ d\\nmore",
        "STATUS:CONFIRMED", 'ORGANIZER;CN="A":mailto:noc@a.example', "X-MAINTNOTE-PROVIDER:a.example",
        "X-MAINTNOTE-ACCOUNT:all", "X-MAINTNOTE-MAINTENANCE-ID:i-1", "X-MAINTNOTE-OBJECT-ID:C",
        "X-MAINTNOTE-IMPACT:OUTAGE", "X-MAINTNOTE-STATUS:CONFIRMED", "END:VEVENT", "END:VCALENDAR",
    ]
    return {
        "payload": "\r\n".join(lines) + "\r\n", "body": text, "incident": "i-1", "remarks": [],
        "parts": [{"name": "headline", "label": "", "text": text}],
    }


CORRUPTIONS = [
    lambda p: p.replace("\r\n", "\n"),
    lambda p: p.replace("UID:i-1@a.example\r\n", ""),
    lambda p: p.replace("DTSTAMP:20261121T100400Z\r\n", ""),
    lambda p: p.replace("a\\, b", "a, b"),
    lambda p: p.replace("more", "less"),
    lambda p: p.replace("\\nmore", "\r\nX-EVIL:more"),
    lambda p: p.replace("SUMMARY;LANGUAGE=en:T", "SUMMARY:" + "x" * 80),
    lambda p: p.replace("DTEND:20261121T23", "DTEND:20261121T21"),
    lambda p: p.replace("IMPACT:OUTAGE", "IMPACT:BAD"),
    lambda p: p.replace("STATUS:CONFIRMED\r\nEND", "STATUS:DONE\r\nEND"),
    lambda p: p.replace("X-MAINTNOTE-ACCOUNT:all\r\n", ""),
    lambda p: p.replace("VERSION:2.0", "VERSION:2.0\r\nMETHOD:REQUEST"),
    lambda p: p.replace("END:VEVENT", "END:VEVENT\r\nBEGIN:VEVENT\r\nEND:VEVENT"),
]

FAULTS = (ValueError, KeyError, AttributeError, IndexError, vobject.base.VObjectError, ProviderError)


def self_test():
    assert check(sample()), "the sample has no MAINTNOTE"
    for number, corrupt in enumerate(CORRUPTIONS):
        line = sample()
        line["payload"] = corrupt(line["payload"])
        assert line["payload"] != sample()["payload"], number
        try:
            check(line)
        except FAULTS:
            continue
        sys.exit(f"check_calendar: corruption {number} is not caught")
    print(f"check_calendar: self-test ok, {len(CORRUPTIONS)} corruptions caught")


def main():
    if "--self-test" in sys.argv:
        return self_test()
    count, machines, failures = 0, 0, []
    for text in open(sys.argv[1], encoding="utf-8"):
        line = json.loads(text)
        if line.get("service") != "icalendar" or line.get("error"):
            continue
        count += 1
        try:
            machines += check(line)
        except FAULTS as error:
            failures.append(f"{line['case']} {line['locale']}: {type(error).__name__} {error}")
    print(f"check_calendar: {count} calendars, {machines} with MAINTNOTE, {len(failures)} failures")
    for failure in failures[:40]:
        print(f"  {failure[:400]}")
    sys.exit(1 if failures or not count else 0)


main()
