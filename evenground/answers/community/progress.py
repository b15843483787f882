"""Where a measured goal stands: one rule in words, the same for the average and for the least favourable group."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

STANDINGS = (
    "reached", "reached_uncertain", "on_course", "behind", "improving", "no_clear_change", "away", "not_since", "not_reached",
    "no_figure", "no_target", "modelled", "not_measured",
)  # fmt: skip


@dataclass(frozen=True)
class Course:
    """What a standing is worked out from. Missing numbers are NaN, missing days None.

    `baseline` and `target` are the plan's; `now` with its interval is the warehouse's latest figure, for the period that ends
    on `now_on`. `lower_is_aim` says which way the plan wants to go.
    """

    baseline: float
    now: float
    target: float
    lower_is_aim: bool
    ci_low: float = np.nan
    ci_high: float = np.nan
    baseline_on: date | None = None
    now_on: date | None = None
    due_on: date | None = None
    is_modelled: bool = False


def standing(course: Course) -> str:
    """One of `STANDINGS`.

    A modelled figure is never progress. A target is reached for certain only when the whole interval is past it; change is
    claimed only when the interval leaves the baseline out. On course means at least as far along as the time that has passed
    from the baseline to the day it is due, at the end of the figure's own period.
    """
    if course.is_modelled:
        return "modelled"
    if np.isnan(course.target):
        return "no_target"
    if np.isnan(course.now):
        return "no_figure"
    if _is_past(course.now, course.target, course.lower_is_aim):
        worst = course.ci_high if course.lower_is_aim else course.ci_low
        return "reached" if np.isnan(worst) or _is_past(worst, course.target, course.lower_is_aim) else "reached_uncertain"
    if course.baseline_on and course.now_on and course.now_on <= course.baseline_on:
        return "not_since"
    if np.isnan(course.baseline):
        return "not_reached"
    if course.now == course.baseline or course.ci_low <= course.baseline <= course.ci_high:
        return "no_clear_change"
    share = share_of_way(course)
    if share < 0 or np.isnan(share):
        return "away"
    passed = share_of_time(course)
    return "improving" if np.isnan(passed) else "on_course" if share >= passed else "behind"


def share_of_way(course: Course) -> float:
    """How far from the baseline to the target, 1 at the target, negative away from it; NaN where there is no way to go."""
    way = course.target - course.baseline
    return float("nan") if np.isnan(way) or way == 0 else (course.now - course.baseline) / way


def share_of_time(course: Course) -> float:
    """How much of the time from the baseline to the due day had passed when the figure's period ended, 0 to 1."""
    if not (course.baseline_on and course.now_on and course.due_on) or course.due_on <= course.baseline_on:
        return float("nan")
    return float(np.clip((course.now_on - course.baseline_on).days / (course.due_on - course.baseline_on).days, 0, 1))


def _is_past(value: float, target: float, lower_is_aim: bool) -> bool:
    return value <= target if lower_is_aim else value >= target
