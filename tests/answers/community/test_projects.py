"""Projects, requests and promises, counted by hand."""

from datetime import date

import pytest
from small_log import area_key, engagement, small_release

from evenground.answers.community import commitments, projects

PROJECTS = [
    {"project_id": "p1", "title_en": "Garden", "phase": "planning", "area_key": area_key("A"), "initiated_by": "community", "indicators": "low_income_lim_at; nobody_knows", "visibility": "public"},
    {"project_id": "p2", "title_en": "Kitchen", "phase": "continuation", "initiated_by": "staff", "visibility": "public"},
]  # fmt: skip
PHASES = [
    {"project_id": "p1", "phase": "planning", "entered_on": date(2024, 6, 20)},
    {"project_id": "p2", "phase": "planning", "entered_on": date(2023, 1, 1)},
    {"project_id": "p2", "phase": "implementation", "entered_on": date(2023, 1, 31)},
    {"project_id": "p2", "phase": "continuation", "entered_on": date(2024, 6, 1)},
]


def request(number: int, asked: date, by: str, reply: date | None = None, **more: object) -> dict[str, object]:
    return {
        "request_id": f"r{number}", "kind": "planning", "title": f"Request {number}", "asked_on": asked, "first_reply_on": reply,
        "status": "open", "initiated_by": by, "visibility": "public", "project_id": "p1",
    } | more  # fmt: skip


REQUESTS = [
    request(1, date(2024, 1, 1), "community", date(2024, 1, 5)),
    request(2, date(2024, 2, 1), "community", date(2024, 2, 11), kind="funding"),
    request(3, date(2024, 6, 10), "community"),
    request(4, date(2024, 3, 1), "staff", date(2024, 3, 2)),
    request(5, date(2024, 3, 1), "partner"),
]


def promise(number: int, **days: date) -> dict[str, object]:
    return {"commitment_id": f"c{number}", "said": "A", "promised": "B", "made_on": date(2024, 1, 1), "owner_role": "manager", "visibility": "public"} | days


@pytest.fixture
def release(tmp_path):
    held = [
        engagement(1, "2024-05-01", type="workshop", project_id="p1", people=12.0),
        engagement(2, "2024-06-01", type="action_planning_workshop", people=8.0),
        engagement(3, "2024-07-01", type="workshop", status="planned", people=None),
        engagement(4, "2024-05-02", project_id="p1"),
    ]
    made = [
        promise(1, due_on=date(2024, 6, 1)), promise(2, due_on=date(2024, 6, 30)), promise(3, due_on=date(2024, 1, 1), done_on=date(2024, 3, 1)),
        promise(4, done_on=date(2024, 3, 1), told_back_on=date(2024, 3, 2)), promise(5),
    ]  # fmt: skip
    return small_release(tmp_path, held, project=PROJECTS, project_phase=PHASES, support_request=REQUESTS, commitment=made)


def test_a_project_has_been_in_its_phase_since_it_entered_it(release):
    table = projects.board(release, "en").table.set_index("project_id")
    assert table["days_in_phase"].to_dict() == {"p1": 10.0, "p2": 29.0}
    assert table["is_staff_initiated"].to_dict() == {"p1": False, "p2": True}
    assert table.loc["p1", ["sessions", "requests", "area"]].tolist() == [2, 3, "Area A"]


def test_the_board_names_the_three_phases(release):
    answer = projects.board(release, "en")
    assert answer.facts["counts"] == {"planning": 1, "implementation": 0, "continuation": 1}
    assert "Planning 1; Implementation 0; Continuation 1" in answer.sentences[0]
    assert "Planification 1; Mise en œuvre 0; Continuité 1" in projects.board(release, "fr").sentences[0]


def test_time_in_each_phase_ends_where_the_next_begins(release):
    table = projects.phase_spans(release, "en").table
    spans = {(row.project_id, row.phase): (row.days, row.is_now) for row in table.itertuples()}
    assert spans == {
        ("p1", "planning"): (10.0, True), ("p2", "planning"): (30.0, False), ("p2", "implementation"): (487.0, False), ("p2", "continuation"): (29.0, True),
    }  # fmt: skip


