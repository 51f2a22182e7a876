"""Tables and lines for a terminal, and the same as plain text for a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from verbale.views.words import Quoted, safe

if TYPE_CHECKING:
    from rich.console import Console


#: Terminals narrower than this get fewer columns.
NARROW = 112
_WORD = 14

#: What stands in a table: a line, or several.
Cell = str | tuple[str, ...]


class Column(NamedTuple):
    """A column: its heading, a rich style, whether its lines stay whole, its least width."""

    title: str
    style: str = ""
    whole: bool = False
    least: int = 0
    right: bool = False


def on_terminal() -> bool:
    """Whether a person is looking on."""
    return sys.stdout.isatty()


def narrow() -> bool:
    """Whether a person is looking on through a narrow window."""
    return on_terminal() and console().width < NARROW


def console() -> Console:
    """The terminal; without colours where the user wants none (NO_COLOR)."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, emoji=False, markup=False)


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[Cell]], *, empty: str = "Nothing found."
) -> None:
    """Print a table: drawn on a terminal, tab-separated with a line of headings in a pipe.

    Without rows, `empty` goes to the terminal or to standard error.
    """
    held = [[_lines(cell) for cell in row] for row in rows]
    if not held:
        print(empty, file=sys.stdout if on_terminal() else sys.stderr)
    elif on_terminal():
        _draw(columns, held)
    else:
        print("\t".join(column.title.lower().replace(" ", "_") for column in columns))
        for row in held:
            print("\t".join(" ".join(line for line in cell if line) for cell in row))


def _lines(cell: Cell) -> list[str]:
    return [safe(line) for line in ((cell,) if isinstance(cell, str) else cell)]


def _draw(columns: Sequence[Column], rows: list[list[list[str]]]) -> None:
    from rich import box
    from rich.cells import cell_len
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column, cells in zip(columns, zip(*rows, strict=True), strict=True):
        lines = [line for cell in cells for line in cell]
        words = [word for line in lines for word in line.split()]
        longest = max(map(cell_len, lines if column.whole else words), default=0)
        drawn.add_column(
            column.title,
            style=column.style or None,
            no_wrap=column.whole,
            min_width=max(column.least, longest if column.whole else min(longest, _WORD)),
            overflow="fold",
            justify="right" if column.right else "left",
        )
    for row in rows:
        drawn.add_row(*(Text("\n".join(cell)) for cell in row))
    console().print(drawn)


class Page:
    """Headings, fields and quotations, one under the other."""

    def __init__(self) -> None:
        """Print to standard output."""
        self._console = console() if on_terminal() else None

    def title(self, text: str) -> None:
        """The heading of all that follows."""
        self._line(safe(text), "bold")

    def section(self, text: str) -> None:
        """The heading of a part."""
        self._line("", "")
        self._line(safe(text), "bold underline" if self._console else "")

    def field(self, name: str, value: str, note: str = "") -> None:
        """A field, its value, and a note after it."""
        if self._console is None:
            print(f"{name}\t{safe(value)}" + (f"\t{safe(note)}" if note else ""))
            return
        from rich.text import Text

        told = f"{safe(value)}  " if value else ""
        self._console.print(Text.assemble((f"{name:<12} ", "cyan"), told, (safe(note), "dim")))

    def text(self, text: str, style: str = "") -> None:
        """A line of its own."""
        self._line(safe(text), style)

    def note(self, text: str) -> None:
        """A line under a field."""
        if self._console is None:
            print(f"\t{safe(text)}")
            return
        from rich.padding import Padding
        from rich.text import Text

        self._console.print(Padding(Text(safe(text), style="dim"), (0, 0, 0, 4)))

    def quote(self, quoted: Quoted) -> None:
        """Quoted words, marked in their sentence, and their source."""
        if self._console is None:
            print(f"\t“{quoted.before}[{quoted.words}]{quoted.after}”\t{quoted.source}")
            return
        from rich.padding import Padding
        from rich.text import Text

        text = Text.assemble(
            ("“", "dim"), (quoted.before, "dim"), (quoted.words, "bold"), (quoted.after, "dim"),
            ("” ", "dim"), (f"— {quoted.source}", "italic"),
        )  # fmt: skip
        self._console.print(Padding(text, (0, 0, 0, 4)))

    def _line(self, text: str, style: str) -> None:
        if self._console is None:
            print(text)
            return
        from rich.text import Text

        self._console.print(Text(text, style=style))
