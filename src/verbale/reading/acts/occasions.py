"""Gatherings that a sentence only names, as a time or a place of other things, and meetings of
those whom the sentence before names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import words
from verbale.language.sentences import sentence_of
from verbale.reading.acts.shown import TIMES
from verbale.reading.acts.sides import Sides
from verbale.reading.acts.tree import cases
from verbale.records import Extent

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.reading.acts.match import Matcher

_PAIR = 2
_WHERE = frozenset(["LOC", "GPE", "GPE_LOC", "DATE"])
_SUMMITS = frozenset(["summit", "mini-summit"])
#: Prepositions by which a summit is a time or a topic, not where somebody is.
_AWAY = frozenset(
    ["before", "ahead", "since", "until", "prior", "for", "on", "about", "of", "from"]
)
#: Verbs of those who come to a gathering.
_COMING = words.listed("coming-to")


def only_named(summit: Token, own: Sides) -> bool:
    """Whether a summit is told of nobody who takes part in it: "prices rose before the NATO
    summit", "three rounds of talks since the G20 summit", "NATO summit: prices rise"."""
    if summit.lemma_.lower() not in _SUMMITS:
        return False
    after = summit.i + 1
    if after < len(summit.doc) and summit.doc[after].text == ":":
        return own.actor_rule == "body"
    if summit.dep_ not in {"obl", "nmod", "advcl"}:
        return False
    if summit.head.lemma_.lower() in _COMING:
        return False
    return own.actor_rule == "body" or bool(own.actor_rule == "owner" and cases(summit) & _AWAY)


def attended(summit: Token) -> bool:
    """Whether somebody is said to come to a summit: "will attend the summit of the union"."""
    return summit.dep_ in {"obj", "obl"} and summit.head.lemma_.lower() in {
        "attend", "join", "participate"
    }  # fmt: skip


def of_those_before(doc: Doc, meeting: Token, matcher: Matcher) -> Sides | None:
    """The two of "the meeting in Sochi on Monday was held behind closed doors": the only two
    persons, of two states, whom the sentence before names; None where it names others."""
    sentence = sentence_of(meeting)
    subject = meeting.dep_ in {"nsubj", "nsubj:pass"}
    if not subject or not sentence.start or not _placed(meeting):
        return None
    before = sentence_of(doc[sentence.start - 1])
    referents = matcher.lookup.cast.referents
    found: dict[int, Extent] = {}
    for mention in matcher.lookup.within(before.start_char, sentence.end_char):
        who = referents[mention.referent]
        named = who.kind == "person" and bool(who.name) and mention.form != "pronoun"
        if named and mention.start < before.end_char:
            found.setdefault(who.index, Extent(mention.start, mention.end))
        elif named or who.kind == "group":
            return None
    states = {referents[i].state for i in found}
    if len(found) != _PAIR or len(states - {None}) != _PAIR:
        return None
    (first, at), (second, there) = found.items()
    return Sides(
        actors=(first,),
        recipients=(second,),
        actor_evidence=(at,),
        recipient_evidence=(there,),
        actor_rule="sentence-before",
        recipient_rule="sentence-before",
    )


def _placed(meeting: Token) -> bool:
    """Whether a meeting is told with its town or its day."""
    own = [w for c in meeting.children if c.dep_ in {"nmod", "nmod:poss"} for w in c.subtree]
    return any(w.lemma_.lower() in TIMES or w.ent_type_ in _WHERE for w in own)
