"""Days without a year, and full dates of what is new, as clues to the day of a report.

"The Secretary will travel to Oslo July 24-26" is written in the days before, "met on July 24" in
the days after. Without a year each year that other clues leave gives a stretch of days, unless
the weekday that stands with it, or the offices of those who took part, leave one.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from verbale.reading import times
from verbale.record.accounts import Account, lead_sentences
from verbale.record.calendar import oriented
from verbale.record.clues import (
    HEAD,
    WEEKDAYS,
    Clue,
    lead_sentence,
    named_day,
    of_day,
    said_on,
)
from verbale.record.intervals import CALLED_OFF, DAY, DONE, hull, intersect, width
from verbale.record.neighbours import PersonsKey, fits, persons, same_town
from verbale.record.roll import Roll
from verbale.record.tenures import held
from verbale.records import Extent, Interval, Reading, Span, Timex, Told

# Years over which a day without one is looked for.
YEARS = 12
# A trip is announced up to five days before its first day, or on the next two: so were 129 of
# 135 in the press releases of 2021-22. Other plans are told in the month before, deeds in the week
# after; a coming date without an act, unless the hour is named, in the month before.
TRIP = (5 * DAY, 2 * DAY)
NEWS = 7 * DAY
COMING = 30 * DAY
_EDGE = re.compile(
    r"\b(?:until|till|through|by|before|since|after|as of|dated|of|from)\s*(?:the\s*)?$", re.I
)
_ON = re.compile(r"\b(?:on|since)\s*$", re.I)
_LEAP = 2000
_BARE = re.compile(r"(?:<=|>=)w([1-7])")
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
    if named in WEEKDAYS and days.start.weekday() != WEEKDAYS.index(named):
        return None
    return days


def news_clues(reading: Reading, known: Interval, horizon: int) -> list[Clue]:
    """The first date of what is new in the head of a report: its day is near it. No report is of a
    year after `horizon`."""
    text = reading.report.text
    lead = lead_sentence(reading)
    latest = max((d for t in reading.times if (d := _year(t))), default=0)
    of_time: dict[int, list[Told]] = defaultdict(list)
    for told in reading.events:
        for index in told.times:
            of_time[index].append(told)
    at = reading.marks.dateline_date
    furniture = (*reading.marks.clocks, *reading.marks.boilerplate, *((at,) if at else ()))
    for index, timex in enumerate(reading.times):
        if timex.start >= HEAD:
            break
        if timex.type not in ("DATE", "TIME") or timex.anchor != "published":
            continue
        if any(c.start <= timex.start < c.end for c in furniture):
            continue
        reach = _reach(timex, of_time[index], text)
        if reach is None and _year(timex) in (None, latest):
            reach = _told_reach(timex, lead, text)
        if reach is None:
            continue
        closed = _closed(known, timex, text, horizon)
        near = (
            Interval(s.start - reach[0], (s.start if reach[2] else s.end) + reach[1])
            for s in _denoted(timex, closed, text)
            if s.start and s.end
        )
        options = tuple(s for s in near if closed is known or intersect(s, closed))
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
        return none, none, True
    visits = [t for t in told if t.mode == "visit"]
    if any(t.status == "planned" or timex.tense == "present" for t in visits):
        return *TRIP, True
    if any(t.status == "planned" for t in told):
        return COMING, none, False
    if _EDGE.search(before):
        return None
    if timex.tense == "future" and not told:
        return NEWS if timex.type == "TIME" else COMING, none, False
    met = [t for t in told if t.type == "CONSULT" and t.status in DONE]
    if timex.tense == "past" and any(t.sentence.start < LEAD_START for t in met):
        return none, NEWS, False
    return None


def _closed(known: Interval, timex: Timex, text: str, horizon: int) -> Interval:
    """The days that are known, up to the year `horizon` where they have no end and a weekday
    leaves few of their years."""
    if known.start is None or known.end is not None or not named_day(timex, text):
        return known
    return Interval(known.start, dt.date(max(horizon, known.start.year), 12, 31))


def _told_reach(
    timex: Timex, lead: Extent, text: str
) -> tuple[dt.timedelta, dt.timedelta, bool] | None:
    """The same for a day that a report names with its weekday, as only those near it are, or on
    which the lead says that something was said or done."""
    before = text[max(0, timex.start - 30) : timex.start]
    if _EDGE.search(before) or not of_day(timex):
        return None
    in_lead = lead.start <= timex.start < lead.end and said_on(timex, text)
    if not (in_lead or named_day(timex, text)):
        return None
    none = dt.timedelta(0)
    if timex.tense == "past":
        return none, NEWS, False
    return (COMING, none, False) if timex.tense == "future" and not in_lead else None


def _year(timex: Timex) -> int | None:
    """The year that an expression names."""
    return int(timex.form[:4]) if re.match(r"[12]\d{3}", timex.form) else None


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


def weekday_clues(
    reading: Reading,
    told: Sequence[Account],
    index: Mapping[PersonsKey, Sequence[Account]],
    readings: Mapping[str, Reading],
    known: Interval,
) -> list[Clue]:
    """A day without a year ("on May 26") of what another undated report tells as of a Saturday:
    it falls in a year in which that day is one.

    `index`: what the undated reports tell of the same persons. Only what is fresh in this report
    counts, or took place in the same town: the same persons may have met before.
    """
    if known.start is None or known.end is None or width(known) > 366 * YEARS:
        return []
    clues = []
    for account in told:
        timex = _own_day(account, reading)
        if timex is None or account.told.status in CALLED_OFF:
            continue
        fresh = _bears(reading, timex) or account.told.sentence in lead_sentences(
            list(told), reading
        )
        others = [
            (found, other)
            for key in persons(account)
            for other in index.get(key, ())
            if other.report != account.report
            and fits(account, other)
            and other.told.status not in CALLED_OFF
            and (fresh or same_town(account, other) or _bears(readings[other.report], timex))
            and (found := _weekday(other, readings[other.report])) is not None
        ]
        if len({weekday for weekday, _ in others}) != 1:
            continue
        weekday, other = min(others, key=lambda o: o[1].sort_key)
        options = []
        for year in range(known.start.year - 1, known.end.year + 2):
            day = in_year(timex, year, reading.report.text)
            if day is None or day.start is None or day.start.weekday() != weekday:
                continue
            refs = times.references(oriented(timex, account.told.status), day)
            if refs is not None and (both := intersect(refs, known)) is not None:
                options.append(both)
        if options:
            words = reading.report.text[timex.start : timex.end]
            clues.append(
                Clue(
                    hull(options),
                    "event",
                    f"“{words}” is a {WEEKDAYS[weekday].title()}, as told in {other.report}",
                    Span(reading.report.id, timex.start, timex.end),
                    tuple(options),
                )
            )
    return clues


def _own_day(account: Account, reading: Reading) -> Timex | None:
    """The day without a year on which an event is told to be."""
    for index in account.told.times[:1]:
        timex = reading.times[index]
        if times.yearless(timex) and _A_DAY.search(timex.form) and account.told.relation == "on":
            return timex
    return None


def _weekday(account: Account, reading: Reading) -> int | None:
    """The bare weekday (Monday = 0) on which an event is told to be."""
    for index in account.told.times[:1]:
        match = _BARE.fullmatch(reading.times[index].form)
        if match and account.told.relation == "on":
            return int(match[1]) - 1
    return None


def _bears(reading: Reading, timex: Timex) -> bool:
    """Whether a report bears a day without a year that is within a week of that one."""
    at = reading.marks.dateline_date
    if at is None:
        return False
    text = reading.report.text
    stamp = times.stated_yearless(text, at.start, at.end)
    days = [in_year(t, _LEAP, "") for t in (timex, stamp) if t]
    starts = [d.start for d in days if d and d.start]
    return len(starts) == 2 and abs(starts[1] - starts[0]) <= NEWS


def _was(account: Account) -> bool:
    return account.told.status in DONE and account.told.tense == "past"


def _is_ahead(timex: Timex) -> bool:
    return timex.tense == "future"


def year_clues(
    reading: Reading, told: Sequence[Account], roll: Roll, known: Interval
) -> list[Clue]:
    """A past day without a year ("on June 19"): after it, in the year that it is told of; one to
    come, where its weekday stands with it.

    The years are those that are left, and in which who took part held the offices named.
    """
    if known.start is None:
        return []
    text, given = reading.report.text, known
    clues = []
    by_time: dict[int, list[Account]] = defaultdict(list)
    for account in told:
        for index in account.told.times[:1]:
            by_time[index].append(account)
    for index, timex in enumerate(reading.times):
        if timex.type not in ("DATE", "TIME") or timex.anchor != "published":
            continue
        known = _closed(given, timex, text, roll.offices.horizon)
        if known.start is None or known.end is None or width(known) > 366 * YEARS:
            continue
        for account in by_time[index]:
            if account.told.type == "CONSULT" or timex.tense != "future":
                timex = oriented(timex, account.told.status)
        if not times.yearless(timex) or not _A_DAY.search(timex.form) or timex.mod:
            continue
        before = text[max(0, timex.start - 10) : timex.start]
        weekday = named_day(timex, text)
        if timex.tense is None or (timex.tense != "past" and not (weekday and _is_ahead(timex))):
            continue
        if weekday:
            timex = times.towards(timex, timex.tense)
        since = before.rstrip().endswith("since")
        told_on = _ON.search(before) and any(_was(a) for a in by_time[index])
        if not (weekday or since or told_on):
            continue
        if times.resolve(timex, None).interval is not None:
            continue
        meant = Interval()
        for account in by_time[index]:
            meant = held(account, reading, roll, meant)
        days: dict[dt.date, Interval] = {}
        for year in range(known.start.year - 1, known.end.year + (2 if weekday else 1)):
            day = in_year(timex, year, text)
            if day is None or day.start is None or day.end is None:
                continue
            if by_time[index] and intersect(day, meant) is None:
                continue
            refs = times.references(timex, day)
            if refs is not None and _is_ahead(timex) and refs.end is not None:
                refs = Interval(refs.start, refs.end + TRIP[1])
            if refs is not None and (both := intersect(refs, known)) is not None:
                days[day.start] = both
        if days:
            words = text[timex.start : timex.end]
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
