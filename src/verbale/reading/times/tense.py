"""Which way a time expression looks: the tense of its governing verb, and cues of the future."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOT = frozenset(("not", "n't", "n’t", "neither", "no", "none", "nobody"))
_NOMINAL = ("nmod:poss", "compound", "amod")
# How far before a date a cue counts, in characters.
_REACH, _NOMINAL_REACH = 60, 12


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`times_tense.toml`."""

    future: frozenset[str]
    either: frozenset[str]
    scheduling: frozenset[str]
    deferring: frozenset[str]
    prospective: frozenset[str]
    cues: tuple[str, ...]
    nominal_cues: tuple[str, ...]
    firm_cues: tuple[str, ...]

    def cue(self, nominal: bool) -> re.Pattern[str]:
        """What ends, near the end of the text so far, in a cue."""
        words, reach = (self.nominal_cues, _NOMINAL_REACH) if nominal else (self.cues, _REACH)
        return re.compile(rf"\b(?:{'|'.join(words)})\b[^.;|]{{0,{reach}}}$", re.IGNORECASE)


@cache
def _words() -> Words:
    text = files("verbale.knowledge.data").joinpath("times_tense.toml").read_text("utf-8")
    return msgspec.toml.decode(text, type=Words)


@cache
def _cue(nominal: bool) -> re.Pattern[str]:
    return _words().cue(nominal)


def tense(doc: Doc, first: int, last: int) -> str | None:
    """The tense of the verb that governs the tokens `first` to `last` (excluded).

    "past", "present" or "future" (which a modal of the future, and an infinitive under a plan,
    count as), or None where there is no verb or no parse.
    """
    if not doc[first].dep:
        return None
    head = _head(doc, first, last)
    near = _verb_before(doc, first)
    if near is not None:
        return near
    cases = _cases(head)
    if "since" in cases:
        return "past"
    if head.dep_ in _NOMINAL:
        return None  # "Wednesday's ruling", "the Oct. 23 accord": the verb's time is another
    nouns, verbs, infinitive = 0, 0, False
    while True:
        if head.pos_ == "ADJ" and head.lemma_.lower() in _words().scheduling:
            return "future"
        if head.dep_.startswith(("nmod", "compound", "appos", "flat")):
            nouns += 1
            if "since" in _cases(head.head):
                return "past"  # "since the talks in March"
        verbal = head.pos_ in ("VERB", "AUX") and head.tag_ != "MD"
        if verbal or any(child.dep_ == "cop" for child in head.children):
            found = _of_verb(head, head.i < first)
            if head.lemma_.lower() in _words().deferring:
                # "postponed the visit in May" was done then; "until May", it is to come
                found = "future" if cases & {"until", "till", "to", "for"} else found
            if found is not None:
                if found == "present" and (nouns or verbs):
                    return None
                return None if found == "future" and nouns > 1 else found
            verbs += 1
            infinitive = infinitive or _infinitive_mark(head) is not None
        if head.head.i == head.i:
            return "future" if infinitive else None  # a headline: "Envoy to visit Oslo Monday"
        head = head.head


def _cases(token: Token) -> set[str]:
    return {child.lower_ for child in token.children if child.dep_ == "case"}


def _infinitive_mark(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.tag_ == "TO" and c.i < verb.i), None)


def _looks_on(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lemma in _words().prospective or lemma in _words().scheduling


def _verb_before(doc: Doc, first: int) -> str | None:
    """The past of a finite verb or bare participle right before: "announced Wednesday"."""
    at = first - 1
    if at >= 0 and doc[at].lower_ == "on":
        at -= 1
    if at < 0 or doc[at].lemma_.lower() in _words().scheduling:
        return None
    word = doc[at]
    if word.tag_ == "VBD":
        return "past"
    auxiliary = any(child.dep_.startswith("aux") for child in word.children)
    return "past" if word.tag_ == "VBN" and not auxiliary else None


def _head(doc: Doc, first: int, last: int) -> Token:
    for token in doc[first:last]:
        if not first <= token.head.i < last or token.head.i == token.i:
            return token
    return doc[first]


def _of_verb(verb: Token, leads: bool) -> str | None:
    """The tense of `verb`, which `leads` where it stands before what it governs."""
    auxiliaries = [child for child in verb.children if child.dep_.startswith(("aux", "cop"))]
    words = {child.lower_ for child in auxiliaries}
    if words & _words().future or (leads and verb.lemma_.lower() in _words().scheduling):
        return "future"
    if words & _words().either:
        negated = any(
            child.lower_ in _NOT
            or (child.dep_.startswith("nsubj") and any(w.lower_ in _NOT for w in child.subtree))
            for child in verb.children
        )
        return "past" if negated else "future"
    mark = _infinitive_mark(verb) if verb.tag_ == "VB" else None
    if mark is not None:
        lead = verb.doc[mark.i - 1] if mark.i else None
        ahead = lead is not None and (
            _looks_on(lead) or lead.lower_ in ("is", "are", "was", "were", "be")
        )
        governed = verb.head.i != verb.i and _looks_on(verb.head)
        if ahead or governed:
            return "future"
        if not auxiliaries:
            return None
    if any(child.tag_ == "VBD" for child in auxiliaries):
        return "past"
    if words & {"have", "has", "'ve", "’ve"} and verb.tag_ in ("VBN", "VBD"):
        return "past"
    if any(child.tag_ in ("VBZ", "VBP") for child in auxiliaries):
        # "is meeting Monday" is of now, as "meets Monday" is; "is to meet" was seen above.
        return "present" if verb.tag_ == "VBG" else None
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


def looks_ahead(text: str, start: int, nominal: bool = False) -> bool:
    """Whether the words of the sentence before `start` put what follows in the future.

    Before a date inside a noun phrase ("ahead of Monday's summit") only the nearest words count.
    """
    return _cue(nominal).search(text, max(0, start - 90), start) is not None


@cache
def _firm_cue() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(_words().firm_cues)})\s+$", re.IGNORECASE)


def is_set_for(text: str, start: int) -> bool:
    """Whether the word right before `start` puts what follows ahead, whatever the verb's tense."""
    return _firm_cue().search(text, max(0, start - 40), start) is not None


def is_for(doc: Doc, first: int, last: int) -> bool:
    """Whether something is "for" the day: "listed for Sunday", "the plan for May 5"."""
    if not first or doc[first - 1].lower_ != "for":
        return False
    return not is_nominal(doc, first, last)


def is_nominal(doc: Doc, first: int, last: int) -> bool:
    """Whether the tokens modify a noun ("Wednesday's ruling") rather than tell when."""
    return bool(doc[first].dep) and _head(doc, first, last).dep_ in _NOMINAL
