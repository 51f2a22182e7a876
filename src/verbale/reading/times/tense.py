"""Which way a time expression looks: the tense of its governing verb, and cues of the future."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_FUTURE_AUXILIARIES = frozenset(("will", "shall", "'ll", "’ll", "wo", "may", "might", "could", "should"))
_PROSPECTIVE = frozenset(
    (
        "due", "scheduled", "set", "expect", "expected", "plan", "schedule", "slate", "slated",
        "intend", "hope", "agree", "promise", "want", "prepare", "ready", "likely", "decide",
        "order", "ask", "arrange", "threaten", "vow", "pledge", "propose", "book", "poise", "bind",
    )
)  # fmt: skip
# Words just before a date that put it ahead: the cues of DESIGN's weekday rule.
_CUE = re.compile(
    r"\b(?:will|won['’]t|['’]ll|is to|are to|was to|were to|be to|due|scheduled|slated|set (?:for|to)"
    r"|expected|ahead of|planned for|plans? (?:to|for)|planning to|deadline|until|by|no later than"
    r"|postponed (?:to|until)|upcoming|starting|beginning|effective|would)\b[^.;|]{0,60}$",
    re.IGNORECASE,
)
_PAST_CUE = re.compile(r"\b(?:since|until late|held|last)\s*$", re.IGNORECASE)


def tense(doc: Doc, first: int, last: int) -> str | None:
    """The tense of the verb that governs the tokens `first` to `last` (excluded).

    "past", "present" or "future" (which a modal of the future, and an infinitive under a plan,
    count as), or None where there is no verb or no parse.
    """
    if not doc.has_annotation("DEP"):
        return None
    head = _head(doc, first, last)
    for _ in range(40):
        if head.pos_ in ("VERB", "AUX") and head.tag_ != "MD":
            found = _of_verb(head)
            if found is not None:
                return found
        elif any(child.dep_ == "cop" for child in head.children):
            found = _of_verb(head)
            if found is not None:
                return found
        if head.head.i == head.i:
            return None
        head = head.head
    return None


def _head(doc: Doc, first: int, last: int) -> Token:
    for token in doc[first:last]:
        if not first <= token.head.i < last or token.head.i == token.i:
            return token
    return doc[first]


def _of_verb(verb: Token) -> str | None:
    auxiliaries = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    words = {child.lower_ for child in auxiliaries}
    if words & _FUTURE_AUXILIARIES:
        return "future"
    if "would" in words:
        return "future"
    if any(child.tag_ == "VBD" for child in auxiliaries):
        return "past"
    if words & {"have", "has", "'ve", "’ve"} and verb.tag_ in ("VBN", "VBD"):
        return "past"
    if "to" in words or (verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)):
        governor = verb.head
        if governor.i != verb.i and governor.lemma_.lower() in _PROSPECTIVE:
            return "future"
        return None if governor.i != verb.i else "future"
    if any(child.tag_ in ("VBZ", "VBP") for child in auxiliaries):
        # "is met" and "is meeting" are of now, "is to meet" was seen above.
        return "present"
    match verb.tag_:
        case "VBD":
            return "past"
        case "VBZ" | "VBP":
            return "present"
        case "VBN":
            return "past" if verb.dep_.startswith("acl") else None
        case "MD":
            return "future"
    return None


def looks_ahead(text: str, start: int) -> bool:
    """Whether the words of the sentence before `start` put what follows in the future."""
    return _CUE.search(text[max(0, start - 90) : start]) is not None
