"""The same code in two editions of boundaries is not the same place: such a join is refused, never made quietly."""

import dataclasses

import pytest

from etl.load import build
from etl.take import AnotherVintage
from evenground.catalog.library import place_folders


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("EVENGROUND_HOME", str(tmp_path))
    return place_folders()["kansas-city"]


def with_source(folder, source_id, **changes):
    needed = [one for one in folder.sources if one.provides == "boundaries" or one.id == source_id]
    changed = tuple(one.model_copy(update=changes) if one.id == source_id else one for one in needed)
    return dataclasses.replace(folder, sources=changed, derivations=())


def test_life_expectancy_of_2010_tracts_is_refused_on_2020_tracts(folder, inputs):
    wrong = with_source(folder, "usaleep", area_vintage="2020")
    with pytest.raises(AnotherVintage, match=r"declared for tract:2020, where \d+ of its 254 codes.*254 are areas of tract:2010"):
        build(wrong, inputs)


def test_it_is_loaded_on_the_tracts_that_it_was_made_for(folder, inputs):
    right = with_source(folder, "usaleep")
    taken = next(one for one in build(right, inputs).taken if one.source.id == "usaleep")
    assert (taken.areas_matched, taken.areas_known) == (254, 283)
