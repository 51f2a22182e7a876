"""The ground that the reading of titles and names stands on: states and organisations found.

Also the stretches of tokens that the scan hands on.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import states, titles, words

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from verbale.knowledge.bodies import Body
    from verbale.knowledge.phrases import Phrases, Words
    from verbale.knowledge.states import Sense


#: Kinds of bodies that many states have by one name.
HOUSES = frozenset({"parliament", "court"})
#: What formal names of states begin with: "Federal Democratic Republic of".
_REALMS = frozenset({"Republic", "Kingdom", "State", "Federation", "Union", "Sultanate", "Emirate",
                     "Commonwealth", "Principality", "Duchy", "Jamahiriya"})  # fmt: skip
_CONSTITUTED = frozenset({"people", "'s", "’s", "peoples", "democratic", "federal", "islamic",
                          "hashemite", "united", "socialist", "arab", "bolivarian", "plurinational",
                          "oriental", "eastern", "co", "-", "operative", "cooperative", "grand",
                          "federative", "independent", "sovereign"})  # fmt: skip
_SIDES = frozenset(["north", "south", "east", "west"])


class Nation(msgspec.Struct):
    """Words that name a state or a part of it, or those who are of it; tokens [start, end)."""

    start: int
    end: int
    sense: Sense


class BodySpan(msgspec.Struct):
    """Words that name an organisation of the table."""

    start: int
    end: int
    body: Body


class TitleSpan(msgspec.Struct):
    """Words for an office or for those who act.

    `head` is the token of the word for the one who acts; `words` what is said without states
    and "former"; `states` whose office it is, `body` of what organisation; `about` the states
    that it is for ("envoy for Yemen").
    """

    start: int
    end: int
    head: int
    title: titles.Title
    words: str
    states: tuple[str, ...] = ()
    body: str | None = None
    former: bool = False
    plural: bool = False
    about: tuple[str, ...] = ()


class NameSpan(msgspec.Struct):
    """Words that name a person, without title; `certain` where a title or the tables say so.

    `guess`: only if the tables know one of the day by that name.
    """

    start: int
    end: int
    name: str
    certain: bool
    honorific: str | None = None
    ids: tuple[str, ...] = ()
    guess: bool = False


class Ground:
    """A parsed report with the states and organisations that its words name.

    `nations` and `bodies` give, for every token of such a name, the whole name. `words`: those of
    its text, for the tables.
    """

    def __init__(self, doc: Doc, words: Words, bodies: Phrases[Body]) -> None:
        self.doc = doc
        self.tokens = list(doc)
        self.text = doc.text
        self.words = words
        self._starts = [token.idx for token in self.tokens]
        self.nations: dict[int, Nation] = {}
        self.bodies: dict[int, BodySpan] = {}
        for body_hit in bodies.find(self.words):
            start, end = self.span(body_hit.start, body_hit.end)
            if self._is_body(body_hit.value, start, end):
                found = BodySpan(start, end, body_hit.value)
                self.bodies.update(dict.fromkeys(range(start, end), found))
        for hit in states.names().find(self.words):
            start, end = self.span(hit.start, hit.end)
            if self._is_state(hit.value, start, end):
                nation = Nation(start, end, hit.value)
                self.nations.update(dict.fromkeys(range(start, end), nation))

        self._formal()
        self._halves()
        self._in_their_time()

    def _formal(self) -> None:
        """ "The People's Democratic Republic of Algeria" is Algeria, all its words."""
        for start in sorted({n.start for n in self.nations.values() if "name" in n.sense.kinds}):
            nation = self.nations[start]
            first = start - 1
            if first > 1 and self.tokens[first].lower_ == "the":
                first -= 1
            if first < 1 or self.tokens[first].lower_ != "of":
                continue
            first -= 1
            if self.tokens[first].text not in _REALMS or first in self.nations:
                continue
            while first and self.tokens[first - 1].lower_ in _CONSTITUTED:
                first -= 1
            while self.tokens[first].tag_ == "POS":
                first += 1
            whole = Nation(first, nation.end, nation.sense)
            self.nations.update(dict.fromkeys(range(first, nation.end), whole))

    def _halves(self) -> None:
        """ "North and South Korea" names both of them."""
        for start in {nation.start for nation in self.nations.values() if nation.start > 1}:
            nation = self.nations[start]
            one, link = self.tokens[start - 2], self.tokens[start - 1]
            mine = self.tokens[start].lower_
            if not (one.is_title or one.is_upper) or not {one.lower_, mine} <= _SIDES:
                continue
            if link.lower_ not in ("and", "or"):
                continue
            name = nation.sense.state.name.split()
            other = states.by_name(" ".join([one.text.capitalize(), *name[1:]]))
            if name[0].lower() == mine and other is not None and start - 2 not in self.nations:
                sense = states.Sense(other, nation.sense.kinds)
                self.nations[start - 2] = Nation(start - 2, start - 1, sense)

    def _in_their_time(self) -> None:
        """Belgrade is Yugoslavia's where a report speaks of that state."""
        codes = {nation.sense.state.code for nation in self.nations.values()}
        old = states.by_code("YUG")
        if old is None or "YUG" not in codes:
            return
        for nation in self.nations.values():
            sense = nation.sense
            if sense.state.code == "SRB" and sense.kinds <= {"capital", "seat"}:
                nation.sense = states.Sense(old, sense.kinds)

    def _of_a_continent(self, start: int) -> bool:
        """Whether "American" is of more than the United States: "Latin American"."""
        prefixes = words.listed("below-america")
        if self.tokens[start].lower_.partition("-")[0] in prefixes:
            return True  # "Inter-American"
        i = start - 1
        if i > 0 and self.tokens[i].text in ("-", "‐"):
            i -= 1
        return i >= 0 and self.tokens[i].lower_ in prefixes

    def _surname(self, start: int) -> bool:
        """Whether a town is what somebody is named after: "Miguel de la Madrid"."""
        i = start
        while i and self.tokens[i - 1].text in ("de", "la", "del"):
            i -= 1
        return 0 < i < start and self.tokens[i - 1].pos_ == "PROPN"

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The tokens of a stretch of characters."""
        return bisect_right(self._starts, start) - 1, bisect_right(self._starts, end - 1)

    def said(self, low: int, high: int) -> str:
        """The words of some tokens, one space between them."""
        if low >= high:
            return ""
        first, last = self.tokens[low], self.tokens[high - 1]
        return " ".join(self.text[first.idx : last.idx + len(last.text)].split())

    def _is_body(self, body: Body, start: int, end: int) -> bool:
        token = self.tokens[start]
        joined = start > 1 and self.tokens[start - 1].text == "-"
        other = not token.text[0].isupper() or self.tokens[max(start - 2, 0)].lower_ == "non"
        if joined and other and not self.tokens[start - 1].whitespace_:
            return False  # "the Iran-contra scandal", "non-OPEC producers"
        if token.ent_type_ == "PERSON" and end - start == 1 and body.kind in ("company", "party"):
            return False
        if end - start == 1 and not token.text.isupper():
            return token.pos_ in ("PROPN", "NOUN", "ADJ", "X") or bool(token.ent_type_)
        return True

    def _is_state(self, sense: Sense, start: int, end: int) -> bool:
        """Not where the word is part of a longer name: "Hamilton Jordan", "Michael Jordan"."""
        token = self.tokens[start]
        inside = self.bodies.get(start)
        if inside is not None and inside.start < start:
            return False
        last = token.lower_.rpartition("-")[2]
        if last in ("american", "americans") and self._of_a_continent(start):
            return False
        if sense.kinds.isdisjoint({"name", "adjective"}) and self._surname(start):
            return False
        if token.ent_type_ != "PERSON" or sense.kinds <= {"adjective", "people"}:
            return True
        before = self.tokens[start - 1] if start else None
        after = self.tokens[end] if end < len(self.tokens) else None
        named = before is not None and before.ent_type_ == "PERSON" and before.text[0].isupper()
        return not named and not (
            after is not None and after.ent_type_ == "PERSON" and after.ent_iob_ == "I"
        )
