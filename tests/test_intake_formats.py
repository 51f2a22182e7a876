"""Every format, made here from its specification, and a broken twin of each.

Files are written under names that say nothing: formats are told by content.
"""

from __future__ import annotations

import bz2
import datetime as dt
import gzip
import io
import json
import lzma
import random
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from verbale.intake import Refused, html, open_inputs
from verbale.intake.fragments import words
from verbale.intake.pdf import joined
from verbale.records import Report

FIRST = (
    "The foreign ministers of Norway and Chile met in Oslo on Tuesday and agreed to open "
    "talks on fisheries, officials of both sides said after a working lunch."
)
SECOND = (
    "A second round is to be held in Santiago in the spring, the Norwegian ministry said in a "
    "statement, adding that experts would meet before it to settle the list of questions."
)
DAY = dt.date(2024, 3, 5)
TITLE = "Norway and Chile open talks"


def page(body: str = f"<p>{FIRST}</p><p>{SECOND}</p>") -> str:
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE} - Fjord Post</title>
<meta property="og:title" content="{TITLE}"><meta property="og:site_name" content="Fjord Post">
<meta property="article:published_time" content="2024-03-05T09:30:00+01:00">
<meta name="author" content="Kari Lie">
<link rel="canonical" href="https://fjord.example/talks">
</head><body><nav><ul><li><a href="/">Home</a></li><li><a href="/w">World</a></li></ul></nav>
<article><h1>{TITLE}</h1>{body}</article>
<footer>Copyright Fjord Post. All rights reserved.</footer></body></html>"""


def text_file() -> bytes:
    return f"{FIRST}\n\n{SECOND}\n".encode()


def json_lines() -> bytes:
    rows = ({"id": f"r{n}", "text": FIRST, "title": TITLE, "published": str(DAY)} for n in (1, 2))
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


def rss() -> bytes:
    item = f"""<item><guid>r1</guid><title>{TITLE}</title><link>https://fjord.example/talks</link>
<pubDate>Tue, 05 Mar 2024 08:30:00 GMT</pubDate>
<description>&lt;p&gt;{FIRST}&lt;/p&gt;&lt;p&gt;{SECOND}&lt;/p&gt;</description></item>"""
    return f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Fjord Post</title>
{item}</channel></rss>""".encode()


def atom() -> bytes:
    return f"""<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom">
<title>Fjord Post</title><entry><id>r1</id><title>{TITLE}</title>
<link href="https://fjord.example/talks"/><published>2024-03-05T08:30:00Z</published>
<summary>Short.</summary><content type="html">&lt;p&gt;{FIRST}&lt;/p&gt;</content>
</entry></feed>""".encode()


def warc_record(url: str, body: bytes, kind: str = "text/html; charset=utf-8") -> bytes:
    http = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode() + body
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\n"
        f"WARC-Date: 2024-04-01T00:00:00Z\r\nWARC-Target-URI: {url}\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def warc() -> bytes:
    return (
        warc_record("https://fjord.example/talks", page().encode())
        + warc_record("https://fjord.example/logo.png", b"\x89PNG", "image/png")
        + warc_record("https://fjord.example/more", page(f"<p>{SECOND}</p><p>{FIRST}</p>").encode())
    )


def warc_gz() -> bytes:
    one = gzip.compress(warc_record("https://fjord.example/talks", page().encode()))
    return one + gzip.compress(warc_record("https://fjord.example/again", page().encode()))


def pdf(lines: tuple[str, ...] = (FIRST[:64], FIRST[65:])) -> bytes:
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    drawn = f"BT /F1 12 Tf 14 TL 50 700 Td {shown} ET".encode()
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 800 800]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return out + (
        b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF"
        % (table, len(out))
    )


def message(body: str = FIRST) -> bytes:
    return (
        "Return-Path: <news@fjord.example>\r\nFrom: Fjord Post <news@fjord.example>\r\n"
        f"Subject: {TITLE}\r\nDate: Tue, 05 Mar 2024 08:30:00 +0100\r\n"
        "Message-ID: <r1@fjord.example>\r\nMIME-Version: 1.0\r\n"
        f"Content-Type: text/plain; charset=utf-8\r\n\r\n{body}\r\n"
    ).encode()


