"""Which reports hold which passages, and which passages hold which shingles: on the shelves.

A shingle is filed under the passage that it stands in, a passage under its reports, so that copy
that is known is filed by its passages alone. Of each passage it is kept which of its shingles stand
in others too: the rest have its holders, and what follows from a list of holders follows for all
shingles that have it.
"""

from __future__ import annotations

from binascii import a2b_base64, b2a_base64
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from verbale.copies.compare import Prints
from verbale.record.shelves import Shelves
from verbale.records import Passage

Pair = tuple[str, str]
_Came = Mapping[int, Sequence[str]]


class Held(NamedTuple):
    """Keys that the same reports hold: `owners` now, sorted; `came` and `went` with the change.

    A report that has a shingle as before, in another passage, may be among both of these.
    """

    keys: Sequence[int]
    owners: Sequence[str]
    came: Sequence[str] = ()
    went: Sequence[str] = ()

    @property
    def shaken(self) -> bool:
        """Whether others may have moved in the list: two of them at least stand in it."""
        return bool(self.went or (self.came and len(self.owners) >= len(self.came) + 2))


class Moved(NamedTuple):
    """The shingles of what moved, and its long paragraphs, with those who hold them."""

    grams: list[Held]
    exact: list[Held]


class Holders:
    """Who holds what; one instance an update."""

    def __init__(self, shelves: Shelves) -> None:
        self._shelves = shelves
        self._reports: dict[int, Sequence[str]] = {}  # of a passage
        self._passages: dict[int, Sequence[str]] = {}  # of a shingle
        self._owners: dict[tuple[str, ...], Sequence[str]] = {}  # of shingles of these passages

    def move(self, prints: Mapping[str, tuple[Prints, Prints]]) -> Moved:
        """Move reports from the passages that they held to those that they hold."""
        came: dict[int, list[str]] = defaultdict(list)
        went: dict[int, list[str]] = defaultdict(list)
        touched: dict[int, Passage] = {}
        for r, (was, now) in prints.items():
            before, after = was.told, now.told
            touched |= before | after
            for p in before.keys() - after.keys():
                went[p].append(r)
            for p in after.keys() - before.keys():
                came[p].append(r)
        self._shelves.pull_all("passage", went)
        self._shelves.file_all("passage", came)
        owners = self._look("passage", self._reports, touched)
        fresh = [p for p in came if len(owners[p]) == len(came[p]) and p not in went]
        gone = [p for p in went if not owners[p]]
        grams = self._refile(touched, fresh, gone)
        here = {p: passage for p, passage in touched.items() if owners[p]}
        exact = {e for both in prints.values() for one in both for e in one.exact}
        return Moved(
            [*self._alike(grams, came, went), *self._of(here, came, went, grams.keys())],
            [Held([e], owners[e], came.get(e, ()), went.get(e, ())) for e in exact],
        )

    def held(self, prints: Iterable[Prints]) -> list[Held]:
        """The shingles of reports that did not move, by who holds them."""
        return self._of({p: passage for one in prints for p, passage in one.told.items()}, {}, {})

    def of(self, grams: Iterable[int]) -> dict[int, Sequence[str]]:
        """Who holds each of some shingles."""
        found = self._look("gram", self._passages, grams)
        return {gram: self._union(tuple(passages)) for gram, passages in found.items()}

    def holding(self, exact: Iterable[int]) -> Iterable[Sequence[str]]:
        """Who holds each of some paragraphs."""
        return self._look("passage", self._reports, exact).values()

    # -- passages -----------------------------------------------------------------------------

    def _of(
        self,
        passages: Mapping[int, Passage],
        came: _Came,
        went: _Came,
        told: Collection[int] = (),
    ) -> list[Held]:
        """The shingles of passages that stay, by who holds them; but for those `told` already."""
        found: list[Held] = []
        shared: set[int] = set()
        self._shelves.expect(("shared",), map(_name, passages))
        for p, owners in self._look("passage", self._reports, passages).items():
            both = {*(self._shelves.get("shared", _name(p)) or ())}
            shared |= both
            alone: Sequence[int] = passages[p].grams
            if both or told:
                alone = [gram for gram in alone if gram not in both and gram not in told]
            if alone:
                found.append(Held(alone, owners, came.get(p, ()), went.get(p, ())))
        grams = self._look("gram", self._passages, shared.difference(told))
        return [*found, *self._alike({g: (x, x) for g, x in grams.items()}, came, went)]

    def _alike(
        self, grams: Mapping[int, tuple[Sequence[str], Sequence[str]]], came: _Came, went: _Came
    ) -> Iterator[Held]:
        """Shingles by the passages that they stood in and stand in, as lists of holders."""
        together: dict[tuple[tuple[str, ...], tuple[str, ...]], list[int]] = defaultdict(list)
        for gram, (before, after) in grams.items():
            together[tuple(before), tuple(after)].append(gram)
        self._look("passage", self._reports, {_digest(p) for _, now in together for p in now})
        for (before, after), same in together.items():
            yield Held(same, self._union(after), _joined(came, after), _joined(went, before))

    def _union(self, passages: tuple[str, ...]) -> Sequence[str]:
        """The reports that hold one of these passages."""
        if passages not in self._owners:
            lists = self._look("passage", self._reports, [_digest(p) for p in passages])
            owners = [*lists.values()]
            self._owners[passages] = owners[0] if len(owners) == 1 else sorted({*_all(owners)})
        return self._owners[passages]

    # -- shingles -----------------------------------------------------------------------------

    def _refile(
        self, passages: Mapping[int, Passage], fresh: Iterable[int], gone: Iterable[int]
    ) -> dict[int, tuple[Sequence[str], Sequence[str]]]:
        """File the shingles of passages that are new to the record, and take out those of passages
        that left it; of shingles that are or were shared, the passages before and now."""
        came: dict[int, list[str]] = defaultdict(list)
        went: dict[int, list[str]] = defaultdict(list)
        for some, lists in ((fresh, came), (gone, went)):
            for p in some:
                name = _name(p)
                for gram in passages[p].grams:
                    lists[gram].append(name)
        self._shelves.pull_all("gram", went)
        self._shelves.file_all("gram", came)
        found: dict[int, tuple[Sequence[str], Sequence[str]]] = {}
        more: dict[str, set[int]] = defaultdict(set)  # shingles that are shared now and were not
        less: dict[str, set[int]] = defaultdict(set)
        for gram, now in self._shelves.files("gram", came.keys() | went.keys()).items():
            new, old = came.get(gram, ()), went.get(gram, ())
            if not old and len(now) == 1:
                continue  # alone in a passage that is new
            before = sorted({*now, *old}.difference(new)) if old or len(now) > len(new) else ()
            found[gram] = before, now
            if len(now) > 1:
                for name in new if len(before) > 1 else now:
                    more[name].add(gram)
            elif len(before) > 1:
                for name in now:
                    less[name].add(gram)
        self._shelves.expect(("shared",), more.keys() | less.keys())
        for name in more.keys() | less.keys():
            shared = {*(self._shelves.get("shared", name) or ())} | more[name]
            self._shelves.put("shared", name, sorted(shared - less[name]) or None)
        for p in gone:
            self._shelves.put("shared", _name(p), None)
        return found

    def _look(
        self, index: str, lists: dict[int, Sequence[str]], keys: Iterable[int]
    ) -> dict[int, Sequence[str]]:
        keys = [*keys]
        missing = [key for key in keys if key not in lists]
        if missing:
            lists.update(self._shelves.files(index, missing))
        return {key: lists[key] for key in keys}


