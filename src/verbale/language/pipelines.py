"""Which pipeline reads: our model from a folder, or any installed spaCy pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from itertools import chain, islice, repeat
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from verbale.errors import ReaderError
from verbale.language.component import SHIPPED, Page, Reader
from verbale.language.foreign import Pipeline
from verbale.language.network import Network

_COMPONENT = "verbale_reader"
#: Texts that go through the cache together.
_BATCH = 64
#: The reader around each pipeline of others.
_AROUND: dict[Language, Reader] = {}


def load(name: str | None) -> Language:
    """See :func:`verbale.language.load`."""
    if name is None or Path(name).joinpath("labels.json").is_file():
        nlp = spacy.blank("en")
        nlp.add_pipe(_COMPONENT, config={"model": name or str(SHIPPED)})
        return nlp
    try:
        nlp = spacy.load(name)
    except OSError as error:
        raise ReaderError(
            f"There is no model folder or installed spaCy pipeline called {name}: {error}"
        ) from error
    reader(nlp)
    return nlp


def reader(nlp: Language) -> Reader:
    """Our reader in a pipeline, or one around it; raises ``ReaderError`` if it cannot serve."""
    if _COMPONENT in nlp.pipe_names:
        component = nlp.get_pipe(_COMPONENT)
        if isinstance(component, Reader):
            return component
    if nlp not in _AROUND:
        _AROUND[nlp] = Reader(nlp.vocab, Pipeline(nlp))
    return _AROUND[nlp]


def network(nlp: Language) -> Network | None:
    """Our network, if it is what reads."""
    source = reader(nlp).source
    return source if isinstance(source, Network) else None


def documents(
    nlp: Language,
    texts: Iterable[str],
    skips: Iterable[Sequence[tuple[int, int]]] | None,
    cache: MutableMapping[str, bytes] | None,
) -> Iterator[Doc]:
    """See :func:`verbale.language.parse_many`."""
    around = reader(nlp)
    pairs = zip(texts, chain(skips, repeat(())) if skips is not None else repeat(()), strict=False)
    while batch := list(islice(pairs, _BATCH)):
        read = around.read([text for text, _ in batch], [skip for _, skip in batch], cache)
        yield from map(Page.settle, read)
