"""A record as reports come and go: the stages in order, each on what the change can reach.

Every stage keeps on the shelves what it must know of the other reports, and tells the next one
which reports, parties or accounts are not as they were. What a change does not reach is neither
read nor written. Taking all reports into empty shelves makes the whole record: there is no
other way to make one, so the order and the batches of reading do not show.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from verbale.knowledge.directory import Directory
from verbale.record import cells, conflicts, corrections, dating, revisions
from verbale.record import statements as said
from verbale.record.composing import Composed, Composing
from verbale.record.copying import Copying
from verbale.record.entries import entry_of
from verbale.record.furniture import Furniture
from verbale.record.holdings import Holding, Holdings, holdings_of
from verbale.record.lines import Lines
from verbale.record.roll import Changes, Roll
from verbale.record.settling import Settling, Telling
from verbale.record.shelves import Asked, Shelves, Timed, refile
from verbale.record.stays import Stays
from verbale.records import (
    Correction,
    Event,
    Party,
    Published,
    Reading,
    ReportEntry,
    Statement,
)


def grow(
    shelves: Shelves,
    readings: Mapping[str, Reading],
    changes: Changes,
    decided: Iterable[Correction] = (),
    directory: Directory | None = None,
) -> None:
    """Take reports in and out of the record on `shelves`, and follow what people decided.

    `readings`: every report as it is now read, looked up as it is needed. `changes`: what each
    changed report was when the shelves were last set, and is now. `decided`: all corrections.
    """
    Growth(shelves, readings, tuple(decided), directory).take(changes)


class Growth:
    """One update of the record on some shelves."""

    def __init__(
        self,
        shelves: Shelves,
        readings: Mapping[str, Reading],
        decided: Sequence[Correction] = (),
        directory: Directory | None = None,
    ) -> None:
        """See :func:`grow`."""
        self._shelves = shelves
        self._read = readings
        self._furniture = Furniture(shelves, readings)
        readings = Asked(self._seen)
        self._readings = readings
        self._decided = decided
        self._before: Sequence[Correction] = shelves.get("decided", "") or ()
        self._roll = Roll(shelves, readings, directory)
        self._copying = Copying(shelves, readings)
        self._settling = Settling(
            shelves, readings, self._roll, self._mates, corrections.fixed_dates(decided)
        )
        self._holdings = Holdings(shelves)
        self._parties: Mapping[str, Party] = Asked(lambda p: shelves.row("party", p))
        self.composing = Composing(shelves, readings, self._roll, self.telling, decided)
        #: Parties whose rows may not be as they were.
        self._stirred: set[str] = set()

    def telling(self, report: str) -> Telling | None:
        """What a report tells."""
        return self._settling.telling(report)

    def take(self, changes: Changes) -> None:
        """Take in the changes, stage by stage."""
        self._shelves.expect(cells.OF_REPORTS, changes)
        entries = set(changes)
        live = self._furniture.update(self._live(changes, entries))
        entries |= live.keys()
        moved = self._roll.update(live)
        self._stirred |= moved.parties | moved.faces
        regrouped = self._copying.update(live)
        entries |= regrouped.rows
        self._shelves.expect(cells.OF_REPORTS, regrouped.rows)
        updated = self._updates(live, regrouped.rows)
        entries |= updated
        was = self._settle(live, moved.reports, moved.faces, regrouped.rows)
        entries |= was.keys()
        for r in was:
            self._hold(r)
        self.composing.join(was, regrouped.apart | (was.keys() & live.keys()))
        self.composing.touch(a.anchor for r in updated for a in self.composing.accounts(r))
        for c in set(self._before) ^ set(self._decided):
            self.composing.touch([c.target, *([c.other] if c.other else [])])
        composed = self.composing.compose()
        self._events(composed)
        old, new = composed.old, composed.new
        self._statements(was, old, new)
        self._conflicts_of_reports(was)
        lines = Lines(self._shelves, self._parties)
        stirred = self._days(was, lines)
        acting = self._party_rows()
        self._lines(lines, old, new, was, stirred, acting)
        self._shelves.expect_rows("report", entries)
        for r in sorted(entries):
            self._shelves.set_row("report", r, self._entry(r) if r in self._readings else None)
        self._shelves.put("decided", "", tuple(self._decided) or None)

    def _seen(self, report: str) -> Reading | None:
        reading = self._read.get(report)
        return self._furniture.seen(reading) if reading else None

    # --- reports ------------------------------------------------------------------------------

    def _live(self, changes: Changes, entries: set[str]) -> Changes:
        """The changes to the reports that count: older texts of an address do not."""
        pages = set()
        for r, (old, new) in changes.items():
            was, now = ({p} if (p := _page(x)) else set() for x in (old, new))
            refile(self._shelves, "page", r, was, now)
            pages |= was | now
        live = {
            r: (old if not self._shelves.get("replaced", r) else None, new)
            for r, (old, new) in changes.items()
        }
        replaced: dict[str, str] = {}
        held = {r for page in pages for r in self._shelves.filed("page", page)}
        for page in pages:
            texts = [self._read[r] for r in self._shelves.filed("page", page)]
            replaced |= revisions.replaced(texts)
        for r in held | set(changes):
            before, after = self._shelves.get("replaced", r), replaced.get(r)
            if before == after and r not in changes:
                continue
            self._shelves.put("replaced", r, after)
            entries.add(r)
            reading = self._read.get(r)
            old = live[r][0] if r in live else None if before else reading
            live[r] = (old, None if after else reading)
            if live[r] == (None, None) or (r not in changes and live[r][0] is live[r][1]):
                del live[r]
        return live

    def _updates(self, live: Changes, regrouped: Collection[str]) -> set[str]:
        """What a wire's updates take up; the reports of which that is not as it was."""
        changed = set()
        seen: set[str] = set()
        for r in sorted({*live, *regrouped}):
            group = self._shelves.get("group", r)
            if r in seen:
                continue
            found: dict[str, str] = {}
            reports = [r]
            if group:
                reports = group[1:]
                rows = {o: self._readings[o] for o in reports}
                found = revisions.updates(rows, [self._shelves.row("copy", group[0])])
            seen |= {*reports}
            for o in reports:
                if self._shelves.get("updates", o) != found.get(o):
                    self._shelves.put("updates", o, found.get(o))
                    changed.add(o)
        return changed

    def _mates(self, report: str) -> list[str]:
        return [r for r in (self._shelves.get("group", report) or [])[1:] if r != report]

    def _settle(
        self,
        live: Changes,
        moved: Collection[str],
        faces: Collection[str],
        regrouped: Collection[str],
    ) -> dict[str, Telling | None]:
        """Date the reports and settle what they tell; what those told before that do otherwise."""
        gone = {r for r, (_, new) in live.items() if new is None}
        changed = {*moved, *(r for p in faces for r in self._shelves.filed("uses", p))}
        before = corrections.fixed_dates(self._before)
        now = corrections.fixed_dates(self._decided)
        changed |= {
            r
            for r in before.keys() | now.keys()
            if before.get(r) != now.get(r) and (self.telling(r) or r in live)
        }
        return self._settling.update(changed - gone, gone, {*regrouped} - gone)

    def _hold(self, report: str) -> None:
        telling = self.telling(report)
        found: tuple[Holding, ...] = ()
        if telling is not None:
            found = holdings_of(self._readings[report], self._roll, telling.published)
        self._stirred |= self._holdings.update(report, found)

    def _days(self, was: Iterable[str], lines: Lines) -> list[str]:
        """Keep the day of the latest report; the plans for which its change matters."""
        for r in was:
            before, telling = self._shelves.get("day", r), self.telling(r)
            start = telling.published.start if telling else None
            now = start.toordinal() if start else None
            if before != now:
                self._shelves.put("day", r, now)
                if before:
                    self._shelves.untime("day", "", Timed(before, r, 0))
                if now:
                    self._shelves.time("day", "", Timed(now, r, 0))
        return list(lines.move(self._shelves.latest("day", "")))

    def _entry(self, report: str) -> ReportEntry:
        reading = self._readings[report]
        dated = self._settling.dated.get(report)
        row: ReportEntry | None = self._shelves.row("report", report)
        replaced = self._shelves.get("replaced", report)
        if replaced:
            published = dating.by_metadata(reading.report).published()
        elif dated is not None:
            published = dated.published()
        else:
            published = row.published if row else Published()
        return msgspec.structs.replace(
            entry_of(reading),
            published=published,
            copy_group=(self._shelves.get("group", report) or [None])[0],
            replaced_by=replaced,
            updates=self._shelves.get("updates", report),
        )

    # --- events -------------------------------------------------------------------------------

    def _events(self, composed: Composed) -> None:
        """Write the events that are not as they were, and what reports disagree on in them."""
        old, new = composed.old, composed.new
        for id in old.keys() | new.keys():
            for field in conflicts.OF_EVENTS:
                name = conflicts.name("event", id, field)
                self._shelves.set_row("conflict", name, composed.conflicts.get(name))
            if old.get(id) != new.get(id):
                self._shelves.set_row("event", id, new.get(id))
            self._use(_parties(old.get(id)), _parties(new.get(id)))
            acting = [
                {p for p in _parties(e) if not _is_state(p)} for e in (old.get(id), new.get(id))
            ]
            refile(self._shelves, "acts", id, *acting)

    # --- statements ---------------------------------------------------------------------------

    def _statements(
        self, was: Collection[str], old: Mapping[str, Event], new: Mapping[str, Event]
    ) -> None:
        before, after = (
            {a: (e.id, e.reports) for e in some.values() for a in e.accounts} for some in (old, new)
        )
        reports = set(was)
        for anchor in before.keys() | after.keys():
            a, b = before.get(anchor), after.get(anchor)
            if (a and a[0]) != (b and b[0]):
                reports |= {*(a[1] if a else ()), *(b[1] if b else ())}
        self._shelves.expect(("said",), reports)
        kept = (id for r in reports for id in self._shelves.get("said", r) or ())
        self._shelves.expect_rows("statement", kept)
        for r in sorted(reports):
            telling = self.telling(r)
            if telling is None and r not in was:
                continue
            ids: list[str] = self._shelves.get("said", r) or []
            prior = {id: self._shelves.row("statement", id) for id in ids}
            now: dict[str, Statement] = {}
            if telling is not None:
                event_of: Mapping[str, str] = Asked(self._event_of)
                found = said.of_reading(self._readings[r], self._roll, telling.published, event_of)
                now = {s.id: s for s in found}
            for id in {*prior, *now}:
                if prior.get(id) != now.get(id):
                    self._shelves.set_row("statement", id, now.get(id))
                self._use(_parties(prior.get(id)), _parties(now.get(id)))
            self._shelves.put("said", r, list(now) or None)

    def _event_of(self, anchor: str) -> str | None:
        id = self._shelves.get("in", anchor)
        made = self._shelves.get("cluster", id).events if id else {}
        return next((event for event, anchors in made.items() if anchor in anchors), None)

    def _conflicts_of_reports(self, was: Iterable[str]) -> None:
        for r in was:
            dated = self._settling.dated.get(r)
            made = conflicts.of_published(self._readings[r], dated) if dated else None
            self._shelves.set_row("conflict", conflicts.name("report", r, "published"), made)

    # --- parties ------------------------------------------------------------------------------

    def _use(self, was: Sequence[str], now: Sequence[str]) -> None:
        for parties, by in ((was, -1), (now, 1)):
            for p in parties:
                if not self._roll.use(p, used=by):
                    self._stirred.add(p)

    def _party_rows(self) -> set[str]:
        """Make the rows of the parties that are not as they were; those who may keep other
        lines now."""
        named = {c.target for c in set(self._before) ^ set(self._decided) if c.action == "name"}
        acting: set[str] = set()
        ahead = sorted({*self._stirred, *named})
        states: set[str] = set()
        while ahead:
            for p in ahead:
                was: Party | None = self._shelves.row("party", p)
                now = None
                if self._roll.counts(p):
                    now = self._holdings.with_told(self._roll.party(p))
                    now = corrections.named(self._decided, now)
                conflict = self._holdings.conflict(p) if now and now.kind == "person" else None
                self._shelves.set_row("conflict", conflicts.name("party", p, "office"), conflict)
                if was == now:
                    continue
                self._shelves.set_row("party", p, now)
                if was and now and _kept(was) != _kept(now):
                    acting.add(p)
                for party, by in ((was, -1), (now, 1)):
                    if party is not None and party.state and party.state != p:
                        self._roll.use(party.state, held=by)
                        states.add(party.state)
            ahead, states = sorted(states), set()
        self._stirred.clear()
        return acting

    # --- lines --------------------------------------------------------------------------------

    def _lines(
        self,
        lines: Lines,
        old: Mapping[str, Event],
        new: Mapping[str, Event],
        was: Collection[str],
        due: Collection[str],
        acting: Iterable[str],
    ) -> None:
        """Plans, contacts, remarks and channels."""
        changed = {id for id in old.keys() | new.keys() if old.get(id) != new.get(id)}
        others = {id for p in acting for id in self._shelves.filed("acts", p)} - changed
        stays = Stays(self._shelves, self._parties)
        shown: set[str] = set()
        for id in sorted(changed | others):
            shown |= stays.file(id, self._shelves.row("event", id))
        for id in sorted(changed | {*due} | shown):
            event = self._shelves.row("event", id)
            lines.plan(id, event, stays.confirming(event))
        for id in due:
            lines.again(id)
        for id in sorted(changed | others):
            lines.contact(id, self._shelves.row("event", id))
        rows = [e for id in changed | others for e in (old.get(id), self._shelves.row("event", id))]
        reports = {r for e in rows if e is not None for r in e.reports}
        for r in sorted(reports | {*was} | lines.reconsider()):
            ids = self._shelves.get("said", r) or []
            told = [self._shelves.row("statement", id) for id in ids]
            if lines.remarking(r) or told:
                lines.remark(r, told, self.composing.told_by([r]) if told else ())
        lines.finish()


def _page(reading: Reading | None) -> str | None:
    return revisions.address(reading.report.url) if reading else None


def _parties(noun: Event | Statement | None) -> list[str]:
    if noun is None:
        return []
    if isinstance(noun, Event):
        return [*noun.actors, *noun.recipients]
    return [p for p in (noun.speaker, noun.on_behalf_of, noun.addressee) if p]


def _kept(party: Party) -> object:
    """What decides which lines a party keeps."""
    return party.kind, party.state, {(o.title, o.start, o.end) for o in party.offices}


def _is_state(party: str) -> bool:
    return len(party) == 3 and party.isupper()
