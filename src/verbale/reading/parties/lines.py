"""Documents whose lines were wrapped, read as if they were not.

Old wire copy breaks its lines within names and titles ("Trade Representative Clayton\\nYeutter").
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    Flags = NDArray[np.bool_]
    Ids = NDArray[Any]

#: Lines of this many characters are longer than a page is wide.
_LINE = 100
#: With fewer line breaks there is no telling.
_ENOUGH = 2
#: spaCy's number for a word that goes on with a name.
_INSIDE = 1


def unwrap(doc: Doc) -> Doc:
    """The document with the line breaks inside paragraphs read as spaces.

    Every character keeps its place: a break of one character becomes the space after the word
    before it. A document without such breaks is given back as it is.
    """
    from spacy import attrs

    from verbale.language.component import Page

    shown: list[Any] = [attrs.ORTH, attrs.SPACY, attrs.IS_SPACE]
    parsed: list[Any] = [
        attrs.HEAD, attrs.DEP, attrs.TAG, attrs.POS, attrs.LEMMA, attrs.ENT_IOB, attrs.ENT_TYPE
    ]  # fmt: skip
    words, spaced, white = doc.to_array(shown).T
    breaks = words == doc.vocab.strings["\n"]
    if breaks.sum() < _ENOUGH or not _wrapped(doc.text):
        return doc
    breaks[[0, -1]] = False
    breaks[1:-1] &= (spaced[:-2] == 0) & (white[:-2] == 0) & (white[2:] == 0)
    if not breaks.any():
        return doc
    keep = ~breaks
    spaced[:-1] |= breaks[1:]
    table = doc.to_array(parsed)
    table[:, 0] = _heads(table[:, 0], breaks)
    # A name that began on the line before goes on.
    kinds = table[:, 6]
    goes_on = breaks[1:-1] & (kinds[2:] != 0) & (kinds[2:] == kinds[:-2])
    table[2:, 5][goes_on] = _INSIDE
    unwrapped = Page(doc.vocab, words=words[keep].tolist(), spaces=spaced[keep].tolist())
    unwrapped.from_array(parsed, table[keep])
    return unwrapped.settle()


def _wrapped(text: str) -> bool:
    """Whether the lines are those of a page, not paragraphs: none long, most of a length."""
    lengths = sorted(len(line) for line in text.split("\n") if line.strip())
    return bool(lengths) and lengths[-1] < _LINE and lengths[len(lengths) // 2] > _LINE // 3


def _heads(offsets: Ids, breaks: Flags) -> Ids:
    """How far off the heads are without the breaks; what hung on one hangs on its head."""
    head = np.arange(len(offsets)) + offsets.astype(np.int32)
    above = head.copy()
    while (over := breaks[above] & (head[above] != above)).any():
        above[over] = head[above[over]]
    place = np.cumsum(~breaks) - 1
    return np.where(breaks[above], 0, place[above] - place).astype(np.uint64)
