"""The generic tidy layout: any table of observations, by column name, every record loaded or rejected with its reason."""

import gzip

import pandas as pd
import pytest

from etl import counting
from etl.contract import OBSERVATION, REJECT, SourceChanged
from etl.intake.columns import OBSERVATIONS
from etl.sources import tidy_layout
from evenground.catalog.source import Source

HEADER = "area,indicator,period,stratum,value,numerator,denominator,ci_low,ci_high"


def source(**fields):
    given = {
        "id": "own", "provides": "observations", "loader": "tidy_layout", "file": "own.csv", "publisher": {"en": "us"},
        "title": {"en": "ours"}, "licence": "constructed", "licence_is_open": True, "vintage": "2024", "download": "here",
    }  # fmt: skip
    return Source.model_validate(given | fields)


def load(tmp_path, text, name="own.csv", **fields):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    declared = source(**fields)
    made = tidy_layout.tidy(tidy_layout.read(path, declared), declared)
    scope = [line for lines in made.out_of_scope.values() for line in lines]
    assert counting.count(path, tidy_layout.COUNT) == len(made.observations) + made.rejected["line"].nunique() + len(
        scope
    )
    return made


def test_an_observation_has_the_contract_s_columns_and_types(tmp_path):
    made = load(tmp_path, f"{HEADER}\n01,cough,2024,low,12.5,125,1000,10.1,14.9\n02,cough,2024,,x,,,,\n")
    assert {name: str(kind) for name, kind in made.observations.dtypes.items()} == OBSERVATION
    assert {name: str(kind) for name, kind in made.rejected.dtypes.items()} == REJECT
    first, second = made.observations.to_dict("records")
    assert (first["area_code"], first["stratum_id"], first["value"], first["status"]) == (
        "01",
        "low",
        12.5,
        "published",
    )
    assert (first["ci_low"], first["ci_high"], first["ci_level"], first["ci_kind"]) == (10.1, 14.9, 0.95, "published")
    assert (second["stratum_id"], second["status"], second["symbol"], second["line"]) == (
        "everyone",
        "suppressed",
        "x",
        3,
    )
    assert pd.isna(second["value"]) and pd.isna(second["ci_level"]) and second["ci_kind"] == ""


def test_columns_are_found_by_name_whatever_their_order_case_and_spaces(tmp_path):
    made = load(tmp_path, "\ufeffUpper\u00a0CI; Lower CI ;VALUE (%);Year;Measure;GeoID\n30;20;25;2023;cough;007\n")
    row = made.observations.iloc[0]
    assert (row["area_code"], row["period_id"], row["value"], row["ci_low"], row["ci_high"]) == (
        "007",
        "2023",
        25,
        20,
        30,
    )


def test_an_unknown_column_is_refused_by_name(tmp_path):
    with pytest.raises(SourceChanged, match="unknown column 'vlaue'.*may mean value"):
        load(tmp_path, "area,indicator,period,vlaue\n1,cough,2024,3\n")


def test_a_column_map_and_a_header_line_are_declared(tmp_path):
    text = "Cough by zone,,,\n\nzone,what,when,pct\n1,cough,2024,3\n"
    options = {"columns": {"zone": "area", "what": "indicator", "when": "period", "pct": "value"}, "header_line": 3}
    made = load(tmp_path, text, options=options)
    assert made.observations["value"].tolist() == [3]
    assert made.out_of_scope == {"title rows above the declared header": [1]}


def test_a_header_below_a_title_is_pointed_out(tmp_path):
    with pytest.raises(SourceChanged, match="declare `header_line: 2`"):
        load(tmp_path, "Cough by zone,,,\narea,indicator,period,value\n1,cough,2024,3\n")


def test_one_indicator_and_the_period_may_come_from_the_source(tmp_path):
    made = load(tmp_path, "area,value\n1,3\n", period="2024", measures=[{"indicator": "cough"}])
    assert made.observations[["indicator_id", "period_id"]].iloc[0].tolist() == ["cough", "2024"]


def test_an_indicator_that_the_source_does_not_declare_is_rejected(tmp_path):
    made = load(
        tmp_path, "area,indicator,period,value\n1,cough,2024,3\n1,fever,2024,3\n", measures=[{"indicator": "cough"}]
    )
    assert made.rejected["reason"].tolist() == ["the source does not declare this indicator"]


