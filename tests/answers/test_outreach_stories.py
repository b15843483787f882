"""Views of the outreach pages in a story: the choices they keep, the sentences they propose, what a demonstration and the
public are not shown."""

import pytest

from evenground.answers.community import portrait
from evenground.answers.outreach import coverage as coverage_answers
from evenground.answers.outreach import plan as plan_answers
from evenground.answers.outreach import wording
from evenground.answers.stories import log_choices
from evenground.answers.stories.deck import deck, fresh, shown
from evenground.answers.stories.story import Item, Story
from evenground.answers.stories.views import KINDS, exhibit, table_hash
from evenground.catalog.library import place_folders
from evenground.catalog.words import say
from evenground.warehouse.releases import current

OF_THE_LOG = ("need_reach_map", "reach_list", "reach_fifths", "reach_groups", "next_sessions", "community_requests", "own_dates", "series_rhythm", "partners", "town_halls")
OF_THE_COMMUNITY = ("project_board", "promises", "goal_status", "own_words")
DAY = "2026-11-28"
PERIOD = {"window": "own", "from": "2022-01-01", "to": "2022-12-31"}


@pytest.fixture
def ottawa(real_home):
    return current("ottawa", "analyst")


@pytest.fixture
def nunavik(real_home):
    return current("nunavik", "analyst")


def made(kind, release, language="en", **choices):
    if kind == "own_words":
        choices = {"area": portrait.signed_areas(release)[0]} | choices
    return exhibit(kind, choices, release, language)


def one_item(made_from, kind, **more):
    return shown(Story(id="one", title={}, items=(Item(view=kind, **more),)), made_from.place_id, made_from.audience, "en")[0]


@pytest.mark.parametrize("kind", (*OF_THE_LOG, *OF_THE_COMMUNITY))
@pytest.mark.parametrize("place", place_folders())
def test_a_view_is_shown_in_both_languages_or_says_in_the_readers_words_why_not(real_home, place, kind):
    release, hashes = current(place, "analyst"), set()
    for language in ("en", "fr"):
        try:
            one = made(kind, release, language)
        except KeyError as absent:
            known = ("plan.nothing_proposed", "coverage.need_none", "brief.reach_no_groups", "activity.none_of_kind")
            assert absent.args[0] in [say(key, language) for key in known]
            continue
        assert one.headline and one.alt and one.caption.source and one.caption.period and one.is_demonstration
        assert {name for name, _ in one.columns} <= set(one.answer.table.columns) and len(one.answer.table)
        hashes.add(table_hash(one.answer.table))
    assert len(hashes) <= 1  # a reader's language changes no figure


def test_the_list_has_the_pages_verdicts_with_the_least_share_first(ottawa):
    one = made("reach_list", ottawa, need="low_income_lim_at")
    log = log_choices.log_of({"need": "low_income_lim_at"}, ottawa, "en")
    page = coverage_answers.coverage(log, ottawa)
    assert one.headline == page.facts["headline"]
    assert dict(zip(one.answer.table["name"], one.answer.table["verdict"], strict=True)) == dict(zip(page.table["name"], page.table["verdict"], strict=True))
    first = one.answer.table.iloc[0]
    assert first["verdict"] == "less" and "to" in first["ratio_shown"] and "%" in first["reason"]
    assert dict(one.columns)["ratio_shown"] == "Share of attendances over share of residents"
    verdicts = [wording.VERDICTS.index(verdict) for verdict in one.answer.table["verdict"]]
    assert verdicts == sorted(verdicts)


def test_the_map_has_need_as_fill_and_the_pages_reach_as_circles(ottawa):
    one = made("need_reach_map", ottawa, need="low_income_lim_at")
    page = coverage_answers.coverage(log_choices.log_of({"need": "low_income_lim_at"}, ottawa, "en"), ottawa)
    reached = page.table[page.table["reach"] > 0]
    assert one.kind == "map" and one.drawing.features and one.drawing.circles == dict(zip(reached["area_key"], reached["reach"], strict=True))
    need = one.answer.table.set_index("area_key")["value"]
    assert need[page.table["area_key"]].to_numpy() == pytest.approx(page.table["need_value"].to_numpy(), nan_ok=True)
    assert one.headline == page.facts["headline"].rstrip(".") and "Low income" in one.caption.subtitle and "ttendances" in one.caption.subtitle
    assert one.caption.period.startswith("2020") and dict(one.columns)["reach"] == "Attendances"
    assert one.caption.source.count("Census Profile") == 1 and one.caption.source.endswith(str(say("coverage.log_source", "en")))


def test_where_need_is_not_measured_the_map_lies_over_where_people_live(nunavik):
    one = made("need_reach_map", nunavik)
    assert one.drawing.indicator.id == "census_residents" and one.drawing.circles and not one.drawing.features
    assert "(circles below)" in one.caption.subtitle and "fill" not in one.caption.subtitle
    assert one_item(nunavik, "need_reach_map").exhibit.headline == one.caption.subtitle  # no finding of a demonstration


