"""Open text of every field: a hundred articles of Wikipedia, of 2015, as gensim has them.

The press releases know one trade; these tell of persons, places and bodies of all kinds.
``pip install --no-deps gensim==4.3.3`` brings the file (CC BY-SA); nothing of gensim is run.
"""

from __future__ import annotations

import bz2
import itertools
import re
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from verbale.language.tokens import paragraphs, sentence_starts, tokenize

ARTICLES = "enwiki-latest-pages-articles1.xml-p000000010p000030302-shortened.bz2"
#: Headings behind which stand lists.
_LISTS = re.compile(
    r"^=+ *(?:see also|references|notes|citations|footnotes|further reading|external links"
    r"|bibliography|sources|works|gallery)\b",
    re.I | re.M,
)
#: What a template taken away leaves: a mark alone, an empty bracket.
_HOLE = re.compile(r"\s[,;:.)]|\([\s,;]")
#: Words of a line at least; others are headings, captions and items.
_LINE = 12


def articles() -> Iterator[tuple[str, str]]:
    """Titles and plain text, a line a paragraph."""
    import mwparserfromhell

    names = [file for file in distribution("gensim").files or () if file.name == ARTICLES]
    with bz2.open(Path(names[0].locate())) as file:
        for _, page in ElementTree.iterparse(file):
            if not page.tag.endswith("}page"):
                continue
            space = page.tag.removesuffix("page")
            text = page.findtext(f"{space}revision/{space}text") or ""
            redirected = page.find(f"{space}redirect") is not None
            title, kind = page.findtext(f"{space}title"), page.findtext(f"{space}ns")
            page.clear()
            if redirected or kind != "0":
                continue
            lists = _LISTS.search(text)
            code = mwparserfromhell.parse(text[: lists.start()] if lists else text)
            for tag in code.filter_tags(matches=lambda tag: tag.tag in ("ref", "table")):
                if code.contains(tag):  # not within one that is gone
                    code.remove(tag)
            yield title or "", code.strip_code()


def examples() -> list[dict[str, Any]]:
    """The articles' sentences, in our own words."""
    out: list[dict[str, Any]] = []
    for title, text in articles():
        for begin, end in paragraphs(text):
            line = text[begin:end]
            found = tokenize(line)
            if len(found) < _LINE or line[-1] not in '.!?"' or "|" in line:
                continue
            words = [line[a:b] for a, b in found]
            for a, b in itertools.pairwise([*sentence_starts(words), len(words)]):
                if 3 < b - a <= 120 and not _HOLE.search(line[found[a][0] : found[b - 1][1]]):
                    out.append({"words": words[a:b], "doc": f"wiki {title}", "par": a == 0})
    return out
