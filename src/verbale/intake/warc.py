"""Web archives (WARC): a report a page that was answered with one."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from verbale.errors import FormatError
from verbale.intake import html
from verbale.intake.fields import moment
from verbale.intake.identity import digest
from verbale.intake.needing import needing
from verbale.intake.source import Opened, Refused
from verbale.records import Report


def read(file: Opened) -> Iterator[Report | Refused]:
    """The pages of an archive; the date of the crawl is not taken for that of publication."""
    with needing("fastwarc", "web archives"):
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    file.stream.seek(0)
    seen = 0
    for record in ArchiveIterator(
        file.stream, record_types=WarcRecordType.any_type, auto_decode="all"
    ):
        if "Content-Length" not in record.headers:
            break
        seen += 1
        if record.record_type != WarcRecordType.response or not record.is_http:
            continue
        address = record.headers.get("WARC-Target-URI") or ""
        part = address or f"record {seen}"
        http = record.http_headers
        if http is None or http.status_code != 200:
            continue
        if "html" not in (record.http_content_type or "html"):
            continue
        body = record.reader.read(html.MAX_PAGE + 1)
        if len(body) > html.MAX_PAGE:
            yield file.refused(f"is a page of more than {html.MAX_PAGE:,} bytes", part)
            continue
        packed = "Content-Encoding" in http or "Transfer-Encoding" in http
        if len(body) < record.content_length and not packed:
            yield file.refused("breaks off within this page; fetch it again", part)
            continue
        try:
            page = html.extracted(html.markup(body, record.http_charset), address or None)
        except FormatError as error:
            yield file.refused(str(error), part)
            continue
        found = html.report_of(page, digest(address or page.text)[:16], file.address)
        yield msgspec.structs.replace(found, seen=moment(record.headers.get("WARC-Date")))
    if not seen:
        raise FormatError("is a web archive without a whole record; fetch it again")
