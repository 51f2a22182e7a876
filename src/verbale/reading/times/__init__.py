"""When: time expressions, tagged without a reference date and resolved once it is known."""

from __future__ import annotations

from verbale.reading.times.context import inspect, ranges, read, resolve_all
from verbale.reading.times.forms import references, resolve
from verbale.reading.times.queries import offset_days, stated_day, towards, yearless
from verbale.reading.times.tagging import find

__all__ = [
    "find",
    "inspect",
    "offset_days",
    "ranges",
    "read",
    "references",
    "resolve",
    "resolve_all",
    "stated_day",
    "towards",
    "yearless",
]
