"""Every hostile file goes through the door: no crash, no hang, no silent loss, and the outcome its list requires."""

import csv
import gzip
import json
import random
import time

import pytest
from hostile_expectations import AREAS, BOX, DECLARED, MADE

from etl import limited
from etl.check_file import check_file, check_files, limits_for, report_on
from etl.intake.names import clean_name
from etl.intake.outcome import Declared, Refused
from etl.intake.report import REFUSED, Report
from etl.intake.strict_json import parse
from etl.intake.table import open_table

FOLDERS = ("csv", "xlsx", "json", "geojson", "shapefile", "geo", "tabular")
LONGEST = 30.0


@pytest.fixture(scope="module")
def hostile(inputs):
    return inputs / "hostile"


@pytest.fixture(scope="module")
def files(hostile):
    return sorted(
        path
        for folder in FOLDERS
        for path in (hostile / folder).rglob("*")
        if path.is_file() and not path.name.endswith(".expected.json")
    )


def timed(outcomes):
    """Reports with the seconds each took."""
    started = time.monotonic()
    for outcome in outcomes:
        yield outcome, time.monotonic() - started
        started = time.monotonic()


@pytest.fixture(scope="module")
def reports(hostile, files):
    """By path below the folder: the report with nothing declared, and its seconds."""
    made = timed(check_files(files, region_box=BOX))
    return {str(path.relative_to(hostile)): found for path, found in zip(files, made, strict=True)}


@pytest.fixture(scope="module")
def plain(reports):
    return {name: report for name, (report, _) in reports.items()}


def test_no_file_crashes_or_hangs(reports):
    assert len(reports) > 600
    assert all(isinstance(report, Report) for report, _ in reports.values())
    assert [name for name, (_, seconds) in reports.items() if seconds > LONGEST] == []
    lost = [str(r) for r, _ in reports.values() if "reading process ended" in r.reason or "took more than" in r.reason]
    assert lost == []


def test_no_record_is_lost_without_a_word(plain):
    for name, report in plain.items():
        assert "may lose a" not in report.remedy, f"{name}: {report}"
        if report.outcome == REFUSED:
            assert report.reason and report.remedy, name
            assert report.loaded == 0 or report.rejected_rows == 0, name
        else:
            assert report.rows_in == report.loaded + report.rejected_rows > 0, name


def test_every_made_file_has_its_expectation(hostile):
    listed = {
        e["file"]
        for e in json.loads((hostile / "MANIFEST-made.json").read_text())
        if not e["file"].startswith("notes/")
    }
    assert listed == MADE.keys()


@pytest.mark.parametrize("name", MADE)
def test_a_made_file_ends_as_required(name, plain):
    MADE[name].holds(plain[name], plain)


@pytest.fixture(scope="module")
def declared_reports(hostile):
    jobs = [
        (hostile / name, None if e.known is None else frozenset(e.known), Declared.of(e.declared), BOX)
        for name, e in DECLARED
    ]
    return list(limited.run_each(report_on, jobs, limits=limits_for(0)))


@pytest.mark.parametrize("number", range(len(DECLARED)), ids=lambda n: f"{n}-{DECLARED[n][0].rpartition('/')[2]}")
def test_a_declaration_changes_the_outcome_as_it_should(number, declared_reports, plain):
    DECLARED[number][1].holds(declared_reports[number], plain)


def test_odd_tables_of_others_are_read_without_loss(files, hostile):
    """Third-party tables have columns of their own: refused by name as observations, here read as any table."""
    tables = [
        path for path in files if path.parent.name in ("csv-spectrum", "duckdb-fuzz", "duckdb-odd", "frictionless")
    ]
    loaded = 0
    for report, seconds in timed(check_files(tables, declared={"layout": "any"})):
        assert seconds < LONGEST
        assert "may lose a" not in report.remedy, str(report)
        if report.outcome == REFUSED:
            assert report.reason, report.file
        else:
            assert report.rows_in == report.loaded + report.rejected_rows, str(report)
            loaded += 1
    assert loaded > 200  # refusing everything would not be reading


def test_csv_spectrum_is_read_as_its_authors_say(hostile):
    folder = hostile / "csv" / "csv-spectrum"
    for path in sorted(folder.glob("*.csv")):
        expected = json.loads(path.with_suffix(".expected.json").read_text())
        cells = open_table(path)
        found = [
            dict(zip(cells.columns, row, strict=True))
            for row in zip(*(c.to_pylist() for c in cells.table.columns), strict=True)
        ]
        assert found == expected, path.name


