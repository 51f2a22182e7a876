"""What a verb says of its act by its own form: tense, modals, negation, and the clause it opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import words
from verbale.language.sentences import sentence_of
from verbale.reading.acts.deep import engaged
from verbale.reading.acts.tree import infinitive

if TYPE_CHECKING:
    from spacy.tokens import Token

_FUTURE = frozenset(["will", "shall", "'ll", "’ll", "wo"])
_MODAL = frozenset(
    ["would", "could", "can", "may", "might", "should", "must", "ca", "'d", "’d", "ought"]
)
DUE = frozenset(["due", "set", "scheduled", "slated", "expected", "poised", "bound", "about"])
_NEGATION = frozenset(["not", "n't", "n’t", "never", "neither", "nor"])
_CONDITION = frozenset(["if", "unless", "whether", "lest", "until"])
_AHEAD = frozenset(["tomorrow", "next", "later", "upcoming", "soon", "tonight"])
_SAYING = words.listed("saying")
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
#: Conjunctions of a clause whose present tense tells of what is to come: "before she leaves".
_TO_COME = frozenset(["before", "when", "once", "until", "after", "soon"])
#: What there may be none of while a thing took place: "no details of the talks were given".
_WORD_OF = words.listed("word-of-it")
_DISTANT = frozenset(["tomorrow", "next"])
_WEEKDAYS = words.listed("weekdays")
_MONTHS = words.listed("months")
_TIMES = frozenset(["obl", "obl:unmarked", "nmod", "nmod:unmarked"])
_EACH = frozenset(["every", "each", "since", "until", "after", "before", "last"])
_GOING_ON = frozenset(["go", "travel", "fly", "head"])
_STOPS = frozenset([".", "!", "?"])
TIME_CLAUSE = "time-clause"
CANNOT = "cannot"


class Sign(msgspec.Struct, frozen=True):
    """What one word on the way up says."""

    effect: str
    token: int
    rule: str
    tense: str | None = None


def finite(word: Token, act: Token | None = None) -> Sign | None:
    """What the tense, modals and negation of a finite verb say; None for a verb not finite."""
    auxiliaries = [c for c in word.children if c.dep_ in {"aux", "aux:pass", "cop"}]
    names = {c.lower_ for c in auxiliaries}
    negative = negated(word, act)
    opening = [*word.children, *(word.head.children if _shares_clause(word) else ())]
    condition = [c for c in opening if c.dep_ == "mark" and c.lower_ in _CONDITION]
    if condition and condition[0].lower_ != "until":
        return Sign("hypothetical", condition[0].i, f"condition:{condition[0].lower_}")
    due = [c for c in word.children if c.lower_ in DUE and c.i < word.i and _before_to(c)]
    if due:
        # "is due to be received", where the parse hangs the adjective under the verb
        return Sign("denied" if negative is not None else "planned", due[0].i, "due-to", "future")
    future = [c for c in auxiliaries if c.lower_ in _FUTURE]
    if future:
        effect = "denied" if negative is not None else "planned"
        return Sign(effect, future[0].i, "will", "future")
    modal = [c for c in auxiliaries if c.lower_ in _MODAL]
    if modal:
        if negative is not None:
            able = modal[0].lower_ in {"can", "ca", "could"}
            return Sign("denied", negative.i, CANNOT if able else "modal-negated")
        if modal[0].lower_ in {"would", "'d", "’d"} and _reported(word):
            return Sign("planned", modal[0].i, "would-reported", "future")
        return Sign("hypothetical", modal[0].i, f"modal:{modal[0].lower_}")
    if word.tag_ == "VB" and names & {"is", "are", "was", "were"} and infinitive(word):
        return Sign("planned", auxiliaries[0].i, "is-to", "future")
    if not (word.tag_ in _FINITE or any(c.tag_ in _FINITE for c in auxiliaries)):
        return None
    if negative is not None:
        return Sign("denied", negative.i, "negation", _tense(word, auxiliaries))
    tense = _tense(word, auxiliaries)
    if (sign := _to_come(word, auxiliaries)) is not None:
        return sign
    if word.tag_ == "VBG" and tense == "present" and not names & {"been"}:
        if any(t.lower_ in _AHEAD for t in word.subtree):
            return Sign("planned", word.i, "progressive-ahead", "future")
        return Sign("ongoing", word.i, "progressive", "present")
    if word.tag_ == "VBG" and tense == "past" and not names & {"been"} and _reported(word):
        return Sign("ongoing", word.i, "progressive-reported", "present")
    if tense == "present" and engaged(word):
        return Sign("ongoing", word.i, "engaged", "present")
    return Sign("occurred", word.i, f"{tense}-tense", tense)


def _shares_clause(verb: Token) -> bool:
    """Whether a verb goes on with the clause of another: "if it goes on and bans the sale"."""
    return (
        verb.dep_ == "conj"
        and verb.head.pos_ in {"VERB", "AUX"}
        and not any(c.dep_.startswith("nsubj") for c in verb.children)
    )


def _to_come(word: Token, auxiliaries: list[Token]) -> Sign | None:
    """A present tense that tells of what is to come: "when she meets the king", "she leaves next
    week", and any tense behind "once" or "as soon as" where the main clause is not yet true."""
    carriers = [c for c in auxiliaries if c.tag_ in _FINITE] or [word]
    present = carriers[0].tag_ in {"VBZ", "VBP"} and word.tag_ != "VBN"
    if word.dep_ == "advcl":
        opening = [
            c for c in word.children if c.i < word.i and c.dep_ in {"mark", "advmod"} and _opens(c)
        ]
        main = word.head
        if main.lower_ == "soon":  # "as soon as it does"
            opening, main = [main], main.head
        ahead = any(c.lower_ in _MODAL | _FUTURE for c in main.children if c.dep_ == "aux")
        if carriers[0].tag_ == "VBD" and any(c.lower_ == "after" for c in opening):
            return None  # "said that he would go after she phoned him": she has
        if opening and (ahead or (present and word.tag_ != "VBG" and _recent(main))):
            return Sign("planned", opening[0].i, TIME_CLAUSE, "future")
    if present and not auxiliaries and word.tag_ in {"VBZ", "VBP"}:
        distant = [
            t
            for c in word.children
            if c.dep_ in {"obl", "obl:unmarked", "advmod", "nmod"}
            for t in c.subtree
            if t.lower_ in _DISTANT or _later(t)
        ]
        distant = distant or _on_a_day(word) or _onwards(word)
        if distant:
            return Sign("planned", distant[0].i, "present-ahead", "future")
    return None


