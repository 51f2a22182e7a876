"""The codebook and the page of formats name everything that they explain."""

from __future__ import annotations

import re
from pathlib import Path

from verbale.knowledge import channels, plover
from verbale.records import Event
from verbale.views import formats, words
from verbale.views.formats import panel

DOCS = Path(__file__).parent.parent / "docs"


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def test_every_type_stands_with_its_quad_and_score() -> None:
    rows = re.findall(
        r"^\| `([A-Z]+)` \| [^|]+ \| (\d) \| ([-\d.]+) \|$", page("codebook.md"), re.M
    )
    assert {kind: (int(quad), float(score)) for kind, quad, score in rows} == {
        kind: (entry.quad, entry.score) for kind, entry in plover.ontology().types.items()
    }


def test_every_status_field_and_channel_is_explained() -> None:
    text = page("codebook.md")
    for name in (*words.SIGNS, *Event.__struct_fields__, *channels.names()):
        assert f"`{name}`" in text, name


def test_every_format_and_column_of_the_panel_is_explained() -> None:
    text = page("formats-out.md")
    for name in formats.names():
        assert f"| `{name}` |" in text, name
    types = {kind.lower() for kind in plover.ontology().types}
    for column in panel.columns().keys() - types - {"quad2", "quad3"}:
        assert f"`{column}`" in text, column
