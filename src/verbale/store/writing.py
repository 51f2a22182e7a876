"""The minutes brought up to what was read: only the rows that differ are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from verbale.errors import NotFound, RecordError
from verbale.records import Reading
from verbale.store import changes, rows
from verbale.store.givens import Givens

if TYPE_CHECKING:
    from verbale.knowledge.directory import Directory
    from verbale.record.shelves import Shelves

Key = tuple[str, str]
#: Where more of the record than this share is new, it is made at once, in memory.
_MUCH = 0.5


class Writing(Givens):
    """A record file whose minutes follow from what is given."""

    def grow(self, builder: str, directory: Directory | None = None) -> int:
        """Make the minutes follow from what was read and decided; how many rows differ.

        `builder`: the digest of what makes them; where it is another one, all is made anew.
        `directory`: whom the tables know, by default the shipped ones. One transaction.
        """
        from verbale.record.grow import grow
        from verbale.store import shelves

        with self.transaction():
            was = self._was() if self.meta("builder") == builder else None
            if was is None:
                written = self._make_anew(directory)
            else:
                readings = self.lookup()
                changes = {id: (old, readings.get(id)) for id, old in was.items()}
                file = shelves.FileShelves(self._db, self._row)
                grow(file, readings, changes, self.corrections(), directory)
                file.keep()
                written = file.written
            count = self._write(written, anew=was is None)
            self._db.execute("DELETE FROM pending")
            today = self.shelves().latest("day", "")
            self.set_meta("today", dt.date.fromordinal(today).isoformat() if today else None)
            self.set_meta("stale", None)
            self.set_meta("builder", builder)
        return count

    def _was(self) -> dict[str, Reading | None] | None:
        """What changed since the minutes were made, as it was then; `None` where that is much."""
        held = int(self._db.execute("SELECT count(*) FROM reports").fetchone()[0])
        pending = self._db.execute("SELECT * FROM pending ORDER BY id").fetchall()
        if len(pending) > max(1, _MUCH * held):
            return None
        try:
            return {row[0]: self._reading(row) if row[5] is not None else None for row in pending}
        except RecordError:  # read by another version
            return None

    def _make_anew(self, directory: Directory | None) -> dict[Key, Any]:
        """Put all that is read on empty shelves; every row that there is or was."""
        from verbale.record.grow import grow
        from verbale.record.shelves import Memory
        from verbale.store import shelves

        readings = {r.report.id: r for r in self.readings()}
        memory = Memory()
        changes = {id: (None, reading) for id, reading in readings.items()}
        grow(memory, readings, changes, self.corrections(), directory)
        shelves.fill(self._db, memory)
        kept: list[Key] = self._db.execute("SELECT kind, id FROM minutes").fetchall()
        made = {(kind, id): row for kind, of in memory.rows.items() for id, row in of.items()}
        return {**dict.fromkeys(kept), **made}

    def shelves(self) -> Shelves:
        """What the record remembers of how it was made, to be looked at."""
        from verbale.store.shelves import FileShelves

        return FileShelves(self._db, self._row)

    def lookup(self) -> Mapping[str, Reading]:
        """Every report as read, looked up as it is asked for."""
        from verbale.record.shelves import Asked

        return Asked(self._reading_or_none)

    def _reading_or_none(self, id: str) -> Reading | None:
        try:
            return self.reading_of(id)
        except NotFound:
            return None

    def _row(self, kind: str, id: str) -> Any:
        raise NotImplementedError

    # --- rows ---------------------------------------------------------------------------------

    def _write(self, written: Mapping[Key, Any], *, anew: bool) -> int:
        """Write the rows that differ from those of the file; how many there are.

        `anew`: these are all the rows that there are, or were.
        """
        look = self._looking(written)
        held = () if anew else self._dependents(written)
        again = {key: look(*key) for key in held if key not in written}
        fresh: list[rows.Row] = []
        gone: list[Key] = []
        for (kind, id), noun in sorted({**again, **written}.items(), key=lambda item: item[0]):
            query = "SELECT digest FROM minutes WHERE kind = ? AND id = ?"
            was = self._db.execute(query, (kind, id)).fetchone()
            if noun is None:
                gone += [(kind, id)] if was else []
                continue
            row = rows.flat(kind, noun, look)
            if was is None or was[0] != row.digest:
                fresh.append(row)
        if fresh or gone:
            self._note(fresh, gone)
        for key in gone:
            self._drop(*key)
        for row in fresh:
            self._put(row)
        return len(fresh) + len(gone)

    def _looking(self, written: Mapping[Key, Any]) -> rows.Look:
        """Rows as they will be: what is written, else what the file has."""
        found: dict[Key, Any] = {}

        def look(kind: str, id: str) -> Any:
            key = (kind, id)
            if key in written:
                return written[key]
            if key not in found:
                found[key] = self._row(kind, id)
            return found[key]

        return look

    def _dependents(self, written: Mapping[Key, Any]) -> set[Key]:
        """Rows that are the same, but are found by what others have changed of."""
        found: set[Key] = set()
        for (kind, id), noun in written.items():
            role = {"party": "party", "report": "report"}.get(kind)
            was = self._row(kind, id) if role and noun is not None else None
            if was is None or role is None or rows.shown(was) == rows.shown(noun):
                continue
            query = "SELECT kind, id FROM touches WHERE role = ? AND value = ?"
            touching = {(k, i) for k, i in self._db.execute(query, (role, id))}
            events = {i for k, i in touching if k == "event"}
            found |= {(k, i) for k, i in touching if k in ("event", "statement")}
            found |= {("plan", i) for i in events if self._row("plan", i) is not None}
        return found

    def _note(self, fresh: list[rows.Row], gone: list[Key]) -> None:
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
