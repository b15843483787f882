"""How sessions came to stand in areas of the further level: by the log's own word, by a point, or by the middle of an area."""

from __future__ import annotations

from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.log_offer import outreach_types
from evenground.answers.outreach.sessions import is_further
from evenground.answers.outreach.wording import place_word
from evenground.catalog.words import say
from evenground.look.numbers import number
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

WAYS = ("named", "point", "middle", "")


def placed(log: LogChoices, release: Release) -> dict[str, int]:
    """Sessions of the window by how their area of the further level is known; `""` are those that lie in none.

    A session in several areas counts under each way that placed one of them.
    """
    rows = ask(release, "further_placed", types=list(outreach_types()), statuses=list(log.statuses), start=log.start, end=log.end)
    found = dict(zip(rows["further_by"], rows["sessions"].astype(int), strict=True))
    return {way: found.get(way, 0) for way in WAYS}


def placed_said(log: LogChoices, release: Release) -> str:
    """The rule and its numbers in words; empty in the first level, where the log names areas itself."""
    if not is_further(log):
        return ""
    counts = {way or "none": number(count, log.language) for way, count in placed(log, release).items()}
    own = place_word(log.but(level=""), "area")
    return str(say("coverage.placed", log.language, areas=place_word(log, "areas"), area=place_word(log, "area"), own=own, **counts))
