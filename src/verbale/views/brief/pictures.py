"""Plots for paper."""

from __future__ import annotations

import re
from functools import lru_cache

#: A link within a plot that leads nowhere.
_EMPTY = re.compile(r'<a [^>]*href=""[^>]*>')


@lru_cache(maxsize=8)
def png(svg: str, scale: float = 2) -> bytes:
    """A plot as PNG on white."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(bare(svg), scale=scale))


def bare(svg: str) -> str:
    """A plot without links that lead nowhere."""
    return _EMPTY.sub("<a>", svg)
