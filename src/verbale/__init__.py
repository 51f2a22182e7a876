"""Verbale reads news about diplomacy and keeps the minutes."""

from __future__ import annotations

__version__ = "0.1.0"
