"""verbale timeline, show, search, conflicts, plans, channels, readouts, new, why: questions."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from verbale.views.cli.options import Day, as_json, between, emit, opened, record

if TYPE_CHECKING:
    from verbale.api import Record
    from verbale.records import Event


@click.command()
@record
@between
@click.option("--party", metavar="NAME", help="Events of one person, state or organization.")
@click.option("--since", type=Day(), help="From this day, month or year on.")
@click.option("--until", type=Day(last=True), help="Up to this day, month or year.")
@click.option("--type", "type_", metavar="TYPE", help="PLOVER type: CONSULT, ACCUSE, SANCTION ...")
@click.option(
    "--status", help="occurred, ongoing, planned, postponed, cancelled, hypothetical, denied."
)
@click.option("--issue", metavar="SLUG", help="Events about an issue: taiwan, climate ...")
@click.option("--rejected", is_flag=True, help="Also events that a person rejected.")
@as_json
def timeline(
    *,
    record: Path,
    between: tuple[str, str] | None,
    party: str | None,
    since: dt.date | None,
    until: dt.date | None,
    type_: str | None,
    status: str | None,
    issue: str | None,
    rejected: bool,
    as_json: bool,
) -> None:
    """Events by date: what, who, where, status, independent sources, conflicts.

    Signs: ● occurred, ◐ ongoing, ○ planned, ◌ postponed, ✕ cancelled, ? denied or hypothetical;
    ≠ and the fields on which reports disagree. Sources are independent voices, with the reports
    in brackets where these are more.
    """

    with opened(record) as kept:
        found = kept.events(
            between=between or None,
            party=kept.find(party, "party").id if party else None,
            since=since,
            until=until,
            type=type_.upper() if type_ else None,
            status=status.lower() if status else None,
            issue=issue,
            rejected=rejected,
        )
        if as_json:
            for event in found:
                emit(event)
        else:
            _table(kept, found)


def _table(record: Record, events: list[Event]) -> None:
    from verbale.views import tables
    from verbale.views.tables import Column
    from verbale.views.words import CONFLICT, dates, noun, sources, status, where, who

    disputed = conflict_fields(record)
    seen, tight = tables.on_terminal(), tables.narrow()
    mark = CONFLICT if seen else "conflicts"

    def row(event: Event) -> list[tables.Cell]:
        date = dates(event.date, weekday=not tight)
        what = noun(event) if seen else f"{event.type} {event.mode or ''}"
        told = f"{event.independent_sources} ({len(event.reports)})" if tight else sources(event)
        fields = ", ".join(disputed.get(event.id, ()))
        parties, place = who(record, event), where(event)
        if tight:
            return [(date, event.id), (status(event), what), parties, place, told, fields]
        return [date, what, parties, place, status(event), told, fields, event.id]

    date, parties, sources_, disputes = (
        Column("Date", whole=not tight, least=15),
        Column("Who", least=16 if tight else 20),
        Column("Sources"),
        Column(mark, style="red"),
    )
    columns = [date, Column("What", whole=tight), parties, Column("Where"), sources_, disputes]
    if not tight:
        columns[4:4] = [Column("Status", whole=True)]
        columns.append(Column("Id", style="dim", whole=True, under=True))
    tables.table(columns, map(row, events), empty="No events like that in this record.")


def conflict_fields(record: Record) -> dict[str, list[str]]:
    """Id of a thing -> the fields on which reports disagree about it."""
    fields: dict[str, list[str]] = {}
    for conflict in record.conflicts():
        of = fields.setdefault(conflict.about.id, [])
        if conflict.field not in of:
            of.append(conflict.field)
    return fields


@click.command()
@record
@click.argument("id")
@as_json
def show(record: Path, id: str, as_json: bool) -> None:
    """One event, report, person or state, with the words that each field was read from.

    ID: an id, the beginning of one, or a name ("Wang Yi", China, CHN). Under every field stand
    the words of the reports, marked in their sentence, and the name of the rule that read them.
    """
    from verbale.views.cli import showing

    with opened(record) as kept:
        thing = kept.find(id)
        if as_json:
            emit(thing)
        else:
            showing.show(kept, thing)


@click.command()
@record
@click.argument("words", nargs=-1, required=True)
@click.option("--kind", type=click.Choice(["report", "statement", "event", "party"]))
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
def search(record: Path, words: tuple[str, ...], kind: str | None, limit: int) -> None:
    """Reports, statements, events and parties that hold all the words."""
    from verbale.views.tables import Column, table

    with opened(record) as kept:
        hits = kept.search(" ".join(words), kind, limit)
    columns = [Column("Kind"), Column("Id", style="dim"), Column("Title"), Column("Words")]
    rows = [(hit.kind, hit.id, hit.title, hit.snippet) for hit in hits]
    table(columns, rows, empty="No report, statement or event holds these words.")


@click.command()
@record
@as_json
def conflicts(record: Path, as_json: bool) -> None:
    """What reports disagree on: who says what, and how many independent sources."""
    from verbale.views import words
    from verbale.views.tables import Column, table
    from verbale.views.words import CONFLICT, listed

    with opened(record) as kept:
        found = kept.conflicts()
        if as_json:
            for conflict in found:
                emit(conflict)
            return
        rows = [
            (
                about(kept, conflict.about.kind, conflict.about.id),
                f"{CONFLICT} {conflict.field}",
                words.value(value.value),
                listed(value.reports),
                conflict.about.id,
            )
            for conflict in found
            for value in conflict.values
        ]
    columns = [
        Column("About", least=20), Column("Field", style="red", whole=True), Column("Value"),
        Column("Reports"), Column("Id", style="dim", whole=True, under=True),
    ]  # fmt: skip
    table(columns, rows, empty="No report contradicts another.")


def about(record: Record, kind: str, id: str) -> str:
    """The thing that a conflict is about, in words."""
    from verbale.views.words import headline, name, reference

    thing = record.get(kind, id)
    if thing is None:
        return id
    if kind == "event":
        return headline(record, thing)
    return reference(thing, id) if kind == "report" else name(thing, id, state=True)


@click.command()
@record
@click.option("--open", "only_open", is_flag=True, help="Only those without an outcome so far.")
@as_json
def plans(record: Path, only_open: bool, as_json: bool) -> None:
    """What was announced, and what came of it."""
    from verbale.views.tables import Column, table
    from verbale.views.words import SIGNS, dates, headline, listed

    with opened(record) as kept:
        found = kept.plans(outcome="open" if only_open else None)
        if as_json:
            for plan in found:
                emit(plan)
            return
        rows = []
        for plan in found:
            event = kept.get("event", plan.event)
            outcome = f"{SIGNS.get(plan.outcome, SIGNS['planned'])} {plan.outcome}"
            rows.append(
                (
                    dates(event.date) if event else "",
                    headline(kept, event) if event else plan.event,
                    outcome + (", overdue" if plan.overdue else ""),
                    listed(plan.announced_in, 3),
                    listed(plan.confirmed_in, 3),
                    plan.event,
                )
            )
    columns = [
        Column("Date", whole=True), Column("Plan", least=20), Column("Outcome"),
        Column("Announced in"), Column("Confirmed in"),
        Column("Id", style="dim", whole=True, under=True),
    ]  # fmt: skip
    table(columns, rows, empty="No plans in this record.")


@click.command()
@record
@between
@as_json
def channels(record: Path, between: tuple[str, str] | None, as_json: bool) -> None:
    """Lines of communication between states: last contact, next, silence.

    By rank: leaders, foreign ministers, trade ministers, defence, envoys. With --between, also
    the lines that nobody used.
    """
    from verbale.views.tables import Column, table
    from verbale.views.words import UNKNOWN, dates

    with opened(record) as kept:
        found = kept.channels(between or None)
        if as_json:
            for channel in found:
                emit(channel)
            return
        rows = [
            (
                "–".join(channel.pair),
                channel.channel.replace("-", " "),
                str(channel.contacts),
                dates(channel.last.date, weekday=False) if channel.last else UNKNOWN,
                dates(channel.next.date, weekday=False) if channel.next else UNKNOWN,
                UNKNOWN if channel.silent_days is None else str(channel.silent_days),
                UNKNOWN if channel.typical_gap_days is None else f"{channel.typical_gap_days:g}",
                " / ".join(_said(kept, id) for id in channel.remarks[:2]),
            )
            for channel in found
            if between or channel.contacts or channel.next or channel.remarks
        ]
    columns = [
        Column("States", whole=True), Column("Channel"), Column("Contacts", right=True),
        Column("Last"), Column("Next"), Column("Days silent", right=True),
        Column("Usual gap", right=True), Column("Remarks"),
    ]  # fmt: skip
    table(columns, rows, empty="No contacts between two states in this record.")


def _said(record: Record, id: str) -> str:
    from verbale.views import words

    statement = record.get("statement", id)
    return words.quoted(statement.text) if statement else id


@click.command()
@record
@click.argument("event")
@as_json
def readouts(record: Path, event: str, as_json: bool) -> None:
    """Each side's account of an event: what it said, issue by issue, with sources."""
    from verbale.views.cli import showing

    with opened(record) as kept:
        found = kept.find(event, "event")
        if as_json:
            for statement in kept.statements(event=found.id):
                emit(statement)
        else:
            showing.readouts(kept, found)


