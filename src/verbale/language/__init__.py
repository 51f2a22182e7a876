"""Language: words, sentences, parse and names of a text, as spaCy documents.

``load`` gives a spaCy pipeline, ``parse`` a ``Doc`` whose text is the text given, so that
every offset holds. The model stands in ``model/`` beside this file; the environment variable
``VERBALE_READER`` or ``load(name)`` puts another model folder or spaCy pipeline in its place.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, MutableMapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["inspect", "lean", "load", "parse", "parse_many"]

#: What spaCy brings along wherever it is installed, and our model has no use for.
_HEAVY = ("torch", "cupy")


def load(name: str | None = None) -> Language:
    """The pipeline called ``name``: a model folder, an installed spaCy pipeline, or ours.

    Without a name, what ``VERBALE_READER`` names, else the model shipped with Verbale. Raises
    ``ReaderError`` where there is none by that name or its labels cannot be read as UD.
    """
    from verbale.language.pipelines import load as load_pipeline

    return load_pipeline(name or os.environ.get("VERBALE_READER") or None)


def lean(name: str | None = None) -> None:
    """Have spaCy do without PyTorch in this process if our own model reads: 2 s and 180 MB less.

    For processes of our own: whoever has loaded it, or names a reader of theirs, keeps it.
    """
    if not (name or os.environ.get("VERBALE_READER")):
        for package in _HEAVY:
            sys.modules.setdefault(package, None)  # type: ignore[arg-type]


def parse(nlp: Language, text: str, skip: Sequence[tuple[int, int]] = ()) -> Doc:
    """``text`` as a parsed ``Doc`` with ``doc.text == text``.

    ``skip`` holds spans [start, end) of furniture: tokenised, not parsed. A lone surrogate,
    which spaCy cannot hold, reads as U+FFFD; offsets are the same.
    """
    return next(iter(parse_many(nlp, [text], [skip])))


def parse_many(
    nlp: Language,
    texts: Iterable[str],
    skips: Iterable[Sequence[tuple[int, int]]] | None = None,
    cache: MutableMapping[str, bytes] | None = None,
) -> Iterator[Doc]:
    """Parse many texts in batches, as :func:`parse` does one.

    ``cache`` maps the digest of a passage (and model) to its reading as bytes; what it holds
    is not read again, what is read is put in.
    """
    from verbale.language.pipelines import documents

    return documents(nlp, texts, skips, cache)


def inspect(nlp: Language, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The lines of ``verbale inspect parse`` (CONTRACT) for rows with ``text`` or ``words``."""
    from verbale.language.inspection import lines

    return lines(nlp, rows)
