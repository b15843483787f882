"""The demonstration logs: made from one declaration each, the same every time, and true to what the declaration says."""

import csv
import dataclasses
import re
from datetime import date, timedelta
from itertools import pairwise

import pandas as pd
import pytest

from etl.engagement.demonstration.demonstration import COLUMNS, as_of, declared, demonstration_sheets, made_sheets
from etl.engagement.demonstration.posts import expected
from etl.engagement.demonstration.rhythm import month_end
from evenground.catalog.declaration import DeclarationError
from evenground.catalog.library import place_folder, place_folders
from evenground.catalog.outreach import vocabulary

PLACES = sorted(place_folders())
SIZE = {"ottawa": (1000, 1400), "kansas-city": (1300, 1700), "nunavik": (400, 600)}


@pytest.fixture(scope="module", params=PLACES)
def place(request):
    return place_folder(request.param)


def engagements(folder) -> pd.DataFrame:
    return demonstration_sheets(folder)["engagements"]


def test_the_same_declaration_gives_the_same_log_to_the_letter(place):
    first, second = demonstration_sheets(place), made_sheets(declared(place))
    assert list(first) == list(second)
    assert all(first[name].equals(second[name]) for name in first)


def test_another_seed_gives_another_log(place):
    made = declared(place)
    other = made_sheets(made.model_copy(update={"seed": made.seed + 1}))["engagements"]
    assert not other.equals(engagements(place))


def test_it_needs_nothing_but_its_own_file(place, tmp_path):
    text = (place.folder / "demonstration.yml").read_text(encoding="utf-8")
    (tmp_path / "demonstration.yml").write_text(text, encoding="utf-8")
    alone = dataclasses.replace(
        place, folder=tmp_path, sources=(), starter_sources=(), derivations=(), starter_derivations=()
    )
    assert engagements(alone).equals(engagements(place))


def test_every_cell_is_text_in_the_columns_of_the_template(place):
    for name, sheet in demonstration_sheets(place).items():
        assert sheet.map(lambda cell: isinstance(cell, str)).all(axis=None), name
    assert tuple(engagements(place).columns) == COLUMNS


def test_the_log_is_as_large_as_was_set_out(place):
    low, high = SIZE[place.id]
    assert low <= len(engagements(place)) <= high


def test_words_of_the_log_are_words_of_the_vocabulary(place):
    words, rows = vocabulary(), engagements(place)
    known = {
        "type": words.types, "setting": words.settings, "status": words.statuses, "area_basis": words.area_bases,
        "depth": words.depths, "initiated_by": words.initiators, "visibility": words.visibilities, "audience": words.audiences,
    }  # fmt: skip
    for column, some in known.items():
        assert set(rows[column]) - {""} <= {word.id for word in some}, column
    spoken = {language for cell in rows["languages"] for language in cell.split("; ") if language}
    assert spoken <= {word.id for word in words.languages}
    assert set(demonstration_sheets(place)["requests"]["kind"]) <= {word.id for word in words.request_kinds}


def test_every_area_is_on_the_starter_map(place):
    file = {"ottawa": "neighbourhoods", "nunavik": "communities", "kansas-city": "tracts"}[place.id]
    with (place.starter / f"{file}.csv").open(encoding="utf-8") as stream:
        known = {row["code"] for row in csv.DictReader(stream)}
    for name, sheet in demonstration_sheets(place).items():
        if "area" in sheet:
            named = {area for cell in sheet["area"] for area in cell.split("; ") if area}
            assert named <= known, name


def test_every_partner_and_project_named_is_declared(place):
    sheets = demonstration_sheets(place)
    partners, rows = set(sheets["partners"]["partner_id"]), sheets["engagements"]
    named = {p for cell in rows["partners"] for p in cell.split("; ") if p} | set(rows["owner_organization"])
    assert named <= partners
    assert set(rows["project"]) - {""} <= set(sheets["projects"]["project_id"])
    assert set(rows["series"]) - {""} <= set(sheets["series"]["series_id"])


def test_what_lies_ahead_is_planned_and_counts_nobody(place):
    rows = engagements(place)
    ahead = pd.to_datetime(rows["date"]).dt.date > as_of(place)
    assert (
        ahead.any()
        and rows.loc[ahead, "status"].eq("planned").all()
        and not rows.loc[~ahead, "status"].eq("planned").any()
    )
    assert rows.loc[rows["status"] != "held", ["people", "groups", "follow_up_done"]].eq("").all(axis=None)


def test_group_tallies_add_up_to_the_people(place):
    rows = engagements(place)
    for people, groups in rows.loc[rows["groups"] != "", ["people", "groups"]].itertuples(index=False):
        for part in groups.split("; "):
            counts = [int(number) for number in re.findall(r"\d+", part)]
            assert sum(counts) == int(people)


