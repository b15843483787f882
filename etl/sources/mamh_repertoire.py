"""Municipalities of Québec: population by decree, one record a municipality.

Publisher   Ministère des Affaires municipales et de l'Habitation, Répertoire des municipalités du Québec
Grain       one row per municipality, category I land or unorganised territory, keyed by `mcode` (5 digits)
Quirks      names repeat (a northern village and the category I land around it); the code is the last five digits of the
            census subdivision; text is cut at 35 characters; the year of the decree is not stated in the file
Options     scope              as in etl/wide.py
            code_prefix        digits that make the code that of the census subdivision
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations of the declared measures for every record in scope."""
    inside = scoped(published, source, columns=("mcode", "munnom", "mdes"), options=("code_prefix",))
    return measured(inside, source.options.get("code_prefix", "") + inside.table["mcode"], source)
