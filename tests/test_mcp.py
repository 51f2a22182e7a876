"""An assistant asks a record, as a client of the protocol does."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import verbale
from tests import small
from verbale.views import mcp as assistants

Ask = Callable[..., dict[str, Any]]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    to = tmp_path / "minutes.db"
    small.record(tmp_path, monkeypatch, into=to).close()
    return to


@pytest.fixture
def ask(path: Path) -> Ask:
    from mcp import Client

    server = assistants.server(path)

    def call(tool: str, **arguments: Any) -> dict[str, Any]:
        async def talk() -> Any:
            async with Client(server) as client:
                return await client.call_tool(tool, arguments)

        result = asyncio.run(talk())
        if result.is_error:
            raise AssertionError(result.content[0].text)
        assert isinstance(result.structured_content, dict)
        return result.structured_content

    return call


def check(quotes: list[dict[str, Any]]) -> None:
    """Quotes are there, and stand in the reports at the offsets that they name."""
    texts = {row["id"]: row["text"] for row in small.REPORTS}
    assert quotes
    for quote in quotes:
        assert texts[quote["report"]][quote["start"] : quote["end"]] == quote["words"]
        assert quote["words"] in quote["quote"]
        assert quote["report"] in quote["source"]


def test_tools_only_read(path: Path) -> None:
    from mcp import Client

    async def talk() -> Any:
        async with Client(assistants.server(path)) as client:
            return await client.list_tools()

    tools = asyncio.run(talk()).tools
    assert {tool.name for tool in tools} == {
        "search", "events", "event", "statements", "channels", "plans"
    }  # fmt: skip
    for tool in tools:
        assert tool.description
        assert tool.annotations.read_only_hint is True


def test_who_met_whom(ask: Ask) -> None:
    answer = ask("events", between=["Portugal", "MAR"], since="2019-05", until="2019-05")
    (met,) = answer["events"]
    assert met["headline"] == "Ana Ferreira met Karim Haddad, Lisbon"
    assert met["disputed"] == ["place"]
    assert met["independent_sources"] == 2
    check(met["quotes"])
    assert {quote["report"] for quote in met["quotes"]} == {"lisbon-post", "rabat-courier"}


def test_events_of_a_state_are_those_of_whoever_acts_for_it(ask: Ask) -> None:
    assert ask("events", party="Germany", limit=1)["in_all"] == 3
    assert ask("events", party="Ilse Brandt", status="planned")["in_all"] == 1
    assert len(ask("events", party="Germany", limit=1)["events"]) == 1


def test_one_event_with_its_evidence(ask: Ask) -> None:
    id = ask("events", between=["PRT", "MAR"])["events"][0]["id"]
    answer = ask("event", id=id[:6])
    place = answer["fields"]["place"]
    assert place["value"] == "Lisbon, PRT"
    check(place["quotes"])
    assert answer["fields"]["venue"] == {"value": None, "quotes": []}
    (clash,) = answer["conflicts"]
    assert [value["value"] for value in clash["answers"]] == ["Lisbon", "Rabat"]
    for value in clash["answers"]:
        check(value["quotes"])
    assert answer["statements"][0]["speaker"] == "Ana Ferreira"


def test_what_was_said(ask: Ask) -> None:
    (said,) = ask("statements", state="Portugal")["statements"]
    assert said["text"] == "we will talk about the fishing grounds again"
    assert (said["speaker"], said["state"], said["kind"]) == ("Ana Ferreira", "PRT", "direct")
    check(said["quotes"])
    assert ask("statements", speaker="Karim Haddad")["in_all"] == 0


def test_plans_and_channels(ask: Ask) -> None:
    (plan,) = ask("plans", outcome="open")["plans"]
    assert plan["overdue"] is True
    check(plan["event"]["quotes"])
    assert ask("plans", between=["DEU", "PRT"])["in_all"] == 1
    (line,) = ask("channels", between=["PRT", "MAR"])["channels"]
    assert (line["channel"], line["contacts"], line["silent_days"]) == ("foreign-ministers", 1, 46)
    check(line["last"]["quotes"])
    assert line["next"] is None


def test_search_finds_every_kind_with_its_source(ask: Ask) -> None:
    found = ask("search", query="fishing")["found"]
    assert {row["what"] for row in found} == {"report", "statement"}
    for row in found:
        assert all("lisbon-post" in quote["source"] for quote in row["quotes"])
    (person,) = ask("search", query="Haddad", kind="party")["found"]
    assert person["name"] == "Karim Haddad"
    check(person["quotes"])


@pytest.mark.parametrize(
    ("tool", "arguments", "told"),
    [
        ("event", {"id": "nothing"}, "no event called nothing"),
        ("events", {"between": ["USA"]}, "takes two states"),
        ("events", {"between": ["USA", "Atlantis"]}, "no state called Atlantis"),
        ("events", {"since": "soon"}, "soon is not a day"),
        ("statements", {"speaker": "Nobody"}, "called Nobody"),
    ],
)
def test_what_cannot_be_answered_is_told(
    ask: Ask, tool: str, arguments: dict[str, Any], told: str
) -> None:
    with pytest.raises(AssertionError, match=told):
        ask(tool, **arguments)


def test_over_standard_input_and_output(path: Path) -> None:
    from mcp import ClientSession, StdioServerParameters, stdio_client

    command = StdioServerParameters(
        command=sys.executable, args=["-m", "verbale", "mcp", str(path)]
    )

    async def talk() -> Any:
        async with stdio_client(command) as streams, ClientSession(*streams) as session:
            await session.initialize()
            return await session.call_tool("plans", {})

    answer = asyncio.run(talk()).structured_content
    assert answer["in_all"] == 2


def test_asking_needs_a_record_and_the_package(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(verbale.RecordError):
        assistants.server(tmp_path / "none.db")
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    with pytest.raises(verbale.VerbaleError, match=r"needs mcp, .* 'verbale\[mcp\]'"):
        assistants.server(path)
