"""The lexicon of acts: its tables keep their schema, and each entry finds what its example says."""

from __future__ import annotations

import pytest
from spacy.language import Language

from verbale import language
from verbale.errors import KnowledgeError
from verbale.knowledge import acts as knowledge
from verbale.knowledge import plover
from verbale.reading import acts
from verbale.reading.acts.match import Matcher
from verbale.reading.lookup import Lookup
from verbale.records import Cast

ENTRIES = list(knowledge.load().lines())
#: Examples in a hundred that may fall to a wrong parse before the lexicon is to blame.
LEEWAY = 2


def matcher() -> Matcher:
    return Matcher(knowledge.load(), Lookup(Cast()))


def fitting(nlp: Language, text: str) -> tuple[set[str], set[str]]:
    """Lines whose conditions hold somewhere in a text, and the types of the acts found."""
    doc, match = language.parse(nlp, text), matcher()
    lines = {
        entry.where
        for token in doc
        for entry in match.entries(token)
        if match.failed(token, entry) is None
    }
    return lines, {act.entry.type for act in acts.find(doc, match)}


def test_each_entry_fires_on_its_example(nlp: Language) -> None:
    silent = []
    for entry in ENTRIES:
        lines, types = fitting(nlp, entry.fires)
        if entry.where not in lines or entry.type not in types:
            silent.append((entry.where, entry.fires))
    assert len(silent) <= len(ENTRIES) * LEEWAY // 100, silent


def test_no_entry_fires_on_its_counterexample(nlp: Language) -> None:
    loud = [
        (entry.where, entry.silent)
        for entry in ENTRIES
        if entry.where in fitting(nlp, entry.silent)[0]
    ]
    assert len(loud) <= len(ENTRIES) * LEEWAY // 100, loud


def test_all_sixteen_types_have_entries() -> None:
    assert {entry.type for entry in ENTRIES} == set(plover.ontology().types)


def test_every_code_is_known() -> None:
    known = plover.cameo()
    assert {entry.cameo for entry in ENTRIES if entry.cameo} <= set(known)


def test_no_form_stands_twice() -> None:
    forms = [entry.form for entry in ENTRIES]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


def mine(*rows: str) -> list[tuple[str, str]]:
    return [("mine.tsv", "\n".join(rows) + "\n")]


def test_a_line_of_data_adds_an_act(nlp: Language) -> None:
    row = "serenade/v obj=PARTY\ttransitive\tSUPPORT\t051\t-\tChad serenaded Mali.\tHe sang."
    lexicon = knowledge.load(mine("# my own", row))
    doc = language.parse(nlp, "The ministry serenaded the ambassador.")
    found = acts.find(doc, Matcher(lexicon, Lookup(Cast())))
    assert [(act.entry.type, act.entry.where) for act in found] == [("SUPPORT", "mine.tsv:2")]


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("greet/v\ttransitive\tSUPPORT\t051\t-\tA.", "7 columns"),
        ("greet\ttransitive\tSUPPORT\t051\t-\tA.\tB.", "LEMMAS/v"),
        ("greet/v\tsideways\tSUPPORT\t051\t-\tA.\tB.", "no frame 'sideways'"),
        ("greet/v\ttransitive\tHUG\t051\t-\tA.\tB.", "no PLOVER type 'HUG'"),
        ("greet/v\ttransitive\tSUPPORT/loud\t051\t-\tA.\tB.", "no mode 'loud'"),
        ("greet/v\ttransitive\tSUPPORT\t999\t-\tA.\tB.", "no CAMEO code '999'"),
        ("greet/v\ttransitive\tSUPPORT\t051\tweather\tA.\tB.", "no PLOVER context"),
        ("greet/v up=x\ttransitive\tSUPPORT\t051\t-\tA.\tB.", "no step 'up'"),
        ("greet/v obj=@gnomes\ttransitive\tSUPPORT\t051\t-\tA.\tB.", "no class @gnomes"),
        ("greet/v\ttransitive\tSUPPORT\t051\t-\tA.\t-", "one that does not"),
    ],
)
def test_a_broken_line_is_named_with_file_and_number(row: str, complaint: str) -> None:
    with pytest.raises(KnowledgeError) as raised:
        knowledge.load(mine("# head", "", row))
    assert "mine.tsv:3" in str(raised.value)
    assert complaint in str(raised.value)


def test_plover_has_its_types_quads_and_scores() -> None:
    ontology = plover.ontology()
    assert len(ontology.types) == 16
    assert len(ontology.contexts) == 37
    assert [plover.quad(name) for name in ("CONSULT", "AID", "REJECT", "ASSAULT")] == [1, 2, 3, 4]
    assert plover.score("CONSULT") == 2.5
    assert plover.score("CONSULT", "visit") == 4.0
    assert plover.score("ACCUSE", "allege") == -3.5


def test_cameo_codes_carry_goldstein_values() -> None:
    assert plover.goldstein("042") == 1.9
    assert plover.goldstein("0874") == 10.0
    assert plover.goldstein(None) is None
    assert plover.goldstein("4242") is None
    assert plover.cameo()["1621"].plover == ("SANCTION",)
    assert all(-10 <= code.goldstein <= 10 for code in plover.cameo().values())
