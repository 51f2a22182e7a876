"""What in a report's text is not the report: furniture, captions, credits. Marked, never cut."""

from __future__ import annotations

from verbale.cleaning.furniture import digest
from verbale.cleaning.marking import clean, repeated_lines

__all__ = ["clean", "digest", "repeated_lines"]
