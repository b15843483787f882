"""Partners by any name they are called: the sheet of partners first, then those that engagements name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from etl.engagement.places import plain_place


@dataclass
class Partners:
    """Ids by plain name. A partner that no sheet declares gets an id made of its name, and is reported."""

    ids: dict[str, str] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    """Id -> name, of partners that only engagements name."""

    def know(self, partner_id: str, *names: str) -> None:
        for name in (partner_id, *names):
            if name:
                self.ids.setdefault(plain_place(name), partner_id)

    def find(self, name: str) -> str | None:
        return self.ids.get(plain_place(name))

    def find_or_add(self, name: str) -> str:
        found = self.find(name)
        if found:
            return found
        base = re.sub(r"\W+", "-", plain_place(name)).strip("-") or "partner"
        taken = set(self.ids.values())
        made, number = base, 2
        while made in taken:
            made, number = f"{base}-{number}", number + 1
        self.added[made] = " ".join(name.split())
        self.know(made, name)
        return made
