"""Whom the words that name a speaker stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import speech, words
from verbale.reading.statements.names import OWN, phrase

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.reading.lookup import Lookup
    from verbale.records import Mention, Quote, Referent

_APART = frozenset({"conj", "appos", "nsubj", "nsubj:pass", "obj", "obl", "nmod", "nmod:poss"})
_SINGULAR = {"he": "m", "she": "f", "him": "m", "her": "f", "his": "m", "hers": "f"}
#: Words back to the last speaker within which a pronoun may mean them.
NEAR = 80
#: PLOVER's sector of the media.
MEDIA = "JRN"


class Speakers:
    """Who the speakers of one document are: by the cast where there is one, else by rule."""

    def __init__(self, doc: Doc, lookup: Lookup | None, home: str | None = None) -> None:
        """`home`: code of the state from which the report was sent."""
        self.doc = doc
        self._home = home
        self.text = doc.text
        self.lookup = lookup
        self._texts: dict[str, Token] = {}
        self._spoken_for: dict[int | None, int] = {}
        self._people = [
            t
            for t in doc
            if t.ent_type_ == "PERSON" and (t.head.ent_type_ != "PERSON" or t.dep_ in _APART)
        ]

    # --- kinds of speakers -------------------------------------------------------------------

    def media(self, head: Token) -> bool:
        """Whether the words name an agency, paper or broadcaster."""
        referent = self.referent(head)
        if referent is not None and referent.kind != "state":
            return (referent.sector or "").startswith(MEDIA)
        carriers = speech.lexicon().carriers
        if head.lemma_.lower() in carriers:
            return True  # "Radio Luanda", whatever kind of name it is taken for
        near = [k for k in head.children if k.dep_ in OWN]
        return head.ent_type_ != "PERSON" and any(t.lemma_.lower() in carriers for t in near)

    def relays(self, head: Token) -> bool:
        """Whether what they say somebody said is no statement of their own but a relay."""
        if self.media(head) or self.spokesperson(head) is not None:
            return True
        referent = self.referent(head)
        if referent is not None:
            return referent.kind == "organization"
        lemma = head.lemma_.lower()
        return head.ent_type_ == "ORG" or lemma in _BODIES or lemma in speech.lexicon().occasions

    def spokesperson(self, head: Token) -> Token | None:
        """The word for a spokesperson in a speaker's name or apposition."""
        words = speech.lexicon().spokespeople
        for token in [head, *(k for k in head.children if k.dep_ in _TITLES)]:
            if token.lemma_.lower() in words:
                return token
        return None

    def called(self, words: str) -> int | None:
        """The one person of the cast whom words without a parse name: "SECRETARY HALE"."""
        if self.lookup is None or not words:
            return None
        last = [w.strip(".,").lower() for w in words.split()][-1:]
        if last[0] in speech.lexicon().address | _NUMBERS:
            return None
        bearers = [
            r.index
            for r in self.lookup.cast.referents
            if r.kind == "person" and (r.name or "").lower().split()[-1:] == last
        ]
        return bearers[0] if len(bearers) == 1 else None

    # --- referents -----------------------------------------------------------------------------

    def referent(self, head: Token) -> Referent | None:
        """Who the words headed by `head` stand for, by the cast."""
        mention = self.mention(head)
        return self.lookup.cast.referents[mention.referent] if mention and self.lookup else None

    def mention(self, head: Token) -> Mention | None:
        """The cast's mention of a speaker: headed by the word, or the widest one in its name."""
        if self.lookup is None:
            return None
        found = self.lookup.mention(head)
        if found is not None and found.form != "state":
            return self._apposed(head, found) or found
        start, end = phrase(head)
        if found is not None:
            # "Belgian Willy de Clercq": the person, not the state.
            named = [m for m in self.lookup.within(found.end, end) if m.form == "name"]
            people = [m for m in named if self.lookup.cast.referents[m.referent].kind == "person"]
            return people[0] if people and people[0].start <= found.end + 1 else found
        within = [
            m
            for m in self.lookup.within(start, end)
            if m.form != "state" or m.head.start <= head.idx < m.head.end
        ]
        named = [m for m in within if m.start <= head.idx < m.end] or [
            m for m in within if m.form == "name" and m.start > head.idx and m.end == end
        ]
        if named:
            return max(named, key=lambda m: m.end - m.start)
        if head.pos_ == "PROPN":
            # A surname that the cast missed here but knows from elsewhere.
            bearers = {
                m.referent: m
                for m in self.lookup.cast.mentions
                if m.form == "name"
                and (self.lookup.cast.referents[m.referent].name or "").endswith(" " + head.text)
            }
            if len(bearers) == 1:
                return next(iter(bearers.values()))
        if head.pos_ == "PRON" and (antecedent := self.antecedent(head)) is not None:
            return self.lookup.mention(antecedent)
        return None

    def _apposed(self, head: Token, found: Mention) -> Mention | None:
        """The name behind the comma of one who is told by office: "the mayor, Ana Lopez,"."""
        if self.lookup is None or self.lookup.cast.referents[found.referent].name is not None:
            return None
        for kid in head.children:
            if kid.dep_ == "appos" and kid.ent_type_ == "PERSON":
                mention = self.lookup.mention(kid)
                return mention if mention is not None and mention.form == "name" else None
        return None

    def resolve(self, head: Token, previous: tuple[Token, int] | None) -> int | None:
        """The referent of a speaker, given the speaker of the statement before and its referent.

        Who spoke last goes on speaking: a pronoun is theirs if it fits and if the one whom
        the cast has in mind was named before they were; "the statement" is whose it was.
        """
        mention = self.mention(head)
        if self.lookup is None:
            return None
        if previous is None:
            return mention.referent if mention is not None else self._author(head)
        spoke, last = previous
        if mention is None:
            author = self._author(head)
            if author is not None or head.lower_ not in {"they", "it"}:
                return author
            body = self.lookup.cast.referents[last].kind != "person"
            return last if body and head.i - spoke.i < NEAR else None
        if self._same_again(head, mention.referent, last):
            return last
        if head.lower_ not in {"he", "she"} or mention.referent == last:
            return mention.referent
        referent = self.lookup.cast.referents[last]
        fits = referent.kind == "person" and referent.gender in {None, _SINGULAR[head.lower_]}
        if not fits or head.i - spoke.i > NEAR:
            return mention.referent
        named = [
            m.head.start
            for m in self.lookup.cast.mentions
            if m.referent == mention.referent and m.form != "pronoun" and m.start < head.idx
        ]
        return last if not named or named[-1] < spoke.idx else mention.referent

    def same_again(self, pronoun: Token, spoke: Token | None) -> Token | None:
        """The speakers with whom "they" or "it" goes on speaking, or None.

        `spoke` is the last speaker that was named or described. Others whom the cast has in mind
        for "they" speak themselves; those only spoken of in between are not meant. Nor is a
        state that "it" might be: "The company reported ... to the United States. It said ...".
        """
        if spoke is None or not 0 < pronoun.i - spoke.i < NEAR:
            return None
        if pronoun.lower_ == "it":
            return None if self._person(spoke) or _several(spoke) else spoke
        if pronoun.lower_ != "they" or not _several(spoke):
            return None
        between = pronoun.doc[spoke.i + 1 : pronoun.i]
        return None if any(_report_as_several(t) for t in between) else spoke

    def _person(self, head: Token) -> bool:
        """Whether the words headed by `head` name a person; by the cast, else by their kind."""
        referent = self.referent(head)
        if referent is not None:
            return referent.kind == "person"
        return head.ent_type_ == "PERSON" or self.spokesperson(head) is not None

    def _same_again(self, head: Token, said: int, last: int) -> bool:
        """Whether "the president's adviser also urged" goes on with the last speaker.

        An unnamed person who "also" speaks is who spoke before, unless of another state.
        """
        if self.lookup is None or said == last:
            return False
        unnamed, named = self.lookup.cast.referents[said], self.lookup.cast.referents[last]
        if unnamed.kind != "person" or unnamed.name is not None or named.kind != "person":
            return False
        if unnamed.state not in {None, named.state} or unnamed.gender not in {None, named.gender}:
            return False
        return any(k.lower_ in {"also", "further"} for k in head.head.children)

    def note(self, head: Token, cue: Token) -> None:
        """Learn in what texts a speaker spoke: "said in a statement"."""
        occasions = speech.lexicon().occasions
        for kid in cue.children:
            if kid.dep_ == "obl" and kid.lemma_.lower() in occasions:
                self._texts[kid.lemma_.lower()] = head

    def _author(self, head: Token) -> int | None:
        """Whose text it is that is said to say something: "the statement said"."""
        author = self._texts.get(head.lemma_.lower())
        mention = self.mention(author) if author is not None and author.i < head.i else None
        return mention.referent if mention is not None else None

    def principal(self, head: Token) -> int | None:
        """The referent that a spokesperson speaks for: the first body or state in the name."""
        if self.lookup is None:
            return None
        named = self._on_behalf(head)
        if (named := self._whose(head) if named is None else named) is not None:
            return named
        word = self.spokesperson(head)
        found = self._employer(word, head) if word is not None else None
        own = self.mention(head)
        if found is not None and own is not None:
            self._spoken_for.setdefault(own.referent, found)
        return found

    def _whose(self, head: Token) -> int | None:
        """The person whose office speaks: "her office said", "a statement from his office"."""
        if head.lemma_.lower() not in _OFFICES:
            return None
        owner = next((k for k in head.children if k.dep_ == "nmod:poss"), None)
        mention = self.mention(owner) if owner is not None else None
        return mention.referent if mention is not None else None

    def at_home(self, head: Token) -> int | None:
        """The state whose ministry or presidency speaks, where only the dateline tells: "the
        ministry said" from Oslo; of "her office", that of hers."""
        lemma = head.lemma_.lower()
        if self.lookup is None or lemma not in _OFFICES:
            return None
        cast, home = self.lookup.cast.referents, self._home
        kids = list(head.children)
        whose = self._whose(head)
        others = any(k.ent_type_ in _LANDS or k.lower_ in _ANOTHERS for k in kids)
        bare = lemma in _MINISTRIES or any(k.dep_ == "nmod:poss" for k in kids)
        if whose is not None:
            home = cast[whose].state or (home if cast[whose].name is None else None)
        elif others or not bare:
            return None
        return next((r.index for r in cast if home and r.kind == "state" and r.state == home), None)

    def _employer(self, word: Token, head: Token) -> int | None:
        """The body or state in a spokesperson's title, else the state that they are of."""
        if self.lookup is None:
            return None
        own = self.referent(head)
        kids = [k for k in word.children if k.dep_ in {"compound", "nmod", "nmod:poss", "amod"}]
        for token in [*kids, *(k for k in head.children if k.dep_ in {"compound", "nmod:poss"})]:
            mention = self.lookup.mention(token)
            if mention is None:
                start, end = phrase(token)
                mention = max(
                    self.lookup.within(start, end), key=lambda m: m.end - m.start, default=None
                )
            if mention is not None and (own is None or mention.referent != own.index):
                return mention.referent
        home = own.state if own is not None and word.lemma_.lower().startswith("spokes") else None
        states = self.lookup.cast.referents if home else ()
        return next((r.index for r in states if r.kind == "state" and r.state == home), None)

    def _on_behalf(self, head: Token) -> int | None:
        """Who is named in "speaking on behalf of ..." or "for" in the reporting clause."""
        for node in (head, head.head):
            for kid in node.children:
                clause = kid if kid.lemma_ in {"speak", "act", "talk"} else None
                for low in clause.children if clause is not None else (kid,):
                    words = [t.lower_ for t in self.doc[low.left_edge.i : low.i]]
                    for_it = clause is not None and words[:1] == ["for"]
                    if for_it or " ".join(words).startswith(("on behalf of", "in the name of")):
                        mention = self.mention(low)
                        return mention.referent if mention is not None else None
                    if low.lower_ in {"behalf", "name"} and words == ["on"]:
                        whose = next((k for k in low.children if k.dep_ == "nmod"), None)
                        mention = self.mention(whose) if whose is not None else None
                        return mention.referent if mention is not None else None
        return None

    def for_whom(self, quotes: tuple[Quote, ...]) -> tuple[Quote, ...]:
        """The quotes with whom a spokesperson speaks for wherever told once: "he added"."""
        known = self._spoken_for
        return tuple(
            msgspec.structs.replace(q, on_behalf_of=known[q.speaker])
            if q.on_behalf_of is None and q.speaker in known
            else q
            for q in quotes
        )

    def words_for(self, pronoun: Token, spoke: Token | None) -> Token | None:
        """The noun that a pronoun stands for where no referent is known: who spoke last, if near.

        `spoke` is the last speaker that was named or described.
        """
        if pronoun.lower_ in _SINGULAR:
            return self.antecedent(pronoun)
        if spoke is not None and 0 < pronoun.i - spoke.i < NEAR:
            return spoke if pronoun.lower_ in {"they", "it"} else None
        return self._told_of(pronoun) if pronoun.lower_ == "they" else None

    def _told_of(self, pronoun: Token) -> Token | None:
        """The nearest plural subject of a reporting verb: "The scientists found ... They say"."""
        before = reversed(self.doc[max(0, pronoun.i - NEAR) : pronoun.i])
        return next((t for t in before if _report_as_several(t)), None)

    def antecedent(self, pronoun: Token) -> Token | None:
        """The head of the name that a pronoun stands for, for documents without a cast.

        The nearest person before it in this sentence or the two before, subjects first; of
        another gender only where the text's honorifics do not tell.
        """
        gender = _SINGULAR.get(pronoun.lower_)
        if gender is None:
            return None
        best: tuple[int, Token] | None = None
        for person in self._people:
            gap = pronoun.i - person.i
            if gap <= 0 or gap > 150 or _gender(person) not in {None, gender}:
                continue
            subject = person.dep_ in {"nsubj", "nsubj:pass"}
            score = gap - (60 if subject else 0)
            if best is None or score <= best[0]:
                best = score, person
        return best[1] if best is not None else None


