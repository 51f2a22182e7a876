"""Lines of figures are not parsed, and nothing of the record is lost by it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from spacy.language import Language

from verbale import language
from verbale.language import figures
from verbale.language.pipelines import network
from verbale.language.tokens import tokenize
from verbale.reading import report as reading
from verbale.record import build
from verbale.records import Minutes, Report

RESULTS = """ASHFORD, May 4 (Reuters) - Tarn Foods Inc 1st qtr net

Shr 21 cts vs 18 cts

Net 4.1 mln vs 3,512,000

Revs 61.0 mln vs 58.3 mln

The company said the trade minister of Kenya would visit its plant on Friday.
"""
TALKS = """NAIROBI, May 6 (Reuters) - Kenya's trade minister met his Ugandan counterpart on Tuesday.

Exports 12.1 mln dlrs vs 11.8 mln.

"We agreed on tariffs," the minister said.
"""


@pytest.mark.parametrize(
    "line",
    ["Shr 34 cts vs 1.19 dlrs", "Net 807,000 vs 2,858,000", "Revs 2.1 mln", "(six mths) 1.2 mln"],
)
def test_a_line_of_figures_is_known_by_its_words(line: str) -> None:
    assert figures.alone(_words(line))


@pytest.mark.parametrize(
    "line",
    [
        "Kenya 34 cts vs 1.19 dlrs",
        "The minister met 34 envoys",
        "Pay April 15",
        '"Net 807,000," he said',
        "Revenues and profit",
        "",
    ],
)
def test_what_names_tells_or_dates_is_parsed(line: str) -> None:
    assert not figures.alone(_words(line))


def test_a_line_of_figures_goes_past_the_network(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    ours = network(nlp)
    assert ours is not None

    def never(*_: object) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(ours, "_decode", never)
    doc = language.parse(nlp, "Shr 34 cts vs 1.19 dlrs\n\nNet 807,000 vs 2,858,000")
    assert [sent.text.strip() for sent in doc.sents] == [
        "Shr 34 cts vs 1.19 dlrs",
        "Net 807,000 vs 2,858,000",
    ]
    assert {token.pos_ for token in doc if token.text[0].isdigit()} == {"NUM"}


def test_the_record_is_the_same_with_and_without(
    nlp: Language, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = [Report("results", "a", RESULTS), Report("talks", "b", TALKS)]
    without = _record(reports, nlp)
    monkeypatch.setattr(figures, "alone", lambda words: False)
    assert _record(reports, nlp) == without
    assert without.events
    assert without.statements


def _record(reports: list[Report], nlp: Language) -> Minutes:
    def readings() -> Iterator[object]:
        yield from reading.read_many(reports, nlp)

    return build(list(readings()))  # type: ignore[arg-type]


def _words(line: str) -> list[str]:
    return [line[a:b] for a, b in tokenize(line)]
