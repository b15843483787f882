"""Records are counted from bytes, whatever the quotes, encodings and line ends."""

import codecs
import gzip
import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import counting
from etl.intake import count_text as text_counter


def counted(tmp_path, data: bytes, kind="csv", header_rows=1, **choices):
    path = tmp_path / "file"
    path.write_bytes(data)
    return counting.count(path, kind, header_rows, **choices)


def records_by_hand(text: str, delimiter: str, breaks: str) -> int:
    """The same grammar, one character at a time."""

    def is_crlf(at):
        return at > 0 and text[at - 1] == "\r" and text[at : at + 1] in ("\n", "")

    def field_end(at):
        """Where the field that starts at `at` ends, or None if its quotes are wrong."""
        if text[at : at + 1] != '"':
            while at < len(text) and text[at] not in '"' + breaks + delimiter:
                at += 1
            return None if text[at : at + 1] == '"' else at - is_crlf(at)
        at += 1
        while at < len(text):
            if text[at] == '"' and text[at + 1 : at + 2] == '"':
                at += 2
            elif text[at] == '"':
                behind = text[at + 1 : at + 3]
                ends = behind[:1] in ("", delimiter, *breaks) or behind in ("\r\n", "\r")
                return at + 1 if ends else None
            else:
                at += 1
        return None

    def record_end(start):
        at = field_end(start)
        while at is not None and text[at : at + 1] == delimiter:
            at = field_end(at + 1)
        if at is None:  # this line alone
            at = start
            while at < len(text) and text[at] not in breaks:
                at += 1
        return at

    at = total = 0
    while at < len(text):
        end = record_end(at)
        total += bool(text[at:end].strip(',;\t| "\r\n\x00\x1a'))
        at = end + (2 if text[end : end + 2] == "\r\n" else 1)
    return total


CHARACTERS = st.text(st.sampled_from(['"', '"', ",", "\n", "\n", "\r", "a", "b", " ", ";"]), max_size=60)


