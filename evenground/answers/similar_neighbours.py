"""Where do neighbouring areas resemble each other more than chance would make them?"""

from __future__ import annotations

import numpy as np

from evenground.answers.answer import Answer
from evenground.answers.area_values import area_values
from evenground.answers.choices import Choices
from evenground.catalog.words import say
from evenground.stats.clusters import local_clusters
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

KINDS = ("high_high", "low_low", "high_low", "low_high", "none")


def similar_neighbours(chosen: Choices, release: Release) -> Answer:
    """The map's table with `cluster` and `cluster_p`: local Moran of the values, false finds held to 5% of the finds."""
    answer = area_values(chosen, release)
    table = answer.table
    place = {key: at for at, key in enumerate(table["area_key"])}
    borders = ask(release, "contiguity", level_key=chosen.level)
    pairs = [
        (place[a], place[b])
        for a, b in zip(borders["area_key"], borders["neighbour_key"], strict=True)
        if a in place and b in place
    ]
    found = local_clusters(table["value"], np.array(pairs, dtype=int).reshape(-1, 2))
    table = table.assign(cluster=found.kind, cluster_p=found.p)
    counts = {kind: int((found.kind == kind).sum()) for kind in KINDS}
    sentence = say("clusters.sentence", chosen.language, **{key: str(number) for key, number in counts.items()})
    said = sentence if pairs else say("clusters.no_borders", chosen.language)
    return Answer("similar_neighbours", release.id, table, (said,), answer.provenance, answer.missing, answer.notes, answer.facts)
