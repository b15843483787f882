"""Choices of a view as its page's address spells them, and back."""

from __future__ import annotations

from collections.abc import Mapping

from evenground.answers.area_values import comparators, outlined_set
from evenground.answers.choices import Choices
from evenground.answers.geometry import drawings
from evenground.answers.overview import opening
from evenground.answers.shelf import periods_of, shelf
from evenground.warehouse.releases import Release


def chosen(choices: Mapping[str, str], release: Release, language: str) -> Choices:
    """The view of areas that an address opens; what it does not say is as the page would choose it.

    Raises `KeyError` for an indicator that the release does not have, or that it has for no area.
    """
    opens = opening(release, language)
    indicator = choices.get("indicator") or opens.indicator
    stratum = choices.get("group") or "everyone"
    level = choices.get("geo") or _level(release, indicator, opens.level)
    period = choices.get("period") or next(iter(periods_of(release, indicator, level, stratum)), None)
    if period is None:
        raise KeyError(f"indicator {indicator!r} has no figure for {level}, {stratum}")
    view = Choices(
        release.place_id, language, indicator, level, period, stratum, method=choices.get("classes", "quantile"),
        classes=int(choices.get("k", 5)), fixed=_numbers(choices.get("breaks", "")), locked=bool(choices.get("locked")),
        drawing=choices.get("drawing") or next(iter(drawings(release, level)), "geographic"), area=choices.get("area"),
        area_set=choices.get("list") or outlined_set(release, level), only_set=bool(choices.get("only")),
    )  # fmt: skip
    return view.but(comparator=choices.get("compare") or comparators(view, release)[0])


def address(view: Choices, **more: str) -> dict[str, str]:
    """What an item keeps of a view of areas: enough to open it again, and nothing that says the same as leaving it out."""
    said = {
        "indicator": view.indicator, "geo": view.level, "period": view.period,
        "group": view.stratum if view.stratum != "everyone" else "", "compare": view.comparator,
        "classes": view.method if view.method != "quantile" else "", "k": str(view.classes) if view.classes != 5 else "",
        "breaks": "; ".join(f"{edge:g}" for edge in view.fixed), "locked": "1" if view.locked else "",
        "only": "1" if view.only_set else "", "drawing": view.drawing if view.drawing != "geographic" else "",
        "area": view.area or "",
    }  # fmt: skip
    return {key: value for key, value in (said | more).items() if value}


def _level(release: Release, indicator: str, preferred: str) -> str:
    """Where an indicator is measured: as the place opens, else where it has the most areas."""
    offer = shelf(release, "offer")
    here = offer[(offer["indicator_id"] == indicator) & (offer["with_value"] > 0)]
    if here.empty:
        raise KeyError(f"indicator {indicator!r} has no figure in release {release.id}")
    return preferred if preferred in set(here["level_key"]) else here.nlargest(1, "with_value")["level_key"].iloc[0]


def _numbers(typed: str) -> tuple[float, ...]:
    return tuple(sorted(float(part) for part in typed.replace("|", ";").split(";") if part.strip()))
