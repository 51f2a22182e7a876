"""A report's text with its spans marked, cut into runs that a page can print."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from itertools import pairwise

import msgspec

_FOUND = re.compile("«([^«»]*)»")
#: Characters that would turn the direction of the text around them.
_TURNING = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


class Mark(msgspec.Struct, frozen=True):
    """Something read from `start` to `end`; `kind` names it, `href` leads to what it gave."""

    start: int
    end: int
    kind: str
    title: str
    href: str | None = None


class Run(msgspec.Struct, frozen=True):
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
    plain = text.translate(_TURNING)
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) != "Cc")


def found(snippet: str) -> list[tuple[str, bool]]:
    """A snippet in pieces, and whether each is what was looked for (between « and »)."""
    pieces = _FOUND.split(snippet)
    return [(piece, bool(i % 2)) for i, piece in enumerate(pieces) if piece]


def runs(text: str, marks: Iterable[Mark]) -> list[list[Run]]:
    """The text's paragraphs, each cut wherever a mark begins or ends.

    The cost is that of sorting the marks, and of the text for each mark that overlaps.
    """
    found = sorted({m for m in marks if 0 <= m.start < m.end <= len(text)}, key=_order)
    cuts = sorted({0, len(text), *(m.start for m in found), *(m.end for m in found)})
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
