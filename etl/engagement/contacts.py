"""Contact details in titles and notes: found and masked before they enter any store."""

from __future__ import annotations

import re

_STREET = r"(?:street|st|avenue|ave|road|rd|drive|dr|boulevard|blvd|lane|ln|court|ct|crescent|cres|way|place|pl|parkway|terrace|trail)"
_RUE = r"(?:rue|chemin|avenue|av|boulevard|boul|place|route|rang|allée|impasse|promenade|ch)"
_MONTH_NAME = r"(?:jan|f[eé]v|feb|mar|a[pv]r|ma[iy]|jui|jun|jul|a[uo][uû]|sep|oct|nov|d[eé]c)[a-zéû]*\.?"
_LONG_AGO = r"(?:19\d\d|200\d|201[0-2])"
"""Years of which a full date in a note is more likely a birth date than a meeting."""
_NAME = r"[A-ZÀ-Ý][a-zà-ÿ’'-]+(?:[ -](?:van|der|de|la|le|[A-ZÀ-Ý])[\w’'-]*)+"
NAME = re.compile(
    rf"(?P<before>\b(?:[Ww]ith|[Aa]vec|[Aa]ppel de|[Cc]all from|[Cc]alled by|Dre?\.?|Mr\.?|Mrs\.?|Ms\.?|Mme|M\.) )(?P<a>{_NAME})"
    rf"|(?P<b>\b{_NAME})(?= (?:said|says|called|asked|told|wants|needs|a dit|demande|\((?:courriel|e-?mail|phone|t[ée]l)))"
)
"""Persons as sentences name them. Many names are written otherwise: what this finds is a help, no protection."""
_OF_BODIES = re.compile(r"\b(?:health|centre|center|hospital|street|city|club|table|school|church|housing|public|community|committee|council|board|ministry|university|"
                        r"santé|ville|hôpital|école|comité|conseil|rue|wellness|services?)\b", re.I)
FOUND = {
    "e-mail": re.compile(r"[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.I),
    "birth date": re.compile(
        rf"\b(?:born(?: on)?|n[ée]e?(?: le)?|d\.?o\.?b\.?:?|date de naissance:?|birth ?date:?)\s+(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}"
        rf"|\d{{1,2}}(?:er|st|nd|rd|th)?\s+{_MONTH_NAME}\s+\d{{4}}|{_MONTH_NAME}\s+\d{{1,2}},?\s+\d{{4}})"
        rf"|\b(?:\d{{1,2}}[/.-]\d{{1,2}}[/.-]|\d{{1,2}}(?:er)?\s+{_MONTH_NAME}\s+|{_MONTH_NAME}\s+\d{{1,2}},?\s+){_LONG_AGO}\b|\b{_LONG_AGO}-\d\d-\d\d\b", re.I),
    "number": re.compile(r"\b[A-Z]{4}[ -]?\d{4}[ -]?\d{4}\b|\b\d{3}-\d{2}-\d{4}\b|\b\d{4}[ -]\d{3}[ -]\d{3}(?:[ -]?[A-Z]{2})?\b|\b\d{3}[ -]\d{3}[ -]\d{3}\b"
                         r"|\b(?:client|patient|dossier|file|case|chart|member|MRN|SIN|NAS|SSN|RAMQ|OHIP)\s*(?:no\.?|number|numéro|n°|#|:)*\s*\d{4,}\b"),
    "phone": re.compile(r"(?<!\d)(?:\+?1[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}\b(?:\s?(?:x|ext\.?|poste)\s?\d+)?|\b\d{3}[.-]\d{4}\b"),
    "address": re.compile(
        rf"\b\d{{1,5}}[A-Za-z]?,?\s+(?:{_RUE}\.?\s+(?:(?:de|du|des|la|le|l’|l'|d’|d')\s*)*[A-ZÀ-Ý][\w’'-]*(?:\s+[A-ZÀ-Ý][\w’'-]*)*"
        rf"|(?:[A-ZÀ-Ý0-9][\w’'.-]*\s+){{1,4}}{_STREET}\b\.?)(?:,?\s*(?:apt|unit|app)\.?\s*\w+)?", re.I),
    "postal code": re.compile(r"\b[A-CEGHJ-NPR-TVXY]\d[A-CEGHJ-NPR-TV-Z][ -]?\d[A-CEGHJ-NPR-TV-Z]\d\b|\b(?!20[0-9]{3}\b)\d{5}(?:-\d{4})?\b(?![.,]\d)", re.I),
}  # fmt: skip
MAY_HOLD = (
    r"\b(with|With|avec|Avec|de|from|by|Dre?\.?|Mrs?\.?|Ms\.?|Mme|M\.) [A-ZÀ-Ý]|[A-ZÀ-Ý]\S+ (said|says|called|asked|told|wants|needs|a dit|demande|\()|(19[0-9][0-9]|200[0-9]|201[0-2])"
    r"|(?i:@|\(at\)|\[at\]|\b[0-9]{5}\b|[0-9]{10}|[0-9]{3}[)]?[ .-][0-9]{3}|[0-9]{4}[ -][0-9]{4}|[0-9]{3}[.-][0-9]{4}|[0-9]{3}-[0-9]{2}-"
    r"|[a-z][0-9][a-z][ -]?[0-9][a-z][0-9]|[a-z]{4}[ -]?[0-9]{8}|(born|n[ée]e?|d\.?o\.?b|naissance|birth)\W|(client|patient|dossier|file|case|chart|member|mrn|sin|nas|ssn|ramq|ohip)\W.{0,12}[0-9]{4}"
    r"|[0-9][a-z]?,?\s+(\w+\W+){0,4}(street|st|avenue|ave|av|road|rd|drive|dr|boulevard|blvd|boul|lane|ln|court|ct|crescent|cres|way|place|pl|parkway|terrace|trail|rue|chemin|route|rang|allée|impasse|promenade|ch)\b)"
)
"""A text without this holds no contact detail that `masked` finds; whole arrays can be searched by it."""


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
    without = NAME.sub(_unnamed, text)
    return without, (*kinds, "name") if without != text else tuple(kinds)


def _unnamed(found: re.Match[str]) -> str:
    name = found["a"] or found["b"]
    return found[0] if _OF_BODIES.search(name) else f"{found['before'] or ''}[name removed]"
