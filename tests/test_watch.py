"""Feeds watched over a server on this machine that misbehaves in many ways."""

from __future__ import annotations

import gzip
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests import desk
from verbale.errors import InputError
from verbale.intake import fetching, open_inputs
from verbale.intake.watch import Feed, Poll, Watch, addresses
from verbale.records import Report
from verbale.views.cli import cli

TEXT = (
    "The foreign ministers of Norway and Chile met in Oslo on Tuesday and agreed to open talks on "
    "fisheries, officials of both sides said after a working lunch at the ministry."
)
MORE = (
    "A second round is to be held in Santiago in the spring, the Norwegian ministry said in a "
    "statement, adding that experts would meet before it to settle the list of questions."
)
QUICK = fetching.Limits(seconds=2.0, bytes=200_000, private=True)


def feed(*items: str) -> bytes:
    return (
        "<?xml version='1.0'?><rss version='2.0'><channel><title>Fjord Post</title>"
        f"{''.join(items)}</channel></rss>"
    ).encode()


def item(link: str = "/page", guid: str = "1", text: str = TEXT) -> str:
    return (
        f"<item><guid>{guid}</guid><title>Talks</title><link>{link}</link>"
        f"<pubDate>Tue, 05 Mar 2024 08:30:00 GMT</pubDate><description>{text}</description></item>"
    )


