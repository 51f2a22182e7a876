"""The talk in which something was said, and what it was about.

A statement belongs to the event in which it was made where the text says so: a side of the talk
says it in the account of the talk ("He told his host ..."), or the reporting clause names the talk
("said in a readout of the call"). What was said to the press, in parliament or in writing to
others does not, nor does what goes on with it ("told reporters ... He added ...").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec

from verbale.language.sentences import sentence_of
from verbale.records import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from verbale.records import Cast, IssueMention, Quote, Told

#: Characters that a talk's account goes on for after its last mention.
REACH = 1500
#: Characters within which a speaker goes on where he spoke before.
SAME = 400
_ELSEWHERE = re.compile(
    r"\b(press conference|news conference|briefing|interview|reporters?|journalists?|newsmen|"
    r"tweet|tweeted|parliament|congress|senate|hearing|podcast|editorial|op-ed)\b",
    re.IGNORECASE,
)
_IN_TALK = re.compile(
    r"\b(readout|communiqu[e\u00e9]|"
    r"during (?:the|their|his|her) (?:\w+ )?(?:call|talks|meeting|conversation|summit|session)|"
    r"(?:at|in|on) (?:the|their) (?:call|talks|meeting|summit|phone|conversation))\b",
    re.IGNORECASE,
)
_BACK = re.compile(r"\b(it|this|that issue|the issue|the matter|the topic)\b", re.IGNORECASE)


@dataclass(slots=True)
class _Last:
    """Where a speaker last spoke: `end` in the text, whether away from any talk, about what."""

    end: int
    away: bool
    issues: tuple[str, ...]


def place(
    quotes: Sequence[Quote],
    doc: Doc,
    cast: Cast,
    told: Sequence[Told],
    about: Sequence[IssueMention],
) -> tuple[Quote, ...]:
    """The quotes with their issues and the index in `told` of the talk in which they were said."""
    talks = [
        (index, event)
        for index, event in enumerate(told)
        if event.type == "CONSULT"
        and event.mode != "visit"
        and event.status in ("occurred", "ongoing")
    ]
    last: dict[int | None, _Last] = {}
    placed: list[Quote] = []
    for quote in quotes:
        sentence = _sentence(doc, quote.start)
        around = _around(doc.text, sentence, quote)
        before = last.get(quote.speaker)
        if before is not None and quote.start - before.end > SAME:
            before = None
        away = _ELSEWHERE.search(around) is not None
        # "told reporters ... He added ...": away still, unless a talk or another speaks between.
        if before is not None and before.away and placed[-1].speaker == quote.speaker:
            away |= not any(before.end <= e.start < quote.start for _, e in talks)
        event = None if away else _talk(quote, sentence, around, cast, talks)
        issues = _issues(quote, sentence, doc.text, about, before)
        last[quote.speaker] = _Last(quote.end, away, issues)
        placed.append(msgspec.structs.replace(quote, issues=issues, event=event))
    return tuple(placed)


def _sentence(doc: Doc, offset: int) -> Extent:
    span = doc.char_span(offset, offset + 1, alignment_mode="expand")
    if span is None or not len(span):
        return Extent(offset, offset)
    found = sentence_of(span[0])
    return Extent(found.start_char, found.end_char)


def _around(text: str, sentence: Extent, quote: Quote) -> str:
    """The words of a sentence that are not the quote's."""
    parts, at = [], sentence.start
    for piece in quote.pieces:
        if piece.end > sentence.start and piece.start < sentence.end:
            parts.append(text[at : piece.start])
            at = piece.end
    return " ".join([*parts, text[at : max(at, sentence.end)]])


def _issues(
    quote: Quote, sentence: Extent, text: str, about: Sequence[IssueMention], before: _Last | None
) -> tuple[str, ...]:
    """What a quote is about: by its own words, else its sentence's, else what went before."""

    def within(start: int, end: int) -> tuple[str, ...]:
        return tuple(dict.fromkeys(i.slug for i in about if start <= i.start and i.end <= end))

    own = within(quote.start, quote.end) or within(sentence.start, sentence.end)
    if own or before is None:
        return own
    return before.issues if _BACK.search(text, quote.start, quote.end) else ()


def _talk(
    quote: Quote, sentence: Extent, around: str, cast: Cast, talks: list[tuple[int, Told]]
) -> int | None:
    """The nearest talk told before the quote, or in its sentence, in which its speaker sat.

    One in which whom it was said to sat as well goes before others.
    """
    near = [
        (index, event)
        for index, event in talks
        if event.start <= sentence.end and quote.start - event.end <= REACH
    ]
    sat = [pair for pair in near if _sits(quote.speaker, pair[1], cast)]
    if not sat and _IN_TALK.search(around):
        home = _state(quote.on_behalf_of, cast) or _state(quote.speaker, cast)
        sat = [pair for pair in near if home is not None and home in _states(pair[1], cast)]
    both = [pair for pair in sat if _sits(quote.addressee, pair[1], cast)]
    return (both or sat)[-1][0] if sat else None


def _sides(event: Told, cast: Cast) -> set[int]:
    sides = {*event.actors, *event.recipients}
    return sides | {member for side in sides for member in cast.referents[side].members}


def _sits(party: int | None, event: Told, cast: Cast) -> bool:
    return party is not None and party in _sides(event, cast)


def _state(party: int | None, cast: Cast) -> str | None:
    return cast.referents[party].state if party is not None else None


def _states(event: Told, cast: Cast) -> set[str]:
    return {s for side in _sides(event, cast) if (s := cast.referents[side].state) is not None}
