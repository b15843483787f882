"""A deck as a file, by what the file's name ends with."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import import_module
from importlib.util import find_spec

from evenground.answers.exhibit import Deck

MAKERS = {
    ".pptx": ("slides", "slides", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ".pdf": ("fact_sheet", "fact_sheet", "application/pdf"),
    ".xlsx": ("workbook", "workbook", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ".html": ("presentation", "presentation", "text/html"),
}
"""By ending: the module of this room, its function from a deck to bytes, and the kind of file."""


SHEET_ENDING = ".pdf"


def maker(ending: str, **options: object) -> Callable[[Deck], bytes]:
    """What makes a file of that ending; it is loaded when it is first asked for.

    `options` are those of `fact_sheet.fact_sheet`: `paper`, `large_print`, `black_and_white`. Raises `ValueError` with the
    endings there are, or where an option is asked of another file than a fact sheet.
    """
    if ending not in MAKERS:
        raise ValueError(f"a story is written as {', '.join(MAKERS)}; {ending or 'no ending'!r} is none of them")
    if any(options.values()) and ending != SHEET_ENDING:
        raise ValueError(f"large print, black and white and paper are of a fact sheet ({SHEET_ENDING}), not of {ending}")
    module, function, _ = MAKERS[ending]
    made = getattr(import_module(f"evenground.briefs.{module}"), function)
    return partial(made, **options) if any(options.values()) else made


def can_make(ending: str) -> bool:
    """True where what makes such a file is installed."""
    return ending in MAKERS and find_spec(f"evenground.briefs.{MAKERS[ending][0]}") is not None
