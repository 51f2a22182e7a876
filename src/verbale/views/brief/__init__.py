"""A briefing on two states: two pages with notes on the sources, and plots."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from verbale.errors import VerbaleError
from verbale.views.brief.content import Briefing, compose
from verbale.views.formats.target import needing, one

if TYPE_CHECKING:
    from verbale.api import Record

__all__ = ["FORMATS", "Briefing", "compose", "write"]

#: A briefing -> how to make its file, and how many pages it has.
Render = Callable[[Briefing], tuple[Callable[[], bytes], int]]
#: Format -> the module that writes it.
FORMATS = {"md": "markdown", "html": "page", "pdf": "paper", "docx": "document"}
#: How much the timeline is cut until the briefing has two pages.
_ROOMS = (14, 11, 8, 6, 4)
_PAGES = 2


def write(
    record: Record,
    to: str | os.PathLike[str],
    between: tuple[str, str],
    *,
    format: str | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    force: bool = False,
) -> Path:
    """Write a briefing to the file `to`, whole or not at all.

    `format`: "md", "html", "pdf" or "docx"; by default the ending of `to`. Raises `VerbaleError`
    for another format, a missing library, or where nothing is told between the two states;
    `RecordError` where `to` is there already (unless `force`) or the disk does not take it.
    """
    name = format or Path(to).suffix.removeprefix(".").lower()
    if name not in FORMATS:
        raise VerbaleError(
            f"{name or Path(to).name} is no format of a briefing; there are {', '.join(FORMATS)}."
        )
    with needing("vl-convert-python", "export", "A briefing"):
        import vl_convert  # noqa: F401
    render: Render = import_module(f"verbale.views.brief.{FORMATS[name]}").render
    for room in _ROOMS:
        make, pages = render(compose(record, between, since=since, until=until, room=room))
        if pages <= _PAGES:
            break
    made = make()
    return one(to, lambda draft: _put(draft, made), force=force)


def _put(path: Path, made: bytes) -> None:
    path.write_bytes(made)
