"""Fifths of neighbourhoods on each census indicator, under a header that is one column out of step.

Publisher   Ottawa Neighbourhood Study
Grain       one row per indicator and neighbourhood
Quirks      the column headed ONS_ID holds the indicator's name and the one headed name holds the ONS_ID; when the
            publisher puts the header right, this reading would be wrong and stops
Measures    `where: {indicator: name}` chooses the indicator; the value is 1 to 5
"""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from etl.contract import Published, SourceChanged, Tidy, observations, rejects
from etl.csv_records import ragged, read_csv_records
from evenground.catalog.source import Measure, Source

COUNT = "csv"
HEADER_ROWS = 1
SHIFTED = ["", "ONS_ID", "name", "value"]
RIGHT = ["row", "indicator", "area_code", "fifth"]
SELECTOR = "a fifth worked out by the publisher from figures that are loaded themselves"
CODE, FIFTH = r"\d{4}", r"Q[1-5]"


def read(path: Path, source: Source) -> Published:
    """The file with its columns named for what they hold.

    Raises
    ------
    SourceChanged
        If the header is not the shifted one, or the columns hold what their own names say.
    """
    published = read_csv_records(path, encoding=source.encoding)
    header = [name for name in published.table if name not in ("line", "cells")]
    if header != SHIFTED:
        raise SourceChanged(f"{source.id}: the header is {header}; the shifted one, {SHIFTED}, was expected")
    table = published.table.rename(columns=dict(zip(SHIFTED, RIGHT, strict=True)))
    if table["indicator"].str.fullmatch(CODE).any() or not table["area_code"].str.fullmatch(CODE).all():
        raise SourceChanged(f"{source.id}: the header is no longer out of step; read the file by its own column names")
    return Published(table)


def tidy(published: Published, source: Source) -> Tidy:
    """Fifths of the declared indicators; all other records are out of scope."""
    table, rejected = published.table, ragged(published)
    odd = ~table["fifth"].str.fullmatch(FIFTH)
    wrong = rejects(table["line"][odd], "value", table["fifth"][odd], "not a fifth", "write Q1 to Q5")
    rejected = pd.concat([rejected, wrong], ignore_index=True)
    table = table[~table["line"].isin(rejected["line"])]
    found = pd.concat([observations(), *(_fifths(table, measure, source) for measure in source.measures)])
    others = sorted(set(table["line"]) - set(found["line"]))
    return Tidy(
        observations=found.reset_index(drop=True),
        rejected=rejected,
        out_of_scope={SELECTOR: [int(line) for line in others]} if others else {},
    )


def _fifths(table: pd.DataFrame, measure: Measure, source: Source) -> pd.DataFrame:
    rows = table[table["indicator"] == measure.where["indicator"]]
    return observations(
        line=rows["line"],
        area_code=rows["area_code"],
        indicator_id=measure.indicator,
        period_id=measure.period or source.period,
        stratum_id=measure.stratum,
        value=rows["fifth"].str.removeprefix("Q").astype("float64"),
    )
