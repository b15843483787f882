"""Kansas City's figures on the real bytes: accounts, joins, and random cells recomputed by code of its own."""

import csv
import gzip
import io
import json
import math
import random
import re
import zipfile
from pathlib import Path

import pytest
from shapely import Point, from_geojson

from etl import derive
from etl.load import read_all
from evenground.catalog.library import indicators, place_folder

SEED = 20261121
PLACE = Path(__file__).resolve().parents[3] / "data" / "places" / "kansas-city"


@pytest.fixture(scope="module")
def taken(inputs):
    return {one.source.id: one for one in read_all(place_folder("kansas-city"), inputs)}


@pytest.fixture(scope="module")
def figures(taken):
    """Observations by source, with the values that counts make."""
    return {
        name: derive.complete(one.tidy.observations, indicators())
        for name, one in taken.items()
        if len(one.tidy.observations)
    }


@pytest.fixture(scope="module")
def raw(inputs):
    def read(name):
        data = (inputs / "kansas-city" / "indicators" / name).read_bytes()
        text = (gzip.decompress(data) if name.endswith(".gz") else data).decode("utf-8")
        return list(csv.DictReader(io.StringIO(text, newline="")))

    return read


@pytest.fixture(scope="module")
def codes(inputs):
    def of(name, key="GEOID"):
        text = (inputs / "kansas-city" / "boundaries" / f"{name}.geojson").read_text()
        return {feature["properties"][key] for feature in json.loads(text)["features"]}

    return of


def drawn(rows, number=5):
    """`number` random figures that have a value, the same at each run."""
    known = rows[rows["value"].notna()].sort_values(["indicator_id", "stratum_id", "period_id", "area_key"])
    return [known.iloc[at] for at in random.Random(SEED).sample(range(len(known)), number)]


# --- accounts and joins -----------------------------------------------------------------------------------------------


def test_every_record_is_loaded_or_out_of_scope_and_none_is_rejected(taken):
    for name, one in taken.items():
        assert one.rows_in == one.rows_loaded + one.rows_out_of_scope, name
        assert one.rows_rejected == 0, name


@pytest.mark.parametrize(
    ("source", "rows", "loaded", "matched", "known"),
    [
        ("usaleep", 1318, 254, 254, 283),
        ("svi_2018_tracts", 1393, 283, 283, 283),
        ("acs_2018_economy", 1393, 283, 283, 283),
        ("acs_2018_population", 1393, 283, 283, 283),
        ("census_2010_race", 283, 283, 283, 283),
        ("acs_2018_tracts", 128520, 204 * 172, 204, 283),
        ("acs_2023_tracts", 144281, 223 * 173, 223, 223),
        ("acs_2023_zctas", 49819, 77 * 173, 77, 77),
        ("neighborhood_census", 242, 240, 240, 240),
        ("svi_2018_counties", 115, 115, 115, 115),
        ("places_2022_counties", 115, 115, 115, 115),
        ("county_health_rankings_2016", 116, 115, 115, 115),
        ("s2701_2018_counties", 115, 115, 115, 115),
        ("population_estimates_2024", 2790, 1, 1, 1),
        ("covid_by_race_2022", 28, 28, 1, 1),
        ("covid_by_zip_2022", 48, 48, 48, 154),
    ],
)
def test_records_and_join_rates_are_those_measured(taken, source, rows, loaded, matched, known):
    one = taken[source]
    assert (one.rows_in, one.rows_loaded, one.areas_matched, one.areas_known) == (rows, loaded, matched, known)


def test_vulnerability_ranks_exist_for_279_of_283_tracts_and_201_of_the_204_that_touch_the_city(figures, codes):
    rows = figures["svi_2018_tracts"]
    ranked = set(rows.loc[rows["indicator_id"].eq("svi_overall") & rows["value"].notna(), "area_code"])
    assert (len(ranked), len(ranked & codes("kc_tracts_tiger2018"))) == (279, 201)


