"""Entering an office as a clue to the day of a report: "sworn in on Thursday", "who took over from
him last week".

The day is that of the table of offices, where it knows it to the day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from verbale.reading import times
from verbale.record.clues import FINE, Clue, one_of, sentence
from verbale.record.intervals import DAY, intersect
from verbale.record.roll import Roll
from verbale.records import Interval, Reading, Span, Timex

_ENTERED = re.compile(
    r"\b(?:sworn[ -]in|inaugurated|(?:took|taken|taking|takes|assumed|assuming|entered|entering)"
    r" (?:up )?(?:his |her |the )?(?:office|post|new post|power|job|presidency|premiership)"
    r"|(?:took|taken|taking) over(?= as\b| from\b|[,.])|replaced|succeeded"
    r"|(?:became|becoming)(?= (?:the |\w+['’]s )?(?:new )?(?:\w+ ){0,2}"
    r"(?:president|prime minister|premier|chancellor|minister|secretary|leader|king|emir|pope)\b))",
    re.IGNORECASE,
)
# Words within which the time of an entry stands.
_NEAR = 45


def entering_clues(reading: Reading, roll: Roll, known: Interval) -> list[Clue]:
    """Clues of those whose entry into an office the report tells with its time; `known` bounds the
    day of the report."""
    text = reading.report.text
    clues = []
    for match in _ENTERED.finditer(text):
        start, end = sentence(text, match.start(), match.end())
        who = _who(reading, roll, start, match.start())
        if who is None:
            continue
        found = {
            day: days
            for day in _days(roll, who)
            if (refs := _published(reading, match, start, end, day)) is not None
            and (days := intersect(refs, known)) is not None
        }
        if not found or len(found) > 2:
            continue
        span = Span(reading.report.id, match.start(), match.end())
        clues.append(one_of(found, "event", f"{roll.party(who).name} entered office on", span))
    return clues


def _who(reading: Reading, roll: Roll, start: int, end: int) -> str | None:
    """The person last spoken of before the words, in their sentence."""
    near = [m for m in reading.cast.mentions if start <= m.start and m.end <= end]
    for mention in sorted(near, key=lambda m: -m.end):
        if reading.cast.referents[mention.referent].kind != "person":
            continue
        found = roll.of(reading, mention.referent)
        return found[0] if len(found) == 1 else None
    return None


def _days(roll: Roll, who: str) -> Iterator[dt.date]:
    """The days on which somebody entered an office, where they are known."""
    for term in roll.offices.terms(who):
        if term.start is not None and term.precision == "day":
            yield term.start


def _published(
    reading: Reading, match: re.Match[str], start: int, end: int, day: dt.date
) -> Interval | None:
    """When a report may be of that tells of an entry on `day`; `None` where it cannot be that."""
    around = [t for t in reading.times if start <= t.start and t.end <= end]
    after = [t for t in around if 0 <= t.start - match.end() <= _NEAR]
    for timex in after:
        if timex.anchor == "published" and FINE.search(timex.form):
            return times.references(times.towards(timex, "past"), Interval(day, day))
    before = [t for t in around if t.end <= match.start()]
    for timex in reversed(before):
        shift = times.offset_days(timex)
        if shift is None or match.start() - timex.end > _NEAR:
            continue
        then = Interval(day + shift * DAY, day + shift * DAY)
        return _of_the_act(before, timex, then)
    return None


def _of_the_act(before: list[Timex], counted: Timex, then: Interval) -> Interval | None:
    """The act that came so many days after the entry was on the day that its own time names."""
    for timex in before:
        if timex is not counted and timex.anchor == "published" and FINE.search(timex.form):
            return times.references(times.towards(timex, "past"), then)
    return Interval(then.start, None)
