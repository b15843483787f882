"""Values that cannot be: each rule on whole columns, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from etl.intake.observed import Observed

SENTINELS = np.array([999, 9999, 99999, 999999, 9999999, 99999999, 999999999], dtype=float)
SCALES = np.array([1.0, 100.0, 1_000.0, 10_000.0, 100_000.0])
NEAR = 0.05
SHARES = ("proportion",)
MAY_EXCEED = ("mean", "ratio", "index", "count", "rate")  # kinds whose numerator may be above the denominator
MAY_BE_NEGATIVE = ("index",)


def check(seen: Observed) -> None:
    """Reject impossible and contradictory numbers."""
    value, numerator, denominator = (seen.numbers[name] for name in ("value", "numerator", "denominator"))
    low, high = seen.numbers["ci_low"], seen.numbers["ci_high"]
    with np.errstate(invalid="ignore", divide="ignore", over="ignore"):
        ratio = _ratio(seen)
        per, declared = _scales(seen, ratio)
        exceeding = _kind_in(seen, MAY_EXCEED)
        shares = (per == 100) & ~exceeding
        if not seen.declared.negative_values:
            _reject(
                seen,
                (value < 0) & ~_kind_in(seen, MAY_BE_NEGATIVE),
                "value",
                "the value is negative",
                "correct it, or declare `negative_values`",
            )
        _reject(
            seen,
            shares & (value > 100),
            "value",
            "the value is more than 100 percent",
            "correct it, or declare the indicator's `per`",
        )
        _reject(seen, numerator < 0, "numerator", "the count is negative", "correct it")
        _reject(
            seen,
            denominator <= 0,
            "denominator",
            "the denominator is zero or negative",
            "correct it, or leave it empty",
        )
        if not seen.declared.fractional_counts:
            for name, counts in (("numerator", numerator), ("denominator", denominator)):
                _reject(
                    seen,
                    counts != np.floor(counts),
                    name,
                    "a count is not a whole number",
                    "correct it, or declare `fractional_counts`",
                    known=counts,
                )
        exceeds = (numerator > denominator) & ~exceeding
        _reject(
            seen,
            exceeds,
            "numerator",
            "the numerator is more than the denominator",
            "correct it, or declare the indicator's kind",
        )
        _reject(seen, low > high, "ci_low", "the lower limit is above the upper one", "exchange or correct them")
        _reject(
            seen,
            (value < low) | (value > high),
            "value",
            "the value lies outside its own interval",
            "correct the value or its limits",
        )
        lone = np.isnan(low) != np.isnan(high)
        _reject(
            seen, lone & ~np.isnan(value), "ci_low", "one limit of the interval is missing", "give both limits or none"
        )
        _reject(seen, seen.numbers["se"] < 0, "se", "the standard error is negative", "correct it")
        alone = np.isnan(numerator) & ~declared
        _reject(seen, np.isin(value, SENTINELS) & alone, "value", "a number of nines is often a code for a missing value",
                "give the symbol that the publisher means, or declare the indicator's kind")  # fmt: skip
        _factor_of_100(seen, ratio, per)


def _reject(
    seen: Observed, broken: np.ndarray, column: str, reason: str, remedy: str, *, known: np.ndarray | None = None
) -> None:
    if known is not None:
        broken = broken & ~np.isnan(known)
    if broken.any():
        seen.reject(np.flatnonzero(broken), column, reason, remedy)


def _kind_in(seen: Observed, kinds: tuple[str, ...]) -> np.ndarray:
    indicators = seen.keys["indicator"]
    if not seen.declared.kinds:
        return np.zeros(1, dtype=bool)  # one for all rows
    said = [seen.declared.kinds.get(name, seen.declared.kinds.get("*", "")) in kinds for name in indicators.texts]
    return indicators.spread(np.array(said, dtype=bool))


def _scales(seen: Observed, ratio: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Of each row (or once for all), the multiplier of numerator / denominator, NaN where nothing tells, and whether it
    was declared.

    Where none is declared it is read from the rows that have value, numerator and denominator: an indicator's own rows
    if nine in ten agree, else the whole file's. Percent wins where percents and shares are mixed.
    """
    indicators = seen.keys["indicator"]
    given = [_declared(seen, name) for name in indicators.texts]
    declared = np.array([found is not None for found in given], dtype=bool)
    of_each = np.array([np.nan if found is None else found for found in given])
    if not declared.all():
        matches, checkable = _matches(seen, ratio)
        whole = matches.sum(axis=0)
        common = np.nan
        if whole.sum():
            mixed = whole[1] > 0 and whole[0] > 0
            common = 100.0 if mixed else SCALES[int(np.argmax(whole))]
        for one in np.flatnonzero(~declared):
            best = int(np.argmax(matches[one]))
            certain = checkable[one] >= 10 and matches[one, best] >= 0.9 * checkable[one]
            of_each[one] = SCALES[best] if certain else common
            if certain and best != 1:
                seen.cells.notes.append(
                    f"values of {indicators.texts[one]} are read as numerator / denominator x {SCALES[best]:,.0f};"
                    " declare `per` if that is wrong"
                )
    if len(of_each) and (of_each == of_each[0]).all() and (declared == declared[0]).all():
        return of_each[:1], declared[:1]  # one for all rows
    return indicators.spread(of_each), indicators.spread(declared)


def _declared(seen: Observed, name: str) -> float | None:
    per = seen.declared.per.get(name, seen.declared.per.get("*"))
    kind = seen.declared.kinds.get(name, seen.declared.kinds.get("*"))
    if per is not None:
        return float(per)
    if kind is not None:
        return 100.0 if kind in SHARES else np.nan
    return None


def _ratio(seen: Observed) -> np.ndarray:
    """Value by numerator / denominator: the multiplier that the row itself shows."""
    found = seen.numbers["value"] * seen.numbers["denominator"] / seen.numbers["numerator"]
    return np.where((seen.numbers["numerator"] > 0) & (seen.numbers["denominator"] > 0), found, np.nan)


def _matches(seen: Observed, ratio: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows of each indicator that fit each of `SCALES`, shape (indicators, scales), and rows that could fit any."""
    codes = seen.keys["indicator"].codes
    names = len(seen.keys["indicator"].texts)
    can = np.isfinite(ratio) & seen.good
    fits = [np.bincount(codes[can & _near(ratio, scale)], minlength=names) for scale in SCALES]
    return np.stack(fits, axis=1), np.bincount(codes[can], minlength=names)


def _near(ratio: np.ndarray, scale: float | np.ndarray) -> np.ndarray:
    return (ratio >= scale * (1 - NEAR)) & (ratio <= scale * (1 + NEAR))


def _factor_of_100(seen: Observed, ratio: np.ndarray, per: np.ndarray) -> None:
    off = ~_near(ratio, per) & (_near(ratio, per / 100) | _near(ratio, per * 100))
    _reject(seen, off & np.isfinite(ratio), "value", "the value disagrees with numerator / denominator by a factor of 100",
            "give all values in one unit: percent, not shares")  # fmt: skip
