"""spaCy documents out of the network, and the factory ``verbale_reader``.

The component makes the document anew, words included, from the text of the one that it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from operator import add
from pathlib import Path
from struct import pack

import numpy as np
from spacy import attrs
from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.vocab import Vocab

from verbale.language import passages
from verbale.language.analysis import Reading
from verbale.language.morphology import features
from verbale.language.network import Network
from verbale.language.tokens import Span, spaces, tokenize

SHIPPED = Path(__file__).parent / "model"
_COLUMNS = [
    attrs.HEAD, attrs.TAG, attrs.POS, attrs.LEMMA, attrs.MORPH, attrs.DEP,
    attrs.ENT_IOB, attrs.ENT_TYPE,
]  # fmt: skip
#: Where the columns of names stand in a row.
_INSIDE = 6
_IOB = {"I": 1, "O": 2, "B": 3}
#: spaCy keeps strings as UTF-8, which has no lone surrogates: they are shown as U+FFFD.
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")


class Reader:
    """Texts to parsed documents, alone or as a component of a spaCy pipeline."""

    def __init__(self, vocab: Vocab, source: passages.Source) -> None:
        self.vocab = vocab
        self.source = source
        # The columns of a word and of its part in the sentence, as a row has them in memory.
        self._word = lru_cache(maxsize=60_000)(self._read_word)
        self._role = lru_cache(maxsize=10_000)(self._read_role)

    def __call__(self, doc: Doc) -> Doc:
        """The text of ``doc`` read anew."""
        return self.read([doc.text])[0]

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 64) -> Iterator[Doc]:
        """Read the texts of documents in batches."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            yield from self.read([doc.text for doc in batch])

    def read(
        self,
        texts: Sequence[str],
        skips: Sequence[Sequence[Span]] | None = None,
        cache: passages.Cache | None = None,
    ) -> list[Page]:
        """One document a text; ``skips`` are spans that are tokenised but not parsed."""
        clean = [_utf8(text) for text in texts]
        skipped = skips if skips is not None else [()] * len(clean)
        cuts = [passages.cut(text, skip) for text, skip in zip(clean, skipped, strict=True)]
        found = passages.read(self.source, [piece.text for cut in cuts for piece in cut], cache)
        readings = iter(found)
        return [
            self._document(text, cut, list(islice(readings, len(cut))))
            for text, cut in zip(clean, cuts, strict=True)
        ]

    def _document(self, text: str, cut: list[passages.Piece], readings: list[Reading]) -> Page:
        spans: list[Span] = []
        heads: list[int] = []
        rows: list[bytes] = []
        at = 0
        for piece, reading in zip(cut, readings, strict=True):
            self._unread(text, at, piece.start, spans, heads, rows)
            start, base = piece.start, len(spans)
            found = reading.analysis
            spans += [(start + a, start + b) for a, b in reading.spans]
            heads += [base + head for head in found.heads]
            words = map(self._word, found.upos, found.xpos, reading.lemmas)
            rows += map(add, words, map(self._role, found.rels, found.entities))
            at = start + len(piece.text)
        self._unread(text, at, len(text), spans, heads, rows)
        return self._assemble(text, spans, heads, rows)

    def _unread(
        self,
        text: str,
        start: int,
        end: int,
        spans: list[Span],
        heads: list[int],
        rows: list[bytes],
    ) -> None:
        """Words that are not parsed: they hang on the first of their stretch, tagged X."""
        base = len(spans)
        for a, b in tokenize(text, start, end):
            spans.append((a, b))
            heads.append(base)
            rows.append(self._word("X", "FW", text[a:b]) + self._role("dep", "O"))

    def _assemble(self, text: str, spans: list[Span], heads: list[int], rows: list[bytes]) -> Page:
        words, after, places = spaces(text, spans)
        doc = Page(self.vocab, words=words, spaces=after)
        if not words:
            return doc
        place = np.array(places, dtype=np.int64)
        offsets = np.zeros(len(words), dtype=np.int64)
        table = np.empty((len(words), len(_COLUMNS)), dtype=np.uint64)
        if rows:
            offsets[place] = place[heads] - place
            table[place, 1:] = np.frombuffer(b"".join(rows), dtype=np.uint64).reshape(len(rows), -1)
        # White space hangs on the word before it (at the start, on the word after it).
        gaps = np.ones(len(words), dtype=bool)
        gaps[place] = False
        for i in np.flatnonzero(gaps).tolist():
            near = i - 1 if i else (1 if len(words) > 1 else 0)
            offsets[i] = near - i
            row = self._word("SPACE", "_SP", words[i]) + self._role("dep", "O")
            table[i, 1:] = np.frombuffer(row, dtype=np.uint64)
            # A line end within a name belongs to it, else the name would go on without a start.
            if i + 1 < len(words) and table[i + 1, _INSIDE] == 1 and not gaps[i + 1] and i:
                table[i, _INSIDE:] = (1, table[i + 1, _INSIDE + 1])
        table[:, 0] = offsets.astype(np.uint64)
        doc.from_array(_COLUMNS, table)  # type: ignore[arg-type]
        doc.__dict__["text"] = text
        return doc

    def _read_word(self, upos: str, xpos: str, lemma: str) -> bytes:
        intern = self.vocab.strings.add
        morph = self.vocab.morphology.add(features(upos, xpos, lemma))
        return pack("4Q", intern(xpos), intern(upos), intern(lemma), morph)

    def _read_role(self, rel: str, entity: str) -> bytes:
        intern = self.vocab.strings.add
        kind = intern(entity[2:]) if entity != "O" else 0
        return pack("3Q", intern(rel), _IOB[entity[0]], kind)


class Page(Doc):
    """A document that puts its text together once: spaCy does at each call.

    Once it is done (`settle`), so are its tokens: the stages go through them some forty times.
    """

    @property
    def text(self) -> str:
        """The text, unchanged."""
        kept: str | None = self.__dict__.get("text")
        if kept is None:
            kept = self.__dict__["text"] = super().text
        return kept

    def copy(self) -> Page:
        """A page of the same words, of which heads and labels may be set anew."""
        words, spaces = [t.text for t in self], [bool(t.whitespace_) for t in self]
        other = Page(self.vocab, words=words, spaces=spaces)
        other.from_array(_COLUMNS, self.to_array(_COLUMNS))  # type: ignore[arg-type]
        other.user_data.update(self.user_data)
        other.__dict__["text"] = self.text
        return other

    def settle(self) -> Page:
        """This document, of which no word will be joined or split any more."""
        self.__dict__["tokens"] = list(super().__iter__())
        return self

    def __iter__(self) -> Iterator[Token]:
        """Its tokens, in order."""
        held: list[Token] | None = self.__dict__.get("tokens")
        return super().__iter__() if held is None else iter(held)


def _utf8(text: str) -> str:
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.translate(_SURROGATES)
    return text


@Language.factory(
    "verbale_reader",
    default_config={"model": None},
    assigns=["token.dep", "token.head", "token.tag", "token.pos", "token.lemma", "doc.ents"],
)
def make_reader(nlp: Language, name: str, model: str | None) -> Reader:
    """The factory behind ``nlp.add_pipe("verbale_reader")``; ``model`` is a model's folder.

    Raises ``ReaderError`` where the folder holds no model.
    """
    return Reader(nlp.vocab, Network(Path(model) if model else SHIPPED))
