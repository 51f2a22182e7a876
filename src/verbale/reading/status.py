"""Whether an act took place: read from tense, modals, negation, conditionals and governing words.

From the act's word the tree is climbed to the finite verb of its clause. Each governor on the way
(`acts-governors.tsv`: "postponed", "plans to", "refused to", "a planned ...") has its say, the
nearer one first; the finite verb has its tense. CODEBOOK.md says what each status means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.reading.acts import verb_lemmas
from verbale.reading.acts.tree import cases

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.knowledge.acts import Governor, Lexicon
    from verbale.reading.acts import Act

_FUTURE = frozenset(["will", "shall", "'ll", "’ll", "wo"])
_MODAL = frozenset(
    ["would", "could", "can", "may", "might", "should", "must", "ca", "'d", "’d", "ought"]
)
_DUE = frozenset(["due", "set", "scheduled", "slated", "expected", "poised", "bound", "about"])
_AWAITED = frozenset(["expect", "await"])
_NEGATION = frozenset(["not", "n't", "n’t", "never", "neither", "nor"])
_CONDITION = frozenset(["if", "unless", "whether", "lest", "until"])
_AHEAD = frozenset(["tomorrow", "next", "later", "upcoming", "soon", "tonight"])
_BEFORE = frozenset(["before", "ahead", "ahead_of", "prior", "prior_to", "pending", "until"])
_GOING = frozenset(
    ["arrive", "leave", "depart", "head", "travel", "fly", "come", "go", "return", "due"]
)
_STAYS = frozenset(["visit", "trip", "tour", "stay", "stopover"])
_SAYING = frozenset(
    [
        "say",
        "tell",
        "report",
        "announce",
        "state",
        "add",
        "reveal",
        "explain",
        "predict",
        "note",
        "declare",
    ]
)
_FINITE = frozenset(["VBD", "VBZ", "VBP", "MD"])
ORDINALS = frozenset(["first", "second", "third", "fourth", "fifth", "last", "latest", "only"])
_SPELLS = frozenset(["day", "week", "month", "year", "time", "leg", "stop", "stage", "round"])
_STEPS = 9
#: Conjunctions of a clause whose present tense tells of what is to come: "before she leaves".
_TO_COME = frozenset(["before", "when", "once", "until", "after", "soon"])
_DISTANT = frozenset(["tomorrow", "next"])
TIME_CLAUSE = "time-clause"
#: Verbs that tell where they take a finite clause, and have something done where an infinitive.
_TELLING = frozenset(["tell", "warn", "insist", "advise", "suggest"])


class Status(msgspec.Struct, frozen=True):
    """A status, the tense behind it, the extent of the words that gave it, the rule's name."""

    value: str
    tense: str | None
    start: int
    end: int
    rule: str


class _Sign(msgspec.Struct, frozen=True):
    """What one word on the way up says."""

    effect: str
    token: int
    rule: str
    tense: str | None = None


def read(doc: Doc, act: Act, lexicon: Lexicon) -> Status:
    """The status of an act as its sentence tells it."""
    trigger = doc[act.trigger]
    if trigger.dep_ == "cop":
        trigger = trigger.head  # "will be in Chile"
    signs = _own(trigger, lexicon) if act.entry.kind == "n" else []
    if act.entry.type == "CONSULT" and (trigger.lemma_ in _AWAITED or trigger.lower_ in _DUE):
        signs.append(_Sign("planned", trigger.i, "due", "future"))
    signs.extend(_climb(trigger, lexicon))
    value, decisive = _combine(signs)
    tense = next((s.tense for s in signs if s.tense), None)
    at = decisive.token if decisive else act.trigger
    word = doc[at]
    return Status(
        value, tense, word.idx, word.idx + len(word), decisive.rule if decisive else "unmarked"
    )


