"""Still images: of a fixed size, the same every time, and with every word that a number needs."""

import io
import json
import re
import threading
from collections.abc import Iterable

import geopandas as gpd
import matplotlib.figure
import numpy as np
import pandas as pd
import pytest
from figures import NAN, areas, caption, indicator
from PIL import Image
from shapely.geometry import box, mapping

from evenground.briefs.shapes import projected
from evenground.briefs.sheet import Sheet
from evenground.briefs.still import WIDEST, _across, map_image
from evenground.briefs.still_dots import dots_image
from evenground.look.comparator import Comparator
from evenground.look.fonts import font_files
from evenground.look.palette import LIGHT

CITY = Comparator("City overall", 74.0)


def squares(table: pd.DataFrame) -> list[dict]:
    """One square of 0.1 degrees for each area, in a row."""
    return [
        {"type": "Feature", "id": key, "properties": {}, "geometry": mapping(box(-95 + i / 10, 39, -94.9 + i / 10, 39.1))}
        for i, key in enumerate(table["area_key"])
    ]


@pytest.fixture
def written(monkeypatch):
    """Every line of text that is drawn on a sheet."""
    lines: list[str] = []
    original = Sheet.write

    def write(self, x, y, words, size, **options):
        lines.append(words)
        original(self, x, y, words, size, **options)

    monkeypatch.setattr(Sheet, "write", write)
    return lines


def picture(data: bytes) -> Image.Image:
    return Image.open(io.BytesIO(data)).convert("RGB")


def colours_of(image: Image.Image) -> set[str]:
    return {"#{:02x}{:02x}{:02x}".format(*colour) for _, colour in image.getcolors(1_000_000)}


def said(lines: Iterable[str]) -> str:
    return " ".join(lines).replace("\u00a0", " ")


def test_a_map_is_exactly_1600_by_1000_and_holds_every_class_colour():
    table, breaks = areas()
    image = picture(map_image(table, squares(table), indicator(), breaks, caption()))
    assert image.size == (1600, 1000)
    found = colours_of(image)
    assert set(LIGHT.classes(4)) <= found
    assert set(LIGHT.missing.values()) <= found


def test_the_same_map_is_the_same_bytes():
    table, breaks = areas()
    for fmt in ("png", "svg"):
        first, second = (map_image(table, squares(table), indicator(), breaks, caption(), fmt=fmt) for _ in range(2))
        assert first == second


def test_nothing_tells_when_or_with_what_it_was_drawn():
    table, breaks = areas()
    svg = map_image(table, squares(table), indicator(), breaks, caption(), fmt="svg").decode()
    assert not re.search(r"<dc:date>|Matplotlib v|matplotlib\.org", svg)
    png = Image.open(io.BytesIO(map_image(table, squares(table), indicator(), breaks, caption())))
    assert set(png.info) <= {"dpi"}


def test_a_map_says_title_measure_unit_context_key_counts_source_licence_and_date(written):
    table, breaks = areas()
    map_image(table, squares(table), indicator(), breaks, caption(note="Six years are pooled."))
    told = said(written)
    for words in (
        "Life expectancy differs by 9.0 years", "Life expectancy at birth (years)", "2010 to 2015", "Census tracts (2010)",
        "Everyone", "95% confidence interval, as published", "70.0 to 72.0 (3)", "76.1 to 78.0 (2)",
        "Withheld to protect privacy (1)", "Too unreliable to show (1)", "Not reported (1)", "Six years are pooled.",
        "Source: Publisher, Title (2018).", "Licence: Public domain.", "Retrieved November 20, 2026.",
    ):  # fmt: skip
        assert words in told, words


def test_a_demonstration_is_said_above_the_title(written):
    table, breaks = areas()
    map_image(table, squares(table), indicator(), breaks, caption(demonstration="Demonstration"))
    assert written[0] == "Demonstration"


