"""What format some bytes are in: by their content, and by the name only where content is mute."""

from __future__ import annotations

import codecs
import re

_JSON_NAMES = (".json", ".jsonl", ".ndjson", ".jsonlines")


def sniff(head: bytes, name: str) -> str:
    """The name of the format: a key of `door.READERS`; "plain" where nothing else shows.

    `head` is the first 8 KiB or more, `name` the file's name.
    """
    name = re.sub(r"\.gz$", "", name.lower())
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    if head.startswith(b"SQLite format 3\0"):
        return "sqlite"
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if name.endswith(_JSON_NAMES):
        return "json"
    if re.match(rb'\{\s*(?:"|\}|$)', start) or re.match(rb"\[\s*(?:\{|$)", start):
        return "json"
    return "plain"