def test_a_missing_number_has_a_reason(tmp_path):
    rows = {"x": "suppressed", "<5": "suppressed", "F": "unreliable", "..": "not_reported", "...": "not_applicable",
            "-666666666": "not_reported", "": "not_reported"}  # fmt: skip
    text = "area,indicator,period,value\n" + "".join(f"{n},cough,2024,{cell}\n" for n, cell in enumerate(rows))
    made = load(tmp_path, text)
    assert made.observations["status"].tolist() == list(rows.values())
    assert made.observations["value"].isna().all()
    assert made.observations["symbol"].tolist() == list(rows)


def test_a_value_made_of_numerator_and_denominator_is_published(tmp_path):
    made = load(tmp_path, "area,indicator,period,numerator,denominator\n1,cough,2024,5,20\n2,cough,2024,x,20\n")
    assert made.observations["status"].tolist() == ["published", "suppressed"]


def test_a_status_beside_a_number_must_agree_with_it(tmp_path):
    text = "area,indicator,period,value,status,symbol\n1,c,2024,3,suppressed,\n2,c,2024,,published,\n3,c,2024,4,,E\n4,c,2024,,suppressed,x\n5,c,2024,4,,x\n"
    made = load(tmp_path, text)
    assert made.observations[["line", "status", "symbol", "reliability"]].to_numpy().tolist() == [
        [4, "published", "E", "caution"],
        [5, "suppressed", "x", ""],
    ]
    assert made.rejected["line"].tolist() == [2, 3, 6]


def test_copies_are_dropped_and_conflicts_rejected_with_both_lines(tmp_path):
    made = load(tmp_path, "area,indicator,period,value\n1,c,2024,3\n2,c,2024,3\n1,c,2024,3\n2,c,2024,4\n")
    assert made.observations["line"].tolist() == [2]
    assert made.rejected[["line", "value"]].to_numpy().tolist() == [
        [3, "lines 3 and 5"],
        [4, "line 2"],
        [5, "lines 3 and 5"],
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("1,c,2024,-1,,,,", "negative"),
        ("1,c,2024,101,101,100,,", "more than 100 percent"),
        ("1,c,2024,5,-5,100,,", "count is negative"),
        ("1,c,2024,5,5,0,,", "denominator is zero"),
        ("1,c,2024,5,5.5,100,,", "whole number"),
        ("1,c,2024,5,200,100,,", "more than the denominator"),
        ("1,c,2024,5,5,100,7,3", "lower limit is above"),
        ("1,c,2024,5,5,100,6,7", "outside its own interval"),
        ("1,c,2024,5,5,100,4,", "one limit"),
        ("1,c,1850,5,5,100,,", "between 1900 and 2100"),
        ("1,c,24,5,5,100,,", "not a period"),
        ("1,c,2024,0.05,5,100,,", "factor of 100"),
        ("1,C d,2024,5,5,100,,", "not an identifier"),
        (",c,2024,5,5,100,,", "area is empty"),
        ("Total,c,2024,5,5,100,,", "total or a footer"),
        ("2.9E+10,c,2024,5,5,100,,", "scientific"),
    ],
)
def test_what_cannot_be_is_rejected_with_its_reason(tmp_path, row, reason):
    sound = "".join(f"{n},c,2024,{n}.0,{n},100,,\n" for n in range(10, 30))
    made = load(tmp_path, f"area,indicator,period,value,numerator,denominator,ci_low,ci_high\n{sound}{row}\n")
    assert len(made.observations) == 20
    assert len(made.rejected) == 1
    assert reason in made.rejected["reason"].iloc[0]


def test_a_row_of_nines_is_no_number_unless_its_kind_is_declared(tmp_path):
    made = load(tmp_path, "area,indicator,period,value\n1,c,2024,999\n2,c,2024,998\n")
    assert made.observations["value"].tolist() == [998]
    assert "nines" in made.rejected["reason"].iloc[0]


def test_a_rate_per_100_000_is_recognised_from_its_rows(tmp_path):
    rows = "".join(f"{n},deaths,2024,{100000 * n / 7000:.1f},{n},7000\n" for n in range(10, 40))
    made = load(tmp_path, "area,indicator,period,value,numerator,denominator\n" + rows)
    assert len(made.observations) == 30
    assert any("x 100,000" in note for note in made.notes)


def test_a_declared_kind_lifts_what_only_holds_for_shares(tmp_path):
    made = load(tmp_path, "area,indicator,period,value\n1,people,2024,999\n", options={"kinds": {"people": "count"}})
    assert made.observations["value"].tolist() == [999]


