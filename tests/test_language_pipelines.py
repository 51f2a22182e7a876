"""Other people's pipelines in the place of our model: their labels read as UD."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from verbale import language
from verbale.errors import ReaderError
from verbale.language import clearnlp

# word, tag, part of speech, head, label, entity: as spaCy's English pipelines draw it.
CLEARNLP = """
Kenyan JJ ADJ 1 amod B-NORP
President NNP PROPN 3 compound O
Mwai NNP PROPN 3 compound B-PERSON
Odhiambo NNP PROPN 5 nsubjpass I-PERSON
was VBD AUX 5 auxpass O
received VBN VERB 5 ROOT O
by IN ADP 5 agent O
ministers NNS NOUN 6 pobj O
in IN ADP 5 prep O
Oslo NNP PROPN 8 pobj B-GPE
and CC CCONJ 5 cc O
gave VBD VERB 5 conj O
them PRP PRON 11 dative O
gifts NNS NOUN 11 dobj O
last JJ ADJ 15 amod O
week NN NOUN 11 npadvmod O
. . PUNCT 5 punct O
He PRP PRON 18 nsubj O
is VBZ AUX 18 ROOT O
a DT DET 20 det O
guest NN NOUN 18 attr O
. . PUNCT 18 punct O
"""
ROWS = [line.split() for line in CLEARNLP.strip().splitlines()]


@Language.component("drawn_by_hand")
def drawn_by_hand(doc: Doc) -> Doc:
    """Give every document the labels above, by the place of its words."""
    n = len(doc)
    rows = [ROWS[i % len(ROWS)] for i in range(n)]
    return Doc(
        doc.vocab,
        words=[token.text for token in doc],
        spaces=[bool(token.whitespace_) for token in doc],
        tags=[row[1] for row in rows],
        pos=[row[2] for row in rows],
        heads=[min(int(row[3]), n - 1) for row in rows],
        deps=[row[4] for row in rows],
        lemmas=[{"was": "be", "is": "be"}.get(row[0], row[0].lower()) for row in rows],
        ents=[row[5] for row in rows],
    )


@pytest.fixture
def nlp() -> Language:
    pipeline = spacy.blank("en")
    pipeline.add_pipe("drawn_by_hand")
    return pipeline


def test_labels_of_spacys_own_pipelines_are_redrawn_as_ud(nlp: Language) -> None:
    text = " ".join(row[0] for row in ROWS)
    doc = language.parse(nlp, text)
    assert doc.text == text
    drawn = {(t.text, t.dep_, t.head.text) for t in doc}
    assert {
        ("President", "nmod:desc", "Mwai"),
        ("Mwai", "nsubj:pass", "received"),
        ("Odhiambo", "flat", "Mwai"),
        ("was", "aux:pass", "received"),
        ("by", "case", "ministers"),
        ("ministers", "obl:agent", "received"),
        ("in", "case", "Oslo"),
        ("Oslo", "obl", "received"),
        ("and", "cc", "gave"),
        ("gave", "conj", "received"),
        ("them", "iobj", "gave"),
        ("gifts", "obj", "gave"),
        ("week", "obl:unmarked", "gave"),
        ("guest", "root", "guest"),
        ("is", "cop", "guest"),
        ("He", "nsubj", "guest"),
    } <= drawn
    assert [(e.text, e.label_) for e in doc.ents] == [
        ("Kenyan", "NORP"), ("Mwai Odhiambo", "PERSON"), ("Oslo", "LOC"),
    ]  # fmt: skip


def test_nested_prepositions_and_chains_of_conjuncts() -> None:
    draft = clearnlp.Draft(
        heads=[0, 0, 1, 2, 0, 3, 5],
        rels=["ROOT", "prep", "prep", "pobj", "punct", "conj", "conj"],
        upos=["VERB", "ADP", "ADP", "PROPN", "PUNCT", "PROPN", "PROPN"],
        lemmas=["fly", "out", "of", "Rome", ",", "Bari", "Pisa"],
        entities=["O"] * 7,
    )
    clearnlp.convert(draft)
    assert draft.heads == [0, 3, 3, 0, 0, 3, 3]
    assert draft.rels == ["root", "case", "case", "obl", "punct", "conj", "conj"]


def test_furniture_is_not_parsed_by_others_either(nlp: Language) -> None:
    doc = language.parse(nlp, "ADVERT\n\nKenyan President Mwai", [(0, 6)])
    assert doc[0].pos_ == "X"


def test_a_pipeline_without_a_parser_is_refused() -> None:
    with pytest.raises(ReaderError, match="DEP"):
        language.parse(spacy.blank("en"), "They met.")
