"""Briefings: what they say, and that readers of each format can read them."""

from __future__ import annotations

import datetime as dt
import errno
import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

import verbale
from tests import small
from verbale.views import brief
from verbale.views.brief import content, paper
from verbale.views.cli import cli

PAIR = ("PRT", "MAR")


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> verbale.Record:
    found = small.record(tmp_path, monkeypatch)
    assert isinstance(found, verbale.Record)
    return found


def parts(briefing: content.Briefing) -> dict[str, Any]:
    found, heading = {}, ""
    for block in briefing.blocks:
        if isinstance(block, content.Heading):
            heading = block.text
        else:
            found[heading] = block
    return found


def test_what_a_briefing_says(record: verbale.Record) -> None:
    made = brief.compose(record, PAIR)
    assert made.title == "Portugal and Morocco"
    assert made.subtitle == "From 2 reports, 1 event; as of 21 Jun 2019."
    found = parts(made)
    (line,) = found["What happened"].lines
    assert line.text == "6 May 2019: Ana Ferreira met Karim Haddad, Lisbon; 2 sources."
    sources = [made.notes[number - 1] for number in line.notes]
    assert [note.source for note in sources] == [
        "Midland Post, 7 May 2019, lisbon-post",
        "Harbour Courier, 7 May 2019, rabat-courier",
    ]
    assert sources[0].words == "2019-05-06 Ana Ferreira met Karim Haddad in Lisbon"
    assert sources[0].url == "https://post.example/lisbon"
    (said,) = found["Portugal: what was said"].lines
    assert said.text == "Ana Ferreira: “we will talk about the fishing grounds again”"
    (clash,) = found["Where reports disagree"].lines
    assert "its place is Lisbon (lisbon-post) or Rabat (rabat-courier)" in clash.text
    assert found["Lines of contact"].rows == (
        ("Foreign ministers", "1", "6 May 2019", "–", "46 days"),
    )


def test_every_note_is_used_and_every_number_has_a_note(record: verbale.Record) -> None:
    made = brief.compose(record, ("DEU", "PRT"))
    bullets = [block for block in made.blocks if isinstance(block, content.Bullets)]
    used = {number for block in bullets for line in block.lines for number in line.notes}
    assert used == set(range(1, len(made.notes) + 1))


def test_plans_and_periods(record: verbale.Record) -> None:
    made = brief.compose(record, ("DEU", "MAR"), since=dt.date(2019, 6, 1))
    assert made.title == "Germany and Morocco since 1 Jun 2019"
    (plan,) = parts(made)["Plans and what came of them"].lines
    assert plan.text.endswith("to meet Karim Haddad, Berlin; 1 source; open, its date past.")
    with pytest.raises(verbale.VerbaleError, match="nothing between Germany and Morocco until"):
        brief.compose(record, ("DEU", "MAR"), until=dt.date(2019, 5, 1))


def test_markdown(record: verbale.Record, tmp_path: Path) -> None:
    text = brief.write(record, tmp_path / "a.md", PAIR).read_text(encoding="utf-8")
    assert text.startswith("# Portugal and Morocco\n")
    defined = re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE)
    used = re.findall(r"(?<!^)\[\^(\d+)\]", text, re.MULTILINE)
    assert set(defined) == set(used)
    assert "](<https://post.example/lisbon>)" in text
    assert "![Contacts by line; shaded: silence][plot-2]" in text
    assert re.search(r"^\[plot-2\]: data:image/png;base64,iVBOR", text, re.MULTILINE)


def test_html_leads_from_numbers_to_sources(record: verbale.Record, tmp_path: Path) -> None:
    text = brief.write(record, tmp_path / "a.html", PAIR).read_text(encoding="utf-8")
    for number in re.findall(r'href="#note-(\d+)"', text):
        assert f'id="note-{number}"' in text
    assert text.count("<svg") == 2
    assert "https://post.example/lisbon" in text


def test_html_holds_no_markup_of_a_report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    evil = {**small.REPORTS[0], "outlet": "<script>x</script>", "url": "javascript:alert(1)"}
    monkeypatch.setattr(small, "REPORTS", [evil])
    record = small.record(tmp_path, monkeypatch)
    text = brief.write(record, tmp_path / "a.html", PAIR).read_text(encoding="utf-8")
    assert "<script" not in text
    assert "javascript:" not in text
    assert "&lt;script&gt;" in text


