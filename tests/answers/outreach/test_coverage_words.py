"""Words of Coverage: the measure and the yardstick are named, and lists of names can be told apart."""

import pandas as pd
import pytest

from evenground.answers.outreach import wording
from evenground.answers.outreach.log_choices import LogChoices


def log(**more: object) -> LogChoices:
    return LogChoices("ottawa", more.pop("language", "en"), "neighbourhood:2022", "2019-04-30", "2017-05-01", "2019-04-30").but(**more)


def areas(people: float = 120.0) -> pd.DataFrame:
    return pd.DataFrame({"verdict": ["less"], "series": [12.0], "of_reach": [0.002], "of_yardstick": [0.014], "people_in_need": [people]})


@pytest.mark.parametrize(
    ("choices", "people", "reason"),
    [
        ({}, 120.0, "0.2% of attendances, 1.4% of residents"),
        ({"measure": "hours"}, 120.0, "0.2% of hours, 1.4% of residents"),
        ({"yardstick": "equitable"}, 120.0, "0.2% of attendances, 1.4% of people in need"),
        ({"yardstick": "equitable", "measure": "sessions"}, float("nan"), "0.2% of sessions, 1.4% of residents of the fifth in greatest need"),
        ({"language": "fr"}, 120.0, "0,2\u00a0% des présences, 1,4\u00a0% de la population"),
    ],
)
def test_a_reason_names_the_measure_and_what_it_is_set_beside(choices, people, reason):
    assert wording.reasons(log(**choices), areas(people)) == [reason]


def test_names_with_commas_stand_between_semicolons():
    assert wording.named(["North", "South", "West"], "en") == "North, South and West"
    assert wording.named(["Tract 9, Cass", "Tract 54, Clay", "Tract 60, Clay"], "en", 2) == "Tract 9, Cass; Tract 54, Clay and 1 more"


def test_the_window_is_a_range_of_days_in_each_language():
    assert wording.window_words(log()) == "May 1, 2017 to April 30, 2019"
    assert wording.window_words(log(language="fr")) == "du 1er mai 2017 au 30 avril 2019"
