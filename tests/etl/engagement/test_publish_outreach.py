"""What of a log goes public: what its owners let go, without people's counts, and sums with small counts hidden."""

import duckdb
import pandas as pd
import pytest
from log_place import areas, engagement, taken

from etl.publish import PUBLIC
from etl.publish_outreach import NEVER, public_outreach
from evenground.catalog.place import AudienceRule
from evenground.catalog.template import template
from evenground.warehouse.write import SCHEMA

RULE = AudienceRule(min_count=11)


def content(**sheets) -> dict[str, pd.DataFrame]:
    """Every table of the schema, filled from sheets of a log."""
    reader = duckdb.connect()
    reader.execute(SCHEMA.read_text(encoding="utf-8"))
    names = [row[0] for row in reader.execute("select table_name from duckdb_tables()").fetchall()]
    empty = {name: reader.execute(f"select * from {name}").df() for name in names}
    known = areas().assign(population=900.0)
    log = {"outreach_log": pd.DataFrame([{"kind": "recorded", "as_of": pd.Timestamp("2024-12-31")}])}
    filled = taken(**sheets).tables
    return empty | log | {"dim_area": known} | {name: pd.concat([empty[name], rows]) if empty[name].columns.size else rows for name, rows in filled.items()}


ORGANIZATION = {"subject": "organization", "subject_id": "Health centre", "decision": "approved", "by_role": "Board", "decided_on": "2024-01-01"}
PORTRAIT = ORGANIZATION | {"subject": "portrait", "subject_id": "001"}


def made(engagements=(), sign_offs=(ORGANIZATION,), rule=RULE, **sheets):
    rows = {"engagements": list(engagements)} if engagements else {}
    return public_outreach(content(sign_offs=list(sign_offs), **rows, **sheets), rule)


def test_only_what_its_owner_lets_go_is_in_the_public_sums_and_no_engagement_is_a_row():
    rows = [
        engagement(engagement_id="kept", visibility="public", people="30", title="Fair", notes="for us only", groups="newcomer: yes 12"),
        engagement(engagement_id="inside", visibility="partners", people="40"),
        engagement(engagement_id="no consent", visibility="public", people="50", owner_organization="Another"),
        engagement(engagement_id="private", visibility="public", type="one_on_one", people="1"),
    ]
    public = made(rows)
    whole = public["reach_public"].query("area_key == 'all' and quarter == 'all' and question == ''").set_index("measure")["value"].to_dict()
    assert whole == {"attendances": 31, "sessions": 2}  # a one-on-one that its owner lets go counts, and stands nowhere by itself
    assert all(public[name].empty for name in NEVER) and {"fact_engagement", "engagement_area", "engagement_partner"} <= set(NEVER)


def test_what_the_template_says_of_its_sheets_is_what_happens():
    never = {sheet.table for sheet in template().sheets if not sheet.public}
    assert never <= set(NEVER)
    assert all(name in never or name.startswith("engagement_") for name in NEVER)


def test_a_withdrawn_consent_takes_everything_back():
    withdrawn = ORGANIZATION | {"decision": "withdrawn", "decided_on": "2024-06-01"}
    assert made([engagement(visibility="public")], sign_offs=[ORGANIZATION, withdrawn])["reach_public"].empty


def test_small_attendances_are_hidden_with_enough_others():
    rows = [engagement(visibility="public", area=area, people=people, date=day) for area, people, day in (
        ("001", "4", "2024-02-01"), ("002", "40", "2024-02-02"), ("001", "30", "2024-05-01"), ("002", "50", "2024-05-02"), ("003", "60", "2024-05-03"),
    )]  # fmt: skip
    reach = made(rows)["reach_public"]
    people = reach[reach["measure"] == "attendances"].set_index(["area_key", "quarter"])["value"]
    assert pd.isna(people["zone:2024:001", "2024-Q1"]) and pd.isna(people["zone:2024:002", "2024-Q1"])
    assert (people["all", "all"], people["all", "2024-Q1"], people["zone:2024:003", "2024-Q2"]) == (184, 44, 60)
    sessions = reach[reach["measure"] == "sessions"].set_index(["area_key", "quarter"])["value"]
    assert (sessions["zone:2024:001", "all"], sessions["all", "all"]) == (2, 5)


def test_people_of_shelters_are_in_no_area():
    rows = [engagement(visibility="public", people="30"), engagement(visibility="public", people="90", setting="shelter", date="2024-05-15")]
    reach = made(rows)["reach_public"].query("measure == 'attendances' and quarter == 'all'").set_index("area_key")["value"].to_dict()
    assert reach == {"zone:2024:001": 30, "none": 90, "all": 120}


def test_areas_with_few_residents_show_no_attendances():
    reach = made([engagement(visibility="public", people="30"), engagement(visibility="public", people="90", area="002")], rule=AudienceRule(min_count=11, min_population_counts=1000))
    shown = reach["reach_public"].query("measure == 'attendances' and status == 'published'")
    assert set(shown["area_key"]) == {"all"}


@pytest.mark.parametrize("signed", [True, False])
def test_a_portrait_is_public_only_when_it_is_signed(signed):
    public = made(
        sign_offs=[PORTRAIT] if signed else [ORGANIZATION],
        priorities=[{"priority_id": "1", "area": "001", "words": "A warm place", "visibility": "public"}],
        stories=[{"story_id": "1", "area": "001", "title": "A", "body": "B", "consent": "yes", "moderated_by": "Lead", "shared_on": "2024-02-01"}],
        projects=[{"project_id": "1", "area": "001", "title": "A", "phase": "planning", "visibility": "public"}],
    )
    assert [len(public[name]) for name in ("community_priority", "story", "project")] == [int(signed)] * 3


@pytest.mark.parametrize("cell", [{"consent": "no"}, {"moderated_by": ""}, {"withdrawn_on": "2024-03-01"}, {"shared_on": "2025-03-01"}])
def test_a_story_without_consent_moderation_or_day_stays_inside(cell):
    story = {"story_id": "1", "title": "A", "body": "B", "consent": "yes", "moderated_by": "Lead", "shared_on": "2024-02-01", "withdrawn_on": ""}
    assert len(made(stories=[story])["story"]) == 1
    assert made(stories=[story | cell])["story"].empty


def test_reporting_is_public_for_the_whole_place_only():
    public = made(
        posts=[{"post_id": "A", "title": "Worker", "area": "001", "filled_from": "2024-01-10"}, {"post_id": "B", "title": "Worker", "area": "002"}],
        reports=[{"post_id": "A", "month": "2024-01", "received_on": "2024-02-02"}],
    )["reporting_public"]
    assert public.iloc[0].to_dict() == {"month": "2024-01", "posts": 2, "filled": 1, "received": 1}
    assert len(public) == 12


def test_a_new_table_stays_inside_until_someone_says_otherwise():
    public = made()
    names = set(content())
    inside = names - set(PUBLIC) - set(public) - {"fact_observation", "release"}
    assert "reject" in inside and not inside & set(public)
