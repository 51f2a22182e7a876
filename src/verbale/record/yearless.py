"""Days without a year, and full dates of what is new, as clues to the day of a report.

"The Secretary will travel to Oslo July 24-26" is written in the days before, "met on July 24" in
the days after. Without a year each year that other clues leave gives a stretch of days, unless
the weekday that stands with it, or the offices of those who took part, leave one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from verbale.reading import times
from verbale.record.accounts import Account
from verbale.record.calendar import oriented
from verbale.record.clues import HEAD, Clue
from verbale.record.intervals import DAY, DONE, hull, intersect, width
from verbale.record.roll import Roll
from verbale.record.tenures import held
from verbale.records import Extent, Interval, Reading, Span, Timex, Told

# A lead's time stands within so many characters of its dateline.
LEAD_REACH = 300
# Years over which a day without one is looked for.
YEARS = 12
# A trip is announced up to five days before its first day, or on the next two: so were 129 of
# 135 in the press releases of 2021-22. Other plans are told in the week before, deeds in the week
# after (57 of 61); a coming date without an act, unless the hour is named, in the month before.
TRIP = (5 * DAY, 2 * DAY)
NEWS = 7 * DAY
COMING = 30 * DAY
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_EDGE = re.compile(
    r"\b(?:until|till|through|by|before|since|after|as of|dated|of|from)\s*(?:the\s*)?$", re.I
)
_ON = re.compile(r"\b(?:on|since)\s*$", re.I)
_A_DAY = re.compile(r"d\d\d-\d\d")
# The first sentence of the body, after the lines that name its source, starts before this.
LEAD_START = 250
_TODAY = re.compile(r"\btoday,?\s*(?:\(|–|—|-)?\s*$", re.I)


def in_year(timex: Timex, year: int, text: str) -> Interval | None:
    """The days of that year that an expression without one denotes; None where the weekday that
    stands with it does not fit, or it is none of days."""
    found = times.resolve(times.towards(timex, "past"), dt.date(year, 12, 31))
    days = found.interval
    if days is None or days.start is None or days.end is None or days.start.year != year:
        return None
    named = text[timex.start : timex.start + 3].lower()
    if named in _WEEKDAYS and days.start.weekday() != _WEEKDAYS.index(named):
        return None
    return days


def news_clues(reading: Reading, known: Interval) -> list[Clue]:
    """The first date of what is new in the head of a report: its day is near it."""
    text = reading.report.text
    of_time: dict[int, list[Told]] = defaultdict(list)
    for told in reading.events:
        for index in told.times:
            of_time[index].append(told)
    furniture = (*reading.marks.clocks, *reading.marks.boilerplate)
    for index, timex in enumerate(reading.times):
        if timex.start >= HEAD:
            break
        if timex.type not in ("DATE", "TIME") or timex.anchor != "published":
            continue
        if any(c.start <= timex.start < c.end for c in furniture):
            continue
        reach = _reach(timex, of_time[index], text)
        if reach is None:
            continue
        stretches = list(_denoted(timex, known, text))
        options = tuple(
            Interval(s.start - reach[0], (s.start if reach[2] else s.end) + reach[1])
            for s in stretches
            if s.start and s.end
        )
        if not options:
            continue
        words = " ".join(text[timex.start : timex.end].split())
        return [
            Clue(
                hull(options),
                "news",
                f"“{words}” is near, as it is told in the head",
                Span(reading.report.id, timex.start, timex.end),
                options,
            )
        ]
    return []


def _reach(
    timex: Timex, told: Sequence[Told], text: str
) -> tuple[dt.timedelta, dt.timedelta, bool] | None:
    """How long before the first day and after the last (or first) such a date is told."""
    before = text[max(0, timex.start - 30) : timex.start]
    none = dt.timedelta(0)
    if _TODAY.search(before):
        return none, DAY, True
    visits = [t for t in told if t.mode == "visit"]
    if any(t.status == "planned" or timex.tense == "present" for t in visits):
        return *TRIP, True
    if any(t.status == "planned" for t in told):
        return NEWS, none, False
    if _EDGE.search(before):
        return None
    if timex.tense == "future" and not told:
        return NEWS if timex.type == "TIME" else COMING, none, False
    met = [t for t in told if t.type == "CONSULT" and t.status in DONE]
    if timex.tense == "past" and any(t.sentence.start < LEAD_START for t in met):
        return none, NEWS, False
    return None


def _denoted(timex: Timex, known: Interval, text: str) -> Iterator[Interval]:
    """The days that an expression of days denotes: one stretch, or one a year that is left."""
    found = times.resolve(timex, None)
    if found.interval is not None:
        if width(found.interval) <= 31 and found.granularity in ("day", "time"):
            yield found.interval
        return
    if not times.yearless(timex, ranges=True) or not _A_DAY.search(timex.form):
        return
    if known.start is None or known.end is None or width(known) > 366 * YEARS:
        return
    for year in range(known.start.year - 1, known.end.year + 2):
        days = in_year(timex, year, text)
        if days is not None and width(days) <= 31:
            yield days


def dateline_clues(reading: Reading, roll: Roll, known: Interval) -> list[Clue]:
    """A dateline's day and month ("PARIS, March 24"): in a year in which its weekday fits.

    The weekday is the lead's bare one, of that day or the day before; terms of office and
    other clues bound the years.
    """
    at = reading.marks.dateline_date
    if at is None or known.start is None:
        return []
    dated = [t for t in reading.times if at.start <= t.start < at.end and times.yearless(t)]
    if len(dated) != 1:
        return []
    weekday = _lead_weekday(reading, at)
    days = []
    last = min(known.end.year if known.end else roll.offices.horizon, known.start.year + 40)
    for year in range(known.start.year, last + 1):
        day = in_year(dated[0], year, reading.report.text)
        if day is None or day.start is None or day.start != day.end:
            continue
        if intersect(known, Interval(day.start, day.start + DAY)) is None:
            continue
        if weekday is None or (day.start.weekday() - weekday) % 7 in (0, 1):
            days.append(day.start)
    if not days or len(days) > YEARS:
        return []
    options = tuple(Interval(day, day + DAY) for day in days)
    words = reading.report.text[dated[0].start : dated[0].end]
    when = " or ".join(day.isoformat() for day in days)
    return [
        Clue(
            hull(options),
            "stated" if len(options) == 1 else "text",
            f"the dateline's {words} can only be {when}",
            Span(reading.report.id, dated[0].start, dated[0].end),
            options if len(options) > 1 else (),
        )
    ]


def _lead_weekday(reading: Reading, dateline: Extent) -> int | None:
    """The weekday (Monday = 0) that the lead's first bare weekday of the past names."""
    for timex in reading.times:
        if dateline.end <= timex.start <= dateline.end + LEAD_REACH and timex.tense == "past":
            match = re.match(r"<=w([1-7])", timex.form)
            if match:
                return int(match[1]) - 1
    return None


