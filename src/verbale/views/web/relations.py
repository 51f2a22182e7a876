"""The pages of two states and of one party: what they did together, said, and plan."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import msgspec

from verbale.views import words
from verbale.views.formats.selection import Choice
from verbale.views.web import parts, shapes
from verbale.views.web.asked import Asked, as_pair
from verbale.views.web.pages import SHOWN

if TYPE_CHECKING:
    from verbale.api import Record
    from verbale.records import Party

#: Statements among which the latest words of both sides on each issue are looked for.
_WORDS = 300
#: Others at a party's events that are looked at for those of another state, and of its own.
_OTHERS = 400


def relation(record: Record, asked: Asked) -> shapes.Relation:
    """Two states: their lines of contact, timeline, issues, plans."""
    pair = as_pair(asked.name)
    for state in pair:
        parts.known_state(record, state)
    name = "-".join(pair)
    chosen = record.store.choose("event", Choice(between=pair).where())
    issues = chosen.tally("issue", 20)
    found = chosen.newest(SHOWN, asked.start)
    spoken = chosen.said(_WORDS, on_issues=True)
    coming = Choice(between=pair, since=record.store.latest()).where()
    coming = msgspec.structs.replace(coming, status=("planned", "postponed"))
    today = record.store.latest()
    plans = [
        e for e in record.store.choose("event", coming).soonest(60) if parts.ahead(e.date, today)
    ][:20]
    return shapes.Relation(
        pair=name,
        names=(parts.state_name(record, pair[0]), parts.state_name(record, pair[1])),
        channels=tuple(parts.channel(record, row) for row in parts.ranked(record.channels(pair))),
        timeline=tuple(parts.line(record, e) for e in found),
        total=chosen.size,
        more=asked.more(parts.address("relations", name), len(found), chosen.size),
        issues=tuple(
            shapes.Link(
                parts.issue_name(slug), f"/search?{urlencode({'pair': name, 'issue': slug})}", n
            )
            for slug, n in issues
        ),
        latest_words=parts.sides(record, spoken, pair, [slug for slug, _ in issues]),
        plans=tuple(parts.line(record, e) for e in plans),
    )


def contacts(record: Record, pair: tuple[str, str]) -> dict[str, list[tuple[dt.date, str]]]:
    """For each line of two states, the days of its contacts and where each is told."""
    from verbale.record.channels import lines_of

    out: dict[str, list[tuple[dt.date, str]]] = {
        parts.CHANNEL_NAMES.get(row.channel, row.channel): []
        for row in parts.ranked(record.channels(pair))
    }
    where = Choice(between=pair, type="CONSULT").where()
    events = list(record.store.select("event", where))
    ids = {p for e in events for p in (*e.actors, *e.recipients)}
    parties = {p: party for p in ids if (party := record.get("party", p))}
    for found in events:
        day = found.date.end or found.date.start
        if found.status in ("occurred", "ongoing") and day:
            for lined, channel in lines_of(found, parties):
                if lined == pair:
                    name = parts.CHANNEL_NAMES.get(channel, channel)
                    out.setdefault(name, []).append((day, parts.address("events", found.id)))
    return out


def person(record: Record, asked: Asked) -> shapes.PersonPage:
    """A person, organization or state."""
    party = record.find(asked.name, "party")
    state = party.kind == "state"
    choice = Choice(state=party.id) if state else Choice(party=party.id)
    chosen = record.store.choose("event", choice.where())
    others = chosen.tally("party", _OTHERS)
    found = chosen.newest(SHOWN, asked.start)
    own = party.id if state else party.state
    met: list[shapes.Link] = []
    members: list[shapes.Link] = []
    for id, n in others:
        if id == party.id or (len(met) >= 12 and len(members) >= 12):
            continue
        known = record.get("party", id)
        theirs = known and (known.id if known.kind == "state" else known.state)
        row = met if theirs != own or own is None else members
        if known and len(row) < 12:
            link = shapes.Link(
                words.name(known, id, state=row is met), parts.address("people", id), n
            )
            row.append(link)
    spoken = record.store.said("speaker", party.id, 20) if not state else []
    return shapes.PersonPage(
        party=party,
        state=None if state else parts.party_link(record, party.state),
        timeline=tuple(parts.line(record, e) for e in found),
        total=chosen.size,
        more=asked.more(parts.address("people", party.id), len(found), chosen.size),
        statements=tuple(parts.said(record, s) for s in spoken),
        counterparts=tuple(met),
        people=tuple(members),
        conflicts=tuple(parts.clash(record, c) for c in record.conflicts(about=party.id)),
        also=_aliases(party),
    )


def _aliases(party: Party, most: int = 6) -> tuple[str, ...]:
    """Other names of a party, those in capitals only where there are no others."""
    seen = {party.name.casefold()}
    out = []
    for name in sorted(map(words.safe, party.aliases), key=lambda name: (name.isupper(), name)):
        if name.casefold() not in seen:
            seen.add(name.casefold())
            out.append(name)
    return tuple(out[:most])
