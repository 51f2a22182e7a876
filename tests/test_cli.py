"""The commands as a user runs them: what they print, and how they end."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

import verbale
from tests import desk
from verbale import inspecting
from verbale.views import tables
from verbale.views.cli import cli
from verbale.views.cli.inspecting import KINDS

TEXTS = {
    "lisbon": "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon\nAna Ferreira said: good talks\n",
    "rabat": "2019-05-06 Ana Ferreira met Karim Haddad in Rabat\nKarim Haddad said: a start\n",
    "berlin": "2019-06-03 Ilse Brandt will meet Karim Haddad in Berlin\n",
}
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _desk(monkeypatch: pytest.MonkeyPatch) -> None:
    desk.take_over(monkeypatch)


@pytest.fixture
def run() -> Run:
    def call(*arguments: object, code: int = 0) -> Result:
        result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
        assert result.exit_code == code, result.output
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    place = tmp_path / "reports"
    place.mkdir()
    for name, text in TEXTS.items():
        (place / f"{name}.txt").write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def record(reports: Path, run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "record.db"
    run("read", reports, "--into", path)
    return path


def rows(result: Result) -> list[dict[str, str]]:
    head, *lines = result.stdout.splitlines()
    return [dict(zip(head.split("\t"), line.split("\t"), strict=True)) for line in lines]


def event(record: Path, **which: str) -> str:
    with verbale.open(record) as kept:
        return kept.events(**which)[0].id  # type: ignore[arg-type]


# --- read -------------------------------------------------------------------------------------


def test_read_sums_up_and_reading_again_says_that_nothing_changed(
    reports: Path, run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "record.db"
    first = run("read", reports, "--into", path).stdout
    assert "3 reports: 3 new." in first
    assert "holds 3 reports, 2 events and 2 statements." in first
    assert "reports/s" in first
    again = run("read", reports, "--into", path).stdout
    assert "3 reports: 0 new, 3 unchanged." in again
    assert f"Nothing has changed in {path}." in again


def test_read_sums_up_for_a_machine(reports: Path, run: Run, tmp_path: Path) -> None:
    (reports / "empty.txt").touch()
    told = json.loads(run("read", reports, "--into", tmp_path / "r.db", "--json").stdout)
    assert (told["reports"], told["new"], told["events"], told["statements"]) == (3, 3, 2, 2)
    assert [refused["source"] for refused in told["refused"]] == [str(reports / "empty.txt")]
    assert "empty" in told["refused"][0]["reason"]
    assert told["seconds"] > 0
    assert told["reports_per_second"] > 0


def test_read_fills_in_date_and_outlet(reports: Path, run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    run("read", reports, "--into", path, "--published", "2019-05-07", "--outlet", "The Courier")
    with verbale.open(path) as kept:
        assert {report.outlet for report in kept.reports()} == {"The Courier"}
        assert {str(report.published.start) for report in kept.reports()} == {"2019-05-07"}
    assert "no day" in run("read", reports, "--into", path, "--published", "2019", code=2).stderr


def test_read_shows_no_bar_in_a_pipe(record: Path, reports: Path) -> None:
    command = [sys.executable, "-m", "verbale", "read", str(reports), "--into", str(record)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "\x1b" not in done.stdout + done.stderr
    assert "━" not in done.stdout + done.stderr


# --- questions --------------------------------------------------------------------------------


def test_timeline_by_date_with_signs_sources_and_conflicts(record: Path, run: Run) -> None:
    found = rows(run("timeline", record))
    assert [row["date"] for row in found] == ["Mon 6 May 2019", "Mon 3 Jun 2019"]
    assert found[0]["what"] == "CONSULT meet"
    assert found[0]["who"] == "Ana Ferreira (PRT) – Karim Haddad (MAR)"
    assert found[0]["sources"] == "2 sources"
    assert found[0]["conflicts"] == "place"
    assert [row["status"] for row in found] == ["● occurred", "○ planned"]
    assert found[1]["where"] == "Berlin, DEU"


@pytest.mark.parametrize(
    ("options", "count"),
    [
        (["--between", "PRT", "MAR"], 1),
        (["--between", "morocco", "Germany"], 1),
        (["--between", "PRT", "DEU"], 0),
        (["--party", "Karim Haddad"], 2),
        (["--since", "2019-05-07"], 1),
        (["--since", "2019-05-06", "--until", "2019-05"], 1),
        (["--until", "2018"], 0),
        (["--type", "consult"], 2),
        (["--type", "ACCUSE"], 0),
        (["--status", "planned"], 1),
    ],
)
def test_timeline_asks_for_less(record: Path, run: Run, options: list[str], count: int) -> None:
    lines = run("timeline", record, "--json", *options).stdout.splitlines()
    assert len(lines) == count
    assert all(json.loads(line)["type"] == "CONSULT" for line in lines)
    if not count:
        assert "No events like that" in run("timeline", record, *options).stderr


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--since", "next week"], "2023-06-18"),
        (["--since", "2023-02-30"], "is not a day"),
        (["--between", "USA", "Atlantis"], "no state called Atlantis"),
        (["--party", "Nobody"], "called Nobody"),
    ],
)
def test_timeline_says_what_it_does_not_know(
    record: Path, run: Run, options: list[str], told: str
) -> None:
    assert told in run("timeline", record, *options, code=2).stderr


def test_show_an_event_with_evidence_and_rules(record: Path, run: Run) -> None:
    told = run("show", record, event(record, status="occurred")).stdout
    assert told.startswith("● Ana Ferreira met Karim Haddad, Lisbon")
    lines = told.splitlines()
    place = lines.index("place\tLisbon, PRT\trule: met")
    assert lines[place + 1] == ("\t“2019-05-06 Ana Ferreira met Karim Haddad in [Lisbon]”\tlisbon")
    assert "≠ place" in told
    assert "good talks" in told


def test_show_a_report_a_person_and_a_state(record: Path, run: Run) -> None:
    assert "1 statement" in run("show", record, "lisbon").stdout
    person = run("show", record, "karim-haddad").stdout
    assert "Minister of Foreign Affairs" in person
    assert run("show", record, "Karim Haddad").stdout == person
    assert "2 events" in run("show", record, "Morocco").stdout
    assert run("show", record, "MAR").stdout == run("show", record, "mar").stdout
    told = json.loads(run("show", record, "lisbon", "--json").stdout)
    assert told["text"] == TEXTS["lisbon"]


def test_show_names_the_candidates(record: Path, run: Run) -> None:
    assert "called nothing" in run("show", record, "nothing", code=2).stderr
    assert "may be any of" in run("show", record, "e", code=2).stderr


def test_hostile_text_does_not_reach_the_terminal(run: Run, tmp_path: Path) -> None:
    report = tmp_path / "x.txt"
    report.write_text(
        "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon \x1b[31m\x07\u202etxt\nend\n"
    )
    path = tmp_path / "r.db"
    run("read", report, "--into", path)
    told = run("show", path, event(path)).stdout + run("search", path, "end").stdout
    assert not set(told) & {"\x1b", "\x07", "\u202e"}


def test_conflicts_plans_channels_and_search(record: Path, run: Run) -> None:
    found = rows(run("conflicts", record))
    assert {(row["field"], row["value"], row["reports"]) for row in found} == {
        ("≠ place", "Lisbon", "lisbon"),
        ("≠ place", "Rabat", "rabat"),
    }
    assert [row["outcome"] for row in rows(run("plans", record, "--open"))] == ["○ open"]
    lines = rows(run("channels", record, "--between", "MAR", "PRT"))
    assert {row["channel"]: row["last"] for row in lines}["foreign ministers"] == "6 May 2019"
    assert len(lines) > len(rows(run("channels", record))) - 1
    assert rows(run("search", record, "good", "talks"))[0]["words"] == "«good» «talks»"


def test_readouts_lay_the_two_sides_side_by_side(record: Path, run: Run) -> None:
    told = run("readouts", record, event(record, status="occurred")).stdout.splitlines()
    assert told[1].split("\t") == ["issue", "portugal:_ana_ferreira", "morocco:_karim_haddad"]
    _, portugal, morocco = told[2].split("\t")
    assert portugal == "Ana Ferreira: “good talks” — lisbon"
    assert morocco == "Karim Haddad: “a start” — rabat"


def test_new_and_why(record: Path, run: Run) -> None:
    assert {row["change"] for row in rows(run("new", record))} == {"told", "contradicted (place)"}
    assert "Nothing new." in run("new", record, "--since-read", "1").stderr
    assert [row["what"] for row in rows(run("new", record, "--reads"))] == ["read"]
    with verbale.open(record) as kept:
        tellings = kept.events(status="occurred")[0].accounts
        planned = kept.events(status="planned")[0].id
    told = run("why", record, *tellings).stdout
    assert told.startswith("One event")
    assert "place\t-" in told
    assert run("why", record, tellings[0], planned).stdout.startswith("Two events")


def test_forget(record: Path, run: Run) -> None:
    assert "holds 2 reports" in run("forget", record, "rabat").stdout
    assert "No report contradicts another." in run("conflicts", record).stderr
    assert "called rabat" in run("forget", record, "rabat", code=2).stderr


# --- correct ----------------------------------------------------------------------------------


def test_correct_and_undo(record: Path, run: Run) -> None:
    met, planned = event(record, status="occurred"), event(record, status="planned")
    run("correct", "set", record, met, "date", "2019-05-05/2019-05-06", "--author", "Mara",
        "--reason", "the diary")  # fmt: skip
    assert rows(run("timeline", record))[0]["date"] == "5–6 May 2019"
    run("correct", "reject", record, planned)
    assert len(rows(run("timeline", record))) == 1
    assert len(rows(run("timeline", record, "--rejected"))) == 2
    found = rows(run("correct", "list", record))
    assert (found[0]["author"], found[0]["reason"]) == ("Mara", "the diary")
    run("correct", "undo", record, "2")
    assert len(rows(run("timeline", record))) == 2
    run("correct", "split", record, met, "rabat")
    assert len(rows(run("timeline", record))) == 3
    run("correct", "name", record, "Karim Haddad", "Karim El Haddad")
    assert "Karim El Haddad" in run("timeline", record).stdout
    run("correct", "set", record, "berlin", "published", "2019-05-20")
    assert "Mon 20 May 2019" in run("show", record, "berlin").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["set", "EVENT", "colour", "red"], "no field"),
        (["set", "EVENT", "actors", '"one"'], "no party called one"),
        (["set", "EVENT", "actors", "[7]"], "does not fit"),
        (["set", "EVENT", "date", "soon"], "is not a day"),
        (["set", "EVENT", "place", '{"name"'], "broken JSON"),
        (["set", "lisbon", "outlet", "x"], "only published"),
        (["set", "karim-haddad", "name", "x"], "cannot be corrected so"),
        (["merge", "EVENT", "EVENT"], "with itself"),
        (["split", "EVENT", "berlin"], "does not tell of"),
        (["confirm", "nothing"], "no event called nothing"),
        (["undo", "7"], "no correction 7"),
    ],
)
def test_corrections_that_do_not_fit(
    record: Path, run: Run, arguments: list[str], told: str
) -> None:
    name, *rest = (event(record) if word == "EVENT" else word for word in arguments)
    assert told in run("correct", name, record, *rest, code=2).stderr
    with verbale.open(record) as kept:
        assert kept.corrections() == ()


# --- bad input --------------------------------------------------------------------------------


def test_bad_inputs_are_named_and_the_rest_is_read(run: Run, tmp_path: Path) -> None:
    place = tmp_path / "in"
    place.mkdir()
    (place / "empty.txt").touch()
    (place / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    good = [json.dumps({"id": f"g{n}", "text": TEXTS["lisbon"]}) for n in range(8)]
    good[6] = '{"id": "g6", "text": '
    (place / "seven.jsonl").write_text("\n".join(good) + "\n")
    (place / "long.jsonl").write_bytes(b'{"text": "' + b"x " * 25_000_000 + b'"}\n')
    (place / "german.txt").write_text(
        "Die Außenministerin traf am Montag in Berlin ihren Amtskollegen zu einem Gespräch über "
        "die Lage in der Region und die Beziehungen zwischen beiden Ländern.\n" * 3
    )
    result = run("read", place, tmp_path / "missing.txt", "--into", tmp_path / "r.db")
    refused = [line for line in result.stderr.splitlines() if line.startswith("refused: ")]
    for name in ("empty.txt", "picture.txt", "seven.jsonl, line 7", "long.jsonl", "missing.txt"):
        assert any(name in line for line in refused), (name, refused)
    assert len(refused) == 5
    assert "8 reports: 8 new, 1 in other languages, kept unread, 5 refused." in result.stdout
    assert "german" in run("show", tmp_path / "r.db", "german").stdout


def test_nothing_to_read_ends_with_two_and_leaves_no_file(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    result = run("read", tmp_path / "missing.txt", "--into", path, code=2)
    assert "missing.txt" in result.stderr
    assert "Nothing was read." in result.stderr
    assert not list(tmp_path.glob("r.db*"))


def test_nothing_but_failures_ends_with_two(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "b.txt"
    broken.write_text("BREAK THE READER")
    assert "Nothing was read." in run("read", broken, "--into", tmp_path / "r.db", code=2).stderr
    with pytest.raises(verbale.InputError, match="failed on it"):
        verbale.read(broken)


def test_watch_names_what_is_wrong(run: Run, tmp_path: Path) -> None:
    feeds = tmp_path / "feeds.txt"
    into = ("--into", tmp_path / "r.db")
    assert "cannot be read" in run("watch", feeds, *into, code=2).stderr
    feeds.write_text("# none yet\n")
    assert "names no feeds" in run("watch", feeds, *into, code=2).stderr
    assert "no pause" in run("watch", feeds, *into, "--every", "5s", code=2).stderr
    feeds.write_text("http://127.0.0.1:9/feed\n")
    assert "127.0.0.1:9" in run("watch", feeds, *into, "--once").stdout


def test_watch_reads_what_lies_in_the_inbox(run: Run, tmp_path: Path) -> None:
    """What a stopped watch had fetched, and not yet read, is read first."""
    feeds, inbox, record = tmp_path / "f.txt", tmp_path / "r.db.inbox", tmp_path / "r.db"
    feeds.write_text("http://127.0.0.1:9/feed\n")
    inbox.mkdir()
    (inbox / "1.jsonl").write_text(json.dumps({"id": "x", "text": TEXTS["lisbon"]}) + "\n")
    assert "1 report: 1 new." in run("watch", feeds, "--into", record, "--once").stdout
    assert not inbox.exists()
    assert "lisbon" not in run("show", record, "x").stderr


@pytest.mark.parametrize("command", ["timeline", "conflicts", "plans", "channels", "new"])
def test_no_record_is_a_sentence(run: Run, tmp_path: Path, command: str) -> None:
    told = run(command, tmp_path / "none.db", code=2).stderr
    assert told.startswith("verbale: There is no record at")
    other = tmp_path / "other.txt"
    other.write_text("not a record")
    assert "is not a Verbale record" in run(command, other, code=2).stderr
    assert other.read_text() == "not a record"


def test_an_unforeseen_reader_is_a_sentence(reports: Path, run: Run, tmp_path: Path) -> None:
    command = ["read", str(reports), "--into", str(tmp_path / "r.db"), "--reader", "no_such_model"]
    with pytest.MonkeyPatch.context() as patch:
        patch.undo()
        done = subprocess.run(
            [sys.executable, "-m", "verbale", *command], capture_output=True, text=True, check=False
        )
    assert done.returncode == 2
    assert "no_such_model" in done.stderr
    assert not (tmp_path / "r.db").exists()
    assert "Traceback" not in done.stderr


# --- inspect ----------------------------------------------------------------------------------


def test_inspect_kinds_are_those_of_the_stages() -> None:
    assert KINDS == inspecting.KINDS


def test_inspect_copies_and_broken_lines(run: Run, tmp_path: Path) -> None:
    text = " ".join(f"Sentence number {n} says something quite of its own." for n in range(40))
    given = tmp_path / "in.jsonl"
    lines = [json.dumps({"id": name, "text": text}) for name in ("one", "two")]
    given.write_text("\n".join([*lines, "{broken", '{"id": 3}', "[1]"]) + "\n")
    result = run("inspect", "copies", given)
    assert [sorted(json.loads(line)["reports"]) for line in result.stdout.splitlines()] == [
        ["one", "two"]
    ]
    assert result.stderr.count("skipped: ") == 3
    assert "line 3: is broken JSON" in result.stderr
    assert "cannot be read" in run("inspect", "copies", tmp_path / "none", code=2).stderr


# --- the whole --------------------------------------------------------------------------------


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys, verbale.views.cli as c\n"
        "try: c.cli(['--help'], prog_name='verbale')\n"
        "except SystemExit: pass\n"
        "heavy = {'spacy', 'onnxruntime', 'numpy', 'rich', 'msgspec'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    began = resource.getrusage(resource.RUSAGE_CHILDREN)
    for _ in range(4):
        subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = ended.ru_utime + ended.ru_stime - began.ru_utime - began.ru_stime
    assert spent / 4 < 0.3  # of a processor; 0.1 where nothing else runs


def test_every_command_and_option_is_explained() -> None:
    def walk(command: click.Command) -> None:
        assert command.help, command.name
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help or parameter.name in ("format_", "kind", "limit", "port")
        if isinstance(command, click.Group):
            for inner in command.commands.values():
                walk(inner)

    walk(cli)


def test_tables_fit_a_narrow_terminal(
    record: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tables, "on_terminal", lambda: True)
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("NO_COLOR", "1")
    cli(["timeline", str(record)], standalone_mode=False)
    told = capsys.readouterr().out
    assert max(len(line.rstrip()) for line in told.splitlines()) <= 80
    assert event(record, status="occurred") in told
    assert "●" in told
    assert "≠" in told
