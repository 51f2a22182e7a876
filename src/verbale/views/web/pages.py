"""The pages that are lists: the record and what an address asks in, the page's value out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from verbale.errors import NotFound
from verbale.knowledge import issues as issue_table
from verbale.records import Event
from verbale.store import Chosen, Where
from verbale.views import words
from verbale.views.formats.selection import Choice
from verbale.views.web import parts, shapes
from verbale.views.web.asked import Asked
from verbale.views.web.visits import Seen

if TYPE_CHECKING:
    from verbale.api import Record

#: Lines of a long list that one page shows.
SHOWN = 60
#: What the overview tells of as having come about, or not.
HAPPENED = ("occurred", "ongoing", "postponed", "cancelled")
#: Names of a list of people that a state has on the page of all states.
_FOREMOST = 8


def overview(record: Record, asked: Asked) -> shapes.Overview:
    """What happened, what is coming, what is in doubt, which lines are open."""
    store = record.store
    reads = record.reads()
    number = reads[-1].number if reads else 0
    since = _since(asked, number)
    base = {"visit": asked.seen.before if asked.seen else 0, "read": number - 1}.get(since, 0)
    fresh = Where(
        type="CONSULT",
        status=HAPPENED,
        begun=True,  # what is only bounded by its report may be long past
        changed=base or None,
        without=parts.NOT_REJECTED,
    )
    latest, total = store.newest("event", fresh, 20)
    today = store.latest()
    plans = Where(type="CONSULT", status="planned", since=today, without=parts.NOT_REJECTED)
    coming = [e for e in store.choose("event", plans).soonest(40) if parts.ahead(e.date, today)][
        :12
    ]
    notes = store.noted([e.id for e in (*latest, *coming)], base) if base else {}
    top = parts.meetings(record, 6)
    lines = [
        parts.channel(record, row, remarks=0)
        for pair, _ in top[:3]
        for row in parts.ranked(record.channels(pair))
        if row.contacts or row.next
    ]
    return shapes.Overview(
        since=_offers(asked.seen, since, number),
        fresh=total,
        latest=tuple(parts.line(record, e, notes.get(e.id)) for e in latest),
        coming=tuple(parts.line(record, e, notes.get(e.id)) for e in coming),
        doubt=tuple(parts.clash(record, c) for c in store.doubts(None, 10)),
        channels=tuple(lines),
        relations=tuple(parts.pair_link(record, pair, n) for pair, n in top),
        reports=store.count("report"),
        events=store.count("event"),
        conflicts=store.count("conflict"),
        read=_read(reads[-1].made) if reads else "nothing read yet",
    )


def _read(made: dt.datetime) -> str:
    """When the record was last changed: "read today 06:12 UTC"."""
    ago = (dt.datetime.now(dt.UTC).date() - made.date()).days
    day = {0: "today", 1: "yesterday"}.get(ago, f"{made:%-d %b %Y}")
    return f"read {day} {made:%H:%M} UTC"


def _since(asked: Asked, number: int) -> str:
    """What the overview goes back to: "visit", "read" or "all"."""
    given = asked.query.get("since", "")
    known = asked.seen is not None and asked.seen.left is not None
    if given in ("read", "all") or (given == "visit" and known):
        return given
    if known and asked.seen and asked.seen.before < number:
        return "visit"
    return "read" if number > 1 else "all"


def _offers(seen: Seen | None, since: str, number: int) -> tuple[shapes.Link, ...]:
    offers = []
    if seen and seen.left:
        when = f"{seen.left:%d %b %Y %H:%M} UTC"
        offers.append(("visit", f"your last visit, {when}"))
    if number > 1:
        offers.append(("read", "the last read"))
    offers.append(("all", "the record began"))
    return tuple(shapes.Link(text, f"/?since={key}", on=key == since) for key, text in offers)


def _events(record: Record) -> Chosen:
    """All events but those that a person rejected."""
    return record.store.choose("event", Where(without=parts.NOT_REJECTED))


def people(record: Record, asked: Asked) -> shapes.People:
    """Persons by state, those of most events first; all of one `state`, if asked."""
    counts = dict(_events(record).tally("party"))
    one = asked.query.get("state", "").upper()
    if one:
        parts.known_state(record, one)
    by_state: dict[str, list[shapes.Link]] = {}
    for party in record.parties(kind="person", state=one or None):
        if counts.get(party.id):
            href = parts.address("people", party.id)
            link = shapes.Link(words.safe(party.name), href, counts[party.id])
            by_state.setdefault(party.state or "", []).append(link)
    for links in by_state.values():
        links.sort(key=lambda link: (-(link.count or 0), link.text))
    if one:
        found = by_state.get(one, [])
        shown = found[asked.start : asked.start + 4 * SHOWN]
        link = parts.party_link(record, one) or shapes.Link(one, "/people")
        return shapes.People(((link, tuple(shown)),), asked.more("/people", len(shown), len(found)))
    rows = []
    order = sorted(by_state, key=lambda s: (not s, -len(by_state[s]), parts.state_name(record, s)))
    for state in order[asked.start : asked.start + SHOWN]:
        link = parts.party_link(record, state or None) or shapes.Link("no state known", "")
        links = by_state[state]
        more = [shapes.Link("all", f"/people?state={state}", len(links))]
        shown = links[:_FOREMOST] + (more if len(links) > _FOREMOST and state else [])
        rows.append((link, tuple(shown)))
    return shapes.People(tuple(rows), asked.more("/people", len(rows), len(order)))


def issue(record: Record, asked: Asked) -> shapes.IssuePage:
    """An issue: what was done and said about it."""
    slug = asked.name
    chosen = record.store.choose("event", Choice(issue=slug).where())
    pairs = chosen.couples(12)
    found = chosen.newest(SHOWN, asked.start)
    statements = record.store.said("issue", slug, 30)
    if not chosen.size and not statements and slug not in {i.slug for i in issue_table.table()}:
        raise NotFound(f"There is no issue called “{slug}”; /issues lists them.")
    return shapes.IssuePage(
        slug=slug,
        name=parts.issue_name(slug),
        timeline=tuple(parts.line(record, e) for e in found),
        total=chosen.size,
        more=asked.more(parts.address("issues", slug), len(found), chosen.size),
        pairs=tuple(
            shapes.Link(
                parts.pair_name(record, pair),
                f"/search?{urlencode({'pair': '-'.join(pair), 'issue': slug})}",
                n,
            )
            for pair, n in pairs
        ),
        statements=tuple(parts.said(record, s) for s in statements),
    )


def issues(record: Record, asked: Asked) -> shapes.Issues:
    """Every issue that some event is about."""
    found = _events(record).tally("issue")
    return shapes.Issues(
        tuple(
            shapes.Link(parts.issue_name(slug), parts.address("issues", slug), n)
            for slug, n in found
        )
    )


def meetings(record: Record, asked: Asked) -> shapes.Meetings:
    """Who meets whom: all pairs of states, or those `of` one."""
    of = asked.query.get("of", "").upper() or None
    if of:
        parts.known_state(record, of)
    pairs = parts.meetings(record, of=of)
    by_state: dict[str, int] = {}
    for pair, n in pairs:
        for state in pair:
            by_state[state] = by_state.get(state, 0) + n
    foremost = sorted(by_state, key=lambda s: (-by_state[s], s))[:24]
    shown = pairs[asked.start : asked.start + 3 * SHOWN]
    return shapes.Meetings(
        pairs=tuple(parts.pair_link(record, pair, n, of) for pair, n in shown),
        states=tuple(
            shapes.Link(parts.state_name(record, s), f"/relations?of={s}", by_state[s], s == of)
            for s in foremost
        ),
        of=of,
        name=parts.state_name(record, of) if of else None,
        more=asked.more("/relations", len(shown), len(pairs)),
    )


def conflicts(record: Record, asked: Asked) -> shapes.Conflicts:
    """Conflicts, those about the latest events first; on one `field`, if asked."""
    field = asked.query.get("field") or None
    counts = record.store.types("conflict")
    total = sum(n for name, n in counts if field in (None, name))
    found = record.store.doubts(field, SHOWN, asked.start)
    return shapes.Conflicts(
        conflicts=tuple(parts.clash(record, c) for c in found),
        fields=tuple(
            shapes.Link(
                name,
                "/conflicts" if name == field else f"/conflicts?field={name}",
                n,
                name == field,
            )
            for name, n in counts
        ),
        total=total,
        more=asked.more("/conflicts", len(found), total),
    )


#: Groups of plans, and how they are headed.
_GROUPS = {
    "ahead": "Ahead",
    "undated": "Announced, without a last day",
    "overdue": "Past their day, and nothing heard since",
    "postponed": "Postponed",
    "cancelled": "Called off",
    "occurred": "Came about",
}


def plans(record: Record, asked: Asked) -> shapes.Plans:
    """Plans by what came of them; all of one group, a page at a time, if asked (`outcome`)."""
    one = asked.query.get("outcome") or None
    if one and one not in _GROUPS:
        raise NotFound(f"Plans are {', '.join(_GROUPS)}; none is “{one[:20]}”.")
    groups = []
    for key, name in _GROUPS.items():
        if one not in (None, key):
            continue
        start, shown = (asked.start, SHOWN) if one else (0, 15)
        found, total = _plans(record, key, start, shown)
        more = asked.more("/plans", len(found), total) if one else None
        if not one and total > shown:
            more = f"/plans?outcome={key}"
        if total:
            lines = tuple(parts.line(record, e) for e in found)
            groups.append(shapes.PlanGroup(key, name, total, lines, more))
    return shapes.Plans(tuple(groups))


def _plans(record: Record, key: str, start: int, shown: int) -> tuple[list[Event], int]:
    """Some of the plans of a group, and how many it has: the next first, else the last."""
    if key in ("ahead", "undated"):
        where = Where(
            status="planned",
            since=record.store.latest() if key == "ahead" else None,
            ended=key == "ahead",
            without=parts.NOT_REJECTED,
        )
        chosen = record.store.choose("event", where)
        page = chosen.soonest if key == "ahead" else chosen.newest
        return page(shown, start), chosen.size
    overdue = key == "overdue"
    found = record.plans(outcome="open" if overdue else key, overdue=True if overdue else None)
    part = found[::-1][start : start + shown]
    return [e for plan in part if (e := record.get("event", plan.event))], len(found)
