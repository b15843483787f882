"""What became of a promise or a follow-up is said on the page, kept in the record, and is in the tables after the next build."""

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest
from test_outreach_pages import opened, shown, words_of

from etl.load import build
from evenground.answers.community.commitments import commitments
from evenground.answers.outreach import log_offer, plan_record
from evenground.answers.outreach.follow_ups import follow_ups, marked_done
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.warehouse import record
from evenground.warehouse.releases import Release, current

PLACE = "kansas-city"


@pytest.fixture
def starter(tmp_path, monkeypatch) -> Release:
    """A home of its own with the starter tables and the demonstration log, built here."""
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    return built()


def built() -> Release:
    build(place_folder(PLACE), None)
    return current(PLACE, "analyst")


def mark(page: AppTest, form: str, chosen: str, role: str, **said: str) -> AppTest:
    page.selectbox(key=f"{form}-id").set_value(chosen)
    for name, value in said.items():
        field = page.text_area if name == "outcome" else page.text_input
        field(key=f"{form}-{name}").set_value(value)
    page.text_input(key=f"{form}-role").set_value(role)
    return shown(page.button(key=f"{form}-save").click().run())


def standing(release: Release) -> dict[str, str]:
    table = commitments(release, "en").table
    return dict(zip(table["commitment_id"], table["standing"], strict=True))


def test_a_promise_is_marked_waits_and_is_in_the_tables_after_the_next_build(starter):
    assert standing(starter)["c-03"] in ("overdue", "open")
    page = opened("projects", place=PLACE, lang="en")
    mark(page, "mark-promise", "c-03", "division manager", done="2019-04-03", outcome="Open on Tuesdays until 8")
    (line,) = record.read(PLACE, "commitment")
    assert (line["commitment_id"], line["done_on"], line["by_role"]) == ("c-03", "2019-04-03", "division manager")
    assert say("commitment.waiting", "en") in words_of(page) and "Open on Tuesdays until 8" in words_of(page)
    assert not page.text_area(key="mark-promise-outcome").value
    mark(page, "mark-promise", "c-03", "division manager", told="2019-04-09")
    release = built()
    table = commitments(release, "en").table.set_index("commitment_id")
    assert (table.at["c-03", "standing"], table.at["c-03", "outcome"], table.at["c-03", "told_back_on"]) == ("told_back", "Open on Tuesdays until 8", date(2019, 4, 9))
    assert say("commitment.waiting", "en") not in words_of(opened("projects", place=PLACE, lang="en"))


@pytest.mark.parametrize(
    ("said", "message", "values"),
    [
        ({}, "commitment.mark_empty", {}),
        ({"told": "2019-04-09"}, "commitment.told_before_done", {}),
        ({"done": "2018-01-01"}, "commitment.days_in_order", {}),
        ({"done": "2019-04-03", "told": "2019-04-02"}, "commitment.days_in_order", {}),
        ({"done": "2019-13-03"}, "log.not_a_day", {"text": "2019-13-03"}),
        ({"outcome": "Ask Ana at 816-555-0143"}, "commitment.contact_masked", {}),
    ],
)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_cannot_be_is_not_recorded_and_what_was_typed_stays(real_home, monkeypatch, said, message, values, language):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    monkeypatch.setattr(record, "append", lambda *_: pytest.fail("it was recorded"))
    page = mark(opened("projects", place=PLACE, lang=language), "mark-promise", "c-03", "division manager", **said)
    assert [one.value for one in page.error] == [say(message, language, **values)]
    assert page.text_input(key="mark-promise-role").value == "division manager"


def test_a_follow_up_is_marked_as_done_and_is_closed_after_the_next_build(starter):
    as_of = log_offer.read_on(starter).isoformat()
    before = follow_ups(starter, "en", as_of).table
    first = before.iloc[0]
    page = opened("plan", place=PLACE, lang="fr")
    mark(page, "mark-follow-up", first["engagement_id"], "outreach lead", done="2017-01-01")
    assert [one.value for one in page.error] == [say("plan.follow_up_before", "fr")] and record.read(PLACE, "follow_up") == []
    mark(page, "mark-follow-up", first["engagement_id"], "outreach lead", done=str(first["due_on"]))
    assert say("commitment.waiting", "fr") in words_of(page)
    assert first["engagement_id"] not in page.selectbox(key="mark-follow-up-id").options
    record.append(PLACE, "follow_up", {"engagement_id": "nowhere", "follow_up_done": "2019-01-01"}, "outreach lead")
    release = built()
    after = follow_ups(release, "en", as_of).table
    assert set(before["engagement_id"]) - set(after["engagement_id"]) == {first["engagement_id"]}
    assert marked_done(release, "en").empty


def test_a_decision_is_seen_at_once_and_once_after_the_next_build(starter):
    area = commitments(starter, "en").table["area_key"].dropna().iloc[0]
    for choice, reason in (("plan", "asked for"), ("leave", "its own table meets first")):
        record.append(PLACE, "override", {"subject": plan_record.SUBJECT, "subject_id": area, "choice": choice, "reason": reason, "until": "2030-01-01"}, "outreach lead")
    waiting = plan_record.decisions(starter, "en")
    release = built()
    seen = plan_record.decisions(release, "en")
    assert waiting["is_built"].tolist() == [False, False] and seen["is_built"].tolist() == [True, True]
    kept = [one for one in plan_record.COLUMNS if one != "is_built"]
    assert seen[kept].to_dict("records") == waiting[kept].to_dict("records")
    assert seen["choice"].tolist() == ["leave", "plan"] and plan_record.set_aside(seen, "2020-01-01") == (area,)
