"""Rows of a workbook's sheet, counted in its XML by expat, without the code that loads it."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.parsers import expat

from etl.intake.count_text import CannotCount


def count_xlsx(path: Path, header_rows: int = 1, sheet: str | None = None) -> int:
    """Rows with any content of one sheet (the first visible one that has any, unless named), less `header_rows`.

    Content is a cell with a formula or with a value other than blanks. Document type declarations are refused.
    """
    try:
        with zipfile.ZipFile(path) as book:
            blank = _blank_strings(book)
            for part in _sheet_parts(book, sheet):
                counter = _RowCounter(blank)
                with book.open(part) as xml:
                    _parse(xml, counter.start, counter.end, counter.text)
                if counter.rows:
                    break
    except (zipfile.BadZipFile, KeyError, expat.ExpatError, OSError, EOFError, ValueError) as broken:
        raise CannotCount(f"{path.name}: not a readable workbook ({broken})") from broken
    return max(0, counter.rows - header_rows)


def _parse(xml, start, end=None, text=None) -> None:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text

    def refuse(*_: object) -> None:
        raise CannotCount("the workbook's XML declares a document type; save it again from a spreadsheet program")

    parser.StartDoctypeDeclHandler = refuse
    parser.ParseFile(xml)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _sheet_parts(book: zipfile.ZipFile, wanted: str | None) -> list[str]:
    sheets: list[tuple[str, str, bool]] = []
    targets: dict[str, str] = {}

    def sheet_start(name: str, has: dict[str, str]) -> None:
        if _local(name) == "sheet":
            relation = next((value for key, value in has.items() if _local(key) == "id"), "")
            sheets.append((has.get("name", ""), relation, has.get("state", "visible") == "visible"))

    def relation_start(name: str, has: dict[str, str]) -> None:
        if _local(name) == "Relationship":
            targets[has.get("Id", "")] = has.get("Target", "")

    with book.open("xl/workbook.xml") as xml:
        _parse(xml, sheet_start)
    with book.open("xl/_rels/workbook.xml.rels") as xml:
        _parse(xml, relation_start)
    chosen = [s for s in sheets if (s[0] == wanted if wanted is not None else s[2])]
    if not chosen:
        raise CannotCount(f"no {'visible sheet' if wanted is None else f'sheet {wanted!r}'} in the workbook")
    found = [targets[relation] for _, relation, _ in chosen]
    return [target.lstrip("/") if target.startswith("/") else f"xl/{target}" for target in found]


def _blank_strings(book: zipfile.ZipFile) -> set[str]:
    """Positions, as text, of shared strings that hold nothing but blanks."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return set()
    blank: set[str] = set()
    at, filled, inside = -1, False, False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal at, filled, inside
        if _local(name) == "si":
            at, filled = at + 1, False
        inside = _local(name) == "t"

    def end(name: str) -> None:
        nonlocal inside
        inside = False
        if _local(name) == "si" and not filled:
            blank.add(str(at))

    def text(words: str) -> None:
        nonlocal filled
        filled = filled or (inside and bool(words.strip()))

    with book.open("xl/sharedStrings.xml") as xml:
        _parse(xml, start, end, text)
    return blank


class _RowCounter:
    """Counts `row` elements in which some cell has content."""

    def __init__(self, blank_strings: set[str]) -> None:
        self.rows = 0
        self.blank_strings = blank_strings
        self.row_filled = self.inside = False
        self.cell_kind = self.words = ""

    def start(self, name: str, has: dict[str, str]) -> None:
        match _local(name):
            case "row":
                self.row_filled = False
            case "c":
                self.cell_kind, self.words = has.get("t", "n"), ""
            case "v" | "t":
                self.inside = True
            case "f":
                self.row_filled = True

    def end(self, name: str) -> None:
        match _local(name):
            case "v" | "t":
                self.inside = False
            case "c":
                said = self.words.strip()
                self.row_filled |= bool(said) and not (self.cell_kind == "s" and said in self.blank_strings)
            case "row":
                self.rows += self.row_filled

    def text(self, words: str) -> None:
        if self.inside:
            self.words += words
