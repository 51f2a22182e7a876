"""Reading the tables of facts that are shipped beside this module.

A table is a file of tab-separated columns with a header line; a cell may hold a list, its
members parted by ``; ``. The header names the fields of a ``msgspec.Struct``, which is the
table's schema: a cell that does not fit it is a `KnowledgeError` naming file and line.
"""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar, get_origin, get_type_hints

import msgspec

from verbale.errors import KnowledgeError

if TYPE_CHECKING:
    from collections.abc import Iterable

Row = TypeVar("Row", bound=msgspec.Struct)


def shipped(name: str) -> str:
    """The text of the data file `name`."""
    return files("verbale.knowledge").joinpath("data").joinpath(name).read_text(encoding="utf-8")


def read(lines: Iterable[str], row: type[Row], source: str) -> tuple[Row, ...]:
    """The rows of a table with a header line; `source` is its name in messages.

    Empty lines and lines that start with ``#`` are left out.

    Raises:
        KnowledgeError: a column is unknown or missing, or a cell does not fit its type.
    """
    hints = get_type_hints(row)
    lists = {name for name, hint in hints.items() if get_origin(hint) is tuple}
    header: list[str] | None = None
    found: list[Row] = []
    for number, line in enumerate(lines, start=1):
        line = line.rstrip("\r\n")
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            unknown = sorted(set(cells) - set(hints))
            if unknown:
                raise KnowledgeError(
                    f"{source}, line {number}: unknown column {unknown[0]!r}; "
                    f"the columns are {', '.join(hints)}"
                )
            header = cells
            continue
        if len(cells) > len(header):
            raise KnowledgeError(
                f"{source}, line {number}: {len(cells)} cells under {len(header)} columns; "
                "take out the tabs too many"
            )
        values: dict[str, Any] = {}
        for name, cell in zip(header, cells, strict=False):
            if name in lists:
                values[name] = [part.strip() for part in cell.split(";") if part.strip()]
            elif cell:
                values[name] = cell
        try:
            found.append(msgspec.convert(values, row, strict=False))
        except msgspec.ValidationError as problem:
            raise KnowledgeError(f"{source}, line {number}: {problem}") from problem
    return tuple(found)


def load(name: str, row: type[Row]) -> tuple[Row, ...]:
    """The rows of the shipped table `name`."""
    return read(shipped(name).splitlines(), row, name)
