"""Search: full text and facets; the question stands in the address, so that a link keeps it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from verbale.store import Chosen
from verbale.views import words
from verbale.views.web import parts, shapes
from verbale.views.web.asked import FACETS, Asked, choice, chosen
from verbale.views.web.pages import SHOWN

if TYPE_CHECKING:
    from verbale.api import Record

#: Values of a facet that are offered.
_OFFERED = 8


def search(record: Record, asked: Asked) -> shapes.Search:
    """Full text and facets."""
    query = asked.query.get("q", "").strip()
    events = record.store.choose("event", choice(asked.query).where())
    facets = _facets(record, events, asked)
    found = events.newest(SHOWN, asked.start)
    others = []
    if query and not asked.start:
        for kind in ("report", "statement"):
            hits = record.search(query, kind, 12)
            others += [_hit(record, h.kind, h.id, h.title, h.snippet) for h in hits]
    return shapes.Search(
        query=query,
        chosen=chosen(asked.query),
        facets=facets,
        events=tuple(parts.line(record, e) for e in found),
        others=tuple(others),
        total=events.size,
        more=asked.more("/search", len(found), events.size),
    )


def _hit(record: Record, kind: str, id: str, title: str, snippet: str) -> shapes.Found:
    if kind == "report":
        return shapes.Found(kind, words.safe(title or id), parts.address("reports", id),
                            words.safe(snippet))  # fmt: skip
    statement = record.get("statement", id)
    href = f"{parts.address('reports', statement.report)}#at-{statement.start}" if statement else ""
    return shapes.Found(kind, words.safe(title) or "somebody", href, words.safe(snippet))


def _facets(
    record: Record, events: Chosen, asked: Asked
) -> tuple[tuple[str, tuple[shapes.Link, ...]], ...]:
    """For each facet the commonest values among what was found, as links that toggle them."""
    kept = chosen(asked.query)
    out = []
    for facet in FACETS:
        on = kept.get(facet)
        if facet == "pair":
            counts = [("-".join(pair), n) for pair, n in events.couples(_OFFERED)]
        elif facet == "period":
            counts = sorted(events.tally("year", 24), reverse=True)[:_OFFERED]
        else:
            counts = events.tally(facet, _OFFERED)
        if on and on not in dict(counts):
            counts.insert(0, (on, events.size))
        links = []
        for value, n in counts:
            query = {k: v for k, v in kept.items() if k != facet}
            if value != on:
                query[facet] = value
            links.append(shapes.Link(_shown(record, facet, value), "/search?" + urlencode(query),
                                     n, value == on))  # fmt: skip
        if links:
            out.append((facet, tuple(links)))
    return tuple(out)


def _shown(record: Record, facet: str, value: str) -> str:
    """A facet's value as people read it."""
    if facet == "pair":
        first, second = value.split("-")
        return parts.pair_name(record, (first, second))
    if facet == "state":
        return parts.state_name(record, value)
    if facet == "issue":
        return parts.issue_name(value)
    return value.lower() if facet == "type" else words.safe(value)
