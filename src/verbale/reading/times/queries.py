"""What the record asks of a time expression besides what it denotes."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from verbale.reading.times.drafts import Draft
from verbale.reading.times.forms import evaluate, is_absolute
from verbale.reading.times.grammar import drafts
from verbale.reading.times.lexing import lexemes
from verbale.records import Timex

_STEP = re.compile(r"(day|week)([+-]\d+)")
_AWAY = re.compile(r"([+-])P(\d+)([DW])")
_YEARLESS = re.compile(r"(<=|>=|[<>]\d+~|<|>|~)[dm]\d\d")
_UNPOINTED = re.compile(r"(?<!\S)(?:<=|>=|[<>]\d+~)(?=[a-zA-Z])")
_DAYS = {"day": 1, "week": 7, "D": 1, "W": 7}


def offset_days(timex: Timex) -> int | None:
    """Days that an expression lies from the event it hangs on; None where it says no number.

    "the same day" = 0, "two days later" = 2, "a week before (the summit)" = -7.
    """
    if timex.anchor != "event":
        return None
    step = _STEP.fullmatch(timex.form)
    if step:
        return int(step[2]) * _DAYS[step[1]]
    away = _AWAY.fullmatch(timex.form)
    if away:
        return int(away[1] + away[2]) * _DAYS[away[3]]
    return None


_WAYS = {"past": "<=", "future": ">=", "present": "~"}


def towards(timex: Timex, tense: str) -> Timex:
    """A bare weekday, day or month pointed strictly back ("past"), ahead ("future") or to the
    nearest ("present").

    For one who knows better than the verb: "the talks, listed for Sunday" of a plan is the
    Sunday to come. Expressions that say themselves where they point stay as they are.
    """
    form = _UNPOINTED.sub(_WAYS[tense], timex.form)
    return timex if form == timex.form else msgspec.structs.replace(timex, form=form, tense=tense)


def yearless(timex: Timex) -> bool:
    """Whether the expression is a day or month that lacks its year: "June 19", "in March"."""
    return _YEARLESS.match(timex.form) is not None and " .. " not in timex.form


def stated_day(text: str) -> dt.date | None:
    """The one full date that a short text states ("Friday, March 1, 2024"), or None."""
    found: list[Draft] = drafts(lexemes(text))
    days = set()
    for timex in (draft.timex(0, len(text), None) for draft in found):
        if timex.type in ("DATE", "TIME") and is_absolute(timex.form):
            point = evaluate(timex.form, None)
            if point is not None and point.start is not None and point.start == point.end:
                days.add(point.start)
    return days.pop() if len(days) == 1 else None
