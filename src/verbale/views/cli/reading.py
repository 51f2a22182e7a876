"""verbale read, forget, reread: what goes into a record."""

from __future__ import annotations

import contextlib
import datetime as dt
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbale.views.cli.options import Day, opened, own_files, record

if TYPE_CHECKING:
    from verbale.running.keeping import Progress, Summary

#: Refusals that are told one by one; the rest are counted.
_SHOWN = 20


def _mapping(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """FIELD=NAME pairs; the fields are those that a table's columns may have."""
    from verbale.intake.fields import NAMES

    found = {}
    for pair in given:
        field, sign, name = pair.partition("=")
        if not sign or not name or field not in NAMES:
            raise click.BadParameter(f"{pair!r}: write FIELD=NAME, FIELD one of {', '.join(NAMES)}")
        found[field] = name
    return found


@click.command()
@click.argument("paths", metavar="PATH...", nargs=-1, required=True)
@click.option(
    "--into",
    required=True,
    metavar="RECORD",
    type=click.Path(path_type=Path),
    help="The record file; made if there is none.",
)
@click.option(
    "--published", type=Day(exact=True), help="Publication date for reports that carry none."
)
@click.option("--outlet", metavar="NAME", help="Outlet for reports that carry none.")
@click.option(
    "--column",
    "columns",
    multiple=True,
    callback=_mapping,
    metavar="FIELD=NAME",
    help="The column or key that holds a field of a report: --column text=content.",
)
@click.option("--reader", metavar="NAME", help="A spaCy pipeline or model folder to read with.")
@own_files
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes that read (all cores)."
)
@click.option(
    "--on", metavar="CLUSTER", help="A Dask cluster that reads: dask://HOST:PORT, or local:N."
)
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")  # fmt: skip
def read(
    *,
    paths: tuple[str, ...],
    into: Path,
    published: dt.date | None,
    outlet: str | None,
    columns: dict[str, str],
    reader: str | None,
    people: tuple[str, ...],
    issues: tuple[str, ...],
    acts: tuple[str, ...],
    workers: int | None,
    on: str | None,
    as_json: bool,
) -> None:
    """Read reports into a record.

    PATH: files, folders, addresses, or - for standard input: text, JSON lines, tables, pages,
    feeds, mail, PDF, Word, WARC and archives of these, told by their content. Reading the same
    again changes nothing; a read that was broken off goes on where it stopped.
    """
    from verbale.api import Record
    from verbale.language import lean
    from verbale.store import Store

    lean(reader)
    there = into.exists()
    with Record(Store(into, create=True)) as kept:
        try:
            with _bar() as progress:
                summary = kept.read(
                    paths, published=published, outlet=outlet, columns=columns, reader=reader,
                    people=people or None,
                    issues=issues or None, acts=acts or None, workers=workers, on=on,
                    progress=progress,
                )  # fmt: skip
        except KeyboardInterrupt:
            number = len(kept.store.inputs())
            click.echo(
                f"\nStopped. {number:,} reports are kept; the same command carries on.", err=True
            )
            sys.exit(130)
        finally:
            if not there and not kept.store.inputs():
                kept.close()
                for ending in ("", "-wal", "-shm"):
                    Path(f"{into}{ending}").unlink(missing_ok=True)
    if as_json:
        _json(summary)
    else:
        _tell(summary, into)
    if not summary.taken:
        sys.exit(2)


