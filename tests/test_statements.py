"""Who said what, to whom, through whom: sentences through the reader, the parties and the stage."""

from __future__ import annotations

import time
from typing import Any

import pytest
from spacy.language import Language

from verbale import language
from verbale.reading import parties, statements
from verbale.reading import report as reader
from verbale.records import Cast, Quote, Report


class Said:
    """The statements of a text, with their fields as words."""

    def __init__(self, nlp: Language, text: str) -> None:
        self.text = text
        doc = language.parse(nlp, text)
        self.cast: Cast = parties.find(doc)
        self.quotes = statements.find(doc, self.cast)

    def with_words(self, words: str) -> Quote:
        """The narrowest statement whose pieces hold the words."""
        at = self.text.index(words)
        holding = [
            q
            for q in self.quotes
            if any(p.start <= at and at + len(words) <= p.end for p in q.pieces)
        ]
        assert holding, f"nobody says {words!r}: {[self.pieces(q) for q in self.quotes]}"
        return min(holding, key=lambda q: q.end - q.start)

    def pieces(self, quote: Quote) -> list[str]:
        return [self.text[p.start : p.end] for p in quote.pieces]

    def speaker(self, words: str) -> str | None:
        """The name of who says the words."""
        return self.name(self.with_words(words).speaker)

    def name(self, index: int | None) -> str | None:
        return None if index is None else self.cast.referents[index].name


# --- kinds ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("“We shall sign the treaty,” President Olavi Niskanen said.", "treaty", "direct"),
        ("President Olavi Niskanen said that Finland would sign the treaty.", "treaty", "indirect"),
        ("President Olavi Niskanen said Finland had “no reason” to sign it.", "no reason", "mixed"),
        ("According to President Olavi Niskanen, Finland will sign it.", "sign", "indirect"),
        ("Finland, President Olavi Niskanen said, will sign the treaty.", "sign", "indirect"),
        ("President Olavi Niskanen warned of a long crisis.", "long crisis", "indirect"),
        ("President Olavi Niskanen called for restraint on both sides.", "restraint", "indirect"),
        ("President Olavi Niskanen vowed to defend the border.", "border", "indirect"),
        ("President Olavi Niskanen described the talks as a failure.", "failure", "indirect"),
        ("President Olavi Niskanen expressed deep concern about the border.", "border", "indirect"),
        ("President Olavi Niskanen confirmed the two-state policy.", "policy", "indirect"),
        ("President Olavi Niskanen issued a warning that ports might close.", "ports", "indirect"),
    ],
)
def test_forms_of_reporting(nlp: Language, text: str, words: str, kind: str) -> None:
    said = Said(nlp, text)
    assert said.with_words(words).kind == kind
    assert said.speaker(words) == "Olavi Niskanen"


def test_a_split_quote_is_one_statement_in_pieces(nlp: Language) -> None:
    said = Said(nlp, "“The bridge,” Jonas Storvik said, “will open in May.”")
    (quote,) = said.quotes
    assert said.pieces(quote) == ["“The bridge,”", "“will open in May.”"]
    assert (quote.start, quote.end) == (0, len(said.text))


def test_a_sentence_behind_the_reporting_clause_goes_on(nlp: Language) -> None:
    said = Said(nlp, "“The bridge is ready,” Jonas Storvik said. “It will open in May.”")
    (quote,) = said.quotes
    assert len(quote.pieces) == 2
    assert quote.kind == "direct"


def test_a_quote_over_paragraphs_keeps_its_speaker(nlp: Language) -> None:
    said = Said(
        nlp,
        "Jonas Storvik said: “The bridge is ready and it is safe for everybody.\n\n"
        "“It will open in May, and the ferries will stop.”\n",
    )
    assert said.speaker("ready") == "Jonas Storvik"
    assert said.speaker("ferries") == "Jonas Storvik"


def test_a_lost_mark_is_said_to_be_repaired(nlp: Language) -> None:
    said = Said(nlp, "The bridge is ready for all traffic,” Jonas Storvik said on Monday.")
    quote = said.with_words("The bridge is ready")
    assert quote.repaired
    assert said.name(quote.speaker) == "Jonas Storvik"


def test_speech_that_a_dash_opens(nlp: Language) -> None:
    said = Said(nlp, "– The bridge is ready, said Jonas Storvik.")
    assert said.speaker("The bridge is ready") == "Jonas Storvik"


