"""Publishers' marks where a number is missing, and what each means. A mark never becomes 0 or any other number."""

from __future__ import annotations

import re

SUPPRESSED, UNRELIABLE, NOT_REPORTED, NOT_APPLICABLE = "suppressed", "unreliable", "not_reported", "not_applicable"

SYMBOLS = {
    # Statistics Canada, "Standard table symbols"
    "x": SUPPRESSED,
    "f": UNRELIABLE,
    "e": UNRELIABLE,  # alone, without the number it warns about
    "..": NOT_REPORTED,
    "...": NOT_APPLICABLE,
    ".": NOT_REPORTED,
    "0s": NOT_REPORTED,  # rounded to zero: not zero, and no other number either
    # common in health tables
    "*": SUPPRESSED,
    "**": SUPPRESSED,
    "s": SUPPRESSED,
    "suppressed": SUPPRESSED,
    "supprimé": SUPPRESSED,
    "supprime": SUPPRESSED,
    "withheld": SUPPRESSED,
    "unreliable": UNRELIABLE,
    "na": NOT_REPORTED,
    "n/a": NOT_REPORTED,
    "nd": NOT_REPORTED,
    "n/d": NOT_REPORTED,
    "null": NOT_REPORTED,
    "not available": NOT_REPORTED,
    "not applicable": NOT_APPLICABLE,
    "-": NOT_REPORTED,
    "–": NOT_REPORTED,
    "—": NOT_REPORTED,
    # American Community Survey, "Annotation values"
    "(x)": NOT_APPLICABLE,
    "n": NOT_REPORTED,
    "-222222222": NOT_REPORTED,
    "-333333333": NOT_REPORTED,
    "-555555555": NOT_APPLICABLE,
    "-666666666": NOT_REPORTED,
    "-888888888": NOT_APPLICABLE,
    "-999999999": NOT_REPORTED,
}
_FEWER_THAN = re.compile(r"<\s*(\d{1,2})")
_SENTINEL = re.compile(r"-9{1,9}|9{3,9}")  # 999 and the like, where no number stands beside it


def status_of(text: str, declared: dict[str, str] | None = None) -> str:
    """The status that a mark stands for; empty where the text is no known mark.

    >>> status_of("F"), status_of("< 5"), status_of("-666666666"), status_of("12")
    ('unreliable', 'suppressed', 'not_reported', '')
    """
    plain = text.strip().casefold()
    for known in (declared or {}, SYMBOLS):
        if plain in known or text in known:
            return known.get(text) or known[plain]
    fewer = _FEWER_THAN.fullmatch(plain)
    return SUPPRESSED if fewer and 1 < int(fewer[1]) <= 30 else ""


def is_sentinel(text: str) -> bool:
    """Whether a number looks like a code for "missing": 999, -99 ..."""
    return _SENTINEL.fullmatch(text.strip()) is not None
