"""Bytes to text, without a change to the text: line ends, tabs and odd spaces stay."""

from __future__ import annotations

import codecs

from verbale.errors import FormatError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WESTERN = {"cp1250", "cp1252", "cp1254", "cp1257", "cp1258", "latin_1", "iso8859_15"}


def decode(data: bytes) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else as its bytes suggest.

    Raises FormatError when the bytes are not text.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return data[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise FormatError(
                    f"is marked as {encoding.upper()} but byte {error.start:,} is not; "
                    "save it as UTF-8"
                ) from None
    if b"\0" not in data:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError:
            pass
    text = _guessed(data)
    if text is None or not looks_like_text(text):
        raise FormatError("is not text; give plain text, JSON lines or a known format")
    return text


def decode_as(data: bytes, name: str) -> str | None:
    """The text in the encoding of that name, as a page or its server declares; `None` if it is not.

    As browsers do, Latin-1 is read as Windows-1252. A byte order mark goes before any name.
    """
    if data.startswith(tuple(mark for mark, _ in _MARKS)):
        return None
    try:
        known = codecs.lookup(name).name
        return data.decode("cp1252" if known in ("iso8859-1", "ascii") else known)
    except (LookupError, UnicodeError, ValueError):
        return None


def _guessed(data: bytes) -> str | None:
    import charset_normalizer

    best = charset_normalizer.from_bytes(data).best()
    if best is None:
        return None
    # The Western code pages differ in a few letters only; Windows-1252 is by far the commonest
    # among them in English news, and the others turn its letters into look-alikes.
    if best.encoding in _WESTERN:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:
            pass
    return str(best)


def looks_like_text(text: str) -> bool:
    """Whether control characters are as rare as in text (no NUL, under one in a hundred)."""
    odd = sum(1 for c in text[:20_000] if c < " " and c not in "\t\n\r\f\v\x1a\x1b")
    return "\0" not in text and odd * 100 <= len(text[:20_000])
