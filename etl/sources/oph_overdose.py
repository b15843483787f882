"""Emergency visits for confirmed drug overdose by neighbourhood of the patient.

Publisher   Ottawa Public Health, on Open Ottawa
Grain       one row per neighbourhood, several years together
Quirks      counts are decimals by design: a postal code that crosses neighbourhoods gives a part of the visit to each;
            the rate is blank where it is withheld (the count is still there), and withheld is never 0; a few
            neighbourhoods are absent: nothing is said of them; names differ from the boundary file's for some
Options     code, name: columns; years: column with the years covered, which must be the source's own period;
            withheld: [""]
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import read_csv_records
from etl.placing import OPTIONS, called
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of visits and rates, and the names the publisher uses.

    Raises
    ------
    SourceChanged
        If the file covers other years than the source declares.
    """
    column, years = source.options["code"], source.options["years"]
    inside = scoped(published, source, (column, years), ("code", "years", *OPTIONS))
    covered = sorted(set(inside.table[years].str.strip()))
    if covered != [source.period]:
        raise SourceChanged(f"{source.id}: the file covers {', '.join(covered)}; {source.period} was declared")
    codes = inside.table[column].str.strip()
    found = measured(inside, codes, source)
    return dataclasses.replace(found, names=called(inside.table, codes, source))
