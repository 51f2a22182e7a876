"""Counting what the lexicon covers: words with somebody on two sides, by what they are called."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.language import Language

from benchmarks import coverage
from verbale import language
from verbale.knowledge import acts as knowledge


def counted(nlp: Language, text: str) -> list[tuple[str, bool]]:
    """Keys of the words counted in a text, and whether an act was found at them."""
    lexicon = knowledge.load()
    found = coverage.occurrences(language.parse(nlp, text), lexicon)
    return [(one.key, one.found) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("France warned Spain.", [("warn/v", True)]),
        ("France gazed at Spain.", [("gaze/v", False)]),
        ("France broke off ties with Spain.", [("break_off/v", True)]),
        ("France paid a visit to Spain.", [("pay visit/v", True)]),
        ("The French visit to Spain began.", [("visit/n", True)]),
        ("Spain was warned by France.", [("warn/v", True)]),
        ("France warned of rain.", []),
        ("The costs of the French war on Spain grew.", []),
    ],
)
def test_words_with_two_sides_are_counted(
    nlp: Language, text: str, expected: list[tuple[str, bool]]
) -> None:
    assert counted(nlp, text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("warn/v", True),
        ("break_off/v", True),
        ("break_in/v", False),
        ("pay visit/v", True),
        ("pay bill/v", False),
        ("chair/v", True),
        ("gaze/v", False),
    ],
)
def test_a_word_is_known_in_its_form(name: str, expected: bool) -> None:
    assert coverage.known(name, knowledge.load()) is expected


def test_what_is_no_act_has_a_reason() -> None:
    assert set(coverage.excluded().values()) == coverage.REASONS


def test_an_unknown_reason_is_named_with_its_line(tmp_path: Path) -> None:
    table = tmp_path / "no-acts.tsv"
    table.write_text("# head\nwhim\tgaze/v\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"no-acts\.tsv:2"):
        coverage.excluded(table)