def test_json_is_parsed_by_the_letter(hostile, plain):
    seen = dict.fromkeys("yni", 0)
    for path in sorted((hostile / "json" / "JSONTestSuite").iterdir()):
        seen[path.name[0]] += 1
        try:
            parse(path.read_bytes())
            is_json = True
        except Refused:
            is_json = False
        assert path.name[0] == "i" or is_json == (path.name[0] == "y"), path.name
        assert plain[f"json/JSONTestSuite/{path.name}"].outcome == REFUSED  # none of them is GeoJSON
    assert min(seen.values()) > 10


def test_bad_geojson_is_never_loaded(plain):
    bad = {name: report for name, report in plain.items() if "geojsonhint-bad" in name}
    assert len(bad) == 22
    assert [name for name, report in bad.items() if report.loaded] == []


def test_a_good_feature_is_loaded_by_its_id(hostile):
    report = check_file(hostile / "geojson" / "geojsonhint-good" / "good-feature-with-id.geojson")
    assert report.preview["code"].tolist() == ["100"]


def test_naughty_strings_are_names_without_hidden_marks(hostile):
    for text in json.loads((hostile / "strings" / "blns-half-0.json").read_text()):
        name, _, _ = clean_name(text)
        assert clean_name(name)[0] == name
        assert not any(0x202A <= ord(mark) <= 0x202E or 0xE0000 <= ord(mark) <= 0xE007F for mark in name)


# --- a long table with planted faults -----------------------------------------------------------------------------------

PLANTED = [  # rows of the other made files; each is wrong by itself, wherever it stands
    b"{code},smoking,2022,28.4,468,1647,25.9,30.9,extra",
    b"{code},smoking,2022,28.4,468",
    b"{code};smoking;2022;28.4;468;1647;25.9;30.9",
    b'{code},"smoking,2022,28.4,468,1647,25.9,30.9',
    b'{code},uni"nsured,2022,14.5,85,588,12.0,17.0',
    b"{code},smoking,2022,28.4,468,1647,25.9,30\x00.9",
    b"{code},\xed\xa0\x80,2022,28.4,468,1647,25.9,30.9",
    b"{code},smok\xe9,2022,28.4,468,1647,25.9,30.9",
    b"2.9095E+10,smoking,2022,28.4,468,1647,25.9,30.9",
    b",smoking,2022,28.4,468,1647,25.9,30.9",
    b"abc,smoking,2022,28.4,468,1647,25.9,30.9",
    b"290950149000,smoking,2022,28.4,468,1647,25.9,30.9",
    b"Total,,,,11998,61167,,",
    b"{code},smoking,2022,-1,468,1647,25.9,30.9",
    b"{code},uninsured,2022,100.1,85,588,12.0,17.0",
    b"{code},smoking,2022,1e+308,102,1091,6.8,11.8",
    b"{code},smoking,2022,NaN,133,663,17.6,22.6",
    b"{code},smoking,2022,12.0,-5,1801,9.5,14.5",
    b"{code},smoking,2022,15.8,353,0,13.3,18.3",
    b"{code},uninsured,2022,27.1,1000000000,1278,24.6,29.6",
    b"{code},smoking,2022,23.9,847,3540,99,26.4",
    b"{code},uninsured,2022,23.3,130,12.5,20.8,25.8",
    b"{code},smoking,1492,14.9,331,2215,12.4,17.4",
    b"{code},uninsured,2022,0.145,85,588,,",
    b'{code},smoking,2022,"1,234",,,,',
    b"{code},smoking,2022,12%,,,,",
    "{code},smoking,2022,٣٫٥,,,,".encode(),
    b"{code},smoking,2022,#DIV/0!,,,,",
    b"{code}," + b"x" * 110_000 + b",2022,28.4,468,1647,25.9,30.9",
]


def long_table(hostile, rows, seed):
    """`rows` records from the baseline with codes of their own, one in a hundred replaced; and the planted lines."""
    chance = random.Random(seed)
    baseline = (hostile / "csv" / "made" / "baseline.csv").read_bytes().split(b"\n")
    header, sound = baseline[0], [line.split(b",", 1)[1] for line in baseline[1:] if line]
    lines, planted = [header], set()
    for number in range(rows):
        code = b"29095%06d" % number
        if chance.random() < 0.01:
            row = PLANTED[len(planted) % len(PLANTED)].replace(b"{code}", code)
            planted.add(number + 2)
        else:
            row = code + b"," + chance.choice(sound)
        lines.append(row)
    return b"\n".join(lines) + b"\n", planted


