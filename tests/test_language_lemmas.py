"""Lemmas by rule and exception."""

from __future__ import annotations

import pytest

from verbale import language
from verbale.language.lemmas import Lemmas
from verbale.language.pipelines import network


@pytest.fixture(scope="module")
def lemmas() -> Lemmas:
    found = network(language.load())
    assert found is not None
    return found.lemmas


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
def test_lemma(lemmas: Lemmas, form: str, upos: str, xpos: str, lemma: str) -> None:
    assert lemmas.lemma(form, upos, xpos) == lemma
