"""Slides, opened again: words, numbers, notes, alternative texts, languages, and parts in the order Open XML asks for."""

import io
import os
import posixpath
import shutil
import subprocess
import zipfile
from dataclasses import replace

import numpy as np
import openpyxl
import pandas as pd
import pytest
from figures import areas, caption
from lxml import etree
from PIL import Image
from pptx import Presentation
from real_exhibits import as_kind, deck_of, dots_exhibit, group_bars, map_exhibit

from evenground.answers.answer import Answer, Provenance
from evenground.answers.exhibit import Deck, Exhibit, Plane, Series
from evenground.answers.overview import opening
from evenground.answers.stories import saved
from evenground.answers.stories.deck import deck as story_deck
from evenground.answers.stories.views import exhibit as view_exhibit
from evenground.briefs import parts
from evenground.briefs.slides import slides
from evenground.look.comparator import Comparator
from evenground.warehouse.releases import current

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
NAN = float("nan")


def exhibit(kind: str = "bars", **more) -> Exhibit:
    """A small exhibit of any kind, from made-up figures."""
    table, breaks = areas(6)
    series = Series("Rate", np.array([412.3, 301.74, 1250.0]), np.array([380.0, 290, 1100]), np.array([446.0, 320, 1400]))
    fields = {
        "id": "one", "kind": kind, "headline": "Rates differ by 110.6 years", "caption": caption(), "alt": "Three groups.",
        "answer": Answer("q", "r-1", table, ("The gap is wide.",), (), ("1 area has no figure.",), ("Read with care.",)),
        "labels": ("Black residents", "White residents", "Everyone"), "series": (series,),
        "columns": (("name", "Area"), ("value", "Value"), ("status", "Status")),
        "words": {"status": {"published": "Published", "suppressed": "Withheld"}},
    }  # fmt: skip
    return Exhibit(**{**fields, **more})


def deck(*exhibits: Exhibit, **more) -> Deck:
    source = Provenance("s", "Deaths", "Department", "2018", "Public domain", "2026-01-02")
    fields = {
        "id": "d", "place": "p", "title": "A title", "subtitle": "For a commission", "language": "en", "audience": "public",
        "release_id": "20261121T1-8db58b8677", "made_on": "2026-11-21", "owner": "The team", "mailbox": "team@example.org",
        "exhibits": exhibits or (exhibit(),), "methods": (("How", "By counting."),), "sources": (source,), "place_name": "Exampleville",
        "notices": ("Not cleared for publication.",),
    }  # fmt: skip
    return Deck(**{**fields, **more})


def opened(made: Deck):
    return Presentation(io.BytesIO(slides(made)))


def words(slide) -> str:
    return " ".join("".join(node.itertext()) for node in slide._element.iter(f"{A}t")).replace("\u00a0", " ")


def chart_of(slide):
    return next(shape.chart for shape in slide.shapes if shape.has_chart)


def cells_of(chart) -> list[tuple]:
    book = openpyxl.load_workbook(io.BytesIO(chart.part.chart_workbook.xlsx_part.blob), data_only=True)
    return list(book.active.iter_rows(values_only=True))


@pytest.fixture(scope="module")
def home(built):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EVENGROUND_HOME", str(built))
        patch.delenv("EVENGROUND_PLACES", raising=False)
        yield built


@pytest.fixture(scope="module")
def kansas_city(home):
    release = current("kansas-city", "public")
    chosen = opening(release, "en")
    exhibits = (
        map_exhibit(chosen, release, note="Pause here.", ask="Adopt the housing ordinance."),
        dots_exhibit(chosen, release, ask="Fund two more Community Health Workers."),
        as_kind(dots_exhibit(chosen, release), "table", series=()),
    )
    made = deck_of(release, "en", exhibits)
    return made, Presentation(io.BytesIO(slides(made)))


@pytest.fixture(scope="module")
def ottawa(home):
    release = current("ottawa", "public")
    groups = ("everyone", "recent_immigrants", "racialized", "black")
    bars = group_bars(release, "fr", "low_income_lim_at", groups, "city:2021", "2020")
    made = deck_of(release, "fr", (map_exhibit(opening(release, "fr"), release), bars), title="Faible revenu")
    return made, Presentation(io.BytesIO(slides(made)))


