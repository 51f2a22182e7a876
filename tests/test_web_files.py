"""What a list shows is taken away as a file of the same events; feeds lead back to the page."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("litestar")
pytest.importorskip("vl_convert")

from litestar.testing import TestClient

import verbale
from tests import small
from verbale.views.web import create_app
from verbale.views.web.taking import BRIEFED, TAKEN

MET, PLANNED = "ee78b698167-24", "e647f4aaae5-23"


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "record.db"
    small.record(tmp_path, monkeypatch, into=path).close()
    return path


@pytest.fixture
def page(record: Path) -> Iterator[TestClient]:  # type: ignore[type-arg]
    with TestClient(create_app(record), raise_server_exceptions=False) as client:
        yield client


def test_every_file_of_a_pair_can_be_taken(page: TestClient) -> None:  # type: ignore[type-arg]
    for name, taken in {**TAKEN, **BRIEFED}.items():
        reply = page.get(f"/take/{name}?pair=PRT-MAR")
        assert reply.status_code == 200, (name, reply.text[:300])
        assert reply.headers["content-type"].startswith(taken.media), name
        assert f"verbale-PRT-MAR{taken.suffix}" in reply.headers["content-disposition"], name
        assert len(reply.content) > 100, name
        assert reply.headers["x-content-type-options"] == "nosniff"


def test_the_file_holds_the_events_of_the_list(page: TestClient) -> None:  # type: ignore[type-arg]
    for query in (
        "pair=MAR-PRT",
        "status=planned",
        "q=fishing",
        "outlet=Midland+Post",
        "state=DEU",
    ):
        listed = {
            line["id"] for line in json.loads(page.get(f"/search.json?{query}").text)["events"]
        }
        with zipfile.ZipFile(io.BytesIO(page.get(f"/take/jsonl?{query}").content)) as held:
            lines = held.read("events.jsonl").decode().splitlines()
        assert {json.loads(line)["id"] for line in lines} == listed, query
        assert listed, query


def test_a_feed_leads_to_the_page_and_is_told_of_in_it(page: TestClient) -> None:  # type: ignore[type-arg]
    feedparser = pytest.importorskip("feedparser")
    text = page.get("/relations/MAR-PRT").text
    assert 'rel="alternate" type="application/atom+xml"' in text
    assert "/take/atom?pair=MAR-PRT" in text
    found = feedparser.parse(page.get("/take/atom?pair=MAR-PRT").content)
    assert not found.bozo
    assert [entry.id for entry in found.entries] == [f"urn:verbale:event:{MET}"]
    assert found.entries[0].link.endswith(f"/events/{MET}")


def test_a_calendar_holds_the_plans(page: TestClient) -> None:  # type: ignore[type-arg]
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(page.get("/take/ics?status=planned").content)
    assert [str(entry["uid"]) for entry in calendar.walk("VEVENT")] == [f"{PLANNED}@verbale"]


def test_every_list_offers_its_files(page: TestClient) -> None:  # type: ignore[type-arg]
    for address in ("/", "/search?q=Lisbon", "/relations", "/relations/MAR-PRT", "/plans",
                    "/people/ana-ferreira", "/people/PRT"):  # fmt: skip
        text = page.get(address).text
        for name in TAKEN:
            assert f'href="/take/{name}?' in text, (address, name)
        assert ("brief.pdf" in text) == ("MAR-PRT" in address), address


def test_what_cannot_be_taken_is_a_sentence_and_leaves_nothing(
    page: TestClient,  # type: ignore[type-arg]
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rooms = tmp_path / "rooms"
    rooms.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(rooms))
    for address, code, said in (
        ("/take/xls", 404, "nothing to take"),
        ("/take/brief.pdf", 400, "two states"),
        ("/take/brief.pdf?pair=USA-CHN", 400, "tells of nothing"),
        ("/take/csv?pair=xx", 404, "no pair of states"),
        ("/take/csv?since=2020-01-01&until=2019-01-01", 400, "is after"),
    ):
        reply = page.get(address)
        assert reply.status_code == code, address
        assert said in reply.text, address
    assert page.get("/take/csv").status_code == 200
    assert list(rooms.iterdir()) == []


def test_a_feed_reader_without_cookies_needs_the_token_in_the_address(record: Path) -> None:
    with TestClient(create_app(record, token="open-sesame")) as client:
        assert client.get("/take/atom").status_code == 401
        assert client.get("/take/atom?token=open-sesame").status_code == 200
        client.get("/?token=open-sesame")
        text = client.get("/search?status=planned").text
        assert "/take/atom?status=planned&amp;token=open-sesame" in text
        assert "/take/csv?status=planned&amp;token" not in text


def test_the_page_and_the_command_write_the_same(record: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with TestClient(create_app(record)) as client:
        before = client.get("/take/gdelt").content
    shutil.copy(record, copy)
    with verbale.open(copy) as kept:
        kept.export(tmp_path / "events.csv", "gdelt")
    assert (tmp_path / "events.csv").read_bytes() == before
