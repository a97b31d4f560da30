#!/usr/bin/env python3
"""contend.py BIN WRITERS EACH: writers at the same time neither lose nor double an entry.

WRITERS loops start EACH processes each, all at once on one log. Half of them name the log by a
link: to the file, or to its folder. Every process must end with exit 0, and every entry must stand
in the log once, under the id that was printed for it.
"""

import threading
import time
from collections import Counter
from pathlib import Path

from subject import Subject, figures, finish, main, missing


def check(folder: Path, binary: str, writers: int, each: int) -> int:
    began = time.monotonic()
    home = folder / "home"
    home.mkdir()
    subject = Subject(binary, home)
    subject.declare()
    subject.settle()
    (folder / "link.toml").symlink_to(subject.log)
    (folder / "folder").symlink_to(home)
    names = [subject.log, folder / "link.toml", subject.log, folder / "folder" / subject.log.name]
    acknowledged: dict[str, str] = {"token-base": ""}
    problems: list[str] = []
    counts: Counter[str] = Counter()
    start = threading.Barrier(writers)

    def write(name: int) -> None:
        start.wait()
        for n in range(each):
            token = f"token-{name}-{n}"
            kind = "note" if n % 2 else "update"
            done = subject.run(subject.command(kind, token, names[name % len(names)]))
            if done.returncode:
                counts["refused"] += 1
                problems.append(f"{token}: exit {done.returncode}: {done.stderr.strip()[:200]}")
            else:
                acknowledged[token] = done.stdout.strip()

    threads = [threading.Thread(target=write, args=(name,)) for name in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    left = ", its index left" if subject.knows() else ""
    reading = subject.read()
    acknowledged["token-base"] = reading.ids.get("token-base", "gone")
    lost = missing(acknowledged, reading)
    counts["acknowledged"] = len(acknowledged) - 1
    counts["lost"], counts["doubled"] = len(lost), len(reading.doubled)
    for what, which in [("lost", lost), ("doubled", reading.doubled), ("fault", [reading.fault])]:
        if any(which):
            problems.insert(0, f"{what}: {which[:3]}")
    if subject.log.is_symlink() or not (folder / "link.toml").is_symlink():
        problems.append("a link was replaced by a file")
    strays = sorted(path.name for path in folder.iterdir() if path.name.endswith((".lock", ".tmp")))
    if strays:
        problems.append(f"beside the link, not beside the log: {strays}")
    seconds = time.monotonic() - began
    print(
        f"contend: {writers} writers x {each}, half by a link{left}: "
        f"{figures(counts, 'acknowledged', 'lost', 'doubled', 'refused')}; {seconds:.1f} s"
    )
    return finish(problems)


if __name__ == "__main__":
    main(check, str, int, int)