class Server:
    """Answers by path: a status, headers, a body, and seconds between its bytes."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.drip = 0.0
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append((self.path, {k.lower(): v for k, v in self.headers.items()}))
                status, headers, body = server.answers.get(self.path, (404, {}, b"no"))
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                if "Content-Length" not in headers:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                try:
                    if server.drip:
                        for n in range(len(body)):
                            self.wfile.write(body[n : n + 1])
                            self.wfile.flush()
                            time.sleep(server.drip)
                    else:
                        self.wfile.write(body)
                except OSError:
                    pass

            def log_message(self, *args: object) -> None:
                pass

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.root = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.02,), daemon=True).start()

    def say(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> None:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, named, body)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    yield server
    server.http.shutdown()
    server.http.server_close()


class Watched:
    """A watch of one feed under a clock that only moves when told or when it sleeps."""

    def __init__(self, server: Server, folder: Path, path: str = "/feed") -> None:
        self.now = 1_000_000.0
        self.slept: list[float] = []
        self.folder = folder
        self.url = server.root + path
        self.watch = self.again()

    def again(self) -> Watch:
        self.watch = Watch(
            [self.url],
            self.folder / "state.json",
            self.folder / "inbox",
            limits=QUICK,
            clock=lambda: self.now,
            sleep=self.sleep,
        )
        return self.watch

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds

    def poll(self) -> Poll:
        self.now += self.watch.wait()
        (poll,) = self.watch.poll()
        return poll

    def taken(self) -> list[Report]:
        found = list(open_inputs([self.folder / "inbox"]))
        return [report for report in found if isinstance(report, Report)]

    @property
    def feed(self) -> Feed:
        return self.watch.feeds[self.url]


@pytest.fixture
def watched(server: Server, tmp_path: Path) -> Watched:
    return Watched(server, tmp_path)


def page(*texts: str) -> bytes:
    paragraphs = "".join(f"<p>{text}</p>" for text in texts)
    return f"<html><body><article>{paragraphs}</article></body></html>".encode()


# --- what goes well -----------------------------------------------------------------------------


def test_new_items_are_laid_down_with_the_text_of_their_pages(
    server: Server, watched: Watched
) -> None:
    server.say("/feed", feed(item(), item("/gone", "2", MORE)))
    server.say("/page", page(TEXT, MORE))
    assert watched.poll().new == 2
    whole, short = sorted(watched.taken(), key=lambda report: report.text, reverse=True)
    assert MORE in whole.text
    assert TEXT in whole.text
    assert short.text == MORE
    assert {report.outlet for report in (whole, short)} == {"Fjord Post"}
    assert {report.source for report in (whole, short)} == {watched.url}
    assert str(whole.published) == "2024-03-05"


def test_a_feed_that_did_not_change_is_told_apart(server: Server, watched: Watched) -> None:
    server.say("/feed", feed(item()), ETag='"a1"', Last_Modified="Tue, 05 Mar 2024 08:30:00 GMT")
    assert watched.poll().new == 1
    server.say("/feed", status=304)
    assert watched.poll().unchanged
    path, headers = server.asked[-1]
    assert path == "/feed"
    assert headers["if-none-match"] == '"a1"'
    assert headers["if-modified-since"] == "Tue, 05 Mar 2024 08:30:00 GMT"
    assert "verbale" in headers["user-agent"].lower()


def test_the_same_item_under_a_new_id_is_not_new(server: Server, watched: Watched) -> None:
    server.say("/feed", feed(item(guid="1")))
    assert watched.poll().new == 1
    server.say("/feed", feed(item(guid="2")))
    assert watched.poll().new == 0


def test_an_item_that_was_edited_is_new_under_its_old_id(server: Server, watched: Watched) -> None:
    server.say("/feed", feed(item()))
    watched.poll()
    server.say("/feed", feed(item(text=MORE)))
    assert watched.poll().new == 1
    before, after = watched.taken()
    assert before.id == after.id
    assert before.text != after.text


def test_a_watch_goes_on_where_it_was(server: Server, watched: Watched) -> None:
    server.say("/feed", feed(item()), ETag='"a1"')
    assert watched.poll().new == 1
    watched.again()
    assert watched.watch.wait() > 0
    assert watched.poll().new == 0
    assert server.asked[-1][1]["if-none-match"] == '"a1"'


def test_requests_to_one_host_keep_their_distance(server: Server, watched: Watched) -> None:
    server.say("/feed", feed(item(), item("/other", "2", MORE)))
    watched.poll()
    assert server.paths() == ["/robots.txt", "/feed", "/page", "/other"]
    assert watched.slept == pytest.approx([2.0] * 3)


def test_gzip_is_unpacked(server: Server, watched: Watched) -> None:
    server.say("/feed", gzip.compress(feed(item())), Content_Encoding="gzip")
    assert watched.poll().new == 1


def test_redirects_are_followed(server: Server, watched: Watched) -> None:
    server.say("/feed", status=301, Location="/moved")
    server.say("/moved", feed(item()))
    assert watched.poll().new == 1


def test_robots_are_obeyed(server: Server, watched: Watched) -> None:
    server.say("/robots.txt", b"User-agent: *\nDisallow: /feed\n")
    server.say("/feed", feed(item()))
    assert "robots.txt" in watched.poll().problems[0]
    assert "/feed" not in server.paths()


def test_pages_that_robots_close_leave_the_words_of_the_feed(
    server: Server, watched: Watched
) -> None:
    server.say("/robots.txt", b"User-agent: *\nDisallow: /page\n")
    server.say("/feed", feed(item()))
    assert watched.poll().new == 1
    assert watched.taken()[0].text == TEXT


# --- what goes wrong ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        ((302, {"Location": "/feed"}, b""), "circle"),
        ((302, {"Location": "file:///etc/passwd"}, b""), "only http"),
        ((302, {"Location": "http://[broken"}, b""), "no address"),
        ((200, {}, b"x" * 300_000), "longer than"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(50_000_000))), "longer than"),
        ((200, {"Content-Encoding": "gzip"}, gzip.compress(feed(item()))[:-9]), "breaks off"),
        ((200, {"Content-Encoding": "gzip"}, b"not gzip at all"), "cannot be fetched"),
        ((200, {"Content-Length": "9999"}, feed(item())), "breaks off"),
        ((200, {}, b"<?xml version='1.0'?><rss><channel><item"), "feed"),
        ((200, {}, b"<html><body>Sign in</body></html>"), "feed"),
        ((200, {}, b""), "feed"),
        ((404, {}, b"gone"), "404"),
        ((500, {}, b"broken"), "500"),
        ((429, {"Retry-After": "7200"}, b""), "7200"),
        ((503, {"Retry-After": "soon"}, b""), "503"),
    ],
)
def test_what_a_server_does_wrong_is_told_in_a_line(
    server: Server, watched: Watched, answer: tuple[int, dict[str, str], bytes], word: str
) -> None:
    server.answers["/feed"] = answer
    poll = watched.poll()
    assert word in str(poll)
    assert poll.new == 0
    assert watched.feed.failures == 1
    assert watched.taken() == []


def test_an_endless_chain_of_redirects_ends(server: Server, watched: Watched) -> None:
    for n in range(50):
        server.say(f"/feed{n or ''}", status=302, Location=f"/feed{n + 1}")
    assert "redirects more than" in str(watched.poll())
    assert len(server.paths()) < 10


def test_a_slow_drip_is_cut_off(server: Server, watched: Watched) -> None:
    server.say("/robots.txt", b"", status=404)
    server.say("/feed", feed(item()))
    server.drip = 0.2
    began = time.monotonic()
    assert "longer than 2 seconds" in str(watched.poll())
    assert time.monotonic() - began < 10


def test_failures_are_waited_out_longer_each_time(server: Server, watched: Watched) -> None:
    waits = []
    for _ in range(12):
        watched.poll()
        waits.append(watched.watch.wait())
    assert waits[:3] == pytest.approx([1800, 3600, 7200])
    assert max(waits) == pytest.approx(24 * 3600)
    server.say("/feed", feed(item()))
    assert watched.poll().new == 1
    assert watched.watch.wait() == pytest.approx(900)


def test_retry_after_is_obeyed(server: Server, watched: Watched) -> None:
    server.say("/feed", status=429, Retry_After="7200")
    watched.poll()
    assert watched.watch.wait() == pytest.approx(7200)
    server.say("/feed", status=503, Retry_After="Thu, 01 Jan 1970 00:00:00 GMT")
    watched.poll()
    assert watched.watch.wait() == pytest.approx(3600)


def test_an_item_whose_page_asks_to_wait_comes_later(server: Server, watched: Watched) -> None:
    server.say("/feed", feed(item()))
    server.say("/page", status=429, Retry_After="60")
    poll = watched.poll()
    assert poll.new == 0
    assert "429" in str(poll)
    server.say("/page", page(TEXT, MORE))
    assert watched.poll().new == 1


def test_wrong_charsets_do_no_harm(server: Server, watched: Watched) -> None:
    server.say(
        "/feed", feed(item(text=TEXT + " \u00c5lesund.")), Content_Type="text/xml; charset=x"
    )
    assert watched.poll().new == 1
    assert watched.taken()[0].text.endswith("\u00c5lesund.")


def test_a_broken_end_leaves_the_items_before_it(server: Server, watched: Watched) -> None:
    server.say("/feed", feed(item())[:-12])
    poll = watched.poll()
    assert poll.new == 1
    assert poll.problems


def test_an_endless_feed_is_looked_at_in_part(
    server: Server, watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("verbale.intake.watch.MAX_ITEMS", 3)
    server.say("/feed", feed(*(item(f"/p{n}", str(n), f"{TEXT} {n}") for n in range(9))))
    assert watched.poll().new == 3


def test_private_addresses_are_refused_unless_allowed(server: Server) -> None:
    server.say("/feed", feed(item()))
    for url in (server.root, server.root.replace("127.0.0.1", "localhost")):
        with pytest.raises(fetching.FetchError, match="private"):
            fetching.get(url + "/feed")
    assert server.asked == []
    assert fetching.get(server.root + "/feed", limits=QUICK).status == 200


def test_a_server_that_is_gone_is_told(watched: Watched, server: Server) -> None:
    server.http.shutdown()
    server.http.server_close()
    assert "cannot be fetched" in str(watched.poll())


# --- lists of feeds -------------------------------------------------------------------------------


def test_feeds_come_from_opml_or_a_list(tmp_path: Path) -> None:
    path = tmp_path / "feeds"
    path.write_text(
        "<opml version='2.0'><body><outline text='News'>"
        "<outline xmlUrl='https://a.example/rss'/><outline xmlUrl='https://b.example/rss'/>"
        "<outline xmlUrl='https://a.example/rss'/></outline></body></opml>"
    )
    assert addresses(path) == ["https://a.example/rss", "https://b.example/rss"]
    path.write_text("# mine\nhttps://a.example/rss\n\n")
    assert addresses(path) == ["https://a.example/rss"]
    path.write_text("<opml><body>")
    with pytest.raises(InputError, match="OPML"):
        addresses(path)
    with pytest.raises(InputError, match="check the path"):
        addresses(tmp_path / "none")


def test_a_damaged_state_is_told(server: Server, watched: Watched) -> None:
    (watched.folder / "state.json").write_text("{")
    with pytest.raises(InputError, match="remove it"):
        watched.again()


def test_the_command_reads_what_is_new_and_says_so(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.take_over(monkeypatch)
    server.say("/feed", feed(item()))
    server.say("/gone", status=404)
    (tmp_path / "feeds").write_text(f"{server.root}/feed\n{server.root}/gone\n")
    arguments = ["watch", str(tmp_path / "feeds"), "--into", str(tmp_path / "a.db"), "--once"]
    refused = CliRunner().invoke(cli, arguments)
    assert refused.output.count("private network") == 2
    (tmp_path / "a.db.feeds").unlink()
    arguments.append("--allow-private")
    done = CliRunner().invoke(cli, arguments)
    assert done.exit_code == 0, done.output
    first, second, *summary = done.output.splitlines()
    assert first.endswith("/feed: 1 new")
    assert second.endswith("/gone: answers 404")
    assert "1 new" in summary[0]
    assert not (tmp_path / "a.db.inbox").exists()
    again = CliRunner().invoke(cli, arguments)
    assert again.output == ""
    wrong = CliRunner().invoke(cli, [*arguments, "--every", "soon"])
    assert "15m" in wrong.output
