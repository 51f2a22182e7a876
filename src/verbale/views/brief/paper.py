"""A briefing as PDF, A4, with notes that lead to their sources."""

from __future__ import annotations

import datetime as dt
import weakref
from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from verbale.views.brief.content import Briefing, Bullets, Heading, Line, Note, Picture, Table
from verbale.views.brief.pictures import png
from verbale.views.formats.target import needing

if TYPE_CHECKING:
    from fpdf import FPDF

_FONT = "Roboto"
_MARGIN, _BODY, _NOTES = 16.0, 9.0, 7.0
_WIDTH = 210 - 2 * _MARGIN
#: Signs that the font lacks, and what stands for them.
_LACKING = str.maketrans({"→": ">", "≠": "≠", "●": "", "○": "", "◌": "", "◐": "", "✕": ""})


def render(briefing: Briefing) -> tuple[Callable[[], bytes], int]:
    """How to make the file, and how many pages it has: fonts are cut to size at the end."""
    pdf, links = _sheet(briefing)
    for block, after in zip(briefing.blocks, (*briefing.blocks[1:], None), strict=True):
        if isinstance(block, Heading):
            _heading(pdf, block.text, room=60 if isinstance(after, Picture) else 16)
        elif isinstance(block, Bullets):
            for line in block.lines:
                _bullet(pdf, line, links)
        elif isinstance(block, Table):
            _table(pdf, block)
        elif isinstance(block, Picture):
            pdf.image(BytesIO(png(block.svg)), w=_WIDTH * 0.86, alt_text=block.caption)
            pdf.set_font(_FONT, size=_NOTES)
            pdf.cell(text=_text(block.caption), new_x="LMARGIN", new_y="NEXT")
    _heading(pdf, "Sources")
    for number, note in enumerate(briefing.notes, 1):
        _note(pdf, number, note, links[number])
    return lambda: bytes(pdf.output()), pdf.pages_count


def _sheet(briefing: Briefing) -> tuple[FPDF, dict[int, Any]]:
    """A first page with its title, and a link for each note."""
    with needing("fpdf2", "export", "PDF"):
        import font_roboto
        from fpdf import FPDF
    pdf = FPDF(format="A4")
    # of the record's day, not the clock's: the same record gives the same file
    pdf.set_creation_date(dt.datetime(2000, 1, 1, tzinfo=dt.UTC))
    pdf.set_title(briefing.title)
    pdf.set_creator("Verbale")
    pdf.set_lang("en")
    for style, path in (
        ("", font_roboto.Roboto),
        ("B", font_roboto.RobotoBold),
        ("I", font_roboto.RobotoItalic),
    ):
        pdf.add_font(_FONT, style, path)
    # a draft that is thrown away must let go of its fonts' files
    held = [getattr(font, "ttfont", None) for font in pdf.fonts.values()]
    weakref.finalize(pdf, _let_go, held)
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(True, _MARGIN)
    pdf.add_page()
    pdf.set_font(_FONT, "B", 15)
    pdf.multi_cell(0, 7, _text(briefing.title), align="L", new_x="LMARGIN", new_y="NEXT")
    pdf.set_font(_FONT, "I", _BODY)
    pdf.multi_cell(0, 5, _text(briefing.subtitle), align="L", new_x="LMARGIN", new_y="NEXT")
    return pdf, {n: pdf.add_link() for n in range(1, len(briefing.notes) + 1)}


def _let_go(fonts: list[Any]) -> None:
    for font in fonts:
        if font is not None:
            font.close()


def _text(text: str) -> str:
    return text.translate(_LACKING)


def _heading(pdf: FPDF, text: str, room: float = 16) -> None:
    """A heading, on a page where what follows has `room` (mm)."""
    if pdf.will_page_break(room):
        pdf.add_page()
    pdf.ln(1.8)
    pdf.set_font(_FONT, "B", _BODY + 1.5)
    pdf.cell(0, 5, _text(text), new_x="LMARGIN", new_y="NEXT")


def _bullet(pdf: FPDF, line: Line, links: dict[int, Any]) -> None:
    pdf.set_font(_FONT, size=_BODY)
    pdf.cell(4, 4.3, "•")
    pdf.set_left_margin(_MARGIN + 4)
    pdf.write(4.3, _text(line.text))
    pdf.char_vpos = "SUP"
    for place, number in enumerate(line.notes):
        pdf.write(4.3, f"{' ' if place else ''}{number}", links[number])
    pdf.char_vpos = "LINE"
    pdf.set_left_margin(_MARGIN)
    pdf.ln(4.6)


def _table(pdf: FPDF, block: Table) -> None:
    pdf.set_font(_FONT, size=_BODY - 0.5)
    with pdf.table(
        [tuple(_text(cell) for cell in row) for row in (block.head, *block.rows)],
        borders_layout="SINGLE_TOP_LINE", line_height=4.4, align="LEFT", text_align="LEFT",
        col_widths=(4, 2, 4, 4, 5), width=_WIDTH * 0.9,
    ):  # fmt: skip
        pass


def _note(pdf: FPDF, number: int, note: Note, link: Any) -> None:
    pdf.set_link(link, y=pdf.get_y(), page=pdf.page)
    pdf.set_font(_FONT, size=_NOTES)
    pdf.cell(6, 3.3, str(number))
    pdf.set_left_margin(_MARGIN + 6)
    pdf.write(3.3, _text(note.source), note.url or "")
    pdf.write(3.3, _text(f": “{note.words}”"))
    pdf.set_left_margin(_MARGIN)
    pdf.ln(3.4)
