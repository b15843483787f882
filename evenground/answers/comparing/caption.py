"""Words around a comparison: the finding as title, what is compared as subtitle, and where it came from."""

from __future__ import annotations

import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.captions import interval_words
from evenground.answers.choices import Choices
from evenground.answers.comparing.level import EVERYONE
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.look.dates import day, period
from evenground.look.numbers import number
from evenground.warehouse.releases import Release


def comparison_caption(kind: str, chosen: Choices, release: Release, answer: Answer, other: str = "") -> Caption:
    """The caption of a comparison: `kind` is scatter, heat, area, funnel or change; `other` the second indicator."""
    language = chosen.language
    level = row_of(release, "levels", "level_key", chosen.level)
    areas = shelf(release, "area_codes")["level_key"].eq(chosen.level).sum()
    one = kind in ("funnel", "change")
    indicator = row_of(release, "indicators", "indicator_id", chosen.indicator)
    stratum = row_of(release, "strata", "stratum_id", chosen.stratum if one else EVERYONE)
    about = shelf(release, "release").iloc[0]
    public = say("shell.not_cleared", language) if about["audience"] == "public" else ""
    made = f"{say('shell.release', language, date=day(pd.Timestamp(about['built_at']).date(), language))}."
    return Caption(
        title=answer.sentences[0] if answer.sentences else "",
        subtitle=_subtitle(kind, chosen, release, answer, other),
        unit=text_in(indicator, "unit", language) if one else "",
        period=_period(kind, chosen, answer),
        geography=f"{text_in(level, 'name', language)} ({number(int(areas), language)})",
        groups=text_in(stratum, "name", language),
        interval=interval_words(answer.table, language) if kind in ("area", "funnel") and len(answer.table) else "",
        source="; ".join(dict.fromkeys(one.line for one in answer.provenance)),
        licence="; ".join(dict.fromkeys(one.licence for one in answer.provenance)),
        retrieved=max((one.retrieved_on for one in answer.provenance if one.retrieved_on), default=""),
        note=" ".join(part for part in (*answer.missing, *answer.notes[:1], made, public) if part),
        language=language,
    )


def _subtitle(kind: str, chosen: Choices, release: Release, answer: Answer, other: str) -> str:
    titles = [text_in(row_of(release, "indicators", "indicator_id", key), "title", chosen.language) for key in (chosen.indicator, other) if key]
    if kind == "scatter":
        return str(say("compare.subtitle_scatter", chosen.language, x=titles[0], y=titles[-1]))
    if kind == "heat":
        return str(say("compare.subtitle_heat", chosen.language, count=len(answer.facts["columns"])))
    if kind == "area":
        return str(say("compare.subtitle_area", chosen.language, name=answer.facts["name"], count=len(answer.table)))
    return titles[0]


def _period(kind: str, chosen: Choices, answer: Answer) -> str:
    if kind == "change" and "first" in answer.facts:
        return str(say("compare.two_periods", chosen.language, first=answer.facts["first"], second=answer.facts["second"]))
    if kind in ("funnel", "change"):
        return period(chosen.period, chosen.language)
    if kind == "area":
        return str(say("compare.latest_periods", chosen.language)) if len(answer.table) else ""
    periods = tuple(dict.fromkeys(one for one in answer.facts.get("periods", ()) if one))
    return periods[0] if len(periods) == 1 else str(say("compare.latest_periods", chosen.language))
