"""Who does it, to whom, and whose it is: the deep arguments of a verb and the owner of a noun.

Subjects and objects are deep ones: a passive's subject is its object, its `by` phrase its subject;
a relative pronoun gives way to its antecedent; a verb without a subject of its own takes it from
the verb that it is coordinated with, the one that controls it, or the noun that it modifies.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import words
from verbale.reading.acts.shown import TIMES, own_objects, own_subjects
from verbale.reading.acts.tree import cases, infinitive, upward

if TYPE_CHECKING:
    from spacy.tokens import Token

_RELATIVE = frozenset(["who", "which", "that", "whom", "whose"])
#: Verbs whose subject, not object, does what their complement says.
_SUBJECT_CONTROL = words.listed("subject-control")
_WHENS = frozenset(["on", "upon", "after", "before", "while", "since"])
_ROUNDS = frozenset(["round", "series", "session", "string", "bout"])
_REACH = 4
_OWN = frozenset(["his", "her", "its", "their"])
#: Papers that say what those who issue them say.
_ISSUING = words.listed("issuing")
_PAPERS = words.listed("papers")
#: Nouns for what somebody else is to do: "an invitation to the king to visit".
_ASKING = frozenset(["invitation", "request", "appeal", "call", "order", "plea", "demand"])


def measured(noun: Token) -> bool:
    """Whether a noun is told by its length or number: the talks of "held two days of talks", "held
    three rounds of talks"."""
    told = noun.head.lemma_.lower() in TIMES | _ROUNDS
    return noun.dep_ == "nmod" and "of" in cases(noun) and told


def passive(verb: Token) -> bool:
    """Whether a verb is in the passive, a bare participle after a noun included."""
    if verb.tag_ not in {"VBN", "VBD"}:
        return False
    for child in verb.children:
        if child.dep_ in {"aux:pass", "nsubj:pass", "csubj:pass"}:
            return True
    if verb.tag_ == "VBN" and not _auxiliaries(verb):
        if verb.dep_ in {"acl", "amod"}:
            return True
        if verb.dep_ == "advcl" and not any(c.dep_ == "mark" for c in verb.children):
            return not own_objects(verb)
        if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"}:
            return passive(verb.head) and not own_subjects(verb)
    return False


def _auxiliaries(verb: Token) -> list[Token]:
    return [child for child in verb.children if child.dep_ in {"aux", "aux:pass"}]


def agents(verb: Token) -> list[Token]:
    """By whom something was done, as the passive says."""
    found = [child for child in verb.children if child.dep_ == "obl:agent"]
    if found:
        return found
    return [c for c in verb.children if c.dep_ in {"obl", "nmod"} and "by" in cases(c)]


def subjects(verb: Token, reach: int = _REACH) -> list[Token]:
    """Who does it. Nothing for an agentless passive."""
    if passive(verb):
        return _antecedents(agents(verb))
    own = own_subjects(verb)
    if own:
        return _antecedents(own)
    if reach == 0 or any(c.dep_ in {"nsubj:pass", "expl"} for c in verb.children):
        return []
    return _inherited(verb, reach)


def _inherited(verb: Token, reach: int) -> list[Token]:
    head = verb.head
    if verb.dep_ in {"root", "ROOT"} or head.i == verb.i:
        return []
    if verb.dep_ == "acl:relcl":
        return [head] if _reduced_subject(verb) else []
    if verb.dep_ == "acl":
        if verb.tag_ == "VBG" and _timed(verb):
            above = next((w for w in upward(head) if w.pos_ == "VERB"), None)
            return deep_subjects(above, reach - 1) if above is not None else []
        if verb.tag_ == "VBG":
            if head.lemma_ in _PAPERS and head.dep_ == "obj" and head.head.lemma_ in _ISSUING:
                return owners(head, reach - 1) or [head]  # "issued a statement calling on Chad"
            return [head] if head.pos_ == "PROPN" or not _event_like(head) else owners(head, reach)
        return _asked([head]) or predicated(head) or owners(head, reach - 1)
    if verb.dep_ == "conj":
        if head.pos_ in {"VERB", "AUX"}:
            return deep_subjects(head, reach - 1)
        return subjects(head, reach - 1)
    if (
        verb.dep_ == "xcomp"
        or (verb.dep_ == "advcl" and infinitive(verb))
        or (verb.dep_ == "ccomp" and infinitive(verb))
    ):
        return _controllers(verb, head, reach)
    if verb.dep_ in {"advcl", "ccomp", "parataxis", "obl", "nmod", "dep"} and verb.tag_ in {
        "VBG",
        "VBN",
        "VB",
    }:
        return deep_subjects(head, reach - 1)
    if verb.dep_ in {"obj", "nsubj"}:
        return deep_subjects(head, reach - 1) if verb.dep_ == "obj" else []
    return []


