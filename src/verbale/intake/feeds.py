"""RSS and Atom: a report an entry, with the fullest text that the feed gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from verbale.errors import FormatError
from verbale.intake.fields import told
from verbale.intake.fragments import words
from verbale.intake.identity import digest
from verbale.intake.needing import needing
from verbale.intake.source import Opened, Refused
from verbale.records import Report


def read(file: Opened) -> Iterator[Report | Refused]:
    """The entries of a feed. Raises FormatError when it is broken and holds none."""
    with needing("feedparser", "feeds"):
        import feedparser
    data = file.whole()
    try:
        feed = feedparser.parse(data, sanitize_html=False)
    except Exception as error:  # damaged feeds meet many layers, each with errors of its own
        raise FormatError(f"is a broken feed ({error})") from error
    if not feed.entries:
        broken = feed.get("bozo_exception")
        raise FormatError(f"is a broken feed ({broken})" if broken else "is a feed without entries")
    outlet = told(feed.feed.get("title"))
    for number, entry in enumerate(feed.entries, start=1):
        text = _text(entry)
        if not text:
            yield file.refused("has no text", f"entry {number}")
            continue
        url = told(entry.get("link"))
        yield Report(
            id=told(entry.get("id")) or url or digest(text)[:16],
            source=file.address,
            text=text,
            title=words(entry.get("title") or "") or None,
            outlet=outlet,
            byline=told(entry.get("author")),
            url=url,
            published=_day(entry),
        )
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        yield file.refused(
            f"is a feed broken at its end or within ({feed.bozo_exception}); "
            f"{len(feed.entries)} entries of it were read"
        )


def _text(entry: Any) -> str:
    texts = [part.get("value") for part in entry.get("content", ())]
    return max((words(text or "") for text in (*texts, entry.get("summary"))), key=len)


def _day(entry: Any) -> dt.date | None:
    when = entry.get("published_parsed")
    return dt.date(*when[:3]) if when else None
