"""Which pipeline reads: our model from a folder, or any installed spaCy pipeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from itertools import chain, islice, repeat
from pathlib import Path

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from verbale.errors import ReaderError
from verbale.language.component import SHIPPED, Reader

_COMPONENT = "verbale_reader"
#: Texts that are read together; what they hold is sorted by length across them.
_BATCH = 64


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
            f"There is no reading model or spaCy pipeline called {name}: {error}"
        ) from error
    return nlp


def reader(nlp: Language) -> Reader | None:
    """Our reader in a pipeline, if it has one."""
    if _COMPONENT in nlp.pipe_names:
        component = nlp.get_pipe(_COMPONENT)
        if isinstance(component, Reader):
            return component
    return None


def documents(
    nlp: Language,
    texts: Iterable[str],
    skips: Iterable[Sequence[tuple[int, int]]] | None,
    cache: MutableMapping[str, bytes] | None,
) -> Iterator[Doc]:
    """See :func:`verbale.language.parse_many`."""
    ours = reader(nlp)
    pairs = zip(texts, chain(skips, repeat(())) if skips is not None else repeat(()), strict=False)
    if ours is None:
        for text, _ in pairs:
            yield nlp(text)
        return
    while batch := list(islice(pairs, _BATCH)):
        yield from ours.read([text for text, _ in batch], [skip for _, skip in batch], cache)