@click.command()
@record
@click.option("--since", type=Day(), help="Since this day (by the time of reading).")
@click.option("--since-read", type=int, metavar="N", help="Since read number N (see --reads).")
@click.option("--reads", is_flag=True, help="List the reads, with their numbers.")
def new(record: Path, since: dt.date | None, since_read: int | None, reads: bool) -> None:
    """What is new: events told, changed, confirmed, called off, contradicted, and by whom.

    Without an option, since the last read.
    """
    from verbale.views.tables import Column, table
    from verbale.views.words import dates, headline, listed

    with opened(record) as kept:
        if reads:
            columns = [Column("Read", right=True), Column("When"), Column("What"), Column("Input")]
            table(columns, [(str(r.number), f"{r.made:%Y-%m-%d %H:%M} UTC", r.what, r.note)
                            for r in kept.reads()], empty="Nothing was read so far.")  # fmt: skip
            return
        start = dt.datetime.combine(since, dt.time()).astimezone() if since else None
        rows = []
        for change in kept.new(since_read=since_read, since=start):
            event = kept.get("event", change.event)
            rows.append(
                (
                    str(change.read),
                    change.change + (f" ({', '.join(change.fields)})" if change.fields else ""),
                    dates(event.date) if event else "",
                    headline(kept, event) if event else "",
                    listed(change.reports, 3),
                    change.event,
                )
            )
    columns = [
        Column("Read", right=True), Column("Change"), Column("Date"), Column("Event", least=20),
        Column("By"), Column("Id", style="dim", whole=True, under=True),
    ]  # fmt: skip
    table(columns, rows, empty="Nothing new.")


@click.command()
@record
@click.argument("first", metavar="EVENT")
@click.argument("second", metavar="EVENT")
def why(record: Path, first: str, second: str) -> None:
    """Why two events, or two tellings, are or are not one event."""
    from verbale.views.cli import showing

    with opened(record) as kept:
        showing.why(kept, first, second)


COMMANDS = (timeline, show, search, conflicts, plans, channels, readouts, new, why)
