"""An indicator: what is measured, of whom, and which way is better."""

from __future__ import annotations

from typing import Literal

from evenground.catalog.declaration import Declared, Identifier, Text

HigherIs = Literal["better", "worse", "neither"]
NeedKind = Literal["people", "rate", "index", "none"]


class Indicator(Declared):
    """One indicator, as its file in `data/indicators` (or in a place's own `indicators` folder) declares it.

    `need_kind` says what it may be used for as a measure of need: `people` gives people in need (its numerator, or a
    share times its own denominator), `rate` and `index` only order areas, `none` is never a need measure. An indicator
    of composition (`higher_is: neither`) describes the people a programme is for and is never a measure of need.
    """

    id: Identifier
    title: Text
    question: Text
    domain: Identifier
    unit: Text
    """What one unit of the value is, in words that follow the number: "% of residents", "years"."""
    kind: Literal["proportion", "rate", "mean", "count", "index", "ratio"]
    """How the value is made; decides which interval may be computed."""
    per: float = 100
    """Multiplier of numerator / denominator: 100 for percent, 100000 for a rate per 100,000, 1 for a mean or count."""
    decimals: int = 1
    higher_is: HigherIs
    need_kind: NeedKind
    numerator: Text
    denominator: Text
    caveat: Text | None = None
    synonyms: dict[str, list[str]] = {}
    """Other words people type when they look for it, by language."""
    modelled_from: tuple[Text, ...] = ()
    """What a modelled value was predicted from; empty for a measured one."""
    cumulative: bool = False
    adjusted: Literal["crude", "age-adjusted", "not applicable"] = "not applicable"
    do_not_compare_groups: bool = False
    framework_tags: tuple[str, ...] = ()
    """Frameworks it belongs to, as `framework:entry`: `iqi:food`, `chip:...`."""
    sample: Literal["full count", "sample", "modelled", "administrative", "unknown"] = "unknown"
    minimum_denominator: float = 0
    """A zero rate on a smaller base than this is marked unreliable."""
    mappable: bool = True
    weight_by: str | None = None
    """For a mean over areas: the indicator whose denominator weighs it; empty means residents."""
