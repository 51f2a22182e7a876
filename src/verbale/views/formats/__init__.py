"""Taking a record away in the formats that others read: one module a format, one registry.

The JSON lines of the contract are in :mod:`verbale.views.exports`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from verbale.errors import VerbaleError
from verbale.views.formats.lookup import Lookup
from verbale.views.formats.selection import Choice, Period, Selection, Written

if TYPE_CHECKING:
    from verbale.minutes import Minutes

__all__ = ["FORMATS", "Choice", "Format", "Period", "Written", "write"]

Writer = Callable[[Lookup, Path, Selection], Written]


class Format(NamedTuple):
    """A format: what it is, where its writer is, whether it is a folder of files."""

    what: str
    module: str
    writer: str = "write"
    suffix: str | None = None


#: Name -> format. A format without a suffix fills a folder.
FORMATS: dict[str, Format] = {
    "csv": Format("a folder of CSV tables", "rows", "write_csv"),
    "parquet": Format("a folder of Parquet tables", "rows", "write_parquet"),
    "polecat": Format("POLECAT's 40 columns", "polecat", suffix=".txt"),
    "gdelt": Format("GDELT 2.0's 61 columns", "gdelt", suffix=".csv"),
    "graphml": Format("who is in touch with whom", "graph", suffix=".graphml"),
    "geojson": Format("events with a place", "points", suffix=".geojson"),
    "ical": Format("events and plans as a calendar", "agenda", suffix=".ics"),
    "atom": Format("events or a search as a feed", "feed", suffix=".atom"),
    "panel": Format("a row a pair of states and period", "panel", suffix=".csv"),
}
#: The format that :mod:`verbale.views.exports` writes.
WHOLE = "jsonl"


def names() -> tuple[str, ...]:
    """Every format's name."""
    return (WHOLE, *FORMATS)


def write(
    record: Minutes,
    to: str | os.PathLike[str],
    format: str,
    choice: Choice | None = None,
    *,
    force: bool = False,
) -> Written:
    """Write what was chosen of a record to `to`, whole or not at all.

    Raises `VerbaleError` for an unknown format or where a library that it needs is missing,
    `RecordError` where `to` is there already or the disk does not take it.
    """
    choice = choice or Choice()
    if choice.since and choice.until and choice.since > choice.until:
        raise VerbaleError(f"{choice.since} is after {choice.until}: no day is between them.")
    if format == WHOLE:
        return _lines(record, to, choice, force)
    if format not in FORMATS:
        raise VerbaleError(f"{format} is no format; there are {', '.join(names())}.")
    entry = FORMATS[format]
    module = import_module(f"verbale.views.formats.{entry.module}")
    writer: Writer = getattr(module, entry.writer)
    lookup, chosen = Lookup(record), Selection(record, choice)
    told: list[Written] = []

    def fill(path: Path) -> None:
        told.append(writer(lookup, path, chosen))

    if entry.suffix is None:
        from verbale.views.exports import FILES, whole

        known = {name.replace(".jsonl", f".{format}") for name in FILES}
        whole(to, fill, force=force, known=known)
    else:
        from verbale.views.formats.target import one

        one(to, fill, force=force)
    return told[-1]


def _lines(record: Minutes, to: str | os.PathLike[str], choice: Choice, force: bool) -> Written:
    from verbale.views.exports import export

    return Written(export(record, to, Selection(record, choice), force=force))
