"""From what a person types to the thing that is meant."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any

from verbale.errors import NotFound, VerbaleError

if TYPE_CHECKING:
    from verbale.store import Store

_KINDS = ("event", "report", "party", "statement", "conflict")
_SHOWN = 6


def find(store: Store, name: str, kind: str | None = None) -> Any:
    """See :meth:`verbale.Record.find`."""
    kinds = _KINDS if kind is None else (kind,)
    for each in kinds:
        found = store.get(each, name)
        if found is not None:
            return found
    candidates = _candidates(store, name, kinds)
    if len(candidates) == 1:
        return next(iter(candidates.values()))
    what = kind or "event, report, person or state"
    if not candidates:
        raise NotFound(f"The record has no {what} called {name}.")
    ids = sorted(candidates)
    more = f" and {len(ids) - _SHOWN} more" if len(ids) > _SHOWN else ""
    raise NotFound(f"{name} may be any of {', '.join(ids[:_SHOWN])}{more}; say which.")


def _candidates(store: Store, name: str, kinds: tuple[str, ...]) -> dict[str, Any]:
    """By telling, then name, then beginning of an id: the first way that finds something."""
    rows = store.rows
    ways: list[list[tuple[str, dict[str, Any]]]] = [
        [("event", {"touching": [("account", name)]})],
        [("party", {"touching": [("name", name.casefold())]})],
        [(kind, {"prefix": name}) for kind in kinds],
    ]
    for way in ways:
        found = {
            thing.id: thing for kind, how in way if kind in kinds for thing in rows(kind, **how)
        }
        if found:
            return found
    state = state_code(name)
    party = store.get("party", state) if state and "party" in kinds else None
    return {party.id: party} if party else {}


def state_code(name: str) -> str | None:
    """The code of a state by its code or name ("chn", "China"), or `None`."""
    from verbale.knowledge import states

    if re.fullmatch(r"[A-Za-z]{3}", name) and states.by_code(name.upper()):
        return name.upper()
    found = states.by_name(name)
    return found.code if found else None


def called(code: str, name: str) -> bool:
    """Whether `name` is a name of the state itself, and not of a town in it."""
    from verbale.knowledge import states

    found = states.by_code(code)
    return found is not None and name in (found.name, *found.names)


def state(name: str) -> str:
    """The code of a state; raises `NotFound` for no state's name."""
    code = state_code(name)
    if code is None:
        raise NotFound(
            f"There is no state called {name}; give its ISO 3166-1 code (USA, CHN) or its name."
        )
    return code


def day(text: str, *, last: bool = False) -> dt.date:
    """A day from "2023-06-18", "2023-06" or "2023": the first of it, or the last one.

    Raises `VerbaleError` for anything else.
    """
    match = re.fullmatch(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?", text.strip())
    try:
        if match is None:
            return {"today": dt.date.today(), "yesterday": dt.date.today() - dt.timedelta(1)}[
                text.strip().lower()
            ]
        year, month, number = (int(part) if part else None for part in match.groups())
        start = dt.date(year or 0, month or 1, number or 1)
        if not last or number:
            return start
        after = dt.date(start.year + 1, 1, 1) if not month else _next_month(start)
        return after - dt.timedelta(1)
    except (KeyError, ValueError, OverflowError) as error:
        raise VerbaleError(
            f"{text} is not a day: write 2023-06-18, 2023-06, 2023, today or yesterday."
        ) from error


def _next_month(day: dt.date) -> dt.date:
    return (day.replace(day=1) + dt.timedelta(32)).replace(day=1)
