"""Who is who in reports of many lands: names of many traditions, offices told by whose they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from tests.casts import Read
from verbale import language
from verbale.reading import parties

if TYPE_CHECKING:
    from spacy.language import Language

NIGER = dt.date(2014, 5, 12)


@pytest.fixture(scope="module")
def read(nlp: Language) -> Callable[..., Read]:
    def reading(text: str, place: str | None = None, day: dt.date = NIGER) -> Read:
        doc = language.parse(nlp, text)
        return Read(text, parties.find(doc, day, site=parties.site(place)))

    return reading


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Burmese Border Minister U Tin Aye Maung flew to Dhaka.", "Tin Aye Maung", "MMR"),
        ("Myanmar's envoy, Daw Khin Mya Win, met the Thai premier.", "Khin Mya Win", "MMR"),
        ("The Emir of Qatar's brother, Prince Nasser bin Hamad, flew to Rabat.",
         "Nasser bin Hamad", "QAT"),
    ],
)  # fmt: skip
def test_a_style_before_a_name_is_none_of_it(
    read: Callable[..., Read], text: str, name: str, state: str
) -> None:
    assert name in read(text).people()
    assert next(r.state for r in read(text).cast.referents if r.name == name) == state


def test_a_name_that_ends_like_a_senator_is_a_name(read: Callable[..., Read]) -> None:
    found = read("The king would not share power with Hun Sen. He stayed in Peking.")
    assert "Hun Sen" in found.people()
    assert not any(o.title == "Senator" for r in found.cast.referents for o in r.offices)


@pytest.mark.parametrize(
    ("place", "text", "name", "state"),
    [
        ("JAKARTA", "Indonesia's guest met Armed Forces Commander General Budi Santoso Hadi.",
         "Budi Santoso Hadi", "IDN"),
        ("SEOUL", "South Korea hosts Japan. Deputy National Security Adviser Bae Min-ho said so.",
         "Bae Min-ho", "KOR"),
        ("SEOUL", "South Korea's president met Japanese Prime Minister Shinzo Abe, presidential "
         "secretary Bae Min-ho told reporters.", "Bae Min-ho", "KOR"),
        ("LIMA", "Peru and Chile differ. Juan Lobo Paz, speaker of the lower house, said so.",
         "Juan Lobo Paz", "PER"),
    ],
)  # fmt: skip
def test_who_serves_a_state_at_home_is_of_where_the_report_is_sent_from(
    read: Callable[..., Read], place: str, text: str, name: str, state: str
) -> None:
    assert read(text, place).who(name).state == state


def test_who_is_included_in_a_delegation_is_of_it(read: Callable[..., Read]) -> None:
    found = read(
        "The president hosted a lunch for the Bolivian delegation, which included the Minister of "
        "Public Works, Oscar Roca Vaca.", "ASUNCION",
    )  # fmt: skip
    assert found.who("Oscar Roca Vaca").state == "BOL"


def test_the_head_of_his_office_is_not_who_was_named_before(read: Callable[..., Read]) -> None:
    found = read(
        "Prime Minister Viktor Orban will fly to Bratislava for talks with Slovak Prime Minister "
        "Robert Fico, the head of his press office, Balint Szabo, said."
    )
    assert found.who("Balint Szabo").state == "HUN"
    assert all(o.title != "Head" for o in found.who("Robert Fico").offices)


def test_a_spokesman_is_told_of_first_and_named_then(read: Callable[..., Read]) -> None:
    found = read("A spokesman for Kenya's government, Jan Mutua, declined to comment.")
    assert {o.title.partition(" ")[0] for o in found.who("Jan Mutua").offices} == {"spokesperson"}


def test_a_counterpart_of_no_state_is_of_the_other_of_two(read: Callable[..., Read]) -> None:
    found = read(
        "Chad and Niger reopened their border on Monday. Issa Barmou, the Chadian trade minister, "
        "and his counterpart Ali Seyni Gado will see to it."
    )
    assert found.who("Ali Seyni Gado").state == "NER"


def test_the_leaders_of_two_states_are_two(read: Callable[..., Read]) -> None:
    found = read(
        "Germany and France will talk in Berlin. It is the first meeting of the two countries' "
        "foreign ministers. Their leaders met in May."
    )
    for words in ("foreign ministers", "Their leaders"):
        members = [found.cast.referents[i].state for i in found.who(words).members]
        assert sorted(filter(None, members)) == ["DEU", "FRA"]


def test_a_newspaper_is_nobody(read: Callable[..., Read]) -> None:
    found = read("Samoa will sign, the Samoa Observer reported on Monday.")
    assert all(r.kind == "state" for r in found.cast.referents if r.state == "WSM")


@pytest.mark.parametrize(
    ("text", "name", "state", "office"),
    [
        ("HE Dr. Nabil Karam, Minister of Foreign Affairs of the People's Democratic Republic of "
         "Algeria, met HH the Amir.", "Nabil Karam", "DZA", "Minister of Foreign Affairs"),
        ("The Minister met H.E. Osman Barre, Minister of Trade of the Federal Democratic Republic "
         "of Ethiopia.", "Osman Barre", "ETH", "Minister of Trade"),
        ("Oman's oil minister, Sheikh Salim bin Karim, announced the deal.", "Salim bin Karim",
         "OMN", "Minister of Energy"),
        ("Chad's Minister of Trade, the Hon. Ann Lee, will receive him.", "Ann Lee", "TCD",
         "Minister of Trade"),
        ("Deputy Prime Minister and Minister of Foreign Affairs of Kuwait HE Sheikh Salim bin Karim"
         " spoke.", "Salim bin Karim", "KWT", "Minister of Foreign Affairs"),
        ("Ambassador of the Russian Federation to the Kingdom of Norway Oleg Panin met him.",
         "Oleg Panin", "RUS", "Ambassador to the Kingdom of Norway"),
        ("Kyrgyz Deputy Chairman of the Cabinet of Ministers Edil Osmonov left.", "Edil Osmonov",
         "KGZ", "Deputy Prime Minister"),
    ],
)  # fmt: skip
def test_protocol_does_not_hide_who_somebody_is(
    read: Callable[..., Read], text: str, name: str, state: str, office: str
) -> None:
    who = read(text).who(name)
    assert (who.name, who.state) == (name, state)
    assert office in {o.title for o in who.offices}


def test_his_excellency_is_no_he_and_he_is_no_excellency(read: Callable[..., Read]) -> None:
    found = read("HE Dr. Nabil Karam met He Lifeng. He thanked him.")
    assert found.people() == {"Nabil Karam", "He Lifeng"}
    assert found.spoken("HE") is None


def test_a_crown_prince_is_no_king_of_that_name(read: Callable[..., Read]) -> None:
    day = dt.date(1994, 7, 25)
    assert read("Crown Prince Hassan looked on.", None, day).who("Hassan").known is None
    assert read("King Hassan looked on.", None, day).who("King Hassan").state == "MAR"


def test_the_other_side_is_led_by_one_of_its_own(read: Callable[..., Read]) -> None:
    found = read(
        "The Kyrgyz side was headed by Deputy Prime Minister Edil Osmonov, and the Tajik side by "
        "Deputy Prime Minister Daler Nazarov."
    )
    assert (found.who("Edil Osmonov").state, found.who("Daler Nazarov").state) == ("KGZ", "TJK")


def test_somebody_may_be_told_by_an_owner_behind_the_name(read: Callable[..., Read]) -> None:
    found = read("Pavel Gromov, Lavrov's deputy, met the French ambassador.", None,
                 dt.date(2020, 5, 5))  # fmt: skip
    assert found.who("Lavrov's deputy").name == "Pavel Gromov"
    assert found.who("Pavel Gromov").state == "RUS"


def test_two_governments_named_side_by_side_are_the_two(read: Callable[..., Read]) -> None:
    found = read(
        "The minister flew to Kampala, Uganda, and met the Foreign Minister of Uganda. The "
        "Government of the United Republic of Tanzania and the Government of Malawi "
        "agreed to talk. The two Governments will meet in May."
    )
    members = found.who("The two Governments").members
    assert {found.cast.referents[i].state for i in members} == {"TZA", "MWI"}


def test_a_name_in_another_order_of_words_may_be_another(read: Callable[..., Read]) -> None:
    found = read("Kuwait's oil minister, Ahmad Nasser al-Sabah, left.", None, dt.date(2021, 1, 6))
    assert found.who("Ahmad Nasser al-Sabah").known is None


def test_leaders_of_the_nineties_are_known_by_name(read: Callable[..., Read]) -> None:
    found = read("Milosevic met Tudjman and Izetbegovic in Geneva. Zedillo called Fujimori.", None,
                 dt.date(1995, 8, 5))  # fmt: skip
    states = [found.who(name).state for name in ("Milosevic", "Tudjman", "Izetbegovic", "Zedillo")]
    assert states == ["SRB", "HRV", "BIH", "MEX"]


def test_who_leads_a_body_of_many_states_is_of_none(read: Callable[..., Read]) -> None:
    found = read("Antonio Guterres met the Chilean president.", None, dt.date(2018, 3, 5))
    assert found.who("Antonio Guterres").state is None
    assert read("Antonio Guterres met them.", None, dt.date(1998, 3, 5)).who(
        "Antonio Guterres").state == "PRT"  # fmt: skip


def test_a_headline_that_names_two_names_two(read: Callable[..., Read]) -> None:
    found = read("PM Key, Fijian leader meet as ties thaw\n\nNew Zealand's Prime Minister John Key "
                 "met the Fijian foreign minister.")  # fmt: skip
    assert found.who("Key").name == "John Key"
    assert found.who("John Key").state == "NZL"


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Brig. Gen. Neal Horst, the U.S. defence attache, met the crew.", "Neal Horst", "USA"),
        ("Belgian Prime Minister Charles Michel recalled ambassador Anna de Ridder for talks.",
         "Anna de Ridder", "BEL"),
        ("The Kuwaiti emir spoke. The emir's nephew, Sheikh Salim Nasser, left.",
         "Salim Nasser", "KWT"),
        ("Tonga's Lord Tupou Maka welcomed it.", "Tupou Maka", "TON"),
    ],
)  # fmt: skip
def test_whose_somebody_is(read: Callable[..., Read], text: str, name: str, state: str) -> None:
    assert read(text).who(name).state == state


def test_a_surname_may_be_the_word_for_an_office(read: Callable[..., Read]) -> None:
    found = read("Julie Bishop, Australia's foreign minister, flew to Suva in February.")
    assert found.who("Julie Bishop").state == "AUS"
    assert all(r.sector != "REL" for r in found.cast.referents)


def test_a_surname_may_be_the_name_of_a_body(read: Callable[..., Read]) -> None:
    found = read("Congolese Foreign Minister Marie Kasongo Wagner met her Rwandan counterpart.")
    assert [r.state for r in found.cast.referents if r.kind == "organization"] == []


def test_an_envoy_of_a_body_is_no_ambassador_of_a_state(read: Callable[..., Read]) -> None:
    found = read(
        "OAS envoy heads to Honduras\n\nThe U.S. ambassador, Hugo Prado, remains. Venezuelan "
        "President Nicolas Maduro withdrew his ambassador."
    )
    assert found.who("OAS envoy").name is None
    mine = found.who("his ambassador")
    assert (mine.name, mine.state) == (None, "VEN")


def test_a_general_is_no_minister_of_later_days_with_that_name(read: Callable[..., Read]) -> None:
    found = read("NATO's Lt. Gen. Antony Blinken signed an accord.", None, dt.date(1999, 6, 10))
    assert found.who("Antony Blinken").known is None


def test_a_colleague_abroad_is_a_counterpart(read: Callable[..., Read]) -> None:
    found = read(
        "French Foreign Minister Dominique de Villepin said no. His German colleague, Joschka "
        "Fischer, agreed with him.", None, dt.date(2003, 3, 16),
    )  # fmt: skip
    assert found.who("His German colleague").name == "Joschka Fischer"


def test_an_office_before_an_ambassador_is_his(read: Callable[..., Read]) -> None:
    found = read("He received the Head of the EU Delegation to Chad, Ambassador Rafael Tron.")
    assert found.who("Rafael Tron").state == "EUR"
    assert len([r for r in found.cast.referents if r.kind == "person" and r.state == "EUR"]) == 1


def test_the_two_koreas_are_two(read: Callable[..., Read]) -> None:
    found = read("Beijing urged the two Koreas to resume talks.")
    members = found.who("the two Koreas").members
    assert {found.cast.referents[i].state for i in members} == {"PRK", "KOR"}


@pytest.mark.parametrize(
    ("place", "text", "state"),
    [
        (None, "In Paris, a Foreign Ministry spokesman said no.", "FRA"),
        ("LIMA", "Peru will go. A government spokesman declined to comment.", "PER"),
        (None, "A government spokesman declined to comment on Peru.", None),
    ],
)
def test_a_nameless_spokesman_is_of_where_he_speaks(
    read: Callable[..., Read], place: str | None, text: str, state: str | None
) -> None:
    cast = read(text, place).cast
    assert [r.state for r in cast.referents if r.kind == "person"] == [state]


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Saudi Arabia's Minister of Hajj and Umrah, Dr Tawfiq Salim Al-Karam, called on him.",
         "Tawfiq Salim Al-Karam", "SAU"),
        ("Malaysia's Defence Minister Datuk Seri Osman Khalid Nor will visit Manila.",
         "Osman Khalid Nor", "MYS"),
        ("Hungary's ambassador in Moscow, Tamas Bartok, was not available.",
         "Tamas Bartok", "HUN"),
    ],
)  # fmt: skip
def test_an_office_reaches_to_the_name(
    read: Callable[..., Read], text: str, name: str, state: str
) -> None:
    who = read(text).who(name)
    assert (who.name, who.state) == (name, state)


def test_a_sultan_is_no_minister_of_that_name(read: Callable[..., Read]) -> None:
    found = read("Prime Minister Anwar Ibrahim met Sultan Ibrahim.", None, dt.date(2024, 3, 21))
    assert found.who("Anwar Ibrahim").index != found.who("Sultan Ibrahim").index


def test_she_is_who_is_known_to_be_a_woman(read: Callable[..., Read]) -> None:
    found = read(
        "Nancy Pelosi flew to Seoul. Kim Jin-pyo, the speaker, met her. The premier spoke with her "
        "by phone.", None, dt.date(2022, 8, 3),
    )  # fmt: skip
    assert [found.who("her", after).name for after in ("met", "premier")] == ["Nancy Pelosi"] * 2


def test_a_mediator_beside_one_side_makes_no_pair(read: Callable[..., Read]) -> None:
    found = read(
        "Russia halted its offensive in Georgia. French President Nicolas Sarkozy said after talks "
        "in the Kremlin that Russia had agreed. Sarkozy then met Georgian President Mikheil "
        "Saakashvili. The two presidents spoke. Georgian and Russian forces left. The United "
        "States urged both sides to go on.", None, dt.date(2008, 8, 12),
    )  # fmt: skip
    members = found.who("both sides").members
    assert {found.cast.referents[i].state for i in members} == {"GEO", "RUS"}
