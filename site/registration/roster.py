"""The roster of an offering in official order: units as they stand, ranks, then names."""

from dataclasses import dataclass
from typing import Any

from people.models import Membership

UNRANKED = 1 << 16  # who has no rank stands behind those who have one


@dataclass(frozen=True)
class Line:
    """One participant on paper."""

    number: int
    row: Any
    post: str


def roster_of(rows: Any) -> list[Line]:
    """Numbered lines for registrations, three queries however many there are.

    Units stand in the order of the tree, those without a unit last; within a unit the rank decides,
    then the strokes of the surname.
    """
    found = list(rows.select_related("person", "unit"))
    places = _places(found)

    def order(row: Any) -> tuple[Any, ...]:
        _post, rank = places.get((row.person_id, row.unit_id), ("", UNRANKED))
        unit = row.unit.path if row.unit else ""
        return (not unit, unit, rank, row.person.stroke_key, row.pk)

    found.sort(key=order)
    return [
        Line(number, row, places.get((row.person_id, row.unit_id), ("", 0))[0])
        for number, row in enumerate(found, start=1)
    ]


def _places(rows: list[Any]) -> dict[tuple[int, int], tuple[str, int]]:
    """Post and rank by person and unit, from the memberships of today."""
    current = Membership.objects.current().filter(user__in={row.person_id for row in rows})
    places: dict[tuple[int, int], tuple[str, int]] = {}
    for membership in current.order_by("pk"):
        key = (membership.user_id, membership.unit_id)
        known = places.get(key, ("", UNRANKED))
        rank = min(membership.rank or UNRANKED, known[1])
        places[key] = (membership.post or known[0], rank)
    return places
