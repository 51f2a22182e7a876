"""What happens within one state alone: its parties, courts and ministers among themselves.

A desk that follows states enters none of it; a government's fight with rebels or crowds it does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.language.sentences import sentence_of
from verbale.reading.acts.mentions import referents as meant
from verbale.reading.acts.spoken import rules
from verbale.reading.acts.untold import VERBAL

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from verbale.reading.acts.match import Matcher
    from verbale.reading.acts.settle import Settled
    from verbale.reading.acts.sides import Sides
    from verbale.records import Referent

#: Sectors of those who speak for no state: what they say to nobody abroad is their own affair.
_PRIVATE = frozenset(
    ["LEG", "JUD", "PTY", "OPP", "ELI", "LAB", "BUS", "MNC", "EDU", "JRN", "CVL", "SOC", "COP",
     "CRM", "MED", "AGR", "REL"]
)  # fmt: skip
_PARTY = "PTY"  # parties are at home somewhere, also where the report does not say where


def at_home(doc: Doc, one: Settled, sides: Sides, matcher: Matcher) -> bool:
    """Whether an act of speech, or what a private person does, stays within one state: "Democrats
    slammed the bill", "the premier ordered the ministry to act", "the minister rejected a demand by
    his colleague"."""
    referents = matcher.lookup.cast.referents
    actors = [referents[i] for i in sides.actors]
    if one.type not in VERBAL:
        # "Ann Lee gave a million to her campaign"
        persons = bool(actors) and all(who.kind == "person" and _private(who) for who in actors)
        return persons and not sides.recipients
    if not actors:
        return False
    recipients = [who for i in sides.recipients if _told(who := referents[i])]
    if recipients:
        everyone = [*actors, *recipients]
        states = {who.state for who in everyone if who.state or who.sector != _PARTY}
        return len(states) == 1 and None not in states and all(map(rules, everyone))
    if one.type == "REQUEST" and all(who.state and who.kind != "state" for who in actors):
        # "urged his audience to act": whoever is asked is nobody of another state
        return any(
            a.path != "+for"
            and matcher.party(doc[a.head])
            and not {*meant(doc, a, matcher)} - {*sides.actors}
            for a in one.act.recipients
        )
    return all(map(_private, actors)) and not _reaches(doc, one, actors, matcher)


def _told(who: Referent) -> bool:
    """Whether more is told of somebody than an office of no state: "the president's plan"."""
    return who.kind != "person" or bool(who.state or who.name or who.known)


def _private(who: Referent) -> bool:
    """Whether somebody of a state speaks for themselves: a legislator, a party, a candidate."""
    if who.kind == "state" or (who.state is None and who.sector != _PARTY):
        return False
    if who.kind == "person" and who.sector is None:
        return not who.offices
    return who.sector in _PRIVATE


def _reaches(doc: Doc, one: Settled, actors: list[Referent], matcher: Matcher) -> bool:
    """Whether what somebody says at home reaches another state: a vote on an accord, words about
    one that the sentence names."""
    if any(doc[i].lemma_.lower() in matcher.words("accord") for i in one.act.words):
        return True
    mine = {who.state for who in actors}
    sentence = sentence_of(doc[one.act.trigger])
    named = matcher.lookup.within(sentence.start_char, sentence.end_char)
    states = {matcher.lookup.cast.referents[m.referent].state for m in named}
    return bool(states - mine - {None})
