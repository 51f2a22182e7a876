"""Recurring items with "this", "last", "next", "the previous" or "the following"."""

from __future__ import annotations

from verbale.reading.times.drafts import Draft
from verbale.reading.times.grammar.rules import Found, draft


def pointed(found: Found, item: str, grain: str) -> Draft | None:
    """A recurring item with "this", "last", "next", "the previous" or "the following"."""
    match found.text("k"):
        case "":
            return draft(found, grain=grain, item=item)
        case "this":
            steps = "week+0" if item[0] == "w" else "year+0"
            return draft(found, grain=grain, steps=steps, item=item)
        case "last" | "past" | "latest":
            return draft(found, grain=grain, item=item, way="<")
        case "next" | "coming":
            return draft(found, grain=grain, item=item, way=">")
        case "that" | "same":
            return draft(found, grain=grain, item=item, way="~", anchor="event")
        case "previous":
            return draft(found, grain=grain, item=item, way="<", anchor="event")
    return draft(found, grain=grain, item=item, way=">", anchor="event")
