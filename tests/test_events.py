"""Events as one report tells them: parties, mode, status, times, places, issues and their words."""

from __future__ import annotations

import pytest
from spacy.language import Language

from verbale import language
from verbale.reading import events, issues, parties, places, times
from verbale.records import Told


class Report:
    """A text with the events that the stage finds in it, their fields as words."""

    def __init__(self, nlp: Language, text: str) -> None:
        self.text = text
        self.doc = language.parse(nlp, text)
        self.cast = parties.find(self.doc)
        self.times = times.find(self.doc)
        self.events = events.find(
            self.doc,
            self.cast,
            self.times,
            places.find(self.doc, self.cast),
            issues.find(self.doc),
        )

    def one(self, kind: str, nth: int = 0) -> Told:
        found = [event for event in self.events if event.type == kind]
        assert len(found) > nth, [(e.type, self.text[e.start : e.end]) for e in self.events]
        return found[nth]

    def states(self, event: Told) -> list[str | None]:
        return [self.cast.referents[i].state for i in (*event.actors, *event.recipients)]

    def names(self, event: Told) -> list[str | None]:
        return [self.cast.referents[i].name for i in (*event.actors, *event.recipients)]

    def days(self, event: Told) -> list[str]:
        return [self.text[self.times[i].start : self.times[i].end] for i in event.times]

    def words(self, event: Told, field: str) -> list[str]:
        return [self.text[e.start : e.end] for e in event.evidence.get(field, ())]


def test_a_meeting_with_its_day_place_and_issues(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Foreign Minister Kari Dahl met Ghanaian President Kofi Owusu in Accra on "
        "Friday. They discussed climate change and piracy.",
    )
    event = report.one("CONSULT")
    assert (event.mode, event.status) == ("meet", "occurred")
    assert report.states(event) == ["NOR", "GHA"]
    assert report.days(event) == ["Friday"]
    assert event.place is not None
    assert event.place.name == "Accra"
    assert "climate" in event.issues


def test_every_field_has_its_words_and_its_rule(nlp: Language) -> None:
    report = Report(nlp, "Norway's foreign minister visited Ghana on Friday.")
    event = report.one("CONSULT")
    assert report.words(event, "type") == ["visited"]
    assert report.words(event, "date") == ["Friday"]
    assert report.words(event, "recipients") == ["Ghana"]
    for field in ("type", "mode", "status", "actors", "recipients", "date"):
        assert event.evidence[field], field
        assert event.rules[field], field


@pytest.mark.parametrize(
    ("text", "mode", "status"),
    [
        ("Norwegian Prime Minister Kari Dahl spoke with Ghana's president.", "phone", "occurred"),
        ("Norwegian Prime Minister Kari Dahl phoned Ghana's president.", "phone", "occurred"),
        ("Norwegian Prime Minister Kari Dahl met with Ghana's president.", "meet", "occurred"),
        ("Norwegian Prime Minister Kari Dahl will travel to Ghana.", "visit", "planned"),
        ("Norway, Ghana and Chile held talks on fishing.", "multilateral", "occurred"),
    ],
)
def test_the_mode_of_a_consultation(nlp: Language, text: str, mode: str, status: str) -> None:
    event = Report(nlp, text).one("CONSULT")
    assert (event.mode, event.status) == (mode, status)


def test_a_visitor_is_the_actor_and_the_host_the_recipient(nlp: Language) -> None:
    report = Report(nlp, "Norwegian Prime Minister Kari Dahl visited Ghana.")
    event = report.one("CONSULT")
    assert [report.cast.referents[i].state for i in event.actors] == ["NOR"]
    assert [report.cast.referents[i].state for i in event.recipients] == ["GHA"]


def test_a_trip_of_several_legs_is_one_event(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl will travel to Ghana and Togo. She will then travel "
        "to Chile.",
    )
    visits = [e for e in report.events if e.type == "CONSULT"]
    assert [set(report.states(v)) for v in visits] == [{"NOR", "GHA", "TGO", "CHL"}]


def test_a_meeting_mentioned_again_takes_its_parties(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl met Ghanaian President Kofi Owusu on Friday. "
        "The meeting took place in Lome.",
    )
    again = report.one("CONSULT", 1)
    assert again.frame == "backreference"
    assert set(report.names(again)) == {"Kari Dahl", "Kofi Owusu"}
    assert again.place is not None
    assert again.place.name == "Lome"


def test_a_length_of_time_is_the_duration_not_the_date(nlp: Language) -> None:
    report = Report(nlp, "Norway's premier held a six-hour meeting with Ghana's president.")
    event = report.one("CONSULT")
    assert event.duration == "PT6H"
    assert event.times == ()


