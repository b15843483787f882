"""What is the community building? Projects by phase, what they are linked to, and the workshops held for them."""

from __future__ import annotations

import numpy as np
import pandas as pd

from evenground.answers.answer import Answer
from evenground.answers.community.log import (
    area_names,
    as_day,
    days_between,
    log_of,
    named,
    partner_names,
    parts,
    word_names,
    worded,
)  # fmt: skip
from evenground.answers.shelf import names_in, shelf
from evenground.catalog.words import say
from evenground.look.numbers import number
from evenground.warehouse.releases import Release

PHASES = ("planning", "implementation", "continuation")


def board(release: Release, language: str) -> Answer:
    """Projects in their phase, longest in it first.

    `table` has one row per project: `title`, `phase`, `phase_words`, `area`, `lead`, `started_by`, `is_staff_initiated`,
    `entered_on`, `days_in_phase` (up to the log's last day), `requests`, and `sessions`, missing in a public release, which holds none.
    """
    table = _projects(release, language)
    if table.empty:
        return Answer("projects", release.id, table, (say("project.none", language),))
    counts = table["phase"].value_counts()
    each = "; ".join(
        say("project.in_phase", language, phase=name, number=number(counts.get(phase, 0), language))
        for phase, name in word_names("phases", language).items()
    )
    said = [say("project.count", language, count=len(table)) + " " + each + "."]
    community = int((table["initiated_by"] == "community").sum())
    said.append(say("project.started", language, count=community, all=number(len(table), language)))
    undated = int(table["entered_on"].isna().sum())
    missing = (say("project.undated", language, count=undated),) if undated else ()
    return Answer("projects", release.id, table, tuple(said), missing=missing, facts={"counts": {phase: int(counts.get(phase, 0)) for phase in PHASES}})


def _projects(release: Release, language: str) -> pd.DataFrame:
    """Projects in words; two of one title are told apart by their area."""
    table = shelf(release, "projects")
    areas = named(table["area_key"], area_names(release, language))
    titles = names_in(table, "title", language)
    twice = titles.duplicated(keep=False) & (areas != "")
    titles = titles.where(~twice, titles + " (" + areas + ")")
    as_of = log_of(release).as_of
    return table.assign(
        sessions=table["sessions"] if release.audience != "public" else np.nan, title=titles, phase_words=worded(table["phase"], "phases", language),
        area=areas, lead=named(table["lead_partner"], partner_names(release, language)),
        started_by=worded(table["initiated_by"], "initiators", language), is_staff_initiated=table["initiated_by"] != "community",
        entered_on=table["entered_on"].map(as_day), days_in_phase=[days_between(day, as_of) for day in table["entered_on"]],
    )  # fmt: skip


def phase_spans(release: Release, language: str) -> Answer:
    """How long each project has spent in each phase it has entered, up to the log's last day: one row per project and phase
    with `title`, `phase`, `phase_words`, `from_day`, `to_day`, `days`, `is_now`."""
    entered, log = shelf(release, "project_phases"), log_of(release)
    known = _projects(release, language).set_index("project_id")
    rows = entered[entered["project_id"].isin(known.index)].copy()
    if rows.empty:
        return Answer("phase_spans", release.id, pd.DataFrame(columns=["title", "phase", "phase_words", "from_day", "to_day", "days", "is_now"]))
    rows["from_day"] = rows["entered_on"].map(as_day)
    rows = rows[rows["from_day"] <= log.as_of].sort_values(["project_id", "from_day"], kind="stable")
    following = rows.groupby("project_id")["from_day"].shift(-1)
    rows["to_day"], rows["is_now"] = following.where(following.notna(), log.as_of), following.isna()
    rows["days"] = [days_between(start, end) for start, end in zip(rows["from_day"], rows["to_day"], strict=True)]
    rows["title"], rows["phase_words"] = rows["project_id"].map(known["title"]), worded(rows["phase"], "phases", language)
    now = rows[rows["is_now"]]
    middle = say("project.median_days", language, count=round(float(now["days"].median()))) if len(now) else ""
    return Answer("phase_spans", release.id, rows, (middle,) if middle else ())


def links(release: Release, language: str) -> Answer:
    """Which indicator each project works on, and how many sessions were held for it: one row per project and indicator,
    `indicator_id` empty where a project names none; `is_known` says whether this dashboard holds the indicator."""
    projects, indicators = _projects(release, language), shelf(release, "indicators")
    titles = dict(zip(indicators["indicator_id"], names_in(indicators, "title", language), strict=True))
    rows = [
        {
            "project_id": one["project_id"], "title": one["title"], "phase_words": one["phase_words"], "indicator_id": key,
            "indicator": titles.get(key, key), "is_known": key in titles, "sessions": one["sessions"], "requests": one["requests"],
            "last_held_on": as_day(one["last_held_on"]),
        }
        for one in projects.to_dict("records") for key in (parts(one["indicators"]) or ("",))
    ]  # fmt: skip
    columns = ["project_id", "title", "phase_words", "indicator_id", "indicator", "is_known", "sessions", "requests", "last_held_on"]
    table = pd.DataFrame(rows, columns=columns)
    none = int((table["indicator_id"] == "").sum())
    return Answer("project_links", release.id, table, (say("project.link_note", language),), missing=(say("project.no_indicator", language, count=none),) if none else ())


