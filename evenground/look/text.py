"""Escapes: a name from a file is shown as it is written, whatever it contains, and never becomes markup or a formula."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Sequence

from evenground.look.numbers import written

_PLOTLY = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", "$": "&#36;", "{": "&#123;", "}": "&#125;", "\\": "&#92;"})
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;"})
# Every sign that Markdown, its tables, Streamlit's :directives: or its $formulas$ could take for its own.
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~$:<>&=^\"'/@])")
HARD_SPACE = "\u00a0"
_INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def one_line(text: object) -> str:
    """`text` without line breaks, control and direction-changing characters; runs of spaces become one, hard spaces stay."""
    line = str(text)
    if line.replace(HARD_SPACE, "_").isprintable() and "  " not in line:  # most names: nothing to look at one by one
        return line.strip(" ")
    kept = "".join(" " if unicodedata.category(sign) in _INVISIBLE else sign for sign in line)
    return re.sub(r"[ \t\r\n\f\v]+", " ", kept).strip(" ")


def plotly(text: object) -> str:
    """`text` for a label, legend or hover of Plotly: no tag, no `%{template}`, no `$formula$`.

    Plotly reads a small HTML and, in hovers, `%{...}`; braces are written as entities, which it prints as braces.
    """
    return one_line(text).translate(_PLOTLY)


def markdown(text: object) -> str:
    """`text` for Markdown and Streamlit: no link, image, heading, `:red[...]`, `:material/...:` or `$formula$`."""
    return _MARKDOWN.sub(lambda sign: f"&#{ord(sign[1])};" if sign[1] in "<>&:$" else f"\\{sign[1]}", one_line(text))


def html(text: object) -> str:
    """`text` for HTML, inside an element or a quoted attribute."""
    return one_line(text).translate(_HTML)


def mathless(text: object) -> str:
    """`text` for matplotlib, which takes what stands between two `$` for a formula."""
    return one_line(text).replace("\\", "\\\\").replace("$", r"\$")


def shortened(text: object, length: int) -> str:
    """`text` cut to `length` signs with an ellipsis, at a word where one ends late enough."""
    line = one_line(text)
    if len(line) <= length:
        return line
    cut = line[: length - 1]
    at_word = cut.rsplit(" ", 1)[0]
    return (at_word if len(at_word) >= length * 0.6 else cut).rstrip(" ,;:-") + "…"


_NUMBER = re.compile(r"[+-]?(\d+([.,]\d+)?|\.\d+)([eE][+-]?\d+)?%?")
_FORMULA = "=+-@\t\r\n\0|%＝＋－＠"


def cell(value: object) -> object:
    """A value for a cell of a spreadsheet: text that a spreadsheet could run is quoted, numbers stay numbers.

    A missing value is an empty cell. Text that begins, after spaces, with a formula's sign (also a full-width one) gets
    an apostrophe before it, unless all of it is a number.
    """
    if value is None or (isinstance(value, float) and value != value):
        return ""
    if not isinstance(value, str):
        return value
    bare = value.lstrip(" \u00a0\u3000")
    if bare[:1] and bare[0] in _FORMULA and not _NUMBER.fullmatch(bare.strip()):
        return "'" + value
    return value


def capital(words: str) -> str:
    """Words that begin a sentence: "Octobre 2023"."""
    return words[:1].upper() + words[1:]


def natural(text: object) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts names as people do: without regard to case and accents, and "Tract 9" before "Tract 54"."""
    plain = "".join(sign for sign in unicodedata.normalize("NFD", one_line(text).casefold()) if not unicodedata.combining(sign))
    parts = re.split(r"(\d+)", plain)
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part)


def distinct(names: Sequence[str], length: int) -> list[str]:
    """Names cut to `length` signs; where that would cut what tells them apart, the words they all begin with go first; so do
    those that some of them begin with, where these would read the same.

    A number needs no sign that a word stood before it.

    Examples
    --------
    >>> distinct(["Census tract 76", "Census tract 155"], 10)
    ['76', '155']
    >>> distinct(["Residents with work", "Residents with children"], 12)
    ['… work', '… children']
    >>> distinct(["Kitchen", "Action plan (north)", "Action plan (south)"], 14)
    ['Kitchen', '… (north)', '… (south)']
    """
    lines = [one_line(name) for name in names]
    if len(lines) < 2 or max(map(len, lines)) <= length:
        return [shortened(line, length) for line in lines]
    shared = _begin_alike(lines)
    if not shared:
        return _told_apart(lines, length)
    rest = [line[len(shared) :] for line in lines]
    lead = "" if all(part[:1].isdigit() for part in rest) else "… "
    return [shortened(lead + part, length) for part in rest]


def _begin_alike(lines: Sequence[str]) -> str:
    """The words that all lines begin with; nothing where they are hardly any."""
    shared = os.path.commonprefix(list(lines))
    shared = shared[: shared.rfind(" ") + 1]
    return shared if len(shared) > 2 else ""


def _told_apart(lines: list[str], length: int) -> list[str]:
    """Lines cut, where those that would come out the same lose the words that they begin with."""
    short = [shortened(line, length) for line in lines]
    for name in {one for one in short if short.count(one) > 1}:
        at = [place for place, one in enumerate(short) if one == name]
        if _begin_alike([lines[place] for place in at]):
            for place, told in zip(at, distinct([lines[place] for place in at], length), strict=True):
                short[place] = told
    return short


def labelled(label: str, value: str, language: str) -> str:
    """A label and what it labels: "Due: June 30", « Échéance : 30 juin », with a hard space before the French colon."""
    return f"{label}\u00a0: {value}" if written(language) == "fr" else f"{label}: {value}"
