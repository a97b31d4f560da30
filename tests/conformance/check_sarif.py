"""What `vocero check --format sarif` prints, against the schema of SARIF 2.1.0 and the rules of its text that
no schema can hold: every result names its rule, either all results tell whether they are suppressed or
none, and a region is where its snippet stands, counted once more here.

    check_sarif.py MANIFEST [--self-test]

Checks every example as an incident and as a history, one with waivers, and the payloads as texts.
"""
# needs: pip jsonschema[format]==4.25.1
# needs: npm @microsoft/jest-sarif@1.0.0-beta.0

import copy
import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import jsonschema

ROOT = Path(__file__).resolve().parents[2]
VOCERO = os.environ.get("VOCERO", str(ROOT / "target/release/vocero"))
WORK = Path(os.environ.get("VOCERO_CONFORMANCE", "."))
SCHEMA = WORK / "node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
MOST_TEXTS = 300
# Put into the middle of each text, so that there is something to find.
BAD = "Año 表: our provider Redsys broke it, and password=Zk29fLq0ZpTv8wRs is on http://db-7.internal/."


def run(args, text=None, env=None):
    command = [VOCERO, *args]
    done = subprocess.run(
        command, input=text, capture_output=True, env={"PATH": os.environ["PATH"], "HOME": "/nonexistent", **(env or {})}
    )
    if done.returncode not in (0, 1):
        raise ValueError(f"{' '.join(command)}: {done.stderr.decode()}")
    return done.stdout


def documents(manifest):
    """What is checked: a name, the document, and the text where it was one."""
    sarif = ["--format", "sarif"]
    for log in sorted(ROOT.glob("examples/*/incidents.toml")):
        place = ["--log", str(log), "--config", str(log.with_name("vocero.toml"))]
        if not log.with_name("vocero.toml").exists():
            place = place[:2]
        for more in [[], ["--history"]]:
            yield f"{log.parent.name} {more}", json.loads(run(["check", *place, *sarif, *more])), None
    with tempfile.TemporaryDirectory() as folder:
        place = ["--log", f"{folder}/incidents.toml"]
        declare = ["declare", "-q", "--title=Cards fail", "--severity=major", "--next-update=30m"]
        blame = "--impact=Our provider Redsys broke card payments; see http://db-7.internal/ by 10:30."
        run([*declare, *place, blame, "--waive=blame-third-party=they asked us to", "--waive=shouting=none here"])
        yield "waived", json.loads(run(["check", *place, *sarif])), None
    lines = [json.loads(line) for line in Path(manifest).read_text().split("\n") if line]
    texts = {line["payload"] for line in lines if isinstance(line.get("payload"), str)}
    for text in sorted(texts)[:: max(1, len(texts) // MOST_TEXTS)]:
        half = len(text) // 2
        raw = f"{text[:half]}\n{BAD}\n{text[half:]}".encode("utf-8", "replace")
        yield "text", json.loads(run(["check", "--text", "-", *sarif], raw)), raw


def complaint(document, text, validator):
    """What is wrong with a document, or nothing."""
    for error in validator.iter_errors(document):
        return f"{'/'.join(map(str, error.path))}: {error.message[:200]}"
    (run_,) = document["runs"]
    rules = run_["tool"]["driver"]["rules"]
    if len({rule["id"] for rule in rules}) != len(rules):
        return "a rule stands there twice"
    told = {"suppressions" in result for result in run_["results"]}
    if len(told) > 1:
        return "some results tell whether they are suppressed, and some do not"
    for result in run_["results"]:
        if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
            return f"{result['ruleId']} has the index of another rule"
        for location in result["locations"]:
            region = location.get("physicalLocation", {}).get("region")
            if region and text is not None and (wrong := misplaced(region, text)):
                return f"{result['ruleId']}: {wrong}"
    return None


def misplaced(region, text):
    start = region["byteOffset"]
    end = start + region["byteLength"]
    spot = lambda at: (text[:at].count(b"\n") + 1, len(text[:at].split(b"\n")[-1].decode()) + 1)
    if (region["startLine"], region["startColumn"]) != spot(start):
        return f"begins at {spot(start)}"
    if (region["endLine"], region["endColumn"]) != spot(end):
        return f"ends at {spot(end)}"
    snippet = region["snippet"]["text"]
    if text[start:end].decode() != snippet and "…" not in snippet:
        return "the snippet is another text"
    return None


def corrupted(document):
    """The same document, wrong in one way each."""

    def changed(change):
        wrong = copy.deepcopy(document)
        change(wrong["runs"][0])
        return wrong

    def drop_suppressions(run_):
        del run_["results"][0]["suppressions"]

    yield "level", changed(lambda r: r["results"][0].update(level="suggestion"))
    yield "message", changed(lambda r: r["results"][0].pop("message"))
    yield "unknown key", changed(lambda r: r["results"][0].update(rule="x"))
    yield "rule index", changed(lambda r: r["results"][0].update(ruleIndex=len(r["tool"]["driver"]["rules"]) - 1))
    yield "suppressions", changed(drop_suppressions)
    yield "kind", changed(lambda r: [s.update(kind="log") for x in r["results"] for s in x["suppressions"]])
    yield "version", {**document, "version": "2.0.0"}


def main():
    arguments = [one for one in sys.argv[1:] if one != "--self-test"]
    manifest = arguments[0] if arguments else WORK / "payloads/manifest.jsonl"
    schema = json.loads(SCHEMA.read_text())
    validator = jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)
    failures, checked, results, suppressed = [], 0, 0, 0
    if "--self-test" in sys.argv:
        for name, document, text in documents(manifest):
            if name == "waived":
                for kind, wrong in corrupted(document):
                    checked += 1
                    if complaint(wrong, text, validator) is None:
                        failures.append(f"{kind}: not caught")
        print(f"check_sarif.py: {checked} corrupted documents, {len(failures)} not caught")
    else:
        for name, document, text in documents(manifest):
            checked += 1
            found = document["runs"][0]["results"]
            results += len(found)
            suppressed += sum(bool(result["suppressions"]) for result in found)
            if wrong := complaint(document, text, validator):
                failures.append(f"{name}: {wrong}")
        if not (results and suppressed):
            failures.append("nothing was found, or nothing let be: there is nothing to check")
        print(f"check_sarif.py: {checked} documents, {results} results, {suppressed} suppressed, {len(failures)} wrong")
    for failure in failures[:40]:
        print(f"  {failure}")
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main()