def _on_a_day(verb: Token) -> list[Token]:
    """The bare weekday of a full sentence in the present: "the king leaves Friday for Lome".

    Not of a headline, which has no full stop and tells of last Friday so; nor of a caption, which
    gives the date too ("arrives in Lome on Friday, June 3"); nor of what is done each week.
    """
    told = [t for t in sentence_of(verb) if not t.is_space]
    if told[-1].text not in _STOPS:
        return []
    under = [c for c in verb.children if c.dep_ == "obj"]
    times = [c for word in (verb, *under) for c in word.children if c.dep_ in _TIMES]
    days = [t for t in times if t.lower_ in _WEEKDAYS]
    dated = any(n.like_num or n.lower_ in _MONTHS for t in days for n in t.doc[t.i + 1 : t.i + 3])
    return [] if dated or any(c.lower_ in _EACH for t in days for c in t.children) else days


def _onwards(verb: Token) -> list[Token]:
    """The next leg of a journey: "he goes on to Lome"."""
    if verb.lemma_ not in _GOING_ON or verb.tag_ != "VBZ":
        return []
    return [c for c in verb.children if c.lower_ in {"on", "onward"} and c.pos_ in {"ADP", "ADV"}]


def _later(word: Token) -> bool:
    """ "Later today", "later this week"."""
    after = word.i + 1
    return (
        word.lower_ == "later"
        and after < len(word.doc)
        and word.doc[after].lower_ in {"today", "this", "tonight"}
    )


def _opens(word: Token) -> bool:
    return bool({word.lower_, *(c.lower_ for c in word.children)} & _TO_COME)


def _recent(verb: Token) -> bool:
    """Whether a main clause tells of one time, not of what is always so: "when ministers meet, they
    talk" does."""
    present = verb.tag_ in {"VBZ", "VBP"} and verb.lemma_ not in _SAYING
    return not present or any(c.dep_ in {"aux", "cop"} for c in verb.children)


def _before_to(word: Token) -> bool:
    after = word.i + 1
    return after < len(word.doc) and word.doc[after].lower_ == "to"


def _tense(word: Token, auxiliaries: list[Token]) -> str:
    carriers = [c for c in auxiliaries if c.tag_ in _FINITE] or [word]
    if any(c.tag_ == "VBD" for c in carriers):
        return "past"
    if any(c.lower_ in {"has", "have", "'ve", "’ve"} for c in carriers):
        return "past"
    return "present"


def _reported(word: Token) -> bool:
    """Whether a clause is somebody's words in the past: "said that he would go"."""
    for _ in range(3):
        head = word.head
        if head.i == word.i:
            return False
        if word.dep_ in {"ccomp", "parataxis"} and head.lemma_ in _SAYING:
            return True
        if any(c.dep_ == "parataxis" and c.lemma_ in _SAYING for c in word.children):
            return True
        word = head
    return False


def negated(word: Token, act: Token | None = None) -> Token | None:
    """The word that negates a verb; the "no" of the act itself has had its say."""
    for child in word.children:
        if child.lower_ in _NEGATION and child.dep_ in {"advmod", "cc", "det", "cc:preconj"}:
            return child
        if child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children):
            return child
        if child.dep_ in {"nsubj", "nsubj:pass", "obj"} and (act is None or child.i != act.i):
            for inner in child.children if child.lemma_ not in _WORD_OF else ():
                if inner.dep_ == "det" and inner.lower_ in {"no", "neither"}:
                    return inner
    return None


def copular(word: Token) -> bool:
    """Whether a word is a predicate with a form of "be"."""
    return any(c.dep_ == "cop" for c in word.children)
