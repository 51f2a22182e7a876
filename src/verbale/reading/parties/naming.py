"""Names of persons in a report, where the model, a title or the tables show them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verbale.knowledge import gazetteer, nouns, words
from verbale.knowledge.phrases import bare, fold
from verbale.reading.parties.ground import NameSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Token

    from verbale.knowledge.offices import Offices
    from verbale.reading.parties.ground import Ground, TitleSpan

PARTICLES = words.listed("name-particles")
_HONORIFICS = words.listed("honorifics")
#: Honorifics in letters, by their capitals: "HE" is no "he", "He" a family name.
_LETTERS = frozenset({"HE", "H.E.", "HH", "H.H.", "HRH", "H.R.H.", "HM", "H.M.", "HIM", "Amb."})
#: Capitalised words that are never part of a person's name, and those that hardly ever are.
_NEVER = words.listed("never-names")
_NOT_NAMES = words.listed("not-names")
_STATIONS = words.listed("stations")
#: What is named after persons: "Benjamin Franklin Room".
_EPONYMS = words.listed("eponyms")
_MONTHS = frozenset({"May"})
_ARGUMENTS = frozenset(
    {"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent", "conj", "nmod", "nmod:poss"}
)
#: What stands before Burmese names and is left out of tables.
_BURMESE = frozenset({"U", "Daw", "Thura"})
_SETTLEMENTS = frozenset({"village", "town", "city", "province", "district", "region", "island"})
_SHIPS = words.listed("ships")
_HYPHENS = frozenset({"-", "–", "‐", "‑", "/"})
#: Meetings that are named after the two who meet.
_OF_TWO = frozenset({"summit", "meeting", "talk", "talks", "encounter", "phone", "call"})
_NUMBERS = frozenset({"one", "two", "three", "four", "five"})
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['’\-‐.])*$")


def style(token: Token) -> str | None:
    """The honorific that a word is, folded: "Dr.", "H.E.", "HRH"; None where it is none."""
    low = fold(token.text).rstrip(".")
    if low in _HONORIFICS:
        return low
    following = token.doc[token.i + 1 : token.i + 2]
    if low in ("tan", "sri"):  # "Tan Sri", "Dato' Sri"
        before = fold(token.doc[token.i - 1].text).rstrip("'’") if token.i else ""
        malay = before in ("tan", "dato", "datuk") if low == "sri" else (
            bool(following) and following[0].text == "Sri")  # fmt: skip
        return low if malay else None
    lettered = token.text in _LETTERS and (not following or not following[0].text.isupper())
    return low if lettered or (token.text in _LETTERS and "." in token.text) else None


def _acts(token: Token) -> bool:
    """Whether the name of a month is somebody's: "May met Trump", not "in May", "may meet"."""
    if token.tag_ == "MD":
        return token.head.tag_ in ("VBD", "VBZ")
    numbered = any(c.pos_ == "NUM" for c in token.children) or token.nbor(-1).pos_ == "NUM" if (
        token.i) else False  # fmt: skip
    return token.pos_ == "PROPN" and token.dep_ in ("nsubj", "obj", "nmod:poss") and not numbered


def shouted(tokens: list[Token]) -> frozenset[int]:
    """The words of headlines in capitals, above a text that is not: "CHINA WARNS REAGAN"."""
    lines: list[list[Token]] = [[]]
    for token in tokens:
        if "\n" in token.text:
            lines.append([])
        elif token.is_alpha and len(token.text) > 1:
            lines[-1].append(token)
    loud = [line for line in lines if len(line) > 2 and all(t.text.isupper() for t in line)]
    found = frozenset(token.i for line in loud for token in line)
    return found if 2 * len(found) < sum(map(len, lines)) else frozenset()


