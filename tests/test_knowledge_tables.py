"""The shipped tables keep to their schemas and say nothing twice."""

from __future__ import annotations

from collections import Counter

import msgspec
import pytest

from verbale.errors import KnowledgeError
from verbale.knowledge import bodies, gazetteer, issues, nouns, states, tables, titles, words
from verbale.knowledge.phrases import Phrases, fold


class Thing(msgspec.Struct, frozen=True):
    name: str
    number: int | None = None
    others: tuple[str, ...] = ()


def test_a_table_reads_lists_and_numbers() -> None:
    rows = tables.read(["# note", "name\tnumber\tothers", "a\t3\tb; c", "", "d"], Thing, "t.tsv")
    assert rows == (Thing("a", 3, ("b", "c")), Thing("d"))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (["name\tcolour", "a\tb"], "line 1.*colour"),
        (["name\tnumber", "a\tmany"], "line 2"),
        (["name\tnumber", "a\t1\t2"], "line 2.*3 cells"),
    ],
)
def test_a_broken_table_is_named(lines: list[str], message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        tables.read(lines, Thing, "t.tsv")


def test_an_unknown_list_of_words_is_an_error() -> None:
    with pytest.raises(KnowledgeError, match="no list"):
        words.listed("flowers")


def test_no_body_stands_twice_and_all_states_are_known() -> None:
    twice = [name for name, n in Counter(b.name for b in bodies.table()).items() if n > 1]
    assert not twice
    assert len([b for b in bodies.table() if b.kind == "international"]) >= 100
    for body in bodies.table():
        for code in (*body.members, *([body.state] if body.state else [])):
            assert states.by_code(code) is not None, body.name


def test_no_alias_names_two_bodies() -> None:
    names = Counter(
        name for b in bodies.table() for name in {fold(n) for n in (b.name, *b.aliases)}
    )
    assert [n for n, count in names.items() if count > 1] == []


def test_places_stand_on_earth_in_states_that_exist() -> None:
    for row in gazetteer._own():
        assert row.kind in ("city", "region", "venue", "water"), row.name
        if row.country:
            assert states.by_code(row.country) is not None, row.name
        if row.latitude is not None and row.longitude is not None:
            assert -90 <= row.latitude <= 90
            assert -180 <= row.longitude <= 180


def test_issues_have_slugs_names_and_cues() -> None:
    slugs = [issue.slug for issue in issues.table()]
    assert len(slugs) == len(set(slugs)) >= 70
    for issue in issues.table():
        assert issue.name
        assert issue.cues
        assert issue.slug == issue.slug.lower()


def test_nouns_and_titles_have_known_sectors() -> None:
    known = {
        *("COP", "GOV", "JUD", "LEG", "MIL", "PRM", "PTY", "REB", "SPY", "UAF", "UNK", "AGR"),
        *("BUS", "CRM", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "REF", "OPP", "PRE", "REL"),
        *("SOC", "HLH"),
    }
    assert nouns.find("delegation") is not None
    for row in tables.load("titles.tsv", titles.TitleRow):
        assert row.sector in known
    for noun in tables.load("nouns.tsv", nouns.Noun):
        assert noun.sector in known
        assert noun.kind in ("state", "body", "people", "many")


def test_phrases_match_folded_and_longest() -> None:
    table: Phrases[int] = Phrases()
    table.add("Çavuşoğlu", 1)
    table.add("trade", 2)
    table.add("trade war", 3)
    assert [h.value for h in table.find("Cavusoglu on a Trade war")] == [1, 3]
    assert [h.value for h in table.find("trade war", nested=True)] == [3, 2]
    assert table.get("TRADE WAR") == 3
    assert [h.value for h in table.find("cavusoglu")] == []


def test_a_phrase_added_in_small_letters_is_found_in_them() -> None:
    table: Phrases[int] = Phrases()
    table.add("One China", 1)
    assert [h.value for h in table.find("one China")] == []
    table.add("one China", 2)
    assert [h.value for h in table.find("one China")] == [1]
