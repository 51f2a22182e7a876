"""The sides of an event: its arguments as referents of the cast, and mentions that look back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from verbale.language.sentences import sentence_of
from verbale.reading.acts.paths import cases, follow, subjects, upward
from verbale.records import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from verbale.reading.acts import Argument
    from verbale.reading.acts.match import Matcher
    from verbale.reading.acts.settle import Settled
    from verbale.records import Mention, Referent

#: Where a noun phrase that is nobody itself names somebody: "the decision of Ghana", "U.S. jets".
_HOLDERS = (("poss",), ("+by",), ("+of",), ("mod",), ("+from",), ("+in",), ("+against",))
#: ... and where somebody nameless is: "rebels in Chad", not "prices in Chad".
_WHEREABOUTS = frozenset([("+from",), ("+in",), ("+against",)])
_VISITS = frozenset(["visit", "trip", "tour", "stopover", "stop-over", "journey"])
_CALLS = frozenset(["call", "conversation", "videoconference", "teleconference", "phone"])
_DEFINITE = frozenset(["the", "this", "that", "these", "those", "both"])
_ONWARD = frozenset(["then", "next", "subsequently", "later", "finally", "onward"])
_CONTRASTS = frozenset(["though", "although", "but", "while", "whereas"])
_NAME_PARTS = frozenset(["appos", "flat", "nmod:desc", "compound"])
_SPOKEN = frozenset(["AGREE", "THREATEN", "REJECT", "SUPPORT", "REQUEST"])
_AIMED = frozenset(["ACCUSE", "AGREE", "REJECT", "THREATEN", "SANCTION", "COERCE", "ASSAULT"])
_ASIDE = frozenset(["advcl", "parataxis", "conj"])
_TWO_SIDED = frozenset(["meet", "phone", "third-party"])


class Sides(msgspec.Struct, frozen=True):
    """Who acted on whom: indexes of the cast, with the words and the paths that led to them.

    `back`: the parties are those of an event told before; `mode` is then that event's.
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


def referents(doc: Doc, argument: Argument, matcher: Matcher) -> tuple[int, ...]:
    """Whom an argument stands for: the members of a plural, else one, else nobody."""
    mention = _mention(doc[argument.head], matcher)
    if mention is None:
        return ()
    found: list[int] = []
    for one in _unfolded(doc, mention, matcher):
        who = matcher.lookup.cast.referents[one.referent]
        found.extend(who.members or (who.index,))
    return tuple(dict.fromkeys(found))


def _mention(token: Token, matcher: Matcher, depth: int = 2) -> Mention | None:
    lookup = matcher.lookup
    found = lookup.mention(token)
    if found is not None:
        return found
    # a name whose head the parser and the cast see in different words of it
    name = [c for c in token.children if c.dep_ in {"flat", "nmod:desc", "compound", "appos"}]
    for part in name:
        found = lookup.mention(part)
        if found is not None and found.start <= token.idx < found.end:
            return found
    for mention in lookup.within(token.left_edge.idx, token.right_edge.idx + len(token.right_edge)):
        if mention.start <= token.idx < mention.end:
            return mention
    if depth == 0:
        return None
    for path in _HOLDERS:
        if path in _WHEREABOUTS and not matcher.party(token):
            continue
        for end in follow(token, path):
            found = _mention(end, matcher, depth - 1)
            if found is not None:
                return found
    return None


def resolve(doc: Doc, settled: Sequence[Settled], matcher: Matcher) -> list[Sides | None]:
    """The sides of each event; None for one that has nobody and is dropped."""
    found: list[Sides | None] = []
    for one in settled:
        own = _own(doc, one, matcher)
        trip = _leg_of(one, doc, own, settled, found)
        if trip is not None:
            found[trip] = _with_leg(found[trip], own)
            found.append(None)
        elif one.type == "CONSULT":
            found.append(_looking_back(doc, one, own, settled, found, matcher))
        else:
            own = _spoken_for(doc, one, own, matcher)
            if not own.recipients and own.actors and one.type in _AIMED:
                own = _aimed(doc, one, own, matcher)
            found.append(own if own.actors or own.recipients else None)
    return found


