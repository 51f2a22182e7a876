"""What the tables and the shape of the words show, before anybody is identified.

`Scan` walks a parsed report once and lists states, organisations, titles of office and names
of persons as stretches of tokens. Who is whom is decided by `people` and `nations`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import bodies, nouns, states, titles, words
from verbale.knowledge.phrases import Words, bare, fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

    from verbale.knowledge.bodies import Body
    from verbale.knowledge.offices import Offices
    from verbale.knowledge.states import Sense

PARTICLES = words.listed("name-particles")
HONORIFICS = words.listed("honorifics")
#: Capitalised words that are never part of a person's name.
_NOT_NAMES = words.listed("not-names")
_NEVER = words.listed("never-names")
_FORMER = words.listed("former")
_LEFT = words.listed("before-titles")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\-‐.])*$")


def _actor(tokens: list[Token], start: int, end: int) -> int:
    """The word for the one who acts: "Secretary" in "Secretary of State"."""
    for i in range(start + 1, end):
        if tokens[i].lower_ in ("of", "for"):
            return i - 1
    return end - 1


class Nation(msgspec.Struct):
    """Words that name a state or a part of it, or those who are of it; tokens [start, end)."""

    start: int
    end: int
    sense: Sense


class Body_(msgspec.Struct):
    """Words that name an organisation of the table."""

    start: int
    end: int
    body: Body


class TitleSpan(msgspec.Struct):
    """Words for an office or for those who act.

    `core` is the stretch without states, articles and "former"; `head` the token of the word
    for the one who acts; `states` the states whose office it is; `body` the organisation.
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
    core: tuple[int, int] = (0, 0)
    about: tuple[str, ...] = ()


class NameSpan(msgspec.Struct):
    """Words that name a person, without title; `certain` where a title or the tables say so."""

    start: int
    end: int
    name: str
    certain: bool
    honorific: str | None = None
    ids: tuple[str, ...] = ()


