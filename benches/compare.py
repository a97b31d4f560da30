#!/usr/bin/env python3
"""compare.py BIN FOLDER RUNS: the timing behind compare.sh.

FOLDER holds `hello` and the logs `1.toml` to `50000.toml`. In each of RUNS rounds every job of a
table runs once, in an order drawn anew, so that whatever else the machine does meets all of them
alike. What moves 25 MB has a table of its own: it would empty the caches and fill the disk's queue
for the jobs of a millisecond.
"""

import os
import random
import resource
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

CONFIG = """\
company = "Acme"
status_url = "https://status.acme.example"
locales = ["en", "es"]
"""
BIG = "50000.toml"


@dataclass
class Job:
    """One or more commands, timed together."""

    commands: list[list[str]]
    copies: tuple[Path, Path] | None = None  # what is copied afresh before each run, and to where
    grows: bool = False  # it is copied before the first run alone, and an index of it is kept
    forgets: Path | None = None  # a folder of which nothing is left before each run
    seconds: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)
    peak: int = 0  # KiB

    def prepare(self, environment: dict[str, str]) -> None:
        if self.forgets:
            shutil.rmtree(self.forgets, ignore_errors=True)
        if self.grows and self.copies[1].exists():
            return
        if self.copies:
            shutil.rmtree(self.copies[1].parent, ignore_errors=True)
            self.copies[1].parent.mkdir()
            shutil.copyfile(*self.copies)
            with open(self.copies[1]) as file:
                os.fsync(file)
        if self.grows:
            time.sleep(3)  # younger than that, an index is not trusted
            update = self.commands[0]
            reader = [*update[: update.index("update")], "render"]
            subprocess.run(reader, env=environment, capture_output=True, check=True)

    def run(self, environment: dict[str, str]) -> None:
        self.prepare(environment)
        cpu = 0.0
        began = time.perf_counter()
        for command in self.commands:
            actions = [(os.POSIX_SPAWN_OPEN, n, "/dev/null", os.O_RDWR, 0) for n in (0, 1, 2)]
            process = os.posix_spawn(command[0], command, environment, file_actions=actions)
            _, status, usage = os.wait4(process, 0)
            # 1 says that something is overdue.
            if os.waitstatus_to_exitcode(status) not in (0, 1):
                sys.exit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
            self.peak = max(self.peak, usage.ru_maxrss)
            cpu += usage.ru_utime + usage.ru_stime
        self.seconds.append(time.perf_counter() - began)
        self.cpu.append(cpu)

    @property
    def median(self) -> float:
        return statistics.median(self.seconds)


def tool(name: str) -> str:
    return shutil.which(name) or sys.exit(f"`{name}` is missing here")


def tables(binary: str, folder: Path) -> tuple[dict[str, Job], dict[str, Job]]:
    config = folder / "vocero.toml"
    config.write_text(CONFIG)
    start = [binary, "--config", str(config), "--log"]

    def render(log: str) -> Job:
        return Job([[*start, str(folder / log), "render"]])

    def first(command: str) -> Job:
        """Somebody who asks a large log for the first time: no index of it is kept."""
        home = folder / "first"
        alone = [tool("env"), f"HOME={home}"]
        return Job([[*alone, *start, str(folder / BIG), command]], forgets=home)

    def update(log: str, grows: bool = False) -> Job:
        """An update of a copy made for it, or one after another of a log that somebody read."""
        copy = folder / f"{'grown' if grows else 'fresh'}-{log}" / "incidents.toml"
        news = ["update", "--no-input", "-q", "--next-update", "30m"]
        return Job([[*start, str(copy), *news]], (folder / log, copy), grows=grows)

    shutil.rmtree(folder / f"grown-{BIG}", ignore_errors=True)
    new, old = folder / "copied" / "new.toml", folder / "copied" / "old.toml"
    copy_and_sync = [[tool("cp"), str(folder / BIG), str(new)], [tool("sync"), str(new)]]
    move = [tool("mv"), str(new), str(old)]  # gives the old file's space back, as an update must
    nothing = folder / "nothing"
    nothing.touch()
    hello = [[str(folder / "hello")]]
    light = {
        "hello": Job(hello),
        "no-op": Job([[binary, "--version"]]),
        "render 1": render("1.toml"),
        "render 100": render("100.toml"),
        "render 2,000": render("2000.toml"),
        "update 1": update("1.toml"),
        "due --prompt": Job([[*start, str(folder / BIG), "due", "--prompt"]]),
    }
    heavy = {
        "hello": Job(hello),
        "wc": Job([[tool("wc"), str(folder / BIG)]]),
        "render 50,000": render(BIG),
        "first render": first("render"),
        "due": Job([[*start, str(folder / BIG), "due"]]),
        "first due": first("due"),
        "metrics": Job([[*start, str(folder / BIG), "metrics"]]),
        "first metrics": first("metrics"),
        "update 50,000": update(BIG, grows=True),
        "first update": update(BIG),
        "cp, sync": Job(copy_and_sync, (nothing, old)),
        "cp, sync, mv": Job([*copy_and_sync, move], (folder / BIG, old)),
    }
    return light, heavy


def measure(table: dict[str, Job], runs: int, environment: dict[str, str]) -> None:
    """Runs the jobs of a table in turn, and prints it."""
    order = list(table.values())
    for job in order:  # once to warm up
        job.run(environment)
        job.seconds.clear()
        job.cpu.clear()
    for _ in range(runs):
        random.shuffle(order)
        for job in order:
            job.run(environment)
    hello = table["hello"].median
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(f"{'':14} {'ms':>8} {'x hello':>8} {'cpu ms':>8} {'peak MB':>8}")
    for name, job in table.items():
        # A child starts with the peak of this program: only what goes beyond it is its own.
        peak = f"{job.peak / 1024:8.1f}" if job.peak > own else f"{'<':>4}{own / 1024:4.0f}"
        wall, cpu = job.median * 1e3, statistics.median(job.cpu) * 1e3
        print(f"{name:14} {wall:8.2f} {job.median / hello:8.2f} {cpu:8.2f} {peak}")


def main() -> None:
    binary, folder, runs = os.path.abspath(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8"}
    light, heavy = tables(binary, folder)
    # As it is of an evening: the index of a log counts once the log is two seconds old.
    time.sleep(3)
    print(f"{runs} runs of each, medians; the big log has {(folder / BIG).stat().st_size:,} bytes")
    measure(light, runs, environment)
    measure(heavy, runs, environment)
    hello, loaded = light["hello"].median, heavy["hello"].median
    wc, copy = heavy["wc"].median, heavy["cp, sync"].median
    goals = [
        ("render 1", "2 x hello", 2 * hello),
        ("render 100", "2 x hello", 2 * hello),
        ("render 2,000", "2 x hello", 2 * hello),
        ("render 50,000", "2 x hello + 0.2 x wc", 2 * loaded + 0.2 * wc),
        ("update 1", "2.5 x hello", 2.5 * hello),
        ("update 50,000", "2 x (cp, sync)", 2 * copy),
        ("due --prompt", "2 x hello", 2 * hello),
        ("due", "0.35 x wc", 0.35 * wc),
        ("metrics", "0.35 x wc", 0.35 * wc),
    ]
    missed = 0
    for name, words, limit in goals:
        share = (light | heavy)[name].median / limit
        missed += share > 1
        print(f"{'missed' if share > 1 else 'met':6} {name}: {share:.2f} of {words}")
    sys.exit(1 if missed else 0)


if __name__ == "__main__":
    main()
