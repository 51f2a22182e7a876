"""A drawing as SVG: a few marks, each with its words and, if it leads somewhere, a link.

Colours of words and rules follow the reader's scheme, light or dark; on paper they are the light
ones. Nothing in a drawing is a script, and every word in it is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

_STYLE = (
    ".vw{fill:#595959;font:12px system-ui,sans-serif}.vi{fill:#1b1b1b}.vr{stroke:#d5d2cb}"
    ".vb{stroke:#8a877f}.vs{fill:#e7e4db}.vn{stroke:#1b1b1b;stroke-width:2}"
    ".vh{stroke:#fdfcf9;stroke-width:3px;paint-order:stroke}"
    "@media (prefers-color-scheme:dark){.vw{fill:#a9a69f}.vi{fill:#e8e6e1}.vr{stroke:#3b3a37}"
    ".vb{stroke:#77746d}.vs{fill:#333230}.vn{stroke:#e8e6e1}"
    ".vh{stroke:#171716}}"
    "a:focus,a:hover{filter:brightness(.75)}"
)
#: Classes of the style above: words, words in full ink, the ground around words that lie on marks,
#: a thin rule, a base line, a strong line, shaded ground.
WORDS, INK, HALO, RULE, BASE, STRONG, SHADE = "vw", "vw vi", "vh", "vr", "vb", "vn", "vs"


class Drawing:
    """Marks put on a ground of so many pixels, in the order in which they lie on one another."""

    def __init__(self, width: float, height: float, about: str) -> None:
        """An empty ground; `about` says to those who cannot see it what is drawn."""
        size = f'width="{width:g}" height="{height:g}" viewBox="0 0 {width:g} {height:g}"'
        self._marks = [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} role="group"'
            f' aria-label={quoteattr(about)} style="color-scheme: light dark">'
            f"<style>{_STYLE}</style>"
        ]

    def put(self, mark: str, told: str = "", href: str = "") -> None:
        """A mark; `told` is shown with it and read aloud, `href` is where it leads."""
        if told:
            head, _, tail = mark.partition(">")
            inner = tail or f"</{head[1:].split(' ', 1)[0]}>"
            mark = f"{head.removesuffix('/')}><title>{escape(told)}</title>{inner}"
        if href:
            label = f" aria-label={quoteattr(told)}" if told else ""
            mark = f'<a target="_top" href={quoteattr(href)}{label}>{mark}</a>'
        self._marks.append(mark)

    def rule(self, x: float, y: float, x2: float, y2: float, kind: str = RULE) -> None:
        """A straight line."""
        self._marks.append(
            f'<line class="{kind}" x1="{x:.1f}" y1="{y:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'
        )

    def words(
        self, x: float, y: float, text: str, *, anchor: str = "start", kind: str = WORDS,
        href: str = "", fill: str = "",
    ) -> None:  # fmt: skip
        """Words that begin, have their middle or end ("start", "middle", "end") at a point."""
        colour = f' style="fill:{fill}"' if fill else ""
        self.put(
            f'<text class="{kind}"{colour} x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
            f"{escape(text)}</text>",
            href=href,
        )

    def legend(self, x: float, y: float, colours: Iterable[tuple[str, str]]) -> None:
        """Squares of colour with their names, in a line."""
        for name, colour in colours:
            self.put(rect(x, y - 9, 10, 10, f'fill="{colour}"'))
            self.words(x + 15, y, name)
            x += 15 + 6.4 * len(name) + 18

    def __str__(self) -> str:
        """The SVG."""
        return "".join((*self._marks, "</svg>"))


def rect(x: float, y: float, width: float, height: float, paint: str) -> str:
    """A rectangle; `paint` is its attributes."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" {paint}/>'


def circle(x: float, y: float, radius: float, paint: str) -> str:
    """A circle; `paint` is its attributes."""
    return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {paint}/>'


def path(d: str, paint: str) -> str:
    """A path; `paint` is its attributes."""
    return f'<path d="{d}" {paint}/>'
