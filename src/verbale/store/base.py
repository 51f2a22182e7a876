"""The record file at work: transactions, small facts, who reads into it, and when it was read."""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from verbale.errors import RecordError
from verbale.store import file

#: Seconds after which a process that says it is reading, and is silent, is not believed.
_SILENCE = 600


class Made(NamedTuple):
    """A read, a correction or a forgetting: its number, when (UTC), what and a note."""

    number: int
    made: dt.datetime
    what: str
    note: str


class RecordFile:
    """One record file. Every method raises `RecordError` where the file fails."""

    def __init__(self, path: str | os.PathLike[str] | None = None, *, create: bool = False) -> None:
        """Open the record at `path`, made if `create`; `None` is a record in memory."""
        self.path = Path(path) if path is not None else None
        self._db = file.connect(self.path, create=create)
        #: Whether the file may only be read.
        self.sealed = self.path is not None and file.sealed(self.path)
        self._read: int | None = None
        self._what = ("read", "")

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def transaction(self) -> AbstractContextManager[None]:
        """All that is written within is kept, or nothing of it."""
        return self._transaction()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with file.plain_errors(self.path), file.transaction(self._db):
            yield

    def _all(self, query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        with file.plain_errors(self.path):
            return self._db.execute(query, tuple(values)).fetchall()

    # --- small facts ---------------------------------------------------------------------------

    def meta(self, key: str) -> str | None:
        """A small fact about the record."""
        found = self._all("SELECT value FROM meta WHERE key = ?", [key])
        return str(found[0][0]) if found else None

    def set_meta(self, key: str, value: str | None) -> None:
        """Keep a small fact, or drop it (`None`)."""
        with file.plain_errors(self.path):
            if value is None:
                self._db.execute("DELETE FROM meta WHERE key = ?", (key,))
            elif self.meta(key) != value:
                self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @property
    def stale(self) -> bool:
        """Whether the minutes lag behind what was read or corrected."""
        return self.meta("stale") is not None

    # --- one reader at a time -----------------------------------------------------------------

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Claim the record for reading into it; raises `RecordError` if another process has."""
        other = self.reader_process()
        if other is not None:
            raise RecordError(
                f"{self.path} is being read into by process {other}; wait for it to end."
            )
        self.set_meta("reading", self._claim())
        try:
            yield
        finally:
            self.set_meta("reading", None)

    def beat(self) -> None:
        """Say that this process is still reading."""
        self.set_meta("reading", self._claim())

    def reader_process(self) -> int | None:
        """The process that reads into this record now, unless it is this one or has died."""
        told = self.meta("reading")
        if told is None:
            return None
        claim = json.loads(told)
        silent = dt.datetime.now(dt.UTC).timestamp() - claim["at"]
        here = claim["host"] == socket.gethostname()
        if (here and claim["pid"] == os.getpid()) or silent > _SILENCE:
            return None
        return None if here and not _alive(claim["pid"]) else int(claim["pid"])

    @staticmethod
    def _claim() -> str:
        at = int(dt.datetime.now(dt.UTC).timestamp())
        return json.dumps({"pid": os.getpid(), "host": socket.gethostname(), "at": at})

    # --- reads --------------------------------------------------------------------------------

    def begin(self, what: str, note: str) -> None:
        """What is written from here on belongs to a new read (kept once something is written)."""
        self._read, self._what = None, (what, note)

    def _number(self) -> int:
        """The number of this read, inside a transaction."""
        if self._read is None:
            made = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
            cursor = self._db.execute(
                "INSERT INTO reads (made, what, note) VALUES (?, ?, ?)", (made, *self._what)
            )
            self._read = int(cursor.lastrowid or 0)
        return self._read

    def last_read(self) -> int:
        """The number of the last read that changed the record; 0 before the first."""
        return int(self._all("SELECT coalesce(max(number), 0) FROM reads")[0][0])

    def mark(self) -> tuple[int, bool]:
        """What differs whenever the minutes do: the last read, and whether they lag behind it."""
        return self.last_read(), self.stale

    def reads(self) -> list[Made]:
        """Every read that changed the record, the first one first."""
        found = self._all("SELECT number, made, what, note FROM reads ORDER BY number")
        return [Made(n, dt.datetime.fromisoformat(made), *rest) for n, made, *rest in found]


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
