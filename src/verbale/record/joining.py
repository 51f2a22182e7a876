"""Which accounts are one event, kept as reports come and go.

Accounts that a likeness could join hang together in a cluster, and what becomes of a cluster
hangs on it alone: a new account is compared with those of its parties and days, and only the
clusters that it touches are united anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Protocol

import msgspec

from verbale.record import corrections
from verbale.record.accounts import Account
from verbale.record.context import Context
from verbale.record.merging import Likeness, compare
from verbale.record.shelves import Asked, Memory, Shelves, Timed
from verbale.record.uniting import keys, reach, unite
from verbale.records import Correction, Interval

Pair = tuple[str, str]
#: Cards that span more days than these stand apart, so that the others are found by their first.
SPAN = 32
#: Days by which two accounts may miss one another and still be compared.
SLACK = 2


class Cluster(msgspec.Struct, frozen=True):
    """Accounts (anchor -> report) that hang together, how likely pairs of them are one event, and
    the events that they make (id -> anchors)."""

    accounts: dict[str, str]
    likely: tuple[tuple[str, str, float], ...] = ()
    events: dict[str, tuple[str, ...]] = {}


class Before(Protocol):
    """What a report told."""

    @property
    def published(self) -> Interval: ...

    @property
    def accounts(self) -> tuple[Account, ...]: ...


class Joining:
    """Clusters on the shelves of a record; one instance an update."""

    def __init__(
        self,
        shelves: Shelves,
        told: Callable[[str], Iterable[Account]],
        context: Context,
        decided: Sequence[Correction] = (),
    ) -> None:
        """`told`: the accounts of a report, as they are now."""
        self._shelves = shelves
        self._context = context
        self._decided = [c for c in decided if c.action in ("merge", "split")]
        self._accounts: Mapping[str, dict[str, Account]] = Asked(
            lambda r: {a.anchor: a for a in told(r)}
        )
        self._report: dict[str, str] = {}
        self._likeness: dict[Pair, Likeness] = {}
        self._likely: dict[Pair, float] = {}
        self._clusters: dict[str, Cluster] = {}
        #: The events that were made of the clusters touched: id -> anchors.
        self.was: dict[str, tuple[str, ...]] = {}

    def update(self, was: Mapping[str, Before | None], anew: Collection[str] = ()) -> None:
        """Compare what reports touch that tell otherwise than they did (`was`; `None`: nothing).

        `anew`: those of them whose passages are shared with others than before.
        """
        fresh: dict[str, Account] = {}
        moved: set[str] = set()
        touched: set[str] = set()
        for r, old in was.items():
            now = self._accounts[r]
            before = {a.anchor: a for a in old.accounts} if old else {}
            published = self._context.published.get(r)
            again = r in anew or old is None or old.published != published
            for anchor, account in now.items():
                self._report[anchor] = r
                if again or before.get(anchor) != account:
                    fresh[anchor] = account
            moved |= {x for x in before if x in fresh or x not in now}
            touched |= before.keys() & now.keys()
            if old is not None:
                for anchor in before.keys() - (now.keys() - fresh.keys()):
                    for block, card in _cards(before[anchor], old.published):
                        self._shelves.untime("block", block, card)
        moved |= fresh.keys()
        self._touch(touched | moved)
        for pair in [p for p in self._likely if moved & {*p}]:
            del self._likely[pair]
        for anchor in moved - fresh.keys():
            self._report.pop(anchor, None)
            self._shelves.put("in", anchor, None)
        for account in fresh.values():
            for block, card in self._cards(account):
                self._shelves.time("block", block, card)
        for account in fresh.values():
            for other, report in self._near(account):
                if other not in fresh or account.anchor < other:
                    self._compare(account, other, report)

    def touch(self, anchors: Iterable[str]) -> bool:
        """Take the clusters of these accounts in as well; whether there were others."""
        before = len(self._clusters)
        self._touch(anchors)
        return len(self._clusters) > before

    def groups(self) -> list[list[Account]]:
        """The accounts of all clusters touched as events, each in order."""
        while self._touch_decided():
            pass
        accounts = {a: self._account(a) for a in self._report}
        likely = {p: s for p, s in self._likely.items() if p[0] in accounts and p[1] in accounts}
        found = unite(list(accounts.values()), likely, self._alike)
        return corrections.joins(self._decided, found)

    def keep(self, events: Mapping[str, Sequence[str]]) -> None:
        """Write the clusters, with the events that were made of them."""
        for id in self._clusters:
            self._shelves.put("cluster", id, None)
        root = {anchor: anchor for anchor in self._report}

        def find(x: str) -> str:
            while root[x] != x:
                root[x] = root[root[x]]
                x = root[x]
            return x

        links = [*self._likely, *((c.target, c.other or "") for c in self._merges())]
        for x, y in links:
            if x in root and y in root:
                a, b = sorted((find(x), find(y)))
                root[b] = a
        of_event = {anchor: id for id, anchors in events.items() for anchor in anchors}
        held: dict[str, list[str]] = defaultdict(list)
        likely: dict[str, list[tuple[str, str, float]]] = defaultdict(list)
        for anchor in sorted(root):
            held[find(anchor)].append(anchor)
        for (x, y), score in sorted(self._likely.items()):
            likely[find(x)].append((x, y, score))
        for id, anchors in held.items():
            mine = {
                e: tuple(events[e]) for e in sorted({of_event.get(a, "") for a in anchors} - {""})
            }
            cluster = Cluster({a: self._report[a] for a in anchors}, tuple(likely[id]), mine)
            self._shelves.put("cluster", id, cluster)
            for anchor in anchors:
                if self._shelves.get("in", anchor) != id:
                    self._shelves.put("in", anchor, id)

    # -- what could be one ----------------------------------------------------------------------

    def _cards(self, account: Account) -> Iterator[tuple[str, Timed]]:
        return _cards(account, self._context.published.get(account.report))

    def _near(self, account: Account) -> set[Pair]:
        """Accounts of the same parties whose days could touch: anchor and report."""
        found: set[Pair] = set()
        for block, card in self._cards(account):
            low, high = card.first - SLACK, card.last + SLACK
            block = block.removesuffix("~")
            for some in (
                self._shelves.timed("block", block, low - SPAN, high),
                self._shelves.timed("block", f"{block}~", 0, high),
            ):
                for other in some:
                    if other.last >= low and other.owner != card.owner:
                        anchor, _, report = other.owner.partition(" ")
                        found.add((anchor, report))
        return found

    def _compare(self, account: Account, other: str, report: str) -> None:
        likeness = compare(*_ordered(account, self._accounts[report][other]), self._context)
        pair = _pair(account.anchor, other)
        self._likeness[pair] = likeness
        if likeness.same:
            self._touch([other])
            self._report.setdefault(other, report)
            self._likely[pair] = round(likeness.score, 6)

    def _alike(self, x: str, y: str) -> Likeness:
        pair = _pair(x, y)
        if pair not in self._likeness:
            a, b = self._account(pair[0]), self._account(pair[1])
            self._likeness[pair] = compare(a, b, self._context)
        return self._likeness[pair]

    def _account(self, anchor: str) -> Account:
        return self._accounts[self._report[anchor]][anchor]

    # -- clusters -------------------------------------------------------------------------------

    def _touch(self, anchors: Iterable[str]) -> None:
        for anchor in anchors:
            id = self._shelves.get("in", anchor)
            if id is None or id in self._clusters:
                continue
            cluster: Cluster = self._shelves.get("cluster", id)
            self._clusters[id] = cluster
            for each, report in cluster.accounts.items():
                self._report.setdefault(each, report)
            self._likely.update({(x, y): score for x, y, score in cluster.likely})
            self.was.update(cluster.events)

    def _merges(self) -> list[Correction]:
        return [c for c in self._decided if c.action == "merge" and c.other is not None]

    def _touch_decided(self) -> bool:
        """Take in what a person merged with what is touched."""
        wanted = {
            each
            for c in self._merges()
            if c.target in self._report or c.other in self._report
            for each in (c.target, c.other or "")
        }
        return self.touch(wanted - self._report.keys())


def merge(accounts: Iterable[Account], context: Context) -> list[list[Account]]:
    """Accounts -> events, each a list of its accounts in order, where there are no others."""
    told: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        told[account.report].append(account)
    joining = Joining(Memory(), told.__getitem__, context)
    joining.update(dict.fromkeys(told))
    return joining.groups()


def _cards(account: Account, published: Interval | None) -> Iterator[tuple[str, Timed]]:
    """The cards of an account by its parties and days, and the blocks where they stand."""
    first, last = reach(account, published)
    card = Timed(first, f"{account.anchor} {account.report}", last)
    for key in keys(account):
        block = "|".join(key)
        yield (block if last - first <= SPAN else f"{block}~"), card


def _pair(x: str, y: str) -> Pair:
    return (x, y) if x < y else (y, x)


def _ordered(a: Account, b: Account) -> tuple[Account, Account]:
    return (a, b) if a.anchor < b.anchor else (b, a)