def test_the_catalogue_tells_what_an_indicator_s_values_may_be(tmp_path, monkeypatch):
    from types import SimpleNamespace

    kinds = {"people": ("count", 100), "deaths": ("rate", 1000), "score": ("index", 100), "share": ("proportion", 100)}
    known = {name: SimpleNamespace(id=name, kind=kind, per=per) for name, (kind, per) in kinds.items()}
    monkeypatch.setattr(tidy_layout, "indicators", lambda: known)
    text = (
        "area,indicator,period,value,numerator,denominator\n1,people,2024,999,,\n1,score,2024,-2.5,,\n"
        "1,deaths,2024,1500,3,2\n1,share,2024,120,,\n1,deaths,2023,15,3,2\n"
    )
    made = load(tmp_path, text, measures=[{"indicator": name} for name in kinds])
    assert made.observations["line"].tolist() == [2, 3, 4]
    assert made.rejected[["line", "reason"]].to_numpy().tolist() == [
        [5, "the value is more than 100 percent"],
        [6, "the value disagrees with numerator / denominator by a factor of 100"],
    ]


def test_the_documents_name_every_option_and_column(request):
    text = (request.config.rootpath / "docs" / "bring-your-own-data.md").read_text(encoding="utf-8")
    assert [o for o in (*tidy_layout.OPTIONS, *tidy_layout.OTHER_OPTIONS) if f"`{o}`" not in text] == []
    assert [name for name in OBSERVATIONS if f"`{name}`" not in text] == []
    assert [
        alias for name in ("area", "value", "period", "stratum") for alias in OBSERVATIONS[name] if alias not in text
    ] == []


def test_codes_are_repaired_by_declared_rules_and_counted(tmp_path):
    rows = "area,indicator,period,value\n9001,c,2024,1\n'09003 ,c,2024,2\n9005.0,c,2024,3\nUS09007,c,2024,4\n090011,c,2024,5\n"
    made = load(tmp_path, rows, options={"area_width": 5, "area_prefixes": ["US"]})
    assert made.observations["area_code"].tolist() == ["09001", "09003", "09005", "09007"]
    assert sum(made.repaired.values()) == 5
    assert made.rejected["line"].tolist() == [6]


def test_unsure_decimal_commas_are_rejected_and_sure_ones_read(tmp_path):
    sure = load(tmp_path, "area;indicator;period;value\n1;c;2024;12,5\n2;c;2024;1 234,75\n3;c;2024;7\n")
    assert sure.observations["value"].tolist() == [12.5, 1234.75, 7]
    unsure = load(tmp_path, "area;indicator;period;value\n1;c;2024;1,234\n2;c;2024;7\n")
    assert unsure.observations["value"].tolist() == [7]
    declared = load(tmp_path, "area;indicator;period;value\n1;c;2024;1,234\n", options={"decimal": "comma"})
    assert declared.observations["value"].tolist() == [1.234]


def test_gzip_and_a_declared_encoding_are_read(tmp_path):
    text = "area,area_name,indicator,period,value\n1,Côte,c,2024,3\n".encode("cp1252")
    assert len(load(tmp_path, gzip.compress(text), "own.csv.gz", encoding="cp1252").observations) == 1
    with pytest.raises(SourceChanged, match="not UTF-8"):
        load(tmp_path, text)


def test_an_unknown_option_is_named(tmp_path):
    with pytest.raises(SourceChanged, match="unknown option 'decimals'"):
        load(tmp_path, "area,value\n", options={"decimals": "comma"})


def test_many_different_numbers_are_read_like_few(tmp_path):
    """Columns of mostly different texts take another path; odd cells among them keep their reasons and marks."""
    rows = [f"{n:06d},c,2024,{n / 7000:.6f}\n" for n in range(5000)]
    rows[17], rows[18], rows[19] = "000017,c,2024,x\n", "000018,c,2024,1_0\n", "000019,c,2024, 2.5e1 \n"
    made = load(tmp_path, "area,indicator,period,value\n" + "".join(rows))
    by_line = made.observations.set_index("line")
    assert by_line.loc[19, "status"] == "suppressed" and by_line.loc[21, "value"] == 25
    assert made.rejected["line"].tolist() == [20]
    assert by_line.loc[4001, "value"] == float(f"{3999 / 7000:.6f}")
    assert len(made.observations) == 4999
