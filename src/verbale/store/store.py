"""The store: the record made of what was read, and the questions asked of it."""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from verbale.store import counting, file, rows
from verbale.store.counting import Chosen
from verbale.store.selecting import Where, match
from verbale.store.writing import Writing

if TYPE_CHECKING:
    from verbale.store.index import Index

#: Seconds: an index that takes longer to make is not waited for where somebody else makes it.
_SLOW = 0.1

#: So many rows are looked up by one query.
_AT_ONCE = 500


class Changed(NamedTuple):
    """A change to an event, and the read that made it."""

    read: int
    event: str
    change: str
    fields: tuple[str, ...]
    reports: tuple[str, ...]


class Hit(NamedTuple):
    """Something found: its kind and id, and a snippet with the words between « and »."""

    kind: str
    id: str
    title: str
    snippet: str


class Store(Writing):
    """One record file. Every method raises `RecordError` where the file fails."""

    def __init__(self, path: str | os.PathLike[str] | None = None, *, create: bool = False) -> None:
        """See :class:`verbale.store.base.RecordFile`."""
        super().__init__(path, create=create)
        self._indexes: dict[str, Index] = {}
        #: Called where a large index is of an older record than this: it is used until the new
        #: one that another thread makes is given by `use`. By default, it is made at once.
        self.renew: Callable[[], None] | None = None

    # --- questions ----------------------------------------------------------------------------

    def get(self, kind: str, id: str) -> Any:
        """One row as its noun, or `None`."""
        return self._row(kind, id)

    def _row(self, kind: str, id: str) -> Any:
        return self._held(kind, [id]).get(id)

    def _held(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        """Those of some rows of a kind that there are, as their nouns, by id."""
        found: dict[str, Any] = {}
        waiting = iter(ids)
        while some := list(islice(waiting, _AT_ONCE)):
            marks = ", ".join("?" * len(some))
            query = f"SELECT id, row FROM minutes WHERE kind = ? AND id IN ({marks})"
            held = dict(self._all(query, [kind, *some]))
            found |= zip(held, self._nouns(kind, held.values()), strict=True)
        return found

    def _noun(self, kind: str, row: str) -> Any:
        return self._nouns(kind, [row])[0]

    def _nouns(self, kind: str, found: Iterable[str]) -> list[Any]:
        nouns = [rows.decode(kind, row) for row in found]
        if kind == "channel":
            from verbale.record.channels import silent

            return [silent(noun, self.today()) for noun in nouns]
        if kind != "report":
            return nouns
        texts = self._all(
            "SELECT r.id, w.body FROM reports r JOIN words w"
            " ON w.kind = 'report' AND w.id = '#' || r.number"
            f" WHERE r.id IN ({', '.join('?' * len(nouns))})",
            [noun.id for noun in nouns],
        )
        bodies = dict(texts)
        return [msgspec.structs.replace(noun, text=bodies.get(noun.id, "")) for noun in nouns]

    def rows(
        self,
        kind: str,
        *,
        touching: Iterable[tuple[str, str]] = (),
        type: str | None = None,
        status: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        prefix: str | None = None,
        limit: int | None = None,
    ) -> Iterator[Any]:
        """Rows of a kind as their nouns, in the order of the export; see :class:`Where`."""
        where = Where(
            touching=tuple(touching), type=type, status=status, since=since, until=until,
            prefix=prefix,
        )  # fmt: skip
        yield from self.select(kind, where, limit=limit)

    def select(self, kind: str, where: Where, *, limit: int | None = None) -> Iterator[Any]:
        """The rows meant, in the order of the export."""
        condition, values = where.sql(kind)
        tail = "" if limit is None else f" LIMIT {int(limit)}"
        # The plus keeps SQLite from walking all rows in their order to find the few that are meant.
        order = "+m.sort" if where.touching or where.words else "m.sort"
        query = f"SELECT m.row FROM minutes m WHERE {condition} ORDER BY {order}{tail}"
        for (row,) in self._all(query, values):
            yield self._noun(kind, row)

    def newest(self, kind: str, where: Where, limit: int, offset: int = 0) -> tuple[list[Any], int]:
        """A page of the rows meant, the latest first and undated ones last; how many there are."""
        chosen = self.choose(kind, where)
        return chosen.newest(limit, offset), chosen.size

    def choose(self, kind: str, where: Where) -> Chosen:
        """The rows meant, to be counted by what they touch."""
        return Chosen(self._all, self._noun, self._indexed(kind), where, self.mark())

    def _indexed(self, kind: str) -> Index:
        """The index of a kind: that of the record as it is, or a little older, see `index`."""
        found = self._indexes.get(kind)
        if found is not None and (found.mark == self.mark() or (self.renew and found.took > _SLOW)):
            if found.mark != self.mark() and self.renew:
                self.renew()
            return found
        return self.index(kind)

    def index(self, kind: str) -> Index:
        """An index of a kind, made of the record as it now is."""
        from verbale.store.index import Index

        with file.snapshot(self._db):  # another process may be adding to the record
            found = Index(self._all, kind, self.mark())
        self._indexes = {**self._indexes, kind: found}
        return found

    def held(self, kind: str) -> Index | None:
        """The index that is in use, if there is one."""
        return self._indexes.get(kind)

    def use(self, index: Index) -> None:
        """Use an index that another thread has made of the same record."""
        self._indexes = {**self._indexes, index.kind: index}

    def types(self, kind: str) -> list[tuple[str, int]]:
        """How many rows of a kind have each type, the commonest first."""
        query = "SELECT type, count(*) FROM minutes WHERE kind = ? GROUP BY 1 ORDER BY 2 DESC, 1"
        return [(type, n) for type, n in self._all(query, [kind])]

    def said(self, role: str, value: str, limit: int) -> list[Any]:
        """Statements that touch a value in a role, those of the latest reports first."""
        return counting.said(self._all, self._noun, role, value, limit)

    def doubts(self, field: str | None, limit: int, offset: int = 0) -> list[Any]:
        """Conflicts, those about what is dated last first; `field`: only on that one."""
        found = self._all(
            "SELECT m.row FROM minutes m CROSS JOIN touches t"
            " ON t.kind = 'conflict' AND t.id = m.id AND t.role = 'about'"
            " LEFT JOIN minutes a ON a.kind = m.status AND a.id = t.value"
            " WHERE m.kind = 'conflict' AND (?1 IS NULL OR m.type = ?1)"
            " ORDER BY coalesce(a.since, a.until, '') DESC, m.id LIMIT ?2 OFFSET ?3",
            [field, limit, offset],
        )
        return [self._noun("conflict", row) for (row,) in found]

    def count(self, kind: str) -> int:
        """How many rows of a kind there are."""
        return int(self._all("SELECT count(*) FROM minutes WHERE kind = ?", [kind])[0][0])

    def today(self) -> dt.date | None:
        """The day of the latest report: of those with an open date, the first that it may have."""
        found = self.meta("today")
        return dt.date.fromisoformat(found) if found else None

    def latest(self) -> dt.date | None:
        """The last day on which a report of the record may have been published."""
        found = self._all("SELECT max(until) FROM minutes WHERE kind = 'report'")[0][0]
        return dt.date.fromisoformat(found) if found else None

    def search(
        self,
        query: str,
        kind: str | None = None,
        limit: int = 50,
        among: Iterable[int] | None = None,
    ) -> list[Hit]:
        """Reports, statements and events that hold all the words of `query`, best first.

        Words in double quotes must stand together, and a word with a star at its end stands for
        all that begin so; nothing else has a meaning of its own. `among`: only rows of these
        numbers, see :meth:`Chosen.worded`.
        """
        words = match(query)
        if not words:
            return []
        if among is None:
            some = "CROSS JOIN words w ON w.number = search.rowid"
            only, given = "(?2 IS NULL OR w.kind = ?2)", kind
        else:  # the plus keeps SQLite from looking each of them up
            some, only = "", "+search.rowid IN (SELECT value FROM json_each(?2))"
            given = msgspec.json.encode(list(among)).decode()
        found = self._all(
            "SELECT w.kind, coalesce(r.id, w.id), w.title,"
            " snippet(search, 1, '«', '»', '…', 24) FROM ("  # snippets of the best alone
            "SELECT search.rowid AS number, bm25(search, 4.0, 1.0) AS rank FROM search"
            f" {some} WHERE search MATCH ?1 AND {only}"
            " ORDER BY 2, 1 LIMIT ?3) best"
            " CROSS JOIN search ON search.rowid = best.number AND search MATCH ?1"
            " CROSS JOIN words w ON w.number = best.number"
            " LEFT JOIN reports r ON w.kind = 'report'"
            " AND r.number = CAST(substr(w.id, 2) AS INTEGER)"
            " ORDER BY best.rank, best.number",
            [words, given, limit],
        )
        return [Hit(*row) for row in found]

    def noted(self, events: Iterable[str], since_read: int) -> dict[str, str]:
        """What became of some events in the reads after that number: event -> the last change."""
        ids = list(events)
        found = self._all(
            "SELECT event, change FROM changes WHERE read > ? AND event IN"
            f" ({', '.join('?' * len(ids))}) ORDER BY read, change",
            [since_read, *ids],
        )
        return dict(found)

    def changes(self, since_read: int = 0, since: dt.datetime | None = None) -> list[Changed]:
        """What reads after number `since_read`, or made at `since` or later, changed."""
        found = self._all(
            "SELECT c.read, c.event, c.change, c.fields, c.reports FROM changes c"
            " JOIN reads r ON r.number = c.read WHERE c.read > ? AND r.made >= ?"
            " ORDER BY c.read, c.event, c.change",
            [since_read, since.astimezone(dt.UTC).isoformat(timespec="seconds") if since else ""],
        )
        return [
            Changed(read, event, change, tuple(json.loads(fields)), tuple(json.loads(reports)))
            for read, event, change, fields, reports in found
        ]
