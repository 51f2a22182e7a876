"""When each report was published, and what it tells then: kept as reports come and go.

A report with sane metadata is dated by it and tells the same whatever else is read. The others
are dated by what they have in common with reports around them: the component that hangs
together by the same persons meeting, or by the same copy, is settled anew; no other report is.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from verbale.record.accounts import Account, anchors
from verbale.record.dating import ROUNDS, Dated, narrowed, own_clues, solve
from verbale.record.intervals import width
from verbale.record.neighbours import PersonsKey, carries, met_on, persons
from verbale.record.roll import Roll
from verbale.record.shelves import Asked, Shelves, refile
from verbale.record.tellings import accounts_of
from verbale.records import Interval, Reading, Span


class Telling(msgspec.Struct, frozen=True):
    """What one report tells, with the record's parties and dates put in.

    `open`: its own metadata and words leave its date open. `links`: keys by which it may date
    another such report, or be dated by one. `raised`: account -> issues and words that were
    raised in that talk. `uses`: the parties that it hangs on.
    """

    published: Interval
    told: tuple[Account, ...]
    raised: dict[str, tuple[tuple[str, Span], ...]]
    relies_on: tuple[str, ...]
    open: bool
    links: tuple[str, ...]
    uses: tuple[str, ...]

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The acts with a party on some side: that is what makes one an event of the record."""
        return tuple(a for a in self.told if a.actors or a.recipients)


class _Work:
    """A report while it is being dated."""

    def __init__(self, reading: Reading, roll: Roll, fixed: dt.date | None) -> None:
        self.reading = reading
        self.uses: set[str] = set()
        self.links: set[str] = set()
        roll.asked = self.uses
        self.clues = own_clues(reading, roll, fixed)
        self.dated = solve(self.clues)
        self.told = accounts_of(reading, roll, self.dated.interval)
        self.open = width(self.dated.interval) > 0

    def take(self, dated: Dated, roll: Roll) -> None:
        roll.asked = self.uses
        self.dated = dated
        self.told = accounts_of(self.reading, roll, dated.interval)

    def telling(self) -> Telling:
        return Telling(
            self.dated.interval,
            tuple(self.told),
            raised(self.reading, self.told),
            self.reading.marks.relies_on,
            self.open,
            tuple(sorted(self.links)),
            tuple(sorted(p for p in self.uses if not _is_state(p))),
        )


