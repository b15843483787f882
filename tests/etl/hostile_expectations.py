"""What must become of each hostile file that was made for this project: outcome, rows, reasons, and content where fixed.

`MANIFEST-made.json` says it in words and is shown beside each outcome; here it is said so that a test can fail.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import shapely

from etl.check_file import Report
from etl.intake.report import LOAD, REFUSED, WARNED, WITH_REJECTS

NAMES = [
    "Montréal-Nord",
    "Kuujjuaraapik",
    "Saint-Félicien",
    "Côte-des-Neiges",
    "Île d’Orléans",
    "Orléans – Est",
    "Vanier “Sud”",
]
BOX = (-77.0, 44.0, -74.0, 47.0)
AREAS = {
    f"29095{tract}"
    for tract in (
        "014900",
        "005000",
        "013900",
        "009200",
        "012000",
        "001300",
        "012900",
        "005500",
        "005700",
        "007400",
        "012500",
    )
}
Check = Callable[[Report, dict[str, Report]], None]


@dataclass(frozen=True)
class Expected:
    """`lines` are those of the rejected records; `reason` is searched in the refusal or in every reject's reason."""

    outcome: str
    loaded: int = 0
    rejected: int = 0
    reason: str = ""
    lines: tuple[int, ...] | None = None
    repaired: dict[str, int] | None = None
    said: str = ""
    """Searched in notes and warnings."""
    check: Check | None = None
    declared: dict[str, Any] = field(default_factory=dict)
    known: set[str] | None = None

    def holds(self, report: Report, all_reports: dict[str, Report]) -> None:
        assert report.outcome == self.outcome, str(report)
        assert (report.loaded, report.rejected_rows) == (self.loaded, self.rejected), str(report)
        if self.reason:
            reasons = report.rejected["reason"].tolist() or [report.reason]
            assert all(re.search(self.reason, reason) for reason in reasons), str(report)
        if self.lines is not None:
            assert tuple(sorted(set(report.rejected["line"]))) == self.lines, str(report)
        if self.repaired is not None:
            assert report.repaired == self.repaired, str(report)
        if self.said:
            assert any(re.search(self.said, one) for one in (*report.notes, *report.warnings)), str(report)
        if self.check:
            self.check(report, all_reports)


def refused(reason: str, **more: Any) -> Expected:
    return Expected(REFUSED, reason=reason, **more)


# --- content ----------------------------------------------------------------------------------------------------------


def figures(report: Report) -> dict[tuple[str, str], tuple[float, ...]]:
    """Numbers by area and indicator."""
    columns = ["value", "numerator", "denominator", "ci_low", "ci_high"]
    rows = report.preview[["area", "indicator", *columns]].itertuples(index=False, name=None)
    return {(row[0], row[1]): row[2:] for row in rows}


def same_as_baseline(report: Report, all_reports: dict[str, Report]) -> None:
    assert figures(report) == figures(all_reports["csv/made/baseline.csv"])
    assert set(report.preview["period"]) == {"2022"}


def same_but_codes(report: Report, all_reports: dict[str, Report]) -> None:
    mine = {("2" + area[1:], what): numbers for (area, what), numbers in figures(report).items()}
    assert mine == figures(all_reports["csv/made/baseline.csv"])


def exact_names(report: Report, _: dict[str, Report]) -> None:
    assert report.names == NAMES


def decodable_names(report: Report, _: dict[str, Report]) -> None:
    assert report.names == [NAMES[0], NAMES[1], NAMES[2], NAMES[4], NAMES[6]]


def no_replacement(report: Report, _: dict[str, Report]) -> None:
    assert not any("\ufffd" in name for name in report.names)
    assert len(report.warnings) == 5


def leap_day_only(report: Report, _: dict[str, Report]) -> None:
    assert [str(day) for day in report.preview["date"]] == ["2024-02-29"]
    refused_days = {"2024-02-30", "2023-02-29", "45292", "1/2/2024", "13/02/2024", "20240105", "3024-01-05"}
    assert refused_days <= set(report.rejected["value"])


