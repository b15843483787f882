"""The equal-area hexagon map: one cell an area, near its place, beside its neighbours, the same on every run."""

import time

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from evenground.stats.hexgrid import HALF_ROOT_3
from evenground.stats.hexmap import hexagon_map


def cells(grid):
    return list(zip(grid.q.tolist(), grid.r.tolist(), strict=True))


def lattice(side: int) -> tuple[np.ndarray, np.ndarray]:
    q, r = (part.ravel() for part in np.meshgrid(np.arange(side), np.arange(side)))
    return 1000.0 * (q + (r % 2) / 2), 1000.0 * HALF_ROOT_3 * r


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(-50, 50), st.integers(-50, 50)), min_size=1, max_size=40))
def test_no_two_areas_share_a_cell(points):
    x, y = np.array(points, dtype=float).T
    grid = hexagon_map(x, y)
    assert len(set(cells(grid))) == len(points)
    assert np.isfinite(grid.x).all() and np.isfinite(grid.y).all() and grid.width > 0


@pytest.mark.parametrize(
    "points",
    [[(5, 5)], [(5, 5)] * 2, [(0, 0)] * 30, [(i, 0) for i in range(9)], [(0, 0), (0, 0), (9, 9), (9, 9)]],
    ids=["one area", "two at one place", "thirty at one place", "in a line", "two pairs"],
)
def test_awkward_sets_are_laid_out_too(points):
    grid = hexagon_map(*np.array(points, dtype=float).T)
    assert len(set(cells(grid))) == len(points) == len(grid.polygons())


def test_one_area_stays_where_it_is_and_has_no_neighbours_to_keep():
    grid = hexagon_map([100.0], [200.0])
    assert (grid.x[0], grid.y[0], grid.mean_displacement) == (100.0, 200.0, 0.0)
    assert np.isnan(grid.adjacency_kept)


def test_areas_that_already_form_the_grid_keep_every_neighbour():
    grid = hexagon_map(*lattice(8))
    assert grid.adjacency_kept == 1 and grid.mean_displacement < 0.6


def test_the_same_areas_give_the_same_map_on_every_run():
    x, y = np.random.default_rng(3).normal(size=(2, 60))
    first, second = hexagon_map(x, y), hexagon_map(x, y)
    assert cells(first) == cells(second) and (first.x == second.x).all()


def test_the_order_of_the_areas_does_not_change_the_map():
    rng = np.random.default_rng(4)
    x, y = rng.normal(size=(2, 60))
    shuffled = rng.permutation(60)
    grid, again = hexagon_map(x, y), hexagon_map(x[shuffled], y[shuffled])
    assert [cells(grid)[i] for i in shuffled] == cells(again)


def test_neighbours_are_taken_in_any_order_and_once():
    x, y = np.random.default_rng(5).normal(size=(2, 20))
    pairs = np.array([[0, 1], [2, 3], [4, 5]])
    once = hexagon_map(x, y, pairs)
    assert cells(once) == cells(hexagon_map(x, y, np.vstack([pairs[::-1, ::-1], pairs, [[7, 7]]])))
    assert once.adjacency_kept == 1


def test_an_island_without_a_common_border_is_drawn_near():
    x, y = lattice(6)
    pairs = np.array([[a, b] for a in range(36) for b in range(a) if np.hypot(x[a] - x[b], y[a] - y[b]) < 1001])
    grid = hexagon_map(np.r_[x, 20_000.0], np.r_[y, 2000.0], pairs)
    away = np.hypot(grid.x[:36] - grid.x[36], grid.y[:36] - grid.y[36]).min() / grid.width
    assert away < 3 and grid.adjacency_kept > 0.9


def test_the_printed_quality_is_the_quality_of_the_drawn_hexagons():
    x, y = np.random.default_rng(6).normal(scale=5000, size=(2, 50))
    pairs = np.array([[i, i + 1] for i in range(49)])
    grid = hexagon_map(x, y, pairs)
    drawn = grid.polygons()
    touching = [drawn[a].buffer(grid.width / 100).intersection(drawn[b]).area > grid.width**2 / 1000 for a, b in pairs]
    assert np.mean(touching) == pytest.approx(grid.adjacency_kept)
    moved = [polygon.centroid.distance(shapely.Point(a, b)) for polygon, a, b in zip(drawn, x, y, strict=True)]
    assert np.mean(moved) / grid.width == pytest.approx(grid.mean_displacement)


