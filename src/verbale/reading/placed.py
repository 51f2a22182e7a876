"""What an act's place says of it: under a word that governs nothing, behind "after", "ahead of"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import words
from verbale.reading.acts.shown import TIMES
from verbale.reading.acts.tree import cases, infinitive, singled_out
from verbale.reading.finite import Sign, copular, finite
from verbale.reading.sequels import said_of

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.knowledge.acts import Lexicon

_BEFORE = frozenset(
    ["before", "ahead", "ahead_of", "prior", "prior_to", "pending", "until", "advance", "eve"]
)
_BEHIND = frozenset(["after", "following"])
_GOING = words.listed("going")
_STAYS = frozenset(["visit", "trip", "tour", "stay", "stopover"])
_GONE = frozenset(["last", "yesterday", "earlier"])
_AHEAD_OF_IT = frozenset(["will", "would-reported"])
_SETTLING = frozenset(["agree", "decide", "resolve", "vow", "pledge", "promise"])


def step_of(word: Token) -> str | None:
    """How a word hangs on its head, in the terms of the governors' table; None: no further."""
    dep = word.dep_
    if dep in {"obj", "nsubj:pass", "iobj"}:
        return "obj"
    if dep in {"nsubj", "csubj"}:
        return "subj"
    if dep in {"xcomp", "ccomp", "csubj:pass"}:
        return "comp" if word.pos_ != "NOUN" or copular(word) else "obj"
    if dep == "acl":
        # "ministers meeting in Lome agreed", where the parse hangs the participle on the verb
        return "clause" if word.tag_ == "VBG" and word.head.pos_ == "VERB" else "comp"
    if dep == "advcl":
        marks = {c.lower_ for c in word.children if c.dep_ == "mark"}
        if "to" in marks:  # "called for it to visit" has a "for" as well
            return "comp"
        return next((f"+{mark}" for mark in ("for", "from") if mark in marks), "clause")
    if dep in {"obl", "nmod", "obl:agent"}:
        return f"+{min(cases(word), default='')}"
    if dep == "conj":
        return "conj"
    return None


def ungoverned(word: Token, head: Token, step: str, lexicon: Lexicon) -> Sign | None:
    """What an act's place under a word that is no governor says."""
    if step == "comp" and infinitive(word):
        if word.dep_ == "acl" and head.dep_ in {"root", "ROOT"} and not copular(head):
            return Sign("planned", word.i, "headline-infinitive", "future")
        if word.dep_ == "acl" and (singled_out(head) or head.pos_ == "PROPN"):
            return None  # "the first to visit"; "flew to Lome to meet": what the flight is for
        if any(c.pos_ == "NOUN" and c.dep_ == "xcomp" and singled_out(c) for c in head.children):
            return None  # "became the first to visit", with the infinitive under the verb
        if head.pos_ == "PROPN" and copular(head):
            return None  # "will be in Lome to meet": what the stay is for
        return Sign("hypothetical", head.i, f"infinitive-under:{head.lemma_}")
    if step == "clause":
        marks = {c.lower_ for c in word.children if c.dep_ == "mark"}
        if marks & _BEFORE and word.tag_ == "VBG":
            return Sign("planned", word.i, "before-doing")
        return None
    if step.startswith("+") and word.pos_ in {"NOUN", "PROPN"}:
        here = cases(word)
        if head.lower_ in _BEFORE or in_time_for(word, head):
            return Sign("planned", head.i, "ahead-of")
        if here & _BEFORE:
            return Sign("planned", word.i, "ahead-of")
        due = any(c.lower_ == "due" for c in head.children)  # "is due in Lome for talks"
        if "for" in here and (head.lemma_ in _GOING or due):
            # who comes for talks has not held them; who comes for a visit is on it
            return None if word.lemma_ in _STAYS else Sign("planned", word.i, "going-for")
        if "since" in here:
            return Sign("occurred", word.i, "since-it", "past")
        if here & {"after", "following", "since", "during", "at", "in", "amid"}:
            while head.dep_ == "obj" and head.pos_ == "NOUN":  # "to end the row at a meeting"
                head = head.head
            future = finite(head)
            over = any(t.lower_ in _GONE for t in word.subtree)
            if future is not None and future.rule in _AHEAD_OF_IT and not over:
                # what will be done or not at the next meeting leaves the meeting a plan
                return Sign("planned", word.i, "at-what-will-be") if definite(word) else None
            if future is not None and future.effect == "planned" and not over:
                return None
            long = word.lemma_.lower() in TIMES  # "after hours of talks"
            one = not definite(word) or any(c.lower_ in {"a", "an"} for c in word.children)
            if here & _BEHIND and (long or (one and _settled(head))):
                return Sign("occurred", word.i, "after-it", "past")
            if not over and _may_be(head, future, lexicon):
                # what may be done at the next meeting leaves the meeting a plan
                sure = definite(word) or (future is not None and future.rule == "modal:would")
                near = (*head.children, *word.head.children)  # "do it this week at a meeting"
                week = [c for c in near if c.dep_.endswith(":unmarked")]
                sure = sure or any(t.lemma_.lower() in TIMES for c in week for t in c.subtree)
                effect = "planned" if sure else "hypothetical"
                return Sign(effect, word.i, "at-what-may-be")
            return Sign("occurred", word.i, f"{min(here)}-it", "past")
    return None


def in_time_for(word: Token, head: Token) -> bool:
    """Whether something is done "in time for" an act."""
    return head.lower_ == "time" and "in" in cases(head) and "for" in cases(word)


def _settled(verb: Token) -> bool:
    """Whether what is to be done is settled: "agreed to reopen it after talks", a headline's
    "agree"."""
    while verb.dep_ == "xcomp" and verb.head.i != verb.i:
        verb = verb.head
        sign = finite(verb)
        if sign is not None:
            return sign.effect == "occurred" and (sign.tense == "past" or verb.lemma_ in _SETTLING)
    return False


def _may_be(verb: Token, told: Sign | None, lexicon: Lexicon) -> bool:
    """Whether what a verb tells of is still open: "could agree", "are expected to agree"."""
    if told is not None:
        had = any(c.lower_ == "have" and c.dep_ == "aux" for c in verb.children)
        return told.rule.startswith("modal:") and not had
    step = step_of(verb) if infinitive(verb) else None
    if step is not None and verb.dep_ == "advcl" and said_of(verb.head, step, lexicon) is None:
        above = finite(verb.head)
        return above is not None and above.effect in {"planned", "hypothetical"}
    return step is not None and said_of(verb.head, step, lexicon) in {"planned", "hypothetical"}


def definite(noun: Token) -> bool:
    """Whether a noun is of one gathering: "the talks", "a meeting next week"."""
    return any(
        (c.dep_ == "det" and c.lower_ in {"the", "this", "that"}) or c.dep_ == "nmod:poss"
        for c in noun.children
    ) or any(t.lemma_.lower() in TIMES for t in noun.subtree)
