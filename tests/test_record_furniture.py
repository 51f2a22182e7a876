"""Lines that an outlet prints beside story after story: marked, and nothing stands on them."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import msgspec
import pytest

import verbale
from tests import desk
from verbale.record import build
from verbale.record.build import minutes
from verbale.record.grow import grow
from verbale.record.shelves import Memory
from verbale.records import Extent, Marks, Minutes, Reading, Report

LINK = "Ana Ferreira met Karim Haddad in Lisbon"
BODIES = [
    "The harbour council will ask in spring for the plan of the outer wall to be read once more, "
    "when its members are back from the north and its clerks have counted what is left.",
    "Two engines of the narrow railway came to a halt above the lake on Sunday night, and some "
    "ninety people walked down to the village by the light of their telephones.",
    "A museum of salt opens next week in the old customs house, with a ladder of crystal that "
    "three glaziers took eleven months to build and nobody is allowed to touch.",
    "Foresters have found the beetle in a fourth valley, where spruce makes up nine trees in ten, "
    "and they doubt that felling alone can stop it before the first frost.",
]
STORIES = [
    f"2019-0{n}-06 Ilse Brandt met Karim Haddad in Rabat.\n\n{body}\n"
    for n, body in enumerate(BODIES, start=1)
]


def page(name: str, text: str, outlet: str | None = "Hill Post", url: str | None = None) -> Reading:
    return desk.read(Report(id=name, source=name, text=text, outlet=outlet, url=url))


def beside(*stories: str, line: str = LINK, **more: str | None) -> list[Reading]:
    return [page(f"r{i}", f"{story}\n{line}\n", **more) for i, story in enumerate(stories)]


def of_the_line(minutes: Minutes) -> list[str]:
    """Reports that tell of the talks that the line names."""
    return [r for e in minutes.events if "ana-ferreira" in e.actors for r in e.reports]


def marked(minutes: Minutes) -> list[list[str]]:
    return [[r.text[b.start : b.end] for b in r.boilerplate] for r in minutes.reports]


def test_a_line_beside_three_stories_of_an_outlet_tells_nothing() -> None:
    minutes = build(beside(*STORIES[:3]))
    assert marked(minutes) == [[LINK]] * 3
    assert of_the_line(minutes) == []
    assert len(minutes.events) == 3, "the stories are told all the same"


def test_beside_two_stories_it_is_news() -> None:
    minutes = build(beside(*STORIES[:2]))
    assert marked(minutes) == [[], []]
    assert of_the_line(minutes)


def test_beside_copies_of_one_story_it_is_part_of_the_story() -> None:
    minutes = build(beside(*STORIES[:1] * 3))
    assert marked(minutes) == [[], [], []]
    assert of_the_line(minutes)


def test_a_sentence_that_comes_back_is_background() -> None:
    sentence = f"{LINK}."
    minutes = build(beside(*STORIES, line=sentence))
    assert marked(minutes) == [[]] * 4
    assert of_the_line(minutes)


def test_outlets_are_told_by_the_host_of_their_address_or_by_name() -> None:
    stories = [f"{story}\n{LINK}\n" for story in STORIES[:3]]
    hosts = ["https://www.hill.example/a", "https://hill.example/b", "https://hill.example/c"]
    names = ["Hill Post", "The Hill Post", None]
    one = [page(*row) for row in zip("abc", stories, names, hosts, strict=True)]
    assert of_the_line(build(one)) == []
    apart = [page(*row) for row in zip("abc", stories, ["Hill", "Dale", "Vale"], strict=True)]
    assert of_the_line(build(apart))
    nobody = [page(name, story, None) for name, story in zip("abc", stories, strict=True)]
    assert of_the_line(build(nobody))


def test_where_it_is_the_title_it_is_news() -> None:
    own = page("own", f"{LINK}\n\n{STORIES[3]}")
    own = msgspec.structs.replace(own, marks=Marks(title=Extent(0, len(LINK))))
    minutes = build([*beside(*STORIES[:3]), own])
    assert set(of_the_line(minutes)) == {"own"}


def test_lists_of_links_make_no_copies() -> None:
    links = "\n".join(f"Talks on the {n} bridge go into another night in Rabat" for n in bridges())
    assert build(beside(*STORIES[:2], line=links)).copies, "beside two stories it may be copy"
    minutes = build(beside(*STORIES, line=links))
    assert minutes.copies == ()
    assert marked(minutes) == [links.split("\n")] * 4


def bridges() -> list[str]:
    return [f"{a}{b}" for a, b in itertools.product(("north", "south", "old"), ("ern", "side"))]


def test_said_in_such_a_line_is_not_said() -> None:
    line = "Ana Ferreira said: we will see each other again before the year is out"
    assert build(beside(*STORIES[:3], line=line)).statements == ()
    assert len(build(beside(*STORIES[:2], line=line)).statements) == 2


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_it_is_one_record_whatever_the_order_and_less_one_is_never_read(
    order: tuple[int, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take_over(monkeypatch)
    rows = [
        {"id": f"r{i}", "outlet": "Hill Post", "text": f"{story}\n{LINK}\n"}
        for i, story in enumerate(STORIES[:3])
    ]
    path = tmp_path / "record.db"
    for place, i in enumerate(order):
        source = tmp_path / f"{place}.jsonl"
        source.write_text(json.dumps(rows[i]), encoding="utf-8")
        verbale.read(source, into=path).close()
    with verbale.open(path) as record:
        assert [len(r.boilerplate) for r in record.reports()] == [1, 1, 1]
        assert not record.events(party="ana-ferreira")
        record.forget("r1")
        assert [len(r.boilerplate) for r in record.reports()] == [0, 0]
        assert record.events(party="ana-ferreira")


def test_marks_of_a_reading_stay_its_own() -> None:
    read = beside(*STORIES[:3])
    build(read)
    assert all(reading.marks == Marks() for reading in read)


def test_a_page_of_nothing_but_lines_is_marked_whenever_it_comes() -> None:
    pages = [page("bare", f"{LINK}\nThe Post, since 1911\n"), *beside(*STORIES[:3])]
    whole = build(pages)
    assert marked(whole)[0] == [LINK]
    for order in (pages, pages[::-1]):
        shelves, now = Memory(), dict[str, Reading]()
        for one in order:
            now[one.report.id] = one
            grow(shelves, now, {one.report.id: (None, one)})
        assert minutes(shelves) == whole
