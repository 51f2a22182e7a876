"""Where an event was: its place, its venue, and the gathering on whose occasion it took place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import gazetteer, plover
from verbale.reading.acts.tree import cases
from verbale.records import Extent, PlaceMention

if TYPE_CHECKING:
    from spacy.tokens import Span, Token

    from verbale.reading.acts.scene import Notes, Scene


#: Kinds of places that a name follows ("the city of Lome") or opens ("Lome airport").
_SITES = frozenset(
    ["city", "town", "village", "resort", "port", "capital", "suburb", "island", "district"]
) | frozenset(["airport", "side", "outskirts", "region", "province", "municipality"])
_LANDS = frozenset(["country", "region", "city"])
_WIDE = frozenset(["country", "water", "region"])
_VERBAL = (1, 3)  # the quad classes of words: cooperation and conflict
_TOPICS = frozenset(["obj", "nsubj", "nsubj:pass"])
#: Prepositions of what is at hand where a talk is held, not of what it is about.
_BESIDE = frozenset([
    "in", "at", "near", "outside", "inside", "aboard", "with", "between", "among", "of", "by",
    "during", "after", "before", "following",
])  # fmt: skip


def place(
    scene: Scene,
    index: int,
    mode: str | None,
    notes: Notes,
) -> tuple[PlaceMention | None, str | None]:
    """The place of an act and its venue, where the text tells them."""
    one = scene.settled[index]
    if mode == "visit":
        for argument in one.act.recipients:
            for goal in scene.places:
                if goal.start < argument.end and argument.start < goal.end:
                    notes.add("place", (Extent(goal.start, goal.end),), "destination")
                    return goal, None
        trip = scene.doc[one.act.trigger]
        for goal in scene.places if not one.act.recipients else ():
            head = scene.head(goal.start, goal.end)
            named = head is not None and head.head.i == trip.i and goal.end <= trip.idx
            if named and head is not None and head.dep_ == "compound":  # "a Lome visit"
                notes.add("place", (Extent(goal.start, goal.end),), "destination")
                return goal, None
    mine = [
        i
        for i, owner in scene.place_owner.items()
        if owner == index and _locates(scene, i) and not _of_a_topic(scene, i, index)
    ]
    rule = "own-clause"
    if not mine:
        for above in scene.governors(index):
            mine = [
                i
                for i, p in enumerate(scene.places)
                if _locates(scene, i) and (h := scene.head(p.start, p.end)) and h.head.i == above.i
            ]
            if mine:
                rule = "clause"
                break
    town: PlaceMention | None = None
    seat: PlaceMention | None = None
    venue: str | None = None
    for i in mine:
        found = scene.places[i]
        extent = Extent(found.start, found.end)
        if found.kind == "venue":
            if venue is None:
                venue = found.name
                notes.add("venue", (extent,), rule)
                seat = _seat(found)
        elif town is None or (town.kind in _WIDE and found.kind == "city"):
            town = found
            notes.add("place", (extent,), rule)
    if town is None and seat is not None:
        town = seat
        notes.add("place", (Extent(seat.start, seat.end),), "venue")
    return town, venue


def _seat(venue: PlaceMention) -> PlaceMention | None:
    """The town that a known venue stands in: the White House's is Washington."""
    town = gazetteer.town_of(venue.name, venue.country)
    if town is None:
        return None
    return PlaceMention(
        venue.start, venue.end, town.name, "city", town.country, town.latitude, town.longitude,
        "venue",
    )  # fmt: skip


def _locates(scene: Scene, i: int) -> bool:
    place = scene.places[i]
    head = scene.head(place.start, place.end)
    if head is None:
        return False
    if place.rule.endswith(":here"):
        return True
    word = head
    while word.head.i != word.i and (
        word.dep_ in {"conj", "appos"} or (place.kind == "city" and _of_a_site(word))
    ):
        word = word.head
    return bool(cases(word) & {"in", "at", "on", "near", "outside", "aboard", "inside"})


def _of_a_site(name: Token) -> bool:
    """Whether a name is that of the site that it hangs on: "in the resort of Lome", "at Lome
    airport"."""
    if name.head.lemma_.lower() not in _SITES:
        return False
    return name.dep_ in {"compound", "nmod:desc", "nmod:unmarked"} or (
        name.dep_ == "nmod" and "of" in cases(name)
    )


def _of_a_topic(scene: Scene, i: int, index: int) -> bool:
    """Whether a place is where that lies which words are about: "spoke about unrest in Chad".

    What is done to things ("destroyed a bridge in Chad") is done where they are.
    """
    if plover.quad(scene.settled[index].type) not in _VERBAL:
        return False
    place = scene.places[i]
    head = scene.head(place.start, place.end)
    if head is not None and cases(head) == {"on"} and place.kind in _LANDS:
        return "island" not in place.name.lower()  # "conferred on Chad"
    for noun in scene.nouns_between(place.start, place.end, index):
        aside = noun.dep_ in {"obl", "nmod"} and not cases(noun) & _BESIDE
        if noun.dep_ in _TOPICS or aside:
            return noun.lower_ not in scene.words("gathering")
    return False


def occasion(scene: Scene, index: int, notes: Notes) -> str | None:
    """The gathering on whose occasion a talk was held ("G20 summit")."""
    one = scene.settled[index]
    if one.type != "CONSULT" or one.mode == "visit":
        return None
    sentence = scene.sentences[scene.sentence_of[index]]
    for token in sentence:
        if token.i in one.act.words or token.i in one.also:
            continue
        name = _gathering(scene, token)
        if name is None:
            continue
        extent = Extent(name.start_char, name.end_char)
        notes.add("occasion", (extent,), f"gathering:{token.lower_}")
        return name.text
    return None


def _gathering(scene: Scene, token: Token) -> Span | None:
    """The name of a gathering headed by a word: "the G20 summit", "the margins of the G20"."""
    margins = token.head.lemma_ in scene.words("margin") and "of" in cases(token)
    if not margins:
        if token.lower_ not in scene.words("gathering") or token.pos_ not in {"NOUN", "PROPN"}:
            return None
        if token.dep_ in {"compound", "conj"}:
            return None
        named = any(
            c.pos_ in {"PROPN", "NUM"}
            and c.dep_ in {"compound", "flat", "nmod", "nummod", "nmod:poss"}
            for c in token.children
        )
        attended = token.dep_ == "obj" and token.head.lemma_ in {"attend", "join"}
        if not (named or attended or token.pos_ == "PROPN"):
            return None
        if not attended and not cases(token) & {
            "at",
            "during",
            "of",
            "in",
            "for",
            "before",
            "ahead",
        }:
            return None
    start, end = token.i, token.i + 1
    for child in token.children:
        if child.dep_ in {"compound", "amod", "nmod:poss", "flat", "nummod", "nmod:unmarked"}:
            start, end = min(start, child.left_edge.i), max(end, child.right_edge.i + 1)
        elif child.dep_ == "nmod" and "of" in cases(child):
            end = max(end, child.right_edge.i + 1)
    return token.doc[start:end]