def days(*expected: str) -> Check:
    def check(report: Report, _: dict[str, Report]) -> None:
        assert [str(day) for day in report.preview["date"]] == list(expected)

    return check


def clock_changes(report: Report, _: dict[str, Report]) -> None:
    reasons = dict(zip(report.rejected["line"], report.rejected["reason"], strict=True))
    assert "does not exist" in reasons[2] and "occurs twice" in reasons[3]
    assert [str(day) for day in report.preview["date"]][-2:] == ["2024-12-31", "2024-12-31"]


def both_lines(report: Report, _: dict[str, Report]) -> None:
    by_line = report.rejected.set_index("line")
    assert by_line.loc[8, "value"] == by_line.loc[18, "value"] == "lines 8 and 18"
    assert (by_line.loc[27, "value"], by_line.loc[29, "value"]) == ("line 5", "line 4")


def shares_rejected(report: Report, _: dict[str, Report]) -> None:
    assert all(float(value) < 1 for value in report.rejected["value"])
    assert (report.preview["value"] > 1).all()


def one_reason_each(report: Report, _: dict[str, Report]) -> None:
    reasons = dict(zip(report.rejected["line"], report.rejected["reason"], strict=True))
    words = ["negative", "100 percent", "beyond", "not a finite", "not a finite", "count is negative", "denominator is zero",
             "more than the denominator", "lower limit is above", "lower limit is above", "whole number", "year"]  # fmt: skip
    assert len(report.rejected) == 12
    assert all(word in reasons[line] for line, word in enumerate(words, start=2)), reasons


def numbers_that_may_load(report: Report, _: dict[str, Report]) -> None:
    loaded = report.preview.dropna(subset="value")
    assert loaded["value"].tolist() == [12.5, 1000.0, 0.0, 3.0, 0.5, 5.0]
    withheld = report.preview[report.preview["value"].isna()]
    assert withheld[["symbol", "status"]].to_numpy().tolist() == [["<5", "suppressed"]]
    assert report.rejected["reason"].ne("").all()


def no_number_from_a_symbol(report: Report, _: dict[str, Report]) -> None:
    assert report.preview["value"].isna().all()
    met = dict(zip(report.preview["symbol"], report.preview["status"], strict=True))
    for status, symbols in {
        "suppressed": ["x", "*", "**", "s", "<5", "< 5", "<10", "Suppressed", "supprimé"],
        "unreliable": ["F", "E"],
        "not_reported": ["..", ".", "NA", "N/A", "n/a", "-", "–", "—", "-666666666", "null", "0s"],
        "not_applicable": ["...", "(X)", "-888888888"],
    }.items():
        assert all(met.pop(symbol) == status for symbol in symbols)
    assert met == {}
    assert set(report.rejected["value"]) == {"999", "#N/A", "#DIV/0!", "#REF!", "p", "r"}


def no_total(report: Report, all_reports: dict[str, Report]) -> None:
    same_as_baseline(report, all_reports)
    assert set(report.rejected["reason"]) == {"a total or a footer is not an area"}


def text_as_it_is(report: Report, _: dict[str, Report]) -> None:
    notes = dict(zip(report.preview["event_id"], report.preview["notes"], strict=True))
    assert notes["E000"] == "=1+1" and notes["E007"] == "\r=1+1" and notes["E008"] == "\n=1+1"
    assert notes["E001"] == '=HYPERLINK("http://example.invalid/?x="&A1,"click")' and notes["E006"] == "\t=1+1"
    assert notes["E010"] == "＝1+1" and notes["E018"] == '-2+3+cmd|" /C calc"!A0' and notes["E026"] == "{=1+1}"


def markup_kept(report: Report, _: dict[str, Report]) -> None:
    assert report.names[0] == "<script>alert(1)</script>" and report.names[4] == '<a href="javascript:alert(1)">x</a>'
    assert (
        report.names[7] == r"$\href{javascript:alert(1)}{x}$"
        and report.names[29] == "</script><script>alert(1)</script>"
    )
    assert report.names[27] == ""  # it held nothing but line separators


