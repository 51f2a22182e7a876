"""What an event was about, and what it is said to be the first or highest of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.reading.acts.tree import singled_out, upward
from verbale.records import Extent

if TYPE_CHECKING:
    from spacy.tokens import Span

    from verbale.reading.acts.scene import Notes, Scene
    from verbale.reading.acts.sides import Sides

_GOING_ON = 6  # sentences that may go on with what a talk was about


def issues(
    scene: Scene,
    index: int,
    sides: Sides,
    notes: Notes,
) -> tuple[str, ...]:
    """The issues that an act is about, by their slugs."""
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
    notes.add("issues", tuple(Extent(m.start, m.end) for m in mentions), rule)
    return tuple(dict.fromkeys(m.slug for m in mentions))


def _purpose(scene: Scene, i: int, trigger: int) -> bool:
    """Whether an issue is what somebody travels to talk about, not what is said of the journey."""
    head = scene.head(scene.issues[i].start, scene.issues[i].end)
    for word in upward(head) if head is not None else ():
        if word.i == trigger:
            return False
        if word.lemma_ in scene.words("talking") | scene.words("talks-about"):
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
    return any(
        mention.start <= scene.issues[i].start < mention.end
        and mention.form in {"name", "office", "counterpart"}
        for mention in scene.cast.mentions
    )


def _goes_on(scene: Scene, sentence: Span, number: int, index: int, sides: Sides) -> bool:
    """Whether a sentence goes on with what was talked about: its subject is of the talk and its
    verb one of talking, and no other consultation is told in it."""
    for other, one in enumerate(scene.settled):
        if other == index or scene.sentence_of[other] != number or one.type != "CONSULT":
            continue
        if one.status.value in {"occurred", "ongoing"} and one.act.entry.kind == "v":
            return False
    if any(t.lower_ in {"topics", "topic", "agenda", "issues"} for t in sentence[:6]):
        return True
    root = sentence.root
    verbs = [root, *(c for c in root.children if c.dep_ in {"conj", "parataxis", "ccomp"})]
    if not any(v.lemma_ in scene.words("talking") for v in verbs):
        return False
    parties = {*sides.actors, *sides.recipients}
    for mention in scene.cast.mentions:
        if sentence.start_char <= mention.start < sentence.end_char:
            one_there = scene.cast.referents[mention.referent]
            if mention.referent in parties or parties & set(one_there.members):
                return True
    return any(
        c.dep_ in {"nsubj", "nsubj:pass"}
        and (
            c.lower_ in {"they", "he", "she", "both"}
            or c.lemma_
            in {
                "side",
                "talk",
                "meeting",
                "call",
                "discussion",
                "secretary",
                "minister",
                "leader",
                "conversation",
            }
        )
        for c in root.children
    )


def superlative(scene: Scene, index: int, notes: Notes) -> str | None:
    """ "the first premier to visit since the war", around the act."""
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
    notes.add("superlative", (Extent(span.start_char, span.end_char),), "singled-out")
    return span.text
