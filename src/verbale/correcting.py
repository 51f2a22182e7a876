"""A correction as a person asks for it, checked against the record that it is about."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import msgspec

from verbale.errors import NotFound, VerbaleError
from verbale.finding import day, find, state_code
from verbale.records import Correction, Event, Party, ReportEntry

if TYPE_CHECKING:
    from verbale.store import Store

_NEVER = dt.datetime(1, 1, 1, tzinfo=dt.UTC)


def checked(
    store: Store, action: str, target: str, *, field: str | None, value: Any, other: str | None
) -> Correction:
    """A correction without author and time, its names resolved to ids.

    Raises `NotFound` for what the record does not have, `VerbaleError` for what does not fit.
    """
    thing: Any
    if action in ("confirm", "reject", "merge", "split"):
        thing = find(store, target, "event")
    elif action == "set":
        thing = _of(find(store, target), (Event, ReportEntry), "an event's or a report's fields")
    elif action == "name":
        thing = _of(find(store, target), (Party,), "a person, state or organization")
    else:
        raise VerbaleError(
            f"There is no correction called {action}: "
            "choose confirm, reject, merge, split, set or name."
        )
    if action == "merge":
        other = find(store, _needed(other, "merge needs the event to merge with"), "event").id
        if other == thing.id:
            raise VerbaleError(f"{thing.id} cannot be merged with itself.")
    elif action == "split":
        other = find(store, _needed(other, "split needs the report to take out"), "report").id
        if other not in thing.reports:
            raise NotFound(f"Report {other} does not tell of event {thing.id}.")
    elif other is not None:
        raise VerbaleError(f"{action} takes no second name.")
    text = _value(store, action, thing, field, value)
    return Correction(0, action, thing.id, "", _NEVER, field, text, other)


def _of(thing: Any, kinds: tuple[type, ...], what: str) -> Any:
    if not isinstance(thing, kinds):
        raise VerbaleError(f"{thing.id} cannot be corrected so: that is for {what}.")
    return thing


def _needed(text: str | None, otherwise: str) -> str:
    if not text:
        raise VerbaleError(f"{otherwise}.")
    return text


def _value(store: Store, action: str, thing: Any, field: str | None, value: Any) -> str | None:
    if action not in ("set", "name"):
        if field is not None or value is not None:
            raise VerbaleError(f"{action} takes no field and no value.")
        return None
    if action == "name":
        if not isinstance(value, str) or not value.strip():
            raise VerbaleError("name needs the name.")
        return json.dumps(value.strip(), ensure_ascii=False)
    name = _needed(field, "set needs the field to set")
    text = msgspec.json.encode(_read(store, name, value)).decode()
    if isinstance(thing, ReportEntry):
        return _published(name, text)
    from verbale.record import corrections

    corrections.checked(name, text)
    return text


def _read(store: Store, field: str, value: Any) -> Any:
    """A value as a person writes it, where the field takes another form.

    A day or two ("2023-06-18/2023-06-19"), a place with its country or without ("Lisbon,
    Portugal"), several names, or issues, apart by commas.
    """
    if not isinstance(value, str):
        return value
    if field == "date":
        start, _, end = value.partition("/")
        return {"start": day(start).isoformat(), "end": day(end or start, last=True).isoformat()}
    if field == "place":
        town, _, country = value.rpartition(",")
        code = state_code(country.strip())
        return {"name": town.strip() if town and code else value.strip(), "country": code}
    if field in ("actors", "recipients", "issues", "contexts"):
        parts = [part.strip() for part in value.split(",") if part.strip()]
        if field in ("actors", "recipients"):
            return [find(store, part, "party").id for part in parts]
        return [part.lower().replace(" ", "-") for part in parts]
    return value.strip().upper() if field == "type" else value


def _published(field: str, text: str) -> str:
    if field != "published":
        raise VerbaleError(f"A report has no field {field} that can be set: only published.")
    try:
        msgspec.json.decode(text, type=dt.date)
    except msgspec.ValidationError as error:
        raise VerbaleError(f"{text} is not a day of publication: write 2023-06-18.") from error
    return text