def test_the_wrong_vintage_would_have_matched_175_of_223_codes_without_an_error(raw, codes):
    listed = {record["GEOID"] for record in raw("svi2018_tract_themes_MO_oeps.csv")}
    assert (len(codes("kc_tracts_tiger2023") & listed), len(codes("kc_tracts_tiger2023"))) == (175, 223)


def test_codes_of_2010_and_2020_are_never_matched_by_code_alone(figures):
    keys = {key for rows in figures.values() for key in rows["area_key"] if key.endswith(":29095015900")}
    assert keys == {"tract:2010:29095015900", "tract:2020:29095015900"}
    by_source = {name: {key.rsplit(":", 1)[0] for key in rows["area_key"]} for name, rows in figures.items()}
    assert by_source["usaleep"] == by_source["svi_2018_tracts"] == by_source["acs_2018_tracts"] == {"tract:2010"}
    assert by_source["acs_2023_tracts"] == {"tract:2020"}


def test_neighbourhoods_join_by_number_because_one_name_differs(raw, taken, inputs):
    names = {area.code: area.name_en for area in taken["neighborhoods"].tidy.areas.itertuples()}
    sheet = Workbook(inputs / "kansas-city" / "indicators" / WORKBOOK)
    own = {sheet.cell(row, "A"): sheet.cell(row, "B") for row in range(2, 242)}
    assert set(own) == set(names)
    differ = {number for number in own if own[number].strip().casefold() != names[number].strip().casefold()}
    assert differ == {"157"} and own["157"] == "St" and names["157"] == "St Catherines Gardens"


def test_there_are_enough_indicators_of_enough_kinds_of_area_and_by_race(figures):
    rows = [(name, row) for name, table in figures.items() for row in table.itertuples()]
    assert len({row.indicator_id for _, row in rows}) >= 60
    assert len({name for name, _ in rows}) >= 12
    assert {row.area_key.split(":")[0] for _, row in rows} >= {"tract", "neighborhood", "zcta", "county", "city"}
    assert len({row.indicator_id for _, row in rows if row.stratum_id != "everyone"}) >= 12


def test_at_most_ten_indicators_are_one_tables_columns_under_other_names():
    sources = [source for source in place_folder("kansas-city").sources if source.provides == "observations"]
    given = {source.id: {m.indicator for m in source.measures if m.value} for source in sources}
    for name, own in given.items():
        elsewhere = set().union(*(of for other, of in given.items() if other != name))
        assert len(own - elsewhere) <= 10, name


def test_composition_is_never_a_need(figures):
    used = {name for rows in figures.values() for name in rows["indicator_id"]}
    for name in used:
        one = indicators()[name]
        assert (one.higher_is != "neither") or one.need_kind == "none", name
        assert one.denominator["en"] and one.denominator["fr"] and one.title["fr"] and one.question["fr"], name
    assert indicators()["svi_minority_language"].higher_is == "neither"
    assert indicators()["life_expectancy"].need_kind == "index"


def test_modelled_indicators_say_what_they_were_modelled_from(figures):
    for name in {name for rows in figures.values() for name in rows["indicator_id"]}:
        one = indicators()[name]
        assert (one.sample == "modelled") == bool(one.modelled_from), name


