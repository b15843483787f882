"""Activity, Projects, Portrait and Goals open in every place, language and audience, with a log and without."""

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from evenground.answers.community import portrait, projects
from evenground.answers.outreach.log_offer import has_engagements
from evenground.answers.outreach.public_reach import public_reach
from evenground.answers.stories import deck, saved
from evenground.catalog.library import place_folders
from evenground.catalog.words import say
from evenground.ui.activity import PARTS
from evenground.warehouse import record
from evenground.warehouse.releases import current

APP = Path(__file__).resolve().parents[2] / "app.py"
PAGES = ("activity", "projects", "portrait", "goals")


def opened(page: str, **address: str) -> AppTest:
    made = AppTest.from_file(str(APP), default_timeout=120)
    for name, value in address.items():
        made.query_params[name] = value
    return shown(made.switch_page(f"screens/{page}.py").run())


def shown(page: AppTest) -> AppTest:
    assert not page.exception, page.exception[0].value
    return page


def words_of(page: AppTest) -> str:
    parts = [one.value for kind in (page.markdown, page.caption, page.info, page.warning, page.success, page.header) for one in kind]
    return html.unescape(" ".join(parts)).replace("\\", "")


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("place", place_folders())
@pytest.mark.parametrize("audience", ["analyst", "public"])
def test_a_page_opens_in_every_place_and_language_and_says_that_the_log_is_a_demonstration(real_home, monkeypatch, page, place, audience):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", audience)
    pages = [opened(page, place=place, lang=language) for language in ("en", "fr")]
    assert pages[0].title[0].value != pages[1].title[0].value
    for one, language in zip(pages, ("en", "fr"), strict=True):
        assert say("log.demonstration", language) in [said.value for said in one.warning]


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("place", place_folders())
def test_every_part_of_activity_opens(real_home, monkeypatch, place, part):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    page = opened("activity", place=place, lang="en", activity=part)
    said, below = ({one.value for one in kind} for kind in (page.markdown, page.caption))
    assert not said & below  # what a part says first is not said once more as the measure of its chart


@pytest.mark.parametrize("part", PARTS)
def test_a_window_without_sessions_says_what_would_bring_some_back(real_home, monkeypatch, part):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    empty = {"window": "own", "from": "2010-01-01", "to": "2010-02-01", "lang": "fr"}
    page = opened("activity", place="nunavik", activity=part, **empty)
    assert not page.error
    assert (say("log.nothing", "fr") in words_of(page)) == (part not in ("shared", "reports")), "these two are of the whole log"


def test_coverage_of_many_areas_names_who_has_more_need_and_buries_nothing_in_names(real_home, monkeypatch):
    """Half of these tracts had no session: below a cut line at the median there would be nobody."""
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    page = opened("coverage", place="kansas-city", lang="fr")
    said = words_of(page)
    corner = re.search(rf"{say('coverage.quadrant_high_low', 'fr')}\*\* \((\d+)\)\u00a0: ", said)
    assert corner and int(corner[1]) > 20
    assert re.search(rf"{say('coverage.lists_both', 'fr')}\*\* \(\d+\)\u00a0: ", said)
    assert max(len(one.value) for one in page.markdown) < 1500
    assert "du 1er mai 2017 au 30 avril 2019" in said and not re.search(r"\d{4} à \d+(er)? ", said)


@pytest.mark.parametrize("place", ["ottawa", "nunavik"])
def test_coverage_of_a_window_without_sessions_draws_nothing(real_home, monkeypatch, place):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    page = opened("coverage", place=place, lang="en", window="own", to="2010-02-01", **{"from": "2010-01-01"})
    assert say("log.nothing", "en") in words_of(page) and not page.dataframe and not page.metric


@pytest.mark.parametrize("part", ["log", "depth", "kinds"])
def test_a_chart_of_activity_states_its_finding_and_that_it_is_a_demonstration(real_home, monkeypatch, part):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    found = {"log": r"Most often: .+, [\d,]+ of [\d,]+ sessions", "depth": r"Most often spoken: .+, at [\d,]+ of", "kinds": r"Most often for: .+, [\d,]+ of"}[part]
    titles = [one.value for one in opened("activity", place="ottawa", lang="en", activity=part).markdown]
    assert any(re.match(rf"\*\*Demonstration: {found}", html.unescape(title).replace("\\", "")) for title in titles), titles


