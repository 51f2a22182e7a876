"""The page as an application: addresses, twins in JSON, and what keeps it safe.

Everything comes from this machine: no address outside it is loaded, there is no inline script
or style, and article text is only ever printed escaped. Bound to another address than
loopback, a token is asked for; a correction needs a token of the page that it was sent from.
"""

from __future__ import annotations

import getpass
import os
import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from litestar import Litestar, Request
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State
from litestar.openapi import OpenAPIConfig
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.static_files import create_static_files_router
from litestar.template.config import TemplateConfig

from verbale import __version__
from verbale import api as face
from verbale.store import Where
from verbale.views import words
from verbale.views.web import addresses, drawing, marking, parts, taking, visits
from verbale.views.web.asked import LONGEST, Kept
from verbale.views.web.correcting import correct
from verbale.views.web.guarding import LOOPBACK, TWINS, Twins, failed, guard, headed
from verbale.views.web.preparing import Preparing

HERE = Path(__file__).parent


def _twin(request: Request[Any, Any, Any]) -> str:
    """The address of a page's JSON."""
    path = quote(request.url.path, safe="/~")
    query = f"?{request.url.query}" if request.url.query else ""
    return ("/index.json" if path == "/" else f"{path}.json") + query


def _helpers(engine: JinjaTemplateEngine) -> None:
    for name in engine.engine.list_templates():  # compiled here, not while somebody waits
        engine.engine.get_template(name)
    shared = engine.engine.globals
    shared["twin"] = _twin
    shared["asked"] = lambda request: words.safe(request.query_params.get("q", "")[:LONGEST])
    shared["record_name"] = lambda request: request.app.state.name
    shared["author"] = lambda request: request.app.state.author
    shared["feed"] = lambda request, name, query: taking.address(
        name, query, request.app.state.token
    )
    shared["the"] = lambda name, first=False: _upper(words.the(name)) if first else words.the(name)
    shared["address"] = parts.address
    shared["called"] = parts.field_name
    shared["marked"] = marking.found
    shared["files"] = lambda request, query: taking.links(query, request.app.state.token)


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def create_app(path: str | os.PathLike[str], token: str | None = None) -> Litestar:
    """The page of the record at `path`; with a `token`, only for those who have it."""

    @asynccontextmanager
    async def held(app: Litestar) -> AsyncIterator[None]:
        with face.open(path) as record:
            app.state.record = record
            record.store.index("event")
            for event in record.store.select("event", Where(), limit=1):
                record.tellings(event.id)  # loads what compares them
            preparing = app.state.preparing = Preparing(path, record, app.state.kept)
            preparing.start()
            yield
            preparing.stop()

    app = Litestar(
        route_handlers=[
            *addresses.handlers(),
            *drawing.HANDLERS,
            taking.take,
            correct,
            create_static_files_router(path="/static", directories=[HERE / "static"]),
        ],
        template_config=TemplateConfig(
            directory=HERE / "templates", engine=JinjaTemplateEngine, engine_callback=_helpers
        ),
        openapi_config=OpenAPIConfig(
            title="Verbale", version=__version__, path="/schema", render_plugins=[]
        ),
        csrf_config=CSRFConfig(secret=secrets.token_hex(32), cookie_samesite="strict"),
        exception_handlers={Exception: failed},
        before_request=guard(token),
        after_request=headed,
        lifespan=[held],
        state=State(
            {
                "kept": Kept(),
                "author": getpass.getuser(),
                "name": Path(path).name,
                "path": str(path),
                "token": token,
                "cookie": visits.cookie(Path(path)),
            }
        ),
    )
    _public(app)
    app.asgi_handler = Twins(app.asgi_handler)
    return app


def _public(app: Litestar) -> None:
    """Have the OpenAPI name the twins by the addresses at which they are asked for."""
    schema = app.openapi_schema
    schema.paths = {
        path.removeprefix(TWINS) + ".json" if path.startswith(TWINS + "/") else path: item
        for path, item in (schema.paths or {}).items()
    }


def serve(
    path: str | os.PathLike[str],
    host: str = "127.0.0.1",
    port: int = 8700,
    told: Callable[[str], None] = print,
) -> None:
    """Serve the page of a record until interrupted; `told` is given its address."""
    import uvicorn

    token = None if host in LOOPBACK else secrets.token_urlsafe(16)
    told(f"http://{host}:{port}/" + (f"?token={token}" if token else ""))
    app: Any = create_app(path, token)
    uvicorn.run(app, host=host, port=port, log_level="warning", access_log=False)
