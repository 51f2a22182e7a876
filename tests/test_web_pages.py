"""The page: every address answers, its twin holds the same, and hostile text stays text."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

pytest.importorskip("litestar")
pytest.importorskip("vl_convert")

from litestar.testing import TestClient

import verbale
from tests import desk
from verbale.records import Interval, Place
from verbale.store import Store
from verbale.views.web import create_app, events, searching, visits
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
    for address in ("/reports/hostile", "/search?q=txt", "/search?q=%3Cscript%3E", "/people"):
        text = page.get(address).text
        assert "<script>" not in text, address
        assert "<img src=x" not in text
        assert not set("\u202e\u2066\u0000") & set(text)
    text = page.get("/reports/hostile").text
    assert "&lt;script&gt;" in text
    assert len(text) < 300_000


def test_hostile_addresses_are_only_words(page: TestClient, record: Path) -> None:  # type: ignore[type-arg]
    for address in (
        "/search?q=%22%27%3B%20DROP%20TABLE%20minutes%3B--",
        "/search?q=%2A%20OR%20NEAR(a%20b)%20%5E%20title%3A",
        "/search?type=CONSULT%27%20OR%20%271%27%3D%271",
        "/search?outlet=%22%3E%3Cscript%3Ealert(1)%3C/script%3E",
        "/relations?of=PRT&x=%3Cb%3E",
        "/conflicts?field=%27%22%3E%3Cscript%3E",
        "/plots/map.svg?of=%3C/svg%3E%3Cscript%3E",
    ):
        reply = page.get(address)
        assert reply.status_code == 200, (address, reply.text[:200])
        assert "<script>" not in reply.text, address
        assert "<b>" not in reply.text
    for address in ("/events/%3Cscript%3E", "/reports/..%2F..%2Fetc%2Fpasswd", "/static/../app.py"):
        reply = page.get(address)
        assert reply.status_code == 404, address
        assert "<script>" not in reply.text
    with verbale.open(record) as kept:
        assert kept.events()


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


def test_the_overview_tells_what_is_new_since_the_last_visit(record: Path, tmp_path: Path) -> None:
    with TestClient(create_app(record)) as client:
        first = json.loads(client.get("/index.json").text)
        assert [link["text"] for link in first["since"]] == ["the record began"]
        client.get("/")
        (tmp_path / "more").mkdir()
        more = tmp_path / "more" / "later.txt"
        more.write_text("2019-06-05 Ilse Brandt met Ana Ferreira in Lisbon\n", encoding="utf-8")
        with verbale.open(record) as kept:
            kept.read([more])
        later = visits.PAUSE + dt.timedelta(minutes=5)
        (name,) = (n for n in client.cookies if n.startswith("seen-"))
        seen = visits.unpacked(client.cookies[name])
        assert seen is not None
        old = msgspec.structs.replace(seen, at=seen.at - later)
        client.cookies.clear()
        client.cookies.set(name, old.packed)
        text = client.get("/").text
        assert "your last visit" in text
        assert "Ilse Brandt met Ana Ferreira, Lisbon" in text
        again = json.loads(client.get("/index.json").text)
        assert [line["headline"] for line in again["latest"]] == [
            "Ilse Brandt met Ana Ferreira, Lisbon"
        ]
        everything = json.loads(client.get("/index.json?since=all").text)
        assert everything["fresh"] > again["fresh"] == 1


def test_visits_end_after_a_pause() -> None:
    noon = dt.datetime(2023, 6, 18, 12, tzinfo=dt.UTC)
    first = visits.arrived(None, 3, noon)
    assert (first.before, first.left) == (3, None)
    reload = visits.arrived(first, 4, noon + dt.timedelta(minutes=5))
    assert (reload.before, reload.latest) == (3, 4)
    next_day = visits.arrived(reload, 6, noon + dt.timedelta(days=1))
    assert (next_day.before, next_day.latest, next_day.left) == (4, 6, reload.at)
    assert visits.unpacked(next_day.packed) == next_day
    assert visits.arrived(next_day, 2, noon + dt.timedelta(days=2)).before == 2  # begun anew
    for broken in (None, "", "1.2", "a.b.c.d", "1.2.3.99999999999999999999"):
        assert visits.unpacked(broken) is None


def test_long_lists_go_on(page: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:  # type: ignore[type-arg]
    monkeypatch.setattr(searching, "SHOWN", 1)
    seen: list[str] = []
    address: str | None = "/search.json"
    while address:
        found = json.loads(page.get(address).text)
        seen += [line["id"] for line in found["events"]]
        address = found["more"] and found["more"].replace("/search?", "/search.json?")
    assert len(seen) == len(set(seen)) == found["total"] > 1
    assert json.loads(page.get("/search.json?from=-1").text)["events"]
    assert json.loads(page.get("/search.json?from=9999").text)["events"] == []


def test_the_map_has_a_line_a_pair_and_leads_on(page: TestClient) -> None:  # type: ignore[type-arg]
    drawn = page.get("/plots/map.svg").text
    assert drawn.startswith("<svg")
    assert "/relations/MAR-PRT" in drawn
    assert "/relations?of=PRT" in drawn
    assert "/relations/MAR-PRT" not in page.get("/plots/map.svg?of=DEU").text
    assert len(drawn) < 300_000
    only = json.loads(page.get("/relations.json?of=PRT").text)
    assert only["name"] == "Portugal"
    assert {pair["href"] for pair in only["pairs"]} == {"/relations/MAR-PRT"}


def test_a_copy_is_told_from_its_source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take_over(monkeypatch)
    body = "".join(
        f"The envoy said in part {i} that the ferry line to the northern islands would stay open "
        f"through winter number {i} whatever the harbour council decides about its older piers.\n"
        for i in range(6)
    )
    lead = "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\n"
    rows = [
        {"id": "wire", "published": "2019-05-06", "outlet": "Coast Wire", "text": lead + body},
        {"id": "late", "published": "2019-05-08", "outlet": "Hill Post", "text": lead + body},
    ]
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    verbale.read(source, into=tmp_path / "record.db").close()
    with TestClient(create_app(tmp_path / "record.db")) as client:
        (row,) = json.loads(client.get("/reports/late.json").text)["copies"]
        assert (row["direction"], row["because"]) == ("source", "earlier")
        assert "the source of this one: earlier" in client.get("/reports/late").text
        (row,) = json.loads(client.get("/reports/wire.json").text)["copies"]
        assert (row["direction"], row["because"]) == ("copy", "earlier")


def test_plans_stand_by_what_came_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take_over(monkeypatch)
    rows = [
        ("near", "2019-06-01", "2019-06-20 Ilse Brandt will meet Karim Haddad in Berlin"),
        ("far", "2019-06-01", "2019-07-20 Ana Ferreira will meet Karim Haddad in Lisbon"),
        ("past", "2019-05-01", "2019-05-09 Ilse Brandt will meet Ana Ferreira in Rabat"),
        ("off", "2019-05-20", "2019-06-30 Ana Ferreira called off talks with Ilse Brandt"),
    ]
    source = tmp_path / "reports.jsonl"
    lines = [json.dumps(dict(zip(("id", "published", "text"), row, strict=True))) for row in rows]
    source.write_text("\n".join(lines), encoding="utf-8")
    verbale.read(source, into=tmp_path / "record.db").close()
    with TestClient(create_app(tmp_path / "record.db")) as client:
        found = json.loads(client.get("/plans.json").text)["plans"]
        told = {group["outcome"]: [line["headline"] for line in group["lines"]] for group in found}
        assert told["ahead"] == [
            "Ilse Brandt to meet Karim Haddad, Berlin",
            "Ana Ferreira to meet Karim Haddad, Lisbon",
        ]
        assert told["overdue"] == ["Ilse Brandt to meet Ana Ferreira, Rabat"]
        (only,) = json.loads(client.get("/plans.json?outcome=ahead").text)["plans"]
        assert only["outcome"] == "ahead"


@pytest.mark.parametrize(
    "query",
    ['"', "*", "a*", 'meet* "Karim Haddad"', '"open', "title:x", "NEAR(a b)", "a\0b", "\0", "%",
     "x" * 10_000, "x " * 5_000, '"' * 5_000, "AND OR NOT", "\u202eabc", "日本"],
)  # fmt: skip
def test_whatever_is_looked_for_gets_a_page(page: TestClient, query: str) -> None:  # type: ignore[type-arg]
    reply = page.get("/search", params={"q": query})
    assert reply.status_code == 200
    assert len(reply.content) < 100_000
    assert not set("\u202e\0") & set(reply.text)
    assert page.get("/search.json", params={"q": query}).status_code == 200


def test_words_are_found_by_how_they_begin(page: TestClient) -> None:  # type: ignore[type-arg]
    whole = json.loads(page.get("/search.json?q=Haddad").text)
    begun = json.loads(page.get("/search.json?q=hadd*").text)
    assert begun["total"] == whole["total"] > 0
    assert json.loads(page.get("/search.json?q=hadd").text)["total"] == 0


def test_with_a_facet_only_the_words_of_its_reports_are_quoted(page: TestClient) -> None:  # type: ignore[type-arg]
    every = json.loads(page.get("/search.json?q=Haddad").text)
    some = json.loads(page.get("/search.json?q=Haddad&status=planned").text)
    assert {found["href"] for found in some["others"]} == {"/reports/second"}
    assert len({found["href"] for found in every["others"]}) > 1


def test_what_is_no_choice_is_told(page: TestClient) -> None:  # type: ignore[type-arg]
    for address, said in {
        "/relations/PRT-PRT": "no pair of states",
        "/relations/AAA-BBB": "No state has the code",
        "/people?state=ZZZ": "No state has the code",
        "/relations?of=ZZ": "No state has the code",
        "/plans?outcome=perhaps": "Plans are ahead",
        "/nowhere": "no page at this address",
    }.items():
        reply = page.get(address)
        assert reply.status_code == 404, address
        assert said in reply.text


def test_a_long_text_has_pages_that_evidence_leads_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take_over(monkeypatch)
    met = "2019-05-06 Minister Ana Ferreira of Chile met Karim Haddad of Oman in Lisbon\n"
    text = "".join(f"Line {i} of a very long report on the harbour.\n" for i in range(8_000))
    (tmp_path / "long.txt").write_text(text + met, encoding="utf-8")
    verbale.read(tmp_path / "long.txt", into=tmp_path / "record.db").close()
    with TestClient(create_app(tmp_path / "record.db")) as client:
        first = json.loads(client.get("/reports/long.json").text)
        assert len(first["parts"]) > 5
        assert first["events"] == []
        told = ""
        for link in first["parts"]:
            reply = client.get(link["href"])
            assert reply.status_code == 200
            assert len(reply.content) < 300_000
            twin = json.loads(client.get(link["href"].replace("?", ".json?")).text)
            assert len(twin["paragraphs"]) > 1
            told += "".join("".join(r["text"] for r in p) + "\n" for p in twin["paragraphs"])
        assert told == text + met
        assert len(twin["events"]) == 1
        event = json.loads(client.get(twin["events"][0]["href"] + ".json").text)
        href = event["fields"][0]["evidence"][0]["href"]
        path, _, anchor = href.partition("#")
        assert f'id="{anchor}"' in client.get(path).text


def test_one_line_of_a_hundred_thousand_letters_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take_over(monkeypatch)
    (tmp_path / "wide.txt").write_text("x" * 100_000 + "\n", encoding="utf-8")
    verbale.read(tmp_path / "wide.txt", into=tmp_path / "record.db").close()
    with TestClient(create_app(tmp_path / "record.db")) as client:
        for page in (1, 2):
            reply = client.get(f"/reports/wide?part={page}")
            assert reply.status_code == 200
            assert len(reply.content) < 100_000


def test_an_empty_record_and_one_of_one_report_have_all_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take_over(monkeypatch)
    one = tmp_path / "one.txt"
    one.write_text("Nobody of note did anything at all today.\n", encoding="utf-8")
    Store(tmp_path / "empty.db", create=True).close()
    verbale.read(one, into=tmp_path / "one.db").close()
    for name in ("empty.db", "one.db"):
        with TestClient(create_app(tmp_path / name)) as client:
            for address in ("/", "/relations", "/relations/MAR-PRT", "/people", "/issues",
                            "/issues/ukraine", "/plans", "/conflicts", "/search", "/search?q=x",
                            "/plots/weeks.svg", "/plots/meetings.svg", "/plots/map.svg",
                            "/plots/relations/MAR-PRT/curve.svg",
                            "/plots/relations/MAR-PRT/lines.svg"):  # fmt: skip
                reply = client.get(address)
                assert reply.status_code == 200, (name, address, reply.text[:300])
            assert "1 reports" not in client.get("/").text
            assert client.get("/index.json").status_code == 200


def test_a_record_grows_while_two_pages_show_it(record: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("2019-06-05 Ilse Brandt met Ana Ferreira in Rabat\n", encoding="utf-8")
    with TestClient(create_app(record)) as one, TestClient(create_app(record)) as two:
        before = [json.loads(c.get("/search.json").text)["total"] for c in (one, two)]
        verbale.read(more, into=record).close()
        for client in (one, two):
            found = json.loads(client.get("/search.json?q=Rabat").text)
            assert [line["headline"] for line in found["events"]] == [
                "Ilse Brandt met Ana Ferreira, Rabat"
            ]
        event = found["events"][0]["id"]
        one.get(f"/events/{event}")
        form = {"action": "reject", "author": "ada", "_csrf_token": one.cookies["csrftoken"]}
        assert one.post(f"/events/{event}/correct", data=form).status_code == 200
        for client in (one, two):
            assert json.loads(client.get("/search.json?q=Rabat").text)["total"] == 0
            assert json.loads(client.get("/search.json").text)["total"] == before[0] == before[1]


def test_an_index_is_of_one_state_of_a_record_that_grows(record: Path, tmp_path: Path) -> None:
    more = tmp_path / "more.txt"
    more.write_text("2019-06-05 Ilse Brandt met Ana Ferreira in Rabat\n", encoding="utf-8")
    with verbale.open(record) as kept:
        store, ask = kept.store, kept.store._all

        def asked(query: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
            rows = ask(query, values)
            if "FROM minutes" in query:
                verbale.read(more, into=record).close()
            return rows

        store._all = asked  # type: ignore[method-assign]
        before = store.index("event")
        store._all = ask  # type: ignore[method-assign]
        after = store.index("event")
    assert len(after.ids) == len(before.ids) + 1
    assert after.mark != before.mark


def test_a_correction_from_another_site_is_refused(page: TestClient, record: Path) -> None:  # type: ignore[type-arg]
    with verbale.open(record) as kept:
        event = kept.events()[0].id
    page.get(f"/events/{event}")
    for token in ("", "x", page.cookies["csrftoken"][:-1] + "x"):
        form = {"action": "reject", "author": "eve", "_csrf_token": token}
        reply = page.post(f"/events/{event}/correct", data=form)
        assert reply.status_code == 403
    cookie = page.get("/").headers.get("set-cookie", "")
    page.cookies.clear()
    form = {"action": "reject", "author": "eve", "_csrf_token": "x" * 128}
    assert page.post(f"/events/{event}/correct", data=form).status_code == 403
    with verbale.open(record) as kept:
        assert kept.corrections() == ()
    assert "samesite=none" not in cookie.lower()


def test_every_action_of_the_form_is_kept(page: TestClient, record: Path) -> None:  # type: ignore[type-arg]
    with verbale.open(record) as kept:
        first, other = kept.events()[:2]
    page.get(f"/events/{first.id}")
    lead = {
        "author": "ada",
        "reason": "as the minister said",
        "_csrf_token": page.cookies["csrftoken"],
    }
    forms = [
        {"action": "set", "field": "place", "value": "Porto, Portugal"},
        {"action": "set", "field": "recipients", "value": "Karim Haddad, Ilse Brandt"},
        {"action": "set", "field": "issues", "value": "Taiwan, human rights"},
        {"action": "set", "field": "date", "value": "2019-05-05/2019-05-06"},
        {"action": "confirm"},
        {"action": "merge", "other": other.id},
    ]
    for form in forms:
        reply = page.post(f"/events/{first.id}/correct", data={**lead, **form})
        assert reply.status_code == 200, (form, reply.text[:300])
    with verbale.open(record) as kept:
        assert [c.action for c in kept.corrections()] == ["set"] * 4 + ["confirm", "merge"]
        assert {c.reason for c in kept.corrections()} == {"as the minister said"}
        event = kept.find(first.id, "event")
        assert event.place == Place("Porto", "PRT")
        assert set(event.recipients) == {"karim-haddad", "ilse-brandt"}
        assert event.issues == ("taiwan", "human-rights")
        assert (event.date.start, event.date.end) == (dt.date(2019, 5, 5), dt.date(2019, 5, 6))
    wrong = page.post(f"/events/{first.id}/correct", data={**lead, "action": "set"})
    assert wrong.status_code == 400
    assert "Traceback" not in wrong.text


def test_an_event_leads_to_its_relation_parties_and_issues(page: TestClient, record: Path) -> None:  # type: ignore[type-arg]
    with verbale.open(record) as kept:
        event = next(e for e in kept.events() if e.status == "occurred")
    told = json.loads(page.get(f"/events/{event.id}.json").text)
    assert [link["text"] for link in told["pairs"]] == ["Morocco – Portugal"]
    hrefs = [link["href"] for link in told["pairs"] + told["parties"]]
    assert all(page.get(href).status_code == 200 for href in hrefs)
    assert "/people/ana-ferreira" in hrefs


def test_an_id_may_hold_whatever_an_address_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take_over(monkeypatch)
    ids = ["https://news.example/2019/05?a=b&c#d", "x/../../etc", "<b>%41 ü\u202e", "~1/~0"]
    text = "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon " + "A" * 5_000
    rows = [{"id": id, "text": f"{text} {n}\n"} for n, id in enumerate(ids)]
    source = tmp_path / "reports.jsonl"
    source.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    verbale.read(source, into=tmp_path / "record.db").close()
    with TestClient(create_app(tmp_path / "record.db")) as client:
        found = json.loads(client.get("/search.json?q=Ferreira").text)["others"]
        seen = set()
        for hit in found:
            assert len(hit["snippet"]) < 300
            assert client.get(hit["href"]).status_code == 200
            (link,) = re.findall(r'application/json" href="([^"]+)"', client.get(hit["href"]).text)
            seen.add(json.loads(client.get(link).text)["report"]["id"])
        assert seen == set(ids)


def test_statements_marked_in_a_text_lead_to_what_is_told_of_them(page: TestClient) -> None:  # type: ignore[type-arg]
    text = page.get("/reports/first").text
    (anchor,) = re.findall(r'class="statement" href="#([^"]+)" title="said by Ana Ferreira', text)
    assert f'id="{anchor}"' in text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"type": "AID", "mode": None}, "Portugal gave aid."),
        ({"type": "CONSULT", "mode": "visit"}, "Portugal made a visit."),
        ({"type": "AGREE", "mode": None, "status": "planned"}, "Portugal plans an agreement."),
        ({"type": "MOBILIZE", "mode": None, "status": "ongoing"},
         "Portugal began mobilisation; it goes on."),
        ({"type": "AID", "mode": None, "recipients": ("MAR",)}, "Portugal aided Morocco."),
    ],
)  # fmt: skip
def test_an_event_reads_as_a_sentence(record: Path, fields: dict[str, Any], said: str) -> None:
    with verbale.open(record) as kept:
        found = kept.events()[0]
        bare = msgspec.structs.replace(
            found, actors=("PRT",), recipients=(), place=None, date=Interval(), status="occurred"
        )
        told = events.sentence(kept, msgspec.structs.replace(bare, **fields))
    assert "".join(phrase.text for phrase in told) == said
