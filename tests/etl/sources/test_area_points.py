"""Areas as points: what is read, what is refused, and that nothing is lost."""

from pathlib import Path

import pytest

from etl.contract import SourceChanged
from etl.sources import area_points
from evenground.catalog.source import Source

HEADER = "code,name_en,name_fr,name_iu,lon,lat,population,source,licence\n"


def declared(**other) -> Source:
    words = {"en": "made for a test"}
    fields = dict(
        id="made", provides="boundaries", loader="area_points", file="areas.csv", publisher=words, title=words,
        licence="none", licence_is_open=True, vintage="2021", download="made here", level="community", area_vintage="2021",
    )  # fmt: skip
    return Source(**(fields | other))


def load(tmp_path: Path, text: str):
    path = tmp_path / "areas.csv"
    path.write_text(text, encoding="utf-8")
    source = declared()
    published = area_points.read(path, source)
    return published, area_points.tidy(published, source)


def test_a_row_becomes_an_area_with_a_point_in_degrees(tmp_path):
    _, tidy = load(tmp_path, HEADER + '007,"Bay, The",La Baie,ᐊᑯᓕᕕᒃ,-78.1,60.8,642,census,open\n')
    area = tidy.areas.iloc[0]
    assert (area["code"], area["name_en"], area["name_iu"]) == ("007", "Bay, The", "ᐊᑯᓕᕕᒃ")
    assert (area.geometry.x, area.geometry.y, area["population"]) == (-78.1, 60.8, 642)
    assert tidy.areas.crs == "EPSG:4326"


def test_an_empty_population_is_not_known_rather_than_nobody(tmp_path):
    _, tidy = load(tmp_path, HEADER + "a,A,,,0,0,,census,open\nb,B,,,1,1,0,census,open\n")
    assert tidy.areas["population"].isna().tolist() == [True, False]
    assert tidy.areas["population"].iloc[1] == 0


@pytest.mark.parametrize(
    "row, column",
    [
        (",A,,,0,0,1,census,open", "code"),
        ("a,A,,,200,0,1,census,open", "lon"),
        ("a,A,,,,,1,census,open", "lon"),
        ("a,A,,,0,0,many,census,open", "population"),
        ("a,A,,,0,0,-4,census,open", "population"),
        ("a,A,,,0,0,1,census,", "licence"),
        ("a,A,,,0,0,1,census", "(record)"),
    ],
)
def test_a_row_that_cannot_be_used_is_rejected_with_its_line_and_a_remedy(tmp_path, row, column):
    published, tidy = load(tmp_path, HEADER + "ok,Fine,,,5,5,1,census,open\n" + row + "\n")
    assert tidy.rejected[["line", "column"]].values.tolist() == [[3, column]]
    assert tidy.rejected["remedy"].iloc[0]
    assert len(published.table) == len(tidy.areas) + len(tidy.rejected)


def test_rows_that_claim_one_code_are_all_rejected(tmp_path):
    _, tidy = load(tmp_path, HEADER + "a,A,,,0,0,1,s,l\na,B,,,1,1,1,s,l\n")
    assert tidy.areas.empty and tidy.rejected["line"].tolist() == [2, 3]


def test_a_record_over_two_lines_is_found_by_the_line_it_starts_on(tmp_path):
    published, _ = load(tmp_path, HEADER + 'a,"A\nbis",,,0,0,1,s,l\n\nb,B,,,0,1,1,s,l\n')
    assert published.table["line"].tolist() == [2, 5]


def test_a_missing_column_is_named(tmp_path):
    with pytest.raises(SourceChanged, match="population"):
        load(tmp_path, HEADER.replace("population", "people") + "a,A,,,0,0,1,s,l\n")


def test_bytes_of_another_encoding_are_refused_by_name(tmp_path):
    path = tmp_path / "areas.csv"
    path.write_bytes((HEADER + "a,Évry,,,0,0,1,s,l\n").encode("cp1252"))
    with pytest.raises(SourceChanged, match="utf-8"):
        area_points.read(path, declared())


def test_the_area_above_and_the_source_of_a_name_may_be_added(tmp_path):
    header = HEADER.replace("source,", "parent,name_cited,source,")
    _, tidy = load(tmp_path, header + "a,A,,ᐊ,0,0,1,above,a book,s,l\n")
    assert tidy.areas[["parent", "name_cited"]].values.tolist() == [["above", "a book"]]
