"""Decoding: one tree a sentence with one root, and names that begin before they go on."""

from __future__ import annotations

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from verbale.language.decode import Names, is_tree, tree


def rooted(heads: list[int]) -> bool:
    return heads.count(0) == 1 and is_tree([0, *heads])


@pytest.mark.parametrize(
    ("heads", "expected"),
    [([0, 2, 0], True), ([0, 2, 1], False), ([0, 0, 1, 2], True), ([0, 0, 3, 4, 2], False)],
)
def test_a_tree_is_known(heads: list[int], expected: bool) -> None:
    assert is_tree(heads) is expected


@given(st.integers(1, 40), st.integers(0, 10_000))
def test_every_sentence_is_one_tree_with_one_root(size: int, seed: int) -> None:
    scores = np.random.default_rng(seed).normal(size=(size + 1, size + 1)).astype(np.float32)
    assert rooted(tree(scores))


@settings(deadline=None)
@given(st.integers(1, 5), st.integers(0, 10_000))
def test_the_tree_is_the_best_there_is(size: int, seed: int) -> None:
    """Unless the best has several words under the root: then the best under one of those."""
    scores = np.random.default_rng(seed).normal(size=(size + 1, size + 1)).astype(np.float32)

    def worth(heads: tuple[int, ...]) -> float:
        return float(sum(scores[i + 1, head] for i, head in enumerate(heads)))

    trees = [
        heads
        for heads in itertools.product(range(size + 1), repeat=size)
        if all(head != i + 1 for i, head in enumerate(heads)) and is_tree([0, *heads])
    ]
    best = max(trees, key=worth)
    roots = sorted((i for i, head in enumerate(best) if head == 0), key=lambda i: -scores[i + 1, 0])
    allowed = [heads for heads in trees if heads.count(0) == 1 and heads.index(0) in roots[:3]]
    assert worth(tuple(tree(scores))) == pytest.approx(max(map(worth, allowed)), abs=1e-4)


def test_the_worst_window_is_quick() -> None:
    """Every pair of words a cycle of its own: the most that a window can ask."""
    size = 150
    scores = np.full((size + 1, size + 1), -5.0, dtype=np.float32)
    for i in range(1, size, 2):
        scores[i, i + 1] = scores[i + 1, i] = 5.0
    began = time.perf_counter()
    assert rooted(tree(scores))
    assert time.perf_counter() - began < 2


def test_names_never_go_on_before_they_begin() -> None:
    names = Names(["O", "B-ORG", "I-ORG", "B-LOC", "I-LOC"])
    scores = np.random.default_rng(4).normal(size=(500, 5)).astype(np.float32)
    tags = [names.labels[i] for i in names.best(scores).tolist()]
    for before, tag in itertools.pairwise(["O", *tags]):
        assert not tag.startswith("I-") or before[2:] == tag[2:]
