"""Search: full text and facets; the question stands in the address."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from verbale.errors import NotFound
from verbale.records import Event
from verbale.views import words
from verbale.views.web import parts, shapes

if TYPE_CHECKING:
    from verbale.api import Record

SHOWN = 60
FACETS = ("pair", "type", "status", "issue", "outlet", "period")


def search(record: Record, asked: Mapping[str, str]) -> shapes.Search:
    """Full text and facets; the question stands in the address."""
    query = asked.get("q", "").strip()
    chosen = {f: asked[f] for f in FACETS if asked.get(f)}
    since, until = _day(asked.get("since")), _day(asked.get("until"))
    if "period" in chosen:
        since, until = _period(chosen["period"])
    pair = parts.as_pair(chosen["pair"]) if "pair" in chosen else None
    events = record.events(
        between=pair, since=since, until=until, type=chosen.get("type"),
        status=chosen.get("status"), issue=chosen.get("issue"),
    )  # fmt: skip
    others: list[shapes.Found] = []
    if query:
        hits = record.search(query, limit=500)
        ids = {h.id for h in hits if h.kind == "event"}
        told = {h.id for h in hits if h.kind == "report"}
        events = [e for e in events if e.id in ids or told & set(e.reports)]
        others = [_hit(record, h.kind, h.id, h.title, h.snippet) for h in hits
                  if h.kind in ("report", "statement")][:30]  # fmt: skip
    if "outlet" in chosen:
        from_outlet = {r.id for r in record.reports(outlet=chosen["outlet"])}
        events = [e for e in events if from_outlet & set(e.reports)]
    facets = _facets(record, events, query, chosen)
    ordered = parts.newest(events)
    start = max(0, int(asked.get("from", "0"))) if asked.get("from", "0").isdigit() else 0
    more = None
    if len(ordered) > start + SHOWN:
        more = "/search?" + urlencode({**_kept(asked), "from": str(start + SHOWN)})
    return shapes.Search(
        query=query,
        chosen=chosen,
        facets=facets,
        events=tuple(parts.line(record, e) for e in ordered[start : start + SHOWN]),
        others=tuple(others),
        total=len(ordered),
        more=more,
    )


def _kept(asked: Mapping[str, str]) -> dict[str, str]:
    return {k: v for k, v in asked.items() if k in (*FACETS, "q", "since", "until") and v}


def _day(text: str | None) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        raise NotFound(f"“{text}” is no day; write it as 2023-06-18.") from None


def _period(text: str) -> tuple[dt.date, dt.date]:
    """ "2023" or "2023-06" -> its first and last day."""
    try:
        year, _, month = text.partition("-")
        first = dt.date(int(year), int(month or 1), 1)
        last_month = int(month or 12)
        last = dt.date(int(year), last_month, calendar.monthrange(int(year), last_month)[1])
    except ValueError:
        raise NotFound(f"“{text}” is no year or month; write 2023 or 2023-06.") from None
    return first, last


def _hit(record: Record, kind: str, id: str, title: str, snippet: str) -> shapes.Found:
    if kind == "report":
        return shapes.Found(kind, words.safe(title or id), parts.address("reports", id),
                            words.safe(snippet))  # fmt: skip
    statement = record.get("statement", id)
    href = f"{parts.address('reports', statement.report)}#at-{statement.start}" if statement else ""
    return shapes.Found(kind, words.safe(title), href, words.safe(snippet))


def _facets(
    record: Record, events: list[Event], query: str, chosen: Mapping[str, str]
) -> tuple[tuple[str, tuple[shapes.Link, ...]], ...]:
    """For each facet the commonest values among what was found, as links that toggle them."""
    counts: dict[str, Counter[str]] = {f: Counter() for f in FACETS}
    outlets = {r.id: r.outlet for r in record.reports()} if len(events) < 2000 else {}
    for e in events:
        states = sorted(parts.states_of(record, e))[:5]
        for i, a in enumerate(states):
            counts["pair"].update(f"{a}-{b}" for b in states[i + 1 :])
        counts["type"][e.type] += 1
        counts["status"][e.status] += 1
        counts["issue"].update(e.issues)
        counts["outlet"].update({o for r in e.reports if (o := outlets.get(r))})
        day = e.date.end or e.date.start
        if day:
            counts["period"][str(day.year)] += 1
    out = []
    for facet, found in counts.items():
        links = []
        for value, n in found.most_common(8):
            on = chosen.get(facet) == value
            asked = {**chosen, "q": query} if query else dict(chosen)
            if on:
                asked.pop(facet)
            else:
                asked[facet] = value
            links.append(shapes.Link(value, "/search?" + urlencode(asked), n, on))
        if links:
            out.append((facet, tuple(links)))
    return tuple(out)
