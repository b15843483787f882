"""Sums that no reader's choice changes, filled from the other tables of a release while it is written."""

from __future__ import annotations

import duckdb

from evenground.catalog.outreach import vocabulary
from evenground.warehouse.ask import text


def fill_marts(writer: duckdb.DuckDBPyConnection) -> None:
    """Fill `mart_session` and `mart_answer` from the tables of the log; a release without a log leaves them empty.

    Every share of every engagement that reaches residents stands in exactly one row, so that sums over areas, over settings
    with people of their own and over what visits no area are the log's totals.
    """
    words = {
        "reaching": [one.id for one in vocabulary().types if one.is_outreach],
        "own": [one.id for one in vocabulary().settings if one.own_population],
        "nowhere": [one.id for one in vocabulary().settings if one.visits_no_area],
    }
    writer.execute(text("fill_mart_session"), words)
    writer.execute(text("fill_mart_answer"))
