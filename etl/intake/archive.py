"""Zip archives, judged by their directory before a byte is inflated."""

from __future__ import annotations

import posixpath
import re
import stat
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path
from xml.parsers import expat

from etl.intake.outcome import Refused

MOST_ENTRIES = 200
MOST_BYTES = 200 << 20
MOST_RATIO = 100
SMALL = 1 << 20  # below this an entry may compress as well as it likes
_ARCHIVES = (".zip", ".gz", ".tgz", ".bz2", ".xz", ".7z", ".rar", ".tar", ".zst", ".jar")
_ARCHIVE_MAGIC = (b"PK\x03\x04", b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"7z\xbc\xaf", b"Rar!", b"\x28\xb5\x2f\xfd")
AGAIN = "pack the files again with a common zip program"


def open_zip(path: Path) -> zipfile.ZipFile:
    """The archive, once its directory has been found harmless and every entry's checksum right."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as broken:
        raise Refused(f"not a readable archive ({broken})", "fetch or export the file again") from broken
    try:
        _judge(archive, path.stat().st_size)
        _check_contents(archive)
    except BaseException:
        archive.close()
        raise
    return archive


def _judge(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    if len(entries) > MOST_ENTRIES:
        raise Refused(f"the archive has {len(entries):,} entries, more than {MOST_ENTRIES}", AGAIN)
    total = sum(entry.file_size for entry in entries)
    if total > MOST_BYTES:
        raise Refused(f"the archive would inflate to {total >> 20:,} MB, more than {MOST_BYTES >> 20}", AGAIN)
    seen: set[str] = set()
    for entry in entries:
        _judge_entry(entry)
        if entry.filename.lower() in seen:
            raise Refused(f"the archive holds {_shown(entry.filename)} twice", AGAIN)
        seen.add(entry.filename.lower())


def _judge_entry(entry: zipfile.ZipInfo) -> None:
    name = entry.orig_filename.replace("\\", "/")
    if (
        name.startswith("/")
        or ".." in posixpath.normpath(name).split("/")
        or re.match(r"[A-Za-z]:", name)
        or "\x00" in name
    ):
        raise Refused(f"the archive names a file outside its folder: {_shown(name)}", AGAIN)
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(f"the archive holds a link: {_shown(name)}", AGAIN)
    if entry.flag_bits & 1:
        raise Refused("the archive is protected by a password", "send it without one")
    if entry.file_size > max(SMALL, MOST_RATIO * max(1, entry.compress_size)):
        ratio = entry.file_size // max(1, entry.compress_size)
        raise Refused(f"{_shown(name)} would inflate {ratio:,} times, more than {MOST_RATIO}", AGAIN)
    if name.lower().endswith(_ARCHIVES):
        raise Refused(f"the archive holds another archive: {_shown(name)}", "give the inner files in one archive")


def _check_contents(archive: zipfile.ZipFile) -> None:
    """Inflate each entry once, counting; the checksum is compared at its end."""
    for entry in archive.infolist():
        if entry.is_dir():
            continue
        try:
            with archive.open(entry) as packed:
                head = packed.read(1 << 16)
                if head.startswith(_ARCHIVE_MAGIC):
                    raise Refused(
                        f"the archive holds another archive: {_shown(entry.filename)}",
                        "give the inner files in one archive",
                    )
                while packed.read(1 << 20):
                    pass
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as broken:
            reason = "checksum" if "CRC" in str(broken) else "damaged"
            raise Refused(
                f"{reason}: {_shown(entry.filename)} cannot be unpacked ({broken})", "fetch the file again"
            ) from broken


def _shown(name: str) -> str:
    return repr(name[:60])


def parse_xml(file, start: Callable, end: Callable | None = None, text: Callable | None = None) -> None:
    """Run expat over a file; a document type (and with it every entity) is refused, nothing outside is read."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text

    def refuse(*_: object) -> None:
        raise Refused(
            "entity or DTD: the XML inside declares a document type", "save the file again from a spreadsheet program"
        )

    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = refuse
    try:
        parser.ParseFile(file)
    except expat.ExpatError as broken:
        raise Refused(f"the XML inside is broken ({broken})", "save the file again") from broken
