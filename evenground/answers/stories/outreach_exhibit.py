"""What exhibits of the outreach log share: their words, their columns, and that a demonstration is one."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community import log
from evenground.answers.exhibit import Exhibit
from evenground.answers.outreach.log_choices import LogChoices
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.look.dates import day, days
from evenground.warehouse.releases import Release


def caption(release: Release, language: str, title: str, subtitle: str, asked: LogChoices | None = None, *, unit: str = "", geography: str = "") -> Caption:
    """Words around a view of the log: up to which day it is read, and over which days where a reader chose them."""
    words = log.caption(release, language, title=title.rstrip("."), subtitle=subtitle, unit=unit, geography=geography)
    if asked is None:
        return words
    return replace(words, period=days(asked.start, asked.end, language))


def exhibit(kind: str, drawn: str, words: Caption, answer: Answer, release: Release, **more: object) -> Exhibit:
    """An exhibit of the log; the alternative text says the finding and its context."""
    alt = str(say("brief.alt_table" if drawn == "table" else "brief.alt_bars", words.language, headline=words.title, context=words.context))
    return Exhibit(kind, drawn, words.title, words, answer, alt, is_demonstration=log.log_of(release).is_demonstration, **{"part": "done", "decimals": 0} | more)


def headed(table: pd.DataFrame, headings: dict[str, str], language: str) -> tuple[tuple[str, str], ...]:
    """The columns of a table that say something, each with its heading, which is a message."""
    return shown(table, {name: str(say(key, language)) for name, key in headings.items()})


def shown(table: pd.DataFrame, headings: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """The columns of a table that say something, each with its heading."""
    return tuple((name, words) for name, words in headings.items() if name in table and table[name].replace("", None).notna().any())


def dated(table: pd.DataFrame, names: tuple[str, ...], language: str) -> pd.DataFrame:
    """A table whose days are words; none is empty."""
    return table.assign(**{name: ["" if log.as_day(one) is None else day(log.as_day(one), language) for one in table[name]] for name in names})


def need_rows(table: pd.DataFrame, sentence: str) -> None:
    """Raises `KeyError` with a sentence where a view has nothing to show."""
    if table.empty:
        raise KeyError(sentence)
