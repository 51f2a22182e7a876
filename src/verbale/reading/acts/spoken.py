"""Who speaks to whom: contacts that only what one side told the other tells of ("told the envoy in
Damascus"), appeals among those who rule one state."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.reading.acts.mentions import mention_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.reading.acts import Act, Argument
    from verbale.reading.acts.match import Matcher
    from verbale.reading.status import Status
    from verbale.records import Referent

#: The frame of what is told to somebody somewhere.
TELLING = "told"
#: Sectors of those who rule a state together.
RULING = frozenset(["GOV", "LEG", "JUD", "PTY", "ELI", "MIL", "SPY"])
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


def among_rulers(doc: Doc, act: Act, matcher: Matcher) -> bool:
    """Whether those who speak and those spoken to rule one state together: "the president asked the
    parliament"."""
    sides = [[_who(doc, a, matcher) for a in side] for side in (act.actors, act.recipients)]
    everyone = [who for side in sides for who in side]
    states = {who.state if who is not None else None for who in everyone}
    return all(sides) and len(states) == 1 and None not in states and all(map(rules, everyone))


def of_themselves(doc: Doc, act: Act, about: list[Token], matcher: Matcher) -> bool:
    """Whether those who appeal, of one state, do so about their own state's affairs alone: "the
    premier called for Chad to keep its army small", said by Chad's."""
    if any(matcher.party(word) and matcher.lookup.mention(word) is None for word in about):
        return False  # "the rebels in Chad"
    here = {who.state if (who := _who(doc, a, matcher)) else None for a in act.actors}
    found = [mention_of(word, matcher) for word in about]
    whose = [matcher.lookup.cast.referents[m.referent] if m is not None else None for m in found]
    own = len(here) == 1 and None not in here
    return own and all(rules(who) and who is not None and who.state in here for who in whose)


def rules(who: Referent | None) -> bool:
    """Whether somebody is a state or of those who rule it."""
    if who is None:
        return False
    if who.sector is None:
        return who.kind in {"state", "person"}
    return who.sector in RULING


def _who(doc: Doc, argument: Argument, matcher: Matcher) -> Referent | None:
    mention = mention_of(doc[argument.head], matcher, depth=0)
    return matcher.lookup.cast.referents[mention.referent] if mention is not None else None
