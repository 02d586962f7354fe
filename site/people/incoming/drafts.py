"""Persons and memberships as rows want them, before anything is written."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from people.models import Membership, Unit, User


@dataclass
class Place:
    """A membership that a row speaks of; `held` where there is one already."""

    unit: Unit
    role: str
    since_on: date | None = None
    post: str | None = None
    rank: int | None = None
    held: Membership | None = None

    @property
    def changes(self) -> dict[str, Any]:
        """What becomes different of the one that is held."""
        wanted = {"post": self.post, "rank": self.rank}
        return {k: v for k, v in wanted.items() if v is not None and v != getattr(self.held, k)}


@dataclass(eq=False)
class Draft:
    """A person as the rows want them: in the records already, or new."""

    name: str
    person: User | None = None
    values: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)  # by the rows so far, known or new
    categories: set[Any] = field(default_factory=set)
    places: dict[tuple[int, str], Place] = field(default_factory=dict)

    @property
    def given(self) -> set[str]:
        """Roles that are new to the person."""
        return {role for (_unit, role), place in self.places.items() if place.held is None}
