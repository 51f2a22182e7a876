"""What is counted over chosen rows without looking into each: facets, pairs, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from verbale.store.selecting import Where

if TYPE_CHECKING:
    from verbale.store.index import Ask, Index

#: A kind and a row as JSON -> the noun.
Decode = Callable[[str, str], Any]

#: Up to so many statements are joined with their reports and sorted; more are found by going
#: through the reports, so many at a time, until there are enough.
_FEW, _AT_ONCE = 2000, 50


class Chosen:
    """Rows of a kind that are meant, known by their places in an index."""

    def __init__(self, ask: Ask, decode: Decode, index: Index, where: Where, mark: object) -> None:
        """Choose them; `mark`: see :meth:`Index.mask`."""
        self._ask, self._decode, self._index = ask, decode, index
        self._mask = index.mask(ask, where, mark)
        self.size = int(self._mask.sum())

    def newest(self, limit: int, offset: int = 0) -> list[Any]:
        """The rows themselves: the latest first, undated ones last."""
        return self._rows(self._mask.nonzero()[0][offset : offset + limit])

    def soonest(self, limit: int, offset: int = 0) -> list[Any]:
        """The rows that end first; those without an end last."""
        return self._rows(self._index.soonest(self._mask)[offset : offset + limit])

    def _rows(self, places: Any) -> list[Any]:
        ids = [self._index.ids[place] for place in places]
        kind = self._index.kind
        query = (
            f"SELECT id, row FROM minutes WHERE kind = ? AND id IN ({', '.join('?' * len(ids))})"
        )
        rows: dict[str, str] = dict(self._ask(query, [kind, *ids]))
        return [self._decode(kind, rows[id]) for id in ids if id in rows]

    def tally(self, role: str, limit: int | None = None) -> list[tuple[str, int]]:
        """How many rows have each value of a role, the commonest first.

        `role`: "type", "status", "year", "state", "pair", "party", "issue", "outlet" or "report".
        """
        return self._index.tally(self._mask, role)[:limit]

    def couples(self, limit: int | None = None) -> list[tuple[tuple[str, str], int]]:
        """How many rows touch both of two states (sorted), the commonest pair first."""
        found = (
            ((a, b), n)
            for (a, _, b), n in ((pair.partition("-"), n) for pair, n in self.tally("pair"))
            if a != b
        )
        return list(islice(found, limit))

    def worded(self, words: str, kind: str, *, told: bool, most: int = 1000) -> list[int]:
        """The numbers of reports or statements that hold words, `most` of them, the newest.

        For :meth:`Store.search`, that ranks them. `told`: only the reports, or the statements of
        reports, that tell of one of the rows.
        """
        mask = self._mask if told else None
        numbers = self._index.worded(self._ask, words, kind, mask, most)
        if kind == "report" or mask is None:
            return numbers
        query = (
            "SELECT w.number, t.value FROM json_each(?) n CROSS JOIN words w ON w.number = n.value"
            " CROSS JOIN touches t ON t.kind = w.kind AND t.id = w.id AND t.role = 'report'"
        )
        reports = {report for report, _ in self.tally("report")}
        found = self._ask(query, [msgspec.json.encode(numbers).decode()])
        return [number for number, report in found if report in reports]

    def said(self, limit: int, *, on_issues: bool = False) -> list[Any]:
        """Statements of the reports that the rows touch, the latest reports' first.

        `on_issues`: only those on some issue.
        """
        told = {report for report, _ in self.tally("report")}
        reports = [report for report in latest(self._ask) if report in told]
        some = (
            " AND EXISTS (SELECT 1 FROM touches i WHERE i.kind = 'statement' AND i.id = t.id"
            " AND i.role = 'issue')"
        )
        found = islice(_within(self._ask, reports, some if on_issues else "", []), limit)
        return [self._decode("statement", row) for row in found]


def said(ask: Ask, decode: Decode, role: str, value: str, limit: int) -> list[Any]:
    """Statements that touch a value, those of the latest reports first."""
    touched = "FROM touches o WHERE o.role = ? AND o.value = ? AND o.kind = 'statement'"
    if ask(f"SELECT count(*) FROM (SELECT 1 {touched} LIMIT {_FEW + 1})", [role, value])[0][0] > (
        _FEW
    ):
        probe = f" AND EXISTS (SELECT 1 {touched} AND o.id = t.id)"
        found = list(islice(_within(ask, latest(ask), probe, [role, value]), limit))
    else:
        query = (
            f"SELECT m.row FROM (SELECT o.id {touched}) s"
            " CROSS JOIN minutes m ON m.kind = 'statement' AND m.id = s.id"
            " CROSS JOIN touches t ON t.kind = 'statement' AND t.id = m.id AND t.role = 'report'"
            " CROSS JOIN minutes r ON r.kind = 'report' AND r.id = t.value"
            " ORDER BY r.until DESC, m.sort LIMIT ?"
        )
        found = [row for (row,) in ask(query, [role, value, limit])]
    return [decode("statement", row) for row in found]


def latest(ask: Ask) -> list[str]:
    """The ids of all reports, the latest first."""
    query = "SELECT id FROM minutes WHERE kind = 'report' ORDER BY until DESC, id"
    return [id for (id,) in ask(query, ())]


def _within(ask: Ask, reports: list[str], probe: str, values: list[str]) -> Iterator[str]:
    """Rows of the statements of reports, in the order of these, that pass a probe (of `t`)."""
    given, size = iter(reports), _AT_ONCE
    while some := list(islice(given, size)):
        query = (
            "SELECT s.row FROM json_each(?) d"
            " CROSS JOIN touches t ON t.role = 'report' AND t.value = d.value"
            f" AND t.kind = 'statement'{probe}"
            " CROSS JOIN minutes s ON s.kind = 'statement' AND s.id = t.id"
            " ORDER BY d.key, s.sort"
        )
        yield from (row for (row,) in ask(query, [msgspec.json.encode(some).decode(), *values]))
        size *= 2
