"""The store: the record made of what was read, and the questions asked of it."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from verbale.records import Minutes
from verbale.store import changes, rows
from verbale.store.givens import Givens


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


class Store(Givens):
    """One record file. Every method raises `RecordError` where the file fails."""

    # --- the minutes --------------------------------------------------------------------------

    def write(self, minutes: Minutes, builder: str | None = None) -> int:
        """Make these the minutes: write what differs, in one transaction; how many rows did.

        `builder`: the digest of the code that made them.
        """
        with self.transaction():
            held = self._db.execute("SELECT kind, id, digest FROM minutes")
            before = {(kind, id): digest for kind, id, digest in held}
            now = {(row.kind, row.id): row for row in rows.flatten(minutes)}
            fresh = [row for key, row in now.items() if before.get(key) != row.digest]
            gone = [key for key in before if key not in now]
            if fresh or gone:
                self._note(fresh, gone)
            for key in gone:
                self._drop(*key)
            for row in fresh:
                self._put(row)
            self.set_meta("stale", None)
            self.set_meta("builder", builder)
        return len(fresh) + len(gone)

    def _note(self, fresh: list[rows.Row], gone: list[tuple[str, str]]) -> None:
        """Keep what is new about events before it overwrites what was."""
        was: dict[tuple[str, str], Any] = {}
        for kind, id in [*((row.kind, row.id) for row in fresh), *gone]:
            if kind in ("event", "conflict"):
                was[kind, id] = self._row(kind, id)
        new: dict[tuple[str, str], Any] = dict.fromkeys(was)
        for row in fresh:
            if (row.kind, row.id) in new:
                new[row.kind, row.id] = rows.decode(row.kind, row.json)
        events = [key for key in sorted(was) if key[0] == "event"]
        found = [change for key in events for change in changes.compare(was[key], new[key])]
        before, after = (
            {id: noun for (kind, id), noun in side.items() if kind == "conflict" and noun}
            for side in (was, new)
        )
        found += changes.contradicted(before, after)
        together: dict[tuple[str, str], tuple[set[str], set[str]]] = {}
        for event, change, fields, reports in found:
            both = together.setdefault((event, change), (set(), set()))
            both[0].update(fields)
            both[1].update(reports)
        number = self._number() if together else 0
        for (event, change), (names, told) in together.items():
            packed = [changes.packed(tuple(sorted(part))) for part in (names, told)]
            self._db.execute(
                "INSERT OR REPLACE INTO changes VALUES (?, ?, ?, ?, ?)",
                (number, event, change, *packed),
            )

    def _drop(self, kind: str, id: str) -> None:
        self._db.execute("DELETE FROM minutes WHERE kind = ? AND id = ?", (kind, id))
        self._db.execute("DELETE FROM touches WHERE kind = ? AND id = ?", (kind, id))
        self._db.execute("DELETE FROM words WHERE kind = ? AND id = ?", (kind, id))

    def _put(self, row: rows.Row) -> None:
        self._db.execute("DELETE FROM touches WHERE kind = ? AND id = ?", (row.kind, row.id))
        self._db.execute(
            "INSERT OR REPLACE INTO minutes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (row.kind, row.id, row.sort, row.type, row.status, row.since, row.until,
             row.digest, row.json),
        )  # fmt: skip
        self._db.executemany(
            "INSERT INTO touches VALUES (?, ?, ?, ?)",
            [(role, value, row.kind, row.id) for role, value in row.touches],
        )
        if row.kind == "report":  # its text is there already, under its number
            self._db.execute(
                "UPDATE words SET title = ?1 WHERE kind = 'report' AND title <> ?1 AND id ="
                " (SELECT '#' || number FROM reports WHERE id = ?2)",
                (row.title, row.id),
            )
        elif row.title or row.body:
            self._words(row.kind, row.id, row.title, row.body)

    # --- questions ----------------------------------------------------------------------------

    def get(self, kind: str, id: str) -> Any:
        """One row as its noun, or `None`."""
        return self._row(kind, id)

    def _row(self, kind: str, id: str) -> Any:
        found = self._all("SELECT row FROM minutes WHERE kind = ? AND id = ?", [kind, id])
        return self._noun(kind, found[0][0]) if found else None

    def _noun(self, kind: str, row: str) -> Any:
        noun = rows.decode(kind, row)
        if kind != "report":
            return noun
        text = self._all(
            "SELECT w.body FROM reports r JOIN words w"
            " ON w.kind = 'report' AND w.id = '#' || r.number WHERE r.id = ?",
            [noun.id],
        )
        return msgspec.structs.replace(noun, text=text[0][0] if text else "")

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
        """Rows of a kind as their nouns, in the order of the export.

        `touching`: pairs of role ("state", "party", "report", "event", "issue", "about") and
        value, all of which must hold. `since`, `until`: rows whose interval overlaps these
        days; rows without a date are then left out. `prefix`: of the id.
        """
        where, values = ["m.kind = ?"], [kind]
        for role, value in touching:
            where.append(
                "EXISTS (SELECT 1 FROM touches t WHERE t.role = ? AND t.value = ?"
                " AND t.kind = m.kind AND t.id = m.id)"
            )
            values += [role, value]
        for column, wanted in (("type", type), ("status", status)):
            if wanted is not None:
                where.append(f"m.{column} = ?")
                values.append(wanted)
        if since is not None:
            where.append("coalesce(m.until, CASE WHEN m.since IS NULL THEN NULL ELSE '9' END) >= ?")
            values.append(since.isoformat())
        if until is not None:
            where.append("coalesce(m.since, CASE WHEN m.until IS NULL THEN NULL ELSE '0' END) <= ?")
            values.append(until.isoformat())
        if prefix is not None:
            where.append("substr(m.id, 1, ?) = ?")
            values += [len(prefix), prefix]  # type: ignore[list-item]
        tail = "" if limit is None else f" LIMIT {int(limit)}"
        query = f"SELECT m.row FROM minutes m WHERE {' AND '.join(where)} ORDER BY m.sort{tail}"
        for (row,) in self._all(query, values):
            yield self._noun(kind, row)

    def count(self, kind: str) -> int:
        """How many rows of a kind there are."""
        return int(self._all("SELECT count(*) FROM minutes WHERE kind = ?", [kind])[0][0])

    def latest(self) -> dt.date | None:
        """The last day on which a report of the record may have been published."""
        found = self._all("SELECT max(until) FROM minutes WHERE kind = 'report'")[0][0]
        return dt.date.fromisoformat(found) if found else None

    def search(self, query: str, kind: str | None = None, limit: int = 50) -> list[Hit]:
        """Reports, statements and events that hold all the words of `query`, best first.

        Words in double quotes must stand together; nothing else has a meaning of its own.
        """
        words = _match(query)
        if not words:
            return []
        found = self._all(
            "SELECT w.kind, coalesce(r.id, w.id), w.title,"
            " snippet(search, 1, '«', '»', '…', 24)"
            " FROM search JOIN words w ON w.number = search.rowid"
            " LEFT JOIN reports r ON w.kind = 'report' AND w.id = '#' || r.number"
            " WHERE search MATCH ? AND (? IS NULL OR w.kind = ?)"
            " ORDER BY bm25(search, 4.0, 1.0), w.number LIMIT ?",
            [words, kind, kind, limit],
        )
        return [Hit(*row) for row in found]

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


def _match(query: str) -> str:
    """A query as FTS5 takes it: every word or quoted phrase as a string, so nothing is syntax."""
    words: list[str] = []
    for i, part in enumerate(query.split('"')):
        pieces = [part] if i % 2 else part.split()
        words += [f'"{piece}"' for piece in pieces if any(c.isalnum() for c in piece)]
    return " ".join(words)
