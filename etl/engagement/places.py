"""Where an engagement was: codes, names in any language and points, resolved to areas. A near miss is proposed, never taken."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd
from rapidfuzz import fuzz, process
from shapely import STRtree
from shapely.geometry import Point

from etl.intake.codes import read_code
from evenground.catalog.declaration import LANGUAGES
from evenground.catalog.library import PlaceFolder

MOST_AREAS = 3
UNKNOWN = "the area is not known"
PROPOSED = 2
ALIKE = 84
"""Of 100: how alike a name must be to be proposed."""
WHOLE = ("whole place", "everywhere", "all areas", "city wide", "citywide", "region wide", "regional", "partout", "tout le territoire",
         "toute la ville", "toute la region", "tous les secteurs")  # fmt: skip
Surfaces = tuple[STRtree, list[str]]
_SPLIT = re.compile(r"[;|\n]")
_SHARE = re.compile(r"(.+?)(?:\s*[:=(]\s*|\s+)([0-9]+(?:[.,][0-9]+)?)\s*%\s*\)?|(.+?)\s*[:=(]\s*([01]?[.,][0-9]+|[01])\s*\)?")
_POINT = re.compile(r"([+-]?[0-9]{1,2}(?:\.[0-9]+)?)\s*[,\s]\s*([+-]?[0-9]{1,3}(?:\.[0-9]+)?)(?:\s+[0-9.+-]+){0,2}")


def plain_place(name: str) -> str:
    """A place's name for comparing: lower case, without accents, dashes, apostrophes and points.

    >>> plain_place("Côte–des-Neiges"), plain_place("St. Mary’s")
    ('cote des neiges', 'st marys')
    """
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", name).casefold() if not unicodedata.combining(mark))
    return re.sub(r"[\W_]+", " ", re.sub("[’'`ʼ]", "", bare)).strip()


@dataclass
class Where:
    """What one cell says: areas with their shares, or why it names none of the areas that are counted."""

    parts: tuple[tuple[str, float], ...] = ()
    further: tuple[tuple[str, str] | None, ...] = ()
    """Of each part, the area of the further level and how it is known (named, point), None where the log does not say; empty
    where it says so of no part."""
    is_whole: bool = False
    why_none: str = ""
    """Of a cell that is in order: `whole place`, `more than three areas` or `a wider area`."""
    reason: str = ""
    remedy: str = ""


@dataclass
class Places:
    """The areas of a place under every name and code they are known by."""

    level_key: str
    code_width: int | None
    code_prefixes: tuple[str, ...]
    names: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    others: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Names and codes of areas of other levels."""
    wider: set[str] = field(default_factory=set)
    """Those of levels above: naming one says that no single area was visited."""
    levels: dict[str, str] = field(default_factory=dict)
    """`level:vintage` -> what its areas are called."""
    shown: dict[str, str] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    geometry: dict[str, object] = field(default_factory=dict)
    further: dict[str, object] = field(default_factory=dict)
    """Areas of the further level, by key, with their shapes; empty where the place counts in one level."""
    _seen: dict[str, Where] = field(default_factory=dict)

    @classmethod
    def of(cls, folder: PlaceFolder, areas: pd.DataFrame, names: pd.DataFrame) -> Places:
        """From the tables of a build: `areas` (area_key, level_key, code, name_*, geometry) and `area_name`."""
        level = folder.place.level(folder.place.outreach.level)
        made = cls(level.key, level.code_width, level.code_prefixes)
        above = ancestors(folder, level.key)
        made.levels = {one.key: one.name["en"] for one in folder.place.levels}
        single = {key for key, rows in areas.groupby("level_key") if len(rows) == 1 and key != level.key}
        called = [areas[["area_key", "level_key", column]].rename(columns={column: "name"})
                  for column in ("area_key", "code", *(f"name_{one}" for one in LANGUAGES)) if column in areas]  # fmt: skip
        called[0] = areas[["area_key", "level_key"]].assign(name=areas["area_key"])
        if len(names):
            called.append(names[["area_key", "name"]].merge(areas[["area_key", "level_key"]], on="area_key"))
        everything = pd.concat(called, ignore_index=True).dropna(subset="name")
        for key, level_key, name in everything.itertuples(index=False):
            book = made.names if level_key == level.key else made.others
            plain = plain_place(str(name))
            if not plain:
                continue
            book[plain].add(key)
            if level_key in above:
                made.wider.add(plain)
            if level_key in single:
                made.whole.add(plain)
        titles = [*folder.place.name.values(), *folder.place.full_name.values(), *WHOLE]
        made.whole |= {plain_place(title) for title in titles}
        own = areas[areas["level_key"] == level.key]
        made.shown = dict(zip(own["area_key"], own["name_en"], strict=True))
        beside = folder.place.outreach.further
        if beside and "geometry" in areas:
            here = areas[areas["level_key"] == beside.level]
            made.further = {k: g for k, g in zip(here["area_key"], here["geometry"], strict=True) if is_surface(g)}
        made.geometry = {k: g for k, g in zip(own["area_key"], own["geometry"], strict=True) if g is not None} if "geometry" in own else {}
        return made

    def where(self, text: str, splits: str = "") -> Where:
        """What a cell that may name several areas says; `splits` is what divides them beside `;`."""
        whole = self._one(text)
        if whole.parts or whole.why_none:
            return whole
        return self._proposed(self._of_pieces(text, splits), text)

    def _of_pieces(self, text: str, splits: str) -> Where:
        pieces = [piece.strip() for piece in (re.split(f"{_SPLIT.pattern}|{splits}", text) if splits else _SPLIT.split(text)) if piece.strip()]
        found = [self._shared(piece) for piece in pieces]
        wrong = next(((where, piece) for (where, _), piece in zip(found, pieces, strict=True) if where.reason), None)
        return self._proposed(*wrong) if wrong else _together(found)

    def single(self, text: str) -> Where:
        """What a cell that names one area of any level says."""
        found = self._one(text)
        if found.why_none or found.reason or (found.further and found.further[0][1] == "named"):
            keys = self.others.get(plain_place(text), set())
            return Where(((next(iter(keys)), 1.0),)) if len(keys) == 1 else self._proposed(found, text)
        return found

    def _shared(self, piece: str) -> tuple[Where, float | None]:
        found = self._one(piece)
        share = _SHARE.fullmatch(piece) if found.reason else None
        if not share:
            return found, None
        part = float((share[2] or share[4]).replace(",", ".")) / (100 if share[2] else 1)
        return self._one(share[1] or share[3]), part

    def _one(self, text: str) -> Where:
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self._look_up(text)
        return found

    def _look_up(self, text: str) -> Where:
        plain = plain_place(text)
        keys = self.names.get(plain) or self.names.get(self._code(text)) or set()
        if len(keys) == 1:
            return Where(((next(iter(keys)), 1.0),))
        if len(keys) > 1:
            some = ", ".join(sorted(keys)[:3])
            return Where(reason="the name stands for more than one area", remedy=f"give the code: {some}")
        if plain in self.whole:
            return Where(is_whole=True, why_none="whole place")
        if plain in self.wider:
            return Where(why_none="a wider area")
        if point := _POINT.fullmatch(text.strip()):
            return self._at(float(point[1]), float(point[2]))
        if further := self._of_further(plain):
            return further
        if plain in self.others:
            called = {self.levels.get(key.rsplit(":", 1)[0], "another level") for key in self.others[plain]}
            return Where(reason=f"the name is one of: {', '.join(sorted(called))}", remedy=f"name an area of: {self.levels.get(self.level_key, self.level_key)}")
        return Where(reason=UNKNOWN)

    def _code(self, text: str) -> str:
        code, _, reason, _ = read_code(text, self.code_width, self.code_prefixes)
        return "" if reason else plain_place(code)

    def _at(self, lat: float, lon: float) -> Where:
        point = Point(lon, lat)
        if inside := _holding(self._tree, point):
            return Where(((inside, 1.0),), ((_holding(self._further_tree, point), "point"),))
        return Where(reason="the point lies in no area", remedy="give latitude first, then longitude, or name the area")

    def _of_further(self, plain: str) -> Where | None:
        """An area of the further level by its name: it stands in the area in which its representative point lies."""
        keys = [key for key in self.others.get(plain, ()) if key in self.further]
        inside = _holding(self._tree, self.further[keys[0]].representative_point()) if len(keys) == 1 else ""
        return Where(((inside, 1.0),), ((keys[0], "named"),)) if inside else None

    def placed(self, where: Where) -> list[tuple[str, float, str, str]]:
        """Parts of a cell with the area of the further level that each lies in, and how that is known; both empty where none."""
        said = where.further or (None,) * len(where.parts)
        beside = [one or (self._middles.get(key, ""), "middle") for one, (key, _) in zip(said, where.parts, strict=True)]
        return [(key, share, further, how if further else "") for (key, share), (further, how) in zip(where.parts, beside, strict=True)]

    @cached_property
    def _middles(self) -> dict[str, str]:
        """Area of the further level in which the representative point of each area lies."""
        return {key: _holding(self._further_tree, shape.representative_point()) for key, shape in self.geometry.items()} if self.further else {}

    @cached_property
    def _tree(self) -> Surfaces:
        return _surfaces({key: shape for key, shape in self.geometry.items() if is_surface(shape)})

    @cached_property
    def _further_tree(self) -> Surfaces:
        return _surfaces(self.further)

    def _proposed(self, where: Where, text: str) -> Where:
        """A cell that names no known area, with the names that are nearly it."""
        return where if where.reason != UNKNOWN or where.remedy else Where(reason=UNKNOWN, remedy=self._proposal(plain_place(text)))

    def _proposal(self, plain: str) -> str:
        near = process.extract(plain, self.names.keys(), scorer=fuzz.ratio, limit=PROPOSED, score_cutoff=ALIKE)
        keys = {key for name, _, _ in near for key in self.names[name]}
        if not keys:
            return "give its code or one of its names"
        return "did you mean " + " or ".join(f"{self.shown.get(key, key)} ({key})" for key in sorted(keys)[:3]) + "?"


