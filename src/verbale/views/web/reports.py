"""The page of one report: its text with all that was read in it, how it was dated, its copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.records import Event, Interval, ReportEntry, Span
from verbale.views import words
from verbale.views.web import marking, parts, shapes
from verbale.views.web.asked import Asked
from verbale.views.web.events import value_of
from verbale.views.web.marking import Mark, shown
from verbale.views.web.versions import versions

if TYPE_CHECKING:
    from verbale.api import Record

#: Outlets that a passage names as carrying it, too.
_NAMED = 4


def report(record: Record, asked: Asked) -> shapes.ReportPage:
    """One report: its text with everything that was read in it marked."""
    found: ReportEntry = record.find(asked.name, "report")
    events = record.events(report=found.id, rejected=True)
    pieces = marking.pieces(found.text)
    number = _part(asked, len(pieces))
    low, high = pieces[number]
    last = number == len(pieces) - 1
    places = {e.id: _place(e, found.id) for e in events}
    events = [e for e in events if low <= places[e.id] < high or (last and places[e.id] >= high)]
    events.sort(key=lambda e: (places[e.id], e.id))  # in step with the text
    statements = [s for s in record.statements(report=found.id) if low <= s.start < high]
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
        told = f"said by {who.text if who else words.safe(s.speaker_text or 'somebody')}"
        marks.append(Mark(s.start, s.end, "statement", told, f"#{s.id}"))
    group = record.get("copy", found.copy_group) if found.copy_group else None
    names = {r: parts.source(record.get("report", r), r) for r in (group.reports if group else ())}
    for passage in group.passages if group else ():
        others = dict.fromkeys(names[s.report] for s in passage if s.report != found.id)
        told = f"also in {words.listed(list(others), _NAMED)}"
        marks += [Mark(s.start, s.end, "copied", told) for s in passage if s.report == found.id]
    because = found.published.because
    newer, older = found.replaced_by, found.updates
    return shapes.ReportPage(
        report=msgspec.structs.replace(found, text=""),
        title=parts.entitled(found, 200),
        source=parts.source(found, found.id) if found.outlet or found.agency else _day(found),
        paragraphs=marking.runs(found.text, marks, (low, high)),
        because=tuple(_within(parts.evidence(record, b)) for b in because if isinstance(b, Span)),
        sentences=tuple(shown(b) for b in because if isinstance(b, str)),
        events=tuple(parts.line(record, e) for e in events),
        statements=tuple(
            msgspec.structs.replace(parts.said(record, s), source="", date="") for s in statements
        ),
        copies=tuple(_copies(record, found)),
        conflicts=tuple(parts.clash(record, c) for c in record.conflicts(about=found.id)),
        replaced_by=parts.report_link(record, newer, titled=True) if newer else None,
        updates=parts.report_link(record, older, titled=True) if older else None,
        updated_by=tuple(
            parts.report_link(record, other.id, titled=True)
            for other in record.store.rows("report", touching=[("updates", found.id)])
        ),
        versions=versions(record, found),
        start=low,
        end=high,
        parts=tuple(
            shapes.Link(
                f"{i + 1}", parts.address("reports", found.id) + f"?part={i + 1}", on=i == number
            )
            for i in range(len(pieces))
        )
        if len(pieces) > 1
        else (),
    )


def _part(asked: Asked, count: int) -> int:
    """Which page of a long text is asked for."""
    given = asked.query.get("part", "1")
    number = int(given) if given.isascii() and given.isdigit() and len(given) < 6 else 1
    return min(max(number, 1), count) - 1


def _within(one: shapes.Evidence) -> shapes.Evidence:
    """Evidence from the text that stands beside it."""
    return msgspec.structs.replace(one, source="in the text")


def _day(found: ReportEntry) -> str:
    published = found.published
    return words.dates(Interval(published.start, published.end))


def _place(event: Event, report: str) -> int:
    """Where a report first tells of an event."""
    spans = event.evidence.get("type", ())
    return min((span.start for span in spans if span.report == report), default=1 << 40)


def _copies(record: Record, report: ReportEntry) -> list[shapes.CopyRow]:
    """The other reports of its copy, and which has it from which."""
    ways = {frozenset((d.source, d.copy)): d for d in record.directions(report.id)}
    held = record.reports(copy_group=report.copy_group) if report.copy_group else ()
    return [
        parts.copied(record, other.id, report.id, ways.get(frozenset((other.id, report.id))))
        for other in held
        if other.id != report.id
    ]
