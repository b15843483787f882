"""The map of an exhibit as a still image."""

from __future__ import annotations

from evenground.answers.exhibit import Exhibit
from evenground.briefs.still import map_image
from evenground.look.caption import Caption


def still_map(exhibit: Exhibit, caption: Caption, **how: object) -> bytes:
    """What `map_image` makes of an exhibit's drawing; `how` are its sizes, palette and format."""
    drawn = exhibit.drawing
    if drawn is None:
        raise ValueError(f"exhibit {exhibit.id} is a map and has no drawing")
    return map_image(
        exhibit.answer.table, drawn.features or None, drawn.indicator, drawn.breaks, caption, colour_by=drawn.colour_by,
        comparator=drawn.comparator, outline=drawn.outline or None, outline_name=drawn.outline_name, land=drawn.land or None,
        circles=drawn.circles or None, circles_name=drawn.circles_name, **how,
    )  # fmt: skip
