"""Holds the words and formats of every voice against CLDR (by Babel) and num2words.

    check_locales.py MANIFEST

Names of months, weekdays and languages, dates with and without their year, durations with their plurals,
pairs and lists, quotation marks, and the hours and minutes that a recorded message reads in words. Where
a voice differs on purpose the difference stands in ON_PURPOSE with its reason, and nothing else may.
"""
# needs: pip Babel==2.17.0 num2words==0.5.14

import re
import sys
import tomllib
from datetime import date, timedelta
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_timedelta, get_day_names, get_month_names
from babel.lists import format_list
from babel.units import format_unit
from num2words import num2words

VOICES = Path(__file__).resolve().parents[2] / "templates" / "voices"

# English as in most of the world, not as in the United States.
CLDR = {"en": "en_GB"}

ON_PURPOSE = {
    # Within a sentence the comma after the weekday would part what belongs together.
    "es": lambda text: text.replace(", ", " "),
    # CLDR has a comma with the year and none without; sentences have none.
    "en": lambda text: text.replace(", ", " "),
    # Publishers write the first of a month as an ordinal; CLDR 46 does not.
    "fr": lambda text: re.sub(r"\b1 (?=\w)", "1er ", text),
    "pt": lambda text: re.sub(r"\b1 (?=de)", "1º ", text),
}


def same(text):
    """No-break spaces count as spaces here; that they are right is another check's matter."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def measured(count, unit, locale):
    """A count with its unit; where the pattern of a unit is not there, that of durations is."""
    said = format_unit(count, f"duration-{unit}", "long", locale=locale)
    if "duration" not in said:
        return said
    return format_timedelta(timedelta(**{f"{unit}s": count}), granularity=unit, threshold=99, locale=locale)


def findings(tag, voice):
    locale = Locale.parse(CLDR.get(tag, tag))
    amend = ON_PURPOSE.get(tag, lambda text: text)
    calendar, time = voice["calendar"], voice["time"]

    def compare(what, ours, theirs):
        if same(ours) != same(theirs):
            yield f"{tag}: {what}: {ours!r}, and CLDR has {theirs!r}"

    for i in range(12):
        yield from compare(f"month {i + 1}", calendar["months"][i], get_month_names("wide", "format", locale)[i + 1])
    for i in range(7):
        yield from compare(f"weekday {i + 1}", calendar["weekdays"][i], get_day_names("wide", "format", locale)[i])
    for code, name in voice["languages"].items():
        yield from compare(f"language {code}", name, locale.languages[code])
    for day in [date(2026, 11, 27), date(2026, 12, 1), date(2027, 3, 22)]:
        values = {
            "weekday": calendar["weekdays"][day.weekday()],
            "date": calendar["first"] if day.day == 1 else str(day.day),
            "month": calendar["months"][day.month - 1],
            "year": str(day.year),
            "number": str(day.month),
        }
        full = format_date(day, "full", locale)
        yield from compare("full date", amend(time["day_with_year"].format(**values)), amend(full))
        bare = re.sub(r"(,| de)? ?2026$|(,| de)? ?2027$", "", full)
        yield from compare("date", amend(time["day"].format(**values)), amend(bare))
    for unit in ["minute", "hour", "day"]:
        for count, form in [(1, "one"), (2, "other"), (5, "other"), (21, "other")]:
            ours = voice["duration"][unit][form].format(count=count)
            yield from compare(f"{count} {unit}", ours, measured(count, unit, locale))
    ab, abc = ["A", "B"], ["A", "B", "C"]
    pair, more = voice["list"]["pair"], voice["list"]["more"]
    yield from compare("pair", pair.format(a="A", b="B"), format_list(ab, locale=locale))
    longer = pair.format(a=more.format(a="A", b="B"), b="C")
    yield from compare("list", longer, format_list(abc, locale=locale))
    yield from read_aloud(tag, calendar, time)
    yield from counted(tag, voice["duration"])


def read_aloud(tag, calendar, time):
    """Hours and minutes in words, by the numbers that stand in them."""
    lang = {"pt": "pt_BR"}.get(tag, tag)
    for kind, count in [("hours", 24), ("minutes", 60)]:
        words = calendar[kind]
        if len(words) != count:
            yield f"{tag}: {kind} has {len(words)} words"
        for number in range(count):
            # Where people tell the hours of half a day, the first of them is twelve.
            halved = tag in ("en", "es", "pt") and kind == "hours"
            said = number % 12 or 12 if halved else number
            expected = num2words(said, lang=lang)
            ours = words[number]
            # A language's hours and minutes take the gender of what they count, English says "oh five".
            ours = re.sub(r"^oh (?=\w)", "", ours)
            ours = re.sub(r" (heures?|horas?|minutos?)$", "", ours)
            # A quarter past and half past have names of their own, and so has the hour after midnight.
            named = {
                "en": {"oh": "zero"},
                "es": {"cuarto": "quince", "media": "treinta"},
                "pt": {"meia": "trinta"} | ({"meia-noite": "doze"} if number == 0 else {}),
            }
            ours = named.get(tag, {}).get(ours, ours)
            genders = {
                "es": [(r"una$", "uno"), (r"\bun$", "uno"), (r"veintiún$", "veintiuno")],
                "pt": [(r"uma$", "um"), (r"duas$", "dois")],
                "fr": [(r"une$", "un")],
                "de": [(r"^ein$", "eins")],
            }
            for pattern, plain in genders.get(tag, []):
                ours = re.sub(pattern, plain, ours)
            strip = lambda text: re.sub(r"[\s-]+", " ", text)
            if strip(ours) != strip(expected):
                yield f"{tag}: {kind} {number}: {words[number]!r}, and num2words has {expected!r}"
    for key in ["words", "words_sharp"]:
        if "{hour}" not in time[key]:
            yield f"{tag}: {key} does not say the hour"


def counted(tag, duration):
    """How long something took in words: each number with its unit, which is CLDR's."""
    lang = {"pt": "pt_BR"}.get(tag, tag)
    # Numbers take the gender of what they count.
    genders = {
        "es": [(r"una$", "uno"), (r"\bun$", "uno"), (r"veintiún$", "veintiuno")],
        "pt": [(r"uma$", "um"), (r"duas$", "dois")],
        "fr": [(r"une$", "un")],
        "de": [(r"^eine$", "eins")],
    }
    for kind, size in [("minutes", 60), ("hours", 24)]:
        if len(duration[kind]) != size:
            yield f"{tag}: a duration has {len(duration[kind])} words for {kind}"
        for number, words in list(enumerate(duration[kind]))[1:]:
            unit = duration[kind[:-1]]["one" if number == 1 else "other"].format(count="").strip()
            ours = words.removesuffix(" " + unit)
            for pattern, plain in genders.get(tag, []):
                ours = re.sub(pattern, plain, ours)
            strip = lambda text: re.sub(r"[\s-]+", " ", text)
            expected = num2words(number, lang=lang)
            if ours == words or strip(ours) != strip(expected):
                yield f"{tag}: {number} {kind}: {words!r}, and num2words has {expected!r}"


