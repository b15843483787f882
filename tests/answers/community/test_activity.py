"""Who does what, in what rhythm, with whom: counted by hand."""

from datetime import date, timedelta

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_log import area_key, engagement, small_release

from evenground.answers.community import cadence, engaged, ladder, log, reporting, together, totals
from evenground.answers.outreach.log_choices import LogChoices

LOG = LogChoices("ottawa", "en", "ons:gen3", "2024-06-30", "2023-01-01", "2024-06-30")


def test_a_turn_without_a_session_is_missed_and_an_open_one_is_not_yet_due():
    turns = cadence.turns_of("two_weeks", date(2024, 1, 2), date(2024, 2, 28))
    assert turns[0] == (date(2024, 1, 1), date(2024, 1, 15)) and len(turns) == 5
    held = [date(2024, 1, 2), date(2024, 1, 5), date(2024, 1, 30)]
    assert cadence.held_of_due(turns, date(2024, 2, 28), held) == (2, 4)
    assert cadence.held_of_due(turns, date(2024, 2, 28), [*held, date(2024, 2, 27)]) == (3, 5)


@given(st.dates(date(2015, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.sampled_from(["week", "two_weeks", "month", "quarter"]))
def test_turns_follow_each_other_without_gap_or_overlap(start, days, every):
    last = start + timedelta(days=days)
    turns = cadence.turns_of(every, start, last)
    assert turns[0][0] <= start < turns[0][1] and turns[-1][0] <= last < turns[-1][1]
    assert all(end == begins for (_, end), (begins, _) in zip(turns[:-1], turns[1:], strict=True))
    everyday = [start + timedelta(days=n) for n in range(days + 1)]
    assert cadence.held_of_due(turns, last, everyday) == (len(turns), len(turns))
    assert cadence.held_of_due(turns, last, [])[0] == 0


def test_an_unknown_rhythm_is_refused():
    with pytest.raises(ValueError, match="got 'daily'"):
        cadence.turns_of("daily", date(2024, 1, 1), date(2024, 2, 1))


def test_the_longest_gap_counts_the_time_before_the_first_and_after_the_last_session():
    held = [date(2024, 2, 1), date(2024, 2, 20)]
    assert cadence.longest_gap(date(2024, 1, 1), date(2024, 3, 1), held) == (31, date(2024, 1, 1))
    assert cadence.longest_gap(date(2024, 1, 25), date(2024, 4, 1), held) == (41, date(2024, 2, 20))
    assert cadence.longest_gap(date(2024, 1, 1), date(2024, 1, 31), []) == (30, date(2024, 1, 1))


def test_a_series_whose_rhythm_changed_counts_each_part_by_its_own(tmp_path):
    held = [engagement(n, day, type="table_meeting", series="table", areas={}) for n, day in enumerate(["2024-01-02", "2024-01-09", "2024-01-16", "2024-02-20", "2024-03-12"])]
    rhythms = [
        {"series_id": "table", "name_en": "Table", "every": "week", "starts_on": date(2024, 1, 1), "ends_on": date(2024, 1, 28)},
        {"series_id": "table", "name_en": "Table", "every": "month", "starts_on": date(2024, 2, 1)},
    ]
    release = small_release(tmp_path, [*held, engagement(9, "2024-01-23", type="table_meeting", series="table", status="cancelled", areas={})], series=rhythms)
    row = cadence.cadence(LOG, release).table.iloc[0]
    assert (row["held"], row["due"], row["cancelled"]) == (3 + 2, 4 + 5, 1)
    assert (row["longest_gap"], row["gap_from"], row["days_since"]) == (110, date(2024, 3, 12), 110)
    assert row["rhythm"] == "every week, every month"
    january = cadence.cadence(LOG.but(end="2024-01-28"), release).table.iloc[0]
    assert (january["held"], january["due"]) == (3, 4)


PARTNERS = [{"partner_id": key, "name_en": key.upper(), "is_lead": key == "a", "area_key": area_key("B") if key == "c" else None, "kind": "congregation" if key in "cd" else ""} for key in "abcd"]
TOGETHER = [
    engagement(1, "2024-01-01", partners=["a", "b"], languages=["en", "fr"], depth="leading"),
    engagement(2, "2024-02-01", partners=["a", "b"], languages=["fr"], depth="informed"),
    engagement(3, "2024-03-01", partners=["a"], depth="consulted"),
    engagement(4, "2024-03-02", partners=["c"], areas={"B": 1.0}),
    engagement(5, "2024-03-03", partners=["c"], areas={"B": 1.0}, people=None),
    engagement(6, "2024-03-04", partners=["c"], areas={"B": 1.0}),
    engagement(7, "2024-03-05", areas={}),
    engagement(8, "2024-03-06", partners=["c"], type="one_on_one", people=1.0, areas={"B": 1.0}),
    engagement(9, "2024-03-07", partners=["c"], type="campaign_action", pledged=40.0, turned_out=30.0, testified=2.0, areas={}),
    engagement(10, "2024-03-08", partners=["a"], type="training", audience="leaders; youth", people=12.0, areas={}),
    engagement(11, "2024-03-09", partners=["a"], type="communication", people=None, areas={}),
]


@pytest.fixture
def worked(tmp_path):
    return small_release(tmp_path, TOGETHER, dim_partner=PARTNERS)


def test_who_works_with_whom(worked):
    answer = together.partners(LOG, worked)
    rows = {row.partner_id: (row.sessions, row.led, row.alone, row.together_with) for row in answer.table.itertuples()}
    assert rows == {"a": (5, 5, 3, 1), "c": (5, 5, 5, 0), "b": (2, 0, 0, 1)}
    assert answer.sentences[0] == "3 partners took part. In 2 of 11 engagements two partners or more worked together."
    assert answer.missing == ("1 engagement names no partner.",)
    pairs = together.overlap(LOG, worked)
    assert pairs.loc["A", "B"] == pairs.loc["B", "A"] == 2 and pairs.loc["A", "C"] == 0
    assert pairs.loc["A", "A"] == 5
    assert "A and B, at 2 engagements" in together.closest(pairs, "en")


def test_an_area_where_only_one_partner_ever_came_is_found(worked):
    table = together.dependence(LOG, worked).table.set_index("area_key")
    assert table["hangs_on_one"].to_dict() == {area_key("B"): True, area_key("A"): False}
    assert table.loc[area_key("A"), ["sessions", "partners", "main_share"]].tolist() == [3, 2, 1.0]


def test_languages_and_depth_keep_what_is_not_recorded(worked):
    languages = engaged.languages(LOG, worked).table
    assert dict(zip(languages["language"], languages["sessions"], strict=True)) == {"fr": 2, "en": 1, "": 9}
    depth = engaged.depths(LOG, worked).table
    assert dict(zip(depth["depth"], depth["sessions"], strict=True)) == {
        "informed": 1, "consulted": 1, "involved": 0, "collaborating": 0, "leading": 1, "": 8,
    }  # fmt: skip
    assert depth["sessions"].sum() == 11


def test_a_chart_names_what_stands_most_often_only_where_one_does():
    names = pd.Series(["a", "b", "c"])
    assert log.most_often(names, pd.Series([1, 5, 2])) == ("b", 5)
    assert log.most_often(names, pd.Series([5, 5, 2])) == ("", 5)
    assert log.most_often(names[:0], pd.Series([], dtype=int)) == ("", 0)


def test_the_explorer_shows_what_the_filters_let_through_and_no_notes(worked):
    answer = engaged.explorer(LOG.but(partners=("b",)), worked)
    assert answer.table["engagement_id"].tolist() == ["e002", "e001"]
    assert answer.table["spoken"].tolist() == ["French", "English, French"]
    assert "notes" not in answer.table
    assert engaged.explorer(LOG, worked).missing == ("2 of them do not say how many people came.",)


def test_the_ladder_counts_and_claims_no_share(worked):
    answer = ladder.ladder(LOG, worked)
    assert answer.table["count"].tolist() == [1, 40, 30, 2]


def test_the_ladder_by_congregation_says_who_led_and_how_long_ago(worked):
    own = ladder.congregations(LOG, worked)
    assert own.table["partner_id"].tolist() == ["c", "d"]
    row = own.table.set_index("partner_id").loc["c"]
    assert (row["area_key"], row["one_on_ones"], row["sessions"]) == (area_key("B"), 1, 5)
    assert (row["pledged"], row["turned_out"], row["testified"], row["days_since"]) == (40, 30, 2, 115)
    quiet = own.table.set_index("partner_id").loc["d"]
    assert (quiet["sessions"], quiet["one_on_ones"]) == (0, 0) and quiet[["pledged", "days_since"]].isna().all()
    assert own.facts["without"] == ["D"] and own.sentences[1] == "1 congregation held none: D."
    early = ladder.congregations(LOG.but(start="2024-03-04", end="2024-03-06"), worked).table.set_index("partner_id")
    assert early.loc["c", ["sessions", "days_since"]].tolist() == [2, 115]  # recency is the whole log's
    assert own.facts["unplaced"] == 1  # the small release gives its areas no position


def test_a_training_for_two_audiences_counts_under_each(worked):
    answer = engaged.listed(LOG, worked, "training")
    assert len(answer.table) == 1
    assert answer.facts["audiences"].values.tolist() == [["Leaders", 1, 12.0], ["Youth", 1, 12.0]]
    assert "is not known" in engaged.listed(LOG, worked, "communication").sentences[0]


FILLED = date(2024, 1, 1)
POSTS = [
    {"post_id": "north", "title": "Worker", "area_key": area_key("A"), "filled_from": FILLED, "every": "month"},
    {"post_id": "south", "title": "Worker", "area_key": area_key("B"), "every": "month"},
    {"post_id": "west", "title": "Worker", "filled_from": FILLED, "filled_to": date(2024, 3, 31), "every": "month"},
    {"post_id": "west", "title": "Worker", "filled_from": date(2024, 6, 1), "every": "month"},
]
RECEIVED = [{"post_id": "north", "month": f"2024-0{month}", "received_on": date(2024, month + 1, 5)} for month in (1, 2, 4)]


def test_not_yet_received_is_not_vacant_and_neither_is_silence(tmp_path):
    release = small_release(tmp_path, [], reporting_post=POSTS, report_received=RECEIVED)
    answer = reporting.reporting(release, "en")
    states = {post: dict(zip(own["month"].str[-1], own["state"], strict=True)) for post, own in answer.table[answer.table["month"] >= "2024-01"].groupby("post_id")}
    assert states == {
        "north": {"1": "received", "2": "received", "3": "not_received", "4": "received", "5": "not_received"},
        "south": dict.fromkeys("12345", "vacant"),
        "west": {"1": "not_received", "2": "not_received", "3": "not_received", "4": "vacant", "5": "vacant"},
    }
    assert answer.sentences == ("May 2024: 0 of 1 expected reports received.", "1 report is not yet received: Area A.", "2 posts are vacant: Area B, Worker.")
    sums = reporting.by_coordinator(answer.table).set_index("month")
    assert sums.loc["2024-01", ["received", "expected", "vacant"]].tolist() == [1, 2, 1]


def test_the_public_is_told_totals_of_the_whole_place_only(tmp_path):
    reach = [
        {"area_key": key, "quarter": "all", "basis": "held_in", "measure": measure, "question": "", "answer": "", "value": value, "status": status}
        for key, measure, value, status in (("all", "sessions", 40.0, "published"), ("all", "attendances", None, "suppressed"), (area_key("A"), "sessions", 3.0, "published"))
    ]
    release = small_release(tmp_path, [], reach_public=reach, reporting_public=[{"month": month, "posts": 3, "filled": 2, "received": got} for month, got in (("2024-05", 1), ("2024-06", 0))])
    answer = totals.reach_total(release, "en")
    assert len(answer.table) == 1 and answer.table["status"].tolist() == ["suppressed"]
    assert "Sessions: 40; attendances withheld" in answer.sentences[0]
    assert totals.reports_total(release, "en").sentences == ("May 2024, the whole of Ottawa: reports received from 1 of 2 filled posts; 3 posts in all.",), "June is not over"
