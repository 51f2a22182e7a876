"""Newsletters: single messages (EML) and boxes of them (MBOX)."""

from __future__ import annotations

import datetime as dt
import email
import email.message
import email.policy
import email.utils
import re
from collections.abc import Iterator

from verbale.errors import FormatError
from verbale.intake.fragments import words
from verbale.intake.source import MAX_DOCUMENT, Opened, Refused
from verbale.records import Report


def read(file: Opened) -> Iterator[Report | Refused]:
    """The report of one message. Raises FormatError when it has no text."""
    yield _report(file.whole(), file, file.stem)


def read_box(file: Opened) -> Iterator[Report | Refused]:
    """The messages of a box; those without text are refused one by one."""
    for number, data in enumerate(_messages(file), start=1):
        part = f"message {number}"
        if data is None:
            yield file.refused(f"is longer than {MAX_DOCUMENT:,} bytes", part)
            continue
        try:
            yield _report(data, file, None)
        except FormatError as error:
            yield file.refused(str(error), part)


def _messages(file: Opened) -> Iterator[bytes | None]:
    """The bytes of each message, without its "From " line; `None` for one that is too long."""
    file.stream.seek(0)
    lines: list[bytes] = []
    size, begun, blank = 0, False, True
    while line := file.stream.readline(2**20):
        if blank and re.match(rb"From \S+ .*\d{4}\s*$", line):
            if begun:
                yield b"".join(lines) if size <= MAX_DOCUMENT else None
            lines, size, begun = [], 0, True
        else:
            size += len(line)
            if size <= MAX_DOCUMENT:
                lines.append(re.sub(rb"^>(>*From )", rb"\1", line))
        blank = not line.strip()
    if begun:
        yield b"".join(lines) if size <= MAX_DOCUMENT else None


def _report(data: bytes, file: Opened, stem: str | None) -> Report:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        text = _text(message)
        sender, address = email.utils.parseaddr(str(message.get("From", "")))
        title = str(message.get("Subject", "")).strip()
        own = str(message.get("Message-ID", "")).strip().strip("<>")
        when = _day(message)
    except (LookupError, ValueError, TypeError, AttributeError, RecursionError) as error:
        # the standard parser trips over some malformed headers and unknown character sets
        raise FormatError(f"is a message that cannot be parsed ({error})") from error
    if not text.strip():
        raise FormatError("is a message without text")
    return Report(
        id=own or stem or file.stem,
        source=file.address,
        text=text,
        title=title or None,
        outlet=sender or address or None,
        published=when,
    )


def _text(message: email.message.EmailMessage) -> str:
    body = message.get_body(preferencelist=("plain", "html"))
    if body is None:
        return ""
    content = body.get_content()
    if not isinstance(content, str):
        return ""
    if body.get_content_subtype() == "html":
        return words(content)
    return content.replace("\r\n", "\n").strip("\n")


def _day(message: email.message.EmailMessage) -> dt.date | None:
    try:
        return email.utils.parsedate_to_datetime(str(message.get("Date", ""))).date()
    except ValueError:
        return None