def test_the_public_sees_no_post_partner_or_session_of_activity(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "public")
    page = opened("activity", place="nunavik", lang="en", activity="reports")
    said = words_of(page)
    assert "reports received from" in said and "posts in all" in said
    assert say("activity.report_vacant", "en") not in said and "Community Liaison" not in said
    assert "activity" not in [box.key for box in page.selectbox]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_public_is_told_that_projects_and_requests_here_are_a_part(real_home, monkeypatch, language):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "public")
    said = words_of(opened("projects", place="ottawa", lang=language))
    assert say("project.public_note", language) in said and say("project.requests_withheld", language) in said
    assert say("project.requests_none", language) not in said


@pytest.mark.parametrize("place", ["ottawa", "kansas-city", "nunavik"])
def test_a_public_release_holds_no_engagement_and_projects_count_none_as_zero(real_home, monkeypatch, place):
    release = current(place, "public")
    assert not has_engagements(release)
    shown = projects.board(release, "en").table
    assert len(shown) and shown["sessions"].isna().all()  # not 0: sessions are not known here
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "public")
    page = opened("projects", place=place)
    assert say("project.workshops_title", "en") not in [one.value for one in page.header] and not page.exception
    assert all(say("project.held", "en") not in one.value.columns for one in page.dataframe)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_goal_without_baseline_or_target_says_so_in_words(real_home, monkeypatch, language):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    said = words_of(opened("goals", place="kansas-city", lang=language))
    assert say("goal.sets_neither", language) in said
    assert not re.search("[–-][,;] ", said), "a dash stands where a figure would"


