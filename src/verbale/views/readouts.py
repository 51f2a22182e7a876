"""What each side of an event said in it, laid side by side, issue by issue."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from verbale.views import words

if TYPE_CHECKING:
    from verbale.api import Record
    from verbale.records import Event, Statement

#: The heading of those who belong to no side of the event.
OTHERS = "others"


@dataclass(slots=True)
class Point:
    """Something that one side said: by whom, with what verb, through whom, in which reports."""

    side: str
    speaker: str
    verb: str
    text: str
    issues: tuple[str, ...]
    relayed_by: tuple[str, ...]
    reports: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Laid:
    """The accounts of an event: its sides by name, and what they said on each issue.

    `rows`: issues (none where none is named) and, for each side in order, its points.
    """

    sides: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], tuple[tuple[Point, ...], ...]], ...]


def lay(record: Record, event: Event) -> Laid:
    """The statements made at an event, in columns; what several reports print stands once."""
    sides = _sides(record, event)
    points = _points(record, record.statements(event=event.id), sides)
    titles = list(dict.fromkeys(sides.values()))
    if any(point.side == OTHERS for point in points):
        titles.append(OTHERS)
    named = sorted({issue for point in points for issue in point.issues})
    rows: dict[tuple[int, ...], tuple[list[str], list[Point]]] = {}
    for issue in named:
        said = [p for p in points if issue in p.issues]
        rows.setdefault(tuple(map(id, said)), ([], said))[0].append(issue)
    if rest := [p for p in points if not p.issues]:
        rows[()] = ([], rest)
    return Laid(
        tuple(titles),
        tuple(
            (tuple(issues), tuple(tuple(p for p in said if p.side == side) for side in titles))
            for issues, said in rows.values()
        ),
    )


def _sides(record: Record, event: Event) -> dict[str, str]:
    """Heading by key: states by name, with those who spoke for them; others by their own name.

    Two of one state stand on two sides.
    """
    parties = list(dict.fromkeys((*event.actors, *event.recipients)))
    homes = [record.state(party) for party in parties]
    one_state = len({*homes}) == 1 and len(parties) > 1
    found: dict[str, list[str]] = {}
    for party, home in zip(parties, homes, strict=True):
        found.setdefault(party if one_state or home is None else home, []).append(party)
    headings = {}
    for key, members in found.items():
        people = words.names(record, [m for m in members if m != key])
        name = words.names(record, [key])
        headings[key] = f"{name}: {people}" if people and people != name else name
    return headings


def _points(record: Record, statements: Iterable[Statement], sides: dict[str, str]) -> list[Point]:
    points: dict[tuple[str, str], Point] = {}
    for statement in statements:
        who = statement.speaker
        keys = [who, statement.on_behalf_of]
        keys += [record.state(party) for party in keys if party is not None]
        side = next((sides[key] for key in keys if key in sides), OTHERS)
        speaker = words.names(record, [who]) if who else words.safe(statement.speaker_text or "?")
        plain = " ".join(statement.text.split())
        report, cue = record.get("report", statement.report), statement.cue
        verb = report.text[cue.start : cue.end] if report is not None and cue is not None else ""
        point = points.setdefault(
            (speaker, plain.casefold().strip(" \"\u201c\u201d'.,")),
            Point(side, speaker, verb.lower(), plain, statement.issues, statement.relayed_by),
        )
        if statement.report not in point.reports:
            point.reports.append(statement.report)
    return list(points.values())


def line(record: Record, point: Point) -> str:
    """A point as a line: speaker, through whom, words, sources."""
    through = f" (through {words.listed(point.relayed_by)})" if point.relayed_by else ""
    sources = "; ".join(words.reference(record.get("report", r), r) for r in point.reports)
    said = f" {words.safe(point.verb)}" if point.verb.isalpha() else ""
    return f"{point.speaker}{said}{through}: {words.quoted(point.text)} \u2014 {sources}"
