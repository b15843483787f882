"""Why a measure, or only its interval, is missing: one short sentence and one status for each cause."""

from __future__ import annotations

from enum import IntEnum


class Reason(IntEnum):
    """Causes in order of what a reader should hear first."""

    NONE = 0
    OVERLAP = 1
    ONE_GROUP = 2
    INCONSISTENT = 3
    NO_DIRECTION = 4
    NOT_ORDERED = 5
    NO_ORDER = 6
    NO_REFERENCE = 7
    NO_SCALE = 8
    NO_AVERAGE = 9
    NO_ESTIMATE = 10
    NO_POPULATION = 11
    OUT_OF_SCALE = 12
    NEGATIVE = 13
    ZERO_BASE = 14
    ONE_RANK = 15
    NO_FIT = 16
    NOT_FINITE = 17
    NO_SE = 18
    NO_CLOSED_FORM = 19


WORDS = {
    Reason.NONE: "",
    Reason.OVERLAP: "groups overlap",
    Reason.ONE_GROUP: "fewer than two groups with people in them",
    Reason.INCONSISTENT: "rows of one setting declare different things about it",
    Reason.NO_DIRECTION: "no declared direction: higher is neither better nor worse",
    Reason.NOT_ORDERED: "groups are not ordered",
    Reason.NO_ORDER: "a group has no place in the order",
    Reason.NO_REFERENCE: "not exactly one reference group",
    Reason.NO_SCALE: "no largest possible value is declared",
    Reason.NO_AVERAGE: "no setting average is given",
    Reason.NO_ESTIMATE: "a group has no estimate",
    Reason.NO_POPULATION: "a group has no population",
    Reason.OUT_OF_SCALE: "an estimate is outside 0 and the largest possible value",
    Reason.NEGATIVE: "an estimate is below 0",
    Reason.ZERO_BASE: "a value that has to be above 0 is not: one to divide by, or the mean",
    Reason.ONE_RANK: "all people have the same rank",
    Reason.NO_FIT: "the fit did not converge",
    Reason.NOT_FINITE: "the result is not a finite number",
    Reason.NO_SE: "no interval: a group has no standard error",
    Reason.NO_CLOSED_FORM: "no interval: its formula does not hold here (a value of 0, no spread, or too few groups)",
}

NOT_REPORTED = {Reason.NO_ESTIMATE, Reason.NO_POPULATION, Reason.NO_AVERAGE}
ONLY_THE_INTERVAL = {Reason.NO_SE, Reason.NO_CLOSED_FORM}


def status_of(reason: Reason) -> str:
    """Status of a measure whose reason is `reason`: `published`, `not_reported`, `unreliable` or `not_applicable`.

    Parameters
    ----------
    reason : Reason
        Why the measure, or only its interval, is missing.

    Returns
    -------
    str
        `published` where there is an estimate, with or without an interval.

    Examples
    --------
    >>> status_of(Reason.OVERLAP), status_of(Reason.NO_SE)
    ('not_applicable', 'published')
    """
    if reason == Reason.NONE or reason in ONLY_THE_INTERVAL:
        return "published"
    if reason in NOT_REPORTED:
        return "not_reported"
    return "unreliable" if reason in (Reason.NO_FIT, Reason.NOT_FINITE) else "not_applicable"
