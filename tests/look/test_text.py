"""Escapes, with the names of the hostile markup file."""

import csv
import html as standard
import re

import pytest

from evenground.look import text


@pytest.fixture(scope="module")
def names(inputs):
    with open(inputs / "hostile" / "csv" / "made" / "markup_names.csv", encoding="utf-8", newline="") as file:
        return [row["area_name"] for row in csv.DictReader(file)]


def test_no_tag_formula_or_template_reaches_plotly(names):
    assert len(names) == 30
    for name in names:
        escaped = text.plotly(name)
        assert not re.search(r"[<>${}\\]", escaped), escaped
        assert not re.search(r"&(?!#\d+;|amp;|lt;|gt;)", escaped), escaped


def test_plotly_prints_the_name_as_it_was_written(names):
    # Plotly decodes numeric and named entities once, as HTML does
    for name in names:
        assert standard.unescape(text.plotly(name)) == text.one_line(name)


def test_html_prints_the_name_as_it_was_written(names):
    for name in names:
        escaped = text.html(name)
        assert not re.search(r"[<>\"']", escaped)
        assert standard.unescape(escaped) == text.one_line(name)


def test_no_link_image_heading_directive_or_formula_reaches_markdown(names):
    for name in names:
        bare = re.sub(r"\\.", "", text.markdown(name))  # what is left when escaped signs are gone
        assert not re.search(r"[<>\[\]()`#$:|*_~]", re.sub(r"&#\d+;", "", bare)), bare


def test_streamlit_directives_are_broken():
    for name in (":material/delete:", ":red[red]", "$\\href{x}{y}$", ":smile:"):
        assert not re.search(r"(?<!\\):[a-z]+[\[/:]|\$", text.markdown(name))


def test_a_name_stays_on_one_line():
    assert text.one_line("a\r\nb\t c\u2028d") == "a b c d"


def test_characters_that_turn_the_writing_direction_are_dropped():
    assert text.one_line("Kings\u202etelppa\u202cview") == "Kings telppa view"


def test_names_with_accents_and_syllabics_are_untouched():
    for name in ("Côte-de-Liesse", "ᐃᓄᒃᔪᐊᒃ", "L’Île-d’Orléans", "Ñuñoa"):
        assert text.plotly(name) == text.html(name).replace("&#39;", "'") == name


def test_markdown_leaves_words_readable():
    assert text.markdown("Census tract 9.01, Jackson") == "Census tract 9\\.01, Jackson"


def test_matplotlib_takes_no_name_for_a_formula(names):
    for name in names:
        assert not re.search(r"(?<!\\)(\\\\)*\$", text.mathless(name).replace(r"\$", ""))


def test_long_names_are_cut_at_a_word():
    assert text.shortened("Carlingwood West - Glabar Park - McKellar Heights", 30) == "Carlingwood West - Glabar…"
    assert text.shortened("Short", 30) == "Short"
    assert len(text.shortened("x" * 80, 30)) == 30


def test_a_label_keeps_its_colon_as_its_language_sets_it():
    assert text.labelled("Due", "June 30", "en") == "Due: June 30"
    assert text.labelled("Échéance", "30 juin", "fr") == "Échéance\u00a0: 30 juin"


def test_names_that_begin_alike_keep_what_tells_them_apart():
    assert text.distinct(["Tract 76, Jackson", "Tract 133.07, Jackson"], 16) == ["76, Jackson", "133.07, Jackson"]
    assert text.distinct(["Residents with work", "Residents with children"], 12) == ["… work", "… children"]
    assert text.distinct(["Tract 76", "Tract 77"], 16) == ["Tract 76", "Tract 77"]


def test_names_that_only_some_begin_alike_can_be_told_apart():
    names = ["Cuisine communautaire", "Plan d’action communautaire (Puvirnituq)", "Plan d’action communautaire (Salluit)"]
    assert text.distinct(names, 18) == ["Cuisine communaut…", "… (Puvirnituq)", "… (Salluit)"]
    assert text.distinct(["abcdefghij", "abcdefghik", "x"], 5) == ["abcd…", "abcd…", "x"], "without words in common nothing can go"
