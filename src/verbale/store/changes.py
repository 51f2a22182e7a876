"""What a new state of the record says that the one before did not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import msgspec

from verbale.records import Conflict, Event

_CALLED_OFF = {"cancelled", "postponed"}
_DONE = {"occurred", "ongoing"}
#: Fields that follow from others or from who tells it: no news by themselves.
_QUIET = {
    "evidence", "rules", "reports", "reported_status", "independent_sources", "shared_credits",
    "grounds", "goldstein", "review",
}  # fmt: skip


class Change(NamedTuple):
    """Something new about an event, the fields that differ and the reports that did it."""

    event: str
    change: str
    fields: tuple[str, ...]
    reports: tuple[str, ...]


def compare(was: Event | None, now: Event | None) -> Iterable[Change]:
    """The changes from one state of an event to the next; at most one row each."""
    if was is None and now is not None:
        yield Change(now.id, "told", (), now.reports)
    elif now is None and was is not None:
        yield Change(was.id, "gone", (), was.reports)
    elif was is not None and now is not None:
        differ = [f for f in was.__struct_fields__ if getattr(was, f) != getattr(now, f)]
        fields = tuple(field for field in differ if field not in _QUIET)
        fresh = tuple(report for report in now.reports if report not in was.reports)
        told = tuple(r for r, s in now.reported_status.items() if was.reported_status.get(r) != s)
        if "status" in fields and now.status in _CALLED_OFF:
            yield Change(now.id, "called off", fields, told or fresh)
        elif "status" in fields and now.status in _DONE and was.status == "planned":
            yield Change(now.id, "took place", fields, told or fresh)
        elif fields:
            yield Change(now.id, "changed", fields, fresh)
        elif now.independent_sources > was.independent_sources:
            yield Change(now.id, "confirmed", (), fresh)


def contradicted(was: Mapping[str, Conflict], now: Mapping[str, Conflict]) -> Iterable[Change]:
    """Events on which reports have come to disagree."""
    for key, conflict in now.items():
        if conflict.about.kind != "event" or was.get(key) == conflict:
            continue
        before = _reports(was[key]) if key in was else set()
        fresh = tuple(sorted(_reports(conflict) - before))
        yield Change(conflict.about.id, "contradicted", (conflict.field,), fresh)


def _reports(conflict: Conflict) -> set[str]:
    return {report for value in conflict.values for report in value.reports}


def packed(items: tuple[str, ...]) -> str:
    """A tuple as it is kept."""
    return msgspec.json.encode(items).decode()
