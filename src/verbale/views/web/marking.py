"""A report's text with its spans marked, cut into runs that a page can print."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise

import msgspec

_FOUND = re.compile("«([^«»]*)»")
#: Characters of a text that one page shows.
_LONG = 50_000
#: Control characters but line ends and tabs, and those that turn the direction of the text.
_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


class Mark(msgspec.Struct, frozen=True):
    """Something read from `start` to `end`; `kind` names it, `href` leads to what it gave."""

    start: int
    end: int
    kind: str
    title: str
    href: str | None = None


class Run(msgspec.Struct, frozen=True, omit_defaults=True):
    """Text under the same marks; `kinds` are theirs, the link and title that of the shortest.

    `also`: what a mark of copied words says.
    """

    text: str
    kinds: tuple[str, ...] = ()
    title: str | None = None
    href: str | None = None
    anchor: str | None = None
    also: str | None = None


def shown(text: str) -> str:
    """Text fit for a page: no control characters but line ends, no turned direction."""
    return _ODD.sub("", text)


def pieces(text: str) -> list[tuple[int, int]]:
    """Where each page of a long text begins and ends: at the end of a line, if one is near."""
    cuts = [0]
    while len(text) - cuts[-1] > _LONG:
        most = cuts[-1] + _LONG
        line = text.rfind("\n", cuts[-1] + _LONG // 2, most)
        cuts.append(most if line < 0 else line + 1)
    return list(pairwise([*cuts, len(text)])) if text else [(0, 0)]


def piece_of(text: str, place: int) -> int:
    """The number of the page of a text on which a place is."""
    if len(text) <= _LONG:
        return 0
    return sum(end <= place for _, end in pieces(text)[:-1])


def found(snippet: str) -> list[tuple[str, bool]]:
    """A snippet in pieces, and whether each is what was looked for (between « and »)."""
    pieces = _FOUND.split(snippet)
    return [(piece, bool(i % 2)) for i, piece in enumerate(pieces) if piece]


def runs(text: str, marks: Iterable[Mark], part: tuple[int, int] | None = None) -> list[list[Run]]:
    """The text's paragraphs, each cut wherever a mark begins or ends; of a `part` of it, if told.

    The cost is that of sorting the marks, and of the text for each mark that overlaps.
    """
    low, high = part or (0, len(text))
    inside = {m for m in marks if 0 <= m.start < m.end <= len(text)}
    found = sorted((m for m in inside if m.start < high and m.end > low), key=_order)
    ends = {n for m in found for n in (m.start, m.end) if low < n < high}
    cuts = sorted({low, high, *ends})
    paragraphs: list[list[Run]] = [[]]
    live: list[Mark] = []
    coming = 0
    for start, end in pairwise(cuts):
        live = [m for m in live if m.end > start]
        while coming < len(found) and found[coming].start <= start:
            live.append(found[coming])
            coming += 1
        inner = min(live, key=lambda m: m.end - m.start, default=None)
        also = next((m.title for m in live if m.kind == "copied"), None)
        for number, line in enumerate(text[start:end].split("\n")):
            if number and paragraphs[-1]:
                paragraphs.append([])
            if line:
                paragraphs[-1].append(
                    Run(
                        shown(line),
                        tuple(dict.fromkeys(m.kind for m in live)),
                        inner.title if inner else None,
                        inner.href if inner else None,
                        f"at-{start}" if inner and inner.start == start and not number else None,
                        also,
                    )
                )
    return [p for p in paragraphs if any(run.text.strip() for run in p)]


def _order(mark: Mark) -> tuple[int, int, str, str]:
    return mark.start, -mark.end, mark.kind, mark.title
