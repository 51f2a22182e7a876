"""verbale correct: what a person decides."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

from verbale.views.cli.options import as_json, emit, opened, record


@click.group()
def correct() -> None:
    """Correct the record: decisions are kept apart, dated and signed, and win over the machine.

    They hold after every re-reading, stand in the export, and can be undone.
    """


def _signed(command: Any) -> Any:
    command = click.option("--reason", metavar="TEXT", help="Why.")(command)
    return click.option("--author", metavar="NAME", help="Who decides (the user's name).")(command)


def _keep(record: Path, action: Any, target: str, **how: Any) -> None:

    with opened(record) as kept:
        done = kept.correct(action, target, **how)
        click.echo(f"Correction {done.id}: {_line(done)}")


def _line(done: Any) -> str:
    parts = [done.action, done.target, done.field, done.value, done.other]
    return " ".join(part for part in parts if part)


@correct.command()
@record
@click.argument("event")
@_signed
def confirm(record: Path, event: str, author: str | None, reason: str | None) -> None:
    """Say that an event is right as it stands."""
    _keep(record, "confirm", event, author=author, reason=reason)


@correct.command()
@record
@click.argument("event")
@_signed
def reject(record: Path, event: str, author: str | None, reason: str | None) -> None:
    """Say that an event is none."""
    _keep(record, "reject", event, author=author, reason=reason)


@correct.command()
@record
@click.argument("event")
@click.argument("other")
@_signed
def merge(record: Path, event: str, other: str, author: str | None, reason: str | None) -> None:
    """Say that two events are one."""
    _keep(record, "merge", event, other=other, author=author, reason=reason)


@correct.command()
@record
@click.argument("event")
@click.argument("report")
@_signed
def split(record: Path, event: str, report: str, author: str | None, reason: str | None) -> None:
    """Say that a report tells of another event than this."""
    _keep(record, "split", event, other=report, author=author, reason=reason)


@correct.command(name="set")
@record
@click.argument("id")
@click.argument("field")
@click.argument("value")
@_signed
def set_(
    *, record: Path, id: str, field: str, value: str, author: str | None, reason: str | None
) -> None:
    """Set a field of an event, or a report's day of publication (field "published").

    VALUE: text, a day or two ("2023-06-18", "2023-06-18/2023-06-19"), or JSON for lists and
    places ('["USA"]', '{"name": "Beijing", "country": "CHN"}').
    """
    _keep(record, "set", id, field=field, value=_value(value), author=author, reason=reason)


def _value(text: str) -> Any:
    if text[:1] in '[{"' or text == "null":
        try:
            return json.loads(text)
        except json.JSONDecodeError as error:
            raise click.BadParameter(f"{text} is broken JSON: {error.msg}.") from error
    return text


@correct.command()
@record
@click.argument("party")
@click.argument("name")
@_signed
def name(record: Path, party: str, name: str, author: str | None, reason: str | None) -> None:
    """Name a person or organization."""
    _keep(record, "name", party, value=name, author=author, reason=reason)


@correct.command(name="list")
@record
@as_json
def list_(record: Path, as_json: bool) -> None:
    """The corrections so far."""
    from verbale.views.tables import Column, table

    with opened(record) as kept:
        found = kept.corrections()
    if as_json:
        for correction in found:
            emit(correction)
        return
    columns = [
        Column("No", right=True), Column("Made"), Column("Author"), Column("Correction"),
        Column("Reason"),
    ]  # fmt: skip
    rows = [
        (str(c.id), f"{c.made:%Y-%m-%d %H:%M}", c.author, _line(c), c.reason or "") for c in found
    ]
    table(columns, rows, empty="Nothing was corrected so far.")


@correct.command()
@record
@click.argument("number", type=int)
def undo(record: Path, number: int) -> None:
    """Take a correction back, by its number."""

    with opened(record) as kept:
        kept.undo(number)
    click.echo(f"Correction {number} is undone.")


COMMANDS = (correct,)
