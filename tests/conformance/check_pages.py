"""Payloads for openstatus, incident.io, PagerDuty, Cachet and Better Stack.

    check_pages.py MANIFEST [--self-test]

openstatus: parsed by the messages of its official SDK (protocol buffers; unknown keys and enum words
are errors), then held to the rules that its schema carries (`buf.validate`), read from there.
incident.io: read by the models of its official SDK. They take any enum word and any key without
complaint, so words must be among the declared ones, and no key may be left over.
PagerDuty: the URL must be a path that its official client knows; the content must satisfy the
schema of its public description (typed in below), and the message is HTML that html5lib, being strict,
must read without an error. Cachet and Better Stack publish no machine-readable schema; theirs are
typed in from the request classes of `cachethq/core` and the API documentation.

Round trip: every part comes back exactly from Markdown (two parsers) or HTML. HTML cannot hold code
points that are no characters (U+FFFE, U+FDD0 …): they come back as `\\u{fffe}`.
"""
# needs: pip openstatus==0.1.0 incident-io==2.29.0 pagerduty==7.2.0 html5lib==1.1
# needs: pip openapi-schema-validator==0.9.0 commonmark==0.9.2 markdown-it-py==4.3.0

import enum
import json
import re

import html5lib
import incident_io.models as incident_io
import pages
from google.protobuf import json_format
from openapi_schema_validator import OAS31Validator
from openstatus._gen.buf.validate import validate_pb2
from openstatus._gen.openstatus.maintenance.v1 import service_pb2 as maintenance
from openstatus._gen.openstatus.status_report.v1 import service_pb2 as report
from pagerduty.rest_api_v2_client import CANONICAL_PATHS

TEXT = {"type": "string", "minLength": 1}
MOMENT = {"type": "string", "pattern": pages.STAMP.pattern}
WALL = {"type": "string", "pattern": r"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$"}


def obj(required, optional=None):
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required),
            "additionalProperties": False}


def ref(kind):
    return obj({"id": TEXT, "type": {"const": kind}})


PD_UPDATE = {
    "type": {"const": "status_page_post_update"}, "message": TEXT, "status": ref("status_page_status"),
    "severity": ref("status_page_severity"), "notify_subscribers": {"type": "boolean"},
    "impacted_services": {"type": "array", "items": obj(
        {"service": ref("status_page_service"), "impact": ref("status_page_impact")})},
    "update_frequency_ms": {"type": ["integer", "null"], "minimum": 1}, "reported_at": MOMENT,
}
PD_POST = obj({
    "type": {"const": "status_page_post"}, "title": {"type": "string", "minLength": 1, "maxLength": 128},
    "post_type": {"enum": ["incident", "maintenance"]},
    "starts_at": {"anyOf": [MOMENT, {"type": "null"}]}, "ends_at": {"anyOf": [MOMENT, {"type": "null"}]},
    "status_page": ref("status_page"),
    "updates": {"type": "array", "minItems": 1, "maxItems": 50, "items": obj({**PD_UPDATE, "post": {"type": "null"}})},
})
CACHET_COMPONENTS = {"type": "array", "items": obj({"id": {"type": "integer"}, "status": {"enum": [1, 2, 3, 4, 5, 6]}})}
CACHET_NAME = {"type": "string", "minLength": 1, "maxLength": 255, "pattern": r"^[^\n\r]*$"}
RESOURCES = {"type": "array", "items": obj(
    {"status_page_resource_id": TEXT, "status": {"enum": ["resolved", "degraded", "downtime", "maintenance"]}})}
