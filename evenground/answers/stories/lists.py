"""A list of areas taken together, as exhibits: beside all the others, or as one number."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values
from evenground.answers.captions import caption
from evenground.answers.exhibit import Exhibit, Series
from evenground.answers.pooled import Pooled
from evenground.answers.shelf import row_of, text_in
from evenground.answers.stories.choices import chosen
from evenground.answers.stories.outreach_exhibit import headed
from evenground.catalog.indicator import Indicator
from evenground.catalog.library import indicators
from evenground.catalog.words import say
from evenground.look import numbers
from evenground.look.caption import Caption
from evenground.look.comparator import Comparator
from evenground.warehouse.releases import Release

HEADINGS = {"label": "table.area", "value": "table.value", "areas": "brief.areas_with_figure"}


@dataclass(frozen=True)
class Beside:
    """A list and the rest: their names, pooled figures in the table, and the words around them."""

    labels: tuple[str, str]
    answer: Answer
    caption: Caption
    indicator: Indicator

    @property
    def values(self) -> np.ndarray:
        return self.answer.table["value"].to_numpy(dtype=float)


def list_gap(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """The areas of a list taken together, beside all the others."""
    both = _beside("list_gap", choices, release, language)
    words = both.caption
    return Exhibit(
        "list_gap", "bars", words.title, words, both.answer, say("brief.alt_bars", language, headline=words.title, context=words.context), both.labels,
        (Series(words.subtitle, both.values),), None, headed(both.answer.table, HEADINGS, language), decimals=both.indicator.decimals, part="for_whom",
    )  # fmt: skip


def list_number(choices: dict[str, str], release: Release, language: str) -> Exhibit:
    """The figure of a list of areas taken together, with that of all the others in its headline."""
    both = _beside("list_number", choices, release, language)
    words, (inside, outside) = replace(both.caption, geography=both.labels[0]), both.values
    return Exhibit(
        "list_number", "number", words.title, words, both.answer, words.title, both.labels[:1], (Series(words.subtitle, np.array([inside])),),
        Comparator(both.labels[1], float(outside)), headed(both.answer.table, HEADINGS, language), decimals=both.indicator.decimals, part="number",
    )  # fmt: skip


def _beside(question: str, choices: dict[str, str], release: Release, language: str) -> Beside:
    view = chosen(choices, release, language)
    answer = area_values(view, release)
    words, indicator = caption(view, release, answer), indicators()[view.indicator]
    inside, outside = answer.facts.get("inside"), answer.facts.get("outside")
    if not isinstance(inside, Pooled) or not isinstance(outside, Pooled) or np.isnan(inside.value):
        raise KeyError(f"no list of areas can be set beside the rest for {view.indicator!r} at {view.level}")
    listed = text_in(row_of(release, "area_sets", "area_set_id", str(view.area_set)), "short", language)
    labels = (listed, str(say("brief.all_other_areas", language)))
    unit = indicator.unit.get(language) or indicator.unit["en"]
    units = ("%" if unit.startswith("%") else "", unit)  # in full once: "17.6% (...), 7.0% of residents (...)"
    shown = [numbers.with_unit(one.value, each, language, indicator.decimals) for one, each in zip((inside, outside), units, strict=True)]
    headline = say("brief.list_headline", language, title=words.subtitle, area_set=listed, inside=shown[0], outside=shown[1])
    table = pd.DataFrame({"label": labels, "value": [inside.value, outside.value], "areas": [inside.areas, outside.areas]})
    told = Answer(question, release.id, table, answer.sentences[1:2] or (headline,), answer.provenance, answer.missing, answer.notes, answer.facts)
    named = replace(words, title=headline, interval=say("interval.none", language), note=" ".join(answer.notes[:1]))
    return Beside(labels, told, named, indicator)