# --- random cells, one publisher after the other ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "file", "key", "columns"),
    [
        (
            "svi_2018_tracts",
            "svi2018_tract_themes_MO_oeps.csv",
            "GEOID",
            {"svi_overall": "SVIS", "svi_socioeconomic": "SVIth1", "svi_household": "SVIth2",
             "svi_minority_language": "SVIth3", "svi_housing_transport": "SVIth4"},
        ),
        (
            "acs_2018_economy",
            "acs2018_tract_economy_MO_oeps.csv",
            "GEOID",
            {"poverty_acs": "povP", "unemployment_acs": "unempP", "income_per_person_acs": "pciE"},
        ),
        (
            "acs_2018_population",
            "acs2018_tract_population_MO_oeps.csv",
            "GEOID",
            {"population_acs": "TotalPop", "group_quarters_acs": "GroupQuarterPercent"},
        ),
        ("covid_by_zip_2022", "bchc_covid_by_zcta_kansas_city.csv", "zcta", {"covid_cases_zip": "cases_per_100k"}),
    ],
)  # fmt: skip
def test_random_cells_of_plain_tables_are_as_in_the_bytes(figures, raw, source, file, key, columns):
    records = {record[key]: record for record in raw(file)}
    for row in drawn(figures[source]):
        assert row["value"] == float(records[row["area_code"]][columns[row["indicator_id"]]])
        assert math.isnan(row["ci_low"]) and math.isnan(row["se"])  # none published, none made


SVI = {
    "population_acs": "TOTPOP", "poverty_acs": "POV", "unemployment_acs": "UNEMP", "income_per_person_acs": "PCI",
    "disability_svi": "DISABL", "no_vehicle_svi": "NOVEH", "crowding_svi": "CROWD", "no_high_school_svi": "NOHSDP",
    "limited_english_svi": "LIMENG", "uninsured_svi": "UNINSUR",
}  # fmt: skip


def test_random_cells_of_the_county_index_carry_the_error_behind_their_margin(figures, raw):
    records = {record["FIPS"]: record for record in raw("svi2018_county_MO.csv")}
    rows = figures["svi_2018_counties"]
    for row in drawn(rows[rows["indicator_id"] != "svi_overall_county"], 8):
        record, name = records[row["area_code"]], SVI[row["indicator_id"]]
        value, margin = ("E_", "M_") if name == "TOTPOP" else ("EP_", "MP_")
        assert row["value"] == float(record[value + name])
        assert row["se"] == pytest.approx(float(record[margin + name]) / 1.645)
    for row in drawn(rows[rows["indicator_id"] == "svi_overall_county"]):
        assert row["value"] == float(records[row["area_code"]]["RPL_THEMES"])


PLACES = {
    "no_insurance_places": "ACCESS2_Adj", "smoking_places": "CSMOKING_Adj", "smoking_places_crude": "CSMOKING_Crude",
    "inactivity_places": "LPA_Adj", "obesity_places": "OBESITY_Adj", "diabetes_places": "DIABETES_Adj",
    "diabetes_places_crude": "DIABETES_Crude", "high_blood_pressure_places": "BPHIGH_Adj",
    "mental_distress_places": "MHLTH_Adj", "fair_poor_health_places": "GHLTH_Adj",
}  # fmt: skip


def test_random_cells_of_places_carry_the_interval_written_as_text(figures, raw):
    records = {record["CountyFIPS"]: record for record in raw("places_county_gis_2022_MO.csv")}
    for row in drawn(figures["places_2022_counties"], 8):
        record, name = records[row["area_code"]], PLACES[row["indicator_id"]]
        low, high = record[f"{name}95CI"].strip("()").split(",")
        assert (row["value"], row["ci_low"], row["ci_high"]) == (float(record[f"{name}Prev"]), float(low), float(high))
        assert row["ci_kind"] == "published"


RANKINGS = {
    "premature_death_chr": ("Premature.death", 1), "infant_mortality_chr": ("Infant.mortality", 1),
    "low_birthweight_chr": ("Low.birthweight", 100), "teen_births_chr": ("Teen.births", 1),
    "child_poverty_chr": ("Children.in.poverty", 100), "uninsured_chr": ("Uninsured", 100),
    "preventable_stays_chr": ("Preventable.hospital.stays", 1), "homicide_chr": ("Homicide.rate", 1),
    "single_parent_chr": ("Children.in.single.parent.households", 100),
    "housing_problems_chr": ("Severe.housing.problems", 100),
}  # fmt: skip


