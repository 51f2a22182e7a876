"""Consultations told again: "the meeting" and "the trip" that look back at one told before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.reading.acts.assemblies import assembled, convened
from verbale.reading.acts.mentions import SENT
from verbale.reading.acts.occasions import of_those_before, only_named
from verbale.reading.acts.partners import apart
from verbale.reading.acts.sides import Sides, states_of
from verbale.reading.acts.tree import cases

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from verbale.reading.acts.match import Matcher
    from verbale.reading.acts.settle import Settled
    from verbale.records import Referent

_VISITS = frozenset(["visit", "trip", "tour", "stopover", "stop-over", "journey"])
_CALLS = frozenset(["call", "conversation", "videoconference", "teleconference", "phone"])
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "both"])
#: Nouns whose plural tells of several contacts, as that of "talk" does not.
_SINGLE = frozenset(["meeting", "visit", "trip", "call", "session", "conversation", "engagement"])
#: Nouns of what is no call by phone.
_GATHERINGS = frozenset(["summit", "conference", "congress", "forum", "assembly"])
_NAMES = frozenset(["compound", "amod", "nmod", "nmod:poss"])
_TWO = frozenset(["two", "pair", "duo"])
_BOTH = _TWO | {"both", "sides", "countries", "nations", "they", "parties"}
_PAIR = 2
_PRIVATE = frozenset(["BUS", "MNC"])  # sectors whose nameless people act for no state
#: ... and those whose journeys are their own: "Americans should not travel to Chad".
_TRAVELLERS = frozenset(["CVL", "REF", "EDU", "MED", "LAB", "AGR", "JRN", "CRM", "SOC"])
_JOINT = "joint"  # the frame of what several do together
_TWO_SIDED = frozenset(["meet", "phone", "third-party"])


def echoes(settled: Sequence[Settled], sides: Sequence[Sides | None], matcher: Matcher) -> set[int]:
    """Those events of several who "discussed" something that are no contacts of their own: without
    two sides, or of the states of a contact told before, whose topic it is."""
    found: set[int] = set()
    contacts: list[frozenset[str]] = []
    for index, (one, part) in enumerate(zip(settled, sides, strict=True)):
        theirs = states_of(part, matcher.lookup.cast) if part is not None else frozenset()
        if is_joint(one) and (part is None or any(theirs <= before for before in contacts)):
            found.add(index)
        elif part is not None and one.type == "CONSULT" and one.mode != "visit":
            contacts.append(theirs)
    return found


def is_joint(one: Settled) -> bool:
    """Whether it is what several do together, as the talk of a contact is."""
    return one.act.entry.frame.name == _JOINT


def looking_back(
    doc: Doc,
    one: Settled,
    own: Sides,
    settled: Sequence[Settled],
    before: Sequence[Sides | None],
    matcher: Matcher,
) -> Sides | None:
    """A consultation with the sides that it lacks taken from the last of its kind, if it refers
    to one; None where it stays without two sides and tells of no certain contact."""
    word = doc[one.act.trigger]
    own = _of_the_pair(doc, one, convened(doc, one, own, settled, matcher))
    everyone = {*own.actors, *own.recipients}
    if one.mode == "visit" and _at_home(own, matcher):
        return None
    sent = any(doc[a.head].lemma_.lower() in SENT for a in one.act.actors)
    if own.actors and not sent and all(_private(i, one.mode, matcher) for i in own.actors):
        return None
    if own.actors and own.hosts:
        return own
    if is_joint(one):
        return _joint(word, own, matcher)
    complete = (
        bool(own.actors and own.recipients)
        or (one.act.entry.kind == "v" and len(own.actors) >= 2)
        or (len(everyone) >= 2 and one.mode != "visit" and apart(word, one, own, matcher))
    )
    if complete:
        return own if _official(own, matcher) and not _alone(own, matcher) else None
    if one.act.entry.frame.name == "event" and not _took_place(word, one):
        return None
    if not everyone and one.act.entry.kind == "v" and _pair(doc, one):
        for told in reversed(before):
            if told is not None and len({*told.actors, *told.recipients}) == _PAIR:
                return msgspec.structs.replace(
                    told, actor_rule="the-two", recipient_rule="the-two", hosts=(), mode=None
                )
    if one.mode == "visit" and not own.actors and own.recipients and _definite(word):
        traveller = _guest(own, before, matcher)
        if traveller is not None:
            return traveller
    looks_back = one.act.entry.kind == "n" and _definite(word) and not _named(word)
    if looks_back and _about_else(one):
        return None
    if looks_back or one.act.entry.frame.name == "event":
        for index in range(len(before) - 1, -1, -1):
            last, told = settled[index], before[index]
            if told is None or last.type != "CONSULT" or not _kin(word, one, last, told):
                continue
            if last.status.value == "denied" != one.status.value:
                continue
            theirs = {*told.actors, *told.recipients}
            if everyone and not everyone & theirs:
                continue
            if word.tag_ == "NNS" and word.lemma_.lower() in _SINGLE:
                return None  # "her meetings": those told before, none of its own
            return Sides(
                actors=told.actors,
                recipients=told.recipients,
                hosts=told.hosts,
                actor_evidence=own.actor_evidence or told.actor_evidence,
                recipient_evidence=own.recipient_evidence or told.recipient_evidence,
                actor_rule="backreference",
                recipient_rule="backreference",
                back=True,
                mode=told.mode or last.mode,
            )
        if looks_back and not everyone and one.mode == "meet":
            return of_those_before(doc, word, matcher)
    if own.actors and (own.recipients or own.unnamed):
        return own
    if one.act.entry.kind == "v" and one.mode == "meet" and assembled(own, matcher):
        return msgspec.structs.replace(own, mode="multilateral")
    if one.mode == "visit" and own.actors and one.act.recipients:
        return own
    if "multilateral" in {one.mode, own.mode} and everyone:
        return None if only_named(word, own) else own
    if one.act.entry.kind == "v" and one.mode == "visit" and own.actors:
        return own
    return None


def _of_the_pair(doc: Doc, one: Settled, own: Sides) -> Sides:
    """The sides of "during the meeting with the king, the two sides agreed" without "the two
    sides", of which the king is one."""
    noun = doc[one.act.trigger]
    both = {doc[a.head].lower_ for a in one.act.actors}
    if one.act.entry.kind != "n" or not own.recipients or not both or not both <= _BOTH:
        return own
    if not _definite(noun):
        return own
    return msgspec.structs.replace(own, actors=(), actor_evidence=(), actor_rule="")


