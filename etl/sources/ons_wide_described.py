"""Wide table of neighbourhoods with description rows between the header and the figures.

Publisher   Ottawa Neighbourhood Study, indicators that are not from the census
Grain       one row per neighbourhood, and one for the whole city
Quirks      five rows under the header describe the columns (kind, unit, category, whether fifths make sense, id): they
            are records of the file but no area; percentages of 0 to 100 and shares of 0 to 1 stand side by side;
            areas without residents are NA; one column holds spreadsheet errors
Options     code: column with the area's code; described_by: words in that column on each description row, in order;
            columns_from: the description row that gives the columns the names measures use; the rest as in ons_wide
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import read_csv_records, require_columns
from etl.placing import OPTIONS, called, placed
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
SELECTOR = "description rows"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of the declared columns, by the names that a description row gives them.

    Raises
    ------
    SourceChanged
        If the rows under the header are not the declared ones, or give two columns the same name.
    """
    column = source.options["code"]
    require_columns(published, [column], source.id)
    figures, lines = _without_descriptions(published, source)
    inside = scoped(figures, source, (column,), ("code", "described_by", "columns_from", *OPTIONS))
    inside = dataclasses.replace(inside, out_of_scope=inside.out_of_scope | {SELECTOR: lines})
    codes = inside.table[column].str.strip()
    found = placed(measured(inside, codes, source), source)
    return dataclasses.replace(found, names=called(inside.table, codes, source))


def _without_descriptions(published: Published, source: Source) -> tuple[Published, list[int]]:
    column, expected = source.options["code"], source.options["described_by"]
    table = published.table
    top = table.head(len(expected))
    if list(top[column]) != list(expected):
        raise SourceChanged(f"{source.id}: the rows under the header are {list(top[column])}, {expected} were declared")
    named = top[top[column] == source.options["columns_from"]].iloc[0].drop(["line", "cells", column])
    if named.duplicated().any():
        raise SourceChanged(f"{source.id}: two columns are called {named[named.duplicated()].iloc[0]!r}; tell them apart")
    figures = table.iloc[len(expected) :].rename(columns=named.to_dict())
    return Published(figures), [int(line) for line in top["line"]]
