"""Chosen rows: listed and counted alike from whichever side they are looked through."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import verbale
from tests import desk
from verbale.store import Where, counting

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


def asked(record: verbale.Record, where: Where) -> dict[str, Any]:
    chosen = record.store.choose("event", where)
    roles = ("type", "status", "year", "state", "party", "report")
    return {
        "size": chosen.size,
        "newest": [event.id for event in chosen.newest(10)],
        "later": [event.id for event in chosen.newest(2, 1)],
        "last": [event.id for event in chosen.newest(5, chosen.size - 1)],
        "soonest": [event.id for event in chosen.soonest(10)],
        "couples": chosen.couples(),
        "tallies": {role: chosen.tally(role) for role in roles},
    }


@pytest.mark.parametrize("where", [Where(), Where(type="CONSULT"), Where(words='"Haddad"')])
def test_few_rows_and_many_are_told_alike(
    record: verbale.Record, monkeypatch: pytest.MonkeyPatch, where: Where
) -> None:
    few = asked(record, where)
    monkeypatch.setattr(counting, "_MANY", -1)
    assert asked(record, where) == few
    assert few["size"] > 1
    assert sum(n for _, n in few["tallies"]["status"]) == few["size"]


def test_pages_of_a_list_follow_one_another_without_a_gap(record: verbale.Record) -> None:
    chosen = record.store.choose("event", Where())
    whole = [event.id for event in chosen.newest(100)]
    assert len(whole) == chosen.size
    assert [chosen.newest(1, i)[0].id for i in range(chosen.size)] == whole
    dated = [event.date.end is not None for event in chosen.newest(100)]
    assert dated == sorted(dated, reverse=True)
