#!/usr/bin/env python3
"""check.py BIN FOLDER RUNS [OTHER]: the timing behind check.sh.

FOLDER holds `hello`, `log.toml` and, where it could be installed, `npm` with write-good. In each
round every job runs once, in an order drawn anew, so that whatever else the machine does meets all
of them alike. What takes seconds has rounds of its own.
"""

import os
import random
import statistics
import sys
import time
from pathlib import Path

CONFIG = """\
company = "Acme"
status_url = "https://status.acme.example"
locales = ["en", "es"]
"""
MANY = 10_000
SLOW_RUNS = 5

OPENINGS = [
    "We are investigating {what} in {where}.",
    "Since {time} UTC {who} cannot {do}.",
    "We apologize for any inconvenience this {what} may have caused.",
    "Our provider had {what} in {where}, and {who} could not {do}.",
    "The fix should be live very soon, and {who} will be able to {do} again.",
    "A small number of {who} may see {what} when they try to {do}.",
    "{what} has been resolved at {time}, and {who} can {do} again.",
]
ENDINGS = [
    "The next update follows at {time} UTC.",
    "We will share more as soon as we have it!",
    "Please retry in 10 minutes, or call us.",
    "Thank you for your patience while our engineers work on {what}.",
    "Orders that were placed before {time} are kept and will be charged once.",
]
WORDS = {
    "what": ["an outage", "slow pages", "failing card payments", "delayed e-mails", "login errors"],
    "where": ["Europe", "the checkout", "eu-west-1", "our mobile apps", "the public API"],
    "who": ["customers", "some shops", "people with a card from abroad", "administrators"],
    "do": ["pay", "sign in", "export a report", "open an order", "send messages"],
    "time": ["09:40", "14:05", "21:30", "10 am", "3:15 pm"],
}


def messages(count: int) -> list[str]:
    """Messages of two to five sentences; the same ones in every run."""
    draw = random.Random(7)

    def sentence(forms: list[str]) -> str:
        said = draw.choice(forms).format(**{key: draw.choice(of) for key, of in WORDS.items()})
        return said[0].upper() + said[1:]

    def message() -> str:
        body = [sentence(OPENINGS) for _ in range(draw.randint(1, 4))]
        return " ".join([*body, sentence(ENDINGS)])

    return [message() for _ in range(count)]


def run(command: list[str], environment: dict[str, str]) -> float:
    actions = [(os.POSIX_SPAWN_OPEN, n, "/dev/null", os.O_RDWR, 0) for n in (0, 1, 2)]
    began = time.perf_counter()
    process = os.posix_spawn(command[0], command, environment, file_actions=actions)
    _, status = os.waitpid(process, 0)
    taken = time.perf_counter() - began
    # 1 says that something was found; write-good ends with the number of what it found.
    if os.WIFSIGNALED(status) or (os.waitstatus_to_exitcode(status) == 2 and "node" not in command[0]):
        sys.exit(f"{command} failed")
    return taken


def medians(jobs: dict[str, list[str]], runs: int, environment: dict[str, str]) -> dict[str, float]:
    seconds: dict[str, list[float]] = {name: [] for name in jobs}
    for _ in range(runs):
        for name in random.sample(list(jobs), len(jobs)):
            seconds[name].append(run(jobs[name], environment))
    return {name: statistics.median(taken) for name, taken in seconds.items()}


def main() -> None:
    binary, folder, runs = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    binaries = {"vocero": binary, **({"other": sys.argv[4]} if len(sys.argv) > 4 else {})}
    config = folder / "vocero.toml"
    config.write_text(CONFIG)
    texts = messages(MANY)
    one, many = folder / "one.md", folder / "many.md"
    one.write_text(texts[0] + "\n")
    many.write_text("\n".join(texts) + "\n")

    quick = {"hello": [str(folder / "hello")]}
    slow = {}
    for name, program in binaries.items():
        start = [program, "--config", str(config)]
        text = [*start, "check", "--locale", "en", "--format", "line", "--text"]
        quick[f"{name} --version"] = [program, "--version"]
        quick[f"{name}, one update in all channels"] = [
            *start, "--log", str(folder / "log.toml"), "check", "--fail-on", "never",
        ]  # fmt: skip
        quick[f"{name}, one message"] = [*text, str(one)]
        slow[f"{name}, {MANY} messages"] = [*text, str(many), "--each-line"]
    good = folder / "npm/node_modules/write-good/bin/write-good.js"
    node = next((d for d in os.get_exec_path() if os.access(f"{d}/node", os.X_OK)), None)
    if good.exists() and node:
        quick["write-good, one message"] = [f"{node}/node", str(good), str(one)]
        slow[f"write-good, {MANY} messages"] = [f"{node}/node", str(good), str(many)]

    environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "TZ": "UTC"}
    taken = medians(quick, runs, environment)
    taken |= medians(slow, min(runs, SLOW_RUNS), environment)
    hello = taken["hello"]
    for name, median in taken.items():
        print(f"{name:42} {1000 * median:10.2f} ms {median / hello:9.2f} x hello world")

    update = taken["vocero, one update in all channels"] / hello
    missed = [f"one update takes {update:.2f} x hello world, goal 3"] if update > 3 else []
    for what, goal in [("one message", 40), (f"{MANY} messages", 100)]:
        if f"write-good, {what}" in taken:
            ratio = taken[f"write-good, {what}"] / taken[f"vocero, {what}"]
            print(f"{what}: {ratio:.0f} x faster than write-good (goal {goal})")
            missed += [f"{what}: {ratio:.0f} x, goal {goal}"] if ratio < goal else []
    if missed:
        sys.exit("missed: " + "; ".join(missed))


main()
