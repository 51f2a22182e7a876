"""What is taken away is read back with what users read it with."""

from __future__ import annotations

import contextlib
import csv
import datetime as dt
import errno
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import verbale
from tests import small
from verbale.knowledge import codes
from verbale.views import exports, formats
from verbale.views.cli import cli
from verbale.views.formats import gdelt, panel, polecat, rows, target
from verbale.views.formats.lookup import Lookup

MET, PLANNED, UNDATED, OFF = (
    "ee78b698167-24",
    "e647f4aaae5-23",
    "e2a452860ab-13",
    "ea7d5323403-24",
)


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> verbale.Record:
    found = small.record(tmp_path, monkeypatch)
    assert isinstance(found, verbale.Record)
    return found


def table(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as held:
        return list(csv.DictReader(held))


def tabs(path: Path, columns: tuple[str, ...] | None = None) -> dict[str, dict[str, str]]:
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    head, body = (columns, lines) if columns else (tuple(lines[0]), lines[1:])
    assert all(len(line) == len(head) for line in body)
    return {line[0]: dict(zip(head, line, strict=True)) for line in body}


def test_csv_in_pandas(record: verbale.Record, tmp_path: Path) -> None:
    import pandas

    written = record.export(tmp_path / "out", "csv")
    events = pandas.read_csv(tmp_path / "out" / "events.csv", parse_dates=["date_start"])
    assert len(events) == written.rows["events"] == 4
    met = events[events["id"] == MET].iloc[0].to_dict()
    assert met["date_start"] == pandas.Timestamp(2019, 5, 6)
    assert (met["place_name"], met["place_country"], met["place_latitude"]) == (
        "Lisbon",
        "PRT",
        38.7,
    )
    assert (met["actor_names"], met["recipient_states"]) == ("Ana Ferreira", "MAR")
    assert met["reports"].split(";") == ["lisbon-post", "rabat-courier"]
    assert json.loads(met["evidence"])["place"][0]["report"] == "lisbon-post"
    assert met["quad"] == 1
    statements = pandas.read_csv(tmp_path / "out" / "statements.csv")
    assert statements["text"][0] == "we will talk about the fishing grounds again"
    reports = table(tmp_path / "out" / "reports.csv")
    assert [row["text"] for row in reports] == [
        row["text"] for row in sorted(small.REPORTS, key=lambda row: row["id"])
    ]


def test_parquet_in_pyarrow(record: verbale.Record, tmp_path: Path) -> None:
    from pyarrow import parquet

    record.export(tmp_path / "out", "parquet")
    events = parquet.read_table(tmp_path / "out" / "events.parquet").to_pylist()
    met = next(row for row in events if row["id"] == MET)
    assert met["date_start"] == met["date_end"] == dt.date(2019, 5, 6)
    assert met["actors"] == ["ana-ferreira"]
    assert met["goldstein"] == 2.8
    off = next(row for row in events if row["id"] == OFF)
    assert off["place_name"] is None
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        f"{kind}.parquet"
        for kind in ("reports", "copies", "parties", "events", "statements", "conflicts", "plans",
                     "channels")
    }  # fmt: skip
    plans = parquet.read_table(tmp_path / "out" / "plans.parquet").to_pylist()
    assert [row["overdue"] for row in plans] == [True, False]


def test_every_field_has_a_column() -> None:
    from verbale.store.rows import KINDS

    for kind, noun in KINDS.items():
        columns = rows.columns(kind)
        for field in noun.__struct_fields__:
            assert field in columns or any(name.startswith(f"{field}_") for name in columns)


def test_a_part_of_the_record(record: verbale.Record, tmp_path: Path) -> None:
    record.export(tmp_path / "out", "csv", between=("PRT", "MAR"))
    kinds = ("events", "reports", "parties", "plans", "conflicts", "statements")
    held = {name: table(tmp_path / "out" / f"{name}.csv") for name in kinds}
    assert [row["id"] for row in held["events"]] == [MET]
    assert {row["id"] for row in held["reports"]} == {"lisbon-post", "rabat-courier"}
    assert {row["id"] for row in held["parties"]} >= {"ana-ferreira", "karim-haddad"}
    assert "ilse-brandt" not in {row["id"] for row in held["parties"]}
    assert not held["plans"]
    assert len(held["conflicts"]) == len(held["statements"]) == 1
    record.export(tmp_path / "june", "csv", since=dt.date(2019, 6, 1), query="Haddad")
    assert [row["id"] for row in table(tmp_path / "june" / "events.csv")] == [PLANNED]