def test_a_time_belongs_to_its_own_clause(nlp: Language) -> None:
    report = Report(
        nlp, "Norway said on Monday that its foreign minister had visited Ghana in March."
    )
    assert report.days(report.one("CONSULT")) == ["March"]


def test_two_counterparts_on_two_days_are_two_events(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl held talks with Ghanaian President Kofi Owusu on "
        "Monday and Togolese President Ama Lawson on Tuesday.",
    )
    talks = [(report.names(e)[-1], report.days(e)) for e in report.events if e.type == "CONSULT"]
    assert talks == [("Kofi Owusu", ["Monday"]), ("Ama Lawson", ["Tuesday"])]


def test_a_superlative_is_kept_and_its_since_dates_nothing(nlp: Language) -> None:
    report = Report(
        nlp, "Kari Dahl is the highest-ranking Norwegian official to visit Ghana since 2009."
    )
    event = report.one("CONSULT")
    assert event.status == "occurred"
    assert event.times == ()
    assert event.superlative is not None
    assert event.superlative.startswith("highest-ranking")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Norway urged Ghana to release the sailors.", ["REQUEST"]),
        ("Norway accused Ghana of attacking the ship.", ["ACCUSE"]),
        ("Norway condemned the bombing of the ship by Ghana.", ["ACCUSE"]),
        ("Norway threatened to arrest the sailors.", ["THREATEN"]),
        ("Norway will send food to Ghana.", ["AGREE"]),
        ("Norway said it will not lift the sanctions on Ghana.", ["REJECT"]),
        ("Norway may send food to Ghana.", []),
        ("Norway did not attack Ghana.", []),
        ("Norway claimed that Ghana had attacked the ship.", ["ACCUSE"]),
        ("The minister declined to comment.", []),
        ("Norway's economy grew by two percent.", []),
    ],
)
def test_the_act_of_speech_counts_and_not_its_echo(
    nlp: Language, text: str, kinds: list[str]
) -> None:
    assert [event.type for event in Report(nlp, text).events] == kinds


def test_rows_of_inspect_have_the_fields_of_the_contract(nlp: Language) -> None:
    text = "Police arrested forty protesters in Lome."
    rows = events.inspect(language.parse(nlp, text))
    assert len(rows) == 1
    row = rows[0]
    assert list(row) == [
        "start", "end", "type", "mode", "contexts", "cameo", "status", "actors", "recipients",
        "frame",
    ]  # fmt: skip
    assert (row["type"], row["mode"]) == ("COERCE", "arrest")
    actors = row["actors"]
    assert isinstance(actors, list)
    assert actors[0]["text"] == "Police"


def test_explain_shows_frame_paths_and_why_others_did_not(nlp: Language) -> None:
    shown = events.explain(language.parse(nlp, "Norway refused to meet Ghana."))
    assert "frame      meet" in shown
    assert "'Norway' by subj" in shown
    assert "denied" in shown
    assert "lacks +with=" in shown


def test_the_order_of_reading_changes_nothing(nlp: Language) -> None:
    text = "Norway met Ghana on Monday. Ghana thanked Norway."
    assert Report(nlp, text).events == Report(nlp, text).events


def test_towns_that_are_no_capitals_give_the_hosts_of_a_journey(nlp: Language) -> None:
    report = Report(
        nlp, "Norwegian Prime Minister Kari Dahl will travel to Osaka, Nairobi, and Mumbai."
    )
    event = report.one("CONSULT")
    hosts = {*event.hosts, *(report.cast.referents[i].state for i in event.recipients)}
    assert hosts == {"JPN", "KEN", "IND"}


def test_a_list_of_towns_each_with_its_days_is_one_journey(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl will travel to Osaka May 20-22, Lima May 30, and "
        "Mumbai June 1-3.",
    )
    event = report.one("CONSULT")
    assert {"JPN", "IND"} <= set(event.hosts)
    assert len(event.times) == 3


def test_a_programme_told_stage_by_stage_is_one_trip_with_all_its_days(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl will travel to Accra, Ghana, May 3-5 for talks.\n\n"
        "On May 6, Prime Minister Dahl will travel to Lome, Togo, to meet fishermen.",
    )
    visits = [e for e in report.events if e.mode == "visit"]
    assert len(visits) == 1
    hosts = {*visits[0].hosts, *(report.cast.referents[i].state for i in visits[0].recipients)}
    assert hosts == {"GHA", "TGO"}
    assert report.days(visits[0]) == ["May 3-5", "May 6"]


