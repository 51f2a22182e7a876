"""What became of a report, on its page: newer texts of its address, and a wire's updates."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("litestar")

from litestar.testing import TestClient

import verbale
from tests.test_revisions import EARLY, LATE, STORY, reading, wire
from verbale.store import Store
from verbale.views.web import create_app

URL = "https://example.org/arica"


@pytest.fixture
def page(tmp_path: Path) -> Iterator[TestClient]:  # type: ignore[type-arg]
    made = [
        reading("old", STORY.replace("nine", "eight"), status="planned", url=URL, seen=EARLY),
        reading("new", STORY, url=URL, seen=LATE),
        wire("one", "Peru, Chile to reopen bridge", 12, STORY),
        wire("two", "UPDATE 1-Peru, Chile to reopen bridge", 12, STORY + " Fish is plenty."),
    ]
    store = Store(tmp_path / "record.db", create=True)
    store.begin("read", "test")
    with store.transaction():
        store.keep([(each.report, each) for each in made], "test")
    with verbale.Record(store) as record:
        record.refresh()
    with TestClient(create_app(tmp_path / "record.db"), raise_server_exceptions=False) as client:
        yield client


def told(page: TestClient, report: str) -> dict[str, Any]:  # type: ignore[type-arg]
    found: dict[str, Any] = json.loads(page.get(f"/reports/{report}.json").text)
    return found


def test_an_older_text_leads_to_the_one_that_counts(page: TestClient) -> None:  # type: ignore[type-arg]
    shown = page.get("/reports/old").text
    assert "A newer text of this page counts in its place" in shown
    assert 'href="/reports/new"' in shown
    assert told(page, "new")["replaced_by"] is None


def test_both_texts_show_what_changed_in_words_and_in_what_is_told(
    page: TestClient,  # type: ignore[type-arg]
) -> None:
    for report in ("old", "new"):
        (version,) = told(page, report)["versions"]
        assert version["relation"] == "replaced"
        (change,) = version["changes"]
        assert (change["old"], change["new"]) == ("eight", "nine")
        assert change["after"].startswith("rounds of talks")
        (event,) = version["told"]
        assert event["how"] == "changed"
        assert ["status", "planned", "occurred"] in event["fields"]
    shown = page.get("/reports/new").text
    assert "<del>eight</del> <ins>nine</ins>" in shown
    assert "told otherwise" in shown


def test_an_update_of_a_wire_and_its_story_lead_to_one_another(
    page: TestClient,  # type: ignore[type-arg]
) -> None:
    second = told(page, "two")
    assert second["updates"]["href"] == "/reports/one"
    (version,) = second["versions"]
    assert version["relation"] == "updated"
    assert version["changes"][-1]["new"] == "Fish is plenty."
    assert [link["href"] for link in told(page, "one")["updated_by"]] == ["/reports/two"]
    assert "both are one voice" in page.get("/reports/two").text


def test_an_event_counts_a_story_and_its_update_as_one_voice(page: TestClient) -> None:  # type: ignore[type-arg]
    (line,) = json.loads(page.get("/search.json").text)["events"]
    shown = json.loads(page.get(f"{line['href']}.json").text)
    groups = [
        {row["link"]["href"], *(c["link"]["href"] for c in row["copies"])}
        for row in shown["reports"]
    ]
    assert {"/reports/one", "/reports/two"} <= max(groups, key=len)
