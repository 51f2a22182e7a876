"""Ranks of office, by which lines of communication are told apart (`data/channels.toml`)."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from verbale.errors import KnowledgeError

ENVOYS = "envoys"


class ChannelRank(msgspec.Struct, frozen=True):
    """A channel and the titles of those who keep it."""

    name: str
    titles: tuple[str, ...]
    patterns: tuple[str, ...] = ()


class _File(msgspec.Struct, frozen=True):
    channel: tuple[ChannelRank, ...]


@cache
def _ranks() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    path = files("verbale.knowledge") / "data" / "channels.toml"
    try:
        table = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _File)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise KnowledgeError(f"channels.toml: {error}; mend the file") from error
    return tuple(
        (c.name, frozenset(c.titles), re.compile("|".join(c.patterns) or r"(?!)", re.IGNORECASE))
        for c in table.channel
    )


def names() -> tuple[str, ...]:
    """Every channel's name, that of other officials last."""
    return (*(name for name, _, _ in _ranks()), ENVOYS)


@cache
def of_title(title: str) -> str:
    """The channel that holders of a title keep; "envoys" for any lower rank."""
    folded = title.casefold().strip()
    for name, titles, pattern in _ranks():
        if folded in titles or pattern.fullmatch(folded):
            return name
    return ENVOYS