def _timed(verb: Token) -> bool:
    """Whether a participle tells when its clause was: "told reporters on arriving in Lome"."""
    return any(c.dep_ == "mark" and c.lower_ in _WHENS for c in verb.children)


def _controllers(verb: Token, head: Token, reach: int) -> list[Token]:
    if head.pos_ in {"VERB", "AUX"} and head.lemma_ not in _SUBJECT_CONTROL:
        theirs = [c for c in head.children if c.dep_ in {"obj", "iobj"} and c.i < verb.i]
        if asked := _asked(theirs):
            return asked
        if theirs and verb.dep_ != "advcl":
            return _antecedents(theirs[:1])
        if head.lemma_ == "call" and verb.dep_ != "advcl":
            on = [c for c in head.children if c.dep_ == "obl" and cases(c) & {"on", "upon", "for"}]
            if on:
                return on
        if passive(head) and verb.dep_ == "xcomp":
            return objects(head, reach - 1)
        return deep_subjects(head, reach - 1)
    if head.pos_ in {"NOUN", "PROPN"}:
        return _asked([head]) or predicated(head) or owners(head, reach - 1)
    return deep_subjects(head, reach - 1)


def _asked(nouns: list[Token]) -> list[Token]:
    """Of whom something is asked: "an invitation to the king", also beside "withdrew an"."""
    return [
        c
        for noun in nouns
        if noun.lemma_ in _ASKING
        for c in (*noun.children, *(noun.head.children if noun.dep_ == "obj" else ()))
        if c.dep_ in {"nmod", "obl"} and cases(c) & {"to", "on", "for"} and c.i > noun.i
    ]


def predicated(noun: Token) -> list[Token]:
    """Of whom a noun is said: "X is the first to visit", "X, the first to visit, ..."."""
    shown = [c for c in noun.children if c.dep_ in {"nsubj", "nsubj:outer"}]
    if shown:
        return _antecedents(shown)
    if noun.dep_ == "appos" and noun.head.pos_ in {"NOUN", "PROPN"}:
        return [noun.head]
    if noun.dep_ in {"root", "ROOT", "nsubj"}:
        return [noun]
    return []


def deep_subjects(word: Token, reach: int = _REACH) -> list[Token]:
    """Whom a dependent clause of `word` takes as its subject: the surface subject of the clause."""
    shown = [c for c in word.children if c.dep_ in {"nsubj", "nsubj:pass", "nsubj:outer"}]
    if shown:
        return _antecedents(shown)
    if reach <= 0:
        return []
    if word.pos_ in {"VERB", "AUX"}:
        found = objects(word, reach - 1) if passive(word) else subjects(word, reach)
        return found
    return owners(word, reach - 1) if word.pos_ == "NOUN" else _inherited(word, reach - 1)


def objects(verb: Token, reach: int = _REACH) -> list[Token]:
    """Whom it is done to."""
    if passive(verb):
        shown = [c for c in verb.children if c.dep_ == "nsubj:pass"]
        if shown:
            return _antecedents(shown)
        if verb.dep_ in {"acl", "amod", "acl:relcl"}:
            return [verb.head]
        if verb.dep_ == "conj" and reach > 0 and verb.head.pos_ == "VERB":
            # "visited Lome and was received": who visited
            above = objects if passive(verb.head) else deep_subjects
            return above(verb.head, reach - 1)
        if verb.dep_ in {"xcomp", "advcl"} and reach > 0:
            return _inherited(verb, reach - 1)
        return []
    own = own_objects(verb) or [c for c in verb.children if c.dep_ == "iobj"]
    if own:
        return _antecedents(own)
    shared = [c for c in verb.children if c.dep_ == "conj" and c.pos_ == "VERB"]
    if shared and not any(c.dep_ in {"obl", "ccomp", "xcomp"} for c in verb.children):
        # "condemned and punished the attackers": the object stands with the last verb
        nearest = shared[0]
        if (
            not any(c.dep_.startswith("nsubj") for c in nearest.children)
            and nearest.i - verb.i <= 3
        ):
            return _antecedents(own_objects(nearest))
    if verb.dep_ == "acl:relcl" and not _relative_within(verb) and own_subjects(verb):
        return [verb.head]
    return []


