"""Pieces that several pages share: lines, quotes, conflicts, channels, both sides' words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote as quoted

from verbale.knowledge import plover
from verbale.records import Channel, Conflict, Event, Interval, Party, Span, Statement
from verbale.store import Where
from verbale.views import words
from verbale.views.web.marking import shown
from verbale.views.web.shapes import (
    Answer,
    ChannelRow,
    Clash,
    Evidence,
    Line,
    Link,
    Side,
    SourceRow,
    Words,
)

if TYPE_CHECKING:
    from verbale.api import Record

#: What a person rejected is not shown in lists.
NOT_REJECTED = (("review", "rejected"),)
#: Reports that one answer of a conflict names.
_NAMED = 4
#: Days over which the interval of a plan is taken for the time in which it may come.
_WIDE = 31
CHANNEL_NAMES = {
    "leaders": "leaders",
    "foreign-ministers": "foreign ministers",
    "trade-ministers": "trade ministers",
    "defence": "defence",
    "envoys": "envoys and officials",
}


def address(kind: str, id: str) -> str:
    """Where a thing has its page."""
    return f"/{kind}/{quoted(id, safe='')}"


def line(record: Record, event: Event, note: str | None = None) -> Line:
    """An event as a line of a timeline."""
    clashes = tuple(sorted({c.field for c in record.conflicts(about=event.id)}))
    start, end = event.date.start, event.date.end
    return Line(
        id=event.id,
        href=address("events", event.id),
        sign=words.SIGNS.get(event.status, "?"),
        status=event.status,
        type=event.type,
        quad=plover.quad(event.type),
        date=when(event),
        interval=f"{start or '…'} to {end or '…'}",
        headline=words.headline(record, event),
        sources=words.sources(event),
        conflicts=clashes,
        note=note,
    )


def when(event: Event) -> str:
    """The date of an event; of a plan with a wide interval, the day by which it is to be."""
    start, end = event.date.start, event.date.end
    told = words.dates(event.date)
    if event.status == "planned" and start and end and (end - start).days > _WIDE:
        return words.dates(Interval(None, end)) if "–" in told else told
    return told


def ranked(channels: Iterable[Channel]) -> list[Channel]:
    """Lines of communication, the highest first."""
    order = list(CHANNEL_NAMES)
    return sorted(channels, key=lambda c: (c.pair, order.index(c.channel)))


def evidence(record: Record, span: Span) -> Evidence:
    """A span in its sentence, with the report it stands in."""
    report = record.get("report", span.report)
    found = words.quote(report, span)
    href = f"{address('reports', span.report)}#at-{span.start}"
    return Evidence(found.before, found.words, found.after, found.source, href)


def report_link(record: Record, report: str) -> Link:
    """A report by outlet, date and id."""
    return Link(words.reference(record.get("report", report), report), address("reports", report))


def party_link(record: Record, party: str | None) -> Link | None:
    """A party by name."""
    if party is None:
        return None
    found: Party | None = record.get("party", party)
    return Link(words.name(found, party, state=True), address("people", party))


def clash(record: Record, conflict: Conflict) -> Clash:
    """A conflict with names and addresses for what it is about."""
    kind, id = conflict.about.kind, conflict.about.id
    if kind == "event":
        event = record.get("event", id)
        text = words.headline(record, event) if event else id
        about = Link(text, address("events", id))
    elif kind == "party":
        about = party_link(record, id) or Link(id, address("people", id))
    else:
        about = report_link(record, id)
    # what one report says of itself needs no second naming of it
    many = kind != "report" or any(v.reports != (id,) for v in conflict.values)
    answers = tuple(
        Answer(words.safe(words.value(v.value)), _named(record, v.reports) if many else ())
        for v in conflict.values
    )
    return Clash(conflict.id, about, conflict.field, answers)


def _named(record: Record, reports: Sequence[str]) -> tuple[Link, ...]:
    links = [report_link(record, r) for r in reports[:_NAMED]]
    if len(reports) > _NAMED:
        links.append(Link(f"and {len(reports) - _NAMED} more", ""))
    return tuple(links)


def said(record: Record, statement: Statement) -> Words:
    """A statement with its speaker and source."""
    report = record.get("report", statement.report)
    when = report.published if report else None
    date = words.dates(Interval(when.start, when.end) if when else None, weekday=False)
    return Words(
        id=statement.id,
        speaker=party_link(record, statement.speaker)
        or (Link(words.safe(statement.speaker_text), "") if statement.speaker_text else None),
        text=_unquoted(shown(statement.text)),
        kind=statement.kind,
        source=words.reference(report, statement.report),
        href=f"{address('reports', statement.report)}#at-{statement.start}",
        date=date,
        relayed_by=statement.relayed_by,
        issues=statement.issues,
    )


def _unquoted(text: str) -> str:
    """A quote without its outer marks: the page sets its own."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] in '"“«' and bare[-1] in '"”»,.':
        inner = bare[1:].rstrip(",.").removesuffix("”").removesuffix('"').removesuffix("»")
        if not set(inner) & set('“”"«»'):
            return inner.strip()
    return bare


