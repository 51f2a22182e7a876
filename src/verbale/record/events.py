"""An event of the record, put together from its accounts."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from verbale.knowledge import plover
from verbale.record import voices
from verbale.record.accounts import Account
from verbale.record.intervals import DONE, intersect, width
from verbale.record.roll import Roll
from verbale.records import Event, Interval, Place, Span

# Later states of affairs win; where reports are of one day, the one further along.
_RANK = {
    "occurred": 6,
    "ongoing": 5,
    "cancelled": 4,
    "postponed": 3,
    "planned": 2,
    "denied": 1,
    "hypothetical": 0,
}

# Talks on a journey are where it goes, held or to be held.
_PLACED = frozenset({*DONE, "planned"})


def put_together(
    accounts: Sequence[Account],
    credits: Mapping[str, Sequence[str]],
    published: Mapping[str, Interval],
    roll: Roll,
    shared: voices.Shared,
    raised: Mapping[str, Sequence[tuple[str, Span]]],
) -> Event:
    """Accounts of one event -> the event: each field from the accounts that know it best.

    `credits`: the sources that each report credits. `raised`: what was raised in a talk, by
    account: issues and the words that name them.
    """
    reports = tuple(sorted({a.report for a in accounts}))
    reported = _reported(accounts)
    status = _status(reported, published)
    actors, recipients = _parties(accounts, roll)
    date, date_rule = _date(accounts, status)
    best = _best(accounts, status)
    place = _place(accounts)
    issues = _issues(accounts, raised)
    mode = _common(a.told.mode for a in accounts)
    cameo = _common(a.told.cameo for a in (best, *accounts))
    count = voices.count(accounts, shared)
    rules: dict[str, str] = {}
    for account in (best, *accounts):
        for field, rule in account.told.rules.items():
            rules.setdefault(field, rule)
    rules["date"] = date_rule
    rules.setdefault("type", best.told.frame)
    venue = _common(a.told.venue for a in accounts)
    occasion = _common(a.told.occasion for a in accounts)
    duration = _common(a.told.duration for a in accounts)
    known = {
        "type": best.told.type,
        "mode": mode,
        "actors": actors,
        "recipients": recipients,
        "status": status,
        "date": date.start or date.end,
        "place": place,
        "venue": venue,
        "occasion": occasion,
        "duration": duration,
        "issues": issues,
    }
    event_id = min(
        accounts,
        key=lambda a: (published.get(a.report, Interval()).start or dt.date.max, a.sort_key),
    ).anchor
    return Event(
        id=event_id,
        type=best.told.type,
        mode=mode,
        contexts=_contexts(accounts),
        cameo=cameo,
        goldstein=plover.goldstein(cameo) if cameo else None,
        actors=actors,
        recipients=recipients,
        status=status,
        reported_status=dict(sorted(reported.items())),
        date=date,
        place=place,
        venue=venue,
        occasion=occasion,
        duration=duration,
        issues=issues,
        reports=reports,
        independent_sources=count,
        shared_credits=voices.shared_credits(accounts, credits),
        grounds=_grounds(accounts, count, known),
        review="none",
        evidence=_evidence(accounts, known, raised),
        rules=dict(sorted(rules.items())),
        accounts=tuple(sorted(a.anchor for a in accounts)),
    )


def _outright(account: Account) -> bool:
    return account.told.frame != "backreference" and account.told.tense is not None


def _reported(accounts: Sequence[Account]) -> dict[str, str]:
    out: dict[str, str] = {}
    outright = {a.report for a in accounts if _outright(a)}
    for account in accounts:
        # "the meeting", or a line without a verb, takes the status that the report gave where it
        # told of it outright
        if account.report in outright and not _outright(account):
            continue
        mine = account.told.status
        if account.report not in out or _RANK[mine] > _RANK[out[account.report]]:
            out[account.report] = mine
    return out


def _status(reported: Mapping[str, str], published: Mapping[str, Interval]) -> str:
    """The latest state of affairs: what was done stays done; else the latest report's word."""
    if any(s in DONE for s in reported.values()):
        return "occurred" if "occurred" in reported.values() else "ongoing"

    def when(report: str) -> tuple[dt.date, int, str]:
        day = published.get(report, Interval()).start or dt.date.min
        return day, _RANK[reported[report]], report

    return reported[max(reported, key=when)]