def test_pdf_in_pypdf(record: verbale.Record, tmp_path: Path) -> None:
    import pypdf

    made = brief.write(record, tmp_path / "a.pdf", PAIR)
    pdf = pypdf.PdfReader(made)
    assert len(pdf.pages) <= 2
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Portugal and Morocco"
    text = "\n".join(page.extract_text() for page in pdf.pages)
    assert "Ana Ferreira met Karim Haddad, Lisbon; 2 sources." in text
    assert "Harbour Courier, 7 May 2019, rabat-courier" in text
    assert sum(len(page.images) for page in pdf.pages) == 2
    again = brief.write(record, tmp_path / "b.pdf", PAIR)
    assert made.read_bytes() == again.read_bytes()


def test_pdf_of_names_beyond_latin_1() -> None:
    import pypdf

    names = "Erdoğan, Šefčovič, Wałęsa, Лавров, Μητσοτάκης"
    line = content.Line(names, (1,))
    note = content.Note("Post", f"“{names}” → said", None)
    made = content.Briefing(names, "", (content.Bullets((line,)),), (note,))
    make, pages = paper.render(made)
    assert pages == 1
    assert names in pypdf.PdfReader(BytesIO(make())).pages[0].extract_text()


def test_word_in_python_docx(record: verbale.Record, tmp_path: Path) -> None:
    import docx

    document = docx.Document(str(brief.write(record, tmp_path / "a.docx", PAIR)))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == "Portugal and Morocco"
    assert "6 May 2019: Ana Ferreira met Karim Haddad, Lisbon; 2 sources.1 2" in lines
    assert any(line.startswith("1  Midland Post, 7 May 2019") for line in lines)
    assert document.tables[0].cell(1, 0).text == "Foreign ministers"
    assert len(document.inline_shapes) == 2


def test_a_long_story_is_cut_to_two_pages(
    record: verbale.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rooms = []
    plain = brief.compose

    def long(*args: Any, room: int, **more: Any) -> content.Briefing:
        rooms.append(room)
        made = plain(*args, room=room, **more)
        lines = tuple(
            content.Line(f"{n}: " + "what was told of at length " * 12) for n in range(room * 4)
        )
        return made._replace(blocks=(content.Bullets(lines),))

    monkeypatch.setattr(brief, "compose", long)
    import pypdf

    made = brief.write(record, tmp_path / "a.pdf", PAIR)
    assert len(rooms) > 1
    assert rooms == sorted(rooms, reverse=True)
    assert len(pypdf.PdfReader(made).pages) == 2


def test_bad_input_is_told_in_a_sentence(
    record: verbale.Record, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    with pytest.raises(
        verbale.VerbaleError, match=r"^odt is no format of a briefing; there are md"
    ):
        brief.write(record, place / "a.odt", PAIR)
    (place / "mine.md").write_text("mine")
    with pytest.raises(verbale.RecordError, match=r"mine\.md exists"):
        brief.write(record, place / "mine.md", PAIR)
    with pytest.raises(verbale.VerbaleError, match="nothing between"):
        brief.write(record, place / "a.md", ("USA", "CHN"))

    def full(path: Path, made: bytes) -> None:
        path.write_bytes(made[: len(made) // 2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(brief, "_put", full)
    with pytest.raises(verbale.RecordError, match="the disk is full; nothing is left"):
        brief.write(record, place / "a.md", PAIR)
    assert [path.name for path in place.iterdir()] == ["mine.md"]


def test_briefing_from_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, to = tmp_path / "minutes.db", tmp_path / "brief.md"
    small.record(tmp_path, monkeypatch, into=path).close()
    words = [
        "brief",
        str(path),
        "--between",
        "Portugal",
        "mar",
        "--since",
        "2019-05",
        "--to",
        str(to),
    ]
    done = CliRunner().invoke(cli, words)
    assert done.exit_code == 0, done.output
    assert to.read_text(encoding="utf-8").startswith("# Portugal and Morocco since 1 May 2019")
    without = CliRunner().invoke(cli, ["brief", str(path), "--to", str(tmp_path / "x.md")])
    assert without.exit_code == 2
    assert "--between USA CHN" in without.stderr