def _guest(own: Sides, before: Sequence[Sides | None], matcher: Matcher) -> Sides | None:
    """ "The visit to Chad" is of the one person from elsewhere whom those of Chad saw last."""
    referents = matcher.lookup.cast.referents
    hosts = {referents[i].state for i in own.recipients} - {None}
    for told in reversed(before):
        if told is None or not hosts & states_of(told, matcher.lookup.cast):
            continue
        guests = [
            i
            for i in (*told.actors, *told.recipients)
            if referents[i].kind == "person" and referents[i].state not in {None, *hosts}
        ]
        if len(guests) != 1:
            return None
        return msgspec.structs.replace(
            own,
            actors=(guests[0],),
            actor_evidence=told.actor_evidence,
            actor_rule="seen-there",
        )
    return None


def _about_else(one: Settled) -> bool:
    """Whether what is denied is not the talks spoken of: "nobody expects much of today's talks"."""
    denied = one.status.value == "denied" and one.act.support is None
    return denied and one.status.rule in {"negation", "modal-negated", "cannot"}


def _joint(word: Token, own: Sides, matcher: Matcher) -> Sides | None:
    """What the two sides of a report without any other contact discussed. Two persons who are said
    to be in no place speak by phone, as those who "spoke" do."""
    referents = matcher.lookup.cast.referents
    everyone = {*own.actors, *own.recipients}
    if len({referents[i].state for i in everyone} - {None}) < 2:
        return None
    persons = all(referents[i].kind == "person" and referents[i].name for i in everyone)
    placed = any(
        (c.dep_ == "obl" and cases(c) & {"in", "at"}) or c.lower_ == "where" for c in word.children
    )
    return msgspec.structs.replace(own, mode="phone") if persons and not placed else own


