"""Words to the numbers that the network takes: word pieces and the shape of letter case.

The encoder's vocabulary knows no capitals, so every piece carries the id of its word's shape.
Training and reading share this module: a change here needs a new model.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

CLS, SEP, UNKNOWN = 101, 102, 100
#: Pieces kept of one word; names of many pieces lose their tail.
MAX_PIECES = 8
#: Curly quotes and dashes read as their plain forms; offsets are not touched, only the lookup.
PLAIN = str.maketrans(
    {"\u2019": "'", "\u2018": "'", "\u201c": '"', "\u201d": '"', "\u2013": "-", "\u2014": "-"}
    | {"\u2026": "..."}
)
#: Added to a shape's id for every piece of a word but the first.
CONTINUED = 9

IntArray = NDArray[np.integer[Any]]
#: Ids of a word's pieces, and their shapes.
WordPieces = tuple[list[int], list[int]]


class Encoded(NamedTuple):
    """One window: pieces with their shapes, and every word's first and last piece (0 = root)."""

    ids: list[int]
    shapes: list[int]
    first: list[int]
    last: list[int]


def shape(word: str) -> int:
    """1 lower, 2 Title, 3 UPPER, 4 miXed, 5 digits, 6 marks, 7 both, 8 one capital."""
    if word.islower() and word.isalpha():
        return 1
    letters = [char for char in word if char.isalpha()]
    digits = any(char.isdigit() for char in word)
    if not letters:
        return 5 if digits else 6
    if digits:
        return 7
    if all(char.islower() for char in letters):
        return 1
    if len(letters) == 1:
        return 8
    if all(char.isupper() for char in letters):
        return 3
    if letters[0].isupper() and all(char.islower() for char in letters[1:]):
        return 2
    return 4


class Pieces:
    """The word-piece vocabulary; words seen lately are remembered."""

    def __init__(self, path: Path) -> None:
        """Read ``tokenizer.json``; raises ``OSError`` or ``ValueError`` where it is unfit."""
        from tokenizers import Tokenizer

        self._tokenizer = Tokenizer.from_buffer(path.read_bytes())
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._word = lru_cache(maxsize=60_000)(self._look_up)

    def _look_up(self, word: str) -> WordPieces:
        text = word.translate(PLAIN)[:200]
        ids = self._tokenizer.encode(text, add_special_tokens=False).ids or [UNKNOWN]
        ids = ids[:MAX_PIECES]
        form = shape(word)
        return ids, [form] + [form + CONTINUED] * (len(ids) - 1)

    def count(self, word: str) -> int:
        """How many pieces the word takes."""
        return len(self._word(word)[0])

    def of(self, words: list[str]) -> list[WordPieces]:
        """Every word's pieces."""
        return list(map(self._word, words))

    def encode(self, words: list[str]) -> Encoded:
        """One window with the root before it and the separator behind."""
        return encoded(self.of(words))


def encoded(words: list[WordPieces]) -> Encoded:
    """One window of words already looked up."""
    ids, shapes, first, last = [CLS], [0], [0], [0]
    for pieces, forms in words:
        first.append(len(ids))
        ids += pieces
        shapes += forms
        last.append(len(ids) - 1)
    ids.append(SEP)
    shapes.append(0)
    return Encoded(ids, shapes, first, last)


def feed(batch: Sequence[Encoded]) -> dict[str, IntArray]:
    """The network's inputs for a batch, padded with 0 to the longest.

    The mask has 1 for a piece and 0 for padding; padded words point at the root.
    """
    return {
        "ids": _pad([item.ids for item in batch]),
        "shape": _pad([item.shapes for item in batch]),
        "mask": _pad([[1] * len(item.ids) for item in batch], np.int32),
        "first": _pad([item.first for item in batch]),
        "last": _pad([item.last for item in batch]),
    }


def _pad(rows: list[list[int]], kind: type[np.integer[Any]] = np.int64) -> IntArray:
    if len(rows) == 1:
        return np.array(rows, dtype=kind)
    out = np.zeros((len(rows), max(map(len, rows))), dtype=kind)
    for row, values in zip(out, rows, strict=True):
        row[: len(values)] = values
    return out
