"""verbale watch: feeds, looked at again and again."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

_UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86400}

if TYPE_CHECKING:
    _Type = click.ParamType[Any]
else:
    _Type = click.ParamType


class Span(_Type):
    """A length of time: 90s, 15m, 2h, 1d."""

    name = "time"

    def convert(self, value: Any, param: Any, ctx: Any) -> float:
        """Seconds."""
        if isinstance(value, float):
            return value
        found = re.fullmatch(r"(\d+)([smhd])", str(value).strip())
        if not found or not int(found[1]):
            self.fail(f"{value!r} is no length of time; write 90s, 15m, 2h or 1d")
        return float(int(found[1]) * _UNITS[found[2]])


@click.command()
@click.argument("feeds", metavar="FEEDS", type=click.Path(path_type=Path))
@click.option(
    "--into",
    required=True,
    metavar="RECORD",
    type=click.Path(path_type=Path),
    help="The record file; made if there is none.",
)
@click.option("--every", type=Span(), default="15m", show_default=True, help="How often to look.")
@click.option("--once", is_flag=True, help="Look at every feed that is due, then end.")
@click.option("--private", is_flag=True, help="Also addresses inside private networks.")
def watch(*, feeds: Path, into: Path, every: float, once: bool, private: bool) -> None:
    """Read what is new in feeds into a record, again and again.

    FEEDS: an OPML file, or a text file with an address a line. A line a look; Ctrl-C ends it, and
    the same command goes on from there. Servers are asked whether a feed changed, robots.txt is
    kept, and failures are waited out longer each time.
    """
    from verbale.intake import fetching
    from verbale.intake.watch import Watch, addresses

    watched = Watch(
        addresses(feeds),
        into.with_name(f"{into.name}.watch"),
        into.with_name(f"{into.name}.inbox"),
        every=every,
        limits=fetching.Limits(private=private),
    )
    try:
        while True:
            # what an earlier watch fetched and did not come to read goes first
            _take(watched.inbox, into)
            for poll in watched.poll():
                click.echo(f"{time.strftime('%Y-%m-%d %H:%M')}  {poll}")
            _take(watched.inbox, into)
            if once:
                return
            time.sleep(watched.wait())
    except KeyboardInterrupt:
        click.echo("\nStopped; the same command goes on from here.", err=True)


def _take(inbox: Path, into: Path) -> None:
    """Read the files of the inbox into the record, and remove them."""
    from verbale.api import Record
    from verbale.store import Store

    files = sorted(inbox.glob("*.jsonl"))
    if not files:
        return
    with Record(Store(into, create=True)) as record:
        summary = record.read(files)
    for refused in summary.refused:
        click.echo(f"refused: {refused}", err=True)
    for file in files:
        file.unlink()
    click.echo(
        f"  {summary.new} new reports; the record holds {summary.record} reports and "
        f"{summary.events} events"
    )


COMMANDS = (watch,)
