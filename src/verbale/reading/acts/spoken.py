"""Contacts that only what one side told the other tells of: "told the envoy in Damascus"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.reading.acts.mentions import mention_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from verbale.reading.acts import Act, Argument
    from verbale.reading.acts.match import Matcher
    from verbale.reading.status import Status
    from verbale.records import Referent

#: The frame of what is told to somebody somewhere.
TELLING = "told"
_OFFICIAL = frozenset(["GOV", "MIL", "LEG", "SPY", None])


def face_to_face(doc: Doc, act: Act, told: Status, matcher: Matcher) -> bool:
    """Whether who told it and whom it was told are officials of two states, who were together where
    it was told: neither the press, nor a state or a house ("told Congress in Washington")."""
    if told.value != "occurred":
        return False
    here, there = (_persons(doc, side, matcher) for side in (act.actors, act.recipients))
    states = {who.state for who in here}
    return bool(here and there) and all(who.state not in states for who in there)


def _persons(doc: Doc, side: tuple[Argument, ...], matcher: Matcher) -> list[Referent]:
    """Those of a side, if all are officials of a known state; else none."""
    found: list[Referent] = []
    for argument in side:
        mention = mention_of(doc[argument.head], matcher, depth=0)
        if mention is None:
            return []
        who = matcher.lookup.cast.referents[mention.referent]
        if who.kind not in {"person", "group"} or who.state is None:
            return []
        if who.sector not in _OFFICIAL or not (who.name or who.sector):
            return []
        found.append(who)
    return found
