"""Records that stand for an area of another level than their table's, and the names a table calls its areas by.

Options
    codes      {published code: {level, code}}: the record of the whole city in a table of neighbourhoods
    name       column with the area's name; kept beside the code so that people find the area by it
    name_kind  official or alias (the default)
"""

from __future__ import annotations

import dataclasses

import pandas as pd

from etl.contract import SourceChanged, Tidy
from evenground.catalog.declaration import say
from evenground.catalog.source import Source

OPTIONS = ("codes", "name", "name_kind")


def placed(tidy: Tidy, source: Source) -> Tidy:
    """`tidy` with the declared codes moved to their own level."""
    rows = tidy.observations
    for code, target in source.options.get("codes", {}).items():
        here = rows["area_code"].eq(str(code))
        if not here.any():
            raise SourceChanged(f"{source.id}: no record has the code {code!r} that the option `codes` declares")
        rows = rows.assign(
            level=rows["level"].mask(here, target["level"]), area_code=rows["area_code"].mask(here, str(target["code"]))
        )
    return dataclasses.replace(tidy, observations=rows)


def called(table: pd.DataFrame, codes: pd.Series, source: Source) -> pd.DataFrame | None:
    """`Tidy.names`: what the table calls the areas of its own level; none where no column is declared."""
    column = source.options.get("name")
    if not column:
        return None
    own = ~codes.isin([str(code) for code in source.options.get("codes", {})]) & table[column].str.strip().ne("")
    return pd.DataFrame(
        {
            "line": table["line"][own].astype("int64"),
            "area_code": codes[own],
            "language": "en",
            "name": table[column][own].str.strip(),
            "kind": source.options.get("name_kind", "alias"),
            "cited": f"{say(source.publisher, 'en')}, {say(source.title, 'en')}",
        }
    ).reset_index(drop=True)
