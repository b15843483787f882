"""The generic tidy layout: any indicator, brought by anybody, without code.

Publisher   whoever keeps the table; see docs/bring-your-own-data.md
Grain       one row per area, indicator, period and stratum
Quirks      none are guessed: encoding and decimal mark are declared or plain, symbols are those of `etl.intake.symbols`

Options of the source: `columns` (published name -> ours), `decimal` (point | comma), `delimiter`, `header_line`, `sheet`,
`symbols` (mark -> status), `kinds` and `per` (by indicator id, or "*"; else as the indicators declare), `area_width`, `area_prefixes`,
`fractional_counts`, `negative_values`, `periods` (first and last year of the boundaries), `ci_level` (0.95 unless given).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from etl.contract import OBSERVATION, REJECT, Published, SourceChanged, Tidy
from etl.intake.distinct import Distinct
from etl.intake.observed import NUMBERS, STATUSES, Observed
from etl.intake.outcome import Cells, Declared, Refused, Rejects
from etl.intake.read_tidy import read_tidy
from etl.intake.table import open_table
from evenground.catalog.library import indicators
from evenground.catalog.source import Source

COUNT = "table"
OPTIONS = (
    "columns", "decimal", "delimiter", "header_line", "sheet", "symbols", "kinds", "per", "area_width", "area_prefixes",
    "fractional_counts", "negative_values", "periods",
)  # fmt: skip
OTHER_OPTIONS = ("ci_level",)


@dataclass(frozen=True)
class PublishedCells(Published):
    """A published table with what its reading put aside: rejects, repairs, title rows."""

    cells: Cells | None = None


def read(path: Path, source: Source) -> PublishedCells:
    """The file as text cells. Raises `SourceChanged` where the whole file cannot be used."""
    try:
        cells = open_table(path, declared_of(source))
    except Refused as refused:
        raise SourceChanged(f"{source.id}: {refused}") from refused
    return PublishedCells(cells.frame(), tuple(cells.notes), cells)


def tidy(published: Published, source: Source) -> Tidy:
    """Observations, and each record that is none with its reason. Raises `SourceChanged` where columns are unknown."""
    cells = getattr(published, "cells", None) or cells_of(published.table)
    cells = replace(
        cells, rejects=Rejects(list(cells.rejects.parts)), repaired=dict(cells.repaired), warnings=[], notes=[]
    )
    declared = declared_of(source)
    if any(measure.value or measure.numerator or measure.where for measure in source.measures):
        raise SourceChanged(f"{source.id}: the tidy layout takes no columns from `measures`; name the indicators only")
    named = {measure.indicator for measure in source.measures}
    only = next(iter(named)) if len(named) == 1 else None
    try:
        seen = read_tidy(cells, declared, indicator=only, period=source.period, named=named)
    except Refused as refused:
        raise SourceChanged(f"{source.id}: {refused}") from refused
    return as_tidy(seen, float(source.options.get("ci_level", 0.95)), published.notes)


def declared_of(source: Source) -> Declared:
    """What the source declares of its file; an unknown option is a `SourceChanged` that names it."""
    unknown = sorted(set(source.options) - {*OPTIONS, *OTHER_OPTIONS})
    if unknown:
        known = ", ".join((*OPTIONS, *OTHER_OPTIONS))
        raise SourceChanged(f"{source.id}: unknown option {unknown[0]!r}; the tidy layout knows {known}")
    given = {name: source.options[name] for name in OPTIONS if name in source.options}
    for name in ("area_prefixes", "periods"):
        if name in given:
            given[name] = tuple(given[name])
    kinds, per = _from_catalogue({measure.indicator for measure in source.measures})
    given["kinds"], given["per"] = kinds | given.get("kinds", {}), per | given.get("per", {})
    # without a declared 8-bit encoding a byte-order mark may still say UTF-16
    encoding = None if source.encoding.startswith("utf-8") else source.encoding
    return Declared(encoding=encoding, **given)


def _from_catalogue(names: set[str]) -> tuple[dict[str, str], dict[str, float]]:
    """Kind of each declared indicator, and its multiplier where the value is numerator / denominator."""
    known = [one for name, one in indicators().items() if name in names] if names else []
    per = {one.id: one.per for one in known if one.kind in ("proportion", "rate")}
    return {one.id: one.kind for one in known}, per


def cells_of(table: pd.DataFrame) -> Cells:
    """Cells from a frame of text, as a test or another reader gives it."""
    names = [name for name in table.columns if name != "line"]
    arrays = {str(i): pa.array(table[name].astype("str"), pa.string()) for i, name in enumerate(names)}
    return Cells(names, pa.table(arrays), table["line"].to_numpy("int64"))


def as_tidy(seen: Observed, ci_level: float, notes: tuple[str, ...] = ()) -> Tidy:
    """The rows that broke no rule, as the contract's table of observations."""
    cells = seen.cells
    table = observations_table(seen, ci_level)
    return Tidy(
        observations=table.cast(_plain(table.schema)).to_pandas(split_blocks=True).astype(OBSERVATION),
        rejected=cells.rejects.table().astype(REJECT),
        out_of_scope={"title rows above the declared header": cells.title_lines} if cells.title_lines else {},
        repaired=cells.repaired,
        notes=[*notes, *cells.notes, *cells.warnings],
    )


def observations_table(seen: Observed, ci_level: float = 0.95) -> pa.Table:
    """The same as an Arrow table with the contract's columns; text that repeats stays a dictionary, as databases like it."""
    rows = None if seen.good.all() else np.flatnonzero(seen.good)
    interval = ~np.isnan(seen.numbers["ci_low"])
    texts = {
        "area_code": seen.keys["area"],
        "indicator_id": seen.keys["indicator"],
        "period_id": seen.keys["period"],
        "stratum_id": seen.keys["stratum"],
        "ci_kind": Distinct(interval.astype("int32"), np.array(["", "published"], dtype=object)),
        "status": Distinct(seen.status.astype("int32"), np.array(STATUSES, dtype=object)),
        "symbol": seen.symbol,
        "reliability": seen.reliability,
    }
    numbers = {name: seen.numbers[name] for name in NUMBERS} | {"line": seen.cells.lines}
    numbers["ci_level"] = np.where(interval, ci_level, np.nan)
    columns: dict[str, pa.Array] = {}
    for name in OBSERVATION:
        if name in numbers:
            found = numbers[name] if rows is None else numbers[name][rows]
            columns[name] = pa.array(found, from_pandas=True)  # NaN is a missing number
        else:
            text = texts.get(name) or Distinct.constant("", len(seen.good))
            columns[name] = (text if rows is None else text.take(rows)).arrow()
    return pa.table(columns)


def _plain(schema: pa.Schema) -> pa.Schema:
    return pa.schema([f.with_type(pa.large_string()) if pa.types.is_dictionary(f.type) else f for f in schema])
