"""Rows chosen by an index: the same ones as SQL selects, listed and counted."""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

import verbale
from tests import desk
from verbale.records import Event
from verbale.store import Where, counting, match, store

TEXTS = {
    "one": "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\n",
    "two": "2019-06-03 Ilse Brandt will meet Karim Haddad in Berlin\n",
    "three": "2018-05-09 Ilse Brandt met Ana Ferreira in Rabat\n",
    "four": "Ana Ferreira called off talks with Ilse Brandt\n",
}


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> verbale.Record:
    desk.take_over(monkeypatch)
    (tmp_path / "reports").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "reports" / f"{name}.txt").write_text(text, encoding="utf-8")
    return verbale.read(tmp_path / "reports", into=tmp_path / "record.db")


def listed(found: list[Any]) -> list[str]:
    return [event.id for event in found]


WHERES = [
    Where(),
    Where(type="CONSULT"),
    Where(status=("planned", "cancelled")),
    Where(touching=(("state", "MAR"),)),
    Where(touching=(("state", "MAR"), ("party", "ana-ferreira")), status="occurred"),
    Where(without=(("state", "MAR"),)),
    Where(since=dt.date(2019, 1, 1), until=dt.date(2019, 5, 31)),
    Where(begun=True),
    Where(ended=False),
    Where(changed=0),
    Where(words='"Haddad"'),
    Where(words='"lisbon"', type="CONSULT"),
    Where(words='"hadd" *'),
    Where(words=""),
    Where(words='"nobody"'),
]


ROLES: dict[str, Callable[[Event], Iterable[str]]] = {
    "type": lambda event: [event.type],
    "status": lambda event: [event.status],
    "party": lambda event: {*event.actors, *event.recipients},
    "report": lambda event: event.reports,
    "issue": lambda event: event.issues,
}


@pytest.mark.parametrize("where", WHERES)
def test_what_is_chosen_is_what_is_selected(record: verbale.Record, where: Where) -> None:
    selected = list(record.store.select("event", where))
    chosen = record.store.choose("event", where)
    assert chosen.size == len(selected)
    assert sorted(listed(chosen.newest(100))) == sorted(listed(selected))
    assert sorted(listed(chosen.soonest(100))) == sorted(listed(selected))
    for role, of in ROLES.items():
        counts = Counter(value for event in selected for value in of(event))
        assert chosen.tally(role) == sorted(counts.items(), key=lambda row: (-row[1], row[0]))


def test_pairs_are_counted_each_once(record: verbale.Record) -> None:
    found = record.store.choose("event", Where()).couples()
    assert dict(found)["MAR", "PRT"] == 1
    assert [n for _, n in found] == sorted((n for _, n in found), reverse=True)
    assert record.store.choose("event", Where()).couples(1) == found[:1]


def test_pages_of_a_list_follow_one_another_without_a_gap(record: verbale.Record) -> None:
    chosen = record.store.choose("event", Where())
    whole = listed(chosen.newest(100))
    assert len(whole) == chosen.size > 3
    assert [chosen.newest(1, i)[0].id for i in range(chosen.size)] == whole
    dated = [event.date.end is not None for event in chosen.newest(100)]
    assert dated == sorted(dated, reverse=True)
    days = [event.date.start or event.date.end for event in chosen.newest(100)]
    known = [day for day in days if day]
    assert known == sorted(known, reverse=True)


def test_the_soonest_end_first(record: verbale.Record) -> None:
    found = record.store.choose("event", Where()).soonest(100)
    ends = [event.date.end or dt.date.max for event in found]
    assert ends == sorted(ends)


def test_what_is_read_meanwhile_is_chosen_too(record: verbale.Record, tmp_path: Path) -> None:
    before = record.store.choose("event", Where()).size
    late = tmp_path / "late.txt"
    late.write_text("2019-07-01 Ana Ferreira met Ilse Brandt in Berlin\n", encoding="utf-8")
    verbale.read(late, into=tmp_path / "record.db").close()
    chosen = record.store.choose("event", Where())
    assert chosen.size == before + 1
    assert chosen.newest(1)[0].place.name == "Berlin"


def test_an_index_that_is_made_elsewhere_is_waited_for(
    record: verbale.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "_SLOW", -1)
    wished: list[str] = []
    shown = record.store
    before = shown.choose("event", Where()).size
    shown.renew = lambda: wished.append("renew")
    late = tmp_path / "late.txt"
    late.write_text("2019-07-01 Ana Ferreira met Ilse Brandt in Berlin\n", encoding="utf-8")
    with verbale.read(late, into=tmp_path / "record.db") as other:
        assert shown.choose("event", Where()).size == before  # as it was, for a moment
        assert wished == ["renew"]
        shown.use(other.store.index("event"))
    assert shown.choose("event", Where()).size == before + 1
    assert wished == ["renew"]


def test_words_are_found_in_reports_and_statements(record: verbale.Record) -> None:
    events = record.store.choose("event", Where(touching=(("state", "MAR"),)))
    every = record.store.search("Ferreira", "report", 10)
    numbers = events.worded('"Ferreira"', "report", told=False)
    assert record.store.search("Ferreira", None, 10, numbers) == every
    assert len(every) == 3
    told = events.worded('"Ferreira"', "report", told=True)
    assert {hit.id for hit in record.store.search("Ferreira", None, 10, told)} == {"one"}
    assert len(events.worded('"Ferreira"', "report", told=False, most=2)) == 2
    assert events.worded('"Ferreira"', "statement", told=False) == []


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("Haddad", '"Haddad"'),
        ('"Karim Haddad" Lisbon', '"Karim Haddad" "Lisbon"'),
        ("Hadd*", '"Hadd" *'),
        ("H*", '"H"'),
        ("* ** -", ""),
        ('"Hadd*"', '"Hadd"'),
        ("title:x OR NEAR(a", '"title:x" "OR" "NEAR(a"'),
        ("a\0b", '"a" "b"'),
        ('"open', '"open"'),
    ],
)
def test_nothing_in_a_query_is_syntax(record: verbale.Record, query: str, words: str) -> None:
    assert match(query) == words
    record.store.search(query)
    record.store.choose("event", Where(words=match(query)))


def test_a_query_of_any_length_is_answered(record: verbale.Record) -> None:
    for query in ("word " * 2000, "x" * 10_000, '"' * 10_000, "*" * 10_000, "(" * 10_000):
        assert record.store.search(query) == []
        assert record.store.choose("event", Where(words=match(query))).size == 0


SAYING = "Ana Ferreira met Karim Haddad\nKarim Haddad said: Trade grew\n"


@pytest.mark.parametrize("few", [2000, 0])
def test_the_latest_words_come_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(counting, "_FEW", few)
    monkeypatch.setattr(counting, "_AT_ONCE", 1)
    desk.take_over(monkeypatch)
    days = ("2019-05-06", "2019-05-08", "2019-05-07")
    rows = [{"id": day, "published": day, "text": f"{day} {SAYING}"} for day in days]
    (tmp_path / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    with verbale.read(tmp_path / "rows.jsonl", into=tmp_path / "record.db") as record:
        found = record.store.said("speaker", "karim-haddad", 2)
        assert [statement.report for statement in found] == ["2019-05-08", "2019-05-07"]
        assert record.store.said("speaker", "nobody", 2) == []
