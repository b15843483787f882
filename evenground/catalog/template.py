"""The template of the outreach log: its sheets, their columns and how a cell of each is read.

One declaration, `data/outreach/template.yml`, drives validation, the documentation and the file that people download.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import model_validator

from evenground.catalog.declaration import Declared, Identifier, Text, read_declaration
from evenground.catalog.outreach import Word, vocabulary

FILE = Path(__file__).resolve().parents[2] / "data" / "outreach" / "template.yml"

Kind = Literal[
    "id", "text", "words", "choice", "choices", "list", "date", "month", "count", "number", "whole", "yes_no",
    "area", "areas", "partner", "partners", "groups",
]  # fmt: skip


class Column(Declared):
    """One column of a sheet."""

    id: Identifier
    kind: Kind
    about: Text
    required: bool = False
    of: str = ""
    """Which list of the vocabulary its values come from."""
    words: tuple[Identifier, ...] = ()
    """The values it may hold, where the vocabulary has no list of them."""
    default: str = ""
    """What an empty cell means."""
    to: str = ""
    """Column of the table that it fills, where its name is another one."""
    aliases: tuple[Identifier, ...] = ()
    """Other headers, in plain letters: lower case, words joined by `_`, without accents."""
    example: str = ""
    public: bool = True
    """False where it never leaves the working store."""

    @model_validator(mode="after")
    def _choices_are_declared(self) -> Column:
        if self.kind in ("choice", "choices") and bool(self.of) == bool(self.words):
            raise ValueError(f"{self.id}: a choice needs `of` or `words`")
        return self

    def choices(self) -> dict[str, Word | None]:
        """The values that a cell may hold, with their words where they have any."""
        if self.of:
            return {word.id: word for word in getattr(vocabulary(), self.of)}
        return dict.fromkeys(self.words)


class Sheet(Declared):
    """One sheet of the template, and the table it fills."""

    id: Identifier
    table: Identifier
    key: tuple[Identifier, ...] = ()
    """Columns that tell its rows apart."""
    name: Text
    about: Text
    columns: tuple[Column, ...]
    public: bool = True
    """False where no row of it leaves the working store."""

    def target(self, column: Column) -> str:
        """Column of the table that a column of the sheet fills."""
        in_languages = f"{column.id}_fr" in {one.id for one in self.columns}
        return column.to or (f"{column.id}_en" if in_languages else column.id)

    def column(self, column_id: str) -> Column:
        return next(column for column in self.columns if column.id == column_id)


class Template(Declared):
    sheets: tuple[Sheet, ...]

    def sheet(self, sheet_id: str) -> Sheet:
        for sheet in self.sheets:
            if sheet.id == sheet_id:
                return sheet
        raise KeyError(f"no sheet {sheet_id!r}; the template has {', '.join(one.id for one in self.sheets)}")


@lru_cache
def template() -> Template:
    """The declared template; `DeclarationError` names what cannot be used."""
    return read_declaration(Template, FILE)
