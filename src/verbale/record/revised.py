"""What changed from one text of a report to the next: in its words, and in what it tells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import msgspec

from verbale.record.build import build
from verbale.records import Event, Extent, Reading

_WORD = re.compile(r"\S+")
_PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
#: Fields of an event that a reader would call news.
_TOLD = ("status", "date", "type", "mode", "actors", "recipients", "place", "venue", "occasion",
         "duration", "issues")  # fmt: skip


class Edit(msgspec.Struct, frozen=True):
    """Words of the old text and those that stand in their place in the new one; either is empty
    where words were added or left out."""

    old: Extent
    new: Extent


class Retold(msgspec.Struct, frozen=True):
    """An event as the old text tells it and as the new one does; `None` where one does not.

    `fields`: those that differ.
    """

    old: Event | None
    new: Event | None
    fields: tuple[str, ...] = ()


class Revision(msgspec.Struct, frozen=True):
    """A text and the one that takes its place."""

    old: str
    new: str
    edits: tuple[Edit, ...]
    events: tuple[Retold, ...]


def compare(old: Reading, new: Reading) -> Revision:
    """The changes from `old` to `new`; events that both tell alike are left out."""
    return Revision(
        old.report.id,
        new.report.id,
        tuple(edits(old.report.text, new.report.text)),
        tuple(_retold(build([old]).events, build([new]).events)),
    )


def edits(old: str, new: str) -> Iterator[Edit]:
    """Changed words, in order: paragraphs are aligned first, then the words of changed ones."""
    a, b = list(_PARAGRAPH.finditer(old)), list(_PARAGRAPH.finditer(new))
    for kind, i, j, k, m in _steps([x[0].strip() for x in a], [x[0].strip() for x in b]):
        left = Extent(_at(a, i, old), a[j - 1].end()) if i < j else Extent(*[_at(a, i, old)] * 2)
        right = Extent(_at(b, k, new), b[m - 1].end()) if k < m else Extent(*[_at(b, k, new)] * 2)
        if kind == "replace":
            yield from _words(old, left, new, right)
        else:
            yield Edit(left, right)


def _words(old: str, left: Extent, new: str, right: Extent) -> Iterator[Edit]:
    a = list(_WORD.finditer(old, left.start, left.end))
    b = list(_WORD.finditer(new, right.start, right.end))
    for _, i, j, k, m in _steps([x[0] for x in a], [x[0] for x in b]):
        yield Edit(_extent(a, i, j, old), _extent(b, k, m, new))


def _steps(a: Sequence[str], b: Sequence[str]) -> Iterator[tuple[str, int, int, int, int]]:
    for step in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if step[0] != "equal":
            yield step


def _extent(found: Sequence[re.Match[str]], start: int, end: int, text: str) -> Extent:
    first = _at(found, start, text)
    return Extent(first, found[end - 1].end()) if start < end else Extent(first, first)


def _at(found: Sequence[re.Match[str]], index: int, text: str) -> int:
    return found[index].start() if index < len(found) else len(text)


def _retold(old: Sequence[Event], new: Sequence[Event]) -> Iterator[Retold]:
    """Pairs of events, the likest first taken; then those that only one text tells."""
    pairs = sorted(
        ((_likeness(a, b), i, k) for i, a in enumerate(old) for k, b in enumerate(new)),
        key=lambda pair: (-pair[0], pair[1], pair[2]),
    )
    partner: dict[int, int] = {}
    for likeness, i, k in pairs:
        if likeness >= 2 and i not in partner and k not in partner.values():
            partner[i] = k
    for i, event in enumerate(old):
        if i not in partner:
            yield Retold(event, None)
            continue
        other = new[partner[i]]
        fields = tuple(f for f in _TOLD if getattr(event, f) != getattr(other, f))
        if fields:
            yield Retold(event, other, fields)
    for k, event in enumerate(new):
        if k not in partner.values():
            yield Retold(None, event)


def _likeness(a: Event, b: Event) -> float:
    """Over 2 for one kind of event between the same parties."""
    if a.type != b.type:
        return 0.0
    mine, theirs = {*a.actors, *a.recipients}, {*b.actors, *b.recipients}
    parties = len(mine & theirs) / max(1, len(mine | theirs))
    same = sum(getattr(a, f) == getattr(b, f) for f in _TOLD) / len(_TOLD)
    return 3 * parties + same if parties else 0.0
