"""Groups of copies kept as reports come and go: the same groups as `copies.groups` finds.

Two reports are compared if they share several shingles or a long paragraph; what many unrelated
texts hold is stock and proves nothing. A new report can link others, can push a pair apart in a
long list of holders, and can make a shingle stock: these pairs are looked at again, no others.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec

from verbale.copies.compare import ALIKE_GRAMS, Prints, are_copies, are_one
from verbale.copies.direction import directions
from verbale.copies.groups import EACH, NEIGHBOURS, STOCK, near, own_name
from verbale.copies.groups import group as group_of
from verbale.record.holders import Held, Holders, Moved, Pair, are_beside, beside, paired
from verbale.record.roll import Changes
from verbale.record.shelves import Asked, Shelves
from verbale.records import CopyGroup, Reading

_ONE, _COPY = 1, 0


class Regrouped(NamedTuple):
    """What an update moved: reports in a group that is another one now, and those that keep
    company with others of the old reports than before."""

    rows: set[str]
    apart: set[str]


class Copying:
    """The groups of copies on the shelves of a record."""

    def __init__(self, shelves: Shelves, readings: Mapping[str, Reading]) -> None:
        """`readings`: by report, looked up as they are needed."""
        self._shelves = shelves
        self._readings = readings
        self._laid: dict[int, Prints] = {}
        self._prints: Mapping[str, Prints] = Asked(lambda r: self._lay(readings[r]))
        self._holders = Holders(shelves)
        self._links: dict[str, dict[str, int]] = {}
        self._roots: dict[str, str] = {}

    def update(self, changes: Changes) -> Regrouped:
        """Take reports in and out."""
        moved = set(changes)  # ends of links that came or went
        kin: set[str] = set()  # ends of links by which two texts are one
        grams, exact = self._file(changes, moved, kin)
        pairs = self._candidates(grams, exact, {r for r, (_, new) in changes.items() if new})
        pushed = pairs | self._pushed(grams, exact, changes)
        self._shelves.expect(("copies",), {r for pair in pushed for r in pair})
        for a, b in sorted(pushed):
            candidate = (a, b) in pairs or self._is_candidate(a, b)
            if self._set(a, b, _ONE if candidate and self._one(a, b) else None, moved):
                kin |= {a, b}
            if candidate:
                pairs.add((a, b))
        pairs |= self._judge_stock(grams, changes, kin)
        for a, b in sorted(pairs):
            if self._of(a).get(b) != _ONE:
                self._set(a, b, _COPY if self._copy(a, b) else None, moved)
        for r, links in self._links.items():
            self._shelves.put("copies", r, links or None)
        return self._regroup(moved, changes)

    # -- shingles -----------------------------------------------------------------------------

    def _file(self, changes: Changes, moved: set[str], kin: set[str]) -> Moved:
        """File the prints of what changes and cut its links."""
        none = Prints(())
        prints = {
            r: (self._lay(old) if old else none, self._prints[r] if new else none)
            for r, (old, new) in changes.items()
        }
        for r in changes:
            for other in list(self._of(r)):
                if self._set(r, other, None, moved):
                    kin |= {r, other}
        return self._holders.move(prints)

    def _lay(self, reading: Reading) -> Prints:
        """The prints of a report, once for all reports that share what was read in them."""
        laid = Prints(reading.prints)
        return self._laid.setdefault(id(laid.passages), laid)

    def _candidates(
        self, grams: Iterable[Held], exact: Iterable[Held], fresh: Collection[str]
    ) -> set[Pair]:
        """The pairs of what is fresh that share several shingles, or stand next to one another
        with a long paragraph."""
        shared: Counter[Pair] = Counter()
        for one in grams:
            if len(one.owners) > 1:
                for pair in paired(one.owners, fresh, NEIGHBOURS, EACH):
                    shared[pair] += len(one.keys)
        found = {pair for pair, count in shared.items() if count >= ALIKE_GRAMS - 1}
        for one in exact:
            found.update(paired(one.owners, fresh, 1, 0))
        return found

    def _is_candidate(self, a: str, b: str) -> bool:
        x, y = self._prints[a], self._prints[b]
        exact = self._holders.holding(x.exact.keys() & y.exact.keys())
        if any(are_beside(owners, a, b, 1, 0) for owners in exact):
            return True
        grams = self._holders.of(x.grams & y.grams).values()
        shared = sum(are_beside(owners, a, b, NEIGHBOURS, EACH) for owners in grams)
        return shared >= ALIKE_GRAMS - 1

    def _pushed(self, grams: Iterable[Held], exact: Iterable[Held], changes: Changes) -> set[Pair]:
        """Pairs of other reports that a change may have moved apart, or together, in a list."""
        found: set[Pair] = set()
        lists = [(one, NEIGHBOURS, EACH) for one in grams if one.shaken]
        lists += [(one, 1, 0) for one in exact if one.shaken]
        for (_, owners, came, went), reach, each in lists:
            some = len(came) + len(went)
            if len(owners) + len(went) <= each:
                continue
            near: Iterable[str] = owners
            if len(owners) > each + some or not each:
                near = {o for r in (*came, *went) for o in beside(owners, r, reach + some)}
            others = {o for o in near if o not in changes}
            for a in others:
                found.update((a, b) for b in self._of(a) if a < b and b in others)
            if went:
                found.update(combinations(sorted(others), 2))
        return found

    # -- links --------------------------------------------------------------------------------

    def _of(self, report: str) -> dict[str, int]:
        if report not in self._links:
            self._links[report] = dict(self._shelves.get("copies", report) or {})
        return self._links[report]

    def _set(self, a: str, b: str, link: int | None, moved: set[str]) -> bool:
        """Set a link or take it away; whether one by which two texts are one came or went."""
        was = self._of(a).get(b)
        if was == link:
            return False
        for x, y in ((a, b), (b, a)):
            if link is None:
                del self._of(x)[y]
            else:
                self._of(x)[y] = link
        moved |= {a, b}
        return _ONE in (was, link)

    def _one(self, a: str, b: str) -> bool:
        return are_one(self._prints[a], self._prints[b], long=not self._near(a, b))

    def _copy(self, a: str, b: str) -> bool:
        x, y = self._prints[a], self._prints[b]
        return self._near(a, b) and are_copies(x, y, self._stock(x.grams & y.grams))

    def _near(self, a: str, b: str) -> bool:
        return near(self._day(a), self._day(b))

    def _day(self, report: str) -> dt.date | None:
        return self._readings[report].report.published

    def _joined(self, report: str, *kinds: int) -> list[str]:
        """The reports that links of these kinds lead to, in order."""
        found, ahead = {report}, [report]
        while ahead:
            for other, kind in self._of(ahead.pop()).items():
                if kind in kinds and other not in found:
                    found.add(other)
                    ahead.append(other)
        return sorted(found)

    # -- stock --------------------------------------------------------------------------------

    def _stock(self, grams: Iterable[int]) -> frozenset[int]:
        often = (g for g, owners in self._holders.of(grams).items() if len(owners) > STOCK)
        return frozenset(g for g in often if self._shelves.get("stock", str(g)))

    def _judge_stock(self, grams: list[Held], changes: Changes, kin: Iterable[str]) -> set[Pair]:
        """Judge anew what may be stock; pairs for which that makes a difference."""
        self._roots.clear()
        joined: set[str] = set()
        for r in kin:
            if r not in changes and r not in joined:
                joined.update(self._joined(r, _ONE))
        others = self._holders.held(self._prints[r] for r in joined - changes.keys())
        pairs: set[Pair] = set()
        for keys, owners, _, went in (*grams, *others):
            if len(owners) + len(went) <= STOCK:
                continue  # it is none, and was none
            now = self._is_stock(owners)
            old = {o for o in owners if o not in changes}
            for key in keys:
                was = bool(self._shelves.get("stock", str(key)))
                if was == now:
                    continue
                self._shelves.put("stock", str(key), now or None)
                for a in old if now else ():
                    pairs |= {
                        _pair(a, b) for b, k in self._of(a).items() if k == _COPY and b in old
                    }
                for a, b in combinations(sorted(old), 2) if was else ():
                    if b not in self._of(a) and self._is_candidate(a, b):
                        pairs.add((a, b))
        return pairs

    def _is_stock(self, owners: Sequence[str]) -> bool:
        if len(owners) <= STOCK:
            return False
        families: set[str] = set()
        for r in owners:
            if r not in self._roots:
                joined = self._joined(r, _ONE)
                self._roots.update(dict.fromkeys(joined, joined[0]))
            families.add(self._roots[r])
            if len(families) > STOCK:
                return True
        return False

    # -- groups -------------------------------------------------------------------------------

    def _regroup(self, moved: Collection[str], changes: Changes) -> Regrouped:
        """Make the groups of these reports anew."""
        self._shelves.expect(("group",), moved)
        was: dict[str, list[str]] = {}
        now: dict[str, list[str]] = {}
        ahead = list(moved)
        while ahead:
            r = ahead.pop()
            if r in was:
                continue
            was[r] = self._shelves.get("group", r) or []
            if r not in now:
                joined = self._joined(r, _ONE, _COPY)
                now.update(dict.fromkeys(joined, joined))
            ahead += {o for o in (*was[r][1:], *now[r]) if o not in was}
        bases: set[str] = set()
        for r, (name, first, *_) in ((r, group) for r, group in was.items() if group):
            bases.add(self._base(name))
            self._shelves.pull("base", self._base(name), first)
            self._shelves.set_row("copy", name, None)
            self._shelves.put("group", r, None)
        made: dict[str, CopyGroup] = {}
        for first in sorted({reports[0] for reports in now.values() if len(reports) > 1}):
            reports = now[first]
            prints = {o: self._readings[o].prints for o in reports}
            carried = group_of(reports, prints, {o: self._agency(o) for o in reports})
            told = directions(carried, {o: self._readings[o] for o in reports})
            made[first] = msgspec.structs.replace(carried, directions=told)
            bases.add(made[first].group)
            self._shelves.file("base", made[first].group, first)
        rows = self._name(bases, made)
        apart = set()
        for r, group in was.items():
            if (self._shelves.get("group", r) or []) != group:
                rows.add(r)
            before, after = (
                {o for o in members if o != r and o not in changes}
                for members in (group[1:], now[r])
            )
            if before != after:
                apart.add(r)
        return Regrouped(rows, apart)

    def _name(self, bases: Collection[str], made: Mapping[str, CopyGroup]) -> set[str]:
        """Names that are each a group's own: two groups may carry one short formula."""
        changed: set[str] = set()
        fresh: dict[str, CopyGroup] = {}
        for base in bases:
            firsts = self._shelves.filed("base", base)
            for first in firsts:
                group = made.get(first)
                if group is None:
                    name, *_ = self._shelves.get("group", first)
                    group = self._shelves.row("copy", name)
                    self._shelves.set_row("copy", name, None)
                name = own_name(base, first, alone=len(firsts) == 1)
                if first not in made and name != group.group:
                    changed |= set(group.reports)
                fresh[first] = msgspec.structs.replace(group, group=name)
        for group in fresh.values():
            self._shelves.set_row("copy", group.group, group)
            for r in group.reports:
                self._shelves.put("group", r, [group.group, *group.reports])
        return changed

    @staticmethod
    def _base(name: str) -> str:
        return "-".join(name.split("-")[:2])

    def _agency(self, report: str) -> str | None:
        reading = self._readings[report]
        return reading.marks.agency or reading.report.agency


def _pair(a: str, b: str) -> Pair:
    return (a, b) if a < b else (b, a)
