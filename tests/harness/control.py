#!/usr/bin/env -S python3 -IS
"""A writer with one known fault, behind the part of vocero's command line that the harness uses.

A check that cannot fail proves nothing: each part of the harness first has to catch this program.
`CONTROL` names the fault:

in-place   rewrites the log where it stands
unlocked   takes no lock, so that two writers may start from the same log
doubler    writes every entry twice
liar       says that all went well when it did not
pessimist  says that nothing was saved when only the very last step failed
litterer   leaves its temporary file behind when it fails
none       has no fault: what the checks must let pass
"""

import fcntl
import os
import sys
import time

FAULT = os.environ["CONTROL"]


def load(path):
    """Returns (text, records); a record is (id, incident, text)."""
    try:
        with open(path) as file:
            text = file.read()
    except FileNotFoundError:
        return "", []
    records = []
    for block in text.split("[[entry]]\n")[1:]:
        lines = block.split("\n")
        if len(lines) != 5 or lines[3:] != ["", ""]:
            sys.exit(3)  # torn
        values = [line.split(' = "')[1].rstrip('"') for line in lines[:3]]
        records.append(values)
    if text and not records:
        sys.exit(3)
    return text, records


def save(path, text):
    """Replaces the log, or rewrites it line by line where it stands."""
    if FAULT == "in-place":
        log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        for line in text.splitlines(keepends=True):
            os.write(log, line.encode())
        os.close(log)
        return 0
    beside = f"{path}.{os.getpid() if FAULT == 'litterer' else ''}tmp"
    folder = os.open(os.path.dirname(path), os.O_RDONLY)
    fresh = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        os.write(fresh, text.encode())
        os.fsync(fresh)
        os.rename(beside, path)
    except OSError:
        if FAULT != "litterer":
            os.unlink(beside)
        raise
    try:
        os.fsync(folder)
    except OSError:
        return 3 if FAULT == "pessimist" else 4
    return 0


def write(path, kind, arguments):
    entry = f"{time.time_ns():x}-{os.getpid()}"
    token = next(word for word in arguments if word.startswith("token-"))
    incident = f"2026-{token}"
    if kind != "declare":
        incident = next(word for word in arguments if word.startswith("2026-"))
    try:
        os.makedirs(os.path.dirname(path), exist_ok=True)
        if FAULT != "unlocked":
            lock = os.open(f"{path}.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(lock, fcntl.LOCK_EX)
        record = f'[[entry]]\nid = "{entry}"\nincident = "{incident}"\nnote = "{token}"\n\n'
        code = save(path, load(path)[0] + record * (2 if FAULT == "doubler" else 1))
    except OSError:
        code = 0 if FAULT == "liar" else 3
    if code != 3:
        try:
            os.write(1, f"{incident if kind == 'declare' else entry}\n".encode())
        except OSError:
            code = 4
    os._exit(code)


def read(path, kind, arguments):
    _, records = load(path)
    if kind == "list":
        incidents = dict.fromkeys(incident for _, incident, _ in records)
        rows = [
            f'{{"incident": "{name}", "entries": {sum(r[1] == name for r in records)}}}'
            for name in incidents
        ]
        print(f"[{', '.join(rows)}]")
    else:
        entries = [
            f'{{"id": "{entry}", "facts": {{"note": "{note}"}}}}'
            for entry, incident, note in records
            if incident == arguments[0]
        ]
        print(f'{{"timeline": [{", ".join(entries)}]}}')


def main():
    _, path, kind, *arguments = sys.argv[1:]
    path = os.path.realpath(path)
    (read if kind in ("list", "show") else write)(path, kind, arguments)


main()
