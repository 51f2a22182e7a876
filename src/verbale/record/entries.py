"""The row of a report in the record."""

from __future__ import annotations

from verbale.records import Published, Reading, ReportEntry


def entry_of(reading: Reading) -> ReportEntry:
    """What a report itself says: all of its row but what other reports say of it."""
    taken, marks, text = reading.report, reading.marks, reading.report.text
    headed = text[marks.title.start : marks.title.end] if marks.title else None
    return ReportEntry(
        id=taken.id,
        source=taken.source,
        title=taken.title or headed,
        outlet=taken.outlet,
        agency=taken.agency or marks.agency,
        byline=taken.byline or marks.byline_name,
        dateline=marks.dateline_place,
        language=taken.language,
        text=text,
        boilerplate=marks.boilerplate,
        captions=marks.captions,
        published=Published(),
        copy_group=None,
        relies_on=marks.relies_on,
        url=taken.url,
    )
