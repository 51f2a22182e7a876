"""Which acts are events, and of what type: the rules of CODEBOOK.md over acts and their status.

An act of speech counts, not its echo: what somebody demands, condemns or promises is no event of
its own, save a consultation, which has a status for that. Help that is promised is AGREE, harm that
is announced THREATEN, help that is refused REJECT.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import words
from verbale.reading import status
from verbale.reading.acts import argument
from verbale.reading.acts.deep import subjects
from verbale.reading.acts.paths import follow
from verbale.reading.acts.tree import cases, told_under, upward
from verbale.reading.acts.untold import VERBAL, why_untold
from verbale.reading.finite import CANNOT
from verbale.records import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from verbale.reading.acts import Act
    from verbale.reading.acts.match import Matcher

KIND = frozenset(["AID", "COOPERATE", "RETREAT", "CONCEDE", "SUPPORT"])
HARSH = frozenset(["ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST"])
_WITHIN = frozenset(["conj", "xcomp"])  # relations up which a clause is still told
_CLAIMING = frozenset(["claim", "allege", "charge"])
_SELF = frozenset(["they", "it", "he", "she", "we"])
_OWN = frozenset(["their", "its", "his", "her", "our"])
_ROUNDS = frozenset(["round", "series", "session"])
_OCCASIONS = frozenset(["meeting", "session"])
#: What is granted by a word alone, so that who cannot do it will not.
_GRANTED = words.listed("granting")
#: A decision to lift or ease something is the step itself.
_YIELDED = frozenset(["RETREAT", "CONCEDE"])
_DECIDED = frozenset(["governor:decide"])
#: What somebody needs or is after is no threat of it.
_WISHED = frozenset(["governor:need", "governor:seek"])
_CONTRADICTED = frozenset(["governor:deny", "governor:dispute", "governor:disavow"])
PROMISE, THREAT, REFUSAL = ("AGREE", "030"), ("THREATEN", "130"), ("REJECT", "120")


class Settled(msgspec.Struct, frozen=True):
    """An act that is an event: its type, mode, CAMEO code and status. `also` are the triggers of
    other words for the same event ("met ... for talks")."""

    act: Act
    type: str
    mode: str | None
    cameo: str | None
    status: status.Status
    also: tuple[int, ...] = ()

    @property
    def words(self) -> frozenset[int | None]:
        """The words of the act, with its other triggers and the verb that carries it."""
        return frozenset((*self.act.words, *self.also, self.act.support))

    def extents(self, doc: Doc) -> tuple[Extent, ...]:
        """The words of the act."""
        return tuple(
            Extent(doc[i].idx, doc[i].idx + len(doc[i]))
            for i in sorted({*self.act.words, *self.also})
        )


def settle(doc: Doc, found: Sequence[Act], matcher: Matcher) -> list[Settled]:
    """The events among the acts, in order of place."""
    by_trigger = {act.trigger: act for act in found}
    read = {act.trigger: status.read(doc, act, matcher.lexicon) for act in found}
    same = _same(doc, found, by_trigger, read)
    ahead = {a.trigger for a in found if read[a.trigger].value not in {"occurred", "ongoing"}}
    consults = {a.under for a in found if a.entry.type == "CONSULT" and a.trigger in ahead}
    kept: list[Settled] = []
    for act in found:
        if act.trigger in same:
            continue
        if act.entry.type == "CONSULT":
            if why_untold(doc, act, read[act.trigger], None, matcher) is not None:
                continue
            also = tuple(
                trigger
                for trigger, main in same.items()
                if main == act.trigger and by_trigger[trigger].entry.mode != "multilateral"
            )
            mode = _mode(act, also, by_trigger)
            kept.append(Settled(act, "CONSULT", mode, act.entry.cameo, read[act.trigger], also))
            continue
        if act.entry.type == "AGREE" and act.trigger in consults:
            continue
        coded = _coded(doc, act, read[act.trigger], by_trigger, matcher)
        if coded is not None:
            kept.append(coded)
    return kept


def _coded(
    doc: Doc,
    act: Act,
    told: status.Status,
    by_trigger: dict[int, Act],
    matcher: Matcher,
) -> Settled | None:
    entry = act.entry
    outer = by_trigger.get(act.under) if act.under is not None else None
    within = outer.entry.type if outer is not None else ""
    if within == "CONSULT" and entry.type in VERBAL and told.rule.startswith("infinitive-under"):
        # "called the king to thank him": thanks were given
        told = msgspec.structs.replace(told, value="occurred")
    if why_untold(doc, act, told, outer, matcher) is not None:
        return None
    if entry.type in HARSH and told.value in {"occurred", "ongoing"}:
        verb, speakers = _claimed(doc[act.trigger], matcher)
        if _of_others(doc, act, speakers):
            return _accusation(act, told, speakers)
        if verb is not None and (verb.lemma_ in _CLAIMING or not act.actors):
            return None
    as_told = Settled(act, entry.type, entry.mode, entry.cameo, told)
    if told.value in {"occurred", "ongoing"}:
        return as_told
    said = msgspec.structs.replace(told, value="occurred")
    if told.value == "planned":
        if entry.type in KIND | HARSH and not _somebody(doc, act, matcher):
            return None
        if entry.type in _YIELDED and told.rule in _DECIDED:
            return Settled(act, entry.type, entry.mode, entry.cameo, said)
        if entry.type in KIND:
            return Settled(_told_to(doc, act, matcher), PROMISE[0], None, PROMISE[1], said)
        if entry.type in HARSH and told.rule in _WISHED:
            return None
        if entry.type in HARSH:
            return Settled(_told_to(doc, act, matcher), THREAT[0], None, THREAT[1], said)
        return as_told
    kind = entry.type in KIND | {"AGREE"}
    if told.value == "denied" and kind and _unwilling(told, doc[act.trigger].lemma_.lower()):
        return Settled(act, REFUSAL[0], None, REFUSAL[1], said)
    return None


def _told_to(doc: Doc, act: Act, matcher: Matcher) -> Act:
    """A promise or threat with nobody of its own to receive it: whoever is told does ("informed
    the king that it would send aid")."""
    if any(matcher.theirs(doc[a.head]) for a in act.recipients):
        return act
    above = told_under(doc[act.trigger], _WITHIN)
    told = follow(above, ("iobj",)) or follow(above, ("obj",)) if above is not None else []
    whom = [argument(t, ("told",)) for t in told if matcher.party(t)]
    return msgspec.structs.replace(act, recipients=tuple(whom)) if whom else act


def _somebody(doc: Doc, act: Act, matcher: Matcher) -> bool:
    """Whether anybody can have promised or threatened an act: "a bill that would give aid" and "it
    would cut trade" are forecasts, "the ministry said it would cut trade" is none."""
    verb = doc[act.trigger]
    doers = [doc[a.head] for a in act.actors]
    if [d.lower_ for d in doers] == ["it"]:
        return any(w.dep_ == "ccomp" for w in (verb, *upward(verb)))
    return not doers or any(matcher.party(d) for d in doers)


def _claimed(verb: Token, matcher: Matcher) -> tuple[Token | None, list[Token]]:
    """The verb by which somebody claims that something was done, and who does: any subject of
    "claim" or "allege", a state that "says" so. What officials, agencies and witnesses say is news,
    not a claim."""
    above = told_under(verb, _WITHIN | {"advcl"})
    if above is None:
        return None, []
    speakers = subjects(above)
    states = above.lemma_ == "say" and any(_state(s, matcher) for s in speakers)
    return (above, speakers) if states or above.lemma_ in _CLAIMING else (None, [])


def _state(token: Token, matcher: Matcher) -> bool:
    referent = matcher.lookup.referent(token)
    if referent is not None:
        return referent.kind == "state"
    return token.ent_type_ in {"LOC", "GPE", "GPE_LOC"}


def _of_others(doc: Doc, act: Act, speakers: list[Token]) -> bool:
    """Whether speakers tell of others. What they say that they did themselves, they did; what they
    only claim to have done is a statement."""
    doers = {doc[a.head].lower_ for a in act.actors}
    own = [c for a in act.actors for c in doc[a.head].children if c.dep_ == "nmod:poss"]
    doers = {c.lower_ for c in own} or doers  # "its warplanes"
    return bool(doers and speakers) and not (
        doers & {s.lower_ for s in speakers} or doers <= _SELF | _OWN
    )


def _accusation(act: Act, told: status.Status, speakers: list[Token]) -> Settled:
    """A claim about others as ACCUSE."""
    accusing = msgspec.structs.replace(
        act, actors=tuple(argument(s, ("speaker",)) for s in speakers), recipients=act.actors
    )
    return Settled(accusing, "ACCUSE", "allege", "112", told)


def _unwilling(told: status.Status, verb: str) -> bool:
    """Negated will, not negated fact: "will not lift", "refused to lift", "cannot accept it"; not
    what somebody is not able to do: "cannot return the child"."""
    if told.rule in _CONTRADICTED:
        return False
    if told.rule == CANNOT:
        return verb in _GRANTED
    return told.rule in {"will", "modal-negated"} or told.rule.startswith("governor:")


def _mode(act: Act, also: tuple[int, ...], by_trigger: dict[int, Act]) -> str | None:
    modes = [act.entry.mode, *(by_trigger[t].entry.mode for t in also)]
    return "phone" if "phone" in modes and "visit" not in modes else act.entry.mode


def _same(
    doc: Doc, found: Sequence[Act], by_trigger: dict[int, Act], read: dict[int, status.Status]
) -> dict[int, int]:
    """Triggers that name the event of another trigger: "met ... for talks", "discussed it in a
    phone call", the second word of "talks and negotiations with Chad". Not what is still to come:
    "spoke to prepare the upcoming talks"."""
    same: dict[int, int] = {}
    for act in found:
        if act.entry.type != "CONSULT" or act.entry.kind != "n":
            continue
        word = doc[act.trigger]
        outer = by_trigger.get(act.under) if act.under is not None else None
        if outer is not None and outer.entry.type == "CONSULT" and not _own_parties(act):
            if (outer.entry.mode == "visit") != (act.entry.mode == "visit"):
                continue
            mine, theirs = read[act.trigger], read[outer.trigger]
            if mine.rule.startswith("modifier:") and mine.value == "planned" != theirs.value:
                continue
            same[act.trigger] = same.get(outer.trigger, outer.trigger)
            continue
        top = _measured(word)
        if top.dep_ in {"conj", "appos"} and top.head.i in by_trigger:
            first = by_trigger[top.head.i]
            alike = first.entry.type == "CONSULT" and first.entry.mode == act.entry.mode
            if alike and not (_own_parties(act) and _own_parties(first)):
                same[act.trigger] = same.get(first.trigger, first.trigger)
        elif (held := _held_at(word, found, read)) is not None and not _own_parties(act):
            same[act.trigger] = same.get(held.trigger, held.trigger)
        elif word.dep_ in {"nmod", "compound"} and word.head.i in by_trigger:
            first = by_trigger[word.head.i]
            if (
                first.entry.type == "CONSULT"
                and not _own_parties(act)
                and _partitive(word)
                and ((first.entry.mode == "visit") == (act.entry.mode == "visit"))
            ):
                same[act.trigger] = same.get(first.trigger, first.trigger)
    return same


def _measured(noun: Token) -> Token:
    """What a noun is one of several of: the round of "a round of talks"."""
    of = noun.dep_ == "nmod" and "of" in cases(noun) and noun.head.lemma_ in _ROUNDS
    return noun.head if of else noun


def _held_at(meeting: Token, found: Sequence[Act], read: dict[int, status.Status]) -> Act | None:
    """The talks that are held at a meeting: "will hold talks at a meeting in May"."""
    if meeting.lemma_.lower() not in _OCCASIONS or "at" not in cases(meeting):
        return None
    above = meeting.head
    while above.dep_ in {"nmod", "conj"} and above.head.i != above.i:
        above = above.head
    for act in found:
        carried = act.support is not None and above.i in {act.trigger, act.support}
        if carried and act.entry.type == "CONSULT" and act.entry.mode == "meet":
            return act if act.trigger < meeting.i and read[act.trigger].value != "denied" else None
    return None


def _partitive(word: Token) -> bool:
    return bool(cases(word) & {"of", "for", "at", "in"}) or word.dep_ == "compound"


def _own_parties(act: Act) -> bool:
    """Whether a nominal act names parties itself, not only through the verb that carries it."""
    return any(
        not a.path.startswith(("support", "subj", "owner", "head"))
        for a in (*act.actors, *act.recipients)
    )
