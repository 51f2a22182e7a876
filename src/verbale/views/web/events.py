"""The page of one event: a sentence of a minute, its evidence, its accounts, its merge."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection
from itertools import combinations, islice
from typing import TYPE_CHECKING

import msgspec

from verbale.finding import called
from verbale.knowledge import channels as ranks
from verbale.knowledge import states as nations
from verbale.record.channels import held_at
from verbale.record.corrections import SETTABLE
from verbale.records import Event, Party, ReportEntry, Span
from verbale.views import words
from verbale.views.web import parts, shapes
from verbale.views.web.asked import Asked

if TYPE_CHECKING:
    from verbale.api import Record


#: What somebody does alone: the verb before the noun of a type ("gave aid").
_ALONE = {"CONSULT": "held", "AGREE": "reached", "SUPPORT": "voiced", "CONCEDE": "made",
          "COOPERATE": "took part in", "AID": "gave", "RETREAT": "made", "REQUEST": "made",
          "ACCUSE": "made", "REJECT": "voiced", "THREATEN": "made", "PROTEST": "held",
          "SANCTION": "imposed", "MOBILIZE": "began", "COERCE": "used",
          "ASSAULT": "carried out"}  # fmt: skip
#: Nouns of types that take no article.
_UNCOUNTED = frozenset({"aid", "support", "cooperation", "mobilisation", "coercion"})
#: Pairs of states that an event leads to, and a third of the parties.
_MANY = 6
#: Fields in the order in which an event is told.
_FIELDS = ("actors", "recipients", "date", "place", "venue", "occasion", "duration", "issues",
           "type", "mode", "status")  # fmt: skip
#: Fields by the questions that they answer.
LABELS = {"actors": "who", "recipients": "with whom", "date": "when", "place": "where",
          "duration": "how long", "issues": "about"}  # fmt: skip


def event(record: Record, asked: Asked) -> shapes.EventPage:
    """One event, every field with its evidence."""
    found: Event = record.find(asked.name, "event")
    fields = []
    for field, spans in sorted(found.evidence.items(), key=_order):
        value = value_of(record, found, field)
        if value:
            fields.append(
                shapes.FieldRow(
                    field,
                    LABELS.get(field, field),
                    value,
                    found.rules.get(field),
                    _quoted(record, spans),
                )
            )
    statements = record.statements(event=found.id)
    states = parts.states_of(record, found)
    taking = dict.fromkeys([*found.actors, *found.recipients, *states])
    return shapes.EventPage(
        event=found,
        line=parts.line(record, found),
        sentence=sentence(record, found),
        fields=tuple(fields),
        conflicts=tuple(parts.clash(record, c) for c in record.conflicts(about=found.id)),
        sides=parts.sides(record, statements, states[:2], found.issues),
        reports=tuple(parts.source_rows(record, found)),
        why=_why(record, found),
        plan=record.get("plan", found.id),
        settable=tuple(sorted(SETTABLE)),
        pairs=tuple(
            parts.pair_link(record, pair) for pair in islice(combinations(sorted(states), 2), _MANY)
        ),
        parties=tuple(
            link for party in islice(taking, 3 * _MANY) if (link := parts.party_link(record, party))
        ),
        issues=tuple(
            shapes.Link(parts.issue_name(issue), parts.address("issues", issue))
            for issue in found.issues
        ),
    )


def _order(field: tuple[str, tuple[Span, ...]]) -> int:
    return _FIELDS.index(field[0]) if field[0] in _FIELDS else len(_FIELDS)


def _quoted(record: Record, spans: tuple[Span, ...], limit: int = 6) -> tuple[shapes.Evidence, ...]:
    """Spans in their sentences, of as many reports as there is room for; each sentence once."""
    seen: Counter[str] = Counter()
    ordered = []
    for span in spans:
        seen[span.report] += 1
        ordered.append((seen[span.report], span))
    found: dict[tuple[str, str, str], shapes.Evidence] = {}
    for _, span in sorted(ordered)[: 4 * limit]:
        one = parts.evidence(record, span)
        key = (one.before, one.words, one.after)
        if key in found:
            link = shapes.Link(one.source, one.href)
            one = msgspec.structs.replace(found[key], also=(*found[key].also, link))
        elif len(found) == limit:
            continue
        found[key] = one
    return tuple(found.values())


def value_of(record: Record, found: Event, field: str) -> str:
    """A field of an event in words."""
    value = getattr(found, field, None)
    if field in ("actors", "recipients"):
        return words.names(record, value or (), state=True)
    if field == "date":
        return words.dates(found.date)
    if field == "place":
        return words.where(found)
    if field == "issues":
        return ", ".join(map(parts.issue_name, found.issues))
    if field == "duration":
        return length(found.duration or "")
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return words.safe(str(value)) if value is not None else ""


def sentence(record: Record, found: Event) -> tuple[shapes.Phrase, ...]:
    """An event as a sentence of a minute; each phrase names the field that it puts in words."""
    phrase = shapes.Phrase
    out = []
    if when := words.long_dates(found.date):
        out += [phrase(when, "date"), phrase(", ")]
    out.append(phrase(_whom(record, found, found.actors) or "somebody", "actors"))
    verb, after = _verb(found)
    out += [phrase(" "), phrase(verb, "type")]
    if found.recipients:
        out += [phrase(" "), phrase(_whom(record, found, found.recipients), "recipients")]
    if found.place and not _said_already(record, found):
        out += [phrase(", in "), phrase(_place(found, parts.states_of(record, found)), "place")]
    if found.venue:
        out += [phrase(", at "), phrase(words.the(words.safe(found.venue)), "venue")]
    if found.occasion:
        out += [phrase(", on the occasion of "), phrase(words.safe(found.occasion), "occasion")]
    if found.duration:
        out += [phrase(", for "), phrase(length(found.duration), "duration")]
    if after:
        out += [phrase("; "), phrase(after, "status")]
    out.append(phrase("."))
    return tuple(out)


def _whom(record: Record, found: Event, ids: tuple[str, ...]) -> str:
    """Those of one side, each with the office held that day."""
    told = []
    for id in ids:
        party = record.get("party", id)
        name = words.name(party, id)
        if party is None or party.kind == "state":
            told.append(words.the(name))
            continue
        state = parts.state_name(record, party.state) if party.state else None
        inner = ", ".join(filter(None, (office(party, found), state)))
        told.append(f"{name} ({inner})" if inner else name)
    return " and ".join(filter(None, (", ".join(told[:-1]), told[-1]))) if told else ""


def office(party: Party, found: Event) -> str | None:
    """The office of a person on the day of an event: the highest in rank, else the latest."""
    if found.date.start is None and found.date.end is None:
        return None
    order = [*ranks.names(), ranks.ENVOYS]
    held = held_at(party, found.date)
    held.sort(key=lambda o: o.start or dt.date.min, reverse=True)
    held.sort(key=lambda o: order.index(ranks.of_title(o.title)))
    return words.safe(held[0].title) if held else None


def _place(found: Event, told: Collection[str]) -> str:
    """A place, with its country's name unless that is one of those told of."""
    country = nations.by_code(found.place.country) if found.place and found.place.country else None
    name = words.safe(found.place.name) if found.place else ""
    if country is None or called(country.code, name) or country.code in told:
        return words.the(name)
    return f"{name}, {country.name}"