def test_random_cells_of_the_rankings_are_as_in_the_bytes(figures, raw):
    records = {
        f"{int(r['STATECODE']):02d}{int(r['COUNTYCODE']):03d}": r for r in raw("county_health_rankings_2016_MO.csv")
    }

    def number(text):
        return float(text.replace(",", ""))

    for row in drawn(figures["county_health_rankings_2016"], 10):
        name, times = RANKINGS[row["indicator_id"]]
        record = records[row["area_key"].rsplit(":", 1)[1]]
        assert row["value"] == pytest.approx(times * number(record[f"{name}.Value"]))
        if record[f"{name}.Lower.Confidence.Interval"]:
            assert row["ci_low"] == pytest.approx(times * number(record[f"{name}.Lower.Confidence.Interval"]))
            assert row["ci_high"] == pytest.approx(times * number(record[f"{name}.Upper.Confidence.Interval"]))


def test_counts_of_the_rankings_make_their_published_values(figures):
    rows = figures["county_health_rankings_2016"]
    whole = rows[rows["numerator"].notna() & rows["value"].notna()]
    per = whole["indicator_id"].map(lambda name: indicators()[name].per)
    rounding = whole["indicator_id"].map({"low_birthweight_chr": 0.5}).fillna(0.06)
    assert ((per * whole["numerator"] / whole["denominator"] - whole["value"]).abs() <= rounding).all()
    assert whole["indicator_id"].nunique() == 6


def test_random_cells_of_the_downloaded_table_are_as_in_the_bytes(figures, inputs):
    path = inputs / "kansas-city" / "indicators" / "ACSST5Y2018.S2701_MO_counties.csv"
    lines = path.read_text().splitlines()
    for row in drawn(figures["s2701_2018_counties"]):
        line = lines[row["line"] - 1]
        assert line.startswith(row["area_code"] + ",") and row["area_code"] == "0500000US" + row["area_key"][-5:]
        assert row["value"] == float(line.rsplit(",", 1)[1])


def test_random_cells_of_the_2010_census_are_as_in_the_bytes(figures, raw):
    records = {record["GEOID"]: record for record in raw("census2010_sf1_tract_race_kc4.csv")}
    above = {"black_share_census2010": "P0030003", "hispanic_share_census2010": "P0040003"}
    for row in drawn(figures["census_2010_race"], 8):
        record = records[row["area_code"]]
        if row["indicator_id"] == "population_census2010":
            column = {"everyone": "P0010001", "nh_black": "P0050004", "nh_white": "P0050003"}[row["stratum_id"]]
            assert row["value"] == float(record[column])
        else:
            part = float(record[above[row["indicator_id"]]])
            assert row["value"] == pytest.approx(100 * part / float(record["P0010001"]))


def test_the_whole_city_is_one_record_and_its_parts_are_not_added_to_it(figures, inputs):
    text = (inputs / "kansas-city" / "indicators" / "census_popest_sub-est2024_29.csv").read_text()
    lines = [line.split(",") for line in text.splitlines()]
    whole = [cells for cells in lines if cells[0] == "162" and cells[3] == "38000"]
    parts = [cells for cells in lines if cells[0] == "157" and cells[3] == "38000"]
    assert (len(whole), len(parts)) == (1, 4)
    rows = figures["population_estimates_2024"].set_index("period_id")["value"]
    for year in range(2020, 2025):
        place = 11 + year - 2020
        assert rows[str(year)] == float(whole[0][place]) == sum(float(cells[place]) for cells in parts)
    assert rows["2024"] == 516_032


GROUPS = {
    "nh_black": "NH Black", "nh_white": "NH White", "hispanic": "Hispanic", "nh_asian_pi": "NH Asian/PI",
    "nh_native_american": "NH Native American",
}  # fmt: skip
OUTCOMES = {"covid_cases": "cases", "covid_hospitalisations": "hospital", "covid_deaths": "deaths"}


