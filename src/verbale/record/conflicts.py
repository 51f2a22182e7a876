"""Where reports answer the same question with answers that cannot all be true.

Planned and then done is no conflict; neither are two different questions. Copies of one
passage are one voice: a conflict needs two.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from verbale.record import numbers
from verbale.record.accounts import Account
from verbale.record.clues import clock_days
from verbale.record.dating import Dated
from verbale.record.intervals import DONE, intersect
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
OF_EVENTS = ("status", "date", "place", "duration", "number")
_CALLED_OFF = ("cancelled", "postponed")
# Value -> the reports that tell it, and where.
_Told = dict[str, list[tuple[str, Extent | None]]]


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


def of_event(
    event: Event, accounts: Sequence[Account], readings: Mapping[str, Reading]
) -> list[Conflict]:
    """Conflicts about one event's status, day, place, duration and numbers.

    What a plan said of day, place and length gives way to how the event is told once it took
    place: a plan may change.
    """
    told: dict[str, _Told] = {field: defaultdict(list) for field in OF_EVENTS}
    held = [a for a in accounts if a.told.status in DONE]
    for account in accounts:
        status = "occurred" if account.told.status == "ongoing" else account.told.status
        if status in (*_CALLED_OFF, "occurred") or (status == "denied" and _denies(account)):
            told["status"][status].append((account.report, _words(account, "status")))
    for account in held or accounts:
        for field, value in _answers(account):
            told[field][value].append((account.report, _words(account, field)))
    about = About("event", event.id)
    if len(event.reports) > 1:
        told["number"] = _numbers(held or accounts, readings)
    return [conflict(about, f, values) for f, values in told.items() if _contradicts(values)]


def _numbers(accounts: Sequence[Account], readings: Mapping[str, Reading]) -> _Told:
    """What is counted on which reports disagree: the first such thing."""
    things: dict[str, _Told] = defaultdict(lambda: defaultdict(list))
    for account in accounts:
        reading = readings[account.report]
        for thing, number, at in numbers.told_of(account, reading):
            things[thing][number].append((account.report, at))
    return next((things[t] for t in sorted(things) if _contradicts(things[t])), {})


def _answers(account: Account) -> Iterator[tuple[str, str]]:
    """Field and value of what an account says of day, place and length."""
    told = account.told
    if account.exact and account.dated_by.startswith("time:") and account.date.start:
        yield "date", account.date.start.isoformat()
    if told.place is not None and told.place.kind == "city":
        yield "place", told.place.name
    if told.duration:
        yield "duration", told.duration


def _denies(account: Account) -> bool:
    """Whether an account says that the act was not: "the meeting did not go well" does not."""
    return account.told.frame.partition("/")[2][:1] == "v"


def _contradicts(values: _Told) -> bool:
    """Whether two reports have no answer in common; one that gives several contradicts nobody
    who gives one of them."""
    given: dict[str, set[str]] = defaultdict(set)
    for value, told in values.items():
        for report, _ in told:
            given[report].add(value)
    return any(not a & b for a, b in combinations(given.values(), 2))


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
