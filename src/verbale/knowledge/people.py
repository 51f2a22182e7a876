"""A user's own file of persons and offices: ministers change every month.

The file has the columns of `data/terms.tsv`, tab-separated under a header line: name, title and
state (ISO 3166-1 alpha-3, empty for international bodies), and as may be known aliases (parted by
"; "), gender (m or f), start, end (YYYY, YYYY-MM or YYYY-MM-DD) and source. Its rows win over
the shipped ones where they speak of the same office and time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.errors import KnowledgeError
from verbale.knowledge import offices, states, tables, titles

if TYPE_CHECKING:
    from pathlib import Path

    from verbale.knowledge.offices import Offices, Row


def check(path: Path) -> tuple[Row, ...]:
    """The rows of a user's file.

    Raises:
        KnowledgeError: the file cannot be read or a row breaks the schema; the message names
            the line and says what to do.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise KnowledgeError(f"{path}: {problem}; give a UTF-8 file of persons") from problem
    rows: list[Row] = []
    header: str | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        if header is None:
            header = line
            tables.read([line], offices.Row, f"{path}")
            missing = {"name", "title"} - {cell.strip() for cell in line.split("\t")}
            if missing:
                raise KnowledgeError(
                    f"{path}, line {number}: no column {min(missing)!r}; the first line names the "
                    "columns, parted by tabs: name, title, state, start, end"
                )
            continue
        where = f"{path}, line {number}"
        row = tables.read([header, line], offices.Row, where)[0]
        _sane(row, where)
        rows.append(row)
    return tuple(rows)


def _sane(row: Row, where: str) -> None:
    if row.state and states.by_code(row.state) is None:
        named = states.by_name(row.state)
        hint = f"write {named.code}" if named else "write its ISO 3166-1 alpha-3 code"
        raise KnowledgeError(f"{where}: no state {row.state!r}; {hint}")
    if titles.normalise(row.title) is None:
        raise KnowledgeError(
            f"{where}: {row.title!r} is no title that is known; write it as the field does, "
            "say 'Minister of Foreign Affairs'"
        )
    if row.gender not in (None, "m", "f"):
        raise KnowledgeError(f"{where}: gender is {row.gender!r}; write m, f or nothing")
    try:
        start, end, _ = offices.span(row.start, row.end)
    except ValueError as problem:
        raise KnowledgeError(f"{where}: {problem}") from problem
    if start and end and end < start:
        raise KnowledgeError(f"{where}: the term ends before it starts; swap the dates")


def load(path: Path) -> Offices:
    """The shipped offices with those of a user's file.

    Raises:
        KnowledgeError: see `check`.
    """
    return offices.table().extended(check(path), path.name)