class NameReader:
    """Reads the names of one report."""

    def __init__(
        self, ground: Ground, titles: list[TitleSpan], at: dict[int, TitleSpan], offices: Offices
    ) -> None:
        self.ground = ground
        self.tokens = ground.tokens
        self.nations = ground.nations
        self.bodies = ground.bodies
        self.titles = titles
        self.title_at = at
        self.offices = offices
        self._after_titles = {title.end for title in titles}
        self._shouted = shouted(ground.tokens)
        self._heard = self._in_the_body()

    def _in_the_body(self) -> frozenset[str]:
        """Words that are names below a headline in capitals: never small there."""
        body = [t for t in self.tokens if t.i not in self._shouted] if self._shouted else []
        small = {t.lower_ for t in body if t.text[0].islower()}
        return frozenset(
            fold(t.text)
            for t in body
            if t.text[0].isupper() and (t.ent_type_ == "PERSON" or t.pos_ == "PROPN")
            and t.lower_ not in small
        )  # fmt: skip

    def _namelike(self, i: int, strict: bool = False) -> bool:
        token = self.tokens[i]
        text = token.text
        if not text[0].isupper() or not _NAME.match(bare(text)):
            return False
        low = fold(text).rstrip(".")
        if low in _NEVER or not bare(text[0]).isascii():
            return False
        if low in _NOT_NAMES and token.ent_type_ != "PERSON":
            return False
        if i and self.tokens[i - 1].lower_ in _STATIONS and self.tokens[i - 1].is_title:
            return False  # "Radio Luanda"
        if i in self.title_at or token.text in _LETTERS:
            return False
        if i in self._shouted and len(text) > 1 and low not in self._heard:
            return False
        if token.ent_type_ == "PERSON":
            return True
        nation = self.nations.get(i)
        if nation is not None or i in self.bodies:
            return False
        return token.pos_ == "PROPN" or (not strict and token.ent_type_ != "ORG")

    def _hyphened(self, i: int) -> bool:
        """The particle of "Adel al-Jubeir"."""
        if i + 2 >= len(self.tokens) or self.tokens[i + 1].text not in ("-", "‐"):
            return False
        return self.tokens[i + 2].text[0].isupper()

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
            elif (
                end > i
                and low in PARTICLES
                and j + 1 < count
                and (self._namelike(j + 1) or fold(self.tokens[j + 1].text) in PARTICLES)
            ):
                j += 1
            elif end > i and low in PARTICLES and self._hyphened(j):
                j += 3
                end = j
            elif (
                token.tag_ == "HYPH"
                and not self._coupled(self.tokens[j - 1])
                and end == j
                and j > i
                and j + 1 < count
                and (
                    self.tokens[j + 1].idx == token.idx + 1 and self.tokens[j + 1].text[0].isalpha()
                )
            ):
                j += 2
                end = j
            else:
                break
        return end

    def read(self) -> list[NameSpan]:
        spans: dict[int, NameSpan] = {}
        taken: set[int] = set()

        def take(start: int, end: int, certain: bool, ids: tuple[str, ...] = ()) -> None:
            honorific = None
            while start < end and (said := style(self.tokens[start])):
                honorific = said
                start += 1
            while end > start and self.tokens[end - 1].tag_ == "POS":
                end -= 1
            while end - start > 1 and self._initials(start, end):
                start += 1
            if start >= end or any(i in taken for i in range(start, end)):
                return
            if not self._personal(start, end, certain or honorific is not None):
                return
            if (
                honorific is None
                and start
                and fold(self.tokens[start - 1].text).rstrip(".")
                in ("mr", "mrs", "ms", "miss", "dr", "sir", "mme")
            ):
                honorific = fold(self.tokens[start - 1].text).rstrip(".")
            own = start
            while end - own > 2 and self.tokens[own].text in _BURMESE:
                own += 1
            name = self.ground.said(own, end)
            taken.update(range(start, end))
            spans[start] = NameSpan(start, end, name, certain or bool(honorific), honorific, ids)

        for title in self.titles:
            i = title.end
            while i < len(self.tokens) and style(self.tokens[i]):
                i += 1
            inserted = None if title.plural else self._inserted(title.start, i)
            if inserted is not None:
                begin, end, name = inserted
                take(begin, end, True)
                if begin in spans:
                    spans[begin].name = name
            elif not title.plural:
                end = self._run(i)
                if end > i:
                    take(i, self._whole(i, end), True)
        for start, end, ids in self._known():
            if not any(i in taken for i in range(start, end)):
                take(start, max(end, self._run(start)), True, ids)
        for ent in self.ground.doc.ents:
            if ent.label_ == "PERSON":
                for start, end in self._pieces(ent.start, ent.end):
                    take(start, self._whole(start, end), False)
        for start, end in self._misplaced(list(spans.values())):
            take(start, end, False)
        for i in self._unmarked():
            if i not in taken:
                take(i, i + 1, False)
                if i in spans:
                    spans[i].guess = True
        return [spans[start] for start in sorted(spans)]

    def _inserted(self, start: int, i: int) -> tuple[int, int, str] | None:
        """A name behind a title of which a part was put in by an editor: "Minister (Ann) Lee",
        "(President Ann) Lee". Gives its start, its end and the name without brackets."""
        count = len(self.tokens)
        opened = i < count and self.tokens[i].text == "("
        first = i + opened
        close = self._run(first) if first < count else first
        before = start > 0 and self.tokens[start - 1].text == "("
        if close == first or close >= count or self.tokens[close].text != ")":
            return None
        end = self._run(close + 1)
        if not (opened or before) or end == close + 1:
            return None
        return i, end, f"{self.ground.said(first, close)} {self.ground.said(close + 1, end)}"

    def _initials(self, start: int, end: int) -> bool:
        """Whether a name begins with the letters of somebody's office: "INR Brett Holmgren"."""
        first = self.tokens[start].text
        return (
            len(first) > 2
            and first.isalpha()
            and first.isupper()
            and any(not self.tokens[i].text.isupper() for i in range(start + 1, end))
        )

    def _personal(self, start: int, end: int, certain: bool) -> bool:
        """Not what is named after somebody, a place of the table, letters, or a plain noun."""
        last = self.tokens[end - 1]
        after = self.tokens[end] if end < len(self.tokens) else None
        if after is not None and after.text[0].isupper() and fold(after.text) in _EPONYMS:
            return False
        before = [t.lower_ for t in self.tokens[max(start - 3, 0) : start] if not t.is_space]
        if before[-1:] == ["of"] and before[-2:-1] and before[-2] in _SETTLEMENTS:
            return False
        if before[-1:] == [":"] or before[-1:] == ["“"]:
            before = before[:-1]
        if before and (before[-1] in _SHIPS or (before[-1] == "name" and before[0] in _SHIPS)):
            return False
        if end - start > 1:
            if fold(last.text) in _EPONYMS:
                return False
            said = self.ground.said(start, end)
            town = not certain and before[-1:] == ["in"] and gazetteer.towns(said)
            return not town and gazetteer.named().get(said) is None
        low = fold(last.text)
        if low in _EPONYMS or low in _NUMBERS:
            return False
        if last.text.isupper() and len(last.text) > 1 and not certain:
            return (after is not None and after.text == ":") or last.i in self._shouted
        if start and certain and fold(self.tokens[start - 1].text) in ("sheikh", "sheik"):
            return gazetteer.named().get(self.ground.said(start - 1, end)) is None
        common = nouns.find(last.lemma_.lower(), low) is not None
        return not common or (last.ent_type_ == "PERSON" and start not in self._after_titles)

    def _misplaced(self, names: list[NameSpan]) -> Iterator[tuple[int, int]]:
        """Single names that the model takes for something else: the first or last word of a name
        that the report gives in full ("Qin" beside "Qin Gang")."""
        full = [n.name.split() for n in names if " " in n.name]
        parts = {words[i] for words in full for i in (0, -1)}
        last = {
            fold(n.name.split()[-1])
            for n in names
            if not n.name.isupper() and (n.certain or " " in n.name)
        }
        for i in sorted(self._shouted):
            if fold(self.tokens[i].text) in last and i not in self.nations:
                yield i, i + 1
        for ent in self.ground.doc.ents:
            alone = ent.label_ != "PERSON" and len(ent) == 1 and ent.text in parts
            if alone and ent.start not in self.nations and ent.start not in self.bodies:
                yield ent.start, ent.end

    def _unmarked(self) -> Iterator[int]:
        """Single words that the model takes for no name: family names of those in the tables."""
        for token in self.tokens:
            if self._coupled(token):
                yield token.i
                continue
            if token.ent_type_ and not self._astray(token):
                continue
            if token.i in self.nations or token.i in self.bodies:
                continue
            if token.i in self.title_at or not token.text[0].isupper():
                continue
            if token.text in _MONTHS:
                if _acts(token):
                    yield token.i
            elif (
                token.pos_ == "PROPN"
                and len(token.text) > 4
                and token.dep_ in _ARGUMENTS
                and self.offices.by_word(token.text)
            ):
                yield token.i

    def _astray(self, token: Token) -> bool:
        """Whether a word that the model has in a place is in none that is known."""
        first = last = token.i
        while first and self.tokens[first].ent_iob_ == "I":
            first -= 1
        while last + 1 < len(self.tokens) and self.tokens[last + 1].ent_iob_ == "I":
            last += 1
        names = (token.text, self.ground.said(first, last + 1))
        return token.ent_type_ == "LOC" and not any(map(gazetteer.towns, names))

    def _coupled(self, token: Token) -> bool:
        """Whether a word is one of the two of a meeting: "the Moon-Kim summit"."""
        if not token.text[:1].isupper() or token.i in self.nations:
            return False
        for other, last in ((token.i + 2, token.i + 2), (token.i - 2, token.i)):
            hyphen = (other + token.i) // 2
            if not 0 <= other < len(self.tokens) or last + 1 >= len(self.tokens):
                continue
            joined = self.tokens[hyphen].text in _HYPHENS and not self.tokens[hyphen].whitespace_
            meeting = self.tokens[last + 1].lemma_.lower() in _OF_TWO
            if joined and meeting and self.tokens[other].text[0].isupper():
                words = (token.text, self.tokens[other].text)
                return all(self.offices.by_word(word) for word in words)
        return False

    def _whole(self, start: int, end: int) -> int:
        """Not further than a line break, which parses leave inside names now and then."""
        for i in range(start, end):
            if "\n" in self.tokens[i].text:
                return i
        return end

    def _known(self) -> Iterator[tuple[int, int, tuple[str, ...]]]:
        for hit in self.offices.names.find(self.ground.words):
            start, end = self.ground.span(hit.start, hit.end)
            if all(i not in self.bodies and i not in self.title_at for i in range(start, end)):
                yield start, end, hit.value

    def _pieces(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """The parts of a model's PERSON that can be a name."""
        i = start
        while i < end:
            if self._namelike(i) and i not in self.bodies:
                stop = max(min(self._run(i), max(end, i + 1)), i + 1)
                common = all(fold(self.tokens[j].text) in _NOT_NAMES for j in range(i, stop))
                if not common and not all(j in self.nations for j in range(i, stop)):
                    yield i, stop
                i = stop
            else:
                i += 1
