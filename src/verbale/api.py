"""The public face: read reports into a record, open one, and ask it.

Everything that the command line and the page show comes from here.
"""

from __future__ import annotations

import datetime as dt
import getpass
import json
import os
from collections.abc import Callable, Iterable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from verbale.errors import InputError
from verbale.records import (
    Channel,
    Conflict,
    CopyGroup,
    Correction,
    Event,
    Party,
    Plan,
    Reading,
    ReportEntry,
    Statement,
)
from verbale.store import Changed, Hit, Made, Store

if TYPE_CHECKING:
    from verbale.copies import Direction
    from verbale.keeping import Progress, Summary
    from verbale.record.accounts import Account
    from verbale.record.merging import Likeness
    from verbale.record.revised import Revision
    from verbale.views.formats import Written
    from verbale.worker import Setup

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


def open(path: str | os.PathLike[str]) -> Record:
    """The record at `path`. Raises `RecordError`, `NotARecord` or `TooNew`."""
    record = Record(Store(path))
    record.refresh()
    return record


class Record:
    """A record, to be asked and corrected; a context manager that closes its file.

    Lists come in the order of the export: events and plans by date, statements by report and
    place in it, all else by id. States are ISO 3166-1 alpha-3 codes.
    """

    def __init__(self, store: Store) -> None:
        """Use :func:`verbale.open` or :func:`verbale.read`."""
        self._store = store
        self.summary: Summary | None = None

    @property
    def store(self) -> Store:
        """The file below, for search and for what has no method here."""
        return self._store

    def close(self) -> None:
        """Let go of the file."""
        self._store.close()

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
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
        from verbale.keeping import Keeping, Progress

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
        from verbale.keeping import Keeping

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
        from verbale.worker import Setup

        return Setup(reader, own.given(people, issues, acts, kept=self._store.own()))

    def refresh(self) -> int:
        """Make the minutes anew if they lag behind what was read; how many rows differ.

        Nothing is done while another process reads into the record: what it has kept shows when
        it has ended.
        """
        store, builder = self._store, self._builder()
        current = not store.stale and store.meta("builder") in (None, builder)
        if current or store.sealed or store.reader_process() is not None:
            return 0
        from verbale.knowledge import own

        return store.grow(builder, own.knowledge(store.own()).directory)

    def _builder(self) -> str:
        """The digest of what makes the minutes of what was read: code, tables and own files."""
        from verbale import versions

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

        correction = correcting.checked(self, action, target, field=field, value=value, other=other)
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

    # --- asking it --------------------------------------------------------------------------------

    def events(
        self,
        *,
        between: tuple[str, str] | None = None,
        party: str | None = None,
        since: dt.date | None = None,
        until: dt.date | None = None,
        type: str | None = None,
        status: str | None = None,
        issue: str | None = None,
        report: str | None = None,
        rejected: bool = False,
    ) -> list[Event]:
        """Events for which all of these hold.

        `between`: two states, both of which take part (one on each side, or together against a
        third). `party`: the id of a party. `since`, `until`: its interval overlaps these days.
        `rejected`: also those that a person rejected.
        """
        touching = [("state", state) for state in between or ()]
        touching += [
            (role, value)
            for role, value in (("party", party), ("issue", issue), ("report", report))
            if value is not None
        ]
        found: list[Event] = list(
            self._store.rows(
                "event", touching=touching, type=type, status=status, since=since, until=until
            )
        )
        if between and between[0] == between[1]:
            found = [event for event in found if self._within(event, between[0])]
        return [event for event in found if rejected or event.review != "rejected"]

    def _within(self, event: Event, state: str) -> bool:
        """Whether two parties of one state take part."""
        parties = (*event.actors, *event.recipients)
        return sum(self.state(party) == state for party in parties) > 1

    def reports(
        self, *, outlet: str | None = None, copy_group: str | None = None
    ) -> list[ReportEntry]:
        """Reports, with their text."""
        touching = [(r, v) for r, v in (("outlet", outlet), ("copy", copy_group)) if v is not None]
        return list(self._store.rows("report", touching=touching))

    def statements(
        self,
        *,
        report: str | None = None,
        speaker: str | None = None,
        event: str | None = None,
        issue: str | None = None,
        state: str | None = None,
    ) -> list[Statement]:
        """Statements for which all of these hold; `speaker`: a party that said it, or for whom."""
        asked = {
            "report": report,
            "speaker": speaker,
            "event": event,
            "issue": issue,
            "state": state,
        }
        touching = [(role, value) for role, value in asked.items() if value is not None]
        return list(self._store.rows("statement", touching=touching))

    def parties(self, *, kind: str | None = None, state: str | None = None) -> list[Party]:
        """States, persons and organizations (`kind`) of the record."""
        touching = [("state", state)] if state is not None else []
        return list(self._store.rows("party", touching=touching, type=kind))

    def copies(self) -> list[CopyGroup]:
        """Groups of reports that carry the same copy."""
        return list(self._store.rows("copy"))

    def directions(self, report: str) -> list[Direction]:
        """Which reports that share a passage with this one have it from it, or it from them.

        Only where the evidence shows it: one credits the other, is later, or is cut from it.
        """
        from verbale.copies import direction

        entry = self._store.get("report", report)
        group = self._store.get("copy", entry.copy_group) if entry and entry.copy_group else None
        shared = {
            span.report
            for passage in (group.passages if group else ())
            if any(span.report == report for span in passage)
            for span in passage
        }
        if not shared:
            return []
        mine = self.reading(report)
        found = (direction(mine, self.reading(other)) for other in sorted(shared - {report}))
        return [each for each in found if each]

    def conflicts(self, *, about: str | None = None) -> list[Conflict]:
        """What reports disagree on; `about`: an event, party or report."""
        touching = [("about", about)] if about is not None else []
        return list(self._store.rows("conflict", touching=touching))

    def plans(self, *, outcome: str | None = None, overdue: bool | None = None) -> list[Plan]:
        """What was announced, and what came of it; by date."""
        found = self._store.rows("plan", type=outcome)
        return [plan for plan in found if overdue is None or plan.overdue == overdue]

    def channels(self, between: tuple[str, str] | None = None) -> list[Channel]:
        """Lines of communication, of all pairs of states or of one."""
        touching = [("state", state) for state in between or ()]
        return list(self._store.rows("channel", touching=touching))

    def corrections(self) -> tuple[Correction, ...]:
        """What people decided, the first one first."""
        return self._store.corrections()

    def reads(self) -> list[Made]:
        """Each read, forgetting or correction that changed the record, the first one first."""
        return self._store.reads()

    def new(
        self, *, since_read: int | None = None, since: dt.datetime | None = None
    ) -> list[Changed]:
        """What was first told, changed, confirmed, called off or contradicted, and by whom.

        Since the read of that number or that time; by default, by the last read.
        """
        if since_read is None and since is None:
            reads = self.reads()
            since_read = reads[-1].number - 1 if reads else 0
        return self._store.changes(since_read or 0, since)

    def search(self, query: str, kind: str | None = None, limit: int = 50) -> list[Hit]:
        """Reports, statements and events ("report", ...) with all the words of `query`."""
        return self._store.search(query, kind, limit)

    def reading(self, report: str) -> Reading:
        """What was read in one report by itself. Raises `NotFound`."""
        return self._store.reading_of(report)

    def revisions(self, report: str) -> list[Revision]:
        """What changed, in words and in what is told, from each text that this one takes up.

        That is: from the older texts of its address to it, from the story that it updates, and
        from it to the newer text that counts in its place. Raises `NotFound`.
        """
        from verbale.record import compare

        entry = self.find(report, "report")
        older = self._store.rows("report", touching=[("replaced_by", entry.id)])
        pairs = [(old.id, entry.id) for old in older]
        pairs += [(entry.updates, entry.id)] if entry.updates else []
        pairs += [(entry.id, entry.replaced_by)] if entry.replaced_by else []
        return [compare(self.reading(old), self.reading(new)) for old, new in pairs]

    def explain(self, first: str, second: str) -> list[tuple[Account, Account, Likeness]]:
        """How each telling of one event compares with each of another, the likest first."""
        from verbale.record import explain

        ids = [self._telling(name) or self.find(name, "event").id for name in (first, second)]
        return explain(self._store.shelves(), self._store.lookup(), *ids)

    def tellings(self, event: str) -> list[tuple[Account, Account, Likeness]]:
        """How the tellings of one event compare, each pair once, the likest first.

        Raises `NotFound`.
        """
        id = self.find(event, "event").id
        return [pair for pair in self.explain(id, id) if pair[0].anchor < pair[1].anchor]

    def _telling(self, id: str) -> str | None:
        """An id that is that of a telling of an event."""
        found = self._store.rows("event", touching=[("account", id)], limit=1)
        return id if next(found, None) else None

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

    # --- finding ----------------------------------------------------------------------------------

    def get(self, kind: str, id: str) -> Any:
        """The "event", "report", "party", "statement" or "conflict" of that id, or `None`."""
        return self._store.get(kind, id)

    def state(self, party: str) -> str | None:
        """The state that a party acts for (a state acts for itself)."""
        found: Party | None = self._store.get("party", party)
        if found is None:
            return None
        return found.id if found.kind == "state" else found.state

    def find(self, name: str, kind: str | None = None) -> Any:
        """The event, report, party, statement or conflict called `name`.

        By its id, the id of a telling of the event, the beginning of an id, or the name of a
        person, state or organization. Raises `NotFound` where there is none, or several.
        """
        from verbale.finding import find

        return find(self, name, kind)
