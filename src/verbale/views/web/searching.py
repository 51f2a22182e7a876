"""Search: full text and facets; the question stands in the address, so that a link keeps it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from verbale.store import Chosen, match
from verbale.views import words
from verbale.views.web import parts, shapes
from verbale.views.web.asked import FACETS, Asked, choice, chosen
from verbale.views.web.pages import SHOWN

if TYPE_CHECKING:
    from verbale.api import Record

#: Letters of a word that are shown in a snippet.
_WORD = 60
_ENDLESS = re.compile(rf"[^\s«»]{{{_WORD + 1},}}")
#: Values of a facet that are offered.
_OFFERED = 8
#: What a facet is called.
FACET_NAMES = {"pair": "between", "period": "year"}
#: Facets that are counted as they stand.
_PLAIN = frozenset({"state", "type", "status", "issue", "outlet"})


def search(record: Record, asked: Asked) -> shapes.Search:
    """Full text and facets."""
    query = asked.query.get("q", "").strip()
    wanted = choice(asked.query)
    events = record.store.choose("event", wanted.where())
    facets = _facets(record, _counts(events), events.size, asked)
    found = events.newest(SHOWN, asked.start)
    others = []
    if query and not asked.start:
        told = len(chosen(asked.query)) > 1
        for kind in ("report", "statement"):
            among = events.worded(match(query), kind, told=told)
            found_in = record.store.search(query, kind, 12, among)
            hits = {h.snippet: h for h in reversed(found_in)}  # copies once
            others += [_hit(record, h.kind, h.id, h.snippet) for h in reversed(hits.values())]
    return shapes.Search(
        query=words.safe(query),
        chosen=chosen(asked.query),
        facets=facets,
        events=tuple(parts.line(record, e) for e in found),
        others=tuple(others),
        total=events.size,
        more=asked.more("/search", len(found), events.size),
    )


def _hit(record: Record, kind: str, id: str, snippet: str) -> shapes.Found:
    if kind == "report":
        report = record.get("report", id)
        title = parts.entitled(report, 100) if report else id
        told = parts.source(report, id) if report and (report.outlet or report.agency) else ""
        return shapes.Found(kind, title, parts.address("reports", id), _cut(snippet), told)
    statement = record.get("statement", id)
    found = parts.said(record, statement)
    who = found.speaker.text if found.speaker else "somebody"
    return shapes.Found(kind, who, found.href, _cut(snippet), found.source)


def _cut(snippet: str) -> str:
    """A snippet without what would turn it, and without words as long as a page."""
    return _ENDLESS.sub(lambda match: match[0][:_WORD] + "…", words.safe(snippet))


def _facets(
    record: Record, counts: dict[str, list[tuple[str, int]]], size: int, asked: Asked
) -> tuple[tuple[str, tuple[shapes.Link, ...]], ...]:
    """For each facet the commonest values among what was found, as links that toggle them."""
    kept = chosen(asked.query)
    out = []
    for facet, found in counts.items():
        on = kept.get(facet)
        lead = [(on, size)] if on and on not in dict(found) else []
        links = []
        for value, n in [*lead, *found]:
            query = {k: v for k, v in kept.items() if k != facet}
            if value != on:
                query[facet] = value
            links.append(shapes.Link(_shown(record, facet, value), "/search?" + urlencode(query),
                                     n, value == on))  # fmt: skip
        if links:
            out.append((FACET_NAMES.get(facet, facet), tuple(links)))
    return tuple(out)


def _counts(events: Chosen) -> dict[str, list[tuple[str, int]]]:
    """How many of the events have each of the commonest values of a facet."""
    found = {facet: events.tally(facet, _OFFERED) for facet in FACETS if facet in _PLAIN}
    couples = [("-".join(pair), n) for pair, n in events.couples(_OFFERED)]
    years = sorted(events.tally("year", 24), reverse=True)[:_OFFERED]
    return {f: {"pair": couples, "period": years}.get(f) or found.get(f, []) for f in FACETS}


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
