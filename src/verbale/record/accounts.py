"""An account: an event as one report tells it, with the record's parties and dates put in."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import msgspec

from verbale.reading import times
from verbale.record.calendar import Calendar
from verbale.record.intervals import (
    DAY,
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
from verbale.records import Extent, Interval, Reading, Told


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
    for place, index in enumerate(told.times):
        timex = reading.times[index]
        if timex.anchor == "event" and told.after_event is not None:
            continue
        interval = calendar.interval(index, told.status)
        relation = told.relation if place == 0 else "on"
        interval = interval and related(interval, relation, calendar.published)
        if interval is None:
            continue
        if best is None:
            best = (interval, f"time:{timex.rule}")
        else:
            both = intersect(best[0], interval)
            if both is None and told.mode == "visit":
                # the days of one place after another are those of the trip
                best = (hull([best[0], interval]), best[1])
            elif both is not None and width(both) < width(best[0]):
                best = (both, best[1])
    if best is not None:
        return clip(best[0], told.status, calendar.published), best[1]
    return UNKNOWN, ""


def accounts_of(reading: Reading, roll: Roll, published: Interval) -> list[Account]:
    """Every event that a report tells, as accounts; those dated by another one last."""
    made: list[Account] = []
    calendar = Calendar(reading, published)
    names = anchors(reading.report.id, reading.events)
    for index, told in enumerate(reading.events):
        told = _pictured(told, reading)
        date, rule = date_told(told, reading, calendar)
        actors = roll.parties(reading, told.actors, date)
        recipients = tuple(
            p for p in roll.parties(reading, told.recipients, date) if p not in actors
        )
        if told.mode == "visit":
            # one's own state is no host: "Xi arrived in Beijing"
            own = {roll.party(a).state for a in actors}
            recipients = tuple(r for r in recipients if r not in own)
        recipients = (*recipients, *_hosts(told, actors, recipients, roll))
        made.append(
            Account(
                anchor=names[index],
                report=reading.report.id,
                index=index,
                told=told,
                actors=actors,
                recipients=recipients,
                sides=sides_of((*actors, *recipients), roll),
                date=date,
                dated_by=rule,
            )
        )
    made = _after_journeys(made, reading)
    made = _anchored(_repeated(_unnamed(made)), reading)
    made = _stays(_repeated(made))
    made = _inherited(made)
    return _defaulted(made, reading, published)


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


def _pictured(told: Told, reading: Reading) -> Told:
    """A caption's present tense tells of the moment of the picture: "prepares to meet"."""
    in_caption = any(c.start <= told.start < c.end for c in reading.marks.captions)
    if in_caption and told.status in ("planned", "hypothetical") and told.tense != "future":
        return msgspec.structs.replace(told, status="occurred")
    return told


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
            if base.exact and account.date.start is None and base.date.start:
                day = base.date.start + shift * DAY
                out[i] = msgspec.structs.replace(
                    account, date=Interval(day, day), dated_by="anchored"
                )
            elif account.exact and base.date.start is None and account.date.start:
                day = account.date.start - shift * DAY
                out[other] = msgspec.structs.replace(
                    base, date=Interval(day, day), dated_by="anchored"
                )
    return out


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


def _stays(made: list[Account]) -> list[Account]:
    """A visit without a day of its own lasts as long as its meetings that the report dates."""
    out = []
    for account in made:
        undated = account.date == UNKNOWN and account.told.status in DONE
        if account.told.mode == "visit" and undated and account.actors:
            met = [
                a.date
                for a in made
                if a.exact
                and a.told.type == "CONSULT"
                and a.told.mode == "meet"
                and a.told.status in DONE
                and set(a.sides) == set(account.sides)
                and set(account.actors) <= {*a.actors, *a.recipients}
            ]
            if met:
                stay = Interval(
                    min(d.start for d in met if d.start), max(d.end for d in met if d.end)
                )
                if width(stay) <= LASTING_DAYS:
                    account = msgspec.structs.replace(account, date=stay, dated_by="stay")
        out.append(account)
    return out


def _inherited(made: list[Account]) -> list[Account]:
    """Acts of speech without a time of their own take that of the talk they were made in.

    That is the talk of the same sentence, else the report's first talk: one in which the act's
    actor took part. Acts told in the present tense are positions, not moments.
    """
    talks = [
        a
        for a in made
        if a.told.type == "CONSULT" and a.told.mode != "visit" and a.told.status in DONE
    ]
    out = []
    for account in made:
        if (
            account.dated_by
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


def lead_sentences(made: list[Account], reading: Reading) -> list[Extent]:
    """The headline and the first sentence below it that tell of an event."""
    title = reading.marks.title
    captions = reading.marks.captions
    told = [
        a.told.sentence for a in made if not any(c.start <= a.told.start < c.end for c in captions)
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
