"""Nouns for those who act, beside the titles of office.

`data/nouns.tsv`. `kind`: "state" where the noun with a nationality is the state itself ("the
Chinese delegation"), "body" an institution of it that bears its own name ("the Chinese
Foreign Ministry"), "people" persons ("Chinese workers"), "many" a collective that is not the
state ("Chinese industry").
"""

from __future__ import annotations

from functools import cache

import msgspec

from verbale.knowledge import tables, words


class Noun(msgspec.Struct, frozen=True):
    """Words, small and singular, for one kind of actor; `sector` is PLOVER's."""

    words: tuple[str, ...]
    kind: str
    sector: str | None = None


@cache
def _table() -> dict[str, Noun]:
    return {word: row for row in reversed(tables.load("nouns.tsv", Noun)) for word in row.words}


def find(*words: str) -> Noun | None:
    """The entry of the first of the words that has one."""
    table = _table()
    return next((table[word] for word in words if word in table), None)


@cache
def meetings() -> frozenset[str]:
    """Nouns of meetings and papers that bear the name of the place where they were made."""
    return words.listed("meetings")
