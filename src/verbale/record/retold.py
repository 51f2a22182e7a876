"""Accounts of one report that speak of one another: days that hang on other events, talks and
journeys told again, acts of speech made in a talk."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from verbale.reading import times
from verbale.record.intervals import DAY, DONE, LASTING_DAYS, UNKNOWN, intersect, width
from verbale.records import Interval

if TYPE_CHECKING:
    from verbale.record.accounts import Account
    from verbale.records import Reading

_DAYS = re.compile(r"P(\d{1,2})D")
_CONCLUDED = re.compile(
    r"\b(?:(?:conclud|complet|end|finish|wrapp|round)(?:s|ed|ing)"
    r"|(?:last|final|closing) day of|(?:at|by) the end of)\b",
    re.IGNORECASE,
)
_BEGUN = re.compile(
    r"\b(?:arriv(?:es?|ed|ing)|land(?:s|ed|ing)|beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)"
    r"|open(?:s|ed|ing)|flew|fl(?:y|ies|ying)|left|leav(?:es?|ing)|first day of)\b",
    re.IGNORECASE,
)
_EARLIER = re.compile(
    r"\b(?:earlier|previous(?:ly)?|last|since|ago|first met|had)\b", re.IGNORECASE
)
# Of a longer visit it is no news when its talks were.
STAY_DAYS = 7
# What is "a week after" a visit of so many days was itself one of some days.
SHORT_DAYS = 2
# Characters within which talks follow the journey that they are held on.
NEXT = 1500
_UNDER_WAY = {"planned", "ongoing"}


def related_days(made: list[Account], reading: Reading) -> list[Account]:
    """The accounts of one report with the days that they lend one another."""
    made = _after_journeys(_coming(made), reading)
    made = _anchored(_repeated(_unnamed(made)), reading)
    made = _during(_stays(_same_journey(_repeated(_lasting(made, reading)))), reading)
    return _inherited(_ahead(made))


def _ahead(made: list[Account]) -> list[Account]:
    """Talks to come that are told behind a journey to come of one who takes part are held on it:
    "will travel to Lima in May. She is to meet the president there"."""
    out: list[Account] = []
    for account in made:
        told = account.told
        talk = told.type == "CONSULT" and told.mode == "meet" and told.status == "planned"
        if talk and account.date == UNKNOWN and not told.times:
            near = [a for a in out if told.start - a.told.end <= NEXT]
            journey = next((a for a in reversed(near) if _leads_to(a, account)), None)
            if journey is not None:
                account = msgspec.structs.replace(account, date=journey.date, dated_by="journey")
        out.append(account)
    return out


def _leads_to(journey: Account, talk: Account) -> bool:
    """Whether a journey to come is one on which its traveller meets the hosts."""
    told = journey.told
    if told.mode != "visit" or told.status != "planned" or journey.date == UNKNOWN:
        return False
    hosts = {p for p in journey.recipients if p in journey.sides}
    met = {*talk.actors, *talk.recipients}
    return {*journey.actors} <= met and bool(hosts & {*talk.sides}) and not _away(talk, journey)


def _anchored(made: list[Account], reading: Reading) -> list[Account]:
    """Dates that hang on another event of the report, read in both directions."""
    out = list(made)
    for _ in range(2):
        for i, account in enumerate(out):
            other = account.told.after_event
            if other is None or other >= len(out):
                continue
            shift = next(
                (
                    s
                    for t in account.told.times
                    if (s := times.offset_days(reading.times[t])) is not None
                ),
                None,
            )
            if shift is None:
                continue
            base = out[other]
            if _short(base) and not _short(account):
                out[i] = msgspec.structs.replace(
                    account, date=_shifted(base.date, shift), dated_by="anchored"
                )
            elif _short(account) and not _short(base):
                out[other] = msgspec.structs.replace(
                    base, date=_shifted(account.date, -shift), dated_by="anchored"
                )
    return out


def _short(account: Account) -> bool:
    """Whether it is known to the day, or to the days of a short stay."""
    return width(account.date) <= SHORT_DAYS


def _shifted(days: Interval, shift: int) -> Interval:
    move = shift * DAY
    return Interval(days.start and days.start + move, days.end and days.end + move)


def _after_journeys(made: list[Account], reading: Reading) -> list[Account]:
    """ "Will fly to Paris on Thursday evening for talks": the day is that of the journey.

    Talks that only share the time of a journey told before them are held then or on the next day.
    """
    journeys = {
        (a.told.sentence, a.told.times[0]): a.told.start
        for a in made
        if a.told.mode == "visit" and a.told.times
    }
    out = []
    for account in made:
        told = account.told
        talk = told.type == "CONSULT" and told.mode != "visit" and len(told.times) == 1
        left = journeys.get((told.sentence, told.times[0])) if talk else None
        end = account.date.end
        if left is not None and end is not None and account.exact:
            time = reading.times[told.times[0]]
            if left < time.start < told.start:
                wider = Interval(account.date.start, end + DAY)
                account = msgspec.structs.replace(account, date=wider, dated_by="journey")
        out.append(account)
    return out


def _coming(made: list[Account]) -> list[Account]:
    """What a report says will be has not been: "will visit next week ... is the first to visit
    since 1969 ... his third visit", "Minister heads to Oslo" above "will travel to Oslo". A trip
    that is spoken of is the one that will be."""
    ahead = [
        a for a in made if a.told.status == "planned" and (a.told.tense == "future" or a.told.times)
    ]
    out = []
    for account in made:
        told = account.told
        noun = told.mode == "visit" and told.frame.partition("/")[2][:1] == "n"
        open_ = told.type == "CONSULT" and told.status in DONE and not told.times
        again = told.frame == "backreference" and (told.tense != "past" or told.mode == "visit")
        # "told him on Thursday of the trip": the day is that of the telling
        spoken = again and told.mode == "visit" and told.status == "hypothetical"
        if spoken or (open_ and (told.tense == "present" or noun or again)):
            plan = next(
                (
                    a
                    for a in ahead
                    if a.told.mode == told.mode
                    and (a.told.tense == "future" or again)
                    and set(a.actors) == set(account.actors)
                    and set(a.sides) == set(account.sides)
                ),
                None,
            )
            if plan is not None:
                told = msgspec.structs.replace(told, status="planned", tense="future")
                account = msgspec.structs.replace(
                    account, told=told, date=plan.date, dated_by=plan.dated_by
                )
        out.append(account)
    return out


def _unnamed(made: list[Account]) -> list[Account]:
    """ "The two countries called the talks useful": those told last between the same states."""
    out: list[Account] = []
    for account in made:
        told = account.told
        bare = len(account.sides) > 1 and not any(account.sides.values())
        if bare and account.date == UNKNOWN and told.type == "CONSULT" and told.status in DONE:
            last = next(
                (
                    a
                    for a in reversed(out)
                    if a.told.type == "CONSULT"
                    and a.told.mode == told.mode
                    and a.told.status in DONE
                    and set(a.sides) == set(account.sides)
                ),
                None,
            )
            if last is not None:
                account = msgspec.structs.replace(
                    account,
                    actors=last.actors,
                    recipients=last.recipients,
                    sides=last.sides,
                    date=last.date,
                    dated_by="same talk" if last.date != UNKNOWN else "",
                )
        out.append(account)
    return out


def _repeated(made: list[Account]) -> list[Account]:
    """A talk told again without its day has that of the one talk of the same persons."""
    out = []
    for account in made:
        told = account.told
        named = len(account.sides) > 1 and all(account.sides.values())
        if account.date == UNKNOWN and told.type == "CONSULT" and told.status in DONE and named:
            days = {
                a.date
                for a in made
                if a.exact
                and a.told.type == "CONSULT"
                and a.told.mode == told.mode
                and a.told.status in DONE
                and a.sides == account.sides
            }
            if len(days) == 1:
                account = msgspec.structs.replace(account, date=days.pop(), dated_by="same talk")
        out.append(account)
    return out


def _same_journey(made: list[Account]) -> list[Account]:
    """A journey spoken of again without its days has those of the one that its traveller makes:
    "will travel to Chad on May 3-5 ... During her visit"."""
    out = []
    for account in made:
        told = account.told
        if told.mode == "visit" and not told.times and account.date == UNKNOWN and account.actors:
            days = {
                a.date
                for a in made
                if a.told.mode == "visit"
                and a.told.times
                and a.date.start
                and a.date.end
                and (a.told.status == told.status or {a.told.status, told.status} == _UNDER_WAY)
                and set(account.actors) <= set(a.actors)
                and set(account.recipients) <= set(a.recipients)
            }
            # the day of an arrival or a departure is within the journey
            whole = [d for d in days if not any(d != o and intersect(d, o) == d for o in days)]
            if len(whole) == 1:
                account = msgspec.structs.replace(account, date=whole[0], dated_by="same journey")
        out.append(account)
    return out


def _stays(made: list[Account]) -> list[Account]:
    """A visit without a day of its own lasts as long as its meetings that the report dates."""
    out = []
    for account in made:
        undated = account.date == UNKNOWN and account.told.status in DONE
        if account.told.mode == "visit" and undated and account.actors and not _counted(account):
            met = [
                a.date
                for a in made
                if a.exact
                and a.told.type == "CONSULT"
                and a.told.mode == "meet"
                and a.told.status in DONE
                and set(a.sides) == set(account.sides)
                and set(account.actors) <= {*a.actors, *a.recipients}
                and not _away(a, account)
            ]
            if met:
                stay = Interval(
                    min(d.start for d in met if d.start), max(d.end for d in met if d.end)
                )
                if width(stay) <= LASTING_DAYS:
                    account = msgspec.structs.replace(account, date=stay, dated_by="stay")
        out.append(account)
    return out


def _counted(account: Account) -> bool:
    """Whether its day is counted from another act: "a week after his visit"."""
    return account.told.after_event is not None and bool(account.told.times)


def _away(talk: Account, visit: Account) -> bool:
    """Whether talks were held in another country than those that a visit goes to."""
    place = talk.told.place
    return bool(place and place.country and place.country not in visit.recipients)


def _lasting(made: list[Account], reading: Reading) -> list[Account]:
    """ "Concluded a three-day visit on Monday": it lasted from Saturday to Monday; "arrived on
    Monday for a three-day visit": to Wednesday. So do days of talks."""
    out = []
    for account in made:
        told = account.told
        length = _DAYS.fullmatch(told.duration or "")
        long = length is not None and 1 < int(length[1]) <= LASTING_DAYS
        if long and length and told.type == "CONSULT" and account.exact and account.date.start:
            day, more = account.date.start, (int(length[1]) - 1) * DAY
            words = reading.report.text[told.sentence.start : told.end]
            if _CONCLUDED.search(words) and told.status in DONE:
                account = msgspec.structs.replace(account, date=Interval(day - more, day))
            elif _BEGUN.search(words) and told.status in (*DONE, "planned"):
                account = msgspec.structs.replace(account, date=Interval(day, day + more))
        out.append(account)
    return out


