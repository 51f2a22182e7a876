"""Whose words a stretch of text is by its layout, not by a reporting word.

The turns of a transcript ("MR. HALE: ...", "Q: ... A: ..."), the text under a line that says whose
it is ("Statement by ...", a byline, "Ana Lopez, Minister of Trade"), and what a line calls
attributable to a spokesperson.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise

from verbale.knowledge import speech, titles
from verbale.language.tokens import paragraphs

Piece = tuple[int, int]

#: Turns from which on a text with labelled lines counts as a transcript.
TURNS = 2
#: Characters from the start of a text within which a line tells whose it is.
HEAD = 600
_WORD = r"[A-Z\u00c0-\u00de][\w.\u2019'-]*"
_LABEL = re.compile(
    rf"^[ \t]*(?P<label>(?:{_WORD}[ \t]+){{0,6}}{_WORD})(?:[ \t]*\([^)\n]{{1,40}}\))?[ \t]*"
    r":(?=\s+\S)"
    r"|^[ \t]*(?P<letter>Q|A)\.?[ \t]{1,8}(?=[A-Z(\"\u201c])",
    re.MULTILINE,
)
_REMARK = re.compile(r"\A[(\[][^)\]]*[)\]]\Z")
_LEAD = re.compile(r"[ \t]*(?:\([^)\n]{1,60}\)[ \t]*)?")
_NAME = rf"(?P<name>{_WORD}(?:[ \t]+(?:{_WORD}|de|der|van|von|bin|al|el|of|da|dos)){{0,7}})"
_ATTRIBUTED = re.compile(rf"\battributable to(?: the)?[ \t]+{_NAME}")
_SIGNED = re.compile(
    r"^[ \t]*(?:(?:Press |Joint |Official |Opening |Prepared )?(?:Statement|Remarks|Address|Speech|"
    rf"Message|Letter|Testimony)[ \t]+(?:by|of|from)|(?i:by))[ \t]+{_NAME}[ \t]*(?:,[^\n]*)?$",
    re.MULTILINE,
)
_TITLED = re.compile(rf"\A\s*{_NAME},[ \t]+(?P<title>[^\n]{{4,90}}[^\n.:;?!])[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Turn:
    """What one speaker of a transcript says at a time.

    `label`: the extent of the words that name the speaker; `paragraphs`: those of the turn;
    `asks`: an unnamed asker or whoever leads the talk, of whom no record is kept.
    """

    start: int
    end: int
    label: Piece
    paragraphs: tuple[Piece, ...]
    asks: bool


@dataclass(frozen=True, slots=True)
class Voices:
    """The turns of a text, whose text it is and to whom what it tells is attributable.

    `author` and `attributed` are extents of names; what is attributable stands behind the latter.
    """

    turns: tuple[Turn, ...] = ()
    author: Piece | None = None
    attributed: Piece | None = None

    def turn(self, place: int) -> Turn | None:
        """The turn that the character at `place` belongs to."""
        at = bisect_right(self.turns, place, key=lambda t: t.start) - 1
        return self.turns[at] if at >= 0 and place < self.turns[at].end else None


def find(text: str) -> Voices:
    """The voices of a text; offsets in it."""
    head = text[:HEAD]
    attributed = _ATTRIBUTED.search(head)
    signed = _SIGNED.search(head)
    titled = _TITLED.match(head)
    if titled is not None and not list(titles.heads().find(titled["title"].lower())):
        titled = None
    mine = signed or titled
    return Voices(
        tuple(_turns(text)),
        mine.span("name") if mine is not None else None,
        attributed.span("name") if attributed is not None else None,
    )


def _turns(text: str) -> list[Turn]:
    labels = [m for m in _LABEL.finditer(text) if _names(m)]
    if all(m.group("letter") != "Q" for m in labels):
        labels = [m for m in labels if not m.group("letter")]
    if len(labels) < TURNS:
        return []
    whole = paragraphs(text)
    starts = [begin for begin, _ in whole]
    found = []
    for match, after in pairwise([*labels, None]):
        if match is None:
            continue
        stop = after.start() if after is not None else len(text)
        lead = _LEAD.match(text, match.end() + (text[match.end() : match.end() + 1] == ":"))
        first = lead.end() if lead is not None else match.end()
        said = []
        for begin, end in whole[max(0, bisect_right(starts, first) - 1) :]:
            if begin >= stop:
                break
            low, high = max(begin, first), min(end, stop)
            spoken = text[low:high].strip()
            if spoken.count(" ") > 1 and not _REMARK.match(spoken):
                low = text.index(spoken, low)
                said.append((low, low + len(spoken)))
        group = "label" if match.group("label") else "letter"
        asks = _plain(match.group(group)) <= speech.lexicon().askers
        found.append(Turn(match.start(), stop, match.span(group), tuple(said), asks))
    return found


def _plain(label: str) -> set[str]:
    return {word.strip(".").lower() for word in label.split()}


def _names(match: re.Match[str]) -> bool:
    """Whether a label names a speaker: one who asks, or a word of address or office and a name."""
    if match.group("letter"):
        return True
    label = match.group("label")
    words = _plain(label)
    known = speech.lexicon()
    if words <= known.askers or words <= {"q", "a"}:
        return True
    lofty = label.upper() == label
    if words & known.address:
        return lofty or len(words) > 1
    return lofty and any(True for _ in titles.heads().find(label.lower()))
