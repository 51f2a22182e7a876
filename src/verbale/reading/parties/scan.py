"""What the tables and the shape of the words show, before anybody is identified.

`Scan` walks a parsed report once and lists states, organisations, titles of office and names
of persons as stretches of tokens. Who is whom is decided by `people` and `nations`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from verbale.reading.parties.ground import Ground
from verbale.reading.parties.naming import NameReader, style
from verbale.reading.parties.titling import TitleReader

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from verbale.knowledge.directory import Directory
    from verbale.knowledge.phrases import Words
    from verbale.reading.parties.ground import NameSpan, TitleSpan


class Scan(Ground):
    """Everything that one report's words show at sight.

    `home`: the state whose government issues the report, if one does; `site`: the state that it is
    sent from.
    """

    def __init__(
        self,
        doc: Doc,
        words: Words,
        directory: Directory,
        home: str | None = None,
        site: str | None = None,
    ) -> None:
        super().__init__(doc, words, directory.bodies)
        self.directory = directory
        self.home = home
        self.site = site
        self.offices = directory.offices
        reader = TitleReader(self)
        self.titles = reader.read()
        self._title_at = reader.at
        self.names = NameReader(self, self.titles, self._title_at, self.offices).read()

    def title_before(self, name: NameSpan) -> TitleSpan | None:
        """The title that stands right before a name, an honorific or a comma between."""
        i = name.start - 1
        while i >= 0 and style(self.tokens[i]):
            i -= 1
        return self._title_at.get(i) if i >= 0 else None

    def title_at(self, token: Token) -> TitleSpan | None:
        """The title that the word belongs to."""
        return self._title_at.get(token.i)
