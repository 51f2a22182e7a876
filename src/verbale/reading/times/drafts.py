"""A time expression as the grammar builds it, piece by piece, before tense is known."""

from __future__ import annotations

from dataclasses import dataclass

from verbale.records import Timex

# Which way an expression without a year points, by the tense of its verb, and how many days away
# the other side still is near. A writer who on 2 November means last year's 20 November says so:
# near enough ahead, a past tense does not count ("made payable Nov. 20"); and companies "will
# report" a quarter just over. A weekday is the last one, the day of the report included, unless
# the verb or a cue looks ahead; "meets Monday" does, or headlines yesterday. Set on TimeBank and
# AQUAINT.
_TOWARDS = {
    "day": {"past": "<60~", "future": ">60~"},
    "quarter": {"past": "<31~", "future": ">31~"},
    "other": {"past": "<31~", "future": ">="},
}
_UNKNOWN = "<120~"


def _way(item: str, tense: str | None) -> str:
    """How a form looks for a recurring item under a verb of that tense."""
    if item[0] == "w":
        return {"future": ">=", "present": ">1~"}.get(tense or "", "<=")
    kind = "day" if item[0] in "dDh" else "quarter" if item[0] == "Q" else "other"
    return _TOWARDS[kind].get(tense or "", _UNKNOWN)


@dataclass
class Draft:
    """Lexemes `first` to `last` (excluded) and what they say.

    `steps` lead to a period; `item` is a recurring one within it, or, without steps, the one
    that `way` or the tense finds; `grain` is the unit of what is denoted. `whole` forms stand
    as they are (durations, sets, vague references). `then` are steps after the item; `until`
    closes a range.
    """

    first: int
    last: int
    rule: str
    type: str = "DATE"
    grain: str = ""
    steps: str = ""
    item: str = ""
    way: str = ""
    time: str = ""
    whole: str = ""
    until: str = ""
    mod: str | None = None
    anchor: str = "published"
    clip: str = ""
    then: str = ""

    def form(self, tense: str | None) -> str:
        """The symbolic form, for a governing verb of that tense."""
        if self.whole:
            return self.whole
        parts = [self._reach(self.item, tense), self.then, self.time, self.clip]
        form = " ".join(part for part in parts if part)
        if self.until:
            form += " .. " + self._reach(self.until, tense)
        return form

    def _reach(self, item: str, tense: str | None) -> str:
        if not item:
            return self.steps
        if self.steps:
            return f"{self.steps} /{item}"
        return (self.way or _way(item, tense)) + item

    def timex(self, start: int, end: int, tense: str | None) -> Timex:
        """The record, for the text from `start` to `end`."""
        return Timex(
            start, end, self.type, self.form(tense), tense, self.mod, self.anchor, self.rule
        )
