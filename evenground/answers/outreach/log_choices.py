"""What a reader chose of the outreach log: the same on every page that reads it, and in the address of every view."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

Basis = Literal["held_in", "participants_live_in", "intended_for"]
Measure = Literal["attendances", "sessions", "hours"]
Yardstick = Literal["equal", "equitable"]

BASES: tuple[Basis, ...] = ("held_in", "participants_live_in", "intended_for")
MEASURES: tuple[Measure, ...] = ("attendances", "sessions", "hours")
YARDSTICKS: tuple[Yardstick, ...] = ("equal", "equitable")


@dataclass(frozen=True)
class LogChoices:
    """One view of a place's outreach log. Days are ISO, both included. An empty filter lets everything through."""

    place: str
    language: str
    level: str
    """`level:vintage` of the areas that outreach is counted in."""
    as_of: str
    """The day on which the log is read: today, or the declared end of a demonstration."""
    start: str
    end: str
    types: tuple[str, ...] = ()
    """Types of engagement. Coverage counts those that reach residents, whatever else is asked for."""
    partners: tuple[str, ...] = ()
    """Ids of partners, lead or with; an engagement with any of them counts."""
    groups: tuple[str, ...] = ()
    """Questions of the log ("newcomer"); an engagement at which any was asked counts."""
    languages: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ("held",)
    audiences: tuple[str, ...] = ()
    basis: Basis = "held_in"
    measure: Measure = "attendances"
    need: str = ""
    """Indicator of need; empty where the place has none measured by area."""
    k: int = 3
    """Sessions that make an area count as visited."""
    yardstick: Yardstick = "equal"
    among: str = ""
    """Area set within which areas are set beside each other; empty is all areas of the level."""

    def but(self, **changes: object) -> LogChoices:
        return replace(self, **changes)

    @property
    def of_sums(self) -> LogChoices:
        """Without what changes only how sums are read: views that differ in nothing else share what was summed."""
        return self.but(language="en", as_of="", need="", k=0, yardstick="equal", among="")

    @property
    def of_sessions(self) -> LogChoices:
        """Without what changes only how the sessions that are let through are then counted."""
        return self.of_sums.but(basis="held_in", measure="attendances")

    @property
    def days(self) -> int:
        """Days of the window, both ends included; at least one."""
        return max((date.fromisoformat(self.end) - date.fromisoformat(self.start)).days + 1, 1)

    @property
    def is_filtered(self) -> bool:
        """True where the reader looks at a part of the log's outreach only, beside the window."""
        return any((self.types, self.partners, self.groups, self.languages, self.audiences))

    @property
    def filters(self) -> dict[str, object]:
        """What the questions about engagements bind: window and filters, not how reach is then measured."""
        return {
            "start": self.start, "end": self.end, "types": list(self.types), "partners": list(self.partners),
            "groups": list(self.groups), "languages": list(self.languages), "statuses": list(self.statuses),
            "audiences": list(self.audiences),
        }  # fmt: skip
