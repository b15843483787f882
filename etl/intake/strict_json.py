"""JSON by the letter of RFC 8259: UTF-8, no bare constants, no depth that could exhaust a reader."""

from __future__ import annotations

import json
from typing import Any

import numpy as np

from etl.intake.outcome import Refused

DEEPEST = 64
MOST_BYTES = 256 << 20
REMEDY = "export the file again from the program it came from"
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def parse(data: bytes, *, unique_keys: bool = False) -> tuple[Any, list[str]]:
    """The value, and notes on how it was read. Raises `Refused` for whatever is not JSON.

    JSON allows a key twice in one object and says not which one counts; `unique_keys` refuses that.
    """
    if len(data) > MOST_BYTES:
        raise Refused(
            f"the file has {len(data) >> 20} MB, more than {MOST_BYTES >> 20}", "simplify the shapes, or split it"
        )
    text, notes = _decoded(data)
    depth = nesting(text.encode("utf-8", "surrogatepass"))
    if depth > DEEPEST:
        raise Refused(f"nested {depth:,} deep, more than {DEEPEST}", REMEDY)
    hook = _unique if unique_keys else None
    try:
        return json.loads(text, parse_constant=_no_constant, object_pairs_hook=hook, parse_float=_finite), notes
    except Refused:
        raise
    except (ValueError, RecursionError) as wrong:
        raise Refused(f"not valid JSON ({wrong})", REMEDY) from wrong


def _decoded(data: bytes) -> tuple[str, list[str]]:
    mark, encoding = next(((m, e) for m, e in _MARKS if data.startswith(m)), (b"", "utf-8"))
    try:
        text = data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as wrong:
        raise Refused(
            f"encoding: byte {wrong.start + len(mark) + 1} is not {encoding}", "save the file as UTF-8"
        ) from wrong
    return text, [f"read as {encoding}, by its byte-order mark"] if mark else []


def nesting(text: bytes) -> int:
    """The greatest depth of brackets outside strings."""
    codes = np.frombuffer(text, dtype=np.uint8)
    turns = np.zeros(len(codes), dtype=np.int8)
    turns[(codes == ord("{")) | (codes == ord("["))] = 1
    turns[(codes == ord("}")) | (codes == ord("]"))] = -1
    at = np.flatnonzero(turns)
    if not len(at):
        return 0
    # a quote behind an odd run of backslashes does not end its string
    quotes = [q for q in np.flatnonzero(codes == ord('"')).tolist() if not _is_escaped(text, q)]
    outside = at[np.searchsorted(quotes, at) % 2 == 0]
    return int(np.cumsum(turns[outside], dtype=np.int64).max(initial=0))


def _is_escaped(text: bytes, quote: int) -> bool:
    run = 0
    while quote - run > 0 and text[quote - run - 1] == 0x5C:
        run += 1
    return run % 2 == 1


def _no_constant(name: str) -> None:
    raise Refused(f"{name} is not a JSON number", "leave the value out, or write null")


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise Refused(f"the number {text[:20]} is too large", "check its digits")
    return number


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise Refused(f"ambiguous: the key {twice[:40]!r} stands twice in one object", "keep one of them")
    return made
