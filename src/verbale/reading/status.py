"""Whether an act took place: read from tense, modals, negation, conditionals and governing words.

From the act's word the tree is climbed to the finite verb of its clause. Each governor on the way
(`acts-governors.tsv`: "postponed", "plans to", "refused to", "a planned ...") has its say, the
nearer one first; the finite verb has its tense. CODEBOOK.md says what each status means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.reading.acts import verb_lemmas
from verbale.reading.acts.shown import TIMES
from verbale.reading.acts.tree import cases, infinitive
from verbale.reading.finite import DUE, Sign, copular, finite, negated
from verbale.reading.placed import definite, in_time_for, step_of, ungoverned
from verbale.reading.sequels import COMING, OVERRIDE, called_off, said_of, went_on

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.knowledge.acts import Governor, Lexicon
    from verbale.reading.acts import Act

_AWAITED = frozenset(["expect", "await"])
_OPENING = frozenset(["start", "begin", "open"])
_HOURS = frozenset(["hour", "minute"])
_SILENT = frozenset([None, "none", "tense"])
_STEPS = 9
#: Verbs that tell where they take a finite clause, and have something done where an infinitive.
_TELLING = frozenset(["tell", "warn", "insist", "advise", "suggest"])


class Status(msgspec.Struct, frozen=True):
    """A status, the tense behind it, the extent of the words that gave it, the rule's name."""

    value: str
    tense: str | None
    start: int
    end: int
    rule: str


def read(doc: Doc, act: Act, lexicon: Lexicon) -> Status:
    """The status of an act as its sentence tells it."""
    trigger = doc[act.trigger]
    if trigger.dep_ == "cop":
        trigger = trigger.head  # "will be in Chile"
    signs = _own(trigger, lexicon) if act.entry.kind == "n" else []
    if act.entry.type == "CONSULT" and (trigger.lemma_ in _AWAITED or trigger.lower_ in DUE):
        signs.append(Sign("planned", trigger.i, "due", "future"))
    planned = any(s.effect == "planned" and s.rule.startswith("modifier:") for s in signs)
    beside = planned and trigger.dep_ in {"obl", "nmod"}
    # what is tried or may be done about "the planned visit" leaves it planned
    signs.extend(s for s in _climb(trigger, lexicon) if not (beside and s.effect == "hypothetical"))
    signs.extend((went_on if act.entry.kind == "n" else called_off)(trigger, lexicon))
    value, decisive = _combine(signs)
    if act.entry.type == "CONSULT" and value == "occurred" and _lasting(trigger):
        value = "ongoing"
    tense = next((s.tense for s in signs if s.tense), None)
    if value == "occurred" and tense == "present" and trigger.i != act.trigger:
        value = "ongoing"  # "is in Chile for talks"
    at = decisive.token if decisive else act.trigger
    word = doc[at]
    return Status(
        value, tense, word.idx, word.idx + len(word), decisive.rule if decisive else "unmarked"
    )


def _lasting(verb: Token) -> bool:
    """Whether a verb tells of what goes on: "have been negotiating for a month"."""
    names = {c.lower_ for c in verb.children if c.dep_ == "aux"}
    return verb.tag_ == "VBG" and "been" in names and bool(names & {"has", "have"})


