"""What a list shows, as a file: every export and feed of the same choice of events."""

from __future__ import annotations

import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import msgspec
from litestar import Request, get
from litestar.background_tasks import BackgroundTask
from litestar.openapi.spec import Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType
from litestar.params import FromPath
from litestar.response import File

from verbale import api as face
from verbale.errors import NotFound, VerbaleError
from verbale.views import brief, formats
from verbale.views.web.asked import CHOOSING, choice, chosen


class Taken(NamedTuple):
    """A file that can be taken: of which format, how it is called, what it is said to be.

    A format that fills a folder comes as a ZIP file of it.
    """

    format: str
    label: str
    suffix: str
    media: str
    what: str


#: Name in the address -> the file.
TAKEN = {
    "csv": Taken("csv", "CSV", ".csv.zip", "application/zip", "tables, zipped"),
    "parquet": Taken("parquet", "Parquet", ".parquet.zip", "application/zip", "tables, zipped"),
    "jsonl": Taken("jsonl", "JSON lines", ".jsonl.zip", "application/zip",
                   "everything, zipped"),
    "polecat": Taken("polecat", "POLECAT", ".txt", "text/tab-separated-values", "40 columns"),
    "gdelt": Taken("gdelt", "GDELT", ".csv", "text/tab-separated-values", "61 columns"),
    "panel": Taken("panel", "Panel", ".csv", "text/csv", "pairs of states by month"),
    "graphml": Taken("graphml", "GraphML", ".graphml", "application/graphml+xml",
                     "who is in touch"),
    "geojson": Taken("geojson", "GeoJSON", ".geojson", "application/geo+json", "places"),
    "ics": Taken("ical", "Calendar", ".ics", "text/calendar", "plans and events"),
    "atom": Taken("atom", "Atom", ".atom", "application/atom+xml", "a feed to follow"),
}  # fmt: skip
#: The same for briefings, of two states only.
BRIEFED = {
    f"brief.{name}": Taken(name, name.upper() if name in ("md", "pdf") else name, f".{name}",
                           media, "two pages")
    for name, media in (
        ("md", "text/markdown"), ("html", "text/html"), ("pdf", "application/pdf"),
        ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    )
}  # fmt: skip
_ODD = re.compile(r"[^A-Za-z0-9]+")


@dataclass
class _Asking(Operation):
    """Says in the OpenAPI which words choose events."""

    def __post_init__(self) -> None:
        self.parameters = [
            *(self.parameters or []),
            *(
                Parameter(name=word, param_in="query", description=what, required=False,
                          schema=Schema(type=OpenAPIType.STRING))
                for word, what in CHOOSING.items()
            ),
        ]  # fmt: skip


@get("/take/{name:str}", sync_to_thread=True, operation_class=_Asking, operation_id="take",
     tags=["files"])  # fmt: skip
def take(request: Request[Any, Any, Any], name: FromPath[str]) -> File:
    """The events that a query chooses, as a file: csv, parquet, jsonl, atom, ics, brief.pdf ..."""
    taken = {**TAKEN, **BRIEFED}.get(name)
    if taken is None:
        raise NotFound(f"“{name}” is nothing to take; there are {', '.join((*TAKEN, *BRIEFED))}.")
    query = dict(request.query_params)
    wanted = choice(query)
    called = "-".join(["verbale", *(_ODD.sub("-", value) for value in chosen(query).values())])
    folder = Path(tempfile.mkdtemp(prefix="verbale-take-"))
    try:
        path = folder / f"{called[:80]}{taken.suffix}"
        with face.open(request.app.state.path) as record:  # this is a thread of its own
            if name in BRIEFED:
                _brief(record, path, wanted)
            else:
                base = str(request.base_url).rstrip("/")
                wanted = msgspec.structs.replace(wanted, address=base)
                _export(record, path, wanted, taken)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    shown = name in ("atom", "ics")
    return File(
        path,
        filename=path.name,
        media_type=taken.media,
        content_disposition_type="inline" if shown else "attachment",
        background=BackgroundTask(shutil.rmtree, folder, ignore_errors=True),
    )


def _export(record: face.Record, path: Path, wanted: formats.Choice, taken: Taken) -> None:
    if taken.suffix.endswith(".zip"):
        folder = path.parent / "out"
        formats.write(record, folder, taken.format, wanted)
        shutil.make_archive(str(path.with_suffix("")), "zip", folder)
    else:
        formats.write(record, path, taken.format, wanted)


def _brief(record: face.Record, path: Path, wanted: formats.Choice) -> None:
    if wanted.between is None:
        raise VerbaleError("A briefing is on two states: choose a pair first.")
    brief.write(record, path, wanted.between, since=wanted.since, until=wanted.until)


def address(name: str, query: str, token: str | None) -> str:
    """Where a file is taken; what a program fetches by itself has the token in its address."""
    secret = urlencode({"token": token}) if token and name in ("atom", "ics") else ""
    tail = "&".join(part for part in (query, secret) if part)
    return f"/take/{name}" + (f"?{tail}" if tail else "")


def links(query: str, token: str | None) -> list[tuple[str, str, str]]:
    """For the events of a query: address, name and description of each file."""
    found = TAKEN | (BRIEFED if "pair=" in query else {})
    return [
        (
            address(name, query, token),
            f"Briefing, {taken.label}" if name in BRIEFED else taken.label,
            taken.what,
        )
        for name, taken in found.items()
    ]
