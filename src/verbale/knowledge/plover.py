"""PLOVER's types, modes, contexts, quad classes and scores; CAMEO's codes and Goldstein values.

Sources: the PLOVER manual 0.8 (February 2024), the CAMEO codebook and its Goldstein scale. The
tables are `data/plover.toml` and `data/cameo.tsv`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from verbale.errors import KnowledgeError


class EventType(msgspec.Struct, frozen=True):
    """A PLOVER event type: intensity (-10 to 10), quad class (1 to 4), score of each mode."""

    score: float
    quad: int
    modes: dict[str, float] = {}


class Plover(msgspec.Struct, frozen=True):
    """The whole ontology: types by name, and the names of the contexts."""

    types: dict[str, EventType]
    contexts: frozenset[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    types: dict[str, EventType]
    contexts: str


class Cameo(msgspec.Struct, frozen=True):
    """A CAMEO code: its Goldstein value, and the PLOVER types that its root stands for."""

    goldstein: float
    plover: tuple[str, ...]


def _data(name: str) -> str:
    return (files("verbale.knowledge") / "data" / name).read_text(encoding="utf-8")


@cache
def ontology() -> Plover:
    """The ontology as `plover.toml` has it."""
    try:
        raw = msgspec.convert(tomllib.loads(_data("plover.toml")), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"plover.toml: {error}") from error
    return Plover(raw.types, frozenset(raw.contexts.split()))


@cache
def cameo() -> dict[str, Cameo]:
    """CAMEO codes ("04", "042", "1121") with what they mean; a subcode has its root's types."""
    table: dict[str, Cameo] = {}
    for number, line in enumerate(_data("cameo.tsv").splitlines(), 1):
        if line.startswith(("#", "code\t")) or not line:
            continue
        try:
            code, value, types, _name = line.split("\t")
            root = tuple(types.split("|")) if types else ()
            inherited = table[code[:2]].plover if code[:2] in table else root
            table[code] = Cameo(float(value), inherited)
        except ValueError as error:
            raise KnowledgeError(f"cameo.tsv:{number}: four columns wanted: {error}") from error
    return table


def goldstein(code: str | None) -> float | None:
    """The Goldstein value of a CAMEO code, -10 to 10, or None for no code or an unknown one."""
    entry = cameo().get(code) if code else None
    return entry.goldstein if entry else None


def quad(event_type: str) -> int:
    """The quad class: 1 verbal, 2 material cooperation; 3 verbal, 4 material conflict."""
    return ontology().types[event_type].quad


def score(event_type: str, mode: str | None = None) -> float:
    """PLOVER's intensity of a type, or of a mode of it where the mode has its own."""
    entry = ontology().types[event_type]
    return entry.modes.get(mode, entry.score) if mode else entry.score