def test_a_place_that_does_not_rank_gives_no_verdict_and_goes_by_name(nunavik):
    one = made("reach_list", nunavik)
    assert "verdict_words" not in dict(one.columns) and "ratio_shown" not in dict(one.columns)
    assert one.answer.table["name"].tolist() == sorted(one.answer.table["name"])
    figures = exhibit("portrait", {"area": "community:2021:2499085", "geo": "community:2021", "indicators": "census_residents"}, nunavik, "en")
    assert "range" not in dict(figures.columns)


def test_the_fifths_say_the_share_with_its_interval_and_the_gap_index(ottawa):
    one = made("reach_fifths", ottawa, "fr", need="low_income_lim_at")
    assert "IC à 95" in one.headline and "%" in one.headline
    assert any("−0," in sentence for sentence in one.answer.sentences)  # the index, in the language's own signs
    held, reach = one.series
    assert (held.name, reach.name) == (say("coverage.col_people_in_need", "fr"), "Présences") and one.caption.period.startswith("du ")
    assert held.values.sum() == pytest.approx(100) and reach.values.sum() == pytest.approx(100)
    assert (reach.low <= reach.values).all() and (reach.values <= reach.high).all()


def test_what_is_counted_stands_in_the_headings_of_the_measure_chosen(ottawa, nunavik):
    assert dict(made("reach_list", ottawa, measure="hours", yardstick="equitable", need="low_income_lim_at").columns)["ratio_shown"] == "Share of hours over share of people in need"
    assert [heading for _, heading in made("reach_list", nunavik, measure="sessions").columns][1:] == ["Sessions, shared out over their areas", "Days since last session"]
    across = made("need_reach", ottawa, "fr", measure="hours", need="low_income_lim_at")
    assert dict(across.columns)["rate"] == across.caption.unit == say("coverage.head_rate", "fr", measure="Heures") and "racine" not in across.plane.titles[1]


def test_days_of_a_view_of_the_log_are_a_span_of_days(ottawa):
    period = made("series_rhythm", ottawa, "fr").caption.period
    assert period.startswith("du ") and " au " in period and " à " not in period


def test_groups_lead_with_one_that_had_less_than_its_share(ottawa):
    one = made("reach_groups", ottawa)
    assert one.headline.startswith("Black residents:") and one.headline.endswith("a smaller share than among residents") and "95% CI" in one.headline
    assert any("were not asked" in sentence for sentence in one.answer.sentences)


def test_the_next_sessions_are_the_pages_with_their_reasons(ottawa):
    choices = {"sessions": "5", "apart": "28", "within": "all", "as_of": "2023-05-01"}
    plan = log_choices.plan_of(choices, ottawa, "en")
    page = plan_answers.plan(plan, ottawa)
    one = made("next_sessions", ottawa, **choices)
    assert one.answer.table["area_key"].tolist() == page.table["area_key"].tolist() and len(page.table) == 5
    assert one.headline == page.sentences[0].rstrip(".") and all(one.answer.table["why"])
    assert log_choices.plan_of(log_choices.plan_address(plan), ottawa, "en") == plan


def test_an_address_of_the_log_opens_the_same_view_again(ottawa):
    asked = PERIOD | {
        "as_of": "2023-01-31", "with": "oph", "asked": "newcomer", "spoken": "fr", "audience": "youth", "types": "outreach_session", "status": "held,planned",
        "measure": "hours", "basis": "intended_for", "yardstick": "equitable", "among": "priority_21", "visits": "5", "need": "unemployment_rate",
    }  # fmt: skip
    log = log_choices.log_of(asked, ottawa, "fr")
    assert (log.start, log.end, log.as_of, log.partners, log.statuses, log.measure, log.k) == ("2022-01-01", "2022-12-31", "2023-01-31", ("oph",), ("held", "planned"), "hours", 5)
    assert log_choices.log_of(log_choices.address(log), ottawa, "fr") == log
    usual = log_choices.log_of({}, ottawa, "en")
    assert set(log_choices.address(usual)) == {"window", "from", "to", "as_of", "need"}
    assert log_choices.log_of({"as_of": "not a day", "measure": "people"}, ottawa, "en") == usual


@pytest.mark.parametrize("kind", OF_THE_LOG)
def test_the_public_is_told_that_it_is_not_shown_a_view_of_the_log(real_home, kind):
    one = one_item(current("ottawa", "public"), kind)
    assert one.is_lost and one.exhibit.headline.startswith(say(f"brief.kind_{kind}", "en"))
    assert one.exhibit.caption.note == say("log.not_public", "en") and one.exhibit.answer.table.empty


