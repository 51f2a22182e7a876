"""A desk that reads by one pattern, for tests of keeping and showing that need no model.

A report's lines are like "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon" or
"Ana Ferreira said: we will talk"; what it reads is right for these lines and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from verbale import copies
from verbale.records import (
    Cast,
    Extent,
    Marks,
    Mention,
    PlaceMention,
    Quote,
    Reading,
    Referent,
    Report,
    Timex,
    Told,
    ToldOffice,
)
from verbale.running import keeping, versions
from verbale.running.worker import Outcome, Setup
from verbale.store import PassageCache

PEOPLE = {
    "Ana Ferreira": ("PRT", "Minister of Foreign Affairs"),
    "Karim Haddad": ("MAR", "Minister of Foreign Affairs"),
    "Ilse Brandt": ("DEU", "Minister of Defence"),
}
TOWNS = {"Lisbon": "PRT", "Rabat": "MAR", "Berlin": "DEU"}
_NAME = "|".join(PEOPLE)
_MET = re.compile(
    rf"(?P<date>\d{{4}}-\d\d-\d\d)? ?(?P<actor>{_NAME}) "
    rf"(?P<act>met|will meet|called off talks with) (?P<other>{_NAME})"
    rf"(?: in (?P<town>{'|'.join(TOWNS)}))?"
)
_SAID = re.compile(rf"(?P<who>{_NAME}) said: (?P<what>[^\n]+)")
_STATUS = {"met": "occurred", "will meet": "planned", "called off talks with": "cancelled"}


class Desk:
    """Stands in for `verbale.running.worker.Desk`."""

    def __init__(self, setup: Setup | None = None, cache: PassageCache | None = None) -> None:
        self._cache = cache if cache is not None else PassageCache()
        self.parsed: list[str] = []

    def read(self, reports: Sequence[Report]) -> Outcome:
        readings: list[Reading | None] = []
        reasons = []
        for report in reports:
            broken = "BREAK THE READER" in report.text
            readings.append(None if broken else self._reading(report))
            reasons.append("the reader failed on it" if broken else "")
        return Outcome(tuple(readings), tuple(reasons), tuple(self._cache.take()))

    def _reading(self, report: Report) -> Reading:
        for line in report.text.splitlines():
            if line not in self._cache:
                self.parsed.append(line)
                self._cache[line] = line.encode()
        return read(report)


def take_over(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let this desk read in place of the real one, always as the same version."""
    told = dict.fromkeys(("verbale", "code", "model", "lexicon", "offices"), "test")
    monkeypatch.setattr(keeping, "Desk", Desk)
    monkeypatch.setattr(versions, "current", lambda *_: told)


def read(report: Report) -> Reading:
    """What the lines of a report tell."""
    people = list(PEOPLE)
    mentions = tuple(
        Mention(m.start(), m.end(), people.index(m[0]), "name", "full name", Extent(*m.span()))
        for m in re.finditer(_NAME, report.text)
    )
    referents = tuple(
        Referent(i, "person", name, state, offices=_office(mentions, i, title, state))
        for i, (name, (state, title)) in enumerate(PEOPLE.items())
        if any(m.referent == i for m in mentions) or any(m.referent > i for m in mentions)
    )
    times: list[Timex] = []
    events = []
    places = []
    for match in _MET.finditer(report.text):
        if match["date"]:
            span = match.span("date")
            times.append(Timex(*span, "DATE", match["date"], rule="iso date"))
        place = _place(match)
        places += [place] if place else []
        events.append(_told(match, people, times, place))
    said = tuple(
        Quote(
            *match.span("what"), (Extent(*match.span("what")),), "direct", "said: ...",
            speaker_span=Extent(*match.span("who")), speaker=people.index(match["who"]),
            event=len(events) - 1 if events else None,
        )
        for match in _SAID.finditer(report.text)
    )  # fmt: skip
    prints = copies.passages(report.text, Marks())
    cast = Cast(referents, mentions)
    return Reading(report, Marks(), cast, tuple(times), tuple(places), tuple(events), said, prints)


def _office(
    mentions: Sequence[Mention], index: int, title: str, state: str
) -> tuple[ToldOffice, ...]:
    at = [m for m in mentions if m.referent == index]
    return (ToldOffice(title, state, Extent(at[0].start, at[0].end)),) if at else ()


def _place(match: re.Match[str]) -> PlaceMention | None:
    if not match["town"]:
        return None
    return PlaceMention(
        *match.span("town"), match["town"], "city", TOWNS[match["town"]], rule="town"
    )


def _told(
    match: re.Match[str], people: list[str], times: list[Timex], place: PlaceMention | None
) -> Told:
    fields = {"actors": "actor", "recipients": "other", "status": "act", "type": "act"}
    fields |= {"date": "date"} if match["date"] else {}
    fields |= {"place": "town"} if place else {}
    return Told(
        *match.span("act"), "CONSULT", "meet", (), "043", _STATUS[match["act"]],
        (people.index(match["actor"]),), (people.index(match["other"]),), "meet",
        Extent(*match.span()), times=(len(times) - 1,) if match["date"] else (), place=place,
        tense="future" if match["act"] == "will meet" else "past",
        evidence={field: (Extent(*match.span(group)),) for field, group in fields.items()},
        rules=dict.fromkeys(fields, "met"),
    )  # fmt: skip
