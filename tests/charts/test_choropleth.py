"""The map of areas, asserted by its data."""

import json
import re
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from figures import areas, caption, indicator

from evenground.charts.choropleth import choropleth
from evenground.charts.frame import titled
from evenground.charts.hexagons import hexagons
from evenground.charts.view import Ground
from evenground.look.comparator import Comparator
from evenground.look.palette import DARK, LIGHT

GROUND = Ground("/shapes/abc/tracts", (-95.1, 38.4, -94.0, 39.6), outline_url="/shapes/abc/set", outline_name="The 21")
CITY = Comparator("City overall", 74.0)


def drawn(**options):
    table, breaks = areas()
    options = {"comparator": CITY, **options}
    return choropleth(table, options.pop("indicator", indicator()), breaks, options.pop("caption", caption()), options.pop("ground", GROUND), **options)


def filled(figure):
    return [trace for trace in figure.data if trace.type == "choroplethmap" and trace.showlegend]


def hovered(trace):
    """What the pointer is told at each area of a trace."""
    rows = trace.customdata if trace.customdata is not None else [[]] * len(trace.locations)
    told = []
    for row in rows:
        text = trace.hovertemplate
        for index, value in enumerate(row):
            text = text.replace(f"%{{customdata[{index}]}}", value)
        told.append(text)
    return told


def test_every_area_is_filled_once_and_legend_counts_them():
    traces = filled(drawn())
    keys = [key for trace in traces for key in trace.locations]
    assert sorted(keys) == sorted(areas()[0]["area_key"])
    assert [trace.name for trace in traces] == [
        "70.0 to 72.0 (3)", "72.1 to 74.0 (2)", "74.1 to 76.0 (2)", "76.1 to 78.0 (2)",
        "× Withheld to protect privacy (1)", "? Too unreliable to show (1)", "– Not reported (1)",
    ]  # fmt: skip


def test_no_geometry_travels_with_the_figure():
    figure = drawn()
    assert {trace.geojson for trace in figure.data if trace.type == "choroplethmap"} == {"/shapes/abc/tracts"}
    assert "coordinates" not in json.dumps(json.loads(figure.to_json())["data"])


def test_colours_are_those_of_the_classes_and_reasons():
    for theme, colours in (("light", LIGHT), ("dark", DARK)):
        shades = [trace.colorscale[0][1] for trace in filled(drawn(theme=theme))]
        assert tuple(shades[:4]) == colours.classes(4)
        assert shades[4:] == [colours.missing[key] for key in ("suppressed", "unreliable", "not_reported")]


def test_hover_says_name_value_interval_period_verdict_and_caution():
    told = [text for trace in filled(drawn()) for text in hovered(trace)]
    assert told[1].replace("\u00a0", " ") == (
        "<b>Tract 1</b><br>71.0 years (95% CI 69.5 to 72.5), 2010 to 2015"
        "<br>Compared with City overall: worse<br>Use with caution<extra></extra>"
    )
    assert "Use with caution" not in told[0]


def test_hover_says_why_there_is_no_value_and_keeps_not_applicable_apart():
    told = [text for trace in filled(drawn())[4:] for text in hovered(trace)]
    assert told[0].startswith("<b>Tract 9</b><br>Withheld to protect privacy. Publisher’s mark x, 2010 to 2015")
    assert "Does not apply here" in told[2] and "Not reported" not in told[2]


def test_a_hidden_value_is_nowhere_in_the_figure():
    table, breaks = areas()
    table.loc[3, ["value", "status"]] = [73.456, "suppressed"]
    figure = choropleth(table, indicator(decimals=3), breaks, caption(), GROUND)
    assert "73.456" not in figure.to_json()


def test_verdicts_can_be_the_colour():
    figure = drawn(colour_by="verdict")
    assert [trace.name for trace in filled(figure)][:3] == ["Better (3)", "Similar (3)", "Worse (3)"]
    assert filled(figure)[0].colorscale[0][1] == LIGHT.fills["better"]
    assert "City overall" in figure.layout.legend.title.text


def test_a_measure_of_composition_is_never_better_or_worse():
    figure = drawn(indicator=indicator(higher_is="neither"))
    assert "Compared with" not in figure.to_json() and "worse" not in figure.to_json().lower()


def test_marks_stand_in_the_middle_of_areas_without_a_value():
    marks = [trace for trace in drawn().data if trace.type == "scattermap" and trace.mode == "text"]
    assert [(trace.text[0], len(trace.lon)) for trace in marks] == [("×", 1), ("?", 1), ("–", 1)]
    assert all(trace.hoverinfo == "skip" for trace in marks)


def test_the_outlined_list_is_a_line_from_its_own_address_and_named_in_the_key():
    figure = drawn()
    assert {(layer.source, layer.type) for layer in figure.layout.map.layers} == {("/shapes/abc/set", "line")}
    assert "Outlined: The 21" in [trace.name for trace in figure.data]
    without = drawn(ground=replace(GROUND, outline_url=None))
    assert without.layout.map.layers == () and not any("Outlined" in (trace.name or "") for trace in without.data)