def test_every_covid_rate_by_race_is_as_in_the_bytes(figures, raw):
    written = {
        (record["type"], record["adjusted"], record["race_ethnicity"]): float(record["value"])
        for record in raw("bchc_covid_by_race_kansas_city.csv")
    }
    rows = figures["covid_by_race_2022"]
    assert len(rows) == len(written) == 28
    for row in rows.itertuples():
        crude = row.indicator_id.endswith("_crude")
        outcome = OUTCOMES[row.indicator_id.removesuffix("_crude")]
        assert row.value == written[(f"{outcome}_rate_cum", "FALSE" if crude else "TRUE", GROUPS[row.stratum_id])]
        assert row.period_id == "to 2022-09-02"


WORKBOOK = "kcmo_neighborhood_census2010_acs2008_2012.xlsx"


class Workbook:
    """The sheet's cells, read from its XML."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as book:
            shared = book.read("xl/sharedStrings.xml").decode()
            sheet = book.read("xl/worksheets/sheet1.xml").decode()
        self.words = [
            "".join(re.findall(r"<t[^>]*>([^<]*)</t>", item)) for item in re.findall(r"<si>.*?</si>", shared, re.S)
        ]
        self.cells = dict(
            re.findall(r'<c r="([A-Z]+\d+)"((?:[^>/]|/(?!>))*>(?:<f>.*?</f>|<f[^>]*/>)?<v>[^<]*)</v>', sheet)
        )
        self.columns = {self.cell(1, column): column for column in self._columns()}

    def _columns(self):
        return [key[:-1] for key in self.cells if re.fullmatch(r"[A-Z]+1", key)]

    def cell(self, row, column):
        inside = self.cells.get(f"{column}{row}")
        if inside is None:
            return None
        value = inside.rsplit("<v>", 1)[1]
        return self.words[int(value)].replace("&lt;", "<").replace("&amp;", "&") if 't="s"' in inside else value

    def number(self, row, title):
        return float(self.cell(row, self.columns[title]))


POVERTY, DETERMINED = "Persons In Poverty", "Persons Among Whom Poverty Status Was Determined"
RACES = {
    "white_alone": "White", "black_alone": "Black", "aian_alone": "Native American", "asian_alone": "Asian",
    "nhpi_alone": "Pacific", "other_alone": "Other Race", "two_or_more": "Multiracial", "hispanic": "Hispanic",
}  # fmt: skip
SCHOOL = "Highest Education Achieved By Persons 25 Or Older - "
LADDER = ["Less Than 9th Grade", "9th To 12th Grade", "High School Graduate", "College, But Less Than Ba Degree",
          "College, Ba Degree Or More"]  # fmt: skip


def expected_share(sheet, row, indicator, group):
    """Numerator and denominator of one neighbourhood, from the sheet's own titles."""
    name = RACES.get(group, "")

    def total(*titles):
        return sum(sheet.number(row, title) for title in titles)

    if indicator == "poverty_neighborhood":
        return total(f"{name} {POVERTY}".strip()), total(f"{name} {DETERMINED}".strip())
    if indicator == "home_ownership_neighborhood" and name:
        owned = total(f"{name} Persons in Owner Occupied Units")
        return owned, owned + total(f"{name} Persons in Renter Occupied Units")
    if indicator == "home_ownership_neighborhood":
        return total("Persons In Owner Households"), total(
            "Persons In Owner Households", "Persons In Renter Households"
        )
    if indicator == "children_share_neighborhood" and name:
        return total(f"{name} Under 18 Years Old"), total(name)
    if indicator == "children_share_neighborhood":
        alone = [race for group, race in RACES.items() if group != "hispanic"]
        return total(*(f"{race} Under 18 Years Old" for race in alone)), total("Population")
    if indicator == "unemployment_neighborhood":
        work = "Civilian 16 Or Older {} In The Labor Force {}"
        out = total(*(work.format(sex, "But Unemployed") for sex in ("Males", "Females")))
        return out, out + total(*(work.format(sex, "And Employed") for sex in ("Males", "Females")))
    if indicator in ("no_high_school_neighborhood", "degree_neighborhood"):
        steps = LADDER[:2] if indicator.startswith("no") else LADDER[4:]
        return total(*(SCHOOL + step for step in steps)), total(*(SCHOOL + step for step in LADDER))
    if indicator == "vacant_housing_neighborhood":
        return total("Vacant Housing Units"), total("Housing Units")
    if indicator == "crowded_housing_neighborhood":
        return total("Overcrowded Housing Units"), total("Occupied Housing Units")
    classes = [title for title in sheet.columns if title and re.match(r"Households With Income .*\$", title)]
    return total(*classes[:3]), total(*classes)


