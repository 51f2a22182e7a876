"""Reports into a record: which are new, who reads them, and when they are kept.

Batches of readings are kept as they come, each in one transaction; the minutes are made at the
end. A process that dies leaves what it kept, and the next read goes on from there.
"""

from __future__ import annotations

import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING

import msgspec

from verbale.intake import Refused
from verbale.knowledge.own import Own, knowledge
from verbale.reading import given
from verbale.records import Reading, Report
from verbale.running import versions
from verbale.running.worker import Desk, Outcome, Setup
from verbale.store import Store
from verbale.store.inputs import content, contradictions, digest, united

if TYPE_CHECKING:
    from verbale.cluster.engine import Cluster
    from verbale.running.pool import Pool

#: Reports that are looked at before the first of them is read, so that a bar knows its length.
_AHEAD = 20_000
#: A batch holds at most so many reports, or characters.
_BATCH, _CHARACTERS = 32, 60_000
#: ... or so many, where this process reads them and a person waits.
_HERE = 8
#: Readings that are used again are kept so many at once.
_AT_ONCE = 2_000
#: How a user's own files are named among the versions of what reads.
_OWN = "own "
#: Under so many characters, starting other processes takes longer than reading.
_SMALL = 150_000


class Progress(msgspec.Struct, frozen=True):
    """How far a read is: reports read of those that must be; `stage`: "reading", "merging"."""

    done: int
    total: int
    stage: str = "reading"


class Summary(msgspec.Struct, frozen=True):
    """What a read did.

    `reports`: in the input; of these `new`, `updated` (read again, for new metadata or a new
    reader), `unchanged`, and `refused` with reasons. `unread`: kept, in a language that is not
    read into events. `events`, `statements`: in the record now. `changed`: rows of the record
    that differ from before.
    """

    reports: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    refused: tuple[Refused, ...] = ()
    unread: int = 0
    warnings: tuple[str, ...] = ()
    record: int = 0
    events: int = 0
    statements: int = 0
    changed: int = 0
    seconds: float = 0.0

    @property
    def taken(self) -> int:
        """Reports of the input that the record holds now."""
        return self.new + self.updated + self.unchanged

    @property
    def rate(self) -> float:
        """Reports read a second."""
        return (self.new + self.updated) / self.seconds if self.seconds else 0.0