@pytest.mark.parametrize(
    "text",
    [
        "The book “A Bridge to the North” was sold at the airport of Oslo.",
        "Crowds cheered the fighter Joe “The Hammer” Hansen in the capital.",
        "The so-called “snow road” was built by the army in 1957.",
        "President Olavi Niskanen believes that the bridge will open in May.",
        "President Olavi Niskanen hopes to open the bridge in May.",
        "President Olavi Niskanen did not say whether the bridge would open.",
        "President Olavi Niskanen declined to comment on the bridge.",
    ],
)
def test_what_nobody_said(nlp: Language, text: str) -> None:
    assert Said(nlp, text).quotes == ()


# --- speakers -----------------------------------------------------------------------------------


def test_pronouns_are_resolved_over_sentences(nlp: Language) -> None:
    said = Said(
        nlp,
        "Prime Minister Sanna Marin met President Emmanuel Macron in Paris on Monday. "
        "She said the talks were useful. He called them frank. "
        "“We need each other,” she added.",
    )
    assert said.speaker("useful") == "Sanna Marin"
    assert said.speaker("We need each other") == "Sanna Marin"
    assert said.speaker("frank") == "Emmanuel Macron"


def test_an_office_stands_for_its_holder(nlp: Language) -> None:
    said = Said(
        nlp,
        "Foreign Minister Annalena Baerbock of Germany arrived in Oslo on Monday. "
        "The foreign minister said the pipeline would be guarded.",
    )
    assert said.speaker("guarded") == "Annalena Baerbock"


def test_two_speakers_in_one_sentence(nlp: Language) -> None:
    said = Said(
        nlp,
        "Sanna Marin said the talks were useful, while Emmanuel Macron said they came too late.",
    )
    assert said.speaker("useful") == "Sanna Marin"
    assert said.speaker("too late") == "Emmanuel Macron"


def test_the_speaker_of_the_sentence_before(nlp: Language) -> None:
    said = Said(
        nlp,
        "Sanna Marin was in no mood to give in on Monday.\n\n"
        "“We have waited for this treaty long enough.”\n",
    )
    assert said.speaker("waited") == "Sanna Marin"


def test_a_quote_signed_behind_a_dash(nlp: Language) -> None:
    said = Said(nlp, "“The bridge is a gift to the north.” — Sanna Marin\n\nIt opens in May.\n")
    assert said.speaker("gift") == "Sanna Marin"


def test_who_goes_on_reporting(nlp: Language) -> None:
    said = Said(nlp, "Sanna Marin said the ferries were late, adding that the bridge would help.")
    assert said.speaker("ferries") == "Sanna Marin"
    assert said.speaker("bridge would help") == "Sanna Marin"
    assert len(said.quotes) == 2


def test_a_source_that_an_agency_quotes(nlp: Language) -> None:
    said = Said(nlp, "Reuters quoted Sanna Marin as saying that the ferries would stop.")
    quote = said.with_words("ferries would stop")
    assert said.name(quote.speaker) == "Sanna Marin"
    assert quote.relayed_by == ("Reuters",)


def test_a_spokesperson_speaks_for_an_institution(nlp: Language) -> None:
    said = Said(nlp, "State Department spokesman Ned Price said the embassy would stay open.")
    quote = said.with_words("stay open")
    assert said.name(quote.speaker) == "Ned Price"
    assert said.name(quote.on_behalf_of) == "State Department"


def test_the_addressee_is_told(nlp: Language) -> None:
    said = Said(nlp, "Sanna Marin told Emmanuel Macron that Finland would sign the treaty.")
    quote = said.with_words("sign the treaty")
    assert said.name(quote.speaker) == "Sanna Marin"
    assert said.name(quote.addressee) == "Emmanuel Macron"


# --- chains of telling ----------------------------------------------------------------------------


def test_an_agency_relays(nlp: Language) -> None:
    said = Said(nlp, "Sanna Marin told Emmanuel Macron the treaty was ready, Reuters reported.")
    quote = said.with_words("treaty was ready")
    assert said.name(quote.speaker) == "Sanna Marin"
    assert quote.relayed_by == ("Reuters",)
    assert len(said.quotes) == 1


def test_a_ministry_relays_its_minister(nlp: Language) -> None:
    said = Said(
        nlp,
        "The Chinese Foreign Ministry said in a statement that Wang Yi urged Japan to "
        "“stop the discharge” of the water.",
    )
    quote = said.with_words("stop the discharge")
    assert said.name(quote.speaker) == "Wang Yi"
    assert quote.relayed_by == ("Chinese Foreign Ministry",)


