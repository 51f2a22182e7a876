"""CSV and Parquet: a flat table a kind of thing, with the fields of the JSON lines.

Intervals and places become columns of their own (`date_start`, `place_name`); lists of words
stay lists in Parquet and are joined by semicolons in CSV; all else that has parts is JSON.
"""

from __future__ import annotations

import csv
import datetime as dt
import types
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

import msgspec

from verbale.knowledge import plover
from verbale.records import Interval, Place, Published
from verbale.store.rows import KINDS
from verbale.views.exports import FILES
from verbale.views.formats.lookup import Lookup
from verbale.views.formats.selection import Selection, Written
from verbale.views.formats.target import needing

if TYPE_CHECKING:
    import pyarrow

#: Kinds whose rows hold texts.
_TEXTS = frozenset({"report", "statement"})
_PARTS: dict[Any, tuple[str, ...]] = {
    Interval: ("start", "end"),
    Place: ("name", "country", "latitude", "longitude"),
    Published: ("start", "end", "basis"),
}
#: Columns of events that are no fields: names and states of both sides, PLOVER's quad.
_MORE = {
    "event": {
        "quad": int,
        "actor_names": tuple[str, ...],
        "actor_states": tuple[str, ...],
        "recipient_names": tuple[str, ...],
        "recipient_states": tuple[str, ...],
    }
}


def columns(kind: str) -> dict[str, Any]:
    """The columns of a kind's table, with the type of each: a Python type, or list or JSON."""
    found: dict[str, Any] = {}
    for field, hint in get_type_hints(KINDS[kind]).items():
        plain = _plain(hint)
        for part in _PARTS.get(plain, ()):
            found[f"{field}_{part}"] = _plain(get_type_hints(plain)[part])
        if plain not in _PARTS:
            found[field] = plain
    return found | _MORE.get(kind, {})


def _plain(hint: Any) -> Any:
    """A type without its `None`."""
    if get_origin(hint) in (Union, types.UnionType):
        return next(arg for arg in get_args(hint) if arg is not type(None))
    return hint


def _listed(hint: Any) -> bool:
    return get_origin(hint) is tuple and get_args(hint) == (str, ...)


def rows(lookup: Lookup, kind: str, chosen: Selection) -> Iterator[dict[str, Any]]:
    """The rows of a kind as the values of their columns."""
    shape = columns(kind)
    for noun in chosen.rows(kind):
        row: dict[str, Any] = {}
        for field in noun.__struct_fields__:
            value = getattr(noun, field)
            if any(name.startswith(f"{field}_") for name in shape) and field not in shape:
                for name in shape:
                    if name.startswith(f"{field}_"):
                        row[name] = getattr(value, name.removeprefix(f"{field}_"), None)
            elif _listed(shape[field]) or shape[field] in (str, int, float, bool, dt.date):
                row[field] = value
            else:
                row[field] = None if value is None else msgspec.json.encode(value).decode()
        if kind == "event":
            row |= _more(lookup, noun)
        if chosen.without_text and kind in _TEXTS:
            row["text"] = None
        yield row


def _more(lookup: Lookup, event: Any) -> dict[str, Any]:
    return {
        "quad": plover.quad(event.type),
        "actor_names": [lookup.name(party) for party in event.actors],
        "actor_states": lookup.states(event.actors),
        "recipient_names": [lookup.name(party) for party in event.recipients],
        "recipient_states": lookup.states(event.recipients),
    }


def write_csv(lookup: Lookup, folder: Path, chosen: Selection) -> Written:
    """A folder of CSV files, UTF-8, with a line of headings."""
    counts = {}
    for name, kind in FILES.items():
        path = folder / name.replace(".jsonl", ".csv")
        found = rows(lookup, kind, chosen)
        counts[path.stem] = delimited(path, list(columns(kind)), map(_cells, found))
    return Written(counts)


def _cells(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: ";".join(value) if isinstance(value, tuple | list)
        else str(value).lower() if isinstance(value, bool)
        else value
        for name, value in row.items()
    }  # fmt: skip


def delimited(
    path: Path,
    names: Sequence[str],
    found: Iterable[dict[str, Any]],
    *,
    tabs: bool = False,
    headed: bool = True,
) -> int:
    """Write rows under headings, parted by commas (or tabs); how many there were."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(
            out,
            names,
            lineterminator="\n",
            delimiter="\t" if tabs else ",",
            quoting=csv.QUOTE_NONE if tabs else csv.QUOTE_MINIMAL,
            quotechar=None if tabs else '"',
        )
        if headed:
            writer.writeheader()
        for row in found:
            writer.writerow(row)
            count += 1
    return count


def write_parquet(lookup: Lookup, folder: Path, chosen: Selection) -> Written:
    """A folder of Parquet files."""
    counts = {}
    for name, kind in FILES.items():
        path = folder / name.replace(".jsonl", ".parquet")
        counts[path.stem] = parquet(path, columns(kind), rows(lookup, kind, chosen))
    return Written(counts)


def parquet(path: Path, shape: dict[str, Any], found: Iterable[dict[str, Any]]) -> int:
    """Write rows as Parquet under columns of these types; how many there were."""
    with needing("pyarrow", "export", "Parquet"):
        import pyarrow
        from pyarrow import parquet as files
    schema = pyarrow.schema([(name, _arrow(pyarrow, hint)) for name, hint in shape.items()])
    table = pyarrow.Table.from_pylist(list(found), schema=schema)
    files.write_table(table, path)
    return int(table.num_rows)


def _arrow(pa: Any, hint: Any) -> pyarrow.DataType:
    if _listed(hint):
        return pa.list_(pa.string())
    kinds = {int: pa.int64(), float: pa.float64(), bool: pa.bool_(), dt.date: pa.date32()}
    return kinds.get(hint, pa.string())
