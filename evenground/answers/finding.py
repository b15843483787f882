"""What a table of areas shows, in sentences that respect its uncertainty."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.choices import Choices
from evenground.answers.pooled import Pooled
from evenground.answers.shelf import row_of, text_in
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.warehouse.releases import Release

NEAR_THE_TOP = 5  # areas whose intervals decide whether the first may be called the highest


def sentences(
    chosen: Choices, release: Release, table: pd.DataFrame, indicator: pd.Series, facts: dict[str, object]
) -> tuple[str, ...]:
    """The finding first, then inside against outside of the outlined list, then the count of verdicts."""
    shown = table[table["value"].notna() & (table["status"] == "published")]
    if shown.empty:
        return (say("answer.nothing", chosen.language),)
    said = [_finding(chosen, release, shown, indicator), _inside(chosen, release, indicator, facts)]
    said.append(_verdicts(chosen, table, indicator, facts))
    return tuple(sentence for sentence in said if sentence)


def _finding(chosen: Choices, release: Release, shown: pd.DataFrame, indicator: pd.Series) -> str:
    language, decimals = chosen.language, int(indicator["decimals"])
    unit = text_in(indicator, "unit", language)
    if indicator["kind"] == "count":
        total = numbers.with_unit(shown["value"].sum(), unit, language, decimals)
        return say("answer.total", language, total=total, areas=numbers.number(len(shown), language))
    low, high = shown.loc[shown["value"].idxmin()], shown.loc[shown["value"].idxmax()]
    if len(shown) == 1:
        return say("answer.one", language, name=high["name"], value=_estimate(high, unit, language, decimals))
    middle = numbers.with_unit(shown["value"].median(), unit, language, decimals)
    if not place_folder(chosen.place).place.policy.rankings:
        ends = numbers.span(low["value"], high["value"], language, decimals)
        return say("answer.range", language, range=numbers.join_unit(ends, unit, language), median=middle)
    order = say(f"answer.order_{order_known(shown, lowest=indicator['higher_is'] == 'better')}", language)
    return say(
        f"answer.ends_{'low' if indicator['higher_is'] == 'better' else 'high'}_first", language, high=_estimate(high, unit, language, decimals), high_name=high["name"],
        low=_estimate(low, unit, language, decimals), low_name=low["name"], median=middle, order=order,
    )  # fmt: skip


def headline(chosen: Choices, table: pd.DataFrame, indicator: pd.Series) -> str:
    """The finding in one line, for a title: the first area with its interval, or the range where there are no intervals or
    areas are not ranked."""
    language, decimals = chosen.language, int(indicator["decimals"])
    title, unit = text_in(indicator, "title", language), text_in(indicator, "unit", language)
    shown = table[table["value"].notna() & (table["status"] == "published")]
    if shown.empty:
        return say("answer.headline_nothing", language, title=title)
    if indicator["kind"] == "count":
        total = numbers.with_unit(shown["value"].sum(), unit, language, decimals)
        key = "answer.headline_total" if len(shown) == len(table) else "answer.headline_partial"
        return say(key, language, title=title, total=total, areas=numbers.number(len(shown), language), of=numbers.number(len(table), language))
    if len(shown) == 1:
        return say("answer.headline_one", language, title=title, name=shown["name"].iloc[0], value=_estimate(shown.iloc[0], unit, language, decimals))
    if shown["ci_low"].isna().any() or not place_folder(chosen.place).place.policy.rankings:
        ends = numbers.span(shown["value"].min(), shown["value"].max(), language, decimals)
        return say("answer.headline_range", language, title=title, range=numbers.join_unit(ends, unit, language))
    lowest = indicator["higher_is"] == "better"
    first = shown.loc[shown["value"].idxmin() if lowest else shown["value"].idxmax()]
    key = f"answer.headline_{'low' if lowest else 'high'}_{order_known(shown, lowest=lowest)}"
    return say(key, language, title=title, name=first["name"], value=_estimate(first, unit, language, decimals))


def order_known(shown: pd.DataFrame, *, lowest: bool = False) -> str:
    """`tested` when the first area's interval clears the next ones, `uncertain` when not, `untested` without intervals."""
    top = shown.nsmallest(NEAR_THE_TOP, "value") if lowest else shown.nlargest(NEAR_THE_TOP, "value")
    if top["ci_low"].isna().any():
        return "untested"
    first, others = top.iloc[0], top.iloc[1:]
    apart = first["ci_high"] < others["ci_low"] if lowest else first["ci_low"] > others["ci_high"]
    return "tested" if apart.all() else "uncertain"


