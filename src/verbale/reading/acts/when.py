"""When an event was, how long it took, and which other event its day is counted from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from verbale.language.sentences import sentence_of
from verbale.reading.acts.tree import cases, singled_out, upward
from verbale.records import Extent

if TYPE_CHECKING:
    from spacy.tokens import Token

    from verbale.reading.acts.scene import Notes, Scene
    from verbale.records import Timex

_RELATIONS = {
    "before": "before",
    "until": "until",
    "since": "since",
    "after": "after",
    "by": "by",
}
_OTHER_TIME = frozenset(["ahead", "before", "after", "following", "since", "until", "despite"])
_SPOKEN = frozenset(["AGREE", "THREATEN", "REJECT"])
_OCCASIONS = frozenset(["in", "at", "during"])
_WORDS = frozenset(
    ["statement", "announcement", "decision", "remark", "comment", "report", "pledge", "offer"]
)
_BOUNDS = frozenset(["deadline", "target"])
_PARTNERS = frozenset(["with", "of", "between", "among", "to", "by"])
#: Words between a length and the act that it is counted from.
_BEHIND = re.compile(r"\s*(?:after|before|following)\b[^,;:.]{0,60}")
_CLAUSES = frozenset(["acl:relcl", "advcl", "ccomp", "parataxis"])
#: What a length is counted from, where that is told.
_COUNTED = re.compile(r"\s+(?:before|after|ahead of|following|since)\b")
#: Words between a visit and its first day.
_STARTING = re.compile(r"(?: (?:to|in|of) [^,.;:]{1,30})?,? (?:starting|beginning) (?:on )?")
#: A length that is a distance from some day ("a day later", "the next few months").
_SHIFTS = frozenset("+-<>")


def times(scene: Scene, index: int, notes: Notes) -> tuple[tuple[int, ...], str]:
    """The times that date an act, and how they do ("on", "before", "since" ...)."""
    mine = [
        i
        for i, owner in scene.time_owner.items()
        if index == _counted(scene, i, owner)
        and _dates(scene, i)
        and not _from_no_event(scene, i)
        and not _of_a_topic(scene, i, index)
        and not _of_the_planning(scene, i, index)
    ]
    rule = "own-clause"
    then = _when(scene, index)
    if then is not None and mine in ([], [then]):
        at = scene.times[then]
        notes.add("date", (Extent(at.start, at.end),), "when-clause")
        return (then,), "on"
    if not mine:
        mine, rule = _opening(scene, index), "opening"
    if not mine:
        mine, rule = _borrowed(scene, index)
    if not mine and (arrival := _where(scene, index)):
        at = scene.times[arrival[0]]
        notes.add("date", (Extent(at.start, at.end),), "where-clause")
        return arrival, "since"
    if not mine:
        return (), "on"
    notes.add("date", tuple(Extent(scene.times[i].start, scene.times[i].end) for i in mine), rule)
    return tuple(mine), _relation(scene, mine[0])


def _when(scene: Scene, index: int) -> int | None:
    """The time right before the "when" that an act's clause begins with: "closed since 2011, when
    Chad sent troops". It is of the act, whatever it says of the clause before it."""
    word = scene.doc[scene.settled[index].act.trigger]
    for above in (word, *upward(word)):
        for child in above.children:
            if child.lower_ == "when" and child.i < above.i:
                return _right_before(scene, child.idx)
        if above.dep_ in _CLAUSES:
            return None
    return None


def _where(scene: Scene, index: int) -> tuple[int, ...]:
    """The day of a journey to the place where a talk was held: "flew to Riga on Sunday, where he
    met ..." was on Sunday or later."""
    one = scene.settled[index]
    word = scene.doc[one.act.trigger]
    if one.type != "CONSULT":
        return ()
    for above in (word, *upward(word)):
        if any(c.lower_ == "where" and c.i < above.i for c in above.children):
            return tuple(
                i
                for other, told in enumerate(scene.settled)
                if told.mode == "visit"
                and scene.sentence_of[other] == scene.sentence_of[index]
                and scene.doc[told.act.trigger].i < above.i
                for i, owner in scene.time_owner.items()
                if owner == other and _dates(scene, i) and scene.times[i].end < above.idx
            )[:1]
        if above.dep_ in _CLAUSES:
            return ()
    return ()


def _right_before(scene: Scene, start: int) -> int | None:
    text = scene.doc.text
    for i, time in enumerate(scene.times):
        told = time.type in {"DATE", "TIME"} or time.form[:1] in _SHIFTS
        if told and time.end < start and not text[time.end : start].strip(" ,"):
            return i
    return None


def _counted(scene: Scene, i: int, owner: int | None) -> int | None:
    """The act that a time is of: of "met on Sunday, six weeks after their summit" the meeting, not
    the summit that the weeks are counted from; else `owner`."""
    time = scene.times[i]
    if owner is None or time.anchor != "event":
        return owner
    starts = [scene.doc[one.act.trigger].idx for one in scene.settled]
    told = [k for k, at in enumerate(starts) if at < time.start]
    if starts[owner] < time.end or not told:
        return owner
    last = max(told, key=starts.__getitem__)
    same = scene.sentence_of[last] == scene.sentence_of[owner]
    behind = _BEHIND.fullmatch(scene.doc.text[time.end : starts[owner]])
    return last if same and behind else owner


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
        "since" in here
        and any(w.pos_ in {"NOUN", "PROPN", "ADJ"} and singled_out(w) for w in upward(head))
    )