def test_a_minister_who_tells_of_another_speaks_for_himself(nlp: Language) -> None:
    said = Said(nlp, "Sanna Marin said that Emmanuel Macron had promised to sign the treaty.")
    speakers = {said.name(q.speaker) for q in said.quotes}
    assert "Sanna Marin" in speakers
    assert all(q.relayed_by == () for q in said.quotes)


def test_a_source_behind_a_text_is_who_wrote_it(nlp: Language) -> None:
    said = Said(
        nlp,
        "The two sides agreed to meet again, according to a readout of the call from the "
        "U.S. State Department.",
    )
    assert said.speaker("agreed to meet again") == "State Department"


# --- the interface -----------------------------------------------------------------------------


def test_inspect_gives_the_rows_of_the_contract(nlp: Language) -> None:
    text = "“The bridge,” Jonas Storvik said, “will open in May.”"
    (row,) = statements.inspect(language.parse(nlp, text))
    asked = {
        "start",
        "end",
        "spans",
        "speaker_start",
        "speaker_end",
        "speaker_text",
        "cue_start",
        "cue_end",
        "type",
    }
    assert asked <= row.keys()
    assert row["speaker_text"] == "Jonas Storvik"
    assert text[row["cue_start"] : row["cue_end"]] == "said"
    assert row["spans"] == [[0, 13], [34, 53]]
    assert row["quoted"] == row["spans"]


def test_inspect_names_whom_a_pronoun_stands_for(nlp: Language) -> None:
    doc = language.parse(nlp, "Sanna Marin came to Oslo. She said the bridge was ready.")
    (row,) = statements.inspect(doc, parties.find(doc))
    assert (row["speaker_text"], row["speaker_name"]) == ("She", "Sanna Marin")
    (bare,) = statements.inspect(doc)
    assert bare["speaker_name"] == "Sanna Marin"


def test_a_plural_pronoun_goes_on_with_the_last_speakers(nlp: Language) -> None:
    doc = language.parse(nlp, "The farmers said the price was low. They said it would fall.")
    _, row = statements.inspect(doc, parties.find(doc))
    assert (row["speaker_text"], row["speaker_name"]) == ("They", "farmers")


def test_passages_are_what_stands_in_quote_marks(nlp: Language) -> None:
    text = "Sanna Marin said the bridge was “ready for everybody” and “safe” in winter."
    (row,) = statements.passages(language.parse(nlp, text))
    assert text[row["start"] : row["end"]] == "“ready for everybody”"
    assert (row["speaker_text"], row["type"]) == ("Sanna Marin", "mixed")


def test_furniture_says_nothing(nlp: Language) -> None:
    text = "“Subscribe to our letter now,” said nobody.\n\nThe minister said it was late.\n"
    doc = language.parse(nlp, text, [(0, text.index("\n"))])
    (quote,) = statements.find(doc)
    assert text[quote.start : quote.end] == "it was late"


def test_empty_and_unspoken_texts(nlp: Language) -> None:
    for text in ("", "\n\n", "“", "Oslo."):
        assert statements.find(language.parse(nlp, text)) == ()


def test_offsets_hold_and_pieces_are_in_order(nlp: Language) -> None:
    text = (
        "\n  “The bridge is ready,” Sanna Marin  said.\n\n\tShe “hopes” it will open soon, \n"
        "Reuters reported. According to Mr. Macron, it's “too  early” (he said so).\n"
    )
    doc = language.parse(nlp, text)
    for quote in statements.find(doc, parties.find(doc)):
        assert quote.pieces[0].start == quote.start
        assert quote.pieces[-1].end == quote.end
        assert quote.end <= len(text)
        spans = [(p.start, p.end) for p in quote.pieces]
        assert spans == sorted(spans)
        assert all(start < end for start, end in spans)


def test_speed_after_the_parse(nlp: Language) -> None:
    story: list[Any] = [
        "“The bridge is ready,” Sanna Marin said on Monday, adding that it would open in May. "
        "According to the ministry, it cost $3 million. The mayor of Turku praised the work and "
        "called for another one, the newspaper Helsingin Sanomat reported.\n\n"
    ]
    doc = language.parse(nlp, "".join(story * 40))
    start = time.process_time()
    statements.find(doc)
    words = sum(not token.is_space for token in doc)
    assert words / (time.process_time() - start) > 5_000


