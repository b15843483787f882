"""Engagements of one stream, drawn one after the other: day, place, people, groups, partners, words."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from etl.engagement.demonstration.declared import Demonstration, Stream, Tally, Where, Words
from etl.engagement.demonstration.posts import areas_of_posts
from etl.engagement.demonstration.rhythm import days_of

Row = dict[str, str]
TRIES = 12
"""Draws after which two sessions alike in day, place, type and lead are let stand."""

RECENT, LONG_AGO = 150, 0.985
"""Days before the log's last day from which a follow-up may well be open, and the chance that an older one is done."""


@dataclass(frozen=True)
class Spot:
    """Where one session is held and who leads it."""

    lead: str
    setting: str
    areas: tuple[str, ...]
    basis: str
    post: str = ""


class Drawing:
    """The random draws of one stream; the same seed and declaration give the same rows."""

    def __init__(
        self, made: Demonstration, stream: Stream, received: frozenset[tuple[str, str]], seen: set[tuple[str, ...]]
    ) -> None:
        self.made, self.stream, self.received, self.seen = made, stream, received, seen
        self.random = np.random.default_rng([made.seed, zlib.crc32(stream.id.encode())])
        self.homes = {str(p["partner_id"]): str(p["area"]) for p in made.written.get("partners", ()) if p.get("area")}
        self.posts = areas_of_posts(made)

    def rows(self) -> list[Row]:
        """Every engagement of the stream, in order of date."""
        pause = self.made.planted.pauses.get(self.stream.series or self.stream.id)
        days = sorted(day for phase in self.stream.phases for day in days_of(phase, pause, self.random))
        found = []
        for day in days:
            spot = self._free_spot(day)
            if spot is not None:
                found.append(self._row(len(found) + 1, day, spot))
        return found

    def _free_spot(self, day: date) -> Spot | None:
        """A spot that no like session has on this day; None where nobody could hold one."""
        for _ in range(TRIES):
            spot = self._post_spot(day) if self.stream.by_post else self._spot(day)
            if spot is None:
                continue
            mark = (day.isoformat(), self.stream.type, spot.lead, *spot.areas)
            if mark not in self.seen or self.stream.series:
                self.seen.add(mark)
                return spot
        return None

    def _spot(self, day: date) -> Spot | None:
        lead = self._one(self._able_leads(day))
        where = self.stream.where[self._index([option.weight for option in self.stream.where])]
        setting = self._one(where.settings)
        if self.stream.at_lead:
            return Spot(lead, setting, (self.homes[lead],), where.basis)
        areas = self._areas(where, day)
        return None if areas is None else Spot(lead, setting, areas, where.basis)

    def _able_leads(self, day: date) -> Mapping[str, float]:
        """Leads by weight; where they meet at home, the planted gaps of their area count."""
        if not self.stream.at_lead:
            return self.stream.leads
        planted, homes = self.made.planted, self.homes
        return {
            lead: 0.0
            if day >= planted.silent_from.get(homes[lead], date.max)
            else weight * planted.areas.get(homes[lead], 1.0)
            for lead, weight in self.stream.leads.items()
        }

    def _post_spot(self, day: date) -> Spot | None:
        """The worker in one of the posts whose report of this month came in (or will, for days still ahead)."""
        month = f"{day:%Y-%m}"
        if day > self.made.as_of:
            able = sorted({post for post, _ in self.received})
        else:
            able = sorted(post for post, reported in self.received if reported == month)
        silent = self.made.planted.silent_from
        able = [post for post in able if day < silent.get(self.posts[post][0], date.max)]
        if not able:
            return None
        times = [self.made.planted.areas.get(self.posts[post][0], 1.0) for post in able]
        if not sum(times):
            return None
        post = able[self._index(times)]
        where = self.stream.where[self._index([option.weight for option in self.stream.where])]
        area, organization = self.posts[post]
        return Spot(organization, self._one(where.settings), (area,), where.basis, post)

    def _areas(self, where: Where, day: date) -> tuple[str, ...] | None:
        if where.pool is None:
            return ()
        planted = self.made.planted
        weights = {
            area: weight * planted.areas.get(area, 1.0)
            for area, weight in self.made.pools[where.pool].items()
            if day < planted.silent_from.get(area, date.max)
        }
        if sum(weight > 0 for weight in weights.values()) < where.areas_each:
            return None
        chosen: list[str] = []
        while len(chosen) < where.areas_each:
            area = self._one(weights)
            if area not in chosen:
                chosen.append(area)
        return tuple(sorted(chosen))

    def _row(self, number: int, day: date, spot: Spot) -> Row:
        stream, draw = self.stream, self.random
        status = self._status(day)
        held = status == "held"
        people = self._people() if stream.people and held else None
        row = {
            "engagement_id": f"{stream.id}-{number:04d}", "owner_organization": stream.owner or spot.lead,
            "visibility": stream.visibility, "date": day.isoformat(), "status": status, "type": stream.type,
            "title": stream.titles[int(draw.integers(len(stream.titles)))], "series": stream.series or "", "setting": spot.setting,
            "area": "; ".join(spot.areas), "area_basis": spot.basis if spot.areas else "", "people": _text(people),
            "groups": self._groups(people), "unique_people": _text(people) if stream.unique else "",
            "languages": "; ".join(self._languages()), "partners": "; ".join(self._partners(spot.lead)),
            "audience": self._one(stream.audience), "depth": self._one(stream.depth) if stream.depth else "",
            "hours": f"{2 * draw.uniform(*stream.hours) // 1 / 2:g}" if held else "", "initiated_by": self._one(stream.initiated_by),
            "topics": self._maybe_one(stream.topics), "determinants": self._maybe_one(stream.determinants),
            "reported_by": spot.post, "practices_shared": self._words(stream.practices, held),
            "challenges_raised": self._words(stream.challenges, held), "notes": self._words(stream.notes, held),
            "project": self._one(stream.projects) if stream.projects and draw.random() < stream.project_chance else "",
        }  # fmt: skip
        return row | self._turnout(people) | (self._follow_up(day) if held else {})

    def _status(self, day: date) -> str:
        cancelled = self.random.random() < self.stream.cancelled
        if day > self.made.as_of:
            return "planned"
        return "cancelled" if cancelled else "held"

    def _people(self) -> int:
        rule = self.stream.people
        size = rule.median * np.exp(rule.log_sd * self.random.standard_normal())
        return int(np.clip(round(size), 1, rule.most))

    def _groups(self, people: int | None) -> str:
        said = [self._tally(question, rule, people) for question, rule in self.stream.groups.items()] if people else []
        return "; ".join(part for part in said if part)

    def _tally(self, question: str, rule: Tally, people: int) -> str:
        """`newcomer: yes 12, no 5, unknown 8`; nothing where the question was not asked that day."""
        asked = self.random.random() < rule.asked
        odds = rule.share / (1 - rule.share) * self.made.planted.groups.get(question, 1.0)
        mean = min(max(odds / (1 + odds), 0.001), 0.999)
        share = self.random.beta(mean * rule.spread, (1 - mean) * rule.spread)
        unknown = int(self.random.binomial(people, rule.unknown))
        yes = int(self.random.binomial(people - unknown, share))
        return f"{question}: yes {yes}, no {people - unknown - yes}, unknown {unknown}" if asked else ""

    def _languages(self) -> list[str]:
        spoken = [language for language, chance in self.stream.languages.items() if self.random.random() < chance]
        return spoken or [next(iter(self.stream.languages))]

    def _partners(self, lead: str) -> list[str]:
        """The lead first, then others."""
        others = {p: w for p, w in (self.stream.partners or {}).items() if p != lead}
        low, high = self.stream.with_partners
        number = min(int(self.random.integers(low, high + 1)), len(others))
        chosen: list[str] = []
        while len(chosen) < number:
            partner = self._one({p: w for p, w in others.items() if p not in chosen})
            chosen.append(partner)
        return [lead, *chosen]

    def _turnout(self, people: int | None) -> Row:
        rule = self.stream.turnout
        if rule is None or people is None:
            return {}
        pledged = int(people * self.random.uniform(*rule.pledged))
        came = int(pledged * self.random.uniform(*rule.turned_out))
        spoke = int(round(came * self.random.uniform(*rule.testified)))
        return {"pledged": str(pledged), "turned_out": str(came), "testified": str(spoke)}

    def _follow_up(self, day: date) -> Row:
        rule = self.stream.follow_up
        if rule is None or self.random.random() >= rule.chance:
            return {}
        due = day + timedelta(days=int(self.random.integers(*rule.within_days)))
        done = due - timedelta(days=int(self.random.integers(-9, 10)))
        chance = rule.done if (self.made.as_of - due).days < RECENT else max(rule.done, LONG_AGO)
        kept = self.random.random() < chance and day <= done <= self.made.as_of
        owner = {"follow_up_owner": self._one(rule.owners), "follow_up_due": due.isoformat()}
        return owner | ({"follow_up_done": done.isoformat()} if kept else {})

    def _words(self, rule: Words | None, held: bool) -> str:
        if rule is None or not held or self.random.random() >= rule.chance:
            return ""
        return rule.texts[int(self.random.integers(len(rule.texts)))]

    def _maybe_one(self, weights: Mapping[str, float] | None) -> str:
        return self._one(weights) if weights else ""

    def _one(self, weights: Mapping[str, float]) -> str:
        return list(weights)[self._index(list(weights.values()))]

    def _index(self, weights: list[float]) -> int:
        steps = np.cumsum(np.asarray(weights, dtype=float))
        return int(np.searchsorted(steps, self.random.random() * steps[-1], side="right"))


def _text(number: int | None) -> str:
    return "" if number is None else str(number)
