"""What became of an act, as a later verb of its sentence says: "had been due in May but was called
off", "had planned to fly to Lima but put off the trip"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import words
from verbale.reading.acts import verb_lemmas
from verbale.reading.acts.deep import passive
from verbale.reading.acts.tree import cases
from verbale.reading.finite import Sign, negated

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.knowledge.acts import Lexicon

#: What a later word says against an earlier one.
OVERRIDE = frozenset(["cancelled", "postponed", "denied"])
#: Verbs by which an act comes about.
COMING = words.listed("coming-about")
#: What a journey or a meeting told by a verb is called where it comes up again.
_AGAIN = words.listed("named-again")


def said_of(token: Token, step: str, lexicon: Lexicon) -> str | None:
    """The effect of a word on an act that it governs by a step ("obj", "subj", "comp" ...)."""
    for name in (*verb_lemmas(token), token.lower_):
        for governor in lexicon.governors.get(name, ()):
            if step in governor.through:
                return governor.effect
    return None


def went_on(noun: Token, lexicon: Lexicon) -> list[Sign]:
    """What became of an act, as a second verb says of it: "was mooted but never took place", "had
    been due in May but was called off"."""
    if noun.dep_ not in {"nsubj", "nsubj:pass"}:
        return []
    found: list[Sign] = []
    for verb in noun.head.children:
        if verb.dep_ != "conj" or verb.i < noun.head.i or verb.pos_ != "VERB":
            continue
        if any(c.dep_.startswith(("nsubj", "csubj")) for c in verb.children):
            continue
        told = said_of(verb, "obj" if passive(verb) else "subj", lexicon)
        if told in OVERRIDE:
            found.append(Sign(told, verb.i, f"then:{verb_lemmas(verb)[0]}"))
        elif verb.lemma_ in COMING and (negative := negated(verb)) is not None:
            found.append(Sign("denied", negative.i, "then-negated"))
    return found


def called_off(verb: Token, lexicon: Lexicon) -> list[Sign]:
    """What became of an act that was planned, as a second verb of the planner says of it: "was to
    meet the king but cancelled the talks"."""
    # Whether "cancelled" goes on from "was" or from "meet" is chance.
    verbs = [verb]
    while verb.dep_ in {"xcomp", "ccomp"} and verb.head.i < verb.i:
        verb = verb.head
        verbs.append(verb)
    found: list[Sign] = []
    for then in (right for one in verbs for right in one.rights):
        if then.dep_ != "conj" or then.pos_ != "VERB" or passive(then):
            continue
        told = said_of(then, "obj", lexicon)
        what = [c for c in then.children if c.dep_ == "obj"]
        if told in OVERRIDE and what and all(map(_again, what)):
            found.append(Sign(told, then.i, f"then:{verb_lemmas(then)[0]}"))
    return found


def _again(noun: Token) -> bool:
    """Whether a noun names what was told before, not another: "met the king but called off a
    meeting with the sultan"."""
    other = any(
        (c.dep_ == "det" and c.lower_ in {"a", "an", "another"})
        or (c.dep_ == "nmod" and cases(c) & {"with", "between"})
        for c in noun.children
    )
    return noun.lemma_.lower() in _AGAIN and not other
