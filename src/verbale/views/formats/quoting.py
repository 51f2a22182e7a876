"""The sentences that an event was read from, with their sources, as plain text."""

from __future__ import annotations

from collections.abc import Iterable

from verbale.records import Event, Span
from verbale.views import words
from verbale.views.formats.lookup import Lookup


def places(event: Event, limit: int) -> list[Span]:
    """Where the words of the act stand, the first of each report before the second of any."""
    seen: dict[str, int] = {}
    ranked = []
    for span in event.evidence.get("type", ()):
        rank = seen[span.report] = seen.get(span.report, 0) + 1
        ranked.append((rank, span))
    return [span for _, span in sorted(ranked, key=lambda item: item[0])[:limit]]


def distinct(lookup: Lookup, spans: Iterable[Span]) -> list[Span]:
    """The first span of each sentence."""
    found: dict[tuple[str, int], Span] = {}
    for span in spans:
        report = lookup.report(span.report)
        start = words.sentence(report.text, span)[0] if report else span.start
        found.setdefault((span.report, start), span)
    return list(found.values())


def quotations(lookup: Lookup, event: Event, limit: int = 3) -> list[str]:
    """ "“They met in Oslo.” — Midland Post, 5 Nov 2022, scholz-xi": a sentence of each report."""
    found = []
    for span in distinct(lookup, places(event, limit)):
        told = words.quote(lookup.report(span.report), span)
        found.append(f"“{told.before}{told.words}{told.after}” — {told.source}")
    return found