def _own(noun: Token, lexicon: Lexicon) -> list[Sign]:
    """What a nominal act's own determiners and adjectives say: "no talks", "a planned visit"."""
    found: list[Sign] = []
    for child in noun.children:
        if child.dep_ == "det" and child.lower_ in {"no", "neither"}:
            found.append(Sign("denied", child.i, "no"))
        elif child.dep_ in {"amod", "compound", "acl", "nmod:poss", "nmod", "obl:unmarked"}:
            for governor in _known(child, lexicon):
                if "noun" in governor.through:
                    found.append(Sign(governor.effect, child.i, f"modifier:{child.lemma_.lower()}"))
                    break
            else:
                if child.dep_ in {"nmod:poss", "nmod:unmarked"} and child.lower_ == "tomorrow":
                    found.append(Sign("planned", child.i, "modifier:tomorrow"))
                elif child.dep_ == "acl" and child.tag_ == "VBN":
                    if any(c.lower_ == "to" for c in child.children):
                        found.append(Sign("planned", child.i, "to-be"))
                    elif said_of(child, "obj", lexicon) not in (None, "none", "tense"):
                        effect = said_of(child, "obj", lexicon) or "none"
                        found.append(Sign(effect, child.i, f"governor:{child.lemma_}"))
                elif _starting(child) and _beside(noun):
                    found.append(Sign("planned", child.i, "modifier:starting"))
        elif child.dep_ == "acl:relcl" and said_of(child, "subj", lexicon) == "tense":
            # "the meeting, which took place on Monday, is to help ..."
            own = any(c.dep_ == "nsubj" and c.tag_.startswith("W") for c in child.children)
            sign = finite(child) if own else None
            if sign is not None:
                found.append(sign)
    return found


def _starting(clause: Token) -> bool:
    opens = clause.lemma_ in _OPENING and clause.tag_ == "VBG"
    return opens and any(t.lemma_.lower() in TIMES for t in clause.subtree)


def _beside(noun: Token) -> bool:
    """Whether a noun is beside the point of its clause: "news of a visit starting on Monday"."""
    return noun.dep_ == "nmod" or (noun.dep_ == "obl" and not cases(noun) & {"on", "in", "at"})


def _known(token: Token, lexicon: Lexicon) -> tuple[Governor, ...]:
    names = [token.lower_, *verb_lemmas(token)]
    for name in names:
        found = lexicon.governors.get(name)
        if found:
            return found
    return ()


def _climb(trigger: Token, lexicon: Lexicon) -> list[Sign]:
    if trigger.dep_ == "acl" and trigger.tag_ == "VBN" and "be" not in _auxiliaries(trigger):
        return [Sign("occurred", trigger.i, "participle", "past")]  # "an accord signed by X"
    signs: list[Sign] = []
    word = trigger
    finite_seen = False
    told_of = _told_of(trigger, lexicon)
    for _ in range(_STEPS):
        if word.pos_ in {"VERB", "AUX"} or copular(word):
            sign = finite(word, trigger)
            if sign is not None and not finite_seen:
                signs.append(_taken_as_set(sign, trigger) if told_of else sign)
                finite_seen = True
            elif not finite_seen:
                negative = negated(word, trigger)
                if negative is not None:
                    signs.append(Sign("denied", negative.i, "negation"))
        head = word.head
        if head.i == word.i:
            if not finite_seen and infinitive(word):
                signs.append(Sign("planned", word.i, "headline-infinitive", "future"))
            break
        step = step_of(word)
        if step is None:
            break
        effect = None if in_time_for(word, head) else said_of(head, step, lexicon)
        if step == "subj" and effect in _SILENT and (undone := _undone(head, lexicon)):
            effect = undone
        passively = word.dep_ == "nsubj:pass"
        if effect == "planned" and passively and not _comes_about(head, lexicon):
            effect = "none"
        if effect == "hypothetical" and head.lemma_ == "call" and _rung(head):
            effect = None  # "called the king to thank him"
        if effect == "denied" and told_of:
            effect = "none"
        if effect == "postponed" and _by_hours(head):
            effect = "tense"
        if step in {"+for", "+to"} and word.i < head.i:
            effect = None  # "in Lome for talks, he called for calm": he did not call for talks
        worry = lexicon.classes["concern"] | {"complaint"}
        if step[0] == "+" and effect is None and head.lemma_ in worry:
            # "rejected criticism of his talks": what is rejected is not the talks
            signs.append(Sign("tense", head.i, "mentioned"))
            break
        if effect is not None and effect not in {"none", "tense"}:
            rule = f"governor:{verb_lemmas(head)[0]}"
            told = finite_seen and step == "comp" and _reports(word)
            if not (told and (effect == "planned" or head.lemma_ in _TELLING)):
                signs.append(Sign(effect, head.i, rule))
        elif not finite_seen and effect is None:
            sign = ungoverned(word, head, step, lexicon)
            if sign is not None:
                signs.append(sign)
                if sign.effect in {"occurred", "planned", "hypothetical"} and step != "comp":
                    break
        if finite_seen and step not in {"comp"}:
            break
        if effect == "none" and not finite_seen and word.pos_ != "VERB":
            signs.append(Sign("tense", head.i, "mentioned"))
            break
        word = head
    return signs


