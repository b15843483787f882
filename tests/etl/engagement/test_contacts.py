"""Contact details in notes: every planted one is found, and what is none is left alone."""

import json
from collections import Counter

import pandas as pd
import pytest

from etl.engagement.cells import Manner, read_column
from etl.engagement.contacts import masked
from evenground.catalog.template import template

SURE = {"EMAIL", "PHONE", "POSTAL", "ADDRESS", "HEALTH_OR_NATIONAL_ID", "BIRTH_DATE"}


@pytest.fixture(scope="module")
def notes(inputs):
    file = next((inputs / "hostile" / "notes").glob("*.jsonl"))
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_every_planted_contact_detail_is_masked(notes, record_property):
    column = template().sheet("engagements").column("notes")
    cleaned = read_column(pd.Series([note["text"] for note in notes], dtype="str"), column, Manner()).values
    planted, found = Counter(), Counter()
    for note, text in zip(notes, cleaned, strict=True):
        for span in note["spans"]:
            planted[span["type"]] += 1
            found[span["type"]] += span["text"] not in text
    lines = [f"{kind.lower():24}{found[kind]:4} of {number:4} ({found[kind] / number:.0%})" for kind, number in sorted(planted.items())]
    record_property("table", "Personal details planted in notes, masked when a log is read\n" + "\n".join(lines))
    assert sum(planted.values()) > 100
    assert {kind: found[kind] for kind in SURE} == {kind: planted[kind] for kind in SURE}
    assert found["PERSON"] > planted["PERSON"] / 2


def test_clean_notes_are_left_word_for_word(notes):
    clean = [note["text"] for note in notes if note["label"] == "clean"]
    assert len(clean) > 20
    assert [masked(text)[0] for text in clean] == clean


@pytest.mark.parametrize("text", ["Meeting with Ottawa Public Health", "12 people in 2024, 3 sessions", "Room 4, 2nd floor", "Budget of 1,250,000 asked", "Atelier avec le Centre de santé"])
def test_what_is_no_contact_detail_stays(text):
    assert masked(text) == (text, ())


def test_a_long_log_is_searched_by_the_same_rules(notes):
    """The search of whole arrays passes on every text in which the rules one by one would find something."""
    column = template().sheet("engagements").column("title")
    texts = [note["text"] for note in notes]
    assert list(read_column(pd.Series(texts, dtype="str"), column, Manner()).values) == [masked(text)[0] for text in texts]
