"""Fact sheets, opened again: words as they were written, tags for screen readers, fonts inside, one or two pages."""

import io
import re
from dataclasses import replace

import numpy as np
import pytest
from pypdf import PdfReader
from real_exhibits import as_kind, deck_of, dots_exhibit, group_bars, map_exhibit
from test_slides import deck, exhibit

from evenground.answers.exhibit import Series
from evenground.answers.overview import opening
from evenground.answers.stories import saved, sheets
from evenground.answers.stories.deck import deck as story_deck
from evenground.briefs.fact_sheet import chosen, fact_sheet, greyed
from evenground.warehouse.releases import current


def read(data: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(data))


def words(data: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in read(data).pages).replace("\u00a0", " ")


def fonts(pdf: PdfReader) -> dict[str, bool]:
    """Base fonts of a document, and whether each is embedded."""
    found = {}
    for page in pdf.pages:
        for font in page["/Resources"]["/Font"].values():
            font = font.get_object()
            inner = font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
            found[str(font["/BaseFont"]).split("+")[-1]] = any(key in inner for key in ("/FontFile", "/FontFile2", "/FontFile3"))
    return found


@pytest.fixture
def ottawa(real_home):
    release = current("ottawa", "public")
    number = as_kind(
        group_bars(release, "fr", "low_income_lim_at", ("black",), "city:2021", "2020"), "number",
        headline="À Ottawa, 16,8 % des personnes noires vivent dans un ménage à faible revenu", labels=("Personnes noires",),
    )  # fmt: skip
    bars = group_bars(release, "fr", "low_income_lim_at", ("everyone", "recent_immigrants", "racialized", "black"), "city:2021", "2020")
    made = (number, bars, map_exhibit(opening(release, "fr"), release, ask="Financer l’accès aux soins dès l’été."))
    return deck_of(release, "fr", made, title="Faible revenu")


@pytest.fixture
def nunavik(real_home):
    release = current("nunavik", "public")
    chosen_view = opening(release, "iu")
    return deck_of(release, "iu", (map_exhibit(chosen_view, release), dots_exhibit(chosen_view, release)), title="ᓄᓇᕕᒃ")


def test_a_french_sheet_copies_out_as_it_was_written(ottawa):
    made = fact_sheet(ottawa)
    told = words(made)
    for part in ("16,8 %", "des personnes noires", "Pour qui", "Où", "Notre demande", "Financer l’accès aux soins dès l’été.", "Sources et licences", "Statistique Canada", "IC approximatif à 95 %", "21 novembre 2026"):
        assert part in told, part
    assert len(read(made).pages) <= 2


def test_syllabics_copy_out_as_the_letters_they_are(nunavik):
    made = fact_sheet(nunavik)
    told = words(made)
    for part in ("ᓄᓇᕕᒃ", "ᓴᓪᓗᐃᑦ", "ᓄᓇᓖᑦ"):
        assert part in told, part
    assert "\ufffd" not in told


def test_every_font_is_inside(ottawa, nunavik):
    for made in (ottawa, nunavik):
        found = fonts(read(fact_sheet(made)))
        assert found and all(found.values())
    assert any("Aboriginal" in name for name in found)


def test_it_is_tagged_for_screen_readers(ottawa):
    pdf = read(fact_sheet(ottawa))
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] and root["/Lang"].startswith("fr")
    assert "pdfuaid" in root["/Metadata"].get_object().get_data().decode()
    kinds, alternatives = [], []

    def walk(node):
        node = node.get_object()
        if isinstance(node, dict):
            kinds.append(str(node.get("/S", "")))
            if "/Alt" in node:
                alternatives.append(str(node["/Alt"]))
            held = node.get("/K")
            for child in (held if isinstance(held, list) else [held] if held is not None else []):
                if hasattr(child, "get_object") and not isinstance(child, int):
                    walk(child)

    walk(root["/StructTreeRoot"])
    assert "/H1" in kinds and "/H2" in kinds and "/Figure" in kinds
    assert any(ottawa.exhibits[2].alt[:40].replace("\u00a0", " ") in one.replace("\u00a0", " ") for one in alternatives)
    assert pdf.metadata.title == ottawa.exhibits[0].headline


