"""How long does Coverage take on a log of a million engagements, and does it stay as quick with fifty times the areas?

Run `uv run python -m benchmarks.coverage`. A made log with series, groups and areas is written as a release with the build's own
sums; then every figure of the page is asked for again and again with another window, type or measure, so that nothing is
remembered from the time before. The goal is 250 ms for the 95th percentile, and 5,000 areas within three times 100. Choices that
name a partner, a language and a question look up engagements first, and have the same goal. Processor time stands beside the clock,
because a busy machine disturbs the clock.
"""

from __future__ import annotations

import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np
import pandas as pd
from rich.console import Console
from rich.table import Table

from evenground.answers.outreach import coverage
from evenground.answers.outreach.left_out import left_out
from evenground.answers.outreach.log_choices import LogChoices
from evenground.answers.outreach.log_offer import outreach_types
from evenground.answers.outreach.settings import settings
from evenground.catalog.library import place_folders
from evenground.warehouse.releases import Release
from evenground.warehouse.write import write_release

ENGAGEMENTS, REPEATS = 1_000_000, 40
BEGINS, DAYS = date(2018, 1, 1), 2000


def main() -> None:
    table = Table("areas", "choices", "write and sum s", "first ms", "median ms", "95th percentile ms", "processor ms")
    for areas in (100, 5000):
        with tempfile.TemporaryDirectory() as folder:
            for choices, found in measured(areas, Path(folder)).items():
                table.add_row(f"{areas:,}", choices, *(f"{one:,.0f}" for one in found))
    Console(width=110).print(table)


def measured(areas: int, folder: Path) -> dict[str, list[float]]:
    place = next(one for one in place_folders().values() if one.place.outreach and one.place.policy.rankings)
    content = made(areas, place.place.outreach.level, place.id)
    start = time.perf_counter()
    write_release(folder / "made.duckdb", content)
    written = time.perf_counter() - start
    release = Release(place.id, "analyst", folder / "made.duckdb")
    choices = {"window and type": {}, "partner, language, question": {"partners": ("p1", "p7"), "languages": ("fr",), "groups": ("black",)}}
    return {name: [written, *_spent(release, place.place.outreach.level, more)] for name, more in choices.items()}


def _spent(release: Release, level: str, more: dict[str, tuple[str, ...]]) -> list[float]:
    spent = np.array([asked(release, level, number, more) for number in range(REPEATS + 1)])
    later = spent[1:]
    return [spent[0, 0], float(np.median(later[:, 0])), float(np.percentile(later[:, 0], 95)), float(np.median(later[:, 1]))]


def asked(release: Release, level: str, number: int, more: dict[str, tuple[str, ...]]) -> tuple[float, float]:
    """Milliseconds by the clock and of the processor for all the figures of the page, for choices that were not made before."""
    end = BEGINS + timedelta(days=DAYS - number)
    types = (outreach_types()[number % 3],) if number % 2 else ()
    log = LogChoices(release.place_id, "en", level, end.isoformat(), (BEGINS + timedelta(days=number)).isoformat(), end.isoformat(), types, **more)
    clock, processor = time.perf_counter(), time.process_time()
    found = coverage.coverage(log, release)
    coverage.groups(log, release)
    settings(log, release)
    left_out(log, release, outreach_types())
    coverage.months(log, release, tuple(found.table["area_key"].head(24)))
    return 1000 * (time.perf_counter() - clock), 1000 * (time.process_time() - processor)


def made(areas: int, level: str, place: str) -> dict[str, pd.DataFrame]:
    """A million engagements: four in five belong to one of 20,000 series, each in its own area; three questions are asked."""
    draw = np.random.default_rng(1)
    keys = np.array([f"{level}:{number:05d}" for number in range(areas)], dtype=object)
    ids = pd.Series(np.arange(ENGAGEMENTS)).astype(str).radd("e")
    of_series = np.where(draw.random(ENGAGEMENTS) < 0.8, draw.integers(0, 20_000, ENGAGEMENTS), -1)
    where = np.where(of_series >= 0, of_series % areas, draw.integers(0, areas, ENGAGEMENTS))
    days = pd.Timestamp(BEGINS) + pd.to_timedelta(draw.integers(0, DAYS, ENGAGEMENTS), unit="D")
    facts = pd.DataFrame(
        {
            "engagement_id": ids, "owner_organization": "lead", "visibility": "partners", "starts_on": days,
            "status": draw.choice(["held", "cancelled", "planned"], ENGAGEMENTS, p=[0.9, 0.05, 0.05]),
            "type": draw.choice(list(outreach_types()), ENGAGEMENTS), "series": pd.Series(of_series).astype(str).radd("s").where(of_series >= 0, None),
            "setting": draw.choice(["community_centre", "school", "shelter", "online"], ENGAGEMENTS, p=[0.5, 0.4, 0.05, 0.05]),
            "area_basis": "held_in", "whole_place": False, "people": draw.integers(1, 60, ENGAGEMENTS).astype(float), "hours": 2.0, "source_id": "made",
        }
    )  # fmt: skip
    answers = [
        pd.DataFrame({"engagement_id": ids, "question": question, "answer": answer, "people": draw.integers(0, 20, ENGAGEMENTS).astype(float)})
        for question in ("newcomer", "racialized", "black") for answer in ("yes", "no")
    ]  # fmt: skip
    partners = pd.DataFrame({"engagement_id": ids, "partner_id": pd.Series(draw.integers(0, 400, ENGAGEMENTS)).astype(str).radd("p"), "role": "lead"})
    languages = pd.DataFrame({"engagement_id": ids, "language": draw.choice(["en", "fr"], ENGAGEMENTS)})
    area = {"area_key": keys, "level_key": level, "code": [key.rsplit(":", 1)[1] for key in keys], "name_en": [f"Area {key[-5:]}" for key in keys]}
    return {
        "dim_area": pd.DataFrame({**area, "population": draw.integers(500, 9000, areas).astype(float), "source_id": "made"}),
        "fact_engagement": facts, "engagement_area": pd.DataFrame({"engagement_id": ids, "area_key": keys[where], "share": 1.0}),
        "engagement_group": pd.concat(answers, ignore_index=True), "engagement_partner": partners, "engagement_language": languages,
        "outreach_log": pd.DataFrame([{"kind": "recorded", "as_of": None, "begins_on": BEGINS, "rows_in": ENGAGEMENTS, "rows_loaded": ENGAGEMENTS, "rows_rejected": 0}]),
        "release": pd.DataFrame([{"place_id": place, "release_id": "made", "audience": "analyst", "built_at": datetime(2024, 1, 1), "inputs": "made", "code_version": "0", "policy_version": "0", "schema_version": 0}]),
    }  # fmt: skip


if __name__ == "__main__":
    main()
