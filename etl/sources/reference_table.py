"""A table that people read beside the figures and that gives none: a dictionary, definitions, a copy of loaded figures.

Grain       one record of the publisher's table
Quirks      nothing is loaded; the file is still counted, checked and listed, so that its place among the sources is known
Options     selector: why its records are not loaded, in words; columns: the header the file must have
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import ragged, read_csv_records
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 1


def read(path: Path, source: Source) -> Published:
    return read_csv_records(path, encoding=source.encoding)


def tidy(published: Published, source: Source) -> Tidy:
    """Every record out of scope by the declared selector; a record with another number of cells is rejected."""
    if source.measures:
        raise SourceChanged(f"{source.id}: a reference table gives no figures; remove its measures")
    header = [name for name in published.table if name not in ("line", "cells")]
    if header != source.options["columns"]:
        raise SourceChanged(f"{source.id}: the header is {header}; {source.options['columns']} was declared")
    rejected = ragged(published)
    kept = sorted(set(published.table["line"]) - set(rejected["line"]))
    return Tidy(rejected=rejected, out_of_scope={source.options["selector"]: [int(line) for line in kept]})
