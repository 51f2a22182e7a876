"""Which of the reports that carry one copy has it from which, where the evidence gives it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from verbale.copies.compare import Prints
from verbale.records import CopyGroup, Direction, Reading

FULLER = 0.85
"""The share of a cut copy that its source holds, while the copy lacks a third of the source."""

LACKING = 0.67

LONGEST = 32
"""The fuller one is sought among so many of a group's longest reports."""


def direction(a: Reading, b: Reading) -> Direction | None:
    """Which of two reports that share copy has it from the other, or `None` if nothing shows it.

    In this order: one credits the other's agency or outlet; its metadata have the earlier day;
    nearly all of the shorter stands in the longer, which tells much more.
    """
    for source, copy in ((a, b), (b, a)):
        if _credits(copy, source) and not _credits(source, copy):
            return Direction(source.report.id, copy.report.id, "credited")
    days = a.report.published, b.report.published
    if days[0] is not None and days[1] is not None and days[0] != days[1]:
        source, copy = (a, b) if days[0] < days[1] else (b, a)
        return Direction(source.report.id, copy.report.id, "earlier")
    mine, theirs = Prints(a.prints).grams, Prints(b.prints).grams
    common = len(mine & theirs)
    for source, copy, held, whole in ((a, b, theirs, mine), (b, a, mine, theirs)):
        if held and common >= FULLER * len(held) and common <= LACKING * len(whole):
            return Direction(source.report.id, copy.report.id, "fuller")
    return None


def directions(group: CopyGroup, readings: Mapping[str, Reading]) -> tuple[Direction, ...]:
    """Whom each report of a group has its copy from, where that shows; sorted by the copy.

    One source a report, which shares a passage with it: the one that it credits, else the first
    by its metadata, else the fullest; of several the earliest, then the first by its id.
    `readings` holds those of the group.
    """
    passages: dict[str, set[int]] = defaultdict(set)
    for place, spans in enumerate(group.passages):
        for span in spans:
            passages[span.report].add(place)
    found = []
    candidates = _Candidates([readings[one] for one in group.reports if one in passages])
    for copy in sorted(passages):
        for other in candidates.of(readings[copy]):
            if not passages[copy] & passages[other.report.id]:
                continue
            way = direction(other, readings[copy])
            if way is not None and way.copy == copy:
                found.append(way)
                break
    return tuple(found)


class _Candidates:
    """The reports of a group, by what may show that another has its copy from them."""

    def __init__(self, held: list[Reading]) -> None:
        dated = [(r.report.published, r.report.id, r) for r in held if r.report.published]
        self._dated = sorted(dated, key=lambda row: row[:2])
        self._longest = sorted(held, key=lambda r: (-_length(r), _when(r)))[:LONGEST]
        self._named: dict[str, list[Reading]] = defaultdict(list)
        for reading in sorted(held, key=_when):
            for name in _names(reading):
                self._named[name].append(reading)

    def of(self, copy: Reading) -> Iterator[Reading]:
        """Those that a report may have its copy from, likeliest first."""
        for name in copy.marks.relies_on:
            yield from (r for r in self._named.get(name, ()) if r.report.id != copy.report.id)
        day = copy.report.published
        if day is not None:
            yield from (reading for earlier, _, reading in self._dated if earlier < day)
        yield from (r for r in self._longest if _length(r) > _length(copy))


def _when(reading: Reading) -> tuple[str, str]:
    day = reading.report.published
    return day.isoformat() if day else "~", reading.report.id


def _length(reading: Reading) -> int:
    return sum(passage.words for passage in reading.prints)


def _names(reading: Reading) -> set[str]:
    named = {reading.marks.agency, reading.report.agency, reading.report.outlet}
    return {name for name in named if name}


def _credits(copy: Reading, source: Reading) -> bool:
    return any(name in copy.marks.relies_on for name in _names(source) - _names(copy))