_LINK = re.compile(
    r"[\s,;]*(?:\b(?:and|as well as|plus|along with)\b)?[\s,;]*"
    r"(?:\bto\b|\bwith\b)?\s*(?:\bthe\b)?\s*$"
)
_TITLE = re.compile(
    r"^\)?(?:['’]s)?(?:\s+(?:\([A-Z]{2,}\)|[A-Z][\w’'.-]*|of|for|on|and|the|in|to|&))*\s*\(?$"
)
_LONG_TITLE = re.compile(
    r"^\)?(?:[\s,]+(?:\([A-Z]{2,}\)|[A-Z][\w’'.-]*|of|for|on|and|the|in|to|&))*[\s,]*\(?$"
)
_BRACKETS = re.compile(r"\s*\([^()]{1,40}\)")
_ACRONYM = re.compile(r"^\s*\([A-Z]{2,}\)")
_TITLE_LENGTH = 160  # characters of the longest title, "Minister of State for ..."
_DATES = re.compile(
    r"\b(?:from|on)?\s*[A-Z][a-z]+\.? \d{1,2}(?:\s*(?:-|–|to)\s*(?:[A-Z][a-z]+ )?\d{1,2})?,?"
    r"|\b(?:on\s+)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)


def _listed(
    doc: Doc, arguments: Sequence[Argument], until: int, matcher: Matcher
) -> dict[int, Extent]:
    """The rest of an enumeration that the parser has cut short: mentions that follow one of its
    members with nothing but commas, "and" and dates between ("to Chad May 3-4 and Mali May 5")."""
    more: dict[int, Extent] = {}
    for argument in arguments:
        end = _end(doc, argument, matcher)
        while (mention := _next(doc, end, until, matcher)) is not None:
            gap = _DATES.sub("", _BRACKETS.sub("", doc.text[end : mention.start]))
            if not gap.strip() or not _LINK.match(gap) or mention.form == "pronoun":
                break
            head = doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
            if head is None or any(_subject_before(t, until) for t in head):
                break
            for person in _unfolded(doc, mention, matcher):
                who = matcher.lookup.cast.referents[person.referent]
                for index in who.members or (who.index,):
                    more.setdefault(index, Extent(person.start, person.end))
                end = max(end, person.end)
    return more


def _subject_before(token: Token, until: int) -> bool:
    """Whether a word is the subject of a verb that comes between it and `until`."""
    start = token.idx
    while token.dep_ in _NAME_PARTS and token.head.i != token.i:
        token = token.head
    return token.dep_.startswith("nsubj") and start < token.head.idx < until


def _next(doc: Doc, start: int, end: int, matcher: Matcher) -> Mention | None:
    """The first mention from a place on, the longest of those that begin there."""
    after = [m for m in matcher.lookup.within(start, end) if m.start >= start]
    if not after:
        return None
    first = min(m.start for m in after)
    return max((m for m in after if m.start == first), key=lambda m: m.end)


def _unfolded(doc: Doc, mention: Mention, matcher: Matcher) -> tuple[Mention, ...]:
    """A state or body that opens the title of somebody gives way to them: "Chad (TCD) Vice Minister
    Ann Lee". It stays beside one whose state nobody knows."""
    referents = matcher.lookup.cast.referents
    opening = referents[mention.referent]
    if opening.kind == "group" or (opening.kind == "person" and opening.name):
        return (mention,)
    title = _LONG_TITLE if opening.kind == "person" else _TITLE
    token = doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
    until = 0
    if token is not None:
        until = min(mention.end + _TITLE_LENGTH, sentence_of(token[0]).end_char)
    after = _next(doc, mention.end, until, matcher)
    if after is not None and not _opens(doc.text[mention.end : after.start], title):
        return (mention,)
    while after is not None and (
        after.form == "pronoun" or not _named_person(referents[after.referent])
    ):
        after = _next(doc, after.end, until, matcher)
        if after is None or not _opens(doc.text[mention.end : after.start], title):
            return (mention,)
    if after is None:
        return (mention,)
    if referents[after.referent].state or opening.state is None:
        return (after,)
    return (after, mention)


def _opens(gap: str, title: re.Pattern[str]) -> bool:
    """Whether words go on from a body's name to its holder's, and name nobody beside it."""
    words = gap.split()
    return bool(title.match(gap)) and (not words or (words[0] != "and" and words[-1] != "and"))


def _named_person(referent: Referent) -> bool:
    return referent.kind == "person" and referent.name is not None


def _end(doc: Doc, argument: Argument, matcher: Matcher) -> int:
    mention = _mention(doc[argument.head], matcher)
    if mention is None:
        return doc[argument.head].idx + len(doc[argument.head])
    end = max(m.end for m in _unfolded(doc, mention, matcher))
    short = _ACRONYM.match(doc.text[end : end + 12])
    return end + short.end() if short else end


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


def _spoken_for(doc: Doc, one: Settled, own: Sides, matcher: Matcher) -> Sides:
    """Who says what their own state will do or rejects does it: "the president said that Chad was
    ready to help" is the president's promise."""
    referents = matcher.lookup.cast.referents
    if one.type not in _SPOKEN or len(own.actors) != 1 or referents[own.actors[0]].kind != "state":
        return own
    word = doc[one.act.trigger]
    for above in upward(word):
        if word.dep_ == "ccomp" and above.pos_ == "VERB":
            for speaker in subjects(above):
                said = _mention(speaker, matcher)
                if said is None:
                    continue
                who = referents[said.referent]
                if who.kind == "person" and who.state == referents[own.actors[0]].state:
                    return msgspec.structs.replace(
                        own,
                        actors=(who.index,),
                        actor_evidence=(Extent(said.start, said.end),),
                        actor_rule="speaks-for-state",
                    )
            return own
        word = above
    return own


def _aimed(doc: Doc, one: Settled, own: Sides, matcher: Matcher) -> Sides:
    """An act of conflict without a recipient of its own takes the first other state named in its
    clause, before all one by whom something was done: "decried the siege of his land by Chad"."""
    referents = matcher.lookup.cast.referents
    theirs = {referents[i].state for i in own.actors}
    verb = doc[one.act.trigger]
    last = max(one.act.words)
    best: tuple[int, Mention] | None = None
    for mention in matcher.lookup.within(verb.idx, sentence_of(verb).end_char):
        who = referents[mention.referent]
        head = doc.char_span(mention.head.start, mention.head.end, alignment_mode="expand")
        if who.state is None or who.state in theirs or head is None or mention.form == "pronoun":
            continue
        chain = [head.root, *upward(head.root)]
        at = next((n for n, w in enumerate(chain) if w.i in {verb.i, last}), None)
        if at is None or any(w.dep_ in _ASIDE for w in chain[:at]):
            continue
        rank = 0 if "by" in cases(head.root) else 1
        if best is None or rank < best[0]:
            best = (rank, mention)
    found = best[1] if best is not None else _answered(doc, one, theirs, matcher)
    if found is None:
        return own
    mention = found
    who = referents[mention.referent]
    return msgspec.structs.replace(
        own,
        recipients=who.members or (who.index,),
        recipient_evidence=(Extent(mention.start, mention.end),),
        recipient_rule="named-in-clause",
    )


def _answered(doc: Doc, one: Settled, theirs: set[str | None], matcher: Matcher) -> Mention | None:
    """Whose thing was hit, where it was named before ("an Iranian ship ... sank the ship"); else
    whom a clause with "though" or "but" answers."""
    referents = matcher.lookup.cast.referents
    for argument in one.act.recipients:
        thing = doc[argument.head]
        if thing.pos_ != "NOUN":
            continue
        for at in range(thing.i - 1, -1, -1):
            if doc[at].lemma_ == thing.lemma_ and doc[at].pos_ == "NOUN":
                holder = _mention(doc[at], matcher)
                if holder is not None and referents[holder.referent].state not in {None, *theirs}:
                    return holder
    verb = doc[one.act.trigger]
    if verb.dep_ in {"advcl", "parataxis", "conj"} and any(
        c.lower_ in _CONTRASTS for c in verb.children if c.dep_ in {"mark", "cc", "advmod"}
    ):
        for speaker in subjects(verb.head):
            said = _mention(speaker, matcher)
            if said is not None and referents[said.referent].state not in {None, *theirs}:
                return said
    return None


def _leg_of(
    one: Settled,
    doc: Doc,
    own: Sides,
    settled: Sequence[Settled],
    before: Sequence[Sides | None],
) -> int | None:
    """The trip that a journey goes on with: "will travel to Chad. From there she will then travel
    to Mali" is one trip of several legs, told by its traveller and status alike."""
    verb = doc[one.act.trigger]
    if one.mode != "visit" or one.act.entry.kind != "v" or not own.actors:
        return None
    for index in range(len(before) - 1, -1, -1):
        trip, told = settled[index], before[index]
        if trip.mode != "visit" or trip.act.entry.kind != "v" or told is None:
            continue
        if set(told.actors) != set(own.actors) or trip.status.value != one.status.value:
            return None
        onward = any(c.lower_ in _ONWARD for c in verb.children if c.dep_ == "advmod") or any(
            "from" in cases(c) for c in verb.children
        )
        return index if onward or not set(own.recipients) - set(told.recipients) else None
    return None


def _with_leg(trip: Sides | None, leg: Sides) -> Sides | None:
    if trip is None:
        return None
    return msgspec.structs.replace(
        trip,
        recipients=tuple(dict.fromkeys((*trip.recipients, *leg.recipients))),
        recipient_evidence=(*trip.recipient_evidence, *leg.recipient_evidence),
    )


def _own(doc: Doc, one: Settled, matcher: Matcher) -> Sides:
    actors = _side(doc, one.act.actors, matcher) or _nearest(doc, one, matcher)
    recipients = tuple(
        (i, e, p)
        for i, e, p in _side(doc, one.act.recipients, matcher)
        if i not in {a for a, _, _ in actors}
    )
    who = {i: e for i, e, _ in reversed(actors)}
    whom = {i: e for i, e, _ in reversed(recipients)}
    who, whom = dict(reversed(who.items())), dict(reversed(whom.items()))
    if one.type == "CONSULT":
        end = sentence_of(doc[one.act.trigger]).end_char
        whom = {**_listed(doc, one.act.recipients, end, matcher), **whom}
        whom = dict(sorted(whom.items(), key=lambda item: item[1]))
        verb = doc[one.act.trigger if one.act.support is None else one.act.support]
        ahead = [a for a in one.act.actors if a.end <= verb.idx and len(who) == 1]
        who = {i: e for i, e in who.items() if i not in whom}
        who = {**_listed(doc, ahead, verb.idx, matcher), **who}
        whom = {i: e for i, e in whom.items() if i not in who}
    return Sides(
        actors=tuple(who),
        recipients=tuple(whom),
        actor_evidence=tuple(dict.fromkeys(who.values())),
        recipient_evidence=tuple(dict.fromkeys(whom.values())),
        actor_rule=actors[0][2] if actors else "",
        recipient_rule=recipients[0][2] if recipients else "",
        unnamed=bool(one.act.recipients) and not recipients,
    )


def _side(
    doc: Doc, arguments: Sequence[Argument], matcher: Matcher
) -> list[tuple[int, Extent, str]]:
    return [
        (index, Extent(argument.start, argument.end), argument.path)
        for argument in arguments
        for index in referents(doc, argument, matcher)
    ]


def _looking_back(
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
    everyone = {*own.actors, *own.recipients}
    complete = (
        bool(own.actors and own.recipients)
        or (one.act.entry.kind == "v" and len(own.actors) >= 2)
        or len(everyone) >= 2
    )
    if complete:
        return own if _official(own, matcher) else None
    if (one.act.entry.kind == "n" and _definite(word)) or one.act.entry.frame.name == "event":
        for index in range(len(before) - 1, -1, -1):
            last, told = settled[index], before[index]
            if told is None or last.type != "CONSULT" or not _kin(word, one, last, told):
                continue
            theirs = {*told.actors, *told.recipients}
            if everyone and not everyone & theirs:
                continue
            return Sides(
                actors=told.actors,
                recipients=told.recipients,
                actor_evidence=own.actor_evidence or told.actor_evidence,
                recipient_evidence=own.recipient_evidence or told.recipient_evidence,
                actor_rule="backreference",
                recipient_rule="backreference",
                back=True,
                mode=told.mode or last.mode,
            )
    if own.actors and (own.recipients or own.unnamed):
        return own
    if one.mode == "visit" and own.actors and one.act.recipients:
        return own
    if one.mode == "multilateral" and everyone:
        return own
    if one.act.entry.kind == "v" and one.mode == "visit" and own.actors:
        return own
    return None


def _official(sides: Sides, matcher: Matcher) -> bool:
    """Whether both sides of a consultation are somebody: a state, a body, a named person. Nameless
    people of no state ("business leaders") are no government."""
    referents = matcher.lookup.cast.referents
    known = [
        i
        for i in (*sides.actors, *sides.recipients)
        if referents[i].state or referents[i].name or referents[i].kind != "group"
    ]
    return len(known) >= 2


def _definite(word: Token) -> bool:
    if any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in word.children):
        return True
    if any(c.dep_ == "nmod:poss" for c in word.children):
        return True
    return "during" in cases(word) and not any(c.dep_ == "det" for c in word.children)


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
    return mode != "visit"
