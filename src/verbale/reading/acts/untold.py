"""Acts that are no events: what is hoped, alleged, only described, or asked of nobody.

What a sentence tells as done (CODEBOOK.md); each rule has the reason that `verbale explain`
prints.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verbale.knowledge import words
from verbale.reading.acts.paths import follow
from verbale.reading.acts.shown import TIMES
from verbale.reading.acts.spoken import TELLING, among_rulers, face_to_face, of_themselves
from verbale.reading.acts.tree import cases, infinitive, upward
from verbale.reading.finite import TIME_CLAUSE

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.reading.acts import Act, Argument
    from verbale.reading.acts.match import Matcher
    from verbale.reading.status import Status

VERBAL = frozenset(["AGREE", "SUPPORT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "CONCEDE"])
#: CAMEO's root of appeals, which are made to somebody; demands (10) need no addressee.
_APPEAL = "02"
_BEING = "being"  # the frame of "will be in Chad"
_WHENS = frozenset(["when", "as", "while"])
_DEALINGS = frozenset(["meet", "talk", "negotiate", "confer", "consult", "attend", "hold", "sign"])
_STAYS = frozenset(["visit", "trip", "tour", "mission", "conference"])
_LIFTING = words.listed("lifting")
_FORWARD = "governor:look_forward"
#: Who wants talks has none planned, unless for a day or an occasion.
_WANTED = frozenset(["hope", "wish", "want", "seek"])
_SOON = frozenset(["soon", "shortly", "later", "again"])
_OCCASIONS = frozenset(["before", "during", "on", "at", "next", "ahead", "by", "within", "in"])
_TURNING = frozenset(["go", "come", "turn", "move"])
_TRANSCRIPT = re.compile(r"^(?:QUESTION|Q|MODERATOR|OPERATOR):", re.MULTILINE)
_SHORT = 14  # words of a clause that gives the floor
#: By these a single "talk" has two sides: "had a talk with the king".
_SHARED = frozenset(["+with", "support.+with", "between.first", "between.rest"])
_ABOUT = (
    ("subj",),
    ("obj",),
    ("+against",),
    ("+between",),
    ("+with",),
    ("+on",),
    ("+for",),
)


def why_untold(doc: Doc, act: Act, told: Status, outer: Act | None, matcher: Matcher) -> str | None:
    """Why an act with its status is no event, or None; `outer` is the act whose content it is."""
    word = doc[act.trigger]
    kind = act.entry.type
    if kind == "CONSULT":
        if _gives_the_floor(doc, word):
            return "the floor of a press conference goes to somebody"
        staying = told.value in {"occurred", "ongoing"} and _on_business(word, matcher)
        if act.entry.frame.name == _BEING and told.value != "planned" and not staying:
            return "where somebody is, not where somebody goes"
        if act.entry.frame.name == TELLING and not face_to_face(doc, act, told, matcher):
            return "what somebody is told, at no meeting"
        if word.lower_ == "talk" and not any(a.path in _SHARED for a in _parties(act)):
            return "what people say, not a round of talks"
        if _habit(word, matcher):
            return "a habit, not one event"
        if told.rule == TIME_CLAUSE and not _dated(word):
            return "it is to come some time"
        if told.value == "planned" and _wanted(word) and not _dated(word):
            return "somebody hopes for it some time"
        return "only what somebody is hopeful or gloomy about" if _felt(word, matcher) else None
    within = outer.entry.type if outer is not None else ""
    if outer is not None and (
        within in VERBAL or within == kind or (within == "CONSULT" and told.value != "occurred")
    ):
        return f"it is what {doc[outer.trigger].text!r} is about"
    if _reason(word):
        return "a charge, not an event"
    if _described(doc, act, matcher):
        return "it describes somebody, and nobody does it"
    if _undone(word, matcher):
        return "it only says which measure is to go"
    if _alleged(word, matcher):
        return "the content of an allegation"
    if _mere_appeal(doc, act, told, matcher):
        return "an appeal that is not made, or made to nobody abroad"
    if kind in VERBAL and told.rule != "negation" and _matter(word, matcher):
        return "only what somebody talks about or finds needed"
    if told.rule == TIME_CLAUSE:
        return "it is to come some time"
    if told.value == "planned" and (told.rule == _FORWARD or _hoped(word, matcher)):
        return "somebody hopes for it or waits for it"
    return None


def _on_business(verb: Token, matcher: Matcher) -> bool:
    """Whether whoever is somewhere is there for talks or on a visit: "is in Chad for talks"."""
    business = matcher.words("talks") | matcher.words("meeting") | _STAYS
    aims = matcher.words("discussing") | _DEALINGS
    return any(
        (c.lemma_.lower() in business and c.dep_ in {"obl", "nmod"} and cases(c) & {"for", "on"})
        or (c.lemma_ in aims and infinitive(c))
        for c in verb.head.children
        if c.i > verb.head.i
    )


def _parties(act: Act) -> tuple[Argument, ...]:
    return (*act.actors, *act.recipients)


def _gives_the_floor(doc: Doc, verb: Token) -> bool:
    """Whether a moderator calls on a reporter or a topic: "We'll go to Afghanistan, then to Dana".

    Only in a transcript, in a short sentence of "we" without an aim.
    """
    if verb.lemma_ not in _TURNING or not _TRANSCRIPT.search(doc.text):
        return False
    subjects = {c.lower_ for c in verb.children if c.dep_ == "nsubj"}
    led = verb.head.lower_ == "let" and verb.dep_ in {"xcomp", "ccomp"}
    aims = any(c.dep_ in {"advcl", "xcomp"} for c in verb.children)
    return (bool(subjects & {"we", "i"}) or led) and not aims and len(list(verb.subtree)) <= _SHORT


def _matter(verb: Token, matcher: Matcher) -> bool:
    """Whether an act is the matter of a talk or of a need: "discussed expanding ties", "stressed
    the need to support Chad", "the importance of welcoming it"."""
    if verb.tag_ not in {"VB", "VBG"}:
        return False
    word = verb
    for above in upward(verb):
        if word.dep_ not in {"xcomp", "ccomp", "acl", "advcl", "conj", "obj", "nmod"}:
            return False
        if above.pos_ == "NOUN" and above.lemma_ in matcher.words("need"):
            return True
        if above.pos_ == "VERB" and above.lemma_ in matcher.words("discussing"):
            return word.dep_ != "advcl"
        if above.pos_ == "VERB" and above.tag_ not in {"VB", "VBG"}:
            return False
        word = above
    return False