def _relative_within(verb: Token) -> bool:
    return any(
        t.lower_ in _RELATIVE and t.tag_.startswith("W") for t in verb.subtree if t.i < verb.i
    )


def _reduced_subject(verb: Token) -> bool:
    return not any(c.dep_.startswith("nsubj") for c in verb.children)


def _antecedents(tokens: list[Token]) -> list[Token]:
    return [antecedent(token) for token in tokens]


def antecedent(token: Token) -> Token:
    """What a relative pronoun stands for, and an owner before the subject: "after his visit to
    Chad, the premier flew home"; any other word for itself."""
    if token.dep_ == "nmod:poss" and token.lower_ in _OWN:
        return _announced(token.head) or token
    if token.lower_ not in _RELATIVE or token.pos_ not in {"PRON", "DET", "SCONJ"}:
        return token
    word = token
    for _ in range(6):
        if word.dep_ in {"acl:relcl", "advcl:relcl"}:
            return word.head
        if word.head.i == word.i:
            return token
        word = word.head
    return token


def _announced(noun: Token) -> Token | None:
    """The subject of the clause that an adjunct opens, or None."""
    top = noun
    if noun.dep_ == "obl" and noun.head.dep_ == "advcl" and noun.head.tag_ == "VBG":
        top = noun.head  # "speaking after his visit to Chad, the premier said ..."
    verb = top.head
    shown = [c for c in verb.children if c.dep_ in {"nsubj", "nsubj:pass"}]
    if top.dep_ not in {"obl", "advcl"} or verb.pos_ != "VERB" or not shown:
        return None
    if not top.i < shown[0].i < verb.i or shown[0].pos_ == "PRON":
        return None
    return shown[0] if all(t.i >= top.left_edge.i for t in verb.lefts if t.dep_ != "cc") else None


def owners(noun: Token, reach: int = _REACH, part: Token | None = None) -> list[Token]:
    """Whose a thing is: "Iran's plan", "the plan of Iran", "Iran announced a plan". `part`: what of
    it was asked for, as the visit of "the last day of a visit"."""
    own = [
        c for c in noun.children if c.dep_ == "nmod:poss" and c.lemma_.lower() not in TIMES
    ]  # not "Monday's meeting of the ministers"
    if not own:
        own = [
            c
            for c in noun.children
            if c.dep_ in {"nmod", "obl:agent"} and cases(c) & {"by", "of"} and c != part
        ]
    if own:
        return own
    if engaged(noun):
        return [c for c in noun.children if c.dep_ == "nsubj"]
    if (
        reach > 0
        and noun.dep_ in {"obj", "obl", "nsubj:pass", "xcomp"}
        and noun.head.pos_ == "VERB"
    ):
        return subjects(noun.head, reach - 1)
    if noun.dep_ == "conj" and reach > 0 and noun.head.pos_ == "NOUN":
        return owners(noun.head, reach - 1)
    if reach > 0 and noun.dep_ in {"nmod"} and noun.head.pos_ == "NOUN":
        return owners(noun.head, reach - 1, noun)
    return []


def engaged(noun: Token) -> bool:
    """Whether somebody is said to be at it: "is on a visit", "are in talks"."""
    predicate = noun.pos_ == "NOUN" and any(c.dep_ == "cop" for c in noun.children)
    return predicate and bool(cases(noun) & {"on", "in"})


def _event_like(noun: Token) -> bool:
    return noun.pos_ == "NOUN" and any(c.dep_ == "nmod:poss" for c in noun.children)
