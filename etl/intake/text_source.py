"""A text file as UTF-8 bytes, page by page: inflated, its encoding declared or told by its own mark, never guessed.

What cannot be decoded becomes U+FFFD, which the reader of records rejects record by record.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from etl.intake.outcome import Refused

PAGE = 1 << 23
MOST_BYTES = 4 << 30
MOST_INFLATED = 2 << 30
MOST_RATIO = 250
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "iso-8859-1", "iso8859-15", "cp850", "mac-roman")
REPLACEMENT = "\ufffd".encode()
_MARKS = (  # the longer mark first: UTF-32's begins as UTF-16's does
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_UTF8_SHAPED = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CUT_SHORT = re.compile(rb"[\xc2-\xdf]\Z|[\xe0-\xef][\x80-\xbf]?\Z|[\xf0-\xf4][\x80-\xbf]{0,2}\Z")


class TextSource:
    """The bytes of one text file. After reading, `encoding` and `seen_utf8` say what they were."""

    def __init__(self, path: Path, declared: str | None = None) -> None:
        self.path = path
        self.declared = _known(declared)
        self.encoding = "utf-8"
        self.marked = False
        self.seen_utf8 = False
        """Whether any sequence of bytes beyond ASCII has the form of UTF-8."""

    def pages(self) -> Iterator[bytes]:
        """Valid UTF-8 without a byte-order mark; NUL and 0x1A after the end of the text are left out."""
        waiting, decoder, is_first = b"", None, True
        for raw in self._raw():
            if is_first:
                mark, self.encoding = self._encoding(raw)
                raw, is_first, self.marked = raw[len(mark) :], False, bool(mark)
                if self.encoding != "utf-8":
                    decoder = codecs.getincrementaldecoder(self.encoding)("replace")
            page = waiting + (decoder.decode(raw).encode("utf-8", "replace") if decoder else raw)
            kept = page.rstrip(b"\x00\x1a")
            short = None if decoder or len(kept) < len(page) else _CUT_SHORT.search(kept, max(0, len(kept) - 4))
            kept = kept[: short.start()] if short else kept
            waiting = page[len(kept) :]
            if kept:
                yield kept if decoder else self._valid(kept)
        left = waiting.rstrip(b"\x00\x1a")
        if left:
            yield self._valid(left)
        if is_first:
            raise Refused("the file is empty", "give it a header and records")

    def _valid(self, page: bytes) -> bytes:
        if page.isascii():
            return page
        try:
            page.decode("utf-8")
            self.seen_utf8 = True
            return page
        except UnicodeDecodeError:
            self.seen_utf8 |= _UTF8_SHAPED.search(page) is not None
            return page.decode("utf-8", "replace").encode("utf-8")

    def _encoding(self, first: bytes) -> tuple[bytes, str]:
        for mark, encoding in _MARKS:
            if first.startswith(mark):
                return mark, encoding
        head = first.rstrip(b"\x00")[:4000]
        if head.count(0) * 3 > len(head):
            raise Refused("the text looks like UTF-16 without a byte-order mark", "save it as UTF-8")
        return b"", self.declared or "utf-8"

    def _raw(self) -> Iterator[bytes]:
        size = self.path.stat().st_size
        if size > MOST_BYTES:
            raise Refused(f"the file has {size:,} bytes, more than {MOST_BYTES:,}", "split it")
        with open(self.path, "rb") as plain:
            is_gzip = plain.read(2) == b"\x1f\x8b"
            plain.seek(0)
            yield from self._inflated(plain, size) if is_gzip else iter(lambda: plain.read(PAGE), b"")

    def _inflated(self, plain: IO[bytes], size: int) -> Iterator[bytes]:
        total = 0
        try:
            with gzip.open(plain, "rb") as inflating:
                while piece := inflating.read(PAGE):
                    total += len(piece)
                    if total > MOST_INFLATED or total > max(1 << 20, MOST_RATIO * size):
                        raise Refused("the gzip inflates beyond reason", "send the file as it is, not packed")
                    yield piece
        except (gzip.BadGzipFile, EOFError, zlib.error) as broken:
            raise Refused(f"the gzip is damaged ({broken})", "fetch the file again") from broken


def _known(encoding: str | None) -> str | None:
    if encoding is None:
        return None
    plain = encoding.lower().replace("_", "-").replace("iso-8859-15", "iso8859-15")
    other = {
        "utf-8-sig": "utf-8",
        "utf8": "utf-8",
        "latin-1": "iso-8859-1",
        "latin1": "iso-8859-1",
        "windows-1252": "cp1252",
    }
    plain = other.get(plain, plain)
    if plain not in ENCODINGS:
        raise Refused(f"encoding {encoding!r} is not known here", f"declare one of {', '.join(ENCODINGS)}")
    return plain
