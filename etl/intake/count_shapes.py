"""Features of a GeoJSON, counted by brackets and quotes, and records of a zipped shapefile, by the sizes in its headers."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path

import numpy as np

from etl.intake.count_text import BOMS, CannotCount, open_bytes

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
