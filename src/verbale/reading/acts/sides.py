"""The sides of an event: its arguments, and the lists that they open, as referents of the cast."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from verbale.language.sentences import sentence_of
from verbale.reading.acts.mentions import end_of, following, referents, unfolded
from verbale.records import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from verbale.reading.acts import Argument
    from verbale.reading.acts.match import Matcher
    from verbale.reading.acts.settle import Settled
    from verbale.records import Cast, Mention, PlaceMention

#: What two do with one another: "Chad and Mali agreed to ...", "signed an accord".
_MUTUAL = frozenset(["agree", "sign", "conclude", "reach", "initial", "clinch", "ink"])
_TOWNS = frozenset(["city", "region", "country"])
_NAME_PARTS = frozenset(["appos", "flat", "nmod:desc", "compound"])
_AND = r"[\s,;]*(?:\b(?:and|as well as|plus|along with|including|among them)\b)?[\s,;]*"
_THE = r"\s*(?:\b[Tt]he\b)?\s*$"
_LINK = re.compile(_AND + _THE)
_LED_ON = re.compile(_AND + r"(?:\bto\b|\bwith\b)?" + _THE)  # "to Chad and to Mali"
_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)")
_DATES = re.compile(
    r"\b(?:from|on)?\s*[A-Z][a-z]+\.? \d{1,2}(?:\s*(?:-|–|to)\s*(?:[A-Z][a-z]+ )?\d{1,2})?"
    r"(?:, \d{4})?"
    r"|\b(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
    r"|\b(?:in|during)\s+(?:January|February|March|April|May|June|July|August|September|October|"
    r"November|December)\b(?: \d{4})?"
)


class Sides(msgspec.Struct, frozen=True):
    """Who acted on whom: indexes of the cast, with the words and the paths that led to them.

    `back`: the parties are those of an event told before; `mode` is then that event's. `hosts` are
    the states of the towns that a journey goes to.
    """

    actors: tuple[int, ...] = ()
    recipients: tuple[int, ...] = ()
    actor_evidence: tuple[Extent, ...] = ()
    recipient_evidence: tuple[Extent, ...] = ()
    actor_rule: str = ""
    recipient_rule: str = ""
    back: bool = False
    mode: str | None = None
    unnamed: bool = False
    hosts: tuple[str, ...] = ()


def states_of(sides: Sides, cast: Cast) -> frozenset[str]:
    """The states of all who take part, those of a plural one by one, by code."""
    everyone = (cast.referents[i] for i in (*sides.actors, *sides.recipients))
    each = (cast.referents[m] for who in everyone for m in who.members or (who.index,))
    return frozenset(who.state for who in each if who.state)


def own(doc: Doc, one: Settled, matcher: Matcher, places: Sequence[PlaceMention] = ()) -> Sides:
    """The sides that the words of an act give it: its arguments and the lists that they open."""
    actors = _side(doc, one.act.actors, matcher) or _nearest(doc, one, matcher)
    recipients = tuple(
        (i, e, p)
        for i, e, p in _side(doc, one.act.recipients, matcher)
        if i not in {a for a, _, _ in actors}
    )
    who = {i: e for i, e, _ in reversed(actors)}
    whom = {i: e for i, e, _ in reversed(recipients)}
    who, whom = dict(reversed(who.items())), dict(reversed(whom.items()))
    towns: dict[str, Extent] = {}
    if one.type == "CONSULT":
        end = sentence_of(doc[one.act.trigger]).end_char
        goals = places if one.mode == "visit" else ()
        more, towns = _listed(doc, one.act.recipients, end, matcher, goals)
        if one.mode == "visit" and not whom and not more and not towns:
            towns = _here(doc, one, places) or _named_for(doc, one, who, places, matcher)
        whom = {**more, **whom}
        whom = dict(sorted(whom.items(), key=lambda item: item[1]))
        verb = doc[one.act.trigger if one.act.support is None else one.act.support]
        ahead = [a for a in one.act.actors if a.end <= verb.idx and len(who) == 1]
        who = {i: e for i, e in who.items() if i not in whom}
        who = {**_listed(doc, ahead, verb.idx, matcher, link=_LINK)[0], **who}
        whom = {i: e for i, e in whom.items() if i not in who}
    if not whom:
        who, whom = _parted(doc, one, who, matcher)
    return Sides(
        actors=tuple(who),
        recipients=tuple(whom),
        actor_evidence=tuple(dict.fromkeys(who.values())),
        recipient_evidence=tuple(sorted({*whom.values(), *towns.values()})),
        actor_rule=actors[0][2] if actors else "",
        recipient_rule=recipients[0][2] if recipients else "town" if towns else "",
        unnamed=bool(one.act.recipients) and not recipients,
        hosts=tuple(towns),
    )


def _here(doc: Doc, one: Settled, places: Sequence[PlaceMention]) -> dict[str, Extent]:
    """The state of a journey's "here": "arrived here", "on a visit here"."""
    words = {one.act.trigger, one.act.support}
    for place in places:
        if place.rule.endswith(":here") and place.country is not None:
            span = doc.char_span(place.start, place.end)
            near = span is not None and (
                span.root.head.i in words or span.start - 1 == one.act.trigger
            )
            if near:
                return {place.country: Extent(place.start, place.end)}
    return {}


