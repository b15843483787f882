"""Sums of coverage against a log small enough to be counted by hand, and against the real places' demonstration logs."""

import numpy as np
import pandas as pd
import pytest
import yaml
from small_log import AS_OF, LEVEL, area_key, engagement, small_release

from evenground.answers.outreach import coverage, log_offer, need
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.reach import reach
from evenground.answers.outreach.reach_answers import answers
from evenground.answers.shelf import shelf
from evenground.catalog.library import place_folders
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import current

RESIDENTS = {"A": 1000.0, "B": 3000.0, "C": 0.0, "D": 500.0}
LOG = [
    engagement(1, "2024-01-10", people=30.0, groups={"newcomer": {"yes": 10, "no": 15}}),
    engagement(2, "2024-01-17", series="tables", people=20.0, groups={"newcomer": {"yes": 2, "no": 8, "unknown": 10}}),
    engagement(3, "2024-02-07", series="tables", people=10.0, areas={"B": 1.0}),
    engagement(4, "2024-02-08", people=24.0, areas={"A": 0.5, "B": 0.25}),
    engagement(5, "2024-02-09", people=40.0, setting="shelter", areas={"A": 1.0}),
    engagement(6, "2024-02-10", people=12.0, setting="online", areas={}),
    engagement(7, "2024-02-11", people=9.0, whole_place=True, areas={}),
    engagement(8, "2024-02-12", people=7.0, areas={}),
    engagement(9, "2024-02-13", people=16.0, area_basis="participants_live_in"),
    engagement(10, "2024-02-14", people=500.0, type="table_meeting", areas={}),
    engagement(11, "2024-02-15", people=70.0, status="cancelled"),
]
EVERYTHING = LogChoices("ottawa", "en", LEVEL, AS_OF.isoformat(), "2023-01-01", "2024-06-30")


@pytest.fixture
def small(tmp_path):
    return small_release(tmp_path, LOG, RESIDENTS)


def test_sums_by_area_settings_and_no_area_are_the_logs_totals_to_the_last_person(small):
    found = reach(EVERYTHING, small)
    assert found.total.tolist() == [30 + 20 + 12, 10 + 6, 0, 0]
    assert {kind: sums["people"] for kind, sums in found.elsewhere.items()} == {
        "own_population": 40, "no_area": 21, "not_recorded": 7 + 6, "other_basis": 16
    }  # fmt: skip
    held = [one for one in LOG if one["status"] == "held" and one["type"] != "table_meeting"]
    for measure, total in (("attendances", sum(one["people"] for one in held)), ("sessions", len(held)), ("hours", 2 * len(held))):
        one = reach(EVERYTHING.but(measure=measure), small)
        assert np.isclose(one.total.sum() + sum(part["total"] for part in one.elsewhere.values()), total)
        assert np.isclose(one.everything["total"], total)


def test_the_series_is_the_independent_unit(small):
    """In A: the session alone, the series, and the walk through two areas; in B the series and the walk."""
    found = reach(EVERYTHING, small)
    assert found.clusters.tolist() == [3, 2, 0, 0] and found.visits.tolist() == [3, 2, 0, 0]
    assert found.squares.tolist() == [30**2 + 20**2 + 12**2, 10**2 + 6**2, 0, 0]
    assert found.everything["series"] == 8  # of nine engagements, two are one series


def test_a_place_on_another_basis_is_another_view(small):
    found = reach(EVERYTHING.but(basis="participants_live_in"), small)
    assert found.total.tolist() == [16, 0, 0, 0]


def test_the_cut_of_reach_starts_at_the_median_and_never_at_nothing(small):
    cut = {basis: coverage.coverage(EVERYTHING.but(basis=basis), small).facts["rate_cut"] for basis in ("held_in", "participants_live_in")}
    assert np.isclose(cut["held_in"], 1000 * 16 / 3000)
    assert np.isclose(cut["participants_live_in"], 1000 * 16 / 4500)  # two of the three areas had none: the rate of all together


def test_answers_are_counted_per_question_and_the_unknown_is_what_is_left(small):
    found = answers(EVERYTHING, small)["newcomer"]
    assert (found.yes, found.no, found.clusters) == (12, 23, 2)
    assert found.moments == (10**2 + 2**2, 10 * 25 + 2 * 10, 25**2 + 10**2)


def test_an_area_without_a_session_is_there_with_a_finite_limit(small):
    table = coverage.coverage(EVERYTHING, small).table.set_index("area_key")
    assert len(table) == 4
    never = table.loc[area_key("D")]
    assert never["rate"] == 0 and np.isfinite(never["rate_high"]) and np.isnan(never["days_since"]) and not never["enough"]
    assert table.loc[area_key("C"), "verdict"] == "not_compared" and set(table["verdict"]) == {"too_few", "not_compared"}
    assert table.loc[area_key("A"), "days_since"] == (AS_OF - pd.Timestamp("2024-02-08").date()).days


def test_filters_by_partner_leave_the_rest_out(tmp_path):
    log = [one | {"partners": ["p1"] if number == 2 else []} for number, one in enumerate(LOG)]
    release = small_release(tmp_path, log, RESIDENTS)
    assert reach(EVERYTHING.but(partners=("p1",)), release).everything["people"] == 10


