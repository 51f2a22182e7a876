"""What the record asks of a time expression besides what it denotes."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from verbale.reading.times.drafts import Draft
from verbale.reading.times.forms import evaluate, is_absolute
from verbale.reading.times.grammar import drafts
from verbale.reading.times.grammar.dates import in_figures
from verbale.reading.times.lexing import Lexeme, lexemes
from verbale.records import Timex

_STEP = re.compile(r"(day|week)([+-]\d+)")
_AWAY = re.compile(r"([+-])P(\d+)([DW])")
_YEARLESS = re.compile(r"(<=|>=|[<>]\d+~|<|>|~)[dm]\d\d")
_UNPOINTED = re.compile(r"(?<!\S)(?:<=|>=|[<>]\d+~)(?=[a-zA-Z])")
_DAYS = {"day": 1, "week": 7, "D": 1, "W": 7}
_COUNTED = frozenset({"anniversary", "year", "years"})
_SHORT_YEAR = re.compile(r"(?<=[a-z.] )['’]?(\d\d)$", re.IGNORECASE)
_CENTURY = 50
# Words between an anniversary's number and the name of what it is of.
_REACH = 14


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


def yearless(timex: Timex, *, ranges: bool = False) -> bool:
    """Whether the expression is a day or month that lacks its year: "June 19", "in March".

    With `ranges` also one from such a day to another.
    """
    return _YEARLESS.match(timex.form) is not None and (ranges or " .. " not in timex.form)


def stated_day(text: str) -> dt.date | None:
    """The one full date that a short text states ("Friday, March 1, 2024"), or None."""
    days = set()
    for draft in drafts(lexemes(text)):
        timex = draft.timex(0, len(text), None)
        if timex.type in ("DATE", "TIME") and is_absolute(timex.form):
            point = evaluate(timex.form, None)
            if point is not None and point.start is not None and point.start == point.end:
                days.add(point.start)
    return days.pop() if len(days) == 1 else None


def stated_days(text: str) -> tuple[dt.date, ...]:
    """As `stated_day`, with every day that it may be: "03/04/2022" is of March or of April. A year
    of two figures counts here: "14 Feb 90"."""
    day = stated_day(_SHORT_YEAR.sub(_in_full, text))
    figures = [days for w in lexemes(text) if w.symbol == "i" and (days := in_figures(w.raw))]
    return figures[0] if len(figures) == 1 and day in figures[0] else (day,) if day else ()


def _in_full(year: re.Match[str]) -> str:
    return ("19" if int(year[1]) >= _CENTURY else "20") + year[1]


def stated_yearless(text: str, start: int, end: int) -> Timex | None:
    """The one day without a year that the words from `start` to `end` state ("Sat, Sep 22")."""
    found: list[Draft] = drafts(lexemes(text[start:end]))
    days = [t for t in (draft.timex(start, end, None) for draft in found) if yearless(t)]
    return days[0] if len(days) == 1 else None


def anniversary(text: str, start: int, end: int, first: int, last: int) -> int | None:
    """How many years the anniversary counts that is told beside `first`..`last` of the text.

    Looks from `start` to `end`: "the 59th anniversary of X", "60 years of X", "your 31st X",
    "one year after X"; None where none is counted, or the count belongs to something else.
    """
    words = lexemes(text[start:end])
    name = next((i for i, w in enumerate(words) if w.start >= first - start), len(words))
    for index in range(name - 1, -1, -1):
        word = words[index]
        number = _ordinal(words, index)
        if number is None:
            continue
        gap = words[index + 1 : name]
        counted = any(w.raw.lower() in _COUNTED for w in gap[:3])
        if word.symbol == "o" and (not gap or (counted and len(gap) <= _REACH)):
            return number
        if word.symbol == "n" and counted and len(gap) <= _REACH:
            return number
    return None


def numbers(text: str) -> list[tuple[int, int, float, bool]]:
    """The numbers of a text, in figures or words: start, end, value, whether it is a rank."""
    words = lexemes(text)
    out = []
    for index, word in enumerate(words):
        value = _ordinal(words, index)
        if value is not None and (word.symbol == "o" or word.raw != "a"):
            out.append((word.start, word.end, float(value), word.symbol == "o"))
    return out


def _ordinal(words: list[Lexeme], index: int) -> int | None:
    """The number at `index`, with the tens that stand before it: "fifty-ninth"."""
    word = words[index]
    if word.symbol not in ("o", "n") or not isinstance(word.value, int):
        return None
    value = word.value
    if word.symbol == "o" and value < 10 and index >= 2 and words[index - 1].symbol == "-":
        tens = words[index - 2]
        if tens.symbol == "n" and isinstance(tens.value, int) and tens.value % 10 == 0:
            value += tens.value
    return value if 0 < value < 1000 else None