def _during(made: list[Account], reading: Reading) -> list[Account]:
    """Talks of a visitor with the hosts, told without a day, were held on the visit; the day of an
    arrival is not the whole of it."""
    stays = [
        a
        for a in made
        if a.told.mode == "visit"
        and "visit" in a.told.frame.partition("/")[0]
        and a.told.status in DONE
        and a.date.start
        and width(a.date) <= STAY_DAYS
    ]
    out = []
    for account in made:
        told = account.told
        talk = told.type == "CONSULT" and told.mode == "meet" and told.status in DONE
        if talk and account.date == UNKNOWN and not told.times and told.tense == "past":
            sides = {*account.actors, *account.recipients}
            days = {
                a.date
                for a in stays
                if sides & set(a.actors)
                and set(a.sides) == set(account.sides)
                and not _elsewhere(account, a)
            }
            words = reading.report.text[told.sentence.start : told.sentence.end]
            if len(days) == 1 and not _EARLIER.search(words):
                account = msgspec.structs.replace(account, date=days.pop(), dated_by="visit")
        out.append(account)
    return out


def _elsewhere(talk: Account, visit: Account) -> bool:
    a, b = talk.told.place, visit.told.place
    return bool(a and b and a.country and b.country and a.country != b.country)


def _inherited(made: list[Account]) -> list[Account]:
    """Acts of speech without a time of their own take that of the talk they were made in.

    That is the talk of the same sentence, else the report's first talk: one in which the act's
    actor took part. Acts told in the present tense are positions, not moments, and what something
    was counted from ("two days after it imposed ...") was before it.
    """
    counted = {a.told.after_event for a in made if a.told.after_event is not None and a.told.times}
    talks = [
        a
        for a in made
        if a.told.type == "CONSULT" and a.told.mode != "visit" and a.told.status in DONE
    ]
    out = []
    for account in made:
        if (
            account.dated_by
            or account.index in counted
            or account.told.type == "CONSULT"
            or account.told.status != "occurred"
            or account.told.tense == "present"
            or not account.actors
        ):
            out.append(account)
            continue
        mine = set(account.actors)
        sitting = [t for t in talks if _shares_side(mine, t, account)]
        near = [t for t in sitting if t.told.sentence == account.told.sentence]
        first = [t for t in sitting if t.told.start <= account.told.start][:1]
        talk = next(iter(near or first), None)
        if talk is not None and not talk.date.start:
            alike = [t for t in sitting if t.date.start and set(t.sides) == set(talk.sides)]
            talk = alike[0] if alike else talk
        if talk is not None:
            dated = {"date": talk.date, "dated_by": "talk"} if talk.date.start else {}
            account = msgspec.structs.replace(account, talk=talk.anchor, **dated)
        out.append(account)
    return out


def _shares_side(actors: set[str], talk: Account, act: Account) -> bool:
    in_talk = {*talk.actors, *talk.recipients}
    if not actors & in_talk:
        return False
    others = set(act.sides) - {k for k, people in act.sides.items() if people & actors}
    return not act.recipients or bool(others & set(talk.sides)) or not others
