"""How far apart are two groups, in absolute and in relative terms, and can we tell?"""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.choices import Choices
from evenground.answers.disparities.choice import EVERYONE, LIST, REST, Comparison, gradient, stratifier, ways
from evenground.answers.disparities.groups import Groups, groups, where_in_words
from evenground.answers.finding import notes
from evenground.answers.shelf import provenance, row_of, text_in
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.dates import period
from evenground.stats.pairs import Pair, compare_pair
from evenground.warehouse.releases import Release

FAR, NEAR = "fifth_1", "fifth_5"


def least_favourable(found: Groups) -> str:
    """The reliable group with the least favourable value; empty without one."""
    rows = found.reliable
    if rows.empty:
        return ""
    if found.kind == "areas":
        return FAR
    named = rows[rows["key"] != default_reference(found)]
    rows = named if len(named) else rows
    return str(rows.loc[rows["value"].idxmin() if found.favourable else rows["value"].idxmax(), "key"])


def default_reference(found: Groups) -> str:
    """What groups are compared with unless a reader says otherwise: everybody else, the declared group, or the far end."""
    if found.kind == "areas":
        return NEAR
    if found.kind == "overlapping":
        return REST if found.table["rest_value"].notna().any() else EVERYONE
    declared = found.known[found.known["is_reference"].astype(bool)]
    if len(declared):
        return str(declared["key"].iloc[0])
    known = found.reliable
    if known.empty:
        return ""
    return str(known.loc[known["value"].idxmax() if found.favourable else known["value"].idxmin(), "key"])


def references(found: Groups) -> tuple[str, ...]:
    """What a reader may compare a group with."""
    if found.kind == "overlapping":
        return tuple(one for one in (REST, EVERYONE) if one == EVERYONE or found.table["rest_value"].notna().any())
    return tuple(found.known["key"])


def pair_chosen(chosen: Comparison, found: Groups) -> tuple[str, str]:
    """Group and reference, as chosen where that is possible, else by rule."""
    known = set(found.known["key"])
    reference = chosen.reference if chosen.reference in references(found) else default_reference(found)
    group = chosen.group if chosen.group in known else least_favourable(found)
    if group == reference:
        others = found.known[found.known["key"] != reference]
        if others.empty:
            return "", reference
        group = str(others.loc[others["value"].idxmin() if found.favourable else others["value"].idxmax(), "key"])
    return group, reference


def pair(found: Groups, group: str, reference: str) -> Pair:
    """Difference and ratio of a group and its reference; against everyone, who include it, without limits."""
    one = found.table[found.table["key"] == group].iloc[0]
    other = reference_values(found, group, reference)
    if reference == EVERYONE:
        other = (other[0], np.nan, np.nan)
    return compare_pair(*([float(part)] for part in (one["value"], one["ci_low"], one["ci_high"], *other)))


def reference_values(found: Groups, group: str, reference: str) -> tuple[float, float, float]:
    """Value and limits of what a group is compared with."""
    one = found.table[found.table["key"] == group].iloc[0]
    if reference == REST:
        return float(one["rest_value"]), float(one["rest_low"]), float(one["rest_high"])
    if reference == EVERYONE:
        value = one["whole_value"] if "whole_value" in one else found.whole["value"]
        return float(value), np.nan, np.nan
    other = found.table[found.table["key"] == reference].iloc[0]
    return float(other["value"]), float(other["ci_low"]), float(other["ci_high"])


def gap(chosen: Comparison, release: Release) -> Answer:
    """The gap between one group and its reference. `facts` holds the numbers, `sentences` the finding and what it rests on.

    `verdict` is `clear`, `cannot_tell`, or `not_tested` where a group has no interval.
    """
    found = groups(chosen, release)
    group, reference = pair_chosen(chosen, found)
    language = chosen.language
    if not group or not reference:
        return Answer("gap", release.id, found.table, (say("disparities.no_pair", language),), _provenance(found, release))
    two = pair(found, group, reference)
    facts = _facts(found, group, reference, two)
    rows = pd.DataFrame([facts])
    said = (_finding(found, facts, release), _size(found, facts), *_basis(found, group, release), _absent(found, release))
    return Answer("gap", release.id, rows, tuple(part for part in said if part), _provenance(found, release), facts={**facts, "headline": _headline(found, facts, release)})


