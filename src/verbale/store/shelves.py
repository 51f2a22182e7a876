"""The shelves of a record in its file: cells, cards and rows, written when an update is done."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from typing import Any

import msgspec

from verbale.record.cells import CELLS
from verbale.record.shelves import Key, Memory, Timed

#: The numbers of the longest indexes in the file; others are numbered by a digest of their names.
_SHORT = {"gram": 0, "passage": 1}
#: So many keys are looked up by one query.
_AT_ONCE = 500
_PACK = msgspec.msgpack.Encoder()
_UNPACK = {kind: msgspec.msgpack.Decoder(type) for kind, type in CELLS.items()}
_PLAIN: msgspec.msgpack.Decoder[Any] = msgspec.msgpack.Decoder()
#: Cells that hold words of reports again and again.
_LONG = frozenset({"telling", "cluster", "holdings"})


class FileShelves:
    """See :class:`verbale.record.shelves.Shelves`; for one update, inside a transaction."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        look: Callable[[str, Iterable[str]], Mapping[str, Any]],
    ) -> None:
        """`look`: those rows of a kind with some ids that the file has, by id."""
        self._db = connection
        self._look = look
        self._cells: dict[tuple[str, str], Any] = {}
        self._set: set[tuple[str, str]] = set()
        self._rows: dict[tuple[str, str], Any] = {}
        #: Rows that were set: the nouns, `None` for those taken away.
        self.written: dict[tuple[str, str], Any] = {}

    def get(self, kind: str, id: str) -> Any:
        key = (kind, id)
        if key not in self._cells:
            found = self._db.execute(
                "SELECT value FROM cells WHERE kind = ? AND id = ?", key
            ).fetchone()
            self._cells[key] = _unpacked(kind, found[0]) if found else None
        return self._cells[key]

    def expect(self, kinds: Iterable[str], ids: Iterable[str]) -> None:
        ids = {*ids}
        for kind in kinds:
            waiting = iter([id for id in ids if (kind, id) not in self._cells])
            while some := list(islice(waiting, _AT_ONCE)):
                query = (
                    "SELECT id, value FROM cells WHERE kind = ? AND id IN"
                    f" ({', '.join('?' * len(some))})"
                )
                self._cells |= dict.fromkeys((kind, id) for id in some)
                for id, value in self._db.execute(query, (kind, *some)):
                    self._cells[kind, id] = _unpacked(kind, value)

    def put(self, kind: str, id: str, value: Any) -> None:
        self._cells[kind, id] = value
        self._set.add((kind, id))

    def file(self, index: str, key: Key, owner: str) -> None:
        self._db.execute(
            "INSERT OR IGNORE INTO cards VALUES (?, ?, ?)", (_place(index), key, owner)
        )

    def pull(self, index: str, key: Key, owner: str) -> None:
        self._db.execute(
            "DELETE FROM cards WHERE place = ? AND key = ? AND owner = ?",
            (_place(index), key, owner),
        )

    def filed(self, index: str, key: Key, most: int | None = None) -> list[str]:
        found = self._db.execute(
            "SELECT owner FROM cards WHERE place = ? AND key = ? ORDER BY owner LIMIT ?",
            (_place(index), key, -1 if most is None else most),
        )
        return [owner for (owner,) in found]

    def file_all(self, index: str, owners: Mapping[int, Iterable[str]]) -> None:
        self._db.executemany(
            "INSERT OR IGNORE INTO cards VALUES (?, ?, ?)", _spread(_place(index), owners)
        )

    def pull_all(self, index: str, owners: Mapping[int, Iterable[str]]) -> None:
        self._db.executemany(
            "DELETE FROM cards WHERE place = ? AND key = ? AND owner = ?",
            _spread(_place(index), owners),
        )

    def files(self, index: str, keys: Iterable[int]) -> dict[int, Sequence[str]]:
        found: dict[int, list[str]] = {key: [] for key in sorted(keys)}
        waiting = iter(found)
        while some := list(islice(waiting, _AT_ONCE)):
            query = (
                f"SELECT key, owner FROM cards WHERE place = {_place(index)} AND key IN"
                f" ({', '.join('?' * len(some))}) ORDER BY key, owner"
            )
            for key, owner in self._db.execute(query, some):
                found[key].append(owner)
        return {**found}

    def time(self, index: str, key: str, card: Timed) -> None:
        self._db.execute("INSERT OR IGNORE INTO times VALUES (?, ?, ?, ?, ?)",
                         (_place(index), key, *card))  # fmt: skip

    def untime(self, index: str, key: str, card: Timed) -> None:
        self._db.execute(
            "DELETE FROM times WHERE place = ? AND key = ? AND first = ? AND owner = ?"
            " AND last = ?",
            (_place(index), key, *card),
        )

    def timed(self, index: str, key: str, low: int, high: int) -> list[Timed]:
        found = self._db.execute(
            "SELECT first, owner, last FROM times WHERE place = ? AND key = ?"
            " AND first BETWEEN ? AND ? ORDER BY first, owner",
            (_place(index), key, low, high),
        )
        return [Timed(*card) for card in found]

    def latest(self, index: str, key: str) -> int | None:
        query = "SELECT max(first) FROM times WHERE place = ? AND key = ?"
        found: int | None = self._db.execute(query, (_place(index), key)).fetchone()[0]
        return found

    def expect_rows(self, kind: str, ids: Iterable[str]) -> None:
        missing = [id for id in ids if (kind, id) not in self._rows]
        found = self._look(kind, missing)
        self._rows |= {(kind, id): found.get(id) for id in missing}

    def row(self, kind: str, id: str) -> Any:
        key = (kind, id)
        return self.written[key] if key in self.written else self.before(kind, id)

    def before(self, kind: str, id: str) -> Any:
        """A row as the file has it."""
        key = (kind, id)
        if key not in self._rows:
            self._rows[key] = self._look(kind, [id]).get(id)
        return self._rows[key]

    def set_row(self, kind: str, id: str, noun: Any) -> None:
        self.written[kind, id] = noun

    def keep(self) -> None:
        """Write the cells that were set."""
        gone = [key for key in self._set if self._cells[key] is None]
        fresh = [(*key, _packed(*key, self._cells[key])) for key in sorted(self._set)
                 if self._cells[key] is not None]  # fmt: skip
        self._db.executemany("DELETE FROM cells WHERE kind = ? AND id = ?", gone)
        self._db.executemany("INSERT OR REPLACE INTO cells VALUES (?, ?, ?)", fresh)