def test_two_lists_agree_and_disagree_by_name(tmp_path):
    sets = [
        {"area_set_id": one, "level_key": LEVEL, "name_en": one, "short_en": one, "dated": "2024", "outlined": False} for one in ("ours", "theirs")
    ]  # fmt: skip
    members = [("ours", "A", 1.0), ("ours", "B", 0.6), ("theirs", "B", 1.0), ("theirs", "D", 1.0), ("ours", "D", 0.2)]
    rows = [{"area_set_id": one, "area_key": area_key(code), "weight": weight} for one, code, weight in members]
    release = small_release(tmp_path, LOG, RESIDENTS, area_set=sets, area_set_member=rows)
    found = coverage.two_lists(EVERYTHING, release, "ours", "theirs").table
    assert dict(zip(found["name"], found["agreement"], strict=True)) == {"Area B": "both", "Area A": "first", "Area D": "second"}


# The real places, with their demonstration logs


def whole_log(place: str, **more: object) -> tuple[LogChoices, object]:
    release = current(place, "analyst")
    as_of = log_offer.read_on(release).isoformat()
    own = place_folders()[place].place.outreach
    return LogChoices(place, "en", own.level, as_of, log_offer.begins_on(release).isoformat(), as_of, **more), release


@pytest.mark.parametrize("place", ["ottawa", "kansas-city", "nunavik"])
def test_every_attendance_of_a_real_log_is_somewhere(real_home, place):
    log, release = whole_log(place)
    found = reach(log, release)
    rows = ask(release, "engagements", **log.filters | {"types": list(log_offer.outreach_types())})
    placed = found.total.sum() + sum(part["total"] for part in found.elsewhere.values())
    assert np.isclose(placed, rows["people"].sum()) and np.isclose(found.everything["sessions"], len(rows))


def test_the_gaps_that_the_generator_planted_are_found(real_home):
    """Areas hardly reached are called less than their share among the list; one too small to judge shows no session; one where
    outreach stopped shows the day; the group that was missed is less than residents."""
    log, release = whole_log("ottawa", need="low_income_lim_at", among="priority_21")
    planted = yaml.safe_load((place_folders()["ottawa"].folder / "demonstration.yml").read_text(encoding="utf-8"))["planted"]
    table = coverage.coverage(log, release).table.set_index("area_key")
    less = set(table.index[table["verdict"] == "less"])
    gaps = {f"{log.level}:{code}" for code, part in planted["areas"].items()}
    judged = {key for key in gaps if table.loc[key, "verdict"] != "too_few"}
    assert less == judged and len(judged) >= 3
    assert (table.loc[list(gaps - judged), "sessions"] == 0).all()
    for code, since in planted["silent_from"].items():
        assert table.loc[f"{log.level}:{code}", "days_since"] >= (pd.Timestamp(log.as_of) - pd.Timestamp(since)).days
    found = coverage.groups(log, release).table.set_index("question")
    assert {question: found.loc[question, "verdict"] for question in planted["groups"]} == {question: "less" for question in planted["groups"]}


def test_nothing_that_reads_the_log_reads_what_was_planted():
    import evenground

    texts = [path.read_text(encoding="utf-8") for path in __import__("pathlib").Path(evenground.__file__).parent.rglob("*.py")]
    assert len(texts) > 100 and not any("planted" in text for text in texts)


def test_an_index_gives_no_gap_index_and_no_people_in_need(real_home):
    log, release = whole_log("kansas-city", need="life_expectancy", yardstick="equitable")
    found = coverage.coverage(log, release)
    assert found.facts["gap"] is None and found.table["people_in_need"].isna().all()
    outside = found.table["in_fifth"] == 0
    assert (found.table.loc[outside, "verdict"] == "not_compared").all() and found.table.loc[~outside, "verdict"].ne("not_compared").any()
    shortest = found.table.loc[found.table["in_fifth"] == 1, "need_value"].max()
    assert shortest <= found.table.loc[(found.table["in_fifth"] == 0) & found.table["need_level"].notna(), "need_value"].min()


def test_people_in_need_are_the_published_count_or_the_share_of_its_own_denominator(real_home):
    log, release = whole_log("ottawa", need="unsuitable_housing")
    found = need.need_of(log, release)
    known = np.isfinite(found.people)
    assert found.kind == "people" and known.sum() > 100
    assert (found.people[known] <= found.residents[known]).all()


def test_where_need_is_not_measured_reach_stands_alone_and_no_community_is_ranked(real_home):
    log, release = whole_log("nunavik")
    assert need.measures(log, release) == {}
    found = coverage.coverage(log, release)
    assert found.facts["fifths"] is None and "13 of 14" in found.facts["headline"]
    names = set(shelf(release, "area_codes")["name_en"])
    assert not any(name in " ".join(found.sentences) for name in names if len(name) > 4)
    assert "not measured" in found.sentences[0]
    assert all(sentence.startswith("Demonstration:") for sentence in (found.facts["headline"], *found.sentences[1:]))
