"""Journeys in the record: hosts by towns and stops, days of a programme, plans in the present."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from verbale.reading import report as reader
from verbale.record import build
from verbale.records import Event, Report


def events(nlp: Language, text: str, published: str) -> tuple[Event, ...]:
    report = Report(
        id="a", source="a", text=text, published=dt.date.fromisoformat(published), language="en"
    )
    return build([reader.read(report, nlp)]).events


def visits(nlp: Language, text: str, published: str = "2019-05-02") -> list[Event]:
    return [event for event in events(nlp, text, published) if event.mode == "visit"]


def test_towns_that_are_no_capitals_are_in_the_record_as_their_states(nlp: Language) -> None:
    (visit,) = visits(nlp, "Norwegian Prime Minister Kari Dahl will travel to Osaka and Mumbai.")
    assert set(visit.recipients) == {"JPN", "IND"}
    assert visit.evidence["recipients"]


def test_the_days_of_one_place_after_another_are_those_of_the_trip(nlp: Language) -> None:
    (visit,) = visits(
        nlp,
        "Norwegian Prime Minister Kari Dahl will travel to Osaka May 20-22, Lima May 24, and "
        "Mumbai May 26-28.",
    )
    assert (visit.date.start, visit.date.end) == (dt.date(2019, 5, 20), dt.date(2019, 5, 28))


def test_a_journey_to_a_region_goes_to_where_its_traveller_met_somebody(nlp: Language) -> None:
    (visit,) = visits(
        nlp,
        "Norwegian Prime Minister Kari Dahl traveled to West Africa last week to discuss fishing."
        "\n\nIn Ghana, Prime Minister Dahl met with President Kofi Owusu. In Togo, Prime Minister "
        "Dahl met with Foreign Minister Ama Lawson.",
    )
    assert set(visit.recipients) == {"GHA", "TGO"}
    assert visit.evidence["recipients"]


@pytest.mark.parametrize(
    ("verb", "status"),
    [("travels", "planned"), ("traveled", "occurred"), ("will travel", "planned")],
)
def test_the_present_tense_of_a_day_to_come_is_a_plan(
    nlp: Language, verb: str, status: str
) -> None:
    day = "April 20" if verb == "traveled" else "May 20"
    (visit,) = visits(nlp, f"Norwegian Prime Minister Kari Dahl {verb} to Ghana on {day}.")
    assert visit.status == status
    assert visit.date.start == dt.date(2019, 4 if verb == "traveled" else 5, 20)


def test_a_visit_spoken_of_again_has_the_days_of_the_journey(nlp: Language) -> None:
    for visit in visits(
        nlp,
        "Norwegian Prime Minister Kari Dahl will travel to Ghana May 20-22. During her visit, "
        "Prime Minister Dahl will open a port.",
    ):
        assert (visit.date.start, visit.date.end) == (dt.date(2019, 5, 20), dt.date(2019, 5, 22))


def test_a_journey_keeps_its_first_and_last_day_beside_its_stops(nlp: Language) -> None:
    (visit,) = visits(
        nlp,
        "Norwegian Prime Minister Kari Dahl will travel to Ghana and Togo from May 18-24. She will "
        "begin her trip in Accra on May 18. Prime Minister Dahl will then travel to Lome on May "
        "21, where she will meet officials.",
    )
    assert (visit.date.start, visit.date.end) == (dt.date(2019, 5, 18), dt.date(2019, 5, 24))


@pytest.mark.parametrize("verb", ["travels to", "is visiting"])
def test_a_journey_that_goes_on_is_of_this_year(nlp: Language, verb: str) -> None:
    (visit,) = visits(nlp, f"Norwegian Prime Minister Kari Dahl {verb} Ghana May 1-8.")
    assert (visit.date.start, visit.date.end) == (dt.date(2019, 5, 1), dt.date(2019, 5, 8))
    assert visit.status == "ongoing"


def test_days_to_come_of_a_journey_that_is_over_are_of_the_last_year(nlp: Language) -> None:
    (visit,) = visits(nlp, "Norwegian Prime Minister Kari Dahl visited Ghana May 12-15.")
    assert (visit.date.start, visit.date.end) == (dt.date(2018, 5, 12), dt.date(2018, 5, 15))


def talks(nlp: Language, text: str, published: str) -> list[Event]:
    found = events(nlp, text, published)
    return [event for event in found if event.type == "CONSULT" and event.mode == "meet"]


def test_a_visit_concluded_has_lasted_and_its_talks_were_held_on_it(nlp: Language) -> None:
    text = (
        "Norwegian President Kari Dahl concluded a three-day visit to Peru on Monday. Dahl held "
        "talks with Peruvian President Ana Quispe."
    )
    # 6 May 2019 was a Monday
    (visit,) = visits(nlp, text, "2019-05-07")
    assert (visit.date.start, visit.date.end) == (dt.date(2019, 5, 4), dt.date(2019, 5, 6))
    (talk,) = talks(nlp, text, "2019-05-07")
    assert talk.date == visit.date


def test_talks_were_not_held_on_the_day_of_an_arrival_for_that(nlp: Language) -> None:
    text = (
        "Norwegian President Kari Dahl arrived in Peru on Monday. Dahl held talks with Peruvian "
        "President Ana Quispe."
    )
    (talk,) = talks(nlp, text, "2019-05-09")
    assert talk.date.start is None


def test_talks_of_earlier_days_were_not_held_on_a_visit(nlp: Language) -> None:
    text = (
        "Norwegian President Kari Dahl visited Peru on Monday. Dahl had earlier met Peruvian "
        "President Ana Quispe."
    )
    (talk,) = talks(nlp, text, "2019-05-07")
    assert talk.date.start is None


def told(nlp: Language, *reports: tuple[str, str]) -> tuple[Event, ...]:
    """The events of several reports, each a day of publication and a text."""
    return build(
        [
            reader.read(
                Report(
                    id=f"r{n}",
                    source=f"r{n}",
                    text=text,
                    published=dt.date.fromisoformat(day),
                    language="en",
                ),
                nlp,
            )
            for n, (day, text) in enumerate(reports)
        ]
    ).events


def test_a_visit_planned_for_a_day_and_begun_on_the_eve_is_one(nlp: Language) -> None:
    ahead = "Norwegian Foreign Minister Kari Dahl will pay an official visit to Peru on Thursday."
    done = "Norwegian Foreign Minister Kari Dahl arrived in Lima on Wednesday night."
    (visit,) = told(nlp, ("2019-05-06", ahead), ("2019-05-09", done))
    assert visit.status == "occurred"
    assert visit.reported_status == {"r0": "planned", "r1": "occurred"}
    assert visit.date.start == visit.date.end == dt.date(2019, 5, 8)


def test_a_visit_days_after_the_one_planned_is_another(nlp: Language) -> None:
    ahead = "Norwegian Foreign Minister Kari Dahl will pay an official visit to Peru on Thursday."
    done = "Norwegian Foreign Minister Kari Dahl arrived in Lima on Monday."
    assert len(told(nlp, ("2019-05-06", ahead), ("2019-05-14", done))) == 2


def test_a_journey_announced_here_and_put_off_there_is_one(nlp: Language) -> None:
    ahead = "Norwegian Foreign Minister Kari Dahl will travel to Peru on Thursday."
    off = "Norwegian Foreign Minister Kari Dahl has postponed her trip to Peru because of fog."
    (visit,) = told(nlp, ("2019-05-06", ahead), ("2019-05-08", off))
    assert visit.status == "postponed"


def test_a_headline_and_the_talk_below_it_are_one_with_its_day(nlp: Language) -> None:
    (meeting,) = told(
        nlp,
        (
            "2019-05-09",
            "Norway, Peru foreign ministers meet\n\nLIMA, May 9 - The Norwegian foreign minister, "
            "Kari Dahl, and Peruvian Foreign Minister Rosa Paz met in Lima on Wednesday.\n",
        ),
    )
    assert meeting.date.start == meeting.date.end == dt.date(2019, 5, 8)
    assert len({*meeting.actors, *meeting.recipients}) == 2


def test_two_who_met_did_so_when_one_told_the_other_what_the_report_leads_with(
    nlp: Language,
) -> None:
    (meeting,) = (
        e
        for e in told(
            nlp,
            (
                "2019-05-10",
                "LIMA, May 10 - Norwegian Foreign Minister Kari Dahl told her Peruvian counterpart "
                "Rosa Paz on Wednesday that fishing quotas were too low.\n\n"
                "The two ministers met for three hours.\n",
            ),
        )
        if e.type == "CONSULT"
    )
    assert meeting.date.start == meeting.date.end == dt.date(2019, 5, 8)


def test_a_meeting_of_before_is_not_of_the_day_on_which_they_spoke(nlp: Language) -> None:
    (meeting,) = (
        e
        for e in told(
            nlp,
            (
                "2019-05-10",
                "LIMA, May 10 - Norwegian Foreign Minister Kari Dahl told her Peruvian counterpart "
                "Rosa Paz on Wednesday that fishing quotas were too low.\n\n"
                "The two ministers had last met for three hours.\n",
            ),
        )
        if e.type == "CONSULT"
    )
    assert meeting.date.start is None


def test_a_day_counted_from_no_event_dates_nothing(nlp: Language) -> None:
    (meeting,) = told(
        nlp,
        (
            "2019-05-10",
            "Norwegian Foreign Minister Kari Dahl met Peruvian Foreign Minister Rosa Paz in Lima, "
            "a day before the deadline for fishing quotas.\n",
        ),
    )
    assert meeting.date.start in (None, dt.date(2019, 5, 10))


@pytest.mark.parametrize(
    "sentence",
    [
        "The Arab League summit that was to be held in Tunis on May 14 was postponed indefinitely.",
        "The summit that was to be held in Tunis was postponed indefinitely.",
        "The Pacific Alliance summit was cancelled.",
    ],
)
def test_a_summit_is_not_the_call_told_before_it(nlp: Language, sentence: str) -> None:
    call = "Norwegian Foreign Minister Kari Dahl spoke by phone with Peruvian Foreign Minister "
    found = events(nlp, f"{call}Rosa Paz on Tuesday.\n\n{sentence}\n", "2019-05-02")
    assert [e.status for e in found if e.mode == "phone"] == ["occurred"]
    assert not [e for e in found if e.mode != "phone" and {"NOR", "PER"} & {*e.actors}]


DAHL = "Norwegian Foreign Minister Kari Dahl"
PAZ = "Peruvian President Rosa Paz"


def test_a_visit_announced_for_soon_and_paid_within_the_month_is_one(nlp: Language) -> None:
    (visit,) = told(
        nlp,
        ("2019-05-06", f"{DAHL} will visit Peru soon."),
        ("2019-05-21", f"{DAHL} arrived in Lima on Sunday for a two-day visit."),
    )
    assert visit.reported_status == {"r0": "planned", "r1": "occurred"}
    assert (visit.date.start, visit.date.end) == (dt.date(2019, 5, 19), dt.date(2019, 5, 20))


def test_a_visit_looked_back_on_is_the_last_one(nlp: Language) -> None:
    (visit,) = told(
        nlp,
        ("2019-05-06", f"{DAHL} visited Peru on Sunday."),
        ("2019-05-12", "Fishing talks resumed days after the visit to Lima by Kari Dahl, "
         "the Norwegian foreign minister."),
    )  # fmt: skip
    assert visit.reports == ("r0", "r1")
    assert visit.date.start == visit.date.end == dt.date(2019, 5, 5)


def test_a_visit_put_off_to_next_year_is_the_one_planned_for_this(nlp: Language) -> None:
    (visit,) = told(
        nlp,
        ("2019-05-06", f"{DAHL} will visit Peru later this year."),
        ("2019-05-20", f"{DAHL} has postponed her visit to Peru to next year."),
    )
    assert visit.status == "postponed"


def test_talks_planned_for_a_month_and_not_held_in_it_are_one(nlp: Language) -> None:
    (talks,) = told(
        nlp,
        ("2019-05-06", f"{DAHL} and Peruvian Foreign Minister Omar Ruiz agreed to hold fishing "
         "talks in June."),
        ("2019-07-05", "Fishing talks between Norway and Peru planned for June were not held."),
    )  # fmt: skip
    assert talks.reported_status == {"r0": "planned", "r1": "denied"}


def test_the_first_visit_by_a_holder_of_the_office_is_the_one_told_before(nlp: Language) -> None:
    (visit,) = visits(
        nlp,
        f"{DAHL} will visit Peru on 17 June. It will be the first visit to Lima by a Norwegian "
        "foreign minister.",
    )
    assert visit.date.start == visit.date.end == dt.date(2019, 6, 17)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        (f"{DAHL} arrived in Lima on Sunday for a three-day visit.", 5, 7),
        (f"{DAHL} opened a school in Lima on Tuesday, on the last day of a three-day visit to "
         "Peru.", 5, 7),
        ("Norway and Peru ended two days of talks on fishing in Lima on Tuesday.", 6, 7),
    ],
)  # fmt: skip
def test_how_long_it_lasts_counts_from_its_first_day_or_to_its_last(
    nlp: Language, text: str, first: int, last: int
) -> None:
    (event,) = events(nlp, text, "2019-05-08")
    assert (event.date.start, event.date.end) == (dt.date(2019, 5, first), dt.date(2019, 5, last))


def test_talks_on_a_journey_to_come_are_then_and_there(nlp: Language) -> None:
    (talks,) = (
        e
        for e in events(
            nlp, f"{DAHL} said she would travel to Lima in June. She is to meet {PAZ} there.",
            "2019-05-02",
        )
        if e.mode == "meet"
    )  # fmt: skip
    assert (talks.date.start, talks.date.end) == (dt.date(2019, 6, 1), dt.date(2019, 6, 30))
    assert talks.place is not None
    assert talks.place.name == "Lima"


@pytest.mark.parametrize(
    "body",
    [
        f"{DAHL} on Wednesday opened a school in Lima.\n\nShe met {PAZ} at noon.\n",
        f"{DAHL} on Wednesday opened a school in Lima.\n\nShe met {PAZ}.\n",
        f"{DAHL} returned to Oslo late on Wednesday after meeting {PAZ} for three hours in Lima.\n",
    ],
)
def test_the_day_of_the_lead_is_that_of_the_talk_below(nlp: Language, body: str) -> None:
    (meeting,) = (
        e for e in events(nlp, f"A day in Lima\n\n{body}", "2019-05-10") if e.mode == "meet"
    )
    assert meeting.date.start == meeting.date.end == dt.date(2019, 5, 8)


def test_of_several_days_in_the_lead_none_is_that_of_the_talk(nlp: Language) -> None:
    (meeting,) = (
        e
        for e in events(
            nlp,
            "A row\n\nNorway on Wednesday closed its school in Lima. Peru spoke of a sad day on "
            f"Thursday.\n\n{DAHL} met {PAZ}.\n",
            "2019-05-10",
        )
        if e.mode == "meet"
    )
    assert meeting.date.start is None


def test_reports_that_only_announced_the_talks_do_not_confirm_the_journey(nlp: Language) -> None:
    readings = [
        reader.read(
            Report(
                id=f"r{n}",
                source=f"r{n}",
                text=text,
                published=dt.date.fromisoformat(day),
                language="en",
            ),
            nlp,
        )
        for n, (day, text) in enumerate(
            [
                ("2019-05-02", f"{DAHL} will travel to Lima on May 8 for talks with {PAZ}."),
                ("2019-05-09", f"{DAHL} met {PAZ} in Lima on Wednesday."),
            ]
        )
    ]
    minutes = build(readings)
    journey = {e.id for e in minutes.events if e.mode == "visit"}
    (plan,) = (p for p in minutes.plans if p.event in journey)
    assert (plan.outcome, plan.confirmed_in) == ("occurred", ("r1",))


def test_a_journey_to_nowhere_that_is_told_is_none(nlp: Language) -> None:
    text = f"{DAHL} met {PAZ} in Lima on Monday. The two then travelled to Qxyzville."
    assert [e.mode for e in events(nlp, text, "2019-05-08")] == ["meet"]


def test_a_visit_paid_is_the_one_that_was_put_off_before(nlp: Language) -> None:
    (visit,) = visits(
        nlp,
        f"{DAHL} arrived in Peru on Friday for a three-day visit. The trip had been due in March "
        "but was postponed at Norway's request.",
        "2019-05-11",
    )
    assert visit.status == "occurred"
    assert visit.date.start == dt.date(2019, 5, 10)


def test_a_trip_that_somebody_is_told_of_is_the_one_to_come(nlp: Language) -> None:
    (visit,) = visits(
        nlp,
        f"{DAHL} will visit Peru on May 17. Dahl telephoned Chilean President Rosa Paz on Thursday "
        "to inform her of the trip.",
    )
    assert (visit.status, visit.date.start) == ("planned", dt.date(2019, 5, 17))