def _best(accounts: Sequence[Account], status: str) -> Account:
    """The account that tells most, among those of the event's status."""
    return min(
        accounts,
        key=lambda a: (
            a.told.status != status,
            a.told.frame == "backreference",
            -len(a.actors) - len(a.recipients),
            width(a.date),
            a.sort_key,
        ),
    )


def _parties(accounts: Sequence[Account], roll: Roll) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Both sides, as the fullest account has them, with persons that others name.

    A state gives way to its person on the side where it stood.
    """
    fullest = min(
        accounts,
        key=lambda a: (
            a.told.frame == "backreference",
            -sum(len(people) for people in a.sides.values()),
            -len(a.sides),
            not a.recipients,
            a.sort_key,
        ),
    )
    sides = [list(fullest.actors), list(fullest.recipients)]
    for account in accounts:
        for mine, theirs in ((0, account.actors), (1, account.recipients)):
            for party_id in theirs:
                if any(party_id in side for side in sides):
                    continue
                party = roll.party(party_id)
                home = next(
                    (
                        side
                        for side in sides
                        if any(
                            (roll.party(p).state or p) == (party.state or party_id) for p in side
                        )
                    ),
                    sides[mine],
                )
                if (
                    party.kind == "state"
                    and home
                    and any((roll.party(p).state or p) == party_id for p in home)
                ):
                    continue
                home.append(party_id)
    for side in sides:
        held = {roll.party(p).state for p in side if roll.party(p).kind == "person"}
        side[:] = [p for p in side if not (roll.party(p).kind == "state" and p in held)]
    first = sides[0]
    second = [p for p in sides[1] if p not in first]
    if fullest.told.type == "CONSULT" and fullest.told.mode != "visit" and not second:
        # "the two presidents spoke": the one named first, and those of other states
        states = {roll.party(p).state or p for p in first[:1]}
        second = [p for p in first if (roll.party(p).state or p) not in states]
        first = [p for p in first if p not in second]
    return tuple(first), tuple(second)


def _date(accounts: Sequence[Account], status: str) -> tuple[Interval, str]:
    """The narrowest interval that accounts support; where exact days differ, the most told.

    A journey whose first and last day are told has those, not the days of its stops. Once an event
    took place, what plans said of its day no longer counts, unless only they do.
    """
    done = [a for a in accounts if a.told.status == status or a.told.status in DONE]
    for pool in (done if status in DONE else [], list(accounts)):
        dated = [a for a in pool if a.date.start or a.date.end]
        hosts = min((len(a.sides) for a in dated), default=0)
        journeys = Counter(a.date for a in dated if a.journey and len(a.sides) == hosts)
        exact = journeys or Counter(a.date for a in dated if a.exact)
        if exact:
            most = min(exact, key=lambda d: (-exact[d], d))
            rule = next(a.dated_by for a in dated if a.date == most)
            return most, rule
        if dated:
            ordered = sorted(dated, key=lambda a: (width(a.date), a.sort_key))
            known, rule = ordered[0].date, ordered[0].dated_by
            for account in ordered[1:]:
                known = intersect(known, account.date) or known
            if known.start and known.end:
                return known, rule
    rest = [a for a in accounts if a.date.start or a.date.end]
    if not rest:
        return Interval(), ""
    ordered = sorted(rest, key=lambda a: (width(a.date), a.sort_key))
    known = ordered[0].date
    for account in ordered[1:]:
        known = intersect(known, account.date) or known
    return known, ordered[0].dated_by


def _place(accounts: Sequence[Account]) -> Place | None:
    """The place most told, a town before a region before a country."""
    fine = {"city": 0, "region": 1, "water": 1, "country": 2, "venue": 3}
    counts = Counter(a.told.place.name for a in accounts if a.told.place)
    told = [a.told.place for a in accounts if a.told.place]
    if not told:
        return None
    best = min(told, key=lambda p: (fine.get(p.kind, 4), -counts[p.name], p.name))
    return Place(best.name, best.country, best.latitude, best.longitude)


def _issues(
    accounts: Sequence[Account], raised: Mapping[str, Sequence[tuple[str, Span]]]
) -> tuple[str, ...]:
    """What the accounts say it was about, and what was raised in it."""
    told = {slug for a in accounts for slug in a.told.issues}
    return tuple(sorted(told | {slug for a in accounts for slug, _ in raised.get(a.anchor, ())}))


def _contexts(accounts: Sequence[Account]) -> tuple[str, ...]:
    return tuple(sorted({c for a in accounts for c in a.told.contexts}))


def _common(values: object) -> str | None:
    counts = Counter(v for v in values if v)  # type: ignore[attr-defined]
    return min(counts, key=lambda v: (-counts[v], v)) if counts else None


def _grounds(accounts: Sequence[Account], count: int, known: Mapping[str, object]) -> float:
    """0 to 1: sources (half for one, three quarters for two ...), directness, completeness.

    Directness is the share of accounts told outright, not inferred by reference to another
    sentence; completeness that of both sides, day, and place. Weights: 0.5, 0.2, 0.3.
    """
    sources = 1 - 0.5**count
    direct = sum(a.told.frame != "backreference" for a in accounts) / len(accounts)
    fields = ("actors", "recipients", "date", "place")
    complete = sum(bool(known[f]) for f in fields) / len(fields)
    return round(0.5 * sources + 0.2 * direct + 0.3 * complete, 3)


def _evidence(
    accounts: Sequence[Account],
    known: Mapping[str, object],
    raised: Mapping[str, Sequence[tuple[str, Span]]],
) -> dict[str, tuple[Span, ...]]:
    """Where each field that is known was read, in every report; the act's own words at least."""
    out: dict[str, tuple[Span, ...]] = {}
    for field, value in known.items():
        if not value:
            continue
        spans: set[Span] = set()
        for account in accounts:
            for extent in account.told.evidence.get(field, ()):
                spans.add(Span(account.report, extent.start, extent.end))
        if field == "issues":
            spans |= {words for a in accounts for _, words in raised.get(a.anchor, ())}
        if not spans:
            spans = {Span(a.report, a.told.start, a.told.end) for a in accounts}
        out[field] = tuple(sorted(spans))
    return out


