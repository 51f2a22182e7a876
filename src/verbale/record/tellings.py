"""How the tellings of one event compare, without drafting the whole record again.

What the record decided of the reports (their dates, which carry the same copy) is taken as it
stands; parties are told apart by the names in these reports alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

from verbale.knowledge.directory import Directory
from verbale.record.accounts import Account, accounts_of
from verbale.record.merging import Context, Likeness, compare
from verbale.record.roll import Roll
from verbale.record.shelves import Memory
from verbale.record.voices import Shared
from verbale.records import Interval, Reading


def tellings(
    readings: Iterable[Reading],
    published: Mapping[str, Interval],
    groups: Mapping[str, str],
    anchors: Collection[str],
    directory: Directory | None = None,
) -> list[tuple[Account, Account, Likeness]]:
    """Each pair of the accounts called `anchors`, the likest first.

    `readings`: of the reports that tell of the event. `published`: their dates; `groups`: their
    groups of copies.
    """
    by_id = {r.report.id: r for r in readings}
    roll = Roll(Memory(), by_id, directory)
    roll.update({r: (None, reading) for r, reading in by_id.items()})
    context = Context(dict(published), Shared(by_id, groups).same_passage)
    accounts = [
        account
        for report, reading in sorted(by_id.items())
        for account in accounts_of(reading, roll, published[report])
        if account.anchor in anchors
    ]
    pairs = [(a, b, compare(a, b, context)) for a, b in combinations(accounts, 2)]
    return sorted(pairs, key=lambda p: (len(p[2].bars), -p[2].score, p[0].anchor, p[1].anchor))
