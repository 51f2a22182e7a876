"""Events as one report tells them: acts with their status, parties, times, places and issues.

Acts come from `reading.acts`; here those that are no events of their own are left out (the content
of another act, what only could be, the details of a meeting told before), parties are resolved
against the cast, mentions that look back ("the meeting", "his trip") take the parties of what
they look back at, and each field keeps the words that it was read from.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

import msgspec

from verbale.knowledge import acts as knowledge
from verbale.language.sentences import sentence_of
from verbale.reading import acts
from verbale.reading.acts import aims, details, journeys, partners, retelling, when
from verbale.reading.acts.explain import explain
from verbale.reading.acts.match import Matcher
from verbale.reading.acts.mentions import referents
from verbale.reading.acts.regroup import regrouped
from verbale.reading.acts.scene import Notes, Scene
from verbale.reading.acts.settle import settle
from verbale.reading.acts.sides import Sides, own, states_of
from verbale.reading.lookup import Lookup
from verbale.records import Cast, Extent, Told

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc

    from verbale.knowledge.acts import Lexicon
    from verbale.reading.acts.settle import Settled
    from verbale.records import IssueMention, PlaceMention, Timex

__all__ = ["explain", "find", "inspect"]

_AGAIN = re.compile(r"[\s,]*\band (?:then )?(?:again|once more|a second time)\b")
MULTILATERAL = 3  # states from which a consultation is multilateral (PLOVER manual, CONSULT)


def find(
    doc: Doc,
    cast: Cast,
    times: Sequence[Timex] = (),
    places: Sequence[PlaceMention] = (),
    issues: Sequence[IssueMention] = (),
    lexicon: Lexicon | None = None,
) -> tuple[Told, ...]:
    """The events of one report, in order of place; merged are only mentions with one trigger."""
    lexicon = lexicon or knowledge.load()
    doc = regrouped(doc, cast)
    matcher = Matcher(lexicon, Lookup(cast))
    settled = settle(doc, acts.find(doc, matcher), matcher)
    resolved, legs = _sides(doc, settled, matcher, places)
    topics = retelling.echoes(settled, resolved, matcher)
    if topics:
        settled = [one for index, one in enumerate(settled) if index not in topics]
        resolved, legs = _sides(doc, settled, matcher, places)
    scene = Scene(doc, settled, cast, tuple(times), tuple(places), tuple(issues), lexicon)
    told: list[Told] = []
    first: dict[int, int] = {}
    for index, part in enumerate(resolved):
        if part is None:
            continue
        first[index] = len(told)
        stages = [leg for leg, trip in legs.items() if trip == index]
        whole = _with_days(scene, _told(scene, index, part), stages)
        whole = _on_the_day_of(scene, whole, told) if retelling.is_joint(settled[index]) else whole
        told.extend(one for some in _parted(scene, whole) for one in _again(scene, some))
    return tuple(
        msgspec.structs.replace(one, after_event=first.get(one.after_event))
        if one.after_event is not None
        else one
        for one in told
    )


def _sides(
    doc: Doc, settled: Sequence[Settled], matcher: Matcher, places: Sequence[PlaceMention]
) -> tuple[list[Sides | None], dict[int, int]]:
    """The sides of each event, None for one that has nobody or is part of another; and the trip
    that each leg told by itself is part of."""
    found: list[Sides | None] = []
    legs: dict[int, int] = {}
    for index, one in enumerate(settled):
        sides = partners.listed(doc, one, own(doc, one, matcher, places), matcher)
        trip = journeys.leg_of(one, doc, sides, settled, found)
        if trip is not None:
            found[trip] = journeys.with_leg(found[trip], sides)
            found.append(None)
            legs[index] = trip
        elif one.type == "CONSULT":
            told = retelling.looking_back(doc, one, sides, settled, found, matcher)
            found.append(told or partners.completed(doc, one, sides, settled, matcher))
        else:
            before = list(zip(settled[:index], found, strict=True))
            sides = aims.completed(doc, one, sides, before, matcher)
            found.append(sides if aims.founded(doc, one, sides, matcher) else None)
    return found, legs


def _with_days(scene: Scene, told: Told, legs: Sequence[int]) -> Told:
    """A trip with the days of its legs that are told by themselves."""
    notes = Notes()
    days = [time for leg in legs for time in when.times(scene, leg, notes)[0]]
    more = tuple(
        dict.fromkeys(
            day for day in days if day not in told.times and not _held(scene, told.times, day)
        )
    )
    if not more:
        return told
    extents = tuple(Extent(scene.times[i].start, scene.times[i].end) for i in (*told.times, *more))
    return msgspec.structs.replace(
        told,
        times=(*told.times, *more),
        evidence={**told.evidence, "date": extents},
        rules={**told.rules, "date": told.rules.get("date", "leg")},
    )


def _held(scene: Scene, stretches: Sequence[int], day: int) -> bool:
    """Whether a day lies in one of some stretches: the 21st in "July 18-24"."""
    form = scene.times[day].form
    ends = (scene.times[i].form.split(" .. ") for i in stretches)
    return any(len(pair) == 2 and pair[0] <= form <= pair[1] for pair in ends)


def _parted(scene: Scene, told: Told) -> list[Told]:
    """One event, or as many as it has recipients with a day each: "held talks with the king
    (Monday) and the sultan (on Sunday)", "visited Chad on Monday and Mali on Tuesday". A journey
    that is still to be made is one, with its legs."""
    extents = told.evidence.get("recipients", ())
    if (
        told.type != "CONSULT"
        or (told.mode == "visit" and told.status != "occurred")
        or not 1 < len(told.times) == len(told.recipients) == len(extents)
    ):
        return [told]
    days = sorted(told.times, key=lambda i: scene.times[i].start)
    ends = [e.start for e in extents[1:]] + [told.sentence.end]
    if any(
        not extent.start < scene.times[day].start < end
        for extent, day, end in zip(extents, days, ends, strict=True)
    ):
        return [told]
    found: list[Told] = []
    for who, day, extent in zip(told.recipients, days, extents, strict=True):
        one = _leg(scene, told, who, extent) if told.mode == "visit" else told
        evidence = {**one.evidence, "recipients": (extent,)}
        one = msgspec.structs.replace(one, recipients=(who,), evidence=evidence)
        found.append(_dated(scene, one, day))
    return found


def _leg(scene: Scene, told: Told, goal: int, extent: Extent) -> Told:
    """A journey with the place and the host of one of its goals alone."""
    there = next(
        (p for p in scene.places if p.start < extent.end and extent.start < p.end and p.country),
        None,
    )
    state = scene.cast.referents[goal].state
    evidence = {field: at for field, at in told.evidence.items() if field != "place"}
    if there is not None:
        evidence["place"] = (Extent(there.start, there.end),)
    return msgspec.structs.replace(
        told,
        place=there,
        hosts=tuple(host for host in told.hosts if host == state),
        evidence=evidence,
    )


def _on_the_day_of(scene: Scene, told: Told, before: Sequence[Told]) -> Told:
    """What two discussed without saying when, with the day of what one did to the other in the
    sentence before: "congratulated the king today. The two discussed trade"."""
    last = before[-1] if before else None
    who = {*told.actors, *told.recipients}
    if (
        last is None
        or told.times
        or not last.times
        or {*last.actors, *last.recipients} != who
        or scene.doc.text[last.sentence.end : told.sentence.start].strip()
        or last.status != "occurred"
    ):
        return told
    return msgspec.structs.replace(
        told,
        times=last.times,
        relation=last.relation,
        evidence={**told.evidence, "date": last.evidence["date"]},
        rules={**told.rules, "date": "act-before"},
    )


def _again(scene: Scene, told: Told) -> list[Told]:
    """One contact, or the two of "met on Monday and again on Thursday"."""
    days = sorted(told.times, key=lambda i: scene.times[i].start)
    if told.type != "CONSULT" or len(days) != len(told.evidence.get("date", ())) or len(days) < 2:
        return [told]
    gaps = itertools.pairwise(days)
    text = scene.doc.text
    if not all(_AGAIN.match(text[scene.times[a].end : scene.times[b].start]) for a, b in gaps):
        return [told]
    return [_dated(scene, told, day) for day in days]


def _dated(scene: Scene, told: Told, day: int) -> Told:
    extent = Extent(scene.times[day].start, scene.times[day].end)
    return msgspec.structs.replace(
        told, times=(day,), evidence={**told.evidence, "date": (extent,)}
    )


def _told(scene: Scene, index: int, part: Sides) -> Told:
    one = scene.settled[index]
    doc = scene.doc
    evidence: dict[str, tuple[Extent, ...]] = {
        "type": one.extents(doc),
        "status": (Extent(one.status.start, one.status.end),),
    }
    rules = {"type": one.act.entry.where, "status": one.status.rule}
    if part.actors:
        evidence["actors"], rules["actors"] = part.actor_evidence, part.actor_rule
    if part.recipients or part.hosts:
        evidence["recipients"], rules["recipients"] = part.recipient_evidence, part.recipient_rule
    mode = part.mode or one.mode
    if (
        one.type == "CONSULT"
        and mode in {"meet", None}
        and len(states_of(part, scene.cast)) >= MULTILATERAL
    ):
        mode, rules["mode"] = "multilateral", "three-states"
    if mode:
        evidence["mode"] = evidence["type"]
        rules.setdefault("mode", "backreference" if part.mode else one.act.entry.where)
    if one.act.entry.contexts:
        evidence["contexts"] = evidence["type"]
    start = min(extent.start for extent in evidence["type"])
    end = max(extent.end for extent in evidence["type"])
    sentence = sentence_of(doc[one.act.trigger])
    found = details.read(scene, index, part, mode)
    evidence.update(found.evidence)
    rules.update(found.rules)
    return Told(
        start=start,
        end=end,
        type=one.type,
        mode=mode,
        contexts=one.act.entry.contexts,
        cameo=one.cameo,
        status=one.status.value,
        actors=part.actors,
        recipients=part.recipients,
        hosts=part.hosts,
        frame="backreference" if part.back else one.act.entry.form,
        sentence=Extent(sentence.start_char, sentence.end_char),
        tense=one.status.tense,
        times=found.times,
        relation=found.relation,
        after_event=found.after_event,
        place=found.place,
        venue=found.venue,
        occasion=found.occasion,
        duration=found.duration,
        issues=found.issues,
        superlative=found.superlative,
        evidence=evidence,
        rules=rules,
    )


def inspect(
    doc: Doc, cast: Cast | None = None, lexicon: Lexicon | None = None
) -> list[dict[str, object]]:
    """The rows of `verbale inspect events`, as CONTRACT.md has them: an argument that stands for
    nobody of the cast has its text alone."""
    cast = cast or Cast()
    lexicon = lexicon or knowledge.load()
    doc = regrouped(doc, cast)
    matcher = Matcher(lexicon, Lookup(cast))
    rows: list[dict[str, object]] = []
    for one in settle(doc, acts.find(doc, matcher), matcher):
        if not one.act.actors and not one.act.recipients:
            continue
        if _one_sided(one) or _of_nobody(doc, one, matcher):
            continue
        extents = one.extents(doc)
        rows.append(
            {
                "start": min(e.start for e in extents),
                "end": max(e.end for e in extents),
                "type": one.type,
                "mode": one.mode,
                "contexts": list(one.act.entry.contexts),
                "cameo": one.cameo,
                "status": one.status.value,
                "actors": [_row(doc, matcher, a) for a in one.act.actors],
                "recipients": [_row(doc, matcher, a) for a in one.act.recipients],
                "frame": one.act.entry.form,
            }
        )
    return rows


def _of_nobody(doc: Doc, one: Settled, matcher: Matcher) -> bool:
    """Whether the words that a contact has for its sides are those of nobody: "the plan is an
    attempt at reviving talks"."""
    sides = (*one.act.actors, *one.act.recipients)
    noun = one.type == "CONSULT" and one.act.entry.kind == "n"
    return noun and not any(matcher.party(doc[a.head]) for a in sides)


def _one_sided(one: Settled) -> bool:
    """Whether a sentence has one side of a contact alone, and that only as whose clause it stands
    in: "the rebels demanded it at the talks"."""
    act = one.act
    return (
        one.type == "CONSULT"
        and one.mode not in {"multilateral", "third-party"}
        and act.entry.kind == "n"
        and act.support is None
        and not act.recipients
        and len(act.actors) < 2
        and all(a.path in {"owner", "subj"} for a in act.actors)
    )


def _row(doc: Doc, matcher: Matcher, argument: acts.Argument) -> dict[str, object]:
    found = [matcher.lookup.cast.referents[i] for i in referents(doc, argument, matcher)]
    one = found[0] if found else None
    return {
        "start": argument.start,
        "end": argument.end,
        "text": doc.text[argument.start : argument.end],
        "state": one.state if one else None,
        "sector": one.sector if one else None,
        "name": one.name if one else None,
    }
