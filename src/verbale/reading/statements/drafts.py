"""Putting quoted passages and reported contents together into statements.

A reporting word claims the passages that its contents touch. A passage that no word claims is
read on from its neighbours (`neighbours`). What is left nobody said: scare quotes and titles.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verbale.knowledge import speech, words
from verbale.reading.statements.extents import Piece
from verbale.reading.statements.marks import Quoted
from verbale.reading.statements.sources import Report

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.reading.statements.voices import Turn


@dataclass(slots=True, eq=False)
class Draft:
    """A statement in the making: `pieces` in order of place, the passages among them.

    `turn`: the turn of a transcript that it is a paragraph of; then no word names the speaker.
    """

    pieces: list[Piece]
    speaker: Token | None
    cue: Token | None
    rule: str
    passages: list[Quoted] = field(default_factory=list)
    report: Report | None = None
    relays: list[Token] = field(default_factory=list)
    referent: int | None = None
    antecedent: Token | None = None
    turn: Turn | None = None

    @property
    def start(self) -> int:
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        return self.pieces[-1][1]

    @property
    def kind(self) -> str:
        """How sure a sign of speech the reporting word is: see `knowledge.speech.KINDS`."""
        return self.report.kind if self.report is not None else "speech"

    @property
    def width(self) -> int:
        """Characters in the pieces."""
        return sum(end - start for start, end in self.pieces)

    def add(self, passage: Quoted) -> None:
        """Take a passage in, as a piece of its own or grown onto the one that it touches."""
        self.passages.append(passage)
        low, high = passage.start, passage.end
        kept = []
        for begin, end in self.pieces:
            if begin <= high and low <= end:
                low, high = min(low, begin), max(high, end)
            else:
                kept.append((begin, end))
        self.pieces = sorted([*kept, (low, high)])


def claim(draft: Draft, passages: tuple[Quoted, ...], owners: dict[Quoted, Draft]) -> None:
    """Give a report the passages that its contents touch; `owners` learns whose they are.

    Of several reports that touch a passage the surest sign of speech owns it, then the
    widest: the words in quote marks are those of A who "said that B had called it ...".
    """
    cue = draft.cue.idx if draft.cue is not None else -1
    for low, high in list(draft.pieces):
        first = bisect_left(passages, low, key=lambda p: p.end)
        for passage in passages[max(0, first - 1) :]:
            if passage.start >= high and not (draft.report and _goes_over(draft, passage, high)):
                break
            if passage.end <= low or passage.start <= cue < passage.end:
                continue
            if passage.style != "dash":
                draft.add(passage)
    _end_with_speech(draft, cue)
    for passage in draft.passages:
        rival = owners.get(passage)
        if rival is None or _sureness(draft) < _sureness(rival):
            owners[passage] = draft


def _goes_over(draft: Draft, passage: Quoted, stop: int) -> bool:
    """Whether a phrase runs over into quoted words: `opposition to steps "that harm us"`."""
    if draft.cue is None or draft.cue.idx > stop or draft.kind != "speech":
        return False
    return passage.relative and passage.start == stop + 1


def _sureness(draft: Draft) -> tuple[int, int]:
    return speech.KINDS.index(draft.kind), -draft.width


def _end_with_speech(draft: Draft, cue: int) -> None:
    """Let contents that open with a full quoted sentence end with it.

    In `He said: "I was wrong," but in fact ...` the rest of the sentence is the report's own.
    """
    draft.passages.sort(key=lambda p: p.start)
    for n, (low, high) in enumerate(draft.pieces):
        within = [p for p in draft.passages if low <= p.start < high]
        if not within or within[0].start != low or low < cue:
            continue
        last = within[-1]
        if within[0].ended and high > last.end and last.ended:
            draft.pieces[n] = (low, last.end)
    first = draft.pieces[0]
    if first[0] < cue and any(
        p.start == first[0] and p.end >= first[1] and p.ended for p in draft.passages
    ):
        # `"...," he said, in a reference to ...`: speech goes on in quote marks only.
        draft.pieces = [
            piece
            for piece in draft.pieces
            if piece[0] < cue or any(piece[0] <= p.start < piece[1] for p in draft.passages)
        ]


def settle(found: list[Draft], owners: dict[Quoted, Draft]) -> list[Draft]:
    """The drafts that are statements, in order of place.

    What is no sure sign of speech stands only by quoted words of its own; so does what the
    text says was not said, and what names nobody who said it.
    """
    own = {id(draft) for passage, draft in owners.items() if passage.long or draft.kind == "stance"}
    said = [d for d in found if id(d) in own or _stands(d)]
    return sorted(said, key=lambda d: (d.start, d.end))


def _stands(draft: Draft) -> bool:
    report = draft.report
    if report is None:
        return True
    if draft.kind != "speech" or denied(report.cue) or unreal(report.cue):
        return False
    words = sum(len(report.cue.doc.text[a:b].split()) for a, b in draft.pieces)
    return report.clause or (draft.speaker is not None and words > 1)


def denied(cue: Token) -> bool:
    """Whether a verb is under "not" or a verb of refusing: nothing was said."""
    if any(k.dep_ == "advmod" and k.lower_ in _NOT for k in cue.children):
        return True
    head = cue.head
    return cue.dep_ in {"xcomp", "advcl"} and head.i != cue.i and head.lemma_.lower() in _REFUSE


def unreal(cue: Token) -> bool:
    """Whether a verb stands bare, so that it was not said but should, could or need be.

    "He wanted to confirm ..." and "they would say" tell of no statement; "went on to say" does.
    """
    if cue.tag_ != "VB":
        return False
    if any(k.dep_ == "aux" and k.lemma_.lower() == "do" for k in cue.children):
        return False
    above = cue.head
    coming = above.tag_ == "VBG" and above.lemma_ == "go"  # "is going to say"
    return coming or not (cue.dep_ == "xcomp" and above.lemma_.lower() in _GOES_ON)


_GOES_ON = words.listed("going-on")
_NOT = frozenset({"not", "n't", "n\u2019t", "never"})
_REFUSE = frozenset({"refuse", "decline", "fail", "avoid", "stop", "resist", "forget", "omit"})
