"""Tables with a row a report: CSV, TSV and Parquet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from verbale.errors import FormatError, InputError
from verbale.intake.decoding import decode
from verbale.intake.fields import NAMES, report_of
from verbale.intake.needing import needing
from verbale.intake.source import MAX_TEXT, Opened, Refused
from verbale.records import Report

DELIMITERS = ",\t;|"


def read_csv(file: Opened) -> Iterator[Report | Refused]:
    """The rows of a table of text under a line of column names.

    Raises FormatError when no column holds the text.
    """
    csv.field_size_limit(4 * MAX_TEXT)
    text = decode(file.whole(16 * 64 * 2**20))
    header = text.split("\n", 1)[0]
    delimiter = max(DELIMITERS, key=header.count)
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    _check(list(rows.fieldnames or ()), file)
    try:
        for row in rows:
            yield _report(row, file, f"line {rows.line_num}")
    except csv.Error as error:
        yield file.refused(
            f"is broken from here on ({error}); the rows above were read", f"line {rows.line_num}"
        )


def read_parquet(file: Opened) -> Iterator[Report | Refused]:
    """The rows of a Parquet file. Raises FormatError when it is damaged or has no text."""
    with needing("pyarrow", "Parquet"):
        import pyarrow.parquet
    try:
        table = pyarrow.parquet.ParquetFile(file.stream)
        _check(table.schema_arrow.names, file)
        wanted = {*file.columns.values(), *(name for names in NAMES.values() for name in names)}
        columns = [name for name in table.schema_arrow.names if name in wanted]
        number = 0
        for batch in table.iter_batches(batch_size=256, columns=columns):
            for row in batch.to_pylist():
                number += 1
                yield _report(row, file, f"row {number}")
    except InputError:
        raise
    except Exception as error:  # damaged files meet many layers, each with errors of its own
        raise FormatError(f"is Parquet that is damaged ({error}); fetch it again") from error


def _check(columns: list[str], file: Opened) -> None:
    wanted = [file.columns["text"]] if "text" in file.columns else list(NAMES["text"])
    if not set(wanted) & set(columns):
        names = ", ".join(map(repr, columns[:12]))
        raise FormatError(
            f"has no column {wanted[0]!r}, only {names}; say which one holds the text"
        )


def _report(row: dict[str, Any], file: Opened, part: str) -> Report | Refused:
    try:
        return report_of(row, file)
    except InputError as error:
        return file.refused(str(error), part)
