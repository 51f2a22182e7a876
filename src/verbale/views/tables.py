"""Tables and lines for a terminal, and the same as plain text for a pipe."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from verbale.views.words import Quoted, safe

if TYPE_CHECKING:
    from rich.console import Console


class Column(NamedTuple):
    """A column: its heading, a rich style, whether it stays on one line, its least width."""

    title: str
    style: str = ""
    whole: bool = False
    least: int | None = None
    right: bool = False


def on_terminal() -> bool:
    """Whether a person is looking on."""
    return sys.stdout.isatty()


def console() -> Console:
    """The terminal; without colours where the user wants none (NO_COLOR)."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False, emoji=False, markup=False)


def table(
    columns: Sequence[Column], rows: Iterable[Sequence[str]], *, empty: str = "Nothing found."
) -> None:
    """Print a table: drawn on a terminal, tab-separated with a line of headings in a pipe.

    Without rows, `empty` goes to the terminal or to standard error.
    """
    held = [[safe(cell) for cell in row] for row in rows]
    if not held:
        print(empty, file=sys.stdout if on_terminal() else sys.stderr)
        return
    if not on_terminal():
        print("\t".join(column.title.lower().replace(" ", "_") for column in columns))
        for row in held:
            print("\t".join(row))
        return
    from rich import box
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE_HEAD, pad_edge=False, header_style="bold")
    for column in columns:
        drawn.add_column(
            column.title,
            style=column.style or None,
            no_wrap=column.whole,
            min_width=column.least,
            overflow="fold",
            justify="right" if column.right else "left",
        )
    for row in held:
        drawn.add_row(*(Text(cell) for cell in row))
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
        from rich.padding import Padding
        from rich.text import Text

        text = Text.assemble((f"{name:<12} ", "cyan"), safe(value), (f"  {safe(note)}", "dim"))
        self._console.print(Padding(text, (0, 0, 0, 0)))

    def text(self, text: str, style: str = "") -> None:
        """A line of its own."""
        self._line(safe(text), style)

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
