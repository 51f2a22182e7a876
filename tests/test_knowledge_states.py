"""States are found under every name that the press gives them."""

from __future__ import annotations

import pytest

from verbale.knowledge import states


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Soviet Union", "RUS"), ("West German", "DEU"), ("Yugoslav", "YUG"), ("Kosovo", "XKX"),
        ("the European Community", "EUR"), ("Palestinian Authority", "PSE"), ("Taiwanese", "TWN"),
        ("Republic of China", "TWN"), ("People’s Republic of China", "CHN"), ("DPRK", "PRK"),
        ("Côte d’Ivoire", "CIV"), ("Cote d'Ivoire", "CIV"), ("Burma", "MMR"), ("Zaire", "COD"),
        ("Peking", "CHN"), ("Kiev", "UKR"), ("Kyiv", "UKR"), ("the White House", "USA"),
        ("Kremlin", "RUS"), ("Élysée", "FRA"), ("Elysee", "FRA"), ("Dutch", "NLD"),
        ("Filipino", "PHL"), ("Nigerien", "NER"), ("Nigerian", "NGA"), ("Türkiye", "TUR"),
        ("South Sudanese", "SSD"), ("Holy See", "VAT"), ("East German", "DDR"),
    ],
)  # fmt: skip
def test_a_state_has_many_names(words: str, code: str) -> None:
    state = states.by_name(words)
    assert state is not None
    assert state.code == code


def test_what_is_no_state_is_none() -> None:
    assert states.by_name("Ruritania") is None


def found(text: str) -> list[tuple[str, str]]:
    return [(text[h.start : h.end], h.value.state.code) for h in states.names().find(text)]


def test_a_pronoun_is_no_country() -> None:
    assert found("They told us that the US would help us.") == [("US", "USA")]


def test_the_longest_name_wins() -> None:
    text = "South Korea, North Korean troops and Papua New Guinea"
    assert [code for _, code in found(text)] == ["KOR", "PRK", "PNG"]


def test_a_name_may_run_over_a_line_but_not_over_a_paragraph() -> None:
    assert found("the United\nStates") == [("United\nStates", "USA")]
    assert found("the United\n\nStates") == []


def test_every_state_has_numbers_and_a_point_on_earth() -> None:
    for state in states.table():
        assert len(state.code) == 3
        assert state.latitude is not None
        assert state.longitude is not None
        assert -90 <= state.latitude <= 90
        assert -180 <= state.longitude <= 180
    assert {s.code: s.cow for s in states.table()}["USA"] == 2
