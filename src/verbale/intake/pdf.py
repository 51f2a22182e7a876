"""PDF: the text layer, with the lines of a paragraph joined again."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator

from verbale.errors import FormatError
from verbale.intake.fields import told
from verbale.intake.needing import needing
from verbale.intake.source import Opened, Refused
from verbale.records import Report

MAX_PAGES = 2000


def read(file: Opened) -> Iterator[Report | Refused]:
    """The report of a PDF. Raises FormatError without a text layer, or when it cannot be opened."""
    with needing("pypdf", "PDF"):
        import pypdf
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it tells of every odd object
    try:
        pdf = pypdf.PdfReader(io.BytesIO(file.whole()))
        if pdf.is_encrypted and not pdf.decrypt(""):
            raise FormatError("is a PDF that asks for a password; save it without one")
        if len(pdf.pages) > MAX_PAGES:
            raise FormatError(f"has {len(pdf.pages):,} pages; {MAX_PAGES:,} are read at most")
        pages = [page.extract_text() for page in pdf.pages]
        title = told(pdf.metadata.title) if pdf.metadata else None
    except FormatError:
        raise
    except Exception as error:  # damaged files meet many layers, each with errors of its own
        raise FormatError(f"is a PDF that is damaged ({error}); fetch it again") from error
    text = "\n\n".join(filter(None, map(joined, pages)))
    if not text:
        raise FormatError("is a PDF without a text layer (a scan?); run OCR over it first")
    # word processors leave file names there
    if title and re.search(r"\.\w{2,5}$|^(?:microsoft word|untitled)", title, re.IGNORECASE):
        title = None
    yield Report(id=file.stem, source=file.address, text=text, title=title)


def joined(page: str) -> str:
    """The text of a page with its paragraphs each on one line.

    A line goes on in the next when it is about as long as the page's lines are, or when the
    next opens with a small letter; a word divided at the line's end is put together.
    """
    lines = [line.strip() for line in page.splitlines()]
    full = 0.7 * max(map(len, lines), default=0)
    text = ""
    for before, line in zip(["", *lines], lines, strict=False):
        if not line:
            text += "\n\n"
        elif not before:
            text += line
        elif re.search(r"[a-z]-$", before) and line[0].islower():
            text = text[:-1] + line
        elif line[0].islower() or (len(before) >= full and not before.endswith((":", "#"))):
            text += " " + line
        else:
            text += "\n\n" + line
    return re.sub(r"\n{3,}", "\n\n", text.replace("\0", "")).strip()
