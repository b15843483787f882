"""How many deaths would go with a factor, if a relative risk from elsewhere held here: always an illustration."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.disparities.choice import Comparison
from evenground.answers.disparities.groups import groups
from evenground.catalog.declaration import Declared, Identifier, Text, read_declaration
from evenground.catalog.library import DATA
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.stats.impact import attributable, levin, log_se
from evenground.warehouse.releases import Release


class Factor(Declared):
    """A relative risk of death with its limits, and the indicators whose prevalence it may be set beside."""

    id: Identifier
    name: Text
    relative_risk: float
    ci_low: float
    ci_high: float
    indicators: tuple[Identifier, ...]


class Factors(Declared):
    source: Text
    factors: tuple[Factor, ...]


@lru_cache
def factors() -> Factors:
    """Relative risks with their source, as declared."""
    return read_declaration(Factors, DATA / "impact" / "relative_risks.yml")


def factor_for(indicator: str) -> Factor | None:
    """The published relative risk that an indicator's prevalence may be set beside; None without one."""
    return next((one for one in factors().factors if indicator in one.indicators), None)


def burden(chosen: Comparison, release: Release, risk: float | None = None, low: float | None = None, high: float | None = None, deaths: float | None = None) -> Answer:
    """One row: the attributable fraction, and the number of deaths where a reader gives their total.

    Without a relative risk the published one is taken. No total of deaths is known here: a reader brings it.
    """
    found, language = groups(chosen, release), chosen.language
    factor, prevalence = factor_for(chosen.indicator), float(found.whole["value"]) / 100
    if factor is None or not np.isfinite(prevalence):
        return Answer("burden", release.id, pd.DataFrame(), (say("disparities.burden_none", language),))
    risk, low, high = risk or factor.relative_risk, low or factor.ci_low, high or factor.ci_high
    error = float(np.nan_to_num((found.whole["ci_high"] - found.whole["ci_low"]) / 3.92)) / 100
    fraction = levin(prevalence, risk, se_log_risk=log_se(low, high), se_prevalence=error)
    row = {"relative_risk": risk, "risk_low": low, "risk_high": high, "prevalence": prevalence, "fraction": float(fraction.value), "low": float(fraction.low), "high": float(fraction.high)}
    if not np.isfinite(row["fraction"]):
        return Answer("burden", release.id, pd.DataFrame(), (say("disparities.burden_impossible", language),))
    said = [
        say(
            "disparities.burden_fraction", language, fraction=numbers.percent(100 * row["fraction"], language, 1),
            range=numbers.span(100 * row["low"], 100 * row["high"], language, 1), risk=numbers.number(risk, language, 2), prevalence=numbers.percent(100 * prevalence, language, 1),
        )
    ]  # fmt: skip
    if deaths:
        number = attributable(fraction, deaths)
        row |= {"deaths": float(number.value), "deaths_low": float(number.low), "deaths_high": float(number.high)}
        said.append(say("disparities.burden_deaths", language, deaths=numbers.number(row["deaths"], language), range=numbers.span(row["deaths_low"], row["deaths_high"], language, 0), total=numbers.number(deaths, language)))
    said.append(say("disparities.burden_illustration", language))
    source = factors().source.get(language) or factors().source["en"]
    return Answer("burden", release.id, pd.DataFrame([row]), tuple(said), notes=(say("disparities.burden_source", language, source=source, factor=factor.name.get(language) or factor.name["en"]),))
