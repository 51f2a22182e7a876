"""The sides of an event: its arguments as referents of the cast, and mentions that look back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.reading.acts.paths import cases, follow
from verbale.records import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from verbale.reading.acts import Argument
    from verbale.reading.acts.match import Matcher
    from verbale.reading.acts.settle import Settled
    from verbale.records import Mention

#: Where a noun phrase that is nobody itself names somebody: "the decision of Ghana", "U.S. jets".
_HOLDERS = (("poss",), ("+by",), ("+of",), ("mod",), ("+from",), ("+in",), ("+against",))
_VISITS = frozenset("visit trip tour stopover stop-over journey".split())
_CALLS = frozenset("call conversation videoconference teleconference phone".split())
_DEFINITE = frozenset("the this that these those both".split())
_TWO_SIDED = frozenset("meet phone third-party".split())


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
    one = matcher.lookup.cast.referents[mention.referent]
    return one.members or (one.index,)


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
        for end in follow(token, path):
            found = _mention(end, matcher, depth - 1)
            if found is not None:
                return found
    return None


def resolve(doc: Doc, settled: Sequence[Settled], matcher: Matcher) -> list[Sides | None]:
    """The sides of each event; None for one that has nobody and is dropped."""
    found: list[Sides | None] = []
    for one in settled:
        sides = _own(doc, one, matcher)
        if one.type == "CONSULT":
            sides = _looking_back(doc, one, sides, settled, found, matcher)
        elif not sides.actors and not sides.recipients:
            sides = None
        found.append(sides)
    return found


def _own(doc: Doc, one: Settled, matcher: Matcher) -> Sides:
    actors = _side(doc, one.act.actors, matcher)
    recipients = tuple(
        (i, e, p) for i, e, p in _side(doc, one.act.recipients, matcher)
        if i not in {a for a, _, _ in actors}
    )
    return Sides(
        actors=tuple(dict.fromkeys(i for i, _, _ in actors)),
        recipients=tuple(dict.fromkeys(i for i, _, _ in recipients)),
        actor_evidence=tuple(dict.fromkeys(e for _, e, _ in actors)),
        recipient_evidence=tuple(dict.fromkeys(e for _, e, _ in recipients)),
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
    complete = bool(own.actors and own.recipients) or (
        one.act.entry.kind == "v" and len(own.actors) >= 2
    ) or len(everyone) >= 2
    if complete:
        return own
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
