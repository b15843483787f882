"""From text cells of a tidy table to observations: columns placed, rules tried; a hint where the header stands lower."""

from __future__ import annotations

from collections.abc import Collection

from etl.intake.columns import header_below, place_columns
from etl.intake.observations import read_observations
from etl.intake.observed import Observed
from etl.intake.outcome import NOTHING_DECLARED, Cells, Declared, Refused

LOOKED_AT = 30


def read_tidy(
    cells: Cells,
    declared: Declared = NOTHING_DECLARED,
    *,
    known_areas: Collection[str] | None = None,
    indicator: str | None = None,
    period: str | None = None,
    named: Collection[str] = (),
) -> Observed:
    """See `read_observations`. Raises `Refused` where the columns are not those of the layout."""
    try:
        places = place_columns(cells.columns, "observations", declared)
        return read_observations(
            cells, places, declared, known_areas=known_areas, indicator=indicator, period=period, named=named
        )
    except Refused as refused:
        top = cells.table.slice(0, LOOKED_AT)
        records = list(zip(*(column.to_pylist() for column in top.columns), strict=True))
        hint = header_below([list(record) for record in records], cells.lines[:LOOKED_AT].tolist())
        raise Refused(refused.reason, hint + refused.remedy) from refused
