"""What a record holds, to be asked: the lists, the search, and how each entry came about."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from verbale.finding import find
from verbale.records import (
    Channel,
    Conflict,
    CopyGroup,
    Correction,
    Direction,
    Event,
    Party,
    Plan,
    Reading,
    ReportEntry,
    Statement,
)
from verbale.store import Changed, Hit, Made, Store

if TYPE_CHECKING:
    from verbale.record.accounts import Account
    from verbale.record.merging import Likeness
    from verbale.record.revised import Revision


class Minutes:
    """The minutes in a store.

    Lists come in the order of the export: events and plans by date, statements by report and
    place in it, all else by id. States are ISO 3166-1 alpha-3 codes.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    @property
    def store(self) -> Store:
        """The file below, for search and for what has no method here."""
        return self._store

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
        """Which report this one has its copy from, and which have theirs from it.

        Only where the evidence shows it: one credits the other, is later, or is cut from it.
        """
        entry = self._store.get("report", report)
        group = self._store.get("copy", entry.copy_group) if entry and entry.copy_group else None
        ways = group.directions if group else ()
        return [way for way in ways if report in (way.source, way.copy)]

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
        return find(self._store, name, kind)