@pytest.fixture(scope="module")
def nunavik(home):
    release = current("nunavik", "public")
    made = deck_of(release, "iu", (map_exhibit(opening(release, "iu"), release), dots_exhibit(opening(release, "iu"), release)), title="ᓄᓇᕕᒃ")
    return made, Presentation(io.BytesIO(slides(made)))


def test_each_slide_has_the_finding_in_its_title_placeholder(kansas_city):
    made, shown = kansas_city
    titles = [slide.shapes.title.text_frame.text for slide in shown.slides]
    assert titles[0] == made.title
    assert titles[1:4] == [one.headline for one in made.exhibits]
    assert titles[4:] == ["What we ask for", "How these figures were made", "Sources and licences"]
    assert (shown.slide_width, shown.slide_height) == (12191695, 6858000)


def test_each_figure_says_measure_period_geography_interval_source_and_date(kansas_city, ottawa):
    for made, shown in (kansas_city, ottawa):
        for exhibit_shown, slide in zip(made.exhibits, list(shown.slides)[1:], strict=False):
            told, said = words(slide), exhibit_shown.caption
            for part in (said.subtitle, said.period, said.geography, said.groups, said.interval, said.source[:60], "2026"):
                assert part.replace("\u00a0", " ") in told, part


def test_dots_are_a_native_chart_with_the_areas_own_figures(kansas_city):
    made, shown = kansas_city
    chart = chart_of(shown.slides[2])
    assert chart._chartSpace.find(f".//{C}scatterChart") is not None
    rows, first = cells_of(chart), made.exhibits[1].answer.table.nsmallest(1, "value").iloc[0]
    found = next(row for row in rows[1:] if row[0] == first["name"])
    assert found[1:4] == pytest.approx((first["value"], first["ci_low"], first["ci_high"]))
    assert sum("areas between" in str(row[0]) for row in rows) == 1
    drawn = [float(node.text) for node in chart._chartSpace.findall(f".//{C}xVal//{C}v")]
    assert {round(float(first[name]), 6) for name in ("value", "ci_low", "ci_high")} <= {round(one, 6) for one in drawn}
    assert made.exhibits[1].reference.value in drawn


def test_bars_are_native_with_their_numbers_in_the_readers_signs(ottawa):
    made, shown = ottawa
    chart = chart_of(shown.slides[2])
    values = [float(node.text) for node in chart._chartSpace.findall(f".//{C}barChart/{C}ser/{C}val//{C}v")]
    assert values == pytest.approx(made.exhibits[1].series[0].values)
    labels = [node.text for node in chart._chartSpace.iter(f"{A}t")]
    assert labels[0].startswith("8,9\u00a0% (") and labels[3].startswith("16,8\u00a0% (")
    assert [row[0] for row in cells_of(chart)[1:5]] == list(made.exhibits[1].labels)
    plus = [float(node.text) for node in chart._chartSpace.findall(f".//{C}errBars/{C}plus//{C}v")]
    assert plus == pytest.approx(made.exhibits[1].series[0].high - made.exhibits[1].series[0].values)


def test_lines_break_where_a_value_is_missing():
    rates = Series("Black residents", np.array([72.1, NAN, 73.3]))
    shown = opened(deck(exhibit("lines", labels=("2010", "2011", "2012"), series=(rates, Series("White residents", np.array([78.0, 78.5, 79.0]))))))
    space = chart_of(shown.slides[1])._chartSpace
    points = [[int(pt.get("idx")) for pt in one.findall(f"{C}val//{C}pt")] for one in space.findall(f".//{C}lineChart/{C}ser")]
    assert points == [[0, 2], [0, 1, 2]]
    assert space.find(f".//{C}dispBlanksAs").get("val") == "gap"
    markers = [one.find(f"{C}marker/{C}symbol").get("val") for one in space.findall(f".//{C}lineChart/{C}ser")]
    assert len(set(markers)) == 2 and space.find(f".//{C}legend") is not None


