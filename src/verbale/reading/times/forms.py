"""Symbolic forms of time expressions, and what they denote once a reference day is known.

A form is one of
    a TIMEX3 value                      "1998-08-07", "1989-Q3", "199", "XXXX-WXX-1", "PRESENT_REF",
                                        "BC0264" (before the calendar: no interval)
    a duration                          "P3D"; "<P2M" the two months up to the reference, ">P2M"
                                        from it on; "-P2D" / "+P2D" that long before / after it
    steps, from the reference day on    "week-1 /w2 TMO"
    two of them, a range                "<=d06-18 .. <=d06-19"
Steps, each from where the last one led:
    day+0 week-1 year+1 ...   the unit's period that holds the day reached, moved by so many
    keep-1year                as far back, but as fine as what it starts from (quarter to quarter)
    <=X  <X  >=X  >X  ~X      the last X up to and with, before; the first from, after; the nearest
    <60~X  >60~X              the last unless the next is within 60 days; and the other way round
    /X                        the X within the period reached
    1989                      that period
    T10:35 TMO ...            a time of day
    so-far, to-come           the part of it up to, or from, the reference day
    trailing                  that value, but the days are as many up to the reference day
X is a recurring item of `calendar.recurring` ("w1", "m06", "d06-19", "Q3", "SU", "hthanks...").
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import NamedTuple

from verbale.reading.times import calendar
from verbale.reading.times.calendar import Period
from verbale.records import Interval, Resolved, Timex

_SHIFT = re.compile(r"(day|weekend|week|month|quarter|half|year|decade|century)([+-]\d+)")
_WITHIN_DAY = re.compile(r"(hour|minute|second)[+-]\d+")  # "the next hour": of the same day
_KEEP = re.compile(r"keep([+-]\d+)(\w+)")
#: The longest stretch of days without a year that is taken for one that is going on.
_STRETCH_DAYS = 45
_PICK = re.compile(r"(<=|>=|[<>]\d+~|<|>|~|/)([a-zA-Z].*)")
_DURATION = re.compile(r"([<>+-]?)(PT?[\dX.]+[A-Z].*)")
_LENGTH = re.compile(r"P(T?)(\d+)([YMWDQHS])")
_DAYS = {"D": 1, "W": 7}
_TYPICAL = {  # what an unresolved step is worth as a value
    "day": "XXXX-XX-XX", "week": "XXXX-WXX", "weekend": "XXXX-WXX-WE", "month": "XXXX-XX",
    "quarter": "XXXX-QX", "half": "XXXX-HX", "year": "XXXX", "decade": "XXX", "century": "XX",
}  # fmt: skip


class Point(NamedTuple):
    """What steps lead to: a period, its value with the time of day, and the days it spans."""

    period: Period
    value: str
    start: dt.date | None
    end: dt.date | None
    timed: bool = False


def resolve(
    timex: Timex, reference: dt.date | Interval | None, *, sunday_weeks: bool = False
) -> Resolved:
    """The TIMEX3 value, interval and granularity of `timex` seen from `reference`.

    `reference` is the report's date, or that of the event it hangs on where `timex.anchor` is
    "event". An interval of possible dates gives the interval that covers what the expression
    denotes from any of them, and the value from the latest. None leaves relative expressions
    without an interval and with X for what is unknown. `sunday_weeks` begins weeks on Sunday,
    as in U.S. copy.
    """
    if isinstance(reference, dt.date):
        reference = Interval(reference, reference)
    first = last = None
    if reference is not None:
        unit = None
        if timex.anchor == "event" and reference.start and reference.end:
            unit = calendar.exactly(reference.start, reference.end)
        if unit is not None:
            return resolve_from(timex, unit, sunday_weeks)
        first = _day(reference.start)
        last = _day(reference.end)
    low = resolve_from(timex, first, sunday_weeks)
    if first == last:
        return low
    high = resolve_from(timex, last, sunday_weeks)
    known = high if last is not None else low
    if low.interval is None and high.interval is None:
        return known
    start = low.interval.start if low.interval is not None else None
    end = high.interval.end if high.interval is not None else None
    return Resolved(known.value, Interval(start, end), known.granularity)


def resolve_from(timex: Timex, reference: Period | None, sunday_weeks: bool = False) -> Resolved:
    """As `resolve`, from one period (a day, or the quarter that "a year earlier" is about)."""
    form = timex.form
    duration = _DURATION.fullmatch(form)
    if duration:
        return Resolved(duration[2], _stretch(duration[1], duration[2], reference), None)
    if form.startswith(("XXXX", "BC")):
        return Resolved(form, None, None)
    if form.endswith("_REF"):
        return Resolved(form, _vague(form, reference), None)
    if " .. " in form:
        return _range(timex, form, reference, sunday_weeks)
    point = evaluate(form, reference, sunday_weeks)
    if point is None:
        return Resolved(unresolved(form), None, None)
    interval = _narrowed(timex.mod, point)
    return Resolved(point.value, interval, "time" if point.timed else point.period.unit)


def _range(timex: Timex, form: str, reference: Period | None, sunday_weeks: bool) -> Resolved:
    left, _, right = form.partition(" .. ")
    here = _around(left, right, reference, sunday_weeks)
    if here is not None:
        return here
    last = evaluate(right, reference, sunday_weeks)
    # The near end reads from the far one, so that "Dec. 30 - Jan. 2" does not part.
    first = evaluate(left, last.period if last else reference, sunday_weeks)
    if first is None or last is None:
        return Resolved(f"{unresolved(left)}/{unresolved(right)}", None, None)
    return _stretched(first, last)


def _stretched(first: Point, last: Point) -> Resolved:
    return Resolved(
        f"{first.value}/{last.value}", Interval(first.start, last.end), last.period.unit
    )


def _around(left: str, right: str, reference: Period | None, sunday_weeks: bool) -> Resolved | None:
    """A stretch of days that is not over on the day of reference: "visited Chad July 9-15" of a
    report of July 10 is of this year, though its end is not past."""
    pick = _PICK.fullmatch(right)
    if reference is None or pick is None or pick[1] not in ("<", "<="):
        return None
    last = evaluate(f">={pick[2]}", reference, sunday_weeks)
    first = evaluate(left, last.period, sunday_weeks) if last is not None else None
    if first is None or last is None or first.period.unit != "day":
        return None
    begins, ends = first.period.start, last.period.end
    held = begins <= reference.start and (ends - begins).days <= _STRETCH_DAYS
    return _stretched(first, last) if held else None


def evaluate(form: str, reference: Period | None, sunday_weeks: bool = False) -> Point | None:
    """Follow the steps of `form`; None where they need a reference and there is none."""
    here = reference
    time = ""
    clip = ""
    for step in form.split(" "):
        if step in ("so-far", "to-come", "trailing"):
            clip = step
        elif step[0] == "T":
            time = step
        elif step[0].isdigit():
            here = calendar.named(step)
            time = step[step.index("T") :] if "T" in step else time
        elif here is not None:
            here = _step(step, here, sunday_weeks)
        else:
            return None
        if here is None:
            return None
    assert here is not None
    start, end = here.start, here.end
    if clip and reference is not None:
        if clip == "so-far" and start <= reference.end:
            end = min(end, reference.end)
        elif clip == "to-come" and end >= reference.start:
            start = max(start, reference.start)
        elif clip == "trailing":
            start, end = reference.start - (end - start), reference.end
    return Point(here, here.value + time, start, end, bool(time))


def _step(step: str, here: Period, sunday_weeks: bool) -> Period | None:
    try:
        if shift := _SHIFT.fullmatch(step):
            index = calendar.number(shift[1], here.start, sunday_weeks) + int(shift[2])
            return calendar.period(shift[1], index, sunday_weeks)
        if keep := _KEEP.fullmatch(step):
            return _moved(here, int(keep[1]), keep[2], sunday_weeks)
        if pick := _PICK.fullmatch(step):
            return _picked(pick[1], pick[2], here)
    except (ValueError, OverflowError):
        return None
    if _WITHIN_DAY.fullmatch(step):
        return here
    raise ValueError(f"not a step of a form: {step}")


def _moved(here: Period, count: int, unit: str, sunday_weeks: bool) -> Period:
    """`here` moved by so many units: a month or a quarter stays one, all else becomes `unit`."""
    if unit == "year" and here.unit in ("month", "quarter", "half"):
        size = {"month": 12, "quarter": 4, "half": 2}[here.unit]
        return calendar.period(here.unit, calendar.number(here.unit, here.start) + count * size)
    if unit == "year" and here.unit == "season":
        return calendar.season(here.end.year + count, here.value[-2:])
    index = calendar.number(unit, here.start if count < 0 else here.end, sunday_weeks) + count
    return calendar.period(unit, index, sunday_weeks)


def _picked(how: str, item: str, here: Period) -> Period | None:
    if how == "/":
        return calendar.recurring(item, here.end if here.unit == "season" else here.start)
    options = [
        found
        for k in (range(-8, 9) if item == "d02-29" else range(-3, 4))
        if (found := calendar.recurring(item, here.start, k)) is not None
    ]
    match how:
        case "<=":
            options = [p for p in options if p.start <= here.end][-1:]
        case "<":
            options = [p for p in options if p.end < here.start][-1:]
        case ">=":
            options = [p for p in options if p.end >= here.start][:1]
        case ">":
            options = [p for p in options if p.start > here.end][:1]
        case "~":
            middle = here.start.toordinal() + here.end.toordinal()
            inside = [p for p in options if here.start <= p.start and p.end <= here.end]
            options = inside or options
            options.sort(key=lambda p: abs(p.start.toordinal() + p.end.toordinal() - middle))
        case _:
            past = [p for p in options if p.start <= here.end][-1:]
            ahead = [p for p in options if p.end >= here.start][:1]
            if not past or not ahead:
                return None
            back = how[0] == "<"
            gap = ahead[0].start - here.end if back else here.start - past[0].end
            near = gap.days <= int(how[1:-1])
            options = ahead if back == near else past
    return options[0] if options else None


def unresolved(form: str) -> str:
    """The value of a relative form without a reference: X for what is not known."""
    value = "XXXX-XX-XX"
    time = ""
    for step in form.split(" "):
        if step[0] == "T":
            time = step
        elif step[0].isdigit() or step.startswith("XXXX"):
            value = step
        elif shift := _SHIFT.fullmatch(step):
            value = _TYPICAL[shift[1]]
        elif keep := _KEEP.fullmatch(step):
            value = _TYPICAL[keep[2]]
        elif pick := _PICK.fullmatch(step):
            value = item_value(pick[2])
    return value + time


def item_value(item: str) -> str:
    """A recurring item as a TIMEX3 value: "XXXX-WXX-1", "XXXX-06"."""
    match item[0]:
        case "w":
            return f"XXXX-WXX-{item[1:]}"
        case "D":
            return f"XXXX-XX-{int(item[1:]):02}"
        case "m" | "d":
            return f"XXXX-{item[1:]}"
        case "h":
            return f"XXXX-{item[1:]}" if re.fullmatch(r"\d\d-\d\d", item[1:]) else "XXXX-XX-XX"
    return f"XXXX-{item}"


def _vague(form: str, reference: Period | None) -> Interval | None:
    if reference is None:
        return None
    match form:
        case "PRESENT_REF":
            return Interval(reference.start, reference.end)
        case "PAST_REF":
            return Interval(None, reference.end)
    return Interval(reference.start, None)


def _stretch(sign: str, value: str, reference: Period | None) -> Interval | None:
    """The days of a duration that ends ("<") or begins (">") at the reference, or the day at its
    far end ("-", "+"); None for one that hangs on nothing."""
    if not sign or reference is None:
        return None
    length = _LENGTH.fullmatch(value)
    back = sign in "<-"
    edge = reference.start if back else reference.end
    far: dt.date | None = None
    if length:
        count, unit = int(length[2]), length[3]
        try:
            far = _days_off(edge, -count if back else count, unit, bool(length[1]))
        except (ValueError, OverflowError):
            far = None
    if sign == "<":
        return Interval(far, reference.end)
    if sign == ">":
        return Interval(reference.start, far)
    return Interval(far, far) if far else Interval(*((None, edge) if back else (edge, None)))


def _days_off(day: dt.date, count: int, unit: str, clock: bool) -> dt.date:
    if clock:
        return day + dt.timedelta(hours=count) if unit == "H" else day
    if unit in _DAYS:
        return day + dt.timedelta(count * _DAYS[unit])
    months = count * {"Y": 12, "Q": 3, "M": 1}[unit]
    target = calendar.period("month", calendar.number("month", day) + months)
    return min(target.end, target.start + dt.timedelta(day.day - 1))


def _narrowed(mod: str | None, point: Point) -> Interval:
    """The part of a period that "early", "mid" and "late" leave: halves, so as not to claim more
    than writers mean."""
    start, end = point.start, point.end
    if start is None or end is None or start == end or mod not in ("START", "MID", "END"):
        return Interval(start, end)
    days = (end - start).days + 1
    if mod == "START":
        return Interval(start, start + dt.timedelta((days + 1) // 2 - 1))
    if mod == "END":
        return Interval(end - dt.timedelta((days + 1) // 2 - 1), end)
    return Interval(start + dt.timedelta(days // 4), end - dt.timedelta(days // 4))


def _day(day: dt.date | None) -> Period | None:
    return None if day is None else Period("day", day.isoformat(), day, day)


def is_absolute(form: str) -> bool:
    """Whether the form says when without a reference date."""
    return form[0].isdigit() and all(step[0] in "0123456789/T" for step in form.split(" "))


def references(timex: Timex, denoted: Interval) -> Interval | None:
    """The days that a report can have been published on, if `timex` in it falls in `denoted`.

    `resolve` is monotone in the reference day, so the answer is an interval, found by bisection;
    an open end where nothing bounds it. For a full date, a past-tense verb bounds the report
    from before, and a future one from after. None where no day fits. Expressions that hang on
    an event, durations and sets bound nothing.
    """
    anyday = Interval(None, None)
    if timex.anchor == "event" or timex.type == "SET" or timex.form[0] in "PX+-":
        return anyday
    if is_absolute(timex.form):
        own = resolve_from(timex, None).interval
        if own is None or own.start is None or own.end is None:
            return anyday
        if (denoted.end and own.start > denoted.end) or (denoted.start and own.end < denoted.start):
            return None
        if timex.tense == "past":
            return Interval(max(own.start, denoted.start or own.start), None)
        if timex.tense == "future":
            return Interval(None, min(own.end, denoted.end or own.end))
        return anyday
    near = denoted.start or denoted.end
    if near is None:
        return anyday
    reach = 150 * 366
    low = max(1 + 366, near.toordinal() - reach)
    high = min(dt.date.max.toordinal() - 4000, near.toordinal() + reach)

    def span(ordinal: int) -> Interval:
        found = resolve_from(timex, _day(dt.date.fromordinal(ordinal))).interval
        return found or anyday

    def reaches(ordinal: int) -> bool:  # no longer wholly before `denoted`
        end = span(ordinal).end
        return end is None or denoted.start is None or end >= denoted.start

    def passes(ordinal: int) -> bool:  # wholly after `denoted`
        start = span(ordinal).start
        return start is not None and denoted.end is not None and start > denoted.end

    first = _first(low, high, reaches)
    beyond = _first(low, high, passes)
    if first >= beyond:
        return None
    return Interval(
        None if first <= low else dt.date.fromordinal(first),
        None if beyond > high else dt.date.fromordinal(beyond - 1),
    )


def _first(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number from `low` for which the monotone `holds` is true; `high` + 1 if none."""
    high += 1
    while low < high:
        middle = (low + high) // 2
        if holds(middle):
            high = middle
        else:
            low = middle + 1
    return low
