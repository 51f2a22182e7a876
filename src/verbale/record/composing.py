"""The events of a record, composed anew where the accounts of a cluster were touched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import NamedTuple

from verbale.record import conflicts, corrections, events
from verbale.record.accounts import Account
from verbale.record.context import Context
from verbale.record.joining import Cluster, Joining
from verbale.record.roll import Roll
from verbale.record.settling import Telling
from verbale.record.shelves import Asked, Shelves
from verbale.record.voices import Shared
from verbale.records import Conflict, Correction, Event, Interval, Reading

_UNION = "EUR"  # the one body of states that has a state's code (CODEBOOK.md)


class Composed(NamedTuple):
    """The events of all that was touched, by id: as they were and as they are now; by id, what
    reports disagree on in them."""

    old: dict[str, Event]
    new: dict[str, Event]
    conflicts: dict[str, Conflict]


class Composing:
    """Events on the shelves of a record; one instance an update."""

    def __init__(
        self,
        shelves: Shelves,
        readings: Mapping[str, Reading],
        roll: Roll,
        telling: Callable[[str], Telling | None],
        decided: Sequence[Correction],
    ) -> None:
        """`telling`: what a report tells now."""
        self._shelves = shelves
        self._readings = readings
        self._roll = roll
        self._telling = telling
        self._decided = decided
        groups: Mapping[str, str] = Asked(lambda r: (shelves.get("group", r) or [None])[0])
        updates: Mapping[str, str] = Asked(lambda r: shelves.get("updates", r))
        self._shared = Shared(readings, groups, updates)
        self.context = Context(Asked(self._published), self._shared.same_passage)
        self._joining = Joining(shelves, self.accounts, self.context, decided)

    def accounts(self, report: str) -> tuple[Account, ...]:
        """The accounts of a report that make events."""
        telling = self._telling(report)
        return telling.accounts if telling else ()

    def _published(self, report: str) -> Interval | None:
        telling = self._telling(report)
        return telling.published if telling else None

    def holding(self, anchor: str) -> list[Account]:
        """The accounts of the event that holds an account."""
        id = self._shelves.get("in", anchor)
        cluster: Cluster | None = self._shelves.get("cluster", id) if id else None
        if cluster is None:
            return []
        anchors = next((a for a in cluster.events.values() if anchor in a), ())
        found: list[Account] = []
        for each in anchors:
            telling = self._telling(cluster.accounts[each])
            found += [a for a in (telling.told if telling else ()) if a.anchor == each]
        return sorted(found, key=lambda a: a.sort_key)

    def join(self, was: Mapping[str, Telling | None], anew: Collection[str]) -> None:
        """Compare the accounts of reports that tell otherwise than they did (`was`), and of those
        that share passages with others than before (`anew`)."""
        told = {r: was[r] if r in was else self._telling(r) for r in {*was, *anew}}
        self._joining.update(told, anew)

    def touch(self, anchors: Iterable[str]) -> None:
        """Have the events that hold these accounts composed anew."""
        self._joining.touch(anchors)

    def compose(self) -> Composed:
        """Make the events of all that was touched, and keep which accounts they hold."""
        made = self._made()
        if self._joining.touch(self._meetings_near(made)):
            made = self._made()
        visits = self._visits(made)
        settled = events.where_stays_were([*(e for e, _ in made.values()), *visits], self._roll)
        new = {e.id: e for e in settled if e.id in made}
        rows = {id: self._shelves.row("event", id) for id in self._joining.was}
        self._joining.keep({id: event.accounts for id, event in new.items()})
        clashes = {
            c.id: c
            for id, event in new.items()
            for c in conflicts.of_event(event, made[id][1], self._readings)
        }
        return Composed({id: row for id, row in rows.items() if row is not None}, new, clashes)

    def _made(self) -> dict[str, tuple[Event, list[Account]]]:
        """The events of all clusters touched, before meetings are placed by the stays around."""
        made = {}
        for accounts in self._joining.groups():
            reports = {a.report for a in accounts}
            tellings = {r: t for r in reports if (t := self._telling(r)) is not None}
            event = events.put_together(
                accounts,
                {r: t.relies_on for r, t in tellings.items()},
                {r: t.published for r, t in tellings.items()},
                self._roll,
                self._shared,
                {anchor: words for t in tellings.values() for anchor, words in t.raised.items()},
            )
            if event.type == "CONSULT" and len({*event.actors, *event.recipients}) < self._fewest(
                event
            ):
                continue  # talks with nobody: "negotiations are difficult"
            if event.mode == "visit" and not (event.recipients or event.place):
                continue  # to nowhere: "the two then travelled on"
            event = corrections.apply(self._decided, event, frozenset(event.accounts))
            made[event.id] = (event, accounts)
        return made

    def _fewest(self, event: Event) -> int:
        """Parties without whom a consultation is none: two, or one body of several states, whose
        ministers meet."""
        who = [self._roll.party(p) for p in (*event.actors, *event.recipients)]
        bodies = all(p.kind == "organization" or p.id == _UNION for p in who)
        return 1 if event.mode == "multilateral" and bodies and who else 2

    def told_by(self, reports: Iterable[str]) -> list[Event]:
        """The events that reports tell of, as the shelves have them."""
        clusters = {
            id
            for r in reports
            for a in self.accounts(r)
            if (id := self._shelves.get("in", a.anchor))
        }
        ids = {e for id in clusters for e in self._shelves.get("cluster", id).events}
        rows = (self._shelves.row("event", id) for id in sorted(ids))
        return [row for row in rows if row is not None]

    def _meetings_near(self, made: Mapping[str, tuple[Event, list[Account]]]) -> list[str]:
        """Meetings that visits which are not as they were may have placed, or may place now."""
        reports = set()
        for id in {*made, *self._joining.was}:
            row = self._shelves.row("event", id)
            now = made[id][0] if id in made else None
            if any(e is not None and e.mode == "visit" for e in (row, now)) and row != now:
                reports |= {r for e in (row, now) if e is not None for r in e.reports}
        return [
            e.id
            for e in self.told_by(reports)
            if e.mode == "meet" and (e.place is None or e.rules.get("place") == "stay")
        ]

    def _visits(self, made: Mapping[str, tuple[Event, list[Account]]]) -> list[Event]:
        """Visits beside those made that a meeting shares a report with."""
        reports = {
            r for e, _ in made.values() if e.mode == "meet" and not e.place for r in e.reports
        }
        held = {a for e, _ in made.values() for a in e.accounts} | self._joining.was.keys()
        return [e for e in self.told_by(reports) if e.mode == "visit" and e.id not in held]
