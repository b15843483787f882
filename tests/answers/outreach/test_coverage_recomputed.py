"""Coverage sums over numbered columns; here the same is counted one engagement at a time, from nothing but the facts."""

import random
from collections import Counter, defaultdict
from datetime import date, timedelta

import numpy as np
import pytest
from small_log import AS_OF, LEVEL, area_key, engagement, small_release, tables

from evenground.answers.outreach import coverage, settings
from evenground.answers.outreach.log_choices import BASES, LogChoices
from evenground.answers.outreach.reach import reach
from evenground.answers.outreach.reach_answers import answers
from evenground.warehouse.marts import MARTS
from evenground.warehouse.write import read_tables, write_release

RESIDENTS = {"A": 1000.0, "B": 3000.0, "C": 900.0, "D": 500.0}
TYPES, STATUSES, AUDIENCES = ("outreach_session", "workshop", "table_meeting"), ("held", "planned", "cancelled"), ("youth", "elders", None)
PARTNERS, LANGUAGES, QUESTIONS = ("p1", "p2", "p3"), ("en", "fr"), ("black", "newcomer")
BEGINS = date(2024, 1, 1)
PLACED = [{"A": 1.0}, {"B": 1.0}, {"A": 0.5, "B": 0.25}, {"C": 1 / 3, "D": 1 / 3, "A": 1 / 3}, {}]


def random_log(draw: random.Random) -> list[dict[str, object]]:
    return [
        engagement(
            number, (BEGINS + timedelta(days=draw.randrange(60))).isoformat(), people=float(draw.randrange(40)), hours=draw.choice([0.5, 2.0, 3.25]),
            type=draw.choice(TYPES), status=draw.choice(STATUSES), audience=draw.choice(AUDIENCES), area_basis=draw.choice([*BASES, None]),
            setting=draw.choice(["school", "shelter", "online", None]), whole_place=draw.random() < 0.1, areas=draw.choice(PLACED),
            series=draw.choice(["tables", "walks", "", None]), partners=draw.sample(PARTNERS, draw.randrange(3)),
            languages=draw.sample(LANGUAGES, draw.randrange(3)),
            groups={question: {answer: draw.randrange(9) for answer in draw.sample(("yes", "no", "unknown"), draw.randrange(4))} for question in QUESTIONS},
        )
        for number in range(200)
    ]  # fmt: skip


