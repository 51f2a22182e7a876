"""Lemmas by rule and exception."""

from __future__ import annotations

import pytest

from verbale import language
from verbale.language.pipelines import reader


@pytest.fixture(scope="module")
def lemmas():  # type: ignore[no-untyped-def]
    found = reader(language.load())
    assert found is not None
    return found.network.lemmas


@pytest.mark.parametrize(
    ("form", "upos", "xpos", "lemma"),
    [
        ("insisted", "VERB", "VBD", "insist"),
        ("reiterated", "VERB", "VBD", "reiterate"),
        ("rebuked", "VERB", "VBN", "rebuke"),
        ("rebuffed", "VERB", "VBD", "rebuff"),
        ("met", "VERB", "VBD", "meet"),
        ("hosting", "VERB", "VBG", "host"),
        ("agreeing", "VERB", "VBG", "agree"),
        ("denies", "VERB", "VBZ", "deny"),
        ("scrapped", "VERB", "VBD", "scrap"),
        ("urging", "VERB", "VBG", "urge"),
        ("signalled", "VERB", "VBD", "signal"),
        ("lying", "VERB", "VBG", "lie"),
        ("vowed", "VERB", "VBD", "vow"),
        ("was", "AUX", "VBD", "be"),
        ("’s", "AUX", "VBZ", "be"),
        ("wo", "AUX", "MD", "will"),
        ("n't", "PART", "RB", "not"),
        ("them", "PRON", "PRP", "they"),
        ("its", "PRON", "PRP$", "its"),
        ("an", "DET", "DT", "a"),
        ("countries", "NOUN", "NNS", "country"),
        ("crises", "NOUN", "NNS", "crisis"),
        ("envoys", "NOUN", "NNS", "envoy"),
        ("spokesmen", "NOUN", "NNS", "spokesman"),
        ("larger", "ADJ", "JJR", "large"),
        ("Xi", "PROPN", "NNP", "Xi"),
        ("Nations", "PROPN", "NNPS", "Nation"),
        ("denuclearised", "VERB", "VBN", "denuclearise"),
    ],
)
def test_lemma(lemmas, form: str, upos: str, xpos: str, lemma: str) -> None:  # type: ignore[no-untyped-def]
    assert lemmas.lemma(form, upos, xpos) == lemma
