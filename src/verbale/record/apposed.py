"""One time told twice as a clue to the day of a report: "two years ago, on Sept. 13, 1993".

The one counts from the report's day, the other does not: together they date the report.
"""

from __future__ import annotations

import re
from itertools import pairwise

from verbale.reading import times
from verbale.record.clues import FINE, Clue
from verbale.record.intervals import width
from verbale.records import Interval, Reading, Span, Timex

# Between the two: "last Friday (14 February 2020)", "two years ago this month, in 1993".
_BETWEEN = re.compile(
    r"[\s,(–—-]*(?:(?:this|that|almost to) (?:very )?(?:day|week|month)\b[\s,(–—-]*)?(?:on |in )?",
    re.IGNORECASE,
)
_COUNTED = re.compile(r"(?:year|decade|century)-\d+|keep-\d+year")
# "On this day in 1990" names no day of the report's.
_THIS = re.compile(r"\b(?:this|that)\b", re.IGNORECASE)
_YEAR_DAYS = 366


def apposed_clues(reading: Reading) -> list[Clue]:
    """Clues of neighbouring expressions that are of one time."""
    text = reading.report.text
    near = [t for t in reading.times if t.type in ("DATE", "TIME") and t.anchor == "published"]
    pairs = [*pairwise(near), *zip(near, near[2:], strict=False)]
    clues = []
    for first, second in pairs:
        if not _BETWEEN.fullmatch(text[first.end : second.start]):
            continue
        for told, date in ((first, second), (second, first)):
            days = _published(told, date, text)
            if days is None:
                continue
            words = " ".join(text[first.start : second.end].split())
            span = Span(reading.report.id, first.start, second.end)
            clues.append(Clue(days, "text", f"“{words}” is one time", span))
    return clues


def _published(told: Timex, date: Timex, text: str) -> Interval | None:
    """When a report may be of that tells by `told` of a time that `date` names in full."""
    if times.resolve(told, None).interval is not None or _THIS.search(text, told.start, told.end):
        return None
    named = times.resolve(date, None).interval
    if named is None:
        return None
    if _COUNTED.search(told.form):
        return times.references(told, named) if width(named) <= _YEAR_DAYS else None
    if FINE.search(told.form) and width(named) == 0:
        return times.references(told, named)
    return None
