"""Area codes: text from the first read, repaired only by a declared rule and counted, never by guess."""

from __future__ import annotations

import re
import unicodedata

INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
_FLOAT = re.compile(r"([0-9]+)\.0*")
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?[eE]\+?[0-9]+")
_GROUPS = re.compile(r"[0-9]+(?: [0-9]+)+")
_TOTALS = {"total", "totals", "all", "ensemble", "grand total", "sum", "somme", "source", "note", "notes"}
UNKNOWN = "the area is not known"

TRIMMED = "spaces, quotes or invisible marks around the area code cut off"
DECIMAL = "area code written as a decimal number"
SPACED = "spaces inside the area code taken out"
PREFIX = "declared prefix of the area code cut off"
STORED_AS_NUMBER = "area code stored as a number"
PADDED = "leading zeros of the area code restored"


def read_code(
    text: str, width: int | None = None, prefixes: tuple[str, ...] = ()
) -> tuple[str, tuple[str, ...], str, str]:
    """The code, the rules that repaired it, and, where it cannot be used, a reason and a remedy.

    >>> read_code("'9095014900 ", 11)[:2]
    ('09095014900', ('spaces, quotes or invisible marks around the area code cut off', 'leading zeros of the area code restored'))
    >>> read_code("2.9095E+10", 11)[2]
    'the area code is in scientific notation and has lost digits'
    """
    if text.isdigit() and text.isascii() and not prefixes and (not width or len(text) == width):
        return text, (), "", ""  # as nearly all are
    rules = []
    code = INVISIBLE.sub("", unicodedata.normalize("NFC", text)).strip()
    if re.fullmatch(r'="[^"]*"', code):  # how a spreadsheet is made to keep zeros
        code = code[2:-1]
    code = code.removeprefix("'").strip("\"' \u00a0")
    if code != text:
        rules.append(TRIMMED)
    if not code:
        return "", (), "the area is empty", "give each record its area code"
    if code.casefold().rstrip(":") in _TOTALS or re.match(r"(source|notes?)\s*:", code, re.I):
        return "", (), "a total or a footer is not an area", "take the line out"
    if _SCIENTIFIC.fullmatch(code):
        return "", (), "the area code is in scientific notation and has lost digits", "export the codes as text"
    if any(unicodedata.category(mark) in ("Cc", "Cf") for mark in code):
        return "", (), "the area code holds control characters", "export the codes as text"
    for prefix in prefixes:
        if code.startswith(prefix) and len(code) > len(prefix):
            code = code.removeprefix(prefix)
            rules.append(PREFIX)
            break
    decimal = _FLOAT.fullmatch(code)
    if decimal:
        code = decimal[1]
        rules.append(DECIMAL)
    if _GROUPS.fullmatch(code):
        code = code.replace(" ", "")
        rules.append(SPACED)
    if width and code.isascii() and code.isdigit() and len(code) < width:
        code = code.zfill(width)
        rules.append(PADDED)
    if width and len(code) != width:
        return "", (), f"the area code does not have {width} characters", "give the code of the declared level"
    return code, tuple(rules), "", ""