def _named_for(
    doc: Doc,
    one: Settled,
    who: dict[int, Extent],
    places: Sequence[PlaceMention],
    matcher: Matcher,
) -> dict[str, Extent]:
    """The state that a journey is named for, by itself or by a town: "a Lome visit by the king",
    "her week-long Chad trip", "his Togolese tour"."""
    trip = doc[one.act.trigger]
    referents = matcher.lookup.cast.referents
    home = {referents[i].state for i in who}
    if one.act.entry.kind != "n" or not home - {None}:
        return {}
    for word in trip.lefts:
        if word.dep_ not in {"compound", "amod", "nmod:desc", "nmod:unmarked"}:
            continue
        for place in places:
            if place.start <= word.idx < place.end and place.kind in _TOWNS and place.country:
                return {} if place.country in home else {place.country: _extent(place)}
        mention = matcher.lookup.mention(word)
        state = referents[mention.referent].state if mention and mention.form == "state" else None
        if mention is not None and state is not None:
            return {} if state in home else {state: _extent(mention)}
    return {}


def _extent(mention: PlaceMention | Mention) -> Extent:
    return Extent(mention.start, mention.end)


def _parted(
    doc: Doc, one: Settled, who: dict[int, Extent], matcher: Matcher
) -> tuple[dict[int, Extent], dict[int, Extent]]:
    """Who agreed with whom: of those of two or more states, the first's and the others."""
    if doc[one.act.trigger].lemma_.lower() not in _MUTUAL:
        return who, {}
    cast = matcher.lookup.cast
    first = next((cast.referents[i].state for i in who), None)
    others = {i: e for i, e in who.items() if cast.referents[i].state not in (first, None)}
    if first is None or not others:
        return who, {}
    return {i: e for i, e in who.items() if i not in others}, others


def _side(
    doc: Doc, arguments: Sequence[Argument], matcher: Matcher
) -> list[tuple[int, Extent, str]]:
    return [
        (index, Extent(argument.start, argument.end), argument.path)
        for argument in arguments
        for index in referents(doc, argument, matcher)
    ]


def _listed(
    doc: Doc,
    arguments: Sequence[Argument],
    until: int,
    matcher: Matcher,
    places: Sequence[PlaceMention] = (),
    link: re.Pattern[str] = _LED_ON,
) -> tuple[dict[int, Extent], dict[str, Extent]]:
    """The rest of an enumeration that the parser has cut short: mentions that follow one of its
    members with nothing but commas, "and" and dates between ("to Chad May 3-4 and Mali May 5").
    Towns count as members by the states that they lie in, which come second."""
    more: dict[int, Extent] = {}
    towns: dict[str, Extent] = {}
    goals = [p for p in places if p.kind in _TOWNS and p.country is not None]
    for argument in arguments:
        end = end_of(doc, argument, matcher)
        for goal in goals:
            if goal.start < argument.end and argument.start < goal.end:
                towns.setdefault(goal.country or "", Extent(goal.start, goal.end))
                end = max(end, goal.end)
        while True:
            mention = following(doc, end, until, matcher)
            town = next((p for p in goals if end <= p.start and p.end <= until), None)
            if town is not None and (mention is None or town.start < mention.start):
                if not _links(doc.text[end : town.start], link):
                    break
                towns.setdefault(town.country or "", Extent(town.start, town.end))
                end = town.end
                continue
            if mention is None or mention.form == "pronoun":
                break
            head = doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
            gap = doc.text[end : mention.start]
            if (
                not _links(gap, link)
                or head is None
                or any(_subject_before(t, until) for t in head)
                or (gap.strip() == "," and _describes(doc, mention, end))
            ):
                break
            for person in unfolded(doc, mention, matcher):
                who = matcher.lookup.cast.referents[person.referent]
                for index in who.members or (who.index,):
                    more.setdefault(index, Extent(person.start, person.end))
                end = max(end, person.end)
    return more, towns


def _describes(doc: Doc, mention: Mention, end: int) -> bool:
    """Whether a mention tells by whose name what ends before it is known: "Ann Lee, aide of X"."""
    span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
    return (
        span is not None
        and any(t.dep_ == "appos" and t.head.idx < end for t in span)
        and any(t.ent_type_ == "PERSON" and t.dep_.startswith("nmod") for t in span)
    )


def _links(gap: str, link: re.Pattern[str]) -> bool:
    """Whether the words between two mentions only join them, dates and brackets aside."""
    bare = _DATES.sub("", _BRACKETS.sub("", gap))
    return bool(bare.strip() and link.match(bare))


def _subject_before(token: Token, until: int) -> bool:
    """Whether a word is the subject of a verb that comes between it and `until`."""
    start = token.idx
    while token.dep_ in _NAME_PARTS and token.head.i != token.i:
        token = token.head
    return token.dep_.startswith("nsubj") and start < token.head.idx < until


def _nearest(doc: Doc, one: Settled, matcher: Matcher) -> list[tuple[int, Extent, str]]:
    """The last named person or state before a verb without a subject, with no verb between: titles
    of many words lead the parser astray ("Secretary for Growth, Ann Lee, is visiting ...")."""
    verb = doc[one.act.trigger]
    if (
        one.act.entry.kind != "v"
        or one.type != "CONSULT"
        or (
            verb.tag_ in {"VB", "VBG", "VBN"}
            and not any(
                c.dep_ in {"aux", "aux:pass"} and c.tag_ in {"MD", "VBZ", "VBP", "VBD"}
                for c in verb.children
            )
        )
    ):
        return []
    first = min([verb.i, *(c.i for c in verb.children if c.dep_ in {"aux", "aux:pass"})])
    lookup = matcher.lookup
    for mention in reversed(lookup.within(sentence_of(verb).start_char, doc[first].idx)):
        who = lookup.cast.referents[mention.referent]
        span = doc.char_span(mention.start, mention.end, alignment_mode="expand")
        if span is None or any(t.pos_ == "VERB" for t in doc[span.end : first]):
            return []
        if who.kind == "person" or (who.kind == "state" and span.root.dep_.startswith("nsubj")):
            return [(who.index, Extent(mention.start, mention.end), "nearest")]
    return []
