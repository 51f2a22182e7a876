"""When, where, how long, on what occasion and about what: the details of events of one report.

A detail belongs to the event that governs it in the tree: from the detail's head word one climbs
to the nearest word of an event, not out of a clause of its own ("said on Monday that they met").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from verbale.reading.acts.paths import cases, upward
from verbale.reading.status import singled_out
from verbale.records import Extent

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from verbale.reading.acts.settle import Settled
    from verbale.reading.acts.sides import Sides
    from verbale.records import Cast, IssueMention, PlaceMention, Timex

_CLAUSES = frozenset("ccomp advcl acl:relcl parataxis".split())
_RELATIONS = {"before": "before", "until": "until", "since": "since", "after": "after", "by": "before"}
_OTHER_TIME = frozenset(["ahead", "before", "after", "following", "since", "until", "despite"])
_GATHERINGS = frozenset(
    "summit conference forum assembly congress olympics ministerial funeral inauguration ceremony "
    "session g20 g7 g8 apec asean nato".split()
)
_MARGINS = frozenset("margin sideline fringe".split())
_TALKING = frozenset(
    "discuss raise address underscore reaffirm exchange review note reiterate emphasize emphasise "
    "express condemn urge call stress cover focus touch agree highlight thank welcome commend "
    "affirm explore consult pledge underline recognize acknowledge voice speak talk include center "
    "congratulate applaud commit share reflect encourage outline describe praise seek deal mention".split()
)
_TALKS = frozenset(["talk", "talks", "discussion", "negotiation", "consultation", "meeting"])
_GOING_ON = 6  # sentences that may go on with what a talk was about
#: A length that is a distance from some day ("a day later", "the next few months").
_SHIFTS = frozenset("+-<>")


class Details(msgspec.Struct, frozen=True):
    """What is told of one event besides its parties."""

    times: tuple[int, ...] = ()
    relation: str = "on"
    after_event: int | None = None
    place: PlaceMention | None = None
    venue: str | None = None
    occasion: str | None = None
    duration: str | None = None
    issues: tuple[str, ...] = ()
    superlative: str | None = None
    evidence: dict[str, tuple[Extent, ...]] = {}
    rules: dict[str, str] = {}


class Scene:
    """The events of a report, with the mentions of times, places and issues assigned to them."""

    def __init__(
        self,
        doc: Doc,
        settled: list[Settled],
        cast: Cast,
        times: tuple[Timex, ...],
        places: tuple[PlaceMention, ...],
        issues: tuple[IssueMention, ...],
    ) -> None:
        self.doc = doc
        self.settled = settled
        self.cast = cast
        self.times = times
        self.places = places
        self.issues = issues
        self.sentences = list(doc.sents)
        self.sentence_of = [
            self._sentence_index(doc[one.act.trigger].i) for one in settled
        ]
        self._owner: dict[int, int] = {}
        for index, one in enumerate(settled):
            if one.act.support is not None:
                self._owner.setdefault(one.act.support, index)
        for index, one in enumerate(settled):
            for token in (*one.act.words, *one.also):
                self._owner[token] = index
        self.time_owner = {i: self._owner_of(t.start, t.end) for i, t in enumerate(times)}
        self.place_owner = {i: self._owner_of(p.start, p.end) for i, p in enumerate(places)}
        self.issue_owner = {i: self._owner_of(m.start, m.end, True) for i, m in enumerate(issues)}

    def _sentence_index(self, token: int) -> int:
        for index, sentence in enumerate(self.sentences):
            if token < sentence.end:
                return index
        return len(self.sentences) - 1

    def head(self, start: int, end: int) -> Token | None:
        """The head word of a stretch of text, or None for one without words."""
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return span.root if span is not None and len(span) else None

    def _owner_of(self, start: int, end: int, deep: bool = False) -> int | None:
        head = self.head(start, end)
        if head is None:
            return None
        if head.i in self._owner:
            return self._owner[head.i]
        word = head
        for above in upward(head):
            if above.i in self._owner:
                if word.dep_ in _CLAUSES and not deep and word.pos_ in {"VERB", "AUX"}:
                    return None
                return self._owner[above.i]
            if not deep and word.dep_ in _CLAUSES and word.i != head.i:
                return None
            word = above
        return None

    def governors(self, index: int) -> list[Token]:
        """Verbs of the clause of an event's word: its support, and those that it is complement or
        adjunct noun of."""
        token = self.doc[self.settled[index].act.trigger]
        found: list[Token] = []
        for above in upward(token):
            if token.dep_ in {"ccomp", "acl:relcl", "parataxis"}:
                break
            if above.pos_ in {"VERB", "AUX", "NOUN"}:
                found.append(above)
            token = above
        return found


def read(scene: Scene, index: int, sides: Sides, mode: str | None) -> Details:
    """The details of the event at `index`."""
    evidence: dict[str, tuple[Extent, ...]] = {}
    rules: dict[str, str] = {}
    times, relation = _times(scene, index, evidence, rules)
    place, venue = _place(scene, index, mode, evidence, rules)
    return Details(
        times=times,
        relation=relation,
        after_event=_after(scene, index, times),
        place=place,
        venue=venue,
        occasion=_occasion(scene, index, evidence, rules),
        duration=_duration(scene, index, evidence, rules),
        issues=_issues(scene, index, sides, evidence, rules),
        superlative=_superlative(scene, index, evidence, rules),
        evidence=evidence,
        rules=rules,
    )


# --- when -------------------------------------------------------------------------------------


def _times(
    scene: Scene, index: int, evidence: dict[str, tuple[Extent, ...]], rules: dict[str, str]
) -> tuple[tuple[int, ...], str]:
    mine = [i for i, owner in scene.time_owner.items() if owner == index and _dates(scene, i)]
    rule = "own-clause"
    if not mine:
        mine, rule = _borrowed(scene, index)
    if not mine:
        return (), "on"
    evidence["date"] = tuple(Extent(scene.times[i].start, scene.times[i].end) for i in mine)
    rules["date"] = rule
    return tuple(mine), _relation(scene, mine[0])


def _dates(scene: Scene, i: int) -> bool:
    """Whether a time expression can date an event: not a length, a habit, or the "since" of a
    superlative ("the first to visit since 2019")."""
    time = scene.times[i]
    if time.type not in {"DATE", "TIME"} and time.form[:1] not in _SHIFTS:
        return False
    head = scene.head(time.start, time.end)
    if head is None:
        return False
    here = cases(head)
    return not (
        "since" in here and any(w.pos_ in {"NOUN", "PROPN", "ADJ"} and singled_out(w) for w in upward(head))
    )


def _borrowed(scene: Scene, index: int) -> tuple[list[int], str]:
    """Times of the clause that an event's word stands in, where it has none itself.

    A complement ("is expected to visit") takes those that stand after it; a noun within a clause
    ("raised it in a meeting on Sunday") and a second coordinated verb take the clause's.
    """
    one = scene.settled[index]
    trigger = scene.doc[one.act.trigger]
    word = trigger
    for above in upward(trigger):
        dep = word.dep_
        if dep in {"ccomp", "acl:relcl", "parataxis"}:
            break
        if dep in {"obl", "nmod"} and cases(word) & _OTHER_TIME:
            break
        if dep in {"xcomp", "acl", "advcl", "conj", "obj", "obl", "nmod", "nsubj", "nsubj:pass"}:
            theirs = [
                i
                for i, time in enumerate(scene.times)
                if _dates(scene, i) and _hangs_on(scene, time, above)
            ]
            if dep in {"xcomp", "acl"}:
                theirs = [i for i in theirs if scene.times[i].start > trigger.idx or dep == "acl"]
            if dep == "advcl" and not any(
                c.lower_ in {"to", "as", "when", "while"} for c in word.children
            ):
                break
            theirs = [i for i in theirs if not _contains(scene, i, trigger)]
            if theirs:
                return theirs, f"clause:{dep}"
        word = above
    return [], ""


def _hangs_on(scene: Scene, time: Timex, word: Token) -> bool:
    head = scene.head(time.start, time.end)
    return head is not None and head.head.i == word.i and head.i != word.i


def _contains(scene: Scene, i: int, trigger: Token) -> bool:
    """Whether the act stands within the time expression's own phrase: "the last day of the visit"."""
    head = scene.head(scene.times[i].start, scene.times[i].end)
    return head is not None and any(above.i == head.i for above in upward(trigger))