_MINISTRIES = frozenset({"ministry", "government", "presidency", "cabinet"})
_OFFICES = frozenset({"office", "administration", *_MINISTRIES})
_LANDS = frozenset({"LOC", "GPE", "NORP", "PERSON"})
_ANOTHERS = frozenset({"its", "their", "his", "her", "another", "a", "an", "no", "any", "each"})
_TITLES = frozenset({"nmod:desc", "compound", "appos", "flat", "amod", "conj"})
_BODIES = words.listed("speaking-bodies")
_NUMBERS = frozenset({"one", "two", "three", "four", "five", "six", "1", "2", "3", "4", "5", "6"})
_HONORIFICS = {"mr": "m", "mrs": "f", "ms": "f", "madame": "f"}


_NOUNS_PLURAL = frozenset({"NNS", "NNPS"})


def _several(head: Token) -> bool:
    """Whether the words headed by `head` name more than one."""
    return head.tag_ in _NOUNS_PLURAL or any(k.dep_ == "conj" for k in head.children)


def _report_as_several(word: Token) -> bool:
    """Whether a word is the plural subject of a reporting verb that nobody is said to say."""
    if word.dep_ != "nsubj" or word.tag_ not in _NOUNS_PLURAL:
        return False
    verb = word.head
    return verb.dep_ != "ccomp" and verb.lemma_.lower() in speech.lexicon().verbs


def _gender(person: Token) -> str | None:
    left = person.left_edge.i
    for token in person.doc[max(0, left - 1) : person.i]:
        if (title := token.lower_.rstrip(".")) in _HONORIFICS:
            return _HONORIFICS[title]
    return None