def _facts(found: Groups, group: str, reference: str, two: Pair) -> dict[str, object]:
    one = found.table[found.table["key"] == group].iloc[0]
    other = reference_values(found, group, reference)
    low, high = float(two.low[0]), float(two.high[0])
    verdict = "not_tested" if np.isnan(low) else "clear" if low > 0 or high < 0 else "cannot_tell"
    difference = float(two.difference[0])
    against_group = (difference < 0) if found.favourable else (difference > 0)
    return {
        "group": group, "group_name": found.name(group), "reference": reference, "reference_name": found.name(reference),
        "value": float(one["value"]), "ci_low": float(one["ci_low"]), "ci_high": float(one["ci_high"]), "ci_kind": one["ci_kind"] or "published",
        "other": other[0], "other_low": other[1], "other_high": other[2], "difference": difference, "low": low, "high": high, "p": float(two.p[0]),
        "ratio": float(two.ratio[0]), "ratio_low": float(two.ratio_low[0]), "ratio_high": float(two.ratio_high[0]), "verdict": verdict,
        "unfavourable_to": "" if difference == 0 else found.name(group) if against_group else found.name(reference),
        "areas": int(one["areas"]),
    }  # fmt: skip


def _words(found: Groups) -> tuple[str, str, int]:
    language = found.chosen.language
    return text_in(found.indicator, "title", language), text_in(found.indicator, "unit", language), int(found.indicator["decimals"])


def difference_unit(found: Groups) -> str:
    """What one unit of a difference is: percentage points for shares."""
    if found.indicator["kind"] == "proportion":
        return say("disparities.points", found.chosen.language)
    return text_in(found.indicator, "unit", found.chosen.language)


def estimate_of(found: Groups, value: float, low: float, high: float, kind: str, level: object = 0.95) -> str:
    """A value with unit and interval, as everywhere else."""
    _, unit, decimals = _words(found)
    return numbers.estimate(value, unit, found.chosen.language, decimals, ci=(low, high), level=level, kind=kind or "published")


def _finding(found: Groups, facts: dict[str, object], release: Release) -> str:
    language = found.chosen.language
    title, _, _ = _words(found)
    kind = str(facts["ci_kind"])
    one = estimate_of(found, facts["value"], facts["ci_low"], facts["ci_high"], kind)
    other = estimate_of(found, facts["other"], facts["other_low"], facts["other_high"], kind)
    return say(
        "disparities.finding", language, title=title, where=where_in_words(found.chosen, release), period=period(found.chosen.period, language),
        group=facts["group_name"], value=one, reference=facts["reference_name"], other=other,
    )  # fmt: skip


def _size(found: Groups, facts: dict[str, object]) -> str:
    """The gap in both terms, whom it is unfavourable to, and whether chance alone could explain it."""
    language, decimals = found.chosen.language, int(found.indicator["decimals"])
    absolute = numbers.with_unit(abs(facts["difference"]), difference_unit(found), language, decimals)
    ratio = numbers.number(facts["ratio"], language, 2)
    if facts["verdict"] == "not_tested":
        key = "includes" if facts["reference"] == EVERYONE else "not_tested"
        return say(f"disparities.size_{key}", language, difference=absolute, ratio=ratio, whom=facts["unfavourable_to"], group=facts["group_name"])
    flipped = facts["difference"] < 0
    limits = sorted((-facts["low"], -facts["high"])) if flipped else (facts["low"], facts["high"])
    kind = say("disparities.approximate", language) if facts["ci_kind"] == "approximate" else ""
    words = {
        "difference": absolute, "range": numbers.span(*limits, language, decimals), "kind": kind, "ratio": ratio,
        "ratio_range": numbers.span(facts["ratio_low"], facts["ratio_high"], language, 2), "whom": facts["unfavourable_to"], "group": facts["group_name"],
        "reference": facts["reference_name"],
    }  # fmt: skip
    return say(f"disparities.size_{facts['verdict']}", language, **words)


