"""GraphML: states, persons and organizations, joined by their contacts, for Gephi or networkx.

Edges of the relation "contact" join states with states and persons with persons of another
state, weighted by how many talks that took place they had; "acts-for" leads from a person to a
state.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from itertools import combinations
from pathlib import Path
from typing import Any

from verbale.knowledge import states
from verbale.records import Event
from verbale.views.formats.lookup import Lookup
from verbale.views.formats.selection import Selection, Written
from verbale.views.formats.target import needing
from verbale.views.plots import middle


def write(lookup: Lookup, path: Path, chosen: Selection) -> Written:
    """Write the graph."""
    with needing("networkx", "export", "GraphML"):
        import networkx
    graph: networkx.Graph[str] = networkx.Graph()
    met, left = _contacts(lookup, chosen.events)
    members = sorted({party for pair in met for party in pair})
    for id in members:
        graph.add_node(id, **_node(lookup, id))
    for (a, b), events in sorted(met.items()):
        graph.add_edge(a, b, **_edge(lookup, events))
    for id in members:
        state = lookup.state(id)
        if state and state != id and state in graph:
            graph.add_edge(id, state, relation="acts-for", weight=0)
    networkx.write_graphml_xml(graph, path, encoding="utf-8", prettyprint=True)
    return Written({"nodes": len(graph), "edges": graph.number_of_edges()}, left)


def _contacts(
    lookup: Lookup, events: list[Event]
) -> tuple[dict[tuple[str, str], list[Event]], dict[str, int]]:
    met: dict[tuple[str, str], list[Event]] = defaultdict(list)
    left = 0
    for event in events:
        if event.type != "CONSULT" or event.status not in ("occurred", "ongoing"):
            left += 1
            continue
        parties = (*event.actors, *event.recipients)
        people = sorted({p for p in parties if p != lookup.state(p)})
        joined = list(combinations(sorted(lookup.states(parties)), 2))
        for a, b in combinations(people, 2):
            if lookup.state(a) is None or lookup.state(a) != lookup.state(b):
                joined.append((a, b))
        for pair in joined:
            met[pair].append(event)
    return met, {"no contact that took place": left} if left else {}


def _node(lookup: Lookup, id: str) -> dict[str, Any]:
    party = lookup.party(id)
    state = lookup.state(id)
    known = states.by_code(state) if state else None
    found: dict[str, Any] = {
        "label": known.name if known and state == id else lookup.name(id),
        "kind": party.kind if party else "state",
        "state": state,
        "sector": party.sector if party else None,
        "title": party.offices[-1].title if party and party.offices else None,
    }
    if known and state == id:
        found |= {"latitude": known.latitude, "longitude": known.longitude}
    return {name: value for name, value in found.items() if value is not None}


def _edge(lookup: Lookup, events: list[Event]) -> dict[str, Any]:
    days: list[dt.date] = sorted(day for event in events if (day := middle(event.date)))
    found: dict[str, Any] = {
        "relation": "contact",
        "weight": len(events),
        "reports": len({report for event in events for report in event.reports}),
    }
    return found | ({"first": str(days[0]), "last": str(days[-1])} if days else {})
