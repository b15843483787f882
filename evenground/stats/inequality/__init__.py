"""Measures of inequality between groups, for any number of settings at once.

`settings` takes flat columns, `from_table` a tidy table; `closed_form`, `percentile` and `noise_aware` give every measure with three kinds of
interval;
`as_table` lays the results out one row per setting, measure and variant.
"""

from evenground.stats.inequality.evaluate import MEASURES, Result, closed_form
from evenground.stats.inequality.noise_aware import noise_aware
from evenground.stats.inequality.percentile import percentile
from evenground.stats.inequality.reasons import WORDS, Reason, status_of
from evenground.stats.inequality.settings import Settings, settings
from evenground.stats.inequality.sources import SOURCES
from evenground.stats.inequality.table import as_table, from_table

__all__ = [
    "MEASURES",
    "SOURCES",
    "WORDS",
    "Reason",
    "Result",
    "Settings",
    "as_table",
    "closed_form",
    "from_table",
    "noise_aware",
    "percentile",
    "settings",
    "status_of",
]
