"""Intervals of days: cutting, joining, and what they say of an event's status."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from verbale.records import Interval

DAY = dt.timedelta(days=1)
UNKNOWN = Interval()
DONE = frozenset({"occurred", "ongoing"})
CALLED_OFF = frozenset({"cancelled", "postponed"})
CALLED_OFF_OR_AHEAD = frozenset({"planned", "hypothetical", *CALLED_OFF})
# A talk does not go on for months: "the highest-ranking to visit since 2019" dates no visit.
LASTING_DAYS = 31


def related(interval: Interval, relation: str, status: str, published: Interval) -> Interval | None:
    """What a date says of an event that stands in `relation` to it, None for nothing."""
    if relation in ("before", "by"):
        last = interval.start - DAY if relation == "before" and interval.start else interval.end
        ahead = status in CALLED_OFF_OR_AHEAD and published.start
        return Interval(published.start if ahead and last and last >= ahead else None, last)
    if relation == "after":
        return Interval(interval.end + DAY if interval.end else None, None)
    if relation == "since":
        if interval.start and published.end and interval.start > published.end:
            return Interval(interval.start, None)  # of a journey to come, and what it leads to
        since = Interval(interval.start, published.end)
        return since if width(since) <= LASTING_DAYS else None
    if relation in ("until", "bound"):
        over = published.start and interval.end and interval.end < published.start
        return Interval(None if over else published.start, interval.end)
    return interval


def clip(interval: Interval, status: str, published: Interval) -> Interval:
    """What has happened lies before the report, what is planned after it.

    Only an interval wider than a day is cut, and never to nothing.
    """
    start, end = interval.start, interval.end
    if start is None or end is None or start == end:
        return interval
    if status in ("occurred", "ongoing") and published.end and start <= published.end < end:
        end = published.end
    if status in ("planned", "hypothetical") and published.start and start < published.start <= end:
        start = published.start
    return Interval(start, end)


def intersect(a: Interval, b: Interval) -> Interval | None:
    """The days that both hold, None where there are none."""
    start = max((x for x in (a.start, b.start) if x), default=None)
    end = min((x for x in (a.end, b.end) if x), default=None)
    if start and end and start > end:
        return None
    return Interval(start, end)


def width(interval: Interval) -> int:
    """Days between the ends; a very large number for an open interval."""
    if interval.start is None or interval.end is None:
        return 10**6
    return (interval.end - interval.start).days


def hull(stretches: Sequence[Interval]) -> Interval:
    """From the first day of all stretches to the last, open where one is."""
    starts, ends = [s.start for s in stretches], [s.end for s in stretches]
    return Interval(
        None if None in starts else min(s for s in starts if s),
        None if None in ends else max(e for e in ends if e),
    )


def common(first: Iterable[Interval], second: Sequence[Interval]) -> tuple[Interval, ...]:
    """The stretches of days that lie in one of `first` and in one of `second`, in order."""
    both = {found for a in first for b in second if (found := intersect(a, b)) is not None}
    return tuple(sorted(both, key=lambda s: (s.start or dt.date.min, s.end or dt.date.max)))
