"""Meetings of one body: of its ministers, of its council, of itself.

"EC farm ministers meet on Monday", "next week's OPEC meeting": the body is the party, and stands
for its members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import bodies
from verbale.language.sentences import sentence_of
from verbale.reading.acts.mentions import mention_of
from verbale.reading.acts.shown import TIMES
from verbale.reading.acts.tree import cases, conjuncts, upward
from verbale.records import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

    from verbale.reading.acts.match import Matcher
    from verbale.reading.acts.settle import Settled
    from verbale.reading.acts.sides import Sides
    from verbale.records import Referent

_UNION = "EUR"  # the one body of states that has a state's code (CODEBOOK.md)
_GATHERINGS = frozenset(["meeting", "session", "summit", "talk", "talks"])
_MEMBERS = frozenset(["of", "between", "among"])
_TIMED = frozenset(["in", "on", "at", "from", "between", "for", "this", "next", "last"])
_WHERE = frozenset(["LOC", "GPE", "GPE_LOC"])
_HELD = frozenset(
    ["begin", "start", "open", "hold", "convene", "end", "close", "conclude", "chair", "adjourn",
     "schedule", "expect", "set", "resume", "last", "attend", "host", "call", "take"]
)  # fmt: skip
_HEADS = frozenset(["minister", "leader", "head", "chief", "governor", "chancellor", "premier"])


def convened(
    doc: Doc, one: Settled, own: Sides, settled: Sequence[Settled], matcher: Matcher
) -> Sides:
    """The sides of a meeting that is named after a body ("the OPEC meeting") or that the ministers
    of one are said to act at ("EC ministers agreed at a meeting"): the body, or they."""
    word = doc[one.act.trigger]
    if (
        one.type != "CONSULT"
        or one.act.entry.kind != "n"
        or word.lemma_.lower() not in _GATHERINGS
        or own.recipients
        or _occasion(word, settled, matcher)
    ):
        return own
    named = _named_after(word, matcher) if _set(word) else None
    carried = own.actor_rule in {"", "owner", "support.subj"}
    whole = tuple(i for who in (named[0] if named else ()) for i in who.members or (who.index,))
    if named is not None and (carried or set(own.actors) <= set(whole)):
        return msgspec.structs.replace(
            own,
            actors=whole,
            actor_evidence=named[1],
            actor_rule="body",
            mode="multilateral",
        )
    carried = carried and word.tag_ != "NNS"
    if carried and own.actor_rule and _ministers(doc, one, own, matcher):
        return msgspec.structs.replace(own, mode="multilateral")
    return own


def _occasion(meeting: Token, settled: Sequence[Settled], matcher: Matcher) -> bool:
    """Whether a gathering is told as the occasion of another contact: "met at the summit", "on its
    sidelines"."""
    contacts = {one.act.trigger for one in settled if one.type == "CONSULT"}
    margins = matcher.words("margin")
    return any(w.lemma_.lower() in margins or w.i in contacts for w in upward(meeting))


def assembled(own: Sides, matcher: Matcher) -> bool:
    """Whether those who met are one body, or the ministers of one: "the union's ministers met"."""
    referents = matcher.lookup.cast.referents
    who = [referents[i] for i in own.actors]
    return bool(who) and all(_of_states(r) for r in who)


def _of_states(who: Referent) -> bool:
    if who.kind == "group":
        return who.sector in {"GOV", "IGO"} and who.state in {None, _UNION}
    if who.kind == "state":
        return who.state == _UNION
    body = bodies.by_name(who.known) if who.kind == "organization" and who.known else None
    return body is not None and body.international


def _named_after(
    meeting: Token, matcher: Matcher
) -> tuple[list[Referent], tuple[Extent, ...]] | None:
    """The bodies whose name or whose ministers modify a meeting, if nobody else does."""
    found: list[tuple[Referent, Extent]] = []
    for child in meeting.children:
        if child.dep_ in {"compound", "amod", "nmod:poss", "nmod:desc"} or (
            child.dep_ == "nmod" and cases(child) & _MEMBERS
        ):
            for end in conjuncts(child):
                mention = mention_of(end, matcher, depth=1)
                if mention is not None and mention.form != "pronoun":
                    who = matcher.lookup.cast.referents[mention.referent]
                    found.append((who, Extent(mention.start, mention.end)))
    if not found:  # "next week's Group of Seven talks", where the parse parts the name from them
        ahead = matcher.lookup.within(sentence_of(meeting).start_char, meeting.idx)
        found = [
            (matcher.lookup.cast.referents[m.referent], Extent(m.start, m.end))
            for m in ahead
            if m.end == meeting.idx - 1 and m.form != "pronoun"
        ]
    if not found or not all(_body(who, matcher) for who, _ in found):
        return None
    return [who for who, _ in found], tuple(extent for _, extent in found)


def _set(meeting: Token) -> bool:
    """Whether a gathering has a time or a town: one that has neither is a background to other
    things."""
    own = [
        child
        for child in meeting.children
        if child.dep_ not in {"acl:relcl", "conj", "appos"}
        and (child.dep_ != "nmod" or cases(child) & _TIMED)
    ]
    if meeting.dep_ in {"nsubj", "nsubj:pass", "obj"}:
        beside = (c for c in meeting.head.children if c.i > meeting.i)
        own.extend(c for c in beside if c.dep_ in {"obl", "obl:unmarked", "advmod"})
        if meeting.head.lemma_ in _HELD and meeting.tag_ != "NNS":
            return True
    words = [word for child in own for word in child.subtree]
    return any(w.lemma_.lower() in TIMES or w.ent_type_ in _WHERE or w.is_digit for w in words)


def _body(who: Referent, matcher: Matcher) -> bool:
    if who.members:
        return all(_of_states(matcher.lookup.cast.referents[i]) for i in who.members)
    return _of_states(who) and (who.kind != "group" or who.state is not None)


def _ministers(doc: Doc, one: Settled, own: Sides, matcher: Matcher) -> bool:
    heads = [doc[a.head] for a in one.act.actors]
    return (
        assembled(own, matcher)
        and bool(heads)
        and all(h.tag_ == "NNS" and h.lemma_.lower() in _HEADS for h in heads)
    )
