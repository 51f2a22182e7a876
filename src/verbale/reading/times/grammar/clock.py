"""Times of day, and words without a place on the calendar ("now", "recently")."""

from __future__ import annotations

import re

from verbale.reading.times.drafts import Draft
from verbale.reading.times.grammar.rules import Found, Rules, draft

RULES = Rules()


def _clock(hour: int, minute: int, half: str) -> str | None:
    if half == "pm" and hour < 12:
        hour += 12
    elif half == "am" and hour == 12:
        hour = 0
    return f"T{hour:02}:{minute:02}" if hour <= 24 and minute < 60 else None


@RULES.enter("clock", r"(?P<q>q)?(?P<c>[nC])-?(?P<k>[kK])(?P<z>z)?")
def _clock_half(found: Found) -> Draft | None:
    value = found.value("c")
    if isinstance(value, str):
        hour, minute = map(int, value.split(":")[:2])
    elif isinstance(value, int) and value <= 24:
        hour, minute = value, 0
    else:
        return None
    time = _clock(hour, minute, found.text("k"))
    return draft(found, type="TIME", grain="clock", time=time, mod=found.mod("q")) if time else None


@RULES.enter("clock", r"(?P<c>C)(?P<z>z)?")
def _clock_bare(found: Found) -> Draft | None:
    before = found.before()
    if not found.get("z") and (before is None or before.symbol not in "13Tq"):
        return None
    hour, minute = map(int, found.text("c").split(":")[:2])
    time = _clock(hour, minute, "")
    return draft(found, type="TIME", grain="clock", time=time) if time else None


@RULES.enter("clock", r"(?P<c>[yn])(?P<z>z)")
def _clock_military(found: Found) -> Draft | None:
    raw = found.lexemes[found.match.start()].raw
    if not re.fullmatch(r"\d{4}", raw):
        return None
    time = _clock(int(raw[:2]), int(raw[2:]), "")
    return draft(found, type="TIME", grain="clock", time=time) if time else None


@RULES.enter("clock", r"(?P<c>[nC])(?:K)?1D(?P<p>p)")
def _clock_in_the(found: Found) -> Draft | None:
    value = found.value("c")
    if isinstance(value, str):
        hour, minute = map(int, value.split(":")[:2])
    elif isinstance(value, int) and 1 <= value <= 12:
        hour, minute = value, 0
    else:
        return None
    time = _clock(hour, minute, "am" if found.text("p") == "MO" else "pm")
    return draft(found, type="TIME", grain="clock", time=time) if time else None


@RULES.enter("present", r"R")
def _present(found: Found) -> Draft | None:
    return draft(found, whole="PRESENT_REF")


@RULES.enter("past", r"Z(?![uU])")
def _past(found: Found) -> Draft | None:
    return draft(found, whole="PAST_REF")


@RULES.enter("past", r"DL(?![-nfouUGmwsSpPMH_])")
def _the_past(found: Found) -> Draft | None:
    return (
        draft(found, whole="PAST_REF")
        if found.lexemes[found.match.end() - 1].value == "past"
        else None
    )


@RULES.enter("future", r"Q(?!0)")
def _future(found: Found) -> Draft | None:
    before, after = found.before(), found.after()
    lexeme = found.lexemes[found.match.start()]
    if lexeme.raw.lower() == "soon" and (
        (before is not None and before.raw.lower() in ("as", "too", "how", "so"))
        or (after is not None and after.raw.lower() in ("after", "as", "enough"))
    ):
        return None
    return draft(found, whole="FUTURE_REF")