def _said_already(record: Record, found: Event) -> bool:
    """Whether the place is the state that is visited."""
    known = {words.name(record.get("party", id), id) for id in found.recipients}
    return found.place is not None and found.place.name in known


def _verb(found: Event) -> tuple[str, str]:
    """What the actors did or are to do, and what became of it."""
    doing, noun = words.doing(found), words.noun(found)
    to, after = {
        "occurred": (words.done(found), ""),
        "ongoing": (words.done(found), "it goes on"),
        "planned": (f"is to {doing}" if len(found.actors) < 2 else f"are to {doing}", ""),
        "postponed": (f"was to {doing}", "it was put off"),
        "cancelled": (f"was to {doing}", "it was called off"),
        "denied": (words.done(found), "so it was said, and denied"),
        "hypothetical": (f"might {doing}", ""),
    }.get(found.status, (words.done(found), found.status))
    if found.recipients:
        return to, after
    bare = noun.endswith("s") or noun in _UNCOUNTED
    article = "" if bare else "an " if noun[0] in "aeiou" else "a "
    lead = {"planned": "plans" if len(found.actors) < 2 else "plan", "postponed": "put off",
            "cancelled": "called off", "denied": "denied",
            "hypothetical": "might come to"}.get(found.status)  # fmt: skip
    alone = "made" if found.mode == "visit" else _ALONE.get(found.type, "came to")
    return f"{lead or alone} {article}{noun}", after if found.status == "ongoing" else ""


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
    for a, b, likeness in record.tellings(found.id):
        if likeness.bars:
            continue
        points = ", ".join(f"{k} {v:+.1f}" for k, v in likeness.points.items())
        told = [
            f"“{_told(record, x.report, x.told.start, x.told.end)}” ({_source(record, x.report)})"
            for x in (a, b)
        ]
        text = f"{' and '.join(told)}: {points}"
        for anchor in (a.anchor, b.anchor):
            best.setdefault(anchor, text)
    return tuple(dict.fromkeys(best.values()))


def _told(record: Record, report: str, start: int, end: int) -> str:
    found: ReportEntry | None = record.get("report", report)
    return words.safe(found.text[start:end]) if found else ""


def _source(record: Record, report: str) -> str:
    return parts.source(record.get("report", report), report)
