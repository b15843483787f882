"""What no reader's choice changes, joined and numbered from the other tables of a release while it is written."""

from __future__ import annotations

import duckdb

from evenground.catalog.outreach import vocabulary
from evenground.warehouse.ask import text

MARTS = ("word", "engagement", "kind", "session", "answer", "setting", "trait")


def fill_marts(writer: duckdb.DuckDBPyConnection) -> None:
    """Fill the `mart_` tables from the tables of the log; a release without a log, or for the public, leaves them empty.

    Every share of every engagement that reaches residents stands in exactly one row of `mart_session`, so that sums over
    areas, over settings with people of their own and over what visits no area are the log's totals.
    """
    if writer.execute("select count(*) from release where audience = 'public'").fetchone()[0]:
        return
    words = {
        "reaching": [one.id for one in vocabulary().types if one.is_outreach],
        "own": [one.id for one in vocabulary().settings if one.own_population],
        "nowhere": [one.id for one in vocabulary().settings if one.visits_no_area],
    }
    writer.execute(text("fill_mart_numbered"))
    writer.execute(text("fill_mart_outreach"), words)
    for mart in MARTS:
        writer.execute(text(f"fill_mart_{mart}"))
    writer.execute("drop table temp.outreach; drop table temp.numbered")
