"""Reports by nouns ("his warning that ...") and by "according to"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from verbale.knowledge import speech
from verbale.reading.statements.extents import Piece, extents
from verbale.reading.statements.subjects import owner, publisher

if TYPE_CHECKING:
    from spacy.tokens import Token


@dataclass(frozen=True, slots=True)
class Report:
    """A reporting word with its contents, as character extents in order of place.

    `speaker` and `addressee` are head words. `clause`: the contents are a clause or quoted
    words, not a phrase. `roots` are the indices of the head words of the contents. `rule` names
    how the contents were found.
    """

    cue: Token
    pieces: tuple[Piece, ...]
    speaker: Token | None
    rule: str
    kind: str = "speech"
    clause: bool = True
    addressee: Token | None = None
    roots: tuple[int, ...] = ()


def noun_report(
    noun: Token, entry: speech.Entry, light: frozenset[str], occasions: frozenset[str]
) -> Report | None:
    """What a noun reports ("his warning that ...", "issued a call for ..."), or None."""
    parts: list[Token] = []
    clause = False
    made = noun.dep_ in {"obj", "nsubj:pass"} and noun.head.lemma_.lower() in light
    for kid in noun.children:
        marks = {k.lemma_.lower() for k in kid.children if k.dep_ in {"mark", "case"}}
        if kid.dep_ in {"acl", "ccomp"} and kid.i > noun.i:
            if marks & {"that", "whether", "if"} or (made and "to" in marks):
                parts.append(kid)
                clause = True
        elif kid.dep_ == "nmod" and marks & entry.prepositions.keys() and kid.i > noun.i:
            parts.append(kid)
    if not parts:
        return None
    speaker = owner(noun, light)
    if speaker is None:
        return None
    others = noun.lemma_.lower() in occasions and noun.head.lemma_.lower() == "reject"
    if others and speaker.head.i != noun.i:
        return None  # "rejected reports that ...": told by others
    pieces = extents(noun, {t.i for part in parts for t in part.subtree})
    rule = "noun+clause" if clause else "noun+phrase"
    made &= noun.lemma_.lower() not in occasions
    kind = "speech" if clause or made else "stance"
    return Report(noun, pieces, speaker, rule, kind, clause, roots=tuple(p.i for p in parts))


def source_report(word: Token) -> Report | None:
    """The clause that "according to" credits to a source."""
    doc = word.doc
    if word.i + 1 >= len(doc) or doc[word.i + 1].lower_ != "to":
        return None
    if word.dep_ in {"case", "mark", "advmod"} and word.head.i > word.i:
        source = word.head
    else:
        source = next((k for k in word.children if k.dep_.startswith("obl")), word)
        if source.i == word.i:
            return None
    if source.i <= word.i:
        return None
    top = word if source.head.i == word.i else source
    clause = top.head
    while clause.head.i != clause.i and clause.dep_ not in _CLAUSES:
        clause = clause.head
    outer = {t.i for t in clause.subtree}
    own = {t.i for t in top.subtree} | {word.i, word.i + 1}
    # What follows the source inside its sentence is mostly said about the source.
    tokens = outer - own
    if word.i > min(tokens, default=word.i):
        tokens = {i for i in tokens if i < word.i}
    pieces = extents(word, tokens)
    return Report(word, pieces, publisher(source), "according to", roots=(clause.i,))


_CLAUSES = frozenset({"root", "ROOT", "ccomp", "parataxis"})