def _own(noun: Token, lexicon: Lexicon) -> list[_Sign]:
    """What a nominal act's own determiners and adjectives say: "no talks", "a planned visit"."""
    found: list[_Sign] = []
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in {"no", "neither"}:
            found.append(_Sign("denied", child.i, "no"))
        elif child.dep_ in {"amod", "compound", "acl", "nmod:poss", "nmod", "obl:unmarked"}:
            for governor in _known(child, lexicon):
                if "noun" in governor.through:
                    found.append(
                        _Sign(governor.effect, child.i, f"modifier:{child.lemma_.lower()}")
                    )
                    break
            else:
                if child.dep_ in {"nmod:poss", "nmod:unmarked"} and child.lower_ == "tomorrow":
                    found.append(_Sign("planned", child.i, "modifier:tomorrow"))
                elif child.dep_ == "acl" and child.tag_ == "VBN":
                    if any(c.lower_ == "to" for c in child.children):
                        found.append(_Sign("planned", child.i, "to-be"))
                    elif _effect(child, "obj", lexicon) not in (None, "none", "tense"):
                        effect = _effect(child, "obj", lexicon) or "none"
                        found.append(_Sign(effect, child.i, f"governor:{child.lemma_}"))
        elif child.dep_ == "acl:relcl" and _effect(child, "subj", lexicon) == "tense":
            # "the meeting, which took place on Monday, is to help ..."
            own = any(c.dep_ == "nsubj" and c.tag_.startswith("W") for c in child.children)
            finite = _finite(child) if own else None
            if finite is not None:
                found.append(finite)
    return found


def _known(token: Token, lexicon: Lexicon) -> tuple[Governor, ...]:
    names = [token.lower_, *verb_lemmas(token)]
    for name in names:
        found = lexicon.governors.get(name)
        if found:
            return found
    return ()


def _effect(token: Token, step: str, lexicon: Lexicon) -> str | None:
    for name in (*verb_lemmas(token), token.lower_):
        for governor in lexicon.governors.get(name, ()):
            if step in governor.through:
                return governor.effect
    return None


def _climb(trigger: Token, lexicon: Lexicon) -> list[_Sign]:
    if trigger.dep_ == "acl" and trigger.tag_ == "VBN" and "be" not in _auxiliaries(trigger):
        return [_Sign("occurred", trigger.i, "participle", "past")]  # "an accord signed by X"
    signs: list[_Sign] = []
    word = trigger
    finite_seen = False
    for _ in range(_STEPS):
        if word.pos_ in {"VERB", "AUX"} or _copular(word):
            finite = _finite(word, trigger)
            if finite is not None and not finite_seen:
                signs.append(finite)
                finite_seen = True
            elif not finite_seen:
                negative = _negated(word, trigger)
                if negative is not None:
                    signs.append(_Sign("denied", negative.i, "negation"))
        head = word.head
        if head.i == word.i:
            if not finite_seen and trigger.pos_ == "VERB" and _infinitive(word):
                signs.append(_Sign("planned", word.i, "headline-infinitive", "future"))
            break
        step = _step(word)
        if step is None:
            break
        effect = _effect(head, step, lexicon)
        if effect == "planned" and step == "obj" and not _comes_about(head, lexicon):
            effect = "none"
        if effect is not None and effect not in {"none", "tense"}:
            rule = f"governor:{verb_lemmas(head)[0]}"
            told = finite_seen and step == "comp" and _reports(word)
            if not (told and (effect == "planned" or head.lemma_ in _TELLING)):
                signs.append(_Sign(effect, head.i, rule))
        elif not finite_seen and effect is None:
            sign = _ungoverned(word, head, step)
            if sign is not None:
                signs.append(sign)
                if sign.effect in {"occurred", "planned", "hypothetical"} and step != "comp":
                    break
        if finite_seen and step not in {"comp"}:
            break
        if effect == "none" and not finite_seen and word.pos_ != "VERB":
            signs.append(_Sign("tense", head.i, "mentioned"))
            break
        word = head
    return signs


