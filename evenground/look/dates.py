"""Dates and periods in words, in the reader's language."""

from __future__ import annotations

import re
from datetime import date

from babel.dates import format_date

from evenground.look.numbers import LOCALES, written

PHRASES = {
    "en": {"span": "{start} to {end}", "days": "{start} to {end}", "to": "cumulative to {end}", "since": "since {start}", "through": "to {end}", "through_year": "to {end}",
           "not_stated": "edition not stated", "various": "various years, not stated by indicator"},
    "fr": {"span": "{start} à {end}", "days": "du {start} au {end}", "to": "cumulatif au {end}", "since": "depuis {start}", "through": "jusqu’au {end}", "through_year": "jusqu’en {end}",
           "not_stated": "édition non précisée", "various": "années diverses, non précisées par indicateur"},
}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_YEARS = re.compile(r"(\d{4})-(\d{4})")
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


def day(value: date | str, language: str) -> str:
    """A day in words: "September 2, 2022", « 2 septembre 2022 »; text that is no ISO day comes back as it is."""
    if isinstance(value, str):
        if not _DAY.fullmatch(value.strip()):
            return value
        try:
            value = date.fromisoformat(value.strip())
        except ValueError:
            return value
    words = format_date(value, "long", locale=LOCALES[written(language)])
    return re.sub(r"^1 ", "1er ", words) if written(language) == "fr" else words


def days(start: date | str, end: date | str, language: str) -> str:
    """Two days and all between them: "May 1, 2017 to April 30, 2019", « du 1er mai 2017 au 30 avril 2019 »."""
    return PHRASES[written(language)]["days"].format(start=day(start, language), end=day(end, language))


def month(value: date, language: str) -> str:
    """A month in words: "September 2022", « septembre 2022 »."""
    return format_date(value, "MMMM y", locale=LOCALES[written(language)])


def short_month(year_month: str, language: str) -> str:
    """The month of `2022-09` for an axis: "Sep 2022", « sept. 2022 »."""
    return format_date(date.fromisoformat(f"{year_month}-01"), "MMM y", locale=LOCALES[written(language)])


def period(period_id: str, language: str) -> str:
    """A period id in words: `2019-2021`, `2021`, `2025-06`, `to 2022-09-02` (cumulative), `2022-01-01/2022-03-31`.

    Examples
    --------
    >>> period("2019-2021", "en"), period("2010-2015", "fr"), period("to 2022-09-02", "en")
    ('2019 to 2021', '2010 à 2015', 'cumulative to September 2, 2022')
    """
    words, text = PHRASES[written(language)], period_id.strip()
    if years := _YEARS.fullmatch(text):
        return words["span"].format(start=years[1], end=years[2])
    if _MONTH.fullmatch(text):
        return month(date.fromisoformat(f"{text}-01"), language)
    if text.startswith("to "):
        return words["to"].format(end=day(text[3:], language))
    if "/" in text:
        return days(*text.split("/", 1), language)
    return day(text, language)


def edition(vintage: str, language: str) -> str:
    """The edition of a source in words: a period id, `to 2021`, `not_stated`, `various`; any other text comes back as it is.

    Examples
    --------
    >>> edition("not_stated", "fr"), edition("to 2024-04-09", "fr"), edition("2020-2024", "fr")
    ('édition non précisée', 'jusqu’au 9 avril 2024', '2020 à 2024')
    """
    words, text = PHRASES[written(language)], vintage.strip()
    if text in ("not_stated", "various"):
        return words[text]
    if text.startswith("to "):
        end = text.removeprefix("to ")
        return words["through_year" if len(end) == 4 else "through"].format(end=day(end, language))
    return period(text, language)