def clean_names(report: Report, _: dict[str, Report]) -> None:
    named = dict(zip(report.preview["area"], report.preview["area_name"], strict=True))
    invisible = re.compile(
        "[\u202a-\u202e\u2066-\u2069\u200b-\u200c\u200e-\u200f\u00ad\ufff9-\ufffb\u0001\U000e0000-\U000e007f]"
    )
    assert not any(invisible.search(name) for name in report.names)
    assert named["006"] == named["007"] == "Vanié"
    assert named["010"] == "ᓴᓪᓗᐃᑦ" and named["011"] == "ᑰᑦᔪᐊᖅ"
    assert named["001"] == named["002"] == named["009"] == "Vanier" and named["017"] == "Vanier Nord"
    assert named["018"] == "👨‍👩‍👧‍👦"  # its joiners belong to it
    assert [warning for warning in report.warnings if "two scripts" in warning and "'Vаnier'" in warning]


def sql_verbatim(report: Report, _: dict[str, Report]) -> None:
    assert report.names[:4] == ["'; DROP TABLE indicators; --", "' OR 1=1 --", '") UNION SELECT * FROM events --',
                                "x'||(select content from read_text('/etc/hostname'))||'"]  # fmt: skip
    assert report.names[14] == r"e'\x27'"


def no_file_outside(report: Report, _: dict[str, Report]) -> None:
    assert not (Path(tempfile.gettempdir()) / "zip_slip_proof.txt").exists()


def unchanged_code_refused(report: Report, _: dict[str, Report]) -> None:
    assert set(report.preview["area"]) == {"29095000101", "29095000102", "29095000300"}
    assert set(report.preview["period"]) == {"2022"}
    assert (report.rejected["reason"] == "the declared boundaries describe 2020 to 2029 only").sum() == 1


def same_shapes(report: Report, all_reports: dict[str, Report]) -> None:
    metre = 1.3e-5  # degrees of longitude at this latitude
    pairs = zip(report.preview["geometry"], all_reports["geo/made/shp_baseline.zip"].preview["geometry"], strict=True)
    assert all(shapely.hausdorff_distance(mine, theirs) < metre for mine, theirs in pairs)
    exact_names(report, all_reports)


def area_kept(report: Report, _: dict[str, Report]) -> None:
    assert abs(report.preview["geometry"].iloc[0].area - 1e-4) < 1e-9


def code_as_text(report: Report, _: dict[str, Report]) -> None:
    assert report.preview["code"].tolist() == ["29095014900"]


def mojibake_flagged(report: Report, _: dict[str, Report]) -> None:
    assert sum("wrong encoding" in warning for warning in report.warnings) == 6


# --- the files --------------------------------------------------------------------------------------------------------

SAME = {"loaded": 33, "check": same_as_baseline}
DTD = "entity or DTD"
KIND = "files of this kind"