def _auxiliaries(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass"}}


def _comes_about(governor: Token, lexicon: Lexicon) -> bool:
    """Whether "the talks are expected ..." goes on with their taking place, or not at all, and not
    with what they lead to ("are expected to help")."""
    return all(
        _effect(c, "subj", lexicon) == "tense" or _effect(c, "obj", lexicon) == "tense"
        for c in governor.children
        if c.dep_ == "xcomp"
    )


def _reports(word: Token) -> bool:
    """Whether a finite clause is told under a verb, not planned by it: "confirmed that X met Y"."""
    return word.dep_ == "ccomp" and not _infinitive(word)


def _step(word: Token) -> str | None:
    """How a word hangs on its head, in the terms of the governors' table; None: no further."""
    dep = word.dep_
    if dep in {"obj", "nsubj:pass", "iobj"}:
        return "obj"
    if dep in {"nsubj", "csubj"}:
        return "subj"
    if dep in {"xcomp", "ccomp", "csubj:pass"}:
        return "comp" if word.pos_ != "NOUN" or _copular(word) else "obj"
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


def _ungoverned(word: Token, head: Token, step: str) -> _Sign | None:
    """What an act's place under a word that is no governor says."""
    if step == "comp" and _infinitive(word):
        if word.dep_ == "acl" and head.dep_ in {"root", "ROOT"} and not _copular(head):
            return _Sign("planned", word.i, "headline-infinitive", "future")
        if word.dep_ == "acl" and (singled_out(head) or head.pos_ == "PROPN"):
            return None  # "the first to visit"; "flew to Lome to meet": what the flight is for
        if head.pos_ == "PROPN" and _copular(head):
            return None  # "will be in Lome to meet": what the stay is for
        return _Sign("hypothetical", head.i, f"infinitive-under:{head.lemma_}")
    if step == "clause":
        marks = {c.lower_ for c in word.children if c.dep_ == "mark"}
        if marks & _BEFORE and word.tag_ == "VBG":
            return _Sign("planned", word.i, "before-doing")
        return None
    if step.startswith("+") and word.pos_ in {"NOUN", "PROPN"}:
        here = cases(word)
        if head.lower_ in _BEFORE:
            return _Sign("planned", head.i, "ahead-of")
        if here & _BEFORE:
            return _Sign("planned", word.i, "ahead-of")
        if "for" in here and head.lemma_ in _GOING:
            # who comes for talks has not held them; who comes for a visit is on it
            return None if word.lemma_ in _STAYS else _Sign("planned", word.i, "going-for")
        if "since" in here:
            return _Sign("occurred", word.i, "since-it", "past")
        if here & {"after", "following", "since", "during", "at", "in", "amid"}:
            future = _finite(head)
            if future is not None and future.effect == "planned":
                return None
            return _Sign("occurred", word.i, f"{min(here)}-it", "past")
    return None


def singled_out(noun: Token) -> bool:
    """A superlative or ordinal: "the first premier to visit", who did visit."""
    if noun.lemma_ in _SPELLS:
        return False
    return noun.lower_ in ORDINALS or any(
        c.tag_ in {"JJS", "RBS"} or c.lower_.startswith("highest") or c.lower_ in ORDINALS
        for c in noun.subtree
        if c.i < noun.i
    )


def _finite(word: Token, act: Token | None = None) -> _Sign | None:
    """What the tense, modals and negation of a finite verb say; None for a verb not finite."""
    auxiliaries = [c for c in word.children if c.dep_ in {"aux", "aux:pass", "cop"}]
    names = {c.lower_ for c in auxiliaries}
    negative = _negated(word, act)
    opening = [*word.children, *(word.head.children if _shares_clause(word) else ())]
    condition = [c for c in opening if c.dep_ == "mark" and c.lower_ in _CONDITION]
    if condition and condition[0].lower_ != "until":
        return _Sign("hypothetical", condition[0].i, f"condition:{condition[0].lower_}")
    due = [c for c in word.children if c.lower_ in _DUE and c.i < word.i and _before_to(c)]
    if due:
        # "is due to be received", where the parse hangs the adjective under the verb
        return _Sign("denied" if negative is not None else "planned", due[0].i, "due-to", "future")
    future = [c for c in auxiliaries if c.lower_ in _FUTURE]
    if future:
        effect = "denied" if negative is not None else "planned"
        return _Sign(effect, future[0].i, "will", "future")
    modal = [c for c in auxiliaries if c.lower_ in _MODAL]
    if modal:
        if negative is not None:
            return _Sign("denied", negative.i, "modal-negated")
        if modal[0].lower_ in {"would", "'d", "’d"} and _reported(word):
            return _Sign("planned", modal[0].i, "would-reported", "future")
        return _Sign("hypothetical", modal[0].i, f"modal:{modal[0].lower_}")
    if word.tag_ == "VB" and names & {"is", "are", "was", "were"} and _infinitive(word):
        return _Sign("planned", auxiliaries[0].i, "is-to", "future")
    finite = word.tag_ in _FINITE or any(c.tag_ in _FINITE for c in auxiliaries)
    if not finite:
        return None
    if negative is not None:
        return _Sign("denied", negative.i, "negation", _tense(word, auxiliaries))
    tense = _tense(word, auxiliaries)
    if (sign := _to_come(word, auxiliaries)) is not None:
        return sign
    if word.tag_ == "VBG" and tense == "present" and not names & {"been"}:
        if any(t.lower_ in _AHEAD for t in word.subtree):
            return _Sign("planned", word.i, "progressive-ahead", "future")
        return _Sign("ongoing", word.i, "progressive", "present")
    return _Sign("occurred", word.i, f"{tense}-tense", tense)


def _shares_clause(verb: Token) -> bool:
    """Whether a verb goes on with the clause of another: "if it goes on and bans the sale"."""
    return (
        verb.dep_ == "conj"
        and verb.head.pos_ in {"VERB", "AUX"}
        and not any(c.dep_.startswith("nsubj") for c in verb.children)
    )


def _to_come(word: Token, auxiliaries: list[Token]) -> _Sign | None:
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
        if opening and (ahead or (present and word.tag_ != "VBG" and _recent(main))):
            return _Sign("planned", opening[0].i, TIME_CLAUSE, "future")
    if present and not auxiliaries and word.tag_ in {"VBZ", "VBP"}:
        distant = [
            t
            for c in word.children
            if c.dep_ in {"obl", "obl:unmarked", "advmod", "nmod"}
            for t in c.subtree
            if t.lower_ in _DISTANT
        ]
        if distant:
            return _Sign("planned", distant[0].i, "present-ahead", "future")
    return None


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


def _negated(word: Token, act: Token | None = None) -> Token | None:
    """The word that negates a verb; the "no" of the act itself has had its say."""
    for child in word.children:
        if child.lower_ in _NEGATION and child.dep_ in {"advmod", "cc", "det", "cc:preconj"}:
            return child
        if child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children):
            return child
        if child.dep_ in {"nsubj", "nsubj:pass", "obj"} and (act is None or child.i != act.i):
            for inner in child.children:
                if inner.dep_ == "det" and inner.lower_ in {"no", "neither"}:
                    return inner
    return None


