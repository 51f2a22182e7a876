"""Fingerprints of a report's passages: what identifies its words, whatever page they stand on."""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Iterator
from functools import lru_cache

import numpy as np

from verbale.cleaning.layout import units
from verbale.records import Extent, Marks, Passage

GRAM = 5
"""Words in a shingle: long enough that few stock phrases fill one, short enough for edited copy."""

SAMPLE = 2
"""One shingle in so many is kept, chosen by its hash: the same ones in every report."""

LONGEST = 1200
"""Characters in a passage; a longer paragraph is parted at the ends of sentences."""

SENTENCE = 20
"""Words from which on a paragraph counts as prose, whether or not it ends as a sentence does."""

TABLE = 5
"""Lines without a sentence from which on they are a table."""

_ENDED = re.compile(r"[.!?…][\"”’')\]]*\s*$")
_WORD = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"(?<![^\W\d_])((?:[^\W\d_]\.){2,})")
_DOTTED = re.compile(r"\.[^\W\d_]\.")
_JOIN = re.compile(r"[’'`](?<=\w[’'`])(?=\w)")
_FIGURE = re.compile(
    r"\d[\d,./-]*\d|\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b"
)
_NAME = re.compile(r"(?<=[\w,;:)’'] )(?:[A-Z][\w.&'’-]*\w)")
_STOP = re.compile(r"[.!?…][\"”’')\]]*\s+")
_MIX = (np.uint64(0xBF58476D1CE4E5B9), np.uint64(0x94D049BB133111EB))
_BASE = 0x9E3779B97F4A7C15
_POWERS = np.array([_BASE**power % 2**64 for power in range(GRAM)], dtype=np.uint64)


@lru_cache(maxsize=1 << 17)
def _word_hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(word.encode(), digest_size=8).digest())


def fold(text: str) -> list[str]:
    """The words of `text`, without case, punctuation and the dots of "U.S."."""
    if _DOTTED.search(text):  # few have any, and it is found much faster
        text = _LETTERS.sub(lambda match: match.group().replace(".", ""), text)
    return _WORD.findall(_JOIN.sub("", text).casefold())


def grams(words: list[str]) -> tuple[int, ...]:
    """The sampled hashes of the 5-word shingles of `words`: sorted, each once, below 2**63.

    Where the sample takes none, the smallest: only what is too short to judge has no shingles.
    """
    if len(words) < GRAM:
        return ()
    hashes = np.array([_word_hash(word) for word in words], dtype=np.uint64)
    mixed = np.convolve(hashes, _POWERS, "valid")
    mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX[0]
    mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX[1]
    mixed ^= mixed >> np.uint64(31)
    kept = mixed[mixed % np.uint64(SAMPLE) == 0]
    if not len(kept):
        kept = mixed.min(keepdims=True)
    return tuple(sorted({*(kept >> np.uint64(1)).tolist()}))


def passages(text: str, marks: Marks) -> tuple[Passage, ...]:
    """The paragraphs of the body of `text`, each with what identifies its words.

    Furniture, captions, title, byline and dateline are left out, also inside a paragraph, so
    that the same copy has the same prints on any page. Lines that are no sentences (the rows of
    a table) make one passage together; one or two alone (a heading) have no shingles: that such
    lines are alike says nothing. Paragraphs without words are left out.
    """
    found: list[Passage] = []
    rows: list[tuple[int, int, str]] = []
    for start, end, kept in _kept(text, marks):
        told = len(kept.split()) >= SENTENCE or _ENDED.search(kept)
        if rows and (told or end - rows[0][0] > LONGEST):
            found += _table(rows)
            rows = []
        if told:
            found.append(_passage(start, end, kept))
        else:
            rows.append((start, end, kept))
    return tuple(one for one in (*found, *_table(rows)) if one.words)


def _passage(start: int, end: int, kept: str, is_told: bool = True) -> Passage:
    words = fold(kept)
    digest = hashlib.blake2b(" ".join(words).encode(), digest_size=8).digest()
    exact = int.from_bytes(digest) >> 1
    if not is_told:
        return Passage(start, end, exact, (), len(words))
    figures = {one.replace(",", "") for one in _FIGURE.findall(kept.casefold())}
    names = {one.casefold() for one in _NAME.findall(kept)}
    return Passage(start, end, exact, grams(words), len(words), _hashed(figures), _hashed(names))


def _hashed(words: set[str]) -> tuple[int, ...]:
    return tuple(sorted(zlib.crc32(word.encode()) for word in words))


def _table(rows: list[tuple[int, int, str]]) -> list[Passage]:
    """A table as one passage; a heading or two, each for itself."""
    if len(rows) < TABLE:
        return [_passage(*row, is_told=False) for row in rows]
    return [_passage(rows[0][0], rows[-1][1], "\n".join(kept for _, _, kept in rows))]


def _kept(text: str, marks: Marks) -> Iterator[tuple[int, int, str]]:
    """The places of the paragraphs, parted where too long, and their words outside the marks."""
    holes = sorted(
        [
            *marks.boilerplate,
            *marks.captions,
            *(one for one in (marks.title, marks.byline, marks.dateline) if one),
        ]
    )
    first = 0
    for unit in units(text):
        for start, end in _parts(text, unit.start, unit.end):
            while first < len(holes) and holes[first].end <= start:
                first += 1
            yield start, end, _without(text, start, end, holes[first:])


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A paragraph, or its parts of at most `LONGEST` characters, cut where sentences end."""
    parts = []
    while end - start > LONGEST:
        stops = [m.end() for m in _STOP.finditer(text, start, start + LONGEST)]
        cut = (
            stops[-1] if stops else (text.rfind(" ", start, start + LONGEST) + 1 or start + LONGEST)
        )
        if cut <= start:
            cut = start + LONGEST
        parts.append((start, start + len(text[start:cut].rstrip())))
        start = cut
    return [*parts, (start, end)]


def _without(text: str, start: int, end: int, holes: list[Extent]) -> str:
    kept = []
    for hole in holes:
        if hole.start >= end:
            break
        if hole.end > start:
            kept.append(text[start : max(start, hole.start)])
            start = hole.end
    return " ".join([*kept, text[start:end]])
