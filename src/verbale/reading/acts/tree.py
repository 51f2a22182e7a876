"""Words of a Universal Dependencies tree beside, above and before one: what all paths rest on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

NOMINAL = frozenset(["NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ", "X", "SYM"])
#: Parts of a name with its title: a parser may hang the preposition on any of them.
_TITLED = frozenset(["appos", "flat", "nmod:desc"])
_ORDINALS = frozenset(["first", "second", "third", "fourth", "fifth", "last", "latest", "only"])
_SPELLS = frozenset(["day", "week", "month", "year", "time", "leg", "stop", "stage", "round"])


def cases(token: Token) -> set[str]:
    """Prepositions of a noun phrase or of a clause ("for Chad to be heard"), lower case; of several
    words ("because of") the first, and all joined by "_"."""
    found: set[str] = set()
    inner = [c for c in token.children if c.dep_ in _TITLED]
    for child in (c for word in (token, *inner) for c in word.children):
        if child.i < token.i and (
            child.dep_ == "case" or (child.dep_ == "mark" and child.tag_ == "IN")
        ):
            parts = [child.lower_] + [c.lower_ for c in child.children if c.dep_ == "fixed"]
            found |= {child.lower_, "_".join(parts)}
            before = child.nbor(-1).lower_ if child.i > 0 else ""
            if before in {"ahead", "prior"}:
                found.add(before)
    if not found and token.dep_ == "conj":
        return cases(token.head)
    return found


def conjuncts(token: Token) -> list[Token]:
    """A word and those coordinated with it."""
    found = [token]
    for child in token.children:
        if child.dep_ == "conj" and child.pos_ in NOMINAL:
            found.extend(conjuncts(child))
        elif child.dep_ == "appos" and token.pos_ in {"NOUN", "PROPN"}:
            # "Chilean leader Ann Lee and ...": the second name hangs on the first, not its title
            found.extend(conjuncts(child)[1:])
    return found


def infinitive(verb: Token) -> bool:
    """Whether a verb stands as an infinitive with "to"."""
    return verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)


def upward(token: Token) -> Iterator[Token]:
    """The words above one, nearest first, up to the root of the sentence."""
    while token.head.i != token.i:
        token = token.head
        yield token


def told_under(word: Token, through: frozenset[str] | None = None) -> Token | None:
    """The verb whose content a word's clause is ("said" of "said it had sent aid"), looked for up
    relations of `through`, or of any kind."""
    for above in upward(word):
        if word.dep_ == "ccomp" and above.pos_ == "VERB":
            return above
        if through is not None and word.dep_ not in through:
            return None
        word = above
    return None


def singled_out(noun: Token) -> bool:
    """A superlative or ordinal: "the first premier to visit", who did visit."""
    if noun.lemma_ in _SPELLS:
        return False
    return noun.lower_ in _ORDINALS or any(
        c.tag_ in {"JJS", "RBS"} or c.lower_.startswith("highest") or c.lower_ in _ORDINALS
        for c in noun.subtree
        if c.i < noun.i
    )
