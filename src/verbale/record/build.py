"""The record as a function of the set of reports and corrections: the stages in order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

import msgspec

from verbale import copies
from verbale.knowledge.directory import Directory
from verbale.record import channels, conflicts, corrections, dating, events, plans, revisions
from verbale.record import statements as said
from verbale.record.accounts import Account, accounts_of, anchors
from verbale.record.identity import Roll
from verbale.record.merging import Context, Likeness, compare, merge
from verbale.record.voices import Shared
from verbale.records import (
    Conflict,
    CopyGroup,
    Correction,
    Event,
    Minutes,
    Party,
    Reading,
    ReportEntry,
    Span,
    Statement,
)


class Draft(msgspec.Struct, frozen=True):
    """What is known before events are put together: kept for explaining them."""

    readings: dict[str, Reading]
    roll: Roll
    dated: dict[str, dating.Dated]
    groups: tuple[CopyGroup, ...]
    shared: Shared
    context: Context
    accounts: list[Account]
    replaced: dict[str, str]
    old: dict[str, Reading]
    updates: dict[str, str]


def draft(
    readings: Iterable[Reading],
    decided: Iterable[Correction] = (),
    directory: Directory | None = None,
) -> Draft:
    """Copies, parties and dates of a set of reports, and every event as each tells it."""
    everything = {r.report.id: r for r in sorted(readings, key=lambda r: r.report.id)}
    replaced = revisions.replaced(everything.values())
    by_id = {r: reading for r, reading in everything.items() if r not in replaced}
    roll = Roll(by_id.values(), directory)
    groups = tuple(
        copies.groups(
            {r: reading.prints for r, reading in by_id.items()},
            {r: reading.marks.agency or reading.report.agency for r, reading in by_id.items()},
            {r: reading.report.published for r, reading in by_id.items()},
        )
    )
    dated = dating.date_reports(by_id, roll, groups, corrections.fixed_dates(decided))
    published = {r: d.interval for r, d in dated.items()}
    updates = revisions.updates(by_id, groups)
    shared = Shared(by_id, {r: g.group for g in groups for r in g.reports}, updates)
    accounts = [a for r in by_id.values() for a in accounts_of(r, roll, published[r.report.id])]
    # A party on some side is what makes an act an event of the record.
    accounts = [a for a in accounts if a.actors or a.recipients]
    context = Context(published, shared.same_passage)
    old = {r: everything[r] for r in replaced}
    return Draft(by_id, roll, dated, groups, shared, context, accounts, replaced, old, updates)


def build(
    readings: Iterable[Reading],
    decided: Iterable[Correction] = (),
    directory: Directory | None = None,
) -> Minutes:
    """Readings and corrections -> the whole record; the order of either does not show.

    `directory`: whom the tables know, by default the shipped ones.
    """
    decided = list(decided)
    known = draft(readings, decided, directory)
    published = known.context.published
    made: list[Event] = []
    clashes: list[Conflict] = []
    raised = _raised(known)
    for accounts in corrections.joins(decided, merge(known.accounts, known.context)):
        event = events.put_together(
            accounts, known.readings, published, known.roll, known.shared, raised
        )
        if event.type == "CONSULT" and len(event.actors) + len(event.recipients) < 2:
            continue  # talks with nobody: "negotiations are difficult"
        event = corrections.apply(decided, event, frozenset(event.accounts))
        made.append(event)
        clashes += conflicts.of_event(event, accounts)
    made = events.where_stays_were(made, known.roll)
    event_of = {anchor: e.id for e in made for anchor in e.accounts}
    statements = [
        s
        for r, reading in known.readings.items()
        for s in said.of_reading(reading, known.roll, published[r], event_of)
    ]
    parties = _parties(known, made, statements, decided)
    clashes += conflicts.of_offices(sorted(parties), known.readings, known.roll, published)
    clashes += conflicts.of_published(known.readings, known.dated)
    today = max((p.start for p in published.values() if p.start), default=None)
    return Minutes(
        reports=tuple(_entry(known, r) for r in sorted({**known.readings, **known.old})),
        copies=known.groups,
        parties=tuple(parties[p] for p in sorted(parties)),
        events=tuple(sorted(made, key=lambda e: e.id)),
        statements=tuple(statements),
        conflicts=tuple(sorted(clashes, key=lambda c: c.id)),
        plans=plans.follow(made, published, today),
        channels=channels.derive(made, statements, parties, today),
    )


def _raised(known: Draft) -> dict[str, list[tuple[str, Span]]]:
    """What was raised in each talk: account -> (issue, words) of acts and statements made in it."""
    out: dict[str, list[tuple[str, Span]]] = defaultdict(list)
    for account in known.accounts:
        if account.talk is not None:
            told = account.told
            words = Span(account.report, told.start, told.end)
            out[account.talk] += [(slug, words) for slug in told.issues]
    for report, reading in known.readings.items():
        names = anchors(report, reading.events)
        for quote in reading.statements:
            if quote.event is not None:
                words = Span(report, quote.start, quote.end)
                out[names[quote.event]] += [(slug, words) for slug in quote.issues]
    return out


def explain(
    readings: Iterable[Reading],
    decided: Iterable[Correction],
    first: str,
    second: str,
    directory: Directory | None = None,
) -> list[tuple[Account, Account, Likeness]]:
    """How every account of one event compares with every account of another.

    `first` and `second` are ids of events or accounts; the pairs come best first.
    """
    known = draft(readings, decided, directory)
    groups = corrections.joins(decided, merge(known.accounts, known.context))

    def holding(anchor: str) -> list[Account]:
        return next((g for g in groups if any(a.anchor == anchor for a in g)), [])

    left, right = holding(first), holding(second)
    if left is right:
        left = [a for a in left if a.anchor == first] or left
        right = [a for a in right if a.anchor == second] or right
    pairs = [
        (a, b, compare(a, b, known.context)) for a in left for b in right if a.anchor != b.anchor
    ]
    return sorted(pairs, key=lambda p: (len(p[2].bars), -p[2].score, p[0].anchor, p[1].anchor))


def _parties(
    known: Draft,
    made: Iterable[Event],
    statements: Iterable[Statement],
    decided: Iterable[Correction],
) -> Mapping[str, Party]:
    """Everybody who acts or speaks, and every person and state that a report names."""
    ids = {p for e in made for p in (*e.actors, *e.recipients)}
    for s in statements:
        ids.update(p for p in (s.speaker, s.on_behalf_of, s.addressee) if p)
    for party_id in known.roll.all_ids():
        party = known.roll.party(party_id)
        if party.kind == "state" or (party.kind == "person" and " " in party.name):
            ids.add(party_id)
    ids.update(state for p in list(ids) if (state := known.roll.party(p).state))
    published = known.context.published
    return {
        p: corrections.named(decided, known.roll.with_told_offices(p, published))
        for p in sorted(ids)
    }


def _entry(known: Draft, report_id: str) -> ReportEntry:
    reading = known.readings.get(report_id) or known.old[report_id]
    report, marks = reading.report, reading.marks
    text = report.text
    group = next((g.group for g in known.groups if report_id in g.reports), None)
    return ReportEntry(
        id=report_id,
        source=report.source,
        title=report.title or (text[marks.title.start : marks.title.end] if marks.title else None),
        outlet=report.outlet,
        agency=report.agency or marks.agency,
        byline=report.byline or marks.byline_name,
        dateline=marks.dateline_place,
        language=report.language,
        text=text,
        boilerplate=marks.boilerplate,
        captions=marks.captions,
        published=known.dated.get(report_id, dating.by_metadata(report)).published(),
        copy_group=group,
        relies_on=marks.relies_on,
        url=report.url,
        replaced_by=known.replaced.get(report_id),
        updates=known.updates.get(report_id),
    )
