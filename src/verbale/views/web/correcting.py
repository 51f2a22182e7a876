"""The form that corrects an event; its author is kept with what was decided."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, post
from litestar.enums import RequestEncodingType
from litestar.exceptions import HTTPException
from litestar.params import Body, FromPath
from litestar.response import Redirect

from verbale.views.web import parts
from verbale.views.web.addresses import record_of

_ACTIONS = ("confirm", "reject", "merge", "split", "set")


class Decision(msgspec.Struct):
    """What the form holds."""

    action: str
    author: str = ""
    field: str = ""
    value: str = ""
    other: str = ""
    reason: str = ""


@post("/events/{name:str}/correct", include_in_schema=False, sync_to_thread=False)
def correct(
    request: Request[Any, Any, Any],
    name: FromPath[str],
    data: Annotated[Decision, Body(media_type=RequestEncodingType.URL_ENCODED)],
) -> Redirect:
    """Keep what a person decided, and show the event as it then is."""
    record = record_of(request)
    if data.action not in _ACTIONS:
        raise HTTPException(status_code=400, detail="That is nothing that an event can be told.")
    found = record.find(parts.named(name), "event")
    if not data.author.strip():
        raise HTTPException(status_code=400, detail="A correction needs its author's name.")
    record.correct(
        data.action,  # type: ignore[arg-type]
        found.id,
        field=data.field or None if data.action == "set" else None,
        value=_given(data.value) if data.action == "set" else None,
        other=data.other.strip() or None,
        author=data.author.strip(),
        reason=data.reason.strip() or None,
    )
    return Redirect(parts.address("events", found.id), status_code=303)


def _given(text: str) -> Any:
    """A value as typed: JSON where it is JSON, else the words themselves."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return text
