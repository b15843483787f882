"""What the outreach log may say: its words, which settings have people of their own, and a place's need measures.

`data/outreach/vocabulary.yml` holds the words that every place shares; a place adds its own under `outreach` in place.yml.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from evenground.catalog.declaration import Declared, Identifier, Text, read_declaration

FILE = Path(__file__).resolve().parents[2] / "data" / "outreach" / "vocabulary.yml"


class Word(Declared):
    """One value that a column of the log may hold."""

    id: Identifier
    name: Text
    aliases: tuple[str, ...] = ()
    """Other spellings that a log may use, in any language."""


class EngagementType(Word):
    """A kind of session. `added_weight` and `people` say what one more session of it would be expected to bring."""

    is_outreach: bool = True
    """False for what does not reach residents: a meeting of partners, a commission meeting, a report."""
    is_meeting: bool = False
    """True for a meeting that readers count from: "since our last table"."""
    people: float | None = None
    """Attendances that one session of it is planned for; a planning figure, not a result."""
    added_weight: float = 1
    """Weight of one further cluster of attendances in the upper limit of a rate."""


class Setting(Word):
    own_population: bool = False
    """True for a shelter, a hotel, a campus: people staying there are not the residents of the area around it."""
    visits_no_area: bool = False
    """True for online and for the whole place."""


class Vocabulary(Declared):
    types: tuple[EngagementType, ...]
    settings: tuple[Setting, ...]
    statuses: tuple[Word, ...]
    area_bases: tuple[Word, ...]
    depths: tuple[Word, ...]
    """From least to most: the steps of the ladder."""
    audiences: tuple[Word, ...]
    initiators: tuple[Word, ...]
    visibilities: tuple[Word, ...]
    phases: tuple[Word, ...]
    request_kinds: tuple[Word, ...]
    languages: tuple[Word, ...]


class NeedMeasure(Declared):
    """A measure of need: which indicator orders areas, or counts people in need."""

    indicator: Identifier
    period: str
    note: Text | None = None


class GroupMatch(Declared):
    """A question of the log and the group of residents that it is set beside."""

    question: Identifier
    name: Text
    indicator: Identifier
    """Share of this group among residents."""
    period: str
    difference: Text
    """How the log's definition differs from the publisher's."""


class LanguageMatch(Declared):
    """Languages of sessions and the residents that they are set beside."""

    languages: tuple[Identifier, ...]
    """A session held in any of these counts."""
    name: Text
    """Whom it is about: "residents who know Somali"."""
    indicator: Identifier
    """Share of these residents."""
    period: str
    difference: Text
    """What the publisher's figure does not say about a session's language."""
    level: str = ""
    """`level:vintage` of the figures, where it is the level above the areas that outreach is counted in."""


class Target(Declared):
    """What the programme set out to do: attendances per 1,000 residents a year, and who decided it."""

    per_1000_a_year: float
    basis: Text


class UnmappedList(Declared):
    """A list of another authority whose areas have no boundaries here: it can be named, and not drawn or compared."""

    name: Text
    authority: Text
    dated: str
    members: tuple[str, ...]
    why: Text


class FurtherLevel(Declared):
    """A second kind of area that sessions are counted in, with measures of need of its own."""

    level: str
    areas: Text
    """What its areas are called, in a sentence: "neighbourhoods"."""
    area: Text
    need: tuple[NeedMeasure, ...]


class Outreach(Declared):
    """How a place reads its outreach log."""

    level: str
    """`level:vintage` of the areas that outreach is counted in."""
    need: tuple[NeedMeasure, ...] = ()
    further: FurtherLevel | None = None
    groups: tuple[GroupMatch, ...] = ()
    languages: tuple[LanguageMatch, ...] = ()
    """Empty where nobody publishes by area which languages residents know."""
    target: Target | None = None
    own_lists: tuple[Identifier, ...] = ()
    """Area sets that are the partnership's own priorities."""
    other_lists: tuple[Identifier, ...] = ()
    """Area sets of another authority, to set beside them."""
    unmapped_lists: tuple[UnmappedList, ...] = ()

    def need_in(self, level: str) -> tuple[NeedMeasure, ...]:
        """Measures of need of a level that outreach is counted in."""
        return self.further.need if self.is_further(level) else self.need

    def counted_in(self, asked: str) -> str:
        """The level that is asked for where outreach is counted in it, else the first."""
        return asked if self.is_further(asked) else self.level

    def is_further(self, level: str) -> bool:
        return self.further is not None and level == self.further.level


@lru_cache
def vocabulary() -> Vocabulary:
    """The words of the log; `DeclarationError` names what cannot be used."""
    return read_declaration(Vocabulary, FILE)
