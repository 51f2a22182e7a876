"""The page: every address answers, its twin holds the same, and hostile text stays text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("litestar")
pytest.importorskip("vl_convert")

from litestar.testing import TestClient

import verbale
from tests import desk
from verbale.views.web import create_app
from verbale.views.web.addresses import PAGES
from verbale.views.web.guarding import POLICY
from verbale.views.web.marking import Mark, runs

TEXTS = {
    "first": "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\nAna Ferreira said: it is time\n",
    "second": "2019-06-03 Ilse Brandt will meet Karim Haddad in Berlin\n",
    "hostile": "2019-05-07 Ana Ferreira met Karim Haddad in Lisbon\n"
    "<script>alert('x')</script> <img src=x onerror=alert(1)> \u202etxt.exe\n" + "long" * 5000,
}


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    desk.take_over(monkeypatch)
    place = tmp_path / "reports"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    verbale.read([place], into=tmp_path / "record.db").close()
    return tmp_path / "record.db"


@pytest.fixture
def page(record: Path) -> Iterator[TestClient]:  # type: ignore[type-arg]
    with TestClient(create_app(record), raise_server_exceptions=False) as client:
        yield client


def addresses(record: Path) -> list[str]:
    with verbale.open(record) as kept:
        event = kept.events()[0].id
        person = next(p.id for p in kept.parties(kind="person"))
    fixed = ["/", "/relations", "/people", "/issues", "/plans", "/conflicts", "/search?q=Lisbon"]
    return [*fixed, "/relations/MAR-PRT", f"/events/{event}", "/reports/first", f"/people/{person}"]


def twin(address: str) -> str:
    path, _, query = address.partition("?")
    path = "/index" if path == "/" else path
    return f"{path}.json" + (f"?{query}" if query else "")


def test_every_page_answers_and_is_small(page: TestClient, record: Path) -> None:  # type: ignore[type-arg]
    for address in addresses(record):
        reply = page.get(address)
        assert reply.status_code == 200, (address, reply.text[:300])
        assert len(reply.content) < 300_000, address
        assert "<h1" in reply.text, address


def test_every_page_has_a_twin_in_json_as_the_openapi_says(
    page: TestClient,  # type: ignore[type-arg]
    record: Path,
) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    schema = json.loads(page.get("/schema/openapi.json").text)
    seen = set()
    for address in addresses(record):
        reply = page.get(twin(address))
        assert reply.status_code == 200, (address, reply.text[:300])
        path = twin(address).partition("?")[0]
        told = {p.twin for p in PAGES if re.fullmatch(p.twin.replace("{name}", "[^/]+"), path)}
        assert len(told) == 1, path
        (name,) = told
        answer = schema["paths"][name]["get"]["responses"]["200"]["content"]["application/json"]
        checked = {**answer["schema"], "components": schema["components"]}
        jsonschema.Draft202012Validator(checked).validate(json.loads(reply.text))
        seen.add(name)
    assert seen == {p.twin for p in PAGES} - {"/issues/{name}.json"}


def test_an_event_shows_its_evidence_and_its_rule(page: TestClient, record: Path) -> None:  # type: ignore[type-arg]
    with verbale.open(record) as kept:
        event = next(e for e in kept.events() if e.status == "occurred")
    text = page.get(f"/events/{event.id}").text
    assert "<mark>" in text
    assert "rule: " in text


def test_nothing_is_loaded_from_elsewhere_or_run_inline(page: TestClient, record: Path) -> None:  # type: ignore[type-arg]
    for address in addresses(record):
        reply = page.get(address)
        assert reply.headers["content-security-policy"] == POLICY
        for word in ("http://", "https://", "<style", "onclick", " style="):
            assert word not in reply.text, (address, word)


def test_hostile_text_stays_text(page: TestClient) -> None:  # type: ignore[type-arg]
    text = page.get("/reports/hostile").text
    assert "<script>alert" not in text
    assert "<img src=x" not in text
    assert "&lt;script&gt;" in text
    assert "\u202e" not in text


def test_what_is_not_there_is_a_plain_sentence(page: TestClient) -> None:  # type: ignore[type-arg]
    for address in ("/events/none", "/people/none", "/relations/xx", "/search?period=soon"):
        reply = page.get(address)
        assert reply.status_code == 404, address
        assert "Traceback" not in reply.text
    assert json.loads(page.get("/events/none.json").text)["error"]


def test_search_narrows_by_facets(page: TestClient) -> None:  # type: ignore[type-arg]
    everything = json.loads(page.get("/search.json?q=Haddad").text)
    planned = json.loads(page.get("/search.json?q=Haddad&status=planned").text)
    assert 0 < planned["total"] < everything["total"]
    assert {line["status"] for line in planned["events"]} == {"planned"}


def test_a_correction_needs_the_pages_own_token(page: TestClient, record: Path) -> None:  # type: ignore[type-arg]
    with verbale.open(record) as kept:
        event = kept.events()[0].id
    form = {"action": "confirm", "author": "ada"}
    refused = page.post(f"/events/{event}/correct", data=form)
    assert refused.status_code == 403
    page.get(f"/events/{event}")
    token = page.cookies["csrftoken"]
    reply = page.post(f"/events/{event}/correct", data={**form, "_csrf_token": token})
    assert reply.status_code == 200
    assert "confirmed by a person" in reply.text
    with verbale.open(record) as kept:
        assert [c.author for c in kept.corrections()] == ["ada"]


def test_with_a_token_only_those_who_have_it_see_the_record(record: Path) -> None:
    with TestClient(create_app(record, token="open sesame")) as client:
        assert client.get("/").status_code == 401
        assert client.get("/?token=wrong").status_code == 401
        assert client.get("/?token=open%20sesame").status_code == 200
        assert client.get("/people").status_code == 200


def test_the_openapi_names_the_twins(page: TestClient) -> None:  # type: ignore[type-arg]
    paths = json.loads(page.get("/schema/openapi.json").text)["paths"]
    assert {p.twin for p in PAGES} <= set(paths)
    told = {p["name"] for p in paths["/search.json"]["get"]["parameters"]}
    assert {"q", "pair", "type", "from"} <= told


def test_plots_are_drawings_with_links(page: TestClient) -> None:  # type: ignore[type-arg]
    for address in (
        "/plots/weeks.svg",
        "/plots/meetings.svg",
        "/plots/relations/MAR-PRT/curve.svg",
        "/plots/relations/MAR-PRT/lines.svg",
    ):
        reply = page.get(address)
        assert reply.status_code == 200
        assert reply.text.startswith("<svg")
    assert 'target="_top"' in page.get("/plots/meetings.svg").text


def test_marks_cut_the_text_without_losing_any() -> None:
    text = "one two three\nfour"
    cut = runs(text, [Mark(0, 7, "party", "a"), Mark(4, 13, "act", "b"), Mark(14, 18, "time", "c")])
    assert "\n".join("".join(run.text for run in p) for p in cut) == text
    assert [run.kinds for run in cut[0]] == [("party",), ("party", "act"), ("act",)]
