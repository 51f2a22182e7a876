"""Periods of the calendar: days, weeks, months, quarters, seasons, named days, and their order.

A unit's periods are numbered without gaps, so that moving by `n` units is adding `n`. Values are
TIMEX3's ("1998-W07", "1989-Q3", "1998-SU", "199" for the nineties, "19" for 1900 to 1999).
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from typing import NamedTuple

UNITS = ("day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century")
_YEARS = {"decade": 10, "century": 100}
_MONTHS = {"month": 1, "quarter": 3, "half": 6}
# Meteorological seasons, a winter by the year that most of it falls in; month it starts, ends.
_SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 3)}


class Period(NamedTuple):
    """A stretch of the calendar; both days included. `unit` is one of `UNITS` or "season"."""

    unit: str
    value: str
    start: dt.date
    end: dt.date


def period(unit: str, index: int, sunday_weeks: bool = False) -> Period:
    """The period of `unit` with that number; ValueError or OverflowError out of the calendar."""
    match unit:
        case "day":
            day = dt.date.fromordinal(index)
            return Period("day", day.isoformat(), day, day)
        case "week" | "weekend":
            shift = 0 if sunday_weeks and unit == "week" else 1
            monday = dt.date.fromordinal(index * 7 + 1)
            year, week, _ = monday.isocalendar()
            value = f"{year:04}-W{week:02}"
            if unit == "weekend":
                saturday = monday + dt.timedelta(5)
                return Period(unit, value + "-WE", saturday, saturday + dt.timedelta(1))
            first = dt.date.fromordinal(index * 7 + shift)
            return Period(unit, value, first, first + dt.timedelta(6))
        case "month" | "quarter" | "half":
            size = _MONTHS[unit]
            year, part = divmod(index, 12 // size)
            last = (part + 1) * size
            mark = f"{last:02}" if unit == "month" else f"{unit[0].upper()}{part + 1}"
            end = dt.date(year, last, calendar.monthrange(year, last)[1])
            return Period(unit, f"{year:04}-{mark}", dt.date(year, last - size + 1, 1), end)
        case "year" | "decade" | "century":
            size = _YEARS.get(unit, 1)
            value = f"{index:0{5 - len(str(size))}}"
            first = dt.date(max(index * size, 1), 1, 1)
            return Period(unit, value, first, dt.date(index * size + size - 1, 12, 31))
    raise ValueError(f"no such unit: {unit}")


def number(unit: str, day: dt.date, sunday_weeks: bool = False) -> int:
    """The number of the period of `unit` that holds `day`."""
    match unit:
        case "day":
            return day.toordinal()
        case "week" | "weekend":
            return (day.toordinal() - (0 if sunday_weeks and unit == "week" else 1)) // 7
        case "month" | "quarter" | "half":
            return day.year * (12 // _MONTHS[unit]) + (day.month - 1) // _MONTHS[unit]
    return day.year // _YEARS.get(unit, 1)


def holding(unit: str, day: dt.date, sunday_weeks: bool = False) -> Period:
    """The period of `unit` that holds `day`."""
    return period(unit, number(unit, day, sunday_weeks), sunday_weeks)


def recurring(item: str, near: dt.date, offset: int = 0) -> Period | None:
    """The occurrence of a recurring `item` in its cycle that holds `near`, `offset` cycles on.

    Items: "w1".."w7" weekday, "we" weekend (cycle: the week), "D19" day of the month (the
    month), and yearly "m06" month, "d06-19" day, "Q3", "H1", "SP" "SU" "FA" "WI", "h..." a named
    day. None where that cycle lacks it (31 June).
    """
    try:
        if item == "we":
            return period("weekend", number("week", near) + offset)
        if item[0] == "w":
            week = number("week", near) + offset
            return period("day", week * 7 + int(item[1:]))
        if item[0] == "D":
            year, month = divmod(number("month", near) + offset, 12)
            return _day(dt.date(year, month + 1, int(item[1:])))
        year = near.year + offset
        if item in _SEASONS:
            return season(year, item)
        if item[0] == "m":
            return period("month", year * 12 + int(item[1:]) - 1)
        if item[0] == "d":
            return _day(dt.date(year, int(item[1:3]), int(item[4:6])))
        if item[0] == "h":
            return _day(_named_day(item[1:], year))
        return period({"Q": "quarter", "H": "half"}[item[0]], _part(item, year))
    except (ValueError, OverflowError):
        return None


def _part(item: str, year: int) -> int:
    return year * (4 if item[0] == "Q" else 2) + int(item[1:]) - 1


def _day(day: dt.date) -> Period:
    return Period("day", day.isoformat(), day, day)


def season(year: int, name: str) -> Period:
    """A season: winter of a year runs from the December before."""
    first, last = _SEASONS[name]
    start = dt.date(year - 1 if first > last else year, first, 1)
    end = dt.date(year, last, calendar.monthrange(year, last)[1])
    return Period("season", f"{year:04}-{name}", start, end)


def _named_day(rule: str, year: int) -> dt.date:
    """`rule`: "12-25"; "11/4/4" fourth Thursday of November (-1 the last); "easter+1"."""
    if rule.startswith("easter"):
        return _easter(year) + dt.timedelta(int(rule[6:] or 0))
    if rule == "election":  # the Tuesday after the first Monday of November
        return _weekday_of_month(year, 11, 1, 1) + dt.timedelta(1)
    if "/" in rule:
        month, weekday, rank = map(int, rule.split("/"))
        return _weekday_of_month(year, month, weekday, rank)
    return dt.date(year, int(rule[:2]), int(rule[3:5]))


def _weekday_of_month(year: int, month: int, weekday: int, rank: int) -> dt.date:
    if rank < 0:
        last = dt.date(year, month, calendar.monthrange(year, month)[1])
        return last - dt.timedelta((last.isoweekday() - weekday) % 7)
    first = dt.date(year, month, 1)
    return first + dt.timedelta((weekday - first.isoweekday()) % 7 + 7 * (rank - 1))


def _easter(year: int) -> dt.date:
    """Gregorian Easter by the anonymous algorithm (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year, month, day + 1)


_VALUE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>\d\d)(?:-(?P<day>\d\d))?|W(?P<week>\d\d)(?P<we>-WE)?"
    r"|Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<season>SP|SU|FA|WI)))?"
)


def named(value: str) -> Period | None:
    """The period that a full TIMEX3 value names, time of day aside; None where it is no such."""
    value = value.partition("T")[0]
    try:
        if value.isdigit() and len(value) in (2, 3):
            return period("century" if len(value) == 2 else "decade", int(value))
        match = _VALUE.fullmatch(value)
        if match is None:
            return None
        year = int(match["year"])
        if match["day"]:
            return _day(dt.date(year, int(match["month"]), int(match["day"])))
        if match["month"]:
            return period("month", year * 12 + int(match["month"]) - 1)
        if match["week"]:
            monday = dt.date.fromisocalendar(year, int(match["week"]), 1)
            return holding("weekend" if match["we"] else "week", monday)
        if match["quarter"]:
            return period("quarter", year * 4 + int(match["quarter"]) - 1)
        if match["half"]:
            return period("half", year * 2 + int(match["half"]) - 1)
        if match["season"]:
            return season(year, match["season"])
        return period("year", year)
    except (ValueError, OverflowError):
        return None


def exactly(start: dt.date, end: dt.date) -> Period | None:
    """The day, month, quarter, half or year that runs from `start` to `end`, if one does."""
    for unit in ("day", "week", "month", "quarter", "half", "year", "decade", "century"):
        found = holding(unit, start)
        if (found.start, found.end) == (start, end):
            return found
    return None
