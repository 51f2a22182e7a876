"""Which entries of the lexicon fit a word, and who can be a party to an act."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.knowledge import words
from verbale.reading.acts.paths import follow
from verbale.reading.acts.tree import cases, conjuncts

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.knowledge.acts import Condition, Entry, Lexicon
    from verbale.reading.lookup import Lookup

_KINDS = {"VERB": "v", "AUX": "v", "NOUN": "n", "PROPN": "n", "ADJ": "a", "ADV": "a"}
_PARTY_ENTITIES = frozenset(["PERSON", "PER", "ORG", "LOC", "GPE", "NORP", "GPE_LOC"])
_PERSONS = frozenset(["PERSON", "PER"])
#: What bears a name and does nothing on purpose: "Cyclone Ann".
_STORMS = frozenset(["cyclone", "hurricane", "typhoon", "storm", "earthquake", "tornado"])
_BARE = frozenset(["nmod", "appos"])
_TIME = words.listed("weekdays") | words.listed("months")


class Matcher:
    """The lexicon put to the words of one document."""

    def __init__(self, lexicon: Lexicon, lookup: Lookup) -> None:
        self.lexicon = lexicon
        self.lookup = lookup
        self._people = lexicon.classes["people"]
        self._papers = lexicon.classes["proposal"] | lexicon.classes["accord"]
        self._reached: dict[tuple[int, tuple[str, ...], bool], list[Token]] = {}

    def words(self, name: str) -> frozenset[str]:
        """A class of words of the lexicon."""
        return self.lexicon.classes[name]

    def party(self, token: Token) -> bool:
        """Whether a word is the head of somebody who can act or be acted on."""
        if any(t.lemma_.lower() in _STORMS for t in (token, *token.lefts)):
            return False
        if self.lookup.mention(token) is not None:
            return True
        if token.lower_ in _TIME:
            return False
        if token.ent_type_ in _PARTY_ENTITIES:
            return True
        if token.lower_ == "it":
            return token.dep_ == "nsubj"
        if token.pos_ == "PRON":
            return token.lower_ in self._people or token.lemma_ in self._people
        if token.pos_ == "PROPN":
            return token.text[:1].isupper()
        names = forms(token)
        if names & self._people or token.lemma_.rpartition("-")[2] in self._people:
            return token.pos_ in {"NOUN", "ADJ"}
        if token.lower_ in {"two", "pair"} and any(c.lower_ == "the" for c in token.children):
            return True
        if token.pos_ == "NUM" or token.lower_ in {"some", "many", "several"}:
            return any(self.party(c) for c in token.children if c.dep_ == "nmod")
        if token.pos_ == "NOUN" and any(
            c.dep_ in {"appos", "flat"} and c.ent_type_ in _PERSONS for c in token.children
        ):
            return True  # "the blogger Ann Lee"
        if token.pos_ in {"NOUN", "ADJ"} and not names & self._papers:
            return any(
                child.dep_ in {"compound", "nmod:poss"}
                and child.ent_type_ in _PARTY_ENTITIES
                and child.ent_type_ not in {"LOC", "GPE", "GPE_LOC", "NORP"}
                and token.pos_ == "NOUN"
                and child.dep_ == "compound"
                for child in token.children
            )
        return False

    def adjectival_party(self, token: Token) -> bool:
        """Whether a modifier names a party ("Ghanaian talks", "U.S. visit", "the Lee-Kim summit"),
        not a place or topic ("Geneva talks", "trade talks")."""
        mention = self.lookup.mention(token)
        if mention is not None:
            kind = self.lookup.cast.referents[mention.referent].kind
            return (kind == "state" and mention.form != "seat") or (
                kind == "person" and mention.form == "name"
            )
        return token.ent_type_ == "NORP" or (token.pos_ == "PROPN" and token.text.isupper())

    def theirs(self, token: Token, depth: int = 2) -> bool:
        """Whether a word is somebody or something of somebody: "the plans of Ghana"."""
        if self.party(token):
            return True
        if depth == 0:
            return False
        # "abuses human rights by Chad": a scraped page has lost the "of"
        bare = [c for c in token.rights if c.dep_ in _BARE and c.pos_ == "NOUN" and not cases(c)]
        return any(
            self.theirs(end, depth - 1)
            for path in (("poss",), ("mod",), ("+of",), ("+by",), ("+in",), ("+from",))
            for end in follow(token, path, strict=True) + bare
        )

    def entries(self, token: Token) -> list[Entry]:
        """Entries that the word's lemma may fire, most conditions first."""
        found: list[Entry] = []
        if known := forms(token) & self.lexicon.lemmas:
            for kind in self._kinds(token):
                for lemma in sorted(known):
                    found.extend(self.lexicon.entries.get(f"{lemma}/{kind}", ()))
        return sorted(found, key=lambda e: e.rank)

    def _kinds(self, token: Token) -> list[str]:
        kind = _KINDS.get(token.pos_)
        if kind is None:
            return []
        if kind == "v" and token.dep_ in {"aux", "aux:pass", "amod", "case"}:
            return ["a"] if token.dep_ == "amod" and token.tag_ == "VBG" else []
        if token.pos_ == "ADJ" and token.tag_ in {"VBN", "VBG"}:
            return ["v", "a"]
        return [kind]

    def failed(self, token: Token, entry: Entry) -> Condition | None:
        """The first condition of an entry that does not hold at a word, or None: it fits."""
        for condition in entry.conditions:
            if self._holds(token, condition) != condition.wanted:
                return condition
        return None

    def _holds(self, token: Token, condition: Condition) -> bool:
        for path in condition.paths:
            reached = self._heads(token, path, not condition.wanted)
            if condition.values is None:
                if reached:
                    return True
                continue
            parts = [
                part
                for end in reached
                if end.lemma_.lower() in self.words("partitive")
                for part in follow(end, ("+of",), strict=True)
            ]
            for end in (*reached, *parts):
                if condition.values & forms(end):
                    return True
                if condition.party and self.party(end):
                    return True
                if condition.theirs and self.theirs(end):
                    return True
        return False

    def _heads(self, token: Token, path: tuple[str, ...], strict: bool) -> list[Token]:
        """Where a path leads from a word, and what is joined to it; entry after entry asks."""
        asked = (token.i, path, strict)
        if asked not in self._reached:
            ends = follow(token, path, strict)
            if path[-1] not in {"first", "comp", "support"}:
                ends = [head for end in ends for head in conjuncts(end)]
            self._reached[asked] = ends
        return self._reached[asked]


def forms(token: Token) -> set[str]:
    """What a word is looked up by: its lemma, itself, and its singular where the lemma has none."""
    lemma = token.lemma_.lower()
    found = {lemma, token.lower_}
    if token.tag_ in {"NNS", "NNPS"} or token.pos_ == "NOUN":
        found.add(lemma.removesuffix("s"))
        if token.i > 1 and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
            found.add(f"{token.nbor(-2).lower_}-{lemma}")  # "a cease-fire" in three words
    return found
