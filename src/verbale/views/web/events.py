"""The page of one event: a sentence of a minute, its evidence, its accounts, its merge."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import msgspec

from verbale.record.corrections import SETTABLE
from verbale.records import Event, ReportEntry, Span
from verbale.views import words
from verbale.views.web import parts, shapes
from verbale.views.web.asked import Asked

if TYPE_CHECKING:
    from verbale.api import Record


#: Fields in the order in which an event is told.
_FIELDS = ("actors", "recipients", "date", "place", "venue", "occasion", "duration", "issues",
           "type", "mode", "status")  # fmt: skip


def event(record: Record, asked: Asked) -> shapes.EventPage:
    """One event, every field with its evidence."""
    found: Event = record.find(asked.name, "event")
    fields = []
    for field, spans in sorted(found.evidence.items(), key=_order):
        value = value_of(record, found, field)
        if value:
            fields.append(
                shapes.FieldRow(
                    field,
                    value,
                    found.rules.get(field),
                    _quoted(record, spans),
                )
            )
    statements = record.statements(event=found.id)
    return shapes.EventPage(
        event=found,
        line=parts.line(record, found),
        sentence=sentence(record, found),
        fields=tuple(fields),
        conflicts=tuple(parts.clash(record, c) for c in record.conflicts(about=found.id)),
        sides=tuple(parts.sides(record, statements, parts.states_of(record, found)[:2])),
        reports=tuple(parts.source_rows(record, found)),
        why=_why(record, found),
        plan=record.get("plan", found.id),
        settable=tuple(sorted(SETTABLE)),
    )


def _order(field: tuple[str, tuple[Span, ...]]) -> int:
    return _FIELDS.index(field[0]) if field[0] in _FIELDS else len(_FIELDS)


def _quoted(record: Record, spans: tuple[Span, ...], limit: int = 6) -> tuple[shapes.Evidence, ...]:
    """Spans in their sentences, of as many reports as there is room for; each sentence once."""
    seen: Counter[str] = Counter()
    ordered = []
    for span in spans:
        seen[span.report] += 1
        ordered.append((seen[span.report], span))
    found: dict[tuple[str, str, str], shapes.Evidence] = {}
    for _, span in sorted(ordered)[: 4 * limit]:
        one = parts.evidence(record, span)
        key = (one.before, one.words, one.after)
        if key in found:
            link = shapes.Link(one.source, one.href)
            one = msgspec.structs.replace(found[key], also=(*found[key].also, link))
        elif len(found) == limit:
            continue
        found[key] = one
    return tuple(found.values())


def value_of(record: Record, found: Event, field: str) -> str:
    """A field of an event in words."""
    value = getattr(found, field, None)
    if field in ("actors", "recipients"):
        return words.names(record, value or (), state=True)
    if field == "date":
        return words.dates(found.date)
    if field == "place":
        return words.where(found)
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return words.safe(str(value)) if value is not None else ""


def sentence(record: Record, found: Event) -> tuple[shapes.Phrase, ...]:
    """An event as a sentence of a minute; each phrase names the field that it puts in words."""
    phrase = shapes.Phrase
    when = words.dates(found.date)
    out = []
    if found.date.start or found.date.end:
        single = found.date.start == found.date.end
        out.append(phrase(f"On {when}" if single else when.capitalize(), "date"))
        out.append(phrase(", "))
    out.append(phrase(words.names(record, found.actors, state=True) or "somebody", "actors"))
    out.append(phrase(f" {_verb(found, words.noun(found))} ", "type"))
    if found.recipients:
        out.append(phrase(words.names(record, found.recipients, state=True), "recipients"))
    if found.place:
        out += [phrase(", in "), phrase(words.where(found), "place")]
    if found.venue:
        out += [phrase(", at "), phrase(words.safe(found.venue), "venue")]
    if found.occasion:
        out += [phrase(", on the occasion of "), phrase(words.safe(found.occasion), "occasion")]
    if found.duration:
        out += [phrase(", for "), phrase(length(found.duration), "duration")]
    out.append(phrase("."))
    if found.status not in ("occurred",):
        out += [phrase(" Status: "), phrase(found.status, "status"), phrase(".")]
    return tuple(out)


def _verb(found: Event, noun: str) -> str:
    done = words.done(found)
    if found.status in ("occurred", "ongoing"):
        return done
    lead = {
        "planned": "planned", "postponed": "postponed", "cancelled": "called off",
        "denied": "denied", "hypothetical": "might hold",
    }  # fmt: skip
    article = "an" if noun[0] in "aeiou" else "a"
    joiner = "to" if found.mode == "visit" else "with"
    tail = f" {joiner}" if found.recipients else ""
    return f"{lead.get(found.status, found.status)} {article} {noun}{tail}"


def length(duration: str) -> str:
    """An ISO 8601 duration in words: "PT6H" = "6 hours"."""
    units = {"Y": "year", "W": "week", "D": "day", "H": "hour", "M": "minute", "S": "second"}
    out, number, in_time = [], "", False
    for c in duration.lstrip("P"):
        if c == "T":
            in_time = True
        elif c.isdigit() or c == ".":
            number += c
        elif number:
            unit = "month" if c == "M" and not in_time else units.get(c, c)
            out.append(f"{number} {unit}" + ("" if number == "1" else "s"))
            number = ""
    return " ".join(out) or duration


def _why(record: Record, found: Event) -> tuple[str, ...]:
    """Why its tellings are one event: the features that joined each to the likest other."""
    if len(found.accounts) < 2 or len(found.accounts) > 12:
        return ()
    best: dict[str, str] = {}
    for a, b, likeness in record.tellings(found.id):
        if likeness.bars:
            continue
        points = ", ".join(f"{k} {v:+.1f}" for k, v in likeness.points.items())
        text = (
            f"“{_told(record, a.report, a.told.start, a.told.end)}” in {a.report} and "
            f"“{_told(record, b.report, b.told.start, b.told.end)}” in {b.report}: {points}"
        )
        for anchor in (a.anchor, b.anchor):
            best.setdefault(anchor, text)
    return tuple(dict.fromkeys(best.values()))


def _told(record: Record, report: str, start: int, end: int) -> str:
    found: ReportEntry | None = record.get("report", report)
    return words.safe(found.text[start:end]) if found else ""
