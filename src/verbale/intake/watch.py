"""Feeds, looked at again and again: new items of them as files that `read` takes in.

Polite: feeds are asked whether they changed, robots.txt is kept, requests to one host keep their
distance, failures are waited out longer each time, and Retry-After is obeyed. What is known of
each feed stands in a file, so that a watch that was stopped goes on where it was.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import io
import os
import time
import urllib.parse
import urllib.robotparser
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import msgspec

from verbale.errors import FormatError, InputError
from verbale.intake import feeds, fetching, html
from verbale.intake.identity import digest
from verbale.intake.source import Opened
from verbale.records import Report

MAX_ITEMS = 500
"""Items of one feed that are looked at; more come from feeds that never end."""

MAX_SEEN = 10_000
"""Items of one feed that are remembered, the latest ones."""

MAX_WAIT = 24 * 3600.0
"""The longest pause after failures, in seconds."""


class Feed(msgspec.Struct):
    """What is known of one feed; times are seconds since 1970."""

    due: float = 0.0
    failures: int = 0
    etag: str | None = None
    modified: str | None = None
    seen: dict[str, str] = {}
    """Address of an item -> digest of what the feed said of it."""


class Poll(msgspec.Struct, frozen=True):
    """One look at one feed: items that are `new`, or what went wrong."""

    feed: str
    new: int = 0
    unchanged: bool = False
    problems: tuple[str, ...] = ()

    def __str__(self) -> str:
        what = "unchanged" if self.unchanged else f"{self.new} new"
        return f"{self.feed}: {'; '.join(self.problems) or what}"


def addresses(path: Path) -> list[str]:
    """The feeds of an OPML file, or of a text file with an address a line.

    Raises `InputError`.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror}); check the path") from error
    if not data.lstrip().startswith(b"<"):
        lines = (line.strip() for line in data.decode("utf-8", "replace").splitlines())
        return [line for line in lines if line and not line.startswith("#")]
    try:
        outlines = ET.fromstring(data).iter("outline")
    except ET.ParseError as error:
        raise FormatError(f"{path} is broken OPML ({error}); correct it") from error
    return list(dict.fromkeys(o.attrib["xmlUrl"] for o in outlines if o.attrib.get("xmlUrl")))


