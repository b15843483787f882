"""An official name takes the place of what a boundary file calls an area."""

import pandas as pd

from etl.assemble import officially_named

AREAS = pd.DataFrame(
    {"area_key": ["ons:1:1", "ons:1:2"], "name_en": ["ALTA VISTA", "BAYSHORE"], "name_fr": ["", "BAYSHORE (FR)"]}
)


def names(*rows):
    return pd.DataFrame(rows, columns=["area_key", "language", "name", "kind", "cited"])


def test_an_official_name_replaces_the_boundary_files_and_the_others_stay():
    given = names(("ons:1:1", "en", "Alta Vista", "official", "x"), ("ons:1:2", "en", "Bay Shore", "alias", "x"))
    found = officially_named(AREAS, given)
    assert found["name_en"].tolist() == ["Alta Vista", "BAYSHORE"]
    assert found["name_fr"].tolist() == ["", "BAYSHORE (FR)"]


def test_without_names_nothing_changes():
    assert officially_named(AREAS, pd.DataFrame(columns=["area_key"])).equals(AREAS)


def test_a_name_in_syllabics_is_left_to_its_own_citation():
    given = names(("ons:1:1", "iu", "ᐊᑯᓕᕕᒃ", "official", "x"))
    assert officially_named(AREAS.assign(name_iu=""), given)["name_iu"].tolist() == ["", ""]
