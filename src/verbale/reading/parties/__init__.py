"""Who appears in a report: persons, states, organisations, groups, and all words for them.

``find`` reads a parsed report. The tables (`knowledge.states`, `bodies`, `titles`,
`offices`) correct what the language model takes for names; what the tables lack is learnt
from the text ("U.S. Commerce Secretary Gina Raimondo met her Chinese counterpart Wang Wentao").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import directory as _directory
from verbale.knowledge import gazetteer, nouns, states, words
from verbale.knowledge.phrases import fold, words_of
from verbale.reading.parties import coref, nations, people
from verbale.reading.parties.drafts import Cards
from verbale.reading.parties.lines import unwrap
from verbale.reading.parties.scan import Scan

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Doc

    from verbale.knowledge.directory import Directory
    from verbale.records import Cast

__all__ = ["find", "issuer", "site"]

#: Towns where officials of many states meet: a dateline there tells of none.
_SERBIA_SINCE = 2006  # year in which Belgrade became the capital of Serbia alone
_SEATS = words.listed("seats-of-many")


def find(
    doc: Doc,
    published: dt.date | None = None,
    directory: Directory | None = None,
    home: str | None = None,
    site: str | None = None,
) -> Cast:
    """Everybody that the report speaks of.

    `published` (or a day near it) decides who held an office that is named alone; without it
    such an office stays without a name. `directory`: whom the tables know, by default the
    shipped ones. `home`: the state whose government issues the report (`issuer`), whose own
    officials it names without saying so. `site`: the state that the report is sent from (`site`),
    whose ministers it may name alike.
    """
    if not len(doc):
        return Cards(doc).cast()
    told = words_of(doc.text)  # they stand where they stood when the lines are unwrapped
    doc = unwrap(doc)
    if site == "SRB" and published is not None and published.year < _SERBIA_SINCE:
        site = "YUG"
    scan = Scan(doc, told, directory or _directory.shipped(), home, site)
    cards = Cards(doc)
    people.gather(scan, cards, published)
    nations.note(scan, cards, nations.seen(scan))
    coref.resolve(scan, cards, published)
    return cards.cast()


def issuer(outlet: str | None) -> str | None:
    """The state whose government an outlet is: "U.S. Department of State", "the Kremlin"."""
    if not outlet:
        return None
    sense = states.names().get(outlet.strip().removeprefix("The ").removeprefix("the "))
    if sense is not None and "seat" in sense.kinds:
        return sense.state.code
    said = [nouns.find(word) for word in fold(outlet).split()]
    institution = any(n is not None and n.kind == "body" and n.sector == "GOV" for n in said)
    if not institution and "government" not in fold(outlet):
        return None
    hit = next(states.names().find(outlet), None)
    return hit.value.state.code if hit is not None else None


def site(place: str | None) -> str | None:
    """The state of the town of a dateline, by code; None for a seat of many: "BRUSSELS"."""
    town, _, region = ((place or "").strip()).partition(",")
    town = town.strip()
    if not town or fold(town).replace(" ", "_") in _SEATS:
        return None
    name = town.title() if town.isupper() else town
    land = gazetteer.land_of(region) if region.strip() else None
    if land is not None and any(found.country == land for found in gazetteer.towns(name)):
        return land
    sense = states.names().get(name)
    if sense is not None and sense.kinds & {"capital", "seat", "name"}:
        return sense.state.code
    return next((found.country for found in gazetteer.towns(name)), None)