@settings(max_examples=400, deadline=None)
@given(CHARACTERS, st.integers(1, 40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_any_text_counts_as_by_hand_in_pieces_of_any_size(tmp_path_factory, rest, piece, eol):
    text = "h,i" + eol + "1,2\n" + rest
    path = tmp_path_factory.mktemp("text") / "t.csv"
    path.write_text(text, newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_counter, "CHUNK", piece)
        patch.setattr(text_counter, "SAMPLE", len("h,i" + eol) + 1)
        assert counting.count(path, "csv", 0) == records_by_hand(text, ",", "\r\n" if eol == "\r" else "\n")


BODY = 'a,b\n1,2\n3,"x\ny"\n\n,\n5,6'


@pytest.mark.parametrize("eol", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_encodings_and_line_ends_do_not_change_the_count(tmp_path, eol, mark, encoding):
    data = mark + BODY.replace("\n", eol).encode(encoding)
    assert counted(tmp_path, data) == 3
    assert counted(tmp_path, gzip.compress(data)) == 3


@pytest.mark.parametrize("tail", [b"", b"\n", b"\x1a", b"\n\x1a", b"\n" + b"\x00" * 4096, b"\x00" * 100, b"\n,,\n \n"])
def test_what_follows_the_last_record_is_not_one(tmp_path, tail):
    assert counted(tmp_path, b"a,b\n1,2\n3,4" + tail) == 2


def test_a_quote_never_closed_does_not_swallow_the_rest(tmp_path):
    assert counted(tmp_path, b'a,b\n1,"2\n3,4\n5,6\n') == 3


def test_a_quote_left_open_longer_than_a_record_may_be_is_one_line(tmp_path, monkeypatch):
    monkeypatch.setattr(text_counter, "LONGEST_RECORD", 1000)
    monkeypatch.setattr(text_counter, "CHUNK", 400)
    assert counted(tmp_path, b'a,b\n1,"2\n' + b"3,4\n" * 1000 + b'5,"6"\n') == 1002


def test_a_header_in_quotes_over_two_lines_is_one_header_row(tmp_path):
    assert counted(tmp_path, b'"a\nb",c\n1,2\n') == 1


def test_delimiter_of_the_header_decides_where_quotes_may_open(tmp_path):
    assert counted(tmp_path, b'a;b\n1,5;"x\ny"\n2,5;"z"\n') == 2


@pytest.mark.parametrize("folder", ["csv/made", "xlsx/made", "geo/made"])
def test_made_files_hold_as_many_records_as_their_list_says(inputs, folder):
    import json

    other = {  # what the bytes hold where the list gives what was there before the damage, or counts otherwise
        "csv/made/gzip_named.csv": 33,  # gzip is seen through; the door refuses the name
        "csv/made/title_rows_and_footer.csv": 37,  # two titles and the header count as rows without a declaration
        "xlsx/made/far_cell.xlsx": 34,  # the stray cell's row is a row
        "xlsx/made/merged_header.xlsx": 34,  # the title counts as a row without a declaration
        "csv/made/binary_png_named.csv": None,
        "csv/made/html_named.csv": None,
        "csv/made/json_named.csv": None,
        "csv/made/million_rows.README.txt": None,
    }
    wrong = []
    for entry in json.loads((inputs / "hostile" / "MANIFEST-made.json").read_text()):
        name = entry["file"]
        want = other.get(name, entry.get("rows_in", entry.get("features_in")))
        kind = {".csv": "csv", ".xlsx": "xlsx", ".geojson": "geojson", ".zip": "shapefile_zip"}.get(
            name[name.rfind(".") :]
        )
        if not name.startswith(folder) or want is None or kind is None:
            continue
        try:
            got = counting.count(inputs / "hostile" / name, kind)
        except counting.CannotCount:
            got = "cannot count"
        if got != want:
            wrong.append((name, want, got))
    refused = {
        "xlsx/made/billion_laughs_sheet.xlsx",
        "xlsx/made/billion_laughs_shared.xlsx",
        "xlsx/made/xxe_shared.xlsx",
        "xlsx/made/zip_bomb_60MB.xlsx",
        "xlsx/made/truncated.xlsx",
        "xlsx/made/bad_crc.xlsx",
        "xlsx/made/csv_named.xlsx",
        "geo/made/deep_nesting.geojson",
        "geo/made/truncated.geojson",
        "geo/made/shp_two_layers.zip",
        "geo/made/shp_dbf_fewer_rows.zip",
        "geo/made/zip_bomb_60MB.zip",
        "geo/made/zip_in_zip.zip",
        "geo/made/many_entries.zip",
        "geo/made/shp_missing_shp.zip",
        "geo/made/symlink_entry.zip",
    }
    assert [line for line in wrong if line[0] not in refused] == []


def workbook(rows_xml: str, strings: str = "", head: str = "") -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w") as book:
        book.writestr(
            "xl/workbook.xml",
            '<workbook xmlns:r="r"><sheets><sheet name="old" state="hidden" r:id="r1"/>'
            '<sheet name="data" r:id="r2"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            '<Relationships><Relationship Id="r1" Target="worksheets/s1.xml"/>'
            '<Relationship Id="r2" Target="/xl/worksheets/s2.xml"/></Relationships>',
        )
        book.writestr("xl/sharedStrings.xml", f"<sst>{strings}</sst>")
        book.writestr("xl/worksheets/s1.xml", "<worksheet><row><c><v>1</v></c></row></worksheet>")
        book.writestr("xl/worksheets/s2.xml", f"{head}<worksheet><sheetData>{rows_xml}</sheetData></worksheet>")
    return memory.getvalue()


def test_rows_of_the_visible_sheet_with_content_are_counted(tmp_path):
    rows = (
        '<row><c t="s"><v>0</v></c></row>'  # header
        "<row><c><v>1</v></c></row>"
        '<row r="9"><c t="s"><v>1</v></c><c/></row>'  # a shared string of blanks
        "<row/>"
        "<row><c><f>A1</f></c></row>"
        '<row><c t="inlineStr"><is><t>x</t></is></c></row>'
    )
    book = workbook(rows, "<si><t>head</t></si><si><t> </t></si>")
    assert counted(tmp_path, book, "xlsx") == 3
    assert counted(tmp_path, book, "xlsx", sheet="old") == 0


def test_a_document_type_is_refused(tmp_path):
    with pytest.raises(counting.CannotCount, match="document type"):
        counted(tmp_path, workbook("<row/>", head='<!DOCTYPE x [<!ENTITY a "b">]>'), "xlsx")


@pytest.mark.parametrize("step", [7, 64, 1 << 20])
def test_features_are_counted_by_brackets_outside_strings(tmp_path, monkeypatch, step):
    monkeypatch.setattr("etl.intake.count_shapes.STEP", step)
    tricky = '{"type":"Feature","properties":{"name":"}{ [ \\" \\\\","features":[{},{}]},"geometry":null}'
    data = '{"bbox":[1,2],"meta":[{"a":1}],"features" : [' + ",".join([tricky] * 5) + "]}"
    assert counted(tmp_path, data.encode(), "geojson") == 5
    assert counted(tmp_path, tricky.encode(), "geojson") == 1
    assert counted(tmp_path, b'{"features":[]}', "geojson") == 0