def _name(passage: int) -> str:
    """A passage's digest as eleven letters, under which the record keeps it."""
    return b2a_base64(passage.to_bytes(8, "big"), newline=False)[:-1].decode()


def _digest(name: str) -> int:
    return int.from_bytes(a2b_base64(f"{name}="), "big")


def _all(lists: Iterable[Sequence[str]]) -> Iterator[str]:
    return (one for some in lists for one in some)


def _joined(lists: _Came, passages: Iterable[str]) -> Sequence[str]:
    found = {*_all(lists.get(_digest(p), ()) for p in passages)}
    return sorted(found) if found else ()


# --- lists ------------------------------------------------------------------------------------


def beside(owners: Sequence[str], report: str, reach: int) -> list[str]:
    """The owners next to a report in a sorted list: `reach` before it and `reach` after it."""
    place = bisect_left(owners, report)
    after = place + (place < len(owners) and owners[place] == report)
    return [*owners[max(0, place - reach) : place], *owners[after : after + reach]]


def paired(owners: Sequence[str], fresh: Collection[str], reach: int, each: int) -> Iterator[Pair]:
    """The pairs, one of them fresh, that a list holds together: all in a list of at most `each`,
    in a longer one those at most `reach` apart."""
    for r in owners:
        if r in fresh:
            for o in owners if len(owners) <= each else beside(owners, r, reach):
                if o > r:
                    yield r, o
                elif o < r and o not in fresh:  # else it was told from the other side
                    yield o, r


def are_beside(owners: Sequence[str], a: str, b: str, reach: int, each: int) -> bool:
    """Whether a list holds two of its reports together; see :func:`paired`."""
    return len(owners) <= each or abs(bisect_left(owners, a) - bisect_left(owners, b)) <= reach
