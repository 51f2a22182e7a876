"""The accounts of a report: its events with the record's parties, and days for all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from verbale.record import days, heads, retold
from verbale.record.accounts import Account, anchors, lead_sentences, sides_of, states_of
from verbale.record.calendar import Calendar
from verbale.record.clues import LEAD_DAYS
from verbale.record.intervals import DONE, UNKNOWN, width
from verbale.record.roll import Roll
from verbale.records import Extent, Interval, Reading, Told

# The name of a body or series before "summit", or after it.
_OF_MANY = re.compile(
    r"(?:\bG-?\d{1,2}|\b[A-Z]{3,}|\b[A-Z]\w+[A-Z]\w*|\bUnion)(?:['’]s?)?[\w -]{0,12}$"
)
# "Had last met", "previously visited", "days after his visit": of before the report's own news.
_BEFORE = re.compile(
    r"\b(?:(?:last|previously|earlier|first|had(?: \w+){0,2}) "
    r"|(?:days?|weeks?|months?|years?) (?:after|since|following)\b[^,;]{0,120})\Z",
    re.IGNORECASE,
)
# A report known to so many days tells from when on its plans are.
ANNOUNCED_DAYS = 366
_OF_MANY_AFTER = re.compile(r" (?:of|for) (?:the )?[A-Z]")


def accounts_of(reading: Reading, roll: Roll, published: Interval) -> list[Account]:
    """Every event that a report tells, as accounts; those dated by another one last."""
    made: list[Account] = []
    calendar = Calendar(reading, published)
    names = anchors(reading.report.id, reading.events)
    for index, told in enumerate(reading.events):
        told = _own_times(_pictured(told, reading), reading)
        date, rule = days.date_told(told, reading, calendar)
        told, date = days.scheduled(told, date, reading, calendar)
        actors = roll.parties(reading, told.actors, date)
        recipients = tuple(
            p for p in roll.parties(reading, told.recipients, date) if p not in actors
        )
        if told.mode == "visit":
            # one's own state is no host: "Xi arrived in Beijing"
            own = {roll.party(a).state for a in actors}
            recipients = tuple(r for r in recipients if r not in own)
        recipients = (*recipients, *_hosts(told, actors, recipients, roll))
        if told.type == "CONSULT" and told.mode == "multilateral":
            actors = _with_members(actors, recipients, roll)
        sides = sides_of((*actors, *recipients), roll)
        if told.mode == "multilateral" and _of_two(told, sides, reading.report.text):
            told = msgspec.structs.replace(told, mode="meet")
        made.append(
            Account(
                anchor=names[index],
                report=reading.report.id,
                index=index,
                told=told,
                actors=actors,
                recipients=recipients,
                sides=sides,
                date=date,
                dated_by=rule,
                day=days.open_day(told, reading) if width(date) else None,
                states=() if told.type == "CONSULT" else states_of(actors, roll),
            )
        )
    made = heads.said_in(_toured(made, roll), reading, roll, calendar)
    made = heads.headed(retold.related_days(made, reading), reading, published)
    return _defaulted(made, reading, calendar)


def _with_members(
    actors: tuple[str, ...], recipients: tuple[str, ...], roll: Roll
) -> tuple[str, ...]:
    """Those who met, with the states of a body of few: "the Group of Seven" is seven states, as
    "its finance ministers" are."""
    codes = [code for p in actors for code in roll.members(p)]
    mine = {roll.party(p).state for p in (*actors, *recipients)}
    return (*actors, *(c for c in dict.fromkeys(codes) if c not in mine))


def _of_two(told: Told, sides: Mapping[str, frozenset[str]], text: str) -> bool:
    """Whether a summit is of the persons of two states alone: no meeting of several.

    "The G20 summit", "NATO summits", "the Summit of the Americas" are of more than are named.
    """
    around = text[max(0, told.start - 30) : told.start], text[told.end : told.end + 15]
    named = _OF_MANY.search(around[0]) or _OF_MANY_AFTER.match(around[1])
    alone = len(sides) == 2 and all(sides.values()) and "EUR" not in sides
    plural = text[told.start : told.end].endswith("s")
    return alone and not (named or plural or told.occasion)


def _hosts(
    told: Told, actors: tuple[str, ...], recipients: tuple[str, ...], roll: Roll
) -> tuple[str, ...]:
    """The states that a visit goes to: those of its towns, else of its place where nobody else is
    named; not those that its parties act for."""
    if told.mode != "visit" or not actors:
        return ()
    country = told.place.country if told.place and not recipients else None
    mine = {roll.party(p).state for p in (*actors, *recipients)}
    goals = (*told.hosts, *((country,) if country else ()))
    return tuple(dict.fromkeys(code for code in goals if code not in mine))


def _toured(made: list[Account], roll: Roll) -> list[Account]:
    """A journey to no state that is named ("toured West Africa") goes to where its traveller met
    somebody, by the same report."""
    out = []
    for account in made:
        told = account.told
        if told.mode == "visit" and account.actors and not account.recipients and not told.place:
            mine = {roll.party(a).state for a in account.actors}
            stops: dict[str, tuple[Extent, ...]] = {}
            for other in made:
                place = other.told.place
                there = place.country if place and other.told.type == "CONSULT" else None
                if there is None or there in mine or other.told.status != told.status:
                    continue
                if set(account.actors) <= {*other.actors, *other.recipients}:
                    stops.setdefault(there, other.told.evidence.get("place", ()))
            if stops:
                words = tuple(sorted({extent for extents in stops.values() for extent in extents}))
                account = msgspec.structs.replace(
                    account,
                    told=msgspec.structs.replace(
                        told,
                        evidence={**told.evidence, "recipients": words},
                        rules={**told.rules, "recipients": "stops"},
                    ),
                    recipients=tuple(stops),
                    sides=sides_of((*account.actors, *stops), roll),
                )
        out.append(account)
    return out


def _pictured(told: Told, reading: Reading) -> Told:
    """A caption's present tense tells of the moment of the picture: "prepares to meet"."""
    in_caption = any(c.start <= told.start < c.end for c in reading.marks.captions)
    if in_caption and told.status in ("planned", "hypothetical") and told.tense != "future":
        return msgspec.structs.replace(told, status="occurred")
    return told


