"""Ten questions that a person who knows epidemiology answers from the Disparities page alone.

Every answer is worked out here from the published files by the standard library, without any code of the dashboard.
"""

from __future__ import annotations

import csv
import gzip
import io
import re

import pytest
from reader import Reader

CITY = r"(Ottawa Census Division|Census Division - Ottawa) \(3506\)"
AREA = r"OTTAWA - ONS2022 - .+ \((3[01]\d\d)\)"
PROFILES = {
    "everyone": ("statcan_custom_census_profile_2021_ons_gen3", "cp1252"), "black": ("statcan_custom_target_profile_2021_black", "utf-8"),
    "recent": ("statcan_custom_target_profile_2021_immigrants_2016_2021", "utf-8"),
}  # fmt: skip


@pytest.fixture(scope="module")
def profile(inputs):
    """Rows of a census profile by their id, each a mapping of column name to text."""

    def read(name):
        file, encoding = PROFILES[name]
        content = gzip.decompress((inputs / "ottawa" / "census" / f"{file}.csv.gz").read_bytes()).decode(encoding)
        header, *rows = csv.reader(io.StringIO(content, newline=""))
        return {row[0]: dict(zip(header, row, strict=True)) for row in rows}

    return read


@pytest.fixture(scope="module")
def tracts(inputs):
    """Life expectancy, vulnerability and residents of each tract that has all three."""
    folder = inputs / "kansas-city" / "indicators"

    def records(name, encoding="utf-8-sig"):
        return list(csv.DictReader((folder / name).open(encoding=encoding)))

    life = {row["Tract ID"]: float(row["e(0)"]) for row in records("usaleep_MO_A.csv")}
    index = {row["GEOID"]: float(row["SVIS"]) for row in records("svi2018_tract_themes_MO_oeps.csv") if row["SVIS"] not in ("", "NA", "-999") and float(row["SVIS"]) >= 0}
    census = {row["GEOID"]: row for row in records("census2010_sf1_tract_race_kc4.csv")}
    return {code: (life[code], index[code], float(row["P0010001"]), row) for code, row in census.items() if code in life and code in index}


def number(text: str) -> float:
    return float(text.replace(",", "").replace("\u2212", "-"))


def read(reader: Reader, pattern: str) -> list[float]:
    """The numbers that the page prints where a sentence has this shape."""
    found = re.search(pattern, reader.text)
    assert found, f"{pattern!r} is not on the page: {reader.text[:2000]}"
    return [number(part) for part in found.groups()]


def column(row: dict[str, str], pattern: str) -> float:
    (name,) = [name for name in row if re.search(pattern, name)]
    return float(row[name])


def test_an_analyst_reads_gaps_between_groups_of_the_city(open_page, profile):
    everyone, black = profile("everyone"), profile("black")
    reader = open_page("/disparities", place="ottawa", lang="en", indicator="low_income_lim_at", geo="ons:gen3", period="2020", whom="black")
    n, d = (column(black[one], CITY) for one in ("ID171", "ID166"))
    whole_n, whole_d = (column(everyone[one], CITY) for one in ("ID171", "ID166"))
    rate, rest = column(black["ID176"], CITY), 100 * (whole_n - n) / (whole_d - d)
    # 1. How many percent of Black residents, and of everybody else, are in low income?
    assert read(reader, r"Black residents ([\d.]+)% of residents \(approximate .*?everybody else ([\d.]+)% of residents") == [round(rate, 1), round(rest, 1)]
    # 2. How large is the gap, in points and as a ratio?
    assert read(reader, r"The gap is ([\d.]+) percentage points") == [round(rate - rest, 1)]
    assert read(reader, r"Black residents against everybody else is ([\d.]+) times") == [round(rate / rest, 2)]
    # 3. How many fewer if Black residents had the rate of everybody else?
    (fewer,) = read(reader, r"there would be about ([\d,]+) fewer")
    assert fewer == pytest.approx((rate - rest) / 100 * d, abs=50)
    # 4. May one compute a measure over all three groups, and has the gap changed?
    assert "Not applicable: groups overlap" in reader.text and "There is one period (2020)" in reader.text


def test_an_analyst_reads_the_gap_inside_the_list(open_page, profile, inputs):
    everyone, recent = profile("everyone"), profile("recent")
    reader = open_page("/disparities", place="ottawa", lang="en", indicator="unemployment_rate", geo="ons:gen3", period="2021", where="set:priority_21|target_group", whom="recent_immigrants")
    # 5. How many areas of the list remain, and what share of recent immigrants there is unemployed?
    remain, of = read(reader, r"Pooled from counts: (\d+) of the (\d+) areas")
    weights = overlap(inputs)
    codes = {re.search(AREA, name)[1]: name for name in recent["ID1754"] if re.search(AREA, name)}
    lived_in = {code: name for code, name in codes.items() if code in weights and usable(recent["ID1752"][name]) and float(recent["ID1752"][name]) > 0}
    known = {code: name for code, name in lived_in.items() if all(usable(table[row][name_in(table[row], code)]) for table, row in ((recent, "ID1758"), (everyone, "ID1969")))}
    assert (remain, of) == (len(known), len(weights))
    top, bottom = (sum(weights[code] * float(recent[row][name]) for code, name in known.items()) for row in ("ID1754", "ID1752"))
    assert read(reader, r"Recent immigrants ([\d.]+)% of the labour force") == [round(100 * top / bottom, 1)]


