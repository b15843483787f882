"""What a reader chose: the same few choices on every page, and in the address of every view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

ClassMethod = Literal["quantile", "natural", "equal", "fixed"]


@dataclass(frozen=True)
class Choices:
    """One view of a place. `comparator` is `pooled`, `none`, `area:<area_key>` or `outside:<area_set_id>`."""

    place: str
    language: str
    indicator: str
    level: str
    period: str
    stratum: str = "everyone"
    comparator: str = "pooled"
    method: ClassMethod = "quantile"
    classes: int = 5
    fixed: tuple[float, ...] = ()
    locked: bool = False
    """True when the classes come from all periods of the indicator, so that two maps can be compared."""
    second: str | None = None
    """Indicator shown as circles over the fill."""
    resources: tuple[str, ...] = ()
    """Kinds of community resource shown over the map."""
    drawing: Literal["geographic", "hexagon"] = "geographic"
    area: str | None = None
    area_set: str | None = None
    only_set: bool = False

    def but(self, **changes: object) -> Choices:
        return replace(self, **changes)
