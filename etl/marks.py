"""Cells as text to numbers with a reason: what is not a number is a mark that its source declares.

A source declares the marks of its publisher as options: `withheld: [x]`, `not_applicable: ["..."]`, `not_reported: [""]`.
A cell that is neither a number nor a declared mark means that the file is no longer the one that was declared.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from etl.contract import SourceChanged
from evenground.catalog.source import Source

MARKS = {"withheld": "suppressed", "not_applicable": "not_applicable", "not_reported": "not_reported"}


def declared_marks(source: Source) -> dict[str, str]:
    """The publisher's marks and the status each stands for, from the source's options."""
    return {str(mark): status for option, status in MARKS.items() for mark in source.options.get(option, [])}


def read_cells(text: pd.Series, marks: dict[str, str], where: str) -> pd.DataFrame:
    """`number`, `status` and `symbol` of each cell, on the index of `text`; no number is changed.

    Raises
    ------
    SourceChanged
        If a cell holds neither a number nor a declared mark; the message counts them and shows the first.
    """
    cell = text.str.strip()
    status = cell.map(marks)
    is_mark = status.notna()
    number = pd.to_numeric(cell.where(~is_mark), errors="coerce")
    unknown = ~is_mark & ~np.isfinite(number.astype("float64"))
    if unknown.any():
        raise SourceChanged(
            f"{where}: {int(unknown.sum())} cells are neither a number nor a declared mark (first: {cell[unknown].iloc[0]!r});"
            " declare the mark as withheld, not_applicable or not_reported, or correct the file"
        )
    return pd.DataFrame(
        {
            "number": number.astype("float64"),
            "status": status.where(is_mark, "published").astype("str"),
            "symbol": cell.where(is_mark, "").astype("str"),
        }
    )
