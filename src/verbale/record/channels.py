"""The lines of communication between two states, derived from the events."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from statistics import median

import msgspec

from verbale.knowledge import channels as ranks
from verbale.record.shelves import Shelves
from verbale.records import Channel, ChannelPoint, Event, Interval, Office, Party, Statement

_MILITARY = re.compile(r"\b(military|defen[cs]e|armed forces|theat(er|re) command)", re.IGNORECASE)
_LINE = re.compile(
    r"\b(hot ?lines?|(lines?|channels?) of communications?|communications? (lines?|channels?)|"
    r"(military|regular|direct|open|high-level|leader-level)[\w\s-]{0,20} communications?|"
    r"military-to-military|guard ?rails?|back ?channels?)\b",
    re.IGNORECASE,
)

Pair = tuple[str, str]


def line(
    pair: Pair,
    channel: str,
    held: Iterable[ChannelPoint],
    planned: Iterable[ChannelPoint],
    remarks: Sequence[str],
    today: dt.date | None,
) -> Channel:
    """One channel of a pair of states, from its contacts and the plans for others.

    A contact is a meeting, call or visit that took place. `today` is the day of the latest
    report. The usual gap is the median of the gaps between contacts, from three contacts on.
    How long the line has been silent is not told here: see :func:`silent`.
    """
    held = sorted(held, key=_last_day)
    dated = [point for point in held if point.date.end]
    coming = sorted((p for p in planned if not _past(p, today)), key=_first_day)
    gaps = _gaps(dated)
    return Channel(
        pair=pair,
        channel=channel,
        contacts=len(held),
        last=dated[-1] if dated else None,
        next=coming[0] if coming else None,
        typical_gap_days=float(median(gaps)) if len(gaps) > 1 else None,
        silent_days=None,
        remarks=tuple(remarks),
    )


def silent(channel: Channel, today: dt.date | None) -> Channel:
    """The channel with the days from its last contact to `today`, the day of the latest report."""
    end = channel.last.date.end if channel.last else None
    days = (today - end).days if end and today and today >= end else None
    return msgspec.structs.replace(channel, silent_days=days)


def today(shelves: Shelves) -> dt.date | None:
    """The day of the latest report of a record."""
    day = shelves.get("today", "")
    return dt.date.fromordinal(day) if day else None


def _past(point: ChannelPoint, today: dt.date | None) -> bool:
    return bool(point.date.end and today and point.date.end < today)


def _last_day(point: ChannelPoint) -> tuple[dt.date, dt.date, str]:
    return point.date.end or dt.date.min, point.date.start or dt.date.min, point.event


def _first_day(point: ChannelPoint) -> tuple[dt.date, dt.date, str]:
    return point.date.end or dt.date.max, point.date.start or dt.date.max, point.event


def _gaps(points: Iterable[ChannelPoint]) -> list[int]:
    days = sorted({p.date.end for p in points if p.date.end})
    return [(b - a).days for a, b in pairwise(days)]


def lines_of(event: Event, parties: Mapping[str, Party]) -> Iterable[tuple[Pair, str]]:
    """The pairs of states that an event brought together, and at which rank."""
    people: dict[str, list[Party]] = defaultdict(list)
    for party_id in (*event.actors, *event.recipients):
        party = parties[party_id]
        if party.state and len(party.state) == 3:
            people[party.state].append(party)
    for pair in combinations(sorted(people), 2):
        sides = [{_rank(p, event) for p in people[state] if p.kind == "person"} for state in pair]
        shared = [name for name in ranks.names() if all(name in side for side in sides)]
        yield (pair[0], pair[1]), shared[0] if shared else ranks.ENVOYS


def _rank(party: Party, event: Event) -> str:
    """The highest channel of the offices held on the day."""
    held = {ranks.of_title(o.title) for o in held_at(party, event.date)}
    return next((name for name in ranks.names() if name in held), ranks.ENVOYS)


def held_at(party: Party, date: Interval) -> list[Office]:
    """The offices that a person may have held at a time.

    Where the terms of some are known and cover it, only these: what a report calls somebody in
    passing may be another's office.
    """
    first, last = date.start or date.end, date.end or date.start
    fitting = [
        office
        for office in party.offices
        if not (office.start and last and last < office.start)
        and not (office.end and first and first > office.end)
    ]
    known = [office for office in fitting if office.start or office.end]
    return known or fitting


def of_the_line(statement: Statement) -> bool:
    """Whether a statement is about a line of communication itself."""
    return bool(_LINE.search(statement.text))


def pairs_of(event: Event, parties: Mapping[str, Party]) -> list[Pair]:
    """Each two of the states that take part in an event."""
    parts = (*event.actors, *event.recipients)
    return list(combinations(sorted({parties[p].state or "" for p in parts} - {""}), 2))


def remarks(
    statements: Iterable[Statement],
    events: Iterable[Event],
    parties: Mapping[str, Party],
    pairs: Container[Pair],
) -> dict[tuple[Pair, str], list[str]]:
    """Statements about the line itself, under the line that they speak of.

    `events`: all that the reports of the statements tell of. `pairs`: those that have a line.
    """
    by_report: dict[str, dict[Pair, int]] = defaultdict(lambda: defaultdict(int))
    by_event: dict[str, Pair] = {}
    for event in events:
        for a, b in pairs_of(event, parties):
            if (a, b) in pairs:
                by_event.setdefault(event.id, (a, b))
                for report in event.reports:
                    by_report[report][a, b] += 1
    out: dict[tuple[Pair, str], list[str]] = defaultdict(list)
    for statement in statements:
        if not of_the_line(statement):
            continue
        pair = by_event.get(statement.event or "")
        if pair is None:
            counts = by_report.get(statement.report)
            if not counts:
                continue
            pair = min(counts, key=lambda p: (-counts[p], p))
        channel = "defence" if _MILITARY.search(statement.text) else ranks.ENVOYS
        out[pair, channel].append(statement.id)
    return out