def _was(account: Account) -> bool:
    return account.told.status in DONE and account.told.tense == "past"


def year_clues(
    reading: Reading, told: Sequence[Account], roll: Roll, known: Interval
) -> list[Clue]:
    """A past day without a year ("on June 19"): after it, in the year that it is told of.

    The years are those that are left, and in which who took part held the offices named.
    """
    if known.start is None or known.end is None or width(known) > 366 * YEARS:
        return []
    clues = []
    by_time: dict[int, list[Account]] = defaultdict(list)
    for account in told:
        for index in account.told.times[:1]:
            by_time[index].append(account)
    for index, timex in enumerate(reading.times):
        if timex.type not in ("DATE", "TIME") or timex.anchor != "published":
            continue
        for account in by_time[index]:
            if account.told.type == "CONSULT" or timex.tense != "future":
                timex = oriented(timex, account.told.status)
        if timex.tense != "past" or not times.yearless(timex) or not _A_DAY.search(timex.form):
            continue
        before = reading.report.text[max(0, timex.start - 10) : timex.start]
        if timex.mod or not _ON.search(before):
            continue
        if not (before.rstrip().endswith("since") or any(_was(a) for a in by_time[index])):
            continue
        if times.resolve(timex, None).interval is not None:
            continue
        meant = known
        for account in by_time[index]:
            meant = held(account, reading, roll, meant)
        days: dict[dt.date, Interval] = {}
        for year in range(known.start.year - 1, known.end.year + 1):
            day = in_year(timex, year, reading.report.text)
            if day is None or day.start is None or day.end is None:
                continue
            if by_time[index] and intersect(day, meant) is None:
                continue
            refs = times.references(timex, day)
            if refs is not None and (both := intersect(refs, known)) is not None:
                days[day.start] = both
        if days:
            words = reading.report.text[timex.start : timex.end]
            when = " or ".join(d.isoformat() for d in days)
            clues.append(
                Clue(
                    hull(tuple(days.values())),
                    "event",
                    f"“{words}” can only be {when}",
                    Span(reading.report.id, timex.start, timex.end),
                    tuple(days.values()),
                )
            )
    return clues
