"""A portrait: nothing a community has not agreed to, its own words as it said them, and figures with their range."""

import json
from datetime import date

import pandas as pd
import pytest
from small_log import area_key, engagement, small_release

from evenground.answers.community import portrait
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import current

HERE = area_key("A")


def story(key: str, **more: object) -> dict[str, object]:
    return {
        "story_id": key, "area_key": HERE, "title_en": key, "body_en": "text", "consent": True, "is_named": False, "moderated_by": "coordinator",
        "shared_on": date(2024, 1, 1),
    } | more  # fmt: skip


STORIES = [
    story("shown"), story("no consent", consent=False), story("not moderated", moderated_by=None), story("not shared", shared_on=None),
    story("to be shared", shared_on=date(2025, 1, 1)), story("withdrawn", withdrawn_on=date(2024, 2, 1)), story("elsewhere", area_key=area_key("B")),
]  # fmt: skip


def test_only_a_story_with_consent_moderated_shared_and_not_withdrawn_is_shown(tmp_path):
    answer = portrait.stories(small_release(tmp_path, [], story=STORIES), "en", HERE)
    assert answer.table["story_id"].tolist() == ["shown"]
    assert answer.missing[0].startswith("5 stories are not shown")


def decision(word: str, day: date, **more: object) -> dict[str, object]:
    return {"subject": "portrait", "subject_id": HERE, "decision": word, "by_role": "committee", "decided_on": day} | more


@pytest.mark.parametrize(
    ("decisions", "state", "signed"),
    [
        ([], "none", []),
        ([decision("approved", date(2024, 1, 1), returned_on=date(2024, 1, 9))], "approved", [HERE]),
        ([decision("approved", date(2024, 1, 1)), decision("withdrawn", date(2024, 3, 1))], "withdrawn", []),
        ([decision("returned", date(2024, 1, 1)), decision("approved", date(2024, 3, 1))], "approved", [HERE]),
        ([decision("approved", date(2024, 1, 1), subject="organization")], "none", []),
    ],
)
def test_the_latest_decision_of_the_community_holds(tmp_path, decisions, state, signed):
    release = small_release(tmp_path, [], **({"sign_off": decisions} if decisions else {}))
    answer = portrait.sign_off(release, "en", HERE)
    assert answer.facts["state"] == state
    assert portrait.signed_areas(release) == signed
    if decisions and decisions[0].get("returned_on"):
        assert answer.sentences[1] == "Results returned to the community on January 9, 2024."


def test_own_words_are_shown_as_they_were_said(tmp_path):
    words = [
        {"priority_id": "1", "area_key": HERE, "kind": "priority", "words_en": "A room for youth", "words_fr": "Un local pour les jeunes", "visibility": "public"},
        {"priority_id": "2", "area_key": HERE, "kind": "strength", "words_en": "Elders", "visibility": "public"},
    ]
    release = small_release(tmp_path, [], community_priority=words)
    assert sorted(portrait.own_words(release, "fr", HERE).table["words"]) == ["Elders", "Un local pour les jeunes"]
    assert portrait.own_words(release, "en", area_key("B")).sentences
    assert portrait.spoken_areas(release) == [HERE]


def test_outreach_received_says_its_basis_and_keeps_shelters_apart(tmp_path):
    held = [
        engagement(1, "2024-01-10", people=20.0), engagement(2, "2024-03-10", people=10.0, areas={"A": 0.5, "B": 0.5}),
        engagement(3, "2024-04-01", people=7.0, area_basis="intended_for"), engagement(4, "2024-05-01", people=50.0, setting="shelter"),
        engagement(5, "2024-05-02", status="planned"), engagement(6, "2024-05-03", type="table_meeting"),
    ]  # fmt: skip
    answer = portrait.received(small_release(tmp_path, held), "en", HERE, public=False)
    rows = {(row.basis, row.in_setting): (row.sessions, row.people) for row in answer.table.itertuples()}
    assert rows == {("held_in", False): (2, 25.0), ("intended_for", False): (1, 7.0), ("held_in", True): (1, 50.0)}
    assert answer.sentences[0] == "2 sessions held in this area, 25 attendances; the last on March 10, 2024."
    assert "not counted with the residents" in answer.sentences[-1]


def test_the_public_is_told_the_sums_that_publishing_let_through(tmp_path):
    rows = [
        {"area_key": HERE, "quarter": "all", "basis": "held_in", "measure": measure, "question": "", "answer": "", "value": value, "status": status}
        for measure, value, status in (("sessions", 4.0, "published"), ("attendances", None, "suppressed"))
    ]
    release = small_release(tmp_path, [engagement(1, "2024-01-10")], reach_public=rows)
    assert portrait.received(release, "en", HERE, public=True).sentences == ("Held in this area: 4 sessions; attendances withheld to protect privacy.",)


def test_resources_inside_the_outline_belong_to_the_area(tmp_path):
    square = json.dumps({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]})
    points = [("in", 0.5, 0.5, None), ("out", 1.5, 0.5, None), ("says so", None, None, HERE), ("nowhere", None, None, None)]
    release = small_release(
        tmp_path, [], area_shape=[{"area_key": HERE, "drawing": "geographic", "geometry": square, "west": 0.0, "south": 0.0, "east": 1.0, "north": 1.0}],
        resource=[{"resource_id": name, "kind": "library", "name": name, "lon": lon, "lat": lat, "area_key": key, "source_id": "s"} for name, lon, lat, key in points],
    )  # fmt: skip
    answer = portrait.resources(release, "en", HERE)
    assert answer.table["name"].tolist() == ["in", "says so"]
    assert answer.missing[0].startswith("1 resource of the whole place has no position")


def test_the_range_of_a_real_place_holds_every_area(real_home):
    release = current("ottawa", "analyst")
    values = ask(release, "area_values", indicator_id="low_income_lim_at", level_key="ons:gen3", period_id="2020", stratum_id="everyone")
    known = values.dropna(subset="value")
    key = known.sort_values("value")["area_key"].iloc[-1]
    row = portrait.profile(release, "en", "ons:gen3", key).table.set_index("indicator_id").loc["low_income_lim_at"]
    assert (row["value"], row["highest"], row["lowest"]) == (known["value"].max(), known["value"].max(), known["value"].min())
    assert row["middle"] == pytest.approx(known["value"].median()) and row["areas"] == len(known) and row["place"] == 1
    assert isinstance(row["period"], str) and not pd.isna(row["title"])
