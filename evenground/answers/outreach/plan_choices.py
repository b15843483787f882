"""What a reader asks of the next sessions: how many, of which type, where, within which limits."""

from __future__ import annotations

from dataclasses import dataclass, replace

from evenground.answers.outreach.log_choices import LogChoices


@dataclass(frozen=True)
class PlanChoices:
    """One question about the next sessions. `log` gives window, basis, need and yardstick."""

    log: LogChoices
    sessions: int = 3
    type: str = "outreach_session"
    within: str = ""
    """An area set; empty means every area of the level."""
    group_weight: float = 0
    """Weight of the groups' term beside the areas' weight of 1."""
    days: int = 90
    """Days ahead that are planned for."""
    apart: int = 14
    """Days between two visits of one area, at least."""
    one_area: int = 1
    """Sessions of the plan in one area, at most; 0 sets no limit."""
    hours: float = 0
    """Hours of sessions that there are; 0 sets no limit."""
    each: int = 0
    """Sessions that one partner can lead, at most; 0 sets no limit."""
    spoken: str = ""
    """Language in which at least `spoken_least` of the sessions are to be held, by a partner who has done so."""
    spoken_least: int = 1
    set_aside: tuple[str, ...] = ()
    """Areas that people decided to leave out for now."""

    def but(self, **changes: object) -> PlanChoices:
        return replace(self, **changes)
