"""Steps over a Universal Dependencies tree from the word of an act to those who take part in it.

The steps are what frames and conditions of the lexicon speak of (`knowledge.acts`).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from verbale.knowledge import words
from verbale.language.sentences import sentence_of
from verbale.reading.acts.deep import agents, measured, objects, owners, passive, subjects
from verbale.reading.acts.shown import TIMES
from verbale.reading.acts.tree import NOMINAL, cases, conjuncts, infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

_MODIFIERS = frozenset(["amod", "compound", "nmod:desc", "nmod:unmarked", "flat", "nmod:poss"])
_NOT_OBLIQUE = frozenset(
    ["conj", "nmod:poss", "case", "mark", "punct", "cc", "obj", "iobj", "ccomp"]
)
_WITHIN_NAMES = frozenset(["nmod:desc", "compound", "amod", "flat", "nmod:poss"])
PARTICLES = words.listed("particles")
_OTHER_TIMES = frozenset(["after", "before", "following", "ahead", "since", "until", "despite"])
_APPEARANCES = frozenset(["conference", "briefing", "appearance", "ceremony", "interview"])
_OBLIGATION = frozenset(["must", "should", "ought"])
_FUTURE = frozenset(["will", "would", "shall", "should", "'ll", "’ll"])


def obliques(word: Token, preposition: str, strict: bool = False) -> list[Token]:
    """Oblique or noun modifiers by a preposition ("with"; "ahead_of" for several words).

    Where a verb has none of its own, those of its object count, and for "with" those of its other
    obliques: whether "sent aid to Chad" has "to Chad" with the verb or the noun is chance. `strict`
    leaves these out.
    """
    own = [
        child
        for child in word.children
        if child.dep_ not in _NOT_OBLIQUE
        and child.pos_ in NOMINAL | {"VERB", "AUX"}
        and preposition in cases(child)
    ]
    if preposition in {"for", "on"} and word.pos_ == "VERB" and any(c.i > word.i for c in own):
        own = [c for c in own if c.i > word.i]  # "in Lome for talks, he also called for calm"
    if preposition == "by" and not own and not strict and word.dep_ == "obj":
        # "welcomes the visit by the king": whoever does it visits; an active verb has no agent
        return [] if passive(word.head) else agents(word.head)
    if not own and word.pos_ == "NOUN":
        # "rejection and condemnation of the plan": what the last of several nouns has is theirs
        alone = not any(c.dep_ == "nmod" for c in word.children)
        shared = [c for c in word.children if c.dep_ == "conj" and c.pos_ == "NOUN" and alone]
        own = obliques(shared[-1], preposition, strict=True) if shared else []
    if strict or own or word.pos_ != "VERB":
        return own
    if preposition not in {"of", "by"}:
        for noun in (other for first in objects(word) for other in conjuncts(first)):
            if noun.i != word.head.i:
                own.extend(w for w in obliques(noun, preposition) if w not in own)
    if not own and preposition == "with":
        for child in word.children:
            if child.i > word.i and child.dep_.startswith(("obl", "advmod", "nmod")):
                if _apart(child):
                    return []
                own.extend(obliques(child, preposition))
        own = own or _after(word, preposition)
    if not own and preposition in {"about", "over"}:
        # "voiced concern to the envoy about the plan"
        told = [c for c in word.children if c.dep_ == "obl" and "to" in cases(c)]
        own = [topic for one in told for topic in obliques(one, preposition, strict=True)]
    return own


def _apart(noun: Token) -> bool:
    """Whether what a noun has beside it is the noun's alone: "spoke after a meeting with the king",
    "spoke at a press conference with the king"."""
    return bool(cases(noun) & _OTHER_TIMES) or noun.lemma_.lower() in _APPEARANCES


def _after(verb: Token, preposition: str) -> list[Token]:
    """The noun phrase behind a preposition that follows a verb with no other verb between, wherever
    a parse that long titles have led astray has hung it."""
    end = sentence_of(verb).end
    for at in range(verb.i + 1, end):
        word = verb.doc[at]
        if word.pos_ == "VERB" and word.dep_ != "amod":
            return []
        if word.lower_ == preposition and word.dep_ == "case":
            top = word.head
            while top.dep_ in _WITHIN_NAMES and top.head.i > at:
                top = top.head
            return [top] if top.i > at else []
    return []


def complements(word: Token) -> list[Token]:
    """Clauses that a word takes as its content: "vowed to leave", "said that it left"."""
    return [
        c
        for c in word.children
        if c.dep_ in {"xcomp", "ccomp", "acl"} or (c.dep_ == "advcl" and infinitive(c))
    ]


def _modal(word: Token, modals: frozenset[str]) -> list[Token]:
    """Clauses that a word takes as its content with one of the modals."""
    return [
        c
        for c in complements(word)
        if any(a.lower_ in modals for a in c.children if a.dep_ == "aux")
    ]


def _between(word: Token) -> list[Token]:
    found = obliques(word, "between")
    if word.pos_ == "NOUN" and not found:
        found = obliques(word, "among")
    if not found and word.dep_ == "nsubj" and word.head.pos_ in NOMINAL:
        found = obliques(word.head, "between", strict=True)  # "the meeting was the third between"
    for clause in word.children if not found else ():
        if clause.dep_ == "acl" and clause.tag_ == "VBN":  # "talks held in Oslo between X and Y"
            found = found or obliques(clause, "between", strict=True)
    return found


def _support(word: Token) -> list[Token]:
    """The verb that a nominal act hangs on as object or subject."""
    if word.dep_ in {"obj", "nsubj:pass", "nsubj", "obl", "xcomp"} and word.head.pos_ == "VERB":
        return [word.head]
    if (word.dep_ == "conj" and word.head.pos_ == "NOUN") or measured(word):
        return _support(word.head)
    return []


def _particles(word: Token) -> list[Token]:
    found = [
        c
        for c in word.children
        if c.dep_ == "compound:prt" or (c.dep_ in {"advmod", "obl"} and c.lower_ in PARTICLES)
    ]
    # "pulled out of the town": the particle as the first of two prepositions; "broke off ties": as
    # the preposition of an object, which has none
    for child in word.children:
        if child.dep_ == "obj" and child.i > word.i:
            found.extend(c for c in child.children if c.dep_ == "case" and c.tag_ in {"RP", "IN"})
        if child.dep_ == "obl":
            parts = [c for c in child.children if c.dep_ == "case"]
            found.extend(parts[:1] if len(parts) > 1 else [])
    return found


def _modifiers(word: Token) -> list[Token]:
    return [c for c in word.children if c.dep_ in _MODIFIERS]


_STEPS: dict[str, Callable[[Token], list[Token]]] = {
    "subj": subjects,
    "obj": objects,
    "iobj": lambda w: [c for c in w.children if c.dep_ == "iobj"],
    "comp": complements,
    "prt": _particles,
    "mod": _modifiers,
    "poss": lambda w: [
        c for c in w.children if c.dep_ == "nmod:poss" and c.lemma_.lower() not in TIMES
    ],
    "between": _between,
    "adv": lambda w: [c for c in w.children if c.dep_ in {"advmod", "obl:unmarked"}],
    "support": _support,
    "owner": owners,
    "pred": lambda w: [
        c for c in w.children if c.dep_ in {"xcomp", "amod", "acl"} and not infinitive(c)
    ],
    "det": lambda w: [c for c in w.children if c.dep_ == "det"],
    "must": lambda w: [
        c
        for c in _modal(w, _OBLIGATION)
        if not any(a.lower_ in {"it", "there", "we", "i"} for a in subjects(c))
    ],
    "will": lambda w: _modal(w, _FUTURE),
    "inf": lambda w: [c for c in complements(w) if infinitive(c)],
    "relcl": lambda w: [c for c in w.children if c.dep_ == "acl:relcl"],
    "head": lambda w: [w.head] if w.head.i != w.i else [],
    "mark": lambda w: [c for c in w.children if c.dep_ == "mark"],
    "cop": lambda w: [w.head] if w.dep_ == "cop" else [],
    "case": lambda w: [c for c in w.children if c.dep_ == "case"],
}


def follow(token: Token, path: tuple[str, ...], strict: bool = False) -> list[Token]:
    """The words at the end of a path of steps, in order of place; `strict` as for `obliques`."""
    here = [token]
    for step in path:
        if step == "first":
            here = here[:1]
            continue
        if step == "rest":
            here = [c for word in here for c in conjuncts(word)[1:]]
            continue
        found: list[Token] = []
        for word in here:
            found.extend(obliques(word, step[1:], strict) if step[0] == "+" else _STEPS[step](word))
        here = found
    return here