def channel(record: Record, row: Channel, remarks: int = 3) -> ChannelRow:
    """A line of contact in words: last, next, how long silent against the usual gap.

    `remarks`: how many of the latest words about the line itself are quoted.
    """
    silence = "no contact on record" if not row.contacts else "unknown"
    overdue = False
    if row.silent_days is not None:
        silence = words.count(row.silent_days, "day")
        if row.typical_gap_days is not None:
            silence += f" (usual gap {row.typical_gap_days:.0f})"
            overdue = row.silent_days > 1.5 * row.typical_gap_days
    ends = []
    for point in (row.last, row.next):
        ends.append(
            Link(words.dates(point.date), address("events", point.event)) if point else None
        )
    latest = row.remarks[-remarks:] if remarks else ()
    about = (record.get("statement", s) for s in latest)
    return ChannelRow(
        pair="-".join(row.pair),
        href=address("relations", "-".join(row.pair)),
        name=CHANNEL_NAMES.get(row.channel, row.channel),
        contacts=row.contacts,
        last=ends[0],
        next=ends[1],
        silence=silence,
        overdue=overdue,
        remarks=tuple(said(record, s) for s in about if s is not None),
    )


def sides(
    record: Record,
    statements: Sequence[Statement],
    states: Sequence[str],
    issues: Collection[str] | None = None,
) -> list[Side]:
    """Each state's words, issue by issue, the first four of each; what names no issue comes last.

    `issues`: only on these.
    """
    out = []
    for state in states:
        by_issue: dict[str, list[Words]] = defaultdict(list)
        for statement in statements:
            if statement.speaker and record.state(statement.speaker) == state:
                for issue in statement.issues or ("",):
                    if (issues is None or issue in issues) and len(by_issue[issue]) < 4:
                        by_issue[issue].append(said(record, statement))
        rows = sorted(by_issue.items(), key=lambda row: (not row[0], row[0]))
        party = record.get("party", state)
        name = words.name(party, state)
        out.append(Side(name, tuple((i or "in general", tuple(ws)) for i, ws in rows if ws)))
    return out


def source_rows(record: Record, event: Event) -> list[SourceRow]:
    """The reports that tell of an event, copies folded under the first of their group."""
    groups: dict[str, list[str]] = defaultdict(list)
    for report in event.reports:
        found = record.get("report", report)
        groups[(found and found.copy_group) or report].append(report)
    return [
        SourceRow(
            report_link(record, members[0]),
            event.reported_status.get(members[0], ""),
            tuple(report_link(record, r) for r in members[1:]),
        )
        for _, members in sorted(groups.items())
    ]


def states_of(record: Record, event: Event) -> list[str]:
    """The states that take part, each once."""
    found = (record.state(p) for p in (*event.actors, *event.recipients))
    return list(dict.fromkeys(s for s in found if s))


def meetings(
    record: Record, limit: int = -1, of: str | None = None
) -> list[tuple[tuple[str, str], int]]:
    """How many talks that took place each pair of states had, most first; of one state, if told."""
    where = Where(
        type="CONSULT",
        status=("occurred", "ongoing"),
        touching=(("state", of),) if of else (),
        without=NOT_REJECTED,
    )
    found = record.store.choose("event", where).couples(-1 if of else limit)
    return [(pair, n) for pair, n in found if of is None or of in pair]


def pair_link(record: Record, pair: tuple[str, str], n: int | None = None) -> Link:
    """Two states by name."""
    return Link(pair_name(record, pair), address("relations", "-".join(pair)), n)


def pair_name(record: Record, pair: tuple[str, str]) -> str:
    """ "China – United States"."""
    return " – ".join(state_name(record, state) for state in pair)


def state_name(record: Record, code: str) -> str:
    """A state by name, or by the code that was asked for."""
    return words.name(record.get("party", code), code)


def issue_name(slug: str) -> str:
    """An issue in words."""
    return slug.replace("-", " ")
