"""Days that return each year as clues: "as you celebrate your National Day", anniversaries.

A greeting, or "today" beside the name of such a day, says on which day of the year a report
was written; the year is what the other clues leave, or what an anniversary counts to ("the
59th anniversary of your independence"). Only the head of a text is looked at: further down
such days are told of, not kept.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable

from verbale.knowledge import observances
from verbale.knowledge.observances import Named, Observance
from verbale.reading import times
from verbale.record.clues import Clue, sentence
from verbale.record.intervals import DAY, hull, intersect, width
from verbale.record.yearless import in_year
from verbale.records import Interval, Reading, Span, Timex

# Characters from the start of a text within which a day is kept, and not only told of.
HEAD = 600
# Characters around a day's name within which its anniversary and its state are named.
NEAR = 160
# Years over which a day of the year is looked for: beyond, it says nothing.
YEARS = 12


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b", re.IGNORECASE)


# Words that say how a report stands to the day it speaks of, and the days that it may be written
# before and after it; the first that is found counts. Greetings are sent some days ahead.
_STANDING = (
    (_words(r"tomorrow"), 1, 0),
    (_words(r"today"), 0, 1),
    (_words(r"this week(?:end)?"), 6, 6),
    (
        _words(
            r"congratulat\w+|wish(?:es|ing)?|happy|on the occasion of|greetings|felicitat\w+|"
            r"as (?:you|they|it) (?:celebrate|mark|observe|commemorate)s?"
        ),
        5,
        1,
    ),
    (
        _words(r"^(?:on|this)|we (?:mark|honou?r|celebrate|commemorate|observe|recognize|join)"),
        2,
        2,
    ),
)
_ELSEWHEN = _words(
    r"ahead of|in advance of|approach(?:es|ing)?|upcoming|prepar\w+|yesterday|days? (?:ago|after)|"
    r"next|following|until"
)
_THIS_YEAR = _words(r"this year|throughout \d{4}|year of")
_STOP = re.compile(r"(?<!\bU\.S)(?<!\bMr)(?<!\bSt)(?<!\bDr)[.!?]\s+(?=[\"“A-Z])|\n")
_INDEPENDENT = re.compile(r"\b(?:anniversary|year|occasion|celebrate your)\b[^;]{0,60}$", re.I)
_LAST = re.compile(r"\b(?:last|previous|every|each)\s*$", re.I)


def observance_clues(reading: Reading, known: Interval) -> list[Clue]:
    """Clues of the days that the head of a report keeps; `known` bounds their years."""
    if known.start is None or known.end is None or width(known) > 366 * YEARS:
        return []
    clues = []
    text = reading.report.text
    for named in observances.find(text[:HEAD]):
        if any(b.start <= named.start < b.end for b in reading.marks.boilerplate):
            continue
        start, end = _sentence(text, named)
        rows = _whose(named, reading, start, end)
        spans = _spans(named, rows, reading, start, end, known)
        if not spans:
            continue
        said = " ".join(text[named.start : named.end].split())
        when = " or ".join(day.isoformat() for day in sorted(spans))
        clues.append(
            Clue(
                hull(tuple(spans.values())),
                "day",
                f"“{said}” is kept on {when}",
                Span(reading.report.id, named.start, named.end),
                tuple(spans[day] for day in sorted(spans)),
            )
        )
    return clues


def _sentence(text: str, named: Named) -> tuple[int, int]:
    """Start and end of the sentence of a day's name, by its stops."""
    start, end = sentence(text, named.start, named.end, _STOP)
    return max(start, named.start - NEAR), min(end, named.end + NEAR)


def _whose(named: Named, reading: Reading, start: int, end: int) -> list[Observance]:
    """The rows that are meant: the world's, or those of the nearest state named there."""
    if all(not row.state for row in named.rows):
        return list(named.rows)
    owners = {row.state for row in named.rows}
    near: list[tuple[bool, int, str]] = []
    for mention in reading.cast.mentions:
        state = reading.cast.referents[mention.referent].state
        inside = start <= mention.start < end
        if state in owners and start - NEAR <= mention.start < end + NEAR:
            near.append((not inside, abs(mention.start - named.start), state))
    if not near:
        return []
    state = min(near)[2]
    return [row for row in named.rows if row.state == state]


def _stated(named: Named, reading: Reading) -> Callable[[int], dt.date | None] | None:
    """The day that the text itself gives beside the name: "your National Day on August 9"."""
    text = reading.report.text
    for timex in reading.times:
        after = text[named.end : timex.start].strip(" ,").lower() in ("", "on", "this")
        before = text[timex.end : named.start].strip(" ,").lower() in ("", "the", "is", "as")
        beside = (after and timex.start >= named.end) or (before and timex.end <= named.start)
        if beside and times.yearless(timex):

            def on(year: int, timex: Timex = timex) -> dt.date | None:
                days = in_year(timex, year, text)
                return days.start if days is not None and days.start == days.end else None

            return on
    return None


def _spans(
    named: Named, rows: list[Observance], reading: Reading, start: int, end: int, known: Interval
) -> dict[dt.date, Interval]:
    """Day kept -> days on which the report can have been written."""
    assert known.start is not None
    assert known.end is not None
    text = reading.report.text
    before, words = text[start : named.start], text[start:end]
    if _LAST.search(before) or (named.name == "independence" and not _INDEPENDENT.search(before)):
        return {}
    count = times.anniversary(text, start, end, named.start, named.end)
    stated = _stated(named, reading)
    out: dict[dt.date, Interval] = {}
    for row in rows:
        if row.kind == "event" and count is None:
            continue
        years = range(known.start.year - 1, known.end.year + 2)
        if count is not None and row.since is not None:
            years = range(row.since + count, row.since + count + 1)
        stands = None if _ELSEWHEN.search(words) else _standing(words)
        for year in years:
            day = row.on(year) if stated is None else stated(year)
            if day is None:
                continue
            if stands is not None and not _THIS_YEAR.search(words):
                out[day] = Interval(day - stands[0] * DAY, day + stands[1] * DAY)
            elif count is not None and row.since is not None and "anniversary" in words:
                out[day] = Interval(dt.date(year - 1, 12, 1), dt.date(year, 12, 31))
    return {day: span for day, span in out.items() if intersect(span, known) is not None}


def _standing(words: str) -> tuple[int, int] | None:
    for pattern, before, after in _STANDING:
        if pattern.search(words):
            return before, after
    return None
