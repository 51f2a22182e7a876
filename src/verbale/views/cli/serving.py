"""verbale serve: the page."""

from __future__ import annotations

from pathlib import Path

import click

from verbale.views.cli.options import opened, record


@click.command()
@record
@click.option(
    "--host", default="127.0.0.1", show_default=True, help="Another needs the token that is told."
)
@click.option("--port", type=click.IntRange(1, 65535), default=8700, show_default=True)
def serve(record: Path, host: str, port: int) -> None:
    """Show the record as a web page on this machine, until Ctrl-C."""
    from verbale.errors import VerbaleError

    opened(record).close()
    try:
        from verbale.views import web
    except ModuleNotFoundError as error:
        raise VerbaleError(
            f"The page needs {error.name}, which is not installed: `pip install 'verbale[web]'`."
        ) from error
    try:
        web.serve(record, host, port, click.echo)
    except OSError as error:
        raise VerbaleError(f"{host}:{port} cannot be used ({error.strerror or error}).") from error


COMMANDS = (serve,)
