"""A table downloaded from data.census.gov: one row an area, and two rows of headers.

Publisher   United States Census Bureau; public domain
Grain       one row per area
Quirks      the first header holds codes (S2701_C05_012E), the second their words, beginning with "id"; the key has a prefix
            that says the level (0500000US29095), which the level cuts off; margins stand in columns that end with M
Options     labels: {code: words}, what the second header must say of each column in use
"""

from __future__ import annotations

from pathlib import Path

from etl.contract import Published, SourceChanged, Tidy
from etl.csv_records import read_csv_records
from etl.wide import measured, scoped, used_columns
from evenground.catalog.source import Source

COUNT = "csv"
HEADER_ROWS = 2
KEY = "GEO_ID"


def read(path: Path, source: Source) -> Published:
    """The records below both headers; the words of the second are kept in `notes` as "code: words".

    Raises
    ------
    SourceChanged
        If the second row is not the header of words.
    """
    whole = read_csv_records(path, encoding=source.encoding).table
    if KEY not in whole or whole.empty or whole[KEY].iloc[0].strip().lower() not in ("id", "geography"):
        raise SourceChanged(f"{source.id}: {path.name} has no second header that begins with 'id' under {KEY}")
    words = whole.iloc[0]
    notes = tuple(f"{name}: {words[name]}" for name in whole if name not in ("line", "cells"))
    return Published(whole.iloc[1:].reset_index(drop=True), notes)


def tidy(published: Published, source: Source) -> Tidy:
    """One observation per area and measure, after checking that each column still means what was declared."""
    inside = scoped(published, source, (KEY,), options=("labels",))
    said = dict(note.split(": ", 1) for note in published.notes)
    labels = source.options.get("labels", {})
    for name in sorted(used_columns(source)):
        if said[name] != labels.get(name):
            raise SourceChanged(
                f"{source.id}: column {name} says {said[name]!r}; it was declared as {labels.get(name)!r}"
            )
    return measured(inside, inside.table[KEY], source)
