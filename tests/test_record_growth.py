"""A record that grows is the record made at once: the neighbourhood of a change is all it needs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import Writer, place
from verbale import copies
from verbale.record import build
from verbale.record.build import minutes
from verbale.record.grow import grow
from verbale.record.shelves import Memory
from verbale.records import Correction, Extent, Marks, Quote, Reading, Update

NAMES = [
    ("Ana Ferreira", "PRT"),
    ("Karim Haddad", "MAR"),
    ("Omar Haddad", "MAR"),
    ("Omar Haddad", "TUN"),
    ("Omar Haddad", ""),
    ("Haddad", "MAR"),
    ("Haddad", ""),
    ("Ilse Brandt", "DEU"),
    ("Brandt", ""),
]
KNOWN = [
    ("George Shultz", "USA", "Secretary of State", "george-shultz"),
    ("Eduard Shevardnadze", "RUS", "Minister of Foreign Affairs", "eduard-shevardnadze"),
]
OFFICES = [None, "Minister of Foreign Affairs", "Secretary of State", "Chief Negotiator"]
PLACES = [None, place("Rabat", "MAR"), place("Lisbon", "PRT"), place("Geneva", "CHE")]
TIMES = ["1987-05-06", "1987-11-26", "<=w1", "<=w4", "1987-05", "week-1", "day+0", None]
DAYS = ["1987-05-07", "1987-05-08", "1987-11-28", None]
PARAGRAPHS = [
    "The ministers of the two coasts met in the old customs house and agreed to open the bridge "
    f"over the river number {n} before the end of the fishing season, officials of both said."
    for n in ("one", "two", "three")
] + [
    "Talks on the price of tin broke down late in the evening when the buyers left the room, and "
    "no day was named for another round, according to the chairman of the council.",
    "A committee of engineers will look at the harbour wall of the northern port next month and "
    "report to both parliaments on what it would cost to raise it by two metres.",
]
LINES = ["Most read: Premier flies to Oslo for talks", "The Post, since 1911"]
SIDES = [(), LINES[:1], LINES[:1], LINES]
SAID = ["we will talk again", "there is no progress on military communications", "it is time"]


@st.composite
def reports(draw: st.DrawFn, id: str) -> Reading:
    text = "\n\n".join(draw(st.lists(st.sampled_from(PARAGRAPHS), max_size=3)))
    text += f"\n\nThe rest of report {id} is its own. " + f"It goes on about {id} for a while. " * 9
    w = Writer(id, draw(st.sampled_from(DAYS)), text)
    who = [
        w.person(name, state or None, draw(st.sampled_from(OFFICES)))  # type: ignore[arg-type]
        for name, state in draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3))
    ]
    if draw(st.booleans()):
        who += [w.person(*known) for known in KNOWN]
    who += [w.state(draw(st.sampled_from(["PRT", "MAR", "USA"])))]
    for _ in range(draw(st.integers(1, 3))):
        a, b = draw(st.tuples(st.sampled_from(who), st.sampled_from(who)))
        form = draw(st.sampled_from(TIMES))
        status = draw(st.sampled_from(["occurred", "occurred", "planned", "postponed"]))
        w.event(
            [a],
            [b] if a != b else [],
            type=draw(st.sampled_from(["CONSULT", "CONSULT", "ACCUSE"])),
            mode=draw(st.sampled_from(["meet", "phone", "visit", None])),
            status=status,
            times=[w.time(form, "future" if status == "planned" else "past")] if form else [],
            place=draw(st.sampled_from(PLACES)),
            issues=tuple(draw(st.sets(st.sampled_from(["fishing", "trade"]), max_size=1))),
        )
    said = tuple(
        Quote(
            10 * i, 10 * i + 9, (Extent(10 * i, 10 * i + 9),), "direct", "said",
            speaker=draw(st.sampled_from(who)), event=draw(st.sampled_from([0, None])),
        )
        for i in range(draw(st.integers(0, 2)))
    )  # fmt: skip
    made = w.reading()
    body = "".join(draw(st.sampled_from(SAID)) + ". " for _ in said)
    body = "".join(line + "\n\n" for line in draw(st.sampled_from(SIDES))) + body
    report = msgspec.structs.replace(
        made.report,
        text=body + made.report.text,
        url=draw(st.sampled_from([None, None, "https://post.example/a", "https://post.example/b"])),
        outlet=draw(st.sampled_from(["Post", "Courier"])),
    )
    mark = draw(st.sampled_from([None, None, Update("update", 1, ""), Update("update", 2, "")]))
    credits = tuple(draw(st.sets(st.sampled_from(["Reuters", "AFP"]), max_size=1)))
    marks = Marks(update=mark, relies_on=credits)
    prints = copies.passages(report.text, marks)
    return msgspec.structs.replace(made, report=report, marks=marks, statements=said, prints=prints)


@st.composite
def corrections(draw: st.DrawFn, readings: Mapping[str, Reading]) -> list[Correction]:
    """Some decisions about what stands in the record now."""
    now = build(readings.values())
    if not now.events:
        return []
    made = []
    for id in range(1, draw(st.integers(1, 3)) + 1):
        event = draw(st.sampled_from(now.events))
        other = draw(st.sampled_from(now.events)).id
        action, field, value = draw(
            st.sampled_from(
                [
                    ("merge", None, None), ("split", None, None), ("confirm", None, None),
                    ("reject", None, None), ("set", "venue", '"a hall"'),
                    ("set", "status", '"planned"'), ("set", "published", '"1987-05-08"'),
                    ("name", None, '"Ana de Ferreira"'),
                ]
            )
        )  # fmt: skip
        target = event.id
        if field == "published":
            target = event.reports[0]
        elif action == "name":
            target = "ana-ferreira"
        second = {"merge": other, "split": event.reports[-1]}.get(action)
        when = dt.datetime(2024, 1, 1, tzinfo=dt.UTC)
        made.append(Correction(id, action, target, "M", when, field, value, second))
    return made


def state(shelves: Memory) -> dict[str, Any]:
    """All that stands on the shelves; empty ones left out."""
    held: dict[str, dict[str, Any]] = {
        "cells": shelves.cells,
        "cards": shelves.cards,
        "times": shelves.times,
    }
    told = {
        f"{name} {kind}": some
        for name, kinds in held.items()
        for kind, some in kinds.items()
        if some
    }
    return {**told, "minutes": msgspec.to_builtins(minutes(shelves))}


def whole(readings: Mapping[str, Reading], decided: Sequence[Correction]) -> Memory:
    shelves = Memory()
    grow(shelves, readings, {r: (None, x) for r, x in readings.items()}, decided)
    return shelves


@pytest.fixture(autouse=True, scope="module")
def _short_lists() -> Any:
    """Lists of holders so short that a few reports pass every limit of them."""
    from verbale.record import copying

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(copying, "EACH", 3)
        patch.setattr(copying, "NEIGHBOURS", 1)
        patch.setattr(copying, "STOCK", 2)
        yield


@settings(max_examples=120, deadline=None)
@given(st.data())
def test_a_record_that_grows_is_the_record_made_at_once(data: st.DataObject) -> None:
    shelves = Memory()
    now: dict[str, Reading] = {}
    decided: list[Correction] = []
    for _ in range(data.draw(st.integers(1, 4))):
        changes: dict[str, tuple[Reading | None, Reading | None]] = {}
        for id in data.draw(st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=4)):
            old = now.pop(id, None)
            if old is None or data.draw(st.booleans()):
                now[id] = data.draw(reports(id))
            changes[id] = (old, now.get(id))
        if data.draw(st.integers(0, 3)) == 0:
            decided = data.draw(corrections(now))
        grow(shelves, now, changes, decided)
    assert state(shelves) == state(whole(now, decided))


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_taking_all_reports_out_leaves_empty_shelves(data: st.DataObject) -> None:
    readings = {id: data.draw(reports(id)) for id in "abcd"}
    shelves = whole(readings, [])
    for id, reading in readings.items():
        rest = {r: x for r, x in readings.items() if r > id}
        grow(shelves, rest, {id: (reading, None)})
    assert state(shelves) == state(Memory())
