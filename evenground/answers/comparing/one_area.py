"""Where does one area lie among all areas, over many indicators?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import VERDICTS, area_name
from evenground.answers.choices import Choices
from evenground.answers.comparing.level import comparable, is_modelled, level_values, published
from evenground.answers.shelf import provenance, row_of, text_in
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.stats.comparison import compare
from evenground.warehouse.releases import Release

QUARTILES = (0.0, 0.25, 0.5, 0.75, 1.0)
ENDS = ("least", "quarter", "middle", "three_quarters", "most")


def one_area(chosen: Choices, area: str, release: Release, topic: str = "") -> Answer:
    """One row per indicator that areas of the level can be compared by, for everyone, each in its latest period.

    `value` with its interval is the area's own; `least` to `most` are minimum, quartiles and maximum of all areas. `at`
    and `at_<end>` put them on one scale: 0 is the middle area, 1 the area farthest from it on either side, more to the
    right more favourable (more where neither way is better). `verdict` compares the area's interval with the middle area.
    """
    keys = [key for key in comparable(release, chosen.level) if topic in ("", _about(release, key)["domain"])]
    keys.sort(key=lambda key: _about(release, key)["higher_is"] == "neither")  # those without a better side come last
    values = published(level_values(release, chosen.level))
    rows = [_row(values[values["indicator_id"] == key], area, release, key, chosen.language) for key in keys]
    table = pd.DataFrame([row for row in rows if row])
    sources = set(table["source_id"]) - {""} if len(table) else set()
    return Answer(
        "one_area", release.id, table, _sentences(chosen, area, table, release), provenance(release, sources, chosen.language),
        _missing(chosen, table, area), _notes(chosen, table), {"area": area, "name": area_name(release, area, chosen.language)},
    )  # fmt: skip


def _about(release: Release, key: str) -> pd.Series:
    return row_of(release, "indicators", "indicator_id", key)


def _row(values: pd.DataFrame, area: str, release: Release, key: str, language: str) -> dict[str, object] | None:
    about, mine = _about(release, key), values[values["area_key"] == area]
    if values["value"].count() < 2:
        return None
    ends = dict(zip(ENDS, np.quantile(values["value"].astype(float), QUARTILES), strict=True))
    own = mine.iloc[0] if len(mine) else pd.Series({"value": np.nan, "ci_low": np.nan, "ci_high": np.nan, "ci_kind": "", "ci_level": np.nan, "reliability": ""})
    figures = {name: float(own[name]) if pd.notna(own[name]) else np.nan for name in ("value", "ci_low", "ci_high", "ci_level")}
    return {
        "indicator_id": key, "title": text_in(about, "title", language), "unit": text_in(about, "unit", language),
        "higher_is": about["higher_is"], "decimals": int(about["decimals"]), "domain": about["domain"], "modelled": is_modelled(about),
        **figures, "ci_kind": own["ci_kind"], "reliability": own["reliability"], **ends, "areas": int(values["value"].count()),
        "period": period(values["period_id"].iloc[0], language), "source_id": values["source_id"].iloc[0],
        "verdict": _verdict(figures, ends["middle"], about["higher_is"]), **_places(figures["value"], ends, about["higher_is"]),
    }  # fmt: skip


def _verdict(own: dict[str, float], middle: float, higher_is: str) -> str:
    side = str(compare([own["value"]], [own["ci_low"]], [own["ci_high"]], middle)[0])
    if higher_is == "neither" or side == "not compared":
        return "not_compared"
    return VERDICTS.get((side, higher_is), "similar")


def _places(value: float, ends: dict[str, float], higher_is: str) -> dict[str, float]:
    farthest = max(ends["most"] - ends["middle"], ends["middle"] - ends["least"])
    turn = -1.0 if higher_is == "worse" else 1.0
    found = {f"at_{name}": turn * (end - ends["middle"]) / farthest if farthest > 0 else 0.0 for name, end in ends.items()}
    return {"at": turn * (value - ends["middle"]) / farthest if farthest > 0 else 0.0, **found}


def _sentences(chosen: Choices, area: str, table: pd.DataFrame, release: Release) -> tuple[str, ...]:
    language, name = chosen.language, area_name(release, area, chosen.language)
    if table.empty or table["value"].isna().all():
        return (say("compare.area_nothing", language, name=name),)
    if (table["higher_is"] == "neither").all():
        return (say("compare.area_undirected", language, name=name, count=len(table)),)
    count = table.loc[table["value"].notna() & (table["higher_is"] != "neither"), "verdict"].value_counts()
    figures = {key: numbers.number(int(count.get(key, 0)), language) for key in ("better", "similar", "worse", "not_compared")}
    return (say("compare.area_verdicts", language, name=name, **figures),)


def _missing(chosen: Choices, table: pd.DataFrame, area: str) -> tuple[str, ...]:
    without = int(table["value"].isna().sum()) if len(table) else 0
    return (say("compare.area_missing", chosen.language, count=without),) if without else ()


def _notes(chosen: Choices, table: pd.DataFrame) -> tuple[str, ...]:
    said = [say("compare.area_care", chosen.language)]
    if len(table) and table["modelled"].any():
        said.append(say("compare.area_modelled", chosen.language, names="; ".join(table.loc[table["modelled"], "title"])))
    return tuple(said)
