"""The lexicon of acts: which words tell of which PLOVER event, and where its parties stand.

Four tables in `data/`, each a line an entry, tab-separated, `#` a comment:

`acts.tsv`            form, frame, code, cameo, contexts, fires, silent
`acts-frames.tsv`     name, actor, recipient: where the parties stand, see `Frame`
`acts-classes.tsv`    name, words: classes of words that forms speak of as `@name`
`acts-governors.tsv`  words, through, effect, subject: what a governing word does to an act

A form is `LEMMAS/KIND CONDITION...`: lemmas parted by `|`; `v` a verb, `n` a noun, `a` an
adjective or adverb. A condition is `STEP=VALUES` (some dependent by that step is one of the
values), `STEP` or `STEP|STEP` (there is one) or either with `!` before it (there is none). Steps
are joined by dots (`obj.mod`) and are those of `reading.acts.paths`: `subj`, `obj`, `iobj`,
`comp`, `prt`, `mod`, `poss`, `+with` (any oblique or noun modifier by that preposition), ...
Values are lemmas, `@class`, `PARTY`: somebody who can act, or `THEIRS`: somebody, or something of
somebody. Of two entries that fit one word, the one that asks for more wins, then the one that
bars more, then the earlier one.

`fires` and `silent` are sentences: the entry must find its act in the first, not in the second.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

import msgspec

from verbale.errors import KnowledgeError
from verbale.knowledge import plover

KINDS = frozenset("vna")
EFFECTS = frozenset(
    [
        "occurred",
        "ongoing",
        "planned",
        "postponed",
        "cancelled",
        "hypothetical",
        "denied",
        "tense",
        "none",
    ]
)
SUBJECTS = frozenset(["actor", "recipient", "none"])
STEPS = frozenset(
    [
        "subj",
        "obj",
        "iobj",
        "comp",
        "prt",
        "mod",
        "poss",
        "between",
        "first",
        "rest",
        "adv",
        "support",
        "owner",
        "pred",
        "head",
        "inf",
        "relcl",
        "det",
        "must",
        "will",
        "mark",
        "cop",
        "case",
    ]
)
Path_ = tuple[str, ...]


class Frame(msgspec.Struct, frozen=True):
    """Where an act's parties stand: paths from the trigger, the first that leads somewhere wins.

    A path is a tuple of steps. `all_paths` marks a frame whose recipients are gathered over all
    its paths, not the first alone.
    """

    name: str
    actor: tuple[Path_, ...]
    recipient: tuple[Path_, ...]


class Condition(msgspec.Struct, frozen=True):
    """What must stand beside the trigger; `wanted` False: what must not."""

    paths: tuple[Path_, ...]
    values: frozenset[str] | None
    party: bool = False
    theirs: bool = False
    wanted: bool = True


class Entry(msgspec.Struct, frozen=True):
    """One line of the lexicon. `where` is "file:line", for messages and `verbale explain`."""

    form: str
    lemmas: tuple[str, ...]
    kind: str
    conditions: tuple[Condition, ...]
    frame: Frame
    type: str
    mode: str | None
    cameo: str | None
    contexts: tuple[str, ...]
    fires: str
    silent: str
    where: str

    @property
    def rank(self) -> tuple[int, int]:
        """Sorts entries that fit one word: most that it asks for first, then most that it bars."""
        asked = sum(1 for condition in self.conditions if condition.wanted)
        return -asked, asked - len(self.conditions)


class Governor(msgspec.Struct, frozen=True):
    """A word that governs acts. `through`: the steps by which it does. `effect`: the status that
    it gives ("tense": that of its own tense; "none": it says nothing). `subject`: the part that its
    subject takes in a nominal act."""

    lemmas: tuple[str, ...]
    through: frozenset[str]
    effect: str
    subject: str


class Lexicon(msgspec.Struct, frozen=True):
    """All entries, by lemma and kind ("meet/v"), and the lemmas alone; all governors, by lemma;
    the word classes."""

    entries: dict[str, tuple[Entry, ...]]
    lemmas: frozenset[str]
    governors: dict[str, tuple[Governor, ...]]
    classes: dict[str, frozenset[str]]

    def lines(self) -> Iterator[Entry]:
        """Every entry once, in the order of the files."""
        seen: set[str] = set()
        for entries in self.entries.values():
            for entry in entries:
                if entry.where not in seen:
                    seen.add(entry.where)
                    yield entry


def load(extra: Iterable[tuple[str, str]] = ()) -> Lexicon:
    """The shipped lexicon, with a user's own entries (format of `acts.tsv`) before it.

    `extra`: the name and text of each file. Raises `KnowledgeError`, naming file and line, where
    a file breaks the format.
    """
    return _load(tuple(extra))


@cache
def _load(extra: tuple[tuple[str, str], ...]) -> Lexicon:
    classes = _classes()
    frames = _frames()
    rows: list[tuple[str, list[str]]] = []
    for name, text in extra:
        rows.extend(_rows(name, text, 7))
    rows.extend(_rows("acts.tsv", _shipped("acts.tsv"), 7))
    entries: dict[str, list[Entry]] = {}
    for where, row in rows:
        entry = _entry(where, row, frames, classes)
        for lemma in entry.lemmas:
            entries.setdefault(f"{lemma}/{entry.kind}", []).append(entry)
    ranked = {key: tuple(sorted(found, key=lambda e: e.rank)) for key, found in entries.items()}
    lemmas = frozenset(lemma.rpartition("/")[0] for lemma in ranked)
    return Lexicon(ranked, lemmas, _governors(), classes)


def _shipped(name: str) -> str:
    return (files("verbale.knowledge") / "data" / name).read_text(encoding="utf-8")


def _rows(name: str, text: str, columns: int) -> Iterator[tuple[str, list[str]]]:
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if len(cells) != columns:
            raise KnowledgeError(f"{name}:{number}: {columns} columns wanted, {len(cells)} found")
        yield f"{name}:{number}", cells


def _classes() -> dict[str, frozenset[str]]:
    classes: dict[str, frozenset[str]] = {}
    for where, (name, words) in _rows("acts-classes.tsv", _shipped("acts-classes.tsv"), 2):
        known = frozenset(
            word
            for part in words.split()
            for word in (_class(part[1:], classes, where) if part.startswith("@") else {part})
        )
        classes[name] = classes.get(name, frozenset()) | known
    return classes


def _class(name: str, classes: dict[str, frozenset[str]], where: str) -> frozenset[str]:
    if name not in classes:
        raise KnowledgeError(f"{where}: no class @{name} in acts-classes.tsv")
    return classes[name]


def _path(text: str, where: str) -> Path_:
    steps = tuple(text.split("."))
    for step in steps:
        if step not in STEPS and not (step.startswith("+") and len(step) > 1):
            raise KnowledgeError(
                f"{where}: no step {step!r}; known: {', '.join(sorted(STEPS))}, +…"
            )
    return steps


def _frames() -> dict[str, Frame]:
    frames: dict[str, Frame] = {}
    for where, (name, actor, recipient) in _rows("acts-frames.tsv", _shipped("acts-frames.tsv"), 3):
        frames[name] = Frame(
            name,
            tuple(_path(p, where) for p in actor.split() if p != "-"),
            tuple(_path(p, where) for p in recipient.split() if p != "-"),
        )
    return frames


def _condition(text: str, classes: dict[str, frozenset[str]], where: str) -> Condition:
    wanted = not text.startswith("!")
    path, equals, values = text.removeprefix("!").partition("=")
    steps = tuple(_path(one, where) for one in path.split("|"))
    if not equals:
        return Condition(steps, None, wanted=wanted)
    words: set[str] = set()
    party = theirs = False
    for value in values.split("|"):
        if value == "PARTY":
            party = True
        elif value == "THEIRS":
            theirs = True
        elif value.startswith("@"):
            words |= _class(value[1:], classes, where)
        elif value:
            words.add(value)
        else:
            raise KnowledgeError(f"{where}: an empty value in {text!r}")
    return Condition(steps, frozenset(words), party, theirs, wanted)


def _entry(
    where: str, row: list[str], frames: dict[str, Frame], classes: dict[str, frozenset[str]]
) -> Entry:
    form, frame, code, cameo, contexts, fires, silent = ("" if c == "-" else c for c in row)
    head, *conditions = form.split()
    lemmas, slash, kind = head.rpartition("/")
    if not slash or kind not in KINDS or not all(lemmas.split("|")):
        raise KnowledgeError(f"{where}: a form is LEMMAS/v, /n or /a, not {head!r}")
    if frame not in frames:
        raise KnowledgeError(f"{where}: no frame {frame!r} in acts-frames.tsv")
    name, _, mode = code.partition("/")
    ontology = plover.ontology()
    if name not in ontology.types:
        raise KnowledgeError(f"{where}: no PLOVER type {name!r}")
    if mode and mode not in ontology.types[name].modes:
        raise KnowledgeError(f"{where}: {name} has no mode {mode!r}")
    if cameo and cameo not in plover.cameo():
        raise KnowledgeError(f"{where}: no CAMEO code {cameo!r}")
    unknown = set(contexts.split()) - ontology.contexts
    if unknown:
        raise KnowledgeError(f"{where}: no PLOVER context {sorted(unknown)}")
    if not fires or not silent:
        raise KnowledgeError(
            f"{where}: an entry needs a sentence that fires it and one that does not"
        )
    return Entry(
        form,
        tuple(word for part in lemmas.split("|") for word in _words(part, classes, where)),
        kind,
        tuple(_condition(text, classes, where) for text in conditions),
        frames[frame],
        name,
        mode or None,
        cameo or None,
        tuple(contexts.split()),
        fires,
        silent,
        where,
    )


def _words(part: str, classes: dict[str, frozenset[str]], where: str) -> Iterable[str]:
    return sorted(_class(part[1:], classes, where)) if part.startswith("@") else (part,)


def _governors() -> dict[str, tuple[Governor, ...]]:
    found: dict[str, list[Governor]] = {}
    for where, (form, through, effect, subject) in _rows(
        "acts-governors.tsv", _shipped("acts-governors.tsv"), 4
    ):
        if effect not in EFFECTS or subject not in SUBJECTS:
            raise KnowledgeError(f"{where}: not a governor: {form} {effect} {subject}")
        governor = Governor(tuple(form.split("|")), frozenset(through.split()), effect, subject)
        for lemma in governor.lemmas:
            found.setdefault(lemma, []).append(governor)
    return {key: tuple(value) for key, value in found.items()}
