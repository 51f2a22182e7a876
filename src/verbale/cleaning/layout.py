"""How a plain text is laid out: its lines and paragraphs, as extents in the text itself."""

from __future__ import annotations

import re
from itertools import pairwise

import msgspec

from verbale.records import Extent

_LINE = re.compile(r"[^\n\r\u2028\u2029]+")
# A wire's line is broken near column 65 to 80; a line of a web page's paragraph is not.
_WRAPPED = range(40, 91)
_INDENT = re.compile(r"[ \t\u3000]{3,}")


class Unit(msgspec.Struct, frozen=True):
    """A paragraph, or a line that stands alone. `text` has its line breaks turned into spaces,
    so that offsets in it, plus `start`, are offsets in the report."""

    start: int
    end: int
    text: str
    words: int

    @property
    def extent(self) -> Extent:
        """Its place in the report."""
        return Extent(self.start, self.end)


def is_wrapped(lines: list[tuple[int, str, bool]]) -> bool:
    """Whether lines were broken at a column: most that have a successor end near one, or most
    of their successors go on in lower case."""
    inner = [(text, after[1]) for (_, text, _), after in pairwise(lines) if not after[2]]
    if not inner or max(len(text.rstrip()) for _, text, _ in lines) > _WRAPPED.stop + 10:
        return False
    if sum(after.lstrip()[:1].islower() for _, after in inner) >= 0.5 * len(inner):
        return True
    return len(inner) > 2 and (
        sum(len(text.rstrip()) in _WRAPPED for text, _ in inner) >= 0.6 * len(inner)
    )


def units(text: str) -> tuple[Unit, ...]:
    """The paragraphs of `text`, in order, without surrounding space.

    A blank line always parts two; a single line break does too, unless the text's lines were
    broken at a column, where only an indented line begins a paragraph.
    """
    lines: list[tuple[int, str, bool]] = []  # offset, text, whether a blank line precedes
    blank = True
    last = 0
    for match in _LINE.finditer(text):
        if text.count("\n", last, match.start()) > 1:
            blank = True
        if match.group().strip():
            lines.append((match.start(), match.group(), blank))
            blank = False
        else:
            blank = True
        last = match.end()
    wrapped = is_wrapped(lines)
    spans: list[tuple[int, int]] = []
    for offset, line, after_blank in lines:
        start = offset + len(line) - len(line.lstrip())
        end = offset + len(line.rstrip())
        if spans and wrapped and not after_blank and not _INDENT.match(line):
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(
        Unit(
            start,
            end,
            re.sub(r"[\n\r\u2028\u2029]", " ", text[start:end]),
            len(text[start:end].split()),
        )
        for start, end in spans
    )


def merged(extents: list[Extent]) -> tuple[Extent, ...]:
    """Sorted, and those that overlap or touch made one."""
    out: list[Extent] = []
    for extent in sorted(extents):
        if extent.start >= extent.end:
            continue
        if out and extent.start <= out[-1].end:
            out[-1] = Extent(out[-1].start, max(out[-1].end, extent.end))
        else:
            out.append(extent)
    return tuple(out)
