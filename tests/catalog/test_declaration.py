"""Declarations fail at start, and say which file and which field."""

import pytest
import yaml
from fourth_place import INDICATOR, write_place

from evenground.catalog.declaration import DeclarationError, read_declaration, read_yaml, say
from evenground.catalog.indicator import Indicator
from evenground.catalog.library import indicators, measured_indicators, place_folders


def written(tmp_path, **changes):
    path = tmp_path / "cough.yml"
    fields = {name: value for name, value in (INDICATOR | changes).items() if value is not None}
    path.write_text(yaml.safe_dump(fields, allow_unicode=True), encoding="utf-8")
    return path


def test_an_unknown_field_is_named_with_its_file(tmp_path):
    with pytest.raises(DeclarationError, match=r"cough.yml.*\n.*colour: unknown field"):
        read_declaration(Indicator, written(tmp_path, colour="red"))


def test_a_missing_field_is_named_with_its_file(tmp_path):
    with pytest.raises(DeclarationError, match=r"cough.yml.*\n.*higher_is: missing field"):
        read_declaration(Indicator, written(tmp_path, higher_is=None))


def test_every_complaint_comes_in_one_message(tmp_path):
    with pytest.raises(DeclarationError, match="3 fields"):
        read_declaration(Indicator, written(tmp_path, higher_is="up", unit={"fr": "jours"}, colour="red"))


def test_a_key_written_twice_is_refused(tmp_path):
    path = tmp_path / "twice.yml"
    path.write_text("id: a\nid: b\n", encoding="utf-8")
    with pytest.raises(DeclarationError, match="written twice"):
        read_yaml(path)


def test_a_declaration_cannot_be_changed(tmp_path):
    indicator = read_declaration(Indicator, written(tmp_path))
    with pytest.raises(Exception, match="frozen"):
        indicator.higher_is = "better"


def test_words_fall_back_to_english():
    assert say({"en": "map", "fr": "carte"}, "fr") == "carte"
    assert say({"en": "map"}, "iu") == "map"


def test_a_fourth_place_is_found_through_its_variable(tmp_path, monkeypatch):
    write_place(tmp_path)
    monkeypatch.setenv("EVENGROUND_PLACES", str(tmp_path / "places"))
    assert "exampleville" in place_folders()
    assert "cough" in indicators()


def test_a_folder_that_is_not_there_is_said(monkeypatch, tmp_path):
    monkeypatch.setenv("EVENGROUND_PLACES", str(tmp_path / "nowhere"))
    with pytest.raises(DeclarationError, match="nowhere"):
        place_folders()


@pytest.mark.parametrize("place_id", sorted(place_folders()))
def test_what_a_place_opens_on_is_measured_there(place_id):
    folder = place_folders()[place_id]
    assert folder.place.opens_on.indicator in measured_indicators(folder)
    assert folder.place.level(folder.place.opens_on.level).on_map


@pytest.mark.parametrize("name", sorted(indicators()))
def test_composition_is_never_a_measure_of_need(name):
    indicator = indicators()[name]
    if indicator.higher_is == "neither":
        assert indicator.need_kind == "none"


def texts(value, path=""):
    """Every reader's text in a declaration, with its path."""
    if isinstance(value, dict) and "en" in value and all(isinstance(v, str) for v in value.values()):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, f"{path}.{key}")
    elif isinstance(value, (list, tuple)):
        for number, inner in enumerate(value):
            yield from texts(inner, f"{path}[{number}]")


def test_every_readers_text_is_in_english_and_french():
    lacking = []
    for folder in place_folders().values():
        declared = [("place", folder.place), *((s.id, s) for s in (*folder.sources, *folder.starter_sources))]
        for name, one in declared:
            lacking += [f"{folder.id}/{name}{path}" for path, text in texts(one.model_dump()) if not text.get("fr")]
    for name, one in indicators().items():
        lacking += [f"{name}{path}" for path, text in texts(one.model_dump()) if not text.get("fr")]
    assert lacking == []
