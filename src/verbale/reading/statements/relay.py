"""Chains of telling: who carried to the report what somebody else said.

"Xi told Blinken ..., state news agency Xinhua reported" is Xi's statement, relayed by Xinhua;
"the ministry said in a statement that Qin urged ..." is Qin's, relayed by the ministry. One who
relays is a medium, an institution or a spokesperson; a minister who says that the president
promised something makes a statement of his own, and both stand.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import speech
from verbale.reading.statements.drafts import Draft
from verbale.reading.statements.names import phrase
from verbale.reading.statements.speakers import Speakers
from verbale.reading.statements.subjects import agent, subject

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A relay's contents are the statement relayed and its own reporting clause; a statement that
#: is a smaller share of them is one of several.
SHARE = 0.25


def chain(found: list[Draft], speakers: Speakers) -> list[Draft]:
    """The statements without those that only relay; who relays stands in `Draft.relays`."""
    by_cue = {d.cue.i: d for d in found if d.cue is not None and d.report is not None}
    dropped: set[int] = set()
    for outer in sorted(found, key=lambda d: d.width):
        if outer.report is None or outer.speaker is None or id(outer) in dropped:
            continue
        _cites(outer, speakers)
        _carried(outer, speakers)
        if not speakers.relays(outer.speaker):
            continue
        inner = _inner(outer, found, by_cue, speakers)
        if inner is None or id(inner) in dropped or inner.kind != "speech":
            continue
        inner.relays += [outer.speaker, *(r for r in outer.relays if r.i != outer.speaker.i)]
        have = {p.start for p in inner.passages}
        for passage in outer.passages:
            if passage.start not in have and _near(inner, passage.start):
                inner.add(passage)
        _cut(inner, outer)
        dropped.add(id(outer))
    return [d for d in found if id(d) not in dropped]


def _cut(inner: Draft, outer: Draft) -> None:
    """Let a statement end where the clause of its relay begins: "..., Xinhua reported"."""
    if outer.cue is None or outer.speaker is None:
        return
    doc, text = outer.cue.doc, outer.cue.doc.text
    place = min(outer.cue.idx, phrase(outer.speaker)[0])
    first = outer.speaker.i if outer.speaker.i < outer.cue.i else outer.cue.i
    while first and doc[first - 1].pos_ in _NAMING and doc[first].idx > inner.start:
        first -= 1
    place = min(place, doc[first].idx)
    pieces = []
    for start, end in inner.pieces:
        if start < place < end or (place == end and start < place):
            end = start + len(text[start:place].rstrip(" ,;:\n\u2014\u2013-"))
        if end > start and not (start >= place > inner.start):
            pieces.append((start, end))
    inner.pieces = pieces or inner.pieces


_NAMING = frozenset({"NOUN", "PROPN", "ADJ", "DET", "NUM"})


def _near(draft: Draft, place: int) -> bool:
    return draft.start <= place <= draft.end + 3


def _inner(
    outer: Draft, found: list[Draft], by_cue: dict[int, Draft], speakers: Speakers
) -> Draft | None:
    """The statement that an outer one carries: that of the verb at the head of its contents."""
    report = outer.report
    if report is None or outer.speaker is None:
        return None
    for root in report.roots:
        inner = by_cue.get(root)
        if inner is not None and _other(inner, outer) and inner.width >= SHARE * outer.width:
            return inner
    # Both may hang on the same words: "According to Wang, ..., television reported".
    for inner in found:
        if inner is outer or inner.report is None or inner.speaker is None:
            continue
        if inner.rule == "according to" and _behind(inner, outer):
            continue  # "The committee said ..., according to a letter": the letter relays
        roots = set(inner.report.roots)
        hung = roots & set(report.roots) or (outer.cue is not None and outer.cue.i in roots)
        if hung and _other(inner, outer) and not speakers.relays(inner.speaker):
            inner.pieces = min(inner.pieces, outer.pieces, key=lambda p: p[-1][1] - p[0][0])
            return inner
    return None


def _behind(draft: Draft, other: Draft) -> bool:
    return draft.cue is not None and other.cue is not None and draft.cue.i > other.cue.i


def _other(inner: Draft, outer: Draft) -> bool:
    return (
        inner.speaker is not None
        and outer.speaker is not None
        and (inner.speaker.i != outer.speaker.i)
    )


def _cites(draft: Draft, speakers: Speakers) -> None:
    """ "Reuters reported ..., citing two officials": the officials', relayed by Reuters."""
    if draft.cue is None or draft.speaker is None:
        return
    head = draft.cue.head
    if head.lemma_.lower() in {"quote", "cite"} and head.i != draft.cue.i:
        # "quoted officials as saying", "was quoted as saying by the agency"
        carrier = agent(head) if head.tag_ == "VBN" else subject(head)
        if carrier is not None and carrier.i != draft.speaker.i and speakers.relays(carrier):
            draft.relays.append(carrier)
    if draft.cue.lemma_.lower() in {"quote", "cite"}:
        # "..., the agency quoted officials as saying": the contents hang on the agency's verb.
        said = next((k for k in draft.cue.children if k.dep_ == "obj"), None)
        saying = [k for k in draft.cue.children if k.lemma_ in {"say", "tell"}]
        if draft.cue.tag_ == "VBN":  # "was quoted as saying by the agency"
            agents = [a for word in (draft.cue, *saying) if (a := agent(word)) is not None]
            draft.relays += agents[:1]
            return
        if said is not None and saying and said.i != draft.speaker.i:
            draft.relays.append(draft.speaker)
            draft.speaker = said
            return
    if not speakers.media(draft.speaker):
        return
    for kid in [*draft.cue.children, *draft.speaker.children]:
        if kid.lemma_.lower() in {"cite", "quote"} and kid.tag_ == "VBG":
            source = next((k for k in kid.children if k.dep_ == "obj"), None)
            if source is not None and _speaks(source):
                draft.relays.append(draft.speaker)
                draft.speaker = source
                return


def _carried(draft: Draft, speakers: Speakers) -> None:
    """ "said, as carried by the agency", "in remarks published by the daily": both relay."""
    if draft.cue is None or draft.speaker is None:
        return
    carrying = speech.lexicon().carrying
    near = [draft.cue, draft.speaker]
    near += [k for k in draft.cue.children if k.dep_ in {"obl", "advcl", "ccomp"}]
    for node in near:
        for word in (node, *node.children):
            if word.tag_ != "VBN" or word.lemma_.lower() not in carrying or word.i == draft.cue.i:
                continue
            carrier = agent(word) or next(
                (k for k in word.children if k.dep_ == "obl" and speakers.media(k)), None
            )
            told = carrier is not None and speakers.relays(carrier)
            if carrier is not None and told and carrier.i != draft.speaker.i:
                draft.relays.append(carrier)


def _speaks(source: Token) -> bool:
    """Data and documents are cited for themselves; only people and bodies speak."""
    lemma = source.lemma_.lower()
    known = speech.lexicon()
    return source.ent_type_ in {"PERSON", "ORG", "LOC", "GPE", "NORP"} or (
        source.pos_ == "NOUN"
        and lemma not in known.occasions
        and lemma not in known.nouns
        and lemma not in {"datum", "data", "figure", "study", "survey", "poll", "research"}
    )
