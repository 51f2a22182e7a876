"""Lengths of time as TIMEX3 writes them."""

from __future__ import annotations

LETTERS = {
    "second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "WE",
    "month": "M", "quarter": "Q", "year": "Y",
}  # fmt: skip
MULTIPLES = {  # units that TIMEX3 counts in others
    "fortnight": (2, "week"), "half": (6, "month"), "decade": (10, "year"),
    "century": (100, "year"), "millennium": (1000, "year"),
}  # fmt: skip
_VAGUE_MULTIPLES = {"decade": "DE", "century": "CE", "millennium": "ML", "fortnight": "W"}
CLOCK_UNITS = ("second", "minute", "hour")


def length(count: int | float | str, unit: str) -> str:
    """A TIMEX3 duration: "P2Y6M" for 2.5 years, "PT5H30M", "PXM"."""
    if isinstance(count, str):
        if unit in _VAGUE_MULTIPLES:
            return f"P{count}{_VAGUE_MULTIPLES[unit]}"
        if unit == "half":
            return f"P{count}M"
        return f"P{'T' if unit in CLOCK_UNITS else ''}{count}{LETTERS[unit]}"
    if unit in MULTIPLES:
        factor, unit = MULTIPLES[unit]
        count *= factor
    if unit == "quarter" and count == int(count):
        return f"P{int(count)}Q"
    whole = int(count)
    if count == whole:
        return f"P{'T' if unit in CLOCK_UNITS else ''}{whole}{LETTERS[unit]}"
    if count - whole == 0.5:
        head = str(whole) if whole else ""
        match unit:
            case "year":
                return (f"P{head}Y" if head else "P") + "6M"
            case "hour":
                return (f"PT{head}H" if head else "PT") + "30M"
            case "minute":
                return (f"PT{head}M" if head else "PT") + "30S"
            case "day":
                return (f"P{head}D" if head else "P") + "T12H"
    return f"P{'T' if unit in CLOCK_UNITS else ''}{count:g}{LETTERS[unit]}"
