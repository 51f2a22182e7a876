"""What is counted where an act is told (`data/counted.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import NamedTuple

import msgspec

from verbale.errors import KnowledgeError
from verbale.knowledge import tables


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that is counted: `nouns` for many of it, `ranks` for one of a row; `types`: the
    types of act that it is counted of."""

    types: frozenset[str]
    nouns: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()


class Things(NamedTuple):
    """Noun -> what is counted; noun -> what is ranked; thing -> types of act."""

    nouns: dict[str, str]
    ranks: dict[str, str]
    types: dict[str, frozenset[str]]


@cache
def things() -> Things:
    """The table."""
    try:
        table = msgspec.convert(tomllib.loads(tables.shipped("counted.toml")), dict[str, Counted])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise KnowledgeError(f"counted.toml: {problem}; mend the file") from problem
    return Things(
        {noun: thing for thing, row in table.items() for noun in row.nouns},
        {noun: thing for thing, row in table.items() for noun in row.ranks},
        {thing: row.types for thing, row in table.items()},
    )
