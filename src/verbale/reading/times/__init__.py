"""When: time expressions, tagged without a reference date and resolved once it is known.

    doc --find--> Timex (a symbolic form) --resolve(reference)--> Resolved (value, interval)

`find` needs no date, as a report's own may be unknown until the whole record is read; `resolve`
puts one in; `references` goes the other way, from what an expression denotes to the days that
the report can have been written on. `read` does a whole report at once, with what each
expression takes from those before it. Values are TIMEX3 (TimeML 1.2.1).
"""

from __future__ import annotations

from verbale.reading.times.context import inspect, ranges, read, resolve_all
from verbale.reading.times.forms import references, resolve
from verbale.reading.times.queries import (
    anniversary,
    numbers,
    offset_days,
    stated_day,
    stated_days,
    stated_yearless,
    towards,
    yearless,
)
from verbale.reading.times.tagging import find

__all__ = [
    "anniversary",
    "find",
    "inspect",
    "numbers",
    "offset_days",
    "ranges",
    "read",
    "references",
    "resolve",
    "resolve_all",
    "stated_day",
    "stated_days",
    "stated_yearless",
    "towards",
    "yearless",
]
