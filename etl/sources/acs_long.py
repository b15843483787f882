"""American Community Survey, five-year estimates in the long layout that tidycensus writes.

Publisher   United States Census Bureau; public domain
Grain       one row per area (GEOID) and variable (B01001_003): estimate and margin of error at 90%
Quirks      "NA" stands for an estimate or margin that is not published; labels, concepts and NAME are spelled differently
            from year to year ("Estimate!!Total" and "Estimate!!Total:", capitals, "; " for ", "), and variables come and
            go; the column `geography` says "block group" in tract files and is not used
Measures    `value`, `numerator` and `denominator` name variables; a share needs `scale` (100 for percent), because its
            standard error is computed here from those of its parts, by the Bureau's formulas
Options     labels: {regular expression of variables: words}; every variable in use must carry the words declared for it
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, observations, rejects
from etl.csv_records import ragged, read_csv_records, require_columns
from etl.numbers import read_numbers
from etl.wide import BLANK, ragged_none, used_columns
from evenground.catalog.source import Measure, Source
from evenground.stats.margins import acs_coefficient_of_variation, moe_to_se, se_of_proportion, se_of_sum
from evenground.stats.reliability import acs_class

COUNT = "csv"
HEADER_ROWS = 1
COLUMNS = ("GEOID", "NAME", "variable", "estimate", "moe", "label", "concept")
MISSING = BLANK | {"NA": "not_reported"}
OTHERS = "variable not declared as a measure"


@dataclass(frozen=True)
class Variables:
    """Cells by area (rows) and variable (columns)."""

    estimate: pd.DataFrame
    se: pd.DataFrame
    status: pd.DataFrame
    symbol: pd.DataFrame
    line: pd.DataFrame


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per area and measure; every record of a variable in use is loaded, the others are out of scope.

    Raises
    ------
    SourceChanged
        If a declared variable is not in the file or no longer carries its words.
    """
    require_columns(published, COLUMNS, source.id)
    _refuse_unknown(source)
    broken = ragged(published)
    table = published.table[~published.table["line"].isin(broken["line"])]
    in_use = table["variable"].isin(used_columns(source))
    others, table = table[~in_use], table[in_use]
    _check_words(table, source)
    wrong = pd.concat([broken, _repeated(table), _not_numbers(table)], ignore_index=True)
    table = table[~table["line"].isin(wrong["line"])]
    cells = _by_variable(table)
    found = [_observed(measure, cells, source) for measure in source.measures]
    tidied = Tidy(
        observations=pd.concat(found, ignore_index=True) if found else observations(),
        rejected=wrong,
        out_of_scope={OTHERS: [int(line) for line in others["line"]]} if len(others) else {},
    )
    tidied.parts = {int(line) for line in table["line"]}
    return tidied


def _refuse_unknown(source: Source) -> None:
    strange = sorted(set(source.options) - {"labels"})
    if strange:
        raise SourceChanged(f"{source.id}: the option {strange[0]!r} is not known to {source.loader}; remove it")
    for measure in source.measures:
        if measure.numerator and (not measure.denominator or measure.scale == 1):
            raise SourceChanged(f"{source.id}: {measure.indicator}: a share needs a denominator and its `scale`")


def plain_words(label: str) -> str:
    """A label as every year would write it: no "Estimate", no colons, lower case."""
    parts = [part.strip().rstrip(":") for part in label.split("!!")]
    return " > ".join(part for part in parts if part and part != "Estimate").casefold()


def _check_words(table: pd.DataFrame, source: Source) -> None:
    said = table.drop_duplicates("variable").set_index("variable")["label"]
    absent = sorted(used_columns(source) - set(said.index))
    if absent:
        raise SourceChanged(f"{source.id}: {len(absent)} declared variables are not in the file (first: {absent[0]})")
    declared = [(re.compile(pattern), words) for pattern, words in source.options.get("labels", {}).items()]
    for variable, label in said.items():
        words = next((words for pattern, words in declared if pattern.fullmatch(variable)), None)
        if words is None or plain_words(label) != words.casefold():
            raise SourceChanged(f"{source.id}: {variable} is now {label!r}; it was declared as {words!r}")


