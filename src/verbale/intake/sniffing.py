"""What format some bytes are in: by their content, and by the name only where content is mute."""

from __future__ import annotations

import codecs
import re

from verbale.intake.fields import NAMES

HEAD = 16_384
"""Bytes of the start that `sniff` is given."""

_MAGIC = (
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ\0", "compressed"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"PAR1", "parquet"),
    (b"WARC/", "warc"),
    (b"SQLite format 3\0", "sqlite"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old office"),
    (b"{\\rtf", "rtf"),
)
_JSON_NAMES = (".json", ".jsonl", ".ndjson", ".jsonlines")
_COMMENTS = rb"(?:\s|<!--.*?-->|<\?.*?\?>)*"
_HTML = re.compile(
    _COMMENTS + rb"<(?:!doctype\s+html|(?:html|head|body|meta|title|article|main|div|h1|p)\b)",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(
    _COMMENTS + rb"(?:<!DOCTYPE[^>\[]*(?:\[.*?\]\s*)?>)?" + _COMMENTS + rb"<(?:rss|feed|rdf:RDF)\b",
    re.DOTALL,
)
_HEADER = rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t]+\S[^\n]*\n)*)"
_OF_MAIL = re.compile(
    rb"^(?:message-id|mime-version|received|return-path|dkim-signature|delivered-to):",
    re.IGNORECASE | re.MULTILINE,
)


def sniff(head: bytes, name: str) -> str:
    """The name of the format: a key of `door.READERS`; "plain" where nothing else shows.

    `head` is the start of the content, `HEAD` bytes where there are as many; `name` is the
    file's name.
    """
    name = re.sub(r"\.(gz|bz2|xz)$", "", name.lower())
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return kind
    if head[257:262] == b"ustar":
        return "tar"
    if b"%PDF-" in head[:1024]:
        return "pdf"
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if re.match(rb'\{\s*(?:"|\}|$)', start) or re.match(rb"\[\s*(?:\{|$)", start):
        return "json"
    if start.startswith(b"<"):
        return _markup(start)
    if _is_box(start):
        return "mbox"
    if _is_mail(start):
        return "mail"
    if name.endswith(_JSON_NAMES):
        return "json"
    if name.endswith((".csv", ".tsv")) or _is_table(start):
        return "csv"
    return "plain"


def _markup(start: bytes) -> str:
    if _FEED.match(start):
        return "feed"
    if _HTML.match(start):
        return "html"
    return "xml" if start.startswith((b"<?xml", b"<!DOCTYPE")) else "plain"


def _is_mail(start: bytes) -> bool:
    found = re.match(_HEADER + rb"{3,}", start.replace(b"\r\n", b"\n"))
    if not found:
        return False
    headers = found[0]
    return bool(
        _OF_MAIL.search(headers) and re.search(rb"^from:", headers, re.IGNORECASE | re.MULTILINE)
    )


def _is_box(start: bytes) -> bool:
    found = re.match(rb"From \S+ [^\n]*\d{4}\s*\n", start)
    return bool(found and re.match(_HEADER, start[found.end() :].replace(b"\r\n", b"\n")))


def _is_table(start: bytes) -> bool:
    line, end, _ = start.partition(b"\n")
    header = line.decode("utf-8", "replace").strip()
    if not end or len(header) > 2000:
        return False
    for delimiter in ",\t;|":
        columns = {column.strip('"') for column in header.split(delimiter)}
        known = {name for names in NAMES.values() for name in names} & columns
        if len(known) > 1 or (known & set(NAMES["text"]) and len(columns) > 1):
            return all(re.fullmatch(r"[\w.-]{1,40}", column) for column in columns)
    return False
