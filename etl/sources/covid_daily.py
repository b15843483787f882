"""Cumulative COVID-19 cases of one health region, day by day.

Publisher   COVID-19 Canada Open Data Working Group, Timeline of COVID-19 in Canada, from the provinces' own figures
Grain       one row per day
Quirks      the value is the total since the start, so one day holds all that the days before it held; the last day is
            taken, and what it covers is said as "to DATE"

Options
    areas       {published name of the region: area code}
    days        days to take, as YYYY-MM-DD; "last" is the last day in the file (the default)
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, observations, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from evenground.catalog.source import Measure, Source

COUNT = "csv"
HEADER_ROWS = 1
COLUMNS = ("name", "region", "sub_region_1", "date", "value")
DAY = r"\d{4}-\d{2}-\d{2}"


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per declared day, its period "to DATE"; the other days are out of scope."""
    require_columns(published, COLUMNS, source.id)
    measure = _only_measure(source)
    rejected = pd.concat([ragged(published), *_unusable(published.table, source)]).drop_duplicates("line")
    usable = published.table[~published.table["line"].isin(rejected["line"])]
    taken = usable["date"].isin(_days(usable, source))
    total = usable[taken]["value"].astype("float64")
    found = observations(
        line=usable[taken]["line"].to_numpy(),
        area_code=usable[taken]["sub_region_1"].map(source.options["areas"]).astype("str").to_numpy(),
        indicator_id=measure.indicator,
        period_id=("to " + usable[taken]["date"]).to_numpy(),
        stratum_id=measure.stratum,
        value=total.to_numpy(),
        numerator=total.to_numpy(),
    )
    selector = "a day whose cases the total of a later day holds"
    return Tidy(
        observations=found,
        rejected=rejected.reset_index(drop=True),
        out_of_scope={selector: usable[~taken]["line"].tolist()} if (~taken).any() else {},
        notes=_falls(usable),
    )


def _only_measure(source: Source) -> Measure:
    if len(source.measures) != 1 or set(source.measures[0].model_fields_set) - {"indicator", "stratum"}:
        raise SourceChanged(f"{source.id}: declare one measure with an indicator and, if need be, a stratum")
    if not source.options.get("areas"):
        raise SourceChanged(f"{source.id}: the option `areas` gives no area for the region's name")
    return source.measures[0]


def _days(usable: pd.DataFrame, source: Source) -> set[str]:
    last = usable["date"].max() if len(usable) else ""
    wanted = {last if day == "last" else str(day) for day in source.options.get("days", ["last"])}
    missing = sorted(wanted - set(usable["date"]))
    if missing:
        raise SourceChanged(f"{source.id}: {len(missing)} declared days are not in the file (first: {missing[0]!r})")
    return wanted


def _unusable(table: pd.DataFrame, source: Source) -> list[pd.DataFrame]:
    strange = table[~table["sub_region_1"].isin(source.options["areas"])]
    undated = table[~table["date"].str.fullmatch(DAY)]
    uncounted = table[~table["value"].str.fullmatch(r"\d+")]
    twice = table[table.duplicated(["sub_region_1", "date"], keep=False)]
    return [
        _reject(strange, "sub_region_1", "the region is not declared", "add it to options.areas"),
        _reject(undated, "date", "not a day", "write YYYY-MM-DD"),
        _reject(uncounted, "value", "not a count", "write a whole number of cases"),
        _reject(twice, "date", "the day occurs again", "keep one row per day"),
    ]


def _reject(rows: pd.DataFrame, column: str, reason: str, remedy: str) -> pd.DataFrame:
    return rejects(rows["line"], column, rows[column], reason, remedy)


def _falls(usable: pd.DataFrame) -> list[str]:
    ordered = usable.sort_values(["sub_region_1", "date"])
    change = ordered["value"].astype("float64").groupby(ordered["sub_region_1"]).diff()
    falls = int((change < 0).sum())
    return [f"the total falls on {falls} days: the publisher took cases back"] if falls else []
