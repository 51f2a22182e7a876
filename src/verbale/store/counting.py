"""What is counted over chosen rows without looking into each: facets, pairs, pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

from verbale.store.selecting import UNDATED, Where

#: Asks the file; gives all rows.
Ask = Callable[[str, Iterable[Any]], list[tuple[Any, ...]]]
#: A kind and a row as JSON -> the noun.
Decode = Callable[[str, str], Any]

_COLUMNS = ("type", "status", "year")
#: From so many chosen rows on, an index is looked through for them instead of each row's.
_MANY = 4000
_TABLE = "CREATE TEMP TABLE chosen (id TEXT PRIMARY KEY) WITHOUT ROWID"
_CHOSEN = "IN (SELECT id FROM temp.chosen)"


class Chosen:
    """Rows of a kind that are meant, held in a table of the connection.

    The next rows that are chosen take their place: ask what is to be asked before.
    """

    def __init__(self, ask: Ask, decode: Decode, kind: str, where: Where) -> None:
        """Choose them: one look at the index of the minutes, and one at what else is asked."""
        condition, values = where.sql(kind)
        self._ask, self._decode, self._kind = ask, decode, kind
        self._looked: list[tuple[Any, ...]] | None = None
        ask("DROP TABLE IF EXISTS temp.chosen", ())
        ask(_TABLE, ())
        ask(f"INSERT INTO temp.chosen SELECT m.id FROM minutes m WHERE {condition}", values)
        self.size = int(ask("SELECT count(*) FROM temp.chosen", ())[0][0])

    def newest(self, limit: int, offset: int = 0) -> list[Any]:
        """The rows themselves: the latest first, undated ones last."""
        found = self._sorted("<", limit, offset)
        if len(found) < limit:
            dated = self._ask(f"SELECT count(*) FROM {self._rows()} m.sort < ?", [UNDATED])[0][0]
            rest = max(0, offset - dated)
            found += self._sorted(">=", limit - len(found), rest)
        return [self._decode(self._kind, row) for (row,) in found]

    def _sorted(self, side: str, limit: int, offset: int) -> list[tuple[Any, ...]]:
        """Rows that sort before or after what has no date, the last first."""
        # The plus keeps SQLite from walking all rows in their order to find the few chosen ones.
        order = "m.sort" if self.size > _MANY else "+m.sort"
        return self._ask(
            f"SELECT m.row FROM {self._rows()} {order} {side} ? ORDER BY {order} DESC"
            " LIMIT ? OFFSET ?",
            [UNDATED, limit, offset],
        )

    def _rows(self) -> str:
        """The chosen rows `m`, found from whichever side has less to look through."""
        kind = f"m.kind = '{self._kind}'"
        if self.size > _MANY:
            return f"minutes m WHERE {kind} AND m.id {_CHOSEN} AND"
        return f"temp.chosen c CROSS JOIN minutes m ON {kind} AND m.id = c.id WHERE"

    def soonest(self, limit: int, offset: int = 0) -> list[Any]:
        """The rows that end first; those without an end last."""
        found = self._ask(
            f"SELECT m.row FROM {self._rows()} 1"
            " ORDER BY m.until IS NULL, m.until, m.id LIMIT ? OFFSET ?",
            [limit, offset],
        )
        return [self._decode(self._kind, row) for (row,) in found]

    def tally(self, role: str, limit: int = -1) -> list[tuple[str, int]]:
        """How many rows have each value of a role, the commonest first.

        `role`: "type", "status", "year", or a role that rows touch: "state", "pair", "party",
        "issue", "outlet", "report" and so on.
        """
        if role in _COLUMNS:
            return self._column(_COLUMNS.index(role), limit)
        if self.size > _MANY:
            counted = (
                "SELECT t.value, count(*) AS n FROM touches t WHERE t.kind = ? AND t.role = ?"
                f" AND t.id {_CHOSEN}"
            )
        else:
            counted = (
                "SELECT t.value, count(*) AS n FROM temp.chosen c"
                " CROSS JOIN touches t ON t.kind = ? AND t.id = c.id AND t.role = ?"
            )
        found = self._ask(
            f"{counted} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?", [self._kind, role, limit]
        )
        return [(value, n) for value, n in found]

    def _column(self, place: int, limit: int) -> list[tuple[str, int]]:
        """How many rows have each value of a column: all columns are counted in one look."""
        if self._looked is None:
            self._looked = self._ask(
                "SELECT m.type, m.status, substr(coalesce(m.until, m.since), 1, 4), count(*)"
                f" FROM {self._rows()} 1 GROUP BY 1, 2, 3",
                (),
            )
        counts: Counter[str] = Counter()
        for row in self._looked:
            if row[place] is not None:
                counts[row[place]] += row[3]
        found = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
        return found if limit < 0 else found[:limit]

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
