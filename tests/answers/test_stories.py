"""Stories: what an item keeps, what a headline may say, and what happens when the data are refreshed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evenground.answers.gradient import fifth_shares
from evenground.answers.stories import saved
from evenground.answers.stories.checked import unsupported
from evenground.answers.stories.deck import deck, fresh, shown
from evenground.answers.stories.lacking import lacking
from evenground.answers.stories.story import Item, Story, added, changed, doubled, moved, without, written
from evenground.answers.stories.views import KINDS, exhibit, table_hash
from evenground.catalog.declaration import DeclarationError, declare, read_yaml
from evenground.catalog.library import place_folders
from evenground.catalog.words import say
from evenground.warehouse import releases, story_files
from evenground.warehouse.releases import current

READY = [
    pytest.param(place, file.stem, id=file.stem)
    for place, folder in place_folders().items()
    for file in sorted((folder.folder / "stories").glob("*.yml"))
]
DAY = "2026-11-21"


@pytest.fixture
def kansas_city(real_home):
    return current("kansas-city", "analyst")


def a_story(*items, **more):
    return Story(id="for-the-commission", title={"en": say("brief.first_title", "en")}, items=items, **more)


LIFE = Item(view="map", choices={"indicator": "life_expectancy"})
GAP = Item(view="fact", choices={"fact": "KCM001"})


# Ready stories on real data


@pytest.mark.parametrize("audience", ["analyst", "public"])
@pytest.mark.parametrize(("place", "name"), READY)
def test_a_ready_story_shows_every_item_to_both_audiences_in_both_languages(real_home, place, name, audience):
    one = saved.story(place, name)
    assert one.is_ready and one.story.audience == "public"
    for language in ("en", "fr"):
        items = shown(one.story, place, audience, language)
        assert [item.exhibit.headline for item in items if item.is_lost] == []
        assert all(item.exhibit.headline for item in items)
        assert lacking(one.story, (), language) == []
        assert [unsupported(item) for item in items if unsupported(item)] == []
        made = deck(one.story, place, audience, language, made_on=DAY)
        figures = [e for e in made.exhibits if len(e.answer.table) and e.kind != "statement" and e.answer.question != "since"]
        assert all(e.caption.source and e.caption.interval for e in figures)
        assert made.methods and made.sources and made.mailbox and made.place_name


def test_there_is_a_ready_story_for_every_place_that_comes_with_us():
    assert {place.values[0] for place in READY} >= {"kansas-city", "ottawa", "nunavik"}


def test_the_commission_hears_the_published_gap_with_its_year_and_source(real_home):
    made = deck(saved.story("kansas-city", "life-expectancy-commission").story, "kansas-city", "public", "en", made_on=DAY)
    assert 8 <= len(made.exhibits) <= 12
    first = made.exhibits[0]
    assert first.kind == "number" and first.series[0].values[0] == 6.5
    assert "2000" in first.headline and first.caption.period == "2000"
    assert "Kansas City, Missouri Health Department" in first.caption.source
    refusal = next(e for e in made.exhibits if e.id.endswith("where-groups-live"))
    assert "do not call" in refusal.headline
    assert any(ask.ask for ask in made.exhibits)
    assert any("not cleared" in notice.lower() for notice in made.notices)


def test_the_tracts_where_groups_live_are_never_called_the_gap_between_groups(kansas_city):
    made = exhibit("where_groups_live", {"indicator": "life_expectancy", "geo": "tract:2010", "shares": "black_share_acs,nh_white_share_acs"}, kansas_city, "en")
    assert "cannot stand for a gap between groups" in made.headline
    assert not any(sign.isdigit() for sign in made.headline)
    assert made.series[0].values.round(1).tolist() == [74.2, 78.2]


def test_a_gradient_that_its_model_may_have_built_in_claims_nothing(kansas_city):
    made = exhibit("gradient", {"indicator": "life_expectancy", "by": "poverty_acs"}, kansas_city, "en")
    assert made.headline.endswith("read as partly built in by the model")
    assert len(made.labels) == 5 and np.isfinite(made.series[0].low).all()


def test_crude_rates_of_groups_are_not_compared_in_a_headline(kansas_city):
    told = exhibit("gap", {"indicator": "covid_deaths"}, kansas_city, "en").headline
    refused = exhibit("gap", {"indicator": "covid_deaths_crude"}, kansas_city, "en").headline
    assert "347" in told and "196" in told
    assert "not compared" in refused and not any(sign.isdigit() for sign in refused.replace("COVID-19", ""))


def test_groups_over_neighbourhoods_are_pooled_from_their_counts(kansas_city):
    made = exhibit("gap", {"indicator": "home_ownership_neighborhood", "only_groups": "black_alone,white_alone"}, kansas_city, "en")
    assert made.series[0].values.round(1).tolist() == [39.4, 65.3]
    assert "Pooled from the counts of 240 areas of 240" in made.caption.note


def test_a_chosen_pair_is_told_with_its_test(real_home):
    release = current("ottawa", "analyst")
    made = exhibit("disparity", {"indicator": "unemployment_rate", "whom": "black", "against": "rest"}, release, "en")
    assert "5.7" in made.headline and "percentage points" in made.headline
    table = exhibit("every_measure", {"indicator": "unemployment_rate"}, release, "fr").answer.table
    assert len(table) and table["status"].eq("published").all()
    with pytest.raises(KeyError, match="cannot be compared"):
        exhibit("disparity", {"indicator": "recent_immigrant_share"}, release, "en")


def test_two_periods_that_share_no_day_are_compared_and_others_are_not_offered(real_home):
    release = current("nunavik", "analyst")
    made = exhibit("change", {"indicator": "census_residents", "geo": "community:2021", "period": "2021"}, release, "en")
    assert [heading for _, heading in made.columns] == ["Area", "2016", "2021", "Change"] and len(made.answer.table) == 14
    with pytest.raises(KeyError, match="no earlier period"):
        exhibit("change", {"indicator": "life_expectancy"}, current("kansas-city", "analyst"), "en")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_view_has_a_name_in_both_languages(kind):
    assert say(f"brief.kind_{kind}", "en") and say(f"brief.kind_{kind}", "fr")


# Headlines


def test_the_presenters_words_stand_in_their_language_and_the_data_speak_in_the_other(real_home):
    story = a_story(LIFE.but(headline={"en": "Ours"}))
    assert [one.exhibit.headline for one in shown(story, "kansas-city", "analyst", "en")] == ["Ours"]
    [french] = shown(story, "kansas-city", "analyst", "fr")
    assert french.exhibit.headline == french.proposed != "Ours"
    assert lacking(story, (), "en") == []
    title, headline = lacking(story, shown(story, "kansas-city", "analyst", "fr"), "fr")
    assert story.title["en"] in title and headline == say("brief.lacking_one", "fr", where=f"1, {say('brief.headline', 'fr')}", text="Ours")


def test_statements_that_their_files_hold_in_english_only_are_listed_for_other_readers(real_home):
    story = saved.story("nunavik", "community-portrait").story
    for language in ("en", "fr"):
        items = shown(story, "nunavik", "public", language)
        stated = [title for one in items if one.item.view in ("fact", "facts") for title in one.exhibit.answer.table["title"]]
        told = lacking(story, items, language)
        assert len(stated) > 5 and len(told) == (len(stated) if language == "fr" else 0)
        assert all(title[:60] in line for title, line in zip(stated, told, strict=language == "fr"))


def test_where_we_have_no_sentences_the_headlines_that_data_propose_are_listed(real_home):
    story = Story(id="one", title={"iu": "ᓄᓇᕕᒃ"}, items=(Item(view="map", choices={"indicator": "census_residents"}),))
    [proposed] = shown(story, "nunavik", "public", "iu")
    [told] = lacking(story, (proposed,), "iu")
    assert proposed.proposed[:60] in told


def test_the_number_of_a_list_is_the_list_of_its_chart(real_home):
    release = current("ottawa", "public")
    choices = {"indicator": "low_income_lim_at", "geo": "ons:gen3"}
    one, both = (exhibit(kind, choices, release, "en") for kind in ("list_number", "list_gap"))
    assert one.headline == both.headline and one.series[0].values[0] == both.series[0].values[0]
    assert one.reference.value == both.series[0].values[1] and one.labels == both.labels[:1] and one.part == "number"
    with pytest.raises(KeyError, match="no list of areas"):
        exhibit("list_number", {"indicator": "census_residents"}, current("nunavik", "public"), "en")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_view_is_made_by_a_function_that_is_there_and_has_a_name(kind):
    assert callable(KINDS[kind].make) and all(say(f"brief.kind_{kind}", language).language == language for language in ("en", "fr"))


def test_definitions_have_the_colon_of_their_language(real_home):
    story = saved.story("ottawa", "community-of-practice").story
    for language, colon in (("en", "Denominator: "), ("fr", "Dénominateur\u00a0: ")):
        made = deck(story, "ottawa", "public", language, made_on=DAY)
        assert colon in made.methods[0][1]


def test_ottawas_update_opens_with_a_finding_and_keeps_the_last_meeting(real_home):
    story = saved.story("ottawa", "community-of-practice").story
    views = [item.view for item in story.items]
    assert views[:2] == ["list_number", "gradient"] and "since" in views[2:]
    for language, never in (("en", "not measured for newcomers themselves"), ("fr", "pas mesuré pour les nouveaux arrivants")):
        first, attachment, *_ = shown(story, "ottawa", "public", language)
        inside, outside = first.exhibit.series[0].values[0], first.exhibit.reference.value
        assert "21" in first.exhibit.headline and "%" in first.proposed and inside > outside  # as the headline says
        assert never in attachment.exhibit.headline


def test_what_an_audience_may_not_see_is_said_and_the_story_goes_on(real_home):
    story = a_story(Item(view="map", choices={"indicator": "no_such_indicator"}), Item(view="no_such_view"), GAP)
    first, second, third = shown(story, "kansas-city", "public", "en")
    assert first.is_lost and second.is_lost and not third.is_lost
    assert "cannot be shown" in first.exhibit.headline and "no_such_indicator" in first.exhibit.caption.note


def test_a_figure_that_the_answer_does_not_hold_is_pointed_out(kansas_city):
    for words, found in (
        ("6.5 years in 2000", ()), ("6,5 ans en 2000", ()), ("Seven years", ()), ("7.5 years", ("7.5",)), ("6.5 years, 13 between areas", ("13",)),
    ):  # fmt: skip
        [one] = shown(a_story(GAP.but(headline={"en": words})), "kansas-city", "analyst", "en")
        assert unsupported(one) == found, words


# Refreshed data


def test_an_item_says_when_the_data_behind_it_were_refreshed_and_changes_only_when_asked(real_home, kansas_city, monkeypatch):
    item = fresh(GAP, kansas_city)
    assert item.release == kansas_city.id and len(item.hash) == 16
    [same] = shown(a_story(item), "kansas-city", "analyst", "en")
    assert same.exhibit.changed == ""
    stale = item.but(hash="0" * 16)
    [other] = shown(a_story(stale), "kansas-city", "analyst", "en")
    assert other.exhibit.changed
    assert shown(a_story(fresh(stale, kansas_city)), "kansas-city", "analyst", "en")[0].exhibit.changed == ""


def test_a_refreshed_release_leaves_a_story_on_its_own_figures_until_it_is_updated(built, tmp_path, monkeypatch):
    import duckdb

    old = current_copied(built, tmp_path, monkeypatch)
    item = fresh(GAP, old)
    newer = old.path.with_name(f"29991231T000000000Z-{'b' * 10}.duckdb")
    newer.write_bytes(old.path.read_bytes())
    with duckdb.connect(str(newer)) as base:
        base.execute("update fact set value = 7.5, value_text = '7.5' where fact_id = 'KCM001'")
    releases.point_to(releases.Release("kansas-city", "analyst", newer))
    [still] = shown(a_story(item), "kansas-city", "analyst", "en")
    assert still.exhibit.series[0].values[0] == 6.5 and "refreshed" in still.exhibit.changed
    updated = fresh(item, current("kansas-city", "analyst"))
    [now] = shown(a_story(updated), "kansas-city", "analyst", "en")
    assert now.exhibit.series[0].values[0] == 7.5 and now.exhibit.changed == ""


def current_copied(built, tmp_path, monkeypatch):
    """A home of its own with the current release of one place, so that a test may add another."""
    monkeypatch.setenv("EVENGROUND_HOME", str(built))
    real = current("kansas-city", "analyst")
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    copy = releases.draft("kansas-city", "analyst", real.id).with_name(f"{real.id}.duckdb")
    copy.write_bytes(real.path.read_bytes())
    made = releases.Release("kansas-city", "analyst", copy)
    releases.point_to(made)
    return made


def test_a_release_that_a_story_was_made_from_is_never_pruned(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    made = []
    for at in range(9):
        path = releases.draft("kansas-city", "analyst", f"2026010{at}T000000000Z-{at:010d}")
        path.write_bytes(b"a release")
        made.append(releases.Release("kansas-city", "analyst", releases.seal(path)))
        releases.point_to(made[-1])
    items = (GAP.but(release=made[0].id, hash="a" * 16), Item(view="since", choices={"since": "2026-01-01", "since_release": made[1].id}))
    story_files.write("kansas-city", "for-the-commission", written(a_story(*items)))
    gone = releases.prune("kansas-city", "analyst")
    assert gone == [made[2].id, made[3].id]
    assert story_files.named_releases("kansas-city", ["20260201T000000000Z-0000000000"]) == {"20260201T000000000Z-0000000000"}  # made from it


def test_no_new_health_data_is_a_headline(kansas_city):
    made = exhibit("since", {"since": "2999-01-01", "since_release": ""}, kansas_city, "en")
    assert made.headline == "No new health data since January 1, 2999"
    early = exhibit("since", {"since": "2000-01-01"}, kansas_city, "en")
    assert early.headline.startswith("The first release kept here is of")


def test_periods_that_overlap_are_never_compared(built, tmp_path, monkeypatch):
    import duckdb

    old = current_copied(built, tmp_path, monkeypatch)
    newer = old.path.with_name(f"29991231T000000000Z-{'b' * 10}.duckdb")
    newer.write_bytes(old.path.read_bytes())
    with duckdb.connect(str(newer)) as base:
        base.execute("insert into dim_period values ('2012-2017', '2012-01-01', '2017-12-31', false), ('2019-2023x', '2019-01-01', '2023-12-31', false)")
        for period, indicator in (("2012-2017", "life_expectancy"), ("2019-2023x", "poverty_acs")):
            base.execute(
                "insert into fact_observation select * replace (? as period_id) from fact_observation where indicator_id = ? "
                "and period_id in ('2010-2015', '2014-2018') and area_key like 'tract:2010%'", [period, indicator],
            )  # fmt: skip
    now = releases.Release("kansas-city", "analyst", newer)
    releases.point_to(now)
    table = exhibit("since", {"since": "2998-01-01"}, now, "en").answer.table.set_index("indicator_id")
    assert "overlaps" in table.loc["life_expectancy", "comparison"]
    assert "may be compared with 2014 to 2018" in table.loc["poverty_acs", "comparison"]


# Files


def test_a_story_is_written_and_read_back_the_same(tmp_path):
    story = a_story(LIFE.but(headline={"fr": "Où: « ici », 6,5 %"}, release="20260101T000000000Z-aaaaaaaaaa", hash="0123456789abcdef"), GAP, audience="public")
    file = tmp_path / "s.yml"
    file.write_text(written(story), encoding="utf-8")
    assert declare(Story, read_yaml(file), file) == story


def test_two_versions_of_a_story_differ_in_the_lines_that_differ():
    before = a_story(LIFE, GAP.but(note={"en": "Say the year."}))
    after = changed(before, 1, note={"en": "Say the year, twice."})
    lines = [set(written(one).splitlines()) for one in (before, after)]
    assert {line.strip() for line in lines[0] ^ lines[1]} == {"en: Say the year.", "en: Say the year, twice."}


def test_an_unknown_field_or_language_is_refused_with_the_file(tmp_path):
    for text in ("id: a\ntitle: {en: A}\nitem: []\n", "id: a\ntitle: {de: A}\n"):
        file = tmp_path / "a.yml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(DeclarationError, match=r"a\.yml"):
            declare(Story, read_yaml(file), file)


def test_own_stories_are_saved_copied_and_never_take_a_ready_ones_name(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    copy = saved.copy("kansas-city", "life-expectancy-commission", "Années de vie", "fr")
    assert copy.id == "annees-de-vie" and copy.audience == "analyst"
    assert saved.copy("kansas-city", "life-expectancy-commission", "Années de vie", "fr").id == "annees-de-vie-2"
    assert [one.is_ready for one in saved.stories("kansas-city").values()].count(False) == 2
    with pytest.raises(ValueError, match="ready story"):
        saved.save("kansas-city", copy.but(id="life-expectancy-commission"))
    story_files.remove("kansas-city", "annees-de-vie")
    assert "annees-de-vie" not in saved.stories("kansas-city")
    for bad in ("../away", "A", "", "a/b", "x" * 90):
        with pytest.raises(ValueError, match="cannot name"):
            story_files.write("kansas-city", bad, "")


# Editing


@given(st.integers(1, 6), st.data())
def test_moving_keeps_every_item_and_undoing_is_exact(size, data):
    story = a_story(*(Item(view="statement", choices={"n": str(n)}) for n in range(size)))
    at, to = data.draw(st.integers(0, size - 1)), data.draw(st.integers(0, size - 1))
    there = moved(story, at, to)
    assert there.items[to] == story.items[at] and sorted(i.choices["n"] for i in there.items) == sorted(i.choices["n"] for i in story.items)
    assert moved(there, to, at) == story
    assert without(doubled(story, at), at) == story
    assert added(story, LIFE).items == (*story.items, LIFE)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(1, 1000)), min_size=1, max_size=30))
def test_fifths_hold_equal_residents_and_ties_share_alike(areas):
    need, residents = (np.array(column, dtype=float) for column in zip(*areas, strict=True))
    share = fifth_shares(need, residents)
    np.testing.assert_allclose(share.sum(axis=1), 1)
    np.testing.assert_allclose(residents @ share, residents.sum() / 5)
    for value in set(need):
        tied = share[need == value]
        np.testing.assert_allclose(tied, np.broadcast_to(tied[0], tied.shape))


def test_the_hash_sees_figures_and_statuses_but_not_the_language(kansas_city):
    english, french = (exhibit("map", {"indicator": "life_expectancy"}, kansas_city, one).answer.table for one in ("en", "fr"))
    assert table_hash(english) == table_hash(french)
    other = english.assign(value=english["value"].where(english.index != 0, 1.0))
    withheld = english.assign(status=english["status"].where(english.index != 0, "suppressed"))
    assert len({table_hash(one) for one in (english, other, withheld)}) == 3
    assert table_hash(english.assign(value=english["value"] * (1 + 1e-13))) == table_hash(english)
    assert table_hash(pd.DataFrame()) != table_hash(english)