def where_stays_were(events: Sequence[Event], roll: Roll) -> list[Event]:
    """Meetings without a place of their own that a visitor had, or is to have, on a visit: they
    are held there.

    The visit's day or days must hold the meeting's, its host be the other side's state, and one
    report tell of both: the place's evidence is that report's.
    """
    stays: dict[str, list[Event]] = {}
    for event in events:
        if event.mode == "visit" and event.place and event.date.start:
            for visitor in event.actors:
                stays.setdefault(visitor, []).append(event)
    for visits in stays.values():
        visits.sort(key=lambda e: e.id)
    out = []
    for event in events:
        met = event.mode == "meet" and event.place is None and event.status in _PLACED
        visit = next((v for v in _visits(event, stays, roll)), None) if met else None
        if visit is not None:
            told = tuple(s for s in visit.evidence["place"] if s.report in event.reports)
            event = msgspec.structs.replace(
                event,
                place=visit.place,
                evidence={**event.evidence, "place": told},
                rules={**event.rules, "place": "stay"},
            )
        out.append(event)
    return out


def _visits(event: Event, stays: Mapping[str, Sequence[Event]], roll: Roll) -> list[Event]:
    parties = (*event.actors, *event.recipients)
    states = {roll.party(p).state or p for p in parties}
    start, end = event.date.start, event.date.end
    if start is None or end is None:
        return []
    return [
        visit
        for party in parties
        for visit in stays.get(party, ())
        if visit.date.start
        and visit.date.end
        and (event.status in DONE) == (visit.status in DONE)
        and visit.status in _PLACED
        and visit.date.start <= start <= end <= visit.date.end
        and {roll.party(p).state or p for p in visit.recipients} & states
        and {s.report for s in visit.evidence["place"]} & set(event.reports)
    ]