# --- visits and calls that no words are told of; offices that speak ------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "President Olavi Niskanen called on his Chilean counterpart at the palace on Monday.",
        "He had called the Chilean president late on Wednesday.",
        "Finland recalled its ambassador from Santiago.",
        "Finland has recalled two diplomats from Santiago for consultations.",
    ],
)
def test_who_calls_on_somebody_or_calls_an_envoy_home_says_nothing(
    nlp: Language, text: str
) -> None:
    assert Said(nlp, text).quotes == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("President Olavi Niskanen called on both sides to return to talks.", "return to talks"),
        ("President Olavi Niskanen called on Monday for an end to the war.", "end to the war"),
        ("Finnish officials recalled the long friendship of both peoples.", "long friendship"),
    ],
)
def test_who_calls_on_others_to_act_and_recalls_a_thing_says_it(
    nlp: Language, text: str, words: str
) -> None:
    assert Said(nlp, text).with_words(words)


def test_a_participle_behind_the_speaker_is_no_part_of_the_words(nlp: Language) -> None:
    said = Said(
        nlp, "Neither side gave way in the talks, two officials briefed on the matter said."
    )
    (quote,) = said.quotes
    assert said.pieces(quote) == ["Neither side gave way in the talks"]
    assert quote.speaker_span is not None
    assert said.text[quote.speaker_span.start : quote.speaker_span.end] == "two officials"


@pytest.mark.parametrize(("home", "speaker"), [("FIN", "Finland"), ("CHL", "Chile"), (None, None)])
def test_a_ministry_of_no_named_state_is_that_of_the_dateline(
    nlp: Language, home: str | None, speaker: str | None
) -> None:
    text = "Finland and Chile agreed to reopen consulates, the foreign ministry said on Monday."
    doc = language.parse(nlp, text)
    cast = parties.find(doc)
    (quote,) = statements.find(doc, cast, home=home)
    name = None if quote.speaker is None else cast.referents[quote.speaker].name
    assert name == speaker


def test_an_office_speaks_for_whose_it_is(nlp: Language) -> None:
    said = Said(
        nlp,
        "Finnish Foreign Minister Kari Dahl visited Chile on Monday. She will return in June, her "
        "office said.",
    )
    assert said.name(said.with_words("return in June").on_behalf_of) == "Kari Dahl"


def test_nobody_says_a_dateline(nlp: Language) -> None:
    text = "Talks open\n\nMADRID - Finnish and Chilean delegations opened talks, officials said.\n"
    report = Report(id="a", source="a", text=text, language="en")
    (quote,) = reader.read(report, nlp).statements
    assert text[quote.start : quote.end].startswith("Finnish and Chilean delegations")


def test_reports_that_somebody_rejects_are_those_of_others(nlp: Language) -> None:
    assert Said(nlp, "Finland rejected reports that it was seeking a new base.").quotes == ()


@pytest.mark.parametrize("who", ["the Ministry of External Affairs", "the president's office"])
def test_who_speaks_for_a_government_of_no_named_state_is_that_of_the_dateline(
    nlp: Language, who: str
) -> None:
    doc = language.parse(nlp, f"Chile will sell the ship to Finland, {who} said on Monday.")
    cast = parties.find(doc)
    (quote,) = statements.find(doc, cast, home="CHL")
    assert quote.speaker is not None
    assert cast.referents[quote.speaker].name == "Chile"


def test_the_office_of_a_minister_is_of_the_same_state(nlp: Language) -> None:
    said = Said(
        nlp,
        "Finnish Foreign Minister Kari Dahl visited Chile on Monday. She will return in June, her "
        "office said.",
    )
    assert said.speaker("return in June") == "Finland"


def test_the_hyphen_of_a_length_is_no_dateline(nlp: Language) -> None:
    said = Said(
        nlp,
        "President Olavi Niskanen met Lena Brandt. Niskanen, ending a two-day visit to Chile, said "
        "the talks went well.",
    )
    assert said.speaker("the talks went well") == "Olavi Niskanen"


def test_whom_somebody_is_quoted_as_telling_is_the_addressee(nlp: Language) -> None:
    said = Said(
        nlp,
        "President Olavi Niskanen met Lena Brandt. “We will keep in touch,” Niskanen was quoted by "
        "Yle as telling Brandt.",
    )
    quote = said.with_words("keep in touch")
    assert said.name(quote.speaker) == "Olavi Niskanen"
    assert said.name(quote.addressee) == "Lena Brandt"
