"""Mappings: how a file that is not the template becomes one. A partner's own layout is one small YAML file."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from evenground.catalog.declaration import DeclarationError, Declared, Identifier, Text, read_declaration
from evenground.catalog.template import template

FOLDER = Path(__file__).resolve().parents[2] / "data" / "outreach" / "mappings"


class CountColumn(Declared):
    """A published column that counts people who gave one answer to one question."""

    column: str
    question: Identifier
    answer: Literal["yes", "no", "unknown"] = "yes"


class Mapping(Declared):
    """How a published layout is read as a sheet of the template."""

    id: Identifier
    name: Text
    about: Text
    sheet: Identifier = "engagements"
    recognise: tuple[str, ...] = ()
    """Published columns that together show this layout; without any it is used only where it is named."""
    worksheet: str | None = None
    header_line: int = 1
    """Line or row of the column names; what stands above is titles."""
    encoding: str | None = None
    delimiter: str | None = None
    dates: Literal["", "dmy", "mdy", "ymd", "excel"] = ""
    """Order of day and month. Without it, a day that can be read two ways is rejected."""
    decimal: Literal["", "point", "comma"] = ""
    group_mark: str = ""
    """What divides a question from the group it stands in: `session/date` is the question `date` under `/`."""
    columns: dict[str, str] = {}
    """Published column -> ours. Columns that already bear a name or alias of the template need no line."""
    constants: dict[str, str] = {}
    """Ours -> the value where the file has none."""
    values: dict[str, dict[str, str]] = {}
    """Ours -> published value -> ours."""
    counts: tuple[CountColumn, ...] = ()
    flags: dict[str, str] = {}
    """Ours -> how the columns of a question with several answers begin, one column an answer: `languages___`."""
    patterns: dict[str, str] = {}
    """Ours -> a regular expression; what its first group finds in the cell is the value."""
    area_splits: str = ""
    """A regular expression of what divides areas in one cell, beside `;`."""
    list_splits: str = ""
    """A regular expression of what divides the answers of a question with several, beside `;`: spaces in some exports."""

    @model_validator(mode="after")
    def _names_our_columns(self) -> Mapping:
        known = {column.id for column in template().sheet(self.sheet).columns}
        named = {*self.columns.values(), *self.constants, *self.values, *self.flags, *self.patterns}
        strange = sorted(named - known)
        if strange:
            raise ValueError(f"{self.id}: {strange[0]!r} is no column of the sheet {self.sheet}")
        return self


@lru_cache
def common_mappings() -> dict[str, Mapping]:
    """The mappings that ship with the product, by id."""
    return mappings_in(FOLDER)


def mappings_in(*folders: Path) -> dict[str, Mapping]:
    """Mappings in folders; a later folder's takes the place of an earlier one of the same id."""
    found: dict[str, Mapping] = {}
    for folder in folders:
        for file in sorted(folder.glob("*.yml")):
            mapping = read_declaration(Mapping, file)
            if mapping.id != file.stem:
                raise DeclarationError(f"{file}: id {mapping.id!r} is not the file's name; rename one of them")
            found[mapping.id] = mapping
    return found
