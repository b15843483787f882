"""A constructed place for tests of the outreach log: three areas with names in two languages, and sheets of text."""

from __future__ import annotations

import pandas as pd
from fourth_place import PLACE
from shapely.geometry import box

from etl.engagement.places import Places
from etl.engagement.read import Outreach, take_in
from etl.engagement.whence import from_table
from evenground.catalog.library import PlaceFolder
from evenground.catalog.place import Place

NAMES = {
    "001": ("Côte-Nord", "Côte-Nord"), "002": ("Saint-Élie", "Saint-Élie"), "003": ("Hill’s End", "Bout-de-la-Côte"),
    "004": ("East Bank", "Rive-Est"), "005": ("West Bank", "Rive-Ouest"),
}  # fmt: skip


def place_folder(**more: object) -> PlaceFolder:
    place = Place.model_validate(PLACE | {"outreach": {"level": "zone:2024"}} | more)
    return PlaceFolder(place, None, (), (), (), ())


def areas() -> pd.DataFrame:
    rows = [
        {"area_key": f"zone:2024:{code}", "level_key": "zone:2024", "code": code, "name_en": en, "name_fr": fr, "name_iu": None,
         "geometry": box(-76 + i, 45, -75 + i, 46)}
        for i, (code, (en, fr)) in enumerate(NAMES.items())
    ]  # fmt: skip
    town = {"area_key": "town:2024:1", "level_key": "town:2024", "code": "1", "name_en": "Exampleville", "name_fr": "Exempleville", "geometry": None}
    wards = [{"area_key": f"ward:1:{n}", "level_key": "ward:1", "code": f"W{n}", "name_en": f"Ward {n}", "name_fr": None, "geometry": None} for n in (1, 2)]
    return pd.DataFrame([*rows, town, *wards])


def places() -> Places:
    names = pd.DataFrame([{"area_key": "zone:2024:003", "language": "en", "name": "The End", "kind": "alias", "cited": None}])
    return Places.of(place_folder(), areas(), names)


def taken(**sheets: list[dict[str, str]]) -> Outreach:
    """What comes of sheets given as lists of records."""
    return take_in([from_table(name, "test", pd.DataFrame(rows)) for name, rows in sheets.items()], places())


def engagement(**cells: str) -> dict[str, str]:
    """One engagement in order, with some cells of its own."""
    return {"owner_organization": "Health centre", "date": "2024-05-14", "type": "workshop", "area": "001", "people": "20"} | cells
