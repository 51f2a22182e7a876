"""A briefing as Markdown: footnotes, and plots as images within the file."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable

from verbale.views.brief.content import Briefing, Bullets, Heading, Line, Picture, Table
from verbale.views.brief.pictures import png

_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def render(briefing: Briefing) -> tuple[Callable[[], bytes], int]:
    """How to make the file, and how many pages it has (one: it is a scroll)."""
    out = [f"# {_plain(briefing.title)}", "", f"*{_plain(briefing.subtitle)}*", ""]
    images = []
    for block in briefing.blocks:
        if isinstance(block, Heading):
            out += [f"## {_plain(block.text)}", ""]
        elif isinstance(block, Bullets):
            out += [f"- {_line(line)}" for line in block.lines] + [""]
        elif isinstance(block, Table):
            rows = [block.head, tuple("---" for _ in block.head), *block.rows]
            out += ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in rows] + [""]
        elif isinstance(block, Picture):
            images.append(base64.b64encode(png(block.svg)).decode())
            out += [f"![{_plain(block.caption)}][plot-{len(images)}]", ""]
    for number, note in enumerate(briefing.notes, 1):
        source = _plain(note.source)
        source = f"[{source}](<{note.url}>)" if note.url else source
        out.append(f"[^{number}]: {source}: “{_plain(note.words)}”")
    out += [
        "",
        *(f"[plot-{n}]: data:image/png;base64,{image}" for n, image in enumerate(images, 1)),
    ]
    made = ("\n".join(out).rstrip() + "\n").encode()
    return lambda: made, 1


def _line(line: Line) -> str:
    return _plain(line.text) + "".join(f"[^{number}]" for number in line.notes)


def _cell(text: str) -> str:
    return text if text == "---" else _plain(text)


def _plain(text: str) -> str:
    return _MARKS.sub(r"\\\1", text)