def _own_times(told: Told, reading: Reading) -> Told:
    """Of a journey and the talks that it leads to, each with its day ("flies to Lima on Sunday for
    talks on Monday"), the talks have the day that stands behind them, the journey the other."""
    if told.type != "CONSULT" or len(told.times) != 2 or told.relation != "on":
        return told
    first, second = sorted(reading.times[t].start for t in told.times)
    between = [
        other
        for other in reading.events
        if other.type == "CONSULT" and other.times == told.times and first < other.start < second
    ]
    if told.mode == "visit" and told.start < first:
        kept = [t for t in told.times if reading.times[t].start == first]
    elif told.mode != "visit" and first < told.start < second:
        kept = [t for t in told.times if reading.times[t].start == second]
        between = [o for o in reading.events if o.mode == "visit" and o.times == told.times]
    else:
        return told
    return msgspec.structs.replace(told, times=tuple(kept)) if between else told


def _defaulted(made: list[Account], reading: Reading, calendar: Calendar) -> list[Account]:
    """Where nothing dates an event: the report's day for its lead, else "until then".

    An official readout's "The Secretary met ..." speaks of its own day: so does any lead in the
    past tense without a time of its own.
    """
    leads, published = lead_sentences(made, reading), calendar.published
    out = []
    for account in made:
        told = account.told
        in_lead = told.sentence in leads
        hours = bool(told.times) and all(reading.times[t].form[:1] == "T" for t in told.times)
        if account.date != UNKNOWN and not (in_lead and hours and told.status in DONE):
            out.append(account)
            continue
        date, rule = UNKNOWN, ""
        if told.status in DONE:
            recent = in_lead and told.tense in ("past", "present")
            recent &= hours or not told.times  # "at noon" is an hour of the report's news
            recent &= not _BEFORE.search(reading.report.text, told.sentence.start, told.start)
            if recent and width(published) <= LEAD_DAYS:
                date, rule = heads.day_of_news(account, reading, calendar), "lead"
            elif told.status == "ongoing" and published.start:
                date, rule = Interval(published.start, published.end), "ongoing"
            elif published.end:
                date, rule = Interval(None, published.end), "reported"
        elif (
            told.status in ("planned", "hypothetical")
            and told.tense != "past"
            and published.start
            and width(published) <= ANNOUNCED_DAYS
        ):
            # "had planned to visit" says nothing of what is ahead; the first of the many days of
            # which a report may be says nothing of its plans
            date, rule = Interval(published.start, None), "announced"
        out.append(msgspec.structs.replace(account, date=date, dated_by=rule))
    return out
