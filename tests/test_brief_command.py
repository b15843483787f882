"""`evenground brief` at the terminal: lists, writes for the public unless told otherwise, and says what is amiss."""

import pytest
from pypdf import PdfReader

import cli


def run(*arguments):
    with pytest.raises(SystemExit) as ended:
        cli.main(["brief", *map(str, arguments)])
    return ended.value.code


def test_stories_are_listed_one_a_line_name_first(real_home, capsys):
    assert run("ottawa", "--list") == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["community-of-practice"]


def test_a_story_is_written_for_the_public_unless_another_audience_is_named(real_home, tmp_path, capsys):
    out = tmp_path / "new" / "kc.html"
    assert run("kansas-city", "--story", "home-ownership-fact-sheet", "--out", out) == 0
    said = capsys.readouterr()
    assert "for the public audience" in said.out and said.err == ""
    page = out.read_text(encoding="utf-8")
    assert "Not cleared for publication" in page
    assert run("kansas-city", "--story", "home-ownership-fact-sheet", "--out", out, "--audience", "analyst", "--language", "fr") == 0
    other = out.read_text(encoding="utf-8")
    assert '<html lang="fr-CA">' in other and "39,4" in other and "39.4%" not in page and "38.1%" in page  # small counts leave the public's pooled figure


def test_what_cannot_be_written_is_one_message_and_a_failure(real_home, tmp_path, capsys):
    for arguments, said in (
        (("kansas-city", "--story", "no-such-story", "--out", tmp_path / "a.html"), "there are: home-ownership-fact-sheet"),
        (("kansas-city", "--story", "home-ownership-fact-sheet", "--out", tmp_path / "a.doc"), "'.doc' is none of them"),
        (("kansas-city", "--story", "home-ownership-fact-sheet", "--out", tmp_path / "a.html", "--language", "iu"), "its languages are en, fr"),
        (("nowhere", "--list"), "no place 'nowhere'"),
    ):  # fmt: skip
        assert run(*arguments) == 1
        err = capsys.readouterr().err
        assert said in err and "Traceback" not in err
    assert list(tmp_path.iterdir()) == []


def test_a_whole_place_is_written_as_one_page(real_home, tmp_path, capsys):
    out = tmp_path / "nunavik.html"
    assert run("nunavik", "--snapshot", "--out", out) == 0
    said = capsys.readouterr()
    assert "3 languages for the public audience" in said.out and "not in iu: introduction" in said.err
    assert "ᓴᓪᓗᐃᑦ" in out.read_text(encoding="utf-8")
    assert run("nunavik", "--snapshot", "--out", tmp_path / "a.pdf") != 0


def test_a_fact_sheet_is_written_in_large_print_and_on_other_paper(real_home, tmp_path, capsys):
    sizes = {}
    for name, options in (("plain", ()), ("large", ("--large-print", "--black-and-white", "--paper", "a4"))):
        out = tmp_path / f"{name}.pdf"
        assert run("kansas-city", "--story", "home-ownership-fact-sheet", "--out", out, *options) == 0
        sizes[name] = PdfReader(out).pages[0].mediabox.width
    assert round(sizes["plain"]) == 612 and round(sizes["large"]) == 595
    capsys.readouterr()
    assert run("kansas-city", "--story", "home-ownership-fact-sheet", "--out", tmp_path / "a.pptx", "--large-print") == 1
    assert "are of a fact sheet" in capsys.readouterr().err
