"""Finding the phrases of a table in a text, whatever their accents and line breaks.

Words are compared folded (`fold`): small letters without accents. A phrase must begin with a
capital in the text if it does in the table, and one of capitals alone ("WHO", "US", "EC") must
stand in capitals, or every pronoun would be a country.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

Value = TypeVar("Value")

_WORD = re.compile(r"[^\W_]+|[^\w\s]|_")
_SPECIAL = str.maketrans("øØłŁđĐıİßæÆœŒ’‘ʼʻ`‐‑–", "oOlLdDiIsaAoO'''''---")


def _folding() -> dict[int, str]:
    table: dict[int, str] = {}
    for code in range(0xC0, sys.maxunicode if sys.maxunicode < 0x2000 else 0x2000):
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base != chr(code) and base.isalpha():
            table[code] = base
    table.update({k: chr(v) if isinstance(v, int) else v for k, v in _SPECIAL.items()})
    return table


_FOLDED = _folding()


def bare(text: str) -> str:
    """`text` without accents, with straight quotes and hyphens; as long as it was."""
    return text if text.isascii() else text.translate(_FOLDED)


def fold(text: str) -> str:
    """`text` in small letters without accents; as long as it was."""
    return bare(text).lower()


def _shouted(phrase: str) -> bool:
    """Whether the phrase is one of capitals: to be taken only when it stands in capitals."""
    letters = [c for c in phrase if c.isalpha()]
    return len(letters) <= 7 and all(c.isupper() for c in letters) and " " not in phrase


class Words:
    """The words of a text with their places, to be gone through for several tables."""

    __slots__ = ("places", "spans", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        folded = fold(text)
        self.spans = [match.span() for match in _WORD.finditer(folded)]
        self.words = tuple(folded[start:end] for start, end in self.spans)
        self.places: dict[str, list[int]] = {}
        for i, word in enumerate(self.words):
            self.places.setdefault(word, []).append(i)


@lru_cache(maxsize=8)
def words_of(text: str) -> Words:
    """The words of a text, kept while one stage after another looks for its phrases."""
    return Words(text)


class Hit(Generic[Value]):
    """A phrase that stands in a text."""

    __slots__ = ("end", "start", "value")

    def __init__(self, start: int, end: int, value: Value) -> None:
        self.start = start
        self.end = end
        self.value = value

    def __repr__(self) -> str:
        return f"Hit({self.start}, {self.end}, {self.value!r})"


class Phrases(Generic[Value]):
    """A table of phrases, each with a value; the first value given for a phrase stays.

    Added again in small letters, a phrase is found in small letters too.
    """

    def __init__(self) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], bool, bool, Value]]] = {}
        self._exact: dict[tuple[str, ...], Value] = {}
        self._sorted = True

    def add(self, phrase: str, value: Value) -> None:
        """Take in `phrase`."""
        words = tuple(_WORD.findall(fold(phrase)))
        capital = phrase[:1].isupper()
        entries = self._by_first.setdefault(words[0], []) if words else []
        if words in self._exact:
            if not capital:
                value = self._exact[words]
                entries[:] = [e for e in entries if e[0] != words]
                entries.append((words, capital, False, value))
                self._sorted = False
            return
        if not words:
            return
        self._exact[words] = value
        entries.append((words, capital, _shouted(phrase), value))
        self._sorted = False

    def get(self, phrase: str) -> Value | None:
        """The value of a phrase, or None; case is not looked at."""
        return self._exact.get(tuple(_WORD.findall(fold(phrase))))

    def find(self, text: str | Words, nested: bool = False) -> Iterator[Hit[Value]]:
        """The phrases in `text`, leftmost and longest, in order; they do not overlap.

        With `nested` every phrase counts, those inside and across others too.
        """
        if not self._sorted:
            for entries in self._by_first.values():
                entries.sort(key=lambda e: len(e[0]), reverse=True)
            self._sorted = True
        told = words_of(text) if isinstance(text, str) else text
        all_words, spans, text = told.words, told.spans, told.text
        by_first = self._by_first
        # Few of a text's words begin a phrase: only those are looked at.
        begins = [told.places[word] for word in told.places.keys() & by_first.keys()]
        free = 0
        for i in sorted(chain.from_iterable(begins)):
            if i < free:
                continue
            for words, capital, shouted, value in by_first[all_words[i]]:
                after = i + len(words)
                if all_words[i:after] != words:
                    continue
                start, end = spans[i][0], spans[after - 1][1]
                said = text[start:end]
                if capital and not said[0].isupper():
                    continue
                if shouted and not said.isupper():
                    continue
                if "\n\n" in said:
                    continue
                yield Hit(start, end, value)
                if not nested:
                    free = after
                    break
