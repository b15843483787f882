"""The record: append-only, by role, safe with two writers, and an input of the next build."""

import json
import subprocess
import sys

import pandas as pd
import pytest
from log_place import engagement, places

from etl.engagement.read import take_in
from etl.engagement.recorded import recorded_sheets
from etl.engagement.whence import from_table
from evenground.warehouse import record

PLACE_ID = "exampleville"


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    return tmp_path


def test_what_is_written_is_read_with_role_and_time():
    record.append(PLACE_ID, "override", {"subject": "next session", "choice": "zone:2024:001", "reason": "asked for", "until": None}, "Outreach lead")
    (entry,) = record.read(PLACE_ID, "override")
    assert entry["by_role"] == "Outreach lead" and entry["at"].endswith("+00:00")
    assert {"subject", "choice", "reason", "at", "by_role"} == set(entry)


@pytest.mark.parametrize(("kind", "fields", "role"), [("diary", {}, "x"), ("sign_off", {"person": "Ana"}, "x"), ("override", {"reason": "x"}, " ")])
def test_what_is_not_known_is_refused(kind, fields, role):
    with pytest.raises(ValueError, match="record"):
        record.append(PLACE_ID, kind, fields, role)
    assert kind == "diary" or record.read(PLACE_ID, kind) == []


def test_two_writers_lose_nothing(home):
    script = (
        "import sys\nfrom evenground.warehouse import record\n"
        "for n in range(40): record.append('exampleville', 'override', {'subject': sys.argv[1], 'reason': 'é' * 500, 'choice': n}, 'lead')"
    )
    writers = [subprocess.Popen([sys.executable, "-c", script, name]) for name in ("one", "two")]
    assert [writer.wait() for writer in writers] == [0, 0]
    entries = record.read(PLACE_ID, "override")
    for name in ("one", "two"):
        assert [entry["choice"] for entry in entries if entry["subject"] == name] == [str(n) for n in range(40)]


def test_a_line_that_a_killed_writer_left_costs_only_itself(home):
    record.append(PLACE_ID, "override", {"subject": "a", "reason": "b"}, "lead")
    file = home / PLACE_ID / "record" / "override.jsonl"
    with file.open("a", encoding="utf-8") as half:
        half.write('{"at": "2026-01-01T00:00')
    record.append(PLACE_ID, "override", {"subject": "c", "reason": "d"}, "lead")
    assert [entry["subject"] for entry in record.read(PLACE_ID, "override")] == ["a", "c"]
    assert json.loads(file.read_text(encoding="utf-8").split("\n")[-2])["subject"] == "c"


def test_sign_offs_reach_the_next_build():
    record.append(PLACE_ID, "sign_off", {"subject": "portrait", "subject_id": "zone:2024:001", "decision": "approved"}, "Community council")
    record.append(PLACE_ID, "sign_off", {"subject": "portrait", "subject_id": "nowhere", "decision": "approved"}, "Community council")
    made = take_in(recorded_sheets(PLACE_ID), places())
    assert made.tables["sign_off"][["subject_id", "decision", "by_role"]].values.tolist() == [["zone:2024:001", "approved", "Community council"]]
    assert (made.rows_in, made.rows_loaded, made.rows_rejected) == (2, 1, 1)


def test_a_later_line_says_what_became_of_a_commitment():
    log = from_table("commitments", "test", pd.DataFrame([{"commitment_id": "C1", "said": "No bus", "promised": "Ask", "made_on": "2024-01-02", "owner_role": "Lead"}]))
    record.append(PLACE_ID, "commitment", {"commitment_id": "C1", "done_on": "2024-03-01"}, "Lead")
    record.append(PLACE_ID, "commitment", {"said": "Too dark", "promised": "Lamps", "area_key": "zone:2024:002", "due_on": "2024-09-01"}, "Lead")
    rows = take_in([log], places(), PLACE_ID).tables["commitment"].set_index("commitment_id")
    assert str(rows.loc["C1", "done_on"])[:10] == "2024-03-01" and rows.loc["C1", "said"] == "No bus"
    new = rows.drop("C1").iloc[0]
    assert (new["said"], new["area_key"], new["owner_role"]) == ("Too dark", "zone:2024:002", "Lead")


def test_decisions_reach_the_next_build_and_one_about_nowhere_is_rejected():
    for area in ("zone:2024:001", "nowhere"):
        record.append(PLACE_ID, "override", {"subject": "next_session", "subject_id": area, "choice": "leave", "until": "2024-09-01", "reason": "Write to ana@example.org"}, "Outreach lead")
    made = take_in(recorded_sheets(PLACE_ID), places())
    (row,) = made.tables["decision"].to_dict("records")
    assert (row["decision_id"], row["area_key"], row["choice"], row["by_role"], str(row["until"])[:10]) == ("record-000001", "zone:2024:001", "leave", "Outreach lead", "2024-09-01")
    assert row["decided_at"] == record.read(PLACE_ID, "override")[0]["at"] and "example.org" not in row["reason"]
    assert (made.rows_in, made.rows_loaded, made.rejects["column_name"].tolist()) == (2, 1, ["area"])


def test_the_latest_line_about_a_follow_up_holds_and_one_about_nothing_is_rejected():
    rows = [engagement(engagement_id=f"E{n}", follow_up_owner="Lead", follow_up_due="2024-06-01") for n in (1, 2)]
    log = from_table("engagements", "test", pd.DataFrame(rows))
    for id, done in (("E1", "2024-05-30"), ("E1", "2024-05-31"), ("E9", "2024-05-31")):
        record.append(PLACE_ID, "follow_up", {"engagement_id": id, "follow_up_done": done}, "Lead")
    made = take_in([log], places(), PLACE_ID)
    done = made.tables["fact_engagement"].set_index("engagement_id")["follow_up_done"]
    assert str(done["E1"])[:10] == "2024-05-31" and pd.isna(done["E2"])
    assert (made.rows_in, made.rows_loaded, made.rejects["reason"].tolist()) == (5, 4, ["the log holds no engagement of this number"])