def test_random_cells_of_the_workbook_are_made_of_its_own_counts(figures, inputs):
    sheet = Workbook(inputs / "kansas-city" / "indicators" / WORKBOOK)
    rows = figures["neighborhood_census"]
    assert len(sheet.columns) >= 188
    for row in drawn(rows[rows["indicator_id"] != "population_neighborhood"], 25):
        above, below = expected_share(sheet, row["line"], row["indicator_id"], row["stratum_id"])
        assert sheet.cell(row["line"], "A") == row["area_code"]
        assert row["value"] == pytest.approx(100 * above / below)
        assert math.isnan(row["ci_low"])  # shared out by area: no interval can be computed
    for row in drawn(rows[rows["indicator_id"] == "population_neighborhood"]):
        assert row["value"] == sheet.number(row["line"], "Population")


def test_the_workbooks_black_and_white_poverty_over_the_whole_city(figures):
    rows = figures["neighborhood_census"]
    poverty = (
        rows[rows["indicator_id"] == "poverty_neighborhood"].groupby("stratum_id")[["numerator", "denominator"]].sum()
    )
    pooled = (100 * poverty["numerator"] / poverty["denominator"]).round(1).to_dict()
    assert pooled == {"everyone": 18.1, "black_alone": 29.2, "hispanic": 28.2, "white_alone": 11.2}


TABLES = {
    "white_alone": "A", "black_alone": "B", "aian_alone": "C", "asian_alone": "D", "nhpi_alone": "E",
    "other_alone": "F", "two_or_more": "G", "nh_white": "H", "hispanic": "I", "everyone": "",
}  # fmt: skip


def survey_parts(indicator, group):
    """Variables above and below the line of one share, from the published table shells."""
    table = "B01001" + TABLES[group]
    if indicator == "children_share_acs":
        cells = [3, 4, 5, 6, *((27, 28, 29, 30) if group == "everyone" else (18, 19, 20, 21))]
    elif indicator == "older_share_acs":
        cells = [*range(20, 26), *range(44, 50)] if group == "everyone" else [14, 15, 16, 29, 30, 31]
    else:
        one = {
            "black_share_acs": ("B02001_003", "B02001_001"), "asian_share_acs": ("B02001_005", "B02001_001"),
            "nh_white_share_acs": ("B03002_003", "B03002_001"), "hispanic_share_acs": ("B03002_012", "B03002_001"),
        }[indicator]  # fmt: skip
        return [one[0]], one[1]
    return [f"{table}_{cell:03d}" for cell in cells], f"{table}_001"


