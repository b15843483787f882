"""Community resources: where help is, without telephone numbers."""

import random

import pytest
from ottawa_files import accounted, changed, loaded, raw_records, source

from etl.contract import SourceChanged

FILES = {
    "hospitals": ("resources/hospitals.csv", 10, "NAME"),
    "libraries": ("resources/libraries.csv", 34, "NAME"),
    "recreation_facilities": ("resources/recreation_facilities.csv", 263, "NAME"),
    "mental_health_services": ("resources/mental_health_and_wellness_services_aug2023.csv", 129, "Name"),
}


@pytest.mark.parametrize("source_id", FILES)
def test_every_row_is_a_resource_with_a_name(inputs, source_id):
    file, count, _ = FILES[source_id]
    found = loaded(source_id, inputs)
    assert accounted(found) == len(raw_records(inputs, file)) == count == len(found.resources)
    assert (
        found.resources["name"].str.strip().eq(found.resources["name"]).all() and found.resources["name"].ne("").all()
    )


@pytest.mark.parametrize("source_id", ["hospitals", "libraries", "recreation_facilities"])
def test_positions_lie_in_the_city(inputs, source_id):
    found = loaded(source_id, inputs).resources
    assert found["lon"].between(-76.4, -75.2).all() and found["lat"].between(44.9, 45.6).all()


def test_services_with_addresses_only_are_kept_without_a_point(inputs):
    found = loaded("mental_health_services", inputs).resources
    assert found[["lon", "lat"]].isna().all(axis=None)
    assert found["kind"].value_counts().to_dict() == {"mental_health": 124, "wellness_hub": 5}


def test_the_first_of_several_types_in_a_cell_decides(inputs):
    records = raw_records(inputs, FILES["mental_health_services"][0])
    assert sum("; " in r["Type"] for r in records) > 10
    hubs = [r for r in records if r["Type"].split(";")[0].strip() == "OPH Neighbourhood Wellness Hub"]
    assert len(hubs) == 5


def test_no_telephone_number_and_no_address_is_loaded(inputs):
    hospitals = loaded("hospitals", inputs)
    phones = {r["PHONE"] for r in raw_records(inputs, FILES["hospitals"][0])}
    assert len(phones) == 10 and "722-6521" in phones
    assert not phones & {str(cell) for row in hospitals.resources.itertuples(index=False) for cell in row}
    assert hospitals.notes == ["Columns not loaded: PHONE, ADDRESS."]


def test_a_position_that_is_none_is_rejected(inputs, tmp_path):
    text = (
        (inputs / "ottawa" / FILES["hospitals"][0])
        .read_text(encoding="utf-8")
        .replace("45.38808573194638", "4538808", 1)
    )
    (tmp_path / "hospitals.csv").write_text(text, encoding="utf-8")
    found = changed("hospitals", tmp_path / "hospitals.csv")
    assert len(found.rejected) == 1 and accounted(found) == 10


def test_an_option_that_nobody_knows_is_refused(inputs):
    options = source("hospitals").options | {"phone": "PHONE"}
    with pytest.raises(SourceChanged, match="'phone' is not known"):
        changed("hospitals", inputs / "ottawa" / FILES["hospitals"][0], options=options)


@pytest.mark.parametrize("source_id", FILES)
def test_rows_chosen_at_random_equal_the_published_bytes(inputs, source_id):
    file, _, name = FILES[source_id]
    records, found = raw_records(inputs, file), loaded(source_id, inputs).resources
    for place in random.Random(202114).sample(range(len(records)), 6):
        assert found.iloc[place]["name"] == records[place][name].strip()
        if "LATITUDE" in records[place]:
            assert found.iloc[place]["lat"] == float(records[place]["LATITUDE"])
            assert found.iloc[place]["lon"] == float(records[place]["LONGITUDE"])