def test_what_was_visited_on_two_occasions_is_two_visits(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl visited Ghana in March. In June Dahl visited Togo.",
    )
    assert len([e for e in report.events if e.mode == "visit"]) == 2


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "Norwegian Prime Minister Kari Dahl received Zambian Acting Minister for Lands and "
            "Natural Resources Dr. K. Mwale in Oslo on Friday.",
            {"Kari Dahl", "K. Mwale"},
        ),
        (
            "Norwegian State Secretary Kari Dahl and Republic of Zambia (ROZ) First Deputy Foreign "
            "Minister Joseph Mwale held an introductory call today to discuss fishing.",
            {"Kari Dahl", "Joseph Mwale"},
        ),
        (
            "Norway's Special Representative for Arctic Affairs Kari Dahl called Icelandic Special "
            "Representative on Northern Seas Jon Sigurdsson to discuss the wreck.",
            {"Kari Dahl", "Jon Sigurdsson"},
        ),
        (
            "Norwegian Special Envoy for Peace Kari Dahl met on July 8 with Kenyan Ministry of "
            "Foreign Affairs Director General for Africa and the Middle East Joyce Otieno and "
            "Republic of Ghana (ROG) Special Representative for Sahel Peace and Security Affairs "
            "Kofi Owusu to discuss the talks.",
            {"Kari Dahl", "Joyce Otieno", "Kofi Owusu"},
        ),
    ],
)
def test_titles_of_many_words_leave_both_sides_named(
    nlp: Language, text: str, names: set[str]
) -> None:
    report = Report(nlp, text)
    assert set(report.names(report.one("CONSULT"))) == names


def test_what_two_discussed_is_a_contact_only_where_no_other_is_told(nlp: Language) -> None:
    alone = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl congratulated Ghana's President Kofi Owusu today on "
        "his election. Prime Minister Dahl and President Owusu discussed fishing.",
    )
    event = alone.one("CONSULT")
    assert (event.mode, event.status) == ("phone", "occurred")
    assert set(alone.names(event)) == {"Kari Dahl", "Kofi Owusu"}
    after = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl met Ghanaian President Kofi Owusu in Accra. "
        "Prime Minister Dahl and President Owusu discussed climate change.",
    )
    assert [e.mode for e in after.events if e.type == "CONSULT"] == ["meet"]
    assert "climate" in after.one("CONSULT").issues


def test_meetings_spoken_of_together_are_no_event_of_their_own(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl will meet Ghanaian President Kofi Owusu. The prime "
        "minister's meetings will include discussions on fishing.",
    )
    assert len([e for e in report.events if e.type == "CONSULT"]) == 1


def test_to_meet_on_a_screen_is_no_meeting_in_person(nlp: Language) -> None:
    report = Report(
        nlp, "Norwegian Prime Minister Kari Dahl met virtually today with Ghana's president."
    )
    assert report.one("CONSULT").mode == "phone"


def test_a_visit_by_those_named_after_it(nlp: Language) -> None:
    report = Report(nlp, "Norway welcomes today's visit to Accra by Chilean President Ana Rojas.")
    event = report.one("CONSULT")
    assert event.mode == "visit"
    assert report.names(event)[0] == "Ana Rojas"
    assert report.states(event)[-1] == "GHA"


def test_the_trip_of_several_who_travel_keeps_its_host(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Foreign Minister Kari Dahl and Norwegian Trade Minister Lars Moe visited Ghana "
        "on Friday. During the trip, they met Ghanaian President Kofi Owusu.",
    )
    for visit in (e for e in report.events if e.mode == "visit"):
        assert "GHA" in report.states(visit)


def test_an_aide_is_met_and_not_whose_aide_it_is(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian State Secretary Kari Dahl met today with Kofi Owusu, chief of staff of "
        "Ghanaian President Ama Mensah.",
    )
    assert set(report.names(report.one("CONSULT"))) == {"Kari Dahl", "Kofi Owusu"}


@pytest.mark.parametrize(
    ("text", "mode", "status"),
    [
        (
            "Kari Dahl had a telephone conversation with President of Ghana Kofi Owusu.",
            "phone",
            "occurred",
        ),
        (
            "Norwegian Prime Minister Kari Dahl will be in Accra on Thursday for talks with "
            "Ghanaian officials.",
            "visit",
            "planned",
        ),
        (
            "Norwegian Prime Minister Kari Dahl crossed into Sweden on Friday to meet King Oskar.",
            "meet",
            "occurred",
        ),
        ("EC ministers met in Brussels on Monday.", "multilateral", "occurred"),
    ],
)
def test_contacts_in_the_words_of_other_newsrooms(
    nlp: Language, text: str, mode: str, status: str
) -> None:
    event = Report(nlp, text).one("CONSULT")
    assert (event.mode, event.status) == (mode, status)


