"""The record file: made, recognised, opened; transactions."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from verbale.errors import NotARecord, RecordError, TooNew

APPLICATION = 0x5652424C  # "VRBL"
VERSION = 1
_PENDING = "SELECT 1 FROM sqlite_master WHERE name = 'pending'"
#: Whether readings may be used again; records made before that was so take the column.
_GIVEN = "SELECT 1 FROM pragma_table_info('reports') WHERE name = 'given'"
_REUSED = (
    "BEGIN IMMEDIATE; ALTER TABLE reports ADD COLUMN given BLOB;"
    " CREATE INDEX reports_given ON reports (given); COMMIT;"
)
#: SQLite's smallest page; it takes a shorter file for an empty one, and would write over it.
_LEAST = 512


def connect(path: Path | None, *, create: bool) -> sqlite3.Connection:
    """A connection to the record at `path` (`None`: in memory), made if `create` allows it.

    Raises `NotARecord` for another file, `TooNew` for a later version's, `RecordError` where
    there is none or it cannot be opened.
    """
    if path is None:
        return _made(_open(":memory:"))
    if path.is_dir():
        raise NotARecord(f"{path} is a folder, not a record file.")
    if not path.exists():
        if not create:
            raise RecordError(
                f"There is no record at {path}; `verbale read PATH... --into {path}` makes one."
            )
        if not path.parent.is_dir():
            raise RecordError(f"There is no folder {path.parent} to make {path.name} in.")
    with plain_errors(path):
        shut = sealed(path)
        connection = _open_sealed(path) if shut and not create else _open(path)
        try:
            fresh = _unwritten(connection, path)
            if fresh and not create:
                raise NotARecord(f"{path} is empty: `verbale read PATH... --into {path}` fills it.")
            # A page that counts looks through some 30 MB of indexes.
            connection.execute("PRAGMA cache_size = -32000")
            connection.execute("PRAGMA temp_store = MEMORY")
            if not shut:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
            if fresh:
                return _made(connection)
            if not shut and not connection.execute(_PENDING).fetchone():
                connection.executescript(_script("shelves.sql"))  # made before there were any
            if not shut and not connection.execute(_GIVEN).fetchone():
                connection.executescript(_REUSED)
            if not shut:
                connection.execute("DROP TRIGGER IF EXISTS words_in")  # words are indexed together
            return connection
        except BaseException:
            connection.close()
            raise


def sealed(path: Path) -> bool:
    """Whether the record at `path` may only be read."""
    places = (path, path.parent) if path.exists() else (path.parent,)
    return not all(os.access(place, os.W_OK) for place in places)


def _unwritten(connection: sqlite3.Connection, path: Path) -> bool:
    """Whether the file holds nothing yet; raises where it holds something that is not ours."""
    foreign = f"{path} is not a Verbale record: name a file that `verbale read --into` made."
    if 0 < path.stat().st_size < _LEAST:
        raise NotARecord(foreign)
    try:
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        tables = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            raise NotARecord(foreign) from error
        raise
    if application == 0 and tables == 0:  # new, or a `read` was killed at its very start
        return True
    if application != APPLICATION:
        raise NotARecord(foreign)
    if version > VERSION:
        raise TooNew(
            f"{path} was written by a later version of Verbale (format {version}, this one knows "
            f"{VERSION}). Update with `pip install --upgrade verbale`."
        )
    return False


def _open(path: Path | str) -> sqlite3.Connection:
    return sqlite3.connect(path, timeout=30, isolation_level=None, check_same_thread=False)


def _open_sealed(path: Path) -> sqlite3.Connection:
    """A file that may not be written: read as it stands."""
    uri = f"{path.resolve().as_uri()}?immutable=1"
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)


def _made(connection: sqlite3.Connection) -> sqlite3.Connection:
    schema = "\n".join(map(_script, ("schema.sql", "shelves.sql")))
    connection.executescript(f"BEGIN IMMEDIATE;\n{schema}\nCOMMIT;")
    return connection


def _script(name: str) -> str:
    return files("verbale.store").joinpath(name).read_text(encoding="utf-8")


@contextmanager
def plain_errors(path: Path | None) -> Iterator[None]:
    """What SQLite says of a broken, full or busy file, as a sentence."""
    name = path or "the record"
    try:
        yield
    except sqlite3.OperationalError as error:
        told = str(error)
        if "locked" in told:
            raise RecordError(f"{name} is in use by another program; try again later.") from error
        if "full" in told:
            raise RecordError(
                f"The disk is full: {name} keeps what was written so far. Make room and repeat."
            ) from error
        if "readonly" in told or "unable to open" in told:
            raise RecordError(f"{name} cannot be written here: {told}.") from error
        raise RecordError(f"{name} cannot be used: {told}.") from error
    except sqlite3.DatabaseError as error:
        raise RecordError(
            f"{name} is damaged ({error}). Read the reports into a new record, or restore a copy."
        ) from error


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """All or nothing; a process killed inside leaves nothing of it."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def snapshot(connection: sqlite3.Connection) -> Iterator[None]:
    """One and the same state of the record for several questions."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")
