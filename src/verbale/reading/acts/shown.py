"""The subject and the objects that stand beside a verb, also where a parse has led them astray."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.reading.acts.tree import cases

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What a parser makes of a subject that it has not recognized.
_STRAYS = frozenset(
    [
        "appos",
        "dep",
        "obl:unmarked",
        "nmod:unmarked",
        "nmod:desc",
        "dislocated",
        "vocative",
        "nmod",
        "flat",
        "list",
    ]
)
_TIME_WORDS = (
    "year month week day today yesterday tomorrow morning evening afternoon night weekend time "
    "hour monday tuesday wednesday thursday friday saturday sunday january february march april "
    "may june july august september october november december spring summer autumn winter"
)
TIMES = frozenset(_TIME_WORDS.split())
_CONJUNCTIONS = frozenset(["after", "before", "as", "since", "until", "while"])
_AFTER = 8  # words by which a clause may stand outside the verb that it belongs to
#: What leads from the object of a verb to what it is charged with or kept from.
_FROM_OBJECTS = frozenset(["of", "for", "from"])


def own_subjects(verb: Token) -> list[Token]:
    """The subject of a verb, also where the parse has not recognized it."""
    found = [child for child in verb.children if child.dep_ in {"nsubj", "nsubj:outer"}]
    before = [child for child in found if child.i < verb.i]
    if before:
        return before[:1]
    stray = [
        child
        for child in verb.children
        if child.i < verb.i
        and child.dep_ in _STRAYS
        and child.pos_ in {"PROPN", "PRON", "NOUN"}
        and not any(c.dep_ == "case" and c.lower_ != "'s" for c in child.children)
        and child.lemma_.lower() not in TIMES
    ]
    if _shown_otherwise(verb) or verb.pos_ != "VERB":
        return found
    if not stray and not found and verb.tag_ in {"VBD", "VBZ", "VBP"}:
        # "after Ghana last year restricted": the conjunction taken for a preposition
        stray = [
            c
            for c in verb.children
            if c.i < verb.i and c.dep_ == "obl" and c.pos_ == "PROPN" and cases(c) & _CONJUNCTIONS
        ]
    return stray[-1:] or found


def _shown_otherwise(verb: Token) -> bool:
    return any(c.dep_ in {"nsubj:pass", "csubj", "csubj:pass", "expl"} for c in verb.children)


def own_objects(verb: Token) -> list[Token]:
    """The objects of a verb, also where the parse has made them something else."""
    found = [child for child in verb.children if child.dep_ == "obj"]
    if not found and any(child.dep_ == "compound:prt" for child in verb.children):
        # "shrugged off the threat": the particle taken for a preposition of the object
        found = [c for c in verb.children if c.dep_ == "obl" and c.i > verb.i and not cases(c)]
    if not found and verb.dep_ != "advcl":
        found = [c for c in verb.children if c.i > verb.i and _bare(c)]
    if not found:
        found = _charged(verb) or [c for c in verb.children if _astray(c) or _caseless(c)]
    return found[:1] if len(found) > 1 and found[0].dep_ == "obl" else found


def _caseless(word: Token) -> bool:
    """Whether a name right behind its verb is taken for an adjunct: "met Peruvian Premier Lee"."""
    return (
        word.dep_ == "obl"
        and word.pos_ == "PROPN"
        and word.left_edge.i == word.head.i + 1
        and word.ent_type_ not in {"DATE", "TIME"}
        and word.lemma_.lower() not in TIMES
        and not cases(word)
    )


def _charged(verb: Token) -> list[Token]:
    """An object that the parse has made the subject of what follows: "accused the army of failing
    to act", "kept the king from leaving"."""
    if any(c.dep_ == "obj" for c in verb.children):
        return []
    for clause in verb.doc[verb.i + 1 : verb.right_edge.i + 1 + _AFTER]:
        if clause.pos_ in {"VERB", "AUX"}:
            marked = any(c.dep_ == "mark" and c.lower_ in _FROM_OBJECTS for c in clause.children)
            if clause.tag_ != "VBG" or not marked:
                return []
            shown = [c for c in clause.children if c.dep_ == "nsubj" and verb.i < c.i < clause.i]
            return shown[:1]
    return []


def _astray(word: Token) -> bool:
    """Whether an object right behind its verb is taken for a part of a name: "freed pastor Lee"."""
    verb = word.head
    between = word.doc[verb.i + 1 : word.i]
    return (
        word.i > verb.i
        and word.dep_ in {"nmod:desc", "appos", "dep", "flat"}
        and word.pos_ in {"NOUN", "PROPN"}
        and word.lemma_.lower() not in TIMES
        and all(word.i in {t.head.i, t.head.head.i} for t in between)
        and not any(t.is_punct or t.dep_ == "case" for t in between)
    )


def _bare(word: Token) -> bool:
    """Whether an object behind a place is taken for an adjunct without a preposition: "received at
    the castle the king of Norway"."""
    verb = word.head
    between = [c for c in verb.children if verb.i < c.i < word.i and c.dep_ == "obl"]
    return (
        word.dep_ == "obl"
        and word.pos_ in {"NOUN", "PROPN"}
        and word.lemma_.lower() not in TIMES
        and bool(between)
        and all(cases(c) & {"in", "at"} for c in between)
        and not any(t.dep_ in {"case", "nummod"} for t in word.lefts)
        and not any(t.pos_ == "ADP" or t.tag_ == "POS" for t in word.doc[word.left_edge.i : word.i])
    )
