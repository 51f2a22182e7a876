"""Plans, followed to their outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from verbale.record.intervals import DONE
from verbale.records import Event, Plan

FOLLOWED = frozenset({"planned", "postponed", "cancelled"})


def follow(event: Event, today: dt.date | None, there: Collection[str] = ()) -> Plan | None:
    """What came of an event that some report had as a plan, or called off; `None` for another.

    `today` is the day of the latest report: a plan still open after its last day is overdue.
    `there`: reports of talks that show that a planned journey took place.
    """
    announced = [r for r, s in event.reported_status.items() if s in FOLLOWED]
    if event.type != "CONSULT" or not announced:
        return None
    confirmed = {r for r, s in event.reported_status.items() if s in DONE}
    outcome = {"occurred": "occurred", "ongoing": "occurred"}.get(event.status, event.status)
    if outcome not in ("occurred", "postponed", "cancelled"):
        outcome = "occurred" if there else "open"
        confirmed |= {*there}
    last = event.date.end
    return Plan(
        event=event.id,
        announced_in=tuple(sorted(announced)),
        outcome=outcome,
        overdue=bool(outcome == "open" and last and today and last < today),
        confirmed_in=tuple(sorted(confirmed)),
    )
