"""Journeys: the states of the towns that one goes to, and the legs of one trip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.reading.acts.sides import Sides
from verbale.reading.acts.tree import cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from verbale.reading.acts.settle import Settled

_ONWARD = frozenset(["then", "next", "subsequently", "later", "finally", "onward"])
#: The frames of verbs of going: "travel to Chad", "visit Chad".
_GOING = frozenset(["travel", "visited"])


def leg_of(
    one: Settled,
    doc: Doc,
    own: Sides,
    settled: Sequence[Settled],
    before: Sequence[Sides | None],
) -> int | None:
    """The trip that a journey goes on with: "will travel to Chad. From there she will then travel
    to Mali" is one trip of several legs, told by its traveller and status alike. So are the
    journeys that one report announces one by one, as a programme does."""
    verb = doc[one.act.trigger]
    if one.mode != "visit" or one.act.entry.kind != "v" or not own.actors:
        return None
    for index in range(len(before) - 1, -1, -1):
        trip, told = settled[index], before[index]
        if trip.mode != "visit" or trip.act.entry.kind != "v" or told is None:
            continue
        if set(told.actors) != set(own.actors):
            continue
        if trip.status.value != one.status.value:
            return None
        onward = any(c.lower_ in _ONWARD for c in verb.children if c.dep_ == "advmod") or any(
            "from" in cases(c) for c in verb.children
        )
        programme = one.status.value == "planned" and trip.act.entry.frame.name in _GOING
        new = {*own.recipients, *own.hosts} - {*told.recipients, *told.hosts}
        if onward or not new or (programme and one.act.entry.frame.name in _GOING):
            return index
        return None
    return None


def with_leg(trip: Sides | None, leg: Sides) -> Sides | None:
    """A trip with where one more of its legs goes."""
    if trip is None:
        return None
    return msgspec.structs.replace(
        trip,
        recipients=tuple(dict.fromkeys((*trip.recipients, *leg.recipients))),
        recipient_evidence=(*trip.recipient_evidence, *leg.recipient_evidence),
        hosts=tuple(dict.fromkeys((*trip.hosts, *leg.hosts))),
        unnamed=trip.unnamed and leg.unnamed,
    )