def _undone(verb: Token, lexicon: Lexicon) -> str | None:
    """What a headline's participle without its auxiliary does to its subject: "meeting of the two
    ruled out for now"."""
    whole = verb.tag_ in {"VBD", "VBN"} and not any(
        c.dep_ in {"obj", "ccomp", "xcomp", "aux", "aux:pass"} for c in verb.children
    )
    effect = said_of(verb, "obj", lexicon) if whole else None
    return effect if effect in OVERRIDE else None


def _by_hours(verb: Token) -> bool:
    """Whether an act only began late: "was delayed for three hours"."""
    return any(
        c.lemma_.lower() in _HOURS
        and any(n.pos_ == "NUM" or n.lower_ in {"a", "an"} for n in c.children)
        for c in verb.children
        if c.dep_ in {"obl", "obl:unmarked", "obj"}
    )


def _told_of(trigger: Token, lexicon: Lexicon) -> bool:
    """Whether an act is what a clause tells something of, other than that it takes place: "the
    talks are not related to", "her visit did not touch on"."""
    if trigger.pos_ not in {"NOUN", "PROPN"} or trigger.dep_ not in {"nsubj", "nsubj:pass"}:
        return False
    verb = trigger.head
    held = ("subj", "comp") if verb.pos_ == "ADJ" else ("subj",)
    if verb.lemma_ in COMING or any(said_of(verb, s, lexicon) not in _SILENT for s in held):
        return False
    if _undone(verb, lexicon):
        return False
    return trigger.dep_ == "nsubj" or said_of(verb, "obj", lexicon) is None


def _taken_as_set(sign: Sign, noun: Token) -> Sign:
    """What a verb says of its subject where the "not" or the "should" is of something else: "the
    talks on Monday should be calmer" are held on Monday."""
    dated = any(t.lemma_.lower() in TIMES for t in noun.subtree)
    if sign.rule.startswith("modal:") and dated and definite(noun):
        return Sign("planned", sign.token, sign.rule, "future")
    if sign.effect != "denied":
        return sign
    effect = {"future": "planned", "past": "occurred", "present": "occurred"}
    return Sign(effect.get(sign.tense or "", "hypothetical"), sign.token, sign.rule, sign.tense)


def _rung(verb: Token) -> bool:
    """Whether somebody is called by telephone, not called on or for to do something."""
    named = any(c.dep_ in {"obj", "nsubj:pass"} for c in verb.children)
    return named and not any(
        c.dep_ == "compound:prt"
        or (c.dep_ == "obl" and cases(c) & {"on", "upon", "for"} and c.ent_type_)
        for c in verb.children
    )


def _auxiliaries(verb: Token) -> set[str]:
    return {c.lower_ for c in verb.children if c.dep_ in {"aux", "aux:pass"}}


def _comes_about(governor: Token, lexicon: Lexicon) -> bool:
    """Whether "the talks are expected ..." goes on with their taking place, or not at all, and not
    with what they lead to ("are expected to help")."""
    return all(
        said_of(c, "subj", lexicon) == "tense" or said_of(c, "obj", lexicon) == "tense"
        for c in governor.children
        if c.dep_ == "xcomp"
    )


def _reports(word: Token) -> bool:
    """Whether a finite clause is told under a verb, not planned by it: "confirmed that X met Y"."""
    due = _auxiliaries(word) & {"is", "are", "was", "were"}  # "is to arrive"
    return word.dep_ == "ccomp" and (not infinitive(word) or copular(word) or bool(due))


def _combine(signs: list[Sign]) -> tuple[str, Sign | None]:
    """One status out of the signs, nearest to the act first."""
    value: str | None = None
    decisive: Sign | None = None
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
            if effect in OVERRIDE or effect == "hypothetical":
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