def test_the_chosen_area_is_outlined_above_all_others():
    key = areas()[0]["area_key"][4]
    last = drawn(chosen=key).data[-1]
    assert list(last.locations) == [key] and last.marker.line.color == LIGHT.chosen
    assert len(drawn(chosen="tract:2010:unknown").data) == len(drawn().data)


def test_a_click_never_fades_the_other_areas():
    assert all(trace.unselected.marker.opacity == 1 for trace in drawn().data if trace.type == "choroplethmap")


def test_nothing_in_the_figure_names_another_host():
    told = drawn(ground=replace(GROUND, fonts=("/fonts/abc/NotoSans-Regular.woff2",))).to_json()
    assert "http" not in told and "carto" not in told and "glyphs" not in told


def test_the_style_has_a_source_because_maplibre_refuses_one_without():
    assert drawn().layout.map.style["sources"]["land"]["type"] == "geojson"


def test_names_with_markup_stay_words(inputs):
    hostile = pd.read_csv(inputs / "hostile" / "csv" / "made" / "markup_names.csv", dtype=str, keep_default_na=False)
    table, breaks = areas(len(hostile))
    figure = choropleth(table.assign(name=hostile["area_name"]), indicator(), breaks, caption(), GROUND)
    assert len(filled(figure)) == 7
    for trace in filled(figure):
        for told in hovered(trace):
            assert set(_tags(told)) <= {"<b>", "</b>", "<br>", "<extra>", "</extra>"}
            assert "%{" not in told and "${" not in told


def _tags(text):
    return re.findall(r"<[^>]*>", text)


def test_the_caption_travels_in_the_metadata_with_unit_period_geography_groups_and_source():
    said = drawn().layout.meta["caption"]
    assert {"title", "unit", "period", "geography", "groups", "interval", "source", "licence", "retrieved"} <= set(said)


def test_a_figure_for_elsewhere_carries_its_title_and_source_inside():
    figure = titled(drawn(), caption(note="Six years are pooled."), LIGHT)
    told = " ".join(note.text for note in figure.layout.annotations)
    for words in ("Life expectancy differs by 9.0 years", "Publisher, Title (2018)", "2010 to 2015", "Six years are pooled."):
        assert words in told.replace("<br>", " ")


@pytest.mark.parametrize(("n", "limit"), [(100, 14_000), (283, 34_000)])
def test_a_figure_stays_small(n, limit):
    table, breaks = areas(n)
    rng = np.random.default_rng(1)
    table = table.assign(value=(table["value"] * 0 + rng.normal(77, 4, n)).round(1)).assign(
        ci_low=lambda t: t["value"] - 2.5, ci_high=lambda t: t["value"] + 2.5, name=[f"Census tract {i}.0{i % 7}" for i in range(n)]
    )  # fmt: skip
    assert len(choropleth(table, indicator(), breaks, caption(), GROUND, comparator=CITY).to_json()) < limit


def test_short_ids_and_names_in_the_shapes_keep_283_areas_under_20_kilobytes():
    table, breaks = areas(283)
    rng = np.random.default_rng(1)
    table = table.assign(value=(table["value"] * 0 + rng.normal(77, 4, 283)).round(1)).assign(
        ci_low=lambda t: t["value"] - 2.5, ci_high=lambda t: t["value"] + 2.5, feature_id=np.arange(283, dtype="int16")
    )  # fmt: skip
    ground = replace(GROUND, id_path="properties.n", name_path="properties.en")
    figure = choropleth(table, indicator(), breaks, caption(), ground, comparator=CITY)
    assert len(figure.to_json()) < 20_000
    assert "%{properties.en}" in filled(figure)[0].hovertemplate
    assert filled(figure)[0].featureidkey == "properties.n"


def test_hexagons_say_that_sizes_are_not_to_scale():
    table, breaks = areas()
    figure = hexagons(table, indicator(), breaks, caption(language="fr"), GROUND, comparator=CITY)
    assert figure.layout.meta["drawing"].startswith("Un hexagone par secteur")
    assert sum(len(trace.locations) for trace in filled(figure)) == len(table)


def test_a_place_without_any_value_still_draws_its_areas():
    table, _ = areas()
    table = table.assign(value=np.nan, status="suppressed", class_index=-1, verdict="not_compared")
    figure = choropleth(table, indicator(), (), caption(), GROUND, comparator=CITY)
    assert [len(trace.locations) for trace in filled(figure)] == [12]


@pytest.mark.parametrize("width", [358, 640])
def test_a_long_list_name_stays_inside_the_key(width):
    ground = replace(GROUND, outline_name="Neighbourhoods of a list with a name that is far too long for any key", width=width)
    entry = next(trace.name for trace in drawn(ground=ground).data if (trace.name or "").startswith("Outlined"))
    assert entry.endswith("…") and len(entry) <= width * 0.95 / 6.8