def _estimate(row: pd.Series, unit: str, language: str, decimals: int) -> str:
    limits = (row["ci_low"], row["ci_high"])
    return numbers.estimate(
        row["value"], unit, language, decimals, ci=limits, level=row["ci_level"], kind=row["ci_kind"] or "published"
    )


def _inside(chosen: Choices, release: Release, indicator: pd.Series, facts: dict[str, object]) -> str:
    inside, outside = facts.get("inside"), facts.get("outside")
    if not isinstance(inside, Pooled) or np.isnan(inside.value) or indicator["kind"] == "count":
        return ""
    listed = row_of(release, "area_sets", "area_set_id", str(chosen.area_set))
    unit, decimals = text_in(indicator, "unit", chosen.language), int(indicator["decimals"])
    inner, outer = (numbers.with_unit(one.value, unit, chosen.language, decimals) for one in (inside, outside))
    split = say("answer.inside_split", chosen.language, count=facts["split"]) if facts.get("split") else ""
    said = say(
        f"answer.inside_{inside.method}", chosen.language, area_set=text_in(listed, "short", chosen.language),
        inside=inner, outside=outer, inside_areas=str(inside.areas), outside_areas=str(outside.areas),
    )  # fmt: skip
    return f"{said} {split}".strip()


def _verdicts(chosen: Choices, table: pd.DataFrame, indicator: pd.Series, facts: dict[str, object]) -> str:
    against = facts["comparator"]
    if np.isnan(against.value) or indicator["higher_is"] == "neither":
        return ""
    count = table.loc[table["value"].notna(), "verdict"].value_counts()
    if not count.drop("not_compared", errors="ignore").sum():
        return say("answer.not_compared", chosen.language)
    figures = {key: numbers.number(int(count.get(key, 0)), chosen.language) for key in ("better", "similar", "worse", "not_compared")}
    value = numbers.with_unit(
        against.value, text_in(indicator, "unit", chosen.language), chosen.language, int(indicator["decimals"])
    )
    name = facts["comparator_name"]
    return say("answer.verdicts", chosen.language, comparator=name, value=value, **figures)


def missing(table: pd.DataFrame, chosen: Choices, release: Release) -> tuple[str, ...]:
    """What has no number, counted by reason."""
    without = table[table["value"].isna() | (table["status"] != "published")]
    count = without["status"].value_counts()
    return tuple(
        say(f"why_missing.{status}", chosen.language, count=int(number), of=len(table)) for status, number in count.items()
    )


def notes(indicator: pd.Series, table: pd.DataFrame, chosen: Choices, release: Release) -> tuple[str, ...]:
    """What must be read with care: the indicator's own caveat, then what its kind of number does not support."""
    language = chosen.language
    said = [text_in(indicator, "caveat", language)]
    if text_in(indicator, "modelled_from", language):
        said.append(say("careful.modelled", language, inputs=text_in(indicator, "modelled_from", language)))
    said += [say(f"careful.{key}", language) for key in _flags(indicator, table)]
    return tuple(sentence for sentence in said if sentence)


def _flags(indicator: pd.Series, table: pd.DataFrame) -> list[str]:
    shown = table[table["value"].notna()]
    flags = {
        "cumulative": bool(indicator["cumulative"]),
        "crude": indicator["adjusted"] == "crude" and bool(indicator["do_not_compare_groups"]),
        "composition": indicator["higher_is"] == "neither" and indicator["kind"] != "count",
        "approximate": bool((shown["ci_kind"] == "approximate").any()),
        "no_interval": bool(len(shown)) and bool(shown["ci_low"].isna().all()) and indicator["kind"] != "count",
    }
    return [key for key, holds in flags.items() if holds]
