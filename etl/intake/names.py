"""Names of areas as people wrote them: composed, without invisible characters, markup kept word for word."""

from __future__ import annotations

import re
import unicodedata

_JOINERS = "\u200c\u200d"  # some scripts and emoji need them
_BIDI = set(map(chr, (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_INVISIBLE = set(map(chr, (0x00AD, 0x034F, 0x180E, 0x200B, *range(0x2060, 0x2066), *range(0x206A, 0x2070), 0xFEFF)))
_INVISIBLE |= set(map(chr, (*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080))))
_BREAKS = {"\u2028", "\u2029", "\x0b", "\x0c", "\x85", "\t", "\r", "\n"}
_MOJIBAKE = re.compile("[ÃÂ][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ¡-¿]|â€.|Ã\u00a0")
_CONFUSABLE = ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")

BIDI = "bidirectional control characters taken out of names"
INVISIBLE = "invisible or control characters taken out of names"
BREAKS = "line breaks in names made spaces"
COMPOSED = "names brought to composed form (NFC)"
TRIMMED = "spaces around names cut off"
MIXED = "letters of two scripts in one name"
WIDE = "full-width letters in a name"
MOJIBAKE = "the name looks decoded with the wrong encoding"


def clean_name(text: str) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    """The name, the rules that repaired it, and what looks wrong but was kept.

    >>> clean_name("Exampleton\\u200b")
    ('Exampleton', ('invisible or control characters taken out of names',), ())
    >>> clean_name("Ex\\u0430mpleton")[2]
    ('letters of two scripts in one name',)
    """
    rules = []
    composed = unicodedata.normalize("NFC", text)
    if composed != text:
        rules.append(COMPOSED)
    kept = []
    for at, mark in enumerate(composed):
        rule = _rule_of(mark, composed, at)
        if rule and rule not in rules:
            rules.append(rule)
        kept.append(mark if not rule else " " if rule == BREAKS else "")
    made = unicodedata.normalize("NFC", "".join(kept))
    trimmed = made.strip(" \u00a0")
    if trimmed != made and BREAKS not in rules:
        rules.append(TRIMMED)
    return trimmed, tuple(rules), tuple(doubts(trimmed))


def _rule_of(mark: str, text: str, at: int) -> str:
    if mark in _BREAKS:
        return BREAKS
    if mark in _BIDI:
        return BIDI
    if mark in _JOINERS:
        return "" if _joins(text, at) else INVISIBLE
    if mark in _INVISIBLE or unicodedata.category(mark) in ("Cc", "Cs", "Co", "Cn"):
        return INVISIBLE
    return ""


def _joins(text: str, at: int) -> bool:
    """Whether a joiner stands between characters that a script or an emoji joins."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return (
        bool(before and after)
        and not (before.isascii() or after.isascii())
        and "LATIN" not in unicodedata.name(before, "")
    )


def doubts(name: str) -> list[str]:
    """What a person should look at: look-alike letters of another script, full-width letters, mojibake."""
    found = []
    letters = [unicodedata.name(mark, "") for mark in name if mark.isalpha()]
    scripts = {script for script in _CONFUSABLE for letter in letters if letter.startswith(script)}
    if len(scripts) > 1:
        found.append(MIXED)
    if any(letter.startswith("FULLWIDTH") for letter in letters):
        found.append(WIDE)
    if _MOJIBAKE.search(name):
        found.append(MOJIBAKE)
    return found