def test_what_staff_or_partners_opened_is_listed_and_never_counted_as_a_request(release):
    answer = projects.requests(release, "en")
    assert len(answer.table) == 5
    assert answer.facts == {
        "requests": 3, "staff_initiated": 2, "replied": 2, "median_days": 7.0, "longest_days": 10.0, "waiting": 1, "longest_waiting": 20.0,
    }  # fmt: skip
    assert projects.requests_by_kind(release, "en").to_dict("list") == {"kind_words": ["Help with planning", "Help with funding"], "requests": [2, 1], "waiting": [1, 0]}
    assert "not counted as requests" in answer.sentences[-1]


def test_a_project_is_linked_to_its_indicators_and_sessions(release):
    table = projects.links(release, "en").table
    assert table[["project_id", "indicator_id", "is_known", "sessions"]].values.tolist() == [
        ["p2", "", False, 0], ["p1", "low_income_lim_at", False, 2], ["p1", "nobody_knows", False, 2],
    ]  # fmt: skip


def test_only_workshops_that_were_held_are_counted(release):
    answer = projects.workshops(release, "en")
    assert len(answer.table) == 3
    assert answer.sentences[0].startswith("2 workshops were held, with 20 attendances")


def test_a_promise_is_overdue_only_after_the_day_it_was_due(release):
    table = commitments.commitments(release, "en").table
    assert dict(zip(table["commitment_id"], table["standing"], strict=True)) == {
        "c1": "overdue", "c2": "open", "c5": "open", "c3": "done_not_told", "c4": "told_back",
    }  # fmt: skip
    assert table["commitment_id"].tolist() == ["c1", "c2", "c5", "c3", "c4"]
    assert table["days_overdue"].dropna().tolist() == [29.0]


def test_a_release_without_a_log_answers_in_a_sentence(tmp_path):
    bare = small_release(tmp_path, [])
    assert projects.board(bare, "en").sentences == ("No project is recorded.",)
    assert projects.phase_spans(bare, "fr").table.empty
    assert projects.requests(bare, "en").facts["requests"] == 0
    assert projects.links(bare, "en").table.empty
    assert projects.workshops(bare, "en").table.empty
    assert commitments.commitments(bare, "en").sentences == ("No commitment is recorded.",)


def test_what_the_record_says_of_promises_is_seen_before_the_next_build(release):
    recorded = [
        {"commitment_id": "c1", "done_on": "2024-06-20", "at": "2024-06-21T10:00", "by_role": "lead"},
        {"commitment_id": "new", "said": "C", "promised": "D", "made_on": "2024-06-22", "owner_role": "lead", "at": "2024-06-22T10:00", "by_role": "lead"},
        {"commitment_id": "c1", "told_back_on": "2024-06-24", "at": "2024-06-24T10:00", "by_role": "manager"},
        {"commitment_id": "new", "done_on": "2024-06-25", "at": "2024-06-25T10:00", "by_role": "lead"},
        {"commitment_id": "c4", "told_back_on": "2024-03-02", "at": "2024-06-25T10:00", "by_role": "lead"},
    ]
    assert commitments.marked(recorded, release)[["commitment_id", "done_on", "told_back_on", "by_role"]].values.tolist() == [["c1", "2024-06-20", "2024-06-24", "manager"]]
    assert commitments.waiting(recorded, release)[["commitment_id", "promised", "done_on"]].values.tolist() == [["new", "D", "2024-06-25"]]
    left = commitments.unfinished(recorded, release).set_index("commitment_id")
    assert set(left.index) == {"c2", "c3", "c5", "new"}
    assert left["done_on"].to_dict() == {"c2": "", "c3": "2024-03-01", "c5": "", "new": "2024-06-25"}
