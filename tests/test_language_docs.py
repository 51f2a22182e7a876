"""The document of a text: the same text, whatever it is; furniture, cache, pipelines."""

from __future__ import annotations

import time
from typing import Any

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from verbale import language
from verbale.errors import ReaderError

STORY = (
    "OSLO (AP) — Norway's prime minister met the Kenyan president on Monday.\n\n"
    "They signed a trade deal.  The two will meet again next month, officials said.\n"
)


def well_formed(doc: Doc) -> bool:
    """Every sentence one tree with one root, and tags throughout."""
    for sentence in doc.sents:
        if sum(token.head.i == token.i for token in sentence) != 1:
            return False
        if any(token.head not in sentence for token in sentence):
            return False
    return all(token.pos_ and token.dep_ and token.tag_ for token in doc)


@settings(deadline=None, max_examples=150)
@given(text=st.text(max_size=200))
def test_the_text_is_the_text(nlp: Language, text: str) -> None:
    doc = language.parse(nlp, text)
    assert doc.text == text
    assert well_formed(doc)


@settings(deadline=None, max_examples=100)
@given(
    parts=st.lists(
        st.sampled_from(
            ["Kenya", "said", ".", '"', " ", "\n", "\n\n", "\t", "’s", "Mr.", "-", "—", "5"]
        ),
        max_size=40,
    )
)
def test_news_in_pieces_is_the_text(nlp: Language, parts: list[str]) -> None:
    text = "".join(parts)
    doc = language.parse(nlp, text)
    assert doc.text == text
    assert well_formed(doc)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n\n",
        "\x00",
        "He said\x00 so.",
        "...!?;:--",
        "🤝🏽 👩‍👩‍👧 met 🇫🇷",
        "The envoy said السلام عليكم to them.",
        "習近平會見了布林肯。",
        "a" * 20_000,
        "e\u0301" * 300,
        "\ufeffLead",
        "\u202eabc",
    ],
)
def test_bad_input_is_read(nlp: Language, text: str) -> None:
    doc = language.parse(nlp, text)
    assert doc.text == text
    assert well_formed(doc)


def test_a_lone_surrogate_keeps_the_offsets(nlp: Language) -> None:
    text = "Oslo \ud800 said so."
    doc = language.parse(nlp, text)
    assert doc.text == text.replace("\ud800", "\ufffd")


