"""What a place declares about inequality: indices that order its areas, and means that are not what they look like."""

from __future__ import annotations

from evenground.catalog.declaration import Declared, Identifier, Text


class Gradient(Declared):
    """Areas of one level in the order of an index, as groups of a dimension of inequality."""

    level: str
    """`level:vintage` of the areas."""
    index: Identifier
    """Indicator that orders them; its own direction says which end is the less advantaged one."""
    period: str
    built_in: tuple[Identifier, ...] = ()
    """Indicators that are parts of the index, or were modelled from such parts: their gradient is partly built in."""
    note: Text | None = None


class WeightedByGroup(Declared):
    """A mean over areas, weighted by the residents of each of two groups: it tells where they live, not how they fare."""

    indicator: Identifier
    period: str
    area_set: Identifier
    weight: Identifier
    """Count of residents by group; the areas are those of the list."""
    weight_period: str
    groups: tuple[Identifier, Identifier]
    """Strata of the weight; the difference is the second minus the first."""
    published: str | None = None
    """`fact_id` of the published statement that does give the groups' own figures."""