def test_planted_areas_get_no_more_than_was_planted(place):
    made, rows = declared(place), engagements(place)
    for area in [area for area, times in made.planted.areas.items() if times == 0]:
        drawn = rows[rows["area"].str.contains(area) & rows["type"].eq("outreach_session")]
        assert drawn.empty
    for area, day in made.planted.silent_from.items():
        held = rows.loc[rows["area"].str.contains(area) & rows["status"].eq("held"), "date"]
        assert len(held) and held.max() < day.isoformat()


def test_a_planted_pause_stops_the_series(place):
    rows = engagements(place)
    for series, pause in declared(place).planted.pauses.items():
        days = rows.loc[rows["series"] == series, "date"]
        assert len(days) and not days.between(pause.starts_on.isoformat(), pause.ends_on.isoformat()).any()


def test_double_entries_are_as_many_as_were_planted(place):
    rows = engagements(place)
    again = rows[rows["engagement_id"].str.endswith("-again")]
    assert len(again) == declared(place).planted.duplicates
    assert rows["engagement_id"].is_unique


def test_the_table_meets_every_week_then_every_two_weeks():
    folder = place_folder("ottawa")
    rows = engagements(folder)
    days = [date.fromisoformat(day) for day in rows.loc[rows["series"] == "community-of-practice", "date"]]
    steps = {(day, (after - day).days) for day, after in pairwise(days)}
    assert min(days) == date(2020, 10, 6)
    assert {step for day, step in steps if day < date(2021, 6, 29)} == {7}
    assert {step for day, step in steps if day > date(2021, 6, 29)} == {14, 70}  # the planted pause
    leads = demonstration_sheets(folder)["partners"].query("is_lead == 'yes'")["name"]
    assert len(leads) == 3


def test_people_in_shelters_and_hotels_are_reached_in_a_setting_of_their_own():
    rows = engagements(place_folder("ottawa"))
    assert rows["setting"].isin(["shelter", "hotel"]).sum() > 100


def test_vacant_posts_and_lost_reports_hold_no_activity():
    folder = place_folder("nunavik")
    made, sheets = declared(folder), demonstration_sheets(folder)
    reports, rows = sheets["reports"], sheets["engagements"]
    received, due = set(zip(reports["post_id"], reports["month"], strict=True)), set(expected(made))
    assert received < due and 5 <= len(due - received) <= 40
    held = rows[rows["reported_by"].ne("") & rows["status"].ne("planned")]
    assert set(zip(held["reported_by"], held["date"].str[:7], strict=True)) <= received
    vacant = {post["post_id"] for post in made.written["posts"]} - {post for post, _ in due}
    assert len(vacant) == 1 and not set(held["reported_by"]) & vacant
    late = [date.fromisoformat(day) - month_end(month) for _, month, day in reports.itertuples(index=False)]
    assert min(late) > timedelta(0)


def test_requests_come_from_communities_and_the_few_of_the_staff_are_marked():
    requests = demonstration_sheets(place_folder("nunavik"))["requests"]
    by = requests["initiated_by"].value_counts()
    assert by["community"] > 4 * by["staff"] > 0
    assert requests["kind"].nunique() >= 5


def test_one_on_ones_belong_to_their_owner_and_to_congregations_with_a_tract():
    sheets = demonstration_sheets(place_folder("kansas-city"))
    meetings = sheets["engagements"].query("type == 'one_on_one'")
    congregations = sheets["partners"].query("kind == 'congregation'").set_index("partner_id")["area"]
    assert len(meetings) > 500 and set(meetings["visibility"]) == {"owner"}
    lead = meetings["partners"].str.split("; ").str[0]
    assert (lead.map(congregations) == meetings["area"]).all()


def test_invented_organizations_and_stories_say_that_they_are(place):
    sheets = demonstration_sheets(place)
    assert sheets["stories"]["title"].str.contains("(demonstration)", regex=False).all()
    invented = sheets["partners"]["name"].str.contains("(demonstration)", regex=False)
    assert sheets["partners"].loc[~invented, "kind"].isin(
        {"public_health", "community_health_centre", "health_team", "youth", "community", "housing", "municipality", "regional_board", "health_centre"}
    ).all()  # fmt: skip


def test_a_slip_in_the_declaration_names_the_field(place, tmp_path):
    text = (place.folder / "demonstration.yml").read_text(encoding="utf-8").replace("as_of:", "as_off:")
    (tmp_path / "demonstration.yml").write_text(text, encoding="utf-8")
    with pytest.raises(DeclarationError, match="as_off: unknown field"):
        declared(dataclasses.replace(place, folder=tmp_path))
