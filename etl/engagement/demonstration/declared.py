"""What a place's `demonstration.yml` may say: who takes part, in what rhythm, where, with whom, and which gaps are planted.

Nothing here knows an indicator: a demonstration log is made without looking at need.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field

from evenground.catalog.declaration import Declared, Identifier

Chance = Annotated[float, Field(ge=0, le=1)]


def _some_weight(weights: dict[str, float]) -> dict[str, float]:
    if not weights or min(weights.values()) < 0 or sum(weights.values()) <= 0:
        raise ValueError("weights are 0 or more and add up to more than 0")
    return weights


Weights = Annotated[dict[str, float], AfterValidator(_some_weight)]
"""{value: weight}: how often one value is drawn beside the others."""


class Part(Declared):
    model_config = ConfigDict(coerce_numbers_to_str=True)  # a code of digits needs no quotation marks


class Phase(Part):
    """A stretch of days in which a stream runs, either in a rhythm or spread at random."""

    starts_on: date
    ends_on: date
    every: Literal["week", "two_weeks", "month", "quarter"] | None = None
    number: int | None = None
    """Sessions spread over the working days of the stretch, where it has no rhythm."""


class Where(Part):
    settings: Weights
    pool: Identifier | None = None
    """Name of a pool of areas; without one, the session visits no area."""
    areas_each: int = 1
    """Areas that one session names; its people are shared out equally among them."""
    basis: Literal["held_in", "participants_live_in", "intended_for"] = "held_in"
    weight: float = 1


class People(Part):
    """Attendances of one session: log-normal around a median, rounded, at least 1."""

    median: float
    log_sd: float = 0.4
    most: int = 400


class Tally(Part):
    """A question asked at sessions."""

    share: Chance
    """Share of yes among answers."""
    spread: float = 20
    """Larger is steadier from session to session (a beta distribution with this many imagined answers)."""
    unknown: Chance = 0.2
    """Share of attendances with no answer known, where the question was asked."""
    asked: Chance = 0.9
    """Share of sessions at which it was asked."""


class FollowUp(Part):
    chance: Chance
    owners: Weights
    """Roles, never names."""
    within_days: tuple[int, int] = (14, 60)
    done: Chance = 0.75


class Turnout(Part):
    """For actions: of those present or asked, how many pledged to come, came and testified."""

    pledged: tuple[float, float]
    turned_out: tuple[float, float]
    testified: tuple[float, float] = (0, 0)


class Words(Part):
    """A sentence that a share of sessions carries."""

    chance: Chance
    texts: tuple[str, ...]


class Stream(Part):
    """Engagements of one kind by one organization or by the posts that report."""

    id: Identifier
    type: Identifier
    titles: tuple[str, ...]
    phases: tuple[Phase, ...]
    leads: Weights
    """Partners that may lead; the owner is the lead unless `owner` says otherwise."""
    owner: Identifier | None = None
    visibility: Literal["owner", "partners", "public"] = "partners"
    series: Identifier | None = None
    """The series all sessions belong to; recurring meetings have one."""
    where: tuple[Where, ...]
    at_lead: bool = False
    """Held in the area that the leading partner is in (a congregation)."""
    by_post: bool = False
    """Held by the posts that report, in their own area and only in months whose report was received."""
    cancelled: Chance = 0.04
    people: People | None = None
    groups: dict[str, Tally] = {}
    unique: bool = False
    """The number of different people is known."""
    languages: Weights = {"en": 1}
    """{language: chance}; the first is always spoken when no other is drawn."""
    partners: Weights | None = None
    with_partners: tuple[int, int] = (0, 2)
    audience: Weights = {"residents": 1}
    depth: Weights | None = None
    hours: tuple[float, float] = (1, 3)
    initiated_by: Weights = {"partner": 1}
    topics: Weights | None = None
    determinants: Weights | None = None
    practices: Words | None = None
    challenges: Words | None = None
    notes: Words | None = None
    follow_up: FollowUp | None = None
    turnout: Turnout | None = None
    projects: Weights | None = None
    project_chance: Chance = 0


class Stretch(Part):
    starts_on: date
    ends_on: date


class Planted(Part):
    """Gaps put in on purpose, which Coverage and Activity have to find. The app never reads this."""

    areas: dict[str, float] = {}
    """{area: times}: sessions there are this many times as likely as elsewhere in the pool; 0 leaves it out."""
    silent_from: dict[str, date] = {}
    """{area: day}: no session there from this day on."""
    groups: dict[str, float] = {}
    """{question: times}: odds of a yes are multiplied by this."""
    pauses: dict[str, Stretch] = {}
    """{series: days in which it did not meet}."""
    reports_missing: dict[str, tuple[str, ...]] = {}
    """{post: months whose report never came}."""
    duplicates: int = 0
    """Rows entered twice under another id."""


class Reporting(Part):
    """When the monthly reports of the posts come in."""

    within_days: tuple[int, int] = (2, 20)
    missing: Chance = 0.05


class Demonstration(Part):
    """A made log of one place."""

    seed: int
    begins_on: date
    as_of: date
    """The declared end: sessions dated later are planned."""
    note: dict[str, str]
    pools: dict[str, Weights] = {}
    streams: tuple[Stream, ...]
    reporting: Reporting | None = None
    written: dict[str, tuple[dict[str, Any], ...]]
    """Rows that are written out rather than drawn, by sheet of the template and column."""
    planted: Planted = Planted()
