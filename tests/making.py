"""Readings made by hand, for tests of the record that need no parse."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from verbale.records import (
    Cast,
    Extent,
    Interval,
    Marks,
    Mention,
    PlaceMention,
    Reading,
    Referent,
    Report,
    Timex,
    Told,
    ToldOffice,
)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def days(start: str, end: str | None = None) -> Interval:
    return Interval(day(start), day(end or start))


def place(name: str, country: str, kind: str = "city") -> PlaceMention:
    return PlaceMention(0, 1, name, kind, country)


class Writer:
    """Puts one report's reading together: who, when, what."""

    def __init__(self, report: str, published: str | None = None, text: str | None = None) -> None:
        self.text = text or f"The text of report {report}. " + "It goes on for a while. " * 20
        self.report = Report(
            id=report,
            source=f"{report}.txt",
            text=self.text,
            published=day(published) if published else None,
        )
        self.referents: list[Referent] = []
        self.mentions: list[Mention] = []
        self.times: list[Timex] = []
        self.events: list[Told] = []
        self.marks = Marks()

    def state(self, code: str) -> int:
        return self._add("state", None, code)

    def person(
        self, name: str, state: str, title: str | None = None, known: str | None = None
    ) -> int:
        offices = (ToldOffice(title, state, Extent(0, 5)),) if title else ()
        return self._add("person", name, state, offices, known)

    def _add(
        self,
        kind: str,
        name: str | None,
        state: str,
        offices: tuple[ToldOffice, ...] = (),
        known: str | None = None,
    ) -> int:
        index = len(self.referents)
        self.referents.append(
            Referent(index, kind, name, state=state, offices=offices, known=known)
        )
        return index

    def time(self, form: str, tense: str | None = "past", anchor: str = "published") -> int:
        at = 10 * len(self.times)
        self.times.append(Timex(at, at + 4, "DATE", form, tense, anchor=anchor, rule="made"))
        return len(self.times) - 1

    def event(
        self,
        actors: Sequence[int],
        recipients: Sequence[int],
        *,
        type: str = "CONSULT",
        mode: str | None = "meet",
        status: str = "occurred",
        times: Sequence[int] = (),
        place: PlaceMention | None = None,
        duration: str | None = None,
        frame: str = "meet",
        sentence: Extent | None = None,
        issues: tuple[str, ...] = (),
        tense: str | None = "past",
    ) -> int:
        start = 5 + 7 * len(self.events)
        tense = "future" if status == "planned" else tense
        self.events.append(
            Told(
                start=start,
                end=start + 5,
                type=type,
                mode=mode,
                contexts=(),
                cameo="043" if type == "CONSULT" else None,
                status=status,
                actors=tuple(actors),
                recipients=tuple(recipients),
                frame=frame,
                sentence=sentence or Extent(start, start + 6),
                tense=tense,
                times=tuple(times),
                place=place,
                duration=duration,
                issues=issues,
            )
        )
        return len(self.events) - 1

    def reading(self) -> Reading:
        return Reading(
            report=self.report,
            marks=self.marks,
            cast=Cast(tuple(self.referents), tuple(self.mentions)),
            times=tuple(self.times),
            places=(),
            events=tuple(self.events),
            statements=(),
        )
