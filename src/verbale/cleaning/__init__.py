"""What in a report's text is not the report: furniture, captions, credits. Marked, never cut."""

from __future__ import annotations

from verbale.cleaning.furniture import loose_lines
from verbale.cleaning.marking import clean

__all__ = ["clean", "loose_lines"]
