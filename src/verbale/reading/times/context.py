"""Time expressions of one report read together: what each hangs on is what was told before it."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

import msgspec

from verbale.reading.times import calendar
from verbale.reading.times.calendar import Period
from verbale.reading.times.forms import is_absolute, resolve, resolve_from
from verbale.reading.times.tagging import find
from verbale.records import Interval, Resolved, Timex

if TYPE_CHECKING:
    from spacy.tokens import Doc

# A form that lacks its year, and so takes the one being told of in a history.
_YEARLESS = re.compile(r"(?:<=|>=|[<>]\d+~|~)(?:[md]\d|SP|SU|FA|WI|Q|H|h)")
_DAY = re.compile(r"(?:<=|>=|[<>]\d+~|~)d\d")
# Characters within which a day without a year goes on from a full date.
_NEAR = 250
# Forms that a history counts from the date told last, and not from the day it was written.
_TOLD = re.compile(_YEARLESS.pattern + r"|(?:<=|>=|[<>]\d+~)w|(?:week|month|year)[+-]1$")
_DEICTIC = re.compile(r"day[+-]\d|week[+-]|(?:<=|>=|>1~)w|PRESENT")
# What stands between the ends of a range in one expression: "June 18-19".
_BETWEEN = re.compile(r"(?<=\w)\s*(?:[-–—/&]|\b(?:to|and|or|through)\b)\s*(?=(?:the\s)?\d)")
_LINKS = {"to": "from", "and": "between", "through": "from", "until": "from", "till": "from"}


def read(doc: Doc, reference: dt.date | Interval | None) -> list[tuple[Timex, Resolved]]:
    """The time expressions of `doc` and what they denote, in order.

    `reference` is the publication date, or the interval it is known to lie in. Expressions
    anchored on an event take the date told last before them; clock times the day of their
    sentence; "a year earlier" beside a quarter that quarter. In a history (full dates and no
    "today"), a month or day without a year belongs to the year told last.
    """
    return resolve_all(doc.text, find(doc), reference)


def resolve_all(
    text: str, timexes: tuple[Timex, ...], reference: dt.date | Interval | None
) -> list[tuple[Timex, Resolved]]:
    """As `read`, for expressions that `find` gave for `text`."""
    history = _is_history(timexes, reference)
    focus: Period | None = None
    quarter: Period | None = None
    day: tuple[int, Period] | None = None
    told: tuple[int, Period] | None = None
    last = reference.end if isinstance(reference, Interval) else reference
    out: list[tuple[Timex, Resolved]] = []
    borrowed = _borrowed_years(text, timexes)
    for index, timex in enumerate(timexes):
        base: Period | None = None
        meant = False
        if index in borrowed:
            base = borrowed[index]
        elif quarter is not None and (
            timex.form.startswith("keep")
            or (timex.form == "quarter+0" and timex.rule == "the-unit")
        ):
            base = quarter
        elif timex.anchor == "event":
            base = focus
            if timex.form.startswith("day") and (focus is None or focus.unit != "day"):
                # "the next day" counts from a day, not from the month or year told of since
                base = day[1] if day is not None else None
        elif timex.form[0] == "T" and day is not None and "\n\n" not in text[day[0] : timex.start]:
            base = day[1]
        elif history and (_TOLD.match(timex.form) or timex.rule == "the-unit"):
            base = focus
        elif _goes_on(text, timex, told, last):
            base = told[1] if told else None
            meant = True
        if history and timex.rule == "deictic-day" and timex.form == "day+0":
            timex = msgspec.structs.replace(timex, form="PRESENT_REF")  # "known today as"
        if base is not None:
            nearest = meant or index in borrowed or (base is focus and history)
            found = resolve_from(_nearest(timex) if nearest else timex, base)
        else:
            found = resolve(timex, reference)
        if timex.rule == "period-of-year" and quarter is not None and len(found.value) == 4:
            found = resolve_from(timex, calendar.named(f"{found.value}-{quarter.value[-2:]}"))
        out.append((timex, found))
        named = calendar.named(found.value) if timex.type in ("DATE", "TIME") else None
        if named is not None:
            focus = named
            if named.unit == "day":
                told = (timex.end, named)
            if named.unit == "quarter" and not timex.form.startswith("keep"):
                quarter = named
            if named.unit == "day":
                day = (timex.end, named)
    return out


def _goes_on(
    text: str, timex: Timex, told: tuple[int, Period] | None, last: dt.date | None
) -> bool:
    """Whether a past day without a year goes on from a full one of years ago, told just before:
    "sailed on 5 April 1982. On 25 April they landed". Months alone go back to the present: of
    news, that is the rule."""
    if told is None or last is None or timex.tense != "past" or not _DAY.match(timex.form):
        return False
    end, period = told
    gap = text[end : timex.start]
    return period.start.year < last.year - 1 and len(gap) <= _NEAR and "\n\n" not in gap


def _nearest(timex: Timex) -> Timex:
    """In a history a yearless date is the one nearest to the date told last, whatever the tense."""
    if timex.anchor == "event":
        return timex
    form = re.sub(r"^(?:<=|>=|[<>]\d+~)", "~", timex.form)
    return msgspec.structs.replace(timex, form=form)


def _is_history(timexes: tuple[Timex, ...], reference: dt.date | Interval | None) -> bool:
    """Whether the text tells of the past by full dates, and lacks the deictic words of news."""
    years = sorted(int(t.form[:4]) for t in timexes if t.type == "DATE" and is_dated(t.form))
    deictic = sum(t.anchor == "published" and bool(_DEICTIC.match(t.form)) for t in timexes)
    if len(years) < 4 or len(years) < 10 * deictic:
        return False
    last = reference.end if isinstance(reference, Interval) else reference
    return last is None or years[len(years) // 2] < last.year - 1


def is_dated(form: str) -> bool:
    """Whether the form is a value with a year of four figures."""
    return is_absolute(form) and form[:4].isdigit()


def ranges(text: str, timexes: tuple[Timex, ...]) -> list[tuple[int, int]]:
    """Pairs of indexes into `timexes` that are the ends of one range: "between March and May".

    Neighbours joined by "to", "and", "until" or a dash, with "from" or "between" before the
    first (a dash needs none).
    """
    pairs = []
    for index in range(len(timexes) - 1):
        left, right = timexes[index], timexes[index + 1]
        if left.type not in ("DATE", "TIME") or right.type not in ("DATE", "TIME"):
            continue
        gap = text[left.end : right.start].strip().lower()
        if gap in ("-", "–", "—"):
            pairs.append((index, index + 1))
            continue
        lead = _LINKS.get(gap)
        if lead and text[max(0, left.start - 12) : left.start].rstrip().lower().endswith(lead):
            pairs.append((index, index + 1))
    return pairs


def _borrowed_years(text: str, timexes: tuple[Timex, ...]) -> dict[int, Period]:
    """Yearless dates, with the full one that they take their year from: the other end of their
    range, or a year that follows ("in June in 1981")."""
    found: dict[int, Period] = {}
    for index in range(len(timexes) - 1):
        right = timexes[index + 1]
        gap = text[timexes[index].end : right.start].strip().lower()
        if gap in ("in", "of") and _YEARLESS.match(timexes[index].form):
            other = calendar.named(right.form)
            if other is not None and other.unit == "year":
                found[index] = other
    for left, right_index in ranges(text, timexes):
        if _YEARLESS.match(timexes[left].form):
            other = found.get(right_index) or calendar.named(timexes[right_index].form)
            if other is not None:
                found[left] = other
    return found


def inspect(doc: Doc, reference: dt.date | Interval | None) -> list[dict[str, Any]]:
    """The rows of `verbale inspect times`: start, end, type, value, mod, interval, granularity
    and rule of each expression.

    TIMEX3 has no ranges: "June 18-19" is two rows, one an end, both with the whole interval.
    """
    rows = []
    text = doc.text  # spaCy joins it anew each time
    for timex, found in resolve_all(text, find(doc), reference):
        interval = None
        if found.interval is not None:
            start, end = found.interval.start, found.interval.end
            interval = {
                "start": start.isoformat() if start else None,
                "end": end.isoformat() if end else None,
            }
        for begin, stop, value in _ends(text, timex, found):
            rows.append(
                {
                    "start": begin,
                    "end": stop,
                    "type": timex.type,
                    "value": value,
                    "mod": timex.mod,
                    "interval": interval,
                    "granularity": found.granularity,
                    "rule": timex.rule,
                }
            )
    return rows


def _ends(text: str, timex: Timex, found: Resolved) -> list[tuple[int, int, str]]:
    between = _BETWEEN.search(text, timex.start, timex.end) if " .. " in timex.form else None
    if between is None:
        return [(timex.start, timex.end, found.value)]
    first, _, last = found.value.partition("/")
    return [(timex.start, between.start(), first), (between.end(), timex.end, last)]
