"""Which of two copies was the other's source, where the evidence gives it."""

from __future__ import annotations

from typing import Literal

import msgspec

from verbale.copies.compare import Prints
from verbale.records import Reading

FULLER = 0.85
"""The share of a cut copy that its source holds, while the copy lacks a third of the source."""

LACKING = 0.67


class Direction(msgspec.Struct, frozen=True):
    """`copy` carries the text of `source` (ids of reports), and what shows it."""

    source: str
    copy: str
    because: Literal["credited", "earlier", "fuller"]


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


def _credits(copy: Reading, source: Reading) -> bool:
    names = {source.marks.agency, source.report.agency, source.report.outlet} - {None}
    own = {copy.marks.agency, copy.report.agency, copy.report.outlet}
    return any(name in copy.marks.relies_on for name in names - own)
