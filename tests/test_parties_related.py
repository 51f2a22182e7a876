"""Who somebody is by whose deputy, spokesman or general they are."""

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


@pytest.fixture(scope="module")
def read(nlp: Language) -> Callable[..., Read]:
    def reading(text: str, day: dt.date | None = dt.date(2023, 9, 15)) -> Read:
        return Read(text, parties.find(language.parse(nlp, text), day))

    return reading


@pytest.mark.parametrize(
    ("text", "name", "state", "office"),
    [
        (
            "Laos's acting defence minister, Gen Vilay Lakhamfong, met Cambodian Defence Minister "
            "Tea Seiha on Monday.",
            "Vilay Lakhamfong", "LAO", "Acting Minister of Defence",
        ),
        (
            "Burundian Defence Minister, Gen. Evariste Ntaho, met his Rwandan counterpart.",
            "Evariste Ntaho", "BDI", "Minister of Defence",
        ),
        (
            "Gen. Evariste Ntaho, Burundi's defence minister, left for Kigali.",
            "Evariste Ntaho", "BDI", "Minister of Defence",
        ),
        (
            "Paraguay's Foreign Minister Adm. Luis Acosta received the Bolivian envoy.",
            "Luis Acosta", "PRY", "Minister of Foreign Affairs",
        ),
    ],
)  # fmt: skip
def test_a_minister_with_a_military_rank_is_a_minister(
    read: Callable[..., Read], text: str, name: str, state: str, office: str
) -> None:
    who = read(text).who(name)
    assert (who.state, who.sector) == (state, "GOV")
    assert office in {o.title for o in who.offices}


def test_a_general_without_a_ministry_is_of_the_army(read: Callable[..., Read]) -> None:
    found = read("The Burundian army chief, Gen. Evariste Ntaho, met the Rwandan president.")
    assert (found.who("Evariste Ntaho").state, found.who("Evariste Ntaho").sector) == ("BDI", "MIL")


@pytest.mark.parametrize(
    ("text", "name", "state"),
    [
        ("Lavrov's deputy, Pavel Gromov, met the French ambassador.", "Pavel Gromov", "RUS"),
        ("Lavrov's deputy Pavel Gromov met the French ambassador.", "Pavel Gromov", "RUS"),
        ("Borrell's spokesman Jan Kellner warned Serbia.", "Jan Kellner", "EUR"),
        ("Macron's diplomatic adviser, Luc Perrin, flew to Rabat.", "Luc Perrin", "FRA"),
        ("The Turkish president's spokesman Umut Kaya called Oslo.", "Umut Kaya", "TUR"),
        ("Macron met the king of Jordan. His spokeswoman Anne Roux told reporters so.",
         "Anne Roux", "FRA"),
    ],
)  # fmt: skip
def test_who_serves_somebody_is_of_the_same_state(
    read: Callable[..., Read], text: str, name: str, state: str
) -> None:
    who = read(text).who(name)
    assert (who.name, who.state) == (name, state)


@pytest.mark.parametrize("word", ["deputy", "successor", "spokesman", "brother"])
def test_a_nameless_deputy_is_not_who_is_named(read: Callable[..., Read], word: str) -> None:
    found = read(f"Lavrov's {word} met the French ambassador.")
    heads = {found.text[m.head.start : m.head.end]: m.referent for m in found.cast.mentions}
    assert word in heads
    who = found.cast.referents[heads[word]]
    assert (who.name, who.state) == (None, "RUS")


def test_a_deputy_minister_is_one_title(read: Callable[..., Read]) -> None:
    who = read("Maduro's deputy foreign minister, Rosa Lima, met the press.").who("Rosa Lima")
    assert [o.title for o in who.offices] == ["Deputy Minister of Foreign Affairs"]


def test_an_office_once_held_makes_nobody_the_bearer_of_it_now(read: Callable[..., Read]) -> None:
    found = read("Lavrov spoke of Syria on Friday. Russia's envoy flew to Damascus.")
    assert found.who("Russia's envoy").name is None
