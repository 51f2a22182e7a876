"""What the head of a report lends its body, and the body its head.

A headline tells what the first account below it tells: in fewer words, and without its day. A
report that opens with what one said to another on some day goes on with the talk in which it was
said, and seldom names the day again.
"""

from __future__ import annotations

import re

import msgspec

from verbale.record.accounts import Account
from verbale.record.calendar import Calendar
from verbale.record.intervals import DAY, DONE, UNKNOWN, intersect, width
from verbale.record.roll import Roll
from verbale.records import Interval, Quote, Reading

# What a headline tells is no older than this when the report is published.
FRESH_DAYS = 7
# Characters behind a reporting word within which the day of the saying stands.
BESIDE = 60
_TOLD = re.compile(r"\A(?:told|tells|assured|informed|warned|urged|asked|reassured)\Z", re.I)
_WEEKDAY = re.compile(r"<=?d?w[1-7]\Z|day[+-]")
_ENDS = re.compile(r"[.;!?]\s")
_OPENING = re.compile(r",? (?:the )?")
_EARLIER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|last|since|ago|had|first|again)\b", re.IGNORECASE
)


def headed(made: list[Account], reading: Reading, published: Interval) -> list[Account]:
    """The accounts of a report, those of its headline with the day and the persons of the first
    that tells the same below it."""
    title = reading.marks.title
    if title is None:
        return made
    out = []
    for account in made:
        told = account.told
        above = title.start <= told.start < title.end
        if above and told.status in DONE and not told.times:
            body = next((a for a in made if _tells(a, account, title.end, reading)), None)
            if body is not None and _fresh(body.date, published):
                if not any(account.sides.values()):
                    account = msgspec.structs.replace(
                        account,
                        actors=body.actors,
                        recipients=body.recipients,
                        sides=body.sides,
                        states=body.states,
                    )
                if account.date == UNKNOWN and body.date != UNKNOWN:
                    account = msgspec.structs.replace(
                        account, date=body.date, dated_by=body.dated_by
                    )
        out.append(account)
    return out


def _tells(body: Account, head: Account, below: int, reading: Reading) -> bool:
    """Whether an account of the body may tell what one of the headline does."""
    one, two = body.told, head.told
    if one.start < below or one.type != two.type or one.mode != two.mode:
        return False
    if one.status not in DONE or {*body.sides} != {*head.sides}:
        return False
    if one.type != "CONSULT" and {*body.states} != {*head.states}:
        return False
    if any(p and head.sides[side] and not p & head.sides[side] for side, p in body.sides.items()):
        return False
    words = reading.report.text[one.sentence.start : one.start]
    return body.date != UNKNOWN or not _EARLIER.search(words)


def _fresh(date: Interval, published: Interval) -> bool:
    if date.end is None or published.start is None:
        return date == UNKNOWN
    return date.end >= published.start - FRESH_DAYS * DAY


def said_in(made: list[Account], reading: Reading, roll: Roll, calendar: Calendar) -> list[Account]:
    """The accounts of a report, talks without a day with that on which one of their sides spoke to
    the other before: "told her guest on Tuesday that ... The two met for an hour"."""
    out = list(made)
    for i, account in enumerate(made):
        told = account.told
        open_ = account.date == UNKNOWN and told.tense == "past" and told.status in DONE
        talk = told.type == "CONSULT" and told.mode in ("meet", "phone") and len(account.sides) == 2
        if not (open_ and talk and all(account.sides.values())):
            continue
        words = reading.report.text[told.sentence.start : told.start]
        before = [q for q in reading.statements if q.cue and q.cue.start < told.start]
        if _EARLIER.search(words):
            continue
        quote = next((q for q in before if _between(q, account, reading, roll)), None)
        day = _day(quote, reading, calendar) if quote is not None else None
        if day is not None:
            out[i] = msgspec.structs.replace(account, date=day, dated_by="told on")
    return out


def _between(quote: Quote, talk: Account, reading: Reading, roll: Roll) -> bool:
    """Whether one side of a talk says something to the other."""
    if quote.cue is None or quote.speaker is None or quote.addressee is None:
        return False
    if not _TOLD.match(reading.report.text[quote.cue.start : quote.cue.end]):
        return False
    speaker = {*roll.parties(reading, (quote.speaker,), talk.date)}
    hearer = {*roll.parties(reading, (quote.addressee,), talk.date)}
    first, second = talk.sides.values()
    return bool((speaker & first and hearer & second) or (speaker & second and hearer & first))


def _day(quote: Quote, reading: Reading, calendar: Calendar) -> Interval | None:
    """The one day that is told beside a reporting word: in its clause, or opening it."""
    assert quote.cue is not None
    text, cue = reading.report.text, quote.cue
    first = min(quote.speaker_span.start if quote.speaker_span else cue.start, cue.start)
    beside: set[Interval] = set()
    opening: set[Interval] = set()
    for index, timex in enumerate(reading.times):
        if timex.anchor != "published" or any(p.start <= timex.start < p.end for p in quote.pieces):
            continue
        if first <= timex.start < timex.end <= cue.end + BESIDE:
            kind = beside if not _ENDS.search(text[cue.end : timex.start]) else None
        else:
            kind = opening if _OPENING.fullmatch(text[timex.end : first]) else None
        day = calendar.interval(index, "occurred") if kind is not None else None
        if kind is not None and day is not None and width(day) <= 1:
            kind.add(day)
    days = beside or opening
    return days.pop() if len(days) == 1 else None


def day_of_news(account: Account, reading: Reading, calendar: Calendar) -> Interval:
    """The day of what the head of a report tells without one: that of the sentences that lead to
    it ("On Tuesday they reopened the crossing. They met at noon"), else the report's own.

    Of several days none is chosen: it was by the last day of the report.
    """
    published, told, title = calendar.published, account.told, reading.marks.title
    # a position that a report tells in the present is of its own day
    above = told.tense == "present" or (title is not None and title.start <= told.start < title.end)
    first = 0 if title is None else title.end
    days: set[Interval] = set()
    until = Interval(None, published.end)
    for index, timex in enumerate(reading.times):
        if above or not first <= timex.start < told.start or timex.anchor != "published":
            continue
        if timex.type != "DATE" or not _WEEKDAY.match(timex.form):
            continue
        day = calendar.interval(index, "occurred")
        if day is not None and width(day) == 0 and intersect(day, until) is not None:
            days.add(day)
    if not days:
        return Interval(published.start, published.end)
    return days.pop() if len(days) == 1 else until
