"""Syndication groups: which reports of a set carry the same copy."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from verbale.copies.compare import ALIKE_GRAMS, Prints, are_copies
from verbale.records import CopyGroup, Passage, Span

# Reports that share a shingle are compared each with each up to this number; in a longer list,
# which is a much reprinted story or a stock phrase, each with its next neighbours: copies of one
# story are chained together all the same.
_EACH = 24
_NEIGHBOURS = 3


def groups(
    prints: Mapping[str, Sequence[Passage]], agencies: Mapping[str, str | None] | None = None
) -> tuple[CopyGroup, ...]:
    """The syndication groups among reports, by the prints of their passages.

    `prints`: report id -> its passages (`copies.passages`). `agencies`: report id -> the agency
    that it credits. Two reports belong together if one carries copy of the other, be it one
    paragraph (`copies.are_copies`), and so do those that others link. The answer does not depend
    on the order of the reports. Groups are sorted by their first report; so are a group's
    reports, and the spans of its passages.
    """
    ids = sorted(prints)
    laid = [Prints(prints[one]) for one in ids]
    parent = list(range(len(ids)))

    def root(one: int) -> int:
        while parent[one] != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for a, b in _candidates(laid):
        first, second = sorted((root(a), root(b)))
        if first != second and are_copies(laid[a], laid[b]):
            parent[second] = first
    members: dict[int, list[str]] = defaultdict(list)
    for index, one in enumerate(ids):
        members[root(index)].append(one)
    found = [
        _group(reports, {one: prints[one] for one in reports}, agencies or {})
        for _, reports in sorted(members.items())
        if len(reports) > 1
    ]
    return tuple(_distinct(found))


def inspect(prints: Mapping[str, Sequence[Passage]]) -> list[dict[str, object]]:
    """The groups as the lines of `verbale inspect copies`."""
    return [{"group": one.group, "reports": list(one.reports)} for one in groups(prints)]


def _candidates(laid: Sequence[Prints]) -> Iterator[tuple[int, int]]:
    """Pairs that share a long paragraph or enough shingles to be worth a closer look."""
    holders: dict[int, list[int]] = defaultdict(list)
    for index, one in enumerate(laid):
        for digest in one.exact:
            holders[digest].append(index)
    for digest in sorted(holders):
        reports = holders[digest]
        yield from pairwise(reports)
    sizes = np.fromiter((len(one.grams) for one in laid), np.int64, len(laid))
    if not sizes.sum():
        return
    hashes = np.fromiter((g for one in laid for g in one.grams), np.int64, int(sizes.sum()))
    report = np.repeat(np.arange(len(laid), dtype=np.int64), sizes)
    order = np.lexsort((report, hashes))
    keys = _pairs(hashes[order], report[order], len(laid))
    pair, count = np.unique(keys, return_counts=True)
    enough = count >= ALIKE_GRAMS - 1
    pair, count = pair[enough], count[enough]
    for key in pair[np.lexsort((pair, -count))].tolist():
        yield divmod(key, len(laid))


def _pairs(
    hashes: npt.NDArray[np.int64], report: npt.NDArray[np.int64], base: int
) -> npt.NDArray[np.int64]:
    """Keys (a * base + b) of pairs of reports, once for every shingle that they share.

    `hashes` ascend, and `report` ascends within a hash.
    """
    _, start, size = np.unique(hashes, return_index=True, return_counts=True)
    last = np.repeat(start + size, size)
    width = np.repeat(np.where(size <= _EACH, size, _NEIGHBOURS + 1), size)
    place = np.arange(len(hashes))
    keys = []
    for step in range(1, _EACH):
        here = place[(place + step < last) & (step < width)]
        if not len(here):
            break
        keys.append(report[here] * base + report[here + step])
    return np.concatenate(keys) if keys else np.empty(0, np.int64)


def _group(
    reports: Sequence[str],
    prints: Mapping[str, Sequence[Passage]],
    agencies: Mapping[str, str | None],
) -> CopyGroup:
    passages = _passages(reports, prints)
    credits = Counter(name for one in reports if (name := agencies.get(one)))
    agency = min(credits, key=lambda name: (-credits[name], name)) if credits else None
    by_place = {(one, p.start): p for one in reports for p in prints[one]}
    carried = [
        (-len(spans), min(by_place[s.report, s.start].exact for s in spans)) for spans in passages
    ]
    name = f"copy-{min(carried)[1]:016x}" if carried else f"copy-{_digest(reports[:1])}"
    return CopyGroup(name, agency, tuple(reports), passages)


def _distinct(found: Iterable[CopyGroup]) -> Iterator[CopyGroup]:
    """Names that are each a group's own: two groups may carry one short formula."""
    found = list(found)
    names = Counter(one.group for one in found)
    for one in found:
        name = one.group if names[one.group] == 1 else f"{one.group}-{_digest(one.reports[:1])}"
        yield CopyGroup(name, one.agency, one.reports, one.passages)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=4).hexdigest()


def _passages(
    reports: Sequence[str], prints: Mapping[str, Sequence[Passage]]
) -> tuple[tuple[Span, ...], ...]:
    """What the reports of a group share: for each passage, a span in every one that carries it."""
    sets = {(one, p.start): frozenset(p.grams) for one in reports for p in prints[one]}
    holders: dict[int, list[tuple[str, Passage]]] = defaultdict(list)
    exact: dict[int, dict[str, Passage]] = defaultdict(dict)
    for one in reports:
        for passage in prints[one]:
            exact[passage.exact].setdefault(one, passage)
            for gram in passage.grams:
                holders[gram].append((one, passage))
    # The most carried first, then the longest; what one passage covers is not told again.
    every = sorted(
        ((one, p) for one in reports for p in prints[one]),
        key=lambda item: (-len(exact[item[1].exact]), -item[1].words, item[0], item[1].start),
    )
    told: set[tuple[str, int]] = set()
    found = []
    for one, passage in every:
        if (one, passage.start) in told or passage.words < 4:
            continue
        carriers = dict(exact[passage.exact])
        mine = sets[one, passage.start]
        common = Counter(
            (other, p.start, p.end) for gram in mine for other, p in holders[gram] if other != one
        )
        for (other, start, end), count in sorted(common.items(), key=lambda c: (-c[1], c[0])):
            least = min(len(mine), len(sets[other, start]))
            if other not in carriers and count >= max(3, 0.5 * least):
                carriers[other] = Passage(start, end, 0, (), 0)
        if len(carriers) > 1:
            spans = tuple(sorted(Span(r, p.start, p.end) for r, p in carriers.items()))
            told.update((span.report, span.start) for span in spans)
            found.append(spans)
    return tuple(sorted(found))
