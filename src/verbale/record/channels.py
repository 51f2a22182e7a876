"""The lines of communication between two states, derived from the events."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, pairwise
from statistics import median

from verbale.knowledge import channels as ranks
from verbale.records import Channel, ChannelPoint, Event, Party, Statement

_MILITARY = re.compile(r"\b(military|defen[cs]e|armed forces|theat(er|re) command)", re.IGNORECASE)
_LINE = re.compile(
    r"\b(hot ?lines?|(lines?|channels?) of communications?|communications? (lines?|channels?)|"
    r"(military|regular|direct|open|high-level|leader-level)[\w\s-]{0,20} communications?|"
    r"military-to-military|guard ?rails?|back ?channels?)\b",
    re.IGNORECASE,
)

Pair = tuple[str, str]


def derive(
    events: Sequence[Event],
    statements: Iterable[Statement],
    parties: Mapping[str, Party],
    today: dt.date | None,
) -> tuple[Channel, ...]:
    """Every channel of every pair of states that has had or plans a contact.

    A contact is a meeting, call or visit that took place. `today` is the day of the latest
    report. The usual gap is the median of the gaps between contacts, from three contacts on.
    """
    contacts: dict[tuple[Pair, str], list[Event]] = defaultdict(list)
    ahead: dict[tuple[Pair, str], list[Event]] = defaultdict(list)
    pairs: set[Pair] = set()
    for event in events:
        if event.type != "CONSULT" or event.review == "rejected":
            continue
        for pair, channel in lines_of(event, parties):
            pairs.add(pair)
            if event.status in ("occurred", "ongoing"):
                contacts[pair, channel].append(event)
            elif event.status == "planned" and not _past(event, today):
                ahead[pair, channel].append(event)
    remarks = _remarks(statements, events, parties, pairs)
    out = []
    for pair in sorted(pairs):
        for channel in ranks.names():
            held = sorted(contacts[pair, channel], key=_last_day)
            coming = sorted(ahead[pair, channel], key=_first_day)
            dated = [e for e in held if e.date.end]
            last = dated[-1] if dated else None
            gaps = _gaps(dated)
            out.append(
                Channel(
                    pair=pair,
                    channel=channel,
                    contacts=len(held),
                    last=ChannelPoint(last.id, last.date) if last else None,
                    next=ChannelPoint(coming[0].id, coming[0].date) if coming else None,
                    typical_gap_days=float(median(gaps)) if len(gaps) > 1 else None,
                    silent_days=(today - last.date.end).days
                    if last and last.date.end and today and today >= last.date.end
                    else None,
                    remarks=tuple(remarks[pair, channel]),
                )
            )
    return tuple(out)


def _past(event: Event, today: dt.date | None) -> bool:
    return bool(event.date.end and today and event.date.end < today)


def _last_day(event: Event) -> tuple[dt.date, dt.date, str]:
    end = event.date.end or dt.date.min
    return end, event.date.start or dt.date.min, event.id


def _first_day(event: Event) -> tuple[dt.date, dt.date, str]:
    return event.date.end or dt.date.max, event.date.start or dt.date.max, event.id


def _gaps(events: Sequence[Event]) -> list[int]:
    days = sorted({e.date.end for e in events if e.date.end})
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
    held = {
        ranks.of_title(o.title)
        for o in party.offices
        if not (o.start and event.date.end and event.date.end < o.start)
        and not (o.end and event.date.start and event.date.start > o.end)
    }
    return next((name for name in ranks.names() if name in held), ranks.ENVOYS)


def _remarks(
    statements: Iterable[Statement],
    events: Iterable[Event],
    parties: Mapping[str, Party],
    pairs: set[Pair],
) -> dict[tuple[Pair, str], list[str]]:
    """Statements about the line itself, under the line that they speak of."""
    by_report: dict[str, dict[Pair, int]] = defaultdict(lambda: defaultdict(int))
    by_event: dict[str, Pair] = {}
    for event in events:
        states = sorted({parties[p].state or "" for p in (*event.actors, *event.recipients)} - {""})
        for a, b in combinations(states, 2):
            if (a, b) in pairs:
                by_event.setdefault(event.id, (a, b))
                for report in event.reports:
                    by_report[report][a, b] += 1
    out: dict[tuple[Pair, str], list[str]] = defaultdict(list)
    for statement in statements:
        if not _LINE.search(statement.text):
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