def _relation(scene: Scene, i: int) -> str:
    time = scene.times[i]
    head = scene.head(time.start, time.end)
    if head is None:
        return "on"
    for case in cases(head):
        if case in _RELATIONS:
            return _RELATIONS[case]
    return "on"


def _after(scene: Scene, index: int, times: tuple[int, ...]) -> int | None:
    """The event that an anchored time ("a day later", "the same day", "a day after he met ...")
    hangs on: one named in its own clause, else the last one told before."""
    anchored = [i for i in times if scene.times[i].anchor == "event"]
    if not anchored:
        return None
    time = scene.times[anchored[0]]
    sentence = scene.sentence_of[index]
    later = [
        other
        for other, one in enumerate(scene.settled)
        if other != index
        and scene.sentence_of[other] == sentence
        and scene.doc[one.act.trigger].idx > time.end
    ]
    if later:
        return later[0]
    return index - 1 if index > 0 else None


def _duration(
    scene: Scene, index: int, evidence: dict[str, tuple[Extent, ...]], rules: dict[str, str]
) -> str | None:
    for i, time in enumerate(scene.times):
        if time.type != "DURATION" or not time.form.startswith("P"):
            continue
        head = scene.head(time.start, time.end)
        if head is None or scene.time_owner[i] != index:
            continue
        here = cases(head)
        if here - {"for", "over"} and head.dep_ in {"obl", "nmod"}:
            continue
        evidence["duration"] = (Extent(time.start, time.end),)
        rules["duration"] = "length-of-act"
        return time.form
    return None


