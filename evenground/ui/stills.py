"""The map of a view as a file: drawn on the server from the same answer, with title, legend, source and date."""

from __future__ import annotations

import json

from evenground.answers.answer import Answer
from evenground.answers.geometry import set_outline
from evenground.answers.shelf import row_of, shelf, text_in
from evenground.briefs.still import map_image
from evenground.look.caption import Caption
from evenground.ui.scope import Scope
from evenground.ui.views import comparator_of, indicator_of
from evenground.warehouse.ask import ask


def still_map(view: Scope, answer: Answer, words: Caption, colour_by: str, kind: str) -> bytes:
    """PNG or SVG of the map; similar neighbours are drawn by class, since their picture needs its own key."""
    chosen = view.chosen
    points = row_of(view.release, "levels", "level_key", chosen.level)["shape"] == "point" and chosen.drawing == "geographic"
    outline = set_outline(view.release, chosen.area_set, chosen.drawing) if chosen.area_set and not points else None
    listed = row_of(view.release, "area_sets", "area_set_id", chosen.area_set) if outline else None
    return map_image(
        answer.table,
        None if points else _features(view, chosen.level, chosen.drawing),
        indicator_of(view),
        answer.facts["breaks"],
        words,
        colour_by="verdict" if colour_by == "verdict" else "class",
        comparator=comparator_of(answer),
        outline=_named(outline.content) if outline else None,
        outline_name=text_in(listed, "short", view.language) if listed is not None else "",
        land=_land(view) if points else None,
        note=view.say("choose.drawing_hexagon_note") if chosen.drawing == "hexagon" else "",
        fmt=kind,
    )


def _features(view: Scope, level: str, drawing: str) -> list[dict[str, object]]:
    rows = ask(view.release, "shapes", level_key=level, drawing=drawing)
    return [
        {"type": "Feature", "id": key, "geometry": json.loads(geometry)}
        for key, geometry in zip(rows["area_key"], rows["geometry"], strict=True)
    ]


def _named(content: bytes) -> list[dict[str, object]]:
    return [{**feature, "id": str(at)} for at, feature in enumerate(json.loads(content)["features"])]


def _land(view: Scope) -> list[dict[str, object]] | None:
    levels = shelf(view.release, "levels")
    whole = levels[(levels["shape"] == "polygon") & (levels["areas"] == 1)]
    return None if whole.empty else _features(view, whole["level_key"].iloc[0], "geographic")
