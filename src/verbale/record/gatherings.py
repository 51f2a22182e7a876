"""Summits whose days are known as clues to the day of a report: "at the NATO summit last month".

Of the summits of the series those count that were held in the town or country that the sentence
names; which of them is meant, and when the report was written, its own time says: "last month",
"on July 8 and 9", "next week".
"""

from __future__ import annotations

import datetime as dt
import re

from verbale.knowledge import gatherings, states
from verbale.knowledge.gatherings import Gathering, Named
from verbale.reading import times
from verbale.record.clues import FINE, Clue, one_of, sentence
from verbale.record.intervals import intersect, width
from verbale.records import Interval, Reading, Span, Timex

# Years over which a summit is looked for.
YEARS = 12
# Characters around a summit's name within which its place and its time are told.
_NEAR = 70
_BESIDE = 15
_SOON = dt.timedelta(days=45)
_AHEAD = re.compile(r"\b(?:ahead of|before|upcoming|forthcoming|eve of|will|to attend)\b", re.I)


def gathering_clues(reading: Reading, known: Interval) -> list[Clue]:
    """Clues of the summits that a report names with their place; `known` bounds its day."""
    if known.start is None or known.end is None or width(known) > 366 * YEARS:
        return []
    text = reading.report.text
    clues = []
    for named in gatherings.find(text):
        start, end = sentence(text, named.start, named.end)
        low, high = max(start, named.start - _NEAR), min(end, named.end + _NEAR)
        rows = _held_there(named, text[low:high])
        found: dict[dt.date, Interval] = {}
        for row in rows:
            days = _published(row, named, reading, low, high)
            if days is not None and (both := intersect(days, known)) is not None:
                found[row.first] = both
        if not rows or not found or len(found) > YEARS:
            continue
        said = " ".join(text[named.start : named.end].split())
        span = Span(reading.report.id, named.start, named.end)
        clues.append(one_of(found, "event", f"“{said}” was held on", span))
    return clues


def _held_there(named: Named, words: str) -> list[Gathering]:
    """The summits of a series that were held where the words say."""
    return [
        row
        for row in named.rows
        if any(re.search(rf"\b{re.escape(place)}\b", words) for place in _places(row))
    ]


def _places(row: Gathering) -> tuple[str, ...]:
    state = states.by_code(row.country)
    return (*row.towns, *((state.name,) if state else ()))


def _published(
    row: Gathering, named: Named, reading: Reading, low: int, high: int
) -> Interval | None:
    """When a report may be of that tells of that summit as it does; `None` where it is another."""
    held = Interval(row.first, row.last)
    timex = _time(named, reading, low, high)
    if timex is not None:
        return times.references(timex, held)
    if _AHEAD.search(reading.report.text[low:high]):
        return Interval(row.first - _SOON, row.last)
    return None


def _time(named: Named, reading: Reading, low: int, high: int) -> Timex | None:
    """The time told of a summit, that counts from the report's day: right before its name ("last
    month's NATO summit"), else the first behind it, up to the next summit."""
    text = reading.report.text
    behind = [other.start for other in gatherings.find(text[named.end : high])]
    high = min(high, named.end + min(behind, default=high))
    near = [
        timex
        for timex in reading.times
        if low <= timex.start
        and timex.end <= high
        and timex.anchor == "published"
        and FINE.search(timex.form)
        and times.resolve(timex, None).interval is None
    ]
    before = [t for t in near if 0 <= named.start - t.end <= _BESIDE]
    return next(iter([*before[-1:], *(t for t in near if t.start >= named.end)]), None)
