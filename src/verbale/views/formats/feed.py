"""Atom (RFC 4287): a relation, a period or a search as a feed, the latest told first."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote
from xml.etree import ElementTree as xml

import msgspec

from verbale.records import Event, ReportEntry, Span, Statement
from verbale.views import words
from verbale.views.formats.lookup import Lookup
from verbale.views.formats.quoting import quotations
from verbale.views.formats.selection import Selection, Written

_ATOM = "http://www.w3.org/2005/Atom"
#: The day of what nobody dates: a feed must give one.
_NEVER = dt.date(1970, 1, 1)


class _Entry(NamedTuple):
    id: str
    title: str
    updated: dt.date
    lines: list[str]
    link: str | None
    categories: tuple[str, ...] = ()


def write(lookup: Lookup, path: Path, chosen: Selection) -> Written:
    """Write the feed: events, and with a search also the statements and reports it found."""
    entries = [_event(lookup, event, chosen) for event in chosen.events]
    for hit in chosen.hits:
        found = lookup.record.get(hit.kind, hit.id) if hit.kind != "event" else None
        if isinstance(found, Statement):
            entries.append(_statement(lookup, found, chosen))
        elif isinstance(found, ReportEntry):
            link = found.url
            day = found.published.end or _NEVER
            title = words.safe(found.title or found.id)
            lines = [words.reference(found, found.id)]
            entries.append(_Entry(f"report:{found.id}", title, day, lines, link))
    entries.sort(key=lambda entry: (entry.updated, entry.id), reverse=True)
    xml.register_namespace("", _ATOM)
    feed = xml.Element(f"{{{_ATOM}}}feed")
    _add(feed, "id", "urn:verbale:" + _slug(chosen))
    _add(feed, "title", _title(lookup, chosen))
    _add(feed, "updated", _stamp(entries[0].updated if entries else _NEVER))
    _add(_add(feed, "author"), "name", "Verbale")
    if chosen.choice.address:
        _add(feed, "link").set("href", chosen.choice.address + "/")
    for entry in entries:
        _write(feed, entry)
    xml.indent(feed)
    xml.ElementTree(feed).write(path, encoding="utf-8", xml_declaration=True)
    return Written({"entries": len(entries)})


def _event(lookup: Lookup, event: Event, chosen: Selection) -> _Entry:
    lines = [f"{words.status(event)}, {words.dates(event.date)} · {words.sources(event)}"]
    lines += [] if chosen.without_text else quotations(lookup, event)
    link = next((r.url for r in map(lookup.report, event.reports) if r and r.url), None)
    if chosen.choice.address:
        link = f"{chosen.choice.address}/events/{event.id}"
    day = lookup.latest(event.reports) or event.date.end or _NEVER
    title = words.headline(lookup.record, event)
    return _Entry(f"event:{event.id}", title, day, lines, link, (event.type, *event.issues))


def _statement(lookup: Lookup, said: Statement, chosen: Selection) -> _Entry:
    report = lookup.report(said.report)
    speaker = lookup.name(said.speaker) if said.speaker else words.safe(said.speaker_text or "")
    told = words.quote(report, Span(said.report, said.start, said.end))
    lines = [] if chosen.without_text else [f"“{told.before}{told.words}{told.after}”"]
    lines.append(told.source)
    day = (report and report.published.end) or _NEVER
    link = report.url if report else None
    title = f"{speaker or 'Somebody'} speaks"
    return _Entry(f"statement:{said.id}", title, day, lines, link, said.issues)


def _write(feed: xml.Element, entry: _Entry) -> None:
    node = _add(feed, "entry")
    _add(node, "id", f"urn:verbale:{entry.id}")
    _add(node, "title", entry.title)
    _add(node, "updated", _stamp(entry.updated))
    if entry.link:
        _add(node, "link").set("href", entry.link)
    for term in entry.categories:
        _add(node, "category").set("term", term)
    _add(node, "content", "\n".join(entry.lines)).set("type", "text")


def _add(parent: xml.Element, tag: str, text: str | None = None) -> xml.Element:
    node = xml.SubElement(parent, f"{{{_ATOM}}}{tag}")
    node.text = text
    return node


def _stamp(day: dt.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"


def _told(lookup: Lookup, chosen: Selection) -> list[str]:
    """What was chosen, in words, the states first."""
    choice = chosen.choice
    told = [" – ".join(map(lookup.name, choice.between))] if choice.between else []
    told += [lookup.name(party) for party in (choice.state, choice.party) if party]
    told += [f"“{choice.query}”"] if choice.query else []
    told += [each for each in (choice.type, choice.status, choice.issue, choice.outlet) if each]
    told += [f"since {choice.since}"] if choice.since else []
    return told + ([f"until {choice.until}"] if choice.until else [])


def _slug(chosen: Selection) -> str:
    choice = msgspec.to_builtins(chosen.choice.bare)
    parts = ("-".join(v) if isinstance(v, list | tuple) else str(v) for v in choice.values())
    return quote("/".join(parts) or "record", safe="/-")


def _title(lookup: Lookup, chosen: Selection) -> str:
    return "Verbale: " + (", ".join(_told(lookup, chosen)) or "what is told of")
