"""Delimited text is read strictly: every record becomes a row or a reject with its line, whatever the pages it spans."""

import codecs
import csv
import gzip
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import counting
from etl.intake import csv_record, text_source
from etl.intake.csv_table import read_csv
from etl.intake.outcome import Declared, Refused


def read(tmp_path, data, name="t.csv", **declared):
    path = tmp_path / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return read_csv(path, Declared(**declared))


def rows(cells):
    return [list(row) for row in zip(*(column.to_pylist() for column in cells.table.columns), strict=True)]


CHARACTERS = st.text(st.sampled_from(['"', '"', ",", ",", "\n", "\n", "\r", "a", "é", " ", ";", "\x00"]), max_size=60)


@settings(max_examples=500, deadline=None)
@given(CHARACTERS, st.integers(1, 40), st.sampled_from(["\n", "\r\n", "\r"]))
def test_no_record_is_lost_in_any_text_and_any_pages(tmp_path_factory, rest, page, eol):
    path = tmp_path_factory.mktemp("text") / "t.csv"
    path.write_bytes(("h,é" + eol + "1,2\n" + rest).encode())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_source, "PAGE", page)
        try:
            cells = read_csv(path)
        except Refused:
            return
    count = counting.count(path, "csv", cells.header_records, delimiter=cells.delimiter)
    assert count == len(cells.lines) + len(cells.rejects.lines())
    assert len(set(cells.lines.tolist()) | set(cells.rejects.lines().tolist())) == count


CELL = st.text(st.sampled_from(["a", "é", '"', ",", "\n", " ", "1"]), max_size=6)


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.lists(CELL, min_size=2, max_size=2).filter(lambda r: any(c.strip(' ,"\n') for c in r)), min_size=1),
    st.integers(1, 60),
)
def test_well_formed_text_gives_the_cells_that_were_written(tmp_path_factory, written, page):
    memory = io.StringIO()
    csv.writer(memory, lineterminator="\n").writerows([["h", "i"], *written])
    path = tmp_path_factory.mktemp("text") / "t.csv"
    path.write_text(memory.getvalue(), newline="")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(text_source, "PAGE", page)
        cells = read_csv(path)
    assert rows(cells) == written
    assert not cells.rejects.parts


def test_lines_are_those_an_editor_shows(tmp_path):
    cells = read(tmp_path, 'a,b\n\n1,2\n3,"x\ny"\n4\n5,6\n,\n7,8,9\n10,11')
    assert cells.lines.tolist() == [3, 4, 7, 10]
    assert cells.rejects.table()[["line", "value"]].to_numpy().tolist() == [[6, "1 cells"], [9, "3 cells"]]
    assert cells.blank_lines == 2


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'1,"2', "opens a cell and never closes"),
        (b'1,2"3', "in the middle of a cell"),
        (b'1,"2"3', "follows a closing quotation mark"),
        (b"1,2\x003", "NUL"),
        (b"1,\xe9\xe9", "encoding"),
        (b"1," + b"x" * (csv_record.LONGEST_FIELD + 1), "longer than"),
        (b"1;2", "divided by ';'"),
        (b"1,2,3", "more cells"),
    ],
)
def test_a_fault_costs_its_own_line_only(tmp_path, line, reason):
    cells = read(tmp_path, b"a,b\n\xc3\xa9,0\n" + line + b"\n3,4\n5,6\n")
    assert rows(cells) == [["é", "0"], ["3", "4"], ["5", "6"]]
    found = cells.rejects.table()
    assert found["line"].tolist() == [3]
    assert reason in found["reason"].iloc[0]


def test_another_encoding_is_refused_and_read_when_declared(tmp_path):
    data = "a,b\n1,Côte\n2,Île\n".encode("cp1252")
    with pytest.raises(Refused, match="not UTF-8"):
        read(tmp_path, data)
    assert rows(read(tmp_path, data, encoding="cp1252")) == [["1", "Côte"], ["2", "Île"]]
    with pytest.raises(Refused, match="encoding 'klingon' is not known"):
        read(tmp_path, data, encoding="klingon")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_a_byte_order_mark_decides(tmp_path, encoding):
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE,
            "utf-32-le": codecs.BOM_UTF32_LE, "utf-32-be": codecs.BOM_UTF32_BE}[encoding]  # fmt: skip
    cells = read(tmp_path, mark + "a,b\n1,Côte\n".encode(encoding))
    assert rows(cells) == [["1", "Côte"]]
    assert encoding in cells.notes[0]


def test_utf_16_without_a_mark_is_refused(tmp_path):
    with pytest.raises(Refused, match="UTF-16"):
        read(tmp_path, "a,b\n1,2\n".encode("utf-16-le"))


@pytest.mark.parametrize(("delimiter", "note"), [(";", "semicolon"), ("\t", "tab")])
def test_the_header_shows_the_delimiter_and_it_is_said(tmp_path, delimiter, note):
    cells = read(tmp_path, f"a{delimiter}b\n1{delimiter}2,5\n")
    assert rows(cells) == [["1", "2,5"]]
    assert note in cells.notes[0]


def test_a_delimiter_beyond_these_is_declared(tmp_path):
    assert rows(read(tmp_path, "a|b\n1|2\n", delimiter="|")) == [["1", "2"]]
    assert read(tmp_path, "a|b\n1|2\n").columns == ["a|b"]


def test_too_many_or_double_columns_are_refused(tmp_path):
    with pytest.raises(Refused, match="501 columns"):
        read(tmp_path, ",".join(f"c{n}" for n in range(501)) + "\n1\n")
    with pytest.raises(Refused, match="duplicate column ' ?B'"):
        read(tmp_path, "b,a, B\n1,2,3\n")


def test_a_gzip_is_read_through_and_a_bomb_or_a_damaged_one_refused(tmp_path):
    good = gzip.compress(b"a,b\n" + b"1,2\n" * 1000)
    assert len(read(tmp_path, good).lines) == 1000
    with pytest.raises(Refused, match="damaged"):
        read(tmp_path, good[:-20])
    with pytest.raises(Refused, match="beyond reason"):
        read(tmp_path, gzip.compress(b"a,b\n" + b"1,2\n" * 4_000_000))


def test_many_pages_with_faults_keep_their_order_and_lines(tmp_path, monkeypatch):
    monkeypatch.setattr(text_source, "PAGE", 1000)
    text = "a,b\n" + "".join(
        f'{n},"x\n{n}"\n' if n % 97 == 0 else f"{n}\n" if n % 89 == 0 else f"{n},x\n" for n in range(1, 3000)
    )
    cells = read(tmp_path, text)
    kept = [n for n in range(1, 3000) if n % 97 == 0 or n % 89]
    assert [int(row[0]) for row in rows(cells)] == kept
    lines = text.split("\n")
    assert all(
        lines[line - 1].split(",")[0] == row[0] for line, row in zip(cells.lines.tolist(), rows(cells), strict=True)
    )
    assert [lines[line - 1] for line in cells.rejects.lines()] == [
        str(n) for n in range(1, 3000) if n % 97 and n % 89 == 0
    ]
