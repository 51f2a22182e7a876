"""What an office is for: "of Foreign Affairs", "for East Asia and the Pacific", "to Chad"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import titles, words
from verbale.knowledge.phrases import fold

if TYPE_CHECKING:
    from verbale.reading.parties.ground import Ground

_CHARGE = 16  # words of the longest charge that the tables lack
_HOUSES = frozenset({"ministry", "delegation", "mission", "embassy"})
_GOVERNING = frozenset({"government", "cabinet", "ministry", "presidency"})
_MEMBERS = frozenset({"nation", "member", "state", "country", "power", "party"})


class Charges:
    """Finds where the charges of one report's titles end."""

    def __init__(self, ground: Ground) -> None:
        self.tokens = ground.tokens
        self.nations = ground.nations
        self.bodies = ground.bodies

    def end(self, end: int, row: titles.TitleRow, plural: bool) -> tuple[int, bool]:
        """Where "of Foreign Affairs", "for East Asia", "to the United Nations" ends.

        Gives the end, `end` itself if there is none, and whether it is an "of".
        """
        tokens = self.tokens
        i, count = end, len(tokens)
        if i >= count or tokens[i].lower_ not in ("of", "for", "to", "on", "from", "in"):
            return end, False
        link = tokens[i].lower_
        if link == "from" and not (plural and (i + 1 in self.nations or i + 2 in self.nations)):
            return end, False
        if link == "to" and row.takes != "to":
            return end, False
        if link == "in":  # "ambassador in Moscow"
            nation = self.nations.get(i + 1) if row.takes == "to" else None
            return (nation.end if nation is not None else end), False
        if link in ("for", "on") and row.takes == "no":
            return end, False
        vocabulary = titles.vocabulary()
        i += 1
        good = end
        if i < count and tokens[i].tag_ == "PRP$" and link in ("of", "for"):
            return self._own_office(i), False
        while i < count and i - end < 24:
            token = tokens[i]
            nation, body = self.nations.get(i), self.bodies.get(i)
            low = fold(token.text)
            if body is not None and body.start == i:
                i = good = body.end
            elif nation is not None and nation.start == i:
                adjective = not nation.sense.kinds & {"name", "capital"}
                i = nation.end
                if not adjective or (i < count and tokens[i].text[0].isupper()):
                    good = i
            elif low in vocabulary and (token.text[0].isupper() or token.pos_ != "VERB"):
                i += 1
                good = i
            elif low in ("the", "and", "of", "for", ",", "&", "-", "his", "her"):
                if low in ("and", ",") and not self._goes_on(i + 1, low, row, plural):
                    break
                i += 1
            elif self._in_complement(i, end, low) or (low in _HOUSES and i > end + 1):
                i += 1
                good = i
            elif token.tag_ == "POS" and i + 1 < count and tokens[i + 1].lower_ in _GOVERNING:
                i += 2
                good = i
            elif low in words.listed("realms") or (
                low == "to" and row.takes == "to" and good == i > end
            ):
                i += 1
            elif self._counted(i):
                i += 3
            else:
                break
        if not plural and tokens[end - 1].text[0].isupper():
            good = max(good, self._up_to_name(end + 1))
        return good, link in ("of", "from")

    def _own_office(self, i: int) -> int:
        """Where the office of somebody ends that is told by whose it is: "head of his office"."""
        house = self.tokens[i].head
        between = all(t.head.i == house.i for t in self.tokens[i : house.i])
        return house.i + 1 if house.i > i and house.pos_ == "NOUN" and between else i - 1

    def _counted(self, i: int) -> bool:
        """Whether words tell of how many members a body is: "of the six-nation council"."""
        said = [t.lower_ for t in self.tokens[i : i + 3]]
        return len(said) == 3 and self.tokens[i].like_num and said[1] == "-" and said[2] in _MEMBERS

    def _up_to_name(self, first: int) -> int:
        """Where the words of an office that no table has end, if its holder's name comes next:
        "Minister for Lands and Survey Dr. Ann Lee"; 0 where it does not."""
        for i in range(first, min(first + _CHARGE, len(self.tokens))):
            token = self.tokens[i]
            before = self.tokens[i - 1].lower_
            alone = i + 1 < len(self.tokens) and self.tokens[i + 1].text == ","
            if token.ent_type_ == "PERSON" and not (alone and before in ("and", "of", "for")):
                last = self.tokens[i - 1]
                while last.i > first and (
                    last.text == "," or last.lower_.rstrip(".") in words.listed("honorifics")
                ):
                    last = self.tokens[last.i - 1]
                return last.i + 1 if i > first and last.text[0].isupper() else 0
            small = token.lower_ in ("the", "and", "of", "for", ",", "&", "-", "’s", "'s")
            if not small and (
                not token.text[0].isupper()
                or token.pos_ == "VERB"
                or token.is_sent_start
                or titles.heads().get(token.text) is not None
            ):
                return 0
        return 0

    def _goes_on(self, i: int, joint: str, row: titles.TitleRow, plural: bool) -> bool:
        """Whether what an office is for goes on after an "and" or a comma."""
        if i >= len(self.tokens):
            return False
        if joint == "," and plural and self.tokens[i].lower_ == "and" and i + 1 < len(self.tokens):
            i += 1
        vocabulary = titles.vocabulary()
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if fold(self.tokens[i].text) in vocabulary:
            return True
        capital = self.tokens[i].text[0].isupper()
        if capital and after is not None and fold(after.text) in vocabulary:
            return True
        if joint == "and" and i + 1 < len(self.tokens) and self.tokens[i].lower_ == "the":
            i += 1
        return i in self.nations and (plural or (joint == "and" and row.takes == "to"))

    def _in_complement(self, i: int, end: int, low: str) -> bool:
        """Whether an unknown word with a capital is part of what an office is for."""
        token = self.tokens[i]
        if not token.text[0].isupper() or token.ent_type_ == "PERSON" or token.pos_ != "PROPN":
            return False
        if low in words.listed("not-names") or titles.heads().get(token.text) is not None:
            return False
        after = fold(self.tokens[i + 1].text) if i + 1 < len(self.tokens) else ""
        if after in titles.vocabulary() or after in ("of", "and"):
            return True
        return token.ent_type_ == "ORG" and i - 1 not in self.nations and i > end + 1