MADE: dict[str, Expected] = {
    "csv/made/baseline.csv": Expected(LOAD, 33, repaired={}),
    "csv/made/utf8_bom.csv": Expected(LOAD, **SAME, said="utf-8, by its byte-order mark"),
    "csv/made/utf16le_bom.csv": Expected(LOAD, **SAME, said="utf-16-le"),
    "csv/made/utf16be_bom.csv": Expected(LOAD, **SAME, said="utf-16-be"),
    "csv/made/utf32_bom.csv": Expected(LOAD, **SAME, said="utf-32-le"),
    "csv/made/names_cp1252.csv": refused("encoding is not UTF-8: 6 records"),
    "csv/made/names_mac_roman.csv": refused("encoding is not UTF-8: 6 records"),
    "csv/made/names_cp850.csv": refused("encoding is not UTF-8: 5 records"),
    "csv/made/names_iso8859_15.csv": refused("encoding is not UTF-8: 5 records"),
    "csv/made/mixed_encodings.csv": Expected(WITH_REJECTS, 5, 2, "^encoding", (5, 7), check=decodable_names),
    "csv/made/double_encoded_utf8.csv": Expected(
        WITH_REJECTS, 6, 1, "^encoding", (8,), said="wrong encoding", check=no_replacement
    ),
    "csv/made/nul_in_field.csv": Expected(WITH_REJECTS, 32, 1, "^NUL", (4,)),
    "csv/made/nul_padding_tail.csv": Expected(LOAD, **SAME),
    "csv/made/ctrl_z.csv": Expected(LOAD, **SAME),
    "csv/made/lone_surrogate.csv": Expected(WITH_REJECTS, 32, 1, "^encoding", (2,)),
    "csv/made/eol_crlf.csv": Expected(LOAD, **SAME),
    "csv/made/eol_cr.csv": Expected(LOAD, **SAME),
    "csv/made/eol_mixed.csv": Expected(LOAD, **SAME),
    "csv/made/french_decimal_comma.csv": Expected(LOAD, **SAME, said="a comma marks decimals"),
    "csv/made/ambiguous_decimal.csv": Expected(REFUSED, 0, 6, "both commas and points", (2, 3, 4, 5, 6, 7)),
    "csv/made/geoid_leading_zero_lost.csv": Expected(LOAD, 33),
    "csv/made/geoid_float.csv": Expected(LOAD, **SAME, repaired={"area code written as a decimal number": 33}),
    "csv/made/geoid_scientific.csv": Expected(REFUSED, 0, 33, "scientific notation", tuple(range(2, 35))),
    "csv/made/geoid_spaces_quotes.csv": Expected(
        LOAD, **SAME, repaired={"spaces, quotes or invisible marks around the area code cut off": 31}
    ),
    "csv/made/dates_zoo.csv": Expected(WITH_REJECTS, 1, 23, check=leap_day_only),
    "csv/made/dst_times.csv": refused("time zone"),
    "csv/made/duplicate_keys.csv": Expected(
        WITH_REJECTS, 32, 4, "copy|different figures", (8, 18, 27, 29), check=both_lines
    ),
    "csv/made/unknown_areas.csv": Expected(WITH_REJECTS, 37, 1, "the area is empty", (36,)),
    "csv/made/percent_and_proportion_mixed.csv": Expected(WITH_REJECTS, 17, 16, "factor of 100", check=shares_rejected),
    "csv/made/impossible_values.csv": Expected(REFUSED, 0, 12, check=one_reason_each),
    "csv/made/number_zoo.csv": Expected(WITH_REJECTS, 7, 17, check=numbers_that_may_load),
    "csv/made/suppression_symbols.csv": Expected(WITH_REJECTS, 25, 6, check=no_number_from_a_symbol),
    "csv/made/ragged.csv": Expected(WITH_REJECTS, 30, 3, "cells|divided by", (4, 6, 8), said="2 empty lines"),
    "csv/made/unterminated_quote.csv": Expected(WITH_REJECTS, 32, 1, "never closes", (2,)),
    "csv/made/quote_in_middle.csv": Expected(WITH_REJECTS, 31, 2, "middle of a cell", (3, 6)),
    "csv/made/huge_field.csv": Expected(WITH_REJECTS, 32, 1, "longer than", (2,)),
    "csv/made/many_columns.csv": refused("6,000 columns"),
    "csv/made/duplicate_headers.csv": refused("duplicate column 'value'"),
    "csv/made/headers_messy.csv": Expected(LOAD, **SAME),
    "csv/made/headers_swapped.csv": Expected(LOAD, **SAME),
    "csv/made/title_rows_and_footer.csv": refused("unknown columns"),
    "csv/made/empty.csv": refused("empty"),
    "csv/made/only_bom.csv": refused("no header"),
    "csv/made/only_newlines.csv": refused("no header"),
    "csv/made/header_only.csv": refused("no records below the header"),
    "csv/made/binary_png_named.csv": refused("holds a PNG image"),
    "csv/made/gzip_named.csv": refused("holds a gzip"),
    "csv/made/html_named.csv": refused("holds HTML"),
    "csv/made/json_named.csv": refused("holds JSON"),
    "csv/made/formula_cells.csv": Expected(LOAD, 27, check=text_as_it_is),
    "csv/made/markup_names.csv": Expected(LOAD, 30, check=markup_kept),
    "csv/made/bidi_homoglyph_names.csv": Expected(
        WARNED,
        20,
        said="two scripts",
        check=clean_names,
        repaired={
            "bidirectional control characters taken out of names": 3,
            "invisible or control characters taken out of names": 6,
            "names brought to composed form (NFC)": 3,
            "line breaks in names made spaces": 1,
        },
    ),  # fmt: skip
    "csv/made/sql_strings.csv": Expected(LOAD, 15, check=sql_verbatim),
    "csv/made/sql_in_headers.csv": refused("unknown column"),
    "csv/made/vintage_mixed_tracts.csv": Expected(WARNED, 6, said="two editions of boundaries"),
    "csv/made/connecticut_counties.csv": Expected(WARNED, 17, said="8 areas occur in 2021 but not in 2022 and 9"),
    "csv/made/canadian_codes.csv": Expected(WITH_REJECTS, 4, 2, "exact copy", (5, 7)),
    "csv/made/million_rows.README.txt": refused("no records below the header"),
    "xlsx/made/baseline.xlsx": Expected(LOAD, **SAME, said="sheet 'data' was read"),
    "xlsx/made/geoid_numeric.xlsx": Expected(LOAD, **SAME, repaired={"area code stored as a number": 33}),
    "xlsx/made/dates_1900.xlsx": Expected(
        WITH_REJECTS, 2, 1, "no such day", (4,), check=days("2024-01-01", "2024-02-29")
    ),
    "xlsx/made/dates_1904.xlsx": Expected(LOAD, 1, check=days("2024-01-01")),
    "xlsx/made/percent_format.xlsx": Expected(LOAD, **SAME, said="33 cells formatted as a percentage"),
    "xlsx/made/formula_cells.xlsx": Expected(LOAD, **SAME, said="formulas found in 33 cells"),
    "xlsx/made/formula_no_cache.xlsx": Expected(REFUSED, 0, 3, "formula without a stored value", (2, 3, 4)),
    "xlsx/made/error_cells.xlsx": Expected(REFUSED, 0, 5, "error of the spreadsheet", (2, 3, 4, 5, 6)),
    "xlsx/made/hidden_sheet_first.xlsx": Expected(LOAD, **SAME, said="sheet 'data' was read"),
    "xlsx/made/merged_header.xlsx": refused("merged"),
    "xlsx/made/lying_dimension.xlsx": Expected(LOAD, **SAME),
    "xlsx/made/far_cell.xlsx": Expected(WITH_REJECTS, 33, 1, "beyond the header", (1048576,), check=same_as_baseline),
    "xlsx/made/billion_laughs_sheet.xlsx": refused(DTD),
    "xlsx/made/billion_laughs_shared.xlsx": refused(DTD),
    "xlsx/made/xxe_shared.xlsx": refused(DTD),
    "xlsx/made/zip_bomb_60MB.xlsx": refused("would inflate 1,023 times"),
    "xlsx/made/zip_slip.xlsx": refused("outside its folder", check=no_file_outside),
    "xlsx/made/macro_part.xlsx": Expected(LOAD, **SAME, said="macros; they were ignored"),
    "xlsx/made/external_link.xlsx": Expected(LOAD, **SAME, said="none was opened"),
    "xlsx/made/truncated.xlsx": refused("not a readable archive"),
    "xlsx/made/bad_crc.xlsx": refused("^checksum"),
    "xlsx/made/csv_named.xlsx": refused("named .xlsx but holds text"),
    "xlsx/made/html_table_named.xls": refused("holds HTML"),
    "xlsx/made/ole_header_only.xls": refused("not a readable workbook"),
    "geo/made/baseline.geojson": Expected(LOAD, 7, check=exact_names, repaired={}),
    "geo/made/bowtie.geojson": Expected(REFUSED, 0, 1, "self-intersection"),
    "geo/made/unclosed_ring.geojson": Expected(LOAD, 1, repaired={"rings closed": 1}, check=area_kept),
    "geo/made/too_few_points.geojson": Expected(REFUSED, 0, 1, "fewer than three"),
    "geo/made/hole_outside.geojson": Expected(REFUSED, 0, 1, "hole lies outside"),
    "geo/made/spike_and_duplicates.geojson": Expected(
        LOAD,
        1,
        check=area_kept,
        repaired={"repeated points taken out of rings": 1, "invalid shapes mended without a change of area": 1},
    ),  # fmt: skip
    "geo/made/overlapping_areas.geojson": Expected(WARNED, 2, said="1 pair of areas overlap .*50% of the smaller"),
    "geo/made/duplicate_area_ids.geojson": refused("stand on several features"),
    "geo/made/antimeridian.geojson": Expected(REFUSED, 0, 1, "antimeridian"),
    "geo/made/swapped_lat_lon.geojson": Expected(REFUSED, 0, 1, "outside the place's region"),
    "geo/made/web_mercator_no_crs.geojson": Expected(REFUSED, 0, 1, "not degrees"),
    "geo/made/statcan_lambert_crs_member.geojson": Expected(
        LOAD, 1, repaired={"shapes brought to degrees": 1}, said="EPSG:3347"
    ),
    "geo/made/nan_infinity.geojson": refused("not a JSON number"),
    "geo/made/null_and_empty_geometry.geojson": Expected(WITH_REJECTS, 1, 2, "no shape", (1, 2)),
    "geo/made/mixed_types.geojson": Expected(WITH_REJECTS, 1, 2, "Point|GeometryCollection", (2, 3)),
    "geo/made/deep_nesting.geojson": refused("nested 5,001 deep"),
    "geo/made/deep_geometrycollection.geojson": refused("nested 125 deep"),
    "geo/made/utf8_bom.geojson": Expected(LOAD, 1),
    "geo/made/utf16.geojson": Expected(LOAD, 1, said="utf-16-le"),
    "geo/made/duplicate_json_keys.geojson": refused("ambiguous"),
    "geo/made/markup_properties.geojson": Expected(LOAD, 12),
    "geo/made/area_id_number.geojson": Expected(
        LOAD, 1, check=code_as_text, repaired={"area code stored as a number": 1}
    ),
    "geo/made/truncated.geojson": refused("not valid JSON"),
    "geo/made/billion_laughs.kml": refused(KIND),
    "geo/made/xxe.kml": refused(KIND),
    "geo/made/network_link.kml": refused(KIND),
    "geo/made/quadratic.kml": refused(KIND),
    "geo/made/billion_laughs.gml": refused(KIND),
    "geo/made/xxe.gml": refused(KIND),
    "geo/made/vrt_reads_other_file.vrt": refused(KIND),
    "geo/made/shp_baseline.zip": Expected(LOAD, 7, check=exact_names),
    "geo/made/shp_projected.zip": Expected(LOAD, 7, check=same_shapes, repaired={"shapes brought to degrees": 7}),
    "geo/made/shp_wrong_prj.zip": Expected(REFUSED, 0, 7, "outside the place's region"),
    "geo/made/shp_projected_no_prj.zip": refused("no .prj.* and the numbers are not degrees"),
    "geo/made/shp_missing_shp.zip": refused("no shapes"),
    "geo/made/shp_missing_shx.zip": refused("no index"),
    "geo/made/shp_missing_dbf.zip": refused("no attributes"),
    "geo/made/shp_missing_prj.zip": refused("no .prj"),
    "geo/made/shp_missing_cpg.zip": Expected(LOAD, 7, said="no .cpg", check=exact_names),
    "geo/made/shp_wrong_cpg.zip": Expected(WARNED, 7, said="wrong encoding"),
    "geo/made/shp_two_layers.zip": refused("2 shapefiles"),
    "geo/made/shp_subfolder_macosx.zip": Expected(LOAD, 7, check=same_shapes),
    "geo/made/shp_upper_case_ext.zip": Expected(LOAD, 7, check=same_shapes),
    "geo/made/shp_truncated_shp.zip": refused("should have 1052 bytes and has 526"),
    "geo/made/shp_dbf_fewer_rows.zip": refused("7 shapes but 3 records"),
    "geo/made/shp_record_length_lie.zip": refused("says it has"),
    "geo/made/zip_slip.zip": refused("outside its folder", check=no_file_outside),
    "geo/made/zip_bomb_60MB.zip": refused("would inflate"),
    "geo/made/zip_in_zip.zip": refused("another archive"),
    "geo/made/many_entries.zip": refused("3,000 entries"),
    "geo/made/symlink_entry.zip": refused("a link"),
    "geo/made/truncated.gpkg": refused("should have 98304 bytes and has 49152"),
}

