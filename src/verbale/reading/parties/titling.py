"""Titles of office in a report, with the states and bodies whose they are.

"U.S. Secretary of Commerce", "assistant U.S. secretary of state for East Asian and Pacific
affairs", "Dutch Ministry of Foreign Affairs Political Director", "the Foreign Minister of the
Kingdom of Saudi Arabia": a word for one who acts, and all that belongs to it on both sides.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import nouns, titles, words
from verbale.knowledge.phrases import fold
from verbale.reading.parties.charges import Charges
from verbale.reading.parties.ground import HOUSES, TitleSpan

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.reading.parties.ground import BodySpan, Ground

_FORMER = words.listed("former")
_LEFT = words.listed("before-titles")
_JOINTS = frozenset({"and", ",", "/", "-", "'s", "’s"})
_PREFIXES = frozenset({"ex", "vice", "co", "then"})
_HOUSES = frozenset({"ministry", "government", "cabinet"})
#: What those deal with who are of no state: "U.S. industry officials".
_PRIVATE = words.listed("private-trades")
_PLAIN = frozenset({"special", "highest", "top", "presidential"})


def _actor(tokens: list[Token], start: int, end: int) -> int:
    """The word for the one who acts: "Secretary" in "Secretary of State"."""
    for i in range(start + 1, end):
        if tokens[i].lower_ in ("of", "for"):
            return i - 1
    return end - 1


class _Reach:
    """How far to the left a title goes, and what is said there."""

    def __init__(self, left: int, words: str) -> None:
        self.left = left
        self.words = [words]
        self.holders: list[str] = []
        self.body: str | None = None
        self.former = False


class TitleReader:
    """Reads the titles of one report, from left to right."""

    def __init__(self, ground: Ground) -> None:
        self.ground = ground
        self.tokens = ground.tokens
        self.nations = ground.nations
        self.bodies = ground.bodies
        self.charges = Charges(ground)
        self.at: dict[int, TitleSpan] = {}

    def read(self) -> list[TitleSpan]:
        """Every title, in the order of the text; they do not overlap."""
        found: list[TitleSpan] = []
        last = 0
        for hit in titles.heads().find(self.ground.words):
            start, end = self.ground.span(hit.start, hit.end)
            said = self.ground.text[hit.start : hit.end]
            if start < last or not self._is_title(said, start, end):
                continue
            span = self._title(last, start, end, hit.value)
            self.at.update(dict.fromkeys(range(span.start, span.end), span))
            found.append(span)
            last = span.end
        return found

    def _is_title(self, said: str, start: int, end: int) -> bool:
        """Not where the word modifies another: "chief concern", "official talks"."""
        head = self.tokens[_actor(self.tokens, start, end)]
        body = self.bodies.get(start)
        if body is not None and body.end >= end and end - start == 1:
            return False
        if (
            start
            and self.tokens[start - 1].text in (".", "@")
            and not (self.tokens[start - 1].whitespace_)
        ):
            return False  # of an address: "state.gov"
        if self._forename(start, end) or self._cut_short(start, end) or self._surname(start, end):
            return False
        if fold(head.text) in words.listed("relations") and not self._related(start, end, head):
            return False
        if head.pos_ not in ("NOUN", "PROPN", "X") and not head.text[0].isupper():
            return False
        if (
            head.text.islower()
            and head.dep_ in ("amod", "compound")
            and (head.i < head.head.i < head.i + 4 and head.head.pos_ == "NOUN")
        ):
            return False
        if said in words.listed("weak-titles"):
            return head.pos_ in ("NOUN", "PROPN") and head.dep_ not in ("amod", "compound")
        if fold(said) in words.listed("proper-titles"):
            return head.pos_ == "PROPN" or (head.pos_ == "NOUN" and fold(said) != "charge")
        return True

    def _related(self, start: int, end: int, head: Token) -> bool:
        """Whether a word tells of somebody by whose he is: "Lavrov's deputy", not "deputy head"."""
        if head.dep_ in ("amod", "compound") and head.i < head.head.i:
            return False
        before = self.tokens[start - 1] if start else None
        after = self.tokens[end] if end < len(self.tokens) else None
        named = after is None or after.pos_ not in ("NOUN", "ADJ")
        return before is not None and before.tag_ in ("POS", "PRP$") and named

    def _surname(self, start: int, end: int) -> bool:
        """Whether a word goes on with somebody's name: "Julie Bishop"."""
        token, before = self.tokens[start], self.tokens[start - 1] if start else None
        if before is None or end - start > 1 or start - 1 in self.at:
            return False
        return token.ent_type_ == before.ent_type_ == "PERSON" and token.ent_iob_ == "I"

    def _cut_short(self, start: int, end: int) -> bool:
        """Whether a short title has no name after it, and is one itself: "met Hun Sen." """
        last = self.tokens[end - 1]
        dotted = last.text[-1] == "." and len(last.text) > 1
        after = self.tokens[end] if end < len(self.tokens) else None
        before = self.tokens[start - 1] if start else None
        alone = after is None or after.is_sent_start or not after.text[0].isupper()
        name = before is not None and before.text[0].isupper() and not before.is_sent_start
        return dotted and alone and name

    def _forename(self, start: int, end: int) -> bool:
        """Whether a word is part of an Arabic name: "bin Sultan", "Sultan Al Jaber"."""
        if end - start > 1 or end >= len(self.tokens):
            return False
        low, after = fold(self.tokens[start].text), self.tokens[end]
        if start and fold(self.tokens[start - 1].text) in ("bin", "ibn", "bint"):
            return True
        if low in ("sheikh", "sheik", "shah"):
            return after.text[0].isupper()
        return low in ("sultan", "amir", "emir") and fold(after.text) in ("al", "bin", "ibn")

    def _title(self, floor: int, start: int, end: int, row: titles.TitleRow) -> TitleSpan:
        """The whole title around a head phrase: ranks, portfolio, states, what it is for."""
        head = _actor(self.tokens, start, end)
        stateless = " ".join(t.text for t in self.tokens[start:end] if t.i not in self.nations)
        reach = _Reach(start, stateless)
        if row.takes == "yes":
            self._portfolio(reach, floor)
        while reach.left > floor and self._step(reach, floor, start, head):
            pass
        while reach.left < start and (
            self.tokens[reach.left].is_space or self.tokens[reach.left].lower_ in _JOINTS
        ):
            reach.left += 1
        if not reach.holders and reach.body is None:
            inside = (self.nations[i] for i in range(start, end) if i in self.nations)
            reach.holders.extend(n.sense.state.code for n in inside)
        token = self.tokens[head]
        plural = token.tag_ in ("NNS", "NNPS") or token.lower_.endswith("men")
        right, about = self._right(reach, end, row, plural)
        said = " ".join(reach.words)
        return TitleSpan(
            reach.left,
            right,
            head,
            titles.normalise(said) or titles.Title(row.title, row.role, row.sector),
            said,
            tuple(dict.fromkeys(reversed(reach.holders))),
            reach.body,
            reach.former,
            plural,
            about,
        )

    # --- to the left ----------------------------------------------------------------------

    def _portfolio(self, reach: _Reach, floor: int) -> None:
        """Take in what the office is charged with: "foreign" minister."""
        for size in (6, 5, 4, 3, 2, 1):
            low = reach.left - size
            if low < floor:
                continue
            said = self.ground.said(low, reach.left).rstrip(" -")
            closed = all(t.text not in (".", ";", ":") for t in self.tokens[low : reach.left])
            if closed and titles.portfolios().get(said) is not None and not self._housed(low):
                reach.words.insert(0, said)
                reach.left = low
                return

    def _housed(self, i: int) -> bool:
        """Whether a charge is that of the house named before it: "Ministry of Trade Director"."""
        if i < 2 or self.tokens[i - 1].lower_ not in ("of", "for"):
            return False
        house = nouns.find(self.tokens[i - 2].lower_)
        return house is not None and house.kind == "body" and self.tokens[i - 2].text[0].isupper()

    def _step(self, reach: _Reach, floor: int, start: int, head: int) -> bool:
        """Take in the word or name before the title so far; False where it is none of it."""
        left = reach.left
        token = self.tokens[left - 1]
        low = token.lower_.rstrip(".")
        before = left - 2 if left - 2 >= floor else None
        nation, body = self.nations.get(left - 1), self.bodies.get(left - 1)
        if self._opened(reach) and (nation or body or self._inside(left - 1, start, head)):
            return False  # "received in the Kremlin Hungarian Prime Minister ..."
        if body is not None and body.end == left and body.start >= floor:
            if reach.body is None and not reach.holders:
                reach.body = body.body.name
                reach.holders.extend(self._theirs(body))
            reach.left = body.start
        elif nation is not None and nation.end == left and nation.start >= floor:
            if "region" not in nation.sense.kinds:
                reach.holders.append(nation.sense.state.code)
            reach.left = nation.start
        elif low in titles.RANKS:
            reach.words.insert(0, low)
            reach.left -= 1
        elif low in _FORMER and not (low == "then" and self._sequel(left - 1)):
            reach.former = True
            reach.left -= 1
        elif low in _LEFT and token.pos_ in ("ADJ", "ADV", "NOUN", "VERB", "PROPN"):
            reach.left -= 1
        elif low == "-" and before is not None and self.tokens[before].lower_ in _PREFIXES:
            reach.former = reach.former or self.tokens[before].lower_ != "vice"
            reach.left -= 2
        elif token.text == ")" and (opened := self._bracket(left - 1, floor)) is not None:
            reach.left = opened
        elif token.tag_ == "POS" and (before in self.nations or before in self.bodies):
            reach.left -= 1
        elif (ministry := self._ministry(left, floor)) is not None:
            reach.left, code, name = ministry
            reach.holders.append(code)
            reach.body = reach.body or name
        elif low in ("and", ",", "/") and reach.holders and self._adjective(left - 2):
            reach.left -= 1
        elif self._inside(left - 1, start, head):
            reach.words.insert(0, token.text)
            reach.left -= 1
        elif low in _HOUSES and token.dep_ in ("compound", "nmod:desc", "amod"):
            reach.words.insert(0, low)
            reach.left -= 1
            self._portfolio(reach, floor)
        elif low in _PLAIN or self._hyphen(left - 1) or self._of_trade(left - 1, head):
            reach.left -= 1
        else:
            return False
        return True

    def _of_trade(self, i: int, head: int) -> bool:
        """Whether a word stands between an office and its state or owner and says what the office
        deals with: "Chilean copper officials", "Lee's diplomatic adviser"."""
        token = self.tokens[i]
        if not token.text.isalpha() or not token.is_lower or token.pos_ not in ("NOUN", "ADJ"):
            return False
        if token.dep_ not in ("compound", "amod") or not i < token.head.i <= head:
            return False
        if token.lower_ in _PRIVATE:
            return False
        nation = self.nations.get(i - 1)
        owned = i > 0 and self.tokens[i - 1].tag_ == "POS"
        known = owned or (nation is not None and nation.end == i)
        return known or (i > 0 and self._of_trade(i - 1, head))

    def _opened(self, reach: _Reach) -> bool:
        """Whether a title begins, as far as read, with the adjective of the state that it is of."""
        nation = self.nations.get(reach.left)
        return (
            nation is not None
            and nation.start == reach.left
            and "adjective" in nation.sense.kinds
            and "name" not in nation.sense.kinds
            and nation.sense.state.code in reach.holders
        )

    def _sequel(self, i: int) -> bool:
        """The "then" of "and then", which tells an order, not an office once held."""
        return i > 0 and self.tokens[i - 1].lower_ in ("and", ",", "but")

    def _hyphen(self, i: int) -> bool:
        """The hyphen of "U.S.-led", not the dash of "BONN - West German"."""
        token = self.tokens[i]
        if token.tag_ != "HYPH" or i - 1 not in self.nations:
            return False
        return not (self.tokens[i - 1].whitespace_ or token.whitespace_)

    def _ministry(self, end: int, floor: int) -> tuple[int, str, str] | None:
        """The national institution that ends at `end`: "Dutch Ministry of Foreign Affairs".

        Gives its start, its state and its name without the state.
        """
        i = end - 1
        house = False
        while i >= floor and end - i <= 8:
            token = self.tokens[i]
            nation = self.nations.get(i)
            if nation is not None and house:
                name = self.ground.said(nation.end, end).removeprefix("'s ").removeprefix("’s ")
                return nation.start, nation.sense.state.code, name
            if not (token.text[0].isupper() or token.lower_ in ("of", "and", "for", "'s", "’s")):
                return None
            entry = nouns.find(token.lower_)
            house = house or (entry is not None and entry.kind == "body")
            i -= 1
        return None

    def _bracket(self, close: int, floor: int) -> int | None:
        """Where a short name in brackets begins: "Republic of Korea (ROK) First Vice ...".

        None where the brackets hold something else than the name that stands before them.
        """
        opened = close - 2
        if opened <= floor or self.tokens[opened].text != "(" or opened - 1 in self.at:
            return None
        return opened if opened - 1 in self.nations or opened - 1 in self.bodies else None

    def _inside(self, i: int, start: int, head: int) -> bool:
        """Whether a word with a capital that the tables lack is part of the title after it."""
        token = self.tokens[i]
        if token.pos_ != "PROPN" or not token.text[0].isupper() or token.ent_type_ == "PERSON":
            return False
        if not self.tokens[start].text[0].isupper() or i in self.nations or i in self.bodies:
            return False
        return token.dep_ in ("compound", "amod", "nmod:desc") and i < token.head.i <= head

    def _adjective(self, i: int) -> bool:
        nation = self.nations.get(i)
        return nation is not None and "adjective" in nation.sense.kinds

    # --- to the right ---------------------------------------------------------------------

    def _right(
        self, reach: _Reach, end: int, row: titles.TitleRow, plural: bool
    ) -> tuple[int, tuple[str, ...]]:
        """Take in "of ...", "for ...", "to ..."; gives the end and the states it is about."""
        right, of = self.charges.end(end, row, plural)
        if right == end:
            return self._designate(right), ()
        post = next((i for i in range(end + 1, right) if self.tokens[i].lower_ == "to"), right)
        inner = [
            n.sense.state.code for i, n in self.nations.items() if end <= i < post and n.start == i
        ]
        sent = tuple(
            n.sense.state.code for i, n in self.nations.items() if post < i < right and n.start == i
        )
        for i, b in self.bodies.items():
            if end <= i < right and b.start == i and b.body.kind == "format":
                inner.extend(b.body.members)  # "of the E3"
        about = sent
        if of and not reach.holders and inner:
            reach.holders.extend(inner)
            until = min((i for i in range(end, right) if i in self.nations), default=end)
            while until > end and self.tokens[until - 1].lower_ in ("the", "of", "for"):
                until -= 1
            if until > end:  # "Minister of Foreign Affairs of the Republic of Chad"
                reach.words.append(self.ground.said(end, until))
            if post < right:  # "Ambassador of Chad to Niger"
                reach.words.append(self.ground.said(post, right))
        else:
            if self.tokens[end + 1].tag_ != "PRP$" and self.tokens[end].lower_ != "in":
                reach.words.append(self.ground.said(end, right))
            about = (*inner, *sent)
        if of and reach.body is None:
            inside = next((b for i, b in self.bodies.items() if end <= i < right), None)
            if inside is not None:
                reach.body = inside.body.name
                if not reach.holders:
                    reach.holders.extend(self._theirs(inside))
        return self._designate(right), about

    def _theirs(self, found: BodySpan) -> list[str]:
        """The state of a body; of a house that many states have, only where that is spoken of."""
        state = found.body.state
        if state is None:
            return []
        said = {nation.sense.state.code for nation in self.nations.values()}
        return [state] if found.body.kind not in HOUSES or state in said or not said else []

    def _designate(self, end: int) -> int:
        """The end of a title with its "-designate" or "-elect"."""
        i = end
        following = [t.lower_ for t in self.tokens[i : i + 4]]
        if following == ["-", "in", "-", "office"]:
            return i + 4
        if i < len(self.tokens) and self.tokens[i].tag_ == "HYPH":
            i += 1
        late = i < len(self.tokens) and self.tokens[i].lower_.strip("-") in ("designate", "elect")
        return i + 1 if late else end
