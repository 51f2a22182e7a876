"""An account: an event as one report tells it, with the record's parties and dates put in."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from verbale.reading import times
from verbale.record import retold
from verbale.record.calendar import Calendar
from verbale.record.intervals import (
    DONE,
    LASTING_DAYS,
    UNKNOWN,
    clip,
    hull,
    intersect,
    related,
    width,
)
from verbale.record.roll import Roll
from verbale.records import Extent, Interval, Reading, Timex, Told

# Expressions that name a time to come whatever the day of the report.
_AHEAD = re.compile(r"(?:day|week|month|quarter|year)(?:\+[1-9]|\+0 to-come)")
_ANNOUNCED = frozenset({"AGREE", "THREATEN"})  # what is said to be to come
_SEASON_DAYS = 120  # of a day without a year: what lies no further ahead is not a year ago
# Rules of status by which a noun tells of what is over: "after talks in June".
_TOLD_OF = frozenset({"participle", "at-it", "in-it", "after-it", "since-it"})
# The name of a body or series before "summit", or after it.
_OF_MANY = re.compile(
    r"(?:\bG-?\d{1,2}|\b[A-Z]{3,}|\b[A-Z]\w+[A-Z]\w*|\bUnion)(?:['’]s?)?[\w -]{0,12}$"
)
_OF_MANY_AFTER = re.compile(r" (?:of|for) (?:the )?[A-Z]")
# Rules that read single days: an interval of several days that they give has both ends told.
_DAYS = frozenset({"time:month-day", "time:day-month", "time:weekday", "time:iso"})
_JOURNEY_DAYS = 31  # the longest journey that is told by its first and last day


class Account(msgspec.Struct, frozen=True):
    """One telling of an event. `anchor` identifies it whatever else is read.

    `sides` maps each state (or stateless party) to the persons who took part for it.
    `dated_by` names the rule that gave `date`, empty where it has none. `talk` is the anchor
    of the talk that an act of speech was made in.
    """

    anchor: str
    report: str
    index: int
    told: Told
    actors: tuple[str, ...]
    recipients: tuple[str, ...]
    sides: dict[str, frozenset[str]]
    date: Interval
    dated_by: str = ""
    talk: str | None = None

    @property
    def sort_key(self) -> tuple[str, int, int]:
        return (self.report, self.told.start, self.index)

    @property
    def exact(self) -> bool:
        """Whether the day is known."""
        return self.date.start is not None and self.date.start == self.date.end

    @property
    def journey(self) -> bool:
        """Whether it tells the first and the last day of a visit."""
        told = self.told.mode == "visit" and self.told.relation == "on" and self.dated_by in _DAYS
        return told and 0 < width(self.date) <= _JOURNEY_DAYS


def anchors(report: str, events: Sequence[Told]) -> list[str]:
    """An id for each account: it depends on the report's id and the place of the words alone."""
    digest = hashlib.blake2b(report.encode(), digest_size=5).hexdigest()
    seen: Counter[int] = Counter()
    out = []
    for told in events:
        again = seen[told.start]
        seen[told.start] += 1
        out.append(f"e{digest}-{told.start}" + (f".{again}" if again else ""))
    return out


def sides_of(parties: Sequence[str], roll: Roll) -> dict[str, frozenset[str]]:
    """State (or stateless party) -> persons who took part for it."""
    sides: dict[str, set[str]] = {}
    for party_id in parties:
        party = roll.party(party_id)
        key = party.state or party.id
        people = sides.setdefault(key, set())
        if party.kind == "person":
            people.add(party.id)
    return {key: frozenset(people) for key, people in sorted(sides.items())}


