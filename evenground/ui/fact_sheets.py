"""Fact sheets in one click from the page that shows an area or an indicator; each is made when it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from evenground.answers.exhibit import Deck
from evenground.answers.stories import sheets
from evenground.briefs.made import SHEET_ENDING, maker
from evenground.catalog.words import spoken_as
from evenground.ui.audience import audience
from evenground.ui.present import today
from evenground.ui.scope import Scope

VARIANTS = ("", "large_print", "black_and_white")


def of_area(view: Scope, level: str, area: str) -> None:
    """The fact sheet of one area, its figure being the one on the map where it is of the same level."""
    same = {"indicator": view.chosen.indicator, "period": view.chosen.period} if view.chosen.level == level else {}
    _buttons(view, "sheet_area", sheets.of_area, {"geo": level, "area": area} | same, area.rpartition(":")[2])


def of_indicator(view: Scope, choices: dict[str, str]) -> None:
    """The fact sheet of one indicator."""
    _buttons(view, "sheet_indicator", sheets.of_indicator, choices, choices["indicator"])


def _buttons(view: Scope, word: str, make: Callable[..., Deck], choices: dict[str, str], name: str) -> None:
    """One button, and the large-print and the black-and-white sheet in a popover beside it."""
    with st.container(horizontal=True):
        _button(view, word, make, choices, name, "", view.say(f"brief.{word}"))
        with st.popover(view.say("brief.fact_sheet_more"), icon=":material/print:"):
            for variant in VARIANTS[1:]:
                _button(view, word, make, choices, name, variant, view.say(f"brief.{variant}"))


def _button(view: Scope, word: str, make: Callable[..., Deck], choices: dict[str, str], name: str, variant: str, label: str) -> None:
    plain = name.replace("_", "-") + (f"-{variant.replace('_', '-')}" if variant else "")
    st.download_button(
        label, spoken_as(view.folder.folder, partial(_file, view, make, choices, variant)), file_name=f"{view.folder.id}-{plain}{SHEET_ENDING}", mime="application/pdf",
        key=f"{word}-{variant or 'plain'}", icon=":material/description:", on_click="ignore",
    )  # fmt: skip


def _file(view: Scope, make: Callable[..., Deck], choices: dict[str, str], variant: str) -> bytes:
    made = make(choices, view.folder.id, audience(), view.language, today(view.folder.id))
    return maker(SHEET_ENDING, **({variant: True} if variant else {}))(made)
