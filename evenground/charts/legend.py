"""The key of a figure in the reader's language, for the figure itself, for the page and for alternative text."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from evenground.catalog import words
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.look import legend
from evenground.look.caption import Caption
from evenground.look.classes import ColourBy
from evenground.look.comparator import Comparator
from evenground.look.numbers import written
from evenground.look.palette import palette


def legend_rows(
    table: pd.DataFrame,
    breaks: Sequence[float],
    indicator: Indicator,
    language: str,
    theme: str = "light",
    colour_by: ColourBy = "class",
) -> tuple[legend.Row, ...]:
    """Entries in order: classes from least to largest (or verdicts), then each reason for no value that occurs."""
    return legend.rows(table, breaks, palette(theme), language, words.sayer(language), indicator.decimals, colour_by)


def legend_title(
    indicator: Indicator, caption: Caption, comparator: Comparator | None = None, colour_by: ColourBy = "class"
) -> str:
    """Unit of the classes, or what areas are compared with; and that figures in brackets count areas."""
    language = caption.language
    if colour_by == "verdict" and comparator is not None:
        lead = words.say("legend.compared", language, comparator=comparator.name)
    else:
        unit = caption.unit or said(indicator.unit, written(language))
        lead = unit[:1].upper() + unit[1:]
        if indicator.higher_is != "neither":
            lead = f"{lead}. {words.say(f'direction.{indicator.higher_is}', language)}"
    stop = "" if lead.endswith(".") else "."
    return f"{lead}{stop} {words.say('legend.count_note', language)}"