def test_french_sheets_are_french(written):
    table, breaks = areas()
    map_image(table, squares(table), indicator(), breaks, caption(language="fr"), colour_by="verdict", comparator=CITY)
    told = said(written)
    assert "Comparaison avec City overall" in told and "Moins bon (3)" in told and "Supprimé pour protéger la vie privée (1)" in told


def test_a_hidden_value_is_nowhere_on_the_sheet(written):
    table, breaks = areas()
    table.loc[3, ["value", "ci_low", "ci_high", "status"]] = [73.456, 73.1, 73.9, "suppressed"]
    map_image(table, squares(table), indicator(decimals=3), breaks, caption())
    dots_image(table, indicator(decimals=3), caption(), comparator=CITY)
    assert "73.456" not in said(written)


def test_missing_areas_are_hatched_so_that_a_black_and_white_print_shows_them():
    table, breaks = areas()
    gone = table.assign(value=NAN, status="suppressed", class_index=-1)
    image = picture(map_image(gone, squares(gone), indicator(), (), caption())).crop((60, 200, 1100, 900)).convert("L")
    shades = {shade for count, shade in image.getcolors() if count > 500}
    assert min(shades) < 90 and any(120 < shade < 180 for shade in shades)


def test_the_outline_and_a_second_measure_are_drawn_and_named(written):
    table, breaks = areas()
    outline = [{"type": "Feature", "id": "set", "geometry": mapping(box(-95, 39, -94.5, 39.1).boundary)}]
    reach = pd.Series({table["area_key"][2]: 400.0, table["area_key"][5]: 100.0})
    plain = picture(map_image(table, squares(table), indicator(), breaks, caption()))
    full = picture(
        map_image(
            table, squares(table), indicator(), breaks, caption(), outline=outline, outline_name="The 21", circles=reach, circles_name="Attendances"
        )
    )  # fmt: skip
    assert "Outlined: The 21" in said(written) and "Circles: Attendances (largest 400)" in said(written)
    assert LIGHT.circle in colours_of(full) - colours_of(plain)


def test_communities_without_shapes_are_circles_with_their_names(monkeypatch):
    table, breaks = areas()
    table.loc[4, ["lon", "lat"]] = NAN
    named = []
    original = matplotlib.axes.Axes.annotate
    monkeypatch.setattr(matplotlib.axes.Axes, "annotate", lambda self, words, *a, **k: named.append(words) or original(self, words, *a, **k))
    map_image(table, None, indicator(), breaks, caption())
    assert sorted(named) == sorted(table["name"].drop(4))


def test_counts_are_shown_by_circles_with_the_largest_in_the_key(written):
    table, _ = areas()
    people = indicator(kind="count", decimals=0, higher_is="neither", unit={"en": "residents"})
    map_image(table.assign(value=table["population"], status="published"), None, people, (), caption(subtitle="Residents", unit="residents"))
    assert "Circle area: residents (largest 1,600)" in said(written)
    assert "Residents (residents)" not in said(written)


def test_dots_say_the_comparator_the_order_and_what_has_no_value(written):
    table, _ = areas()
    image = picture(dots_image(table, indicator(), caption(), comparator=CITY, note="Intervals overlap."))
    assert image.size == (1600, 1000)
    told = said(written)
    for words in ("Compared with City overall", "Better (3)", "City overall: 74.0", "Withheld to protect privacy (1)", "Least favourable first", "* use with caution", "Intervals overlap."):
        assert words in told, words
    assert {LIGHT.dots["better"], LIGHT.dots["worse"], LIGHT.dots["similar"]} <= colours_of(image)


def test_dots_without_a_comparator_have_one_colour():
    table, _ = areas()
    found = colours_of(picture(dots_image(table, indicator(higher_is="neither"), caption(), comparator=CITY)))
    assert LIGHT.classes(5)[3] in found and LIGHT.dots["worse"] not in found


