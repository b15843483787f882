"""A disparity as an exhibit: the groups of one comparison with their intervals, and the gap in words."""

from __future__ import annotations

import pandas as pd

from evenground.answers.disparities.captions import caption_of
from evenground.answers.disparities.choice import Comparison, ways
from evenground.answers.disparities.gap import gap
from evenground.answers.disparities.groups import groups
from evenground.answers.exhibit import Exhibit, Series
from evenground.catalog.words import say
from evenground.look.comparator import Comparator
from evenground.warehouse.releases import Release

COLUMNS = {"name": "disparities.group", "value": "table.value", "ci_low": "table.ci_low", "ci_high": "table.ci_high", "status": "table.status"}


def disparity(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Groups of the comparison that an address of Disparities opens, everyone's figure as the line.

    Raises `KeyError` where the indicator cannot be compared as asked.
    """
    comparison = of_address(choices, release, language)
    answer, found = gap(comparison, release), groups(comparison.but(group="", reference=""), release)
    shown = found.known
    if shown.empty or not answer.facts:
        raise KeyError(f"indicator {comparison.indicator!r} has no groups that can be compared in {comparison.where}")
    words = caption_of(comparison, release)
    series = [Series(words.groups, *(shown[name].to_numpy(dtype=float) for name in ("value", "ci_low", "ci_high")))]
    if found.kind == "overlapping" and shown["rest_value"].notna().any():
        series.append(Series(say("gap.rest", language), *(shown[name].to_numpy(dtype=float) for name in ("rest_value", "rest_low", "rest_high"))))
    average = Comparator(say("disparities.everyone", language), float(found.whole["value"]))
    codes = {status: say(f"status.{status}", language) for status in shown["status"].unique()}
    return Exhibit(
        "disparity", "dots", words.title, words, answer, say("disparities.groups_alt", language, headline=words.title, told=" ".join(answer.sentences)),
        _labels(shown, found.kind, language), tuple(series), average if average.is_known else None, tuple((name, say(key, language)) for name, key in COLUMNS.items()),
        {"status": codes}, decimals=int(found.indicator["decimals"]), part="for_whom",
    )  # fmt: skip


FIFTHS = {f"fifth_{at}": name for at, name in enumerate(("first", "second", "third", "fourth", "last"), start=1)}


def _labels(shown: pd.DataFrame, kind: str, language: str) -> tuple[str, ...]:
    """Names that stand beside marks; fifths of areas have short ones, which differ in their first words."""
    if kind != "areas":
        return tuple(shown["name"])
    return tuple(str(say(f"brief.fifth_need_{FIFTHS[key]}", language)) for key in shown["key"])


def of_address(choices: dict[str, str], release: Release, language: str) -> Comparison:
    """The comparison of an address: `indicator`, `where`, `whom`, `against`, `period`; what is left out, as the page chooses it."""
    indicator = choices["indicator"]
    offered = ways(release, indicator, choices.get("area"))
    way = next((one for one in offered if choices.get("where", f"{one.where}|{one.by}") == f"{one.where}|{one.by}"), None)
    if way is None:
        raise KeyError(f"indicator {indicator!r} cannot be compared as {choices.get('where', 'asked')!r}")
    period = choices["period"] if choices.get("period") in way.periods else way.periods[0]
    return Comparison(release.place_id, language, indicator, period, way.where, way.by, choices.get("whom", ""), choices.get("against", ""))
