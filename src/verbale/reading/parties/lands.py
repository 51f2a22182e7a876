"""States under common nouns: "the island", "the kingdom", "the country"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import words
from verbale.reading.parties.history import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.reading.parties.drafts import Draft
    from verbale.reading.parties.history import History

#: Nouns for a state, with the list of those that they can mean; None: any.
_NOUNS = {
    "island": "islands", "kingdom": "kingdoms", "emirate": "emirates", "sultanate": "emirates",
    "country": None, "nation": None, "republic": None,
}  # fmt: skip
#: So many sentences back a state may have been named.
_REACH = 2


def land(token: Token, history: History) -> tuple[int, Draft] | None:
    """Where the words begin and the state that a noun with "the" or "that" stands for, or None."""
    noun = token.lemma_.lower()
    if noun not in _NOUNS or token.tag_ != "NN" or not token.i:
        return None
    tokens = history.tokens
    before = tokens[token.i - 1]
    after = tokens[token.i + 1] if token.i + 1 < len(tokens) else None
    if before.lower_ not in ("the", "that", "this") or (
        after is not None and (after.lower_ == "of" or after.dep_ == "compound")
    ):
        return None
    if token.dep_ == "compound" or (before.lower_ == "this" and noun == "country"):
        return None
    wanted = _NOUNS[noun]
    here = history.sentence[token.i]
    for said in reversed(history.past):
        if here - history.sentence[said.head] > _REACH:
            return None
        draft = said.draft
        if draft.kind != "state" or said.head >= token.i or said.form not in ("state", "pronoun"):
            continue
        if said.rule == "adjective" and wanted is None:
            continue
        if tokens[said.head].dep_ in SUBJECTS and any(
            above.dep_ == "ccomp" and above.head == tokens[said.head].head
            for above in token.ancestors
        ):
            continue  # who says it of another
        if wanted is None or draft.state in words.listed(wanted):
            return token.i - 1, draft
    return None
