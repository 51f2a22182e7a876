"""spaCy documents out of the network, and the factory ``verbale_reader``.

The component makes the document anew, words included, from the text of the one that it is given.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path

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
    attrs.HEAD, attrs.DEP, attrs.TAG, attrs.POS, attrs.LEMMA, attrs.MORPH,
    attrs.ENT_IOB, attrs.ENT_TYPE,
]  # fmt: skip
#: Where the columns of names stand in a row.
_INSIDE = 6
_Row = tuple[int, int, int, int, int, int, int, int]
_IOB = {"I": 1, "O": 2, "B": 3}
#: spaCy keeps strings as UTF-8, which has no lone surrogates: they are shown as U+FFFD.
_SURROGATES = dict.fromkeys(range(55296, 57344), "�")


class Reader:
    """Texts to parsed documents, alone or as a component of a spaCy pipeline."""

    def __init__(self, vocab: Vocab, source: passages.Source) -> None:
        self.vocab = vocab
        self.source = source
        # A word's tag, part of speech, lemma and morphology as ids of the vocabulary.
        self._word = lru_cache(maxsize=60_000)(self._read_word)
        self._label = lru_cache(maxsize=1_000)(vocab.strings.add)
        self._entity = lru_cache(maxsize=1_000)(self._read_entity)

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
        rows: list[_Row] = []
        at = 0
        for piece, reading in zip(cut, readings, strict=True):
            self._unread(text, at, piece.start, spans, rows)
            start, base = piece.start, len(spans)
            found = reading.analysis
            spans += [(start + a, start + b) for a, b in reading.spans]
            heads = [base + head for head in found.heads]
            words = zip(found.upos, found.xpos, reading.lemmas, strict=True)
            named = zip(found.rels, found.entities, strict=True)
            for head, word, (rel, entity) in zip(heads, words, named, strict=True):
                tag, pos, lemma, morph = self._word(word)
                iob, kind = self._entity(entity)
                rows.append((head, self._label(rel), tag, pos, lemma, morph, iob, kind))
            at = start + len(piece.text)
        self._unread(text, at, len(text), spans, rows)
        return self._assemble(text, spans, rows)

    def _unread(
        self,
        text: str,
        start: int,
        end: int,
        spans: list[Span],
        rows: list[_Row],
    ) -> None:
        """Words that are not parsed: they hang on the first of their stretch, tagged X."""
        add = self.vocab.strings.add
        base = len(spans)
        for a, b in tokenize(text, start, end):
            lemma = add(text[a:b])
            rows.append((base, add("dep"), add("FW"), add("X"), lemma, 0, 2, 0))
            spans.append((a, b))

    def _assemble(
        self,
        text: str,
        spans: list[Span],
        rows: list[_Row],
    ) -> Page:
        words, after, places = spaces(text, spans)
        doc = Page(self.vocab, words=words, spaces=after)
        if not words:
            return doc
        add = self.vocab.strings.add
        table = np.zeros((len(words), len(_COLUMNS)), dtype=np.uint64)
        offsets = np.zeros(len(words), dtype=np.int64)
        place = np.array(places, dtype=np.int64)
        if len(rows):
            table[place] = np.array(rows, dtype=np.uint64)
            offsets[place] = place[[row[0] for row in rows]] - place
        # White space hangs on the word before it (at the start, on the word after it).
        gaps = np.ones(len(words), dtype=bool)
        gaps[place] = False
        for i in np.flatnonzero(gaps).tolist():
            near = i - 1 if i else (1 if len(words) > 1 else 0)
            offsets[i] = near - i
            table[i, 1:] = (add("dep"), add("_SP"), add("SPACE"), add(words[i]), 0, 2, 0)
            # A line end within a name belongs to it, else the name would go on without a start.
            if i + 1 < len(words) and table[i + 1, _INSIDE] == 1 and not gaps[i + 1] and i:
                table[i, _INSIDE:] = (1, table[i + 1, _INSIDE + 1])
        table[:, 0] = offsets.astype(np.uint64)
        doc.from_array(_COLUMNS, table)  # type: ignore[arg-type]
        doc.__dict__["text"] = text
        return doc

    def _read_word(self, word: tuple[str, str, str]) -> tuple[int, int, int, int]:
        upos, xpos, lemma = word
        add = self.vocab.strings.add
        morph: int = self.vocab.morphology.add(features(upos, xpos, lemma))
        return add(xpos), add(upos), add(lemma), morph

    def _read_entity(self, entity: str) -> tuple[int, int]:
        return _IOB[entity[0]], self.vocab.strings.add(entity[2:]) if entity != "O" else 0


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
