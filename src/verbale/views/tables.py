"""Tables and lines for a terminal, and the same as plain text for a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from verbale.views.words import Quoted, safe

if TYPE_CHECKING:
    from rich.console import Console


#: Terminals narrower than this get fewer columns.
NARROW = 132
#: A column is as wide as its longest word, if that has no more letters than the first of these
#: for which there is room.
_WORDS = (18, 14, 11, 9, 7, 5)
_GAP = 2

#: What stands in a table: a line, or several.
Cell = str | tuple[str, ...]


class Column(NamedTuple):
    """A column: its heading, a rich style, whether its lines stay whole, its least width.

    `under`: the last column goes under the first where there is no room beside it.
    """

    title: str
    style: str = ""
    whole: bool = False
    least: int = 0
    right: bool = False
    under: bool = False


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
    from rich.table import Table
    from rich.text import Text

    screen = console()
    cells = list(zip(*rows, strict=True))
    least = _least(columns, cells, screen.width)
    easy = _least(columns, cells, screen.width, _WORDS[:2])
    if columns[-1].under and sum(easy) + _GAP * len(easy) > screen.width:
        rows = [[row[0] + row[-1], *row[1:-1]] for row in rows]
        first = columns[0]._replace(whole=False, least=least[-1])
        columns = [first, *columns[1:-1]]
        cells = list(zip(*rows, strict=True))
        least = _least(columns, cells, screen.width)
    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column, width in zip(columns, _widths(columns, cells, least, screen.width), strict=True):
        drawn.add_column(
            column.title,
            style=column.style or None,
            width=width,
            overflow="fold",
            justify="right" if column.right else "left",
        )
    for row in rows:
        drawn.add_row(*(Text("\n".join(cell)) for cell in row))
    screen.print(drawn)


def _widths(
    columns: Sequence[Column], cells: Sequence[Sequence[list[str]]], least: list[int], room: int
) -> list[int]:
    """The least widths, and what room is left for those who need it most."""
    from rich.cells import cell_len

    wanted = [
        max(cell_len(line) for line in [column.title, *(line for cell in held for line in cell)])
        for column, held in zip(columns, cells, strict=True)
    ]
    widths = list(least)
    for _ in range(room - sum(least) - _GAP * len(least)):
        short = [want - width for want, width in zip(wanted, widths, strict=True)]
        if max(short) <= 0:
            break
        widths[short.index(max(short))] += 1
    return widths


def _least(
    columns: Sequence[Column],
    cells: Sequence[Sequence[list[str]]],
    room: int,
    words: Sequence[int] = _WORDS,
) -> list[int]:
    """The least widths of columns: lines that stay whole, else words, cut where room is short."""
    from rich.cells import cell_len

    least: list[int] = []
    for longest in words:
        least = []
        for column, held in zip(columns, cells, strict=True):
            lines = [column.title, *(line for cell in held for line in cell)]
            parts = lines if column.whole else [part for line in lines for part in line.split()]
            width = max(map(cell_len, parts), default=0)
            least.append(max(column.least, width if column.whole else min(longest, width)))
        if sum(least) + _GAP * len(least) <= room:
            break
    return least


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
