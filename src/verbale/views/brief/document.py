"""A briefing as a Word document, with its sources numbered at the end."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING

from verbale.views.brief.content import Briefing, Bullets, Heading, Line, Picture, Table
from verbale.views.brief.pictures import png
from verbale.views.formats.target import needing

if TYPE_CHECKING:
    from docx.document import Document


def render(briefing: Briefing) -> tuple[Callable[[], bytes], int]:
    """How to make the file, and how many pages it has (Word alone knows: one is told)."""
    with needing("python-docx", "export", "Word"):
        import docx
        from docx.shared import Cm, Pt
    document = docx.Document()
    for section in document.sections:
        section.left_margin = section.right_margin = Cm(2)
        section.top_margin = section.bottom_margin = Cm(1.7)
    normal = document.styles["Normal"]
    normal.font.size = Pt(9.5)
    normal.paragraph_format.space_after = Pt(2)
    document.core_properties.title = briefing.title
    document.core_properties.author = "Verbale"
    document.add_heading(briefing.title, 0)
    document.add_paragraph().add_run(briefing.subtitle).italic = True
    for block in briefing.blocks:
        if isinstance(block, Heading):
            document.add_heading(block.text, 2)
        elif isinstance(block, Bullets):
            for line in block.lines:
                _bullet(document, line)
        elif isinstance(block, Table):
            _table(document, block)
        elif isinstance(block, Picture):
            document.add_picture(BytesIO(png(block.svg)), width=Cm(15))
            document.add_paragraph().add_run(block.caption).italic = True
    document.add_heading("Sources", 2)
    for number, note in enumerate(briefing.notes, 1):
        place = f" <{note.url}>" if note.url else ""
        text = f"{number}  {note.source}{place}: “{note.words}”"
        document.add_paragraph().add_run(text).font.size = Pt(8)
    out = BytesIO()
    document.save(out)
    return out.getvalue, 1


def _bullet(document: Document, line: Line) -> None:
    paragraph = document.add_paragraph(line.text, style="List Bullet")
    if line.notes:
        paragraph.add_run(" ".join(map(str, line.notes))).font.superscript = True


def _table(document: Document, block: Table) -> None:
    table = document.add_table(rows=0, cols=len(block.head))
    for row in (block.head, *block.rows):
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
