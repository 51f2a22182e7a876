"""A briefing as one HTML file, to be read or printed on two pages."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from verbale.views.brief.content import Briefing, Bullets, Heading, Line, Picture, Table
from verbale.views.brief.pictures import bare

_STYLE = """
body { font: 15px/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem;
  color: #1a1a1a; background: #fff }
h1 { font-size: 1.5rem; margin-bottom: 0 } h2 { font-size: 1.05rem; margin: 1.2rem 0 .3rem }
.subtitle { color: #555; margin-top: .2rem } ul { padding-left: 1.1rem; margin: .2rem 0 }
table { border-collapse: collapse } td, th { text-align: left; padding: .15rem .9rem .15rem 0 }
th { border-bottom: 1px solid #999 } figure { margin: .6rem 0 } figcaption { color: #555 }
svg { max-width: 100%; height: auto } sup a { text-decoration: none } ol { font-size: .85em }
@page { size: A4; margin: 16mm } @media print { body { font-size: 10.5px; margin: 0 } }
"""


def render(briefing: Briefing) -> tuple[Callable[[], bytes], int]:
    """How to make the file, and how many pages it has (one: it is a scroll)."""
    out = [
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{escape(briefing.title)}</title>\n<style>{_STYLE}</style>",
        f'<h1>{escape(briefing.title)}</h1>\n<p class="subtitle">{escape(briefing.subtitle)}</p>',
    ]
    for block in briefing.blocks:
        if isinstance(block, Heading):
            out.append(f"<h2>{escape(block.text)}</h2>")
        elif isinstance(block, Bullets):
            out += ["<ul>", *(f"<li>{_line(line)}</li>" for line in block.lines), "</ul>"]
        elif isinstance(block, Table):
            rows = [_row(block.head, "th"), *(_row(row, "td") for row in block.rows)]
            out += ["<table>", *rows, "</table>"]
        elif isinstance(block, Picture):
            caption = escape(block.caption)
            out.append(f"<figure>{bare(block.svg)}<figcaption>{caption}</figcaption></figure>")
    out += ["<h2>Sources</h2>", '<ol id="sources">']
    for number, note in enumerate(briefing.notes, 1):
        source = escape(note.source)
        if note.url and note.url.startswith(("http://", "https://")):
            source = f'<a href="{escape(note.url)}">{source}</a>'
        out.append(f'<li id="note-{number}">{source}: “{escape(note.words)}”</li>')
    made = "\n".join([*out, "</ol>\n</html>\n"]).encode()
    return lambda: made, 1


def _line(line: Line) -> str:
    marks = " ".join(f'<a href="#note-{number}">{number}</a>' for number in line.notes)
    return escape(line.text) + (f"<sup>{marks}</sup>" if marks else "")


def _row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>"
