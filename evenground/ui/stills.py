"""The map of a view as a file: drawn on the server from the same answer, with title, legend, source and date."""

from __future__ import annotations

from evenground.answers.answer import Answer
from evenground.answers.geometry import features, land_features, outline_features
from evenground.answers.shelf import row_of, text_in
from evenground.briefs.still import map_image
from evenground.look.caption import Caption
from evenground.ui.scope import Scope
from evenground.ui.views import comparator_of, indicator_of


def still_map(view: Scope, answer: Answer, words: Caption, colour_by: str, kind: str) -> bytes:
    """PNG or SVG of the map; similar neighbours are drawn by class, since their picture needs its own key."""
    chosen = view.chosen
    points = row_of(view.release, "levels", "level_key", chosen.level)["shape"] == "point" and chosen.drawing == "geographic"
    outline = outline_features(view.release, chosen.area_set, chosen.drawing) if chosen.area_set and not points else ()
    listed = row_of(view.release, "area_sets", "area_set_id", chosen.area_set) if outline else None
    return map_image(
        answer.table,
        None if points else features(view.release, chosen.level, chosen.drawing),
        indicator_of(view),
        answer.facts["breaks"],
        words,
        colour_by="verdict" if colour_by == "verdict" else "class",
        comparator=comparator_of(answer),
        outline=outline or None,
        outline_name=text_in(listed, "short", view.language) if listed is not None else "",
        land=(land_features(view.release) or None) if points else None,
        note=view.say("choose.drawing_hexagon_note") if chosen.drawing == "hexagon" else "",
        fmt=kind,
    )
