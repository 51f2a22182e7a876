"""Rows with named fields to reports: our own names, and those of known exports.

Own names first; then news-please (``maintext``, ``date_publish``, ``source_domain``), Fundus
(``body`` or ``plaintext``, ``publishing_date``, ``publisher``) and Media Cloud
(``publish_date``, ``media_name``, ``stories_id``), each as its documentation has them.
"""

from __future__ import annotations

import datetime as dt
import email.utils
import re
from collections.abc import Mapping
from typing import Any

from verbale.errors import InputError
from verbale.intake.identity import digest
from verbale.intake.remote import is_address
from verbale.intake.source import Opened, unfit
from verbale.records import Report

NAMES: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "stories_id", "processed_stories_id"),
    "text": ("text", "maintext", "plaintext", "body", "story_text", "article_text"),
    "title": ("title", "headline"),
    "published": ("published", "date_publish", "publishing_date", "publish_date", "dct"),
    "outlet": ("outlet", "media_name", "publisher", "source_domain"),
    "agency": ("agency",),
    "dateline": ("dateline",),
    "byline": ("byline", "authors", "author"),
    "url": ("url", "canonical_url", "link"),
    "seen": ("seen", "date_download", "retrieved"),
}
"""Field of a report -> names that rows give it, the preferred first."""


def day(value: object) -> dt.date | None:
    """The day of a date, a timestamp or its text (ISO 8601, RFC 2822), as written there.

    `None` for what names no day, such as a month or a slip like 2021-13-45.
    """
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    if not isinstance(value, str):
        return None
    value = value.strip()
    if found := re.match(r"(\d{4})-?(\d\d)-?(\d\d)(?!\d)", value):
        try:
            return dt.date(*map(int, found.groups()))
        except ValueError:
            return None
    try:
        return email.utils.parsedate_to_datetime(value).date()
    except ValueError:
        return None


def moment(value: object) -> dt.datetime | None:
    """The moment of a timestamp or its ISO 8601 text, in UTC (which it is taken for if unsaid)."""
    if isinstance(value, str):
        try:
            value = dt.datetime.fromisoformat(value.strip())
        except ValueError:
            return None
    if not isinstance(value, dt.datetime):
        return None
    aware = value if value.tzinfo else value.replace(tzinfo=dt.UTC)
    return aware.astimezone(dt.UTC).replace(microsecond=0)


def told(value: object) -> str | None:
    """Words of a field: trimmed text, the parts of a list joined, `None` for nothing."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, str):
        return " ".join(value.split()) or None
    if isinstance(value, (list, tuple)):
        return ", ".join(filter(None, map(told, value))) or None
    if isinstance(value, Mapping):
        return told(value.get("name"))
    return None


def _body(value: object) -> str | None:
    """The text itself: as it stands, or the paragraphs of a Fundus article body."""
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return "\n\n".join(value)
    if isinstance(value, Mapping):
        parts = [_body(value.get("summary"))]
        for section in value.get("sections") or ():
            if isinstance(section, Mapping):
                parts += [_body(section.get(key)) for key in ("headline", "paragraphs")]
        return "\n\n".join(part for part in parts if part) or None
    return None


def report_of(row: Mapping[str, Any], file: Opened) -> Report:
    """The report that a row holds; fields that a report does not have are ignored.

    Raises InputError when there is no text, or none that a record can hold.
    """
    found: dict[str, Any] = {}
    for field, names in NAMES.items():
        own = file.columns.get(field)
        for name in (own,) if own else names:
            if row.get(name) not in (None, "", [], {}):
                found[field] = row[name]
                break
    text = _body(found.get("text"))
    if text is None:
        wanted = file.columns.get("text", "text")
        raise InputError(f"has no text in a field named {wanted!r}")
    url = told(found.get("url"))
    source = told(row.get("source"))  # where a row says which address it came from
    report = Report(
        id=told(found.get("id")) or digest(url or text)[:16],
        source=source if source and is_address(source) else file.address,
        text=text,
        title=told(found.get("title")),
        outlet=told(found.get("outlet")),
        agency=told(found.get("agency")),
        byline=told(found.get("byline")),
        dateline=told(found.get("dateline")),
        url=url,
        published=day(found.get("published")),
        seen=moment(found.get("seen")),
    )
    if reason := unfit(report):
        raise InputError(reason)
    return report