def voices():
    return {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(VOICES.glob("*.toml"))}


def self_test():
    """Each of these mistakes must be found."""
    def spoil(change):
        voice = voices()["fr"]
        change(voice)
        return list(findings("fr", voice))

    spoilt = [
        lambda v: v["calendar"]["months"].__setitem__(0, "Janvier"),
        lambda v: v["calendar"]["weekdays"].reverse(),
        lambda v: v["duration"]["hour"].__setitem__("other", "{count} heure"),
        lambda v: v["list"].__setitem__("pair", "{a} & {b}"),
        lambda v: v["time"].__setitem__("day", "{weekday}, {date} {month}"),
        lambda v: v["calendar"]["minutes"].__setitem__(21, "vingt-deux"),
        lambda v: v["duration"]["hours"].__setitem__(3, "trois heure"),
        lambda v: v["duration"]["minutes"].__setitem__(21, "vingt-deux minutes"),
        lambda v: v["languages"].__setitem__("de", "Allemand"),
    ]
    missed = [i for i, change in enumerate(spoilt) if not spoil(change)]
    print(f"self-test: {len(spoilt) - len(missed)} of {len(spoilt)} mistakes found")
    return 1 if missed else 0


def main():
    if "--self-test" in sys.argv:
        return self_test()
    found = [line for tag, voice in voices().items() for line in findings(tag, voice)]
    print(f"{len(voices())} voices held against CLDR and num2words; {len(found)} differences")
    for line in found:
        print("  " + line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
