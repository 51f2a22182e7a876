"""Counterparts: "his Chinese counterpart", "her opposite number", "his counterparts from Chad"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.reading.parties import lists

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Token

    from verbale.reading.parties.drafts import Draft, Said
    from verbale.reading.parties.history import History
    from verbale.reading.parties.pronouns import Pronouns


class Counterparts:
    """Finds whom the counterparts of one report's persons are."""

    def __init__(self, history: History, pronouns: Pronouns, published: dt.date | None) -> None:
        self.history = history
        self.scan = history.scan
        self.cards = history.cards
        self.tokens = history.tokens
        self.pronouns = pronouns
        self.published = published

    def named(self, token: Token) -> bool:
        """Whether a word is "counterpart", or the "number" of "his opposite number"."""
        if token.lower_ in ("counterpart", "counterparts"):
            return True
        if token.lower_ in ("colleague", "colleagues"):  # "his German colleague"
            return any(c.i in self.scan.nations for c in token.children) and any(
                c.tag_ == "PRP$" for c in token.children
            )
        return (
            token.lower_ == "number"
            and token.i > 0
            and self.tokens[token.i - 1].lower_ == "opposite"
        )

    def resolve(self, token: Token) -> Said | None:
        """ "his Chinese counterpart", "her counterpart Wang Wentao"."""
        start = token.i
        while start and (
            self.tokens[start - 1].dep_ in ("amod", "nmod:poss", "det", "compound")
            or (start - 1) in self.scan.nations
            or self.tokens[start - 1].tag_ in ("POS", "PRP$")
            or (self.tokens[start - 1].lower_ in ("and", ",") and (start - 2) in self.scan.nations)
        ):
            start -= 1
        codes = list(dict.fromkeys(
            self.scan.nations[i].sense.state.code
            for i in range(start, token.i)
            if i in self.scan.nations
        ))  # fmt: skip
        owner = self._owner(start, token)
        plural = token.tag_ == "NNS"
        if plural:
            after, end = lists.lands(self.scan, token.i + 1)
            codes = codes or after
            group = self.cards.new("group", None, codes[0] if len(codes) == 1 else None)
            group.sector = "GOV"
            post = next(iter(_by_rank(owner.roles)), None) if owner else None
            group.members = tuple(lists.holders(self.scan, self.cards, codes, post, self.published))
            end = end if after else token.i + 1
            return self.cards.say(start, end, group, "counterpart", "counterparts", token.i)
        state = codes[0] if codes else None
        draft = self._adjacent(token)
        if draft is not None and state and draft.state not in (None, state):
            owner, draft = draft, None  # "after talks with his Greek counterpart, Dutch ..."
        roles = owner.roles if owner else set()
        if draft is None and owner is not None and state:
            for other in self.history.recent("person", 200, whole=True):
                if other is not owner and other.state == state and other.roles & roles:
                    draft = other
                    break
            main = next((r for r in _by_rank(roles)), None)
            if draft is None and main and self.published:
                found = self.scan.offices.holders(main, state, self.published)
                if len(found) == 1:
                    draft = self.cards.holder(found[0], state)
        if draft is None:
            draft = self.cards.new("person", None, state)
            draft.sector = "GOV"
        if draft.state is None:
            draft.state = state or self._other(owner, token)
        if owner is not None:
            draft.roles |= owner.roles
            if draft.sector in (None, "MIL"):  # a rank before the name: "his counterpart, Gen. Lee"
                draft.sector = owner.sector or draft.sector
            self._same_office(draft, owner)
        self.cards.say(start, token.i + 1, draft, "counterpart", "counterpart", token.i)
        return None

    def _other(self, owner: Draft | None, token: Token) -> str | None:
        """The other one of the two states that a report is about, for "his counterpart" alone."""
        pair = [draft.state for draft in self.history.two_states(token)]
        if owner is None or owner.state not in pair or len(pair) != 2:
            return None
        return pair[1 - pair.index(owner.state)]

    def _same_office(self, draft: Draft, owner: Draft) -> None:
        """A secretary's counterpart in a state of ministers is a minister."""
        if draft.offices or not owner.offices or draft.state is None or draft.known:
            return
        first = owner.offices[0]
        if draft.state == "USA":
            american = first.title.replace("Minister of Foreign Affairs", "Secretary of State")
            american = american.replace("Minister of Defence", "Secretary of Defense")
            american = american.replace("Minister of Finance", "Secretary of the Treasury")
            draft.offices.append(type(first)(american, "USA", first.at, first.former))
            return
        title = first.title.replace("Secretary of State", "Minister of Foreign Affairs")
        title = title.replace("Secretary of Defense", "Minister of Defence")
        title = title.replace("Secretary of the Treasury", "Minister of Finance")
        title = title.replace("Secretary of ", "Minister of ")
        draft.offices.append(type(first)(title, draft.state, first.at, first.former))

    def _owner(self, start: int, token: Token) -> Draft | None:
        for child in token.children:
            if child.dep_ == "nmod:poss":
                said = self.cards.by_head.get(child.i)
                if said is not None and said.draft.kind == "person":
                    return said.draft
                if child.tag_ == "PRP$":
                    resolved = self.pronouns.person_for(child)
                    if resolved is not None:
                        return resolved
        people = self.history.recent("person", 40)
        return people[0] if people else None

    def _adjacent(self, token: Token) -> Draft | None:
        """The person named right after the word, a comma between or not."""
        for i in (token.i + 1, token.i + 2):
            if i < len(self.tokens):
                if i == token.i + 2 and self.tokens[token.i + 1].text not in (",",):
                    return None
                for said in self.cards.said:
                    if said.start == i and said.draft.kind == "person" and said.form == "name":
                        return said.draft
        return None


def _by_rank(roles: set[str]) -> list[str]:
    order = ("foreign", "trade", "defence", "finance", "leader", "deputy-foreign")
    return [role for role in order if role in roles]
