"""The parts of an XLSX that tell how its sheets are read: sheets, shared strings, number formats, date system."""

from __future__ import annotations

import posixpath
import re
import zipfile
from dataclasses import dataclass, field

from etl.intake.archive import parse_xml
from etl.intake.outcome import Refused

_PERCENT_IDS = {9, 10}
_DATE_IDS = {14, 15, 16, 17, 22, 27, 30, 36, 50, 57}
_TIME_IDS = {18, 19, 20, 21, 45, 46, 47}
DATE, PERCENT, TIME, PLAIN = "date", "percent", "time", ""


def local(name: str) -> str:
    return name.rpartition(":")[2]


@dataclass
class Book:
    """What the sheets refer to."""

    sheets: list[tuple[str, str, bool]] = field(default_factory=list)
    """Name, part, visible."""
    strings: list[str] = field(default_factory=list)
    formats: list[str] = field(default_factory=list)
    """Of each cell style: date, percent, time or empty."""
    epoch_1904: bool = False
    notes: list[str] = field(default_factory=list)


def read_book(archive: zipfile.ZipFile) -> Book:
    names = set(archive.namelist())
    if "xl/workbook.xml" not in names:
        raise Refused("not an XLSX workbook: it has no xl/workbook.xml", "save it as XLSX from a spreadsheet program")
    book = Book()
    _read_workbook(archive, book, _relations(archive, names))
    if "xl/sharedStrings.xml" in names:
        _read_strings(archive, book)
    if "xl/styles.xml" in names:
        _read_styles(archive, book)
    if any("vbaproject" in name.lower() for name in names):
        book.notes.append("the workbook holds macros; they were ignored")
    if any(name.lower().startswith("xl/externallinks/") for name in names):
        book.notes.append("the workbook links to other files; none was opened")
    return book


def _relations(archive: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    targets: dict[str, str] = {}

    def start(name: str, has: dict[str, str]) -> None:
        if local(name) == "Relationship" and has.get("TargetMode") != "External":
            target = has.get("Target", "")
            targets[has.get("Id", "")] = target[1:] if target.startswith("/") else posixpath.normpath(f"xl/{target}")

    if "xl/_rels/workbook.xml.rels" in names:
        with archive.open("xl/_rels/workbook.xml.rels") as xml:
            parse_xml(xml, start)
    return targets


def _read_workbook(archive: zipfile.ZipFile, book: Book, targets: dict[str, str]) -> None:
    def start(name: str, has: dict[str, str]) -> None:
        if local(name) == "workbookPr":
            book.epoch_1904 = has.get("date1904", "0") in ("1", "true")
        elif local(name) == "sheet":
            relation = next((value for key, value in has.items() if local(key) == "id"), "")
            book.sheets.append(
                (has.get("name", ""), targets.get(relation, ""), has.get("state", "visible") == "visible")
            )

    with archive.open("xl/workbook.xml") as xml:
        parse_xml(xml, start)


def _read_strings(archive: zipfile.ZipFile, book: Book) -> None:
    parts: list[str] = []
    inside = phonetic = False

    def start(name: str, _: dict[str, str]) -> None:
        nonlocal inside, phonetic
        match local(name):
            case "si":
                parts.clear()
            case "rPh":
                phonetic = True
            case "t":
                inside = not phonetic

    def end(name: str) -> None:
        nonlocal inside, phonetic
        match local(name):
            case "si":
                book.strings.append("".join(parts))
            case "rPh":
                phonetic = False
            case "t":
                inside = False

    def text(words: str) -> None:
        if inside:
            parts.append(words)

    with archive.open("xl/sharedStrings.xml") as xml:
        parse_xml(xml, start, end, text)


def _read_styles(archive: zipfile.ZipFile, book: Book) -> None:
    codes: dict[int, str] = {}
    inside_cells = False

    def start(name: str, has: dict[str, str]) -> None:
        nonlocal inside_cells
        match local(name):
            case "numFmt":
                codes[int(has.get("numFmtId", "0"))] = has.get("formatCode", "")
            case "cellXfs":
                inside_cells = True
            case "xf" if inside_cells:
                number = int(has.get("numFmtId", "0"))
                book.formats.append(format_kind(number, codes.get(number, "")))

    def end(name: str) -> None:
        nonlocal inside_cells
        if local(name) == "cellXfs":
            inside_cells = False

    with archive.open("xl/styles.xml") as xml:
        parse_xml(xml, start, end)


def format_kind(number: int, code: str) -> str:
    """Whether a number format shows a date, a time of day or a percentage.

    >>> format_kind(14, ""), format_kind(164, "yyyy\\\\-mm"), format_kind(165, '0.0%'), format_kind(166, '"day" 0')
    ('date', 'date', 'percent', '')
    """
    bare = re.sub(r'"[^"]*"|\\.|\[[^\]]*\]', "", code).lower()
    if number in _PERCENT_IDS or "%" in bare:
        return PERCENT
    if number in _DATE_IDS or re.search("[yd]", bare):
        return DATE
    if number in _TIME_IDS or re.search("h|ss", bare):
        return TIME
    return PLAIN
