"""What the parse must get right for diplomatic news: a class a test, on sentences of its own."""

from __future__ import annotations

import pytest
from spacy.language import Language
from spacy.tokens import Doc, Token

from verbale import language
from verbale.language.mending import _quoted_relative, mend, whole


def word(doc: Doc, text: str, nth: int = 0) -> Token:
    return [token for token in doc if token.text == text][nth]


def subject(verb: Token) -> str:
    return next(t.text for t in verb.children if t.dep_ in {"nsubj", "nsubj:pass"})


@pytest.mark.parametrize(
    ("text", "cue", "verb", "who"),
    [
        (
            "The foreign ministry said in a statement that Okonkwo urged both sides to talk.",
            "said", "urged", "Okonkwo",
        ),
        ("Haddad told reporters that Tunisia rejected it.", "told", "rejected", "Tunisia"),
        ("Norway said on Friday it would host the talks.", "said", "host", "it"),
        ("Officials insisted that the king signed the treaty.", "insisted", "signed", "king"),
        ("Peru warned that Chile was violating the pact.", "warned", "violating", "Chile"),
        ("Sato reiterated that Japan opposes the move.", "reiterated", "opposes", "Japan"),
    ],
)  # fmt: skip
def test_a_reported_clause_is_the_complement_of_its_verb(
    nlp: Language, text: str, cue: str, verb: str, who: str
) -> None:
    doc = language.parse(nlp, text)
    told = word(doc, verb)
    assert told.dep_ == "ccomp"
    assert told.head.text == cue
    assert subject(told) == who


@pytest.mark.parametrize(
    ("text", "cue", "verb"),
    [
        ("The minister urged Ghana to join the pact.", "urged", "join"),
        ("Lindqvist asked the two sides to resume talks.", "asked", "resume"),
        ("The king ordered his envoys to return home.", "ordered", "return"),
        ("Brazil called on Bolivia to release the prisoners.", "called", "release"),
        ("Ankara pressed Athens to withdraw its ships.", "pressed", "withdraw"),
    ],
)
def test_who_is_asked_to_do_it(nlp: Language, text: str, cue: str, verb: str) -> None:
    doc = language.parse(nlp, text)
    asked = word(doc, verb)
    assert asked.dep_ in {"xcomp", "ccomp", "advcl"}
    assert asked.head.text == cue
    assert asked.head.dep_ == "root"


def test_called_for_someone_to_be_allowed(nlp: Language) -> None:
    doc = language.parse(nlp, "Kenya called for Somalia to be allowed to join the bloc.")
    allowed = word(doc, "allowed")
    assert subject(allowed) == "Somalia"
    assert allowed.head.text == "called"
    assert word(doc, "join").head == allowed


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("She voiced “grave doubts” over the tests at sea” by Ruritania.", {"tests", "sea"}),
        ("The council condemned the raid by Boko Haram.", {"raid"}),
        ("Latvia welcomed the visit by Mr. Okonkwo.", {"visit"}),
    ],
)
def test_a_name_after_by_is_of_the_noun_where_the_verb_is_active(
    nlp: Language, text: str, noun: set[str]
) -> None:
    by = word(language.parse(nlp, text), "by")
    assert by.head.head.text in noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Peru condemned steps by Chad “that run counter to the charter,” an aide said.", "steps"),
        ("Berg opposed rules “which shut out farmers ... and millers,” her office said.", "rules"),
    ],
)
def test_a_quoted_relative_clause_is_the_noun_s_before_the_mark(
    nlp: Language, text: str, noun: str
) -> None:
    doc = language.parse(nlp, text)
    relative = next(token for token in doc if token.text in ("that", "which"))
    assert relative.head.dep_.startswith("acl")
    assert relative.head.head.text in {noun, "Chad"}


@pytest.mark.parametrize("label", ["ccomp", "parataxis"])
def test_what_was_said_behind_a_noun_and_a_mark_stays_what_was_said(label: str) -> None:
    words = ["opposed", "steps", "“", "that", "hurt", "us", "”", ",", "he", "said"]
    tags = ["VBD", "NNS", "``", "WDT", "VBP", "PRP", "''", ",", "PRP", "VBD"]
    heads = [9, 0, 4, 4, 9, 4, 4, 9, 9, 9]
    rels = ["ccomp", "obj", "punct", "nsubj", label, "obj", "punct", "punct", "nsubj", "root"]
    moved, kept = list(rels), list(rels)
    _quoted_relative(words, list(heads), moved, tags)
    assert moved[4] == "acl:relcl"
    _quoted_relative(words, list(heads), kept, [*tags[:3], "IN", *tags[4:]])
    assert kept == rels