def box() -> bytes:
    first = b"From news@fjord.example Tue Mar  5 08:30:00 2024\n" + message(f"{FIRST}\n>From Oslo.")
    second = message(SECOND).replace(b"<r1@", b"<r2@")
    return first + b"\nFrom news@fjord.example Tue Mar  5 09:30:00 2024\n" + second


def word() -> bytes:
    import docx

    document = docx.Document()
    document.core_properties.title = TITLE
    document.add_paragraph(FIRST)
    document.add_table(rows=1, cols=2).rows[0].cells[0].text = "Round"
    document.add_paragraph(SECOND)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def comma_table() -> bytes:
    return f'id,title,publish_date,text\r\nr1,{TITLE},2024-03-05,"{FIRST}\n{SECOND}"\r\n'.encode()


def tab_table() -> bytes:
    return f"id\ttitle\tpublished\ttext\nr1\t{TITLE}\t2024-03-05\t{FIRST}\n".encode("utf-16")


def parquet() -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    columns = {"id": ["r1", "r2"], "text": [FIRST, SECOND], "published": [DAY, None], "n": [1, 2]}
    out = io.BytesIO()
    pq.write_table(pa.table({**columns, "title": [TITLE, None]}), out)
    return out.getvalue()


def media_cloud() -> bytes:
    story = {
        "id": "r1",
        "indexed_date": "2024-03-06 00:00:00",
        "language": "en",
        "media_name": "Fjord Post",
        "publish_date": "2024-03-05",
        "title": TITLE,
        "url": "https://fjord.example/talks",
        "text": FIRST,
    }
    return json.dumps({"stories": [story], "count": 1}).encode()


def news_please() -> bytes:
    article = {
        "authors": ["Kari Lie", "Ana Soto"],
        "date_download": "2024-04-01 00:00:00",
        "date_publish": "2024-03-05 08:30:00",
        "description": "Short.",
        "language": "en",
        "maintext": FIRST,
        "source_domain": "fjord.example",
        "title": TITLE,
        "url": "https://fjord.example/talks",
    }
    return json.dumps(article, indent=4, sort_keys=True).encode()


def fundus() -> bytes:
    sections = [{"headline": ["What next"], "paragraphs": [SECOND]}]
    article = {
        "title": TITLE,
        "body": {"summary": [FIRST], "sections": sections},
        "authors": ["Kari Lie"],
        "publishing_date": "2024-03-05 08:30:00+01:00",
        "topics": [],
        "free_access": True,
        "url": "https://fjord.example/talks",
    }
    return json.dumps([article], indent=2).encode()


def zipped(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members or {"b/talks.txt": text_file(), "a": json_lines()}).items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes] | None = None) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, data in (members or {"talks.txt": text_file(), "p": page().encode()}).items():
            member = tarfile.TarInfo(name)
            member.size = len(data)
            archive.addfile(member, io.BytesIO(data))
    return out.getvalue()


FORMATS: dict[str, tuple[Callable[[], bytes], int, set[str]]] = {
    # maker, reports in it, fields that the first of them carries
    "text": (text_file, 1, set()),
    "json lines": (json_lines, 2, {"title", "published"}),
    "json lines, gzip": (lambda: gzip.compress(json_lines()), 2, {"title", "published"}),
    "json lines, bzip2": (lambda: bz2.compress(json_lines()), 2, {"title", "published"}),
    "json lines, xz": (lambda: lzma.compress(json_lines()), 2, {"title", "published"}),
    "page": (lambda: page().encode(), 1, {"title", "published", "outlet", "byline", "url"}),
    "rss": (rss, 1, {"title", "published", "outlet", "url"}),
    "atom": (atom, 1, {"title", "published", "outlet", "url"}),
    "warc": (warc, 2, {"title", "published", "outlet", "byline", "url"}),
    "warc, gzip": (warc_gz, 2, {"title", "published", "outlet", "byline", "url"}),
    "pdf": (pdf, 1, set()),
    "message": (message, 1, {"title", "published", "outlet"}),
    "box": (box, 2, {"title", "published", "outlet"}),
    "word": (word, 1, {"title"}),
    "comma table": (comma_table, 1, {"title", "published"}),
    "tab table, utf-16": (tab_table, 1, {"title", "published"}),
    "parquet": (parquet, 2, {"title", "published"}),
    "media cloud": (media_cloud, 1, {"title", "published", "outlet", "url"}),
    "news-please": (news_please, 1, {"title", "published", "outlet", "byline", "url"}),
    "fundus": (fundus, 1, {"title", "published", "byline", "url"}),
    "zip": (zipped, 3, {"title", "published"}),
    "tar": (tarred, 2, set()),
    "tar, gzip": (lambda: gzip.compress(tarred()), 2, set()),
}