def test_verdicts_are_told_apart_by_shape_too():
    dots = exhibit("dots", series=(replace(exhibit().series[0], marks=("worse", "better", "similar")),), reference=Comparator("the city", 400.0))
    shown = opened(deck(dots))
    space = chart_of(shown.slides[1])._chartSpace
    symbols = {node.get("val") for node in space.iter(f"{C}symbol")}
    assert {"circle", "diamond", "square"} <= symbols
    assert "the city: 400.0" in " ".join(node.text for node in space.iter(f"{A}t"))


def test_a_withheld_row_shows_its_reason_and_no_number():
    table, _ = areas(6)
    table.loc[0, "status"] = "suppressed"
    shown = opened(deck(exhibit("table", answer=Answer("q", "r", table), series=())))
    rows = [[cell.text for cell in row.cells] for row in next(s.table for s in shown.slides[1].shapes if s.has_table).rows]
    assert rows[0] == ["Area", "Value", "Status"]
    assert rows[1] == ["Tract 0", "–", "Withheld"] and rows[2] == ["Tract 1", "71.0", "Published"]


def test_rows_that_do_not_fit_are_counted(kansas_city):
    assert "273 more rows in the workbook" in words(kansas_city[1].slides[3])


def test_every_figure_has_alternative_text(kansas_city, ottawa, nunavik):
    for made, shown in (kansas_city, ottawa, nunavik):
        described = [
            shape._element.xpath(".//p:cNvPr")[0].get("descr")
            for slide in shown.slides for shape in slide.shapes if shape.shape_type is not None and (shape.has_chart or shape.has_table or hasattr(shape, "image"))
        ]  # fmt: skip
        assert len(described) >= len(made.exhibits)
        assert all(alt and len(alt) > 8 for alt in described)
    assert made.exhibits[0].alt in described[0]


def test_notes_carry_what_to_say_and_what_stands_behind_it(kansas_city):
    made, shown = kansas_city
    told = shown.slides[1].notes_slide.notes_text_frame.text
    for part in ("To say: Pause here.", "We ask: Adopt the housing ordinance.", *made.exhibits[0].caption.lines[:2], *made.exhibits[0].answer.notes, made.release_id):
        assert part in told, part


def test_maps_are_sharp(kansas_city):
    picture = next(shape for shape in kansas_city[1].slides[1].shapes if hasattr(shape, "image"))
    image = Image.open(io.BytesIO(picture.image.blob))
    assert image.width / (picture.width / 914400) > 200
    assert abs(image.width / image.height - picture.width / picture.height) < 0.01


def test_every_run_names_its_language_and_syllabics_a_font_that_has_them(ottawa, nunavik):
    for (_, shown), allowed in ((ottawa, {"fr-CA"}), (nunavik, {"en-CA", "iu-Cans-CA"})):
        runs = [node for slide in shown.slides for node in slide._element.iter(f"{A}rPr")]
        assert {node.get("lang") for node in runs} == allowed
    syllabic = [node for node in runs if node.get("lang") == "iu-Cans-CA"]
    assert syllabic and all(node.find(f"{A}latin").get("typeface") == "Noto Sans Canadian Aboriginal" for node in syllabic)
    assert "ᓴᓪᓗᐃᑦ" in words(nunavik[1].slides[1]) + " ".join(str(row) for row in cells_of(chart_of(nunavik[1].slides[2])))
    assert nunavik[1].slides[0].shapes.title.text_frame.text == "ᓄᓇᕕᒃ"


def test_a_demonstration_says_so_first_and_across_its_figure():
    shown = opened(deck(exhibit(is_demonstration=True), exhibit(is_demonstration=True, headline="Demonstration: attendances rose")))
    assert [slide.shapes.title.text_frame.text for slide in list(shown.slides)[1:3]] == [
        "Demonstration: Rates differ by 110.6 years", "Demonstration: attendances rose",
    ]  # fmt: skip
    for slide in list(shown.slides)[1:3]:
        mark = next(shape for shape in slide.shapes if shape.name == "Demonstration")
        assert mark.text_frame.text == "DEMONSTRATION" and mark.rotation != 0
    assert not [shape for shape in shown.slides[3].shapes if shape.name == "Demonstration"]
    french = opened(deck(exhibit(is_demonstration=True, caption=caption(language="fr")), language="fr"))
    assert french.slides[1].shapes.title.text_frame.text.startswith("Démonstration\u00a0: ")


