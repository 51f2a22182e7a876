"""Pieces of HTML, as feeds and mail carry them, to their words: no main text has to be found."""

from __future__ import annotations

import html.parser
import re

# fmt: off
_BREAKS = frozenset((
    "address", "article", "aside", "blockquote", "dd", "div", "dl", "dt", "figcaption", "figure",
    "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav",
    "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
))
# fmt: on
_SILENT = frozenset(("head", "script", "style", "template", "title"))


class _Words(html.parser.HTMLParser):
    """Gathers the words, with an empty line between blocks."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BREAKS:
            self.parts.append("\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag in _BREAKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(re.sub(r"[^\S\u00a0]+", " ", data))


def words(markup: str) -> str:
    """The words of a piece of HTML: blocks apart by an empty line, line breaks kept."""
    parser = _Words()
    parser.feed(markup)
    parser.close()
    text = re.sub(r" *\n *", "\n", "".join(parser.parts))
    return re.sub(r"\n{3,}", "\n\n", text).strip()