def requests(release: Release, language: str) -> Answer:
    """Support asked for: `table` has every entry, with `counts_as_request` true only where the community itself asked.

    Days to the first reply are whole days; an entry without a reply has waited up to the log's last day. Entries opened by
    staff or partners are listed and never counted.
    """
    table, log = shelf(release, "support_requests"), log_of(release)
    project = names_in(table, "project", language)
    table = table.assign(
        kind_words=worded(table["kind"], "request_kinds", language), area=named(table["area_key"], area_names(release, language)),
        origin=worded(table["initiated_by"], "initiators", language), counts_as_request=table["initiated_by"] == "community",
        days_to_reply=[days_between(a, b) for a, b in zip(table["asked_on"], table["first_reply_on"], strict=True)],
        days_waiting=[
            days_between(asked, log.as_of) if as_day(reply) is None and as_day(closed) is None else float("nan")
            for asked, reply, closed in zip(table["asked_on"], table["first_reply_on"], table["closed_on"], strict=True)
        ],
        project=project.fillna(""), asked_on=table["asked_on"].map(as_day), first_reply_on=table["first_reply_on"].map(as_day),
        status_words=[_status(str(status), language) for status in table["status"]],
    )  # fmt: skip
    return Answer("requests", release.id, table, _requests_said(table, release, language), facts=_reply_facts(table))


STATUSES = tuple(f"project.request_{status}" for status in ("open", "answered", "in_progress", "closed", "declined", "waiting", "new"))


def _status(status: str, language: str) -> str:
    """A request's status in words; one that we have no words for is shown as it is written."""
    key = f"project.request_{status.strip().casefold().replace(' ', '_')}"
    return str(say(key, language)) if key in STATUSES else status


def _reply_facts(table: pd.DataFrame) -> dict[str, object]:
    own = table[table["counts_as_request"]]
    replied = own["days_to_reply"].dropna()
    return {
        "requests": len(own), "staff_initiated": int(len(table) - len(own)), "replied": len(replied),
        "median_days": float(replied.median()) if len(replied) else float("nan"),
        "longest_days": float(replied.max()) if len(replied) else float("nan"), "waiting": int(own["days_waiting"].notna().sum()),
        "longest_waiting": float(np.nanmax(own["days_waiting"])) if own["days_waiting"].notna().any() else float("nan"),
    }  # fmt: skip


def _requests_said(table: pd.DataFrame, release: Release, language: str) -> tuple[str, ...]:
    facts = _reply_facts(table)
    if not facts["requests"]:
        said = [say("project.requests_none", language)]
    else:
        said = [say("project.requests", language, count=facts["requests"])]
        if facts["replied"]:
            said.append(
                say("project.reply_days", language, count=facts["replied"], median=number(facts["median_days"], language, 1 if facts["median_days"] % 1 else 0), longest=number(facts["longest_days"], language))
            )
        if facts["waiting"]:
            said.append(say("project.waiting", language, count=facts["waiting"], days=number(facts["longest_waiting"], language)))
    if facts["staff_initiated"]:
        said.append(say("project.staff_initiated", language, count=facts["staff_initiated"]))
    return tuple(said)


def requests_by_kind(release: Release, language: str) -> pd.DataFrame:
    """Requests from the community of each kind: `kind_words`, `requests`, `waiting`, most first."""
    table = requests(release, language).table
    own = table[table["counts_as_request"]].assign(waiting=lambda one: one["days_waiting"].notna())
    found = own.groupby("kind_words", sort=True).agg(requests=("request_id", "size"), waiting=("waiting", "sum")).reset_index()
    return found.sort_values(["requests", "kind_words"], ascending=[False, True], kind="stable", ignore_index=True)


def workshops(release: Release, language: str) -> Answer:
    """Workshops, with where they were, how many people came, and the project they belong to."""
    table = shelf(release, "workshops")
    areas = area_names(release, language)
    table = table.assign(
        day=table["starts_on"].map(as_day), type_words=worded(table["type"], "types", language), status_words=worded(table["status"], "statuses", language),
        area=[", ".join(areas.get(key, key) for key in parts(keys)) for keys in table["areas"]],
        audience_words=worded(table["audience"], "audiences", language), project=names_in(table, "project", language).fillna(""),
    )  # fmt: skip
    if table.empty:
        return Answer("workshops", release.id, table, (say("project.workshops_none", language),))
    held = table[table["status"] == "held"]
    counted = held["people"].notna().any()
    people = {"people": number(held["people"].sum(), language)} if counted else {}
    said = say("project.workshops" if counted else "project.workshops_uncounted", language, count=len(held), **people)
    return Answer("workshops", release.id, table, (said,))


def projects_of(release: Release, language: str, area_key: str) -> pd.DataFrame:
    """Projects of one area."""
    table = _projects(release, language)
    return table[table["area_key"] == area_key]

