"""What pages print around a report. The table is `data/furniture.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from verbale.errors import KnowledgeError


class Form(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of furniture: a line of at most `most_words` words that fits one of `patterns`."""

    name: str
    most_words: int
    patterns: tuple[str, ...]


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file; `sections` are the words of menus, `openers` those in capitals that open a
    line and are no place, `issuing` those of lines that date a report; each a text, its words
    separated by space. `seats`: places, a line each.
    """

    sections: str
    openers: str
    seats: str
    issuing: str
    lines: tuple[Form, ...]
    footers: tuple[Form, ...]
    within: tuple[Form, ...]
    credits: tuple[Form, ...]
    captions: tuple[Form, ...]


class Kind(msgspec.Struct, frozen=True):
    """A `Form`, ready to be used."""

    name: str
    most_words: int
    pattern: re.Pattern[str]


class Furniture(msgspec.Struct, frozen=True):
    """The whole table, its patterns compiled."""

    sections: frozenset[str]
    openers: frozenset[str]
    seats: frozenset[str]
    issuing: frozenset[str]
    lines: tuple[Kind, ...]
    footers: tuple[Kind, ...]
    within: tuple[Kind, ...]
    credits: tuple[Kind, ...]
    captions: tuple[Kind, ...]


def _compiled(form: Form) -> Kind:
    try:
        pattern = re.compile("|".join(f"(?:{each})" for each in form.patterns), re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(f"furniture.toml: {form.name}: {error}") from error
    return Kind(form.name, form.most_words, pattern)


@cache
def furniture() -> Furniture:
    """The table as `furniture.toml` has it."""
    text = (files("verbale.knowledge") / "data" / "furniture.toml").read_text(encoding="utf-8")
    try:
        table = msgspec.convert(tomllib.loads(text), File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"furniture.toml: {error}") from error
    return Furniture(
        frozenset(table.sections.casefold().split()),
        frozenset(table.openers.split()),
        frozenset(table.seats.strip().splitlines()),
        frozenset(table.issuing.casefold().split()),
        *(
            tuple(map(_compiled, forms))
            for forms in (table.lines, table.footers, table.within, table.credits, table.captions)
        ),
    )