@pytest.mark.parametrize(
    ("text", "time", "verb"),
    [
        ("The two leaders will meet Sunday in Doha.", "Sunday", "meet"),
        ("Mexico's president said this month that talks had failed.", "month", "said"),
        ("The envoy arrived Tuesday for talks with officials.", "Tuesday", "arrived"),
        ("Poland expelled three diplomats last week.", "week", "expelled"),
        ("She is to visit Hanoi next month.", "month", "visit"),
        ("He met Wednesday with the Latvian foreign minister.", "Wednesday", "met"),
    ],
)
def test_a_bare_time_is_no_object(nlp: Language, text: str, time: str, verb: str) -> None:
    token = word(language.parse(nlp, text), time)
    assert token.dep_ == "obl:unmarked"
    assert token.head.text == verb


@pytest.mark.parametrize(
    ("text", "title", "name", "verb"),
    [
        (
            "In March, U.S. Secretary of Energy Helen Brandt met her Korean counterpart in Busan.",
            "Secretary", "Helen", "met",
        ),
        (
            "On Monday, Deputy Foreign Minister Rashid Aliyev visited Tashkent.",
            "Minister", "Rashid", "visited",
        ),
        (
            "During the call, Kenyan President Joseph Wanjiru thanked the envoy.",
            "President", "Joseph", "thanked",
        ),
        (
            "Last week Dutch Prime Minister Pieter Visser signed the agreement.",
            "Minister", "Pieter", "signed",
        ),
    ],
)  # fmt: skip
def test_a_long_title_behind_an_opening_phrase(
    nlp: Language, text: str, title: str, name: str, verb: str
) -> None:
    doc = language.parse(nlp, text)
    person = word(doc, name)
    assert person.dep_ == "nsubj"
    assert person.head.text == verb
    assert word(doc, title).head == person
    assert person.ent_type_ == "PERSON"


def test_a_dateline_does_not_join_the_sentence(nlp: Language) -> None:
    doc = language.parse(nlp, "LISBON (AP) — Portugal's prime minister met the king on Monday.")
    met = word(doc, "met")
    assert met.dep_ == "root"
    assert subject(met) == "minister"
    assert met not in list(word(doc, "LISBON").subtree)


@pytest.mark.parametrize(
    ("text", "head", "dependent"),
    [
        ("Amina Yusuf, the foreign minister, left on Monday.", "Amina", "minister"),
        ("He met his Finnish counterpart, Aino Virtanen, in Oslo.", "counterpart", "Aino"),
        (
            "Dmitri Volkov, a spokesman for the ministry, declined to comment.",
            "Dmitri",
            "spokesman",
        ),
    ],
)
def test_an_apposition_hangs_on_what_it_explains(
    nlp: Language, text: str, head: str, dependent: str
) -> None:
    token = word(language.parse(nlp, text), dependent)
    assert token.dep_ == "appos"
    assert token.head.text == head


@pytest.mark.parametrize(
    ("text", "verb", "first", "others"),
    [
        ("Spain, Italy and Greece signed the pact.", "signed", "Spain", ["Italy", "Greece"]),
        ("Mori and his Thai counterpart met in Manila.", "met", "Mori", ["counterpart"]),
        (
            "President Ana Duarte and Prime Minister Luis Prado left for Lima.",
            "left", "Ana", ["Luis"],
        ),
    ],
)  # fmt: skip
def test_coordinated_subjects(
    nlp: Language, text: str, verb: str, first: str, others: list[str]
) -> None:
    doc = language.parse(nlp, text)
    assert subject(word(doc, verb)) == first
    for other in others:
        assert word(doc, other).dep_ == "conj"
        assert word(doc, other).head.text == first


@pytest.mark.parametrize(
    ("text", "verb", "who"),
    [
        ("Egypt hosts peace talks in Cairo", "hosts", "Egypt"),
        ("Iran, Oman sign gas deal", "sign", "Iran"),
        ("Swedish minister meets Ramirez in Quito", "meets", "minister"),
        ("Vietnam rejects new sanctions", "rejects", "Vietnam"),
    ],
)
def test_headlines(nlp: Language, text: str, verb: str, who: str) -> None:
    root = word(language.parse(nlp, text), verb)
    assert root.dep_ == "root"
    assert root.pos_ == "VERB"
    assert subject(root) == who


@pytest.mark.parametrize(
    "name",
    ["Xi Jinping", "Wang Yi", "Li Qiang", "Park Jin", "Ban Ki Moon", "Rose Grant"],
)
def test_names_are_never_verbs(nlp: Language, name: str) -> None:
    for text in (f"{name} met the Danish king on Friday.", f"The Danish king thanked {name}."):
        doc = language.parse(nlp, text)
        parts = [token for token in doc if token.text in name.split()]
        assert {token.pos_ for token in parts} == {"PROPN"}
        assert {token.ent_type_ for token in parts} == {"PERSON"}


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        ("The envoy insisted on a reply.", {"insist"}),
        ("She reiterated the offer and rebuked the press.", {"reiterate", "rebuke"}),
        ("They scrapped the visit and summoned the envoy.", {"scrap", "summon"}),
    ],
)
def test_verbs_of_diplomacy_have_their_lemmas(nlp: Language, text: str, lemmas: set[str]) -> None:
    doc = language.parse(nlp, text)
    assert {token.lemma_ for token in doc if token.pos_ == "VERB"} == lemmas


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The talks were held in Nairobi.", "Nairobi", "LOC"),
        ("Diplomats flew to South Korea.", "South Korea", "LOC"),
        ("The United Nations welcomed the truce.", "United Nations", "ORG"),
        ("Ministers of NATO met again.", "NATO", "ORG"),
        ("The State Department declined to comment.", "State Department", "ORG"),
        ("The Turkish side agreed.", "Turkish", "NORP"),
        ("President Mwai Odhiambo spoke.", "Mwai Odhiambo", "PERSON"),
    ],
)
def test_names_have_their_kind(nlp: Language, text: str, name: str, kind: str) -> None:
    doc = language.parse(nlp, text)
    assert (name, kind) in [(entity.text, entity.label_) for entity in doc.ents]


