"""Lines of communication: rank, last contact, next plan, silence."""

from __future__ import annotations

from tests.making import Writer, day, days
from verbale.knowledge import channels
from verbale.record import build
from verbale.record.channels import held_at
from verbale.records import Channel, Interval, Office, Party, Reading


def talk(report: str, published: str, when: str, title: str, status: str = "occurred") -> Reading:
    w = Writer(report, published)
    a = w.person(f"Ana {title.rsplit(maxsplit=1)[-1].title()}", "PRT", title)
    b = w.person(f"Karim {title.rsplit(maxsplit=1)[-1].title()}", "MAR", title)
    tense = "future" if status == "planned" else "past"
    w.event([a], [b], times=[w.time(when, tense)], status=status)
    return w.reading()


def line(readings: list[Reading], name: str) -> Channel:
    rows = {c.channel: c for c in build(readings).channels if c.pair == ("MAR", "PRT")}
    assert set(rows) == set(channels.names()), "every line of the pair is kept"
    return rows[name]


def test_a_meeting_of_foreign_ministers_counts_on_their_line() -> None:
    found = line(
        [talk("a", "2019-05-07", "2019-05-06", "Minister of Foreign Affairs")], "foreign-ministers"
    )
    assert found.contacts == 1
    assert found.last is not None
    assert found.last.date == days("2019-05-06")
    assert found.silent_days == 1


def test_officials_of_no_such_rank_are_envoys() -> None:
    readings = [talk("a", "2019-05-07", "2019-05-06", "Deputy Minister of Foreign Affairs")]
    assert line(readings, "envoys").contacts == 1
    assert line(readings, "foreign-ministers").contacts == 0


def test_the_usual_gap_is_the_median_from_three_contacts_on() -> None:
    readings = [
        talk(f"r{n}", "2019-06-30", when, "Minister of Defence")
        for n, when in enumerate(["2019-01-01", "2019-02-01", "2019-04-02"])
    ]
    found = line(readings, "defence")
    assert found.contacts == 3
    assert found.typical_gap_days == 45.5
    assert found.silent_days == 89


def test_an_open_plan_is_the_next_contact_and_no_contact_yet() -> None:
    readings = [talk("a", "2019-05-07", "2019-05-20", "Minister of Commerce", "planned")]
    found = line(readings, "trade-ministers")
    assert found.contacts == 0
    assert found.last is None
    assert found.next is not None
    assert found.next.date == days("2019-05-20")


def test_ranks_are_told_from_titles() -> None:
    assert channels.of_title("President") == "leaders"
    assert channels.of_title("Secretary of State") == "foreign-ministers"
    assert channels.of_title("Minister of National Defence") == "defence"
    assert channels.of_title("Deputy Minister of Commerce") == "envoys"
    assert channels.of_title("President of the Senate") == "envoys"


def test_an_office_with_a_known_term_stands_before_one_named_in_passing() -> None:
    minister = Office("Minister of Foreign Affairs", day("2018-01-01"), day("2020-01-01"))
    president = Office("President")
    party = Party("ana-ferreira", "person", "Ana Ferreira", state="PRT",
                  offices=(minister, president))  # fmt: skip
    assert held_at(party, days("2019-05-06")) == [minister]
    assert held_at(party, days("2021-05-06")) == [president]
    assert held_at(party, Interval(None, day("2019-05-06"))) == [minister]
