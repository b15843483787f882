"""A source: one published file, who published it, under which terms, and the loader that reads it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from evenground.catalog.declaration import Declared, Identifier, Text

Provides = Literal[
    "boundaries", "observations", "population", "crosswalk", "area_set", "resources", "facts", "names", "reference"
]


def _in_every_language(given: object) -> object:
    return {"en": given, "fr": given} if isinstance(given, str) else given


class Measure(Declared):
    """Which cells of a file become which indicator. What a loader does not use, its module refuses."""

    indicator: Identifier
    stratum: Identifier = "everyone"
    period: str | None = None
    """When it differs from the source's own."""
    value: str | None = None
    """Column (or row id) that holds the published value."""
    numerator: tuple[str, ...] = ()
    """Columns (or row ids) summed into the numerator."""
    denominator: tuple[str, ...] = ()
    ci: str | None = None
    """Column with an interval as text."""
    ci_low: str | None = None
    ci_high: str | None = None
    se: str | None = None
    moe: str | None = None
    scale: float = 1.0
    """Multiplier from the file's unit to the indicator's: 100 where the file holds shares of 0 to 1."""
    where: dict[str, str] = {}
    """Only rows in which these columns hold these words."""


class Expectation(Declared):
    """What a build checks; a difference fails it, because the file is then not the one that was declared."""

    rows_in: int | None = None
    rows_loaded: int | None = None
    areas_matched: int | None = None
    areas_known: int | None = None


class Source(Declared):
    id: Identifier
    provides: Provides
    loader: Identifier
    """Module of `etl/sources` that reads this layout."""
    file: str
    """Path or pattern below the place's input folder."""
    publisher: Text
    title: Text
    licence: Annotated[Text, BeforeValidator(_in_every_language)]
    """Words by language; a plain text, such as "MIT", is the same in every language."""
    licence_is_open: bool
    vintage: str
    """Its edition: a year or a period id, `to 2024-04-09`, or `not_stated` and `various`, which are said in the reader's language."""
    download: str
    """Where the file can be had from, in words or as an address."""
    retrieved_on: str | None = None
    note: Text | None = None
    encoding: Literal["utf-8", "utf-8-sig", "cp1252", "iso-8859-1"] = "utf-8"
    level: Identifier | None = None
    """Area level of the rows, with `area_vintage`; together they choose the boundaries that codes belong to."""
    area_vintage: str | None = None
    period: str | None = None
    """Time covered: "2021", "2010-2015", or "to 2022-09-02" for a cumulative figure."""
    measures: tuple[Measure, ...] = ()
    options: dict[str, Any] = {}
    """What else the loader needs; its module documents the keys."""
    census_sampling_fraction: float | None = None
    """Part of households asked, where counts come from a census long form and no interval is published: 0.25."""
    source_protected: bool = False
    """True where the publisher has already protected small numbers (random rounding, withheld cells)."""
    expect: Expectation = Expectation()
