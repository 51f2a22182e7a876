"""Datelines, bylines, agencies and credited sources, and what is none of them."""

from __future__ import annotations

import pytest

from verbale.cleaning import clean
from verbale.knowledge import agencies
from verbale.records import Extent, Marks, Report

BODY = (
    "The foreign ministers of Chile and Peru met on Tuesday and agreed to reopen the border "
    "crossing at Tacna before the end of the year."
)
MORE = "Both governments will send delegations to inspect the crossing, officials said."


def marks_of(text: str, **more: str) -> Marks:
    return clean(Report(id="r", source="r.txt", text=text, **more))  # type: ignore[arg-type]


def cut(text: str, extent: Extent | None) -> str | None:
    return text[extent.start : extent.end] if extent else None


@pytest.mark.parametrize(
    ("line", "place", "date", "agency"),
    [
        ("LIMA, Peru (AP) — ", "LIMA, Peru", None, "AP"),
        ("SANTIAGO — ", "SANTIAGO", None, None),
        ("SANTIAGO (Reuters) - ", "SANTIAGO", None, "Reuters"),
        ("LIMA, Oct 12 (Reuters) - ", "LIMA", "Oct 12", "Reuters"),
        ("LIMA, Oct. 12 (Xinhua) -- ", "LIMA", "Oct. 12", "Xinhua"),
        ("LIMA, October 12 - ", "LIMA", "October 12", None),
        ("MOSCOW, June 7. /TASS/. ", "MOSCOW", "June 7", "TASS"),
        ("Seoul, 12 October (Yonhap) -- ", "Seoul", "12 October", "Yonhap"),
        ("ANKARA (AA) - ", "ANKARA", None, "Anadolu"),
        ("Berlin (dpa) - ", "Berlin", None, "DPA"),
        ("QUITO (Diario Norte) -- ", "QUITO", None, None),
        ("PARIS/BERLIN (Reuters) - ", "PARIS/BERLIN", None, "Reuters"),
        ("New Delhi [India], October 12 (ANI): ", "New Delhi [India]", "October 12", "ANI"),
        ("ISLAMABAD: ", "ISLAMABAD", None, None),
        ("WASHINGTON, DC — ", "WASHINGTON, DC", None, None),
        ("(Reuters) - ", None, None, "Reuters"),
        ("Pretoria – ", "Pretoria", None, None),
        ("VALPARAISO, Chile, March 3 - ", "VALPARAISO, Chile", "March 3", None),
        ("UNITED NATIONS (AP) — ", "UNITED NATIONS", None, "AP"),
    ],
)
def test_datelines_of_the_wires(
    line: str, place: str | None, date: str | None, agency: str | None
) -> None:
    text = f"Ministers agree on Tacna\n\n{line}{BODY}\n\n{MORE}"
    marks = marks_of(text)
    assert cut(text, marks.dateline) == line
    assert (marks.dateline_place, cut(text, marks.dateline_date)) == (place, date)
    assert marks.agency == agency
    assert (marks.agency_span is None) == (agency is None)


@pytest.mark.parametrize(
    "opening",
    [
        "SECRETARY LOPEZ: Thank you all for coming to Lima today, and welcome.",
        "QUESTION: Will the crossing reopen before the end of the year, minister?",
        "UPDATE - The ministers have left Tacna without an agreement, officials said.",
        "Chile – The government announced that the crossing will reopen next month.",
        "OPEC - the group of oil exporters - will discuss the matter on Thursday.",
        "NATO, the EU and the OSCE said that they would send observers to the talks.",
        "The talks - the third this year - ended without a statement from either side.",
        "PEACE (Oslo) - the treaty of that name - will be laid before both houses in May.",
        "In March, Peru (which chairs the bloc) called a meeting of its members there.",
    ],
)
def test_what_only_looks_like_a_dateline(opening: str) -> None:
    assert marks_of(f"{opening}\n\n{BODY}").dateline is None


def test_a_desks_label_before_the_dateline_is_furniture() -> None:
    text = f"Web Desk:Web Desk: LIMA, Peru (AP) — {BODY}"
    marks = marks_of(text)
    assert [cut(text, one) for one in marks.boilerplate] == ["Web Desk:Web Desk:"]
    assert marks.dateline_place == "LIMA, Peru"


@pytest.mark.parametrize(
    ("line", "name", "agency"),
    [
        ("By Associated Press", None, "AP"),
        ("By Ana Torres, Reuters", "Ana Torres", "Reuters"),
        ("By Ana Torres | AFP", "Ana Torres", "AFP"),
        ("By Ana Torres and Luis Rey", "Ana Torres and Luis Rey", None),
        ("By ANA TORRES in Lima", "ANA TORRES", None),
        ("Ana Torres (Based on Reuters, El País)", "Ana Torres", None),
    ],
)
def test_bylines(line: str, name: str | None, agency: str | None) -> None:
    for text in (
        f"Ministers agree on Tacna\n\n{line}\n\n{BODY}\n\n{MORE}",
        f"{BODY}\n\n{MORE}\n\n{line}",
    ):
        marks = marks_of(text)
        assert cut(text, marks.byline) == line
        assert (marks.byline_name, marks.agency) == (name, agency)


