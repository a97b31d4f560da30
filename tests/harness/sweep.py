#!/usr/bin/env python3
"""sweep.py BIN COMMANDS FAULTS: after any fault at any system call the log is whole and the exit
code is true.

COMMANDS: note, update, declare, first (a declare where neither log nor folder exists), by commas.
FAULTS: error names such as ENOSPC, or signal names such as KILL, by commas.

One run is traced; then the command runs once for each fault at each system call made after the
log is first touched (by `strace`'s fault injection). After each run:

- every old byte of the log stands where it stood, and the program can read the log;
- exit 0: the entry is in the log once and was acknowledged; exit 2 or 3: the log is the same, byte
  for byte; exit 4: the entry is in the log once; no other exit code, no panic, no crash;
- after a signal: what was acknowledged is in the log, and nothing stands there twice;
- no temporary file is left, unless by a signal; the next write works, and clears it away.

Calls for memory and for randomness are not made to fail: a program can only give up when it has
no memory, and a kernel that is up never refuses randomness. Signals hit them like any other.
"""

import re
import shutil
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from subject import PADDING, SKIPPED, Subject, finish, main

UNFAILING = {"brk", "mmap", "munmap", "mremap", "mprotect", "madvise", "getrandom"}
NEVER = {"execve", "exit", "exit_group"}
CALL = re.compile(r"(\d+)\s+(\w+)\(")
CRASHES = {101, 134, 139, -6, -11}
WORKERS = 2


@dataclass(frozen=True)
class Point:
    """The nth call of a kind in one run."""

    call: str
    nth: int
    line: str


class Stage:
    """A folder that is set up afresh for each run of one command."""

    def __init__(self, binary: str, folder: Path, command: str):
        self.root = folder
        kind, log = ("declare", "new/incidents.toml") if command == "first" else (command, "")
        self.subject = Subject(binary, folder / "stage", log or "incidents.toml")
        self.kind = kind
        self.before: dict[str, bytes] = {}
        folder.mkdir()
        self.reset()
        if command != "first":
            self.subject.declare()
            for token in ("token-old-1", "token-old-2"):
                self.subject.run(self.subject.command("note", token), check=True)
            self.before = {
                path.name: path.read_bytes() for path in self.subject.folder.iterdir()
            }
        self.old = self.before.get(self.subject.log.name)
        self.kept = bool(PADDING and self.before)

    def reset(self) -> None:
        shutil.rmtree(self.subject.folder, ignore_errors=True)
        shutil.rmtree(self.subject.home, ignore_errors=True)
        self.subject.folder.mkdir()
        for name, content in self.before.items():
            (self.subject.folder / name).write_bytes(content)
        if self.before:
            self.subject.settle()

    def points(self) -> list[Point]:
        """The calls of an undisturbed run from the first that names the log."""
        self.reset()
        trace = self.root / "trace"
        strace = ["strace", "-f", "-qq", "-s", "300", "-o", str(trace)]
        self.subject.run([*strace, *self.subject.command(self.kind, "token-new")], check=True)
        if self.kept and not self.subject.knows():
            raise RuntimeError("the index was not taken, or did not grow")
        counts: Counter[str] = Counter()
        found: list[Point] = []
        touched = False
        processes = set()
        for line in trace.read_text(errors="replace").splitlines():
            match = CALL.match(line)
            if not match:
                continue
            process, call = match.groups()
            processes.add(process)
            counts[call] += 1
            touched = touched or (call != "execve" and str(self.subject.log.parent) in line)
            if touched and call not in NEVER:
                found.append(Point(call, counts[call], line.split(maxsplit=1)[1][:100]))
        if len(processes) > 1:
            raise RuntimeError("calls are counted by thread: only one is understood")
        return found

    def inject(self, point: Point, fault: str) -> tuple[bool, int, list[str]]:
        """Runs the command with one fault. Returns whether it came, the exit code, and what was
        wrong afterwards."""
        self.reset()
        trace = self.root / "trace"
        what = f"error={fault}" if fault.startswith("E") else f"signal={fault}"
        inject = f"inject={point.call}:{what}:when={point.nth}"
        strace = ["strace", "-f", "-qq", "-o", str(trace), "-e", f"trace={point.call}"]
        strace += ["-e", inject]
        run = self.subject.run([*strace, *self.subject.command(self.kind, "token-new")])
        hit = "(INJECTED)" in trace.read_text(errors="replace") or not fault.startswith("E")
        return hit, run.returncode, list(self.judge(run, fault))

    def judge(self, run, fault: str):
        log = self.subject.log
        code, acknowledged = run.returncode, run.stdout.endswith("\n")
        after = log.read_bytes() if log.exists() else None
        reading = self.subject.read()
        saved = "token-new" in reading.tokens
        signalled = not fault.startswith("E")
        if self.old is not None and not (after or b"").startswith(self.old):
            yield "old bytes changed"
        if reading.fault:
            yield f"unreadable: {reading.fault}"
        if reading.doubled:
            yield f"doubled: {reading.doubled}"
        if acknowledged and not saved:
            yield "acknowledged, and not in the log"
        if code in CRASHES:
            yield f"crashed: exit {code}: {run.stderr.strip()[:200]}"
        elif code == 0 and not (saved and acknowledged):
            yield "exit 0, and not saved or not acknowledged"
        elif code in (2, 3) and after != self.old:
            yield f"exit {code}, and the log changed"
        elif code == 4 and not saved:
            yield "exit 4, and not in the log"
        elif code not in (0, 2, 3, 4) and not (signalled and code in (-9, -15, -2, -1, -13, 130)):
            yield f"exit {code} means nothing: {run.stderr.strip()[:200]}"
        if self.litter() and not signalled:
            yield f"left behind: {self.litter()}"
        again = self.subject.run(self.subject.command(self.kind, "token-next"))
        if again.returncode or "token-next" not in self.subject.read().tokens:
            yield f"the next write failed: exit {again.returncode}: {again.stderr.strip()[:200]}"
        if self.litter():
            yield f"left behind after the next write: {self.litter()}"

    def litter(self) -> list[str]:
        log = self.subject.log
        if not log.parent.exists():
            return []
        kept = {log.name, f"{log.name}.lock"}
        return sorted(path.name for path in log.parent.iterdir() if path.name not in kept)