class Scan:
    """Everything that one report's words show at sight."""

    def __init__(self, doc: Doc, offices: Offices) -> None:
        self.doc = doc
        self.offices = offices
        self.tokens = list(doc)
        self._at: dict[int, int] = {}
        for token in self.tokens:
            self._at.update(dict.fromkeys(range(token.idx, token.idx + len(token)), token.i))
        self.text = doc.text
        self.words = Words(self.text)
        self.nations: dict[int, Nation] = {}
        self.bodies: dict[int, Body_] = {}
        self.covered: dict[int, object] = {}
        for body_hit in bodies.names().find(self.words):
            start, end = self._tokens(body_hit.start, body_hit.end)
            if self._is_body(body_hit.value, start, end):
                found = Body_(start, end, body_hit.value)
                for i in range(start, end):
                    self.bodies[i] = found
        for hit in states.names().find(self.words):
            start, end = self._tokens(hit.start, hit.end)
            if not self._is_state(hit.value, start, end):
                continue
            nation = Nation(start, end, hit.value)
            for i in range(start, end):
                self.nations[i] = nation
        self._title_at: dict[int, TitleSpan] = {}
        self.titles = self._titles()
        self._title_at = {i: t for t in self.titles for i in range(t.start, t.end)}
        self.names = self._names()

    def _tokens(self, start: int, end: int) -> tuple[int, int]:
        return self._at[start], self._at[end - 1] + 1

    # --- states and organisations ---------------------------------------------------------

    def _is_body(self, body: Body, start: int, end: int) -> bool:
        token = self.tokens[start]
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
        if token.ent_type_ != "PERSON" or sense.kinds <= {"adjective", "people"}:
            return True
        before = self.tokens[start - 1] if start else None
        after = self.tokens[end] if end < len(self.tokens) else None
        named = before is not None and before.ent_type_ == "PERSON" and before.text[0].isupper()
        return not named and not (
            after is not None and after.ent_type_ == "PERSON" and after.ent_iob_ == "I"
        )

    # --- titles ---------------------------------------------------------------------------

    def _titles(self) -> list[TitleSpan]:
        found: list[TitleSpan] = []
        last = 0
        for hit in titles.heads().find(self.words):
            start, end = self._tokens(hit.start, hit.end)
            said = self.text[hit.start : hit.end]
            if start < last or not self._is_title(said, start, end, hit.value):
                continue
            span = self._title(max(last, 0), start, end, hit.value)
            found.append(span)
            last = span.end
        return found

    def _is_title(self, said: str, start: int, end: int, row: titles.TitleRow) -> bool:
        head = self.tokens[_actor(self.tokens, start, end)]
        if self.bodies.get(start) and self.bodies[start].end > end - 1 and end - start == 1:
            return False
        if head.pos_ not in ("NOUN", "PROPN", "X") and not head.text[0].isupper():
            return False
        if head.text.islower() and head.dep_ in ("amod", "compound") and (
            head.i < head.head.i < head.i + 4 and head.head.pos_ == "NOUN"
        ):
            return False
        if said in ("chief", "head", "general", "major", "secretary", "chair", "state secretary",
                    "commander", "captain", "father", "prince"):  # fmt: skip
            return head.pos_ in ("NOUN", "PROPN") and head.dep_ not in ("amod", "compound")
        if fold(said) in ("general", "major", "charge", "chief", "minister", "fellow", "mine"):
            return head.pos_ == "PROPN" or (head.pos_ == "NOUN" and fold(said) != "charge")
        return True

    def _title(self, floor: int, start: int, end: int, row: titles.TitleRow) -> TitleSpan:
        """The whole title around a head phrase: ranks, portfolio, states, what it is for."""
        tokens = self.tokens
        head = _actor(tokens, start, end)
        left = start
        said: list[str] = [self._stateless(start, end)]
        holders: list[str] = []
        body: str | None = None
        former = False
        if row.takes == "yes":
            for size in (6, 5, 4, 3, 2, 1):
                low = left - size
                if low < floor or low < 0:
                    continue
                words = self._text(low, left).rstrip(" -")
                if titles.portfolios().get(words) is not None and self._close(low, left):
                    said.insert(0, words)
                    left = low
                    break
        while left > floor:
            token = tokens[left - 1]
            low = token.lower_.rstrip(".")
            nation = self.nations.get(left - 1)
            known = self.bodies.get(left - 1)
            if known is not None and known.end == left and known.start >= floor:
                if body is None and not holders:
                    body = known.body.name
                    if known.body.state:
                        holders.append(known.body.state)
                left = known.start
            elif nation is not None and nation.end == left and nation.start >= floor:
                if "region" not in nation.sense.kinds:
                    holders.append(nation.sense.state.code)
                left = nation.start
            elif low in titles.RANKS and not (low == "state" and not said):
                said.insert(0, low)
                left -= 1
            elif low in _FORMER:
                former = True
                left -= 1
            elif low in _LEFT and token.pos_ in ("ADJ", "ADV", "NOUN", "VERB", "PROPN"):
                left -= 1
            elif low in ("-", "‐") and left - 2 >= floor and tokens[left - 2].lower_ in (
                "ex", "vice", "co", "then"
            ):
                former = former or tokens[left - 2].lower_ != "vice"
                left -= 2
            elif token.text == ")" and (opened := self._bracket(left - 1, floor)) is not None:
                left = opened
            elif token.tag_ == "POS" and left - 2 >= floor and (
                left - 2 in self.nations or left - 2 in self.bodies
            ):
                left -= 1
            elif (ministry := self._ministry(left, floor)) is not None:
                start_of, code, name = ministry
                holders.append(code)
                body = body or name
                left = start_of
            elif low in ("and", ",", "/") and holders and self.nations.get(left - 2) is not None:
                if not self._adjective(left - 2):
                    break
                left -= 1
            elif self._inside(left - 1, start, head):
                said.insert(0, token.text)
                left -= 1
            elif low in ("special", "highest", "top", "presidential") or token.tag_ == "HYPH":
                apart = tokens[left - 2].whitespace_ or token.whitespace_ if left > 1 else ""
                if token.tag_ == "HYPH" and (left - 2 not in self.nations or apart):
                    break
                left -= 1
            else:
                break
        while left < start and (
            tokens[left].is_space or tokens[left].lower_ in ("and", ",", "/", "-", "'s", "’s")
        ):
            left += 1
        if not holders and body is None:
            holders.extend(
                self.nations[i].sense.state.code for i in range(start, end) if i in self.nations
            )
        right, charge, of = self._complement(end, row)
        about: tuple[str, ...] = ()
        words = " ".join(said)
        if charge:
            words = f"{words} {self._text(end, right)}"
            inner = [
                n.sense.state.code
                for i, n in self.nations.items()
                if end <= i < right and n.start == i
            ]
            if of and not holders and inner:
                holders.extend(inner)
                words = " ".join(said)
            else:
                about = tuple(inner)
            if of and body is None:
                inside = next((b for i, b in self.bodies.items() if end <= i < right), None)
                if inside is not None:
                    body = inside.body.name
                    if inside.body.state and not holders:
                        holders.append(inside.body.state)
        title = titles.normalise(words) or titles.Title(row.title, row.role, row.sector)
        plural = tokens[head].tag_ in ("NNS", "NNPS") or tokens[head].lower_.endswith("men")
        right = self._designate(right)
        start_core = left
        return TitleSpan(
            left, right, head, title, words, tuple(dict.fromkeys(reversed(holders))), body,
            former, plural, (start_core, right), about,
        )  # fmt: skip

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
                name = self._text(nation.end, end).removeprefix("'s ").removeprefix("’s ")
                return nation.start, nation.sense.state.code, name
            if not (token.text[0].isupper() or token.lower_ in ("of", "and", "for", "'s", "’s")):
                return None
            entry = nouns.find(token.lower_)
            house = house or (entry is not None and entry.kind == "body")
            i -= 1
        return None

    def _stateless(self, start: int, end: int) -> str:
        """The words of a title phrase without a state's name in it."""
        return " ".join(t.text for t in self.tokens[start:end] if t.i not in self.nations)

    def _bracket(self, close: int, floor: int) -> int | None:
        """Where a short name in brackets begins: "Republic of Korea (ROK) First Vice ...".

        None where the brackets hold something else than the name that stands before them.
        """
        opened = close - 2
        if opened <= floor or self.tokens[opened].text != "(" or opened - 1 in self._title_at:
            return None
        if opened - 1 in self.nations or opened - 1 in self.bodies:
            return opened
        return None

    def _inside(self, i: int, start: int, head: int) -> bool:
        """Whether a word with a capital that the tables lack is part of the title after it."""
        token = self.tokens[i]
        if token.pos_ != "PROPN" or not token.text[0].isupper() or token.ent_type_ == "PERSON":
            return False
        if not self.tokens[start].text[0].isupper() or i in self.nations or i in self.bodies:
            return False
        return token.dep_ in ("compound", "amod", "nmod:desc") and i < token.head.i <= head

    def _designate(self, end: int) -> int:
        """The end of a title with its "-designate" or "-elect"."""
        tokens, i = self.tokens, end
        if i < len(tokens) and tokens[i].tag_ == "HYPH":
            i += 1
        late = ("designate", "elect", "in", "-designate", "-elect")
        if i < len(tokens) and tokens[i].lower_ in late[:2] + late[3:]:
            return i + 1
        return end

    def _adjective(self, i: int) -> bool:
        nation = self.nations.get(i)
        return nation is not None and "adjective" in nation.sense.kinds

    def _close(self, low: int, high: int) -> bool:
        return all(t.text not in (".", ";", ":", "\n\n") for t in self.tokens[low:high])

    def _text(self, low: int, high: int) -> str:
        if low >= high:
            return ""
        first, last = self.tokens[low], self.tokens[high - 1]
        return " ".join(self.text[first.idx : last.idx + len(last.text)].split())

    def _complement(self, end: int, row: titles.TitleRow) -> tuple[int, bool, bool]:
        """Where "of Foreign Affairs", "for East Asia", "to the United Nations" ends.

        Gives the end, whether there is one, and whether it is an "of".
        """
        tokens = self.tokens
        i, count = end, len(tokens)
        if i >= count or tokens[i].lower_ not in ("of", "for", "to", "on"):
            return end, False, False
        link = tokens[i].lower_
        if link == "to" and row.takes != "to":
            return end, False, False
        if link in ("for", "on") and row.takes == "no":
            return end, False, False
        vocabulary = titles.vocabulary()
        i += 1
        good = end
        while i < count and i - end < 24:
            token = tokens[i]
            nation, body = self.nations.get(i), self.bodies.get(i)
            low = fold(token.text)
            if body is not None and body.start == i:
                i = good = body.end
            elif nation is not None and nation.start == i:
                adjective = "name" not in nation.sense.kinds
                i = nation.end
                if not adjective or (i < count and tokens[i].text[0].isupper()):
                    good = i
            elif low in vocabulary and (token.text[0].isupper() or token.pos_ != "VERB"):
                i += 1
                good = i
            elif low in ("the", "and", "of", "for", ",", "&", "-", "his", "her"):
                if low == "," and not (i + 1 < count and fold(tokens[i + 1].text) in vocabulary):
                    break
                if low == "and" and not (
                    i + 1 < count
                    and (
                        fold(tokens[i + 1].text) in vocabulary
                        or (i + 1 in self.nations and row.takes == "to")
                    )
                ):
                    break
                i += 1
            elif self._in_complement(i, end, low):
                i += 1
                good = i
            elif low in ("kingdom", "republic", "state", "federation", "commonwealth", "office",
                         "central", "commission", "ministry", "department", "union",
                         "hashemite", "region"):  # fmt: skip
                i += 1
            else:
                break
        return good, good > end, link == "of"

    def _in_complement(self, i: int, end: int, low: str) -> bool:
        """Whether an unknown word with a capital is part of what an office is for."""
        token = self.tokens[i]
        if not token.text[0].isupper() or token.ent_type_ == "PERSON" or token.pos_ != "PROPN":
            return False
        if low in _NOT_NAMES or titles.heads().get(token.text) is not None:
            return False
        after = fold(self.tokens[i + 1].text) if i + 1 < len(self.tokens) else ""
        if after in titles.vocabulary() or after in ("of", "and"):
            return True
        return token.ent_type_ == "ORG" and i - 1 not in self.nations and i > end + 1

    # --- names ----------------------------------------------------------------------------

    def _namelike(self, i: int, strict: bool = False) -> bool:
        token = self.tokens[i]
        text = token.text
        if not text[0].isupper() or not _NAME.match(bare(text)):
            return False
        low = fold(text).rstrip(".")
        if low in _NEVER:
            return False
        if low in _NOT_NAMES and token.ent_type_ != "PERSON":
            return False
        if i in self._title_at:
            return False
        if token.ent_type_ == "PERSON":
            return True
        nation = self.nations.get(i)
        if nation is not None or i in self.bodies:
            return False
        return token.pos_ == "PROPN" or (not strict and token.ent_type_ != "ORG")

    def _run(self, i: int) -> int:
        """The end of the run of name words that starts at `i`; `i` itself if there is none."""
        count = len(self.tokens)
        end = j = i
        while j < count and j - i < 9:
            token = self.tokens[j]
            low = fold(token.text)
            if self._namelike(j):
                j += 1
                end = j
            elif end > i and low in PARTICLES and j + 1 < count and (
                self._namelike(j + 1) or fold(self.tokens[j + 1].text) in PARTICLES
            ):
                j += 1
            elif token.tag_ == "HYPH" and end == j and j > i and j + 1 < count and (
                self.tokens[j + 1].idx == token.idx + 1 and self.tokens[j + 1].text[0].isalpha()
            ):
                j += 2
                end = j
            else:
                break
        return end

    def _names(self) -> list[NameSpan]:
        spans: dict[int, NameSpan] = {}
        taken: set[int] = set()

        def take(start: int, end: int, certain: bool, ids: tuple[str, ...] = ()) -> None:
            honorific = None
            while start < end and fold(self.tokens[start].text).rstrip(".") in HONORIFICS:
                honorific = fold(self.tokens[start].text).rstrip(".")
                start += 1
            while end > start and self.tokens[end - 1].tag_ == "POS":
                end -= 1
            if start >= end or any(i in taken for i in range(start, end)):
                return
            if honorific is None and start and fold(self.tokens[start - 1].text).rstrip(".") in (
                "mr", "mrs", "ms", "miss", "dr", "sir", "mme"
            ):
                honorific = fold(self.tokens[start - 1].text).rstrip(".")
            name = self._text(start, end)
            taken.update(range(start, end))
            spans[start] = NameSpan(start, end, name, certain or bool(honorific), honorific, ids)

        for title in self.titles:
            i = title.end
            while i < len(self.tokens) and fold(self.tokens[i].text).rstrip(".") in HONORIFICS:
                i += 1
            if not title.plural:
                end = self._run(i)
                if end > i:
                    take(i, self._whole(i, end), True)
        for start, end, ids in self._known():
            if not any(i in taken for i in range(start, end)):
                take(start, max(end, self._run(start)), True, ids)
        for ent in self.doc.ents:
            if ent.label_ == "PERSON":
                for start, end in self._pieces(ent.start, ent.end):
                    take(start, self._whole(start, end), False)
        return [spans[start] for start in sorted(spans)]

    def _whole(self, start: int, end: int) -> int:
        """Not further than a line break, which parses leave inside names now and then."""
        for i in range(start, end):
            if "\n" in self.tokens[i].text:
                return i
        return end

    def _known(self) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        for hit in self.offices.names.find(self.words):
            start, end = self._tokens(hit.start, hit.end)
            if all(i not in self.bodies and i not in self._title_at for i in range(start, end)):
                yield start, end, hit.value

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a model's PERSON that can be a name."""
        i = start
        while i < end:
            if self._namelike(i) and i not in self.bodies:
                stop = max(min(self._run(i), max(end, i + 1)), i + 1)
                if not all(j in self.nations for j in range(i, stop)):
                    yield i, stop
                i = stop
            else:
                i += 1

    def title_before(self, name: NameSpan) -> TitleSpan | None:
        """The title that stands right before a name, an honorific or a comma between."""
        i = name.start - 1
        while i >= 0 and fold(self.tokens[i].text).rstrip(".") in HONORIFICS:
            i -= 1
        return self._title_at.get(i) if i >= 0 else None

    def title_at(self, token: Token) -> TitleSpan | None:
        """The title that the word belongs to."""
        return self._title_at.get(token.i)
