"""Plots for paper."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=8)
def png(svg: str, scale: float = 2) -> bytes:
    """A plot as PNG on white."""
    import vl_convert

    return bytes(vl_convert.svg_to_png(svg, scale=scale))