def test_many_areas_keep_both_ends_and_count_the_rest(monkeypatch):
    table, _ = areas(300)
    ticks = []
    original = matplotlib.axes.Axes.set_yticks
    monkeypatch.setattr(matplotlib.axes.Axes, "set_yticks", lambda self, at, labels, **k: ticks.extend(labels) or original(self, at, labels, **k))
    dots_image(table, indicator(), caption())
    between = [label for label in ticks if "areas between" in label]
    assert len(between) == 1 and "Tract 0" in ticks and "Tract 296" in ticks
    assert int(between[0].split()[0]) + len(ticks) - 1 == 297


def test_no_value_at_all_is_a_sheet_and_no_error():
    table, _ = areas()
    none = table.assign(value=NAN, ci_low=NAN, ci_high=NAN, status="suppressed", class_index=-1, verdict="not_compared")
    assert picture(dots_image(none, indicator(), caption(), comparator=CITY)).size == (1600, 1000)
    assert picture(map_image(none, squares(none), indicator(), (), caption())).size == (1600, 1000)


def test_shapes_are_projected_as_the_screens_map_is_from_features_or_bytes_alike():
    table, _ = areas()
    features = squares(table)
    frame = gpd.GeoDataFrame.from_features(features, crs="EPSG:4326").to_crs("EPSG:3857")  # another hand's projection
    collection = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    expected = projected(features)
    assert all(one.equals_exact(other, 1e-6) for one, other in zip(expected, frame.geometry, strict=True))
    for shapes in (collection, {"features": features}):
        found = projected(shapes)
        assert found.index.tolist() == table["area_key"].tolist()
        assert all(one.equals(other) for one, other in zip(found, expected, strict=True))


def test_shapes_without_ids_are_refused():
    table, _ = areas()
    features = squares(table)
    del features[2]["id"], features[5]["id"]
    with pytest.raises(ValueError, match="2 features have no id \\(first: feature 2\\)"):
        projected(features)


def test_names_with_markup_and_dollars_are_drawn_as_words(inputs):
    hostile = pd.read_csv(inputs / "hostile" / "csv" / "made" / "markup_names.csv", dtype=str, keep_default_na=False)
    table, breaks = areas(len(hostile))
    table = table.assign(name=hostile["area_name"])
    for data in (dots_image(table, indicator(), caption(title=" ".join(hostile["area_name"]))), map_image(table, None, indicator(), breaks, caption())):
        assert picture(data).size == (1600, 1000)


def test_long_titles_and_sources_wrap_inside_the_sheet(written):
    table, breaks = areas()
    long = caption(title="A finding with very many words " * 8, source="A publisher with a long name, " * 12)
    map_image(table, squares(table), indicator(), breaks, long)
    with_sheet = Sheet(caption(), LIGHT)
    assert all(with_sheet.width_of(line, 30, bold=True) <= 1504 for line in written if line.startswith("A finding"))
    assert sum("A finding" in line or "very many" in line for line in written) >= 2


@pytest.mark.skipif(not font_files(), reason="no fonts in data/fonts; without them another font is used")
def test_syllabics_are_drawn_with_a_font_that_has_them(recwarn):
    table, breaks = areas()
    map_image(table.assign(name="ᐃᓄᒃᔪᐊᒃ"), None, indicator(), breaks, caption(title="ᓄᓇᕕᒃ é"))
    assert not [warning for warning in recwarn if "Glyph" in str(warning.message)]


def test_sheets_drawn_by_two_threads_are_those_drawn_by_one():
    table, breaks = areas()
    expected = map_image(table, squares(table), indicator(), breaks, caption())
    found: list[bytes] = []
    threads = [
        threading.Thread(target=lambda: found.append(map_image(table, squares(table), indicator(), breaks, caption()))) for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 3


def test_circles_stand_for_their_size_by_area():
    across = _across(pd.Series([400.0, 100.0, 0.0, np.nan]))
    assert across.tolist() == [WIDEST, WIDEST / 2, 0, 0]