def _from_no_event(scene: Scene, i: int) -> bool:
    """Whether a day is counted from what is told as no event: "a day before the deadline"."""
    time = scene.times[i]
    if time.anchor != "event" or not _COUNTED.match(scene.doc.text, time.end):
        return False
    head = scene.head(time.start, time.end)
    end = sentence_of(head).end_char if head is not None else time.end
    starts = (scene.doc[one.act.trigger].idx for one in scene.settled)
    return not any(time.end < start < end for start in starts)


def _of_a_topic(scene: Scene, i: int, index: int) -> bool:
    """Whether a time tells when that was which the act is about: "condemned the May 27 raid",
    "sanctions for the arrests of July", "praised Chad on its vote in June".

    A talk is held when its occasion is ("at a dinner on Sunday"), and when its partners are met.
    """
    time = scene.times[i]
    own = scene.settled[index].words
    head = scene.head(time.start, time.end)
    for noun in scene.nouns_between(time.start, time.end, index):
        behind = head is not None and head.head.i == noun.i and noun.idx < time.start
        if noun.lemma_ in _BOUNDS:  # "talks with a deadline of October"
            return True
        if noun.dep_ in {"obj", "nsubj", "nsubj:pass"}:
            if not behind or noun.dep_ != "obj":
                return True
        elif noun.dep_ in {"obl", "nmod", "obl:unmarked"}:
            near = cases(noun)
            if not near & _OCCASIONS and not (noun.head.i in own and near & _PARTNERS):
                return True
    return False


def _opening(scene: Scene, index: int) -> list[int]:
    """The first day of what a noun tells of, wherever the parse has hung it: "raised it during a
    visit to Lome, starting on May 3"."""
    one = scene.settled[index]
    trigger = scene.doc[one.act.trigger]
    if one.act.entry.kind != "n" or one.type != "CONSULT":
        return []
    end = trigger.idx + len(trigger)
    for i, time in enumerate(scene.times):
        if end < time.start and _STARTING.fullmatch(scene.doc.text[end : time.start]):
            return [i]
    return []


def _of_the_planning(scene: Scene, i: int, index: int) -> bool:
    """Whether a time tells when a plan was made: "had been arranged last week"."""
    time, told = scene.times[i], scene.settled[index].status
    if told.value != "planned" or not told.rule.startswith("governor:"):
        return False
    head = scene.head(time.start, time.end)
    past = time.tense == "past" and time.anchor == "published" and time.form[:1] not in _SHIFTS
    return past and head is not None and head.head.idx == told.start


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
        if dep == "ccomp" and one.type in _SPOKEN:
            # an act of speech has the day of its saying
            said = [
                i
                for i, t in enumerate(scene.times)
                if _dates(scene, i) and _hangs_on(scene, t, above)
            ]
            return said, "clause:said"
        if dep in {"ccomp", "acl:relcl", "parataxis"}:
            break
        if dep in {"obl", "nmod"} and cases(word) & _OTHER_TIME:
            break
        if dep in {"xcomp", "acl", "advcl", "conj", "obj", "obl", "nmod", "nsubj", "nsubj:pass"}:
            theirs = [
                i
                for i, time in enumerate(scene.times)
                if _dates(scene, i)
                and _hangs_on(scene, time, above)
                and not _of_the_planning(scene, i, index)
            ]
            if dep == "acl" and above.lemma_ in _WORDS:
                theirs = []  # "the decision last week to visit": the day of the decision
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
    """Whether the act stands within the phrase of the time: "the last day of the visit"."""
    head = scene.head(scene.times[i].start, scene.times[i].end)
    return head is not None and any(above.i == head.i for above in upward(trigger))


def _relation(scene: Scene, i: int) -> str:
    time = scene.times[i]
    head = scene.head(time.start, time.end)
    if head is None:
        return "on"
    for case in cases(head):
        if case == "before" and time.mod == "END":
            return "by"  # "before the end of May" is in May too
        if case in _RELATIONS:
            return _RELATIONS[case]
    return "on"


def after(scene: Scene, index: int, times: tuple[int, ...]) -> int | None:
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


def duration(scene: Scene, index: int, notes: Notes) -> str | None:
    """How long an act lasted, as an ISO 8601 duration."""
    for i, time in enumerate(scene.times):
        if time.type != "DURATION" or not time.form.startswith("P"):
            continue
        head = scene.head(time.start, time.end)
        if head is None or scene.time_owner[i] != index:
            continue
        here = cases(head)
        if here - {"for", "over"} and head.dep_ in {"obl", "nmod"}:
            continue
        notes.add("duration", (Extent(time.start, time.end),), "length-of-act")
        return time.form
    return None