def overlap(inputs) -> dict[str, float]:
    """Share of each area of the new boundaries that lies in the listed ones, by the derived file of overlaps."""
    listed = csv.DictReader((inputs / "ottawa" / "priority" / "priority_neighbourhoods_21.csv").open(encoding="utf-8-sig"))
    old = {code for row in listed for code in re.findall(r"\d+", row["ons_gen2_ids"])}
    shares: dict[str, float] = {}
    for row in csv.DictReader((inputs / "ottawa" / "crosswalks" / "ons_gen2_to_gen3_area_overlap_DERIVED.csv").open(encoding="utf-8-sig")):
        if row["ons_gen2_id"] in old:
            shares[row["ons_gen3_id"]] = min(shares.get(row["ons_gen3_id"], 0) + float(row["share_of_gen3_area"]), 1)
    return {code: share for code, share in shares.items() if share > 0}


def usable(text: str) -> bool:
    return re.fullmatch(r"[\d.]+", text.strip()) is not None


def name_in(row: dict[str, str], code: str) -> str:
    (name,) = [name for name in row if f"({code})" in name]
    return name


def test_an_analyst_reads_the_gradient_of_life_expectancy_and_what_it_is_not(open_page, tracts):
    reader = open_page("/disparities", place="kansas-city", lang="en", indicator="life_expectancy", geo="tract:2010", period="2010-2015")
    ordered = sorted((-index, code, life, people) for code, (life, index, people, _) in tracts.items() if people > 0)
    total = sum(people for *_, people in ordered)
    # 6. How long do residents of the fifth where need is greatest live, and of the fifth where it is least?
    greatest, least = mean_between(ordered, 0, total / 5), mean_between(ordered, total * 4 / 5, total)
    found = read(reader, r"need is greatest ([\d.]+) years .*?need is least ([\d.]+) years")
    assert found == [round(greatest, 1), round(least, 1)]
    # 7. How large is the relative concentration index?
    seen, concentration = 0.0, 0.0
    mean = sum(life * people for _, _, life, people in ordered) / total
    for index in sorted({row[0] for row in ordered}):
        tied = [row for row in ordered if row[0] == index]
        people = sum(row[3] for row in tied)
        rank = (seen + people / 2) / total
        concentration += 2 * sum(row[2] * row[3] for row in tied) / total * (rank - 0.5) / mean
        seen += people
    assert read(reader, r"Relative concentration index: ([\d.]+\d)") == [round(concentration, 3)]
    # 8. Is that gradient evidence of its own, a trend, or what a programme did?
    assert "partly built in by the model" in reader.text and "no change is computed" in reader.text
    # 9. What is the gap between Black and White residents, and what is the number that must not be taken for it?
    assert "6.5 years" in reader.text and "is not the life-expectancy gap between the two groups" in reader.text
    (printed,) = read(reader, r"The two means differ by ([\d.]+) years")
    assert printed == 4.1


def mean_between(ordered: list[tuple[float, str, float, float]], start: float, end: float) -> float:
    """Mean of the residents between two places in the order; tracts of one index value are split alike where they straddle one."""
    seen, held, people_in = 0.0, 0.0, 0.0
    for index in sorted({row[0] for row in ordered}):
        tied = [row for row in ordered if row[0] == index]
        people = sum(row[3] for row in tied)
        inside = max(0.0, min(seen + people, end) - max(seen, start)) / people
        held, people_in, seen = held + inside * sum(row[2] * row[3] for row in tied), people_in + inside * people, seen + people
    return held / people_in


def test_an_analyst_compares_covid_deaths_in_a_pair(open_page, inputs):
    with (inputs / "kansas-city" / "indicators" / "bchc_covid_by_race_kansas_city.csv").open(encoding="utf-8-sig") as file:
        rows = {(row["adjusted"], row["race_ethnicity"]): float(row["value"]) for row in csv.DictReader(file) if row["type"].startswith("death")}
    hispanic, white = (next(value for (adjusted, group), value in rows.items() if adjusted == "TRUE" and group.endswith(name)) for name in ("Hispanic", "White"))
    reader = open_page("/disparities", place="kansas-city", lang="en", indicator="covid_deaths", whom="hispanic", against="nh_white")
    # 10. How many times as high is the age-adjusted rate of Hispanic residents as that of White residents, to when, and is it tested?
    assert read(reader, r"the ratio is ([\d.]+\d)") == [round(hispanic / white, 2)]
    assert "cumulative to September 2, 2022" in reader.text and "No interval published" in reader.text and "Age-adjusted rate" in reader.page.content()
