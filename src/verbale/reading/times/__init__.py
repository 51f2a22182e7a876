"""When: time expressions, tagged without a reference date and resolved once it is known."""

from __future__ import annotations

from verbale.reading.times.context import inspect, ranges, read
from verbale.reading.times.forms import references, resolve
from verbale.reading.times.tagging import find

__all__ = ["find", "inspect", "ranges", "read", "references", "resolve"]
