"""Many reports, one set of facts: dating, identity, merging, conflicts, plans, channels."""

from __future__ import annotations

from verbale.record.build import build, explain
from verbale.record.revised import compare

__all__ = ["build", "compare", "explain"]