def test_the_places_colour_and_logo_are_on_the_slides():
    logo = io.BytesIO()
    Image.new("RGB", (300, 100), "#006633").save(logo, "png")
    shown = opened(deck(logo=logo.getvalue(), colours={"accent": "#00aa66"}))
    theme = shown.slide_master.part.part_related_by("http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme").blob
    accent = etree.fromstring(theme).find(f".//{A}accent1/{A}srgbClr").get("val")
    assert accent.startswith("00") and accent != "00AA66"  # the same hue, dark enough for white letters
    pictures = [shape for slide in list(shown.slides)[:2] for shape in slide.shapes if hasattr(shape, "image")]
    assert len(pictures) == 2 and all("Exampleville" in one._element.xpath(".//p:cNvPr")[0].get("descr") for one in pictures)


def test_names_that_look_like_formulas_stay_text_in_the_sheets_inside_charts(inputs):
    table = pd.read_csv(inputs / "hostile" / "csv" / "made" / "formula_cells.csv", dtype=str, keep_default_na=False)
    hostile = [cell for row in table.to_numpy() for cell in row if cell[:1] in ("=", "+", "-", "@")]
    assert len(hostile) > 3
    names = tuple(hostile[:12])
    series = Series("=cmd|' /C calc'!A0", np.arange(len(names), dtype=float) + 1, np.arange(len(names)) + 0.5, np.arange(len(names)) + 1.5)
    for kind in ("bars", "dots", "lines"):
        shown = opened(deck(exhibit(kind, labels=names, series=(series,), headline=names[0])))
        book = openpyxl.load_workbook(io.BytesIO(chart_of(shown.slides[1]).part.chart_workbook.xlsx_part.blob))
        formulas = [cell.value for row in book.active.iter_rows() for cell in row if cell.data_type == "f"]
        assert all(value.startswith(("=C", "=D")) and value[2:].isdigit() for value in formulas)
        assert shown.slides[1].shapes.title.text_frame.text.startswith(names[0][:4])


def test_a_deck_without_exhibits_is_refused():
    with pytest.raises(ValueError, match="no exhibits"):
        slides(replace(deck(), exhibits=()))


def test_the_same_deck_has_the_same_slides():
    first, second = (zipfile.ZipFile(io.BytesIO(slides(deck()))) for _ in range(2))
    assert first.namelist() == second.namelist()
    differing = [name for name in first.namelist() if name.endswith(".xml") and first.read(name) != second.read(name)]
    assert differing == []


ORDER = {
    "ser": "idx order tx spPr invertIfNegative marker dPt dLbls trendline errBars cat xVal val yVal smooth extLst",
    "dLbl": "idx delete layout tx numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize extLst",
    "dLbls": "dLbl numFmt spPr txPr dLblPos showLegendKey showVal showCatName showSerName showPercent showBubbleSize extLst",
    "errBars": "errDir errBarType errValType noEndCap plus minus val spPr",
    "valAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses crossBetween majorUnit",
    "catAx": "axId scaling delete axPos majorGridlines title numFmt majorTickMark minorTickMark tickLblPos spPr txPr crossAx crosses auto lblAlgn lblOffset noMultiLvlLbl",
    "scaling": "logBase orientation max min",
    "legend": "legendPos legendEntry layout overlay spPr txPr",
    "plotArea": "layout barChart lineChart scatterChart catAx valAx",
    "chart": "title autoTitleDeleted plotArea legend plotVisOnly dispBlanksAs",
    "chartSpace": "date1904 lang roundedCorners AlternateContent style clrMapOvr chart spPr txPr externalData",
    "scatterChart": "scatterStyle varyColors ser axId",
    "barChart": "barDir grouping varyColors ser gapWidth overlap axId",
    "lineChart": "grouping varyColors ser dLbls marker axId",
    "marker": "symbol size spPr",
}