class Settling:
    """Dates and accounts on the shelves of a record."""

    def __init__(
        self,
        shelves: Shelves,
        readings: Mapping[str, Reading],
        roll: Roll,
        mates: Callable[[str], Sequence[str]],
        fixed: Mapping[str, dt.date],
    ) -> None:
        """`mates`: the other reports of a report's group of copies. `fixed`: dates of publication
        that a person has set."""
        self._shelves = shelves
        self._readings = readings
        self._roll = roll
        self._mates = mates
        self._fixed = fixed
        #: The clues behind the dates that were settled.
        self.dated: dict[str, Dated] = {}

    def telling(self, report: str) -> Telling | None:
        """What a report tells, `None` for one that is not in the record."""
        found: Telling | None = self._shelves.get("telling", report)
        return found

    def update(
        self, changed: Iterable[str], gone: Iterable[str], regrouped: Iterable[str]
    ) -> dict[str, Telling | None]:
        """Settle reports that are new or may tell otherwise now; what was before, of all that do.

        `gone`: reports that left; `regrouped`: those whose group of copies has changed.
        """
        was: dict[str, Telling | None] = {}
        keys: set[str] = set()
        mates = set(regrouped)
        ahead: dict[str, _Work] = {}
        for r in gone:
            was[r] = self.telling(r)
            keys |= self._put(r, None)
            mates.update(self._mates(r))
        for r in sorted(set(changed)):
            work = self._begin(r)
            was[r] = old = self.telling(r)
            if work.open:
                ahead[r] = work
                keys |= _met(old).keys()
                continue
            keys |= self._put(r, work)
            if old is None or old.published != work.dated.interval:
                mates.update(self._mates(r))
        linked = set(self._open_ones(keys)) | {r for r in mates if self._is_open(r)}
        links = {k for t in was.values() if t for k in t.links}
        self._settle(ahead, linked | set(self._open_ones(links)), was)
        return was

    def _settle(
        self, ahead: dict[str, _Work], more: set[str], was: dict[str, Telling | None]
    ) -> None:
        """Settle the component of open reports that hang together."""
        while True:
            while more:
                r = more.pop()
                if r not in ahead:
                    was.setdefault(r, self.telling(r))
                    ahead[r] = self._begin(r)
                    old = was[r]
                    more |= set(self._open_ones(old.links if old else ())) - ahead.keys()
                more |= {m for m in self._mates(r) if self._is_open(m)} - ahead.keys()
            for r in sorted(ahead):
                more |= {m for m in self._mates(r) if self._is_open(m)} - ahead.keys()
            if more:
                continue
            self._iterate(ahead)
            links = {k for work in ahead.values() for k in work.links}
            more = set(self._open_ones(links)) - ahead.keys()
            if not more:
                break
            ahead = {r: self._begin(r) for r in ahead}
        for r in sorted(ahead):
            self._put(r, ahead[r])

    def _iterate(self, ahead: Mapping[str, _Work]) -> None:
        """Date open reports by one another and by those around them, until nothing changes."""

        def met(key: PersonsKey) -> list[Account] | None:
            told = {
                r: telling.told
                for r in self._shelves.filed("met", _card(key))
                if r not in ahead and (telling := self.telling(r))
            }
            told |= {r: tuple(ahead[r].told) for r in playing.get(key, ())}
            return met_on(told).get(key)

        def also(key: PersonsKey) -> list[Account]:
            named = sorted(playing.get(key, ()))
            return [a for r in named for a in ahead[r].told if key in persons(a)]

        def published(report: str) -> Interval | None:
            if report in ahead:
                return ahead[report].dated.interval
            telling = self.telling(report)
            return telling.published if telling else None

        alike = {
            r: [m for m in self._mates(r) if carries(work.reading, self._readings[m])]
            for r, work in ahead.items()
        }
        for _ in range(ROUNDS):
            playing: dict[PersonsKey, set[str]] = defaultdict(set)
            for r, work in ahead.items():
                for account in work.told:
                    for key in persons(account):
                        playing[key].add(r)
                        work.links.add(_card(key))
            index: Mapping[PersonsKey, list[Account]] = Asked(met)
            undated: Mapping[PersonsKey, list[Account]] = Asked(also)
            days: Mapping[str, Interval] = Asked(published)
            fresh: dict[str, Dated] = {}
            for r in sorted(ahead):
                work = ahead[r]
                self._roll.asked = work.uses
                found = narrowed(
                    work.reading, work.clues, work.dated, work.told, self._roll, index, undated,
                    self._readings, alike[r], days,
                )  # fmt: skip
                if found is not None:
                    fresh[r] = found
            for r, dated in fresh.items():
                ahead[r].take(dated, self._roll)
            if not fresh:
                break

    def _begin(self, report: str) -> _Work:
        return _Work(self._readings[report], self._roll, self._fixed.get(report))

    def _put(self, report: str, work: _Work | None) -> set[str]:
        """Set what a report tells; the keys of dated meetings that it came or ceased to tell."""
        old = self.telling(report)
        new = work.telling() if work else None
        if work is not None:
            self.dated[report] = work.dated
        self._shelves.put("telling", report, new)
        before, after = _met(old), _met(new)
        refile(self._shelves, "met", report, before, after)
        refile(self._shelves, "link", report, old.links if old else (), new.links if new else ())
        refile(self._shelves, "uses", report, old.uses if old else (), new.uses if new else ())
        return {k for k in before.keys() | after.keys() if before.get(k) != after.get(k)}

    def _open_ones(self, links: Iterable[str]) -> Iterable[str]:
        return (r for link in links for r in self._shelves.filed("link", link))

    def _is_open(self, report: str) -> bool:
        telling = self.telling(report)
        return telling is not None and telling.open


def raised(reading: Reading, told: Iterable[Account]) -> dict[str, tuple[tuple[str, Span], ...]]:
    """What was raised in each talk of a report: in the acts and statements made in it."""
    out: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    report = reading.report.id
    for account in told:
        if account.talk is not None and (account.actors or account.recipients):
            words = Span(report, account.told.start, account.told.end)
            out[account.talk] += [(slug, words) for slug in account.told.issues]
    names = anchors(report, reading.events)
    for quote in reading.statements:
        if quote.event is not None:
            words = Span(report, quote.start, quote.end)
            out[names[quote.event]] += [(slug, words) for slug in quote.issues]
    return {anchor: tuple(found) for anchor, found in out.items() if found}


def _met(telling: Telling | None) -> dict[str, list[Account]]:
    """The meetings with a known day that a report tells of, by the cards of who met."""
    if telling is None:
        return {}
    return {_card(key): found for key, found in met_on({"": telling.told}).items()}


def _card(key: PersonsKey) -> str:
    return "|".join(key)


def _is_state(party: str) -> bool:
    return len(party) == 3 and party.isupper()
