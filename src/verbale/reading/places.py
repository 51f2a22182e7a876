"""Where: towns, countries, regions, waters and venues that a report names.

A `PlaceMention.rule` is "KIND:USE", where USE is the preposition that the name stands after
("in", "at", "to", "from", ...), "compound" ("Paris talks"), "visited" for the object of a
visit, or "name" where it is none of these. A capital that acts for its state ("Beijing
insisted") is no place. "Here" is where the report was sent from (USE "here"), but in quoted words.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from verbale.knowledge import gazetteer, nouns, states, words
from verbale.knowledge.phrases import fold
from verbale.records import PlaceMention

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from spacy.tokens import Doc, Span, Token

    from verbale.knowledge.gazetteer import Site
    from verbale.knowledge.states import Sense
    from verbale.records import Cast

_OPENING = frozenset({"“", "``"})
_QUOTES = _OPENING | {'"', "”", "''"}
_GEORGIA = gazetteer.Site("Georgia", "region", "USA", None, 32.6, -83.4)


def find(
    doc: Doc, cast: Cast | None = None, sent_from: str | None = None
) -> tuple[PlaceMention, ...]:
    """Every place that the report names, sorted by place in the text; none within another.

    `sent_from`: the place of its dateline, in its own words.
    """
    found = _Finder(doc, cast).run()
    town = _sent_from(sent_from) if sent_from else None
    if town is not None:
        found = sorted([*found, *_here(doc, town)], key=lambda m: (m.start, m.end))
    return tuple(found)


def _sent_from(place: str) -> Site | None:
    """The town of a dateline: "QUITO", "BRUNSWICK, West Germany"."""
    said, _, region = place.partition(",")
    name = said.strip().title() if said.isupper() else said.strip()
    sites = gazetteer.towns(name)
    if region.strip():
        code = gazetteer.land_of(region)
        sites = tuple(s for s in sites if s.country == code) or sites
    if not sites:
        return None
    seat = states.names().get(name)
    home = seat.state.code if seat is not None and "capital" in seat.kinds else None
    site = next((s for s in sites if s.country == home), None) or likeliest(sites, ())
    return gazetteer.Site(
        name, "city", site.country, None, site.latitude, site.longitude, site.people
    )


def _here(doc: Doc, town: Site) -> Iterator[PlaceMention]:
    quoted = False
    for token in doc:
        if token.text in _QUOTES:
            quoted = not quoted if token.text == '"' else token.text in _OPENING
        elif token.whitespace_ == "" and "\n\n" in token.text:
            quoted = False
        elif not quoted and token.text == "here" and token.pos_ == "ADV":
            start, end = token.idx, token.idx + len(token)
            yield PlaceMention(
                start, end, town.name, town.kind, town.country, town.latitude, town.longitude,
                f"{town.kind}:here",
            )  # fmt: skip


class _Finder:
    """Collects the places of one report, the surest finds first."""

    def __init__(self, doc: Doc, cast: Cast | None) -> None:
        self.doc = doc
        self.text = doc.text
        self.taken: list[bool] = [False] * (len(doc.text) + 1)
        self.codes: dict[str, int] = {}
        self.acting: set[int] = set()
        self.found: list[PlaceMention] = []
        for mention in cast.mentions if cast else ():
            referent = cast.referents[mention.referent] if cast else None
            if referent is None:
                continue
            if referent.state:
                self.codes[referent.state] = self.codes.get(referent.state, 0) + 1
            if referent.kind in ("person", "organization") and mention.form == "name":
                if not self._building(self.text[mention.start : mention.end]):
                    self._take(mention.start, mention.end)
            elif mention.form == "seat" and mention.rule == "seat":
                self.acting.add(mention.start)

    def run(self) -> list[PlaceMention]:
        """All finds, in the order of the text."""
        text = self.text
        nations = list(states.names().find(text))
        for hit in gazetteer.named().find(text):
            span = self._span(hit.start, hit.end)
            if span is None or hit.start in self.acting or self._taken(hit.start, hit.end):
                continue
            longer = any(
                n.start <= hit.start and hit.end <= n.end and n.end - n.start > hit.end - hit.start
                for n in nations
            )
            if not longer and self._counts(hit.value, span):  # not "Papua" in "Papua New Guinea"
                self._add(hit.start, hit.end, hit.value, span)
        for start, end in self._venues():
            span = self._span(start, end)
            if span is not None and not self._taken(start, end):
                site = gazetteer.Site(" ".join(text[start:end].split()), "venue")
                self._add(start, end, site, span)
        for nation in nations:
            start, end = nation.start, nation.end
            span = self._span(start, end)
            if span is None or start in self.acting or self._taken(start, end):
                continue
            seat = span.root.head
            if seat.lemma_.lower() == "capital" and span.end <= seat.i and use(seat) in _WHERE:
                town = self._seat(nation.value)
                if town is not None:  # "in the Togolese capital"
                    self._add(start, seat.idx + len(seat), town, self.doc[span.start : seat.i + 1])
                    continue
            land = self._nation(nation.value, span)
            if land is not None:
                self._add(start, end, land, span)
            elif "capital" not in nation.value.kinds:
                self._take(start, end)
        for span in self._candidates():
            start, end = span.start_char, span.end_char
            if not self._taken(start, end) and start not in self.acting:
                town = self._town(span)
                if town is not None:
                    self._add(start, end, town, span)
        return sorted(self.found, key=lambda m: (m.start, m.end))

    def _building(self, said: str) -> bool:
        """Whether an organisation bears the name of its house."""
        site = gazetteer.named().get(said)
        return site is not None and site.kind == "venue"

    # --- taking places down ---------------------------------------------------------------

    def _span(self, start: int, end: int) -> Span | None:
        return self.doc.char_span(start, end, alignment_mode="expand")

    def _taken(self, start: int, end: int) -> bool:
        return any(self.taken[start:end])

    def _take(self, start: int, end: int) -> None:
        self.taken[start:end] = [True] * (end - start)

    def _add(self, start: int, end: int, site: Site, span: Span) -> None:
        self._take(start, end)
        rule = f"{site.kind}:{use(span.root)}"
        self.found.append(
            PlaceMention(
                start, end, site.name, site.kind, site.country, site.latitude, site.longitude, rule
            )
        )

    # --- what a name stands for -----------------------------------------------------------

    def _counts(self, site: Site, span: Span) -> bool:
        """Whether a name of the table is a place here: a building must be one to be at."""
        root = span.root
        if root.ent_type_ == "PERSON" and len(span) == 1:
            return False
        if span.start and self.doc[span.start - 1].text in ("-", "‐"):
            return False
        if site.kind != "venue":
            return root.pos_ in ("PROPN", "NOUN", "X") or bool(root.ent_type_)
        case = use(root)
        if fold(site.name) in ("state department", "pentagon", "capitol", "chancellery"):
            return case in ("at", "to", "in", "inside", "outside") and self._nearest_verb(root)
        return case in _AT or case == "visited" or len(span) > 2

    def _nearest_verb(self, root: Token) -> bool:
        """Not in "a spokesman at the State Department"."""
        return root.head.pos_ in ("VERB", "AUX") or root.head.lemma_ in nouns.meetings()

    def _nation(self, sense: Sense, span: Span) -> Site | None:
        kinds, root = sense.kinds, span.root
        code = sense.state.code
        if "capital" in kinds and "name" not in kinds:
            return self._capital(span, code)
        if "region" in kinds or "name" not in kinds or code == "EUR":
            return None
        if span.text == "Georgia" and self._american():
            return _GEORGIA
        case = use(root)
        meeting = case == "compound" and root.head.lemma_.lower() in nouns.meetings()
        if case not in _WHERE and not meeting:
            return None
        return gazetteer.country(code)

    def _seat(self, sense: Sense) -> Site | None:
        """The capital of a state, where it has one."""
        towns = [town for name in sense.state.capitals for town in gazetteer.towns(name)]
        return next((town for town in towns if town.country == sense.state.code), None)

    def _capital(self, span: Span, code: str) -> Site | None:
        if use(span.root) == "name" and span.root.dep_ in ("nsubj", "nsubj:pass", "nmod:poss"):
            return None
        sites = gazetteer.towns(span.text)
        after = self._after(span)
        if after is not None and after != code:
            elsewhere = [s for s in sites if s.country == after]
            if elsewhere:
                return elsewhere[0]
        site = next((s for s in sites if code in (s.country, "EUR")), None)
        if site is None:
            state = states.by_code(code)
            if state is None:
                return None
            site = gazetteer.Site(span.text, "city", code, None, state.latitude, state.longitude)
        said = span.text
        name = said.title() if said.isupper() and len(said) > 3 else said
        return gazetteer.Site(
            name, "city", site.country, None, site.latitude, site.longitude, site.people
        )

    def _american(self) -> bool:
        """Whether the report's Georgia is the American state."""
        told = {fold(t.text) for t in self.doc}
        abroad = told & words.listed("georgia-abroad")
        home = told & words.listed("georgia-at-home")
        return bool(home) and len(home) >= len(abroad)

    def _venues(self) -> Iterator[tuple[int, int]]:
        """ "the Sheraton Hotel", "the Niavaran Palace": names that end in a kind of building."""
        kinds = words.listed("buildings")
        for token in self.doc:
            if token.text[0].isupper() and fold(token.text) in kinds and token.pos_ == "PROPN":
                first = token.i
                while (
                    first
                    and (
                        self.doc[first - 1].pos_ == "PROPN"
                        or self.doc[first - 1].text in ("-", "’s")
                    )
                    and self.doc[first - 1].ent_type_ != "PERSON"
                ):
                    first -= 1
                if first < token.i and use(token) in _AT:
                    yield self.doc[first].idx, token.idx + len(token.text)

    def _candidates(self) -> Iterator[Span]:
        yield from self._whole()
        for ent in self.doc.ents:
            if ent.label_ in ("LOC", "GPE", "FAC"):
                yield from self._parts(ent)
        for token in self.doc:
            if token.pos_ == "PROPN" and use(token) in _AT:
                first = token.i
                while (
                    first
                    and self.doc[first - 1].pos_ == "PROPN"
                    and (self.doc[first - 1].head.i == token.i)
                ):
                    first -= 1
                last = token.i
                while (
                    last + 1 < len(self.doc)
                    and self.doc[last + 1].pos_ == "PROPN"
                    and (self.doc[last + 1].dep_ == "flat")
                ):
                    last += 1
                # what the model takes for a person may be a town of two words: "in Chiang Mai"
                if token.ent_type_ not in ("ORG", "PERSON") or (
                    token.ent_type_ == "PERSON" and last > first
                ):
                    yield self.doc[first : last + 1]

    def _whole(self) -> Iterator[Span]:
        """Towns of several words, whatever the model makes of each: "in Dire Dawa"."""
        for token in self.doc:
            if token.lower_ not in _AT or token.pos_ != "ADP":
                continue
            end = token.i + 1
            while (
                end < len(self.doc) and end - token.i < _WORDS and self.doc[end].text[0].isupper()
            ):
                end += 1
            for last in range(end, token.i + 2, -1):
                span = self.doc[token.i + 1 : last]
                if gazetteer.towns(span.text):
                    yield span
                    break

    def _parts(self, ent: Span) -> Iterator[Span]:
        """A place of the model, split at its commas."""
        start = ent.start
        for i in range(ent.start, ent.end + 1):
            if i == ent.end or self.doc[i].text == ",":
                if i > start:
                    yield self.doc[start:i]
                start = i + 1

    def _town(self, span: Span) -> Site | None:
        name = span.text
        if not name[0].isupper() or "\n" in name or not any(t.pos_ == "PROPN" for t in span):
            return None
        if fold(name) in words.listed("months"):
            return None
        sites = gazetteer.towns(name)
        if not sites and name.isupper():
            sites = gazetteer.towns(name.title())
        if not sites or (use(span.root) == "name" and span.root.ent_type_ not in ("LOC", "GPE")):
            return None
        after = self._after(span)
        if after is not None:
            here = [s for s in sites if s.country == after]
            sites = tuple(here) or sites
        return likeliest(sites, self.codes)

    def _after(self, span: Span) -> str | None:
        """The state of "Texas" in "Paris, Texas"."""
        if span.end + 1 >= len(self.doc) or self.doc[span.end].text != ",":
            return None
        first = self.doc[span.end + 1]
        if first.dep_ in _MODIFIERS and first.head.i > first.i:
            return None  # "In Paris, U.S. officials said"
        dotted = first.text[-1] == "." or self.doc[first.i + 1 : first.i + 2].text == "."
        if first.text[0].isupper() and (dotted or first.text.isupper()):
            land = gazetteer.land_of(first.text)
            if land is not None:
                return land
        tail = self.doc[span.end + 1 : span.end + 4].text
        region = next(gazetteer.named().find(tail), None)
        if region is not None and region.start == 0:
            return region.value.country
        nation = next(states.names().find(tail), None)
        if nation is not None and nation.start == 0 and "name" in nation.value.kinds:
            code = nation.value.state.code
            return code if code != "GEO" or span.text in _GEORGIAN else "USA"
        return None