SCHEMAS = {
    "POST {cachet_url}/api/incidents": obj({
        "name": CACHET_NAME, "status": {"enum": [1, 2, 3, 4]}, "message": TEXT, "visible": {"const": True},
        "stickied": {"type": "boolean"}, "notifications": {"type": "boolean"}, "occurred_at": WALL,
        "components": CACHET_COMPONENTS}),
    "POST {cachet_url}/api/incidents/{incident_id}/updates": obj({"status": {"enum": [1, 2, 3, 4]}, "message": TEXT}),
    "POST {cachet_url}/api/schedules": obj(
        {"name": CACHET_NAME, "message": TEXT, "scheduled_at": WALL, "components": CACHET_COMPONENTS,
         "notifications": {"type": "boolean"}}, {"completed_at": WALL}),
    "POST {cachet_url}/api/schedules/{schedule_id}/updates": obj({"message": TEXT}),
    "better-stack report": obj(
        {"title": {"type": "string", "minLength": 1, "pattern": r"^[^\n\r]*$"}, "message": TEXT,
         "report_type": {"enum": ["manual", "maintenance"]}, "affected_resources": RESOURCES,
         "published_at": MOMENT, "notify_subscribers": {"type": "boolean"}, "starts_at": MOMENT},
        {"ends_at": MOMENT}),
    "better-stack update": obj({"message": TEXT, "affected_resources": RESOURCES, "published_at": MOMENT,
                                "notify_subscribers": {"type": "boolean"}}),
    "pagerduty post": obj({"post": PD_POST}),
    "pagerduty update": obj({"post_update": obj({**PD_UPDATE, "post": ref("status_page_post")})}),
}


def valid(schema, value):
    errors = [f"{'/'.join(map(str, e.path))}: {e.message}" for e in OAS31Validator(SCHEMAS[schema]).iter_errors(value)]
    pages.hold(not errors, "; ".join(errors[:3]))


def is_title(line, title):
    given = line["facts"].get("title")
    if isinstance(given, str) and line["case"].startswith("hostile"):
        pages.hold(title == pages.on_one_line(given.strip()), "the title is not the fact")


# --- openstatus ---

RPC = "https://api.openstatus.dev/rpc/openstatus."
CALLS = {
    "status_report.v1.StatusReportService/CreateStatusReport": report.CreateStatusReportRequest,
    "status_report.v1.StatusReportService/AddStatusReportUpdate": report.AddStatusReportUpdateRequest,
    "maintenance.v1.MaintenanceService/CreateMaintenance": maintenance.CreateMaintenanceRequest,
    "maintenance.v1.MaintenanceService/UpdateMaintenance": maintenance.UpdateMaintenanceRequest,
}


def openstatus(line, told):
    call = line["request"]["url"].removeprefix(RPC)
    message = json_format.ParseDict(told, CALLS[call]())
    ruled = 0
    for field in message.DESCRIPTOR.fields:
        rules = field.GetOptions().Extensions[validate_pb2.field]
        given = field.json_name in told
        value = getattr(message, field.name)
        if rules.HasField("string") and (given or not field.has_presence):
            ruled += 1
            text = rules.string
            pages.hold(not text.HasField("min_len") or len(value) >= text.min_len, f"{field.name} is too short")
            pages.hold(not text.HasField("max_len") or len(value) <= text.max_len, f"{field.name} is too long")
            pages.hold(not text.HasField("pattern") or re.search(text.pattern, value), f"{field.name}: {value!r}")
        if rules.HasField("enum"):
            ruled += 1
            pages.hold(value in field.enum_type.values_by_number and value != 0, f"{field.name} is unspecified")
    pages.hold(ruled, "the schema carries no rules")
    if not call.endswith("UpdateMaintenance"):
        pages.hold("notify" in told, "who is notified is left to the default")
    if "title" in told:
        # The description of the API says 256 of reports too; the SDK's schema only of windows.
        pages.hold(len(told["title"]) <= 256 and "\n" not in told["title"], "the title")
        is_title(line, told["title"])
    return told["message"]


# --- incident.io ---

PAYLOADS = {
    "status_page_incidents": incident_io.StatusPagesCreateStatusPageIncidentPayloadV2,
    "status_page_incident_updates": incident_io.StatusPagesCreateStatusPageIncidentUpdatePayloadV2,
    "status_page_maintenances": incident_io.StatusPagesCreateStatusPageMaintenancePayloadV2,
    "status_page_maintenance_updates": incident_io.StatusPagesCreateStatusPageMaintenanceUpdatePayloadV2,
}


def declared(value):
    """Every enum word is declared and no key is left over, all the way down."""
    if isinstance(value, enum.Enum):
        pages.hold(value.name in type(value).__members__, f"{value!r} is not declared")
    elif isinstance(value, list):
        for item in value:
            declared(item)
    elif hasattr(value, "__attrs_attrs__"):
        pages.hold(not value.additional_properties, f"unknown keys {value.additional_keys}")
        for attribute in value.__attrs_attrs__:
            if attribute.name != "additional_properties":
                declared(getattr(value, attribute.name))