DECLARED: list[tuple[str, Expected]] = [
    ("csv/made/names_cp1252.csv", Expected(LOAD, 7, check=exact_names, declared={"encoding": "cp1252"})),
    ("csv/made/names_mac_roman.csv", Expected(LOAD, 7, check=exact_names, declared={"encoding": "mac_roman"})),
    ("csv/made/geoid_leading_zero_lost.csv", Expected(
        LOAD, 33, check=same_but_codes, declared={"area_width": 11}, repaired={"leading zeros of the area code restored": 33})),
    ("csv/made/geoid_leading_zero_lost.csv", Expected(REFUSED, 0, 33, "not known", known=AREAS)),
    ("csv/made/unknown_areas.csv", Expected(
        WITH_REJECTS, 33, 5, "not known|empty", (35, 36, 37, 38, 39), known=AREAS, check=same_as_baseline)),
    ("csv/made/dates_zoo.csv", Expected(
        WITH_REJECTS, 2, 22, declared={"date_format": "%d/%m/%Y"}, check=days("2024-02-01", "2024-02-13"))),
    ("csv/made/dates_zoo.csv", Expected(
        WITH_REJECTS, 2, 22, declared={"date_format": "excel"}, check=days("2024-01-01", "2024-02-29"))),
    ("csv/made/dst_times.csv", Expected(
        WITH_REJECTS, 5, 2, "clocks", (2, 3), declared={"time_zone": "America/Toronto"}, check=clock_changes)),
    ("csv/made/dst_times.csv", Expected(
        WITH_REJECTS, 5, 2, "clocks", (2, 3), declared={"time_zone": "America/Chicago"}, check=clock_changes)),
    ("csv/made/title_rows_and_footer.csv", Expected(
        WITH_REJECTS, 33, 2, "total or a footer", (38, 39), declared={"header_line": 4}, check=no_total)),
    ("csv/made/vintage_mixed_tracts.csv", Expected(
        WITH_REJECTS, 3, 3, "not known|2020 to 2029", (2, 3, 4), check=unchanged_code_refused,
        known={"29095000101", "29095000102", "29095000300"}, declared={"periods": (2020, 2029)})),
    ("csv/made/connecticut_counties.csv", Expected(
        WITH_REJECTS, 9, 8, "not known", tuple(range(2, 10)), known={f"09{n}" for n in range(110, 200, 10)})),
    ("csv/made/canadian_codes.csv", Expected(
        WITH_REJECTS, 2, 4, "not known|copy", (4, 5, 6, 7), known={"24680001", "24680002"},
        declared={"area_width": 8, "area_prefixes": ("DA",)})),
    ("csv/made/canadian_codes.csv", Expected(
        WITH_REJECTS, 1, 5, "7 characters|copy", (2, 3, 5, 6, 7), known={"2499090"}, declared={"area_width": 7})),
    ("xlsx/made/merged_header.xlsx", Expected(LOAD, **SAME, declared={"header_line": 2})),
    ("xlsx/made/hidden_sheet_first.xlsx", Expected(
        WITH_REJECTS, 1, 32, "outside its own interval", said="sheet 'old' was read", declared={"sheet": "old"})),
    ("geo/made/shp_missing_prj.zip", Expected(LOAD, 7, check=same_shapes, declared={"crs": "EPSG:4326"})),
    ("geo/made/shp_projected_no_prj.zip", Expected(LOAD, 7, check=same_shapes, declared={"crs": "EPSG:3347"})),
]  # fmt: skip
