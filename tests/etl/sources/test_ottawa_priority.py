"""The 21 published priority neighbourhoods, and who lives in them."""

import pytest
from ottawa_files import accounted, changed, loaded, raw_records, source

from etl.contract import SourceChanged

LIST = "priority/priority_neighbourhoods_21.csv"
OVERLAPS = "crosswalks/ons_gen2_to_gen3_area_overlap_DERIVED.csv"
EXTRACT = "indicators/ons_sqo_api_census_extract_2021.csv"


@pytest.fixture(scope="module")
def members(inputs):
    return loaded("priority_21", inputs)


def weights(members):
    rows = members.members.query("area_set == 'priority_21'")
    return dict(zip(rows["area_code"], rows["weight"], strict=True))


def test_21_names_are_22_areas_of_the_boundaries_they_were_written_for(members, inputs):
    assert accounted(members) == len(raw_records(inputs, LIST)) == 21
    older = members.members.query("area_set == 'priority_21_as_published'")
    assert len(older) == 22 and set(older["weight"]) == {1.0}
    assert set(older["area_code"]) <= set(loaded("ons_gen2_boundaries", inputs).areas["code"])
    lowertown = older[older["line"] == 10]
    assert sorted(lowertown["area_code"]) == ["908", "934"]


def test_a_present_neighbourhood_belongs_by_the_share_of_its_own_land(members, inputs):
    older = {code for r in raw_records(inputs, LIST) for code in r["ons_gen2_ids"].split(";")}
    share: dict[str, float] = {}
    for record in raw_records(inputs, OVERLAPS):
        if record["ons_gen2_id"] in older:
            share[record["ons_gen3_id"]] = share.get(record["ons_gen3_id"], 0) + float(record["share_of_gen3_area"])
    assert weights(members) == pytest.approx({code: min(1, total) for code, total in share.items()})
    assert len(share) == 35 and min(share.values()) > 0


def test_the_shares_printed_in_the_list_are_of_the_older_area_and_are_not_used(members, inputs):
    first = raw_records(inputs, LIST)[0]
    assert first["ons_gen3_ids_by_area_overlap"].startswith("3115:0.8276")
    assert weights(members)["3115"] != pytest.approx(0.8276, abs=0.01)


def test_a_neighbourhood_inside_two_listed_areas_adds_up_to_at_most_1(members, inputs):
    older = {code for r in raw_records(inputs, LIST) for code in r["ons_gen2_ids"].split(";")}
    parts = [
        float(r["share_of_gen3_area"])
        for r in raw_records(inputs, OVERLAPS)
        if r["ons_gen3_id"] == "3087" and r["ons_gen2_id"] in older
    ]
    assert len(parts) == 3 and weights(members)["3087"] == pytest.approx(min(1, sum(parts)))
    assert max(weights(members).values()) <= 1


def test_shares_that_add_up_to_more_than_1_are_capped(inputs, tmp_path):
    for file in (LIST, OVERLAPS):
        (tmp_path / file).parent.mkdir(exist_ok=True)
        (tmp_path / file).write_bytes((inputs / "ottawa" / file).read_bytes())
    text = (tmp_path / OVERLAPS).read_text(encoding="utf-8-sig").replace("0.8423", "0.9999")
    (tmp_path / OVERLAPS).write_text(text, encoding="utf-8")
    assert weights(changed("priority_21", tmp_path / LIST))["3087"] == 1


def pooled(people, share, weight):
    """Share of the weighted residents in percent, inside and outside the list: pooled from counts."""
    inside = sum(people[c] * share[c] * weight.get(c, 0) for c in people) / sum(
        people[c] * weight.get(c, 0) for c in people
    )
    rest = sum(people[c] * share[c] * (1 - weight.get(c, 0)) for c in people)
    return 100 * inside, 100 * rest / sum(people[c] * (1 - weight.get(c, 0)) for c in people)


def test_racialized_residents_are_43_1_percent_of_the_21_and_30_1_of_the_rest(members, inputs):
    known = {
        r["ons_id"]: r
        for r in raw_records(inputs, EXTRACT)
        if r["census_general_total_population"] and r["census_general_percent_of_pop_that_are_racialized"]
    }
    people = {code: float(r["census_general_total_population"]) for code, r in known.items()}
    share = {code: float(r["census_general_percent_of_pop_that_are_racialized"]) / 100 for code, r in known.items()}
    the_21, the_rest = pooled(people, share, weights(members))
    assert (round(the_21, 1), round(the_rest, 1)) == (43.1, 30.1)


def test_the_loaded_counts_give_the_same_two_figures(members, inputs):
    rows = loaded("census_profile_2021", inputs).observations
    rows = rows.query("indicator_id == 'racialized_share' and level == 'ons:gen3' and status == 'published'")
    people = dict(zip(rows["area_code"], rows["denominator"], strict=True))
    share = dict(zip(rows["area_code"], rows["numerator"] / rows["denominator"], strict=True))
    the_21, the_rest = pooled(people, share, weights(members))
    assert (round(the_21, 1), round(the_rest, 1)) == (43.1, 30.1)


def test_a_name_without_an_area_is_rejected(inputs, tmp_path):
    text = (inputs / "ottawa" / LIST).read_text(encoding="utf-8-sig")
    folder = tmp_path / "priority"
    folder.mkdir()
    (tmp_path / "crosswalks").mkdir()
    (tmp_path / OVERLAPS).write_bytes((inputs / "ottawa" / OVERLAPS).read_bytes())
    (folder / "list.csv").write_text(text.replace("1,West Centretown,957", "1,West Centretown,99999"), encoding="utf-8")
    found = changed("priority_21", folder / "list.csv")
    assert len(found.rejected) == 1 and accounted(found) == 21


def test_without_the_table_of_overlaps_the_list_is_refused(inputs, tmp_path):
    (tmp_path / "priority").mkdir()
    (tmp_path / LIST).write_bytes((inputs / "ottawa" / LIST).read_bytes())
    with pytest.raises(SourceChanged, match="carried to present areas"):
        changed("priority_21", tmp_path / LIST)


def test_kinds_of_neighbourhoods_lose_their_trailing_spaces(inputs):
    kinds = loaded("ons_rurality", inputs)
    records = raw_records(inputs, "crosswalks/ons_gen3_rurality.csv")
    spaced = [r for r in records if r["ONS_Region"] == "OTTAWA" and r["Type"] != r["Type"].strip()]
    assert accounted(kinds) == len(records) == 161
    assert kinds.repaired == {"spaces after the kind cut off": len(spaced)}
    own = {r["ONS_ID"]: r["Type"].strip() for r in records if r["ONS_Region"] == "OTTAWA"}
    found = dict(zip(kinds.members["area_code"], kinds.members["area_set"], strict=True))
    assert found == {code: f"{kind}_neighbourhoods" for code, kind in own.items()} and len(found) == 116


def test_a_kind_that_nobody_declared_is_rejected(inputs):
    options = source("ons_rurality").options
    sets = {kind: name for kind, name in options["sets"].items() if kind != "rural"}
    found = changed(
        "ons_rurality", inputs / "ottawa" / "crosswalks/ons_gen3_rurality.csv", options=options | {"sets": sets}
    )
    assert len(found.rejected) > 10 and accounted(found) == 161
