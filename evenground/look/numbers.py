"""Numbers as readers of each language write them: one way to round and to print, for screen, export and alternative text.

Inuktitut has no number words here: none were found in a source, so numbers are written as in English.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale

LOCALES = {"en": "en_CA", "fr": "fr_CA", "iu": "en_CA"}
MINUS = "\u2212"
HARD_SPACE = "\u00a0"
NONE = "–"
"""Where a number would stand in a table; a sentence says why there is none."""

PHRASES = {
    "en": {
        "range": "{low} to {high}",
        "published": "{level}% CI {range}",
        "closed_form": "{level}% CI {range}",
        "approximate": "approximate {level}% CI {range}",
        "no_interval": "no interval published",
        "below": "under {value}",
        "over": "over {low} to {high}",
        "year": "{n} year",
        "years": "{n} years",
        "per": "{n} per {per}",
        "and": " and ",
    },
    "fr": {
        "range": "{low} à {high}",
        "published": "IC à {level}\u00a0%\u00a0: {range}",
        "closed_form": "IC à {level}\u00a0%\u00a0: {range}",
        "approximate": "IC approximatif à {level}\u00a0%\u00a0: {range}",
        "no_interval": "aucun intervalle publié",
        "below": "moins de {value}",
        "over": "plus de {low} à {high}",
        "year": "{n} an",
        "years": "{n} ans",
        "per": "{n} pour {per}",
        "and": " et ",
    },
}


def written(language: str) -> str:
    """The language whose number words are used: the reader's own, or English where none were found."""
    return language if language in PHRASES else "en"


def phrase(key: str, language: str, **values: object) -> str:
    return PHRASES[written(language)][key].format(**values)


def is_missing(value: object) -> bool:
    """True for None, NaN, NA and infinities: nothing to print."""
    try:
        return value is None or not math.isfinite(float(value))  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return True


@lru_cache
def _signs(language: str) -> tuple[str, str]:
    signs = Locale.parse(LOCALES.get(language, "en_CA")).number_symbols["latn"]
    return signs["group"], signs["decimal"]


@lru_cache
def _step(decimals: int) -> Decimal:
    return Decimal(1).scaleb(-decimals)


def number(value: object, language: str, decimals: int = 0) -> str:
    """`value` with a fixed number of decimals, rounded half up as it is printed, with the language's own signs.

    A missing value is an en dash. Rounding works on the shortest decimal that is the number, so 2.675 is 2.68.

    Examples
    --------
    >>> number(14240, "en"), number(4.05, "fr", 1), number(-0.04, "en", 1)
    ('14,240', '4,1', '0.0')
    """
    if is_missing(value):
        return NONE
    exact = Decimal(repr(float(value))).quantize(_step(decimals), ROUND_HALF_UP)  # type: ignore[arg-type]
    group, point = _signs(language)
    plain = f"{abs(exact):,f}".replace(",", "\0").replace(".", point).replace("\0", group)
    return (MINUS if exact < 0 else "") + plain


def numbers(values: Iterable[object], language: str, decimals: int = 0) -> list[str]:
    return [number(value, language, decimals) for value in values]


def percent(value: object, language: str, decimals: int = 1) -> str:
    """A percentage of 0 to 100: "16.8%", « 16,8 % »."""
    return with_unit(value, "%", language, decimals)


def with_unit(value: object, unit: str, language: str, decimals: int = 1) -> str:
    """A value and the words that follow it: "16.8% of residents", « 16,8 % de la population », "74.1 years"."""
    return join_unit(number(value, language, decimals), unit, language)


def join_unit(figure: str, unit: str, language: str) -> str:
    """A printed number and its unit; English sets the percent sign close, French after a hard space."""
    if not unit or figure == NONE:
        return figure
    if unit.startswith("%") and written(language) == "en":
        return figure + unit
    return figure + HARD_SPACE + unit


def years(value: object, language: str, decimals: int = 1) -> str:
    """A span of years: "4.1 years", « 4,1 ans »; French is singular below 2."""
    shown = number(value, language, decimals)
    if shown == NONE:
        return shown
    size = abs(Decimal(repr(float(value))).quantize(_step(decimals), ROUND_HALF_UP))  # type: ignore[arg-type]
    singular = size < 2 if written(language) == "fr" else size == 1 and decimals == 0
    return phrase("year" if singular else "years", language, n=shown).replace(" ", HARD_SPACE)


def rate(value: object, per: float, language: str, decimals: int = 1) -> str:
    """A rate and its multiplier: "412 per 100,000", « 412 pour 100 000 »; per 100 is a percentage."""
    if per == 100:
        return percent(value, language, decimals)
    return phrase("per", language, n=number(value, language, decimals), per=number(per, language))


def span(low: object, high: object, language: str, decimals: int = 1) -> str:
    """Two ends: "380 to 446", « 380 à 446 »."""
    return phrase("range", language, low=number(low, language, decimals), high=number(high, language, decimals))


def interval(
    low: object, high: object, language: str, decimals: int = 1, *, level: object = 0.95, kind: str = "published"
) -> str:
    """A confidence interval with its level: "95% CI 380 to 446", « IC à 95 % : 380 à 446 ».

    Without both ends it says that none is published; an approximate one says so.
    """
    if is_missing(low) or is_missing(high):
        return phrase("no_interval", language)
    key = kind if kind in ("published", "closed_form", "approximate") else "published"
    share = 95.0 if is_missing(level) else float(level) * 100  # type: ignore[arg-type]
    shown = number(share, language, 0 if abs(share - round(share)) < 1e-9 else 1)
    return phrase(key, language, level=shown, range=span(low, high, language, decimals))


def estimate(
    value: object,
    unit: str,
    language: str,
    decimals: int = 1,
    *,
    ci: tuple[object, object] | None = None,
    level: object = 0.95,
    kind: str = "published",
    period: str = "",
) -> str:
    """A number with its context: "412 deaths per 100,000 (95% CI 380 to 446), 2019 to 2021".

    `ci` None leaves the interval out; `period` is already in words (`dates.period`).
    """
    shown = with_unit(value, unit, language, decimals)
    if ci is not None:
        shown += f" ({interval(*ci, language, decimals, level=level, kind=kind)})"
    return f"{shown}, {period}" if period else shown
