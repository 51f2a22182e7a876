"""A report as it is taken apart: its units, what each is, and what has been found in them."""

from __future__ import annotations

from verbale.cleaning.layout import units
from verbale.records import Extent, Report

# A report may open with a menu, a clock and a title; its lead is among the first paragraphs.
LEADS = 4


class Page:
    """The units of one report as they are taken apart; what is left is its body."""

    def __init__(self, report: Report) -> None:
        self.text = report.text
        self.units = units(report.text)
        self.kinds: dict[int, str] = {}
        self.boilerplate: list[Extent] = []
        self.clocks: list[Extent] = []
        self.stamps: list[Extent] = []
        self.days: list[Extent] = []
        self.credited: list[str] = []

    def body(self) -> list[int]:
        """Indexes of the units that nothing else has claimed."""
        return [index for index in range(len(self.units)) if index not in self.kinds]

    def claim(self, index: int, kind: str) -> None:
        self.kinds[index] = kind
        if kind not in ("caption", "byline", "title"):
            self.boilerplate.append(self.units[index].extent)
