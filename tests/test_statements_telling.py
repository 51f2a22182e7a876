"""Who speaks, for whom, to whom and through whom, by class of wording."""

from __future__ import annotations

import pytest
from spacy.language import Language

from tests.test_statements import Said


@pytest.mark.parametrize(
    ("text", "words", "speaker", "relay"),
    [
        ("“We will answer,” Tass quoted Mikhail Gorbachev as saying.", "answer",
         "Mikhail Gorbachev", "Tass"),
        ("“It would help,” bank chief Nils Holm was quoted as saying by Kyodo.", "help",
         "Nils Holm", "Kyodo"),
        ("“Moscow will not yield,” Sergei Lavrov said, as carried by TASS.", "yield",
         "Sergei Lavrov", "TASS"),
        ("Maria Zakharova said in comments carried by Interfax that Moscow would not yield.",
         "yield", "Maria Zakharova", "Interfax"),
        ("Foreign Minister Hala Amin, quoted by the news agency MENA, said Egypt would send aid.",
         "send aid", "Hala Amin", "MENA"),
        ("According to Xinhua, Premier Li Keqiang said that China would cut tariffs.", "cut",
         "Li Keqiang", "Xinhua"),
        ("Premier Li Keqiang said that China would cut tariffs, according to broadcaster CCTV.",
         "cut", "Li Keqiang", "CCTV"),
        ("Premier Li Keqiang told Olaf Scholz that China would cut tariffs, the Chinese foreign "
         "ministry said in a statement.", "cut", "Li Keqiang", "Chinese foreign ministry"),
        ("Prime Minister Sanna Marin voiced “grave concern” to the envoy over the debt, "
         "according to a telex from Kyodo.", "grave concern", "Sanna Marin", "Kyodo"),
        ("Olavi Salo voiced opposition to steps by Norway “that harm our interests in the north,” "
         "ministry spokesperson Karin Holt said.", "harm", "Olavi Salo", None),
    ],
)  # fmt: skip
def test_chains_of_telling(
    nlp: Language, text: str, words: str, speaker: str, relay: str | None
) -> None:
    said = Said(nlp, text)
    quote = said.with_words(words)
    assert said.name(quote.speaker) == speaker
    assert relay is None or quote.relayed_by == (relay,)


@pytest.mark.parametrize(
    ("text", "source", "relay"),
    [
        ("The rebels had freed the hostages, Radio Luanda said, citing a military source.",
         "a military source", "Radio Luanda"),
        ("The envoy will resign, Kyodo news service said, quoting government sources.",
         "government sources", "Kyodo news service"),
    ],
)  # fmt: skip
def test_a_source_that_is_cited_speaks(nlp: Language, text: str, source: str, relay: str) -> None:
    (quote,) = (said := Said(nlp, text)).quotes
    assert quote.speaker_span is not None
    assert said.text[quote.speaker_span.start : quote.speaker_span.end] == source
    assert quote.relayed_by == (relay,)


@pytest.mark.parametrize(
    ("text", "words", "to"),
    [
        ("Beijing warned Washington that arms sales would harm ties.", "harm ties",
         "United States"),
        ("Foreign Minister Pekka Salo warned Moscow against closing the strait.", "strait",
         "Russia"),
        ("In a letter to President Emmanuel Macron, Sanna Marin said Finland would pay.", "pay",
         "Emmanuel Macron"),
        ("Sanna Marin asked Emmanuel Macron whether France would help.", "would help",
         "Emmanuel Macron"),
    ],
)  # fmt: skip
def test_whom_words_go_to(nlp: Language, text: str, words: str, to: str) -> None:
    said = Said(nlp, text)
    assert said.name(said.with_words(words).addressee) == to


@pytest.mark.parametrize(
    ("text", "words", "behalf"),
    [
        ("Kremlin spokesman Dmitry Peskov said he would come. He added that no day was set.",
         "no day was set", "Russia"),
        ("A spokesman for the Chinese Foreign Ministry, Wang Wenbin, said Beijing was opposed.",
         "opposed", "China"),
        ("Speaking on behalf of the European Union, Foreign Minister Tove Lind called for an "
         "immediate ceasefire.", "ceasefire", "European Union"),
    ],
)  # fmt: skip
def test_who_is_spoken_for(nlp: Language, text: str, words: str, behalf: str) -> None:
    said = Said(nlp, text)
    assert said.name(said.with_words(words).on_behalf_of) == behalf


def test_one_speech_for_others_does_not_make_a_spokesperson(nlp: Language) -> None:
    said = Said(
        nlp,
        "Speaking on behalf of the European Union, Minister Tove Lind called for a ceasefire. "
        "Lind said Sweden would send tents.",
    )
    assert said.with_words("send tents").on_behalf_of is None


def test_who_is_told_is_not_who_speaks(nlp: Language) -> None:
    said = Said(
        nlp,
        "President Joe Hale spoke with President Ivan Vos of Ruritania. "
        "He told President Vos that the border must open. The president said aid was ready.",
    )
    told = said.with_words("border must open")
    assert said.name(told.speaker) == "Joe Hale"
    assert said.name(told.addressee) == "Ivan Vos"


def test_a_name_tells_the_gender(nlp: Language) -> None:
    said = Said(
        nlp,
        "Susan Hale and Robert Berg run the office. Visitors from Oslo came on Monday. "
        "She said the doors would stay open.",
    )
    assert said.speaker("doors") == "Susan Hale"


def test_the_company_goes_on_not_the_state(nlp: Language) -> None:
    said = Said(
        nlp, "Norsk Oil said sales to the United States rose. It said it would open a plant."
    )
    quote = said.with_words("open a plant")
    assert said.name(quote.speaker) != "United States"


@pytest.mark.parametrize(
    "text",
    [
        "The attack underscores the need for a ceasefire.",
        "This designation reaffirms the commitment of the United States to reform.",
        "A senior official asked not to be identified.",
        "The two states are going to condemn the coup.",
    ],
)
def test_things_say_nothing(nlp: Language, text: str) -> None:
    assert Said(nlp, text).quotes == ()


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("The minister rejected the offer as “a joke”.", ["the offer as “a joke”"]),
        ("The rate cut will help farms by cheap loans, bankers and brokers said.",
         ["The rate cut will help farms by cheap loans"]),
        ("The minister voiced concern over the arrests.", ["concern over the arrests"]),
        ("The mayor stressed the need for calm to ensure that “nobody is hurt.”",
         ["the need for calm to ensure that “nobody is hurt.”"]),
        ("– We will never accept this wall, said the mayor. – It divides the town.",
         ["We will never accept this wall", "It divides the town"]),
        ("The queen is said to be angry.", ["The queen", "to be angry"]),
    ],
)  # fmt: skip
def test_how_far_words_go(nlp: Language, text: str, pieces: list[str]) -> None:
    said = Said(nlp, text)
    (quote,) = said.quotes
    assert said.pieces(quote) == pieces


def test_each_part_of_a_split_quote_has_its_speaker(nlp: Language) -> None:
    said = Said(nlp, '"The border," Pekka Salo said, "is closed," he added, "until the spring."')
    assert {said.name(q.speaker) for q in said.quotes} == {"Pekka Salo"}
    covered = {p for q in said.quotes for p in said.pieces(q)}
    assert '"until the spring."' in covered
    assert len(covered) == sum(len(q.pieces) for q in said.quotes)


def test_quoted_words_that_return_are_not_said_again(nlp: Language) -> None:
    text = 'Mr Hansen called it "the deal of the century." The "deal of the century" fell.'
    said = Said(nlp, text)
    assert len(said.quotes) == 1
