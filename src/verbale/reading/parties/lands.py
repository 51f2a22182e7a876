"""States under common nouns: "the island", "the kingdom", "the bloc", "the communist state"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import states, words
from verbale.reading.parties.history import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.reading.parties.drafts import Draft
    from verbale.reading.parties.history import History

#: Nouns for a state, with the list of those that they can mean; None: any.
_NOUNS = {
    "island": "islands", "kingdom": "kingdoms", "emirate": "emirates", "sultanate": "emirates",
    "country": None, "nation": None, "republic": None, "state": None, "bloc": None,
}  # fmt: skip
#: Plurals of names that two states bear.
_HALVES = {"koreas": ("PRK", "KOR"), "germanys": ("DEU", "DDR"), "germanies": ("DEU", "DDR"),
           "congos": ("COD", "COG"), "sudans": ("SDN", "SSD")}  # fmt: skip
#: So many sentences back a state may have been named, and a union of states.
_REACH = 2
_FURTHER = 6
_UNION = "EUR"


def land(token: Token, history: History) -> tuple[int, Draft] | None:
    """Where the words begin and the state that a noun with "the" or "that" stands for, or None."""
    noun = token.lemma_.lower()
    if token.lower_ in _HALVES:
        return _halves(token, history)
    if noun not in _NOUNS or token.tag_ != "NN" or token.dep_ == "compound":
        return None
    if noun == "state" and not any(c.lower_ in words.listed("stately") for c in token.children):
        return None
    start = _determiner(token, history)
    tokens = history.tokens
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if start is None or (after is not None and (after.lower_ == "of" or after.dep_ == "compound")):
        return None
    wanted = _NOUNS[noun]
    here = history.sentence[token.i]
    if noun == "bloc":
        union = _union(history, start)
        return (start, union) if union is not None else None
    for said in reversed(history.past):
        if here - history.sentence[said.head] > _REACH:
            return None
        draft = said.draft
        if draft.kind != "state" or said.head >= start or said.form not in ("state", "pronoun"):
            continue
        if said.rule == "adjective" and wanted is None:
            continue
        if tokens[said.head].dep_ in SUBJECTS and any(
            above.dep_ == "ccomp" and above.head == tokens[said.head].head
            for above in token.ancestors
        ):
            continue  # who says it of another
        if wanted is None or draft.state in words.listed(wanted):
            return start, draft
    return None


def _halves(token: Token, history: History) -> tuple[int, Draft]:
    """The two of "the two Koreas"."""
    lands = (states.by_code(code) for code in _HALVES[token.lower_])
    both = [history.cards.state(one.code, one.name) for one in lands if one is not None]
    start = token.i
    while start and history.tokens[start - 1].lower_ in ("two", "both", "the"):
        start -= 1
    return start, history.cards.group(both)


def _union(history: History, start: int) -> Draft | None:
    """The union of states spoken of last: the European one, or a body with members."""
    here = history.sentence[start]
    for said in reversed(history.past):
        if here - history.sentence[said.head] > _FURTHER:
            return None
        draft = said.draft
        if draft.kind == "state" and draft.state == _UNION:
            return draft
        body = history.scan.directory.body(draft.known or "")
        if draft.kind == "organization" and body is not None and body.members:
            return draft
    return None


def _determiner(token: Token, history: History) -> int | None:
    """The "the" of a noun, other words between or not; None for "this country" and "a Greek"."""
    said = next((c for c in token.children if c.dep_ == "det" and c.i < token.i), None)
    if said is None or said.lower_ not in ("the", "that", "this"):
        return None
    if said.lower_ == "this" and token.lower_ == "country":
        return None
    own = any(history.tokens[i].head == token for i in history.scan.nations if said.i < i < token.i)
    return None if own else said.i
