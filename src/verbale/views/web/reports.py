"""The page of one report: its text with all that was read in it, how it was dated, its copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.records import Event, ReportEntry, Span
from verbale.views import words
from verbale.views.web import parts, shapes
from verbale.views.web.asked import Asked
from verbale.views.web.events import value_of
from verbale.views.web.marking import Mark, runs, shown

if TYPE_CHECKING:
    from verbale.api import Record


def report(record: Record, asked: Asked) -> shapes.ReportPage:
    """One report: its text with everything that was read in it marked."""
    found: ReportEntry = record.find(asked.name, "report")
    events = record.events(report=found.id, rejected=True)
    events.sort(key=lambda e: (_place(e, found.id), e.id))  # in step with the text
    statements = record.statements(report=found.id)
    marks = [Mark(e.start, e.end, "furniture", "page furniture") for e in found.boilerplate]
    marks += [Mark(e.start, e.end, "caption", "caption") for e in found.captions]
    for e in events:
        for field, spans in e.evidence.items():
            for span in spans:
                if span.report == found.id and field in ("type", "actors", "recipients", "place",
                                                         "date", "status"):  # fmt: skip
                    kind = {"type": "act", "status": "act", "date": "time"}.get(field, "party")
                    kind = "place" if field == "place" else kind
                    title = f"{field}: {value_of(record, e, field)}"
                    href = parts.address("events", e.id)
                    marks.append(Mark(span.start, span.end, kind, title, href))
    for s in statements:
        who = parts.party_link(record, s.speaker)
        marks.append(Mark(s.start, s.end, "statement", f"said by {who.text if who else '?'}"))
    group = record.get("copy", found.copy_group) if found.copy_group else None
    for passage in group.passages if group else ():
        others = ", ".join(s.report for s in passage if s.report != found.id)
        marks += [
            Mark(s.start, s.end, "copied", f"also in {others}")
            for s in passage
            if s.report == found.id
        ]
    because = found.published.because
    return shapes.ReportPage(
        report=found,
        title=words.safe(found.title or found.id),
        source=words.reference(found, found.id),
        paragraphs=runs(found.text, marks),
        because=tuple(parts.evidence(record, b) for b in because if isinstance(b, Span)),
        sentences=tuple(shown(b) for b in because if isinstance(b, str)),
        events=tuple(parts.line(record, e) for e in events),
        statements=tuple(
            msgspec.structs.replace(parts.said(record, s), source="in the text") for s in statements
        ),
        copies=tuple(_copies(record, found)),
        conflicts=tuple(parts.clash(record, c) for c in record.conflicts(about=found.id)),
    )


def _place(event: Event, report: str) -> int:
    """Where a report first tells of an event."""
    spans = event.evidence.get("type", ())
    return min((span.start for span in spans if span.report == report), default=1 << 40)


def _copies(record: Record, report: ReportEntry) -> list[shapes.CopyRow]:
    """The other reports of its copy, and which has it from which."""
    rows = []
    directions = {frozenset((d.source, d.copy)): d for d in record.directions(report.id)}
    for other in record.reports(copy_group=report.copy_group) if report.copy_group else ():
        if other.id == report.id:
            continue
        found = directions.get(frozenset((other.id, report.id)))
        way = None if found is None else "source" if found.source == other.id else "copy"
        link = parts.report_link(record, other.id)
        rows.append(shapes.CopyRow(link, way, found.because if found else None))
    return rows
