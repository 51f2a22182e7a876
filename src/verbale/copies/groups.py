"""Syndication groups: which reports of a set carry the same copy."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise

import msgspec
import numpy as np
import numpy.typing as npt

from verbale.copies.compare import ALIKE_GRAMS, Prints, are_copies, are_one
from verbale.copies.direction import directions
from verbale.records import CopyGroup, Passage, Reading, Span

# Reports that share a shingle are compared each with each up to this number; in a longer list,
# which is a much reprinted story or a stock phrase, each with its next neighbours: copies of one
# story are chained together all the same.
EACH = 24
NEIGHBOURS = 3

# A shingle that more texts than these hold is a formula: nobody borrowed it from anybody.
STOCK = 6

# What comes back later than this many days is a formula, unless it is most of a long text.
_DAYS = 10


def groups(
    prints: Mapping[str, Sequence[Passage]],
    agencies: Mapping[str, str | None] | None = None,
    published: Mapping[str, dt.date | None] | None = None,
) -> tuple[CopyGroup, ...]:
    """The syndication groups among reports, by the prints of their passages.

    `prints`: report id -> its passages (`copies.passages`). `agencies`: report id -> the agency
    that it credits. `published`: report id -> its day, where its metadata have one: what recurs
    weeks apart is a formula, unless most of the text does.

    Two reports belong together if one carries copy of the other, be it one paragraph
    (`copies.are_copies`), and so do those that others link. The answer does not depend on the
    order of the reports. Groups are sorted by their first report; so are a group's reports, and
    the spans of its passages.
    """
    found = [group(reports, prints, agencies or {}) for reports in clusters(prints, published)]
    return tuple(_distinct(found))


def clusters(
    prints: Mapping[str, Sequence[Passage]],
    published: Mapping[str, dt.date | None] | None = None,
) -> list[list[str]]:
    """The reports of each group alone, without what they share: as in `groups`, and faster."""
    ids = sorted(prints)
    laid = [Prints(prints[one]) for one in ids]
    days = [(published or {}).get(one) for one in ids]
    index = _Index(laid)
    joined = _Joined(len(ids))
    candidates = list(index.candidates())
    for a, b in candidates:
        if joined.root(a) != joined.root(b) and are_one(
            laid[a], laid[b], long=not near(days[a], days[b])
        ):
            joined.join(a, b)
    stock = index.stock([joined.root(one) for one in range(len(ids))])
    for a, b in candidates:
        if (
            joined.root(a) != joined.root(b)
            and near(days[a], days[b])
            and are_copies(laid[a], laid[b], stock)
        ):
            joined.join(a, b)
    members: dict[int, list[str]] = defaultdict(list)
    for place, one in enumerate(ids):
        members[joined.root(place)].append(one)
    return [reports for _, reports in sorted(members.items()) if len(reports) > 1]


def inspect(readings: Mapping[str, Reading]) -> list[dict[str, object]]:
    """The groups as the lines of `verbale inspect copies`; of the readings, marks and prints
    count."""
    return [
        {
            "group": one.group,
            "reports": list(one.reports),
            "directions": [msgspec.to_builtins(way) for way in directions(one, readings)],
        }
        for one in groups({id: reading.prints for id, reading in readings.items()})
    ]


def near(a: dt.date | None, b: dt.date | None) -> bool:
    """Whether two reports are of the same days, as far as their metadata tell."""
    return a is None or b is None or abs((a - b).days) <= _DAYS


class _Joined:
    """Reports joined into groups (union-find); a group's root is its first report."""

    def __init__(self, size: int) -> None:
        self._parent = list(range(size))

    def root(self, one: int) -> int:
        parent = self._parent
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    def join(self, a: int, b: int) -> None:
        first, second = sorted((self.root(a), self.root(b)))
        self._parent[second] = first


