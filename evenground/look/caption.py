"""What every figure and export says about itself, so that no public number travels without its context."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from evenground.look.dates import day
from evenground.look.numbers import written

PHRASES = {
    "en": {"source": "Source: {}", "licence": "Licence: {}", "retrieved": "Retrieved {}", "stop": "."},
    "fr": {"source": "Source\u00a0: {}", "licence": "Licence\u00a0: {}", "retrieved": "Consulté le {}", "stop": "."},
}
BETWEEN = " · "


@dataclass(frozen=True)
class Caption:
    """Words around a figure, all in the reader's language.

    `title` states the finding, `subtitle` the measure. `interval` says which interval is drawn, or that none is
    published. `retrieved` is an ISO day or words. `demonstration` is empty unless the data are not the place's own.
    """

    title: str
    subtitle: str
    unit: str
    period: str
    geography: str
    groups: str
    interval: str
    source: str
    licence: str = ""
    retrieved: str = ""
    note: str = ""
    demonstration: str = ""
    language: str = "en"

    @property
    def context(self) -> str:
        """Period, geography, groups and interval in one line."""
        return BETWEEN.join(part for part in (self.period, self.geography, self.groups, self.interval) if part)

    @property
    def unit_beside(self) -> str:
        """The unit, where the measure's own title does not say it already."""
        return "" if self.unit.casefold() in self.subtitle.casefold() else self.unit

    @property
    def measure(self) -> str:
        """The measure and its unit."""
        return ", ".join(part for part in (self.subtitle, self.unit_beside) if part)

    @property
    def credit(self) -> str:
        """Source, licence and date in one line."""
        words = PHRASES[written(self.language)]
        dated = day(self.retrieved, self.language) if self.retrieved else ""
        parts = (("source", self.source), ("licence", self.licence), ("retrieved", dated))
        return " ".join(words[key].format(text.rstrip(".")) + words["stop"] for key, text in parts if text)

    @property
    def lines(self) -> tuple[str, ...]:
        """Everything, one statement a line: for a text file, a table's foot or a slide's notes."""
        said = (self.demonstration, self.title, self.measure, self.context, self.note, self.credit)
        return tuple(line for line in said if line)

    def as_dict(self) -> dict[str, str]:
        """Fields that say something, for a figure's metadata."""
        return {name: text for name, text in asdict(self).items() if text}
