"""The parses that a record keeps, as a mapping from digest to bytes."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, MutableMapping
from pathlib import Path


class PassageCache(MutableMapping[str, bytes]):
    """Parses by digest of passage and model: old ones read from the record, new ones held.

    Give it to `language.parse_many`. Nothing is written to the record: `take` hands over what is
    new, so that the process that owns the record can keep it (`Store.keep_passages`).
    """

    def __init__(self, record: Path | sqlite3.Connection | None = None) -> None:
        """`record`: the file (opened for reading) or its connection; `None`: nothing is known."""
        self._kept = _reading(record) if isinstance(record, Path) else record
        self._new: dict[str, bytes] = {}

    def __getitem__(self, digest: str) -> bytes:
        if digest in self._new:
            return self._new[digest]
        query = "SELECT parse FROM passages WHERE digest = ?"
        row = self._kept.execute(query, (digest,)).fetchone() if self._kept else None
        if row is None:
            raise KeyError(digest)
        return bytes(row[0])

    def __setitem__(self, digest: str, parse: bytes) -> None:
        self._new[digest] = parse

    def __delitem__(self, digest: str) -> None:
        del self._new[digest]

    def __iter__(self) -> Iterator[str]:
        return iter(self._new)

    def __len__(self) -> int:
        return len(self._new)

    def take(self) -> list[tuple[str, bytes]]:
        """What is new, sorted; it is not held any longer."""
        new = sorted(self._new.items())
        self._new = {}
        return new


def keep(connection: sqlite3.Connection, parses: Iterable[tuple[str, bytes]]) -> None:
    """Write parses into the record, inside the caller's transaction."""
    connection.executemany("INSERT OR IGNORE INTO passages VALUES (?, ?)", parses)


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None, timeout=30
    )
