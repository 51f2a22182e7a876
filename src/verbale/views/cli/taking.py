"""verbale export, brief, mcp: take it away."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Literal

import click

from verbale.views.cli.options import Day, between, opened, record

#: The names of `verbale.views.formats`, which is imported when something is exported.
_FORMATS = ("jsonl", "csv", "parquet", "polecat", "gdelt", "graphml", "geojson", "ical", "atom",
            "panel")  # fmt: skip


@click.command()
@record
@click.option(
    "--to",
    required=True,
    metavar="PLACE",
    type=click.Path(path_type=Path),
    help="A folder (jsonl, csv, parquet) or a file that is not there yet.",
)
@click.option("--format", "format_", type=click.Choice(_FORMATS), default="jsonl")
@between
@click.option("--party", metavar="NAME", help="Only events of one person, state or organization.")
@click.option("--since", type=Day(), help="Only events of this day or later.")
@click.option("--until", type=Day(last=True), help="Only events of this day or earlier.")
@click.option("--type", "type_", metavar="TYPE", help="Only events of a PLOVER type: CONSULT ...")
@click.option("--status", help="Only events of this status: occurred, planned ...")
@click.option("--issue", metavar="SLUG", help="Only events about an issue: taiwan, climate ...")
@click.option("--outlet", metavar="NAME", help="Only what a report of this outlet tells of.")
@click.option("--query", metavar="WORDS", help="Only what a search for these words finds.")
@click.option(
    "--period",
    type=click.Choice(["month", "week"]),
    default="month",
    help="What a row of the panel counts.",
)
@click.option("--without-text", is_flag=True, help="Leave the texts out; digests stand for them.")
@click.option("--force", is_flag=True, help="Take the place of an earlier export.")  # fmt: skip
def export(
    record: Path,
    to: Path,
    format_: str,
    between: tuple[str, str] | None,
    party: str | None,
    since: dt.date | None,
    until: dt.date | None,
    type_: str | None,
    status: str | None,
    issue: str | None,
    outlet: str | None,
    query: str | None,
    period: Literal["month", "week"],
    without_text: bool,
    force: bool,
) -> None:
    """Write the record, or a part of it, in a format that others read (docs/formats-out.md)."""
    from verbale.views import words

    with opened(record) as kept:
        found = kept.find(party, "party") if party else None
        state = found is not None and found.kind == "state"
        written = kept.export(
            to,
            format_,
            without_text=without_text,
            force=force,
            between=between,
            state=found.id if found and state else None,
            party=found.id if found and not state else None,
            since=since,
            until=until,
            type=type_.upper() if type_ else None,
            status=status,
            issue=issue,
            outlet=outlet,
            query=query,
            period=period,
        )
    told = ", ".join(f"{n:,} {name}" for name, n in written.rows.items() if n) or "nothing"
    click.echo(f"{to}: {told}.")
    if written.left_out:
        reasons = ", ".join(f"{n:,} {reason}" for reason, n in written.left_out.items())
        left = words.count(sum(written.left_out.values()), "event")
        click.echo(f"Left out: {left} ({reasons}).", err=True)


@click.command()
@record
@between
@click.option(
    "--to", required=True, metavar="FILE", type=click.Path(path_type=Path), help="The file."
)
@click.option("--format", "format_", type=click.Choice(["md", "html", "pdf", "docx"]))
@click.option("--since", type=Day(), help="Only what happened on this day or later.")
@click.option("--until", type=Day(last=True), help="Only what happened on this day or earlier.")
@click.option("--force", is_flag=True, help="Replace a file that is there.")
def brief(
    record: Path,
    between: tuple[str, str] | None,
    to: Path,
    format_: str | None,
    since: dt.date | None,
    until: dt.date | None,
    force: bool,
) -> None:
    """Write a briefing on two states: two pages, with notes on the sources, and plots."""
    from verbale.views import brief as briefs

    if between is None:
        raise click.UsageError("Say which two states: --between USA CHN.")
    with opened(record) as kept:
        briefs.write(kept, to, between, format=format_, since=since, until=until, force=force)
    click.echo(f"{to}: written.")


@click.command()
@record
def mcp(record: Path) -> None:
    """Let an assistant ask the record, over standard input and output (MCP)."""
    from verbale.views import mcp as assistants

    assistants.serve(record)


COMMANDS = (export, brief, mcp)
