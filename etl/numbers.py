"""Numbers and intervals as publishers write them, cell by cell: a cell is a number, a declared mark, or wrong."""

from __future__ import annotations

import pandas as pd

PLAIN = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
THOUSANDS = r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]*)?"
INTERVAL = r"\(?\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*,\s*([+-]?[0-9]+(?:\.[0-9]+)?)\s*\)?"


def read_numbers(cells: pd.Series, marks: dict[str, str], thousands: bool = False) -> pd.DataFrame:
    """`number`, `status`, `symbol` and `wrong` of each cell; a cell is a number, a declared mark, or wrong.

    With `thousands`, commas may stand between groups of three digits and nowhere else.
    """
    text = cells.str.strip()
    grouped = text.str.fullmatch(THOUSANDS) if thousands else pd.Series(False, index=text.index)
    plain = text.where(~grouped, text.str.replace(",", ""))
    numeric = plain.str.fullmatch(PLAIN)
    number = pd.to_numeric(plain.where(numeric), errors="coerce").astype("float64")
    status = text.map(marks)
    # publishers write one missing code in many ways: -999, -999.0, -999.0000
    for mark, meaning in marks.items():
        if pd.Series([mark]).str.fullmatch(PLAIN).iloc[0]:
            status = status.where(number.ne(float(mark)), meaning)
    is_mark = status.notna()
    return pd.DataFrame(
        {
            "number": number.where(~is_mark),
            "status": status.where(is_mark, "published").astype("str"),
            "symbol": text.where(is_mark, "").astype("str"),
            "wrong": ~is_mark & ~numeric,
        }
    )


def read_intervals(cells: pd.Series) -> pd.DataFrame:
    """`low`, `high` and `wrong` of limits written as text in one cell, "( 9.0, 10.5)"; a blank cell is no interval."""
    text = cells.str.strip()
    limits = text.str.extract(f"^{INTERVAL}$").astype("float64")
    wrong = limits[0].isna() & text.ne("") | (limits[0] > limits[1])
    return pd.DataFrame({"low": limits[0], "high": limits[1], "wrong": wrong})
