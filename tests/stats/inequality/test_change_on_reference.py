"""On the settings of the reference: a gap that grows in one way and shrinks in the other is told, every other one is not."""

from dataclasses import replace

import numpy as np
import pytest

from evenground.stats.inequality.change import PAIRS, change, disagree

ABSOLUTE, RELATIVE = ("d", "default"), PAIRS["d", "default"]


def moved(settings, factor, shift):
    """The same settings at another time: every group's value times `factor` plus `shift`."""
    columns = dict(settings.columns)
    columns["value"] = columns["value"] * factor + shift
    columns["se"] = columns["se"] * factor
    return replace(settings, columns=columns)


@pytest.fixture(scope="module")
def both(who):
    """Settings in which both measures are known."""
    found = change(who.settings, moved(who.settings, 1.0, 0.0), [ABSOLUTE, RELATIVE])
    return np.isfinite(found[ABSOLUTE].change) & np.isfinite(found[RELATIVE].change)


def test_a_gap_that_widens_absolutely_and_narrows_relatively_is_told(who, both, record_property):
    found = change(who.settings, moved(who.settings, 1.2, 30.0), [ABSOLUTE, RELATIVE])
    told = disagree(found[ABSOLUTE], found[RELATIVE])
    gap = found[ABSOLUTE].change
    apart = both & np.isfinite(gap) & (np.abs(gap) > 1e-9)
    record_property("table", f"absolute and relative disagree: told in {told[apart].sum()} of {apart.sum()} reference settings made to")
    assert apart.sum() > 20
    assert told[apart].all()


def test_nothing_is_told_where_both_move_together_or_stay(who, both):
    for factor, shift in ((1.0, 0.0), (1.5, 0.0)):
        found = change(who.settings, moved(who.settings, factor, shift), [ABSOLUTE, RELATIVE])
        assert not disagree(found[ABSOLUTE], found[RELATIVE])[both].any()
