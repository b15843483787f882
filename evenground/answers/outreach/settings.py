"""What was done in settings that have people of their own: a shelter, a hotel, a campus."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.outreach import wording
from evenground.answers.outreach.filters import days, kinds, named
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.shelf import names_in, shelf
from evenground.warehouse.releases import Release

BY = ["setting", "area_key"]


def settings(log: LogChoices, release: Release) -> Answer:
    """One row per setting and area it stands in, most sessions first within a setting.

    Columns: `setting`, `area`, `sessions`, `people`, `hours`, `last_on`, `days_since`, and attendances `per_100` people staying
    there where they were counted (`staying` on `counted_on`).
    """
    stood, which = _stood(release)
    rows, (first, last), there = shelf(release, "reach_settings"), days(log), named(log, release)
    day, engagement = rows["day"].to_numpy(), rows["engagement_no"].to_numpy()
    passed = kinds(log, release)[rows["kind_no"].to_numpy()] & (day >= first) & (day <= last) & (True if there is None else there[engagement])
    sums = {name: np.bincount(which, passed * values, minlength=len(stood)) for name, values in (("sessions", 1), ("people", rows["people"]), ("hours", rows["hours"]))}
    latest = np.full(len(stood), -1)
    np.maximum.at(latest, which[passed], day[passed])
    table = stood.assign(**sums, latest=latest).astype({"sessions": int})
    table = table[table["sessions"] > 0].sort_values(["setting", "sessions", "area_key"], ascending=[True, False, True], ignore_index=True)
    return Answer("settings", release.id, _told(log, release, table))


@lru_cache(maxsize=8)
def _stood(release: Release) -> tuple[pd.DataFrame, np.ndarray]:
    """Each setting and area it stands in, with the people staying there; and which of them each row of `reach_settings` is about."""
    rows = shelf(release, "reach_settings")
    stood = rows[BY].drop_duplicates().merge(shelf(release, "staying"), on=BY, how="left")
    return stood, rows.groupby(BY, sort=False).ngroup().to_numpy()


def _told(log: LogChoices, release: Release, table: pd.DataFrame) -> pd.DataFrame:
    names, areas = wording.setting_names(log.language), shelf(release, "area_codes").set_index("area_key").pipe(names_in, "name", log.language)
    as_of = int(np.datetime64(log.as_of, "D").astype(int))
    return table.assign(
        setting=table["setting"].map(names).fillna(table["setting"]), area=table["area_key"].map(areas).fillna(""),
        last_on=pd.to_datetime(table["latest"], unit="D"), days_since=as_of - table["latest"],
        per_100=table["people"] / table["staying"].where(table["staying"] > 0) * 100,
    ).drop(columns="latest")  # fmt: skip
