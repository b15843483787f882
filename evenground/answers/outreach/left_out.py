"""What of the log a reader does not see, with the number and the reason."""

from __future__ import annotations

from evenground.answers.answer import Answer
from evenground.answers.outreach.log_choices import LogChoices
from evenground.catalog.words import say
from evenground.warehouse.ask import ask
from evenground.warehouse.releases import Release

REASONS = ("before", "after", "planned", "cancelled", "other_status", "filtered", "other_kind")


def left_out(log: LogChoices, release: Release, counted: tuple[str, ...] = ()) -> Answer:
    """One row per reason with its engagements; a sentence says how many are shown, and how many are not and why.

    `counted` are the types of engagement that a page counts, where it does not count all. `facts` has `shown`. Together the rows are the whole log.
    """
    table = ask(release, "left_out", counted=list(counted), **log.filters)
    number = dict(zip(table["reason"], table["engagements"].astype(int), strict=True))
    told = [say("log.shown", log.language, count=number.get("shown", 0))]
    parts = [str(say(f"log.left_{reason}", log.language, count=number[reason])) for reason in REASONS if number.get(reason)]
    if parts:
        told.append(say("log.left_out", log.language, parts=", ".join(parts)))
    return Answer("left_out", release.id, table, tuple(told), facts={"shown": number.get("shown", 0)})
