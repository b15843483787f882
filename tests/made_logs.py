"""Made logs, many at once: series come by chance, each with sessions at a rhythm, session sizes log-normal with mean 1."""

from __future__ import annotations

import numpy as np

RHYTHMS = {"one-off": (1, 1), "month": (2, 6), "two weeks": (4, 13), "week": (9, 26)}
"""Fewest and most sessions of a series in the window: series start and stop, so none has a full year for sure."""


def series_sizes(rng: np.random.Generator, shape: tuple[int, ...], log_sd: float, rhythm: str) -> np.ndarray:
    """Attendances of whole series, mean 1. Sums over sessions are drawn exactly."""
    fewest, most = RHYTHMS[rhythm]
    sessions = rng.integers(fewest, most + 1, shape)
    sizes = np.zeros(shape)
    for number in range(most):
        drawn = np.exp(rng.normal(-(log_sd**2) / 2, log_sd, shape)) if log_sd else 1.0
        sizes += np.where(number < sessions, drawn, 0.0)
    return sizes / ((fewest + most) / 2)


def logs_of_one_area(rng: np.random.Generator, logs: int, expected: float, log_sd: float, rhythm: str):
    """Totals, squares and numbers of series of `logs` logs of one area with `expected` series on average."""
    series = rng.poisson(expected, logs)
    sizes = series_sizes(rng, (logs, series.max(initial=1)), log_sd, rhythm)
    sizes *= np.arange(sizes.shape[1]) < series[:, None]
    return sizes.sum(axis=1), (sizes**2).sum(axis=1), series


def logs_of_areas(rng: np.random.Generator, logs: int, series: int, chance: np.ndarray, log_sd: float, rhythm: str):
    """Sums by log and area of sizes, squares, cubes and numbers: `series` series a log, each in an area by `chance`."""
    where = rng.choice(len(chance), (logs, series), p=chance)
    sizes = series_sizes(rng, (logs, series), log_sd, rhythm)
    at = (where + len(chance) * np.arange(logs)[:, None]).ravel()

    def summed(power: int) -> np.ndarray:
        return np.bincount(at, (sizes**power).ravel(), minlength=logs * len(chance)).reshape(logs, len(chance))

    return [summed(power) for power in (1, 2, 3, 0)], where, sizes