def test_charts_hold_their_parts_in_the_order_of_the_schema(kansas_city, ottawa):
    made = opened(deck(exhibit("lines", series=(exhibit().series[0], exhibit().series[0])), scattered()))
    checked = 0
    for shown in (kansas_city[1], ottawa[1], made):
        for chart in (shape.chart for slide in shown.slides for shape in slide.shapes if shape.has_chart):
            for node in chart._chartSpace.iter():
                order = ORDER.get(etree.QName(node).localname)
                if order and node.tag.startswith(C) and len(node):
                    named = [etree.QName(child).localname for child in node]
                    ranks = [order.split().index(name) for name in named]
                    assert ranks == sorted(ranks), (node.tag, named)
                    checked += 1
    assert checked > 50


def scattered(**more) -> Exhibit:
    """Three points of two values, one of each kind."""
    series = tuple(Series(name, np.array([value if at == one else NAN for one in range(3)])) for at, (name, value) in enumerate((("Filled", 90.0), ("Hollow", 55.0), ("Corner", 10.0))))
    return exhibit("points", series=series, plane=Plane(np.array([10.0, 20.0, 30.0]), ("Need, %", "Reach"), (15.0, 50.0), (2,)), labels=("A", "B", "=Far Hill"), **more)


def test_points_are_a_native_chart_with_their_names_and_cut_lines():
    chart = chart_of(opened(deck(scattered())).slides[1])
    rows = cells_of(chart)
    assert rows[0][:5] == ("Area", "Need, %", "Filled", "Filled *", "Hollow")
    assert [row[:3] for row in rows[1:4]] == [("A", 10, 90), ("B", 20, None), ("'=Far Hill", 30, None)]
    assert len(chart._chartSpace.findall(f".//{C}ser")) == 5  # three kinds of marks, two cut lines
    symbols = [node.get("val") for node in chart._chartSpace.iter(f"{C}symbol")]
    assert symbols == ["circle", "circle", "diamond", "none", "none"]
    turned = chart_of(opened(deck(replace(scattered(), plane=replace(scattered().plane, is_reversed=True)))).slides[1])
    assert [node.get("val") for node in turned._chartSpace.iter(f"{C}orientation")] == ["maxMin", "minMax"]


def test_a_table_of_long_cells_ends_above_the_foot_of_its_slide():
    table = exhibit().answer.table
    long = table.loc[table.index.repeat(4)].reset_index(drop=True).assign(name="A name that goes on for several lines because somebody wrote a sentence into it, and then another one, as reasons do")
    slide = opened(deck(exhibit("table", answer=replace(exhibit().answer, table=long)))).slides[1]
    [frame] = [shape for shape in slide.shapes if shape.has_table]
    foot = next(shape for shape in slide.shapes if shape.name == "Source and date")
    assert frame.top + sum(row.height for row in frame.table.rows) <= foot.top
    assert len(frame.table.rows) - 1 < len(long) and f"{len(long) - len(frame.table.rows) + 1} more rows" in words(slide)


@pytest.mark.parametrize("of", ["a real deck", "every kind"])
def test_the_package_is_whole(kansas_city, of):
    """Every part is declared and well formed, every relationship leads to a part, and ids are used once on a slide."""
    kinds = [exhibit(kind, is_demonstration=True, ask="Adopt it.") for kind in ("bars", "dots", "lines", "table", "number", "statement")]
    file = zipfile.ZipFile(io.BytesIO(slides(kansas_city[0] if of == "a real deck" else deck(*kinds, scattered()))))
    names = set(file.namelist())
    assert len(names) == len(file.namelist())
    types = etree.fromstring(file.read("[Content_Types].xml"))
    defaults = {node.get("Extension").lower() for node in types if "Extension" in node.attrib}
    overrides = {node.get("PartName").lstrip("/") for node in types if "PartName" in node.attrib}
    assert overrides <= names
    for name in names - {"[Content_Types].xml"}:
        assert name in overrides or name.rsplit(".", 1)[-1].lower() in defaults, name
        if name.endswith((".xml", ".rels")):
            etree.fromstring(file.read(name))
        if name.endswith(".rels"):
            folder = posixpath.dirname(posixpath.dirname(name))
            for one in etree.fromstring(file.read(name)):
                if one.get("TargetMode") != "External":
                    target = one.get("Target")
                    found = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
                    assert found in names, (name, target)
        if name.startswith("ppt/slides/slide"):
            ids = etree.fromstring(file.read(name)).xpath("//*[local-name()='cNvPr']/@id")
            assert len(ids) == len(set(ids)), name