def sweep(binary: str, folder: Path, command: str, faults: list[str]) -> list[str]:
    """Sweeps one command; prints its figures and returns what was wrong."""
    began = time.monotonic()
    stages = [Stage(binary, folder / f"{command}-{n}", command) for n in range(WORKERS)]
    points = stages[0].points()
    jobs = [
        (point, fault)
        for point in points
        for fault in faults
        if not (fault.startswith("E") and point.call in UNFAILING)
    ]
    codes: Counter[int] = Counter()
    wrong: list[str] = []
    missed = 0

    def work(number: int) -> int:
        missed = 0
        for point, fault in jobs[number::WORKERS]:
            hit, code, problems = stages[number].inject(point, fault)
            missed += not hit
            codes[code] += 1
            place = f"{command}: {fault} at {point.call} number {point.nth}, {point.line}"
            wrong.extend(f"{place}: {problem}" for problem in problems)
        return missed

    with ThreadPoolExecutor(WORKERS) as pool:
        missed = sum(pool.map(work, range(WORKERS)))
    if missed > len(jobs) // 20:
        wrong.append(f"{command}: {missed} of {len(jobs)} faults never came")
    ends = ", ".join(f"{codes[code]} x {code}" for code in sorted(codes))
    print(
        f"sweep {command}: {len(jobs) - missed} injections at {len(points)} calls; "
        f"exits {ends}; {len(wrong)} violations; {time.monotonic() - began:.1f} s",
        flush=True,
    )
    return wrong


def check(folder: Path, binary: str, commands: list[str], faults: list[str]) -> int:
    if not shutil.which("strace"):
        print("sweep: strace is missing here", file=sys.stderr)
        return SKIPPED
    wrong = [w for command in commands for w in sweep(binary, folder, command, faults)]
    return finish(wrong)


def by_commas(word: str) -> list[str]:
    return word.split(",")


if __name__ == "__main__":
    main(check, str, by_commas, by_commas)
