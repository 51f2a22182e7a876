"""From scores to one tree a sentence and to names that begin before they go on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Ids = NDArray[np.int64]
_NEVER = -1e9


def is_tree(heads: list[int]) -> bool:
    """Whether every node but 0 reaches 0; ``heads[0]`` is not looked at. Linear."""
    state = [0] * len(heads)
    state[0] = 2
    for start in range(1, len(heads)):
        node = start
        while state[node] == 0:
            state[node] = 1
            node = heads[node]
        if state[node] == 1:
            return False
        node = start
        while state[node] == 1:
            state[node] = 2
            node = heads[node]
    return True


def tree(scores: Scores) -> list[int]:
    """Heads of a sentence's words, 1-based with 0 the root: one tree, one word under the root.

    ``scores[dependent, head]`` over root and words, shape (n + 1, n + 1). The best head of each
    word if they make a tree, else the best tree by Chu and Liu (1965) and Edmonds (1967). Where
    that has several words under the root, the three likeliest of them are tried alone.
    """
    table = scores.astype(np.float64)
    np.fill_diagonal(table, _NEVER)
    heads: list[int] = table.argmax(1).tolist()
    if heads[1:].count(0) == 1 and is_tree(heads):
        return heads[1:]
    heads = _edmonds(table)
    roots = [i for i in range(1, len(heads)) if heads[i] == 0]
    if len(roots) == 1:
        return heads[1:]
    roots.sort(key=lambda i: -float(table[i, 0]))
    options = [_edmonds(_under(table, root)) for root in roots[:3]]
    return max(options, key=lambda found: _worth(table, found))[1:]


def _under(table: NDArray[np.float64], root: int) -> NDArray[np.float64]:
    """The scores with ``root`` the only word that may stand under the root."""
    forced = table.copy()
    forced[1:, 0] = _NEVER
    forced[root, 1:] = _NEVER
    forced[root, 0] = 0.0
    return forced


def _worth(table: NDArray[np.float64], heads: list[int]) -> float:
    return float(table[np.arange(1, len(heads)), heads[1:]].sum())


def _cycle(heads: list[int]) -> list[int] | None:
    colour = [0] * len(heads)
    for start in range(1, len(heads)):
        path = []
        node = start
        while node != 0 and not colour[node]:
            colour[node] = start
            path.append(node)
            node = heads[node]
        if node != 0 and colour[node] == start:
            return path[path.index(node) :]
    return None


def _edmonds(table: NDArray[np.float64]) -> list[int]:
    """Best tree of ``table[dependent, head]``: cycles are contracted one at a time."""
    heads: list[int] = table.argmax(1).tolist()
    heads[0] = 0
    cycle = _cycle(heads)
    if cycle is None:
        return heads
    ring = np.array(cycle)
    rest = np.array([i for i in range(len(heads)) if i not in set(cycle)])
    size = len(rest)
    smaller = np.full((size + 1, size + 1), _NEVER)
    smaller[:size, :size] = table[np.ix_(rest, rest)]
    leaving = table[np.ix_(rest, ring)]
    smaller[:size, size] = leaving.max(1)
    gain = table[np.ix_(ring, rest)] - table[ring, np.array(heads)[ring]][:, None]
    smaller[size, :size] = gain.max(0)
    np.fill_diagonal(smaller, _NEVER)
    found = _edmonds(smaller)
    out = list(heads)
    for k, node in enumerate(rest.tolist()):
        if node:
            out[node] = cycle[int(leaving[k].argmax())] if found[k] == size else int(rest[found[k]])
    entry = found[size]
    out[cycle[int(gain[:, entry].argmax())]] = int(rest[entry])
    return out


class Names:
    """BIO labels: which may follow which, and the best allowed sequence."""

    def __init__(self, labels: list[str]) -> None:
        self.labels = labels
        size = len(labels)
        self._allowed = np.ones((size, size), dtype=bool)
        for j, label in enumerate(labels):
            if label.startswith("I-"):
                for i, before in enumerate(labels):
                    self._allowed[i, j] = before[2:] == label[2:]
        self._inside = np.array([label.startswith("I-") for label in labels])
        self._ban = np.where(self._allowed, 0.0, -1e4)

    def best(self, scores: Scores) -> Ids:
        """Label ids of one sentence, scores of shape (words, labels)."""
        ids: Ids = scores.argmax(1)
        if self._inside[ids[0]] or not self._allowed[ids[:-1], ids[1:]].all():
            ids = self._viterbi(scores)
        return ids

    def _viterbi(self, scores: Scores) -> Ids:
        total = scores[0] + np.where(self._inside, -1e4, 0.0)
        back = np.zeros(scores.shape, dtype=np.int64)
        for t in range(1, len(scores)):
            step = total[:, None] + self._ban
            back[t] = step.argmax(0)
            total = step.max(0) + scores[t]
        ids = np.empty(len(scores), dtype=np.int64)
        ids[-1] = total.argmax()
        for t in range(len(scores) - 1, 0, -1):
            ids[t - 1] = back[t, ids[t]]
        return ids
