"""Who is meant by words without a name: offices alone, counterparts, plurals, pronouns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verbale.knowledge import given, titles, words
from verbale.reading.parties import lists
from verbale.reading.parties.counterparts import Counterparts
from verbale.reading.parties.drafts import FAMILY_FIRST
from verbale.reading.parties.entitling import entitle, spoken_for
from verbale.reading.parties.history import SUBJECTS, History
from verbale.reading.parties.lands import land
from verbale.reading.parties.naming import style
from verbale.reading.parties.nations import body as organisation
from verbale.reading.parties.pronouns import HE, SHE, Pronouns

if TYPE_CHECKING:
    import datetime as dt

    from spacy.tokens import Token

    from verbale.reading.parties.drafts import Cards, Draft, Said
    from verbale.reading.parties.ground import TitleSpan
    from verbale.reading.parties.scan import Scan

_DEFINITE = frozenset(["the", "this", "that", "his", "her", "its", "their"])
_BOTH = frozenset(["both", "two"])
_PAIRS = {
    "side": "state", "country": "state", "nation": "state", "power": "state",
    "government": "state", "neighbour": "state", "neighbor": "state", "rival": "state",
    "superpower": "state", "party": "any", "ally": "state", "capital": "state",
    "economy": "state", "foe": "state", "adversary": "state", "delegation": "state",
    "leader": "person", "diplomat": "person", "minister": "person", "official": "person",
    "president": "person", "man": "person", "secretary": "person", "counterpart": "person",
    "envoy": "person", "chief": "person", "negotiator": "person", "head": "person",
    "chancellor": "person", "premier": "person", "ambassador": "person", "general": "person",
    "statesman": "person", "commander": "person", "politician": "person", "king": "person",
}  # fmt: skip
#: What an office is for: "Secretary for Relations".
_MATTER = re.compile(r" for (\w.*)")
_UNION = "EUR"
_SENTENCES = 8  # within which "the ministers" are those told before
_FEW = 7  # members of a body whose ministers are told one by one; those of larger ones are it
_LEADERS = words.listed("leaders")
_PREMIERS = frozenset({"Prime Minister", "Premier", "Chancellor"})
_WOMEN = words.listed("women")
_MEN = words.listed("men")


def resolve(scan: Scan, cards: Cards, published: dt.date | None) -> None:
    """Find whom offices alone, plurals and pronouns stand for, from left to right."""
    _Resolver(scan, cards, published).run()


class _Resolver:
    """Goes through the report once, with those spoken of so far at hand."""

    def __init__(self, scan: Scan, cards: Cards, published: dt.date | None) -> None:
        self.scan = scan
        self.cards = cards
        self.published = published
        self.tokens = scan.tokens
        self.history = History(scan, cards)
        self.pronouns = Pronouns(self.history)
        self.counterparts = Counterparts(self.history, self.pronouns, published)

    def run(self) -> None:
        """Resolve everything in the order of the text."""
        for draft in self.cards.drafts:
            draft.gender = draft.gender or _gender(draft)
        bound = {s.head for s in self.cards.said if s.form == "office"}
        titles = {t.head: t for t in self.scan.titles if t.head not in bound}
        waiting = sorted(self.cards.said, key=lambda s: s.head)
        for token in self.tokens:
            while waiting and waiting[0].head <= token.i:
                self.history.past.append(waiting.pop(0))
            said = None
            if token.i in titles:
                said = self._office(titles[token.i])
            elif self.counterparts.named(token):
                said = self.counterparts.resolve(token)
            elif (
                token.tag_ in ("PRP", "PRP$")
                or token.lower_ in HE | SHE
                or self.pronouns.two(token)
            ) and not (token.text == "HE" and style(token)):
                said = self.pronouns.resolve(token)
            elif token.tag_ in ("NNS", "NN", "NNPS") and self._pair(token):
                said = self._both(token)
            if said is None and (found := land(token, self.history)) is not None:
                start, draft = found
                said = self.cards.say(start, token.i + 1, draft, "state", "noun", token.i)
            if said is not None:
                self.history.past.append(said)
                if token.tag_ == "PRP$":
                    self._under(token.i + 1, said.draft)
                elif self.tokens[said.end : said.end + 1] and self.tokens[said.end].tag_ == "POS":
                    self._under(said.end + 1, said.draft)
        for said in self.cards.said:
            if said.form == "office" and said.draft.state is None and "envoy" in said.draft.told:
                said.draft.state = self._sender(said)

    def _sender(self, said: Said) -> str | None:
        """Whose an ambassador is who is recalled: "Chad recalled ambassador Ann Lee"."""
        word = self.tokens[said.head]
        while word.dep_ in ("nmod:desc", "flat", "appos", "compound") and word.head is not word:
            word = word.head
        verb = word.head
        if word.dep_ != "obj" or verb.lemma_.lower() not in words.listed("recalling"):
            return None
        subjects = (self.cards.by_head.get(c.i) for c in verb.children if c.dep_ in SUBJECTS)
        return next((s.draft.state for s in subjects if s is not None), None)

    def _under(self, start: int, owner: Draft) -> None:
        """Somebody named after "his spokesman" or "her deputy" is of the state of the owner."""
        title = self.scan.title_at(self.tokens[start]) if start < len(self.tokens) else None
        if title is None or title.states or title.body:
            return
        for said in self.cards.said:
            if said.form == "office" and said.start == title.start and said.draft.state is None:
                said.draft.state = owner.state

    # --- offices alone --------------------------------------------------------------------

    def _office(self, title: TitleSpan) -> Said | None:
        token = self.tokens[title.head]
        start, end = title.start, title.end
        det = self.tokens[start - 1].lower_ if start else ""
        if det in _DEFINITE | {"a", "an", "some", "both"}:
            start -= 1
        whose = self.cards.by_head.get(start) if det == "its" else None
        if whose is not None and whose.draft.kind == "state" and not (title.states or title.body):
            title.states = tuple(filter(None, [whose.draft.state]))
        if self._pair(token) and any(
            t.lower_ in _BOTH for t in self.tokens[max(start - 2, 0) : end]
        ):
            return self._both(token)
        if title.plural:
            bare = title.end - start == 2 and det in ("the", "these")
            pair = self._both(token) if bare and self._pair(token) else None
            return pair or self._officials(title, start)
        draft = self._copula(token) or self._bearer(title, det)
        if draft is None:
            state = title.states[0] if title.states else self._of(title, start)
            state = state or (None if title.plural else spoken_for(title, self.scan))
            draft = self.cards.new("person", None, state)
            draft.sector = title.title.sector
            entitle(draft, title, self.scan)
            draft.gender = _gender(draft)
        elif title.states or title.title.title:
            if title.states and draft.state is None:
                draft.state = title.states[0]
            if title.states and title.title.title:
                entitle(draft, title, self.scan)
        return self.cards.say(start, end, draft, "office", "office alone", title.head)

    def _copula(self, token: Token) -> Draft | None:
        """The subject of "Shultz is the first minister who ..."."""
        if not any(c.dep_ == "cop" for c in token.children):
            return None
        subject = next((c for c in token.children if c.dep_ in SUBJECTS), None)
        said = self.cards.by_head.get(subject.i) if subject is not None else None
        return said.draft if said is not None and said.draft.kind == "person" else None

    def _bearer(self, title: TitleSpan, det: str) -> Draft | None:
        """Who holds the office: somebody of the report, or of the tables on the day."""
        head = self.tokens[title.head].lemma_.lower()
        state = title.states[0] if len(title.states) == 1 else None
        indefinite = det in ("a", "an", "some", "another", "any", "one")
        if indefinite or (title.former and not state):
            return None
        role = title.title.role
        owner = self._possessor(title)
        if owner is not None and owner.kind == "person":
            return self._aide(title, owner)
        if title.title.title is None and role is None:
            return self._official(state, det, head)
        people = [d for d in self.history.recent("person", 60) if self._may_be(d, title)]
        people = self._within(people, title)
        if state:
            for draft in people:
                if draft.state == state and (
                    self._is(role, draft) if role else head in draft.heads
                ):
                    return draft
            if self.published and role and not title.former:
                found = self.scan.offices.holders(title.title.title or role, state, self.published)
                if len(found) != 1 and role in ("foreign", "leader", "trade", "defence"):
                    found = ()
                if len(found) == 1:
                    return self.cards.holder(found[0], state)
            return None
        if (
            det in ("the", "this", "that", "his", "her", "its", "their")
            or title.start == 0
            or (self.tokens[title.head].text[0].isupper())
        ):
            free = role in (None, "royal")  # a crown prince leads, and is a prince
            called = [d for d in people if head in d.heads and (free or role in d.roles)]
            fitting = called or [d for d in people if role and role in d.roles]
            return self.history.told_of(fitting) if fitting else None
        return None

    def _within(self, people: list[Draft], title: TitleSpan) -> list[Draft]:
        """Those of a body that an office is said to be of, or of the state of its owner: "the OAS
        envoy", "his ambassador"."""
        if title.body and not title.states:
            return [d for d in people if any(o.body == title.body for o in d.offices)]
        said = self.cards.by_head.get(title.start - 1)
        owned = title.start and self.tokens[title.start - 1].tag_ == "PRP$"
        if not owned or said is None or said.draft.state is None:
            return people
        mine = (None, said.draft.state)
        return [d for d in people if d.state in mine and not any(o.body for o in d.offices)]

    def _is(self, role: str, draft: Draft) -> bool:
        """Whether somebody has a role here or on the day: a minister who was once an envoy is none
        of "the envoys" now."""
        if role in draft.told or draft.known is None or self.published is None:
            return role in draft.roles
        terms, day = self.scan.offices.terms(draft.known), self.published
        return role in draft.roles and any(t.role == role and t.covers(day) for t in terms)

    def _may_be(self, draft: Draft, title: TitleSpan) -> bool:
        """Not a chancellor for "the president", where the tables have her offices of the day; nor
        the secretary of state for "the Secretary for Relations"."""
        told = title.title.title
        matter = _MATTER.search(title.words)
        if matter is not None and title.title.role is None:
            offices = " ".join(office.title for office in draft.offices).lower()
            return any(word in offices for word in matter[1].lower().split())
        if title.title.role != "leader" or told is None or draft.known is None:
            return True
        if self.published is None or any(o.title == told for o in draft.offices):
            return True
        day = self.published
        held = {t.title for t in self.scan.offices.terms(draft.known) if t.covers(day)}
        return not held or told in held or (told in _PREMIERS and bool(held & _PREMIERS))

    def _possessor(self, title: TitleSpan) -> Draft | None:
        """Whose the office is: "the president's chief of staff"."""
        token = self.tokens[title.start - 1] if title.start else None
        if token is None or token.tag_ != "POS":
            return None
        for said in reversed(self.history.past[-6:]):
            if said.end == token.i:
                return said.draft
        return None

    def _of(self, title: TitleSpan, start: int) -> str | None:
        """The state of whom a nameless office is under: "Maas's spokesman", "her deputy"."""
        owner = self._possessor(title)
        if owner is None and self.tokens[start].tag_ == "PRP$":
            said = self.cards.by_head.get(start)
            owner = said.draft if said is not None else None
        return owner.state if owner is not None and not title.body else None

    def _aide(self, title: TitleSpan, owner: Draft) -> Draft | None:
        """The one of the owner's side who is known for what the words say."""
        roles = {title.title.role} - {None, "envoy"}
        roles |= {h.value.role for h in titles.portfolios().find(title.words.lower())}
        for draft in self.history.recent("person", 80, whole=True):
            fits = bool((roles - {None}) & draft.roles)
            if draft is not owner and draft.state == owner.state and fits and draft.name:
                return draft
        return None

    def _official(self, state: str | None, det: str, head: str) -> Draft | None:
        """ "The US official", "the diplomat": the person of the state spoken of most of late.

        One without a name counts if called so before. Presidents are not called officials.
        """
        if det not in ("the", "this", "that"):
            return None

        def worth(draft: Draft) -> float:
            called = head in draft.heads
            if draft.heads & _LEADERS or not (draft.name or called):
                return 0.0
            # One who was called so and never named can be meant by nothing else.
            worth = 1.0 if not called else 2.0 if draft.name else 4.0
            return worth * (state is None or draft.state == state)

        return next(iter(self.history.weighed(60, 0.93, worth)), None)

    def _officials(self, title: TitleSpan, start: int) -> Said:
        """ "Chinese officials", "French, German and Italian foreign ministers"."""
        if (told := self._told_officials(title, start)) is not None:
            return self.cards.say(start, title.end, told, "nominal", "officials before", title.head)
        group = self.cards.new("group", None, title.states[0] if len(title.states) == 1 else None)
        group.sector = title.title.sector
        group.heads.add(self.tokens[title.head].lemma_.lower())
        codes, end = title.states, title.end
        body = self.scan.directory.body(title.body) if title.body and not codes else None
        if body is not None:
            codes = body.members if len(body.members) <= _FEW else ()
        if not codes:
            after, end = lists.lands(self.scan, title.end)
            codes = tuple(after) or self._of_several(title, start)
        if len(codes) > 1:
            post = (title.title.title or title.title.role) if title.title.role else None
            members = lists.holders(self.scan, self.cards, codes, post, self.published)
        else:
            end = title.end
            members = lists.named(self.scan, self.cards, title)
            if not members and body is not None and body.international:
                members = [organisation(self.cards, body.name)]
        group.members = tuple(members)
        return self.cards.say(start, end, group, "nominal", "plural office", title.head)

    def _of_several(self, title: TitleSpan, start: int) -> tuple[str, ...]:
        """The states of those together whose "leaders" or "foreign ministers" are told of: "the two
        countries' leaders", "their foreign ministers"."""
        owner = self._possessor(title)
        if owner is None and self.tokens[start].tag_ == "PRP$":
            said = self.cards.by_head.get(start)
            owner = said.draft if said is not None else None
        members = owner.members if owner is not None and title.title.role else ()
        codes = dict.fromkeys(member.state for member in members if member.state)
        return tuple(codes) if len(codes) > 1 else ()

    def _told_officials(self, title: TitleSpan, start: int) -> Draft | None:
        """Those of a state or body told before whom "the ministers" are, and "farm ministers" where
        they are the union's: ministers of no state named are of the last that are."""
        if title.states or title.body or title.about:
            return None
        head = self.tokens[title.head].lemma_.lower()
        definite = self.tokens[start].lower_ in ("the", "these", "those")
        for draft in self.history.recent("group", 40):
            if head in draft.heads and draft.sector == "GOV" and (draft.state or draft.members):
                near = self.history.near(draft, start, _SENTENCES)
                fits = near and (definite or (head == "minister" and draft.state == _UNION))
                return draft if fits else None
        return None

    # --- plurals --------------------------------------------------------------------------

    def _pair(self, token: Token) -> str | None:
        return _PAIRS.get(token.lemma_.lower()) or _PAIRS.get(token.lower_.removesuffix("s"))

    def _both(self, token: Token) -> Said | None:
        """ "Both sides", "the two diplomats", "the countries"."""
        if token.tag_ not in ("NNS", "NNPS"):
            return None
        kind = self._pair(token)
        start = token.i
        while (
            start
            and self.tokens[start - 1].dep_ in ("det", "nummod", "amod", "predet")
            and (start - 1) not in self.scan.nations
        ):
            start -= 1
        said = {t.lower_ for t in self.tokens[start : token.i]}
        if not said & (_BOTH | {"the", "these"}) or said - _BOTH - {"the", "these"}:
            return None
        if token.lemma_.lower() in ("power", "economy", "ally") and not said & _BOTH:
            return None
        persons = kind == "person"
        if persons and not said - {"two"}:
            return None  # "two diplomats said": whoever they are
        several = self._several(token) if not said & _BOTH else None
        if several is not None:
            return self.cards.say(start, token.i + 1, several, "nominal", "several", token.i)
        noun = token.lemma_.lower()
        role = "leader" if noun in _LEADERS else None
        if persons:
            found = self.history.two_persons(noun, role, token)
        else:
            found = self.history.two_states(token)
        if len(found) != 2:
            return None
        found.sort(key=self.cards.drafts.index)
        group = self.cards.group(found)
        return self.cards.say(start, token.i + 1, group, "nominal", "both", token.i)

    def _several(self, token: Token) -> Draft | None:
        """ "The ministers" after "the foreign ministers of Chad, Niger and Mali"."""
        here, noun = self.history.sentence[token.i], token.lemma_.lower()
        for said in reversed(self.history.past):
            if here - self.history.sentence[said.head] > 4:
                return None
            draft = said.draft
            if draft.kind == "group" and len(draft.members) > 2 and noun in draft.heads:
                return draft
        return None


def _gender(draft: Draft) -> str | None:
    """A person's gender by the given name, else by what they are called."""
    if draft.kind != "person":
        return None
    named = None if draft.state in FAMILY_FIRST else given.gender(draft.name or "")
    return named or ("f" if draft.heads & _WOMEN else "m" if draft.heads & _MEN else None)
