"""Finding the persons and units that rows speak of, in few queries however many rows there are."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from django.db.models import Prefetch
from django.db.models.functions import Lower
from django.utils import timezone

from people.enums import Role
from people.models import Membership, Unit, User
from people.names import full_name
from people.rules import NAMING, units_of
from publishing.tabular.tables import Row

CHUNK = 500
COMMA = re.compile(r"[,，、;；]")
KEYS = ("number", "phone", "email")


class Lookup:
    """What is in the records about rows: made once for all of them."""

    def __init__(self, rows: Sequence[Row], by: Any) -> None:
        self.units: dict[str, list[Unit]] = defaultdict(list)
        self.people: dict[int, User] = {}
        self._keys: dict[tuple[str, str], int] = {}
        self._names: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._held: dict[int, list[Membership]] = {}
        for unit in units_of(by, *NAMING).active():
            aliases = (word.strip() for word in COMMA.split(unit.aliases))
            for word in {unit.name, unit.short_name, unit.code, *aliases} - {""}:
                self.units[word].append(unit)
        meant = {unit.pk for row in rows for unit in self.units.get(row.get("unit") or "", [])}
        held = Membership.objects.not_ended().filter(unit__in=meant, role=Role.LIAISON)
        self.liaisons = dict(held.values_list("unit", "user"))
        for name in KEYS:
            self._find_keys(name, {key_of(name, row.get(name)) for row in rows if row.get(name)})
        self._find_names(meant, {row.get("name") for row in rows})
        self._load({*self._keys.values(), *(pk for pks in self._names.values() for pk in pks)})

    def by_key(self, name: str, value: str) -> User | None:
        """Who has this number, mobile number or address; of merged ones the one that stands."""
        return self.people.get(self._keys.get((name, key_of(name, value)), 0))

    def by_name(self, unit: Unit, name: str) -> list[User]:
        """Who is called so in a unit today, or will be: a file may say since when."""
        return [self.people[pk] for pk in self._names.get((unit.pk, name), [])]

    def held(self, person: User, unit: Unit, role: str) -> Membership | None:
        """The membership of somebody found here that has not ended."""
        own = self._held[person.pk]
        return next((m for m in own if (m.unit_id, m.role) == (unit.pk, role)), None)

    def _find_keys(self, name: str, values: set[str]) -> None:
        field = Lower("email") if name == "email" else None
        people = User.objects.annotate(low=field) if field else User.objects.all()
        lookup = "low__in" if field else f"{name}__in"
        for chunk in chunks(values):
            found = people.filter(**{lookup: chunk}).values_list(name, "pk", "merged_into")
            for value, pk, merged_into in found:
                self._keys[name, key_of(name, value)] = merged_into or pk

    def _find_names(self, units: set[int], names: set[Any]) -> None:
        memberships = Membership.objects.not_ended().filter(unit__in=units)
        found = memberships.values_list("unit", "user", "user__last_name", "user__first_name")
        for unit, user, family, given in found.distinct():
            name = full_name(family, given)
            if name in names and user not in self._names[unit, name]:
                self._names[unit, name].append(user)

    def _load(self, keys: set[int]) -> None:
        held = Membership.objects.not_ended().select_related("unit").order_by("since_on", "pk")
        people = User.objects.prefetch_related(
            Prefetch("memberships", held, to_attr="held_memberships"), "categories"
        )
        today = timezone.localdate()
        for chunk in chunks(keys):
            self.people |= people.in_bulk(chunk)
        for person in self.people.values():
            self._held[person.pk] = own = vars(person).pop("held_memberships")
            person.current_memberships = [held for held in own if held.since_on <= today]


def key_of(name: str, value: Any) -> str:
    """A value as it is compared: addresses without regard to case."""
    return str(value).lower() if name == "email" else str(value)


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values in portions that a query takes."""
    rest = iter(values)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk
