"""Intake: any source to reports, through one door."""

from __future__ import annotations

from verbale.intake.door import open_inputs
from verbale.intake.identity import digest, suffixed
from verbale.intake.source import Refused

__all__ = ["Refused", "digest", "open_inputs", "suffixed"]
