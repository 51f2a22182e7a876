"""Titles of office in the words of the field.

"U.S. Commerce Secretary" and "Secretary of Commerce" are one title, as are "Foreign
Minister", "Minister for Foreign Affairs" and "External Affairs Minister". `data/titles.tsv`
holds the words for those who act, `data/portfolios.tsv` what they are charged with.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from verbale.knowledge import tables, words
from verbale.knowledge.phrases import Phrases, fold


class TitleRow(msgspec.Struct, frozen=True):
    """Words for one kind of office; `takes`: "yes" a portfolio, "to" a post, "no" neither."""

    words: tuple[str, ...]
    title: str | None = None
    role: str | None = None
    takes: str = "no"
    sector: str | None = None


class Portfolio(msgspec.Struct, frozen=True):
    """What an office is charged with, under all its forms."""

    name: str
    forms: tuple[str, ...]
    role: str | None = None
    sector: str | None = None


@cache
def heads() -> Phrases[TitleRow]:
    """The words for those who act, as phrases; singular and plural as the table has them."""
    found: Phrases[TitleRow] = Phrases()
    for row in tables.load("titles.tsv", TitleRow):
        for said in row.words:
            found.add(said, row)
    return found


@cache
def portfolios() -> Phrases[Portfolio]:
    """Every form of every portfolio, as phrases."""
    found: Phrases[Portfolio] = Phrases()
    for row in tables.load("portfolios.tsv", Portfolio):
        for form in row.forms:
            found.add(form, row)
    return found


@cache
def vocabulary() -> frozenset[str]:
    """Every word, folded, of the portfolios: those that may go on a title after "of"."""
    small = {"the", "and", "of", "for"}
    found: set[str] = set()
    for row in tables.load("portfolios.tsv", Portfolio):
        for form in row.forms:
            found.update(fold(form).replace(",", " ").split())
    return frozenset(found - small)


class Title(msgspec.Struct, frozen=True):
    """A title in the words of the field, the line of communication it serves, PLOVER sectors.

    `role`: "leader", "foreign", "trade", "defence", "finance", "envoy", "spokesperson",
    "deputy-foreign" and the like, or None.
    """

    title: str | None
    role: str | None
    sector: str | None
    second_sector: str | None = None


#: Words that rank an office below or beside its plain form.
RANKS = words.listed("ranks")

_LINKS = (" of ", " for ", " to ", " in charge of ", " on ")
_SMALL = frozenset(["of", "the", "and", "for", "to", "in", "on"])
_PLAIN = words.listed("plain-before-titles")


def capitalised(words: str) -> str:
    """`words` with capitals as titles have them: "East Asian and Pacific Affairs"."""
    if words.isupper() and len(words) > 6:
        words = words.lower()
    return " ".join(
        w if w in _SMALL or not w[0].isalpha() else w[0].upper() + w[1:] for w in words.split()
    )


def _portfolio(text: str) -> Portfolio | None:
    found = portfolios().get(text) or portfolios().get(text.removeprefix("the "))
    if found is None:
        first = next(portfolios().find(text.lower()), None)
        found = first.value if first and first.start <= 4 else None
    return found


#: Secretaries below the first, whose titles keep the word that joins what they are charged with.
_UNDER = frozenset({"Deputy Secretary", "Under Secretary", "Assistant Secretary",
                    "Acting Assistant Secretary"})  # fmt: skip


def _charged(row: TitleRow, charge: str, said: str = "") -> Title:
    """The title of an office of `row`'s kind that is charged with `charge`.

    `said`: the word that joins them in the text, if one does.
    """
    portfolio = _portfolio(charge)
    title, role = row.title or "", row.role
    second = portfolio.sector if portfolio else None
    if title in ("Minister", "Deputy Minister") and portfolio:
        role = portfolio.role if title == "Minister" else _deputy(portfolio.role)
        return Title(f"{title} of {portfolio.name}", role, row.sector, second)
    if title == "Commissioner" and portfolio:
        return Title(f"Commissioner for {portfolio.name}", portfolio.role, row.sector, second)
    link = said if said and title in _UNDER else "for" if "State" in title else "of"
    if title == "Minister of State":
        return Title(
            f"{title} for {capitalised(charge)}",
            _deputy(portfolio.role if portfolio else None),
            row.sector,
            second,
        )
    if title in ("Secretary", "Secretary of State", "Cabinet Secretary", "Minister"):
        role = portfolio.role if portfolio else None
    named = capitalised(charge if charge != "treasury" else "the treasury")
    return Title(f"{title} {link} {named}", role, row.sector, second)


def role_in(title: str, role: str | None, state: str | None) -> str | None:
    """The role of an office in a state: some titles mean other things in other states.

    A Foreign Secretary is a minister in Britain and the first official of the ministry in
    India and its neighbours; a Secretary of State is the foreign minister in Washington and in
    the Vatican and a junior minister elsewhere. A chief of staff is no minister.
    """
    if title == "Foreign Secretary" and state not in (None, "GBR", "PHL"):
        return "deputy-foreign"
    if title == "Secretary of State" and state not in (None, "USA", "VAT"):
        return None
    if role == "defence" and title.startswith(("Chief of ", "Chairman of the Joint ")):
        return "military"
    return role


def _deputy(role: str | None) -> str | None:
    return f"deputy-{role}" if role in ("foreign", "defence", "trade", "finance") else None


#: Titles whose field name puts the charge after: "Minister of Trade", yet "Political Director".
_INVERTED = frozenset(
    {"Minister", "Deputy Minister", "Secretary", "Commissioner", "Deputy Secretary of State",
     "Under Secretary", "Under Secretary of State", "Assistant Secretary"}
)  # fmt: skip


@lru_cache(maxsize=4096)
def normalise(text: str) -> Title | None:
    """The title that `text` gives, without states and names in it, or None.

    "deputy foreign minister" is "Deputy Minister of Foreign Affairs"; "Assistant Secretary
    of State for East Asian and Pacific affairs" keeps what it is for.
    """
    low = fold(" ".join(text.split()).replace("-designate", ""))
    row = heads().get(low)
    if row is not None:
        return _plain(row)
    longest: tuple[int, TitleRow, str] | None = None
    for link in _LINKS:
        before, at, charge = low.partition(link)
        while at:
            row = heads().get(before) or _ranked(before)
            if row is not None and (longest is None or len(before) > longest[0]):
                longest = (len(before), row, link)
            more, at, charge = charge.partition(link)
            before = before + link + more
    if longest is not None:
        size, row, link = longest
        return _linked(row, link, " ".join(text.split())[size + len(link) :])
    parts = low.split()
    for size in (4, 3, 2, 1):
        row = heads().get(" ".join(parts[-size:])) if size < len(parts) else None
        if row is None:
            continue
        rest = parts[:-size]
        ranks = []
        while rest and rest[0] in RANKS:
            ranks.append(rest.pop(0))
        ranked = heads().get(" ".join([*ranks, *parts[-size:]])) if ranks else None
        charge = " ".join(rest)
        if ranked is not None and (rest == [] or ranked.takes == "yes"):
            return _charged(ranked, charge) if charge else _plain(ranked)
        if charge and row.takes == "yes" and _portfolio(charge):
            plain = _charged(row, charge)
            if (row.title or "") not in _INVERTED:
                whole = capitalised(" ".join([*ranks, charge, *parts[-size:]]))
                return Title(whole, plain.role, plain.sector, plain.second_sector)
            if not ranks:
                return plain
            return Title(
                capitalised(" ".join(ranks)) + " " + (plain.title or ""),
                _deputy(plain.role),
                plain.sector,
                plain.second_sector,
            )
        return _plain(row)
    return None


def _plain(row: TitleRow) -> Title:
    if row.title == "Deputy Secretary":  # without more, of State
        return Title("Deputy Secretary of State", "deputy-foreign", row.sector)
    return Title(row.title, row.role, row.sector)


def _ranked(text: str) -> TitleRow | None:
    """The row of a title with a word before it that the table lacks ("federal", "union")."""
    words = text.split()
    return heads().get(" ".join(words[1:])) if len(words) > 1 and words[0] in _PLAIN else None


def _linked(row: TitleRow, link: str, charge: str) -> Title:
    if row.takes == "to" and row.title:
        post = row.title.partition(link)[0] if link == " to " else row.title
        return Title(f"{post}{link}{charge}", row.role, row.sector)
    charge = charge.removeprefix("the ").removeprefix("The ")
    if row.takes == "yes" and link != " to ":
        return _charged(row, charge, link.strip())
    return _plain(row)