@pytest.mark.parametrize(
    ("source", "file"),
    [
        ("acs_2018_tracts", "acs5_2018_tract_kc_long.csv.gz"),
        ("acs_2023_tracts", "acs5_2023_tract_kc_long.csv.gz"),
        ("acs_2023_zctas", "acs5_2023_zcta_kc_long.csv.gz"),
    ],
)
def test_random_shares_of_the_survey_and_their_errors_are_recomputed(figures, raw, source, file):
    cells = {(r["GEOID"], r["variable"]): (r["estimate"], r["moe"]) for r in raw(file)}
    rows = figures[source]
    shares = rows[(rows["numerator"] > 0) & (rows["numerator"] < rows["denominator"])]
    for row in drawn(shares, 12):
        above, below = survey_parts(row["indicator_id"], row["stratum_id"])
        parts = [tuple(map(float, cells[row["area_code"], name])) for name in above]
        base, margin = map(float, cells[row["area_code"], below])
        count = sum(estimate for estimate, _ in parts)
        assert row["value"] == pytest.approx(100 * count / base)
        # the Census Bureau's advice: of several zero cells only the largest margin counts
        zero = max([m for estimate, m in parts if estimate == 0], default=0)
        variance = (sum(m**2 for estimate, m in parts if estimate != 0) + zero**2) / 1.645**2
        share = count / base
        inside = variance - share**2 * (margin / 1.645) ** 2
        if inside < 0:
            inside = variance + share**2 * (margin / 1.645) ** 2
        assert row["se"] == pytest.approx(100 * math.sqrt(inside) / base)
    ages = rows[rows["indicator_id"] == "median_age_acs"]
    for row in drawn(ages):
        estimate, margin = cells[row["area_code"], f"B01002{TABLES[row['stratum_id']]}_001"]
        assert row["value"] == float(estimate)
        if margin != "NA":
            assert row["se"] == pytest.approx(float(margin) / 1.645)


def test_starter_tables_are_the_published_figures(inputs, figures):
    """Ten figures of each starter table, against the bytes of the published files or what was recomputed from them above."""
    known = {
        (row.indicator_id, row.area_key, row.period_id, row.stratum_id): row
        for rows in figures.values()
        for row in rows.itertuples()
    }
    for file in ("life_expectancy", "social_vulnerability", "community_survey", "census_2010"):
        with (PLACE / "starter" / f"{file}.csv").open(newline="", encoding="utf-8") as stream:
            records = list(csv.DictReader(stream))
        for record in random.Random(SEED).sample(records, 10):
            assert record["source"] and record["licence"].startswith("Public domain")
            key = (record["indicator"], f"tract:2010:{record['area']}", record["period"], record["stratum"])
            published = known[key]
            if record["value"]:
                assert float(record["value"]) == published.value
            elif record["numerator"]:
                assert (float(record["numerator"]), float(record["denominator"])) == (
                    published.numerator,
                    published.denominator,
                )
            else:
                assert math.isnan(published.value) and record["status"] == published.status
            if record["se"]:
                assert float(record["se"]) == pytest.approx(published.se, abs=5e-5)


def test_starter_points_lie_in_their_tracts_and_carry_the_census_count(inputs, raw):
    text = (inputs / "kansas-city" / "boundaries" / "kc4_tracts_2010_dissolved.geojson").read_text()
    shapes = {f["properties"]["GEOID"]: from_geojson(json.dumps(f["geometry"])) for f in json.loads(text)["features"]}
    counts = {record["GEOID"]: float(record["P0010001"]) for record in raw("census2010_sf1_tract_race_kc4.csv")}
    with (PLACE / "starter" / "tracts.csv").open(newline="", encoding="utf-8") as stream:
        points = list(csv.DictReader(stream))
    assert {point["code"] for point in points} == set(shapes)
    for point in points:
        assert shapes[point["code"]].contains(Point(float(point["lon"]), float(point["lat"])))
        assert float(point["population"]) == counts[point["code"]]


def test_the_starter_builds_without_any_published_file():
    taken = {one.source.id: one for one in read_all(place_folder("kansas-city"), None)}
    assert taken["life_expectancy"].areas_matched == 254
    assert sum(one.rows_rejected for one in taken.values()) == 0
    measured = {name for one in taken.values() for name in one.tidy.observations["indicator_id"]}
    assert len(measured) >= 10
