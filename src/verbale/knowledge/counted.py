"""What is counted where an act is told (`data/counted.toml`)."""

from __future__ import annotations

import tomllib
from functools import cache

import msgspec

from verbale.errors import KnowledgeError
from verbale.knowledge import tables


class Counted(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A thing that is counted: `nouns` for many of it, `ranks` for one of a row."""

    nouns: tuple[str, ...] = ()
    ranks: tuple[str, ...] = ()


@cache
def things() -> tuple[dict[str, str], dict[str, str]]:
    """Noun -> what is counted; noun -> what is ranked."""
    try:
        table = msgspec.convert(tomllib.loads(tables.shipped("counted.toml")), dict[str, Counted])
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise KnowledgeError(f"counted.toml: {problem}; mend the file") from problem
    nouns = {noun: thing for thing, row in table.items() for noun in row.nouns}
    ranks = {noun: thing for thing, row in table.items() for noun in row.ranks}
    return nouns, ranks
