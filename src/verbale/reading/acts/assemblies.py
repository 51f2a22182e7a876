"""Meetings of one body: of its ministers, of its council, of itself.

"EC farm ministers meet on Monday", "next week's OPEC meeting": the body is the party, and stands
for its members.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import bodies, words
from verbale.language.sentences import sentence_of
from verbale.reading.acts.deep import subjects
from verbale.reading.acts.mentions import mention_of
from verbale.reading.acts.occasions import attended
from verbale.reading.acts.shown import TIMES
from verbale.reading.acts.tree import cases, conjuncts, upward
from verbale.records import Extent

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Span, Token

    from verbale.reading.acts.match import Matcher
    from verbale.reading.acts.settle import Settled
    from verbale.reading.acts.sides import Sides
    from verbale.records import Referent

_UNION = "EUR"  # the one body of states that has a state's code (CODEBOOK.md)
_GATHERINGS = frozenset(
    ["meeting", "session", "summit", "talk", "talks", "discussion", "negotiation", "consultation"]
)
_MEETINGS = frozenset(["meeting", "session", "summit", "talk", "talks"])
_MEMBERS = frozenset(["of", "between", "among"])
_TIMED = frozenset(["in", "on", "at", "from", "between", "for", "this", "next", "last"])
_WHERE = frozenset(["LOC", "GPE", "GPE_LOC"])
_HELD = words.listed("holding")
_NEAR = 4  # words within which a meeting's day or town follows it
_ENDED = frozenset(["end", "conclude", "close", "adjourn"])
_AT = frozenset(["at", "in", "after", "during", "following"])
_NAMING = frozenset(["PROPN", "NOUN", "ADJ", "NUM", "DET", "CCONJ"])
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
    general = word.tag_ == "NNS" and word.lemma_.lower() not in _MEETINGS and not _resumed(word)
    named = _named_after(word, matcher) if _set(word) and not general else None
    carried = own.actor_rule in {"", "owner", "support.subj"}
    whole = tuple(i for who in (named[0] if named else ()) for i in who.members or (who.index,))
    if named is not None and own.actors and attended(word) and not set(own.actors) & set(whole):
        return msgspec.structs.replace(
            own,
            recipients=whole,
            recipient_evidence=named[1],
            recipient_rule="body",
            mode="multilateral",
        )
    if named is not None and (carried or set(own.actors) <= set(whole)):
        return msgspec.structs.replace(
            own,
            actors=whole,
            actor_evidence=named[1],
            actor_rule="body",
            mode="multilateral",
        )
    joint = word.tag_ != "NNS" or _resumed(word)
    if carried and joint and own.actor_rule and _ministers(doc, one, own, matcher):
        return msgspec.structs.replace(own, mode="multilateral")
    if own.actor_rule == "poss" and joint and _set(word) and assembled(own, matcher):
        return msgspec.structs.replace(own, mode="multilateral")  # "ended their meeting on Monday"
    if not own.actors and cases(word) & _AT and _set(word):
        return _gathered(word, own, matcher)
    return own


def _resumed(talks: Token) -> bool:
    """Whether talks are what some hold with one another: "ministers resume talks in Ghent"."""
    verb = talks.head.lemma_
    return talks.dep_ == "obj" and (verb in _ENDED or (verb in _HELD and _set(talks)))


def _gathered(meeting: Token, own: Sides, matcher: Matcher) -> Sides:
    """The sides of a meeting at which the ministers of a body are said to act, where the parse has
    hung it elsewhere in their clause."""
    for above in upward(meeting):
        for subject in subjects(above) if above.pos_ == "VERB" else ():
            mention = mention_of(subject, matcher, depth=1) if _chiefs(subject) else None
            if mention is not None:
                who = matcher.lookup.cast.referents[mention.referent]
                found = msgspec.structs.replace(
                    own,
                    actors=who.members or (who.index,),
                    actor_evidence=(Extent(mention.start, mention.end),),
                    actor_rule="clause",
                    mode="multilateral",
                )
                return found if assembled(found, matcher) else own
            if matcher.party(subject):
                return own
    return own


def _chiefs(word: Token) -> bool:
    return word.tag_ == "NNS" and word.lemma_.lower() in _HEADS


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
        ahead = matcher.lookup.within(_phrase(meeting)[0].idx, meeting.idx)
        found = [
            (matcher.lookup.cast.referents[m.referent], Extent(m.start, m.end))
            for m in ahead
            if m.form != "pronoun"
        ]
    if not found or not all(_body(who, matcher) for who, _ in found):
        return None
    return [who for who, _ in found], tuple(extent for _, extent in found)


def _phrase(meeting: Token) -> Span:
    """A noun with the words before it that name it: "tomorrow's Group of Seven talks"."""
    start = meeting.i
    while start > sentence_of(meeting).start:
        word = meeting.doc[start - 1]
        if word.pos_ not in _NAMING and word.lower_ not in {"of", "'s", "’s"}:
            break
        start -= 1
    return meeting.doc[start : meeting.i + 1]


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
    own.extend(  # "a meeting of the Group of Five expected in Lome tomorrow"
        clause
        for child in meeting.children
        if child.dep_ == "nmod" and "of" in cases(child)
        for clause in child.subtree
        if clause.dep_ == "acl" and clause.lemma_ in _HELD
    )
    behind = meeting.doc[meeting.i + 1 : meeting.i + _NEAR]  # wherever the parse has hung it
    timed = len(behind) > 1 and behind[0].lower_ in _TIMED - {"between", "for"}
    words = [word for child in own for word in child.subtree] + list(_phrase(meeting))
    words.extend(behind[1:3] if timed else ())
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
        and all(_chiefs(h) or any(_chiefs(c) for c in h.head.children) for h in heads)
    )
