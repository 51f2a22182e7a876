"""An account: an event as one report tells it, with the record's parties and dates put in."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence

import msgspec

from verbale.record.intervals import width
from verbale.record.roll import Roll
from verbale.records import Extent, Interval, Reading, Told

# Rules that read single days: an interval of several days that they give has both ends told.
_DAYS = frozenset({"time:month-day", "time:day-month", "time:weekday", "time:iso"})
_JOURNEY_DAYS = 31  # the longest journey that is told by its first and last day


class Account(msgspec.Struct, frozen=True):
    """One telling of an event. `anchor` identifies it whatever else is read.

    `sides` maps each state (or stateless party) to the persons who took part for it.
    `states`: those that the actors are, or speak for as officials.
    `dated_by` names the rule that gave `date`, empty where it has none. `day` is the weekday
    ("w3") or the day of a year ("06-12") that is told where `date` is left open. `talk` is the
    anchor of the talk that an act of speech was made in.
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
    day: str | None = None
    states: tuple[str, ...] = ()

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


def states_of(actors: Sequence[str], roll: Roll) -> tuple[str, ...]:
    """The states that actors are, or act for: those of officials and of persons of no other
    calling."""
    out = []
    for actor in actors:
        party = roll.party(actor)
        if party.kind == "state":
            out.append(party.id)
        elif party.kind == "person" and party.state and (party.offices or party.sector == "GOV"):
            out.append(party.state)
    return tuple(dict.fromkeys(out))


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
