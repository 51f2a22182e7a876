"""The public face: read reports into a record, open one, and ask it.

Everything that the command line and the page show comes from here.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from verbale.errors import InputError
from verbale.minutes import Minutes
from verbale.records import (
    Correction,
)
from verbale.store import Store

if TYPE_CHECKING:
    from verbale.running.keeping import Progress, Summary
    from verbale.running.worker import Setup
    from verbale.views.formats import Written

Paths = str | os.PathLike[str] | Iterable[str | os.PathLike[str]]
Action = Literal["confirm", "reject", "merge", "split", "set", "name"]


def read(
    paths: Paths,
    into: str | os.PathLike[str] | None = None,
    *,
    published: dt.date | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
    reader: str | None = None,
    people: Paths | None = None,
    issues: Paths | None = None,
    acts: Paths | None = None,
    workers: int | None = None,
    on: str | None = None,
    progress: Callable[[Progress], None] | None = None,
) -> Record:
    """Read reports into the record at `into` (made if there is none; `None`: in memory).

    `paths`: files, folders and addresses of whatever `docs/formats.md` lists. `published` and
    `outlet` are taken for reports that carry none. `columns`: fields of a report to the columns
    or keys of a table that hold them ({"text": "content"}). `reader`: an installed spaCy pipeline
    or a folder with a model, in place of Verbale's own. `people`, `issues`, `acts`: files of your
    own (docs/own-files.md); the record keeps what they say until others of their kind are given,
    and reads again what was read without. `workers`: processes that read (all cores; small inputs
    are read in this one). `on`: a Dask cluster that reads instead, "dask://HOST:PORT", or "local:N"
    for N processes of this machine (docs/scale.md). `progress` is called as reports are read.

    What could not be read is in `record.summary.refused`. Raises `InputError` where nothing
    could be read, `RecordError` where the record cannot be used, `ReaderError` where the model
    cannot, `KnowledgeError` where a file of yours breaks its format.
    """
    record = Record(Store(into, create=True))
    summary = record.read(
        paths,
        published=published,
        outlet=outlet,
        columns=columns,
        reader=reader,
        people=people,
        issues=issues,
        acts=acts,
        workers=workers,
        on=on,
        progress=progress,
    )
    if summary.refused and not summary.taken:
        record.close()
        first, *rest = map(str, summary.refused)
        raise InputError(first + (f" (and {len(rest)} more)" if rest else ""))
    return record


def open(path: str | os.PathLike[str], told: Callable[[str], None] | None = None) -> Record:
    """The record at `path`. Raises `RecordError`, `NotARecord` or `TooNew`.

    `told` is called with a sentence before the minutes of a record of another version are made
    anew, which takes some seconds a thousand reports.
    """
    record = Record(Store(path))
    record.refresh(told)
    return record


class Record(Minutes):
    """A record, to be read into, asked and corrected; a context manager that closes its file."""

    def __init__(self, store: Store) -> None:
        """Use :func:`verbale.open` or :func:`verbale.read`."""
        super().__init__(store)
        self.summary: Summary | None = None

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        count = self._store.count
        where = self._store.path or "in memory"
        return f"<Record {where}: {count('report')} reports, {count('event')} events>"

    # --- changing it ------------------------------------------------------------------------------

    def read(
        self,
        paths: Paths,
        *,
        published: dt.date | None = None,
        outlet: str | None = None,
        columns: Mapping[str, str] | None = None,
        reader: str | None = None,
        people: Paths | None = None,
        issues: Paths | None = None,
        acts: Paths | None = None,
        workers: int | None = None,
        on: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Summary:
        """Read more reports into this record; see :func:`verbale.read`. Raises for no input."""
        from verbale.intake import open_inputs
        from verbale.running.keeping import Keeping, Progress

        places = [paths] if isinstance(paths, str | os.PathLike) else list(paths)
        self._store.begin("read", json.dumps([os.fspath(place) for place in places]))
        setup = self._setup(reader, people, issues, acts)
        keeping = Keeping(self._store, setup, workers, progress, on)
        keeping.run(open_inputs(places, published=published, outlet=outlet, columns=columns))
        summary = keeping.catch_up()
        if self._store.stale and progress:
            progress(
                Progress(summary.new + summary.updated, summary.new + summary.updated, "merging")
            )
        self.summary = keeping.summary(changed=self.refresh())
        return self.summary

    def reread(
        self,
        *,
        reader: str | None = None,
        people: Paths | None = None,
        issues: Paths | None = None,
        acts: Paths | None = None,
        workers: int | None = None,
        on: str | None = None,
        progress: Callable[[Progress], None] | None = None,
    ) -> Summary:
        """Read again, from the texts kept, what another version or reader has read.

        Files of your own as in :func:`verbale.read`.
        """
        from verbale.running.keeping import Keeping

        self._store.begin("reread", reader or "")
        setup = self._setup(reader, people, issues, acts)
        keeping = Keeping(self._store, setup, workers, progress, on)
        keeping.run(self._store.taken(id) for id, _, _ in self._store.inputs())
        self.summary = keeping.summary(changed=self.refresh())
        return self.summary

    def _setup(
        self,
        reader: str | None,
        people: Paths | None,
        issues: Paths | None,
        acts: Paths | None,
    ) -> Setup:
        from verbale.knowledge import own
        from verbale.running.worker import Setup

        return Setup(reader, own.given(people, issues, acts, kept=self._store.own()))

    def refresh(self, told: Callable[[str], None] | None = None) -> int:
        """Make the minutes anew if they lag behind what was read; how many rows differ.

        `told` is called with a sentence before that, as for :func:`verbale.open`.
        Nothing is done while another process reads into the record: what it has kept shows when
        it has ended.
        """
        store, builder = self._store, self._builder()
        current = not store.stale and store.meta("builder") in (None, builder)
        if current or store.sealed or store.reader_process() is not None:
            return 0
        from verbale.knowledge import own

        if told is not None:
            told(f"Making the minutes anew by this version. Reports: {store.count('report')} ...")
        return store.grow(builder, own.knowledge(store.own()).directory)

    def _builder(self) -> str:
        """The digest of what makes the minutes of what was read: code, tables and own files."""
        from verbale.running import versions

        given = self._store.own().digests()
        return versions.key({"building": versions.building(), **given})

    def forget(self, report: str) -> None:
        """Take a report out, as if it had never been read. Raises `NotFound`."""
        self._store.begin("forget", report)
        self._store.forget(report)
        self.refresh()

    def correct(
        self,
        action: Action,
        target: str,
        *,
        field: str | None = None,
        value: Any = None,
        other: str | None = None,
        author: str | None = None,
        reason: str | None = None,
    ) -> Correction:
        """Decide something about the record, for good: it wins over the machine.

        "confirm" or "reject" an event; "merge" it with the event `other`; "split" the report
        `other` out of it; "set" its `field` to `value` (or a report's "published" date); "name"
        a party. Raises `NotFound` for an unknown target, `VerbaleError` for a value that does
        not fit.
        """
        from verbale import correcting

        correction = correcting.checked(
            self._store, action, target, field=field, value=value, other=other
        )
        made = dt.datetime.now(dt.UTC).replace(microsecond=0)
        correction = msgspec.structs.replace(
            correction, author=author or getpass.getuser(), made=made, reason=reason
        )
        self._store.begin("correct", f"{action} {correction.target}")
        kept = self._store.correct(correction)
        self.refresh()
        return kept

    def undo(self, number: int) -> None:
        """Take a correction back, by its number. Raises `NotFound`."""
        self._store.begin("correct", f"undo {number}")
        self._store.undo(number)
        self.refresh()

    # --- taking it away ---------------------------------------------------------------------------

    def export(
        self,
        to: str | os.PathLike[str],
        format: str = "jsonl",
        *,
        without_text: bool = False,
        force: bool = False,
        between: tuple[str, str] | None = None,
        state: str | None = None,
        party: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        type: str | None = None,
        status: str | None = None,
        issue: str | None = None,
        outlet: str | None = None,
        query: str | None = None,
        period: Literal["month", "week"] = "month",
    ) -> Written:
        """Write the record to `to`, whole or not at all; by default the contract's JSON lines.

        `format`: "jsonl", "csv", "parquet" (folders of files); "polecat", "gdelt", "graphml",
        "geojson", "ical", "atom", "panel" (a file). Only the events for which all of `between`,
        `state` ... `query` hold, and what belongs to them; all, where nothing is said. `query`:
        words that an event, or a report that tells of it, holds. `period`: of a row of the panel.

        Raises `RecordError` where `to` exists (a folder: and holds something), unless `force`
        says to put this export in the place of an earlier one; `VerbaleError` for an unknown
        format, or one whose library is missing.
        """
        from verbale.views import formats

        choice = formats.Choice(
            between=between,
            state=state,
            party=party,
            since=since,
            until=until,
            type=type,
            status=status,
            issue=issue,
            outlet=outlet,
            query=query,
            without_text=without_text,
            period=period,
        )
        return formats.write(self, to, format, choice, force=force)