def incident_io_page(line, told):
    path = line["request"]["url"].removeprefix("https://api.incident.io/v2/")
    model = PAYLOADS[path].from_dict(told)
    declared(model)
    back = json.loads(json.dumps(model.to_dict()).replace("+00:00", "Z"))
    pages.hold(back == told, "the SDK would send something else")
    pages.hold(isinstance(told["notify_subscribers"], bool), "who is notified is unclear")
    pages.hold(1 <= len(told["message"]) <= 4096, "the message is too long")
    if "name" in told:
        pages.hold(1 <= len(told["name"]) <= 200 and "\n" not in told["name"], "the name")
        pages.hold(told["idempotency_key"] == f"{line['entry']}-{line['locale']}", "the key is not the entry's")
        is_title(line, told["name"])
    over = told.get("incident_status") == "resolved" or told.get("maintenance_status") == "maintenance_complete"
    pages.hold(not (over and "component_statuses" in told), "component statuses while resolving")
    return told["message"]


# --- the others ---

def better_stack(line, told):
    url = line["request"]["url"]
    form = re.match(r"^https://uptime\.betterstack\.com/api/v2/status-pages/[\w%.~-]+/status-reports(/\{status_report_id\}/status-updates)?$", url)
    pages.hold(form, url)
    valid("better-stack update" if form[1] else "better-stack report", told)
    planned = told.get("report_type") == "maintenance"
    pages.hold(planned == ("ends_at" in told), "planned work and its end")
    if not form[1]:
        statuses = {r["status"] for r in told["affected_resources"]}
        pages.hold(statuses <= ({"maintenance"} if planned else {"resolved", "degraded", "downtime"}), f"{statuses}")
        is_title(line, told["title"])
    return told["message"]


def cachet(line, told):
    request = line["request"]
    valid(f"{request['method']} {request['url']}", told)
    if "name" in told:
        is_title(line, told["name"])
    return told["message"]


