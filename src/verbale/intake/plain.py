"""Plain text: the decoded file is the report, unchanged."""

from __future__ import annotations

from collections.abc import Iterator

from verbale.intake.decoding import decode
from verbale.intake.source import MAX_TEXT, Opened, Refused
from verbale.records import Report


def read(file: Opened) -> Iterator[Report | Refused]:
    """The one report of a text file. Raises FormatError when it is not text."""
    # no encoding needs more than four bytes a code point
    data = file.whole(limit=4 * MAX_TEXT + 4)
    yield Report(id=file.stem, source=file.address, text=decode(data))
