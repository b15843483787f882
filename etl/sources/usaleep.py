"""Life expectancy at birth by census tract, file A of the United States Small-area Life Expectancy Estimates Project.

Publisher   National Center for Health Statistics, USALEEP, 2018; public domain
Grain       one row per census tract of 2010 that has an estimate
Quirks      the key must stay text: read as a number it loses its zeros in the first nine states; tracts without a reliable
            life table are absent, not blank; each estimate has a standard error and no interval; the column "Abridged
            life table flag" says where the age-specific death rates came from (NCHS record layout of files A and B):
            1 observed in all age groups, 2 predicted in all age groups, 3 observed and predicted combined
Options     flags: {"1": ok, ...}, the reliability that each flag stands for
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
KEY, FLAG = "Tract ID", "Abridged life table flag"
COLUMNS = (KEY, "STATE2KX", "CNTY2KX", "TRACT2KX", "e(0)", "se(e(0))", FLAG)


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per tract in scope, with its standard error; `symbol` keeps the publisher's flag.

    Raises
    ------
    SourceChanged
        If a column is missing, the key is not its three parts, or a flag is not declared.
    """
    inside = scoped(published, source, COLUMNS, options=("flags",))
    table = inside.table
    apart = table[table[KEY] != table["STATE2KX"] + table["CNTY2KX"] + table["TRACT2KX"]]
    if len(apart):
        raise SourceChanged(
            f"{source.id}: {len(apart)} keys are not state + county + tract (first: {apart[KEY].iloc[0]!r})"
        )
    flags = {str(flag): meaning for flag, meaning in source.options["flags"].items()}
    strange = sorted(set(table[FLAG]) - set(flags))
    if strange:
        raise SourceChanged(f"{source.id}: the flag {strange[0]!r} is not declared; see the publisher's record layout")
    made = measured(inside, table[KEY], source)
    flag = made.observations["line"].map(table.set_index("line")[FLAG])
    made.observations = made.observations.assign(symbol=flag, reliability=flag.map(flags))
    return made