def _private(index: int, mode: str | None, matcher: Matcher) -> bool:
    """Whether somebody is a nameless trader or the like, who acts for no state, or travels as a
    person of no state and office whom nobody knows."""
    who = matcher.lookup.cast.referents[index]
    if who.name and mode == "visit" and _unknown(who):
        return True
    private = _PRIVATE | _TRAVELLERS if mode == "visit" else _PRIVATE
    return who.name is None and not who.members and who.sector in private


def _unknown(who: Referent) -> bool:
    """Whether all that is told of a person is a name."""
    return who.kind == "person" and not (who.state or who.known or who.offices or who.sector)


def _alone(sides: Sides, matcher: Matcher) -> bool:
    """Whether a state is said to meet its own people: "the White House contacted its spokesman"."""
    referents = matcher.lookup.cast.referents
    here, there = ([referents[i] for i in side] for side in (sides.actors, sides.recipients))
    states = {who.state for who in (*here, *there)}
    whole = any(who.kind == "state" for who in (*here, *there))
    return bool(here and there) and whole and len(states) == 1 and None not in states


def _official(sides: Sides, matcher: Matcher) -> bool:
    """Whether both sides of a consultation are somebody: a state, a body, a named person. Nameless
    people of no state ("business leaders") are no government; nor are those of whom none has a
    state or an office ("Ann Lee met Bo Friis")."""
    referents = matcher.lookup.cast.referents
    if all(map(_unknown, (referents[i] for i in (*sides.actors, *sides.recipients)))):
        return False
    known = [
        i
        for i in (*sides.actors, *sides.recipients)
        if referents[i].state
        or referents[i].name
        or referents[i].kind != "group"
        or referents[i].sector == "GOV"
    ]
    return len(known) >= 2


def _definite(word: Token) -> bool:
    if any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in word.children):
        return True
    if any(c.dep_ == "nmod:poss" for c in word.children):
        return True
    return "during" in cases(word) and not any(c.dep_ == "det" for c in word.children)


def _named(word: Token) -> bool:
    """Whether a gathering has a name and so is none told before: "the Summit of the Americas",
    "the Arab League summit"."""
    if any(c.ent_type_ == "ORG" and c.dep_ in _NAMES and c.i < word.i for c in word.children):
        return True
    return word.text[0].isupper() and any(
        c.dep_ == "nmod" and cases(c) & {"of", "for", "on"} for c in word.children
    )


def _pair(doc: Doc, one: Settled) -> bool:
    """Whether "the two" or "the pair" do it, whom the cast has not resolved."""
    return any(doc[a.head].lower_ in _TWO for a in one.act.actors)


def _at_home(sides: Sides, matcher: Matcher) -> bool:
    """Whether a journey goes to nowhere but the traveller's own state."""
    referents = matcher.lookup.cast.referents
    goals = {referents[i].state for i in sides.recipients} | set(sides.hosts)
    home = {referents[i].state for i in sides.actors}
    return len(goals) == 1 and len(home) == 1 and None not in goals and goals == home


def _took_place(word: Token, one: Settled) -> bool:
    """Whether "this happened" tells of what was told before: what is to happen may be anything,
    what is to take place is a gathering."""
    past = one.status.value == "occurred" and one.status.tense == "past"
    return past or word.lemma_ == "take"


def _kin(word: Token, one: Settled, last: Settled, told: Sides) -> bool:
    """Whether "the trip" or "the talks" can speak of an event told before."""
    mode = told.mode or last.mode
    lemma = word.lemma_.lower()
    if one.act.entry.frame.name == "event":
        return True
    if lemma in _VISITS or one.mode == "visit":
        return mode == "visit"
    if one.mode == "phone" or lemma in _CALLS:
        return mode == "phone" or (lemma == "conversation" and mode in _TWO_SIDED)
    if mode == "phone" and (lemma in _GATHERINGS or one.status.value == "planned"):
        return False  # the next meeting is no call
    return mode != "visit"