def test_hexagons_are_equal_and_do_not_overlap():
    x, y = np.random.default_rng(7).normal(scale=5000, size=(2, 80))
    grid = hexagon_map(x, y)
    areas = np.array([polygon.area for polygon in grid.polygons()])
    assert areas == pytest.approx(HALF_ROOT_3 * grid.width**2)
    assert shapely.union_all(grid.polygons()).area == pytest.approx(areas.sum())


def test_hexagons_for_a_web_map_are_of_one_size_on_the_screen_at_every_latitude():
    y = np.linspace(-500_000, 500_000, 30)
    drawn = hexagon_map(np.random.default_rng(8).normal(scale=300_000, size=30), y).polygons_in_degrees(-72.0, 59.0)
    on_screen = gpd.GeoSeries(drawn, crs="EPSG:4326").to_crs("EPSG:3857").area
    assert on_screen.to_numpy() == pytest.approx(on_screen.mean())
    centre = shapely.union_all(drawn).centroid
    assert centre.distance(shapely.Point(-72, 59)) < 1


def test_exchanges_of_places_never_make_a_map_worse():
    from evenground.stats.hexgrid import best_exchanges, centres, steps_apart

    rng = np.random.default_rng(9)
    start = np.array([(q, r) for q in range(7) for r in range(7)])
    pairs = rng.integers(0, 49, size=(120, 2))
    pairs = pairs[pairs[:, 0] != pairs[:, 1]]
    true = centres(start, np.zeros(2)) + rng.normal(size=(49, 2))

    def worth(at):
        beside = (steps_apart(at[pairs[:, 0]], at[pairs[:, 1]]) == 1).sum()
        return beside - 0.05 * ((centres(at, np.zeros(2)) - true) ** 2).sum()

    after = best_exchanges(start, np.zeros(2), true, pairs, price=0.05)
    assert worth(after) > worth(start) and len({tuple(cell) for cell in after}) == 49


def test_two_coasts_around_a_bay_stay_two_coasts(inputs):
    points = gpd.read_file(inputs / "nunavik" / "nunavik_villages_points.geojson").set_index("village")
    metres = points.to_crs("EPSG:6622").geometry
    grid = hexagon_map(metres.x, metres.y)
    at = {name: (x, y) for name, x, y in zip(points.index, grid.x, grid.y, strict=True)}
    hudson, ungava = (points.index[points["coast"] == coast] for coast in ("Hudson", "Ungava"))
    west = [at[name][0] for name in hudson if name not in ("Salluit", "Ivujivik")]
    assert max(west) < min(at[name][0] for name in ungava if name != "Kangiqsujuaq")
    assert max(at, key=lambda name: at[name][0]) in ("Kangiqsualujjuaq", "Kangirsuk")
    southernmost = sorted(at, key=lambda name: at[name][1])[:1]
    assert southernmost == ["Kuujjuarapik"] and at["Ivujivik"][1] == max(y for _, y in at.values())
    assert grid.mean_displacement < 1 and grid.adjacency_kept > 0.9


def test_a_heap_of_areas_spreads_around_its_place_and_not_across_the_map():
    turn = np.linspace(0, 2 * np.pi, 20, endpoint=False)
    x, y = np.r_[np.zeros(180), 1e5 * np.cos(turn)], np.r_[np.zeros(180), 1e5 * np.sin(turn)]
    grid = hexagon_map(x, y)
    ideal = np.sqrt(180 * HALF_ROOT_3 / np.pi)  # radius, in widths, of a disc of 180 hexagons
    assert np.hypot(grid.x[:180], grid.y[:180]).max() / grid.width < 1.5 * ideal


def test_a_thousand_areas_take_seconds():
    rng = np.random.default_rng(10)
    x, y = np.vstack([rng.normal(scale=3000, size=(500, 2)), rng.uniform(-40_000, 40_000, size=(500, 2))]).T
    start = time.process_time()
    grid = hexagon_map(x, y)
    assert time.process_time() - start < 10  # about 2 s on an idle machine
    assert len(set(cells(grid))) == 1000


@pytest.mark.parametrize(
    "x, y, neighbours, words",
    [
        ([], [], None, "same length"),
        ([1, 2], [1], None, "same length"),
        ([1, np.nan], [1, 2], None, "finite"),
        ([1, 2], [1, 2], [[0, 2]], "0 to 1"),
    ],
)
def test_what_cannot_be_laid_out_is_said(x, y, neighbours, words):
    with pytest.raises(ValueError, match=words):
        hexagon_map(x, y, neighbours)
