"""Where reports answer the same question with answers that cannot all be true.

Planned and then done is no conflict; neither are two different questions. Copies of one
passage are one voice: a conflict needs two.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from verbale.record.accounts import Account
from verbale.record.clues import clock_days
from verbale.record.dating import Dated
from verbale.record.identity import Roll, normal, rivals, same_office
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

_CALLED_OFF = ("cancelled", "postponed")


def _conflict(
    about: About, field: str, values: Mapping[str, Sequence[tuple[str, Extent | None]]]
) -> Conflict:
    digest = hashlib.blake2b(f"{about.kind} {about.id} {field}".encode(), digest_size=6)
    return Conflict(
        id=f"c{digest.hexdigest()}",
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
            out.append(_conflict(about, field, values))
    return out


def _words(account: Account, field: str) -> Extent:
    """Where a field was read; the act's own words if nowhere else."""
    found = account.told.evidence.get(field)
    return found[0] if found else Extent(account.told.start, account.told.end)


def of_offices(
    party_ids: Iterable[str],
    readings: Mapping[str, Reading],
    roll: Roll,
    published: Mapping[str, Interval],
) -> list[Conflict]:
    """An office that a report gives to somebody who, by the tables, held another then.

    Only where other reports of the record have the office that the tables hold, and the two
    are of one rank: "Foreign Minister" against "Secretary of State".
    """
    out = []
    for party_id in party_ids:
        terms = roll.offices.terms(party_id)
        if not terms:
            continue
        told: dict[str, list[tuple[str, Extent | None]]] = defaultdict(list)
        right = wrong = False
        for report, _, office in roll.told_offices(party_id):
            if office.former:
                continue
            when = published.get(report, Interval())
            held = [t for t in terms if intersect(Interval(t.start, t.end), when) is not None]
            known = any(same_office(t.title, office.title) for t in held)
            if known:
                right = True
            elif any(rivals(t.title, office.title) for t in held):
                wrong = True
            else:
                continue
            told[normal(office.title)].append((report, office.at))
        if right and wrong:
            texts = {_as_told(places, readings): places for places in told.values()}
            out.append(_conflict(About("party", party_id), "office", texts))
    return out


def _as_told(places: Sequence[tuple[str, Extent | None]], readings: Mapping[str, Reading]) -> str:
    """An office in the words most used for it."""
    words = Counter(readings[r].report.text[e.start : e.end] for r, e in places if e is not None)
    return min(words, key=lambda w: (-words[w], w))


def of_published(readings: Mapping[str, Reading], dated: Mapping[str, Dated]) -> list[Conflict]:
    """A page's own clock, or any other clue that the surer ones contradict."""
    out = []
    for report_id in sorted(readings):
        known = dated[report_id]
        start = known.interval.start
        if start is None:
            continue
        values: dict[str, list[tuple[str, Extent | None]]] = defaultdict(list)
        for day, extent in clock_days(readings[report_id]):
            if intersect(known.interval, Interval(day, day)) is None:
                values[day.isoformat()].append((report_id, extent))
        for clue in known.against:
            if clue.kind in ("stated", "text") and clue.interval.start is not None:
                at = Extent(clue.span.start, clue.span.end) if clue.span else None
                values[clue.interval.start.isoformat()].append((report_id, at))
        if not values:
            continue
        end = known.interval.end
        shown = start.isoformat() if end == start or end is None else f"{start}/{end}"
        values[shown] += [
            (clue.span.report, Extent(clue.span.start, clue.span.end))
            for clue in known.clues
            if clue.span is not None
        ] or [(report_id, None)]
        out.append(_conflict(About("report", report_id), "published", values))
    return out
