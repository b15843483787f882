"""COVID-19 cases, hospitalisations and deaths by race and ethnicity, cumulative.

Publisher   Big Cities Health Coalition and Drexel University Urban Health Collaborative, from CDC case surveillance
Grain       one row per city, outcome, crude or age-adjusted, and group
Quirks      "city" rows are made from county figures (geo_level says county) that are not named; rates are cumulative to the
            date of access; the same outcome stands twice, `adjusted` TRUE and FALSE; five groups, which do not add up to
            everyone, and Native American residents have no death rate; no counts, no intervals
Options     area: code of the area that the figures are for; strata: {group as published: stratum}
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1
GROUP, VALUE = "race_ethnicity", "value"
COLUMNS = ("city", "adjusted", "type", GROUP, VALUE, "labs", "date_of_access", "geo_level")


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per record; its measure is the one whose `where` it fits, its stratum that of its group.

    Raises
    ------
    SourceChanged
        If a group is not declared, or a measure gives the stratum itself.
    """
    inside = scoped(published, source, COLUMNS, options=("area", "strata"))
    strata = source.options["strata"]
    strange = sorted(set(inside.table[GROUP]) - set(strata))
    if strange:
        raise SourceChanged(f"{source.id}: the group {strange[0]!r} is not declared under `strata`")
    codes = pd.Series(source.options["area"], index=inside.table.index, dtype="str")
    made = measured(inside, codes, source)
    groups = made.observations["line"].map(inside.table.set_index("line")[GROUP])
    made.observations = made.observations.assign(stratum_id=groups.map(strata))
    return made
