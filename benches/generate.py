#!/usr/bin/env python3
"""generate.py N FILE: writes a log of N entries as vocero itself would have written it.

The same N gives the same bytes. Records have the canonical form and about 500 bytes each (50,000
are ten years of a large company in 25 MB). An incident has five entries, now and then a note among
them; the newest incident is open, all others are over and were looked back at.
"""

import random
import sys
from datetime import datetime, timedelta, timezone

ENDS = datetime(2026, 1, 1, tzinfo=timezone.utc)  # when the newest incident was declared
APART = timedelta(hours=8, minutes=45)  # ten years for 10,000 incidents

PREAMBLE = """\
# vocero incident log: one [[entry]] for each thing that happened, oldest first. Add; do not rewrite.
format = 1
"""
# What broke: title, component, impact, scope, workaround, what we do, what works again.
FAULTS = [
    (
        "Card payments are failing",
        "Checkout",
        "Your shop cannot take card payments: customers see an error after they enter the card.",
        "Shops in the EU are affected. PayPal and bank transfer work everywhere.",
        "Offer PayPal or bank transfer; orders that failed can be paid again later.",
        "We are moving card payments to our second provider and watch the first tests.",
        "Card payments work again in every shop.",
    ),
    (
        "Search is slow",
        "Search",
        "Your searches in the catalogue take up to 20 seconds or end without a result.",
        "Everyone who searches by title or author is affected. Search by number works.",
        "Search by number if you have it, or open the list of categories.",
        "We have stopped the nightly rebuild of the index and add more machines.",
        "Your searches are as fast as usual again.",
    ),
    (
        "Sign-in with a code does not work",
        "Accounts",
        "You cannot sign in with a code sent to your phone: the text message does not arrive.",
        "People who sign in with a code are affected. Passwords and passkeys work.",
        "Sign in with your password or a passkey; nobody is signed out meanwhile.",
        "We are sending the codes over another carrier, country after country.",
        "Codes arrive within seconds again.",
    ),
    (
        "Reports arrive late",
        "Reports",
        "The reports of this morning are not in your inbox yet, and the figures on the page are old.",
        "Accounts with more than one shop are affected; live figures are right.",
        "Download the figures of each shop by itself; that works as usual.",
        "We are working through the queue and expect no figure to be missing.",
        "All reports were sent, and the figures on the page are those of now.",
    ),
]
NOTES = [
    "The first provider answers 502 since the deploy of 09:41; rolled back on half of the hosts.",
    "Queue length 41,000 and falling by 900 a minute. Escalated to the database people.",
    "Reproduced in staging with the configuration of yesterday: the time-out is set to 5 ms.",
]


class Writer:
    """Writes records one after the other, each newer than the one before."""

    def __init__(self, file, dice: random.Random):
        self.file, self.dice = file, dice

    def record(self, at: datetime, incident: str, kind: str, **facts: str) -> None:
        """Writes one record; the keys come in the order of the log."""
        lines = [
            "",
            "[[entry]]",
            f'id = "{self.uuid(at)}"',
            f"at = {moment(at)}",
            f'by = "{self.dice.choice(["ana", "luis", "irene", "marc"])}"',
            'via = "vocero 0.1"',
            f'incident = "{incident}"',
            f'kind = "{kind}"',
        ]
        lines += [f"{key.replace('__', '.')} = {value}" for key, value in facts.items()]
        self.file.write("\n".join(lines) + "\n")

    def uuid(self, at: datetime) -> str:
        """A UUIDv7 of this moment."""
        stamp = int(at.timestamp() * 1000)
        value = stamp << 80 | 0x7 << 76 | self.dice.getrandbits(12) << 64 | 0b10 << 62
        text = f"{value | self.dice.getrandbits(62):032x}"
        return "-".join([text[:8], text[8:12], text[12:16], text[16:20], text[20:]])


def moment(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def quoted(text: str) -> str:
    return f'"{text}"'


def slug(title: str) -> str:
    return title.lower().replace(" ", "-")[:24].rstrip("-")


def incident(writer: Writer, began: datetime, entries: int, is_open: bool) -> None:
    """Writes one incident of so many entries."""
    dice = writer.dice
    title, component, impact, scope, workaround, action, outcome = dice.choice(FAULTS)
    name = f"{began:%Y-%m-%d}-{slug(title)}-{began:%H%M}"
    at = began
    writer.record(
        at,
        name,
        "declared",
        type='"incident"',
        title=quoted(title),
        severity=quoted(dice.choice(["minor", "major", "major", "critical"])),
        state='"investigating"',
        locale='"en"',
        started=moment(at - timedelta(minutes=dice.randrange(3, 20))),
        **{f'components__"{component}"': '"partial-outage"'},
        impact=quoted(impact),
        scope='""',
        action=quoted("We are finding out why, and check the last changes first."),
        next_update=moment(at + timedelta(minutes=30)),
    )
    middle = [
        ("identified", {"scope": quoted(scope), "workaround": quoted(workaround)}),
        ("", {}),
        ("monitoring", {"impact": quoted(f"{impact} It gets better: most attempts succeed now.")}),
        ("", {}),
    ]
    for state, facts in middle[: entries - (1 if is_open else 3)]:
        at += timedelta(minutes=dice.randrange(20, 40))
        if not state and dice.random() < 0.4:
            note = {"internal__note": quoted(dice.choice(NOTES))}
            writer.record(at, name, "noted", locale='"en"', **note)
            continue
        promise = {"next_update": moment(at + timedelta(minutes=30))}
        known = {"state": quoted(state)} if state else {}
        doing = {"action": quoted(action)} if state else {}
        cause = {"internal__cause": quoted(dice.choice(NOTES))} if state == "identified" else {}
        writer.record(
            at, name, "updated", **known, locale='"en"', **facts, **doing, **promise, **cause
        )
    if not is_open:
        at += timedelta(minutes=dice.randrange(20, 40))
        writer.record(
            at,
            name,
            "resolved",
            state='"resolved"',
            locale='"en"',
            ended=moment(at - timedelta(minutes=5)),
            **{f'components__"{component}"': '"operational"'},
            outcome=quoted(outcome),
            harm=quoted(f"{impact} That cost you time, and some of you sales."),
            data='"none"',
            follow_up=moment(at + timedelta(days=1)),
            confirmed_by='"lead"',
        )
        at += timedelta(minutes=dice.randrange(60, 120))
        writer.record(
            at,
            name,
            "reviewed",
            locale='"en"',
            happened=quoted(f"{impact} {outcome}"),
            why=quoted("A change that we had tried with little traffic failed with much of it."),
            learned=quoted("We try every change with as much traffic as a busy day has."),
            internal__factors=quoted("The alarm watched the mean and not the worst of a hundred."),
            internal__went_well=quoted("The second provider was ready, and two people knew how."),
        )


def main() -> None:
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit("usage: generate.py N FILE")
    entries, path = int(sys.argv[1]), sys.argv[2]
    closed = max(0, entries - 1) // 5
    left_over = entries - 5 * closed
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(PREAMBLE)
        writer = Writer(file, random.Random(7))
        for number in range(closed):
            incident(writer, ENDS - (closed - number) * APART, 5, is_open=False)
        if left_over:
            incident(writer, ENDS, left_over, is_open=True)


if __name__ == "__main__":
    main()
