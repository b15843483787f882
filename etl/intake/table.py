"""The one way to open a table: delimited text or workbook, by its bytes and its name together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from etl import limited
from etl.intake.csv_table import read_csv
from etl.intake.outcome import Cells, Declared, Refused
from etl.intake.sniff import TAKEN, kind_of

WORKBOOK_LIMITS = limited.Limits(seconds=60, cpu_seconds=60, memory=512 << 20)


def open_table(path: Path | str, declared: Declared | dict[str, Any] | None = None) -> Cells:
    """A table of text cells with the line of each record, what was rejected and what was repaired.

    Delimited text is read here, in time and memory that grow with its size; a workbook in a limited child process.

    Raises
    ------
    Refused
        If the file as a whole cannot be used: reason and remedy.
    """
    path, declared = Path(path), Declared.of(declared)
    kind = kind_of(path)
    if kind == "csv":
        return read_csv(path, declared)
    if kind not in ("xlsx", "xls", "ods"):
        raise Refused(f"a file of kind {kind} is not a table", f"give a table as {TAKEN}")
    from etl.intake import workbook, workbook_old  # their parsers are needed for workbooks only

    reader = workbook.read_xlsx if kind == "xlsx" else workbook_old.read_old
    try:
        return limited.run(reader, path, declared, limits=WORKBOOK_LIMITS)
    except limited.TooCostly as costly:
        raise Refused(f"reading the workbook {costly}", "give the table as CSV, or a smaller workbook") from costly
    except limited.Crashed as crashed:
        raise Refused(f"the workbook cannot be read: {crashed}", "give the table as CSV") from crashed
