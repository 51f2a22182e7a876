"""The minutes brought up to what was read: only the rows that differ are written."""

from __future__ import annotations

import datetime as dt
import gc
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any

from verbale.errors import NotFound, RecordError
from verbale.records import Reading
from verbale.store import changes, rows
from verbale.store.givens import Givens

if TYPE_CHECKING:
    from verbale.knowledge.directory import Directory
    from verbale.record.shelves import Shelves

Key = tuple[str, str]
#: So many rows are looked up by one query.
_AT_ONCE = 500
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

        with self.transaction(), _uncollected():
            was = self._was() if self.meta("builder") == builder else None
            file = shelves.FileShelves(self._db, self._held)
            if was is None:
                written: Mapping[Key, Any] = self._make_anew(directory)
            else:
                readings = self.lookup()
                changes = {id: (old, readings.get(id)) for id, old in was.items()}
                grow(file, readings, changes, self.corrections(), directory)
                file.keep()
                written = file.written
            count = self._write(written, file.before, anew=was is None)
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

        return FileShelves(self._db, self._held)

    def lookup(self) -> Mapping[str, Reading]:
        """Every report as read, looked up as it is asked for."""
        from verbale.record.shelves import Asked

        copies: dict[bytes, Reading] = {}

        def look(id: str) -> Reading | None:
            try:
                return self.reading_of(id, copies)
            except NotFound:
                return None

        return Asked(look)

    def _held(self, kind: str, ids: Iterable[str]) -> dict[str, Any]:
        raise NotImplementedError

    # --- rows ---------------------------------------------------------------------------------

    def _write(self, written: Mapping[Key, Any], before: rows.Look, *, anew: bool = False) -> int:
        """Write the rows that differ from those of the file; how many there are.

        `before`: rows as the file has them. `anew`: `written` are all that there are, or were.
        """
        look = self._looking(written, before)
        held = () if anew else self._dependents(written, before)
        again = {key: look(*key) for key in held if key not in written}
        digests = self._digests([*again, *written])
        fresh: list[rows.Row] = []
        gone: list[Key] = []
        for key, noun in sorted({**again, **written}.items(), key=lambda item: item[0]):
            if noun is None:
                gone += [key] if key in digests else []
                continue
            row = rows.flat(key[0], noun, look)
            if digests.get(key) != row.digest:
                fresh.append(row)
        if fresh or gone:
            self._note(fresh, gone, before, look)
        for table in ("minutes", "touches", "words"):
            self._db.executemany(f"DELETE FROM {table} WHERE kind = ? AND id = ?", gone)
        self._put(fresh, digests)
        return len(fresh) + len(gone)

    def _digests(self, keys: Iterable[Key]) -> dict[Key, bytes]:
        """The digests of those of some rows that the file has."""
        ids: dict[str, list[str]] = defaultdict(list)
        for kind, id in keys:
            ids[kind].append(id)
        found: dict[Key, bytes] = {}
        for kind, of in ids.items():
            waiting = iter(sorted(of))
            while some := list(islice(waiting, _AT_ONCE)):
                query = (
                    "SELECT id, digest FROM minutes WHERE kind = ? AND id IN"
                    f" ({', '.join('?' * len(some))})"
                )
                found |= {
                    (kind, id): digest for id, digest in self._db.execute(query, [kind, *some])
                }
        return found

    @staticmethod
    def _looking(written: Mapping[Key, Any], before: rows.Look) -> rows.Look:
        """Rows as they will be: what is written, else what the file has."""

        def look(kind: str, id: str) -> Any:
            key = (kind, id)
            return written[key] if key in written else before(kind, id)

        return look

    def _dependents(self, written: Mapping[Key, Any], before: rows.Look) -> set[Key]:
        """Rows that are the same, but are found by what others have changed of."""
        found: set[Key] = set()
        for (kind, id), noun in written.items():
            role = {"party": "party", "report": "report"}.get(kind)
            was = before(kind, id) if role and noun is not None else None
            if was is None or role is None or rows.shown(was) == rows.shown(noun):
                continue
            query = "SELECT kind, id FROM touches WHERE role = ? AND value = ?"
            touching = {(k, i) for k, i in self._db.execute(query, (role, id))}
            events = {i for k, i in touching if k == "event"}
            found |= {(k, i) for k, i in touching if k in ("event", "statement")}
            found |= {("plan", i) for i in events if before("plan", i) is not None}
        return found

    def _note(
        self, fresh: list[rows.Row], gone: list[Key], before: rows.Look, look: rows.Look
    ) -> None:
        """Keep what is new about events before it overwrites what was."""
        keys = [*((row.kind, row.id) for row in fresh), *gone]
        noted = [key for key in keys if key[0] in ("event", "conflict")]
        was = {key: before(*key) for key in noted}
        new = {key: look(*key) for key in noted}
        events = [key for key in sorted(was) if key[0] == "event"]
        found = [change for key in events for change in changes.compare(was[key], new[key])]
        told_before, told_now = (
            {id: noun for (kind, id), noun in side.items() if kind == "conflict" and noun}
            for side in (was, new)
        )
        found += changes.contradicted(told_before, told_now)
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

    def _put(self, fresh: Sequence[rows.Row], held: Collection[Key]) -> None:
        """Write rows; `held`: those that the file has in another state."""
        there = [(row.kind, row.id) for row in fresh if (row.kind, row.id) in held]
        self._db.executemany("DELETE FROM touches WHERE kind = ? AND id = ?", there)
        self._db.executemany(
            "INSERT OR REPLACE INTO minutes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((row.kind, row.id, row.sort, row.type, row.status, row.since, row.until,
              row.digest, row.json) for row in fresh),
        )  # fmt: skip
        touches = [(*touch, row.kind, row.id) for row in fresh for touch in row.touches]
        self._db.executemany("INSERT INTO touches VALUES (?, ?, ?, ?)", sorted(touches))
        # The text of a report is there already, under its number.
        self._db.executemany(
            "UPDATE words SET title = ?1 WHERE kind = 'report' AND title <> ?1 AND id ="
            " (SELECT '#' || number FROM reports WHERE id = ?2)",
            ((row.title, row.id) for row in fresh if row.kind == "report"),
        )
        self._words(
            (row.kind, row.id, row.title, row.body)
            for row in fresh
            if row.kind != "report" and (row.title or row.body)
        )


@contextmanager
def _uncollected() -> Iterator[None]:
    """Without a search for garbage: what is made here lives to the end, and going through it again
    and again takes a third of the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():  # count it as looked through
            gc.freeze()
            gc.unfreeze()
        if was:
            gc.enable()
