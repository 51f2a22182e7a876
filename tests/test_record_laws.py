"""The record is a function of the set of reports: order, batches and repetition do not show."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.making import Writer, place
from verbale.record import build
from verbale.records import Reading

PEOPLE = [
    ("Ana Ferreira", "PRT"),
    ("Karim Haddad", "MAR"),
    ("Omar Tazi", "MAR"),
    ("Ilse Brandt", "DEU"),
]
PLACES = [None, place("Rabat", "MAR"), place("Lisbon", "PRT")]
TIMES = ["2019-05-06", "<=w1", "2019-05", "week-1", "<=w3", None]


@st.composite
def reports(draw: st.DrawFn) -> list[Reading]:
    made = []
    for number in range(draw(st.integers(2, 5))):
        dated = draw(st.sampled_from(["2019-05-07", "2019-05-08", "2019-05-14", None]))
        w = Writer(f"r{number}", dated)
        who = [w.person(name, state) for name, state in PEOPLE]
        for _ in range(draw(st.integers(1, 3))):
            a, b = draw(st.permutations(range(4)))[:2]
            form = draw(st.sampled_from(TIMES))
            status = draw(st.sampled_from(["occurred", "planned", "postponed", "cancelled"]))
            tense = "future" if status == "planned" else "past"
            w.event(
                [who[a]],
                [who[b]],
                mode=draw(st.sampled_from(["meet", "phone", "visit", None])),
                status=status,
                times=[w.time(form, tense)] if form else [],
                place=draw(st.sampled_from(PLACES)),
            )
        made.append(w.reading())
    return made


def written(readings: Sequence[Reading]) -> bytes:
    return msgspec.json.encode(build(readings), order="deterministic")


@settings(max_examples=60, deadline=None)
@given(reports(), st.data())
def test_any_order_gives_the_same_record(readings: list[Reading], data: st.DataObject) -> None:
    assert written(data.draw(st.permutations(readings))) == written(readings)


@settings(max_examples=30, deadline=None)
@given(reports())
def test_every_telling_stands_in_one_event(readings: list[Reading]) -> None:
    minutes = build(readings)
    held = [anchor for e in minutes.events for anchor in e.accounts]
    assert len(held) == len(set(held)) == sum(len(r.events) for r in readings)


@settings(max_examples=30, deadline=None)
@given(reports())
def test_every_field_has_evidence(readings: list[Reading]) -> None:
    minutes = build(readings)
    for event in minutes.events:
        for field in ("status", "actors", "recipients"):
            assert event.evidence[field], (event.id, field)
        for spans in event.evidence.values():
            assert {s.report for s in spans} <= set(event.reports)
