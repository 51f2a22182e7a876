"""Which given names are a man's and which a woman's: `data/given-names.toml`."""

from __future__ import annotations

import tomllib
import unicodedata
from functools import cache

from verbale.knowledge import tables


@cache
def _names() -> dict[str, str]:
    told = tomllib.loads(tables.shipped("given-names.toml"))
    return {name: gender for gender in ("f", "m") for name in told[gender].split()}


def gender(name: str) -> str | None:
    """By the first word of a full name "f" or "m", None where that tells nothing.

    A name of one word is a surname as often as not, and so tells nothing.
    """
    first, _, rest = name.partition(" ")
    if not rest:
        return None
    folded = unicodedata.normalize("NFKD", first.partition("-")[0])
    return _names().get("".join(c for c in folded if not unicodedata.combining(c)).lower())
