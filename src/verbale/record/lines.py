"""Channels and plans on the shelves of a record: what an event adds to lines of communication."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping

from verbale.knowledge import channels as ranks
from verbale.record import channels, plans
from verbale.record.channels import Pair
from verbale.record.shelves import Shelves, Timed, refile
from verbale.records import ChannelPoint, Event, Interval, Party, Statement

_HELD, _PLANNED, _OTHER = "held", "planned", "other"


class Lines:
    """Contacts, plans and remarks; one instance an update."""

    def __init__(self, shelves: Shelves, parties: Mapping[str, Party]) -> None:
        """`parties`: rows of the record, looked up as they are needed."""
        self._shelves = shelves
        self._parties = parties
        self._pairs: set[Pair] = set()  # pairs whose channels must be made anew
        self._flipped: set[Pair] = set()  # pairs that have lines now and had none, or the reverse

    def move(self, today: int | None) -> Iterable[str]:
        """Set the day of the latest report (its ordinal); the plans that its change makes overdue,
        or open again."""
        was = self._shelves.get("today", "")
        if was == today:
            return
        self._shelves.put("today", "", today)
        low, high = sorted((was or 0, today or 0))
        for card in self._shelves.timed("due", "", low, high):
            yield card.owner

    @property
    def today(self) -> dt.date | None:
        """The day of the latest report."""
        return channels.today(self._shelves)

    def plan(self, id: str, event: Event | None, there: Collection[str] = ()) -> None:
        """Follow an event as a plan, if it is one; `there`: see :func:`plans.follow`."""
        was = self._shelves.get("due", id)
        if was:
            self._shelves.untime("due", "", Timed(was, id, 0))
        now = plans.follow(event, self.today, there) if event else None
        self._shelves.set_row("plan", id, now)
        due = None
        if (
            event
            and event.date.end
            and (event.status == "planned" or (now and now.outcome == "open"))
        ):
            due = event.date.end.toordinal()
            self._shelves.time("due", "", Timed(due, id, 0))
        self._shelves.put("due", id, due)

    def contact(self, id: str, event: Event | None) -> None:
        """File an event as a contact on its lines."""
        was = set(self._shelves.get("contact", id) or ())
        now = set(self._contacts(event)) if event else set()
        if was:
            for pair, channel, standing, end, start in was:
                key = f"{pair}/{channel}/{standing}"
                self._shelves.untime("contact", key, Timed(end, id, start))
        for pair, channel, standing, end, start in now:
            key = f"{pair}/{channel}/{standing}"
            self._shelves.time("contact", key, Timed(end, id, start))
        self._shelves.put("contact", id, sorted(now) or None)
        for pair in {c[0] for c in was ^ now}:
            self._pairs.add(_parted(pair))
            there = bool(self._shelves.filed("pair", pair, 1))
            refile(
                self._shelves, "pair", id,
                [pair] if pair in {c[0] for c in was} else [],
                [pair] if pair in {c[0] for c in now} else [],
            )  # fmt: skip
            if there != bool(self._shelves.filed("pair", pair, 1)):
                self._flipped ^= {_parted(pair)}

    def again(self, id: str) -> None:
        """Make the channels of an event anew, though it is as it was."""
        self._pairs |= {_parted(c[0]) for c in self._shelves.get("contact", id) or ()}

    def _contacts(self, event: Event) -> Iterable[tuple[str, str, str, int, int]]:
        if event.type != "CONSULT" or event.review == "rejected":
            return
        done = event.status in ("occurred", "ongoing")
        standing = _HELD if done else _PLANNED if event.status == "planned" else _OTHER
        end, start = event.date.end, event.date.start
        for pair, channel in channels.lines_of(event, self._parties):
            yield (
                "-".join(pair), channel, standing,
                end.toordinal() if end else 0, start.toordinal() if start else 0,
            )  # fmt: skip

    # -- remarks ------------------------------------------------------------------------------

    def remark(self, report: str, said: Collection[Statement], events: Collection[Event]) -> None:
        """File what a report says of the lines themselves; `events`: all that it tells of."""
        was: list[tuple[str, str]] = self._shelves.get("remarks", report) or []
        about = [s for s in said if channels.of_the_line(s)]
        self._shelves.put("lined", report, True if about else None)
        maybe = {"-".join(p) for e in events for p in channels.pairs_of(e, self._parties)}
        before = self._shelves.get("maybe", report) or []
        refile(self._shelves, "maybe", report, before, maybe if about else ())
        self._shelves.put("maybe", report, sorted(maybe) if about else None)
        there = {_parted(p) for p in maybe if self._shelves.filed("pair", p, 1)} if about else set()
        ordered = sorted(events, key=lambda e: e.id)
        found = channels.remarks(about, ordered, self._parties, there) if about else {}
        place = {s.id: f"{report}\x1f{s.start:09d}\x1f{s.id}" for s in about}
        now = [
            (f"{'-'.join(pair)}/{channel}", place[id])
            for (pair, channel), ids in sorted(found.items())
            for id in ids
        ]
        for key, owner in was:
            self._shelves.pull("remark", key, owner)
        for key, owner in now:
            self._shelves.file("remark", key, owner)
        self._shelves.put("remarks", report, now or None)
        if was != now:
            self._pairs |= {_parted(key.split("/")[0]) for key, _ in (*was, *now)}

    def remarking(self, report: str) -> bool:
        """Whether a report says something of the lines themselves."""
        return bool(self._shelves.get("lined", report))

    def reconsider(self) -> set[str]:
        """Reports whose remarks may belong elsewhere, since pairs got lines or lost them."""
        found = {r for pair in self._flipped for r in self._shelves.filed("maybe", "-".join(pair))}
        self._flipped.clear()
        return found

    # -- channels -----------------------------------------------------------------------------

    def finish(self) -> None:
        """Make the channels of every pair anew that something was filed under."""
        for pair in sorted(self._pairs):
            name = "-".join(pair)
            there = bool(self._shelves.filed("pair", name, 1))
            for channel in ranks.names():
                made = None
                if there:
                    key = f"{name}/{channel}"
                    said = [o.rsplit("\x1f", 1)[1] for o in self._shelves.filed("remark", key)]
                    held, planned = (
                        self._points(f"{key}/{_HELD}"),
                        self._points(f"{key}/{_PLANNED}"),
                    )
                    made = channels.line(pair, channel, held, planned, said, self.today)
                self._shelves.set_row("channel", f"{name}/{channel}", made)

    def _points(self, key: str) -> list[ChannelPoint]:
        last = dt.date.max.toordinal()
        return [
            ChannelPoint(card.owner, Interval(_day(card.last), _day(card.first)))
            for card in self._shelves.timed("contact", key, 0, last)
        ]


def _day(ordinal: int) -> dt.date | None:
    return dt.date.fromordinal(ordinal) if ordinal else None


def _parted(pair: str) -> Pair:
    a, b = pair.split("-")
    return a, b
