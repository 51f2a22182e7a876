"""JSON: one report a line, or one document that is a report or a list of them."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from verbale.errors import FormatError, InputError
from verbale.intake.fields import report_of
from verbale.intake.source import MAX_DOCUMENT, Opened, Refused
from verbale.records import Report

MAX_LINE = 8 * 2**20
"""Bytes of one line: a million code points of text, escaped, and the other fields."""


def read(file: Opened) -> Iterator[Report | Refused]:
    """The reports of JSON lines or of a JSON document; broken rows are refused one by one."""
    if _is_document(file):
        yield from _document(file)
    else:
        yield from _lines(file)


def _is_document(file: Opened) -> bool:
    """Whether the whole is one JSON value: it opens on a line of its own, or is one line alone."""
    if file.name.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson")):
        return False
    start = file.head(4096).removeprefix(codecs.BOM_UTF8).lstrip()
    if start.split(b"\n", 1)[0].strip() in (b"{", b"[") or start.startswith(b"["):
        return True
    line = file.stream.readline(MAX_DOCUMENT + 1)
    alone = len(line) <= MAX_DOCUMENT and not file.stream.read(4096).strip()
    file.stream.seek(0)
    return alone


def _document(file: Opened) -> Iterator[Report | Refused]:
    value = parsed(file.whole().removeprefix(codecs.BOM_UTF8))
    if isinstance(value, Mapping):
        # exports wrap their list: {"articles": [...]}, {"stories": [...]}, {"results": [...]}
        lists = [v for v in value.values() if isinstance(v, list) and v]
        rows = lists[0] if len(lists) == 1 and _are_rows(lists[0]) else [value]
    else:
        rows = value if isinstance(value, list) else [value]
    if not rows:
        raise FormatError("is an empty list; there is no report in it")
    for number, row in enumerate(rows, start=1):
        yield _report(row, file, f"item {number}" if len(rows) > 1 else None)


def _are_rows(values: list[Any]) -> bool:
    return all(isinstance(value, Mapping) and value.keys() & {"text", "url"} for value in values)


def _lines(file: Opened) -> Iterator[Report | Refused]:
    file.stream.seek(0)
    number = 0
    while line := file.stream.readline(MAX_LINE + 1):
        number += 1
        if len(line) > MAX_LINE:
            while line and not line.endswith(b"\n"):
                line = file.stream.readline(MAX_LINE)
            yield file.refused(
                f"is longer than {MAX_LINE:,} bytes; one line must hold one report",
                f"line {number}",
            )
            continue
        if number == 1:
            line = line.removeprefix(codecs.BOM_UTF8)
        if not line.strip():
            continue
        try:
            row = parsed(line.rstrip())
        except FormatError as error:
            yield file.refused(str(error), f"line {number}")
            continue
        yield _report(row, file, f"line {number}")


def _report(row: object, file: Opened, part: str | None) -> Report | Refused:
    if not isinstance(row, Mapping):
        return file.refused('is JSON but not an object with a "text" field', part)
    try:
        return report_of(row, file)
    except InputError as error:
        return file.refused(str(error), part)


def parsed(data: bytes) -> Any:
    """The value of a JSON text. Raises FormatError with where and what is wrong."""
    try:
        return msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        pass
    # The standard library says where the slip is, and lets pass what msgspec does not (NaN,
    # half surrogate pairs: the door refuses those by name).
    try:
        return json.loads(data)
    except json.JSONDecodeError as error:
        raise FormatError(
            f"is broken JSON ({error.msg}, column {error.colno}); correct or remove it"
        ) from None
    except UnicodeDecodeError as error:
        raise FormatError(
            f"is not UTF-8 (byte {error.start + 1}); save the file as UTF-8"
        ) from None
    except (RecursionError, ValueError):
        raise FormatError("is JSON nested or numbered beyond reason; remove it") from None
