"""What a person decided about the record: applied after the machine, every time.

A correction names an event by its id or by the id of any account in it, so that it holds
whatever reports join or leave the event.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from verbale.errors import VerbaleError
from verbale.record.accounts import Account
from verbale.records import Correction, Event, Party

# Fields of an event that a person may set, and what JSON they take.
SETTABLE: Mapping[str, Any] = {
    name: field.type
    for name, field in ((f.name, f) for f in msgspec.structs.fields(Event))
    if name
    in {
        "type",
        "mode",
        "contexts",
        "actors",
        "recipients",
        "status",
        "date",
        "place",
        "venue",
        "occasion",
        "duration",
        "issues",
    }
}


def fixed_dates(corrections: Iterable[Correction]) -> dict[str, dt.date]:
    """Dates of publication that a person set, by report; the latest correction wins."""
    out: dict[str, dt.date] = {}
    for c in _in_order(corrections):
        if c.action == "set" and c.field == "published" and c.value is not None:
            out[c.target] = msgspec.json.decode(c.value, type=dt.date)
    return out


def _in_order(corrections: Iterable[Correction]) -> list[Correction]:
    return sorted(corrections, key=lambda c: (c.made, c.id))


def joins(
    corrections: Iterable[Correction], events: Sequence[Sequence[Account]]
) -> list[list[Account]]:
    """Merges and splits by a person, in the order they were made."""
    groups = [list(e) for e in events]
    for c in _in_order(corrections):
        if c.action == "merge" and c.other is not None:
            first, second = _holding(groups, c.target), _holding(groups, c.other)
            if first is not None and second is not None and first is not second:
                groups.remove(second)
                first += second
                first.sort(key=lambda a: a.sort_key)
        elif c.action == "split" and c.other is not None:
            group = _holding(groups, c.target)
            if group is None:
                continue
            out = [a for a in group if c.other in (a.report, a.anchor)]
            rest = [a for a in group if a not in out]
            if out and rest:
                groups.remove(group)
                groups += [rest, out]
    return sorted(groups, key=lambda e: e[0].sort_key)


def _holding(groups: list[list[Account]], anchor: str) -> list[Account] | None:
    return next((g for g in groups if any(a.anchor == anchor for a in g)), None)


def apply(corrections: Iterable[Correction], event: Event, anchors: frozenset[str]) -> Event:
    """An event with the fields that a person set, and how it was reviewed."""
    for c in _in_order(corrections):
        if c.target not in anchors:
            continue
        if c.action == "set" and c.field is not None and c.value is not None:
            value = checked(c.field, c.value)
            rules = {**event.rules, c.field: f"correction:{c.id}"}
            event = msgspec.structs.replace(
                event, **{c.field: value}, rules=rules, review="corrected"
            )
        elif c.action in ("confirm", "reject"):
            review = "confirmed" if c.action == "confirm" else "rejected"
            event = msgspec.structs.replace(event, review=review)
        elif c.action in ("merge", "split"):
            event = msgspec.structs.replace(event, review="corrected")
    return event


def checked(field: str, value: str) -> Any:
    """A value for an event's field, from JSON text; VerbaleError where it does not fit."""
    if field not in SETTABLE:
        raise VerbaleError(
            f"an event has no field “{field}” that can be set; choose one of "
            + ", ".join(sorted(SETTABLE))
        )
    try:
        return msgspec.json.decode(value, type=SETTABLE[field])
    except (msgspec.ValidationError, msgspec.DecodeError) as error:
        raise VerbaleError(f"“{value}” does not fit the field {field}: {error}") from error


def named(corrections: Iterable[Correction], party: Party) -> Party:
    """A party with the name that a person gave it."""
    for c in _in_order(corrections):
        if c.action == "name" and c.target == party.id and c.value is not None:
            name = msgspec.json.decode(c.value, type=str)
            aliases = tuple(sorted({*party.aliases, party.name} - {name}))
            party = msgspec.structs.replace(party, name=name, aliases=aliases)
    return party
