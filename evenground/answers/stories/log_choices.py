"""Choices of a view of the outreach log as its page's address spells them, and back.

An item of a story keeps the days themselves (`window=own`, `from`, `to`, `as_of`) where its page may say "this fiscal year":
what was shown at one meeting must not move before the next.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from evenground.answers.outreach import log_offer, plan_record
from evenground.answers.outreach.log_choices import BASES, MEASURES, YARDSTICKS, LogChoices
from evenground.answers.outreach.need import measures
from evenground.answers.outreach.plan_choices import PlanChoices
from evenground.answers.outreach.sessions import is_further
from evenground.answers.outreach.windows import window
from evenground.catalog.library import place_folder
from evenground.catalog.words import say
from evenground.warehouse.releases import Release

FILTERS = {"types": "types", "partners": "with", "groups": "asked", "languages": "spoken", "audiences": "audience", "statuses": "status"}
"""Filters of `LogChoices` and how an address spells each; `languages` and `k` are other choices' names there."""
WEIGHTS = {"0": 0.0, "half": 0.5, "1": 1.0}
"""Weight of the groups' term of a plan, as an address spells it."""
NOBODY = "none"
"""Areas left out of a plan that leaves none out."""
LIMITS = {"days": 90, "apart": 14, "one_area": 1, "hours": 0, "each": 0}
"""Limits of a plan and what each is where an address does not say."""


def log_of(choices: Mapping[str, str], release: Release, language: str) -> LogChoices:
    """The view of the log that an address opens; what it does not say is as the page of coverage would choose it.

    Raises `KeyError`, with a sentence, for a public release and for one without a log.
    """
    outreach = place_folder(release.place_id).place.outreach
    if release.audience == "public" or outreach is None or not log_offer.has_engagements(release):
        raise KeyError(str(say("log.none" if log_offer.log_kind(release) == "none" else "log.not_public", language)))
    as_of = _day(choices, "as_of") or log_offer.read_on(release)
    first, last = _window(choices, release, as_of)
    asked = {name: tuple(part for part in choices.get(key, "").split(",") if part) for name, key in FILTERS.items()}
    bases = [one for one in BASES if one in log_offer.offered(release, "area_basis", language)] or [BASES[0]]
    log = LogChoices(
        release.place_id, language, outreach.counted_in(choices.get("counted_in", "")), as_of.isoformat(), first.isoformat(), last.isoformat(),
        **asked | {"statuses": asked["statuses"] or ("held",)}, basis=_one_of(choices.get("basis", ""), bases),
        measure=_one_of(choices.get("measure", ""), MEASURES), yardstick=_one_of(choices.get("yardstick", ""), YARDSTICKS),
        k=int(choices.get("visits", 3)), among=choices.get("among", ""),
    )  # fmt: skip
    on_offer = measures(log, release)
    return log.but(need=choices["need"] if choices.get("need") in on_offer else next(iter(on_offer), ""))


def address(log: LogChoices, **more: str) -> dict[str, str]:
    """What an item keeps of a view of the log: enough to open it again, and nothing that says the same as leaving it out."""
    said = {"window": "own", "from": log.start, "to": log.end, "as_of": log.as_of, "need": log.need, "among": log.among}
    said |= {key: ",".join(getattr(log, name)) for name, key in FILTERS.items() if name != "statuses"}
    said |= {
        "status": ",".join(log.statuses) if log.statuses != ("held",) else "", "measure": log.measure if log.measure != MEASURES[0] else "",
        "basis": log.basis if log.basis != BASES[0] else "", "yardstick": log.yardstick if log.yardstick != YARDSTICKS[0] else "",
        "visits": str(log.k) if log.k != 3 else "", "counted_in": log.level if is_further(log) else "",
    }  # fmt: skip
    return {key: value for key, value in (said | more).items() if value}


def plan_of(choices: Mapping[str, str], release: Release, language: str) -> PlanChoices:
    """The question about the next sessions that an address opens. Areas left out are those that an item keeps; where it keeps
    none, those that recorded decisions leave out by now."""
    log = log_of({"window": "fiscal_year"} | dict(choices), release, language)
    lists, within = place_folder(release.place_id).place.outreach.own_lists, choices.get("within", "")
    numbers = {name: int(choices.get(name, usual)) for name, usual in LIMITS.items()}
    decided = plan_record.set_aside(plan_record.decisions(release, language), log.as_of)
    kept = choices.get("set_aside", "")
    return PlanChoices(
        log.but(need=log.need if log.yardstick == "equitable" else ""), int(choices.get("sessions", 3)),
        type=choices.get("type", PlanChoices.type), within="" if within == "all" else within or next(iter(lists), ""),
        group_weight=WEIGHTS.get(choices.get("groups", "0"), 0.0), **numbers, spoken=choices.get("spoken_in", ""),
        spoken_least=int(choices.get("spoken_least", 1)), set_aside=tuple(kept.split(",")) if kept not in ("", NOBODY) else () if kept else decided,
    )  # fmt: skip


def plan_address(plan: PlanChoices) -> dict[str, str]:
    """What an item keeps of a question about the next sessions."""
    said = {name: str(int(getattr(plan, name))) for name, usual in LIMITS.items() if getattr(plan, name) != usual}
    weight = next((key for key, value in WEIGHTS.items() if value == plan.group_weight), "0")
    said |= {
        "sessions": str(plan.sessions), "within": plan.within or "all", "type": plan.type if plan.type != PlanChoices.type else "",
        "groups": weight if weight != "0" else "", "spoken_in": plan.spoken,
        "set_aside": ",".join(plan.set_aside) or NOBODY, "spoken_least": str(plan.spoken_least) if plan.spoken and plan.spoken_least != 1 else "",
    }  # fmt: skip
    return address(plan.log, **said)


def _window(choices: Mapping[str, str], release: Release, as_of: date) -> tuple[date, date]:
    return window(
        choices.get("window", "all"), as_of, fiscal_year_start=place_folder(release.place_id).place.fiscal_year_start,
        begins_on=log_offer.begins_on(release), last_meeting=log_offer.last_meeting(release, as_of), own=(_day(choices, "from"), _day(choices, "to")),
    )  # fmt: skip


def _day(choices: Mapping[str, str], key: str) -> date | None:
    try:
        return date.fromisoformat(choices.get(key, ""))
    except ValueError:
        return None


def _one_of(asked: str, options: tuple[str, ...] | list[str]) -> str:
    return asked if asked in options else options[0]