def _headline(found: Groups, facts: dict[str, object], release: Release) -> str:
    """The finding in one line, for a title."""
    language, decimals = found.chosen.language, int(found.indicator["decimals"])
    title, _, _ = _words(found)
    if bool(found.indicator["do_not_compare_groups"]):
        return say("disparities.headline_crude", language, title=title)
    if found.is_built_in:
        index = text_in(row_of(release, "indicators", "indicator_id", found.chosen.by), "title", language)
        return say("disparities.headline_built_in", language, title=title, index=index)
    absolute = numbers.with_unit(abs(facts["difference"]), difference_unit(found), language, decimals)
    key = facts["verdict"] if facts["verdict"] != "clear" or facts["unfavourable_to"] else "cannot_tell"
    return say(
        f"disparities.headline_{key}", language, title=title, difference=absolute, whom=facts["unfavourable_to"], group=facts["group_name"],
        reference=facts["reference_name"], where=where_in_words(found.chosen, release),
    )  # fmt: skip


def _basis(found: Groups, group: str, release: Release) -> list[str]:
    """What the figures rest on: how many areas remain of a list, how an index ordered them."""
    language, where = found.chosen.language, found.chosen.where
    if found.kind == "areas":
        index = row_of(release, "indicators", "indicator_id", found.chosen.by)
        used = len(found.areas)
        words = {"used": numbers.number(used, language), "of": numbers.number(found.of, language), "index": text_in(index, "title", language)}
        return [say("disparities.areas_used", language, **words), _without_groups(found, release)]
    if where.startswith(LIST):
        areas = int(found.table.loc[found.table["key"] == group, "areas"].iloc[0])
        return [say("disparities.list_used", language, used=str(areas), of=str(found.of), group=found.name(group))]
    return []


def _without_groups(found: Groups, release: Release) -> str:
    """That an indicator which is compared over areas alone is published for no group."""
    if any(way.basis == "groups" for way in ways(release, found.chosen.indicator)):
        return ""
    return say("disparities.everyone_by_area", found.chosen.language, title=text_in(found.indicator, "title", found.chosen.language))


def _absent(found: Groups, release: Release) -> str:
    """Groups of the dimension for which no figure can be shown, by name."""
    declared = stratifier(found.chosen.place, found.chosen.by)
    if declared is None:
        return ""
    language, known = found.chosen.language, set(found.known["key"])
    names = [one.name.get(language) or one.name["en"] for one in declared.strata if one.id not in known]
    return say("disparities.absent", language, names="; ".join(names)) if names else ""


def cautions(chosen: Comparison, release: Release) -> tuple[str, ...]:
    """What must be read with care, the most important first."""
    found, language = groups(chosen, release), chosen.language
    said = []
    if bool(found.indicator["do_not_compare_groups"]):
        said.append(say("disparities.do_not_compare", language))
    declared = gradient(chosen.place, found.level, chosen.by) if found.kind == "areas" else None
    if declared is not None:
        if found.is_built_in:
            said.append(say("disparities.built_in", language))
        said.append(text_in(_texts(declared.note), "", language))
    dimension = stratifier(chosen.place, chosen.by)
    if dimension is not None:
        said.append((dimension.note or {}).get(language) or (dimension.note or {}).get("en", ""))
    view = Choices(chosen.place, language, chosen.indicator, found.level, chosen.period)
    table = found.table.assign(ci_kind=found.table.get("ci_kind", ""))
    said += [one for one in notes(found.indicator, table, view, release) if one != say("careful.no_interval", language)]
    return tuple(dict.fromkeys(part for part in said if part))


def _texts(words: dict[str, str] | None) -> dict[str, str]:
    return {f"_{language}": text for language, text in (words or {}).items()}


def on_chart(chosen: Comparison, release: Release) -> str:
    """What a chart of this comparison says on itself: when it is cumulative, crude, built in, and the groups' own caveat."""
    found, language = groups(chosen, release), chosen.language
    said = []
    if bool(found.indicator["do_not_compare_groups"]):
        said.append(say("disparities.do_not_compare", language))
    if bool(found.indicator["cumulative"]):
        said.append(_sentence(period(chosen.period, language)))
    if bool(found.indicator["adjusted"] == "age-adjusted"):
        said.append(say("disparities.age_adjusted", language))
    if found.is_built_in:
        said.append(say("disparities.built_in_short", language))
    dimension = stratifier(chosen.place, chosen.by)
    if dimension is not None and dimension.on_chart:
        said.append(dimension.on_chart.get(language) or dimension.on_chart["en"])
    return " ".join(said)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _provenance(found: Groups, release: Release):
    rows = found.areas if found.kind == "areas" else found.table
    own = {one for one in rows.get("source_id", pd.Series(dtype=object)).dropna() if one}
    return provenance(release, own, found.chosen.language)