def test_a_part_in_json_lines(record: verbale.Record, tmp_path: Path) -> None:
    written = record.export(tmp_path / "out", between=("PRT", "MAR"))
    lines = (tmp_path / "out" / "events.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in lines] == [MET]
    assert (written.rows["events"], written.rows["reports"]) == (1, 2)
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["chosen"] == {"between": ["PRT", "MAR"]}
    assert [row["report"] for row in manifest["readings"]] == ["lisbon-post", "rabat-courier"]
    record.export(tmp_path / "all")
    whole = json.loads((tmp_path / "all" / "manifest.json").read_text(encoding="utf-8"))
    assert "chosen" not in whole


def test_every_way_to_choose(record: verbale.Record, tmp_path: Path) -> None:
    ways: list[tuple[dict[str, Any], set[str]]] = [
        ({"type": "CONSULT", "status": "planned"}, {PLANNED}),
        ({"state": "PRT", "status": "occurred"}, {MET, UNDATED}),
        ({"party": "karim-haddad"}, {MET, PLANNED}),
        ({"outlet": "Harbour Courier"}, {MET}),
        ({"query": "fishing"}, {MET}),
        ({"query": "..."}, set()),
        ({"issue": "fisheries"}, set()),
        ({"between": ("PRT", "PRT")}, set()),
    ]
    for number, (way, wanted) in enumerate(ways):
        record.export(tmp_path / str(number), "csv", **way)
        found = {row["id"] for row in table(tmp_path / str(number) / "events.csv")}
        assert found == wanted, way


def test_without_text(record: verbale.Record, tmp_path: Path) -> None:
    for name, entry in formats.FORMATS.items():
        out = tmp_path / f"{name}{entry.suffix or ''}"
        record.export(out, name, without_text=True)
        for path in out.iterdir() if out.is_dir() else [out]:
            if path.suffix != ".parquet":
                assert "fishing" not in path.read_text(encoding="utf-8"), path
                assert "tells it differently" not in path.read_text(encoding="utf-8"), path


def test_polecat_codes_by_plover(record: verbale.Record, tmp_path: Path) -> None:
    record.export(tmp_path / "events.txt", "polecat")
    found = tabs(tmp_path / "events.txt")
    assert tuple(next(iter(found.values()))) == polecat.COLUMNS
    assert len(polecat.COLUMNS) == 40
    met, planned, off = found[MET], found[PLANNED], found[OFF]
    assert (met["Event Type"], met["Event Mode"], met["Event Date"]) == (
        "CONSULT",
        "",
        "2019-05-06",
    )
    assert (met["Actor Name"], met["Actor Country"], met["Actor COW"]) == (
        "Ana Ferreira",
        "PRT",
        "235",
    )
    assert (met["City"], met["Country"], met["Latitude"]) == ("Lisbon", "PRT", "38.7")
    assert met["Source"] == "Midland Post;Harbour Courier"
    assert met["Quad Code"] == "VERBAL COOPERATION"
    assert met["Actor Name Raw"] == "Ana Ferreira"
    assert met["Actor Title"] == "Minister of Foreign Affairs"
    assert "Karim Haddad" in met["Story People"].split(";")
    assert (planned["Event Type"], planned["Event Date"]) == ("AGREE", "2019-05-20")
    assert (off["Event Type"], off["Event Mode"]) == ("SANCTION", "discontinue")
    assert (off["Event Date"], off["Intensity"]) == ("2019-06-20", "-6.0")
    assert record.get("event", PLANNED).type == record.get("event", OFF).type == "CONSULT"


def test_gdelt_in_pandas(record: verbale.Record, tmp_path: Path) -> None:
    import pandas

    record.export(tmp_path / "events.csv", "gdelt")
    assert len(gdelt.COLUMNS) == 61
    found = pandas.read_csv(
        tmp_path / "events.csv", sep="\t", header=None, names=list(gdelt.COLUMNS),
        dtype={"EventCode": str, "EventRootCode": str, "EventBaseCode": str},
    )  # fmt: skip
    assert found["GLOBALEVENTID"].is_unique
    met = found[found["SQLDATE"] == 20190506].iloc[0]
    assert (met["Actor1CountryCode"], met["Actor2CountryCode"]) == ("PRT", "MAR")
    assert (met["EventCode"], met["EventRootCode"], met["QuadClass"]) == ("043", "04", 1)
    assert met["FractionDate"] == pytest.approx(2019 + (5 * 30 + 6) / 365, abs=1e-4)
    assert (met["ActionGeo_FullName"], met["ActionGeo_CountryCode"]) == ("Lisbon, Portugal", "PO")
    assert (met["NumSources"], met["NumArticles"]) == (2, 2)
    assert met["SOURCEURL"] == "https://post.example/lisbon"
    assert set(found["EventCode"]) == {"043", "036", "164"}
    off = found[found["EventCode"] == "164"].iloc[0]
    assert (off["QuadClass"], off["GoldsteinScale"]) == (4, -7.0)


def test_panel_counts_what_occurred(record: verbale.Record, tmp_path: Path) -> None:
    written = record.export(tmp_path / "panel.csv", "panel")
    found = {
        (row["period"], row["state_a"], row["state_b"]): row
        for row in table(tmp_path / "panel.csv")
    }
    assert written.rows == {"rows": 4}
    met = found["2019-05", "MAR", "PRT"]
    assert (met["cow_a"], met["cow_b"], met["gw_a"]) == ("600", "235", "600")
    assert (met["consult"], met["quad1"], met["contacts_foreign_ministers"]) == ("1", "1", "1")
    assert (met["goldstein"], met["goldstein_ab"], met["reports"]) == ("2.8", "2.8", "2")
    planned = found["2019-06", "DEU", "MAR"]
    assert (planned["planned"], planned["consult"], planned["goldstein"]) == ("1", "0", "0.0")
    assert found["2019-07", "DEU", "PRT"]["cancelled"] == "1"
    record.export(tmp_path / "weeks.parquet", "panel", period="week")
    from pyarrow import parquet

    weeks = parquet.read_table(tmp_path / "weeks.parquet").to_pylist()
    first = weeks[0]
    assert (first["period"], first["start"]) == ("2019-W19", dt.date(2019, 5, 6))
    assert list(first) == list(panel.columns())


def test_what_is_dated_to_a_month_is_in_no_week(record: verbale.Record) -> None:
    import msgspec

    lookup = Lookup(record)
    june = verbale.Interval(dt.date(2019, 6, 1), dt.date(2019, 6, 30))
    event = msgspec.structs.replace(record.get("event", MET), date=june)
    assert [row["period"] for row in panel.rows(lookup, [event], "month")[0]] == ["2019-06"]
    assert panel.rows(lookup, [event], "week") == ([], {"not dated to a week": 1})


def test_periods_of_the_panel() -> None:
    assert panel.period_of(dt.date(2020, 12, 31), "week")[0] == "2020-W53"
    assert panel.period_of(dt.date(2020, 2, 10), "month")[1:] == (
        dt.date(2020, 2, 1), dt.date(2020, 2, 29)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("state", "day", "cow", "gw"),
    [
        ("DEU", "1987-06-01", 260, 260),  # West Germany
        ("DEU", "1990-10-02", 260, 260),
        ("DEU", "1990-10-03", 255, 260),
        ("DDR", "1990-10-02", 265, 265),
        ("DDR", "1990-10-03", None, None),
        ("RUS", "1987-06-01", 365, 365),  # the Soviet Union's number is Russia's
        ("RUS", "1992-06-01", 365, 365),
        ("UKR", "1991-12-10", None, 369),
        ("UKR", "1991-12-26", 369, 369),
        ("LTU", "1991-09-05", None, None),
        ("LTU", "1991-09-06", 368, 368),
        ("YUG", "1987-06-01", 345, 345),
        ("YUG", "2010-01-01", None, None),
        ("SRB", "2006-06-04", 345, 345),
        ("SRB", "2006-06-05", 345, 340),
        ("HRV", "1991-01-01", None, None),
        ("HRV", "1992-05-01", 344, 344),
        ("MNE", "2006-06-02", None, None),
        ("MNE", "2006-06-03", 341, 341),
        ("XKX", "2008-02-16", None, None),
        ("XKX", "2008-02-17", 347, 347),
        ("CZE", "1992-12-31", 315, 315),  # Czechoslovakia
        ("CZE", "1993-01-01", 316, 316),
        ("SVK", "1992-12-31", None, None),
        ("SVK", "1993-01-01", 317, 317),
        ("YEM", "1990-05-21", 678, 678),
        ("YEM", "1990-05-22", 679, 678),
        ("VNM", "1974-01-01", 816, 816),
        ("VNM", "1953-01-01", None, None),
        ("SDN", "2010-01-01", 625, 625),
        ("SDN", "2012-01-01", 625, 625),
        ("SSD", "2011-07-08", None, None),
        ("SSD", "2011-07-09", 626, 626),
        ("TLS", "2002-05-19", None, None),
        ("TLS", "2002-05-20", None, 860),
        ("TLS", "2002-09-27", 860, 860),
        ("ERI", "1993-05-24", 531, 531),
        ("NAM", "1990-03-20", None, None),
        ("USA", "1950-01-01", 2, 2),
        ("TWN", "2020-01-01", 713, 713),
        ("EUR", "2020-01-01", None, None),
        ("PSE", "2020-01-01", None, None),
    ],
)
def test_country_numbers_are_those_of_the_time(
    state: str, day: str, cow: int | None, gw: int | None
) -> None:
    when = dt.date.fromisoformat(day)
    assert (codes.number(state, "cow", when), codes.number(state, "gw", when)) == (cow, gw)


def test_graph_in_networkx(record: verbale.Record, tmp_path: Path) -> None:
    import networkx

    record.export(tmp_path / "net.graphml", "graphml")
    graph = networkx.read_graphml(tmp_path / "net.graphml")
    assert graph.nodes["PRT"]["label"] == "Portugal"
    assert graph.nodes["ana-ferreira"]["title"] == "Minister of Foreign Affairs"
    contact = graph.edges["MAR", "PRT"]
    assert (contact["relation"], contact["weight"], contact["first"]) == (
        "contact",
        1,
        "2019-05-06",
    )
    assert graph.edges["ana-ferreira", "PRT"]["relation"] == "acts-for"
    assert not graph.has_edge("DEU", "MAR")  # planned only


def test_geojson_is_valid(record: verbale.Record, tmp_path: Path) -> None:
    import geojson

    record.export(tmp_path / "map.geojson", "geojson")
    found = geojson.loads((tmp_path / "map.geojson").read_text(encoding="utf-8"))
    assert found.is_valid, found.errors()
    met = next(feature for feature in found.features if feature.id == MET)
    assert met.geometry.coordinates == [-9.1, 38.7]
    assert met.properties["start"] == "2019-05-06"
    assert "met Karim Haddad in Lisbon” — Midland Post" in met.properties["quotes"][0]


def test_calendar_in_icalendar(record: verbale.Record, tmp_path: Path) -> None:
    import icalendar

    record.export(tmp_path / "all.ics", "ical")
    calendar = icalendar.Calendar.from_ical((tmp_path / "all.ics").read_bytes())
    found: dict[str, Any] = {str(entry["uid"]): entry for entry in calendar.walk("VEVENT")}
    met = found[f"{MET}@verbale"]
    assert met.decoded("dtstart") == dt.date(2019, 5, 6)
    assert met.decoded("dtend") == dt.date(2019, 5, 7)
    assert (met["status"], met["location"]) == ("CONFIRMED", "Lisbon, PRT")
    assert "Midland Post" in met["description"]
    assert found[f"{PLANNED}@verbale"]["status"] == "TENTATIVE"
    assert found[f"{OFF}@verbale"]["status"] == "CANCELLED"


def test_feed_in_feedparser(record: verbale.Record, tmp_path: Path) -> None:
    import feedparser

    record.export(tmp_path / "all.atom", "atom")
    found = feedparser.parse((tmp_path / "all.atom").read_bytes())
    assert (found.bozo, found.version) == (False, "atom10")
    assert len(found.entries) == 4
    assert found.entries[0].id == f"urn:verbale:event:{UNDATED}"
    met = next(entry for entry in found.entries if entry.id.endswith(MET))
    assert met.link == "https://post.example/lisbon"
    assert met.updated_parsed[:3] == (2019, 5, 7)
    record.export(tmp_path / "fish.atom", "atom", query="fishing")
    found = feedparser.parse((tmp_path / "fish.atom").read_bytes())
    assert {entry.id.split(":")[2] for entry in found.entries} == {
        "statement",
        "report",
        "event",
    }
    record.export(tmp_path / "met.atom", "atom", query="fishing", type="CONSULT")
    found = feedparser.parse((tmp_path / "met.atom").read_bytes())
    assert [entry.id for entry in found.entries] == [f"urn:verbale:event:{MET}"]


def test_the_same_record_gives_the_same_bytes(record: verbale.Record, tmp_path: Path) -> None:
    for name, entry in formats.FORMATS.items():
        if entry.suffix is None:
            continue
        one, two = (tmp_path / f"{n}-{name}{entry.suffix}" for n in ("one", "two"))
        record.export(one, name)
        record.export(two, name)
        assert one.read_bytes() == two.read_bytes(), name


def test_bad_input_is_told_in_a_sentence(
    record: verbale.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(verbale.VerbaleError, match=r"^xls is no format; there are jsonl, csv"):
        record.export(place / "x", "xls")
    with pytest.raises(verbale.VerbaleError, match="is after"):
        record.export(place / "x", "csv", since=dt.date(2020, 1, 1), until=dt.date(2019, 1, 1))
    with pytest.raises(verbale.RecordError, match="is a folder"):
        record.export(place, "gdelt")
    (place / "there.csv").write_text("mine")
    with pytest.raises(verbale.RecordError, match=r"there\.csv exists"):
        record.export(place / "there.csv", "gdelt")
    assert (place / "there.csv").read_text() == "mine"
    record.export(place / "there.csv", "gdelt", force=True)
    assert (place / "there.csv").read_text() != "mine"
    monkeypatch.setitem(sys.modules, "icalendar", None)
    with pytest.raises(verbale.VerbaleError, match=r"needs icalendar, .* 'verbale\[export\]'"):
        record.export(place / "x.ics", "ical")
    assert {path.name for path in place.iterdir()} == {"there.csv"}


@contextlib.contextmanager
def no_room() -> Iterator[None]:
    """Files of this process cannot grow: every write fails as on a full disk.

    For no longer than a call: the file that the tests' own report goes to could not grow either.
    """
    resource = pytest.importorskip("resource")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (200, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", formats.names())
def test_a_disk_without_room_leaves_nothing(
    record: verbale.Record, tmp_path: Path, name: str
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    told = r"cannot be written: .*; nothing is left of it"
    with pytest.raises(verbale.RecordError, match=told), no_room():
        record.export(place / "out", name)
    assert list(place.iterdir()) == []


@pytest.mark.parametrize("name", formats.names())
def test_what_is_there_stays_when_an_export_fails(
    record: verbale.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    suffix = formats.FORMATS[name].suffix if name in formats.FORMATS else None
    place = tmp_path / f"there{suffix or ''}"
    record.export(place, name)
    held = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    with pytest.raises(verbale.RecordError, match="exists"):
        record.export(place, name)

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    module = exports if suffix is None else target
    monkeypatch.setattr(module, "_move" if suffix is None else "_umask", full)
    with pytest.raises(verbale.RecordError, match="the disk is full; nothing is left of it"):
        record.export(place, name, force=True)
    kept = {path: path.read_bytes() for path in sorted(tmp_path.rglob("*")) if path.is_file()}
    assert kept == held


def test_a_record_is_never_overwritten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "minutes.db"
    with small.record(tmp_path, monkeypatch, into=path) as record:
        with pytest.raises(verbale.RecordError, match="is a record"):
            record.export(path, "gdelt", force=True)
        assert len(record.events()) == 4


def test_export_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "minutes.db"
    small.record(tmp_path, monkeypatch, into=path).close()
    run = CliRunner().invoke
    to = tmp_path / "panel.csv"
    done = run(
        cli, ["export", str(path), "--format", "panel", "--to", str(to), "--since", "2019-06"]
    )
    assert done.exit_code == 0, done.output
    assert done.stdout == f"{to}: 3 rows.\n"
    again = run(cli, ["export", str(path), "--format", "panel", "--to", str(to)])
    assert again.exit_code == 2
    assert "exists" in again.stderr
    assert "Traceback" not in again.output


def test_the_command_line_offers_every_format() -> None:
    from verbale.views.cli import taking

    assert formats.names() == taking._FORMATS
