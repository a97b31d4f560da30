#!/usr/bin/env python3
"""readers.py BIN SECONDS: who reads while others write sees a whole log that only grows.

Four loops write; two read through the program and two read the file with a TOML parser of their
own, taking no lock. A reading is bad if it fails, if it lacks an entry that was acknowledged before
it began, or if it lacks an entry of the reading before it.
"""

import json
import threading
import time
import tomllib
from collections import Counter
from pathlib import Path

from subject import Reading, Subject, collect, figures, finish, main

WRITERS, READERS = 4, 4


def parse(log: Path) -> Reading:
    """Reads the log as any other program would."""
    reading = Reading()
    try:
        for entry in tomllib.loads(log.read_text())["entry"]:
            del entry["incident"]  # is made from the title, token and all
            collect(reading, entry["id"], json.dumps(entry, default=str))
    except (ValueError, KeyError) as error:
        reading.fault = f"not TOML: {error}"
    return reading


def check(folder: Path, binary: str, seconds: int) -> int:
    subject = Subject(binary, folder)
    subject.declare()
    acknowledged: set[str] = {"token-base"}
    counts: Counter[str] = Counter()
    problems: list[str] = []
    until = time.monotonic() + seconds

    def write(name: int) -> None:
        n = 0
        while time.monotonic() < until:
            token, n = f"token-{name}-{n}", n + 1
            kind = "note" if n % 2 else "update"
            if subject.run(subject.command(kind, token)).returncode:
                counts["refused"] += 1
            else:
                acknowledged.add(token)

    def read(name: int) -> None:
        before: set[str] = set()
        while time.monotonic() < until:
            expected = set(acknowledged) | before
            reading = subject.read() if name % 2 else parse(subject.log)
            lacking = expected - reading.tokens
            counts["reads"] += 1
            if reading.fault or lacking or reading.doubled:
                counts["bad reads"] += 1
                problems.append(reading.fault or f"{len(lacking)} lacking, {reading.doubled[:2]}")
            before = reading.tokens

    threads = [threading.Thread(target=write, args=(name,)) for name in range(WRITERS)]
    threads += [threading.Thread(target=read, args=(name,)) for name in range(READERS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    counts["acknowledged"] = len(acknowledged) - 1
    if counts["refused"]:
        problems.append(f"{counts['refused']} writes were refused")
    if min(counts["reads"], counts["acknowledged"]) < 10:
        problems.append(f"too little happened to prove anything: {dict(counts)}")
    done = figures(counts, "reads", "bad reads", "acknowledged", "refused")
    print(f"readers: {done}; {seconds} s")
    return finish(problems)


if __name__ == "__main__":
    main(check, str, int)
