"""One program under test, one folder, one log: how the harness writes entries and reads them back.

The harness knows a program by its command line alone, so the very same checks run against
`vocero` and against `control.py`, a careless writer that must fail them. Every entry carries a
token of its own (`token-...`), so that an entry which is lost, doubled or mangled can be named.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

VIOLATED = 1  # a promise was broken: what a control must end with
BROKEN = 70  # the harness itself failed
SKIPPED = 77  # something that the harness needs is missing here

# How many bytes of comment a log begins with: of a large one the program keeps an index.
PADDING = int(os.environ.get("PADDING", 0))

TOKEN = re.compile(r"token-[a-z0-9-]+")


@dataclass
class Reading:
    """What the program says stands in the log."""

    fault: str = ""
    ids: dict[str, str] = field(default_factory=dict)  # token -> id of its entry
    doubled: list[str] = field(default_factory=list)  # tokens or ids that stand there twice

    @property
    def tokens(self) -> set[str]:
        return set(self.ids)


class Subject:
    """A program, and a folder of its own for everything it writes."""

    def __init__(self, binary: str, folder: Path, log: str = "incidents.toml"):
        self.binary = os.path.abspath(binary)
        self.folder = folder
        self.log = folder / log
        self.incident = ""
        self.home = folder.with_name(f"{folder.name}-home")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("VOCERO", "XDG_", "LC_"))}
        self.environment = kept | {"HOME": str(self.home), "LANG": "C.UTF-8", "USER": "harness"}

    def command(self, kind: str, token: str, log: Path | None = None) -> list[str]:
        """The command line that writes one entry and prints its id."""
        start = [self.binary, "--log", str(log or self.log), kind, "-q", "--no-input"]
        match kind:
            case "declare":
                facts = ["--title", token, "--severity", "minor", "--impact", "Nothing loads."]
                return [*start, *facts, "--next-update", "30m"]
            case "note":
                return [*start, token, self.incident]
            case "update":
                return [*start, self.incident, "--action", token, "--next-update", "30m"]
        raise ValueError(kind)

    def run(self, command: list[str], **options) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, capture_output=True, text=True, env=self.environment, timeout=60, **options
        )

    def declare(self, token: str = "token-base") -> None:
        """Opens the incident that notes and updates are about."""
        if PADDING:
            self.log.write_text(f"# {'-' * PADDING}\nformat = 1\n")
        done = self.run(self.command("declare", token))
        if done.returncode or not done.stdout.strip():
            raise RuntimeError(f"declare: exit {done.returncode}: {done.stderr}")
        self.incident = done.stdout.strip()

    def settle(self) -> None:
        """Lets an index of a large log be kept that is trusted at once, as of one that vocero wrote."""
        if PADDING:
            found = self.log.stat()
            os.utime(self.log, ns=(found.st_atime_ns, found.st_mtime_ns - 1))
            self.run([self.binary, "--log", str(self.log), "list"], check=True)

    def knows(self) -> bool:
        """Whether an index was kept since the log was changed, and may be trusted."""
        found = self.log.stat()
        kept = [index.stat().st_mtime_ns for index in self.home.glob(".local/state/vocero/index-*")]
        return found.st_mtime_ns < found.st_ctime_ns <= max(kept, default=0)

    def read(self) -> Reading:
        """Reads the whole log through the program."""
        reading = Reading()
        listed, reading.fault = self._json("list", "--all")
        for row in listed or []:
            shown, fault = self._json("show", row["incident"])
            reading.fault = reading.fault or fault
            timeline = shown["timeline"] if shown else []
            if shown and not fault and len(timeline) < row["entries"]:
                reading.fault = f"`show` has {len(timeline)} entries of {row['entries']}"
            for entry in timeline:
                collect(reading, entry["id"], json.dumps(entry["facts"]))
        return reading

    def _json(self, *arguments: str):
        done = self.run([self.binary, "--log", str(self.log), *arguments, "--json"])
        if done.returncode:
            return None, f"exit {done.returncode}: {done.stderr.strip()[:300]}"
        try:
            return json.loads(done.stdout), ""
        except json.JSONDecodeError as error:
            return None, f"no JSON: {error}"


def collect(reading: Reading, entry_id: str, facts: str) -> None:
    """Adds one entry to a reading."""
    if entry_id in reading.ids.values():
        reading.doubled.append(entry_id)
    for token in set(TOKEN.findall(facts)):
        if token in reading.ids:
            reading.doubled.append(token)
        reading.ids[token] = entry_id


def missing(acknowledged: dict[str, str], reading: Reading) -> list[str]:
    """The acknowledged entries that are not there, or not under the id that was printed."""
    return [token for token, told in acknowledged.items() if reading.ids.get(token) != told]


def figures(counts: Counter[str], *names: str) -> str:
    return ", ".join(f"{counts[name]} {name}" for name in names)


def finish(problems: list[str]) -> int:
    """Names a few problems; returns the exit code."""
    for problem in problems[:12]:
        print(f"  {problem}", file=sys.stderr)
    return VIOLATED if problems else 0


def main(check: Callable[..., int], *kinds: Callable[[str], object]) -> None:
    """Runs `check(folder, *arguments)`; `kinds` turn the command line's words into arguments."""
    words = sys.argv[1:]
    if len(words) != len(kinds):
        sys.exit(f"usage: see the head of {sys.argv[0]}")
    try:
        with tempfile.TemporaryDirectory(prefix="harness-") as folder:
            arguments = [kind(word) for kind, word in zip(kinds, words)]
            code = check(Path(folder).resolve(), *arguments)
    except Exception:
        traceback.print_exc()
        code = BROKEN
    sys.exit(code)