# --- where ------------------------------------------------------------------------------------


def _place(
    scene: Scene,
    index: int,
    mode: str | None,
    evidence: dict[str, tuple[Extent, ...]],
    rules: dict[str, str],
) -> tuple[PlaceMention | None, str | None]:
    one = scene.settled[index]
    if mode == "visit":
        for argument in one.act.recipients:
            for place in scene.places:
                if place.start < argument.end and argument.start < place.end:
                    evidence["place"] = (Extent(place.start, place.end),)
                    rules["place"] = "destination"
                    return place, None
    mine = [i for i, owner in scene.place_owner.items() if owner == index and _locates(scene, i)]
    rule = "own-clause"
    if not mine:
        for above in scene.governors(index):
            mine = [
                i
                for i, p in enumerate(scene.places)
                if _locates(scene, i) and (h := scene.head(p.start, p.end)) and h.head.i == above.i
            ]
            if mine:
                rule = "clause"
                break
    place: PlaceMention | None = None
    venue: str | None = None
    for i in mine:
        found = scene.places[i]
        extent = Extent(found.start, found.end)
        if found.kind == "venue":
            if venue is None:
                venue = found.name
                evidence["venue"], rules["venue"] = (extent,), rule
        elif place is None or (place.kind == "country" and found.kind == "city"):
            place = found
            evidence["place"], rules["place"] = (extent,), rule
    return place, venue


def _locates(scene: Scene, i: int) -> bool:
    place = scene.places[i]
    head = scene.head(place.start, place.end)
    if head is None:
        return False
    word = head
    while word.dep_ in {"conj", "appos"} and word.head.i != word.i:
        word = word.head
    return bool(cases(word) & {"in", "at", "on", "near", "outside", "aboard", "inside"})


# --- on what occasion, about what -------------------------------------------------------------


def _occasion(
    scene: Scene, index: int, evidence: dict[str, tuple[Extent, ...]], rules: dict[str, str]
) -> str | None:
    one = scene.settled[index]
    if one.type != "CONSULT" or one.mode == "visit":
        return None
    sentence = scene.sentences[scene.sentence_of[index]]
    for token in sentence:
        if token.i in one.act.words or token.i in one.also:
            continue
        name = _gathering(token)
        if name is None:
            continue
        extent = Extent(name.start_char, name.end_char)
        evidence["occasion"], rules["occasion"] = (extent,), f"gathering:{token.lower_}"
        return name.text
    return None


def _gathering(token: Token) -> Span | None:
    """The name of a gathering headed by a word: "the G20 summit", "the margins of the G20"."""
    margins = token.head.lemma_ in _MARGINS and "of" in cases(token)
    if not margins:
        if token.lower_ not in _GATHERINGS or token.pos_ not in {"NOUN", "PROPN"}:
            return None
        if token.dep_ == "compound" or token.dep_ == "conj":
            return None
        named = any(
            c.pos_ in {"PROPN", "NUM"} and c.dep_ in {"compound", "flat", "nmod", "nummod", "nmod:poss"}
            for c in token.children
        )
        attended = token.dep_ == "obj" and token.head.lemma_ in {"attend", "join"}
        if not (named or attended or token.pos_ == "PROPN"):
            return None
        if not attended and not cases(token) & {"at", "during", "of", "in", "for", "before", "ahead"}:
            return None
    start, end = token.i, token.i + 1
    for child in token.children:
        if child.dep_ in {"compound", "amod", "nmod:poss", "flat", "nummod", "nmod:unmarked"}:
            start, end = min(start, child.left_edge.i), max(end, child.right_edge.i + 1)
        elif child.dep_ == "nmod" and "of" in cases(child):
            end = max(end, child.right_edge.i + 1)
    return token.doc[start:end]