def test_in_a_long_table_exactly_the_planted_records_are_rejected(hostile, tmp_path):
    text, planted = long_table(hostile, 100_000, seed=20261121)
    path = tmp_path / "long.csv.gz"
    path.write_bytes(gzip.compress(text, compresslevel=1))
    report = check_file(path, declared={"area_width": 11})
    assert report.rows_in == 100_000 == report.loaded + report.rejected_rows
    assert set(report.rejected["line"]) == planted
    assert len(planted) > 900 and len(report.rejected) == len(planted)  # one reason each


# --- damaged at random --------------------------------------------------------------------------------------------------


def damaged(data, chance):
    """`data` with a few bytes changed, cut out, doubled or put in."""
    made = bytearray(data)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(made) + 1)
        match chance.randrange(5):
            case 0:
                made[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del made[at : at + chance.randint(1, 50)]
            case 2:
                made[at:at] = made[at // 2 : at // 2 + chance.randint(1, 300)]
            case 3:
                del made[at:]
            case _:
                made[at:at] = chance.choice(
                    [b'"', b",", b"\n", b"\r", b"\x00", b'""', b"[[", b'{"a":', b"1e999", b"\xff"]
                )
    return bytes(made)


@pytest.mark.parametrize("layout", [None, "any"])
def test_files_damaged_at_random_are_reported_on(files, tmp_path, layout):
    chance = random.Random(20261121)
    kinds = (".csv", ".xlsx", ".geojson", ".zip", ".gpkg")
    sound = [path for path in files if path.suffix in kinds and path.stat().st_size < 60_000]
    paths = []
    for number in range(300):
        path = chance.choice(sound)
        paths.append(tmp_path / f"{number}_{path.name}")
        paths[-1].write_bytes(damaged(path.read_bytes(), chance))
    for report in check_files(paths, declared={"layout": layout}):
        assert "the file cannot be read" not in report.reason and "may lose a" not in report.remedy, str(report)
        assert report.outcome == REFUSED or report.rows_in == report.loaded + report.rejected_rows, str(report)


def test_an_area_that_stands_twice_is_rejected_both_times(tmp_path):
    path = tmp_path / "areas.csv"
    path.write_text("area,area_name\n1,x\n2,y\n1,z\n")
    report = report_on(path, None, Declared(), None)
    assert report.rejected[["line", "value"]].to_numpy().tolist() == [[2, "1"], [4, "1"]]


def test_the_outcomes_are_printed(hostile, plain, record_property):
    manifest = {entry["file"]: entry["expect"] for entry in json.loads((hostile / "MANIFEST-made.json").read_text())}
    lines = [f"{'hostile file':44} {'expected':60} outcome"]
    for name, expected in manifest.items():
        if name in plain:
            report = plain[name]
            counts = (
                ""
                if report.rows_in is None
                else f" ({report.rows_in} in: {report.loaded} loaded, {report.rejected_rows} rejected)"
            )
            lines.append(f"{name:44} {expected[:58]:60} {report.outcome}{counts}")
    outcomes = [report.outcome for report in plain.values()]
    lines.append(f"{len(outcomes)} files: " + ", ".join(f"{outcomes.count(o)} {o}" for o in dict.fromkeys(outcomes)))
    record_property("table", "\n".join(lines))
    assert len(lines) == len(MADE) + 2


def test_the_report_says_where_what_how_many_and_what_to_do(plain):
    assert str(plain["csv/made/quote_in_middle.csv"]) == (
        "quote_in_middle.csv: load with rejects (33 records: 31 loaded, 2 rejected)\n"
        "  2 records: a quotation mark stands in the middle of a cell (first: line 3); close or double every quotation mark"
    )


def test_a_missing_file_is_a_report_too(tmp_path):
    assert check_file(tmp_path / "gone.csv").reason == "there is no such file"


def test_an_unknown_declaration_is_the_caller_s_error(tmp_path):
    with pytest.raises(ValueError, match="unknown declaration 'colums'"):
        check_file(tmp_path / "t.csv", declared={"colums": {}})


def test_nothing_is_left_in_the_scratch_folder(hostile, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    names = (
        "geo/made/shp_projected.zip",
        "xlsx/made/baseline.xlsx",
        "geo/made/truncated.gpkg",
        "csv/made/baseline.csv",
    )
    list(check_files([hostile / name for name in names], scratch=scratch))
    assert list(scratch.iterdir()) == []


def test_known_areas_may_be_any_collection(hostile):
    report = check_file(hostile / "csv" / "made" / "baseline.csv", known_areas=sorted(AREAS))
    assert report.loaded == 33
    with open(hostile / "csv" / "made" / "baseline.csv", encoding="utf-8") as file:
        assert {row["geoid"] for row in csv.DictReader(file)} == AREAS