@pytest.mark.parametrize(
    "line",
    [
        "By the end of the year the crossing will be open.",
        "By Tuesday evening no agreement had been reached between the two sides.",
        "From Lima the delegation will travel to Santiago for the second round of talks.",
    ],
)
def test_sentences_with_by_are_no_bylines(line: str) -> None:
    assert marks_of(f"{line}\n\n{BODY}").byline is None


@pytest.mark.parametrize(
    "end",
    [" REUTER", "\n\nAFP", "\n\n(Reuters)", " - AFP", " — SPA", "\n\nSource: Xinhua", " /TASS/"],
)
def test_a_signature_names_the_agency(end: str) -> None:
    text = f"{BODY}\n\n{MORE}{end}"
    marks = marks_of(text)
    assert marks.agency is not None
    assert cut(text, marks.agency_span) in agencies.names(loose=True)
    assert (cut(text, marks.agency_span) or "?") in end


@pytest.mark.parametrize(
    "credit", ["Photo: Agence France-Presse", "Main photo source: PAP/EPA", "(Photo: Reuters)"]
)
def test_a_photo_credit_names_no_agency(credit: str) -> None:
    assert marks_of(f"{BODY}\n\n{credit}\n\n{MORE}\n\n{credit}").agency is None


def test_metadata_name_the_agency_by_its_letters() -> None:
    assert marks_of(BODY, agency="Agence France-Presse").agency == "AFP"
    assert marks_of(BODY, byline="Ana Torres, Associated Press").agency == "AP"


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("As reported by Reuters, the talks will go on.", ("Reuters",)),
        ("The crossing will open in May, according to AFP.", ("AFP",)),
        ("The crossing will open in May, state news agency Xinhua reported.", ("Xinhua",)),
        ("The crossing will open in May, Chinese state television CCTV reported.", ("CCTV",)),
        ("“We agreed,” the minister told Reuters.", ("Reuters",)),
        ("The New York Times reported on Monday that the talks had failed.", ("New York Times",)),
        ("The talks failed, Bloomberg said, citing officials.", ("Bloomberg",)),
        ("The Lima Herald quoted officials as saying so.", ("Lima Herald",)),
        ("Citing Kyodo, the paper said that talks would resume.", ("Kyodo",)),
        ("The minister visited the Reuters newsroom in London.", ()),
        ("He reads the Financial Times at breakfast.", ()),
        ("The International Energy Agency said that demand fell.", ()),
    ],
)
def test_credited_sources(sentence: str, found: tuple[str, ...]) -> None:
    assert marks_of(f"{BODY}\n\n{sentence}\n\n{MORE}").relies_on == found


def test_lists_of_inputs_are_credited_sources_and_no_agency() -> None:
    for line in ("(With inputs from PTI and AFP)", "With PTI, AFP inputs"):
        marks = marks_of(f"{BODY}\n\n{MORE}\n\n{line}")
        assert marks.relies_on == ("PTI", "AFP")
        assert marks.agency is None


def test_an_agency_does_not_rely_on_itself() -> None:
    marks = marks_of(f"LIMA (Reuters) - {BODY}\n\n“It is done,” she told Reuters.\n\n{MORE}")
    assert (marks.agency, marks.relies_on) == ("Reuters", ())


def test_a_title_in_the_metadata_is_found_in_the_text() -> None:
    text = f"Ministers agree on Tacna.\n\n{BODY}\n\n{MORE}"
    assert cut(text, marks_of(text, title="Ministers agree on Tacna.").title) is not None
    assert marks_of(text).title is None


def test_letters_that_are_common_words_count_only_in_credits() -> None:
    assert [one.name for one in agencies.named("the AP and the PA", loose=True)] == ["AP", "PA"]
    assert agencies.named("the AP and the PA") == ()


def test_a_stamp_with_its_year_goes_before_a_dateline_without() -> None:
    head = "Ministers agree on Tacna\n\nLast updated: 12 October 2022\n\n"
    for day, stated in (("Oct 12", "12 October 2022"), ("Oct 12, 2022", "Oct 12, 2022")):
        text = f"{head}LIMA, {day} (Reuters) - {BODY}\n\n{MORE}"
        assert cut(text, marks_of(text).dateline_date) == stated


def test_a_speaker_with_a_small_towns_name_is_no_dateline() -> None:
    assert (
        marks_of(f"Clinton: The two countries have never been closer.\n\n{BODY}").dateline is None
    )
    assert marks_of(f"Muscat: The two ministers met in the palace on Monday.\n\n{BODY}").dateline


def test_outlets_that_no_list_has_are_known_by_their_names() -> None:
    text = f"As the Tacna Post reported, talks go on. But The Daily said nothing.\n\n{BODY}"
    assert marks_of(text).relies_on == ("Tacna Post",)
