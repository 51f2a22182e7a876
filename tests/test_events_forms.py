"""Contacts in the forms that news gives them: who went, who received, on what day, and whether."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from verbale import language
from verbale.reading import events, issues, parties, places, times
from verbale.records import Cast, Told

Row = tuple[str, str, set[str], set[str], tuple[str, ...]]


def _states(cast: Cast, indexes: tuple[int, ...]) -> set[str]:
    members = {m for i in indexes for m in (cast.referents[i].members or (i,))}
    return {cast.referents[m].state or cast.referents[m].name or "?" for m in members}


def _row(text: str, cast: Cast, found: tuple[str, ...], event: Told) -> Row:
    return (
        event.mode or event.type,
        event.status,
        _states(cast, event.actors),
        _states(cast, event.recipients) | set(event.hosts),
        found,
    )


def contacts(nlp: Language, text: str) -> list[Row]:
    """Mode, status, states of actors, states of recipients and hosts, words of the days."""
    doc = language.parse(nlp, text)
    cast = parties.find(doc, dt.date(2018, 9, 12))
    told = times.find(doc)
    found = events.find(doc, cast, told, places.find(doc, cast), issues.find(doc))
    return [
        _row(text, cast, tuple(text[told[i].start : told[i].end] for i in event.times), event)
        for event in found
        if event.type == "CONSULT"
    ]


@pytest.mark.parametrize(
    ("text", "guest", "host"),
    [
        (
            "President Vladimir Putin received in the Kremlin Hungarian Prime Minister Viktor "
            "Orban on Tuesday.",
            "HUN",
            "RUS",
        ),
        (
            "Russian President Vladimir Putin on Monday received at the Kremlin the president of "
            "Uganda, Yoweri Museveni.",
            "UGA",
            "RUS",
        ),
        ("Pope Francis received in the Vatican Bolivian President Evo Morales.", "BOL", "VAT"),
        (
            "President Ilham Aliyev has received in Baku a delegation led by Georgian Foreign "
            "Minister David Zalkaliani.",
            "GEO",
            "AZE",
        ),
        (
            "Chancellor Angela Merkel was welcomed at the White House by President Donald Trump.",
            "DEU",
            "USA",
        ),
    ],
)
def test_who_is_received_may_stand_behind_the_place(
    nlp: Language, text: str, guest: str, host: str
) -> None:
    ((mode, status, who, whom, _),) = contacts(nlp, text)
    assert (mode, status, who, whom) == ("meet", "occurred", {guest}, {host})


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Following his travel to Ghana, Norwegian Foreign Minister Ine Eriksen Soreide will "
            "visit Togo.",
            ("planned", "NOR", "GHA"),
            ("planned", "NOR", "TGO"),
        ),
        (
            "After his visit to Kenya, the Danish premier will travel to Ethiopia.",
            ("planned", "DNK", "KEN"),
            ("planned", "DNK", "ETH"),
        ),
        (
            "Following his stop in Jordan, Secretary Pompeo will travel to Egypt.",
            ("planned", "USA", "JOR"),
            ("planned", "USA", "EGY"),
        ),
        (
            "Following her trip to Brazil last week, the Swedish minister will visit Peru.",
            ("occurred", "SWE", "BRA"),
            ("planned", "SWE", "PER"),
        ),
    ],
)
def test_whose_an_earlier_journey_is_may_be_told_after_it(
    nlp: Language, text: str, first: tuple[str, str, str], second: tuple[str, str, str]
) -> None:
    told = contacts(nlp, text)
    assert [(s, who, whom) for _, s, who, whom, _ in told] == [
        (s, {who}, {whom}) for s, who, whom in (first, second)
    ]
    assert {mode for mode, *_ in told} == {"visit"}


@pytest.mark.parametrize(
    ("text", "status", "visitor", "host"),
    [
        (
            "The visit by Chilean President Sebastian Pinera to Japan was postponed.",
            "postponed",
            "CHL",
            "JPN",
        ),
        (
            "A planned visit by the Emir of Qatar to Turkey was called off.",
            "cancelled",
            "QAT",
            "TUR",
        ),
        (
            "The visit of the Polish prime minister to Israel was cancelled.",
            "cancelled",
            "POL",
            "ISR",
        ),
        (
            "President Donald Trump cancelled a planned trip to Bogota by Vice President Mike "
            "Pence.",
            "cancelled",
            "USA",
            "COL",
        ),
        ("Turkey has cancelled a trip to Oslo by its defence minister.", "cancelled", "TUR", "NOR"),
        (
            "Beijing scrapped a planned trip to Canberra by Chinese Commerce Minister Zhong Shan.",
            "cancelled",
            "CHN",
            "AUS",
        ),
    ],
)
def test_a_visit_by_somebody_to_somewhere(
    nlp: Language, text: str, status: str, visitor: str, host: str
) -> None:
    ((mode, told, who, whom, _),) = contacts(nlp, text)
    assert (mode, told, who, whom) == ("visit", status, {visitor}, {host})


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Speaking after the meeting with Estonian President Kersti Kaljulaid, Finnish "
            "President Sauli Niinisto said trade had grown.",
            {"EST", "FIN"},
        ),
        (
            "Speaking after a meeting with his Peruvian counterpart, Chilean Foreign Minister "
            "Roberto Ampuero said the border would reopen.",
            {"PER", "CHL"},
        ),
        (
            "Speaking in Tunis after his meeting with the Tunisian president, the Algerian "
            "minister said gas exports would rise.",
            {"TUN", "DZA"},
        ),
    ],
)
def test_who_speaks_after_a_meeting_has_met_and_not_phoned(
    nlp: Language, text: str, sides: set[str]
) -> None:
    ((mode, status, who, whom, _),) = contacts(nlp, text)
    assert (mode, status, who | whom) == ("meet", "occurred", sides)


def test_a_press_conference_with_somebody_is_no_call(nlp: Language) -> None:
    assert not contacts(
        nlp,
        "Speaking at a joint press conference with Polish President Andrzej Duda, Lithuanian "
        "President Dalia Grybauskaite thanked the farmers.",
    )


def test_a_name_after_talks_is_not_the_subject_that_follows(nlp: Language) -> None:
    talks, visit = contacts(
        nlp,
        "After talks in Ankara with President Recep Tayyip Erdogan, the Polish president will fly "
        "to Georgia.",
    )
    assert talks[2] | talks[3] == {"POL", "TUR"}
    assert (visit[2], visit[3]) == ({"POL"}, {"GEO"})


@pytest.mark.parametrize(
    ("text", "mode", "sides"),
    [
        (
            "Chilean President Sebastian Pinera rejected criticism of his talks with Chinese "
            "leader Xi Jinping.",
            "meet",
            {"CHL", "CHN"},
        ),
        (
            "The White House dismissed concerns about Trump's call with Putin.",
            "phone",
            {"USA", "RUS"},
        ),
        (
            "Kenya's foreign minister rejected complaints over her visit to Taiwan.",
            "visit",
            {"KEN", "TWN"},
        ),
        (
            "Sweden's talks with North Korea were not linked to the detained tourist, the "
            "ministry said.",
            "meet",
            {"SWE", "PRK"},
        ),
        (
            "The visit of the Iranian foreign minister to Norway is not connected with the oil "
            "deal.",
            "visit",
            {"IRN", "NOR"},
        ),
    ],
)
def test_what_is_denied_of_a_contact_is_not_the_contact(
    nlp: Language, text: str, mode: str, sides: set[str]
) -> None:
    ((told, status, who, whom, _),) = contacts(nlp, text)
    assert (told, status, who | whom) == (mode, "occurred", sides)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The talks between Sweden and North Korea did not take place.", "denied"),
        ("The talks between Sweden and North Korea will not begin on Monday.", "denied"),
        ("Sweden denied holding talks with North Korea.", "denied"),
    ],
)
def test_what_is_denied_of_its_taking_place_is(nlp: Language, text: str, status: str) -> None:
    assert [row[1] for row in contacts(nlp, text)] == [status]


@pytest.mark.parametrize(
    ("text", "mode", "days"),
    [
        (
            "Norwegian Foreign Minister Ine Eriksen Soreide met Ghanaian President Nana "
            "Akufo-Addo on Monday and again on Wednesday.",
            "meet",
            ("Monday", "Wednesday"),
        ),
        ("The Polish premier visited Ukraine in March and again in August.", "visit",
         ("March", "August")),
        ("Trump called Macron on Sunday and again on Monday.", "phone", ("Sunday", "Monday")),
        (
            "Colombian and Cuban officials met in Havana on April 4 and then again on April 9.",
            "meet",
            ("April 4", "April 9"),
        ),
    ],
)  # fmt: skip
def test_what_was_done_again_is_told_twice(
    nlp: Language, text: str, mode: str, days: tuple[str, str]
) -> None:
    told = contacts(nlp, text)
    assert [row[0] for row in told] == [mode, mode]
    assert [row[4] for row in told] == [(day,) for day in days]


def test_a_meeting_of_two_days_is_one(nlp: Language) -> None:
    told = contacts(nlp, "Egyptian and Greek officials held talks on March 5 and 6.")
    assert [row[4] for row in told] == [("March 5 and 6",)]


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Kenya, Somalia to hold a summit", "meet"),
        ("China, Japan to hold talks on fishing rights", "meet"),
        ("Chile, Peru and Bolivia to hold summit in Lima", "multilateral"),
        ("Norway, Russia to resume border talks", "meet"),
    ],
)
def test_a_headline_with_an_infinitive_tells_of_a_plan(nlp: Language, text: str, mode: str) -> None:
    assert [row[:2] for row in contacts(nlp, text)] == [(mode, "planned")]


def test_what_somebody_looks_forward_to_is_a_plan(nlp: Language) -> None:
    told = contacts(nlp, "The Danish premier looked forward to welcoming the Chilean president.")
    assert [row[1] for row in told] == ["planned"]
    ((_, status, who, whom, _),) = contacts(
        nlp, "The Danish premier looks forward to a meeting with the Chilean president in May."
    )
    assert (status, who | whom) == ("planned", {"DNK", "CHL"})


def test_a_talk_without_a_day_has_that_of_the_words_before_it(nlp: Language) -> None:
    ((mode, status, who, whom, days),) = contacts(
        nlp,
        "Norwegian Prime Minister Erna Solberg thanked Kenyan President Uhuru Kenyatta on Monday "
        "for his help. The two leaders discussed Somalia.",
    )
    assert (mode, status, who | whom, days) == ("phone", "occurred", {"NOR", "KEN"}, ("Monday",))


def test_a_gathering_with_a_name_is_not_the_meeting_told_before(nlp: Language) -> None:
    told = contacts(
        nlp,
        "Norwegian Prime Minister Erna Solberg spoke with Kenyan President Uhuru Kenyatta on "
        "Monday. They discussed the Summit of the Oceans in June.",
    )
    assert [row[4] for row in told] == [("Monday",)]


def test_what_a_place_is_measured_from_is_not_hit(nlp: Language) -> None:
    for text in (
        "Iranian gunboats attacked a tanker 60 miles south of Oman.",
        "Iraqi warplanes attacked a ship 80 kilometres west of Kuwait on Sunday.",
        "A tanker was hit by Iranian missiles 30 miles off Qatar.",
    ):
        doc = language.parse(nlp, text)
        cast = parties.find(doc)
        (event,) = events.find(doc, cast)
        assert (event.type, event.recipients) == ("ASSAULT", ()), text


@pytest.mark.parametrize(
    ("text", "mode", "status", "sides"),
    [
        ("The Turkish-Russian talks resumed on Monday.", "meet", "occurred", {"TUR", "RUS"}),
        ("India-Pakistan talks were called off.", "meet", "cancelled", {"IND", "PAK"}),
        (
            "The Trump-Putin summit took place in Helsinki on July 16.",
            "meet",
            "occurred",
            {"USA", "RUS"},
        ),
        ("The Kenya-Somalia summit will be held in June.", "meet", "planned", {"KEN", "SOM"}),
        ("The Chile-Peru ministerial meeting was held in Lima.", "meet", "occurred",
         {"CHL", "PER"}),
        ("The EU-Japan summit was postponed.", "meet", "postponed", {"EUR", "JPN"}),
        (
            "A Japan-North Korea summit could be held in September.",
            "meet",
            "hypothetical",
            {"JPN", "PRK"},
        ),
        (
            "Trilateral talks between Egypt, Sudan and Ethiopia failed on Friday.",
            "multilateral",
            "occurred",
            {"EGY", "SDN", "ETH"},
        ),
    ],
)  # fmt: skip
def test_a_pair_before_a_meeting_is_its_parties(
    nlp: Language, text: str, mode: str, status: str, sides: set[str]
) -> None:
    ((told, state, who, whom, _),) = contacts(nlp, text)
    assert (told, state, who | whom) == (mode, status, sides)


def test_a_hyphen_before_anything_else_makes_no_pair(nlp: Language) -> None:
    assert not contacts(nlp, "The Iran-Iraq war ended in August.")
    assert not contacts(nlp, "The Kenya-Somalia border was closed.")


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        (
            "Presidents Alassane Ouattara of Ivory Coast and Macky Sall of Senegal spoke by "
            "telephone.",
            {"CIV", "SEN"},
        ),
        ("The leaders of France and Germany spoke by phone on Sunday.", {"FRA", "DEU"}),
        ("Macron and Merkel talked on the phone for an hour.", {"FRA", "DEU"}),
        ("The Japanese and Indian foreign ministers spoke by videoconference.", {"JPN", "IND"}),
    ],
)
def test_two_who_spoke_by_telephone_spoke_with_each_other(
    nlp: Language, text: str, sides: set[str]
) -> None:
    ((mode, status, who, whom, _),) = contacts(nlp, text)
    assert (mode, status, who | whom) == ("phone", "occurred", sides)


def test_one_who_spoke_by_telephone_called_nobody(nlp: Language) -> None:
    assert not contacts(nlp, "The Danish premier spoke by telephone from London.")


def test_three_ministers_with_their_states(nlp: Language) -> None:
    ((mode, _, who, whom, _),) = contacts(
        nlp,
        "Foreign ministers Kari Dahl of Norway, Ole Skov of Denmark and Timo Aalto of Finland met "
        "in Oslo.",
    )
    assert (mode, who | whom) == ("multilateral", {"NOR", "DNK", "FIN"})


def test_somebody_and_the_counterparts_of_two_states(nlp: Language) -> None:
    ((mode, _, who, whom, _),) = contacts(
        nlp, "Lavrov and his Turkish and Iranian counterparts met in Astana."
    )
    assert (mode, who | whom) == ("multilateral", {"RUS", "TUR", "IRN"})


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (
            "The Danish premier called the new Chilean president on Monday to congratulate him "
            "on his election.",
            ["CONSULT", "SUPPORT"],
        ),
        ("Ghana's president called Togo's leader to express his support.", ["CONSULT", "SUPPORT"]),
        (
            "The Red Cross put out a report accusing the Sudanese army of shelling the camp.",
            ["ACCUSE"],
        ),
        ("The minister rejected a report that the Sudanese army had shelled the camp.", []),
        ("Bolivian authorities have freed prominent blogger Ana Rojas.", ["RETREAT"]),
        ("The Thai government rejected the call of the Vatican.", ["REJECT"]),
        ("Two hundred people arrived in Ghana on Monday.", []),
        ("A Danish cargo plane flying from Lima to Bogota landed in Quito.", []),
        ("The Omani king expressed pessimism over holding negotiations with Iran.", []),
        ("The plan is an effort to bring the stalled Lima negotiations back.", []),
        ("Uruguay sent 300 troops to Haiti on a peacekeeping mission.", ["AID"]),
        ("Uruguay sent 300 troops to the border.", ["MOBILIZE"]),
        ("Egypt and Sudan launched war games in the desert.", ["COOPERATE"]),
        ("North Korea launched war games near the border.", ["MOBILIZE"]),
        ("The Kenyan minister launched a scathing attack on Somalia's government.", ["ACCUSE"]),
        ("The Kenyan army launched an attack on Somalia's government.", ["ASSAULT"]),
    ],
)
def test_like_words_of_unlike_acts(nlp: Language, text: str, kinds: list[str]) -> None:
    doc = language.parse(nlp, text)
    assert [row["type"] for row in events.inspect(doc, parties.find(doc))] == kinds


@pytest.mark.parametrize(
    ("text", "legs"),
    [
        (
            "Polish Foreign Minister Jacek Czaputowicz visited Georgia on Monday and Armenia on "
            "Tuesday.",
            [({"GEO"}, ("Monday",)), ({"ARM"}, ("Tuesday",))],
        ),
        (
            "Mexican President Enrique Pena Nieto visited Paraguay in January and Guatemala in "
            "June.",
            [({"PRY"}, ("January",)), ({"GTM"}, ("June",))],
        ),
        (
            "After Oslo, the Canadian minister travelled to Helsinki on Wednesday and to Tallinn "
            "on Thursday.",
            [({"FIN"}, ("Wednesday",)), ({"EST"}, ("Thursday",))],
        ),
        (
            "The Kenyan foreign minister will travel to Rwanda, Burundi and Uganda.",
            [({"RWA", "BDI", "UGA"}, ())],
        ),
    ],
)
def test_visits_with_a_day_each_are_several_and_a_trip_to_come_is_one(
    nlp: Language, text: str, legs: list[tuple[set[str], tuple[str, ...]]]
) -> None:
    assert [(whom, days) for *_, whom, days in contacts(nlp, text)] == legs


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Argentine Economy Minister (Nicolas) Dujovne visited Japan.", {"Nicolas Dujovne"}),
        ("The Danish minister met (Foreign Minister Ingrid) Halvorsen.", {"Ingrid Halvorsen"}),
        ("Spanish Foreign Minister (Josep Borrell) visited Cuba.", {"Josep Borrell"}),
    ],
)
def test_part_of_a_name_or_title_may_stand_in_brackets(
    nlp: Language, text: str, names: set[str]
) -> None:
    cast = parties.find(language.parse(nlp, text))
    assert {r.name for r in cast.referents if r.kind == "person" and r.name} == names


def test_what_somebody_looks_forward_to_is_no_promise(nlp: Language) -> None:
    text = "Denmark looks forward to deepening cooperation with Ghana."
    doc = language.parse(nlp, text)
    assert not events.inspect(doc, parties.find(doc))


def dyads(nlp: Language, text: str) -> list[tuple[str, str | None, set[str], set[str]]]:
    """Type, mode, states of actors and of recipients of all events."""
    doc = language.parse(nlp, text)
    cast = parties.find(doc, dt.date(2018, 9, 12))
    found = events.find(doc, cast, times.find(doc), places.find(doc, cast), issues.find(doc))
    return [(e.type, e.mode, _states(cast, e.actors), _states(cast, e.recipients)) for e in found]


@pytest.mark.parametrize(
    ("text", "sender", "host"),
    [
        ("Canada recalled its ambassador from Manila on Friday.", "CAN", "PHL"),
        ("The Philippines had withdrawn its envoy to Ottawa a week earlier.", "PHL", "CAN"),
        ("Ghana recalled its high commissioner to Nigeria for consultations.", "GHA", "NGA"),
        ("Sweden's ambassador to Iran was recalled on Tuesday.", "SWE", "IRN"),
        ("Peru called back its envoy from La Paz.", "PER", "BOL"),
        ("Thailand called its ambassador home from Phnom Penh.", "THA", "KHM"),
        ("Colombia pulled its ambassador out of Caracas.", "COL", "VEN"),
    ],
)
def test_an_envoy_is_recalled_from_the_state_that_he_was_sent_to(
    nlp: Language, text: str, sender: str, host: str
) -> None:
    assert ("SANCTION", "withdraw", {sender}, {host}) in dyads(nlp, text)


@pytest.mark.parametrize(
    ("text", "by", "whom"),
    [
        ("Ecuador declared the Mexican ambassador persona non grata.", {"ECU"}, {"MEX"}),
        ("The Venezuelan envoy was declared persona non grata.", set(), {"VEN"}),
        ("The Venezuelan envoy was declared persona non grata by Peru.", {"PER"}, {"VEN"}),
    ],
)
def test_who_is_not_wanted_is_expelled(
    nlp: Language, text: str, by: set[str], whom: set[str]
) -> None:
    assert ("SANCTION", "expel", by, whom) in dyads(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "President Emmanuel Macron informed President Vladimir Putin that France will send aid.",
        "President Emmanuel Macron told President Vladimir Putin that France would lift its ban.",
    ],
)
def test_a_promise_is_made_to_whoever_is_told(nlp: Language, text: str) -> None:
    assert ("AGREE", None, {"FRA"}, {"RUS"}) in dyads(nlp, text)


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("French President Emmanuel Macron saw Prime Minister Theresa May in London.", "occurred"),
        ("French President Emmanuel Macron will see Prime Minister Theresa May.", "planned"),
    ],
)
def test_who_sees_an_official_meets_them(nlp: Language, text: str, status: str) -> None:
    assert contacts(nlp, text)[0][:4] == ("meet", status, {"FRA"}, {"GBR"})


@pytest.mark.parametrize(
    "text",
    [
        "French President Emmanuel Macron saw Prime Minister Theresa May fall.",
        "France sees President Vladimir Putin as a rival.",
        "French President Emmanuel Macron had called Prime Minister Theresa May a friend.",
    ],
)
def test_who_sees_something_of_an_official_does_not_meet_them(nlp: Language, text: str) -> None:
    assert contacts(nlp, text) == []


def test_an_adverb_of_time_is_no_particle(nlp: Language) -> None:
    text = "Emmanuel Macron had called Theresa May and Angela Merkel late on Monday."
    assert contacts(nlp, text)[0][0] == "phone"


def test_a_visit_is_to_where_the_visitor_is(nlp: Language) -> None:
    text = "French President Emmanuel Macron, in Beijing on a state visit, met Xi Jinping."
    visits = [row for row in contacts(nlp, text) if row[0] == "visit"]
    assert [(row[1], row[2], "CHN" in row[3]) for row in visits] == [("occurred", {"FRA"}, True)]


def test_a_dialogue_is_held(nlp: Language) -> None:
    text = "France and Peru will convene their first dialogue of defence ministers next spring."
    assert ("meet", "planned", {"FRA", "PER"}, set(), ("next spring",)) in contacts(nlp, text)


@pytest.mark.parametrize(
    "text",
    [
        "France demanded an apology from Peru. Peru rejected the demand as absurd.",
        "France asked Peru to withdraw its troops. Peru turned down the request.",
    ],
)
def test_what_is_rejected_is_rejected_to_whoever_made_it(nlp: Language, text: str) -> None:
    assert ("REJECT", None, {"PER"}, {"FRA"}) in dyads(nlp, text)


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ("Poland suspended train service with Belarus.", ("SANCTION", "discontinue", "POL", "BLR")),
        ("China banned imports of Japanese seafood.", ("SANCTION", None, "CHN", "JPN")),
        ("Peru lodged a formal protest with France.", ("ACCUSE", "allege", "PER", "FRA")),
        ("Sri Lanka asked India for a credit line.", ("REQUEST", None, "LKA", "IND")),
        ("France removed Peru from its list of tax havens.", ("RETREAT", None, "FRA", "PER")),
    ],
)
def test_whom_a_measure_is_for(
    nlp: Language, text: str, row: tuple[str, str | None, str, str]
) -> None:
    assert (row[0], row[1], {row[2]}, {row[3]}) in dyads(nlp, text)


def test_a_missile_into_the_sea_is_a_show_of_arms(nlp: Language) -> None:
    assert dyads(nlp, "North Korea fired two missiles into the sea off Japan.") == [
        ("MOBILIZE", "weapons", {"PRK"}, set())
    ]


def test_an_arrival_on_a_visit_is_one_visit(nlp: Language) -> None:
    text = "French President Emmanuel Macron arrived in New Delhi on a five-day visit."
    assert len(contacts(nlp, text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "French President Emmanuel Macron called on Prime Minister Theresa May on Friday.",
        "French President Emmanuel Macron paid a call on Prime Minister Theresa May in London.",
    ],
)
def test_who_calls_on_an_official_meets_them(nlp: Language, text: str) -> None:
    assert contacts(nlp, text)[0][:4] == ("meet", "occurred", {"FRA"}, {"GBR"})


@pytest.mark.parametrize(
    "text",
    [
        "France called on Iran to stop enrichment.",
        "French President Emmanuel Macron called on Prime Minister Theresa May to lift the ban.",
        "French President Emmanuel Macron called on Prime Minister Theresa May for an apology.",
    ],
)
def test_who_calls_on_somebody_for_something_asks_for_it(nlp: Language, text: str) -> None:
    assert contacts(nlp, text) == []
    assert [row[0] for row in dyads(nlp, text)] == ["REQUEST"]


def test_what_is_to_be_is_planned_whoever_tells_of_it(nlp: Language) -> None:
    text = "French President Emmanuel Macron is to arrive in Lima on Friday, an aide told a panel."
    assert contacts(nlp, text)[0][:2] == ("visit", "planned")


@pytest.mark.parametrize(
    "text",
    [
        "Talks in Bonn between Armenian and Azeri delegations broke up without result.",
        "Armenian and Azeri troops met at the border.",
    ],
)
def test_the_people_of_two_states_are_of_both(nlp: Language, text: str) -> None:
    assert contacts(nlp, text)[0][2] | contacts(nlp, text)[0][3] == {"ARM", "AZE"}


def test_who_is_threatened_is_named_in_the_condition(nlp: Language) -> None:
    text = "Washington has threatened to cut aid if Moscow goes ahead with the deal."
    assert dyads(nlp, text) == [("THREATEN", None, {"USA"}, {"RUS"})]


def test_what_ministers_confer_on_is_not_where(nlp: Language) -> None:
    text = "Foreign Minister Sergei Lavrov conferred with Heiko Maas on Chechnya."
    doc = language.parse(nlp, text)
    cast = parties.find(doc, dt.date(2018, 9, 12))
    found = events.find(doc, cast, times.find(doc), places.find(doc, cast), issues.find(doc))
    assert [(e.mode, e.place) for e in found] == [("meet", None)]


def test_what_others_discussed_is_a_contact_of_theirs(nlp: Language) -> None:
    text = (
        "French President Emmanuel Macron met Prime Minister Theresa May on Monday. Peru's foreign "
        "minister was in Rome, where he and Foreign Minister Heiko Maas discussed fishing."
    )
    assert [row[2] | row[3] for row in contacts(nlp, text)] == [{"FRA", "GBR"}, {"PER", "DEU"}]


def test_what_those_who_met_discussed_is_their_topic(nlp: Language) -> None:
    text = (
        "French President Emmanuel Macron met Prime Minister Theresa May on Monday. The two "
        "leaders discussed fishing."
    )
    assert len(contacts(nlp, text)) == 1


def test_an_envoy_given_two_days_to_leave_is_expelled(nlp: Language) -> None:
    text = "Peru gave the French ambassador 48 hours to leave."
    assert dyads(nlp, text) == [("SANCTION", "expel", {"PER"}, {"FRA"})]


def test_a_call_received_is_the_callers(nlp: Language) -> None:
    text = "French President Emmanuel Macron received a phone call from Prime Minister Theresa May."
    assert contacts(nlp, text)[0][:4] == ("phone", "occurred", {"GBR"}, {"FRA"})


def test_those_included_take_part(nlp: Language) -> None:
    text = (
        "French President Emmanuel Macron had talks in Rome with seven leaders, including "
        "Germany's Angela Merkel and Canada's Justin Trudeau."
    )
    assert contacts(nlp, text)[0][3] >= {"DEU", "CAN"}


def test_who_goes_somewhere_is_known_by_a_title_before_the_name(nlp: Language) -> None:
    text = "French President Emmanuel Macron will go to Moscow in October."
    assert contacts(nlp, text)[0][:4] == ("visit", "planned", {"FRA"}, {"RUS"})


def test_envoys_ordered_out_are_expelled(nlp: Language) -> None:
    assert dyads(nlp, "Norway ordered 14 Russian diplomats out.") == [
        ("SANCTION", "expel", {"NOR"}, {"RUS"})
    ]


def test_what_is_told_in_a_conversation_at_a_table_is_no_call(nlp: Language) -> None:
    text = "Xi Jinping told Angela Merkel during a conversation at a table that ties were good."
    assert "phone" not in [row[0] for row in contacts(nlp, text)]


def test_a_meeting_of_one_with_another(nlp: Language) -> None:
    text = (
        "A meeting of President Emmanuel Macron with his Peruvian counterpart took place in Lima."
    )
    assert contacts(nlp, text)[0][:4] == ("meet", "occurred", {"FRA"}, {"PER"})


def test_those_who_conferred_met(nlp: Language) -> None:
    text = "Emmanuel Macron and Angela Merkel conferred for three hours at the airport."
    assert contacts(nlp, text)[0][:3] == ("meet", "occurred", {"FRA", "DEU"})


def test_who_visited_was_received(nlp: Language) -> None:
    text = (
        "French President Emmanuel Macron visited Lima on Monday and was received by Peru's "
        "President Martin Vizcarra."
    )
    assert ("meet", {"FRA"}, {"PER"}) in [(m, a, b) for m, _, a, b, _ in contacts(nlp, text)]


def test_a_note_of_protest_is_a_protest(nlp: Language) -> None:
    assert dyads(nlp, "Peru sent France a note of protest.") == [
        ("ACCUSE", "disapprove", {"PER"}, {"FRA"})
    ]


def test_an_envoy_called_in_is_summoned(nlp: Language) -> None:
    text = "France called in the Italian ambassador on Friday."
    assert dyads(nlp, text) == [("ACCUSE", "disapprove", {"FRA"}, {"ITA"})]


@pytest.mark.parametrize(
    ("text", "mode", "status"),
    [
        (
            "French Foreign Minister Jean-Yves Le Drian said the accord was dead and that he would "
            "meet Foreign Minister Heiko Maas on Monday.",
            "meet",
            "planned",
        ),
        (
            "French President Emmanuel Macron said he and Angela Merkel could work on a deal, "
            "after hours of talks at the palace on the second day of his trip.",
            "meet",
            "occurred",
        ),
        (
            "Emmanuel Macron told Angela Merkel in a call on Monday that France would stay in the "
            "deal.",
            "phone",
            "occurred",
        ),
        (
            "French Foreign Minister Jean-Yves Le Drian discussed the deal with his German "
            "counterpart, Heiko Maas, on Monday.",
            "meet",
            "occurred",
        ),
    ],
)
def test_contacts_that_a_clause_tells_beside_another(
    nlp: Language, text: str, mode: str, status: str
) -> None:
    found = [(m, s, a | b) for m, s, a, b, _ in contacts(nlp, text) if m != "visit"]
    assert found == [(mode, status, {"FRA", "DEU"})]


def test_the_visit_is_of_the_guest_seen_there(nlp: Language) -> None:
    text = (
        "French President Emmanuel Macron held talks with Angela Merkel on Monday. The visit to "
        "Germany followed a summit."
    )
    assert ("visit", {"FRA"}, {"DEU"}) in [(m, a, b) for m, _, a, b, _ in contacts(nlp, text)]
