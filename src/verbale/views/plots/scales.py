"""From days and numbers to places on a drawing, and where an axis is marked."""

from __future__ import annotations

import calendar
import datetime as dt
import math
from collections.abc import Iterator
from typing import NamedTuple

#: Months between two marks of an axis of days.
_STEPS = (1, 3, 6, 12, 24, 60, 120, 240, 600, 1200)


class Days(NamedTuple):
    """Days from `since` to `until`, laid out from `left` to `right`."""

    since: dt.date
    until: dt.date
    left: float
    right: float

    def at(self, day: dt.date) -> float:
        """Where a day lies."""
        return self.left + (day - self.since).days * self.width

    @property
    def width(self) -> float:
        """Of one day."""
        return (self.right - self.left) / max(1, (self.until - self.since).days)

    def marks(self, most: int = 12) -> Iterator[tuple[dt.date, str]]:
        """Days at which the axis is marked, at most so many, and what is written there."""
        first = self.since.year * 12 + self.since.month - 1 + (self.since.day > 1)
        last = self.until.year * 12 + self.until.month - 1
        if last - first < 2:
            yield from self._weeks()
            return
        step = next((s for s in _STEPS if (last - first) / s < most), _STEPS[-1])
        first += -first % step
        months = range(first, last + 1, step)
        named = any(month % 12 == 0 for month in months)
        for month in months:
            year, name = month // 12, calendar.month_abbr[month % 12 + 1]
            told = str(year) if month % 12 == 0 else name
            lone = month == first and not named
            yield dt.date(year, month % 12 + 1, 1), f"{name} {year}" if lone else told

    def _weeks(self) -> Iterator[tuple[dt.date, str]]:
        """Mondays, or every day of less than ten."""
        step = 7 if (self.until - self.since).days > 9 else 1
        day = self.since + dt.timedelta(days=-self.since.weekday() % 7 if step == 7 else 0)
        first = True
        while day <= self.until:
            told = f"{day.day} {calendar.month_abbr[day.month]}"
            yield day, f"{told} {day.year}" if first else told
            first, day = False, day + dt.timedelta(days=step)


def steps(low: float, high: float, most: int = 5) -> list[float]:
    """Round numbers from `low` to `high`, at most so many; with 0, where it lies between."""
    span = (high - low) or 1.0
    power = 10 ** math.floor(math.log10(span / most))
    step = next(s * power for s in (1, 2, 5, 10) if span / (s * power) < most)
    return [n * step for n in range(math.ceil(low / step), math.floor(high / step) + 1)]
