"""Every kind of exhibit as a picture of a fixed size that says what it is."""

import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from matplotlib.figure import Figure
from PIL import Image
from real_exhibits import dots_exhibit, map_exhibit
from test_slides import exhibit

from evenground.answers.exhibit import Plane, Series
from evenground.answers.overview import opening
from evenground.answers.stories.views import exhibit as view_exhibit
from evenground.briefs.images import image
from evenground.briefs.sheet import Sheet
from evenground.look.comparator import Comparator
from evenground.warehouse.releases import current

KINDS = ("dots", "bars", "lines", "table", "number", "statement")


@pytest.fixture
def written(monkeypatch):
    lines: list[str] = []
    original = Sheet.write
    monkeypatch.setattr(Sheet, "write", lambda self, x, y, words, size, **more: lines.append(words) or original(self, x, y, words, size, **more))
    return lines


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_title_context_and_source_at_a_fixed_size(kind, written):
    picture = Image.open(io.BytesIO(image(exhibit(kind))))
    assert picture.size == (1600, 1000)
    told = " ".join(written)
    for part in ("Rates differ by 110.6 years", "Life expectancy at birth (years)", "2010 to 2015", "Source: Publisher, Title (2018)"):
        assert part in told, part
    assert len(picture.convert("RGB").getcolors(1_000_000)) > 20


def test_a_picture_is_the_same_bytes_and_may_be_sharper():
    for fmt in ("png", "svg"):
        assert image(exhibit(), fmt) == image(exhibit(), fmt)
    assert Image.open(io.BytesIO(image(exhibit(), scale=2))).size == (3200, 2000)


def test_real_maps_and_dots(real_home, written):
    release = current("kansas-city", "public")
    chosen = opening(release, "en")
    for made in (map_exhibit(chosen, release), dots_exhibit(chosen, release)):
        assert Image.open(io.BytesIO(image(made))).size == (1600, 1000)
    told = " ".join(written)
    assert "National Center for Health Statistics" in told and "64.2 to 73.1 (53)" in told and "Better" in told


def test_a_demonstration_says_so_above_and_across(written):
    plain, marked = (np.asarray(Image.open(io.BytesIO(image(exhibit("table", is_demonstration=flag)))).convert("RGB")) for flag in (False, True))
    assert "Demonstration" in written and any(line.startswith("Demonstration: ") for line in written)
    pink = (marked[..., 0].astype(int) - marked[..., 1] > 25) & (marked[..., 2].astype(int) - marked[..., 1] > 8)
    assert pink.sum() > 5_000 and not ((plain[..., 0].astype(int) - plain[..., 1] > 25) & (plain[..., 2].astype(int) - plain[..., 1] > 8)).sum() > 5_000


def test_two_series_are_told_apart_without_colour():
    series = (Series("Black residents", np.array([40.0, 41.0])), Series("White residents", np.array([60.0, 61.0])))
    for kind in ("bars", "lines"):
        svg = image(exhibit(kind, labels=("2010", "2020"), series=series, reference=Comparator("x", 50.0)), "svg").decode()
        assert ("pattern" in svg) == (kind == "bars") and ("stroke-dasharray" in svg or kind == "bars")


def test_an_axis_of_shares_does_not_run_below_nothing(monkeypatch):
    drawn, original = [], Sheet.axes
    monkeypatch.setattr(Sheet, "axes", lambda self, *box: drawn.append(original(self, *box)) or drawn[-1])
    dots = exhibit("dots", series=(Series("Rate", np.array([3.2, 12.0, 26.7]), np.array([0.4, 9.0, 24.2]), np.array([5.0, 15.0, 29.4])),))
    image(dots)
    assert drawn[0].get_xlim()[0] == 0 and min(drawn[0].get_xticks()) >= 0


def test_fifths_of_areas_keep_their_names_apart(real_home):
    made = view_exhibit("disparity", {"indicator": "life_expectancy"}, current("kansas-city", "public"), "fr")
    assert len(made.labels) == 5 and len({one[:24] for one in made.labels}) >= 4
    assert made.labels[0] == "Là où les besoins sont les plus grands" and max(map(len, made.labels)) <= 44


def test_a_table_says_its_cells_whole_in_several_lines_and_counts_the_rest(written):
    long = "It had 0 of the 256 attendances expected of it, and nobody else in the same part of the city had a session in two years"
    table = pd.DataFrame({"name": [f"Area {at}" for at in range(40)], "why": [long] * 40})
    columns = (("name", "Area"), ("why", "Why this one, and " + long))
    made = exhibit("table", columns=columns, answer=replace(exhibit("table").answer, table=table), words={})
    image(made)
    told = " ".join(written)
    shown = told.count("Area ") - 1
    assert "…" not in told and 5 < shown < 40 and told.count("in two years") == shown + 1
    assert f"{40 - shown} more rows" in told


def test_an_interval_stands_out_from_its_bar_and_one_group_is_no_wall(monkeypatch):
    values, low, high = np.array([33.0]), np.array([25.0]), np.array([41.0])
    made = exhibit("bars", labels=("One group",), series=(Series("Reached", values, low, high), Series("Residents", np.array([22.0]))))
    drawn, original = [], Sheet.axes
    monkeypatch.setattr(Sheet, "axes", lambda self, *box: drawn.append(original(self, *box)) or drawn[-1])
    image(made)
    bars = [bar for container in drawn[-1].containers for bar in container]
    assert sum(bar.get_height() for bar in bars) < 0.3 and bars[0].get_y() + bars[0].get_height() == pytest.approx(bars[1].get_y(), abs=0.02)
    assert all(line.get_path_effects() for line in drawn[-1].collections)


def test_a_kind_of_point_that_no_area_has_is_not_in_the_key(monkeypatch):
    gone = np.full(3, np.nan)
    plane = Plane(np.array([1.0, 2.0, 3.0]), ("Need", "Rate"), (2.0, 20.0), (), False)
    series = (Series("Filled", np.array([10.0, np.nan, 0.0])), Series("Hollow", np.array([np.nan, 30.0, np.nan])), Series("Corner", gone))
    keys, original = [], Figure.legend
    monkeypatch.setattr(Figure, "legend", lambda self, made, names, **more: keys.append(tuple(names)) or original(self, made, names, **more))
    image(exhibit("points", labels=("A", "B", "C"), series=series, plane=plane))
    assert keys == [("Filled", "Hollow")]