def test_paper_and_variants(ottawa):
    letter, a4 = (read(fact_sheet(ottawa, paper=paper)).pages[0].mediabox for paper in ("letter", "a4"))
    assert (round(letter.width), round(letter.height), round(a4.width), round(a4.height)) == (612, 792, 595, 842)
    large = fact_sheet(ottawa, large_print=True)
    sizes = []
    read(large).pages[0].extract_text(visitor_text=lambda said, cm, tm, font, size: sizes.append(abs(size * tm[3] * cm[3])) if said.strip() else None)
    assert min(sizes) >= 11.9 and sorted(sizes)[len(sizes) // 2] >= 13
    assert words(large).count("16,8 %") >= 1


def test_black_and_white_has_no_colour(ottawa):
    coloured, plain = (b"".join(page.get_contents().get_data() for page in read(fact_sheet(ottawa, black_and_white=mono)).pages) for mono in (False, True))
    assert plain != coloured
    parts = [one[:2] == one[2:4] == one[4:] for one in re.findall("#([0-9a-f]{6})", greyed('<path fill="#e88a33" stroke="#111114"/>'))]
    assert parts == [True, True]


def test_parts_are_taken_by_what_they_are_for():
    one = exhibit("number", series=(Series("n", np.array([16.8])),), headline="16.8 of 100")
    done = exhibit("table", part="done", headline="Sessions held", is_demonstration=True)
    change = exhibit("statement", headline="Housing", part="change")
    made = deck(exhibit("dots"), one, done, change, exhibit("map", drawing=None, part="where"))
    parts = chosen(made)
    assert [(name, [one.headline for one in found]) for name, found in parts.items()] == [
        ("number", ["16.8 of 100"]), ("for_whom", ["Rates differ by 110.6 years"]), ("where", ["Rates differ by 110.6 years"]),
        ("done", ["Sessions held"]), ("change", ["Housing"]),
    ]  # fmt: skip
    told = words(fact_sheet(made))
    assert "What was done" in told and "Demonstration: Sessions held" in told and "Demonstration log." in told


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("large", [False, True], ids=["normal", "large"])
@pytest.mark.parametrize(
    ("place", "name"),
    [("kansas-city", "life-expectancy-commission"), ("kansas-city", "home-ownership-fact-sheet"), ("ottawa", "community-of-practice"), ("nunavik", "community-portrait")],
)
def test_no_page_of_a_ready_story_is_nearly_empty(real_home, place, name, language, large):
    story = saved.story(place, name).story
    made = read(fact_sheet(story_deck(story, place, "public", language, made_on="2026-11-21"), large_print=large)).pages
    assert len(made) <= (4 if large else 2)
    foot = len(made[0].extract_text().splitlines()[-1])
    assert min(len(page.extract_text()) - foot for page in made) > (300 if large else 900)


def test_a_sheet_is_set_tight_rather_than_leave_a_few_lines_alone(real_home):
    story = saved.story("kansas-city", "home-ownership-fact-sheet").story
    assert len(read(fact_sheet(story_deck(story, "kansas-city", "public", "fr", made_on="2026-11-21"))).pages) == 1
    level = opening(current("ottawa", "public"), "fr").level
    choices = {"geo": level, "area": f"{level}:3065"}
    first, second = read(fact_sheet(sheets.of_area(choices, "ottawa", "public", "fr", "2026-11-21"), large_print=True)).pages
    assert "Pour qui" in first.extract_text() and "Sources et licences" in second.extract_text()


def test_a_second_page_has_figures_of_its_own(real_home):
    story = saved.story("kansas-city", "life-expectancy-commission").story
    first, second = read(fact_sheet(story_deck(story, "kansas-city", "public", "en", made_on="2026-11-21"))).pages
    for page in (first, second):
        assert "For whom" in page.extract_text() and "Where" in page.extract_text()
    assert "COVID-19 deaths" in second.extract_text() and "COVID-19 deaths" not in first.extract_text()


def test_pooled_groups_say_which_areas_they_leave_out(real_home):
    story = saved.story("kansas-city", "home-ownership-fact-sheet").story
    told = words(fact_sheet(story_deck(story, "kansas-city", "public", "en", made_on="2026-11-21")))
    for title, areas in (("Residents of owner-occupied homes", 128), ("Residents in poverty (neighbourhoods)", 180)):
        assert f"{title}: Pooled from the counts of {areas} areas of 240" in told
    assert told.count("Left out") == 2


def test_a_title_is_said_once(real_home):
    made = sheets.of_indicator({"indicator": "life_expectancy", "geo": "tract:2010", "period": "2010-2015"}, "kansas-city", "public", "en", "2026-11-21")
    assert words(fact_sheet(made)).count(made.title.replace("\u00a0", " ")) == 1


def test_a_withheld_value_is_nowhere_on_the_sheet():
    made = deck(exhibit("table", series=()))
    made.exhibits[0].answer.table.loc[0, ["value", "status"]] = [73.456, "suppressed"]
    assert "73.4" not in words(fact_sheet(made)) and "Withheld" in words(fact_sheet(made))


def test_what_a_file_says_is_never_run():
    hostile = '#panic("no") $x$ *bold* [link] @ref <label> \\ `raw` // x'
    told = words(fact_sheet(deck(exhibit(headline=hostile, ask=hostile, labels=(hostile, "b", "c")))))
    assert '#panic("no") $x$ *bold*' in told


def test_the_same_deck_has_the_same_sheet(ottawa):
    assert fact_sheet(ottawa) == fact_sheet(replace(ottawa))
