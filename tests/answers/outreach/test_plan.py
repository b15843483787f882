"""Where next: what the page Plan proposes, on the real places with their demonstration logs."""

from datetime import date, timedelta

import numpy as np
import pytest

from etl.engagement.demonstration.demonstration import declared
from evenground.answers.outreach import log_offer, plan_ahead, plan_record
from evenground.answers.outreach.follow_ups import follow_ups
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.plan import hours_of, plan, speakers
from evenground.answers.outreach.plan_choices import PlanChoices
from evenground.answers.outreach.plan_need import in_fifth, members
from evenground.catalog.library import place_folder
from evenground.warehouse import record
from evenground.warehouse.ask import ask, connection
from evenground.warehouse.releases import current


def choices(place: str, *, need: str = "", window: int = 273, **more) -> PlanChoices:
    release = current(place, "analyst")
    as_of = log_offer.read_on(release)
    log = LogChoices(
        place, "en", place_folder(place).place.outreach.level, as_of.isoformat(), (as_of - timedelta(days=window)).isoformat(), as_of.isoformat(),
        need=need, yardstick="equitable" if need else "equal",
    )  # fmt: skip
    return PlanChoices(log, **more)


def asked(chosen: PlanChoices):
    return plan(chosen, current(chosen.log.place, "analyst"))


def test_the_planted_gaps_among_the_21_are_what_is_proposed(real_home):
    planted = declared(place_folder("ottawa")).planted
    answer = asked(choices("ottawa", sessions=4, within="priority_21"))
    gaps = {f"ons:gen3:{code}" for code in (*planted.areas, *planted.silent_from)}
    assert len(answer.table) == 4 and set(answer.table["area_key"]) <= gaps
    assert answer.facts["plan"].gap == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("place", ["ottawa", "kansas-city"])
@pytest.mark.parametrize("need", ["", "people_or_index"])
def test_the_expectation_is_the_planned_total_and_choosing_changes_it_for_nobody(real_home, place, need):
    measure = place_folder(place).place.outreach.need[0].indicator if need else ""
    answer = asked(choices(place, need=measure, sessions=5))
    areas = answer.facts["areas"]
    known = areas[areas["expected"].notna()]
    assert known["expected"].sum() == pytest.approx((known["had"] + known["planned"]).sum() + 5 * 25)
    missing = answer.facts["what_if"]["missing"]
    assert missing.is_monotonic_decreasing and missing.iloc[2] == pytest.approx(missing.iloc[1] - answer.table["people"].sum())


def test_areas_of_unknown_need_are_named_and_never_proposed(real_home):
    answer = asked(choices("ottawa", need="low_income_lim_at", sessions=20))
    areas = answer.facts["areas"]
    unknown = set(areas.loc[areas["expected"].isna(), "name"])
    assert unknown and set(answer.facts["unknown"]) == unknown
    assert not unknown & set(answer.table["name"])
    assert all(name in answer.missing[0] for name in unknown)


def test_an_index_orders_areas_and_only_its_fifth_is_expected_to_be_reached(real_home):
    answer = asked(choices("kansas-city", need="life_expectancy", sessions=3))
    areas = answer.facts["areas"]
    known = areas[areas["expected"].notna()]
    assert answer.facts["weighed_by"] == "fifth"
    share = (known["expected"] > 0) @ known["population"] / known["population"].sum()
    assert 0.2 <= share < 0.23
    assert set(answer.table["area_key"]) <= set(known.loc[known["expected"] > 0, "area_key"])


def test_the_fifth_splits_who_straddles_it_and_shares_ties():
    share = in_fifth(np.array([5.0, 4.0, 4.0, np.nan, 1.0]), np.array([10.0, 15.0, 15.0, 40.0, 60.0]))
    assert share[:3] == pytest.approx([1, 1 / 3, 1 / 3]) and np.isnan(share[3]) and share[4] == 0


def test_people_in_shelters_and_hotels_count_for_no_neighbourhood(real_home):
    chosen = choices("ottawa", window=1000)
    release = current("ottawa", "analyst")
    had = asked(chosen).facts["areas"]["had"].sum()
    found = connection(release.path).cursor().execute(
        """select sum(people * share) filter (setting in ('shelter', 'hotel', 'campus')), sum(people * share)
        from fact_engagement join engagement_area using (engagement_id)
        where status = 'held' and type in (select unnest($types)) and area_basis = 'held_in' and starts_on between $start::date and $end::date""",
        {"types": list(log_offer.outreach_types()), "start": chosen.log.start, "end": chosen.log.end},
    ).fetchone()  # fmt: skip
    assert found[0] > 1000 and had == pytest.approx(found[1] - found[0])


def test_limits_are_kept_and_one_that_cannot_be_is_said(real_home):
    release = current("ottawa", "analyst")
    free = asked(choices("ottawa", sessions=6, within="priority_21", one_area=0))
    spread = asked(choices("ottawa", sessions=6, within="priority_21", each=1, spoken="fr", spoken_least=2))
    assert spread.table["area_key"].is_unique and spread.table["partner_id"].is_unique
    assert spread.table["partner_id"].isin(speakers(release, "fr")).sum() >= 2
    assert spread.facts["plan"].after >= free.facts["plan"].after - 1e-9
    each = hours_of(release, "outreach_session")
    assert len(asked(choices("ottawa", sessions=6, hours=2.5 * each)).table) == 2
    impossible = asked(choices("ottawa", sessions=2, spoken="iu", spoken_least=1))
    assert impossible.table.empty and "Loosen" in impossible.sentences[0]