def date_told(told: Told, reading: Reading, calendar: Calendar) -> tuple[Interval, str]:
    """The interval that an event's own words and the report's date support, and the rule."""
    best: tuple[Interval, str] | None = None
    ends = dict(times.ranges(reading.report.text, reading.times)) if told.times else {}
    for place, index in enumerate(told.times):
        timex = reading.times[index]
        if any(end == index and start in told.times for start, end in ends.items()):
            continue
        if timex.anchor == "event" and told.after_event is not None:
            continue
        if _promised(timex, told):
            continue
        interval = calendar.interval(index, told.status)
        relation = told.relation if place == 0 else "on"
        interval = interval and related(interval, relation, calendar.published)
        if interval is None or _to_come(interval, told, calendar.published):
            continue
        until = calendar.interval(ends[index], told.status) if index in ends else None
        if until is not None and until.end and interval.start and interval.start < until.end:
            interval = Interval(interval.start, until.end)  # "from 30 April to 2 May"
        if best is None:
            best = (interval, f"time:{timex.rule}")
        else:
            both = intersect(best[0], interval)
            if both is None and told.mode == "visit":
                # the days of one place after another are those of the trip
                best = (hull([best[0], interval]), best[1])
            elif both is not None and width(both) < width(best[0]):
                best = (both, best[1])
    if best is None:
        return UNKNOWN, ""
    if any(" .. " in reading.times[index].form for index in told.times):
        return best  # both ends are told: a report in between cuts nothing off
    return clip(best[0], told.status, calendar.published), best[1]


def _to_come(interval: Interval, told: Told, published: Interval) -> bool:
    """Whether days lie after the report that tells an act as done: they are those of its matter.

    "Praised the goal of net zero by 2050", "pledged a summit next year". Talks stay: reports on a
    journey tell in the present what is to come.
    """
    if told.type == "CONSULT" or told.status not in ("occurred", "ongoing"):
        return False
    first = interval.start or interval.end
    return bool(first and published.end and first > published.end)


def accounts_of(reading: Reading, roll: Roll, published: Interval) -> list[Account]:
    """Every event that a report tells, as accounts; those dated by another one last."""
    made: list[Account] = []
    calendar = Calendar(reading, published)
    names = anchors(reading.report.id, reading.events)
    for index, told in enumerate(reading.events):
        told = _pictured(told, reading)
        date, rule = date_told(told, reading, calendar)
        told, date = _scheduled(told, date, reading, calendar)
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
            )
        )
    made = _toured(made, roll)
    return _defaulted(retold.related_days(made, reading), reading, published)


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


def _promised(timex: Timex, told: Told) -> bool:
    """Whether a time is of what an act speaks of: "threatened last week to impose duties on 3 May"
    dates the duties to come, not the threat; a promise or threat told in the future has no other
    times."""
    if told.type in _ANNOUNCED and told.status in DONE and told.tense == "future":
        return True
    return (
        told.type != "CONSULT"
        and told.status in DONE
        and told.tense == "past"
        and timex.tense == "future"
        and timex.form[:1] == ">"
    )


