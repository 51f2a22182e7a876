"""What stands in the cells of a record's shelves, by kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from verbale.record.holdings import Holding
from verbale.record.joining import Cluster
from verbale.record.roll import Enrolled
from verbale.record.settling import Telling
from verbale.records import Correction

#: The kinds of which there is a cell a report, under its id.
OF_REPORTS = (
    "copies", "day", "furnished", "group", "holdings", "lined", "maybe", "remarks", "replaced",
    "roll", "said", "telling", "updates",
)  # fmt: skip

#: Kind of cell -> what it holds, where that is more than numbers, texts and lists of them.
CELLS: Mapping[str, Any] = {
    "party": Enrolled,
    "name": dict[str, int],
    "roll": dict[int, str],
    "copies": dict[str, int],
    "shared": list[int],
    "stock": bool,
    "group": list[str],
    "telling": Telling,
    "furniture": int,
    "furnished": int,
    "holdings": tuple[Holding, ...],
    "cluster": Cluster,
    "in": str,
    "replaced": str,
    "updates": str,
    "day": int,
    "today": int,
    "due": int,
    "contact": list[tuple[str, str, str, int, int]],
    "trip": list[tuple[str, int, int]],
    "stay": list[tuple[str, int, int]],
    "said": list[str],
    "lined": bool,
    "maybe": list[str],
    "remarks": list[tuple[str, str]],
    "decided": tuple[Correction, ...],
}