def likeliest(sites: Sequence[Site], spoken_of: Container[str | None]) -> Site:
    """Of the towns of one name that which a report means; `spoken_of`: the states that it names.

    By size, a town of a state spoken of counting for sixteen times as large, its capital more, and
    one of our own table for thirty. But a small town in a land settled from elsewhere has its name
    from a larger one: a report that speaks of the United States is not therefore in Geneva,
    Illinois.
    """
    named = any(not site.other for site in sites)

    def worth(site: Site) -> float:
        size = math.log10(max(site.people, 1000)) + (1.5 if site.known else 0.0)
        size -= 2.0 if site.other and named else 0.0
        namesake = site.people < _SMALL and site.country in _SETTLED
        if namesake and any(s.people > site.people and s.country != site.country for s in sites):
            return size
        if site.country in spoken_of:
            size += 2.2 if site.capital else 1.2
        return size

    return max(sites, key=worth)


_MODIFIERS = frozenset({"amod", "compound", "nmod:poss", "nmod:desc"})
_WORDS = 4  # of the longest name of a town, and one
#: Towns of the Caucasus that "Georgia" may follow; any other is of the American state.
_GEORGIAN = frozenset({"Tbilisi", "Batumi", "Kutaisi", "Poti", "Gori", "Sukhumi", "Zugdidi",
                       "Tskhinvali", "Rustavi", "Kazbegi"})  # fmt: skip
#: Lands whose towns are mostly named after others, and what counts as small there.
_SETTLED = frozenset({"USA", "CAN", "AUS", "NZL", "ZAF", "GBR"})
_SMALL = 100_000
_AT = frozenset(
    {"in", "at", "to", "from", "near", "outside", "inside", "into", "through", "around", "over"}
)
_WHERE = _AT | {"across", "throughout", "within", "visited", "via", "toward", "towards", "off"}


def use(root: Token) -> str:
    """How a name of a place stands in its sentence: see the module's note on rules."""
    cases = [c for c in root.children if c.dep_ == "case" and c.tag_ != "POS" and c.i < root.i]
    if cases:
        return cases[-1].lower_  # "due in Suva"
    if root.dep_ == "conj" and root.head.i != root.i and root.head.pos_ == "PROPN":
        return use(root.head)
    if root.dep_ in ("flat", "appos") and root.head.i != root.i and root.head.pos_ == "PROPN":
        return use(root.head)
    if root.dep_ == "compound":
        return "compound"
    if root.dep_ == "obj" and root.head.lemma_ in ("visit", "tour", "reach", "leave", "enter"):
        return "visited"
    return "name"