def _scheduled(
    told: Told, date: Interval, reading: Reading, calendar: Calendar
) -> tuple[Told, Interval]:
    """The present tense of a programme is a plan: "travels to Chad on 3 May", told on 1 May. A day
    without a year is then the next such day, if that is near or nearer than the last; so is that of
    "the June summit", where June was most of a year ago. What is held "tomorrow" or "next week" is
    a plan on whatever day it is told, "a visit next week" as well."""
    open_ = told.status == "hypothetical" or (
        told.status == "denied" and told.rules.get("status", "").startswith("governor:")
    )
    named = told.rules.get("actors") in {"body", "backreference"} and told.mode == "multilateral"
    if open_ and told.times and named:
        # "next week's OPEC meeting could bring ...", "declined to attend last week's": the meeting
        # itself is not in doubt
        sure = msgspec.structs.replace(told, status="occurred")
        day = date_told(sure, reading, calendar)[0]
        if calendar.published.end is None or (day.end and day.end < calendar.published.end):
            return sure, day
        planned = msgspec.structs.replace(told, status="planned")
        return planned, date_told(planned, reading, calendar)[0]
    if told.type != "CONSULT" or told.status not in DONE:
        return told, date
    planned = msgspec.structs.replace(told, status="planned")
    words = told.frame.partition("/")[2][:1]
    if told.times and (told.tense in ("present", "future") or words == "n"):
        timex = reading.times[told.times[0]]
        if timex.anchor == "published" and _AHEAD.match(timex.form):
            rules = {**told.rules, "status": "time-ahead"}
            planned = msgspec.structs.replace(planned, tense="future", rules=rules)
            return planned, date_told(planned, reading, calendar)[0]
    today = calendar.published.end
    named = words == "n" and told.rules.get("status", "") not in _TOLD_OF
    if today is None or not (told.tense == "present" or named):
        return told, date
    ahead, _ = date_told(planned, reading, calendar)
    if ahead.start is None:
        return told, date
    if ahead.start <= today:
        going_on = told.tense == "present" and ahead.end is not None and ahead.end > today
        if not going_on or told.mode != "visit":
            return told, date
        rules = {**told.rules, "status": "day-within"}
        return msgspec.structs.replace(told, status="ongoing", rules=rules), ahead
    if date == ahead and named:  # "at the December meeting", told in June with the year
        return planned, ahead
    until = (ahead.start - today).days
    since = (today - date.end).days if date.end else 0
    if told.tense == "present":
        near = until <= LASTING_DAYS or until < since
    else:
        reach = LASTING_DAYS if told.tense == "past" else _SEASON_DAYS
        near = until <= reach and since > 2 * _SEASON_DAYS
    if not near:
        return told, date
    rules = {**told.rules, "status": "day-ahead"}
    return msgspec.structs.replace(planned, tense="future", rules=rules), ahead


def _pictured(told: Told, reading: Reading) -> Told:
    """A caption's present tense tells of the moment of the picture: "prepares to meet"."""
    in_caption = any(c.start <= told.start < c.end for c in reading.marks.captions)
    if in_caption and told.status in ("planned", "hypothetical") and told.tense != "future":
        return msgspec.structs.replace(told, status="occurred")
    return told


def lead_sentences(made: list[Account], reading: Reading) -> list[Extent]:
    """The headline and the first sentence below it that tell of an event."""
    title = reading.marks.title
    apart = (*reading.marks.captions, *reading.marks.boilerplate)
    told = [
        a.told.sentence for a in made if not any(c.start <= a.told.start < c.end for c in apart)
    ]
    above = [s for s in told if title and title.start <= s.start < title.end]
    below = [s for s in told if s not in above]
    return [*above[:1], *below[:1]]


def _defaulted(made: list[Account], reading: Reading, published: Interval) -> list[Account]:
    """Where nothing dates an event: the report's day for its lead, else "until then".

    An official readout's "The Secretary met ..." speaks of its own day: so does any lead in the
    past tense without a time of its own.
    """
    leads = lead_sentences(made, reading)
    out = []
    for account in made:
        if account.date != UNKNOWN:
            out.append(account)
            continue
        told = account.told
        date, rule = UNKNOWN, ""
        in_lead = told.sentence in leads
        if told.status in ("occurred", "ongoing"):
            recent = in_lead and told.tense in ("past", "present") and not told.times
            if recent and published.start and published.start == published.end:
                date, rule = Interval(published.start, published.end), "lead"
            elif told.status == "ongoing" and published.start:
                date, rule = Interval(published.start, published.end), "ongoing"
            elif published.end:
                date, rule = Interval(None, published.end), "reported"
        elif (
            told.status in ("planned", "hypothetical") and told.tense != "past" and published.start
        ):
            # "had planned to visit" says nothing of what is ahead
            date, rule = Interval(published.start, None), "announced"
        out.append(msgspec.structs.replace(account, date=date, dated_by=rule))
    return out