def test_giving_the_floor_is_no_journey(nlp: Language) -> None:
    said = (
        "QUESTION: Peru?\n\nQUESTION: Kenya?\n\n"
        "MR OKORO: We'll go to Kenya and then Peru.\n\nMR OKORO: Let's go to Dana from the Courier."
    )
    assert not [e for e in Report(nlp, said).events if e.mode == "visit"]


def test_a_journey_told_in_a_press_conference_is_one(nlp: Language) -> None:
    said = "QUESTION: And next?\n\nMS OKORO: The minister will go to Kenya on Friday for talks."
    assert [e.status for e in Report(nlp, said).events if e.mode == "visit"] == ["planned"]


def test_a_title_that_the_parse_has_cut_off_stays_with_its_name(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norway's Special Representative for Arctic Affairs Kari Dahl called Icelandic Foreign "
        "Minister Jon Sigurdsson on Friday.",
    )
    event = report.one("CONSULT")
    assert report.names(event) == ["Kari Dahl", "Jon Sigurdsson"]
    assert event.sentence.start == 0


def test_the_host_of_a_meeting_meets_those_who_take_part(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Foreign Minister Kari Dahl participated in a meeting hosted by Icelandic "
        "Foreign Minister Jon Sigurdsson.",
    )
    assert set(report.names(report.one("CONSULT"))) == {"Kari Dahl", "Jon Sigurdsson"}


def test_whoever_is_expected_for_talks_holds_them(nlp: Language) -> None:
    report = Report(
        nlp,
        "Ghanaian Oil Minister Kofi Owusu is expected here on Friday for talks with his Norwegian "
        "counterpart Kari Dahl.",
    )
    event = report.one("CONSULT")
    assert (event.mode, event.status) == ("meet", "planned")
    assert report.names(event) == ["Kofi Owusu", "Kari Dahl"]
    assert report.days(event) == ["Friday"]


def test_a_speech_on_the_first_day_of_a_visit_tells_of_the_visitor(nlp: Language) -> None:
    report = Report(
        nlp,
        "Ghanaian President Kofi Owusu, in a speech on the first day of an official visit to "
        "Norway, said that trade would grow.",
    )
    event = report.one("CONSULT")
    assert (event.mode, event.status) == ("visit", "occurred")
    assert report.states(event) == ["GHA", "NOR"]


def test_what_is_hoped_to_happen_is_no_contact(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Foreign Minister Kari Dahl met Ghanaian President Kofi Owusu. The ministry is "
        "doing all it can so that this happens with prices too.",
    )
    assert len([e for e in report.events if e.type == "CONSULT"]) == 1


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("A summit between Norway and Ghana is back on, the ministry said.", "planned"),
        ("The talks between Norway and Ghana are off.", "cancelled"),
        ("Norway called off the June summit with Ghana.", "cancelled"),
    ],
)
def test_what_is_on_again_and_what_is_off(nlp: Language, text: str, status: str) -> None:
    event = Report(nlp, text).one("CONSULT")
    assert (event.mode, event.status) == ("meet", status)


def test_where_somebody_will_be_is_a_journey_and_where_somebody_is_none(nlp: Language) -> None:
    report = Report(nlp, "Norwegian Prime Minister Kari Dahl will be in ACCRA on Friday.")
    event = report.one("CONSULT")
    assert (event.mode, event.status, event.hosts) == ("visit", "planned", ("GHA",))
    for text in (
        "Norwegian Prime Minister Kari Dahl is in Accra.",
        "Norwegian Prime Minister Kari Dahl will travel to Oslo on Friday.",
    ):
        assert not Report(nlp, text).events


def test_the_two_are_those_of_the_contact_told_before(nlp: Language) -> None:
    report = Report(
        nlp,
        "Norwegian Prime Minister Kari Dahl phoned Ghanaian President Kofi Owusu on Tuesday. The "
        "two agreed to meet in Lima next month.",
    )
    event = report.one("CONSULT", 1)
    assert (event.mode, event.status) == ("meet", "planned")
    assert report.names(event) == ["Kari Dahl", "Kofi Owusu"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("President Ana Silva spoke with Prime Minister Jean Duval about unrest in Chad.", None),
        ("Peru and Greece expressed support for the ceasefire in Sudan on Monday.", None),
        ("President Ana Silva met Prime Minister Jean Duval at a hotel in Oslo.", "Oslo"),
        ("Greek officials held a meeting with the advisory committee in Quito in May.", "Quito"),
        ("Chadian rebels destroyed a radio station in Niger on Monday.", "Niger"),
    ],
)
def test_a_place_of_the_topic_is_not_the_place(nlp: Language, text: str, place: str | None) -> None:
    event = Report(nlp, text).events[0]
    assert (event.place.name if event.place else None) == place


