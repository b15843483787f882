"""Sessions by language beside residents who know it, counted by hand."""

import pytest
from small_log import AS_OF, LEVEL, area_key, engagement, small_release

from evenground.answers.community.tongues import language_match, sessions
from evenground.answers.outreach.log_choices import LogChoices
from evenground.warehouse.releases import current

LOG = LogChoices("ottawa", "en", LEVEL, AS_OF.isoformat(), "2024-01-01", AS_OF.isoformat())


def known(code: str, value: float | None, people: float | None = None) -> dict[str, object]:
    """Residents of an area who know Somali, of 1,000."""
    return {
        "indicator_id": "knows_somali", "area_key": area_key(code), "period_id": "2021", "stratum_id": "everyone", "value": value, "numerator": people,
        "denominator": None if value is None else 1000.0, "status": "published" if value is not None else "suppressed", "source_id": "census",
    }  # fmt: skip


@pytest.fixture
def release(tmp_path):
    held = [
        engagement(1, "2024-05-01", languages=["en", "so"], areas={"A": 1.0}),
        engagement(2, "2024-05-02", languages=["so"], areas={"B": 1.0}, setting="shelter"),
        engagement(3, "2024-05-03", languages=["en"], areas={"B": 0.5, "C": 0.5}),
        engagement(4, "2024-05-04", areas={"B": 1.0}),
        engagement(5, "2024-05-05", languages=["so"], type="table_meeting", areas={"C": 1.0}),
        engagement(6, "2023-05-05", languages=["so"], areas={"B": 1.0}),
    ]
    figures = [known("A", 6.0, 60), known("B", 5.0, 50), known("C", 4.9, 49), known("D", None)]
    return small_release(tmp_path, held, dict.fromkeys("ABCD", 1000.0), fact_observation=figures)


def test_sessions_in_a_language_stand_beside_those_who_know_it(release):
    answer = language_match(LOG, release, 5)
    row = answer.table.set_index("name").loc["Residents who know Somali"]
    assert (row["residents"], round(row["share"], 2), row["not_known"]) == (159, 5.3, 1)
    assert (row["sessions"], round(row["sessions_share"], 1)) == (2, 66.7)
    assert answer.sentences[0].startswith("4 sessions for residents; without a language recorded: 1.")


def test_days_without_any_session_leave_the_residents_and_count_nothing(release):
    answer = language_match(LOG.but(start="2010-01-01", end="2010-02-01"), release, 5)
    row = answer.table.set_index("name").loc["Residents who know Somali"]
    assert (row["residents"], row["sessions"], row["areas"], row["areas_without"]) == (159, 0, 2, 2)


def test_an_area_where_many_know_a_language_is_not_visited_by_a_shelter_in_it(release):
    row = language_match(LOG, release, 5).table.set_index("name").loc["Residents who know Somali"]
    assert (row["areas"], row["areas_without"], row["without"], row["visited_otherwise"]) == (2, 1, "Area B", 1)
    assert language_match(LOG, release, 4).table.set_index("name").loc["Residents who know Somali", "without"] == "Area B, Area C"


def test_a_language_without_figures_has_no_share_and_no_area(release):
    row = language_match(LOG, release, 5).table.set_index("name").loc["Residents who know Arabic"]
    assert row["share"] != row["share"] and (row["areas"], row["not_known"], row["sessions"]) == (0, 4, 0)


def test_where_nothing_is_published_it_says_so(real_home):
    log = LogChoices("nunavik", "fr", "community:2021", "2023-12-31", "2023-01-01", "2023-12-31")
    answer = language_match(log, current("nunavik", "analyst"), 5)
    assert answer.table.empty and answer.sentences[0].startswith("Aucune source")


def test_figures_of_the_level_above_stand_beside_sessions_of_the_whole(real_home):
    release = current("kansas-city", "analyst")
    log = LogChoices("kansas-city", "en", "tract:2010", "2019-04-30", "2017-05-01", "2017-06-30")
    held = sessions(log, release)
    spoken = held[held["spoken"].map(lambda some: bool(some - {"en"}))]
    counties = {key[len("tract:2010:") :][:5] for key in set().union(*spoken["visited"])}
    (row,) = language_match(log, release, 0).table.to_dict("records")
    assert (row["level"], row["areas"], row["sessions"]) == ("county:2018", 4, len(spoken))
    assert row["areas_without"] == 4 - len(counties) > 0