def _copular(word: Token) -> bool:
    return any(c.dep_ == "cop" for c in word.children)


def _infinitive(word: Token) -> bool:
    return word.tag_ == "VB" and any(c.lower_ == "to" for c in word.children)


_OVERRIDE = frozenset(["cancelled", "postponed", "denied"])


def _combine(signs: list[_Sign]) -> tuple[str, _Sign | None]:
    """One status out of the signs, nearest to the act first."""
    value: str | None = None
    decisive: _Sign | None = None
    for sign in signs:
        effect = sign.effect
        new: str | None = None
        if effect in {"tense", "none"}:
            continue
        if value is None or value == "occurred":
            new = effect if value is None or effect != "occurred" else None
            if value == "occurred" and effect == "ongoing":
                new = None
        elif value in {"planned", "ongoing"}:
            if effect in _OVERRIDE or effect == "hypothetical":
                new = effect
        elif value == "hypothetical":
            # "cannot rely on exports to pay" leaves the paying open, "will not go on to pay" not
            open_ = decisive is not None and decisive.rule.startswith("infinitive-under")
            if effect == "denied" and (sign.rule == "will" or not open_):
                new = effect
        elif value in {"cancelled", "postponed"}:
            if effect in {"denied", "hypothetical"}:
                new = "planned"
        elif value == "denied" and effect == "denied":
            new = "hypothetical"
        if new is not None:
            value, decisive = new, sign
    return value or "occurred", decisive
