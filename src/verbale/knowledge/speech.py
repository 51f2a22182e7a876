"""Words by which reports say that somebody said something (`data/speech.toml`).

The lists were gathered from reference grammars' classes of reporting verbs and widened by
reading news; every word is an ordinary English one, and its frames are said in the file's head.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from verbale.errors import KnowledgeError

TAKES = frozenset(
    {"clause", "object", "person", "order", "infinitive", "as", "aside", "predicate", "target"}
)
#: From the surest sign of speech to none.
KINDS = ("speech", "stance", "thought")


class Entry(msgspec.Struct, frozen=True):
    """What may carry the contents of a reporting word: frame or preposition -> kind.

    The kind says how sure a sign of speech the word is in that frame: `KINDS`.
    """

    takes: dict[str, str] = {}
    prepositions: dict[str, str] = {}


class Lexicon(msgspec.Struct, frozen=True):
    """Reporting words by lemma, and the word classes that go with them."""

    verbs: dict[str, Entry]
    nouns: dict[str, Entry]
    light: frozenset[str]
    occasions: frozenset[str]
    spokespeople: frozenset[str]
    carriers: frozenset[str]
    address: frozenset[str]
    askers: frozenset[str]
    carrying: frozenset[str]
    showing: frozenset[str]
    happenings: frozenset[str]
    relational: frozenset[str]


class _Group(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    lemmas: tuple[str, ...]
    takes: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    kind: str = "speech"


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    verbs: tuple[_Group, ...]
    nouns: tuple[_Group, ...]
    light: tuple[_Group, ...]
    occasions: tuple[_Group, ...]
    spokespeople: tuple[_Group, ...]
    carriers: tuple[_Group, ...]
    address: tuple[_Group, ...]
    askers: tuple[_Group, ...]
    carrying: tuple[_Group, ...]
    showing: tuple[_Group, ...]
    happenings: tuple[_Group, ...]
    relational: tuple[_Group, ...]


def _entries(groups: tuple[_Group, ...]) -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    for group in groups:
        if unknown := group.takes - TAKES:
            raise KnowledgeError(f"speech.toml: no frame is called {', '.join(sorted(unknown))}")
        if group.kind not in KINDS:
            raise KnowledgeError(f"speech.toml: no kind is called {group.kind}")
        for lemma in group.lemmas:
            old = entries.get(lemma, Entry())
            entries[lemma] = Entry(
                _surest(old.takes, group.takes, group.kind),
                _surest(old.prepositions, group.prepositions, group.kind),
            )
    return entries


def _surest(old: dict[str, str], new: frozenset[str], kind: str) -> dict[str, str]:
    return old | {n: min(old.get(n, kind), kind, key=KINDS.index) for n in sorted(new)}


def read(text: str) -> Lexicon:
    """The lexicon in `text` (TOML). Raises `KnowledgeError` where it does not fit the schema."""
    try:
        file = msgspec.convert(tomllib.loads(text), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as problem:
        raise KnowledgeError(f"speech.toml: {problem}") from problem

    def words(groups: tuple[_Group, ...]) -> frozenset[str]:
        return frozenset(lemma for group in groups for lemma in group.lemmas)

    return Lexicon(
        _entries(file.verbs),
        _entries(file.nouns),
        words(file.light),
        words(file.occasions),
        words(file.spokespeople),
        words(file.carriers),
        words(file.address),
        words(file.askers),
        words(file.carrying),
        words(file.showing),
        words(file.happenings),
        words(file.relational),
    )


@cache
def lexicon() -> Lexicon:
    """The lexicon that is shipped with Verbale."""
    source = files("verbale.knowledge").joinpath("data/speech.toml")
    return read(source.read_text(encoding="utf-8"))
