"""The command line: a thin layer over :mod:`verbale`. Heavy imports stand in the functions."""

from __future__ import annotations

import sys
from typing import Any

import click

from verbale import __version__
from verbale.errors import VerbaleError
from verbale.views.cli import asking, correcting, inspecting, reading, serving, taking

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Trouble(click.ClickException):
    """What cannot be done, as a sentence; exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentence to standard error."""
        click.echo(f"verbale: {self.message}", err=True)


class Verbale(click.Group):
    """The commands, in the order in which they are used; our errors without a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which they were added."""
        return list(self.commands)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except VerbaleError as error:
            raise Trouble(str(error)) from error


@click.group(cls=Verbale, context_settings=CONTEXT)
@click.version_option(__version__, prog_name="verbale")
def cli() -> None:
    """Read news about diplomacy and keep the minutes.

    `verbale read reports/ --into record.db` makes a record; the other commands ask it. In a pipe
    tables are tab-separated; --json gives the JSON lines of docs/export.md.
    """


for _module in (reading, asking, serving, taking, correcting, inspecting):
    for _command in _module.COMMANDS:
        cli.add_command(_command)


def main() -> None:
    """The entry point."""
    for stream in (sys.stdout, sys.stderr):
        encoding = getattr(stream, "encoding", "") or ""
        if not encoding.lower().startswith("utf"):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    cli(prog_name="verbale")
