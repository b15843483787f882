"""A place: its areas, groups, words and policy, read from one folder of declarations."""

from __future__ import annotations

from typing import Literal

from evenground.catalog.declaration import Declared, Identifier, Text
from evenground.catalog.disparities import Gradient, WeightedByGroup
from evenground.catalog.outreach import Outreach


class Level(Declared):
    """One edition of one kind of area. The same code in two vintages is not the same place."""

    id: Identifier
    vintage: str
    name: Text
    """Plural, for menus: "Census tracts (2010)"."""
    one: Text
    """Singular: "census tract"."""
    code_width: int | None = None
    """Digits of the code; a shorter number is padded with zeros and counted as repaired."""
    code_prefixes: tuple[str, ...] = ()
    """Prefixes that publishers write before the code and that are cut off: "1400000US"."""
    shape: Literal["polygon", "point", "none"] = "polygon"
    projected_crs: str = "EPSG:3857"
    """Metres; used to measure and to lay out the equal-area map, never to draw."""
    parent: str | None = None
    """`level:vintage` of the level above."""
    on_map: bool = True

    @property
    def key(self) -> str:
        return f"{self.id}:{self.vintage}"

    def area_key(self, code: str) -> str:
        """The one join key of an area: level, vintage and code, for example `tract:2010:29095015900`."""
        return f"{self.id}:{self.vintage}:{code}"


class Stratum(Declared):
    id: Identifier
    name: Text
    social_rank: int | None = None
    """0 is least advantaged; empty where the groups have no order."""
    is_reference: bool = False
    note: Text | None = None


class Stratifier(Declared):
    id: Identifier
    name: Text
    partition: bool
    """True where every person is in exactly one stratum; measures over all groups need it."""
    exclusive: bool = False
    """True where nobody is in two strata, though some people are in none; a partition always is. Otherwise they overlap."""
    ordered: bool = False
    strata: tuple[Stratum, ...]
    note: Text | None = None
    on_chart: Text | None = None
    """What a chart of these groups says on itself."""


class AreaSet(Declared):
    """A named, dated list of areas, made by somebody for something."""

    id: Identifier
    name: Text
    short: Text
    authority: Text
    dated: str
    purpose: Text
    basis: Text | None = None
    """How membership or its weight was decided, said on screen."""
    level: str
    """`level:vintage` of its members."""
    outlined: bool = False
    """Drawn as an outline on the map when the place opens."""


class AudienceRule(Declared):
    """Interim protection of one audience; a hidden count hides its rate, interval, rank and colour."""

    min_count: int
    hide_zero: bool = False
    min_population_counts: int = 0
    min_population_rates: int = 0
    min_denominator: int = 0


class Policy(Declared):
    version: str
    public: AudienceRule
    analyst: AudienceRule
    note: Text | None = None
    rankings: bool = True
    """False where comparing named communities is off unless a reader asks for it."""
    planning: Literal["proposed", "community_initiated"] = "proposed"
    data_owner: Text
    governance: Text | None = None


class Opening(Declared):
    """What the place opens on, with no choice made."""

    level: str
    indicator: Identifier
    period: str
    stratum: Identifier = "everyone"
    view: Literal["fill", "points"] = "fill"
    area_set: Identifier | None = None
    """Only the members of this set are shown; empty shows every area of the level."""
    statements: tuple[str, ...] = ()
    """Published statements, by id, that stand first among the gaps of the overview, with their year and source."""


class Residents(Declared):
    """Which indicator and period give the residents of a level's areas."""

    indicator: Identifier
    period: str


class Place(Declared):
    id: Identifier
    name: Text
    full_name: Text
    introduction: Text
    languages: tuple[str, ...]
    time_zone: str
    fiscal_year_start: str
    """MM-DD."""
    week_start: Literal["monday", "sunday"] = "monday"
    mailbox: str
    region_box: tuple[float, float, float, float]
    """West, south, east, north in degrees; a shape outside it is refused."""
    levels: tuple[Level, ...]
    stratifiers: tuple[Stratifier, ...] = ()
    area_sets: tuple[AreaSet, ...] = ()
    policy: Policy
    opens_on: Opening
    residents: dict[str, Residents] = {}
    """By `level:vintage`; where a level is not named, the population that came with its boundaries."""
    vocabulary: dict[str, Text] = {}
    """Words of the place that replace the common ones: `areas`, `area`, `residents`, `partner` ..."""
    gradients: tuple[Gradient, ...] = ()
    """Indices that put areas in order, from most to least deprived, as a dimension of inequality."""
    weighted_by_group: tuple[WeightedByGroup, ...] = ()
    """Means over areas weighted by residents of a group that readers must not take for the groups' own figures."""
    domains: dict[str, Text] = {}
    """How its indicators are grouped, in order; a place may group by its own model of health."""
    outreach: Outreach | None = None
    """How the outreach log is read; empty where a place keeps none."""
    demonstration: Text | None = None
    """Said on every page while the place shows data that are not its own."""
    colours: dict[str, str] = {}

    def level(self, key: str) -> Level:
        """The level of a `level:vintage` key."""
        for level in self.levels:
            if level.key == key:
                return level
        known = ", ".join(level.key for level in self.levels)
        raise KeyError(f"{self.id} has no level {key!r}; it has {known}")

    def stratifier_of(self, stratum_id: str) -> Stratifier | None:
        for stratifier in self.stratifiers:
            if any(stratum.id == stratum_id for stratum in stratifier.strata):
                return stratifier
        return None