@pytest.mark.slow
def test_libreoffice_opens_every_slide(kansas_city, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        if "office" in os.environ.get("EVENGROUND_REQUIRE", ""):
            pytest.fail("office is required by EVENGROUND_REQUIRE: install libreoffice-impress")
        pytest.skip("no LibreOffice was found; install the distribution's package `libreoffice-impress` to draw the slides")
    from pypdf import PdfReader

    (tmp_path / "deck.pptx").write_bytes(slides(kansas_city[0]))
    call = [office, f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "deck.pptx")]
    subprocess.run(call, check=True, capture_output=True, timeout=120)
    pages = PdfReader(tmp_path / "deck.pdf").pages
    assert len(pages) == len(kansas_city[1].slides)
    told = pages[2].extract_text()
    assert "64.2 (57.6 to 70.8)" in told and "areas between" in told


# What a director would have had to edit


READY = [("kansas-city", "life-expectancy-commission"), ("ottawa", "community-of-practice"), ("nunavik", "community-portrait")]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize(("place", "name"), READY)
def test_no_source_and_no_name_of_a_ready_story_is_cut_short(home, place, name, language):
    made = story_deck(saved.story(place, name).story, place, "public", language, made_on="2026-11-21")
    for slide in opened(made).slides:
        words_of = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        words_of += [cell.text for shape in slide.shapes if shape.has_table for row in shape.table.rows for cell in row.cells]
        words_of += ["".join(node.itertext()) for shape in slide.shapes if shape.has_chart for node in shape.chart._chartSpace.iter(f"{C}v")]
        assert [one for one in words_of if one.endswith("…") and not one.startswith("…")] == []


def test_several_sources_are_counted_where_they_have_no_room():
    told = replace(caption(), source="; ".join(f"Department {at}, a table with a rather long title (2018)" for at in range(9)))
    said = parts.source(exhibit(caption=told), 200)
    assert said.endswith("more sources.") and len(said) <= 200 and "Licence" not in said


def test_a_source_that_has_no_room_is_named_without_its_title():
    own = Provenance("s", "A title " * 40, "Department", "2018", "Public domain", None)
    told = replace(caption(), source=own.line)
    made = exhibit(caption=told, answer=replace(exhibit().answer, provenance=(own,)))
    assert parts.source(made, 180) == "Source: Department (2018)."


def test_a_table_leaves_out_what_the_line_above_it_says():
    table = pd.DataFrame({"title": ["a", "b"], "shown": ["1", "2"], "group": ["Everyone", "Everyone"], "period": ["2017", "2017"]})
    told = replace(caption(), groups="Everyone", period="2016")
    columns = (("title", "Statement"), ("shown", "Value"), ("group", "Group"), ("period", "Period"))
    shown = parts.printed(exhibit("table", caption=told, answer=Answer("q", "r", table), series=(), columns=columns))
    assert shown.headings == ("Statement", "Value", "Period") and shown.rows[0] == ("a", "1", "2017")


def test_a_short_table_is_set_large():
    table = pd.DataFrame({"name": ["a", "b"], "value": [1.0, 2.0]})
    many = pd.DataFrame({"name": [f"Area {at}" for at in range(60)], "value": np.arange(60.0)})
    columns = (("name", "Area"), ("value", "Value"))
    sizes = []
    for one in (table, many):
        [_, slide, *_] = opened(deck(exhibit("table", answer=Answer("q", "r", one), series=(), columns=columns))).slides
        [grid] = [shape.table for shape in slide.shapes if shape.has_table]
        sizes.append(grid.cell(1, 0).text_frame.paragraphs[0].runs[0].font.size.pt)
    assert sizes == [20, 14]


def test_the_figure_of_a_statement_has_the_readers_own_unit(home):
    made = view_exhibit("fact", {"fact": "KCM001"}, current("kansas-city", "public"), "fr")
    assert made.headline.endswith("\u00a0: 6,5 ans")
    assert (parts.figure_only(made), made.caption.unit) == ("6,5", "ans")
