"""The context of a view in words: unit, interval, period, geography, groups and source, for every figure and export."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.choices import Choices
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.look.dates import day, period
from evenground.look.numbers import number
from evenground.warehouse.releases import Release


def caption(chosen: Choices, release: Release, answer: Answer) -> Caption:
    """Words around the figure that shows `answer` to `chosen`."""
    language = chosen.language
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    level = row_of(release, "levels", "level_key", chosen.level)
    stratum = row_of(release, "strata", "stratum_id", chosen.stratum)
    return Caption(
        title=str(answer.facts.get("headline", "")),
        subtitle=text_in(indicator, "title", language),
        unit=text_in(indicator, "unit", language),
        period=period(chosen.period, language),
        geography=f"{text_in(level, 'name', language)} ({number(len(answer.table), language)})",
        groups=text_in(stratum, "name", language),
        interval=interval_words(answer.table, language),
        source="; ".join(one.line for one in answer.provenance),
        licence="; ".join(dict.fromkeys(one.licence for one in answer.provenance)),
        retrieved=max((one.retrieved_on for one in answer.provenance if one.retrieved_on), default=""),
        note=_note(release, chosen, answer),
        demonstration="",
        language=language,
    )


def interval_words(table: pd.DataFrame, language: str) -> str:
    """Which interval is drawn: one kind and level, a mixture, or none."""
    drawn = table[table["ci_low"].notna() & table["value"].notna()]
    if drawn.empty:
        return say("interval.none", language)
    kinds, levels = set(drawn["ci_kind"].replace("", "published")), set(drawn["ci_level"].fillna(0.95))
    if len(kinds) > 1 or len(levels) > 1:
        return say("interval.mixed", language)
    return say(f"interval.{kinds.pop()}", language, level=number(100 * levels.pop(), language))


def _note(release: Release, chosen: Choices, answer: Answer) -> str:
    """What has no number, the first caution, the date of the data, and that a public release is not cleared."""
    about = shelf(release, "release").iloc[0]
    made = say("shell.release", chosen.language, date=day(pd.Timestamp(about["built_at"]).date(), chosen.language))
    public = say("shell.not_cleared", chosen.language) if about["audience"] == "public" else ""
    parts = [*answer.missing, *answer.notes[:1], made, public]
    return " ".join(part if part.endswith((".", "!", "?")) else f"{part}." for part in parts if part)
