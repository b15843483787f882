"""The context of a comparison in words, for its charts and for every table that leaves."""

from __future__ import annotations

import pandas as pd

from evenground.answers.captions import interval_words
from evenground.answers.disparities.choice import Comparison, stratifier
from evenground.answers.disparities.gap import cautions, gap, on_chart
from evenground.answers.disparities.groups import groups, where_in_words
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.look.dates import day, period
from evenground.warehouse.releases import Release


def caption_of(chosen: Comparison, release: Release) -> Caption:
    """Words around the figures of one comparison."""
    answer = gap(chosen, release)
    found, language = groups(chosen, release), chosen.language
    about = shelf(release, "release").iloc[0]
    made = say("shell.release", language, date=day(pd.Timestamp(about["built_at"]).date(), language)) + "."
    public = say("shell.not_cleared", language) + "." if about["audience"] == "public" else ""
    careful = on_chart(chosen, release) or next(iter(cautions(chosen, release)), "")
    return Caption(
        title=str(answer.facts.get("headline", text_in(found.indicator, "title", language))), subtitle=text_in(found.indicator, "title", language),
        unit=text_in(found.indicator, "unit", language), period=period(chosen.period, language), geography=where_in_words(chosen, release),
        groups=dimension_in_words(chosen, release), interval=interval_words(found.table.assign(ci_kind=found.table["ci_kind"].fillna("")), language),
        source="; ".join(one.line for one in answer.provenance), licence="; ".join(dict.fromkeys(one.licence for one in answer.provenance)),
        retrieved=max((one.retrieved_on for one in answer.provenance if one.retrieved_on), default=""), note=" ".join(part for part in (careful, made, public) if part),
        language=language,
    )  # fmt: skip


def dimension_in_words(chosen: Comparison, release: Release) -> str:
    """A dimension by name; an index as the order of areas."""
    declared = stratifier(chosen.place, chosen.by)
    if declared is not None:
        return declared.name.get(chosen.language) or declared.name["en"]
    return say("disparities.by_index", chosen.language, name=text_in(row_of(release, "indicators", "indicator_id", chosen.by), "title", chosen.language))