def test_a_communitys_words_that_are_in_english_only_are_known_to_be(nunavik):
    english, french = (made("own_words", nunavik, language) for language in ("en", "fr"))
    assert english.elsewhere == ()
    given = dict(zip(english.answer.table["words"], french.answer.table["words"], strict=True))
    assert set(french.elsewhere) == {words for words, shown_to_french in given.items() if words == shown_to_french}


@pytest.mark.parametrize("kind", ["project_board", "promises", "goal_status"])
@pytest.mark.parametrize("place", place_folders())
def test_the_public_sees_no_more_of_projects_and_promises_than_its_own_release_holds(real_home, place, kind):
    mine, theirs = (made(kind, current(place, audience)).answer.table for audience in ("analyst", "public"))
    keys = [name for name in mine.columns if name.endswith("_id")]
    ids = [set(table[keys].to_numpy().ravel()) - {""} for table in (mine, theirs)]
    assert ids[1] <= ids[0]


def test_the_public_reads_a_communitys_words_once_they_are_signed_off(nunavik):
    public = current("nunavik", "public")
    signed = portrait.signed_areas(nunavik)
    unsigned = next(key for key in portrait.spoken_areas(nunavik) if key not in signed)
    assert exhibit("own_words", {"area": unsigned}, nunavik, "en").answer.table["kind"].iloc[0] == "strength"
    with pytest.raises(KeyError, match="has not signed off"):
        exhibit("own_words", {"area": unsigned}, public, "en")
    assert len(exhibit("own_words", {"area": signed[0]}, public, "en").answer.table)


@pytest.mark.parametrize("kind", (*OF_THE_LOG, *OF_THE_COMMUNITY))
def test_a_demonstration_makes_no_headline_and_no_sentence_until_it_is_asked(ottawa, kind):
    choices = {"area": portrait.signed_areas(ottawa)[0]} if kind == "own_words" else {}
    plain = one_item(ottawa, kind, choices=choices, headline={"en": "All is well"})
    assert plain.exhibit.headline == plain.exhibit.caption.subtitle and not any(sign.isdigit() for sign in plain.exhibit.headline)
    assert plain.exhibit.answer.sentences == () and plain.exhibit.is_demonstration
    asked = one_item(ottawa, kind, choices=choices, demonstration_asked=True)
    assert asked.exhibit.headline.startswith("Demonstration: ") and asked.exhibit.headline.count("Demonstration: ") == 1
    assert all(sentence.startswith("Demonstration") for sentence in asked.exhibit.answer.sentences)
    assert plain.exhibit.alt.startswith("Demonstration: ") and asked.exhibit.alt.startswith("Demonstration: ")


def test_an_item_keeps_the_release_and_the_hash_of_its_own_table(ottawa):
    for kind in ("reach_list", "project_board", "promises", "goal_status", "own_words"):
        choices = {"area": portrait.signed_areas(ottawa)[0]} if kind == "own_words" else {}
        kept = fresh(Item(view=kind, choices=choices), ottawa)
        assert kept.release == ottawa.id and len(kept.hash) == 16
        assert one_item(ottawa, kind, choices=kept.choices, release=kept.release, hash=kept.hash).exhibit.changed == ""
    assert fresh(Item(view="reach_list", choices=PERIOD), ottawa).hash != fresh(Item(view="reach_list"), ottawa).hash


def test_a_deck_with_outreach_says_how_its_shares_are_to_be_read(ottawa):
    story = Story(id="one", title={"en": "T"}, items=(Item(view="reach_list", choices={"need": "low_income_lim_at"}), Item(view="promises")))
    told = deck(story, "ottawa", "analyst", "en", made_on=DAY)
    headings = [heading for heading, _ in told.methods]
    assert "Coverage" in headings and "Low income (LIM-AT)" in headings
    assert say("shell.demonstration_log", "en") in told.notices


def test_every_kind_of_the_outreach_pages_opens_on_its_page():
    pages = {kind: KINDS[kind].page for kind in (*OF_THE_LOG, *OF_THE_COMMUNITY)}
    assert set(pages.values()) == {"coverage", "plan", "activity", "projects", "goals", "portrait"}


def test_a_published_figure_is_printed_in_the_readers_own_signs(real_home):
    kansas_city, nunavik = current("kansas-city", "public"), current("nunavik", "public")
    assert "6.5 years" in exhibit("fact", {"fact": "KCM001"}, kansas_city, "en").headline
    french = exhibit("fact", {"fact": "KCM001"}, kansas_city, "fr")
    assert "6,5 ans" in french.headline and not any("6.5" in sentence for sentence in french.answer.sentences)
    assert exhibit("facts", {"facts": "NUN001"}, nunavik, "fr").answer.table["shown"].iloc[0].startswith("27\u00a0%")
    assert "over 80" in exhibit("fact", {"fact": "NUN024"}, nunavik, "fr").headline
