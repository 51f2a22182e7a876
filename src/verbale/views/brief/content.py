"""What a briefing says: two states in a period, every line with notes on its sources."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from verbale.errors import VerbaleError
from verbale.records import Channel, Event, Span
from verbale.views import plots, words
from verbale.views.formats.lookup import Lookup
from verbale.views.formats.quoting import places

if TYPE_CHECKING:
    from verbale.api import Record

_DONE = frozenset({"occurred", "ongoing"})
_CHANNELS = {
    "leaders": "Leaders",
    "foreign-ministers": "Foreign ministers",
    "trade-ministers": "Trade ministers",
    "defence": "Defence",
    "envoys": "Envoys and officials",
}
#: Characters of a quotation in a note.
_WIDTH = 150
#: Characters of a statement.
_QUOTE = 260


class Line(NamedTuple):
    """A sentence, and the numbers of its notes."""

    text: str
    notes: tuple[int, ...] = ()


class Note(NamedTuple):
    """A source: where, and the words there."""

    source: str
    words: str
    url: str | None


class Heading(NamedTuple):
    """The heading of a part."""

    text: str


class Bullets(NamedTuple):
    """Lines under a heading."""

    lines: tuple[Line, ...]


class Table(NamedTuple):
    """Rows under headings."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Picture(NamedTuple):
    """A plot, as SVG."""

    svg: str
    caption: str


Block = Heading | Bullets | Table | Picture


class Briefing(NamedTuple):
    """A whole briefing; note number 1 is the first of `notes`."""

    title: str
    subtitle: str
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]


