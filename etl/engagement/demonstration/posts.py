"""Posts that report each month: when each was filled, and which reports came in."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pandas as pd

from etl.engagement.demonstration.declared import Demonstration
from etl.engagement.demonstration.rhythm import month_end, months_between

COLUMNS = ["post_id", "month", "received_on"]


def reports(made: Demonstration, draw: np.random.Generator) -> pd.DataFrame:
    """One row per post and month whose report was received by the log's last day; months of a vacant post are not expected."""
    rows = []
    rule = made.reporting
    for post, month in expected(made) if rule else []:
        lost = draw.random() < rule.missing
        late = int(draw.integers(rule.within_days[0], rule.within_days[1] + 1))
        received = month_end(month) + timedelta(days=late)
        if not lost and month not in made.planted.reports_missing.get(post, ()) and received <= made.as_of:
            rows.append((post, month, received.isoformat()))
    return pd.DataFrame(rows, columns=COLUMNS)


def expected(made: Demonstration) -> list[tuple[str, str]]:
    """(post, month) of each whole month in which a post was filled."""
    found = []
    for post in made.written.get("posts", ()):
        if not post.get("filled_from"):
            continue
        start = max(date.fromisoformat(post["filled_from"]), made.begins_on)
        end = min(date.fromisoformat(post.get("filled_to") or made.as_of.isoformat()), made.as_of)
        found += [(str(post["post_id"]), month) for month in months_between(start, end) if month_end(month) <= end]
    return found


def areas_of_posts(made: Demonstration) -> dict[str, tuple[str, str]]:
    """{post: (area, organization)}."""
    return {
        str(post["post_id"]): (str(post["area"]), str(post["organization"])) for post in made.written.get("posts", ())
    }