def _habit(word: Token, matcher: Matcher) -> bool:
    """Whether somebody does it usually or each year: "they usually meet in May"."""
    for verb in (word, *upward(word)):
        if any(
            c.lower_ in matcher.words("habit") and c.dep_ in {"advmod", "obl:unmarked"}
            for c in verb.children
        ):
            return verb.tag_ in {"VBZ", "VBP", "VBN", "VB"}
        if verb.tag_ in {"VBD", "VBZ", "VBP"} or any(
            c.dep_.startswith("nsubj") for c in verb.children if verb.pos_ == "VERB"
        ):
            return False
    return False


def _described(doc: Doc, act: Act, matcher: Matcher) -> bool:
    """Whether an act only says who or what somebody is: a relative clause in which nobody does it,
    as in "the students who were arrested", "a bomb that killed six"."""
    word = doc[act.trigger]
    while word.dep_ == "conj" and word.head.pos_ in {"VERB", "AUX"}:
        word = word.head
    if word.dep_ == "ccomp" and word.head.dep_ == "acl:relcl":
        word = word.head  # "a deal that the envoy says was reached"
    noun = word.head
    bare = word.dep_ == "acl" and word.tag_ == "VBN" and noun.dep_ not in {"root", "ROOT"}
    active = word.dep_ == "acl" and word.tag_ == "VBG"  # "an attack targeting the town"
    if word.dep_ != "acl:relcl" and not bare and not active:
        return False
    if any(c.dep_ == "expl" for c in noun.head.children):  # "there were two killed"
        return False
    if not any(matcher.party(doc[a.head]) for a in act.actors):
        return not active or bool(act.actors)
    return word.dep_ == "acl:relcl" and _of_any(word)


def _undone(verb: Token, matcher: Matcher) -> bool:
    """Whether an act only tells what is to be lifted: "lifted the ban that it had imposed"."""
    noun = verb.head
    if verb.dep_ not in {"acl", "acl:relcl"} or noun.lemma_.lower() not in matcher.words("measure"):
        return False
    return any(w.lemma_ in _LIFTING for w in upward(verb) if w.pos_ == "VERB")


def _of_any(verb: Token) -> bool:
    """Whether a relative clause tells which of many are meant: "countries that buy oil"."""
    noun = verb.head
    plain = not any(c.dep_ in {"aux", "aux:pass"} for c in verb.children)
    unnamed = noun.tag_ == "NNS" and not any(
        c.dep_ in {"det", "nmod:poss", "nummod", "compound"} or c.ent_type_ for c in noun.children
    )
    within = verb.nbor(-1).text != "," and all(
        t.text != "," for t in verb.doc[noun.i + 1 : verb.i] if t.head.i == verb.i
    )
    return plain and unnamed and within and verb.tag_ in {"VBP", "VBZ"}


