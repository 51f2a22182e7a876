"""Two reports side by side: which passages they share, and whether that makes one a copy.

The evidence is containment, not resemblance: a reprint that was cut, merged with other copy or
given a new lead holds most of a shorter text, and little of their union. A borrowed paragraph
is found as itself, however much stands around it.

The limits were set on 3,526 made reprints of wire stories (2,604 of them in one of ten manners):
below them pairs of unrelated reports begin, mostly official texts with the same formulas.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from functools import cached_property
from itertools import chain

from verbale.records import Passage

WHOLE = 0.5
"""Where so much of the shorter report stands in the other, they are one copy, whatever it says."""

WHOLE_GRAMS = 8

LONG_GRAMS = 40
"""A report of fewer shingles is too short to tell a reprint from what recurs word for word."""

CONTAINED = 0.15
"""Less is copy too, `CONTAINED_GRAMS` at least, if its words are no formula."""

CONTAINED_GRAMS = 6

EXACT_WORDS = 9
"""... and so is a paragraph of so many words that stands in both, word for word,"""

ALIKE = 0.75
"""... or one in each report of which this share of the longer one's shingles is the other's."""

ALIKE_GRAMS = 5


AGREE = 0.65
"""In copies this share of the figures and of the names, of whichever side has fewer, agrees."""

AGREE_GRAMS = 2


class Prints:
    """The prints of one report, laid out for comparing."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)

    @cached_property
    def grams(self) -> frozenset[int]:
        """All shingles of the report."""
        return frozenset(chain.from_iterable(passage.grams for passage in self.passages))

    @cached_property
    def told(self) -> dict[int, Passage]:
        """By digest, the paragraphs that have shingles."""
        return {one.exact: one for one in self.passages if one.grams}

    @cached_property
    def exact(self) -> dict[int, Passage]:
        """By digest, the paragraphs that are long enough to be evidence alone."""
        return {digest: one for digest, one in self.told.items() if one.words >= EXACT_WORDS}


def are_one(a: Prints, b: Prints, long: bool = False) -> bool:
    """Whether most of the shorter report stands in the other; if `long`, only of long ones."""
    common = a.grams & b.grams
    least = max(WHOLE_GRAMS, WHOLE * min(len(a.grams), len(b.grams)))
    if long and min(len(a.grams), len(b.grams)) < LONG_GRAMS:
        return False
    return len(common) >= least and _agree(a, b, common)


def are_copies(a: Prints, b: Prints, stock: Container[int] = ()) -> bool:
    """Whether one report carries copy of the other, if only a paragraph.

    `stock`: shingles of formulas, which many reports use that are not copies of one another; a
    paragraph counts only if most of its shingles are none.
    """
    common = a.grams & b.grams
    if not common or not _agree(a, b, common):
        return False
    least = min(len(a.grams), len(b.grams))
    if len(common) >= max(WHOLE_GRAMS, WHOLE * least):
        return True
    common = frozenset(gram for gram in common if gram not in stock)
    if len(common) >= max(CONTAINED_GRAMS, CONTAINED * least):
        return True
    for digest in a.exact.keys() & b.exact.keys():
        grams = a.exact[digest].grams
        if sum(gram in common for gram in grams) * 2 > len(grams):
            return True
    return any(
        _alike(x, y, common)
        for x in a.passages
        if len(common.intersection(x.grams)) >= ALIKE_GRAMS
        for y in b.passages
    )


def _agree(a: Prints, b: Prints, common: frozenset[int]) -> bool:
    """Whether the passages that share words share their figures and names as well.

    Those are what a formula leaves open ("The Fund approved a loan of ... to ..."): two market
    reports a week apart have their words in common, and no number.
    """
    if a.passages is b.passages:
        return True
    mine = [one for one in a.passages if len(common.intersection(one.grams)) >= AGREE_GRAMS]
    theirs = [one for one in b.passages if len(common.intersection(one.grams)) >= AGREE_GRAMS]
    for kind in (_figures, _names):
        left, right = _union(mine, kind), _union(theirs, kind)
        if len(left & right) < AGREE * min(len(left), len(right)):
            return False
    return True


def _figures(passage: Passage) -> tuple[int, ...]:
    return passage.figures


def _names(passage: Passage) -> tuple[int, ...]:
    return passage.names


def _union(
    passages: Iterable[Passage], kind: Callable[[Passage], tuple[int, ...]]
) -> frozenset[int]:
    return frozenset(chain.from_iterable(map(kind, passages)))


def _alike(x: Passage, y: Passage, common: frozenset[int]) -> bool:
    least = max(ALIKE_GRAMS, ALIKE * max(len(x.grams), len(y.grams)))
    if min(len(x.grams), len(y.grams)) < least:
        return False
    return len(common.intersection(x.grams).intersection(y.grams)) >= least


def shared(
    a: tuple[Passage, ...], b: tuple[Passage, ...], least: float = 0.5
) -> tuple[tuple[Passage, Passage], ...]:
    """Pairs of passages, one of `a` and one of `b`, that carry the same copy, in `a`'s order.

    They have the same words, or `least` of the shorter one's shingles (three at the least)
    stand in the other: a paragraph that was split or merged is paired with each of its parts.
    """
    pairs = []
    sets = [set(y.grams) for y in b]
    for x in a:
        mine = set(x.grams)
        for y, theirs in zip(b, sets, strict=True):
            common = 0 if x.exact == y.exact else len(mine & theirs)
            if x.exact == y.exact or common >= max(3, least * min(len(mine), len(theirs))):
                pairs.append((x, y))
    return tuple(pairs)
