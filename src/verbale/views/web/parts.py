"""Pieces that several pages share: lines, quotes, conflicts, channels, both sides' words."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import quote as quoted

from verbale.errors import NotFound
from verbale.knowledge import issues, plover, states
from verbale.records import (
    Channel,
    Conflict,
    CopyGroup,
    Direction,
    Event,
    Interval,
    Party,
    ReportEntry,
    Span,
    Statement,
)
from verbale.store import Where
from verbale.views import words
from verbale.views.web.marking import piece_of, shown
from verbale.views.web.shapes import (
    Accounts,
    Answer,
    ChannelRow,
    Clash,
    CopyRow,
    Evidence,
    Line,
    Link,
    Sides,
    SourceRow,
    Words,
)

if TYPE_CHECKING:
    from verbale.api import Record

#: What a person rejected is not shown in lists.
NOT_REJECTED = (("review", "rejected"),)
#: A plan without a last day is shown as coming for so long after its announcement.
STALE_DAYS = 120
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
#: What stands in an address for a sign of an id.
_WRITTEN = {"~": "~0", "/": "~1", "%": "~2"}
#: Fields of conflicts by the questions that they answer.
_FIELD_NAMES = {"published": "day of publication", "date": "day", "actors": "who",
                "recipients": "with whom"}  # fmt: skip


def field_name(field: str) -> str:
    """What a field is called on a page."""
    return _FIELD_NAMES.get(field, field)


def address(kind: str, id: str) -> str:
    """Where a thing has its page."""
    # servers take "%2F" for a slash that parts the path, and some decode a path twice
    for sign, written in _WRITTEN.items():
        id = id.replace(sign, written)
    return f"/{kind}/{quoted(id, safe='')}"


def named(part: str) -> str:
    """The id that a part of an address names."""
    for sign, written in reversed(_WRITTEN.items()):
        part = part.replace(written, sign)
    return part


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
        kind=words.noun(event),
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
    return _day(event.date, event.status == "planned")


def _day(date: Interval, planned: bool) -> str:
    told = words.dates(date)
    if planned and date.start and date.end and (date.end - date.start).days > _WIDE:
        return words.dates(Interval(None, date.end)) if "–" in told else told
    return told


def ahead(date: Interval, today: dt.date | None) -> bool:
    """Whether a plan may still come: not past its last day, nor long announced without one."""
    if today is None or date.end is not None:
        return today is None or date.end is None or date.end >= today
    return date.start is None or (today - date.start).days <= STALE_DAYS


def ranked(channels: Iterable[Channel]) -> list[Channel]:
    """Lines of communication, the highest first."""
    order = list(CHANNEL_NAMES)
    return sorted(channels, key=lambda c: (c.pair, order.index(c.channel)))


def evidence(record: Record, span: Span) -> Evidence:
    """A span in its sentence, with the report it stands in."""
    report = record.get("report", span.report)
    found = words.quote(report, span)
    href = place(report, span.report, span.start)
    return Evidence(found.before, found.words, found.after, source(report, span.report), href)


def place(report: ReportEntry | None, id: str, start: int) -> str:
    """The address of a place in a report's text, which may have several pages."""
    piece = piece_of(report.text, start) if report else 0
    return f"{address('reports', id)}{f'?part={piece + 1}' if piece else ''}#at-{start}"


def source(report: ReportEntry | None, id: str) -> str:
    """A report as people cite it: outlet or agency, else its title; and its day."""
    if report is None:
        return words.safe(id)
    named = report.outlet or report.agency
    published = report.published
    when = words.dates(Interval(published.start, published.end), weekday=False)
    told = words.safe(named) if named else f"“{entitled(report)}”"
    return told if when == "undated" else f"{told}, {when}"


def entitled(report: ReportEntry, most: int = 60) -> str:
    """The title of a report, else the words that it opens with, cut to so many characters."""
    lines = (line for line in report.text.split("\n") if line.strip())
    told = words.safe(report.title or next(lines, "") or report.id)
    return told if len(told) <= most else told[:most].rsplit(" ", 1)[0] + "…"


def report_link(record: Record, report: str, *, titled: bool = False) -> Link:
    """A report by outlet and date; with `titled`, also by its title."""
    found = record.get("report", report)
    text = source(found, report)
    if titled and found is not None and (found.outlet or found.agency):
        text = f"{text}: “{entitled(found)}”"
    return Link(text, address("reports", report))


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
        text=_quoted(shown(statement.text), statement.kind),
        kind=statement.kind,
        source=source(report, statement.report),
        href=place(report, statement.report, statement.start),
        date=date,
        relayed_by=statement.relayed_by,
        issues=statement.issues,
    )


