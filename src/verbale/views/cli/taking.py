"""verbale export: take it away."""

from __future__ import annotations

from pathlib import Path

import click

from verbale.views.cli.options import record


@click.command()
@record
@click.option(
    "--to",
    required=True,
    metavar="DIR",
    type=click.Path(path_type=Path),
    help="A folder that is not there yet, or is empty.",
)
@click.option("--without-text", is_flag=True, help="Leave the texts out; digests stand for them.")
@click.option("--format", "format_", type=click.Choice(["jsonl"]), default="jsonl")
@click.option("--force", is_flag=True, help="Take the place of an earlier export.")  # fmt: skip
def export(record: Path, to: Path, without_text: bool, format_: str, force: bool) -> None:
    """Write the record as JSON lines, one file a kind of thing (docs/export.md)."""
    from verbale import api

    with api.open(record) as kept:
        kept.export(to, without_text=without_text, force=force)
        told = ", ".join(f"{kept.store.count(kind):,} {kind}s" for kind in ("report", "event"))
    click.echo(f"{to}: {told}.")


COMMANDS = (export,)