def test_a_sentence_of_3000_words_takes_no_quadratic_time(nlp: Language) -> None:
    def seconds(count: int) -> float:
        began = time.perf_counter()
        doc = language.parse(nlp, "the old envoy and " * (count // 4) + "left.")
        assert well_formed(doc)
        return time.perf_counter() - began

    seconds(200)
    assert seconds(3000) < 30 * seconds(750) / 4 + 2


def test_a_given_sentence_of_3000_words_is_one_tree(nlp: Language) -> None:
    (line,) = language.inspect(nlp, [{"id": "a", "words": [["the", "old", "envoy"] * 1000]}])
    roots = [i for i, token in enumerate(line["tokens"]) if token["head"] == i]
    assert len(line["tokens"]) == 3000
    assert len(roots) == 1
    assert sum(token["sent_start"] for token in line["tokens"]) == 1


def test_paragraphs_end_sentences(nlp: Language) -> None:
    doc = language.parse(nlp, "Talks open in Geneva\nBy our staff\nThe talks opened on Monday.")
    assert len(list(doc.sents)) == 3


def test_furniture_is_tokenised_but_not_parsed(nlp: Language) -> None:
    text = "ADVERT Buy this now!\n\nThe president met the envoy."
    end = text.index("\n")
    doc = language.parse(nlp, text, [(0, end)])
    assert doc.text == text
    skipped = [token for token in doc if token.idx < end]
    assert [token.text for token in skipped] == ["ADVERT", "Buy", "this", "now", "!"]
    assert {token.pos_ for token in skipped} == {"X"}
    assert all(token.head.idx < end for token in skipped)
    root = next(token for token in doc if token.lemma_ == "meet")
    assert root.dep_ == "root"


def test_furniture_in_the_middle_of_a_paragraph(nlp: Language) -> None:
    text = "The president met the envoy [PHOTO] in Oslo. They spoke."
    start = text.index("[")
    doc = language.parse(nlp, text, [(start, start + len("[PHOTO]"))])
    assert doc.text == text
    assert well_formed(doc)
    assert next(token for token in doc if token.text == "PHOTO").pos_ == "X"


def test_a_passage_is_read_once(nlp: Language) -> None:
    cache: dict[str, bytes] = {}
    (first,) = language.parse_many(nlp, [STORY], None, cache)
    kept = dict(cache)
    assert len(kept) == 2
    (again,) = language.parse_many(nlp, [f"New lead.\n\n{STORY}"], None, cache)
    assert set(kept) < set(cache)
    assert len(cache) == 3
    tail = again[len(again) - len(first) :]
    for one, other in zip(first, tail, strict=True):
        assert (one.text, one.dep_, one.tag_, one.lemma_, one.ent_type_, one.head.i - one.i) == (
            other.text, other.dep_, other.tag_, other.lemma_, other.ent_type_,
            other.head.i - other.i,
        )  # fmt: skip


def test_the_cache_changes_nothing(nlp: Language) -> None:
    cache: dict[str, bytes] = {}
    plain = language.parse(nlp, STORY)
    list(language.parse_many(nlp, [STORY], None, cache))
    (kept,) = language.parse_many(nlp, [STORY], None, cache)
    assert plain.to_bytes() == kept.to_bytes()


def test_a_reading_does_not_hang_on_its_company(nlp: Language) -> None:
    """The batch that a passage is read in must not change what is read of it."""
    others = [f"In {year}, the ministers of {year} states met again in Rome." for year in range(9)]
    (alone,) = language.parse_many(nlp, [STORY])
    *_, together = language.parse_many(nlp, [*others, STORY])
    assert [(t.dep_, t.head.i, t.tag_, t.ent_type_) for t in alone] == [
        (t.dep_, t.head.i, t.tag_, t.ent_type_) for t in together
    ]


def test_a_bare_english_pipeline_takes_the_component() -> None:
    blank = spacy.blank("en")
    blank.add_pipe("verbale_reader")
    doc = blank("Kenya’s president met Norway’s king.\n\nThey spoke.")
    assert doc.text == "Kenya’s president met Norway’s king.\n\nThey spoke."
    assert doc[3].lemma_ == "meet"
    assert [ent.text for ent in doc.ents][:1] == ["Kenya"]
    assert len(list(doc.sents)) == 2
    assert [d.text for d in blank.pipe(["One.", "Two."])] == ["One.", "Two."]


def test_morphology_follows_the_tags(nlp: Language) -> None:
    doc = language.parse(nlp, "The ministers met them.")
    assert doc[1].morph.to_dict()["Number"] == "Plur"
    assert doc[2].morph.to_dict()["Tense"] == "Past"


def test_inspect_gives_offsets_for_text_and_none_for_words(nlp: Language) -> None:
    rows: list[dict[str, Any]] = [
        {"id": "t", "text": "Oslo  said\n so."},
        {"id": "w", "words": [["Oslo", "said", "so", "."], ["Yes", "."]]},
    ]
    text, given_words = language.inspect(nlp, rows)
    assert [(t["start"], t["end"]) for t in text["tokens"]] == [(0, 4), (6, 10), (12, 14), (14, 15)]
    assert [t["sent_start"] for t in given_words["tokens"]] == [
        True,
        False,
        False,
        False,
        True,
        False,
    ]
    assert all("start" not in t for t in given_words["tokens"])


def test_no_such_reader() -> None:
    with pytest.raises(ReaderError, match="no_such_pipeline"):
        language.load("no_such_pipeline")


def test_a_folder_that_lacks_files_is_named(tmp_path: Any) -> None:
    (tmp_path / "labels.json").write_text("{}")
    with pytest.raises(ReaderError, match=r"reader\.int8\.onnx"):
        language.load(str(tmp_path))


def test_a_damaged_model_is_named(tmp_path: Any) -> None:
    for name in ("labels.json", "reader.int8.onnx", "tokenizer.json", "lemmas.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(ReaderError, match="damaged"):
        language.load(str(tmp_path))


def test_a_name_over_a_line_end_is_one_name(nlp: Language) -> None:
    text = (
        "The committee heard on Tuesday that its new chairman was Peter\n"
        "Hansen, who had long been close to the former president and had\n"
        "served as the envoy to several states, and that Maria\n"
        "Sandberg would follow him.\n"
    )
    doc = language.parse(nlp, text)
    assert doc.text == text
    names = [name.text for name in doc.ents]
    assert not any(name.endswith("\n") for name in names)
    assert {"Peter\nHansen", "Maria\nSandberg"} <= set(names)
