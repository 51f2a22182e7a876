"""The record as a function of the set of reports and corrections."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from verbale.knowledge.channels import names as channel_names
from verbale.knowledge.directory import Directory
from verbale.record import channels
from verbale.record.accounts import Account
from verbale.record.grow import Growth, grow
from verbale.record.merging import Likeness, compare
from verbale.record.shelves import Memory, Shelves
from verbale.records import Correction, Minutes, Reading


def build(
    readings: Iterable[Reading],
    decided: Iterable[Correction] = (),
    directory: Directory | None = None,
) -> Minutes:
    """Readings and corrections -> the whole record; the order of either does not show.

    `directory`: whom the tables know, by default the shipped ones.
    """
    by_id = {r.report.id: r for r in readings}
    shelves = Memory()
    grow(shelves, by_id, {r: (None, reading) for r, reading in by_id.items()}, decided, directory)
    return minutes(shelves)


def minutes(shelves: Memory) -> Minutes:
    """The whole record that stands on shelves in memory."""
    rows = {kind: [held[id] for id in sorted(held)] for kind, held in shelves.rows.items()}
    today = channels.today(shelves)
    ranks = channel_names()
    return Minutes(
        reports=tuple(rows.get("report", ())),
        copies=tuple(sorted(rows.get("copy", ()), key=lambda g: g.reports)),
        parties=tuple(rows.get("party", ())),
        events=tuple(rows.get("event", ())),
        statements=tuple(sorted(rows.get("statement", ()), key=lambda s: (s.report, s.start))),
        conflicts=tuple(rows.get("conflict", ())),
        plans=tuple(rows.get("plan", ())),
        channels=tuple(
            channels.silent(line, today)
            for line in sorted(
                rows.get("channel", ()), key=lambda c: (c.pair, ranks.index(c.channel))
            )
        ),
    )


def explain(
    shelves: Shelves, readings: Mapping[str, Reading], first: str, second: str
) -> list[tuple[Account, Account, Likeness]]:
    """How every account of one event compares with every account of another.

    `shelves`, `readings`: those of the record. `first` and `second` are ids of events or
    accounts; the pairs come best first.
    """
    composing = Growth(shelves, readings).composing
    left, right = composing.holding(first), composing.holding(second)
    if left and right and left[0].anchor == right[0].anchor:
        left = [a for a in left if a.anchor == first] or left
        right = [a for a in right if a.anchor == second] or right
    pairs = [
        (a, b, compare(a, b, composing.context))
        for a in left
        for b in right
        if a.anchor != b.anchor
    ]
    return sorted(pairs, key=lambda p: (len(p[2].bars), -p[2].score, p[0].anchor, p[1].anchor))
