"""What a reader of one format is handed, and what it says when it cannot read."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from typing import BinaryIO

import msgspec

from verbale.errors import FormatError
from verbale.records import Report

MAX_TEXT = 1_000_000
"""Code points that one report may hold: the longest text that spaCy parses by default."""

MAX_DOCUMENT = 64 * 2**20
"""Bytes of one document that has to be read whole (a page, a message, a PDF)."""


class Refused(msgspec.Struct, frozen=True):
    """An input that could not be read as a report, and why, in a plain sentence.

    `source` is the path or address; `member` the part of it ("line 7", the name of a file in
    an archive), `None` when the whole source was refused.
    """

    source: str
    reason: str
    member: str | None = None

    def __str__(self) -> str:
        where = f"{self.source}, {self.member}" if self.member else self.source
        return f"{where}: {self.reason}"


@dataclasses.dataclass(frozen=True, slots=True)
class Opened:
    """Bytes to be read: `stream` is seekable and stands at its start.

    `source` is the path or address, `member` the name inside an archive; `columns` maps the
    fields of a report to the columns or keys that hold them (a user's own mapping); `depth`
    counts the archives around it.
    """

    source: str
    stream: BinaryIO
    member: str | None = None
    columns: Mapping[str, str] = dataclasses.field(default_factory=dict)
    depth: int = 0

    @property
    def name(self) -> str:
        """The file's own name, without folders."""
        return re.split(r"[/\\]", (self.member or self.source).rstrip("/\\"))[-1]

    @property
    def stem(self) -> str:
        """The name without its endings: "a.v2.txt.gz" is "a.v2"."""
        name = re.sub(r"\.(gz|bz2|xz|zst)$", "", self.name, flags=re.IGNORECASE)
        return name.rsplit(".", 1)[0] or name if "." in name.lstrip(".") else name

    @property
    def address(self) -> str:
        """Where a report says that it came from."""
        return f"{self.source}/{self.member}" if self.member else self.source

    def refused(self, reason: str, part: str | None = None) -> Refused:
        """A refusal of this input, or of a part of it ("line 7")."""
        member = ", ".join(p for p in (self.member, part) if p)
        told = " ".join(reason.split())  # libraries speak in several lines
        return Refused(source=self.source, reason=told, member=member or None)

    def head(self, size: int = 8192) -> bytes:
        """The first bytes; the stream stands at its start again afterwards."""
        self.stream.seek(0)
        head = self.stream.read(size)
        self.stream.seek(0)
        return head

    def whole(self, limit: int = MAX_DOCUMENT) -> bytes:
        """All bytes; raises FormatError when there are more than `limit`."""
        self.stream.seek(0)
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise FormatError(
                f"holds more than {limit:,} bytes, too many for one document; split it"
            )
        return data


def unfit(report: Report) -> str | None:
    """Why no record can hold this report, or `None` where it can."""
    if not report.text.strip():
        return "holds no text; there is nothing to read"
    if len(report.text) > MAX_TEXT:
        return f"holds {len(report.text):,} characters; one report may hold {MAX_TEXT:,}, split it"
    if "\0" in report.text:
        return "holds NUL characters, so it is not text; remove them"
    words = (getattr(report, name) for name in report.__struct_fields__)
    try:
        for value in words:
            if isinstance(value, str):
                value.encode("utf-8")
    except UnicodeEncodeError:
        return "holds half a surrogate pair, which no text can; write the character whole"
    return None
