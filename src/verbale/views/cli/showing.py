"""One thing at a time: its fields, and under each the words that it was read from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from verbale.records import (
    Conflict,
    Event,
    Extent,
    Interval,
    Party,
    ReportEntry,
    Span,
    Statement,
)
from verbale.views import readouts as accounts
from verbale.views import words
from verbale.views.tables import Column, Page, table

if TYPE_CHECKING:
    from verbale.api import Record
    from verbale.record.revised import Revision

#: Quotations under one field; more are counted.
_QUOTES = 3
_EVENTS = 25
# What shows that another has its copy from this report.
_HOW_BY = {"credited": "credits this one", "earlier": "later", "fuller": "shorter"}


def show(record: Record, thing: Any) -> None:
    """Print an event, report, party, statement or conflict."""
    page = Page()
    if isinstance(thing, Event):
        _event(page, record, thing)
    elif isinstance(thing, ReportEntry):
        _report(page, record, thing)
    elif isinstance(thing, Party):
        _party(page, record, thing)
    elif isinstance(thing, Statement):
        page.title(f"Statement {thing.id}")
        _statement(page, record, thing)
    elif isinstance(thing, Conflict):
        page.title(f"Conflict {thing.id}")
        _conflicts(page, record, [thing])


def _event(page: Page, record: Record, event: Event) -> None:
    page.title(f"{words.SIGNS.get(event.status, '?')} {words.headline(record, event)}")
    page.text(f"{event.id} · {words.sources(event)}" + _reviewed(event), "dim")
    place = words.where(event) if event.place else None
    fields = {
        "type": event.type,
        "mode": event.mode,
        "cameo": event.cameo and f"{event.cameo} (Goldstein {event.goldstein:+g})"
        if event.goldstein is not None
        else event.cameo,
        "contexts": ", ".join(event.contexts),
        "actors": words.names(record, event.actors, state=True),
        "recipients": words.names(record, event.recipients, state=True),
        "date": words.dates(event.date) if event.date.start or event.date.end else None,
        "place": place,
        "venue": event.venue,
        "occasion": event.occasion,
        "duration": event.duration,
        "issues": ", ".join(event.issues),
        "status": event.status,
    }
    shown = set()
    for name, value in fields.items():
        if value:
            page.field(name, value, _rule(event, name))
            _evidence(page, record, event.evidence.get(name, ()))
            shown.add(name)
    for name in sorted(event.evidence.keys() - fields.keys()):
        page.field(name, "", _rule(event, name))
        _evidence(page, record, event.evidence[name])
    page.field("grounds", f"{event.grounds:.2f}", "0 to 1: how well founded")
    page.section("Told by")
    for report in event.reports:
        entry = record.get("report", report)
        page.field(event.reported_status.get(report, ""), words.reference(entry, report))
    if event.shared_credits:
        page.field("credits", ", ".join(event.shared_credits), "credited by several of them")
    said = record.statements(event=event.id)
    if said:
        page.section("Said")
        for statement in said[:_EVENTS]:
            _statement(page, record, statement)
    _conflicts(page, record, record.conflicts(about=event.id))
    for plan in record.store.rows("plan", touching=[("event", event.id)]):
        page.section("Plan")
        page.field("outcome", plan.outcome + (", overdue" if plan.overdue else ""))
        page.field("announced", words.listed(plan.announced_in))
        if plan.confirmed_in:
            page.field("confirmed", words.listed(plan.confirmed_in))


def _reviewed(event: Event) -> str:
    return "" if event.review == "none" else f" · {event.review} by a person"


def _rule(event: Event, field: str) -> str:
    rule = event.rules.get(field)
    return f"rule: {rule}" if rule else ""


def _evidence(page: Page, record: Record, spans: tuple[Span, ...]) -> None:
    """Quote spans, each sentence once."""
    quoted: set[tuple[str, int]] = set()
    more = 0
    for span in spans:
        entry = record.get("report", span.report)
        at = (span.report, words.sentence(entry.text, span)[0] if entry else span.start)
        if at in quoted:
            continue
        if len(quoted) < _QUOTES:
            page.quote(words.quote(entry, span))
            quoted.add(at)
        else:
            more += 1
    if more:
        page.note(f"and {words.count(more, 'more place')}")


def _statement(page: Page, record: Record, statement: Statement) -> None:
    speaker = (
        words.names(record, [statement.speaker], state=True)
        if statement.speaker
        else statement.speaker_text or "somebody"
    )
    notes = [statement.kind, f"rule: {statement.rule}" if statement.rule else ""]
    for label, party in (("for", statement.on_behalf_of), ("to", statement.addressee)):
        if party:
            notes.append(f"{label} {words.names(record, [party])}")
    if statement.relayed_by:
        notes.append(f"relayed by {', '.join(statement.relayed_by)}")
    notes += [f"on {', '.join(statement.issues)}"] if statement.issues else []
    page.field(speaker, "", " · ".join(note for note in notes if note))
    entry = record.get("report", statement.report)
    page.quote(words.quote(entry, Span(statement.report, statement.start, statement.end)))


def _conflicts(page: Page, record: Record, conflicts: list[Conflict]) -> None:
    if not conflicts:
        return
    page.section("In conflict")
    for conflict in conflicts:
        page.text(f"{words.CONFLICT} {conflict.field}", "red")
        for value in conflict.values:
            page.field("", words.value(value.value), words.listed(value.reports))
            _evidence(page, record, value.spans)


def _report(page: Page, record: Record, report: ReportEntry) -> None:
    page.title(report.title or report.id)
    page.text(f"{report.id} · {report.source}", "dim")
    published = report.published
    page.field(
        "published",
        words.dates(Interval(published.start, published.end)),
        f"basis: {published.basis}" if published.basis else "",
    )
    for because in published.because:
        if isinstance(because, Span):
            page.quote(words.quote(record.get("report", because.report), because))
        else:
            page.note(because)
    for name in ("outlet", "agency", "byline", "dateline", "url", "copy_group"):
        value = getattr(report, name)
        if value:
            page.field(name.replace("_", " "), value)
    if report.language != "en":
        page.field("language", report.language, "kept, not read into events")
    if report.relies_on:
        page.field("relies on", ", ".join(report.relies_on))
    for group in record.store.rows("copy", touching=[("report", report.id)]):
        others = [other for other in group.reports if other != report.id]
        passages = words.count(len(group.passages), "shared passage")
        page.field("copies", words.listed(others), passages)
    for way in record.directions(report.id):
        if way.copy == report.id:
            page.field("copied from", way.source, way.because)
        else:
            page.field("copied by", way.copy, _HOW_BY[way.because])
    for name, extents in (("boilerplate", report.boilerplate), ("captions", report.captions)):
        if extents:
            page.field(
                name, words.count(len(extents), "stretch", "stretches"), _sample(report, extents)
            )
    for revision in record.revisions(report.id):
        _revision(page, record, report, revision)
    events = record.events(report=report.id, rejected=True)
    page.section(words.count(len(events), "event"))
    _events(page, record, events)
    said = record.statements(report=report.id)
    page.section(words.count(len(said), "statement"))
    for statement in said:
        _statement(page, record, statement)
    _conflicts(page, record, record.conflicts(about=report.id))


def _revision(page: Page, record: Record, report: ReportEntry, revision: Revision) -> None:
    """What changed from one text to the next."""
    if report.replaced_by == revision.new:
        page.section(f"Replaced by {revision.new}, which counts in its place")
    else:
        verb = "Updates" if report.updates == revision.old else "Replaces"
        page.section(f"{verb} {revision.old}")
    old, new = (record.get("report", id).text for id in (revision.old, revision.new))
    for edit in revision.edits[:_EVENTS]:
        was, now = old[edit.old.start : edit.old.end], new[edit.new.start : edit.new.end]
        page.field("words", " → ".join(words.quoted(x) if x else "nothing" for x in (was, now)))
    if len(revision.edits) > _EVENTS:
        page.text(f"and {len(revision.edits) - _EVENTS} more changes of words", "dim")
    for retold in revision.events:
        event = retold.new or retold.old
        assert event is not None  # one of the two is there
        told = words.headline(record, event)
        if retold.old is None or retold.new is None:
            page.field("told anew" if retold.old is None else "told no more", told)
            continue
        page.field("told otherwise", told)
        for name in retold.fields:
            page.note(f"{name}: {_value(retold.old, name)} → {_value(retold.new, name)}")


def _value(event: Event, name: str) -> str:
    value = getattr(event, name)
    if name == "date":
        return words.dates(value)
    if name == "place":
        return value.name if value else "none"
    return ", ".join(value) if isinstance(value, tuple) else str(value or "none")


def _sample(report: ReportEntry, extents: tuple[Extent, ...]) -> str:
    first = report.text[extents[0].start : extents[0].end]
    return f"“{first[:60]}{'…' if len(first) > 60 else ''}”"


def _party(page: Page, record: Record, party: Party) -> None:
    page.title(party.name)
    acts_for = f" · acts for {party.state}" if party.state and party.kind != "state" else ""
    page.text(f"{party.id} · {party.kind}{acts_for}", "dim")
    if party.aliases:
        page.field("also", words.listed(party.aliases, 12))
    if party.sector:
        page.field("sector", party.sector)
    for office in party.offices:
        page.field("office", f"{office.title}, {_term(office.start, office.end)}", office.basis)
    role = ("state", party.id) if party.kind == "state" else ("party", party.id)
    events = list(record.store.rows("event", touching=[role]))
    page.section(words.count(len(events), "event"))
    _events(page, record, events)
    said = record.statements(speaker=party.id)
    page.section(words.count(len(said), "statement"))
    for statement in said[:_EVENTS]:
        _statement(page, record, statement)
    _conflicts(page, record, record.conflicts(about=party.id))


def _term(start: Any, end: Any) -> str:
    if start is None and end is None:
        return "at the time of the report"
    return f"{words.day(start) if start else '…'} – {words.day(end) if end else 'now'}"


def _events(page: Page, record: Record, events: list[Event]) -> None:
    for event in events[-_EVENTS:]:
        line = f"{words.SIGNS.get(event.status, '?')} {words.headline(record, event)}"
        page.field(words.dates(event.date, weekday=False), line, event.id)
    if len(events) > _EVENTS:
        page.text(f"and {len(events) - _EVENTS} earlier", "dim")


def readouts(record: Record, event: Event) -> None:
    """What each side said of an event, in columns, issue by issue."""
    laid = accounts.lay(record, event)
    page = Page()
    page.title(words.headline(record, event))
    table(
        [Column("Issue"), *(Column(side) for side in laid.sides)],
        [
            (
                ", ".join(issues) or "(none named)",
                *(tuple(accounts.line(record, point) for point in cell) for cell in cells),
            )
            for issues, cells in laid.rows
        ],
        empty="No statement in this record was made at this event.",
    )


def why(record: Record, first: str, second: str) -> None:
    """Why two events, or two tellings of one, are or are not one."""
    found = record.explain(first, second)
    page = Page()
    one = record.find(first, "event")
    other = record.find(second, "event")
    page.title("One event" if one.id == other.id else "Two events")
    for event in dict.fromkeys((one.id, other.id)):
        page.text(f"{event}: {words.headline(record, record.get('event', event))}")
    for a, b, likeness in found[:_EVENTS]:
        page.section(f"{a.anchor} ({a.report})  and  {b.anchor} ({b.report})")
        for name, points in sorted(likeness.points.items(), key=lambda item: -abs(item[1])):
            page.field(name, f"{points:+.2f}")
        for bar in likeness.bars:
            page.field("bars", bar)
        page.field("together", f"{likeness.score:+.2f}", "one event" if likeness.same else "two")
    if not found:
        page.text("There is only one telling: nothing to compare.")
