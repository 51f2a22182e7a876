"""Plans, followed to their outcome."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from verbale.records import Event, Interval, Plan

FOLLOWED = frozenset({"planned", "postponed", "cancelled"})


def follow(
    events: Iterable[Event], published: Mapping[str, Interval], today: dt.date | None
) -> tuple[Plan, ...]:
    """Every event that some report had as a plan, or called off, with what came of it.

    `today` is the day of the latest report: a plan still open after its last day is overdue.
    """
    plans = []
    for event in events:
        if event.type != "CONSULT":
            continue
        announced = [r for r, s in event.reported_status.items() if s in FOLLOWED]
        if not announced:
            continue
        confirmed = [r for r, s in event.reported_status.items() if s in ("occurred", "ongoing")]
        outcome = {"occurred": "occurred", "ongoing": "occurred"}.get(event.status, event.status)
        if outcome not in ("occurred", "postponed", "cancelled"):
            outcome = "open"
        last = event.date.end
        plans.append(
            Plan(
                event=event.id,
                announced_in=tuple(sorted(announced)),
                outcome=outcome,
                overdue=bool(outcome == "open" and last and today and last < today),
                confirmed_in=tuple(sorted(confirmed)),
            )
        )
    return tuple(sorted(plans, key=lambda p: p.event))
