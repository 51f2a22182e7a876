"""Arguments and options that several commands have."""

from __future__ import annotations

import datetime as dt
import functools
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    import msgspec

    from verbale.api import Record

F = TypeVar("F", bound=Callable[..., Any])
if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType


class Day(_Type):
    """A day; of a month or a year the first, or the last."""

    name = "DATE"

    def __init__(self, *, last: bool = False, exact: bool = False) -> None:
        """`last`: of a month or year, its last day; `exact`: a month or year will not do."""
        self._last = last
        self._exact = exact

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> dt.date:
        """From what was typed."""
        from verbale.errors import VerbaleError
        from verbale.finding import day

        if isinstance(value, dt.date):
            return value
        try:
            found = day(value, last=self._last)
            if self._exact and found != day(value, last=not self._last):
                self.fail(f"{value} is no day: write 2023-06-18.", param, ctx)
            return found
        except VerbaleError as error:
            self.fail(str(error), param, ctx)


class State(_Type):
    """A state by code or name."""

    name = "STATE"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """From what was typed."""
        from verbale.errors import VerbaleError
        from verbale.finding import state

        try:
            return state(value)
        except VerbaleError as error:
            self.fail(str(error), param, ctx)


def record(command: F) -> F:
    """The record file, first argument of most commands."""
    argument = click.argument("record", metavar="RECORD", type=click.Path(path_type=Path))
    return argument(command)


def as_json(command: F) -> F:
    """For a machine that listens."""
    return click.option("--json", "as_json", is_flag=True, help="JSON lines, as in the export.")(
        command
    )


def between(command: F) -> F:
    """Two states."""
    return click.option(
        "--between",
        nargs=2,
        type=State(),
        metavar="STATE STATE",
        help="Where both states take part (USA CHN, or by name).",
    )(command)


def own_files(command: F) -> F:
    """A user's own files; each kind may be given several times."""
    for name, what in (
        ("--acts", "Acts of your own, as in acts.tsv."),
        ("--issues", "Issues of your own: docs/own-files.md."),
        ("--people", "Persons, offices and organisations of your own: docs/own-files.md."),
    ):
        command = click.option(name, multiple=True, metavar="FILE", help=what)(command)
    return command


def emit(noun: msgspec.Struct) -> None:
    """One JSON line."""
    from verbale.store.rows import encode

    click.echo(encode(noun))


def opened(path: Path) -> Record:
    """The record at a path; a terminal is told where that takes long."""
    from verbale import api

    told = functools.partial(click.echo, err=True) if sys.stderr.isatty() else None
    return api.open(path, told)
