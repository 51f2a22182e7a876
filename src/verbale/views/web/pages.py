"""What each page shows: the record in, the page's value out."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from verbale.errors import NotFound
from verbale.knowledge import issues as issue_table
from verbale.record.corrections import SETTABLE
from verbale.records import Event, ReportEntry, Span
from verbale.views import words
from verbale.views.web import parts, shapes
from verbale.views.web.marking import Mark, runs, shown

if TYPE_CHECKING:
    from verbale.api import Record

SHOWN = 60
# A plan without a day is shown as coming for so long after its announcement.
STALE_DAYS = 120


def overview(record: Record) -> shapes.Overview:
    """What happened, what is coming, what is in doubt, which lines are open."""
    events = record.events()
    reads = record.reads()
    changed = {c.event: c.change for c in record.new()}
    fresh = [e for e in parts.newest(events) if e.id in changed and e.type == "CONSULT"]
    latest = fresh or [e for e in parts.newest(events) if e.type == "CONSULT"]
    coming = [record.get("event", p.event) for p in record.plans(outcome="open")]
    today = record.store.latest()
    ahead = [e for e in coming if e and _ahead(e, today)]
    met = Counter(parts.pairs(record, events))
    top = met.most_common(6)
    lines = [
        parts.channel(record, row)
        for pair, _ in top[:3]
        for row in record.channels(pair)
        if row.contacts or row.next or row.remarks
    ]
    return shapes.Overview(
        latest=tuple(parts.line(record, e, changed.get(e.id)) for e in latest[:20]),
        coming=tuple(parts.line(record, e) for e in parts.soonest(ahead)[:12]),
        doubt=tuple(parts.clash(record, c) for c in record.conflicts()[:12]),
        channels=tuple(lines),
        relations=tuple(
            shapes.Link(_pair_name(record, pair), parts.address("relations", "-".join(pair)), n)
            for pair, n in top
        ),
        reports=record.store.count("report"),
        events=len(events),
        read=f"{reads[-1].made:%d %b %Y %H:%M}" if reads else "nothing read yet",
        since="the last read" if fresh else "the record began",
    )


def _ahead(plan: Event, today: dt.date | None) -> bool:
    """Whether a plan may still come: not past its last day, nor long announced without one."""
    if today is None:
        return True
    if plan.date.end is not None:
        return plan.date.end >= today
    return plan.date.start is None or (today - plan.date.start).days <= STALE_DAYS


def _pair_name(record: Record, pair: tuple[str, str]) -> str:
    return " – ".join(words.name(record.get("party", s), s) for s in pair)


def relation(record: Record, name: str) -> shapes.Relation:
    """Two states: their lines of contact, timeline, issues, plans."""
    pair = parts.as_pair(name)
    events = parts.newest(record.events(between=pair))
    counts = Counter(issue for e in events for issue in e.issues)
    spoken = [
        s
        for state in pair
        for s in record.statements(state=state)
        if s.issues and set(s.issues) & set(counts)
    ]
    plans = [e for e in events if e.status in ("planned", "postponed", "cancelled")]
    return shapes.Relation(
        pair="-".join(pair),
        names=(_state_name(record, pair[0]), _state_name(record, pair[1])),
        channels=tuple(parts.channel(record, row) for row in record.channels(pair)),
        timeline=tuple(parts.line(record, e) for e in events[:SHOWN]),
        more=max(0, len(events) - SHOWN),
        issues=tuple(
            shapes.Link(issue_name(slug), f"/search?{urlencode({'pair': name, 'issue': slug})}", n)
            for slug, n in counts.most_common(20)
        ),
        latest_words=tuple(parts.sides(record, spoken[-200:], pair)),
        plans=tuple(parts.line(record, e) for e in parts.soonest(plans)[:20]),
    )


def _state_name(record: Record, code: str) -> str:
    return words.name(record.get("party", code), code)


def issue_name(slug: str) -> str:
    """An issue in words."""
    return slug.replace("-", " ")


def event(record: Record, name: str) -> shapes.EventPage:
    """One event, every field with its evidence."""
    found: Event = record.find(name, "event")
    fields = []
    for field, spans in found.evidence.items():
        value = _value(record, found, field)
        if value:
            fields.append(
                shapes.FieldRow(
                    field,
                    value,
                    found.rules.get(field),
                    tuple(parts.evidence(record, s) for s in _few(spans)),
                )
            )
    statements = record.statements(event=found.id)
    plan = next((p for p in record.plans() if p.event == found.id), None)
    return shapes.EventPage(
        event=found,
        line=parts.line(record, found),
        sentence=sentence(record, found),
        fields=tuple(fields),
        conflicts=tuple(parts.clash(record, c) for c in record.conflicts(about=found.id)),
        sides=tuple(parts.sides(record, statements, parts.states_of(record, found)[:2])),
        reports=tuple(parts.source_rows(record, found)),
        why=_why(record, found),
        plan=plan,
        settable=tuple(sorted(SETTABLE)),
    )


def _few(spans: tuple[Span, ...], limit: int = 6) -> list[Span]:
    """Spans of as many reports as there is room for."""
    seen: Counter[str] = Counter()
    ordered = []
    for span in spans:
        seen[span.report] += 1
        ordered.append((seen[span.report], span))
    return [s for _, s in sorted(ordered)[:limit]]


def _value(record: Record, found: Event, field: str) -> str:
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
    for a, b, likeness in record.explain(found.id, found.id):
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


def report(record: Record, name: str) -> shapes.ReportPage:
    """One report: its text with everything that was read in it marked."""
    found: ReportEntry = record.find(name, "report")
    events = record.events(report=found.id, rejected=True)
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
                    title = f"{field}: {_value(record, e, field)}"
                    href = parts.address("events", e.id)
                    marks.append(Mark(span.start, span.end, kind, title, href))
    for s in statements:
        who = parts.party_link(record, s.speaker)
        marks.append(Mark(s.start, s.end, "statement", f"said by {who.text if who else '?'}"))
    copied = []
    if found.copy_group:
        for group in record.copies():
            if group.group != found.copy_group:
                continue
            copied = [r for r in group.reports if r != found.id]
            for passage in group.passages:
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
        statements=tuple(parts.said(record, s) for s in statements),
        copies=tuple(parts.report_link(record, r) for r in copied),
        conflicts=tuple(parts.clash(record, c) for c in record.conflicts(about=found.id)),
    )


def person(record: Record, name: str) -> shapes.PersonPage:
    """A person, organization or state."""
    party = record.find(name, "party")
    if party.kind == "state":
        states = {p.id for p in record.parties(state=party.id)} | {party.id}
        found = [e for e in record.events() if states & {*e.actors, *e.recipients}]
    else:
        found = record.events(party=party.id)
    others: Counter[str] = Counter()
    for e in found:
        for p in (*e.actors, *e.recipients):
            if p != party.id and record.state(p) != party.state:
                others[p] += 1
    links = []
    for p, n in others.most_common(12):
        link = parts.party_link(record, p)
        if link:
            links.append(shapes.Link(link.text, link.href, n))
    spoken = record.statements(speaker=party.id) if party.kind != "state" else []
    return shapes.PersonPage(
        party=party,
        state=parts.party_link(record, party.state) if party.kind != "state" else None,
        timeline=tuple(parts.line(record, e) for e in parts.newest(found)[:SHOWN]),
        statements=tuple(parts.said(record, s) for s in spoken[-20:]),
        counterparts=tuple(links),
        conflicts=tuple(parts.clash(record, c) for c in record.conflicts(about=party.id)),
    )


def people(record: Record) -> shapes.People:
    """Persons by state, those of most events first."""
    counts: Counter[str] = Counter(p for e in record.events() for p in (*e.actors, *e.recipients))
    by_state: dict[str, list[shapes.Link]] = {}
    for party in record.parties(kind="person"):
        if counts[party.id]:
            link = shapes.Link(words.safe(party.name), parts.address("people", party.id),
                               counts[party.id])  # fmt: skip
            by_state.setdefault(party.state or "", []).append(link)
    rows = []
    for state in sorted(by_state, key=lambda s: (-len(by_state[s]), s)):
        link = parts.party_link(record, state or None) or shapes.Link("no state known", "/people")
        rows.append((link, tuple(sorted(by_state[state], key=lambda n: (-(n.count or 0), n.text)))))
    return shapes.People(tuple(rows))


def issue(record: Record, slug: str) -> shapes.IssuePage:
    """An issue: what was done and said about it."""
    found = record.events(issue=slug)
    statements = record.statements(issue=slug)
    if not found and not statements and slug not in {i.slug for i in issue_table.table()}:
        raise NotFound(f"There is no issue called “{slug}”; /issues lists them.")
    return shapes.IssuePage(
        slug,
        issue_name(slug),
        tuple(parts.line(record, e) for e in parts.newest(found)[:SHOWN]),
        tuple(parts.said(record, s) for s in statements[-40:]),
    )


def issues(record: Record) -> shapes.Issues:
    """Every issue that some event is about."""
    counts = Counter(slug for e in record.events() for slug in e.issues)
    return shapes.Issues(
        tuple(
            shapes.Link(issue_name(slug), parts.address("issues", slug), n)
            for slug, n in counts.most_common()
        )
    )


def meetings(record: Record) -> shapes.Meetings:
    """Who meets whom."""
    met = Counter(parts.pairs(record, record.events()))
    return shapes.Meetings(
        tuple(
            shapes.Link(_pair_name(record, pair), parts.address("relations", "-".join(pair)), n)
            for pair, n in met.most_common()
        )
    )


def conflicts(record: Record) -> shapes.Conflicts:
    """Every conflict of the record."""
    return shapes.Conflicts(tuple(parts.clash(record, c) for c in record.conflicts()[:300]))


def plans(record: Record) -> shapes.Plans:
    """Plans by outcome."""
    out = []
    for outcome in ("open", "occurred", "postponed", "cancelled"):
        found = [record.get("event", p.event) for p in record.plans(outcome=outcome)]
        rows = parts.soonest([e for e in found if e])[-100:]
        if rows:
            out.append((outcome, tuple(parts.line(record, e) for e in rows)))
    return shapes.Plans(tuple(out))


def contacts(record: Record, pair: tuple[str, str]) -> dict[str, list[tuple[dt.date, str]]]:
    """For each line of two states, the days of its contacts and where each is told."""
    from verbale.record.channels import lines_of

    out: dict[str, list[tuple[dt.date, str]]] = {
        parts.CHANNEL_NAMES.get(row.channel, row.channel): [] for row in record.channels(pair)
    }
    parties = {p.id: p for p in record.parties()}
    for found in record.events(between=pair, type="CONSULT"):
        day = found.date.end or found.date.start
        if found.status in ("occurred", "ongoing") and day:
            for lined, channel in lines_of(found, parties):
                if lined == pair:
                    name = parts.CHANNEL_NAMES.get(channel, channel)
                    out.setdefault(name, []).append((day, parts.address("events", found.id)))
    return out
