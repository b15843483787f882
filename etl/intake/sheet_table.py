"""Rows of a sheet gathered into a table of text cells, whatever kind of workbook they come from."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from etl.intake.header import MOST_COLUMNS, check_names
from etl.intake.outcome import Cells, Declared, Refused, Rejects
from etl.intake.xlsx_sheet import ERROR, LONGEST_CELL, NO_VALUE, Row

RECORD = "(record)"


class SheetTable:
    """Gathers rows: what stands above the header, the header, the records."""

    def __init__(self, declared: Declared) -> None:
        self.declared = declared
        self.names: list[str] = []
        self.header_row = 0
        self.title_rows: list[int] = []
        self.rows: list[list[str]] = []
        self.lines: list[int] = []
        self.rejects = Rejects()
        self.faults: dict[tuple[str, str, str], list[tuple[int, str]]] = {}
        self.numeric: dict[int, int] = {}

    def take(self, row: Row) -> None:
        if not self.names:
            self._header(row)
        else:
            self._record(row)

    def _header(self, row: Row) -> None:
        if row.number < self.declared.header_line:
            self.title_rows.append(row.number)
            return
        width = max(row.cells, default=0) + 1
        if width > MOST_COLUMNS:
            raise Refused(
                f"the header on row {row.number} reaches column {width:,}, more than {MOST_COLUMNS}",
                "keep the columns that are needed",
            )
        self.names = check_names([row.cells.get(column, "") for column in range(width)], row.number)
        self.header_row = row.number

    def _record(self, row: Row) -> None:
        width = len(self.names)
        beyond = [column for column in row.cells if column >= width]
        fault = next(iter(sorted(row.faults.items())), None)
        if beyond:
            self._fault(
                row,
                RECORD,
                f"column {beyond[0] + 1}",
                "a cell lies beyond the header's columns",
                "clear it, or give its column a name",
            )
        elif fault and fault[1] == NO_VALUE:
            self._fault(
                row,
                self._name(fault[0]),
                "",
                "a formula without a stored value",
                "open and save it in a spreadsheet program, or paste values",
            )
        elif fault and fault[1] == ERROR:
            self._fault(
                row,
                self._name(fault[0]),
                row.cells.get(fault[0], ""),
                "an error of the spreadsheet stands in a cell",
                "correct the formula",
            )
        elif max(map(len, row.cells.values())) > LONGEST_CELL:
            self._fault(row, RECORD, "", f"a cell is longer than {LONGEST_CELL:,} characters", "shorten it")
        else:
            self.rows.append([row.cells.get(column, "") for column in range(width)])
            self.lines.append(row.number)
            for column in row.numeric:
                self.numeric[column] = self.numeric.get(column, 0) + 1

    def _name(self, column: int) -> str:
        return self.names[column] if column < len(self.names) else RECORD

    def _fault(self, row: Row, column: str, value: str, reason: str, remedy: str) -> None:
        self.faults.setdefault((column, reason, remedy), []).append((row.number, value))

    def finished(self) -> Cells:
        if not self.names:
            raise Refused("there is no header", "give the sheet a row of column names and records below it")
        for (column, reason, remedy), found in self.faults.items():
            self.rejects.add([line for line, _ in found], column, [value for _, value in found], reason, remedy)
        if not self.rows and not self.faults:
            raise Refused("there are no records below the header", "give it at least one record")
        arrays = {
            str(i): pa.array([row[i] for row in self.rows], pa.string()).dictionary_encode()
            for i in range(len(self.names))
        }
        return Cells(
            self.names, pa.table(arrays), np.array(self.lines, dtype="int64"), self.rejects, title_lines=self.title_rows,
            numeric_cells=self.numeric,
        )  # fmt: skip
