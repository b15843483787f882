"""A measure's formula with what its signs stand for: the signs are the same in every language, the words are not."""

from __future__ import annotations

from evenground.catalog.words import catalogue, say


def formula_in_words(formula: str, measure: str, variant: str, language: str) -> str:
    """`y₁ / y₂; y₁: largest value, y₂: smallest value`; the formula alone where its signs are those that every measure has.

    Those signs are said once, by the message `formula.key`.

    Examples
    --------
    >>> formula_in_words("ACI / μ", "rci", "raw", "fr")
    'ACI / μ; ACI\\xa0: indice de concentration absolu'
    >>> formula_in_words("Σ p |y − μ|", "mdmw", "default", "fr")
    'Σ p |y − μ|'
    """
    key = f"formula.{measure}.{variant}"
    return f"{formula}; {say(key, language)}" if key in catalogue("en") else formula