def is_surface(shape: object) -> bool:
    return getattr(shape, "geom_type", "") in ("Polygon", "MultiPolygon")


def _surfaces(shapes: dict[str, object]) -> Surfaces:
    return STRtree(list(shapes.values())), list(shapes)


def _holding(surfaces: Surfaces, point: Point) -> str:
    """The area that holds a point, the first by key on a border; empty where none does."""
    tree, keys = surfaces
    return min((keys[i] for i in tree.query(point, predicate="intersects")), default="") if keys else ""


def ancestors(folder: PlaceFolder, level_key: str) -> set[str]:
    """The levels above a level."""
    parents = {level.key: level.parent for level in folder.place.levels}
    found: set[str] = set()
    while (level_key := parents.get(level_key) or "") and level_key not in found:
        found.add(level_key)
    return found


def _together(found: list[tuple[Where, float | None]]) -> Where:
    if any(where.is_whole for where, _ in found):
        return Where(is_whole=True, why_none="whole place")
    if any(where.why_none for where, _ in found):
        return Where(why_none="a wider area")
    keys = [where.parts[0][0] for where, _ in found]
    shares = [share for _, share in found if share is not None]
    if len(set(keys)) < len(keys):
        return Where(reason="an area stands twice", remedy="name each area once")
    if shares and len(shares) < len(keys):
        return Where(reason="some areas have a share and some have none", remedy="give every area a share, or none")
    if sum(shares) > 1 + 1e-9:
        return Where(reason=f"shares add up to {sum(shares):g}, more than 1", remedy="correct the shares")
    if len(keys) > MOST_AREAS:
        return Where(is_whole=True, why_none="more than three areas")
    further = tuple(where.further[0] if where.further else None for where, _ in found)
    return Where(tuple(zip(keys, shares or [1 / len(keys)] * len(keys), strict=True)) if keys else (), further if any(further) else ())
