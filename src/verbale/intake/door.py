"""The one door: paths in, reports and refusals out."""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import io
import os
import stat
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import IO, BinaryIO, cast

import msgspec

from verbale.errors import InputError
from verbale.intake import (
    archives,
    docx,
    feeds,
    html,
    jsonlines,
    languages,
    mail,
    pdf,
    plain,
    remote,
    tables,
    warc,
)
from verbale.intake.decoding import decode
from verbale.intake.sniffing import HEAD, sniff
from verbale.intake.source import Opened, Refused, unfit
from verbale.records import Report

STANDARD_INPUT = "-"

Reader = Callable[[Opened], Iterator[Report | Refused]]


def open_inputs(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: dt.date | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Report | Refused]:
    """The reports of files, folders and addresses, in the order given.

    Folders are read sorted, hidden files left out; "-" is standard input; addresses are those
    that fsspec knows ("https://...", "s3://..."). Formats are told by content. Nothing here
    raises for bad input: what cannot be read comes as `Refused`, and the rest is read on.
    `published` and `outlet` fill in for reports that carry none. `columns` maps fields of a
    report to the columns or keys of a table or JSON row ({"text": "content"}). Ids are as the
    inputs have them: two texts may claim one (see `identity`).
    """
    for path in paths:
        for found in _read_path(path, columns or {}):
            yield _admitted(found, published, outlet) if isinstance(found, Report) else found


def _read_path(
    path: str | os.PathLike[str], columns: Mapping[str, str]
) -> Iterator[Report | Refused]:
    if path == STANDARD_INPUT:
        with _seekable(sys.stdin.buffer) as stream:
            yield from read(Opened("standard input", stream, columns=columns))
        return
    if isinstance(path, str) and remote.is_address(path):
        try:
            for source, stream in remote.files(path):
                yield from read(Opened(source, stream, columns=columns))
        except InputError as error:
            yield Refused(path, str(error))
        return
    for source, item in _files(path):
        if isinstance(item, Refused):
            yield item
            continue
        try:
            with item.open("rb") as raw, _seekable(raw) as stream:
                yield from read(Opened(source, stream, columns=columns))
        except OSError as error:
            yield Refused(source, _said(error))


def _shown(path: str | os.PathLike[str]) -> str:
    """A path as text that can be written in UTF-8, whatever bytes its name has."""
    return os.fsencode(path).decode("utf-8", "replace")


def _files(path: str | os.PathLike[str]) -> Iterator[tuple[str, Path | Refused]]:
    """Every file under a path, with its name as shown."""
    place = Path(path)
    source = _shown(place)
    try:
        mode = place.stat().st_mode
    except FileNotFoundError:
        yield source, Refused(source, "there is no such file or folder; check the path")
        return
    except (OSError, ValueError) as error:
        yield source, Refused(source, _said(error))
        return
    if not stat.S_ISDIR(mode):
        yield source, place
        return
    refused: list[OSError] = []
    count = 0
    for folder, folders, names in os.walk(place, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                count += 1
                yield _shown(Path(folder, name)), Path(folder, name)
    for problem in refused:
        name = _shown(problem.filename or place)
        yield name, Refused(name, _said(problem))
    if not count and not refused:
        yield source, Refused(source, "the folder holds no files; give the folder of the reports")


def _said(error: Exception) -> str:
    """The system's own words on why a file cannot be read."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read ({words}); check the file and its permissions"


@contextlib.contextmanager
def _seekable(raw: IO[bytes]) -> Iterator[BinaryIO]:
    """The bytes of a stream; those of a pipe are laid down first, so that they can be sought in."""
    if raw.seekable():
        yield cast(BinaryIO, raw)
        return
    with tempfile.SpooledTemporaryFile(max_size=2**24) as laid:
        while chunk := raw.read(2**20):
            laid.write(chunk)
        laid.seek(0)
        yield cast(BinaryIO, laid)


def read(file: Opened) -> Iterator[Report | Refused]:
    """The reports of opened bytes, by the format of their content."""
    try:
        head = file.head(HEAD)
        if not head:
            yield file.refused("is empty; there is nothing to read")
            return
        kind = sniff(head, file.name)
        if kind == "plain" and head.startswith((b"\xff\xfe", b"\xfe\xff")):
            # UTF-16, as some systems write tables and JSON: the readers want UTF-8
            text = decode(file.whole())
            kind = sniff(text[:HEAD].encode("utf-8"), file.name)
            file = dataclasses.replace(file, stream=io.BytesIO(text.encode("utf-8")))
        yield from READERS[kind](file)
    except InputError as error:
        yield file.refused(str(error))


def _zip(file: Opened) -> Iterator[Report | Refused]:
    """A Word document or an archive: both are ZIP files."""
    try:
        with zipfile.ZipFile(file.stream) as parts:
            is_word = "word/document.xml" in parts.namelist()
    except (zipfile.BadZipFile, ValueError, OSError):
        is_word = file.name.lower().endswith(".docx")
    yield from docx.read(file) if is_word else archives.unzipped(file, read)


def _refusing(reason: str) -> Reader:
    def reader(file: Opened) -> Iterator[Report | Refused]:
        yield file.refused(reason)

    return reader


READERS: Mapping[str, Reader] = {
    "compressed": lambda file: archives.compressed(file, read),
    "csv": tables.read_csv,
    "feed": feeds.read,
    "html": html.read,
    "json": jsonlines.read,
    "mail": mail.read,
    "mbox": mail.read_box,
    "old office": _refusing("is an old Office file; save it as .docx or text"),
    "parquet": tables.read_parquet,
    "pdf": pdf.read,
    "plain": plain.read,
    "rtf": _refusing("is rich text (RTF); save it as .docx or text"),
    "sqlite": _refusing(
        "is a database (a record, perhaps), not a report; leave it out of the input"
    ),
    "tar": lambda file: archives.untarred(file, read),
    "warc": warc.read,
    "xml": _refusing("is XML, but neither a page nor a feed; convert it to text or JSON lines"),
    "zip": _zip,
}


def _admitted(report: Report, published: dt.date | None, outlet: str | None) -> Report | Refused:
    """The report with what the user told about it and its language; refused if no text."""
    reason = unfit(report)
    if reason:
        return Refused(report.source, reason, f"report {_clean(report.id)!r}")
    return msgspec.structs.replace(
        report,
        published=report.published or published,
        outlet=report.outlet or outlet,
        language=languages.detect(report.text),
    )


def _clean(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
