"""The sheet inside a native chart, column by column, and what a chart writes of it."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from typing import NamedTuple
from xml.sax.saxutils import escape

import numpy as np
import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from evenground.look import text


class Copied(NamedTuple):
    """A cell that repeats another cell of the same sheet."""

    formula: str
    value: float

    def __float__(self) -> float:
        return self.value


class Cells:
    """The sheet inside a chart, column by column, and the references to it."""

    def __init__(self) -> None:
        self.columns: list[tuple[str, list[object]]] = []

    def add(self, heading: str, values: Sequence[object]) -> int:
        kept = [None if gone(value) else text.one_line(value) if isinstance(value, str) else value for value in values]
        self.columns.append((text.one_line(heading), kept))
        return len(self.columns) - 1

    def same(self, column: int, row: int) -> Copied:
        """A cell that repeats another: it follows when somebody edits that one."""
        return Copied(f"={xl_col_to_name(column)}{row + 2}", float(self.columns[column][1][row]))  # type: ignore[arg-type]

    def ref(self, column: int) -> str:
        letter = xl_col_to_name(column)
        return f"Sheet1!${letter}$2:${letter}${len(self.columns[column][1]) + 1}"

    def head(self, column: int) -> str:
        return f"Sheet1!${xl_col_to_name(column)}$1"

    def bytes(self) -> bytes:
        """The sheet as a workbook; text is written as text, whatever it begins with."""
        out = io.BytesIO()
        book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        sheet = book.add_worksheet("Sheet1")
        for column, (heading, values) in enumerate(self.columns):
            sheet.write_string(0, column, str(text.cell(heading)))
            for row, value in enumerate(values, start=1):
                if isinstance(value, str):
                    sheet.write_string(row, column, str(text.cell(value)))
                elif isinstance(value, Copied):
                    sheet.write_formula(row, column, value.formula, None, value.value)
                elif value is not None:
                    sheet.write_number(row, column, float(value))  # type: ignore[arg-type]
        book.close()
        return out.getvalue()

    def numbers_xml(self, column: int, code: str = "General") -> str:
        values = self.columns[column][1]
        points = "".join(f'<c:pt idx="{at}"><c:v>{float(value)!r}</c:v></c:pt>' for at, value in enumerate(values) if value is not None)
        return (
            f"<c:numRef><c:f>{self.ref(column)}</c:f><c:numCache><c:formatCode>{escape(code)}</c:formatCode>"
            f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
        )

    def words_xml(self, column: int) -> str:
        values = self.columns[column][1]
        points = "".join(f'<c:pt idx="{at}"><c:v>{escape(str(value))}</c:v></c:pt>' for at, value in enumerate(values) if value is not None)
        return f'<c:strRef><c:f>{self.ref(column)}</c:f><c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'

    def name_xml(self, column: int) -> str:
        heading = escape(self.columns[column][0])
        return (
            f"<c:tx><c:strRef><c:f>{self.head(column)}</c:f><c:strCache><c:ptCount val=\"1\"/>"
            f'<c:pt idx="0"><c:v>{heading}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        )


def gone(value: object) -> bool:
    return value is None or (isinstance(value, float | np.floating) and math.isnan(float(value)))


Drawn = tuple[Cells, str, tuple[int, ...] | None]
"""The sheet of a chart, its plot, and which series its legend leaves out; None for no legend."""