FIELDS = ("title", "published", "outlet", "byline", "url")


def taken(path: Path | str) -> tuple[list[Report], list[Refused]]:
    found = list(open_inputs([path]))
    reports = [item for item in found if isinstance(item, Report)]
    return reports, [item for item in found if isinstance(item, Refused)]


def laid(folder: Path, data: bytes) -> Path:
    path = folder / "input"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", FORMATS)
def test_format_is_told_by_content(tmp_path: Path, name: str) -> None:
    make, count, carried = FORMATS[name]
    reports, refused = taken(laid(tmp_path, make()))
    assert refused == []
    assert len(reports) == count
    first = reports[0]
    assert {field for field in FIELDS if getattr(first, field) is not None} == carried
    assert FIRST in first.text.replace("\n", " ")
    assert first.language == "en"
    if "title" in carried:
        assert first.title == TITLE
    if "published" in carried:
        assert first.published == DAY
    if "outlet" in carried:
        assert first.outlet in ("Fjord Post", "fjord.example")
    if "byline" in carried:
        assert first.byline in ("Kari Lie", "Kari Lie, Ana Soto")
    if "url" in carried:
        assert first.url == "https://fjord.example/talks"
    assert len({report.id for report in reports}) == count


BROKEN: dict[str, tuple[Callable[[], bytes], int, str]] = {
    # maker, reports that are still read, a word of the refusal
    "text": (lambda: text_file() + bytes(300), 0, "not text"),
    "json lines": (lambda: json_lines()[:-20], 1, "broken JSON"),
    "json lines, gzip": (lambda: gzip.compress(json_lines())[:-12], 1, "breaks off"),
    "json lines, bzip2": (lambda: bz2.compress(json_lines())[:-12], 0, "breaks off"),
    "json lines, xz": (lambda: lzma.compress(json_lines())[:-40], 0, "breaks off"),
    "page": (lambda: b"<html><body><form><input></form></body></html>", 0, "main text"),
    "rss": (lambda: rss()[: rss().index(b"<item>") + 5], 0, "feed"),
    "atom": (lambda: atom()[:-20], 1, "broken"),
    "warc": (lambda: b"WARC/1.0\r\nWARC-Type: resp", 0, "web archive"),
    "warc, gzip": (lambda: warc_gz()[:-60], 1, "breaks off"),
    "pdf": (lambda: pdf(()), 0, "text layer"),
    "pdf, cut": (lambda: pdf()[:60], 0, "damaged"),
    "message": (lambda: message(""), 0, "without text"),
    "box": (lambda: box() + b"\nFrom a@b Tue Mar  5 09:30:00 2024\nFrom: a@b\n\n", 2, "without"),
    "word": (lambda: word()[: len(word()) // 2], 0, "damaged"),
    "comma table": (lambda: comma_table() + b'r2,a,b,"open\n', 1, "broken"),
    "comma table, no text": (lambda: comma_table().replace(b",text", b",body_html", 1), 0, "text"),
    "parquet": (lambda: parquet()[:-30], 0, "damaged"),
    "media cloud": (lambda: media_cloud()[:-9], 0, "broken JSON"),
    "news-please": (lambda: news_please().replace(b"maintext", b"nothing"), 0, "no text"),
    "fundus": (lambda: fundus().replace(b'"body"', b'"corpus"'), 0, "no text"),
    "zip": (lambda: zipped()[:-30], 0, "damaged"),
    "tar": (lambda: tarred()[:1100], 1, "breaks off"),
    "tar, gzip": (lambda: gzip.compress(tarred())[:-50], 1, "breaks off"),
    "xml": (lambda: b"<?xml version='1.0'?><notes><note/></notes>", 0, "XML"),
    "old office": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), 0, ".docx"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken_twin_is_refused_in_a_sentence(tmp_path: Path, name: str) -> None:
    make, count, word = BROKEN[name]
    reports, refused = taken(laid(tmp_path, make()))
    assert len(reports) == count
    assert any(word in item.reason for item in refused), refused
    assert {item.source for item in refused} == {str(tmp_path / "input")}
    assert not any("\n" in item.reason for item in refused)


@pytest.mark.parametrize("name", FORMATS)
def test_mangled_bytes_are_read_or_refused(tmp_path: Path, name: str) -> None:
    whole = FORMATS[name][0]()
    chance = random.Random(name)
    for _ in range(30):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 10))):
            at = chance.randrange(len(data))
            match chance.randrange(3):
                case 0:
                    data[at] = chance.randrange(256)
                case 1:
                    del data[at + 1 : at + 30]
                case _:
                    data[at:at] = chance.randbytes(8)
        reports, refused = taken(laid(tmp_path, bytes(data[: chance.randrange(1, 2 * len(whole))])))
        assert reports or refused or name.startswith("warc")
        for report in reports:
            assert report.text.strip()
            assert report.text.encode("utf-8")
        for item in refused:
            assert str(item).encode("utf-8")
            assert "\n" not in item.reason


