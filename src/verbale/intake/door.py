"""The one door: paths in, reports and refusals out."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import os
import stat
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO, cast

import msgspec

from verbale.errors import InputError
from verbale.intake import jsonlines, languages, plain
from verbale.intake.sniffing import sniff
from verbale.intake.source import Opened, Refused, unfit
from verbale.records import Report

Reader = Callable[[Opened], Iterator[Report | Refused]]


def open_inputs(
    paths: Iterable[str | os.PathLike[str]],
    *,
    published: dt.date | None = None,
    outlet: str | None = None,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Report | Refused]:
    """The reports of files and folders, in the order given; folders sorted, hidden files left out.

    Nothing here raises for bad input: what cannot be read comes as `Refused`, and the rest is
    read on. `published` and `outlet` fill in for reports that carry none. `columns` maps
    fields of a report to the columns or keys of a table or JSON row ({"text": "content"}).
    Ids are as the inputs have them: two texts may claim one (see `identity.settled`).
    """
    for path in paths:
        for source, item in _files(path):
            if isinstance(item, Refused):
                yield item
                continue
            for found in _opened(source, item, columns or {}):
                if isinstance(found, Report):
                    found = _admitted(found, published, outlet)
                yield found


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
    count = 0
    for folder, folders, names in os.walk(place, onerror=None):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if not name.startswith("."):
                count += 1
                yield _shown(Path(folder, name)), Path(folder, name)
    if not count:
        yield source, Refused(source, "the folder holds no files; give the folder of the reports")


def _said(error: Exception) -> str:
    """The system's own words on why a file cannot be read."""
    words = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return f"cannot be read ({words}); check the file and its permissions"


@contextlib.contextmanager
def _stream(path: Path) -> Iterator[BinaryIO]:
    """The bytes of a file; those of a pipe are laid down first, so that they can be sought in."""
    with path.open("rb") as raw:
        if raw.seekable():
            yield raw
            return
        with tempfile.SpooledTemporaryFile(max_size=2**24) as laid:
            while chunk := raw.read(2**20):
                laid.write(chunk)
            laid.seek(0)
            yield cast(BinaryIO, laid)


def _opened(source: str, path: Path, columns: Mapping[str, str]) -> Iterator[Report | Refused]:
    try:
        with _stream(path) as stream:
            yield from read(Opened(source, stream, columns=columns))
    except OSError as error:
        yield Refused(source, _said(error))


def read(file: Opened) -> Iterator[Report | Refused]:
    """The reports of opened bytes, by the format of their content."""
    head = file.head()
    if not head:
        yield file.refused("is empty; there is nothing to read")
        return
    reader = READERS[sniff(head, file.name)]
    try:
        yield from reader(file)
    except InputError as error:
        yield file.refused(str(error))


def _gzip(file: Opened) -> Iterator[Report | Refused]:
    try:
        with gzip.open(file.stream, "rb") as inner:
            yield from read(Opened(file.source, cast(BinaryIO, inner), file.member, file.columns))
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield file.refused(
            "is gzip that breaks off or is damaged; what came before was read, fetch it again"
        )


def _sqlite(file: Opened) -> Iterator[Report | Refused]:
    yield file.refused("is a database (a record, perhaps), not a report; leave it out of the input")


READERS: Mapping[str, Reader] = {
    "gzip": _gzip,
    "json": jsonlines.read,
    "plain": plain.read,
    "sqlite": _sqlite,
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
