"""Words, paragraphs and sentence guesses of a raw text.

Tokens follow UD English (EWT and GUM since release 2.10): clitics are words of their own
("do|n't", "Qin|'s"), hyphenated compounds are split ("short|-|term") except behind a bound
prefix ("co-workers", "anti-ship"), abbreviations keep their period ("U.S.").
All offsets count code points, half open.
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_right

#: Bound prefixes that keep their hyphen in UD English.
PREFIXES = (
    "anti|bi|co|counter|de|e|ex|extra|hyper|inter|intra|macro|mega|meta|micro|mid|mini|mis|mono|"
    "multi|non|para|poly|post|pre|pro|proto|pseudo|psycho|quasi|re|semi|sub|super|supra|tele|"
    "trans|tri|ultra|un|vice"
)
#: Titles and the like: a period behind them never ends a sentence.
TITLES = (
    "Mr|Mrs|Ms|Dr|Messrs|Prof|St|Gen|Sen|Rep|Reps|Sens|Gov|Lt|Col|Maj|Sgt|Capt|Cmdr|Adm|Rev|Hon|"
    "Amb|Pres|Brig|Sec|Ft|Mt|vs|Mme|Mlle|Gens|Msgr|No|Nos|Fr|Sr|Cpl|Pvt|Atty"
)
#: Abbreviations that may stand last in a sentence.
ABBREVIATIONS = (
    "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|Inc|Co|Corp|Ltd|Bros|Jr|Esq|etc|al|Ave|Blvd|"
    "Rd|Dept|Univ|Assn|Ph\\.D|Calif|Conn|Fla|Ill|Ind|Mass|Mich|Minn|Okla|Ore|Pa|Tenn|Tex|Va|Wash|"
    "Wis|Ariz|Colo|Del|Ga|Ky|La|Md|Mont|Neb|Nev|approx|est|Mon|Tues|Tue|Wed|Thur|Thurs|Fri|Vol|"
    "Art|Fig|p|pp|ed|eds|cf|ca|dept|govt|mln|bln|pct|Ph"
)
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u064b-\u065f\u0670\u093a-\u094f\u200c\ufe00-\ufe0f"
)
_LETTER = r"[^\W\d_]"
_APOS = "['\u2019\u02bc`]"
#: Verbs whose "not" is often written without its apostrophe.
_BARE_NOT = "do|did|does|is|was|could|would|should|have|has|had|are|were|ca|wo|ai"
_TLD = "com|org|net|gov|edu|mil|int|info|co\\.uk|ac\\.uk|gov\\.uk|io|de|fr|cn|ru|eu|tv|me"

_TOKEN = re.compile(
    rf"""
    [A-Za-z]++(?<![NnOo][Tt]|[NnTt][Aa])(?=[ ,\n])     # most words: none that a rule below splits
    | (?:https?://|www\.)[^\s<>"\u201c\u201d]+[^\s<>"\u201c\u201d.,;:!?)\]}}'\u2019]   # addresses
    | [\w.+-]+@[\w-]+(?:\.[\w-]+)+
    | (?:[A-Za-z0-9-]+\.)+(?:{_TLD})\b(?:/[^\s<>",;)]*[\w/])?
    | \w[\w-]*\.(?:docx?|xls|pdf|html?|exe|ppt|jpg|gif|zip|txt)\b
    | [@\#][A-Za-z_]\w*
    | (?:[A-Za-z]\.){{2,}}(?:[A-Za-z](?![\w'\u2019]))?                     # U.S. p.m. Ph.D
    | \b(?:{TITLES}|{ABBREVIATIONS})\.(?!\w)
    | \b(?:AU|US|HK|NZ|C|A|S)\$(?=\d)
    | \d{{3}}-\d{{3}}-\d{{4}}
    | \d+(?:[.,:/]\d+)+
    | \d+(?:st|nd|rd|th|s)\b
    | \b[A-Z]\.(?=\s?[A-Z\u00c0-\u017e])                                      # initials
    | \b(?i:can(?=not\b)|gon(?=na\b)|wan(?=na\b)|got(?=ta\b))
    | \b(?i:{PREFIXES})-{_LETTER}[\w{_MARKS}]*?(?=n{_APOS}t\b|{_APOS}|\b)
    | {_LETTER}[^\W_{_MARKS}]*?(?=(?i:n{_APOS}t)\b)
    | (?i:n{_APOS}t)\b
    | {_APOS}(?i:s|re|ve|ll|d|m)\b
    | \b(?i:{_BARE_NOT})(?=(?i:nt)\b)
    | (?<=[a-zA-Z])(?i:nt)\b
    | {_LETTER}+(?:['\u2019](?!(?i:s|re|ve|ll|d|m|t|em)\b){_LETTER}[\w{_MARKS}]*)+ # Sana'a
    | (?:O|D|d|L|l|M|N){_APOS}(?=[A-Z\u00c0-\u017e])[\w{_MARKS}]+                # O'Neill, d'Ivoire
    | \d+(?=(?:km|kg|mm|cm|bn|mn|pm|am|k|m|p)\b)
    | [\w{_MARKS}]+(?:&[A-Z]\b)?
    | \.{{2,}} | -{{2,}} | ={{2,}} | \*{{2,}} | _{{2,}} | ~{{2,}} | <{{2,}} | >{{2,}} | [!?]{{2,}}
    | :-?[)(DPp](?!\w) | ;-?\)
    | \S[{_MARKS}\u200d]*(?:(?<=\u200d)\S[{_MARKS}]*)*
    """,
    re.VERBOSE,
)
_PARAGRAPH = re.compile(r"[^\r\n\x85\u2028\u2029]+")
_CLOSERS = frozenset("\"'\u201d\u2019)]}\u00bb")
_ENDS = re.compile(r"(?:[.!?]+|\u2026|\u3002)\Z")
_TITLE = re.compile(rf"(?:{TITLES})\.\Z")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+\Z|(?:" + ABBREVIATIONS + r")\.\Z")
_DASHES = frozenset({"-", "--", "\u2014", "\u2013"})
_DATED = frozenset(
    re.findall(
        r"\S+",
        "January February March April May June July August September October November December "
        "Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sept. Sep. Oct. Nov. Dec. Jan Feb Mar Apr Jun Jul Aug "
        "Sept Sep Oct Nov Dec",
    )
)
#: Words that open a sentence far oftener than they follow "U.S." or "Inc." inside one.
_OPENERS = frozenset(
    re.findall(
        r"\w+",
        "The A An He She It They We I You This That These Those But And In On At As For If When "
        "While After Before Since However His Her Its Their Our My There What Who Why How Both "
        "Although Despite Under During Meanwhile Also Earlier Last Asked Speaking",
    )
)

Span = tuple[int, int]


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the words of ``text[start:end]``; whitespace belongs to none."""
    stop = len(text) if end is None else end
    return [match.span() for match in _TOKEN.finditer(text, start, stop)]


def _carries_on(text: str, before: Span, line: str) -> bool:
    """Whether a line goes on with the sentence that the long line before it left open."""
    last = text[before[1] - 1]
    return line[0].islower() and before[1] - before[0] >= 45 and (last.isalnum() or last in ",-")


def wrapped(text: str) -> bool:
    """Whether the lines are cut at a column, as old wire copy is, so that a newline is a space.

    Most lines that another line follows directly then end in the middle of a sentence.
    """
    lines = [line.rstrip() for line in text.splitlines()]
    pairs = [(a, b) for a, b in itertools.pairwise(lines) if a and b and not b[:1].isspace()]
    if len(pairs) < 3 or max(map(len, lines)) > 100:
        return False
    run_on = sum(not a.endswith((".", "!", "?", '"', "\u201d", ":")) for a, _ in pairs)
    return run_on >= 0.7 * len(pairs) and sum(len(a) for a, _ in pairs) >= 30 * len(pairs)


def paragraphs(text: str) -> list[Span]:
    """Spans of the paragraphs, without the white space around them.

    A newline ends a paragraph, except in text with cut lines (see :func:`wrapped`), where only
    an empty line or an indented one begins the next.
    """
    spans: list[Span] = []
    cut = wrapped(text)
    for match in _PARAGRAPH.finditer(text):
        line = match.group()
        body = line.strip()
        if not body:
            continue
        begin = match.start() + len(line) - len(line.lstrip())
        finish = begin + len(body)
        near = bool(spans) and not line[0].isspace() and _one_break(text, spans[-1][1], begin)
        if near and (cut or _carries_on(text, spans[-1], line)):
            spans[-1] = (spans[-1][0], finish)
        else:
            spans.append((begin, finish))
    return spans


def _one_break(text: str, end: int, begin: int) -> bool:
    gap = text[end:begin].replace("\r\n", "\n")
    return sum(char in "\r\n\x85\u2028\u2029" for char in gap) == 1


def dateline(words: list[str]) -> int:
    """How many words of a paragraph are its dateline, dash and all; 0 if it has none.

    "LIMA (Reuters) -", "PARIS, May 3 --", "New Delhi, India (AP) —", "SEOUL —": a place, in
    capitals unless an agency in brackets follows, perhaps a day, and a dash.
    """
    at = next((i for i, word in enumerate(words[:14]) if word in _DASHES), 0)
    if not 0 < at < len(words) - 1:
        return 0
    place, credit = words[:at], ""
    if place[-1] == ")" and "(" in place:
        inside = place.index("(")
        place, credit = place[:inside], place[inside + 1]
    names = [word for word in place if word[0].isalpha() and word not in _DATED]
    if not names or not all(name[0].isupper() for name in names) or len(place) > 8:
        return 0
    capitals = names[0].isupper() and len(names[0]) > 1
    # A hyphen may stand in a compound ("U.S.-led"): it needs a day or an agency before it.
    sure = words[at] != "-" or place[-1].isdigit()
    return at + 1 if credit[:1].isupper() or (capitals and sure) else 0


def sentence_starts(words: list[str]) -> list[int]:
    """Indices of the words that open a sentence of one paragraph, by rule."""
    credit = dateline(words)
    starts = [0] if words else []
    if credit:
        starts.append(credit)
    # A straight quote with an even number before it opens, so it belongs to the next sentence.
    opens = list(itertools.accumulate((word == '"' for word in words), initial=0))
    i, n = credit, len(words)
    while i < n:
        word = words[i]
        if _ENDS.search(word) and (len(word) == 1 or not word[:-1].isdigit()):
            j = i + 1
            while j < n and words[j] in _CLOSERS and not (words[j] == '"' and opens[j] % 2 == 0):
                j += 1
            if j < n and _breaks(word, words[j], words[j + 1] if j + 1 < n else ""):
                starts.append(j)
            i = max(j, i + 1)
        else:
            i += 1
    return starts


def _breaks(end: str, after: str, later: str) -> bool:
    if _TITLE.match(end):
        return False
    first = later if after in "\"'([\u201c\u2018" and later else after
    if _DOTTED.match(end):
        return first in _OPENERS
    if end in {"...", "\u2026", ".."} or len(end) > 1:
        return first[:1].isupper()
    return first[:1].isupper() or first[:1].isdigit() or not first[:1].isalpha()


def spaces(text: str, spans: list[Span]) -> tuple[list[str], list[bool], list[int]]:
    """The words that a spaCy ``Doc`` needs to give back the same text.

    Returns the words with runs of white space put in as words of their own, whether one
    plain space follows each, and the place of every span among them.
    """
    words: list[str] = []
    after: list[bool] = []
    places: list[int] = []
    at = 0
    for begin, end in [*spans, (len(text), len(text))]:
        if at < begin:
            if words and text[at] == " ":
                after[-1] = True
                at += 1
            if at < begin:
                words.append(text[at:begin])
                after.append(False)
        if begin < end:
            places.append(len(words))
            words.append(text[begin:end])
            after.append(False)
            at = end
    return words, after, places


def inside(spans: tuple[Span, ...], begin: int, end: int) -> bool:
    """Whether [begin, end) touches one of the sorted ``spans``."""
    i = bisect_right(spans, (begin, 1 << 60)) - 1
    return (i >= 0 and spans[i][1] > begin) or (i + 1 < len(spans) and spans[i + 1][0] < end)
