"""News agencies and outlets, as reports credit them. The table is `data/agencies.toml`."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from verbale.errors import KnowledgeError


class NewsSource(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An agency or outlet: its usual letters or name, its kind, its seat, what it is called.

    `aliases` count anywhere; `loose` ones, common words or letters, only in credit lines.
    """

    name: str
    kind: Literal["agency", "broadcaster", "paper", "site"]
    state: str
    aliases: tuple[str, ...] = ()
    loose: tuple[str, ...] = ()


class File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The file: its sources, by name."""

    sources: tuple[NewsSource, ...]


@cache
def sources() -> dict[str, NewsSource]:
    """Every source, by name."""
    text = (files("verbale.knowledge") / "data" / "agencies.toml").read_text(encoding="utf-8")
    try:
        table = msgspec.convert(tomllib.loads(text), File).sources
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"agencies.toml: {error}") from error
    return {source.name: source for source in table}


@cache
def names(loose: bool = False) -> dict[str, NewsSource]:
    """Every alias, as written, and the source that it stands for."""
    return {
        alias: source
        for source in sources().values()
        for alias in (source.name, *source.aliases, *(source.loose if loose else ()))
        if alias in source.aliases or alias in source.loose or len(alias) > 4
        if loose or alias not in source.loose
    }


@cache
def pattern(loose: bool = False) -> re.Pattern[str]:
    """Finds an alias as a word of its own; the longest wins."""
    longest = sorted(names(loose), key=lambda name: (-len(name), name))
    # Few words begin with one of their letters: the others are passed over at once.
    letters = "".join(sorted({re.escape(name[0]) for name in longest}))
    either = "|".join(map(re.escape, longest))
    return re.compile(rf"(?=[{letters}])(?<![\w-])(?:{either})(?![\w-])")


def named(text: str, loose: bool = False) -> tuple[NewsSource, ...]:
    """The sources that `text` names, in the order in which it does, each once."""
    table = names(loose)
    found = (table[match.group()] for match in pattern(loose).finditer(text))
    return tuple(dict.fromkeys(found))
