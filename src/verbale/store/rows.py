"""The record as rows: what each thing is called, sorted by, looked up by and searched by.

One row a thing of CONTRACT, as JSON. The text of reports is left out of their rows: the store
keeps it once and puts it back.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable
from itertools import combinations
from typing import Any, NamedTuple

import msgspec

from verbale import records
from verbale.errors import RecordError
from verbale.records import Interval

#: Kind of row -> the noun it holds, in the order of CONTRACT.
KINDS: dict[str, type[msgspec.Struct]] = {
    "report": records.ReportEntry,
    "copy": records.CopyGroup,
    "party": records.Party,
    "event": records.Event,
    "statement": records.Statement,
    "conflict": records.Conflict,
    "plan": records.Plan,
    "channel": records.Channel,
}
_ENCODER = msgspec.json.Encoder(order="deterministic")
_DECODERS = {kind: msgspec.json.Decoder(noun) for kind, noun in KINDS.items()}
_LAST = "9999-12-31"


class Row(NamedTuple):
    """A row of the minutes; `touches` are pairs of role and value, `title` and `body` searched."""

    kind: str
    id: str
    sort: str
    json: str
    type: str | None = None
    status: str | None = None
    since: str | None = None
    until: str | None = None
    touches: tuple[tuple[str, str], ...] = ()
    title: str = ""
    body: str = ""

    @property
    def digest(self) -> bytes:
        """Sixteen bytes that differ when anything that is stored of the row differs."""
        packed = msgspec.msgpack.encode(tuple(self))
        return hashlib.blake2b(packed, digest_size=16).digest()


def encode(noun: msgspec.Struct) -> str:
    """A noun as the JSON of CONTRACT: keys in the order of its fields, dates in ISO 8601."""
    return _ENCODER.encode(noun).decode()


def decode(kind: str, row: str) -> Any:
    """The noun that :func:`encode` wrote; raises `RecordError` for another version's."""
    try:
        return _DECODERS[kind].decode(row)
    except msgspec.DecodeError as error:
        raise RecordError(
            f"The record's {kind}s were made by another version of Verbale; open the record where "
            "it can be written, so that they can be made again."
        ) from error


def channel_id(channel: records.Channel) -> str:
    """The name of a line of communication: "CHN-USA/leaders"."""
    return f"{'-'.join(channel.pair)}/{channel.channel}"


#: The noun of a kind and an id, `None` where there is none.
Look = Callable[[str, str], Any]


def flat(kind: str, noun: Any, look: Look) -> Row:
    """A noun as its row; `look`: the other rows of the record, which it may be found by."""
    return _FLAT[kind](noun, look)


def shown(noun: Any) -> object:
    """What other rows are found by of a party or a report that they touch."""
    if isinstance(noun, records.Party):
        return noun.kind, noun.state, _names(noun)
    return noun.outlet


def _names(party: records.Party) -> tuple[str, ...]:
    """The names by which what a party does is searched: for a person, whom reports call by ever
    more names, the fullest one and that of the id."""
    if party.kind == "person":
        other = party.id.replace("-", " ")
        return (party.name,) if other == party.name.casefold() else (party.name, other)
    return (party.name, *party.aliases)


def _state(party: str | None, look: Look) -> str | None:
    found: records.Party | None = look("party", party) if party else None
    return None if found is None else found.id if found.kind == "state" else found.state


def _copy(group: records.CopyGroup, look: Look) -> Row:
    return Row("copy", group.group, group.group, encode(group), touches=_all(report=group.reports))


def _conflict(conflict: records.Conflict, look: Look) -> Row:
    told = {report for value in conflict.values for report in value.reports}
    return Row(
        "conflict", conflict.id, conflict.id, encode(conflict), conflict.field,
        conflict.about.kind, touches=_all(about=[conflict.about.id], report=told),
    )  # fmt: skip


def _channel(channel: records.Channel, look: Look) -> Row:
    name = channel_id(channel)
    return Row(
        "channel", name, name, encode(channel), channel.channel, touches=_all(state=channel.pair)
    )


