"""A user's own files of persons, offices, organisations and issues."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from verbale import language
from verbale.errors import KnowledgeError
from verbale.knowledge import offices, own, people
from verbale.reading import report as reading
from verbale.records import Report

HEADER = "name\ttitle\tstate\tstart\tend\taliases\tkind\tmembers\n"
MOREAU = "Ada Moreau\tForeign Minister\tFRA\t2021-01-01\t2021-12-31\tA. Moreau\n"
LEAGUE = "League of Lagoons\t\t\t\t\tLoL; Lagoon League\tinternational\tMDV; KIR\n"
DAY = dt.date(2021, 6, 1)


def known(*rows: str) -> own.Knowledge:
    return own.knowledge(own.Own(people=(own.OwnFile("mine.tsv", HEADER + "".join(rows)),)))


def test_rows_add_persons_and_win() -> None:
    found = known(MOREAU).directory.offices.holder("foreign minister", "FRA", DAY)
    assert found is not None
    assert (found.name, found.terms[0].source) == ("Ada Moreau", "mine.tsv")
    shipped = offices.holder("foreign minister", "FRA", DAY)
    assert shipped is not None
    assert shipped.name != "Ada Moreau"


def test_a_title_in_any_words_is_that_of_the_field() -> None:
    table = known(MOREAU).directory.offices
    assert table.terms("ada-moreau")[0].title == "Minister of Foreign Affairs"


def test_a_new_holder_ends_the_term_before() -> None:
    table = known("Ada Moreau\tPresident\tUSA\t2031-01-20\t\t\n").directory.offices
    before = table.holders("president", "USA", dt.date(2031, 3, 1))
    assert [person.name for person in before] == ["Ada Moreau"]


def test_those_of_the_table_keep_their_ids() -> None:
    namesake = "Antony Blinken\tMinister of Defence\tAUS\t2031-01-01\t\t\n"
    table = known(namesake).directory.offices
    assert table.people["antony-blinken"].state == "USA"
    assert table.people["antony-blinken-aus"].state == "AUS"


def test_organisations_may_stand_beside_persons() -> None:
    directory = known(MOREAU, LEAGUE).directory
    body = directory.body("the Lagoon League")
    assert body is not None
    assert (body.name, body.family, body.members) == ("League of Lagoons", "IGO", ("MDV", "KIR"))
    assert directory.body("NATO") is not None


def test_a_header_alone_adds_nothing() -> None:
    assert people.parse(HEADER + "# more to come\n", "mine.tsv") == people.People((), ())


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("Ada Moreau\tMinister of Foreign Affairs\tFrance\n", "line 2.*write FRA"),
        ("Ada Moreau\tthe one with the hat\tFRA\n", "line 2.*is no title"),
        ("Ada Moreau\tPresident\tFRA\tlast year\n", "line 2.*YYYY"),
        ("Ada Moreau\tPresident\tFRA\t2021\t2020\n", "line 2.*ends before"),
        ("\tPresident\tFRA\t2021\n", "line 2.*name"),
        ("Ada Moreau\t\tFRA\n", "line 2.*neither a title nor a kind"),
        ("League of Lagoons\t\t\t\t\t\tclub\n", "line 2.*no kind 'club'.*international"),
        ("League of Lagoons\t\t\t2001\t\t\tngo\n", "line 2.*no start"),
        ("League of Lagoons\t\t\t\t\t\tngo\tMaldives\n", "line 2.*write MDV"),
    ],
)
def test_a_broken_row_is_named_with_its_remedy(row: str, message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        people.parse(HEADER + row, "mine.tsv")


def test_an_unknown_column_is_named() -> None:
    with pytest.raises(KnowledgeError, match="country"):
        people.parse("name\ttitle\tcountry\n", "mine.tsv")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"absent\.tsv cannot be read"):
        own.given(people=tmp_path / "absent.tsv")


def test_of_a_kind_not_given_the_files_kept_stay(tmp_path: Path) -> None:
    file = tmp_path / "issues.tsv"
    file.write_text("slug\tname\tcues\nchess\tChess\tgambit\n", encoding="utf-8")
    kept = own.Own(people=(own.OwnFile("mine.tsv", HEADER + MOREAU),))
    given = own.given(issues=[file], kept=kept)
    assert given.people == kept.people
    assert [f.name for f in given.issues] == ["issues.tsv"]
    assert set(given.digests()) == {"people", "issues"}


def test_a_report_is_read_with_them() -> None:
    text = (
        "French Foreign Minister Moreau met the Spanish ambassador on Friday to discuss gambits. "
        "The Lagoon League was not asked."
    )
    file = own.OwnFile("issues.tsv", "slug\tname\tcues\nchess\tChess\tgambit\n")
    tables = own.knowledge(
        own.Own((own.OwnFile("mine.tsv", HEADER + MOREAU + LEAGUE),), issues=(file,))
    )
    told = reading.read(Report("a", "a", text, published=DAY), language.load(), tables)
    names = {referent.name for referent in told.cast.referents}
    assert {"Ada Moreau", "League of Lagoons"} <= names
    assert any("chess" in event.issues for event in told.events)