def _quoted(text: str, kind: str) -> str:
    """Words as a page quotes them: in marks where the whole is quoted and has none within."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] in '"“«' and bare[-1] in '"”»,.':
        inner = bare[1:].rstrip(",.").removesuffix("”").removesuffix('"').removesuffix("»")
        if not set(inner) & set('“”"«»'):
            return f"“{inner.strip()}”"
    whole = kind == "direct" and not set(bare) & set('“”"«»')
    return f"“{bare}”" if whole else bare


def channel(record: Record, row: Channel, remarks: int = 3) -> ChannelRow:
    """A line of contact in words: last, next, how long silent against the usual gap.

    `remarks`: how many of the latest words about the line itself are quoted.
    """
    silence = "no contact on record" if not row.contacts else words.UNKNOWN
    overdue = False
    if row.silent_days is not None:
        silence = words.count(row.silent_days, "day")
        if row.typical_gap_days is not None:
            silence += f" (usually {row.typical_gap_days:.0f})"
            overdue = row.silent_days > 1.5 * row.typical_gap_days
    ends = []
    # a plan without a last day is not what comes next once it is long past
    coming = row.next if row.next and ahead(row.next.date, record.store.latest()) else None
    for point in (row.last, coming):
        planned = point is coming
        told = _day(point.date, planned) if point else ""
        if planned and told == words.dates(None):
            told = "no day yet"
        ends.append(Link(told, address("events", point.event)) if point else None)
    latest = row.remarks[-remarks:] if remarks else ()
    about = (record.get("statement", s) for s in latest)
    return ChannelRow(
        pair=pair_name(record, row.pair),
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
    issues: Sequence[str] = (),
    most: int = 3,
) -> Sides:
    """Each state's words, issue by issue, the first few of each, every statement once.

    `issues`: in this order; a statement on several stands under the first of them, one on none of
    them last.
    """
    by_issue: dict[str, dict[str, list[Statement]]] = {issue: {} for issue in issues}
    seen: set[tuple[str, str | None]] = set()
    for statement in statements:
        state = record.state(statement.speaker) if statement.speaker else None
        if state not in states or (statement.text, statement.speaker) in seen:
            continue
        issue = next((i for i in issues if i in statement.issues), None)
        issue = issue or next(iter(statement.issues), "")
        row = by_issue.setdefault(issue, {}).setdefault(state or "", [])
        if len(row) < most:  # copies carry the same words
            seen.add((statement.text, statement.speaker))
            row.append(statement)
    order = sorted((issue for issue in by_issue if by_issue[issue]), key=lambda i: not i)
    return Sides(
        tuple(state_name(record, state) for state in states),
        tuple(
            Accounts(
                issue_name(issue),
                tuple(
                    tuple(said(record, s) for s in by_issue[issue].get(state, ()))
                    for state in states
                ),
            )
            for issue in order
        ),
    )


def source_rows(record: Record, event: Event) -> list[SourceRow]:
    """The reports that tell of an event, copies folded under the one that they have it from."""
    groups: dict[str, list[str]] = defaultdict(list)
    for report in event.reports:
        found = record.get("report", report)
        groups[(found and found.copy_group) or report].append(report)
    rows = []
    for name, members in sorted(groups.items()):
        group: CopyGroup | None = record.get("copy", name) if len(members) > 1 else None
        ways = {way.copy: way for way in group.directions} if group else {}
        first = next((m for m in members if m not in ways), members[0])
        copies = tuple(copied(record, m, first, ways.get(m)) for m in members if m != first)
        told = event.reported_status.get(first, "")
        rows.append(SourceRow(report_link(record, first, titled=True), told, copies))
    return rows


def copied(record: Record, other: str, than: str, way: Direction | None) -> CopyRow:
    """Another report of the copy `than`, and which of the two has it from the other."""
    link = report_link(record, other, titled=True)
    if way is None or {way.source, way.copy} != {other, than}:
        return CopyRow(link)
    return CopyRow(link, "source" if way.source == other else "copy", way.because)


def states_of(record: Record, event: Event) -> list[str]:
    """The states that take part, each once."""
    found = (record.state(p) for p in (*event.actors, *event.recipients))
    return list(dict.fromkeys(s for s in found if s))


def meetings(
    record: Record, limit: int | None = None, of: str | None = None
) -> list[tuple[tuple[str, str], int]]:
    """How many talks that took place each pair of states had, most first; of one state, if told."""
    where = Where(
        type="CONSULT",
        status=("occurred", "ongoing"),
        touching=(("state", of),) if of else (),
        without=NOT_REJECTED,
    )
    found = record.store.choose("event", where).couples(None if of else limit)
    return [(pair, n) for pair, n in found if of is None or of in pair]


def pair_link(
    record: Record, pair: tuple[str, str], n: int | None = None, of: str | None = None
) -> Link:
    """Two states by name; on the page `of` one of them, the other."""
    others = [state for state in pair if state != of] if of else pair
    text = " – ".join(state_name(record, state) for state in others)
    return Link(text, address("relations", "-".join(pair)), n)


def pair_name(record: Record, pair: tuple[str, str]) -> str:
    """ "China – United States"."""
    return " – ".join(state_name(record, state) for state in pair)


def known_state(record: Record, code: str) -> str:
    """The code of a state or body that the tables or the record know; raises `NotFound`."""
    if states.by_code(code) is None and record.get("party", code) is None:
        raise NotFound(f"No state has the code “{code[:20]}”; write one such as CHN.")
    return code


def state_name(record: Record, code: str) -> str:
    """A state by name, whether the record tells of it or not, or by the code that is no state's."""
    known = states.by_code(code)
    return words.name(record.get("party", code), known.name if known else code)


@cache
def _issue_names() -> dict[str, str]:
    return {issue.slug: issue.name for issue in issues.table()}


def issue_name(slug: str) -> str:
    """An issue in words."""
    return _issue_names().get(slug) or slug.replace("-", " ")