def test_what_people_set_aside_is_not_proposed(real_home):
    first = asked(choices("ottawa", sessions=3, within="priority_21"))
    left_out = first.table["area_key"].iloc[0]
    second = asked(choices("ottawa", sessions=3, within="priority_21", set_aside=(left_out,)))
    assert left_out not in set(second.table["area_key"])
    assert any("set aside" in said for said in second.missing)


def test_groups_draw_sessions_to_where_they_live(real_home):
    alone = asked(choices("ottawa", sessions=5, within="priority_21"))
    together = asked(choices("ottawa", sessions=5, within="priority_21", group_weight=1.0))
    assert {"newcomer", "racialized", "black"} == set(together.facts["groups"]["question"])
    assert together.table["why"].str.contains("Black residents").any()
    assert not alone.table["why"].str.contains("Black residents").any()


def test_the_same_question_has_the_same_answer(real_home):
    chosen = choices("kansas-city", sessions=8, group_weight=0.5)
    assert asked(chosen).table.equals(asked(chosen).table)


def test_only_areas_of_the_list_are_planned_for(real_home):
    answer = asked(choices("ottawa", within="priority_21"))
    assert set(answer.facts["areas"]["area_key"]) == members(current("ottawa", "analyst"), "priority_21")


def test_where_communities_initiate_their_requests_and_dates_come_and_nothing_is_proposed(real_home):
    release = current("nunavik", "analyst")
    as_of = log_offer.read_on(release).isoformat()
    answer = plan_ahead.communities(release, "en", as_of)
    assert "nothing is proposed" in answer.sentences[0]
    requests = ask(release, "support_requests")
    staff = set(requests.loc[requests["initiated_by"] == "staff", "title"])
    assert staff and not staff & set(answer.table["title"])
    waiting = answer.table[answer.table["stage"] == "waiting"]
    assert len(waiting) == 3 and waiting["days_waiting"].max() == 51
    assert answer.facts["dates"]["wanted_from"].is_monotonic_increasing and len(answer.facts["dates"]) >= 3


@pytest.mark.parametrize("place", ["ottawa", "nunavik", "kansas-city"])
def test_the_calendar_counts_every_session_ahead_and_names_empty_weeks(real_home, place):
    release = current(place, "analyst")
    as_of = log_offer.read_on(release)
    answer = plan_ahead.calendar(release, "en", as_of.isoformat())
    weeks = answer.table
    assert len(weeks) == plan_ahead.BACK + plan_ahead.AHEAD + 1 and weeks["week"].dt.day_of_week.eq(0).all()
    last = weeks["week"].iloc[-1].date() + timedelta(days=6)
    listed = connection(release.path).cursor().execute(
        "select count(*) from fact_engagement where status = 'planned' and list_contains($types, type) and starts_on between $start and $end",
        {"types": list(log_offer.outreach_types()), "start": as_of, "end": last},
    ).fetchone()  # fmt: skip
    assert weeks["planned"].sum() == listed[0] > 0
    proposes = place_folder(place).place.policy.planning == "proposed"
    empty = weeks[weeks["is_ahead"] & (weeks["planned"] == 0) & proposes]  # where communities initiate, a week without is no gap
    assert answer.facts["gaps"] == [week.date() for week in empty["week"]]


def test_themes_are_those_with_a_source_and_made_ones_say_so(real_home):
    release = current("nunavik", "analyst")
    every = plan_ahead.themes(release, "en", date(2018, 1, 1), date(2030, 1, 1))
    made = every["source"] == "Demonstration"
    assert every.loc[made, "name"].str.contains("made for the demonstration").all()
    assert every.loc[~made, "source"].str.contains("Nunavik Regional Board").all() and (~made).sum() == 1


def test_follow_ups_that_are_done_or_ahead_are_not_overdue(real_home):
    release = current("ottawa", "analyst")
    as_of = log_offer.read_on(release)
    answer = follow_ups(release, "en", as_of.isoformat())
    due = answer.table["due_on"]
    late = answer.table["days_overdue"].notna()
    assert late.any() and (~late).any()
    assert (due[late] < as_of).all() and (due[~late] >= as_of).all()
    assert answer.facts["by_role"]["open"].sum() == len(answer.table) and answer.facts["by_role"]["overdue"].sum() == late.sum()


def test_decisions_are_read_back_from_the_record_and_the_latest_counts(real_home, tmp_path, monkeypatch):
    release = current("ottawa", "analyst")
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    for area, choice, until in (("3020", "leave", "2023-12-31"), ("3065", "leave", "2023-01-31"), ("3068", "leave", ""), ("3068", "plan", "2023-10-12")):
        fields = {"subject": plan_record.SUBJECT, "subject_id": f"ons:gen3:{area}", "choice": choice, "until": until, "reason": "agreed at the table"}
        record.append("ottawa", "override", fields, "outreach lead")
    found = plan_record.decisions(release, "en")
    assert len(found) == 4 and found["area"].iloc[0] == "Lowertown West" and set(found["by_role"]) == {"outreach lead"}
    assert plan_record.set_aside(found, "2023-09-29") == ("ons:gen3:3020",)
    rows = plan_record.as_log_rows(found, release, "oph", "outreach_session")
    assert rows.to_dict("records") == [
        {
            "owner_organization": "oph", "date": "2023-10-12", "status": "planned", "type": "outreach_session", "area": "3068", "area_basis": "held_in",
            "notes": "agreed at the table",
        }
    ]  # fmt: skip
