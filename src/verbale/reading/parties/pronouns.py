"""Whom pronouns stand for: by gender, number, nearness and a liking for subjects.

"The two", "both" and "the pair" without a noun are read as "they" is. The "we" of what a government
publishes in its own name is its state.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verbale.knowledge import states, words
from verbale.reading.parties.history import SUBJECTS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.reading.parties.drafts import Draft, Said
    from verbale.reading.parties.history import History

HE = frozenset({"he", "him", "his", "himself"})
SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_WE = frozenset({"we", "our", "ours"})
#: What several governments say together, and talk in turns: "SECRETARY LEE: Thank you."
_NOT_ALONE = re.compile(
    r"\b[Jj]oint [Ss]tatement|\bWe, (?:the|as)\b|\b[Ss]tatement was (?:released|issued) by\b"
    r"|^(?:[A-Z][A-Z’'.-]+ ){0,7}[A-Z][A-Z’'.-]+ ?:",
    re.MULTILINE,
)
#: What somebody of no gender known counts less for "she": most who hold office are men.
_UNTOLD = 4.0
_TWO = frozenset({"two", "pair", "duo"})
_PARTNERS = frozenset({"with", "between", "to"})
_ARGUMENTS = SUBJECTS | {"obj", "iobj", "obl", "obl:agent", "nmod:poss"}
#: Verbs whose object is the subject of what they lead to: "warned Beijing ... if it arms".
_HAPPENINGS = words.listed("happenings")
_ADDRESSING = words.listed("addressing-verbs")

#: Verbs whose subject and object are "they" in the next sentence.
_TOGETHER = words.listed("together")


class Pronouns:
    """Finds the referents of one report's pronouns."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.cards = history.cards
        self.tokens = history.tokens
        home = history.scan.home
        if home is not None and _NOT_ALONE.search(history.scan.doc.text):
            home = None
        #: The state whose government says "we" here, if one does by itself.
        self._home = states.by_code(home) if home is not None else None

    def resolve(self, token: Token) -> Said | None:
        """The mention of a pronoun, or None where it is clear of nobody."""
        word = token.lower_
        draft: Draft | None = None
        if word in HE | SHE:
            draft = self.person_for(token)
        elif word in _IT:
            if token.dep_ in ("expl", "nsubj") and self._weather(token):
                return None
            draft = self._thing_for(token)
        elif word in _THEY:
            draft = self._several_for(token)
        elif word in _WE:
            draft = self._issuer(token)
        elif self.two(token):
            draft = self._several_for(token) or self._two_of(token)
        if draft is None:
            return None
        start = token.i - (word in _TWO)
        return self.cards.say(start, token.i + 1, draft, "pronoun", "pronoun", token.i)

    def _issuer(self, token: Token) -> Draft | None:
        """The state whose government publishes the text, for a "we" outside of quotation marks."""
        if self._home is None or self.history.quoted[token.i]:
            return None
        return self.cards.state(self._home.code, self._home.name)

    def two(self, token: Token) -> bool:
        """Whether a word is "the two", "the pair" or "both" that stands for two by itself."""
        partner = token.dep_ == "nmod" and any(c.lower_ in _PARTNERS for c in token.children)
        if token.dep_ not in _ARGUMENTS and not partner:
            return False
        if token.lower_ == "both":
            return not any(child.dep_ == "nmod" for child in token.children)
        article = token.i > 0 and self.tokens[token.i - 1].lower_ == "the"
        own = all(child.dep_ in ("det", "case", "advmod", "punct") for child in token.children)
        return article and own and token.lower_ in _TWO

    def _two_of(self, token: Token) -> Draft | None:
        """The two persons named in the sentence before, where they are two and of two states,
        beside who does something to them."""
        found: list[Draft] = []
        sentence, actors = self.history.sentence[token.i] - 1, self.history.actors(token)
        for said in self.history.past:
            draft, here = said.draft, self.history.sentence[said.head] == sentence
            if here and draft.kind == "person" and draft.name and draft not in (*found, *actors):
                found.append(draft)
        if len(found) != 2 or found[0].state == found[1].state:
            return None
        return self.cards.group(found)

    def _weather(self, token: Token) -> bool:
        head = token.head
        if any(c.dep_ == "cop" for c in head.children) and head.lemma_ in _HAPPENINGS:
            return True  # "It will be the first visit"
        return token.dep_ == "expl" or head.pos_ == "ADJ" or head.lemma_ in ("seem", "appear")

    def _scored(self, token: Token, kinds: tuple[str, ...]) -> list[Draft]:
        """Candidates before the pronoun, best first: subjects of near clauses before others."""
        here = self.history.sentence[token.i]
        scores: dict[int, tuple[float, Draft]] = {}
        actors = self.history.actors(token)
        told_of = _told_of(token)
        for said in self.history.past:
            draft = said.draft
            if draft.kind not in kinds or said.head >= token.i or draft in actors:
                continue
            if draft.kind == "state" and any(a.state == draft.state for a in actors):
                continue  # "Tusk accused it" is not of Tusk's own
            away = here - self.history.sentence[said.head]
            if away > 4:
                continue
            head = self.tokens[said.head]
            worth = 10.0 - 2.5 * away - (token.i - said.head) / 120
            if head.dep_ in SUBJECTS:
                worth += 2.2
                if away == 0 and head.head in token.ancestors:
                    worth += 1.0
            elif head.dep_ == "nmod:poss":
                worth += 2.5 if head.head in token.ancestors else -0.6
            elif head.dep_ in ("obj", "iobj") and head.head in token.ancestors:
                worth += 3.5 if head.head.lemma_ in _ADDRESSING else 0.0
            elif head.dep_ in ("obl", "nmod", "compound", "amod", "nmod:desc"):
                worth -= 0.9
            if said.form == "pronoun":
                worth += 0.4
            if draft.gender is None and token.lower_ in SHE:
                worth -= _UNTOLD
            if said.head in told_of:
                worth += 5.0
            if (
                token.dep_ == "nmod:poss"
                and token.head.dep_ == "conj"
                and (token.head.head.i == said.head)
            ):
                worth += 4.0
            if head.head.i == token.head.i and token.dep_ in ("obj", "iobj", "obl"):
                worth -= 5.0
            if self.history.quoted[token.i] != self.history.quoted[said.head]:
                worth -= 1.5
            kept = scores.get(id(draft))
            total = worth + (0.5 if kept else 0.0)
            scores[id(draft)] = (max(total, kept[0] + 0.3 if kept else total), draft)
        ranked = sorted(scores.values(), key=lambda pair: -pair[0])
        return [draft for _, draft in ranked]

    def person_for(self, token: Token) -> Draft | None:
        gender = "m" if token.lower_ in HE else "f"
        others = self._named_beside(token)
        for draft in self._scored(token, ("person",)):
            if draft.gender in (None, gender) and draft not in others:
                draft.gender = draft.gender or gender
                return draft
        return None

    def _named_beside(self, token: Token) -> list[Draft]:
        """Those whom a pronoun's own clause names: "He told President Vos ..." is not Vos."""
        if token.dep_ not in SUBJECTS:
            return []
        said = (self.cards.by_head.get(kid.i) for kid in token.head.children if kid.i > token.i)
        return [s.draft for s in said if s is not None and s.form == "name"]

    def _thing_for(self, token: Token) -> Draft | None:
        found = self._scored(token, ("state", "organization"))
        return found[0] if found else None

    def _several_for(self, token: Token) -> Draft | None:
        here = self.history.sentence[token.i]
        actors = self.history.actors(token)
        reach = 0 if self._others_named(token) else 1
        for said in reversed(self.history.past):
            if here - self.history.sentence[said.head] > reach:
                break
            if said.head >= token.i:
                continue
            found = said.draft if said.draft.kind == "group" else self._joined(said)
            if found is not None and not any(a is m for a in actors for m in found.members):
                return found
        return None

    def _others_named(self, token: Token) -> bool:
        """Whether a clause within the sentence may speak of several that the sentence has named by
        a plain noun: "thanked the people of Chad, as they had helped"."""
        if token.head.dep_ not in ("advcl", "acl:relcl", "acl"):
            return False
        return any(
            word.tag_ == "NNS" and word.i not in self.cards.by_head
            for word in self.tokens[token.sent.start : token.i]
        )

    def _joined(self, said: Said) -> Draft | None:
        """The group of a subject and those joined to it: "Blinken and Wang ... they"."""
        head = self.tokens[said.head]
        if head.dep_ not in SUBJECTS:
            return None
        members = [said.draft]
        for child in head.children:
            other = self.cards.by_head.get(child.i)
            if child.dep_ == "conj" and other is not None and other.draft not in members:
                members.append(other.draft)
        if len(members) < 2:
            verb = head.head
            for child in verb.children:
                met = child.dep_ in ("obl", "obj") and (verb.lemma_ in _TOGETHER)
                other = self.cards.by_head.get(child.i)
                if met and other is not None and other.draft.kind == said.draft.kind:
                    members.append(other.draft)
                    break
        if len(members) < 2:
            return None
        return self.cards.group(members)


def _told_of(token: Token) -> set[int]:
    """The words that the relative clauses around a word tell of: "Lee, who ended his visit"."""
    found: set[int] = set()
    while token.head.i != token.i:
        if token.dep_ == "acl:relcl" and any(c.lower_ == "who" for c in token.children):
            found.add(token.head.i)
        token = token.head
    return found