def random_choices(draw: random.Random) -> LogChoices:
    start, end = sorted(draw.sample(range(60), 2))

    def some(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(draw.sample(values, draw.choice([0, 0, 1, 2])))

    return LogChoices(
        "ottawa", "en", LEVEL, AS_OF.isoformat(), (BEGINS + timedelta(days=start)).isoformat(), (BEGINS + timedelta(days=end)).isoformat(),
        types=some(TYPES[:2]), partners=some(PARTNERS), groups=some(QUESTIONS), languages=some(LANGUAGES), statuses=some(STATUSES),
        audiences=some(AUDIENCES[:2]), basis=draw.choice(BASES), measure=draw.choice(["attendances", "sessions", "hours"]),
    )  # fmt: skip


def passes(one: dict[str, object], log: LogChoices) -> bool:
    named = ((log.partners, one["partners"]), (log.languages, one["languages"]), (log.groups, [q for q, told in one["groups"].items() if told]))
    return (
        one["type"] in (log.types or TYPES[:2]) and log.start <= one["starts_on"].isoformat() <= log.end
        and (not log.statuses or one["status"] in log.statuses) and (not log.audiences or one["audience"] in log.audiences)
        and all(not asked or set(asked) & set(there) for asked, there in named)
    )  # fmt: skip


def areas_of(one: dict[str, object], log: LogChoices) -> dict[str, float]:
    """Areas of the place that an engagement counts in, on the chosen basis."""
    visits = one["setting"] not in ("shelter", "online") and not one["whole_place"] and one["area_basis"] == log.basis
    return one["areas"] if visits else {}


def recomputed(rows: list[dict[str, object]], log: LogChoices) -> dict[str, dict[str, float]]:
    """By area: total, squares and number of the independent parts, sessions, and the last day."""
    parts = defaultdict(float)
    found = {name: defaultdict(float) for name in ("total", "squares", "cubes", "clusters", "visits")} | {"last": {}}
    for number, one in enumerate(rows):
        size = {"attendances": one["people"], "sessions": 1.0, "hours": one["hours"]}[log.measure]
        for area, share in areas_of(one, log).items():
            parts[area, one["series"] or number] += size * share
            found["visits"][area] += 1
            found["last"][area] = max(found["last"].get(area, one["starts_on"]), one["starts_on"])
    for (area, _), size in parts.items():
        for name, value in (("total", size), ("squares", size**2), ("cubes", size**3), ("clusters", 1)):
            found[name][area] += value
    return found


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    log = random_log(random.Random(20261128))
    return log, small_release(tmp_path_factory.mktemp("recomputed"), log, RESIDENTS)


@pytest.mark.parametrize("seed", range(60))
def test_reach_is_what_is_counted_one_by_one(made, seed):
    log, release = made
    chosen = random_choices(random.Random(seed))
    rows = [one for one in log if passes(one, chosen)]
    found, expected = reach(chosen, release), recomputed(rows, chosen)
    for name, values in (("total", found.total), ("squares", found.squares), ("cubes", found.cubes), ("clusters", found.clusters), ("visits", found.visits)):
        assert np.allclose(values, [expected[name][area] for area in RESIDENTS]), name
    assert [None if np.isnat(day) else day.astype(object) for day in found.last_on] == [expected["last"].get(area) for area in RESIDENTS]
    assert np.isclose(found.everything["people"], sum(one["people"] for one in rows))
    assert found.everything["series"] == len({one["series"] or number for number, one in enumerate(rows)})
    assert np.isclose(found.total.sum() + sum(part["total"] for part in found.elsewhere.values()), found.everything["total"])


@pytest.mark.parametrize("seed", range(60))
def test_answers_are_what_is_counted_one_by_one(made, seed):
    log, release = made
    chosen = random_choices(random.Random(seed))
    for question in QUESTIONS:
        told = {i: one for i, one in enumerate(log) if passes(one, chosen) and {"yes", "no"} & set(one["groups"][question])}
        found = answers(chosen, release).get(question)
        assert (found is None) == (not told)
        if found is None:
            continue
        series, areas = defaultdict(lambda: np.zeros(2)), defaultdict(float)
        for number, one in told.items():
            counted = np.array([one["groups"][question].get("yes", 0), one["groups"][question].get("no", 0)], dtype=float)
            series[one["series"] or number] += counted
            for area, share in areas_of(one, chosen).items():
                areas[area, one["series"] or number] += counted[0] * share
        yes, no = (np.array([part[i] for part in series.values()]) for i in (0, 1))
        assert np.allclose((found.yes, found.no, found.clusters), (yes.sum(), no.sum(), len(series)))
        assert np.allclose(found.moments, ((yes**2).sum(), (yes * (yes + no)).sum(), ((yes + no) ** 2).sum()))
        for name, power in (("area_yes", 1), ("area_squares", 2), ("area_cubes", 3), ("area_clusters", 0)):
            assert np.allclose(getattr(found, name), [sum(size**power for (area, _), size in areas.items() if area == code) for code in RESIDENTS]), name


@pytest.mark.parametrize("seed", range(60))
def test_months_and_settings_are_what_is_counted_one_by_one(made, seed):
    log, release = made
    chosen = random_choices(random.Random(seed))
    rows = [one for one in log if passes(one, chosen)]
    months = coverage.months(chosen, release, tuple(area_key(code) for code in RESIDENTS)).table
    for code in RESIDENTS:
        days = [one["starts_on"] for one in rows if code in areas_of(one, chosen)]
        assert months.loc[area_key(code)].to_dict() == {month: sum(f"{day:%Y-%m}" == month for day in days) for month in months.columns}
    stood = [one for one in rows if one["setting"] == "shelter"]
    people = sum(one["people"] * (sum(one["areas"].values()) if one["areas"] else 1) for one in stood)
    found = settings.settings(chosen, release).table
    assert np.isclose(found["people"].sum(), people)
    assert dict(zip(found["area_key"].fillna(""), found["sessions"], strict=True)) == dict(Counter(area_key(code) if code else "" for one in stood for code in one["areas"] or [""]))


def test_a_public_release_holds_none_of_the_log_in_its_marts(tmp_path):
    rows = {}
    for audience in ("analyst", "public"):
        content = tables(random_log(random.Random(1)), RESIDENTS)
        content["release"] = content["release"].assign(audience=audience)
        write_release(tmp_path / f"{audience}.duckdb", content)
        rows[audience] = {name: len(table) for name, table in read_tables(tmp_path / f"{audience}.duckdb").items() if name.startswith("mart_")}
    assert len(rows["public"]) == len(MARTS) and not any(rows["public"].values()) and all(rows["analyst"].values())
