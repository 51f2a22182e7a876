"""What became of a report: the texts that it replaces or takes up, and what changed in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.records import Extent, ReportEntry
from verbale.views import words
from verbale.views.web import parts, shapes
from verbale.views.web.events import LABELS, value_of

if TYPE_CHECKING:
    from verbale.api import Record
    from verbale.record.revised import Edit, Retold

#: Changed places that are shown of one text, and the letters around each and of each.
_SHOWN, _AROUND, _MOST = 12, 40, 300


def versions(record: Record, report: ReportEntry) -> tuple[shapes.Version, ...]:
    """Each text that this one takes the place of or takes up, and the one that took its place."""
    out = []
    for found in record.revisions(report.id):
        old, new = record.get("report", found.old), record.get("report", found.new)
        updated = new is not None and new.updates == found.old
        out.append(
            shapes.Version(
                relation="updated" if updated else "replaced",
                old=parts.report_link(record, found.old, titled=True),
                new=parts.report_link(record, found.new, titled=True),
                edits=len(found.edits),
                changes=tuple(_change(e, old.text, new.text) for e in found.edits[:_SHOWN]),
                told=tuple(_told(record, retold) for retold in found.events),
            )
        )
    return tuple(out)


def _change(edit: Edit, old: str, new: str) -> shapes.Change:
    """Changed words with a few around them, taken from the newer text."""
    start, end = edit.new.start, edit.new.end
    before = new[max(0, start - _AROUND) : start].rsplit("\n", 1)[-1]
    after = new[end : end + _AROUND].split("\n", 1)[0]
    lead = before.partition(" ")[2] if start > _AROUND and len(before) == _AROUND else before
    tail = after.rpartition(" ")[0] if len(after) == _AROUND else after
    return shapes.Change(
        before=words.safe(lead), old=_cut(old, edit.old), new=_cut(new, edit.new),
        after=words.safe(tail),
    )  # fmt: skip


def _cut(text: str, at: Extent) -> str:
    told = words.safe(text[at.start : at.end])
    return told if len(told) <= _MOST else told[:_MOST].rsplit(" ", 1)[0] + "…"


def _told(record: Record, retold: Retold) -> shapes.Told:
    """An event that only one of two texts tells, or that they tell otherwise."""
    old, new = retold.old, retold.new
    if old is not None and new is not None:
        fields = tuple(
            (LABELS.get(f, f), value_of(record, old, f) or "–", value_of(record, new, f) or "–")
            for f in retold.fields
        )
        return shapes.Told("changed", words.headline(record, new), fields)
    if new is not None:
        return shapes.Told("new", words.headline(record, new))
    return shapes.Told("gone", words.headline(record, old) if old else "")