def _report(report: records.ReportEntry, look: Look) -> Row:
    since, until = _ends(report.published.start, report.published.end)
    return Row(
        "report", report.id, report.id, encode(msgspec.structs.replace(report, text="")),
        type=report.language, since=since, until=until,
        touches=_all(
            copy=[report.copy_group], outlet=[report.outlet], agency=[report.agency],
            replaced_by=[report.replaced_by], updates=[report.updates],
        ),
        title=report.title or "",
    )  # fmt: skip


def _party(party: records.Party, look: Look) -> Row:
    names = (party.name, *party.aliases)
    return Row(
        "party", party.id, party.id, encode(party), type=party.kind,
        touches=_all(state=[party.state], name=[name.casefold() for name in names]),
        title=" ".join(names), body=" ".join(office.title for office in party.offices),
    )  # fmt: skip


def _event(event: records.Event, look: Look) -> Row:
    since, until = _ends(event.date.start, event.date.end)
    parties = (*event.actors, *event.recipients)
    known = {party: look("party", party) for party in parties}
    states = {party: _state(party, look) for party in parties}
    told = [name for p in parties for name in (_names(known[p]) if known[p] else (p,))]
    entries = [look("report", report) for report in event.reports]
    place = [event.place.name] if event.place else []
    rest = [event.type, event.mode, event.venue, event.occasion, *event.issues]
    return Row(
        "event", event.id, f"{since or until or _LAST}/{until or _LAST}/{event.id}", encode(event),
        event.type, event.status, since, until,
        touches=_all(
            state=[states.get(party) for party in parties],
            actor_state=[states.get(party) for party in event.actors],
            recipient_state=[states.get(party) for party in event.recipients],
            pair=_pairs(filter(None, map(states.get, parties))),
            outlet=[entry.outlet for entry in entries if entry],
            party=parties, report=event.reports, issue=event.issues, review=[event.review],
            account=event.accounts,
        ),
        title=" ".join(told),
        body=" ".join(word for word in [*place, *rest] if word),
    )  # fmt: skip


def _pairs(states: Iterable[str]) -> set[str]:
    """Each two of the states of an event's parties, sorted: "CHN-USA", also "USA-USA"."""
    return {"-".join(pair) for pair in combinations(sorted(states), 2)}


def _statement(statement: records.Statement, look: Look) -> Row:
    parties = [statement.speaker, statement.on_behalf_of, statement.addressee]
    return Row(
        "statement", statement.id, f"{statement.report}/{statement.start:09d}/{statement.id}",
        encode(statement), type=statement.kind,
        touches=_all(
            report=[statement.report], party=parties, speaker=parties[:2],
            state=[_state(party, look) for party in parties],
            event=[statement.event], issue=statement.issues,
        ),
        title=statement.speaker_text or "", body=statement.text,
    )  # fmt: skip


def _plan(plan: records.Plan, look: Look) -> Row:
    event: records.Event | None = look("event", plan.event)
    date = event.date if event else Interval()
    parties = (*event.actors, *event.recipients) if event else ()
    since, until = _ends(date.start, date.end)
    return Row(
        "plan", plan.event, f"{since or until or _LAST}/{plan.event}", encode(plan),
        plan.outcome, "overdue" if plan.overdue else None, since, until,
        touches=_all(
            event=[plan.event], state=[_state(party, look) for party in parties],
            report=(*plan.announced_in, *plan.confirmed_in),
        ),
    )  # fmt: skip


def _ends(start: dt.date | None, end: dt.date | None) -> tuple[str | None, str | None]:
    return (start.isoformat() if start else None, end.isoformat() if end else None)


def _all(**roles: Any) -> tuple[tuple[str, str], ...]:
    """Pairs of role and value, each once, sorted; values that are `None` left out."""
    return tuple(sorted({(role, v) for role, values in roles.items() for v in values if v}))


_FLAT: dict[str, Callable[[Any, Look], Row]] = {
    "report": _report,
    "copy": _copy,
    "party": _party,
    "event": _event,
    "statement": _statement,
    "conflict": _conflict,
    "plan": _plan,
    "channel": _channel,
}
