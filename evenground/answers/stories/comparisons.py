"""Comparisons as exhibits: every measure of a disparity, one area over many indicators, and the change between two periods
that share no day."""

from __future__ import annotations

from dataclasses import replace

from evenground.answers.comparing.between_periods import change_between, earlier_periods
from evenground.answers.comparing.caption import comparison_caption
from evenground.answers.comparing.one_area import one_area
from evenground.answers.disparities.captions import caption_of
from evenground.answers.disparities.gap import gap
from evenground.answers.disparities.measures import measures
from evenground.answers.exhibit import Exhibit
from evenground.answers.shelf import row_of
from evenground.answers.stories.choices import chosen as areas_chosen
from evenground.answers.stories.disparities import of_address
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.warehouse.releases import Release


def every_measure(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """All measures of inequality of one comparison, each with its interval or the reason why it has none."""
    one = of_address(choices, release, language)
    answer, lead = measures(one, release), gap(one, release)
    words = caption_of(one, release)
    shown = answer.table[answer.table["status"] == "published"].reset_index(drop=True)
    headed = (("title", say("disparities.measures_title", language)), ("shown", say("table.value", language)), ("interval", say("table.interval", language)))
    told = replace(answer, table=shown, provenance=lead.provenance, facts={})
    return Exhibit("every_measure", "table", words.title, words, told, words.title, columns=headed)


def area_over_indicators(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """One area beside the middle and the range of all, over the indicators that areas can be compared by."""
    view = areas_chosen(choices, release, language)
    answer = one_area(view, choices["area"], release)
    if answer.table.empty:
        raise KeyError(f"area {choices['area']!r} has no figure to compare at {view.level}")
    table = answer.table.assign(
        own=[numbers.with_unit(row["value"], row["unit"], language, row["decimals"]) if row["value"] == row["value"] else "" for _, row in answer.table.iterrows()],
        middle_shown=[numbers.number(row["middle"], language, row["decimals"]) for _, row in answer.table.iterrows()],
        ends=[numbers.span(row["least"], row["most"], language, row["decimals"]) for _, row in answer.table.iterrows()],
    )  # fmt: skip
    words = comparison_caption("area", view, release, answer)
    headed = {"title": "choose.indicator", "own": "table.value", "middle_shown": "brief.middle_area", "ends": "brief.range", "period": "table.period"}
    return Exhibit("area_over_indicators", "table", words.title, words, replace(answer, table=table, facts={}), words.title, columns=tuple((name, say(key, language)) for name, key in headed.items()))


def change(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Each area in two periods. Periods that overlap are refused, and the refusal is what the slide says."""
    view = areas_chosen(choices, release, language)
    before = choices.get("before") or next(iter(earlier_periods(view, release)), "")
    if not before:
        raise KeyError(f"indicator {view.indicator!r} has no earlier period that {view.period} may be compared with")
    answer = change_between(view, before, release)
    words = comparison_caption("change", view, release, answer)
    told = replace(answer, facts={})
    if answer.table.empty:
        return Exhibit("change", "statement", words.title, words, told, words.title)
    headed = {"name": say("table.area", language), "before": answer.facts["first"], "after": answer.facts["second"], "change": say("brief.change", language)}
    decimals = int(row_of(release, "indicators", "indicator_id", view.indicator)["decimals"])
    columns = tuple((name, str(heading)) for name, heading in headed.items())
    return Exhibit("change", "table", words.title, words, told, words.title, columns=columns, decimals=decimals)
