"""Events as PLOVER and CAMEO code them, for the tables of those formats alone.

What we keep as a planned consultation is an AGREE there, dated to its announcement; talks that
were called off are a SANCTION. What was denied, put off or only might be is not coded. A
SANCTION, COOPERATE or AID without a recipient is not coded either (PLOVER manual 0.8).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from itertools import combinations, product
from typing import NamedTuple

from verbale.knowledge import plover
from verbale.records import Event
from verbale.views.formats.lookup import Lookup, bounds

#: What is planned -> the CAMEO code of intending it (03 and its subcodes).
_INTENT = {"CONSULT": "036", "SUPPORT": "032", "COOPERATE": "031", "AID": "033"}
#: CAMEO for halting negotiations.
_HALT = "164"
_NEEDS_RECIPIENT = frozenset({"COOPERATE", "AID", "SANCTION"})
#: Our own modes, which PLOVER leaves blank.
_OURS = frozenset({"meet"})


class Coded(NamedTuple):
    """An event in PLOVER's and CAMEO's terms, with the one day that these formats have."""

    event: Event
    type: str
    mode: str | None
    cameo: str
    goldstein: float
    day: dt.date


def coded(lookup: Lookup, event: Event, left: Counter[str]) -> Coded | None:
    """The event as it is coded, or `None`, with the reason counted in `left`."""
    kind, mode, cameo = event.type, event.mode, event.cameo
    if event.status in ("occurred", "ongoing"):
        span = bounds(event)
        # "by the day of the report": these formats date what has no date of its own to that day
        bound = event.date.end if event.date.start is None else None
        day = span[1] if span else bound
    elif event.status == "planned" and kind in _INTENT:
        kind, mode, cameo = "AGREE", None, _INTENT[kind]
        day = _told(lookup, event)
    elif event.status == "cancelled" and kind == "CONSULT":
        kind, mode, cameo = "SANCTION", "discontinue", _HALT
        day = _told(lookup, event)
    else:
        left[event.status] += 1
        return None
    if day is None:
        left["not dated to a month"] += 1
        return None
    if kind in _NEEDS_RECIPIENT and not event.recipients:
        left["without a recipient"] += 1
        return None
    mode = None if mode in _OURS else mode
    cameo = cameo or _root(kind)
    value = plover.goldstein(cameo)
    return Coded(event, kind, mode, cameo, value if value is not None else 0.0, day)


def _told(lookup: Lookup, event: Event) -> dt.date | None:
    """The day of the first report that gives an event the status that it has."""
    reports = [r for r, status in event.reported_status.items() if status == event.status]
    first = lookup.first(reports or event.reports)
    return first.published.start if first else None


def _root(kind: str) -> str:
    """The general CAMEO code of a PLOVER type: CONSULT 040; of two roots, that of words."""
    if kind == "ACCUSE":  # 09 is an investigation, 11 disapproval
        return "110"
    roots = (code for code, entry in plover.cameo().items() if kind in entry.plover)
    return f"{min(roots)}0"


def sides(event: Event) -> list[tuple[str | None, str | None]]:
    """Each actor with each recipient; those who did it together, two by two."""
    if event.actors and event.recipients:
        return list(product(event.actors, event.recipients))
    if len(event.actors) > 1:
        return list(combinations(event.actors, 2))
    return [
        (next(iter(event.actors), None), recipient) for recipient in event.recipients or (None,)
    ]


def pairs(lookup: Lookup, event: Event) -> set[tuple[str, str]]:
    """The pairs of states, sorted, between which an event is.

    Those who consult are all in touch with each other; else one side acts on the other, or
    those who act without a recipient do so together.
    """
    actors, recipients = lookup.states(event.actors), lookup.states(event.recipients)
    if event.type == "CONSULT" or not recipients:
        both = sorted({*actors, *recipients})
        found = list(combinations(both, 2))
    else:
        found = [(a, b) for a in actors for b in recipients if a != b]
    return {(min(pair), max(pair)) for pair in found}
