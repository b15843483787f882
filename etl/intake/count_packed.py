"""Records of workbooks, GeoJSON and zipped shapefiles, counted without the libraries that load them.

A workbook's rows are counted in its sheet's XML by expat; GeoJSON features by a scanner of brackets and quotes; a
shapefile's by the sizes in its headers.
"""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path
from xml.parsers import expat

import numpy as np

from etl.intake.count_text import BOMS, open_bytes


class CannotCount(Exception):
    """The bytes do not say how many records there are; the message says why."""


# --- workbooks --------------------------------------------------------------------------------------------------------


def count_xlsx(path: Path, header_rows: int = 1, sheet: str | None = None) -> int:
    """Rows with any content of one sheet (the first visible one unless named), less `header_rows`.

    Content is a cell with a formula or with a value other than blanks. Document type declarations are refused.
    """
    try:
        with zipfile.ZipFile(path) as book:
            part = _sheet_part(book, sheet)
            blank = _blank_strings(book)
            counter = _RowCounter(blank)
            with book.open(part) as xml:
                _parse(xml, counter.start, counter.end, counter.text)
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


def _sheet_part(book: zipfile.ZipFile, wanted: str | None) -> str:
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
    target = targets[chosen[0][1]]
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


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


# --- GeoJSON ----------------------------------------------------------------------------------------------------------

_FEATURES_KEY = re.compile(rb'"features"\s*:\s*\Z')
_DEEPER = np.zeros(256, dtype=np.int8)
_DEEPER[[ord("{"), ord("[")]] = 1
_DEEPER[[ord("}"), ord("]")]] = -1
_BACKSLASH = ord("\\")
STEP = 1 << 23


def count_geojson(path: Path, header_rows: int = 0) -> int:
    """Features of a GeoJSON text: objects directly inside the array `features` of the outermost object.

    A lone Feature or geometry is one. Works on brackets outside strings; `header_rows` has no meaning here.
    """
    with open_bytes(path) as file:
        text = file.read()
    mark, encoding = next(((m, name) for m, name in BOMS if text.startswith(m)), (b"", None))
    text = text[len(mark) :]
    if encoding:
        text = text.decode(encoding, "replace").encode("utf-8", "replace")
    if not text.lstrip().startswith(b"{"):
        raise CannotCount(f"{path.name}: not a GeoJSON object")
    depth, in_string, total = 0, False, 0
    in_features: list[bool] = [False]  # of each array or object opened inside the outermost object, in order
    for start in range(0, len(text), STEP):
        codes = np.frombuffer(text, dtype=np.uint8, count=min(STEP, len(text) - start), offset=start)
        quotes = _quotes(text, codes, start)
        at = np.flatnonzero(_DEEPER[codes])
        at = at[(np.searchsorted(quotes, at) + in_string) % 2 == 0]
        levels = depth + np.cumsum(_DEEPER[codes[at]], dtype=np.int64)
        opens = _DEEPER[codes[at]] == 1
        members = at[opens & (levels == 2)]
        known = len(in_features) - 1
        in_features += [text[start + m] == ord("[") and _is_features(text, start + m) for m in members.tolist()]
        objects = at[opens & (codes[at] == ord("{")) & (levels == 3)]
        total += int(np.array(in_features)[known + np.searchsorted(members, objects)].sum())
        depth = int(levels[-1]) if len(levels) else depth
        in_string ^= bool(len(quotes) % 2)
    return total if any(in_features) else 1


def _is_features(text: bytes, array: int) -> bool:
    return _FEATURES_KEY.search(text, max(0, array - 200), array) is not None


def _quotes(text: bytes, codes: np.ndarray, start: int) -> np.ndarray:
    """Positions in `codes` of quotes that open or close a string; one behind an odd run of backslashes does neither."""
    quotes = np.flatnonzero(codes == ord('"'))
    behind = codes[np.maximum(quotes - 1, 0)] == _BACKSLASH
    behind |= quotes == 0  # the byte before may be in the step before
    escaped = [i for i in np.flatnonzero(behind) if _backslashes(text, start + int(quotes[i])) % 2]
    return np.delete(quotes, escaped)


def _backslashes(text: bytes, quote: int) -> int:
    run = 0
    while quote - run > 0 and text[quote - run - 1] == _BACKSLASH:
        run += 1
    return run


# --- shapefiles in a zip ----------------------------------------------------------------------------------------------


def count_shapefile_zip(path: Path, header_rows: int = 0) -> int:
    """Records of the one shapefile in a zip, from its `.shx` and its `.dbf` header; both must agree if both are there."""
    try:
        with zipfile.ZipFile(path) as folder:
            counts = {
                "shx": [_shx_records(folder, name) for name in _members(folder, ".shx")],
                "dbf": [_dbf_records(folder, name) for name in _members(folder, ".dbf")],
            }
    except (zipfile.BadZipFile, struct.error, OSError, EOFError, NotImplementedError) as broken:
        raise CannotCount(f"{path.name}: not a readable zip of a shapefile ({broken})") from broken
    if max(len(counts["shx"]), len(counts["dbf"])) > 1:
        raise CannotCount(f"{path.name}: more than one shapefile in the zip; keep one")
    said = {number for numbers in counts.values() for number in numbers}
    if len(said) != 1:
        raise CannotCount(
            f"{path.name}: the index says {counts['shx'] or 'nothing'} shapes and the table {counts['dbf'] or 'nothing'}"
            " records; ask the publisher for a whole copy"
        )
    return said.pop()


def _members(folder: zipfile.ZipFile, extension: str) -> list[str]:
    return [n for n in folder.namelist() if n.lower().endswith(extension) and not n.startswith("__MACOSX/")]


def _shx_records(folder: zipfile.ZipFile, name: str) -> int:
    return (folder.getinfo(name).file_size - 100) // 8  # 100 bytes of header, 8 for each shape


def _dbf_records(folder: zipfile.ZipFile, name: str) -> int:
    with folder.open(name) as table:
        return struct.unpack("<4xI", table.read(8))[0]
