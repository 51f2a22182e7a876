"""What is given to a record: reports as read, the parses of their passages, corrections."""

from __future__ import annotations

import datetime as dt
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from verbale.errors import NotFound, RecordError
from verbale.knowledge.own import Own
from verbale.records import Correction, Reading, Report
from verbale.store import file, passages
from verbale.store.base import RecordFile
from verbale.store.inputs import content, digest, names
from verbale.store.passages import PassageCache

_READINGS = msgspec.msgpack.Decoder(Reading)
_REPORTS = msgspec.msgpack.Decoder(Report)
_PACK = msgspec.msgpack.Encoder()
_NOBODY = Report("", "", "")


class Known(NamedTuple):
    """A report that the record has: its number, name, digest of its input, reader, source."""

    number: int
    id: str
    input: str
    reader: str
    source: str


class Givens(RecordFile):
    """Reports, passages and corrections of one record file."""

    # --- readings -----------------------------------------------------------------------------

    def known(self, report: Report) -> Known | None:
        """The record's entry of a report (same id of its own, same text), if it has one."""
        query = "SELECT number, id, input, reader, source FROM reports WHERE own = ? AND digest = ?"
        found = self._all(query, [report.id, digest(report.text)])
        return Known(*found[0]) if found else None

    def keep(self, taken: Iterable[tuple[Report, Reading]], reader: str) -> None:
        """Keep readings of reports (each under the id it came with), read by `reader`.

        Call within `transaction`; the minutes are stale from then on.
        """
        self.keep_as(((report, _packed(reading)) for report, reading in taken), reader)

    def keep_as(self, taken: Iterable[tuple[Report, bytes]], reader: str) -> None:
        """Keep reports of which there are readings already, as `read_before` gives them.

        Call within `transaction`; the minutes are stale from then on.
        """
        taken = list(taken)
        owns = {report.id: None for report, _ in taken}
        for own in owns:
            self._pend(own)
        numbers = [self._keep(report, reading, reader) for report, reading in taken]
        self._words(
            ("report", f"#{number}", report.title or "", report.text)
            for number, (report, _) in zip(numbers, taken, strict=True)
        )
        for own in owns:
            self._name(own)
            self._pend(own, now=True)
        if owns:
            self.set_meta("stale", "1")

    def read_before(self, key: bytes, reader: str) -> bytes | None:
        """What `reader` has read in a report of that `reading.given.key`, packed."""
        query = "SELECT reading FROM reports WHERE given = ? AND reader = ? LIMIT 1"
        found = self._all(query, [key, reader])
        return found[0][0] if found else None

    def _keep(self, report: Report, reading: bytes, reader: str) -> int:
        """Keep a report but for its text; its number."""
        from verbale.reading import given  # the tables of reading are not for whoever only asks

        found = self._db.execute(
            "INSERT INTO reports"
            " (own, digest, id, input, source, reader, read, report, reading, given)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (own, digest) DO UPDATE"
            " SET input = excluded.input, source = excluded.source, reader = excluded.reader,"
            " read = excluded.read, report = excluded.report, reading = excluded.reading,"
            " given = excluded.given RETURNING number",
            (report.id, digest(report.text), report.id, content(report), report.source,
             reader, self._number(), _PACK.encode(msgspec.structs.replace(report, text="")),
             reading, given.key(report, reader)),
        ).fetchone()  # fmt: skip
        return int(found[0])

    def _pend(self, own: str, *, now: bool = False) -> None:
        """Remember what the texts that came under one id were when the minutes were made.

        Call it before they change, and (`now`) after, for names that were not in the record.
        """
        stored = "SELECT r.id, NULL, NULL, NULL, NULL, NULL FROM reports r" if now else self._STORED
        self._db.execute(f"INSERT OR IGNORE INTO pending {stored} WHERE r.own = ?", (own,))

    def _name(self, own: str) -> None:
        """Give the texts that came under one id their names."""
        query = "SELECT number, id, digest FROM reports WHERE own = ?"
        found = self._db.execute(query, (own,)).fetchall()
        if [id for _, id, _ in found] in ([], [own]):
            return
        texts = {key: self._text(number) for number, _, key in found}
        now = names(own, texts)
        for number, id, key in found:
            if now[key] != id:
                self._db.execute("UPDATE reports SET id = ? WHERE number = ?", (now[key], number))

    def _text(self, number: int) -> str:
        query = "SELECT body FROM words WHERE kind = 'report' AND id = ?"
        return str(self._all(query, [f"#{number}"])[0][0])

    def _words(self, words: Iterable[tuple[str, str, str, str]]) -> None:
        """Keep what is searched by, each with its kind, id, title and body; index it at once.

        A trigger would do the same, a row at a time: the index is then written out after each.
        """
        held = self._db.execute("SELECT coalesce(max(number), 0) FROM words").fetchone()[0]
        self._db.executemany(
            "INSERT INTO words (kind, id, title, body) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (kind, id) DO UPDATE SET title = excluded.title, body = excluded.body"
            " WHERE title <> excluded.title OR body <> excluded.body",
            words,
        )
        self._db.execute(
            "INSERT INTO search (rowid, title, body)"
            " SELECT number, title, body FROM words WHERE number > ?",
            (held,),
        )

    def named(self, own: str) -> list[str]:
        """The names of the texts that came under the id `own`."""
        return [r[0] for r in self._all("SELECT id FROM reports WHERE own = ? ORDER BY id", [own])]

    def relocate(self, known: Known, report: Report) -> None:
        """Say that a report was read from another place, or seen at another time."""
        packed = _PACK.encode(msgspec.structs.replace(report, text=""))
        with self.transaction():
            self._pend(report.id)
            self._db.execute(
                "UPDATE reports SET source = ?, report = ? WHERE number = ?",
                (report.source, packed, known.number),
            )
            self.set_meta("stale", "1")

    def forget(self, id: str) -> None:
        """Take a report out, as if it had never been read; raises `NotFound`."""
        found = self._all("SELECT number, own FROM reports WHERE id = ?", [id])
        if not found:
            raise NotFound(f"There is no report {id} in {self.path}.")
        number, own = found[0]
        with self.transaction():
            self._number()
            self._pend(own)
            self._db.execute("DELETE FROM reports WHERE number = ?", (number,))
            self._db.execute("DELETE FROM words WHERE kind = 'report' AND id = ?", (f"#{number}",))
            self._name(own)
            self._pend(own, now=True)
            self.set_meta("stale", "1")

    _STORED = (
        "SELECT r.id, r.own, r.source, r.report, w.body, r.reading FROM reports r"
        " JOIN words w ON w.kind = 'report' AND w.id = '#' || r.number"
    )

    def readings(self) -> Iterator[Reading]:
        """Every report as read, by id."""
        copies: dict[bytes, Reading] = {}
        with file.plain_errors(self.path):
            for row in self._db.execute(f"{self._STORED} ORDER BY r.id"):
                yield self._reading(row, copies)

    def reading_of(self, id: str, copies: dict[bytes, Reading] | None = None) -> Reading:
        """One report as read; raises `NotFound`. `copies`: see `_reading`."""
        return self._reading(self._stored(id), copies)

    def taken(self, id: str) -> Report:
        """A report as it was taken in, under the id that it came with; raises `NotFound`."""
        row = self._stored(id)
        return _report(row, str(row[1]))

    def _stored(self, id: str) -> tuple[Any, ...]:
        found = self._all(f"{self._STORED} WHERE r.id = ?", [id])
        if not found:
            raise NotFound(f"There is no report {id} in {self.path}.")
        return found[0]

    def _reading(self, row: tuple[Any, ...], copies: dict[bytes, Reading] | None = None) -> Reading:
        """A reading from its row. `copies`: those decoded so far, by digest; reports with the same
        words share all that was read in them."""
        packed = hashlib.blake2b(row[5], digest_size=16).digest()
        reading = copies.get(packed) if copies is not None else None
        if reading is None:
            try:
                reading = _READINGS.decode(zlib.decompress(row[5]))
            except (msgspec.DecodeError, zlib.error) as error:
                raise RecordError(
                    f"What {self.path} keeps of report {row[0]} was read by another version of "
                    f"Verbale; `verbale reread {self.path}` reads it again."
                ) from error
            if copies is not None:
                copies[packed] = reading
        return msgspec.structs.replace(reading, report=_report(row, str(row[0])))

    def inputs(self) -> list[tuple[str, str, str]]:
        """Report, digest of its input and digest of its reader, by report id."""
        found = self._all("SELECT id, input, reader FROM reports ORDER BY id")
        return [(id, given, reader) for id, given, reader in found]

    def readers(self) -> set[str]:
        """The readers that read what the record holds."""
        return {row[0] for row in self._all("SELECT DISTINCT reader FROM reports")}

    # --- a user's own files -------------------------------------------------------------------

    def own(self) -> Own:
        """The user's own files that the record is made with."""
        told = self.meta("own")
        return msgspec.json.decode(told, type=Own) if told else Own()

    def set_own(self, own: Own) -> None:
        """Keep the user's own files; the minutes are stale from then on."""
        if own == self.own():
            return
        with self.transaction():
            self._number()
            self.set_meta("own", msgspec.json.encode(own).decode() if own != Own() else None)
            self.set_meta("stale", "1")

    # --- passages -----------------------------------------------------------------------------

    def passages(self) -> PassageCache:
        """The parses kept, for use in this process."""
        return PassageCache(self._db)

    def keep_passages(self, parses: Iterable[tuple[str, bytes]]) -> None:
        """Keep parses; call within `transaction`."""
        passages.keep(self._db, parses)

    # --- corrections --------------------------------------------------------------------------

    def corrections(self) -> tuple[Correction, ...]:
        """What people decided, the first one first."""
        query = (
            "SELECT id, action, target, author, made, field, value, other, reason"
            " FROM corrections ORDER BY id"
        )
        return tuple(
            Correction(id, action, target, author, dt.datetime.fromisoformat(made), *rest)
            for id, action, target, author, made, *rest in self._all(query)
        )

    def correct(self, correction: Correction) -> Correction:
        """Keep a correction under the next number (its own `id` is not looked at)."""
        c = correction
        with self.transaction():
            self._number()
            cursor = self._db.execute(
                "INSERT INTO corrections (action, target, author, made, field, value, other,"
                " reason) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (c.action, c.target, c.author, c.made.isoformat(), c.field, c.value, c.other,
                 c.reason),
            )  # fmt: skip
            self.set_meta("stale", "1")
        return msgspec.structs.replace(c, id=int(cursor.lastrowid or 0))

    def undo(self, id: int) -> None:
        """Take a correction back; raises `NotFound`."""
        if not self._all("SELECT 1 FROM corrections WHERE id = ?", [id]):
            raise NotFound(f"There is no correction {id} in {self.path}.")
        with self.transaction():
            self._number()
            self._db.execute("DELETE FROM corrections WHERE id = ?", (id,))
            self.set_meta("stale", "1")


def _report(row: tuple[Any, ...], id: str) -> Report:
    _, _, source, packed, text, _ = row
    report = _REPORTS.decode(packed)
    return msgspec.structs.replace(report, id=id, source=source, text=text)


def _packed(reading: Reading) -> bytes:
    bare = msgspec.structs.replace(reading, report=_NOBODY)
    return zlib.compress(_PACK.encode(bare), 3)