def fill(connection: sqlite3.Connection, memory: Memory) -> None:
    """Put what stands on shelves in memory into the file, in the place of all that is there."""
    for table in ("cells", "cards", "times"):
        connection.execute(f"DELETE FROM {table}")
    connection.executemany("INSERT INTO cells VALUES (?, ?, ?)", _cells(memory))
    connection.executemany("INSERT INTO cards VALUES (?, ?, ?)", _cards(memory))
    connection.executemany("INSERT INTO times VALUES (?, ?, ?, ?, ?)", _times(memory))


def _cells(memory: Memory) -> Iterator[tuple[str, str, bytes]]:
    for kind in sorted(memory.cells):
        for id in sorted(memory.cells[kind]):
            yield kind, id, _packed(kind, id, memory.cells[kind][id])


def _cards(memory: Memory) -> Iterator[tuple[int, Key, str]]:
    for index in sorted(memory.cards, key=_place):
        keys: Any = memory.cards[index]
        for key in sorted(keys):
            yield from ((_place(index), key, owner) for owner in keys[key])


def _times(memory: Memory) -> Iterator[tuple[int, str, int, str, int]]:
    for index in sorted(memory.times, key=_place):
        for key in sorted(memory.times[index]):
            yield from ((_place(index), key, *card) for card in memory.times[index][key])


def _spread(place: int, owners: Mapping[int, Iterable[str]]) -> Iterator[tuple[int, int, str]]:
    """Cards in the order of the table, which writes them faster."""
    for key in sorted(owners):
        yield from ((place, key, owner) for owner in owners[key])


@cache
def _place(index: str) -> int:
    return _SHORT.get(index, zlib.crc32(index.encode()))


def _packed(kind: str, id: str, value: Any) -> bytes:
    data = _PACK.encode(value)
    return zlib.compress(data, 1) if kind in _LONG else data


def _unpacked(kind: str, data: bytes) -> Any:
    return _UNPACK.get(kind, _PLAIN).decode(zlib.decompress(data) if kind in _LONG else data)
