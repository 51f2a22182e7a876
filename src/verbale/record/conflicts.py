"""Where reports answer the same question with answers that cannot all be true.

Planned and then done is no conflict; neither are two different questions. Copies of one
passage are one voice: a conflict needs two.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Mapping, Sequence

from verbale.record.accounts import Account
from verbale.record.clues import clock_days
from verbale.record.dating import Dated
from verbale.record.intervals import intersect
from verbale.records import (
    About,
    Conflict,
    ConflictValue,
    Event,
    Extent,
    Interval,
    Reading,
    Span,
)

#: The fields of an event on which reports may disagree.
OF_EVENTS = ("status", "date", "place", "duration")
_CALLED_OFF = ("cancelled", "postponed")


def name(kind: str, id: str, field: str) -> str:
    """The id of a conflict, by the kind and id of what it is about, and the field."""
    return f"c{hashlib.blake2b(f'{kind} {id} {field}'.encode(), digest_size=6).hexdigest()}"


def conflict(
    about: About, field: str, values: Mapping[str, Sequence[tuple[str, Extent | None]]]
) -> Conflict:
    """A conflict: each value with the reports that tell it, and where."""
    return Conflict(
        id=name(about.kind, about.id, field),
        about=about,
        field=field,
        values=tuple(
            ConflictValue(
                value,
                tuple(sorted({report for report, _ in told})),
                tuple(sorted({Span(r, e.start, e.end) for r, e in told if e is not None})),
            )
            for value, told in sorted(values.items())
        ),
    )


def of_event(event: Event, accounts: Sequence[Account]) -> list[Conflict]:
    """Conflicts about one event's status, day, place and duration."""
    about = About("event", event.id)
    out = []
    statuses: dict[str, list[tuple[str, Extent | None]]] = defaultdict(list)
    days: dict[str, list[tuple[str, Extent | None]]] = defaultdict(list)
    places: dict[str, list[tuple[str, Extent | None]]] = defaultdict(list)
    lengths: dict[str, list[tuple[str, Extent | None]]] = defaultdict(list)
    for account in accounts:
        told = account.told
        if told.status in (*_CALLED_OFF, "denied", "occurred", "ongoing"):
            known = "occurred" if told.status == "ongoing" else told.status
            statuses[known].append((account.report, _words(account, "status")))
        if account.exact and account.dated_by.startswith("time:") and account.date.start:
            days[account.date.start.isoformat()].append((account.report, _words(account, "date")))
        if told.place is not None and told.place.kind in ("city", "venue"):
            places[told.place.name].append((account.report, _words(account, "place")))
        if told.duration:
            lengths[told.duration].append((account.report, _words(account, "duration")))
    for field, values in (
        ("status", statuses),
        ("date", days),
        ("place", places),
        ("duration", lengths),
    ):
        if len(values) > 1 and len({r for told in values.values() for r, _ in told}) > 1:
            out.append(conflict(about, field, values))
    return out


def _words(account: Account, field: str) -> Extent:
    """Where a field was read; the act's own words if nowhere else."""
    found = account.told.evidence.get(field)
    return found[0] if found else Extent(account.told.start, account.told.end)


def of_published(reading: Reading, known: Dated) -> Conflict | None:
    """A page's own clock, or any other clue that the surer ones contradict."""
    report_id, start, end = reading.report.id, known.interval.start, known.interval.end
    if start is None:
        return None
    values: dict[str, list[tuple[str, Extent | None]]] = defaultdict(list)
    for day, extent in clock_days(reading):
        if intersect(known.interval, Interval(day, day)) is None:
            values[day.isoformat()].append((report_id, extent))
    for clue in known.against:
        if clue.kind in ("stated", "text") and clue.interval.start is not None:
            at = Extent(clue.span.start, clue.span.end) if clue.span else None
            values[clue.interval.start.isoformat()].append((report_id, at))
    if not values:
        return None
    shown = start.isoformat() if end == start or end is None else f"{start}/{end}"
    values[shown] += [
        (clue.span.report, Extent(clue.span.start, clue.span.end))
        for clue in known.clues
        if clue.span is not None
    ] or [(report_id, None)]
    return conflict(About("report", report_id), "published", values)