def test_a_meeting_to_come_is_not_the_call_that_prepares_it(nlp: Language) -> None:
    text = (
        "Minister Ana Silva of Peru spoke yesterday with Greek Minister Nikos Pappas about trade, "
        "and to prepare the upcoming ministerial meetings in Bali."
    )
    call = Report(nlp, text).events[0]
    assert call.mode == "phone"
    assert call.place is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peru condemned on Monday the May 27 raid on a bank in Lima.", ["Monday"]),
        ("Peru imposed sanctions on Chad on Monday for the arrests of last July.", ["Monday"]),
        ("Greek President Nikos Pappas praised Chad for its June vote.", []),
        ("Chad attacked a port of Niger on Monday because of Friday's raid.", ["Monday"]),
        ("The ministers of Peru and Chad met at a dinner on Sunday.", ["Sunday"]),
        ("Peru's minister warned Chad in a speech on Tuesday.", ["Tuesday"]),
        ("Greece held talks with the delegation of Chad on May 3.", ["May 3"]),
    ],
)
def test_a_day_of_the_topic_is_not_the_day(nlp: Language, text: str, words: list[str]) -> None:
    event = Report(nlp, text).events[0]
    assert [text[at.start : at.end] for at in event.evidence.get("date", ())] == words


@pytest.mark.parametrize(
    ("text", "parties"),
    [
        ("Peruvian Minister Ann Lee is on a visit to Chad.", {"Ann Lee", "Chad"}),
        ("Peru is in talks with Chad.", {"Peru", "Chad"}),
        ("Peru and Chad are in negotiations over trade.", {"Peru", "Chad"}),
    ],
)
def test_those_who_are_at_it_are_its_parties(nlp: Language, text: str, parties: set[str]) -> None:
    report = Report(nlp, text)
    assert set(report.names(report.one("CONSULT"))) == parties


@pytest.mark.parametrize(
    ("text", "blamed"),
    [
        ("Peru condemned the killing of Chadian envoys.", set()),
        ("Peru condemned the killing of Chadian envoys by Niger.", {"Niger"}),
        ("Peru denounced the invasion of Chad by Niger.", {"Niger"}),
        ("Peru denounced Niger's invasion of Chad.", {"Niger"}),
        ("Peru deplored the loss of Chadian lives.", set()),
        ("Peru condemned the Chadian shelling of Niger.", {"Chad"}),
        ("Peru condemned the policies of Chad.", {"Chad"}),
    ],
)
def test_those_who_suffered_are_not_blamed(nlp: Language, text: str, blamed: set[str]) -> None:
    told = [event for event in Report(nlp, text).events if event.type == "ACCUSE"]
    report = Report(nlp, text)
    named = {report.cast.referents[i].name for event in told for i in event.recipients}
    assert named == blamed
    assert told


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        (
            "Peruvian President Ana Silva reaffirmed support for the Peru-Chad partnership.",
            {"Chad"},
        ),
        ("Peruvian President Ana Silva thanked Chad.", {"Chad"}),
        ("Peruvian President Ana Silva praised Peru.", set()),
        ("Peruvian activist Ana Silva criticized Peru.", {"Peru"}),
    ],
)
def test_goodwill_is_shown_to_others(nlp: Language, text: str, recipients: set[str]) -> None:
    report = Report(nlp, text)
    named = {report.cast.referents[i].name for event in report.events for i in event.recipients}
    assert named == recipients


@pytest.mark.parametrize(
    ("text", "recipients"),
    [
        ("Peru refuses to condemn Chad's invasion of Niger.", set()),
        ("Peru refused to impose sanctions on Chad.", set()),
        ("Peru refused to recognize Chad.", {"Chad"}),
    ],
)
def test_whom_one_will_not_blame_is_not_rejected(
    nlp: Language, text: str, recipients: set[str]
) -> None:
    report = Report(nlp, text)
    told = [event for event in report.events if event.type == "REJECT"]
    assert {report.cast.referents[i].name for event in told for i in event.recipients} == recipients
