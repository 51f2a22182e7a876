"""Files and folders of text and JSON lines, as they come and as they break."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from verbale.intake import Refused, digest, open_inputs, suffixed
from verbale.intake.decoding import decode
from verbale.intake.fields import day
from verbale.intake.source import MAX_TEXT
from verbale.records import Report

TALKS = "The foreign ministers of Norway and Chile met in Oslo on Tuesday to discuss fisheries.\n"


def taken(*paths: Path, **told: object) -> list[Report | Refused]:
    return list(open_inputs(paths, **told))  # type: ignore[arg-type]


def reports(*paths: Path, **told: object) -> list[Report]:
    found = taken(*paths, **told)
    assert all(isinstance(item, Report) for item in found), found
    return [item for item in found if isinstance(item, Report)]


def refusals(*paths: Path) -> list[Refused]:
    return [item for item in taken(*paths) if isinstance(item, Refused)]


def lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


# --- plain text -------------------------------------------------------------------------------


def test_text_is_the_decoded_file_unchanged(tmp_path: Path) -> None:
    text = "\r\n  OSLO (Reuters) \u2013 Talks\u00a0went on.\r\n\tThey end\x0c Friday.  \n\n"
    (tmp_path / "talks.v2.txt").write_bytes(text.encode())
    (report,) = reports(tmp_path / "talks.v2.txt")
    assert report.text == text
    assert report.id == "talks.v2"
    assert report.source == str(tmp_path / "talks.v2.txt")
    assert (report.published, report.outlet, report.language) == (None, None, "en")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32", "cp1252", "utf-8"])
def test_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    text = "\u201cWe expect talks to go on,\u201d he said in Z\u00fcrich \u2013 caf\u00e9.\n"
    (tmp_path / "a.txt").write_bytes(text.encode(encoding))
    assert reports(tmp_path / "a.txt")[0].text == text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0")))
def test_utf8_decodes_to_itself(text: str) -> None:
    assert decode(text.encode()) == text.removeprefix("\ufeff")


def test_what_the_user_tells_fills_in_but_does_not_override(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TALKS)
    rows = lines(tmp_path / "b.jsonl", {"id": "b", "text": TALKS, "published": "2024-05-02"})
    told = {"published": dt.date(2020, 1, 1), "outlet": "Fjord Post"}
    a, b = reports(tmp_path / "a.txt", rows, **told)
    assert (a.published, a.outlet) == (dt.date(2020, 1, 1), "Fjord Post")
    assert (b.published, b.outlet) == (dt.date(2024, 5, 2), "Fjord Post")


# --- JSON lines -------------------------------------------------------------------------------


def test_json_lines_carry_their_fields(tmp_path: Path) -> None:
    row = {
        "id": "n-1",
        "text": "  " + TALKS,
        "title": "Oslo talks",
        "published": "2024-03-05T23:10:00+00:00",
        "outlet": "Fjord Post",
        "agency": "NTB",
        "byline": "Kari Lie",
        "url": "https://fjord.example/n-1",
        "gold": {"anything": 1},
    }
    (report,) = reports(lines(tmp_path / "in.jsonl", row))
    assert report == Report(
        id="n-1",
        source=str(tmp_path / "in.jsonl"),
        text="  " + TALKS,
        title="Oslo talks",
        published=dt.date(2024, 3, 5),
        outlet="Fjord Post",
        agency="NTB",
        byline="Kari Lie",
        url="https://fjord.example/n-1",
    )


def test_gzip_and_ending_make_no_difference(tmp_path: Path) -> None:
    plain = lines(tmp_path / "in.jsonl", {"id": 7, "text": TALKS}, {"id": "8", "text": TALKS})
    packed = tmp_path / "in.jsonl.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    unnamed = tmp_path / "dump"
    unnamed.write_bytes(plain.read_bytes())
    told = [[(r.id, r.text) for r in reports(path)] for path in (plain, packed, unnamed)]
    assert told[0] == told[1] == told[2] == [("7", TALKS), ("8", TALKS)]


def test_rows_without_id_have_one_that_stays(tmp_path: Path) -> None:
    other = TALKS + "More.\n"
    first = reports(lines(tmp_path / "a.jsonl", {"text": TALKS}, {"text": other}))
    again = reports(lines(tmp_path / "b.jsonl", {"text": other}, {"text": TALKS}))
    assert {r.text: r.id for r in first} == {r.text: r.id for r in again}
    assert len({r.id for r in first}) == 2


def test_broken_row_is_refused_by_number_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    good = [json.dumps({"id": str(n), "text": TALKS}) for n in range(1, 10)]
    good[6] = '{"id": "7", "text": "half a li'
    path.write_text("\n".join(good), encoding="utf-8")
    (refused,) = refusals(path)
    assert refused.member == "line 7"
    assert "broken JSON" in refused.reason
    assert str(refused).startswith(f"{path}, line 7: ")
    kept = [item.id for item in taken(path) if isinstance(item, Report)]
    assert kept == ["1", "2", "3", "4", "5", "6", "8", "9"]


@pytest.mark.parametrize(
    ("line", "word"),
    [
        (rb'{"id": "x", "text": "half \ud800 pair"}', "surrogate"),
        (rb'{"id": "x\udc00", "text": "Talks went on."}', "surrogate"),
        (rb'{"id": "x", "text": "a\u0000b"}', "NUL"),
        (rb'{"id": "x", "text": "  "}', "no text"),
        (rb'{"id": "x", "title": "only a title"}', "'text'"),
        (rb'{"id": "x", "text": 12}', "'text'"),
        (rb'["a", "list"]', "not an object"),
        (b'{"id": "x", "text": "caf\xe9"}', "UTF-8"),
        (b'{"text": ' + b"[" * 100_000, "JSON"),
    ],
)
def test_rows_that_no_record_can_hold(tmp_path: Path, line: bytes, word: str) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(json.dumps({"id": "ok", "text": TALKS}).encode() + b"\n" + line + b"\n")
    kept, refused = taken(path)
    assert isinstance(kept, Report)
    assert isinstance(refused, Refused)
    assert refused.member == "line 2"
    assert word in refused.reason


def test_every_text_that_comes_in_can_be_written_as_utf8(tmp_path: Path) -> None:
    rows = lines(tmp_path / "in.jsonl", {"id": "ok", "text": "Clap \U0001f44f and talks."})
    assert reports(rows)[0].text.encode("utf-8")


def test_one_json_document_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "in.json"
    path.write_text(json.dumps([{"id": "a", "text": TALKS}, {"id": "b"}], indent=2))
    kept, refused = taken(path)
    assert isinstance(kept, Report)
    assert isinstance(refused, Refused)
    assert refused.member == "item 2"
    path.write_text(json.dumps({"id": "a", "text": TALKS}, indent=2))
    assert [r.id for r in reports(path)] == ["a"]
    path.write_text(json.dumps([{"id": "a", "text": TALKS}], indent=2)[:-9])
    assert "broken JSON" in refusals(path)[0].reason


def test_a_report_that_opens_with_a_bracket_is_text(tmp_path: Path) -> None:
    for number, text in enumerate(("[Oslo] Talks went on.", "{Photo} Talks went on.", "# Talks\n")):
        path = tmp_path / f"{number}.txt"
        path.write_text(text)
        assert reports(path)[0].text == text


# --- what cannot be read ----------------------------------------------------------------------


def test_bad_files_are_refused_with_a_sentence_and_the_others_read(tmp_path: Path) -> None:
    (tmp_path / "1empty.txt").touch()
    (tmp_path / "2blank.txt").write_text(" \n\n")
    (tmp_path / "3image.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)
    (tmp_path / "4record.db").write_bytes(b"SQLite format 3\0" + bytes(4096))
    (tmp_path / "5good.txt").write_text(TALKS)
    (tmp_path / "6cut.jsonl.gz").write_bytes(gzip.compress(os.urandom(4000))[:-900])
    found = taken(tmp_path, tmp_path / "gone")
    assert [item.id for item in found if isinstance(item, Report)] == ["5good"]
    told = {Path(item.source).name: item.reason for item in found if isinstance(item, Refused)}
    assert told.keys() >= {"1empty.txt", "2blank.txt", "3image.png", "4record.db", "gone"}
    assert "empty" in told["1empty.txt"]
    assert "no text" in told["2blank.txt"]
    assert "not text" in told["3image.png"]
    assert "database" in told["4record.db"]
    assert "no such file" in told["gone"]
    assert "breaks off" in told["6cut.jsonl.gz"]


def test_truncated_gzip_gives_what_came_before(tmp_path: Path) -> None:
    rows = "".join(json.dumps({"id": str(n), "text": f"{TALKS} {n}"}) + "\n" for n in range(4000))
    (tmp_path / "in.jsonl.gz").write_bytes(gzip.compress(rows.encode())[:-2000])
    found = taken(tmp_path / "in.jsonl.gz")
    assert isinstance(found[0], Report)
    assert isinstance(found[-1], Refused)
    assert "breaks off" in found[-1].reason


def test_a_huge_line_is_refused_and_the_others_read(tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    with path.open("w") as out:
        out.write(json.dumps({"id": "a", "text": TALKS}) + "\n")
        out.write('{"id": "big", "text": "' + "word " * (10 * 2**20) + '"}\n')
        out.write(json.dumps({"id": "c", "text": TALKS}) + "\n")
    a, big, c = taken(path)
    assert isinstance(a, Report)
    assert isinstance(c, Report)
    assert isinstance(big, Refused)
    assert big.member == "line 2"
    (tmp_path / "big.txt").write_text("word " * (10 * 2**20))
    assert "split" in refusals(tmp_path / "big.txt")[0].reason
    (tmp_path / "over.txt").write_text("a" * (MAX_TEXT + 1))
    assert "split" in refusals(tmp_path / "over.txt")[0].reason


def test_folders_are_read_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.txt", "a/.hidden.txt", ".git/x.txt", "c/d/e.txt", "B.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}: {TALKS}")
    found = [Path(r.source).relative_to(tmp_path).as_posix() for r in reports(tmp_path)]
    assert found == ["B.txt", "b.txt", "a/z.txt", "c/d/e.txt"]
    (tmp_path / "none").mkdir()
    assert "no files" in refusals(tmp_path / "none")[0].reason


def test_a_pipe_is_read(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, TALKS.encode())
    os.close(writer)
    assert reports(Path(f"/dev/fd/{reader}"))[0].text == TALKS
    os.close(reader)


# --- languages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Les ministres des affaires étrangères se sont réunis mardi à Oslo pour parler.", "fr"),
        ("Die Außenminister trafen sich am Dienstag in Oslo und berieten über den Handel.", "de"),
        ("中国外交部长星期二在奥斯陆会见了智利外交部长，双方讨论了渔业问题。", "zh"),
        ("Министры иностранных дел встретились во вторник в Осло, чтобы обсудить торговлю.", "ru"),
        ("التقى وزيرا خارجية النرويج وتشيلي يوم الثلاثاء في أوسلو لبحث التجارة", "ar"),
        (TALKS, "en"),
        (TALKS.upper(), "en"),
        ("Shr 45 cts vs 58 cts\n    Net 1.1 mln vs 829,000\n", "en"),
    ],
)
def test_other_languages_are_kept_and_marked(tmp_path: Path, text: str, code: str) -> None:
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    (report,) = reports(tmp_path / "a.txt")
    assert (report.language, report.text) == (code, text)


# --- ids and days -----------------------------------------------------------------------------


def test_a_suffix_is_made_from_the_text_alone() -> None:
    assert suffixed("a", "One text.") == f"a-{digest('One text.')[:8]}"
    assert suffixed("a", "One text.") != suffixed("a", "Another text.")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-05-21", dt.date(2021, 5, 21)),
        ("2021-05-21T23:39:10+00:00", dt.date(2021, 5, 21)),
        ("2021-05-21 23:39:10", dt.date(2021, 5, 21)),
        ("20210521", dt.date(2021, 5, 21)),
        ("Fri, 21 May 2021 23:39:10 GMT", dt.date(2021, 5, 21)),
        (dt.datetime(2021, 5, 21, 4), dt.date(2021, 5, 21)),
        ("2021-13-45", None),
        ("2021-05", None),
        ("yesterday", None),
        (20210521, None),
        (None, None),
    ],
)
def test_days_are_taken_as_written(value: object, expected: dt.date | None) -> None:
    assert day(value) == expected