class _Notes:
    """Sources in the order in which they are first needed; each sentence once."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._numbers: dict[tuple[str, int], int] = {}
        self.held: list[Note] = []

    def of(self, spans: Iterable[Span]) -> tuple[int, ...]:
        """The numbers of spans."""
        found = []
        for span in spans:
            report = self._lookup.report(span.report)
            start = words.sentence(report.text, span)[0] if report else span.start
            number = self._numbers.get((span.report, start))
            if number is None:
                told = words.quote(report, span, width=_WIDTH)
                text = f"{told.before}{told.words}{told.after}".strip()
                self.held.append(Note(told.source, text, report.url if report else None))
                number = self._numbers[span.report, start] = len(self.held)
            found.append(number)
        return tuple(sorted(set(found)))


def compose(
    record: Record,
    between: tuple[str, str],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    room: int = 12,
) -> Briefing:
    """The briefing; `room`: how many events its timeline has, its other parts fewer.

    Raises `VerbaleError` where the record tells of nothing between the two.
    """
    lookup = Lookup(record)
    events = record.events(between=between, since=since, until=until)
    names = " and ".join(_name(lookup, state) for state in between)
    if not events:
        raise VerbaleError(f"The record tells of nothing between {names}{_period(since, until)}.")
    notes = _Notes(lookup)
    writer = _Writer(record, lookup, notes, events, between, room)
    blocks = [block for part in writer.parts() for block in part]
    reports = {report for event in events for report in event.reports}
    subtitle = (
        f"From {words.count(len(reports), 'report')}, {words.count(len(events), 'event')}; "
        f"as of {words.day(writer.today)}." if writer.today
        else f"From {words.count(len(reports), 'report')}."
    )  # fmt: skip
    title = f"{names}{_period(since, until)}"
    return Briefing(title, subtitle, tuple(blocks), tuple(notes.held))


def _name(lookup: Lookup, state: str) -> str:
    from verbale.knowledge import states

    known = states.by_code(state)
    return known.name if known else lookup.name(state)


def _period(since: dt.date | None, until: dt.date | None) -> str:
    if since and until:
        return f", {words.day(since)} to {words.day(until)}"
    return f" since {words.day(since)}" if since else f" until {words.day(until)}" if until else ""


class _Writer:
    """Writes the parts of one briefing."""

    def __init__(
        self,
        record: Record,
        lookup: Lookup,
        notes: _Notes,
        events: list[Event],
        between: tuple[str, str],
        room: int,
    ) -> None:
        self.record = record
        self.lookup = lookup
        self.notes = notes
        self.events = events
        self.between = between
        self.room = room
        self.today = record.store.latest()
        self.done = [event for event in events if event.status in _DONE]

    def parts(self) -> Iterable[list[Block]]:
        """The parts, in the order in which they are read; empty ones left out."""
        yield self._bulleted("In short", self._short())
        yield self._bulleted("What happened", map(self._line, self._foremost()))
        yield self._bulleted("Plans and what came of them", self._plans())
        for state in self.between:
            said = self._said(state)
            yield self._bulleted(f"{_name(self.lookup, state)}: what was said", said)
        yield self._bulleted("Where reports disagree", self._conflicts())
        yield self._channels()
        yield self._plots()

    def _bulleted(self, title: str, lines: Iterable[Line]) -> list[Block]:
        held = tuple(lines)
        return [Heading(title), Bullets(held)] if held else []

    def _line(self, event: Event) -> Line:
        when = words.dates(event.date, weekday=False)
        text = f"{when}: {words.headline(self.record, event)}; {words.sources(event)}"
        return Line(text[0].upper() + text[1:] + ".", self.notes.of(places(event, 2)))

    def _foremost(self) -> list[Event]:
        """The best told of what happened, talks before acts of speech; by date."""

        def weight(event: Event) -> tuple[int, bool, dt.date, str]:
            day = plots.middle(event.date) or dt.date.min
            return event.independent_sources, event.type == "CONSULT", day, event.id

        foremost = sorted(self.done, key=weight, reverse=True)[: self.room]
        return sorted(foremost, key=lambda e: (plots.middle(e.date) or dt.date.min, e.id))

    def _short(self) -> Iterable[Line]:
        talks = [event for event in self.done if event.type == "CONSULT"]
        counts = [words.count(len(talks), "contact") + " took place"]
        for status in ("planned", "postponed", "cancelled"):
            number = sum(event.status == status for event in self.events)
            if number:
                counts.append(f"{number} {status}")
        sums = {1: 0.0, -1: 0.0}
        for event in self.done:
            value = event.goldstein or 0.0
            sums[1 if value >= 0 else -1] += value
        tone = f"Goldstein sum {sums[1]:+.1f} for cooperation, {sums[-1]:+.1f} for conflict"
        yield Line(f"{', '.join(counts)}; {tone}.")
        dated = [event for event in talks if event.date.end]
        # "by 5 November" is no day: what is told of with one comes first
        dated = [event for event in dated if event.date.start] or dated
        if dated:
            last = max(dated, key=lambda e: (e.date.end or dt.date.min, e.id))
            yield self._line(last)._replace(text="Last contact: " + self._line(last).text)
        coming = [
            e for e in self.events
            if e.status == "planned" and e.date.end and self.today and e.date.end >= self.today
        ]  # fmt: skip
        if coming:
            first = min(coming, key=lambda e: (e.date.end or dt.date.max, e.id))
            yield self._line(first)._replace(text="Next planned: " + self._line(first).text)
        for row in self.record.channels(self.between):
            if row.silent_days and row.silent_days > 1.5 * (
                row.typical_gap_days or row.silent_days
            ):
                name = _CHANNELS.get(row.channel, row.channel)
                yield Line(f"{name}: no contact for {_silence(row)}.")

    def _plans(self) -> Iterable[Line]:
        plans = {plan.event: plan for plan in self.record.plans()}
        shown = [event for event in self.events if event.id in plans][-max(3, self.room // 2) :]
        for event in shown:
            plan = plans[event.id]
            line = self._line(event)
            outcome = plan.outcome + (", its date past" if plan.overdue else "")
            yield line._replace(text=f"{line.text[:-1]}; {outcome}.")

    def _said(self, state: str) -> Iterable[Line]:
        """The state's words at these events, the latest reports' last."""
        ids = {event.id for event in self.events}
        found = [
            said
            for said in self.record.statements(state=state)
            if said.event in ids
            and self.lookup.state(said.speaker) == state
            and said.kind in ("direct", "mixed")
        ]

        def when(report: str) -> dt.date:
            entry = self.lookup.report(report)
            return (entry and entry.published.end) or dt.date.min

        found.sort(key=lambda said: (when(said.report), said.report, said.start))
        for said in found[-max(2, self.room // 4) :]:
            text = words.safe(said.text)
            text = text if len(text) <= _QUOTE else text[:_QUOTE].rsplit(" ", 1)[0] + "…"
            text = words.quoted(text) if said.kind == "direct" else text
            speaker = self.lookup.name(said.speaker) if said.speaker else said.speaker_text or ""
            span = Span(said.report, said.start, said.end)
            yield Line(f"{speaker}: {text}", self.notes.of([span]))

    def _conflicts(self) -> Iterable[Line]:
        left = max(2, self.room // 3)
        for event in self.events:
            for conflict in self.record.conflicts(about=event.id):
                if left == 0:
                    return
                left -= 1
                answers = " or ".join(
                    f"{words.safe(value.value)} ({words.listed(value.reports, 2)})"
                    for value in conflict.values
                )
                spans = [span for value in conflict.values for span in value.spans[:1]]
                text = f"{words.headline(self.record, event)}: its {conflict.field} is {answers}."
                yield Line(text, self.notes.of(spans))

    def _channels(self) -> list[Block]:
        rows = [
            (
                _CHANNELS.get(row.channel, row.channel),
                str(row.contacts),
                words.dates(row.last.date, weekday=False) if row.last else words.UNKNOWN,
                words.dates(row.next.date, weekday=False) if row.next else words.UNKNOWN,
                _silence(row) if row.silent_days is not None else words.UNKNOWN,
            )
            for row in self.record.channels(self.between)
            if row.contacts or row.next
        ]
        head = ("Line", "Contacts", "Last", "Next", "Silence")
        return [Heading("Lines of contact"), Table(head, tuple(rows))] if rows else []

    def _plots(self) -> list[Block]:
        dated = [event for event in self.done if plots.middle(event.date)]
        if not dated:
            return []
        blocks: list[Block] = [Heading("In pictures")]
        if any(event.goldstein for event in dated):
            blocks.append(
                Picture(plots.curve(dated, ""), "Goldstein values of what occurred, by month")
            )
        contacts = self._contacts(dated)
        if contacts:
            blocks.append(
                Picture(plots.lines(contacts, self.today), "Contacts by line; shaded: silence")
            )
        return blocks if len(blocks) > 1 else []

    def _contacts(self, dated: Sequence[Event]) -> dict[str, list[tuple[dt.date, str]]]:
        from verbale.record.channels import lines_of

        pair = tuple(sorted(self.between))
        found: dict[str, list[tuple[dt.date, str]]] = {}
        for event in dated:
            day = plots.middle(event.date)
            if event.type == "CONSULT" and day:
                for states, channel in lines_of(event, self.lookup.parties):
                    if states == pair:
                        found.setdefault(_CHANNELS.get(channel, channel), []).append((day, ""))
        return {name: found[name] for name in _CHANNELS.values() if name in found}


def _silence(row: Channel) -> str:
    text = words.count(row.silent_days or 0, "day")
    return text + (f" (usually {row.typical_gap_days:.0f})" if row.typical_gap_days else "")
