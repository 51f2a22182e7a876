"""The drawings: axes, bars on both sides of a line, links and words behind marks, hostile names."""

from __future__ import annotations

import datetime as dt
import re
import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from verbale.records import Event, Interval
from verbale.views import plots
from verbale.views.plots.scales import Days, steps
from verbale.views.plots.world import project


def dated(
    day: str, type: str = "CONSULT", goldstein: float = 1.0, status: str = "occurred"
) -> Event:
    at = dt.date.fromisoformat(day)
    return Event(
        id=day, type=type, mode=None, contexts=(), cameo=None, goldstein=goldstein, actors=(),
        recipients=(), status=status, reported_status={}, date=Interval(at, at), place=None,
        venue=None, occasion=None, duration=None, issues=(), reports=(), independent_sources=1,
        shared_credits=(), grounds=0.5, review="none", evidence={},
    )  # fmt: skip


def bars(svg: str) -> list[tuple[str, float, float, str]]:
    """Colour, top and height of every bar, and what it says."""
    out = []
    for mark in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}rect"):
        title = mark.find("{http://www.w3.org/2000/svg}title")
        if title is not None:
            out.append((mark.get("fill", ""), float(mark.get("y", 0)),
                        float(mark.get("height", 0)), title.text or ""))  # fmt: skip
    return out


@pytest.mark.parametrize(
    ("since", "until", "first", "last"),
    [
        ("2023-03-13", "2023-05-07", "13 Mar 2023", "1 May"),
        ("2022-06-10", "2023-06-21", "Jul", "Jun"),
        ("2022-02-10", "2022-12-21", "Mar 2022", "Dec"),
        ("2019-02-01", "2023-06-21", "Jul", "2023"),
        ("1984-01-01", "2050-12-31", "1990", "2050"),
    ],
)
def test_an_axis_of_days_is_marked_where_people_would(
    since: str, until: str, first: str, last: str
) -> None:
    days = Days(dt.date.fromisoformat(since), dt.date.fromisoformat(until), 0, 800)
    told = [told for _, told in days.marks()]
    assert len(told) <= 13
    assert (told[0], told[-1]) == (first, last)
    assert all(0 <= days.at(day) <= 800 for day, _ in days.marks())


def test_numbers_of_an_axis_are_round_and_few() -> None:
    assert steps(-3.2, 9.4) == [0, 5]
    assert 0 in steps(-197, 102)
    assert all(len(steps(-x, 2 * x)) <= 6 for x in (0.3, 1, 7, 40, 999))


def test_cooperation_stands_above_the_line_and_conflict_below_it() -> None:
    told = [dated("2023-03-01", goldstein=3), dated("2023-03-20", "ACCUSE", -2.0)]
    (up, top, tall, says), (down, below, _, _) = bars(plots.curve(told, ""))
    assert (up, down) == (plots.QUADS[1][1], plots.QUADS[3][1])
    assert top + tall == pytest.approx(below, abs=0.2)
    assert says == "Mar 2023: verbal cooperation +3"


def test_what_did_not_occur_is_not_counted() -> None:
    assert bars(plots.curve([dated("2023-03-01", status="planned")], "")) == []
    assert (
        bars(plots.weeks([(dated("2023-03-01", status="denied"), "A – B")], {"A – B": "/x"})) == []
    )


def test_a_month_leads_to_its_events_and_many_years_are_drawn_by_the_year() -> None:
    one = plots.curve([dated("2023-02-11")], "/search?since={since}&until={until}")
    assert 'href="/search?since=2023-02-01&amp;until=2023-02-28"' in one
    many = plots.curve(
        [dated("1987-02-11"), dated("2023-02-11")], "/search?since={since}&until={until}"
    )
    assert 'href="/search?since=1987-01-01&amp;until=1987-12-31"' in many


def test_a_week_is_a_bar_and_its_pair_a_link() -> None:
    drawn = plots.weeks(
        [(dated("2023-03-15"), "Japan – South Korea")], {"Japan – South Korea": "/r"}
    )
    assert [says for *_, says in bars(drawn)] == [
        "Japan – South Korea, week of 13 Mar 2023: 1 of verbal cooperation"
    ]
    assert drawn.count('href="/r"') == 2


def test_the_silence_of_a_line_is_shaded_to_the_last_day() -> None:
    drawn = plots.lines({"leaders": [(dt.date(2023, 1, 10), "/events/x")]}, dt.date(2023, 3, 1))
    assert "leaders: silent for 50 days" in drawn
    assert 'href="/events/x"' in drawn


def test_the_matrix_is_the_same_on_both_sides_of_its_diagonal() -> None:
    told = [says for *_, says in bars(plots.matrix({("CHN", "USA"): 12}, "/relations/{pair}"))]
    assert sorted(told) == ["CHN and USA: 12", "USA and CHN: 12"]


def test_the_map_is_the_equal_earth_one_and_does_not_tear_at_its_border() -> None:
    assert project(0, 0) == pytest.approx((432, 228))
    assert project(-100, 40)[0] < project(0, 40)[0] < project(100, 40)[0]
    drawn = plots.world({("CHN", "USA"): 3}, "/relations/{pair}", "/relations?of={state}")
    land = re.search(r'<path d="(M[^"]+)" class="vs"', drawn)
    assert land is not None
    for ring in land[1].removesuffix("Z").split("ZM"):
        across = [float(point.partition(",")[0]) for point in ring.lstrip("M").split("L")]
        assert max(abs(a - b) for a, b in pairwise(across)) < 200


def test_a_name_is_text_and_never_markup() -> None:
    hostile = "</svg><script>alert(1)</script>\"'"
    drawn = plots.weeks([(dated("2023-03-15"), hostile)], {hostile: '/r"><script>'})
    assert "<script" not in drawn
    ET.fromstring(drawn)


def test_where_there_is_nothing_the_drawing_says_so() -> None:
    for drawn in (plots.weeks([], {}), plots.curve([], ""), plots.lines({}, None)):
        assert "<text" in drawn
    assert plots.matrix({}, "").startswith("<svg")
    assert plots.world({}, "", "").startswith("<svg")
