"""Statements: what a report says that somebody said, by whom, to whom and through whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verbale.reading.lookup import Lookup
from verbale.reading.statements import cues, marks, voices
from verbale.reading.statements.drafts import Draft, claim, settle
from verbale.reading.statements.extents import Piece
from verbale.reading.statements.names import bare, name, phrase
from verbale.reading.statements.neighbours import Neighbours
from verbale.reading.statements.placing import place
from verbale.reading.statements.relay import chain
from verbale.reading.statements.speakers import Speakers
from verbale.records import Extent, Quote

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from verbale.records import Cast

__all__ = ["find", "inspect", "passages", "place"]


def _drafts(doc: Doc) -> tuple[list[Draft], dict[marks.Quoted, Draft]]:
    passages = tuple(p for p in marks.find(doc.text) if not _furniture(doc, p))
    quoted = tuple((p.start, p.end) for p in passages if p.style != "dash")
    reports = cues.find(doc, quoted)
    found = [Draft(list(r.pieces), r.speaker, r.cue, r.rule, report=r) for r in reports]
    owners: dict[marks.Quoted, Draft] = {}
    for draft in found:
        claim(draft, passages, owners)
    Neighbours(doc, passages, found, owners).read()
    return settle(found, owners), owners


def _furniture(doc: Doc, passage: marks.Quoted) -> bool:
    """Whether a passage stands in text that was not parsed."""
    span = doc.char_span(passage.start, passage.end, alignment_mode="expand")
    return span is None or all(t.pos_ in {"X", "SPACE", ""} for t in span)


def _spoken(found: list[Draft], heard: voices.Voices) -> list[Draft]:
    """The drafts of a text with those of its turns, in order of place.

    What a turn's own speaker does by saying it ("I thank you") is in the turn already; what
    an asker says is not kept.
    """
    if not heard.turns:
        return found
    kept = []
    for draft in found:
        turn = heard.turn(draft.start)
        said_before = draft.cue is not None and draft.cue.tag_ in {"VBD", "VBN"}
        if turn is None or draft.speaker is None:
            keeps = turn is None
        elif draft.speaker.lower_ in _FIRST:
            keeps = said_before and not turn.asks
        else:
            keeps = draft.speaker.lower_ not in _SECOND
        if keeps:
            kept.append(draft)
    for turn in heard.turns:
        if not turn.asks:
            kept += [Draft([p], None, None, "turn", turn=turn) for p in turn.paragraphs]
    return sorted(kept, key=lambda d: (d.start, d.end))


_FIRST = frozenset({"i", "we", "me", "us", "my", "our"})
_SECOND = frozenset({"you", "your"})


def find(
    doc: Doc,
    cast: Cast | None = None,
    byline: str | None = None,
    home: str | None = None,
    dateline: Extent | None = None,
) -> tuple[Quote, ...]:
    """The statements of a document, in order of place; offsets in its text.

    With a `cast`, speakers, addressees and those spoken for are its referents. `byline`: who
    wrote the text, where that is known from elsewhere; `home`: code of the state that it was
    sent from; `dateline`: where it says so, which nobody said.
    """
    speakers = Speakers(doc, Lookup(cast) if cast is not None else None, home)
    found, _ = _drafts(doc)
    for draft in found:
        if draft.speaker is not None and draft.cue is not None:
            speakers.note(draft.speaker, draft.cue)
    heard = voices.find(speakers.text)
    said = _spoken(chain(found, speakers), heard)
    if dateline is not None:
        for draft in said:
            draft.pieces = list(_behind(draft.pieces, dateline, speakers.text))
    return speakers.for_whom(tuple(_quotes([d for d in said if d.pieces], speakers, heard, byline)))


def _behind(pieces: list[Piece], dateline: Extent, text: str) -> Iterator[Piece]:
    """Contents without a dateline, and the dash behind it, that a parse took for their own."""
    for start, end in pieces:
        if dateline.start <= start < dateline.end:
            start = dateline.end
            while start < end and (text[start].isspace() or text[start] in "-\u2013\u2014_:"):
                start += 1
        if start < end:
            yield start, end


def _quotes(
    said: list[Draft], speakers: Speakers, heard: voices.Voices, byline: str | None = None
) -> Iterator[Quote]:
    text = speakers.text
    previous: tuple[Token, int] | None = None
    noun: Token | None = None
    author = speakers.called(text[slice(*heard.author)] if heard.author else byline or "")
    for draft in sorted(said, key=lambda d: d.speaker.i if d.speaker is not None else -1):
        head = draft.speaker
        if draft.turn is not None:
            draft.referent = speakers.called(text[slice(*draft.turn.label)])
        if head is None:
            continue
        again = speakers.same_again(head, noun)
        if head.lower_ in _FIRST:
            turn = heard.turn(head.idx)
            draft.referent = speakers.called(text[slice(*turn.label)]) if turn else author
        elif again is not None:
            draft.antecedent = again
            draft.referent = speakers.resolve(again, None)
        else:
            draft.referent = speakers.resolve(head, previous)
            if draft.referent is None:
                draft.referent = speakers.at_home(head)
        if draft.referent is not None:
            previous = head, draft.referent
        if head.pos_ != "PRON":
            noun = head
        elif draft.referent is None and draft.antecedent is None:
            draft.antecedent = speakers.words_for(head, noun)
    return (_quote(draft, speakers, heard) for draft in said)


def _kind(draft: Draft, text: str) -> str:
    if draft.turn is not None:
        return "direct"
    if not draft.passages:
        return "indirect"
    rest = []
    for start, end in draft.pieces:
        at = start
        for passage in sorted(draft.passages, key=lambda p: p.start):
            if passage.start >= at and passage.end <= end:
                rest.append(text[at : passage.start])
                at = passage.end
        rest.append(text[at:end])
    return "mixed" if any(c.isalnum() for part in rest for c in part) else "direct"


def _quote(draft: Draft, speakers: Speakers, heard: voices.Voices) -> Quote:
    text = speakers.text
    cue, head = draft.cue, draft.speaker
    told = draft.report.addressee if draft.report is not None else None
    addressee = speakers.mention(told) if told is not None else None
    relays = [name(relay) for relay in draft.relays]
    if heard.attributed and draft.start > heard.attributed[1]:
        relays.append(bare(text[slice(*heard.attributed)]))
    named = phrase(head) if head is not None else draft.turn.label if draft.turn else None
    return Quote(
        start=draft.start,
        end=draft.end,
        pieces=tuple(Extent(*p) for p in draft.pieces),
        kind=_kind(draft, text),
        rule=draft.rule,
        speaker_span=Extent(*named) if named is not None else None,
        speaker=draft.referent,
        cue=Extent(cue.idx, cue.idx + len(cue.text)) if cue is not None else None,
        on_behalf_of=speakers.principal(head) if head is not None else None,
        addressee=addressee.referent if addressee is not None else None,
        relayed_by=tuple(dict.fromkeys(relays)),
        repaired=any(p.repaired for p in draft.passages),
    )


def inspect(doc: Doc, cast: Cast | None = None) -> list[dict[str, Any]]:
    """The `quotes` of `verbale inspect statements` (CONTRACT) for one document.

    Beside the contract's fields: `speaker_name`, whom the words resolve to; `rule`;
    `quoted`, the passages in quote marks that are this speaker's. Links of a chain of telling
    are rows of their own here; `find` joins them.
    """
    speakers = Speakers(doc, Lookup(cast) if cast is not None else None)
    found, owners = _drafts(doc)
    heard = voices.find(speakers.text)
    found = _spoken(found, heard)
    rows = []
    for draft, quote in zip(found, _quotes(found, speakers, heard), strict=True):
        at = quote.speaker_span
        own = [p for p in draft.passages if owners.get(p) is draft]
        rows.append(
            {
                "start": quote.start,
                "end": quote.end,
                "spans": [[p.start, p.end] for p in quote.pieces],
                "speaker_start": at.start if at else None,
                "speaker_end": at.end if at else None,
                "speaker_text": doc.text[at.start : at.end] if at else None,
                "speaker_name": _name_of(draft, cast),
                "cue_start": quote.cue.start if quote.cue else None,
                "cue_end": quote.cue.end if quote.cue else None,
                "type": quote.kind,
                "rule": quote.rule,
                "quoted": sorted([p.start, p.end] for p in own),
            }
        )
    return rows


def _name_of(draft: Draft, cast: Cast | None) -> str | None:
    """The name of a speaker: that of the referent, else that of the words they stand for."""
    known = cast.referents[draft.referent].name if cast and draft.referent is not None else None
    if known is not None or draft.speaker is None:
        return known  # a turn's label is in `speaker_text`
    if draft.speaker.pos_ != "PRON":
        return name(draft.speaker)
    return name(draft.antecedent) if draft.antecedent is not None else None


def passages(doc: Doc, cast: Cast | None = None) -> list[dict[str, Any]]:
    """The rows of `inspect` cut to what stands in quote marks, a row a passage of some length.

    For whoever wants quotations and nothing else: words in quote marks that somebody said,
    three or more of them.
    """
    rows = []
    for row in inspect(doc, cast):
        for start, end in row["quoted"]:
            if len(doc.text[start:end].split()) > 2:
                rows.append({**row, "start": start, "end": end, "spans": [[start, end]]})
    return sorted(rows, key=lambda row: row["start"])