def test_a_reader_is_told_that_words_of_records_are_not_translated(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    assert say("community.as_written", "fr") in words_of(opened("projects", place="ottawa", lang="fr"))
    assert say("community.as_written", "en") not in words_of(opened("projects", place="ottawa", lang="en"))


def test_an_agency_that_is_a_partner_is_named_in_the_readers_language(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    assert "Agency: Ottawa Public Health" in words_of(opened("goals", place="ottawa", lang="en"))
    assert "Organisme\u00a0: Santé publique Ottawa" in words_of(opened("goals", place="ottawa", lang="fr"))


def test_an_unsigned_portrait_shows_the_public_nothing(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    release = current("nunavik", "analyst")
    signed = portrait.signed_areas(release)
    unsigned = next(key for key in portrait.spoken_areas(release) if key not in signed)
    assert "What is strong here" in words_of(opened("portrait", place="nunavik", lang="en", area=unsigned))
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "public")
    hidden = opened("portrait", place="nunavik", lang="en", area=unsigned)
    assert say("portrait.unsigned", "en") in words_of(hidden)
    assert not hidden.dataframe and "What is strong here" not in words_of(hidden)
    assert "What is strong here" in words_of(opened("portrait", place="nunavik", lang="en", area=signed[0]))


@pytest.mark.parametrize("place", place_folders())
def test_a_portrait_opens_for_the_screen_and_for_print(real_home, monkeypatch, place):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    area = portrait.signed_areas(current(place, "analyst"))[0]
    for language in ("en", "fr"):
        opened("portrait", place=place, lang=language, area=area)
        printed = opened("portrait", place=place, lang=language, area=area, layout="print")
        assert not printed.dataframe and say("portrait.strength", language) in words_of(printed)


@pytest.fixture
def own_record(real_home, tmp_path, monkeypatch):
    """Writes of a test go to a home of its own that reads the shared releases."""
    for store in real_home.glob("*/*"):
        if store.name in ("working", "public"):
            target = tmp_path / store.parent.name / store.name
            target.parent.mkdir(exist_ok=True)
            target.symlink_to(store)
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "analyst")
    return tmp_path


def test_a_commitment_goes_to_the_record_with_role_and_time_and_waits_for_the_next_build(own_record):
    page = opened("projects", place="ottawa", lang="en")
    page.text_area(key="commitment-said").set_value("Buses do not come here")
    page.text_area(key="commitment-promised").set_value("Ask the city")
    page.text_input(key="commitment-owner").set_value("manager")
    page.text_input(key="commitment-due").set_value("2027-01-31")
    shown(page.button(key="commitment-save").click().run())
    assert record.read("ottawa", "commitment") == []
    assert say("community.by_role", "en") in page.error[0].value
    page.text_area(key="commitment-said").set_value("Buses do not come here")
    page.text_area(key="commitment-promised").set_value("Ask the city")
    page.text_input(key="commitment-owner").set_value("manager")
    page.text_input(key="commitment-role").set_value("outreach lead")
    shown(page.button(key="commitment-save").click().run())
    (entry,) = record.read("ottawa", "commitment")
    assert (entry["said"], entry["by_role"], entry["owner_role"]) == ("Buses do not come here", "outreach lead", "manager")
    assert say("commitment.waiting", "en") in words_of(page) and "outreach lead" in words_of(page)


def test_what_looks_like_a_telephone_number_is_not_recorded(own_record):
    page = opened("projects", place="ottawa", lang="en")
    for key, value in (("said", "Call 613 555 0143"), ("promised", "Ask the city")):
        page.text_area(key=f"commitment-{key}").set_value(value)
    for key in ("owner", "role"):
        page.text_input(key=f"commitment-{key}").set_value("manager")
    shown(page.button(key="commitment-save").click().run())
    assert record.read("ottawa", "commitment") == []
    assert page.error[0].value == say("commitment.contact_masked", "en")


def test_a_sign_off_goes_to_the_record_and_waits_for_the_next_build(own_record):
    area = portrait.spoken_areas(current("nunavik", "analyst"))[0]
    page = opened("portrait", place="nunavik", lang="fr", area=area)
    page.text_input(key="sign-off-role").set_value("comité mieux-être")
    page.text_input(key="sign-off-day").set_value("2023-11-02")
    shown(page.button(key="sign-off-save").click().run())
    (entry,) = record.read("nunavik", "sign_off")
    assert (entry["subject_id"], entry["decision"], entry["by_role"]) == (area, "approved", "comité mieux-être")
    assert say("commitment.waiting", "fr") in words_of(page)


@pytest.mark.parametrize(
    ("place", "page", "address", "key"),
    [
        ("ottawa", "coverage", {"need": "low_income_lim_at", "measure": "hours"}, "reach_list"),
        ("ottawa", "coverage", {"need": "low_income_lim_at"}, "reach_fifths"),
        ("ottawa", "coverage", {}, "reach_groups"),
        ("ottawa", "coverage", {"need": "low_income_lim_at", "measure": "hours"}, "need_reach_map"),
        ("ottawa", "plan", {"sessions": "5"}, "next_sessions"),
        ("nunavik", "plan", {}, "community_requests"),
        ("nunavik", "plan", {}, "own_dates"),
        ("ottawa", "activity", {"activity": "rhythm"}, "series_rhythm"),
        ("ottawa", "activity", {"activity": "partners"}, "partners"),
        ("kansas-city", "activity", {"activity": "kinds"}, "town_halls"),
        ("nunavik", "projects", {}, "project_board"),
        ("nunavik", "projects", {}, "promises"),
        ("ottawa", "goals", {}, "goal_status"),
        ("nunavik", "portrait", {"area": "signed"}, "own_words"),
        ("nunavik", "portrait", {"area": "signed"}, "portrait"),
    ],
)
def test_a_view_of_an_outreach_page_is_added_to_a_story_with_what_its_page_shows(own_record, place, page, address, key):
    release = current(place, "analyst")
    if address.get("area"):
        address = address | {"area": portrait.signed_areas(release)[0]}
    shown(opened(page, place=place, lang="en", **address).button(key=f"add-to-story-{key}").click().run())
    [one] = [one for one in saved.stories(place).values() if not one.is_ready]
    [item] = one.story.items
    assert item.view == key and item.release == release.id and len(item.hash) == 16
    assert {name: item.choices.get(name) for name in address} == address
    [drawn] = deck.shown(one.story, place, "analyst", "en")
    assert not drawn.is_lost and not drawn.exhibit.changed


@pytest.mark.parametrize("page", ("coverage", "plan", *PAGES))
def test_the_public_adds_nothing_to_a_story(real_home, monkeypatch, page):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "public")
    area = portrait.signed_areas(current("nunavik", "analyst"))[0]
    assert [one.key for one in opened(page, place="nunavik", lang="en", area=area).button if (one.key or "").startswith("add-to-story")] == []


def test_public_coverage_says_first_that_it_is_a_part_and_never_that_nobody_was_visited(real_home, monkeypatch):
    monkeypatch.setenv("EVENGROUND_AUDIENCE", "public")
    first = say("log.first_word", "en") + " "
    few, many = (list(map(str, public_reach(current(place, "public"), "en", 3).sentences)) for place in ("nunavik", "ottawa"))
    assert len(few) == 1 and "let go public" in few[0]  # one session of one community is public: a share of 0% would be untrue
    assert "let go public" in many[0] and re.match(r"At least \d+\.\d% of residents live in a neighbourhood", many[1])
    assert "held (October 6, 2020 to September 29, 2023); this is not" in many[1]
    page = opened("coverage", place="ottawa", lang="en")
    assert many[0] in words_of(page).replace(first, "")
    [below] = [said for one in page.caption if "Source: " in (said := html.unescape(one.value).replace("\\", ""))]  # what the table and its file are of
    assert all(part in below for part in ("Sessions, Attendances", "October 6, 2020 to September 29, 2023", say("coverage.basis_name_held_in", "en")))
