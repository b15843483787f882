"""A lead of the community of practice sees which of the 21 had less than was expected, and plans three sessions there."""

import shutil

import pytest
from servers import serving

from etl.engagement.demonstration.demonstration import declared
from evenground.answers.outreach.plan_record import SUBJECT
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.warehouse import record


@pytest.fixture
def own_server(built, tmp_path, monkeypatch):
    """A server with a record of its own to write to."""
    home = tmp_path / "home"
    shutil.copytree(built, home, symlinks=True)
    monkeypatch.setenv("EVENGROUND_HOME", str(home))
    with serving(home, "analyst", tmp_path / "server.log") as server:
        yield server


def test_a_lead_plans_three_sessions_where_the_21_lack_most(own_server, new_reader):
    reader = new_reader(own_server).open("/plan", place="ottawa", lang="en", window="fiscal_year")
    assert reader.chosen("within") == place_folder("ottawa").place.area_sets[0].short["en"]
    named = [reader.page.locator("p strong", has_text=f"{rank}. ").first.inner_text()[3:] for rank in (1, 2, 3)]
    planted = declared(place_folder("ottawa")).planted
    for count, area in enumerate(named, start=1):
        box = reader.widget("decision_area").locator("input[role=combobox]")
        if not box.is_visible():
            reader.page.get_by_text(say("plan.decide", "en"), exact=True).click()
        box.click()
        box.fill(area)
        reader.page.locator("[role=listbox] [role=option]").get_by_text(area, exact=True).first.wait_for()
        box.press("Enter")  # the list may still be moving, and a click waits until it stands
        reader.widget("decision_role").locator("input").fill("outreach lead")
        with reader.a_run():
            reader.page.get_by_role("button", name=say("plan.save", "en")).click()
        reader.settled()
        assert len(record.read("ottawa", "override")) == count
    kept = record.read("ottawa", "override")
    assert {one["subject_id"].split(":")[-1] for one in kept} <= {*planted.areas, *planted.silent_from}
    assert {(one["subject"], one["choice"], one["by_role"]) for one in kept} == {(SUBJECT, "plan", "outreach lead")}
    assert all(area in reader.text for area in named)
    assert reader.page.get_by_role("button", name=say("download.table", "en")).count() >= 1