def test_sentences_of_a_paragraph(nlp: Language) -> None:
    text = (
        "The U.S. envoy met Gen. Abdi on Monday. They spoke for an hour. "
        '"We made progress," she said. Talks resume in St. Petersburg next week.'
    )
    doc = language.parse(nlp, text)
    assert [s.text.strip() for s in doc.sents] == [
        "The U.S. envoy met Gen. Abdi on Monday.",
        "They spoke for an hour.",
        '"We made progress," she said.',
        "Talks resume in St. Petersburg next week.",
    ]


def test_capitals_are_read(nlp: Language) -> None:
    doc = language.parse(nlp, "CHILE AND PERU SIGN TRADE PACT")
    assert word(doc, "SIGN").dep_ == "root"


def test_a_second_root_leaves_subject_and_copula_to_the_first() -> None:
    words = ["Kim", "is", "due", "in", "Lima", "today"]
    heads, rels = [4, 4, 2, 4, 2, 2], ["nsubj", "cop", "root", "case", "dep", "advmod"]
    mend(words, heads, rels, ["PROPN", "AUX", "ADJ", "ADP", "PROPN", "NOUN"], [""] * 6)
    assert heads == [2, 2, 2, 4, 2, 2]
    assert rels == ["nsubj", "cop", "root", "case", "obl", "advmod"]


def test_a_title_behind_a_name_and_an_and_is_another_s() -> None:
    words = ["met", "Ana", "and", "Envoy", "Ben", ",", "Envoy", "Cal"]
    heads, rels = [0, 0, 3, 1, 3, 7, 7, 3], ["root", "obj", "cc", "nmod:desc", "appos", "punct"]
    rels += ["nmod:desc", "conj"]
    mend(words, heads, rels, ["VERB", "PROPN", "CCONJ", *["PROPN"] * 5], [""] * 8)
    assert rels[3] == "conj"
    assert rels[6] == "nmod:desc"


def test_a_verb_behind_a_verb_is_not_its_adjective() -> None:
    words = ["Chad", "rejected", "holding", "talks", "behind", "closed", "doors"]
    heads, rels = [1, 1, 1, 2, 6, 6, 2], ["nsubj", "root", "amod", "obj", "case", "amod", "obl"]
    upos = ["PROPN", "VERB", "VERB", "NOUN", "ADP", "VERB", "NOUN"]
    mend(words, heads, rels, upos, [""] * 7)
    assert rels == ["nsubj", "root", "xcomp", "obj", "case", "amod", "obl"]


def test_a_title_cut_loose_from_its_name_is_the_verb_s_subject() -> None:
    words = ["the", "leader", "Ruiz", "said", "so"]
    heads, rels = [1, 3, 1, 3, 3], ["det", "nmod:desc", "appos", "root", "advmod"]
    upos = ["DET", "NOUN", "PROPN", "VERB", "ADV"]
    mend(words, heads, rels, upos, [""] * 5)
    assert rels == ["det", "nsubj", "appos", "root", "advmod"]
    heads, rels = [1, 4, 3, 4, 4], ["det", "nmod:desc", "det", "nsubj", "root"]
    mend(words, heads, rels, ["DET", "NOUN", "DET", "NOUN", "VERB"], [""] * 5)
    assert rels[1] == "nmod:desc"


def test_a_name_that_goes_on_is_one_name() -> None:
    tags = ["O", "B-PERSON", "B-PERSON", "B-PERSON"]
    rels = ["root", "obj", "flat", "conj"]
    assert whole(tags, [0, 0, 1, 1], rels) == ["O", "B-PERSON", "I-PERSON", "B-PERSON"]


def test_a_second_clause_with_that_goes_with_the_first() -> None:
    words = ["He", "said", "it", "failed", "and", "that", "she", "left"]
    heads = [1, 1, 3, 1, 7, 7, 7, 1]
    rels = ["nsubj", "root", "nsubj", "ccomp", "cc", "mark", "nsubj", "conj"]
    upos = ["PRON", "VERB", "PRON", "VERB", "CCONJ", "SCONJ", "PRON", "VERB"]
    mend(words, heads, rels, upos, [""] * 8)
    assert heads[7] == 3