@contextlib.contextmanager
def _bar() -> Iterator[Callable[[Progress], None] | None]:
    """A progress bar on a terminal, none in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Bar(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("looking", total=None)
        yield lambda told: bar.update(
            task, description=told.stage, completed=told.done, total=told.total
        )


def _json(summary: Summary) -> None:
    import msgspec

    fields = msgspec.to_builtins(summary) | {"reports_per_second": round(summary.rate, 2)}
    click.echo(msgspec.json.encode(fields).decode())


def _tell(summary: Summary, into: Path) -> None:
    from verbale.views.words import count, safe

    for warning in summary.warnings[:_SHOWN]:
        click.echo(f"warning: {safe(warning)}", err=True)
    for refused in summary.refused[:_SHOWN]:
        click.echo(f"refused: {safe(str(refused))}", err=True)
    for what, items in (("warnings", summary.warnings), ("refused", summary.refused)):
        if len(items) > _SHOWN:
            click.echo(f"... and {len(items) - _SHOWN:,} more {what} (--json names all)", err=True)
    if not summary.taken:
        click.echo("Nothing was read.", err=True)
        return
    parts = [f"{summary.new:,} new"]
    parts += [f"{summary.updated:,} read again"] if summary.updated else []
    parts += [f"{summary.unchanged:,} unchanged"] if summary.unchanged else []
    parts += [f"{summary.unread:,} in other languages, kept unread"] if summary.unread else []
    parts += [f"{len(summary.refused):,} refused"] if summary.refused else []
    click.echo(f"{count(summary.reports, 'report')}: {', '.join(parts)}.")
    if not (summary.new or summary.updated or summary.changed):
        click.echo(f"Nothing has changed in {into}.")
    click.echo(
        f"{into} holds {count(summary.record, 'report')}, {count(summary.events, 'event')} and "
        f"{count(summary.statements, 'statement')}."
    )
    rate = f", {summary.rate:,.1f} reports/s" if summary.new + summary.updated else ""
    click.echo(f"{summary.seconds:,.1f} s{rate}")


@click.command()
@record
@click.option("--reader", metavar="NAME", help="A spaCy pipeline or model folder to read with.")
@own_files
@click.option(
    "--workers", type=click.IntRange(1, 256), metavar="N", help="Processes that read (all cores)."
)
@click.option(
    "--on", metavar="CLUSTER", help="A Dask cluster that reads: dask://HOST:PORT, or local:N."
)
@click.option("--json", "as_json", is_flag=True, help="The summary as JSON.")
def reread(
    *,
    record: Path,
    reader: str | None,
    people: tuple[str, ...],
    issues: tuple[str, ...],
    acts: tuple[str, ...],
    workers: int | None,
    on: str | None,
    as_json: bool,
) -> None:
    """Read the reports of a record again, after an update or with another reader.

    From the texts that the record keeps; what this version and reader have read stays as it is.
    """
    from verbale.api import Record
    from verbale.language import lean
    from verbale.store import Store

    lean(reader)
    with Record(Store(record)) as kept, _bar() as progress:
        summary = kept.reread(
            reader=reader, people=people or None, issues=issues or None, acts=acts or None,
            workers=workers, on=on, progress=progress,
        )  # fmt: skip
    if as_json:
        _json(summary)
    else:
        _tell(summary, record)


@click.command()
@record
@click.argument("report")
def forget(record: Path, report: str) -> None:
    """Take a report out of the record, as if it had never been read."""

    with opened(record) as kept:
        found = kept.find(report, "report").id
        kept.forget(found)
        click.echo(f"{found} is forgotten; {record} holds {kept.store.count('report'):,} reports.")


_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}


def _seconds(_: click.Context, __: click.Parameter, text: str) -> float:
    number, unit = (text[:-1], text[-1]) if text[-1:] in _UNITS else (text, "s")
    if not number.isdigit() or int(number) * _UNITS[unit] < 60:
        raise click.BadParameter(f"{text} is no pause: write 15m, 2h or 1d, a minute at least.")
    return float(int(number) * _UNITS[unit])


@click.command()
@click.argument("feeds", type=click.Path(path_type=Path))
@click.option(
    "--into",
    required=True,
    metavar="RECORD",
    type=click.Path(path_type=Path),
    help="The record file; made if there is none.",
)
@click.option(
    "--every",
    default="15m",
    show_default=True,
    metavar="TIME",
    callback=_seconds,
    help="Pause between two looks at a feed: 15m, 2h, 1d.",
)
@click.option("--once", is_flag=True, help="Look at what is due, then end (for cron).")
@click.option("--allow-private", is_flag=True, help="Also ask addresses in private networks.")
def watch(*, feeds: Path, into: Path, every: float, once: bool, allow_private: bool) -> None:
    """Read what is new in feeds, again and again, until Ctrl-C.

    FEEDS: an OPML file, or a file with one address a line. One line a look. Polite: asks whether
    a feed has changed, keeps robots.txt and its distance, waits longer after failures.
    """
    from verbale.views.words import safe
    from verbale.watching import watch as watched

    def told(poll: object) -> None:
        click.echo(f"{dt.datetime.now():%Y-%m-%d %H:%M} {safe(str(poll))}")

    try:
        for summary in watched(
            feeds, into, every=every, once=once, private=allow_private, told=told
        ):
            _tell(summary, into)
    except KeyboardInterrupt:
        click.echo("Stopped; the same command carries on.", err=True)
        sys.exit(130)


COMMANDS = (read, watch, reread, forget)
