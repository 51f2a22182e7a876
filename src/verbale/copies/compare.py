"""Two reports side by side: which passages they share, and whether that makes one a copy.

The evidence is containment, not resemblance: a reprint that was cut, merged with other copy or
given a new lead holds most of a shorter text, and little of their union. A borrowed paragraph
is found as itself, however much stands around it.

The limits were set on 3,526 made reprints of wire stories (2,604 of them in one of ten manners):
below them pairs of unrelated reports begin, mostly official texts with the same formulas.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from verbale.records import Passage

EXACT_WORDS = 9
"""A paragraph of so many words that stands in both, word for word, is copied."""

CONTAINED = 0.15
"""... or this share of the shorter report's shingles, `CONTAINED_GRAMS` at least."""

CONTAINED_GRAMS = 6

ALIKE = 0.75
"""... or one paragraph in each of which this share of the longer one's shingles is the other's."""

ALIKE_GRAMS = 5


class Prints:
    """The prints of one report, laid out for comparing."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)

    @cached_property
    def grams(self) -> frozenset[int]:
        """All shingles of the report."""
        return frozenset(gram for passage in self.passages for gram in passage.grams)

    @cached_property
    def exact(self) -> frozenset[int]:
        """Digests of the paragraphs that are long enough to be evidence alone."""
        return frozenset(one.exact for one in self.passages if one.words >= EXACT_WORDS)


def are_copies(a: Prints, b: Prints) -> bool:
    """Whether one report carries copy of the other, if only a paragraph."""
    if not a.exact.isdisjoint(b.exact):
        return True
    common = a.grams & b.grams
    if len(common) < ALIKE_GRAMS:
        return False
    if len(common) >= CONTAINED_GRAMS and len(common) >= CONTAINED * min(
        len(a.grams), len(b.grams)
    ):
        return True
    return any(
        _alike(x, y)
        for x in a.passages
        if len(common.intersection(x.grams)) >= ALIKE_GRAMS
        for y in b.passages
    )


def _alike(x: Passage, y: Passage) -> bool:
    longer = max(len(x.grams), len(y.grams))
    if min(len(x.grams), len(y.grams)) < max(ALIKE_GRAMS, ALIKE * longer):
        return False
    return len(set(x.grams).intersection(y.grams)) >= max(ALIKE_GRAMS, ALIKE * longer)


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
