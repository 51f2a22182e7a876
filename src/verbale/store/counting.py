"""What is counted over chosen rows without looking into each: facets, pairs, pages."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from verbale.store.selecting import UNDATED, Where

#: Asks the file; gives all rows.
Ask = Callable[[str, Iterable[Any]], list[tuple[Any, ...]]]
#: A kind and a row as JSON -> the noun.
Decode = Callable[[str, str], Any]

_COLUMNS = frozenset({"type", "status", "year"})
#: From so many chosen rows on, what a role holds is looked through instead of each row.
_MANY = 4000
_NEWEST = f"sort >= '{UNDATED}', sort DESC"
_TABLE = (
    "CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY, place INTEGER, type TEXT, status TEXT,"
    " year TEXT, until TEXT, sort TEXT) WITHOUT ROWID"
)
_FILL = (
    "INSERT INTO temp.chosen SELECT m.id, m.rowid, m.type, m.status,"
    " substr(coalesce(m.until, m.since), 1, 4), m.until, m.sort FROM minutes m WHERE "
)


class Chosen:
    """Rows of a kind that are meant, held in a table of the connection.

    The next rows that are chosen take their place: ask what is to be asked before.
    """

    def __init__(self, ask: Ask, decode: Decode, kind: str, where: Where) -> None:
        """Choose them: one look at the index of the minutes, and one at what else is asked."""
        condition, values = where.sql(kind)
        self._ask, self._decode, self._kind = ask, decode, kind
        ask("DROP TABLE IF EXISTS temp.chosen", ())
        ask(_TABLE, ())
        ask(_FILL + condition, values)
        self.size = int(ask("SELECT count(*) FROM temp.chosen", ())[0][0])

    def newest(self, limit: int, offset: int = 0) -> list[Any]:
        """The rows themselves: the latest first, undated ones last."""
        found = self._ask(
            f"SELECT m.row FROM (SELECT place, sort FROM temp.chosen ORDER BY {_NEWEST}"
            " LIMIT ? OFFSET ?) c CROSS JOIN minutes m ON m.rowid = c.place"
            f" ORDER BY c.sort >= '{UNDATED}', c.sort DESC",
            [limit, offset],
        )
        return [self._decode(self._kind, row) for (row,) in found]

    def soonest(self, limit: int, offset: int = 0) -> list[Any]:
        """The rows that end first; those without an end last."""
        found = self._ask(
            "SELECT m.row FROM (SELECT place, until, id FROM temp.chosen"
            " ORDER BY until IS NULL, until, id LIMIT ? OFFSET ?) c CROSS JOIN minutes m"
            " ON m.rowid = c.place ORDER BY c.until IS NULL, c.until, c.id",
            [limit, offset],
        )
        return [self._decode(self._kind, row) for (row,) in found]

    def tally(self, role: str, limit: int = -1) -> list[tuple[str, int]]:
        """How many rows have each value of a role, the commonest first.

        `role`: "type", "status", "year", or a role that rows touch: "state", "pair", "party",
        "issue", "outlet", "report" and so on.
        """
        values: list[Any] = []
        if role in _COLUMNS:
            counted = f"SELECT {role}, count(*) AS n FROM temp.chosen WHERE {role} IS NOT NULL"
        elif self.size > _MANY:
            counted = (
                "SELECT t.value, count(*) AS n FROM touches t WHERE t.role = ? AND t.kind = ?"
                " AND t.id IN (SELECT id FROM temp.chosen)"
            )
            values = [role, self._kind]
        else:
            counted = (
                "SELECT t.value, count(*) AS n FROM temp.chosen c"
                " CROSS JOIN touches t ON t.kind = ? AND t.id = c.id AND t.role = ?"
            )
            values = [self._kind, role]
        found = self._ask(f"{counted} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?", [*values, limit])
        return [(value, n) for value, n in found]

    def couples(self, limit: int = -1) -> list[tuple[tuple[str, str], int]]:
        """How many rows touch both of two states (sorted), the commonest pair first."""
        found = (
            ((a, b), n)
            for (a, _, b), n in ((pair.partition("-"), n) for pair, n in self.tally("pair"))
            if a != b
        )
        return list(islice(found, limit if limit >= 0 else None))

    def said(self, limit: int, *, on_issues: bool = False) -> list[Any]:
        """Statements of the reports that the rows touch, the latest reports' first.

        `on_issues`: only those on some issue.
        """
        some = (
            " AND EXISTS (SELECT 1 FROM touches i WHERE i.kind = 'statement' AND i.id = t.id"
            " AND i.role = 'issue')"
        )
        found = self._ask(
            "SELECT s.row FROM (SELECT DISTINCT t.value AS report FROM temp.chosen c"
            " CROSS JOIN touches t ON t.kind = ? AND t.id = c.id AND t.role = 'report') d"
            " CROSS JOIN minutes r ON r.kind = 'report' AND r.id = d.report"
            " CROSS JOIN touches t ON t.role = 'report' AND t.value = d.report"
            " AND t.kind = 'statement'"
            f"{some if on_issues else ''}"
            " CROSS JOIN minutes s ON s.kind = 'statement' AND s.id = t.id"
            " ORDER BY r.until DESC, s.sort LIMIT ?",
            [self._kind, limit],
        )
        return [self._decode("statement", row) for (row,) in found]
