"""The day and month of a dateline or of a page's line ("PARIS, March 24") as a clue to its year."""

from __future__ import annotations

import datetime as dt
import re

from verbale.reading import times
from verbale.record.clues import Clue, one_of, printed
from verbale.record.intervals import DAY, intersect
from verbale.record.roll import Roll
from verbale.record.yearless import YEARS, in_year
from verbale.records import Extent, Interval, Reading, Span

# A lead's time stands within so many characters of its dateline.
LEAD_REACH = 300


def dateline_clues(reading: Reading, roll: Roll, known: Interval) -> list[Clue]:
    """A dateline's or a page's day and month ("PARIS, March 24"): in a year in which its weekday
    fits.

    The weekday is the lead's bare one, of that day or the day before, the first rather than the
    second; terms of office and other clues bound the years.
    """
    at = reading.marks.dateline_date
    if at is None or known.start is None:
        return []
    text = reading.report.text
    dated = [t for t in reading.times if at.start <= t.start < at.end and times.yearless(t)]
    if not dated and (stamp := times.stated_yearless(text, at.start, at.end)):
        dated = [stamp]  # a page's line of its own is furniture, where no times are sought
    if len(dated) != 1:
        return []
    weekday = _lead_weekday(reading, at)
    days: dict[dt.date, int] = {}
    last = min(known.end.year if known.end else roll.offices.horizon, known.start.year + 40)
    for year in range(known.start.year, last + 1):
        day = in_year(dated[0], year, text)
        if day is None or day.start is None or day.start != day.end:
            continue
        if intersect(known, Interval(day.start, day.start + DAY)) is None:
            continue
        late = 0 if weekday is None else (day.start.weekday() - weekday) % 7
        if late in (0, 1):
            days[day.start] = late
    if not days or len(days) > YEARS:
        return []
    span = Span(reading.report.id, dated[0].start, dated[0].end)
    words = " ".join(text[dated[0].start : dated[0].end].split())
    line = reading.marks.dateline
    filed = line is not None and line.start <= at.start < line.end
    after = printed(reading) if filed else DAY
    kind = "text" if len(days) > 1 else "stated"
    options = {day: Interval(day, day + after) for day in days}
    every = one_of(options, kind, f"the dateline's {words} can only be", span)
    same = {day: options[day] for day, late in days.items() if not late}
    if weekday is None or not filed or not same or len(same) == len(days):
        return [every]
    return [every, one_of(same, "lead", f"the lead's weekday is that of {words} in", span)]


def _lead_weekday(reading: Reading, dateline: Extent) -> int | None:
    """The weekday (Monday = 0) that the lead's first bare weekday of the past names."""
    start = max((one.end for one in (dateline, reading.marks.title) if one), default=0)
    for timex in reading.times:
        if start <= timex.start <= start + LEAD_REACH and timex.tense == "past":
            match = re.match(r"<=w([1-7])", timex.form)
            if match:
                return int(match[1]) - 1
    return None
