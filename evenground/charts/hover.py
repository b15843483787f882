"""What a reader sees on pointing at an area: name, value with interval and period, verdict, or why there is no value.

The words are made here, by the same functions as every other outlet. To keep figures small, what all areas of a trace
have in common goes into the trace's template once, and only the rest is sent for each area.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import pandas as pd

from evenground.catalog import words
from evenground.catalog.declaration import say as said
from evenground.catalog.indicator import Indicator
from evenground.look import numbers, text
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator

END = "<extra></extra>"
MANY = 1000
"""Above so many areas of one trace the verdict is left to the ranking and the table, to keep the figure small."""


@dataclass(frozen=True)
class Telling:
    """What hovers need besides the table."""

    indicator: Indicator
    caption: Caption
    comparator: Comparator | None = None
    name_path: str = ""
    """Where the shapes hold names, so that they need not be sent again: `properties.en`."""

    @property
    def language(self) -> str:
        return self.caption.language


def value_texts(table: pd.DataFrame, telling: Telling) -> list[str]:
    """Value and unit of each area: "74.1 years"."""
    indicator, language = telling.indicator, telling.language
    unit = said(indicator.unit, numbers.written(language))
    return [
        numbers.join_unit(figure, unit, language)
        for figure in numbers.numbers(table["value"], language, indicator.decimals)
    ]


def interval_texts(table: pd.DataFrame, telling: Telling) -> list[str]:
    """Interval of each area in brackets, or that none is published."""
    decimals, language = telling.indicator.decimals, telling.language
    columns = (table[name] for name in ("ci_low", "ci_high", "ci_level", "ci_kind"))
    return [
        f"({numbers.interval(low, high, language, decimals, level=level, kind=kind)})"
        for low, high, level, kind in zip(*columns, strict=True)
    ]


def compares(telling: Telling) -> bool:
    """Whether verdicts mean anything here: a comparator is known and the indicator has a better side."""
    return telling.comparator is not None and telling.comparator.is_known and telling.indicator.higher_is != "neither"


def verdict_texts(table: pd.DataFrame, telling: Telling) -> list[str]:
    """The verdict of each area; empty where areas are not compared at all, or are too many to say it in every hover."""
    if not compares(telling) or len(table) > MANY:
        return [""] * len(table)
    language, name = telling.language, telling.comparator.name  # type: ignore[union-attr]
    named = {
        key: words.say("verdict.told", language, comparator=name, verdict=words.say(f"verdict.{key}", language).lower())
        for key in table["verdict"].unique()
    }
    return table["verdict"].map(named).tolist()


def reliability_texts(table: pd.DataFrame, telling: Telling) -> list[str]:
    """A caution for areas that need one."""
    named = {key: words.say(f"reliability.{key}", telling.language) for key in ("caution", "low")}
    return [named.get(key, "") for key in table["reliability"]]


def with_values(table: pd.DataFrame, telling: Telling) -> tuple[list[list[str]], str]:
    """Custom data and hover template for areas that have a value."""
    period = text.plotly(f", {telling.caption.period}" if telling.caption.period else "")
    columns = [
        _names(table, telling),
        [text.plotly(value) + " " for value in value_texts(table, telling)],
        [text.plotly(value) + period for value in interval_texts(table, telling)],
    ]
    last = [
        _line(verdict) + _line(caution)
        for verdict, caution in zip(verdict_texts(table, telling), reliability_texts(table, telling), strict=True)
    ]
    return packed([*columns, last])


@lru_cache(maxsize=256)
def _line(words_of_it: str) -> str:
    return f"<br>{text.plotly(words_of_it)}" if words_of_it else ""


def without_values(table: pd.DataFrame, telling: Telling) -> tuple[list[list[str]], str]:
    """Custom data and hover template for areas without a value: the name and the reason."""
    statuses = {key: words.say(f"status.{key}", telling.language) for key in table["status"].unique()}
    marks = {mark: words.say("status.symbol", telling.language, symbol=mark) for mark in table["symbol"].unique() if mark}
    reasons = [
        text.plotly(". ".join(part for part in (statuses[status], marks.get(mark, "")) if part))
        for status, mark in zip(table["status"], table["symbol"].fillna(""), strict=True)
    ]
    period = text.plotly(telling.caption.period)
    return packed([_names(table, telling), [f"{reason}, {period}" for reason in reasons]])


def _names(table: pd.DataFrame, telling: Telling) -> list[str]:
    if telling.name_path:
        return [f"<b>%{{{telling.name_path}}}</b><br>"] * len(table)
    return [f"<b>{text.plotly(name)}</b><br>" for name in table["name"]]


def packed(columns: Sequence[Sequence[str]]) -> tuple[list[list[str]], str]:
    """Columns of text as custom data and the template that prints them, with what all rows share said once."""
    template, kept = "", []
    for column in columns:
        start = os.path.commonprefix(list(column))
        rest = [value[len(start) :] for value in column]
        end = os.path.commonprefix([value[::-1] for value in rest])[::-1]
        body = [value[: len(value) - len(end)] for value in rest]
        if any(body):
            template += f"{start}%{{customdata[{len(kept)}]}}{end}"
            kept.append(body)
        else:
            template += start + end
    return [list(row) for row in zip(*kept, strict=True)] if kept else [[] for _ in columns[0]], template + END


def shifted(template: str) -> str:
    """A template for custom data that has the area's key in front."""
    return re.sub(r"customdata\[(\d+)\]", lambda found: f"customdata[{int(found[1]) + 1}]", template)
