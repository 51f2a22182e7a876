"""What a report's time expressions denote, as far as its own date is known."""

from __future__ import annotations

from verbale.reading import times
from verbale.record.intervals import CALLED_OFF, DAY, width
from verbale.records import Interval, Reading, Timex

_SUNDAY = 7
# Of a report known to less than so many years, "on Friday" still says between which days.
HULL_DAYS = 366 * 4
# What "the coming days", "weeks" and "months" are taken to reach: a convention, not a finding.
VAGUE_DAYS = {"PXD": 14, "PXW": 60, "PXM": 270}


class Calendar:
    """What the time expressions of one report denote, as far as its date is known.

    The report's date may be an interval: an expression counts as resolved where the first and
    the last day of it give the same answer, else as the stretch between both answers, if the
    report is known to two months.
    """

    def __init__(self, reading: Reading, published: Interval) -> None:
        self.published = published
        self._reading = reading
        self._found = self._all(reading.times)
        self._turned: dict[Timex, Interval | None] = {}

    def _all(self, found: tuple[Timex, ...]) -> list[Interval | None]:
        text, start, end = self._reading.report.text, self.published.start, self.published.end
        if width(self.published) > HULL_DAYS:
            start = end = None
        last = times.resolve_all(text, found, end if start and end else None)
        first = last if start == end else times.resolve_all(text, found, start if end else None)
        return [
            _between(_bounded(timex, a.interval), _bounded(timex, b.interval))
            for (timex, a), (_, b) in zip(first, last, strict=True)
        ]

    def interval(self, index: int, status: str) -> Interval | None:
        """What the expression with that index in `Reading.times` denotes, None if open.

        `status` is that of the event it dates.
        """
        timex = self._reading.times[index]
        day = self.published.start if width(self.published) == 0 else None
        ahead = timex.form.startswith("week+0") and status in ("planned", "hypothetical")
        if ahead and day is not None and day.isoweekday() == _SUNDAY:
            return Interval(day, day + 6 * DAY)  # of plans, the week that begins
        turned = oriented(timex, status)
        if turned is timex:
            return self._found[index]
        if turned not in self._turned:
            self._turned[turned] = self._all((turned,))[0]
        return self._turned[turned]


def oriented(timex: Timex, status: str) -> Timex:
    """A bare day or month pointed the way that its event's status says.

    "is listed for Sunday", of a plan: the Sunday to come; "postponed the trip in February": the
    last February.
    """
    if status == "hypothetical":
        return timex if timex.form.startswith(">") else times.towards(timex, "present")
    if status == "planned":
        settled = timex.form.startswith(">") or " .. " in timex.form
        return timex if settled else times.towards(timex, "future")
    # a trip called off may have been due last month or next: the nearest is meant
    return times.towards(timex, "present" if status in CALLED_OFF else "past")


def _bounded(timex: Timex, interval: Interval | None) -> Interval | None:
    """ "In the coming weeks" is bounded by what such words are taken to mean."""
    reach = VAGUE_DAYS.get(timex.form[1:]) if timex.form[0] in "<>" else None
    if interval is None or reach is None:
        return interval
    if interval.end is None and interval.start is not None:
        return Interval(interval.start, interval.start + reach * DAY)
    if interval.start is None and interval.end is not None:
        return Interval(interval.end - reach * DAY, interval.end)
    return interval


def _between(early: Interval | None, late: Interval | None) -> Interval | None:
    if early is None or late is None or early == late:
        return late if early == late else None
    if early.start is None or late.end is None:
        return None
    return Interval(early.start, late.end)