class Watch:
    """Looks at feeds and lays their new items down as JSON lines in `inbox`.

    `state` is the file that remembers. `every` and `distance` are seconds between looks at one
    feed and between requests to one host.
    """

    def __init__(
        self,
        feeds: list[str],
        state: Path,
        inbox: Path,
        *,
        every: float = 900.0,
        distance: float = 2.0,
        limits: fetching.Limits | None = None,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.state, self.inbox = state, inbox
        self.every, self.distance = every, distance
        self.limits = limits or fetching.Limits()
        self.clock, self.sleep = clock, sleep
        self._asked: dict[str, float] = {}
        self._robots: dict[str, tuple[float, urllib.robotparser.RobotFileParser | None]] = {}
        known = self._remembered()
        self.feeds = {url: known.get(url, Feed()) for url in feeds}

    def _remembered(self) -> dict[str, Feed]:
        if not self.state.exists():
            return {}
        try:
            return msgspec.json.decode(self.state.read_bytes(), type=dict[str, Feed])
        except (msgspec.DecodeError, OSError) as error:
            raise InputError(f"{self.state} is not what a watch left; remove it") from error

    def _remember(self) -> None:
        laid = self.state.with_suffix(".new")
        laid.write_bytes(msgspec.json.encode(self.feeds))
        os.replace(laid, self.state)

    def wait(self) -> float:
        """Seconds until a feed is due."""
        return max(0.0, min((f.due for f in self.feeds.values()), default=0.0) - self.clock())

    def poll(self) -> list[Poll]:
        """Look at every feed that is due; what is new lies in the inbox when this ends."""
        polls = []
        for url, feed in self.feeds.items():
            if feed.due <= self.clock():
                polls.append(self._look(url, feed))
                self._remember()
        return polls

    def _look(self, url: str, feed: Feed) -> Poll:
        try:
            answer = self._get(url, feed.etag, feed.modified)
            if answer.status == 304:
                self._succeeded(feed)
                return Poll(url, unchanged=True)
            reports, problems = self._items(url, answer, feed)
        except _Later as later:
            self._failed(feed, later.seconds)
            return Poll(url, problems=(str(later),))
        except InputError as error:
            self._failed(feed)
            return Poll(url, problems=(str(error),))
        if reports:
            self._lay(reports)
        feed.etag, feed.modified = answer.headers.get("etag"), answer.headers.get("last-modified")
        self._succeeded(feed)
        return Poll(url, len(reports), problems=tuple(problems))

    def _succeeded(self, feed: Feed) -> None:
        feed.failures, feed.due = 0, self.clock() + self.every

    def _failed(self, feed: Feed, wait: float | None = None) -> None:
        feed.failures += 1
        pause = min(MAX_WAIT, self.every * 2.0 ** min(feed.failures, 16))
        feed.due = self.clock() + max(pause, min(MAX_WAIT, wait or 0.0))

    # --- items --------------------------------------------------------------------------------

    def _items(
        self, url: str, answer: fetching.Fetched, feed: Feed
    ) -> tuple[list[Report], list[str]]:
        """The items of a feed that were not seen with these words before, with their pages."""
        found = list(feeds.read(Opened(url, io.BytesIO(answer.body))))[:MAX_ITEMS]
        problems = [item.reason for item in found if not isinstance(item, Report)]
        fresh: list[Report] = []
        for item in found:
            if not isinstance(item, Report):
                continue
            # feeds give items new ids: the address, where there is one, says what is the same
            key = item.url or item.id
            said = digest(f"{item.title}\n{item.text}")[:16]
            if feed.seen.get(key) == said:
                continue
            try:
                fresh.append(self._whole(item))
            except _Later as later:
                problems.append(f"{key}: {later}")
                continue
            feed.seen[key] = said
        for key in list(feed.seen)[:-MAX_SEEN]:
            del feed.seen[key]
        return fresh, problems

    def _whole(self, item: Report) -> Report:
        """The item with the text of its page, where that has more to say than the feed."""
        now = dt.datetime.fromtimestamp(int(self.clock()), dt.UTC)
        report = msgspec.structs.replace(item, id=digest(item.url or item.id)[:16], seen=now)
        if item.url is None:
            return report
        try:
            answer = self._get(urllib.parse.urljoin(item.source, item.url))
            page = html.extracted(html.markup(answer.body, _charset(answer)), answer.url)
        except _Later:
            raise
        except InputError:
            return report  # the feed's own words are news too
        if len(page.text) <= len(item.text):
            return report
        return msgspec.structs.replace(
            report,
            text=page.text,
            byline=item.byline or page.byline,
            published=item.published or page.published,
        )

    def _lay(self, reports: list[Report]) -> None:
        self.inbox.mkdir(parents=True, exist_ok=True)
        data = b"".join(msgspec.json.encode(report) + b"\n" for report in reports)
        laid = self.inbox / f"{time.time_ns()}.jsonl"
        part = laid.with_name(f".{laid.name}")
        part.write_bytes(data)
        os.replace(part, laid)

    # --- requests -------------------------------------------------------------------------------

    def _get(
        self, url: str, etag: str | None = None, modified: str | None = None
    ) -> fetching.Fetched:
        """A good answer; raises `_Later` when the server says when, `InputError` otherwise."""
        if not self._allowed(url):
            raise InputError("robots.txt asks not to be read here")
        answer = self._ask(url, etag, modified)
        if answer.status in (429, 503):
            raise _Later(answer.status, _seconds(answer.headers.get("retry-after"), self.clock()))
        if answer.status not in (200, 304):
            raise InputError(f"answers {answer.status}")
        return answer

    def _ask(
        self, url: str, etag: str | None = None, modified: str | None = None
    ) -> fetching.Fetched:
        host = urllib.parse.urlsplit(url).netloc
        pause = self._asked.get(host, 0.0) + self.distance - self.clock()
        if pause > 0:
            self.sleep(pause)
        try:
            return fetching.get(url, etag=etag, modified=modified, limits=self.limits)
        finally:
            self._asked[host] = self.clock()

    def _allowed(self, url: str) -> bool:
        parts = urllib.parse.urlsplit(url)
        root = f"{parts.scheme}://{parts.netloc}"
        read, rules = self._robots.get(root, (0.0, None))
        if root not in self._robots or self.clock() - read > MAX_WAIT:
            rules = self._rules(root)
            self._robots[root] = self.clock(), rules
        return rules is None or rules.can_fetch("Verbale", url)

    def _rules(self, root: str) -> urllib.robotparser.RobotFileParser | None:
        """The rules of a host; `None` where it has none. After RFC 9309."""
        try:
            answer = self._ask(f"{root}/robots.txt")
        except fetching.FetchError:
            return None
        rules = urllib.robotparser.RobotFileParser()
        if answer.status >= 500:
            rules.disallow_all = True  # type: ignore[attr-defined]
        elif answer.status != 200:
            return None
        else:
            rules.parse(answer.body.decode("utf-8", "replace").splitlines())
        return rules


class _Later(InputError):
    """The server asks to come again later, in `seconds` if it says when."""

    def __init__(self, status: int, seconds: float | None) -> None:
        when = f" for {seconds:.0f} seconds" if seconds is not None else ""
        super().__init__(f"answers {status}: it wants to be left alone{when}")
        self.seconds = seconds


def _seconds(told: str | None, now: float) -> float | None:
    """Retry-After: seconds, or a date."""
    if told is None:
        return None
    if told.strip().isdigit():
        return float(told)
    try:
        when: dt.datetime = email.utils.parsedate_to_datetime(told)
        return max(0.0, when.timestamp() - now)
    except (ValueError, OverflowError):
        return None


def _charset(answer: fetching.Fetched) -> str | None:
    kind = answer.headers.get("content-type", "")
    _, found, charset = kind.partition("charset=")
    return charset.strip(" \"';") or None if found else None