class Keeping:
    """One read into one record."""

    def __init__(
        self,
        store: Store,
        setup: Setup,
        workers: int | None = None,
        progress: Callable[[Progress], None] | None = None,
        on: str | None = None,
    ) -> None:
        """See :func:`verbale.read`."""
        self._store = store
        self._setup = msgspec.structs.replace(
            setup, record=str(store.path) if store.path is not None else None
        )
        self._workers = workers or os.cpu_count() or 1
        self._on = on
        self._progress = progress or (lambda _: None)
        self._versions = versions.current(setup.reader) | _labelled(setup.own)
        self._key = versions.key(self._versions)
        self._count: Counter[str] = Counter()
        self._refused: list[Refused] = []
        self._warnings: list[str] = []
        self._updates: set[tuple[str, str]] = set()
        self._desk: Desk | None = None
        self._total = 0
        self._done = 0
        self._began = time.perf_counter()

    def run(self, inputs: Iterable[Report | Refused]) -> Summary:
        """Take in, read and keep all of `inputs`; the minutes are not made here."""
        waiting = iter(inputs)
        with self._store.reading():
            self._store.set_own(self._setup.own)
            while some := list(islice(waiting, _AHEAD)):
                found = [item for item in some if isinstance(item, Report)]
                self._refused += [item for item in some if isinstance(item, Refused)]
                self._count["reports"] += len(found)
                while found:
                    fresh, found = self._sorted(found)
                    self._read(fresh)
        return self.summary()

    def catch_up(self) -> Summary:
        """Read again what was read with other files of the user's own than are now given."""
        now = _labelled(self._setup.own)
        with_others = {
            reader
            for reader in self._store.readers()
            if {
                name: digest
                for name, digest in json.loads(self._store.meta(f"reader {reader}") or "{}").items()
                if name.startswith(_OWN)
            }
            != now
        }
        behind = [id for id, _, reader in self._store.inputs() if reader in with_others]
        return self.run(self._store.taken(id) for id in behind)

    def summary(self, changed: int = 0) -> Summary:
        """What was done so far."""
        return Summary(
            reports=self._count["reports"],
            new=self._count["new"],
            updated=self._count["updated"],
            unchanged=self._count["unchanged"],
            refused=tuple(self._refused),
            unread=self._count["unread"],
            warnings=tuple(dict.fromkeys(self._warnings)),
            record=self._store.count("report"),
            events=self._store.count("event"),
            statements=self._store.count("statement"),
            changed=changed,
            seconds=time.perf_counter() - self._began,
        )

    def _sorted(self, reports: Iterable[Report]) -> tuple[list[Report], list[Report]]:
        """The reports that must be read now, and those that must wait for one of these.

        The second are other takings of the same report, told apart by their metadata.
        """
        fresh: dict[tuple[str, str], Report] = {}
        later: list[Report] = []
        for report in reports:
            key = (report.id, digest(report.text))
            if key in fresh:
                if content(fresh[key]) == content(report):
                    fresh[key] = united(fresh[key], report)
                    self._count["unchanged"] += 1
                else:
                    later.append(report)
                continue
            needed = self._needed(report)
            if needed is None:
                self._count["unchanged"] += 1
            else:
                fresh[key] = needed
        return list(fresh.values()), later

    def _needed(self, report: Report) -> Report | None:
        """The report as it must be read, or `None` where the record has it so already."""
        known = self._store.known(report)
        if known is None:
            return report
        current = known.reader == self._key
        same = current and known.input == content(report)
        if same and known.source <= report.source and report.seen is None:
            return None
        kept = self._store.taken(known.id)
        both = united(kept, report)
        for field in contradictions(kept, report):
            self._warnings.append(
                f"{report.source}: the record has report {known.id} with another {field}; it "
                f"keeps {getattr(both, field)}. `verbale correct` changes it."
            )
        if current and content(both) == content(kept):
            if (both.source, both.seen) != (kept.source, kept.seen):
                self._store.relocate(known, both)
            return None
        self._updates.add((report.id, digest(report.text)))
        return both

    # --- reading --------------------------------------------------------------------------------

    def _read(self, reports: list[Report]) -> None:
        if not reports:
            return
        self._total += len(reports)
        self._progress(Progress(self._done, self._total))
        fresh, alike = self._reused(reports)
        for batch, outcome in self._outcomes(fresh):
            self._keep(batch, outcome)
        again, _ = self._reused(alike)
        for batch, outcome in self._outcomes(again):  # where the reader failed on the first
            self._keep(batch, outcome)

    def _reused(self, reports: list[Report]) -> tuple[list[Report], list[Report]]:
        """Keep the reports that were read under another name; which ones must be read.

        The second are those for which it is enough that one of the first be read.
        """
        fresh: dict[bytes, Report] = {}
        alike: list[Report] = []
        waiting = iter(reports)
        while some := list(islice(waiting, _AT_ONCE)):
            kept: list[tuple[Report, bytes]] = []
            for report in some:
                key = given.key(report, self._key)
                found = None if key in fresh else self._store.read_before(key, self._key)
                if found is not None:
                    kept.append((report, found))
                elif key in fresh:
                    alike.append(report)
                else:
                    fresh[key] = report
            if kept:
                with self._transaction():
                    self._store.keep_as(kept, self._key)
                self._kept([report for report, _ in kept])
        return list(fresh.values()), alike

    def _outcomes(self, reports: list[Report]) -> Iterator[tuple[list[Report], Outcome]]:
        if not reports:
            return
        small = self._workers == 1 or sum(len(report.text) for report in reports) < _SMALL
        if self._on is None and small:
            if self._desk is None:
                self._desk = Desk(self._setup, self._store.passages())
            for batch in _batches(reports, _HERE):
                yield batch, self._desk.read(batch)
            return
        with self._others() as pool:
            batches = _batches(reports)
            under_way: dict[Future[Outcome], list[Report]] = {}
            while True:
                for batch in islice(batches, 2 * pool.size - len(under_way)):
                    under_way[pool.submit(batch)] = batch
                if not under_way:
                    return
                knowledge(self._setup.own)  # the minutes need it: loaded while the others read
                for done in wait(under_way, return_when=FIRST_COMPLETED).done:
                    yield under_way.pop(done), done.result()

    def _others(self) -> Pool | Cluster:
        """The processes that read: on this machine, or wherever `on` says."""
        if self._on is None:
            from verbale.running.pool import Pool

            return Pool(self._workers, self._setup)
        from verbale.cluster import connect

        return connect(self._on, self._setup)

    def _keep(self, batch: list[Report], outcome: Outcome) -> None:
        kept: list[tuple[Report, Reading]] = []
        for report, reading, reason in zip(batch, outcome.readings, outcome.reasons, strict=True):
            if reading is None:
                self._refused.append(Refused(report.source, reason, f"report {report.id!r}"))
                continue
            kept.append((report, reading))
        with self._transaction():
            self._store.keep_passages(outcome.parses)
            self._store.keep(kept, self._key)
        self._done += len(batch) - len(kept)
        self._kept([report for report, _ in kept])

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Readings are kept within, or none of them."""
        with self._store.transaction():
            yield
            told = msgspec.json.encode(self._versions).decode()
            self._store.set_meta(f"reader {self._key}", told)
            self._store.beat()

    def _kept(self, reports: list[Report]) -> None:
        """Count what was kept, and warn of what has the id of another."""
        self._done += len(reports)
        for report in reports:
            updated = (report.id, digest(report.text)) in self._updates
            self._count["updated" if updated else "new"] += 1
            self._count["unread"] += report.language != "en"
            names = self._store.named(report.id)
            if len(names) > 1:
                self._warnings.append(
                    f"{len(names)} different texts have the id {report.id}; all are kept, as "
                    f"{', '.join(names)}."
                )
        self._progress(Progress(self._done, self._total))


def _labelled(own: Own) -> dict[str, str]:
    """A user's own files among the versions of what reads."""
    return {f"{_OWN}{kind}": digest for kind, digest in own.digests().items()}


def _batches(reports: Iterable[Report], most: int = _BATCH) -> Iterator[list[Report]]:
    batch: list[Report] = []
    size = 0
    for report in reports:
        if batch and (len(batch) == most or size + len(report.text) > _CHARACTERS):
            yield batch
            batch, size = [], 0
        batch.append(report)
        size += len(report.text)
    if batch:
        yield batch
