"""Coverage in a second kind of area: the same log, no person lost, and people in need where they are counted."""

import numpy as np
import pytest

from evenground.answers.outreach import coverage, log_offer, need
from evenground.answers.outreach.log_choices import BASES, MEASURES, LogChoices
from evenground.answers.outreach.placed import placed, placed_said
from evenground.answers.outreach.reach import reach
from evenground.answers.outreach.reach_answers import answers
from evenground.answers.stories.log_choices import address, log_of
from evenground.catalog.library import place_folder
from evenground.warehouse.releases import current

PLACE = "kansas-city"


@pytest.fixture
def release(real_home):
    return current(PLACE, "analyst")


@pytest.fixture
def log(release) -> LogChoices:
    last, first = log_offer.read_on(release), log_offer.begins_on(release)
    return LogChoices(PLACE, "en", place_folder(PLACE).place.outreach.further.level, last.isoformat(), first.isoformat(), last.isoformat())


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("basis", BASES)
def test_areas_settings_and_the_rest_add_up_to_the_same_log_in_both_levels(release, log, measure, basis):
    first = place_folder(PLACE).place.outreach.level
    totals = []
    for level in (first, log.level):
        found = reach(log.but(level=level, measure=measure, basis=basis), release)
        totals.append(found.total.sum() + sum(part["total"] for part in found.elsewhere.values()))
        assert np.isclose(totals[-1], found.everything["total"])
    assert np.isclose(*totals)


def test_answers_by_group_are_the_same_people_in_both_levels(release, log):
    first = place_folder(PLACE).place.outreach.level
    one, other = (answers(log.but(level=level), release)["black"] for level in (first, log.level))
    assert (one.yes, one.no, one.clusters) == (other.yes, other.no, other.clusters)
    assert 0 < other.area_yes.sum() <= one.area_yes.sum()


def test_people_in_need_give_a_gap_index_and_each_level_has_its_own_measures(release, log):
    assert list(need.measures(log, release)) == ["poverty_neighborhood", "low_income_households_neighborhood"]
    assert "svi_overall" in need.measures(log.but(level=place_folder(PLACE).place.outreach.level), release)
    answer = coverage.coverage(log.but(need="poverty_neighborhood", yardstick="equitable"), release)
    assert answer.facts["need_kind"] == "people" and len(answer.table) == 240
    assert -1 < answer.facts["gap"].low < answer.facts["gap"].index < answer.facts["gap"].high < 1
    assert answer.table["people_in_need"].sum() == pytest.approx(np.nansum(answer.facts["need"].areas["numerator"]))
    assert "of people in need and received" in " ".join(answer.sentences)
    ordered = coverage.coverage(log.but(need="low_income_households_neighborhood"), release)
    assert ordered.facts["need_kind"] == "rate" and ordered.facts["gap"] is None


def test_the_page_says_by_which_rule_sessions_were_placed(release, log):
    counts = placed(log, release)
    assert counts["middle"] > 100 and counts[""] > 0
    assert "middle of that tract" in placed_said(log, release) and "neighbourhood" in placed_said(log, release)
    assert placed_said(log.but(level=place_folder(PLACE).place.outreach.level), release) == ""


def test_months_are_those_of_the_areas_asked_for(release, log):
    found = reach(log.but(measure="sessions"), release)
    most = found.area_keys[int(found.visits.argmax())]
    table = coverage.months(log, release, (most,)).table
    assert table.to_numpy().sum() >= found.total.max() > 0  # a session in two areas is a whole one in the strip


def test_a_story_keeps_the_kind_of_area(release, log):
    asked = log.but(need="poverty_neighborhood", yardstick="equitable")
    assert log_of(address(asked), release, "en") == asked
    first = asked.but(level=place_folder(PLACE).place.outreach.level, need="svi_overall")
    assert "counted_in" not in address(first) and log_of(address(first), release, "en") == first
