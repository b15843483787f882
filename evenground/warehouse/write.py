"""The writers' door: a new release file from whole tables. Only builds and `publish` use it."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pandas as pd
import pyarrow as pa

from evenground.warehouse.ask import connection
from evenground.warehouse.marts import fill_marts

SCHEMA = Path(__file__).with_name("schema.sql")
SCHEMA_VERSION = 5
STORAGE = "v1.5.0"
"""Format of the file: what is written with it packs text in half the time of the oldest, which DuckDB still takes by default."""
ROWS_AT_A_TIME = 122_880
"""A row group of DuckDB: tables that come in such pieces are written by all cores."""


class WrongTable(Exception):
    """A table does not fit the schema; the build must not go on."""


def write_release(path: Path, tables: dict[str, pd.DataFrame]) -> None:
    """Write a database with the schema and `tables`, in one transaction, and leave it checkpointed.

    Columns are matched by name; one that the schema lacks is an error, one that a table lacks is empty.
    """
    with duckdb.connect(str(path), config={"storage_compatibility_version": STORAGE}) as writer:
        writer.execute(SCHEMA.read_text(encoding="utf-8"))
        writer.begin()
        for name, table in tables.items():
            _fill(writer, name, table)
        fill_marts(writer)
        writer.commit()
        writer.execute("checkpoint")


def _fill(writer: duckdb.DuckDBPyConnection, name: str, table: pd.DataFrame) -> None:
    known = {row[0] for row in writer.execute(f"describe {name}").fetchall()}
    unknown = [column for column in table.columns if column not in known]
    if unknown:
        raise WrongTable(f"{name}: no column {unknown[0]!r} in schema.sql; it has {', '.join(sorted(known))}")
    if table.empty:
        return
    columns = ", ".join(table.columns)
    try:
        writer.register("incoming", _pieces(table))
        writer.execute(f"insert into {name} ({columns}) select {columns} from incoming")
    except (duckdb.ConstraintException, duckdb.ConversionException, pa.ArrowInvalid, pa.ArrowTypeError) as refused:
        raise WrongTable(f"{name}: {refused}") from refused
    finally:
        writer.unregister("incoming")


def _pieces(table: pd.DataFrame) -> pa.Table:
    """The table in Arrow's form, which shares its text with pandas; objects row by row would take several times as long."""
    whole = pa.Table.from_pandas(table, preserve_index=False)
    return pa.Table.from_batches(whole.to_batches(max_chunksize=ROWS_AT_A_TIME), schema=whole.schema)


def read_tables(path: Path) -> dict[str, pd.DataFrame]:
    """Every table of a release, for `publish` and for tests that compare two builds."""
    cursor = connection(path).cursor()
    names = [row[0] for row in cursor.execute("select table_name from duckdb_tables() order by 1").fetchall()]
    return {name: cursor.execute(f"select * from {name}").df() for name in names}
