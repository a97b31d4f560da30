#!/usr/bin/env python3
"""kill9.py BIN KILLS: what was said to be saved survives `kill -9`, whenever it comes.

Four loops write to one log at once; every process is killed at a random moment of its life. An
entry counts as acknowledged when its id was printed. Afterwards every acknowledged entry stands in
the log exactly once, no entry is doubled, nothing that was there has gone, and the log reads.
"""

import random
import statistics
import subprocess
import threading
import time
from collections import Counter
from pathlib import Path

from subject import PADDING, Reading, Subject, figures, finish, main, missing

LOOPS = 4
ROUND = 6  # processes a loop starts between two readings
ENTRIES = 400  # then a new log begins, so that a reading stays short


class Storm:
    """The killing of the writers of one log after the other."""

    def __init__(self, binary: str, folder: Path):
        self.binary, self.folder = binary, folder
        self.counts: Counter[str] = Counter()
        self.problems: list[str] = []
        self.turn = 0
        self.begin()
        self.span = self.lifetime()

    def begin(self) -> None:
        """Begins a new log."""
        folder = self.folder / f"log-{self.counts['logs']}"
        folder.mkdir()
        self.counts["logs"] += 1
        self.subject = Subject(self.binary, folder)
        self.subject.declare()
        self.subject.settle()
        self.tried: set[str] = {"token-base"}
        self.acknowledged: dict[str, str] = {}
        self.seen: set[str] = set()

    def lifetime(self) -> float:
        """How long a writer lives among others, in seconds: between the median and the worst."""
        spans: list[float] = []

        def loop(name: int) -> None:
            for n in range(5):
                began = time.perf_counter()
                self.write(random.Random(), f"token-calm-{name}-{n}", None)
                spans.append(time.perf_counter() - began)

        self.in_parallel(loop)
        return statistics.quantiles(spans, n=10)[7]

    def in_parallel(self, loop) -> None:
        threads = [threading.Thread(target=loop, args=(name,)) for name in range(LOOPS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def write(self, dice: random.Random, token: str, span: float | None) -> None:
        """Starts a writer and, if it has a span, kills it within that time."""
        self.tried.add(token)
        command = self.subject.command(dice.choice(["note", "update"]), token)
        process = subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=self.subject.environment,
        )
        if span is not None:
            time.sleep(dice.uniform(0, span))
            process.kill()
        out, err = process.communicate()
        if out.endswith("\n"):
            self.acknowledged[token] = out.strip()
        match process.returncode:
            case -9:
                self.counts["kills"] += 1
            case 0:
                self.counts["finished"] += 1
                if token not in self.acknowledged:
                    self.problems.append(f"{token}: exit 0 and nothing was said")
            case code:
                self.counts["refused"] += 1
                self.problems.append(f"{token}: exit {code}: {err.strip()[:200]}")

    def round(self) -> None:
        """A few kills, and a look at what is left."""
        self.turn += 1
        said = len(self.acknowledged)

        def loop(name: int) -> None:
            dice = random.Random(self.turn * LOOPS + name)
            for n in range(ROUND):
                self.write(dice, f"token-{self.turn}-{name}-{n}", self.span * 1.1)

        self.in_parallel(loop)
        self.counts["rounds that left an index"] += self.subject.knows()
        self.counts["acknowledged"] += len(self.acknowledged) - said
        self.look()

    def look(self) -> None:
        reading = self.subject.read()
        if reading.fault:
            self.counts["unreadable"] += 1
            self.problems.append(f"round {self.turn}: unreadable: {reading.fault}")
            reading = Reading()
        lost = missing(self.acknowledged, reading)
        gone = (self.seen - reading.tokens) - set(lost)
        strange = reading.tokens - self.tried
        self.counts["lost"] += len(lost) + len(gone)
        self.counts["doubled"] += len(reading.doubled)
        self.counts["saved unsaid"] += len(reading.tokens - self.seen - set(self.acknowledged))
        for what, which in [
            ("lost though acknowledged", lost),
            ("gone though seen before", gone),
            ("doubled", reading.doubled),
            ("never written", strange),
        ]:
            if which:
                self.problems.append(f"round {self.turn}: {what}: {sorted(which)[:3]}")
        self.counts["left half-written files"] += any(
            path.name.endswith(".tmp") for path in self.subject.folder.iterdir()
        )
        self.seen = reading.tokens | {"token-base"}
        if lost or gone or reading.fault or len(self.seen) > ENTRIES:
            self.begin()
        self.subject.settle()


def check(folder: Path, binary: str, kills: int) -> int:
    began = time.monotonic()
    storm = Storm(binary, folder)
    while storm.counts["kills"] < kills:
        storm.round()
        if storm.turn * LOOPS * ROUND > kills * 20 + 1000:
            raise RuntimeError(f"too few kills came in time: {storm.counts}")
    done = figures(storm.counts, "kills", "acknowledged", "saved unsaid", "finished")
    if PADDING:
        done += f", {figures(storm.counts, 'rounds that left an index')} of {storm.turn}"
    bad = figures(storm.counts, "lost", "doubled", "unreadable", "refused")
    print(f"kill9: {done}; {bad}; {time.monotonic() - began:.1f} s")
    return finish(storm.problems)


if __name__ == "__main__":
    main(check, str, int)
