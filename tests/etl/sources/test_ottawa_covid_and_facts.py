"""Cumulative cases of the health unit, and figures that were published in words and single numbers."""

import random

import pytest
from ottawa_files import accounted, changed, loaded, raw_records, source

from etl.contract import SourceChanged

DAILY = "covid/covid_cumulative_cases_ottawa_public_health_daily.csv"
FACTS = "facts/ottawa_published_facts.csv"


def test_five_days_are_totals_to_a_date_and_the_others_are_held_by_them(inputs):
    cases = loaded("covid_daily", inputs)
    records = raw_records(inputs, DAILY)
    assert accounted(cases) == len(records) == 1539 and len(cases.observations) == 5
    by_day = {f"to {r['date']}": float(r["value"]) for r in records}
    found = dict(zip(cases.observations["period_id"], cases.observations["value"], strict=True))
    assert found == {day: by_day[day] for day in found}
    assert max(found) == "to 2024-04-09" and found["to 2024-04-09"] == 98651


@pytest.mark.parametrize("seed", range(5))
def test_any_day_that_is_asked_for_is_the_publishers(inputs, seed):
    record = random.Random(seed).choice(raw_records(inputs, DAILY))
    options = source("covid_daily").options | {"days": [record["date"]]}
    found = changed("covid_daily", inputs / "ottawa" / DAILY, options=options).observations
    assert found["value"].tolist() == [float(record["value"])] and found["area_code"].tolist() == ["3506"]


def test_cases_of_another_region_are_not_taken_for_the_citys(inputs):
    options = source("covid_daily").options | {"areas": {"Elsewhere": "3506"}}
    with pytest.raises(SourceChanged):
        changed("covid_daily", inputs / "ottawa" / DAILY, options=options)


def test_every_published_statement_is_kept_with_its_own_words(inputs):
    facts = loaded("published_facts", inputs)
    records = {r["fact_id"]: r for r in raw_records(inputs, FACTS)}
    assert accounted(facts) == len(records) == 32 and facts.observations.empty
    kept = facts.facts.set_index("fact_id")
    for fact_id in random.Random(202116).sample(sorted(records), 8):
        told = [str(cell) for cell in kept.loc[fact_id]]
        assert records[fact_id]["value"] in told and records[fact_id]["source_title"] in " ".join(told)


def test_almost_twice_stays_a_word(inputs):
    told = loaded("published_facts", inputs).facts.set_index("fact_id").loc["OTT003"]
    assert told["value_text"] == "almost 2" and told["value"] != told["value"]  # no number
    assert told["kind"] == "association"
