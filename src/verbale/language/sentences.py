"""The sentence of a word, found once for a document.

`Token.sent` of spaCy looks through the whole document at each call.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_KEPT = "verbale_sentences"


def _starts(doc: Doc) -> list[int]:
    """Where sentences start, and the length of the document behind them."""
    kept: list[int] | None = doc.user_data.get(_KEPT)
    if kept is None:
        kept = [*(span.start for span in doc.sents), len(doc)]
        doc.user_data[_KEPT] = kept
    return kept


def sentences(doc: Doc) -> list[Span]:
    """The sentences of `doc`, in order."""
    starts = _starts(doc)
    return [doc[a:b] for a, b in pairwise(starts)]


def sentence_of(token: Token) -> Span:
    """The sentence that `token` stands in."""
    starts = _starts(token.doc)
    at = bisect_right(starts, token.i) - 1
    return token.doc[starts[at] : starts[at + 1]]