def _alleged(verb: Token, matcher: Matcher) -> bool:
    """Whether an act stands within a charge: "rejected accusations that it armed rebels who shelled
    the town"."""
    word = verb
    for above in upward(verb):
        if above.pos_ == "NOUN" and above.lemma_ in matcher.words("denied"):
            bare = not any(c.dep_.startswith(("nsubj", "aux", "mark")) for c in word.children)
            own = word.tag_ == "VBG" and bare  # "a report accusing the army"
            return word.dep_ in {"acl", "ccomp", "nmod", "acl:relcl"} and not own
        if word.dep_ == "ccomp" and any(  # the clause hung on the verb: "denied charges that ..."
            c.dep_ == "obj" and c.lemma_ in matcher.words("denied") for c in above.children
        ):
            return True
        word = above
    return False


def _hoped(verb: Token, matcher: Matcher) -> bool:
    """Whether somebody hopes for what others will do: no promise of theirs."""
    word = verb
    for above in upward(verb):
        if word.dep_ in {"ccomp", "acl", "advcl"}:
            own = any(c.dep_.startswith("nsubj") for c in word.children)
            return own and above.lemma_ in matcher.words("hoping")
        if word.dep_ not in {"conj", "xcomp"}:
            return False
        word = above
    return False


def _wanted(word: Token) -> bool:
    """Whether somebody wants an act itself: "hopes for talks", not "wants to ask about it"."""
    inner = word.dep_ in {"obj", "obl", "nmod", "xcomp", "ccomp", "advcl"}
    return inner and word.head.lemma_ in _WANTED


def _dated(word: Token) -> bool:
    """Whether a time, a place or an occasion is told with an act: "hopes to meet him in May"."""
    top = word
    while (
        top.dep_ in {"obj", "obl", "nmod", "xcomp", "conj", "advcl", "nsubj"}
        and top.head.i != top.i
    ):
        top = top.head
    return any(
        t.lemma_.lower() in TIMES | _SOON or t.ent_type_ == "DATE" or t.is_digit
        for t in top.subtree
    ) or any(
        c.dep_ in {"obl", "nmod"} and cases(c) & _OCCASIONS
        for verb in {word, word.head}
        for c in verb.children
        if c.i > word.i
    )


def _felt(word: Token, matcher: Matcher) -> bool:
    """Whether talks are what somebody is hopeful or gloomy about: "pessimistic about holding talks"
    tells of no talks."""
    for above in upward(word):
        if word.dep_ == "advcl" and any(c.lower_ in _WHENS for c in word.children):
            return False  # "gloomy about his chances when he visits Chad on Monday"
        if above.lemma_ in matcher.words("attitude"):
            return word.dep_ in {"nmod", "obl", "acl", "advcl", "xcomp", "ccomp"}
        if word.dep_ == "advcl" and any(
            c.dep_ == "obj" and c.lemma_ in matcher.words("attitude") for c in above.children
        ):
            return True
        if word.dep_ in {"acl:relcl", "parataxis"} or above.tag_ in {"VBD", "VBZ", "VBP"}:
            return False
        word = above
    return False


def _mere_appeal(doc: Doc, act: Act, told: Status, matcher: Matcher) -> bool:
    """Whether an appeal is not yet made, or neither made to somebody nor about what somebody has
    or does ("called for calm"), or made among those who rule one state."""
    if act.entry.type != "REQUEST" or not (act.entry.cameo or "").startswith(_APPEAL):
        return False
    if told.value not in {"occurred", "ongoing"} or among_rulers(doc, act, matcher):
        return True
    about = [
        end
        for argument in act.recipients
        for path in ((), *_ABOUT)
        for end in follow(doc[argument.head], path, strict=True)
        if matcher.theirs(end)
    ]
    return not about or of_themselves(doc, act, about, matcher)


def _reason(verb: Token) -> bool:
    """A charge, not an event: "arrested for spying", "charged with aiding rebels by ..."."""
    if verb.tag_ != "VBG":
        return False
    marks = {c.lower_ for c in verb.children if c.dep_ == "mark"}
    if "by" in marks and verb.dep_ == "advcl":
        beside = [c for c in verb.head.children if c.dep_ == "advcl" and c.i < verb.i]
        return any(map(_reason, [verb.head, *beside]))
    return bool(marks & {"for", "of", "with"})
