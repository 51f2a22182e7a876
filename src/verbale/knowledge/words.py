"""Lists of plain words that the reading goes by: `data/words.toml`."""

from __future__ import annotations

import tomllib
from functools import cache

from verbale.errors import KnowledgeError
from verbale.knowledge import tables


@cache
def _lists() -> dict[str, frozenset[str]]:
    told = tomllib.loads(tables.shipped("words.toml"))
    for name, text in told.items():
        if not isinstance(text, str):
            raise KnowledgeError(f"words.toml: {name} is no text; write its words with spaces")
    return {name: frozenset(text.split()) for name, text in told.items()}


def listed(name: str) -> frozenset[str]:
    """The words of the list `name`.

    Raises:
        KnowledgeError: there is no such list.
    """
    found = _lists().get(name)
    if found is None:
        raise KnowledgeError(f"words.toml: no list {name!r}; the lists are {sorted(_lists())}")
    return found