def _repeated(table: pd.DataFrame) -> pd.DataFrame:
    again = table[table.duplicated(["GEOID", "variable"], keep=False)]
    remedy = "keep the one that is right"
    return rejects(again["line"], "variable", again["variable"], "the area has this variable twice", remedy)


def _not_numbers(table: pd.DataFrame) -> pd.DataFrame:
    found = [ragged_none()]
    for column in ("estimate", "moe"):
        wrong = table[read_numbers(table[column], MISSING)["wrong"]]
        remedy = "write a plain number, or NA"
        found.append(rejects(wrong["line"], column, wrong[column], "the cell is not a number", remedy))
    return pd.concat(found, ignore_index=True)


def _by_variable(table: pd.DataFrame) -> Variables:
    estimate, moe = (read_numbers(table[column], MISSING) for column in ("estimate", "moe"))
    flat = pd.DataFrame(
        {
            "GEOID": table["GEOID"],
            "variable": table["variable"],
            "estimate": estimate["number"],
            "se": moe_to_se(moe["number"], level=0.90),
            "status": estimate["status"],
            "symbol": estimate["symbol"],
            "line": table["line"].astype("float64"),
        }
    )
    wide = flat.pivot(index="GEOID", columns="variable")
    status, symbol = (wide[name].astype(object) for name in ("status", "symbol"))
    return Variables(
        wide["estimate"].astype(float), wide["se"].astype(float), status, symbol, wide["line"].astype(float)
    )


def _observed(measure: Measure, cells: Variables, source: Source) -> pd.DataFrame:
    own = [measure.value] if measure.value else list(measure.numerator)
    needed = [*own, *measure.denominator]
    whole = cells.line[needed].notna().all(axis=1)  # an area that lacks a variable gets no figure made of the others
    areas = cells.line.index[whole]
    status, symbol = _reason(needed, cells, areas)
    figures = _value(measure, cells, areas) if measure.value else _share(measure, cells, areas)
    shown = status == "published"
    cv = acs_coefficient_of_variation(figures.pop("estimate"), figures["se"])
    return observations(
        line=cells.line.loc[areas, own[0]].astype("int64").to_numpy(),
        area_code=areas.to_numpy(),
        indicator_id=measure.indicator,
        period_id=measure.period or source.period or "",
        stratum_id=measure.stratum,
        status=status,
        symbol=symbol,
        reliability=np.where(shown, acs_class(cv), ""),
        **{name: np.where(shown, figure, np.nan) for name, figure in figures.items()},
    )


def _reason(needed: list[str], cells: Variables, areas: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    """Status and mark of a figure: published where all its parts are, else those of the first that is not."""
    status, symbol = np.full(len(areas), "published", dtype=object), np.full(len(areas), "", dtype=object)
    for variable in needed:
        own = cells.status.loc[areas, variable].to_numpy()
        first = (status == "published") & (own != "published")
        status[first], symbol[first] = own[first], cells.symbol.loc[areas, variable].to_numpy()[first]
    return status, symbol


def _value(measure: Measure, cells: Variables, areas: pd.Index) -> dict[str, np.ndarray]:
    value = cells.estimate.loc[areas, measure.value].to_numpy() * measure.scale
    return {"value": value, "estimate": value, "se": cells.se.loc[areas, measure.value].to_numpy() * abs(measure.scale)}


def _share(measure: Measure, cells: Variables, areas: pd.Index) -> dict[str, np.ndarray]:
    above, se_above = _sum(list(measure.numerator), cells, areas)
    below, se_below = _sum(list(measure.denominator), cells, areas)
    share = np.divide(above, below, out=np.full_like(above, np.nan), where=below > 0)
    se = measure.scale * se_of_proportion(above, se_above, below, se_below)
    se = np.where(share == 1, np.nan, se)  # the formula gives 0 for "all of them", which is no certainty
    return {"numerator": above, "denominator": below, "estimate": measure.scale * share, "se": se}


def _sum(variables: list[str], cells: Variables, areas: pd.Index) -> tuple[np.ndarray, np.ndarray]:
    estimates = cells.estimate.loc[areas, variables].to_numpy(dtype=float)
    ses = cells.se.loc[areas, variables].to_numpy(dtype=float)
    return estimates.sum(axis=1), se_of_sum(ses, axis=1, estimates=estimates)