def _issues(
    scene: Scene,
    index: int,
    sides: Sides,
    evidence: dict[str, tuple[Extent, ...]],
    rules: dict[str, str],
) -> tuple[str, ...]:
    one = scene.settled[index]
    at = scene.sentence_of[index]
    if one.mode == "visit":
        chosen = [i for i, owner in scene.issue_owner.items() if owner == index]
        chosen = [i for i in chosen if _purpose(scene, i, one.act.trigger)]
        rule = "scope:purpose"
    elif one.type == "CONSULT":
        chosen = _talked_about(scene, index, sides, at)
        rule = "scope:talk"
    else:
        chosen = [i for i, owner in scene.issue_owner.items() if owner == index]
        rule = "scope:act"
    if not chosen:
        return ()
    mentions = [scene.issues[i] for i in sorted(chosen)]
    evidence["issues"] = tuple(Extent(m.start, m.end) for m in mentions)
    rules["issues"] = rule
    return tuple(dict.fromkeys(m.slug for m in mentions))


def _purpose(scene: Scene, i: int, trigger: int) -> bool:
    """Whether an issue is what somebody travels to talk about, not what is said of the journey."""
    head = scene.head(scene.issues[i].start, scene.issues[i].end)
    for word in upward(head) if head is not None else ():
        if word.i == trigger:
            return False
        if word.lemma_ in _TALKING or word.lemma_ in _TALKS:
            return True
    return False


def _talked_about(scene: Scene, index: int, sides: Sides, at: int) -> list[int]:
    """Issues of a consultation: of its own sentence, save what belongs to another consultation
    or a relative clause about somebody, and of the sentences that go on with it."""
    sentence = scene.sentences[at]
    chosen = [
        i
        for i, issue in enumerate(scene.issues)
        if sentence.start_char <= issue.start < sentence.end_char
        and not _elsewhere(scene, i, index)
    ]
    last = min(at + _GOING_ON, len(scene.sentences) - 1)
    for number in range(at + 1, last + 1):
        follow = scene.sentences[number]
        if not _goes_on(scene, follow, number, index, sides):
            break
        chosen.extend(
            i
            for i, issue in enumerate(scene.issues)
            if follow.start_char <= issue.start < follow.end_char
        )
    return chosen


def _elsewhere(scene: Scene, i: int, index: int) -> bool:
    owner = scene.issue_owner[i]
    if owner is not None and owner != index and scene.settled[owner].type == "CONSULT":
        return True
    head = scene.head(scene.issues[i].start, scene.issues[i].end)
    if head is None:
        return True
    return any(mention.start <= scene.issues[i].start < mention.end and mention.form in {
        "name", "office", "counterpart"} for mention in scene.cast.mentions)


def _goes_on(scene: Scene, sentence: Span, number: int, index: int, sides: Sides) -> bool:
    """Whether a sentence goes on with what was talked about: its subject is of the talk and its
    verb one of talking, and no other consultation is told in it."""
    for other, one in enumerate(scene.settled):
        if other != index and scene.sentence_of[other] == number and one.type == "CONSULT":
            if one.status.value in {"occurred", "ongoing"} and one.act.entry.kind == "v":
                return False
    if any(t.lower_ in {"topics", "topic", "agenda", "issues"} for t in sentence[:6]):
        return True
    root = sentence.root
    verbs = [root, *(c for c in root.children if c.dep_ in {"conj", "parataxis", "ccomp"})]
    if not any(v.lemma_ in _TALKING for v in verbs):
        return False
    parties = {*sides.actors, *sides.recipients}
    for mention in scene.cast.mentions:
        if sentence.start_char <= mention.start < sentence.end_char:
            one_there = scene.cast.referents[mention.referent]
            if mention.referent in parties or parties & set(one_there.members):
                return True
    return any(
        c.dep_ in {"nsubj", "nsubj:pass"}
        and (c.lower_ in {"they", "he", "she", "both"} or c.lemma_ in {"side", "talk", "meeting", "call", "discussion", "secretary", "minister", "leader", "conversation"})
        for c in root.children
    )


def _superlative(
    scene: Scene, index: int, evidence: dict[str, tuple[Extent, ...]], rules: dict[str, str]
) -> str | None:
    """"the highest-ranking U.S. official to visit China since 2019", around the act."""
    token = scene.doc[scene.settled[index].act.trigger]
    if token.dep_ not in {"acl", "acl:relcl"} or not singled_out(token.head):
        return None
    noun = token.head
    start = min(
        (
            c.left_edge.i
            for c in noun.children
            if c.dep_ in {"amod", "compound", "nmod:poss", "advmod"} and c.i < noun.i
        ),
        default=noun.i,
    )
    end = token.i
    last = max(w.i for w in noun.subtree)
    while end < last and not scene.doc[end + 1].is_punct and not scene.doc[end + 1].is_space:
        end += 1
    span = scene.doc[start : end + 1]
    evidence["superlative"] = (Extent(span.start_char, span.end_char),)
    rules["superlative"] = "singled-out"
    return span.text