def test_a_library_that_is_missing_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = ("page", "rss", "warc", "pdf", "word", "parquet")
    inputs = [FORMATS[name][0]() for name in names]
    for library in ("trafilatura", "feedparser", "fastwarc.warc", "pypdf", "docx", "pyarrow"):
        monkeypatch.setitem(__import__("sys").modules, library, None)
    for data in inputs:
        _, refused = taken(laid(tmp_path, data))
        assert "pip install 'verbale[formats]'" in refused[0].reason


# --- details of single formats ------------------------------------------------------------------


def test_page_date_is_of_the_markup_and_not_of_the_text(tmp_path: Path) -> None:
    undated = page(f"<p>On January 3, 2019, {FIRST}</p><p>{SECOND}</p>")
    undated = undated.replace("2024-03-05T09:30:00+01:00", "")
    reports, _ = taken(laid(tmp_path, undated.encode()))
    assert reports[0].published is None


def test_page_charset_is_the_one_it_declares(tmp_path: Path) -> None:
    cyrillic = FIRST + " The paper \u041f\u0440\u0430\u0432\u0434\u0430 wrote of it."
    data = page(f"<p>{cyrillic}</p><p>{SECOND}</p>").replace('"utf-8"', '"windows-1251"')
    reports, _ = taken(laid(tmp_path, data.encode("cp1251")))
    assert "\u041f\u0440\u0430\u0432\u0434\u0430" in reports[0].text


def test_inspected_pages_give_a_line_each() -> None:
    found = list(html.inspect([{"id": "a", "html": page()}, {"id": "b", "html": "<p></p>"}]))
    assert found[0]["published"] == "2024-03-05"
    assert (found[0]["title"], found[0]["outlet"]) == (TITLE, "Fjord Post")
    assert FIRST in found[0]["text"]
    assert "Copyright" not in found[0]["text"]
    assert found[1] == {"id": "b", "title": None, "published": None, "outlet": None, "text": ""}


def test_words_of_fragments_keep_blocks_apart() -> None:
    markup = "<style>p {}</style><p>One <b>two</b>\nthree.</p><ul><li>a &amp; b<li>c</ul>d<br>e"
    assert words(markup) == "One two three.\n\na & b\n\nc\n\nd\ne"


def test_lines_of_a_pdf_are_joined_to_paragraphs() -> None:
    told = joined(
        "Joint statement\nThe ministers of both countries met in the capital on Tuesday and\n"
        "discussed fish-\neries, trade and the climate, and agreed to keep their lines of\n"
        "contact open.\n\nThey will meet again."
    )
    assert told.split("\n\n") == [
        "Joint statement",
        "The ministers of both countries met in the capital on Tuesday and discussed fisheries, "
        "trade and the climate, and agreed to keep their lines of contact open.",
        "They will meet again.",
    ]


def test_html_mail_is_read_as_words(tmp_path: Path) -> None:
    data = message(f"<html><body><p>{FIRST}</p><p>{SECOND}</p></body></html>")
    reports, _ = taken(laid(tmp_path, data.replace(b"text/plain", b"text/html")))
    assert reports[0].text == f"{FIRST}\n\n{SECOND}"
    assert reports[0].id == "r1@fjord.example"


