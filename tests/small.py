"""A small record, read by the desk, for tests of what is taken away from a record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

import verbale
from tests import desk
from verbale.records import PlaceMention

WHERE = {"Lisbon": (38.7, -9.1), "Rabat": (34.0, -6.8), "Berlin": (52.5, 13.4)}
REPORTS: list[dict[str, str]] = [
    {
        "id": "lisbon-post",
        "published": "2019-05-07",
        "outlet": "Midland Post",
        "url": "https://post.example/lisbon",
        "text": "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\n"
        "Ana Ferreira said: we will talk about the fishing grounds again\n",
    },
    {
        "id": "rabat-courier",
        "published": "2019-05-07",
        "outlet": "Harbour Courier",
        "text": "The other side of the water tells it differently in every detail.\n"
        "2019-05-06 Ana Ferreira met Karim Haddad in Rabat\n",
    },
    {
        "id": "berlin-plan",
        "published": "2019-05-20",
        "outlet": "Midland Post",
        "text": "2019-06-03 Ilse Brandt will meet Karim Haddad in Berlin\n",
    },
    {
        "id": "called-off",
        "published": "2019-06-20",
        "text": "2019-07-01 Ana Ferreira called off talks with Ilse Brandt\n",
    },
    {"id": "undated", "published": "2019-06-21", "text": "Ana Ferreira met Ilse Brandt\n"},
]


def record(folder: Path, monkeypatch: pytest.MonkeyPatch, into: Path | None = None) -> Any:
    """The record of `REPORTS`, in memory or at `into`."""
    plain = desk._place

    def placed(match: Any) -> PlaceMention | None:
        found = plain(match)
        if found is None:
            return None
        latitude, longitude = WHERE[found.name]
        return msgspec.structs.replace(found, latitude=latitude, longitude=longitude)

    desk.take_over(monkeypatch)
    monkeypatch.setattr(desk, "_place", placed)
    source = folder / "reports.jsonl"
    lines = (json.dumps(report) for report in REPORTS)
    source.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return verbale.read(source, into=into)