def shown_by_html(message):
    """The paragraphs of a message as (bold words, words), read by a strict parser."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    found = []
    for paragraph in parser.parseFragment(message):
        pages.hold(paragraph.tag == "p" and not paragraph.attrib, f"<{paragraph.tag}>")
        bold, words = "", paragraph.text or ""
        for child in paragraph:
            pages.hold(child.tag in ("strong", "br") and not child.attrib, f"<{child.tag}>")
            if child.tag == "strong":
                pages.hold(not words and not bold, "bold words inside a sentence")
                bold = (child.text or "") + "".join("\n" + (b.tail or "") for b in child)
                pages.hold(all(b.tag == "br" for b in child), "markup in bold words")
                words += child.tail or ""
            else:
                words += "\n" + (child.tail or "")
        found.append((bold, words))
    return found


def pagerduty(line, told):
    method, url = line["request"]["method"], line["request"]["url"]
    path = re.sub(r"/status_pages/[\w%.~-]+", "/status_pages/{id}", url.removeprefix("https://api.pagerduty.com"))
    pages.hold(method == "POST" and path in CANONICAL_PATHS, f"the client knows no {path}")
    opens = path.endswith("/posts")
    valid("pagerduty post" if opens else "pagerduty update", told)
    update = told["post"]["updates"][0] if opens else told["post_update"]
    if opens:
        planned = told["post"]["post_type"] == "maintenance"
        pages.hold(planned == (told["post"]["starts_at"] is not None), "only planned work has a begin")
        pages.hold(planned == (told["post"]["ends_at"] is not None), "only planned work has an end")
        pages.hold("\n" not in told["post"]["title"], "the title")
        is_title(line, told["post"]["title"])
    odd = re.compile("[\ufdd0-\ufdef" + "".join(chr(p << 16 | 0xFFFE) + chr(p << 16 | 0xFFFF) for p in range(17)) + "]")
    canonical = lambda text: odd.sub(lambda m: "\\u{%x}" % ord(m[0]), text)
    wanted = []
    for part in line["parts"]:
        text = canonical(part["text"])
        if part["label"]:
            wanted.append((canonical(part["label"]), "\n" + text))
        else:
            wanted.append((text, "") if part["name"] == "headline" else ("", text))
    got = shown_by_html(update["message"])
    pages.hold(got == wanted, f"HTML shows {[p for p in zip(got, wanted) if p[0] != p[1]][:1]}")


CHECKS = {"openstatus": openstatus, "incident-io": incident_io_page, "better-stack": better_stack,
          "cachet": cachet, "pagerduty": pagerduty}


def check(line):
    told = json.loads(line["payload"])
    message = CHECKS[line["service"]](line, told)
    if message is not None:
        pages.hold(message == line["body"], "the message is not the body")
        pages.round_trip(message, line["parts"])


def put(path, value):
    """Changes what stands at a path such as `post/title`; not if there is nothing."""
    def change(_, told):
        *way, last = path.split("/")
        place = told
        for step in way:
            place = place[int(step)] if isinstance(place, list) else place.get(step)
            if place is None or place == []:
                return False
        if last not in place:
            return False
        if value is None:
            del place[last]
        else:
            place[last] = value
        return told
    return change


def extra(_, told):
    told["colour"] = "red"
    return told


def marked(text):
    def change(line, told):
        if "message" not in told:
            return False
        told["message"] += text
        line["body"] = told["message"]
        return told
    return change


def tagged(html):
    def change(_, told):
        update = told["post"]["updates"][0] if "post" in told else told["post_update"]
        update["message"] += html
        return told
    return change


CORRUPTIONS = [
    ("an unknown key", None, extra),
    ("a fact as a link", None, marked(" [x](https://evil.example)")),
    ("a fact as an image", None, marked(" ![x](x)")),
    ("a fact as a list", None, marked("\n\n- x")),
    ("a fact as HTML", None, marked(" <b>x</b>")),
    ("a word more", None, marked(" x")),
    ("no message", "openstatus", put("message", None)),
    ("an unspecified status", "openstatus", put("status", "STATUS_REPORT_STATUS_UNSPECIFIED")),
    ("an unknown status", "openstatus", put("status", "resolved")),
    ("a title that is too long", "openstatus", put("title", "x" * 257)),
    ("no title", "openstatus", put("title", "")),
    ("a moment without a zone", "openstatus", put("date", "2026-11-21T10:00:00")),
    ("no word on notifications", "openstatus", put("notify", None)),
    ("an unknown status", "incident-io", put("incident_status", "fixed")),
    ("an unknown component status", "incident-io", put("component_statuses/0/component_status", "major_outage")),
    ("a name that is too long", "incident-io", put("name", "x" * 201)),
    ("a message that is too long", "incident-io", put("message", "x" * 4097)),
    ("no idempotency key", "incident-io", put("idempotency_key", None)),
    ("no word on notifications", "incident-io", put("notify_subscribers", None)),
    ("another key", "incident-io", put("idempotency_key", "x")),
    ("a status in words", "cachet", put("status", "investigating")),
    ("an id in words", "cachet", put("components/0/id", "three")),
    ("a hidden incident", "cachet", put("visible", False)),
    ("a name that is too long", "cachet", put("name", "x" * 256)),
    ("a moment with a zone", "cachet", put("scheduled_at", "2026-11-21T10:00:00Z")),
    ("no word on notifications", "cachet", put("notifications", None)),
    ("an unknown resource status", "better-stack", put("affected_resources/0/status", "partial")),
    ("no resources", "better-stack", put("affected_resources", None)),
    ("no word on notifications", "better-stack", put("notify_subscribers", None)),
    ("planned work without an end", "better-stack", put("ends_at", None)),
    ("a title that is too long", "pagerduty", put("post/title", "x" * 129)),
    ("no begin at all", "pagerduty", put("post/starts_at", None)),
    ("a state without an id", "pagerduty", put("post_update/status", {"type": "status_page_status"})),
    ("half an impact", "pagerduty", put("post_update/impacted_services", [{"service": {"id": "x"}}])),
    ("a frequency in words", "pagerduty", put("post_update/update_frequency_ms", "hourly")),
    ("a script", "pagerduty", tagged("<script>x()</script>")),
    ("a link", "pagerduty", tagged('<p><a href="https://evil.example">x</a></p>')),
    ("an attribute", "pagerduty", tagged('<p onclick="x()">x</p>')),
    ("a tag left open", "pagerduty", tagged("<p><strong>x</p>")),
    ("a word more", "pagerduty", tagged("<p>x</p>")),
]

if __name__ == "__main__":
    pages.run("pages", list(CHECKS), check, CORRUPTIONS)