def test_quoted_from_lines_of_a_box_are_restored(tmp_path: Path) -> None:
    reports, _ = taken(laid(tmp_path, box()))
    assert reports[0].text.endswith("\nFrom Oslo.")


def test_columns_can_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(f"nr;content;day\n7;{FIRST};2024-03-05\n")
    columns = {"text": "content", "id": "nr", "published": "day"}
    (report,) = open_inputs([path], columns=columns)
    assert isinstance(report, Report)
    assert (report.id, report.text, report.published) == ("7", FIRST, DAY)


def test_plain_texts_that_look_like_something_else_stay_text(tmp_path: Path) -> None:
    for text in (
        "From Oslo, our correspondent writes in 2024\nthat talks went on.",
        "Date: Tuesday\nFrom: Oslo\nSubject: Talks\n\nTalks went on.",
        "text, lies and videotape\nA festival opened in Oslo.",
        "<Oslo> Talks went on.",
        "PDF files were handed out in Oslo.",
    ):
        reports, refused = taken(laid(tmp_path, text.encode()))
        assert refused == []
        assert reports[0].text == text


def test_addresses_and_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    import fsspec

    memory = fsspec.filesystem("memory")
    memory.pipe({"/news/b.txt": text_file(), "/news/a/in": json_lines(), "/news/.x": b"hidden"})
    reports, refused = taken("memory://news")
    assert refused == []
    assert [report.id for report in reports] == ["r1", "r2", "b"]
    assert reports[2].source == "memory:///news/b.txt"
    assert "address" in taken("memory://none")[1][0].reason
    assert "address" in taken("nosuchprotocol://a/b")[1][0].reason
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(json_lines())))
    reports, _ = taken("-")
    assert [report.source for report in reports] == ["standard input"] * 2


# --- archives made to harm ------------------------------------------------------------------------


def test_members_are_named_and_the_rest_is_read(tmp_path: Path) -> None:
    data = zipped(
        **{
            "ok.txt": text_file(),
            "../../up.txt": text_file(),
            "/root.txt": text_file(),
            "empty.txt": b"",
            "__MACOSX/ok.txt": b"\0",
            "bomb.txt": bytes(70 * 2**20),
        }
    )
    reports, refused = taken(laid(tmp_path, data))
    assert [report.id for report in reports] == ["ok"]
    assert reports[0].source == str(tmp_path / "input" / "ok.txt")
    told = {item.member: item.reason for item in refused}
    assert told.keys() == {"../../up.txt", "/root.txt", "empty.txt", "bomb.txt"}
    assert "out of the archive" in told["../../up.txt"]
    assert "expands" in told["bomb.txt"]


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    bomb = gzip.compress(b'{"text": "' + b"a" * (80 * 2**20), 9)
    reports, refused = taken(laid(tmp_path, bomb))
    assert reports == []
    assert any("expands" in item.reason for item in refused)


def test_nesting_ends(tmp_path: Path) -> None:
    data = text_file()
    for _ in range(3):
        data = zipped(**{"inner": data})
    assert len(taken(laid(tmp_path, data))[0]) == 1
    for _ in range(3):
        data = gzip.compress(data)
    reports, refused = taken(laid(tmp_path, data))
    assert reports == []
    assert "deep" in refused[0].reason


def test_links_and_encrypted_members_are_refused(tmp_path: Path) -> None:
    out = io.BytesIO(tarred({"ok.txt": text_file()}))
    with tarfile.open(fileobj=out, mode="a") as archive:
        link = tarfile.TarInfo("passwd.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        archive.addfile(link)
    reports, refused = taken(laid(tmp_path, out.getvalue()))
    assert [report.id for report in reports] == ["ok"]
    assert refused[0].member == "passwd.txt"
    locked = bytearray(zipped(**{"a.txt": text_file()}))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(mark) + place] |= 1
    assert "encrypted" in taken(laid(tmp_path, bytes(locked)))[1][0].reason


def test_entities_that_expand_are_not_expanded(tmp_path: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]>'
    bomb += "<rss version='2.0'><channel><item><title>&l9;</title></item></channel></rss>"
    reports, refused = taken(laid(tmp_path, bomb.encode()))
    assert reports == []
    assert refused