class _Index:
    """Which reports hold a shingle: sorted arrays of shingles and of reports, side by side."""

    def __init__(self, laid: Sequence[Prints]) -> None:
        self._laid = laid
        sizes = np.fromiter((len(one.grams) for one in laid), np.int64, len(laid))
        hashes = np.fromiter(
            chain.from_iterable(one.grams for one in laid), np.int64, int(sizes.sum())
        )
        report = np.repeat(np.arange(len(laid), dtype=np.int64), sizes)
        # The reports ascend already; a stable sort keeps them so within a shingle.
        order = np.argsort(hashes, kind="stable")
        self._hashes, self._report = hashes[order], report[order]
        self._start = np.flatnonzero(_changes(self._hashes))
        self._size = np.diff(np.append(self._start, len(hashes)))

    def candidates(self) -> Iterator[tuple[int, int]]:
        """Pairs worth a closer look: those that share a long paragraph or several shingles."""
        holders: dict[int, list[int]] = defaultdict(list)
        for place, one in enumerate(self._laid):
            for digest in one.exact:
                holders[digest].append(place)
        exact = {pair for reports in holders.values() for pair in pairwise(reports)}
        keys = self._pairs()
        pair, count = np.unique(keys, return_counts=True)
        enough = count >= ALIKE_GRAMS - 1
        pair, count = pair[enough], count[enough]
        several = [
            divmod(key, len(self._laid)) for key in pair[np.lexsort((pair, -count))].tolist()
        ]
        yield from several
        yield from sorted(exact.difference(several))

    def _pairs(self) -> npt.NDArray[np.int64]:
        """Keys (a * number of reports + b) of pairs, once for every shingle that they share."""
        last = np.repeat(self._start + self._size, self._size)
        wide = np.where(self._size <= EACH, self._size, NEIGHBOURS + 1)
        width = np.repeat(wide, self._size)
        place = np.arange(len(self._hashes))
        keys = [np.empty(0, np.int64)]
        for step in range(1, EACH):
            here = place[(place + step < last) & (step < width)]
            if not len(here):
                break
            keys.append(self._report[here] * len(self._laid) + self._report[here + step])
        return np.concatenate(keys)

    def stock(self, root: Sequence[int]) -> frozenset[int]:
        """Shingles that stand in more than `STOCK` reports, copies of one text counted once."""
        often = np.repeat(self._size > STOCK, self._size)
        hashes, report = self._hashes[often], self._report[often]
        family = np.asarray(root, np.int64)[report]
        order = np.lexsort((family, hashes))
        hashes, family = hashes[order], family[order]
        hashes = hashes[_changes(hashes) | _changes(family)]
        found, count = np.unique(hashes, return_counts=True)
        return frozenset(found[count > STOCK].tolist())


def _changes(values: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Where a value differs from the one before it; the first one does."""
    changed = np.ones(len(values), bool)
    changed[1:] = values[1:] != values[:-1]
    return changed


def group(
    reports: Sequence[str],
    prints: Mapping[str, Sequence[Passage]],
    agencies: Mapping[str, str | None],
) -> CopyGroup:
    """A group, named for the passage that most of it carries, and what its reports share."""
    named = _named(reports, prints, agencies)
    return msgspec.structs.replace(named, passages=_passages(reports, prints))


def own_name(name: str, first: str, *, alone: bool) -> str:
    """What a group is called, by its name and its first report; `alone`: no other has the name."""
    return name if alone else f"{name}-{_digest([first])}"


def _named(
    reports: Sequence[str],
    prints: Mapping[str, Sequence[Passage]],
    agencies: Mapping[str, str | None],
) -> CopyGroup:
    credits = Counter(name for one in reports if (name := agencies.get(one)))
    agency = min(credits, key=lambda name: (-credits[name], name)) if credits else None
    carried = Counter(p.exact for one in reports for p in prints[one] if p.grams)
    most = min(carried, key=lambda exact: (-carried[exact], exact))
    return CopyGroup(f"copy-{most:016x}", agency, tuple(reports), ())


def _distinct(found: Iterable[CopyGroup]) -> Iterator[CopyGroup]:
    """Names that are each a group's own: two groups may carry one short formula."""
    found = list(found)
    names = Counter(one.group for one in found)
    for one in found:
        name = own_name(one.group, one.reports[0], alone=names[one.group] == 1)
        yield CopyGroup(name, one.agency, one.reports, one.passages)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=4).hexdigest()


def _passages(
    reports: Sequence[str], prints: Mapping[str, Sequence[Passage]]
) -> tuple[tuple[Span, ...], ...]:
    """What the reports of a group share: for each passage, a span in every one that carries it."""
    held = [(one, passage) for one in reports for passage in prints[one] if passage.grams]
    exact: dict[int, list[int]] = defaultdict(list)
    for place, (_, passage) in enumerate(held):
        exact[passage.exact].append(place)
    holders: dict[int, list[int]] = defaultdict(list)  # of shingles, once they are asked for
    # The most carried first, then the longest; what one passage covers is not told again.
    order = sorted(
        range(len(held)),
        key=lambda place: (-len(exact[held[place][1].exact]), -held[place][1].words, place),
    )
    told: set[int] = set()
    found = []
    for place in order:
        if place in told:
            continue
        one, passage = held[place]
        carriers = {one: place}
        for other in exact[passage.exact]:
            carriers.setdefault(held[other][0], other)
        if len(carriers) == len(reports):
            told.update(carriers.values())
            found.append(_spans(carriers, held))
            continue
        if not holders:
            for other, (_, carried) in enumerate(held):
                for gram in carried.grams:
                    holders[gram].append(other)
        common = Counter(chain.from_iterable(holders[gram] for gram in passage.grams))
        mine = len(passage.grams)
        near = [
            (-count, other)
            for other, count in common.items()
            if count >= 3 and count >= 0.5 * min(mine, len(held[other][1].grams))
        ]
        for _, other in sorted(near):
            carriers.setdefault(held[other][0], other)
        if len(carriers) > 1:
            told.update(carriers.values())
            found.append(_spans(carriers, held))
    return tuple(sorted(found))


def _spans(carriers: Mapping[str, int], held: Sequence[tuple[str, Passage]]) -> tuple[Span, ...]:
    return tuple(Span(r, held[p][1].start, held[p][1].end) for r, p in sorted(carriers.items()))
