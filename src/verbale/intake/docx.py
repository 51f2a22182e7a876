"""Word documents: paragraphs and the cells of tables, in their order."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from verbale.errors import FormatError
from verbale.intake.fields import told
from verbale.intake.needing import needing
from verbale.intake.source import MAX_DOCUMENT, Opened, Refused
from verbale.records import Report


def read(file: Opened) -> Iterator[Report | Refused]:
    """The report of a Word document. Raises FormatError when it is damaged or without text."""
    with needing("python-docx", "Word documents"):
        import docx
        from docx.table import Table
    data = io.BytesIO(file.whole())
    try:
        with zipfile.ZipFile(data) as parts:
            if sum(part.file_size for part in parts.infolist()) > 4 * MAX_DOCUMENT:
                raise FormatError("is a Word document that unpacks beyond reason")
        document = docx.Document(data)
        texts: list[str] = []
        for block in document.iter_inner_content():
            if isinstance(block, Table):
                texts += ["\t".join(cell.text for cell in row.cells) for row in block.rows]
            else:
                texts.append(block.text)
        title = told(document.core_properties.title)
        author = told(document.core_properties.author)
    except FormatError:
        raise
    except Exception as error:  # damaged files meet many layers, each with errors of its own
        raise FormatError(f"is a Word document that is damaged ({error})") from error
    text = "\n\n".join(text for text in texts if text.strip())
    if not text:
        raise FormatError("is a Word document without text")
    byline = None if author == "python-docx" else author  # what the library writes by itself
    yield Report(id=file.stem, source=file.address, text=text, title=title, byline=byline)
