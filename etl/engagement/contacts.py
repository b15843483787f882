"""Contact details in titles and notes: found and masked before they enter any store."""

from __future__ import annotations

import re

_STREET = r"(?:street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|lane|ln|court|ct|crescent|cres|way|place|pl|parkway|terrace|trail)"
_RUE = r"(?:rue|chemin|avenue|av|boulevard|boul|place|route|rang|allée|impasse|promenade|ch)"
_MONTH_NAME = r"(?:jan|f[eé]v|feb|mar|a[pv]r|ma[iy]|jui|jun|jul|a[uo][uû]|sep|oct|nov|d[eé]c)[a-zéû]*\.?"
FOUND = {
    "e-mail": re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.I),
    "birth date": re.compile(
        rf"\b(?:born(?: on)?|n[ée]e?(?: le)?|d\.?o\.?b\.?:?|date de naissance:?|birth ?date:?)\s+(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
        rf"|\d{{1,2}}(?:er|st|nd|rd|th)?\s+{_MONTH_NAME}\s+\d{{4}}|{_MONTH_NAME}\s+\d{{1,2}},?\s+\d{{4}})", re.I),
    "number": re.compile(r"\b[A-Z]{4}[ -]?\d{4}[ -]?\d{4}\b|\b\d{3}-\d{2}-\d{4}\b|\b\d{4}[ -]\d{3}[ -]\d{3}(?:[ -]?[A-Z]{2})?\b|\b\d{3}[ -]\d{3}[ -]\d{3}\b"
                         r"|\b(?:client|patient|dossier|file|case|chart|member|SIN|NAS|SSN|RAMQ|OHIP)\s*(?:no\.?|number|numéro|n°|#|:)*\s*\d{4,}\b"),
    "phone": re.compile(r"(?:\+?1[\s.-]?)?\(?\b\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}\b(?:\s?(?:x|ext\.?|poste)\s?\d+)?|\b\d{3}[.-]\d{4}\b"),
    "address": re.compile(
        rf"\b\d{{1,5}}[A-Za-z]?,?\s+(?:{_RUE}\.?\s+(?:(?:de|du|des|la|le|l’|l'|d’|d')\s*)*[A-ZÀ-Ý][\w’'-]*(?:\s+[A-ZÀ-Ý][\w’'-]*)*"
        rf"|(?:[A-ZÀ-Ý0-9][\w’'.-]*\s+){{1,4}}{_STREET}\b\.?)(?:,?\s*(?:apt|unit|app)\.?\s*\w+)?", re.I),
    "postal code": re.compile(r"\b[A-CEGHJ-NPR-TVXY]\d[A-CEGHJ-NPR-TV-Z][ -]?\d[A-CEGHJ-NPR-TV-Z]\d\b|\b(?!20[0-9]{3}\b)\d{5}(?:-\d{4})?\b(?![.,]\d)", re.I),
}  # fmt: skip
MAY_HOLD = r"[@\d]|\(at\)|\[at\]"
"""A text without this cannot hold a contact detail; the pattern is one that whole arrays can be searched by."""


def masked(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with contact details replaced, and the kinds that were found.

    >>> masked("Call Ana at 514-555-0172, or ana@example.org")
    ('Call Ana at [phone removed], or [e-mail removed]', ('e-mail', 'phone'))
    """
    kinds = []
    for kind, pattern in FOUND.items():
        text, found = pattern.subn(f"[{kind} removed]", text)
        if found:
            kinds.append(kind)
    return text, tuple(kinds)
