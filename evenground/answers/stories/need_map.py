"""Need beside reach on a map, as an exhibit: need as fill, reach as circles over it."""

from __future__ import annotations

from dataclasses import replace

from evenground.answers import captions
from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values, outlined_set
from evenground.answers.choices import Choices
from evenground.answers.exhibit import Exhibit
from evenground.answers.outreach import need as needs
from evenground.answers.outreach import wording
from evenground.answers.outreach.captions import headings
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.overview import opening
from evenground.answers.shelf import row_of
from evenground.answers.stories.areas import columns, drawing, status_words
from evenground.answers.stories.outreach_exhibit import exhibit
from evenground.answers.stories.reach import asked
from evenground.catalog.library import indicators
from evenground.catalog.words import say
from evenground.look.caption import Caption
from evenground.warehouse.releases import Release


def need_reach_map(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """Where need is, and where outreach went: areas by the chosen measure of need, circles in proportion to reach."""
    log, answer, words = asked(choices, release, language)
    view = filled_by(log, release)
    if view is None:
        raise KeyError(str(say("coverage.need_none", language)))
    need = area_values(view, release)
    reach = dict(zip(answer.table["area_key"], answer.table["reach"].astype(float), strict=True))
    told = Answer(
        "need_reach_map", release.id, need.table.assign(reach=need.table["area_key"].map(reach)), answer.sentences,
        tuple(dict.fromkeys((*need.provenance, *answer.provenance))), answer.missing, answer.notes,
    )  # fmt: skip
    drawn = replace(drawing(view, release, need, "class"), circles={key: size for key, size in reach.items() if size > 0}, circles_name=wording.measure(log))
    made = exhibit(
        "need_reach_map", "map", _caption(captions.caption(view, release, need), words, _kind(log, release)), told, release, drawing=drawn,
        columns=(*columns(told.table, language), ("reach", headings(log, answer.table)["reach"])),
        decimals=indicators()[view.indicator].decimals,
    )  # fmt: skip
    alt = str(say("coverage.alt_map", language, sentence=" ".join(answer.sentences[:1])))
    return replace(made, alt=alt, words=status_words(told.table, language))


def filled_by(log: LogChoices, release: Release) -> Choices | None:
    """The view of areas that lies below the circles: the measure of need, or what the place opens on where need is not
    measured. None where the place has nothing of that level to open on."""
    opens = opening(release, log.language)
    if opens.level != log.level and not log.need:
        return None
    indicator, period = (log.need, needs.period_of(log, release)) if log.need else (opens.indicator, opens.period)
    return opens.but(
        indicator=indicator, period=period, level=log.level, stratum="everyone", comparator="none", area_set=outlined_set(release, log.level)
    )  # fmt: skip


def _kind(log: LogChoices, release: Release) -> str:
    """How need is drawn: as fill, or, where communities are points, as circles below those of reach."""
    return "points" if row_of(release, "levels", "level_key", log.level)["shape"] == "point" else "map"


def _caption(need: Caption, reach: Caption, kind: str) -> Caption:
    """What fill and circles are of, each with its time; interval and figures in the key are those of need."""
    subtitle = str(say(f"brief.need_reach_{kind}", need.language, need=need.measure, reach=reach.subtitle))
    source = "; ".join(part for part in (need.source if need.source not in reach.source else "", reach.source) if part)
    return replace(
        need, title=reach.title.rstrip("."), subtitle=subtitle,
        period="; ".join(part for part in (need.period, reach.period) if part), source=source,
        note=reach.note, demonstration=reach.demonstration,
    )  # fmt: skip
