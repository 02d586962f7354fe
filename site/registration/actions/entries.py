"""What rows of registrations would do: who gets a place in what, and why somebody cannot."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from events.enums import OfferingState
from events.models import Offering, SeatPool
from events.rules import manage_offering
from people.incoming.lookup import KEYS, Lookup
from people.models import User
from people.names import full_name, split_name
from publishing.tabular.tables import Findings, Row
from registration.actions.pools import held_by, pools_of, with_room
from registration.enums import RegistrationState
from registration.models import Registration

OPEN_FOR = (OfferingState.PUBLISHED, OfferingState.PAUSED)


@dataclass
class Entry:
    """One person for one offering, as a row wants it."""

    offering: Offering
    person: User
    companions: int
    reason: str


@dataclass
class EntryPlan:
    """Everybody the rows enter, and what is wrong with them."""

    findings: Findings = field(default_factory=Findings)
    entries: list[Entry] = field(default_factory=list)

    @property
    def offerings(self) -> list[Offering]:
        """Those concerned, in the order in which they are locked."""
        found = {entry.offering.pk: entry.offering for entry in self.entries}
        return [found[pk] for pk in sorted(found)]


def examine_entries(rows: Sequence[Row], by: Any) -> Findings:
    """What is wrong, and how many would get a place."""
    return plan_entries(rows, by).findings


def plan_entries(rows: Sequence[Row], by: Any) -> EntryPlan:
    """Look every row up and count the places; in few queries, however many rows there are."""
    planner = _Planner(rows, by)
    for row in rows:
        planner.take(row)
    return planner.plan


class _Planner:
    def __init__(self, rows: Sequence[Row], by: Any) -> None:
        self.plan = EntryPlan()
        self.lookup = Lookup(rows, by)
        self.offerings: dict[str, list[Offering]] = {}
        managed = manage_offering.visible(by).select_related("page")  # type: ignore[misc]
        for offering in managed.order_by("pk"):
            for word in (offering.public_id, str(offering)):
                self.offerings.setdefault(word, []).append(offering)
        self.pools: dict[int, list[SeatPool]] = {}
        self.known: dict[int, dict[int, Registration]] = {}
        self.first: dict[tuple[int, int], int] = {}

    def take(self, row: Row) -> None:
        """Plan one row or say what is wrong with it."""
        offering, person = self._offering(row), self._person(row)
        if offering is None or person is None:
            return
        first = self.first.setdefault((offering.pk, person.pk), row.number)
        if first != row.number:
            words = _("Row %(row)s says the same of this person.") % {"row": first}
            self.plan.findings.wrong(row, "name", words)
            return
        known = self._registrations(offering).get(person.pk)
        if known is not None and known.state == RegistrationState.CONFIRMED:
            self.plan.findings.same += 1
            return
        entry = Entry(offering, person, row.get("companions") or 0, row.get("reason") or "")
        if self._seat(entry, known):
            self.plan.entries.append(entry)
            self.plan.findings.new += 1
        else:
            words = _(
                "No place is left here for a person of %(unit)s. Add places first, or take the "
                "row out."
            )
            unit = person.unit.name if person.unit else _("no unit")
            self._wrong(row, "offering", words, unit=unit)

    def _offering(self, row: Row) -> Offering | None:
        found = self.offerings.get(row.get("offering") or "", [])
        if not row.get("offering"):
            return None  # told already: the cell must be filled
        if not found:
            words = _("There is no activity of this number or title among those that you organise.")
        elif len(found) > 1:
            words = _("Several are called so. Write the number instead: %(numbers)s.")
        elif found[0].state not in OPEN_FOR:
            words = _("It is “%(state)s”: nobody is entered.")
        else:
            return found[0]
        numbers = "、".join(one.public_id for one in found[:5])
        state = found[0].get_state_display() if found else ""
        self._wrong(row, "offering", words, numbers=numbers, state=state)
        return None

    def _person(self, row: Row) -> User | None:
        """Whom number, mobile number and address mean, all of them the same."""
        named = [key for key in KEYS if row.get(key)]
        if not named:
            words = _("Give the personnel number, the mobile number or the e-mail address.")
            self._wrong(row, "name", words)
            return None
        person: User | None = None
        for key in named:
            found = self.lookup.by_key(key, row.get(key) or "")
            if found is None or not found.is_active:
                words = _("Nobody has this address or number. Add the person to their unit first.")
            elif person is not None and found != person:
                words = _("This belongs to somebody else than the cells before it say.")
            else:
                person = found
                continue
            self._wrong(row, key, words)
            return None
        name = row.get("name")
        if person and name and full_name(*split_name(name)) != person.name:
            words = _("The register knows this as %(name)s. Correct the cell, or the name there.")
            self._wrong(row, "name", words, name=person.name)
            return None
        return person

    def _registrations(self, offering: Offering) -> dict[int, Registration]:
        if offering.pk not in self.known:
            rows = Registration.objects.filter(offering=offering)
            self.known[offering.pk] = {row.person_id: row for row in rows}
        return self.known[offering.pk]

    def _seat(self, entry: Entry, known: Registration | None) -> bool:
        """Whether there is room; what is given counts for the rows that follow."""
        pk = entry.offering.pk
        if pk not in self.pools:
            self.pools[pk] = pools_of(entry.offering)
        if known is not None and held_by(known, self.pools[pk]):
            return True
        seats = 1 + entry.companions
        pool = with_room(entry.person.unit, self.pools[pk], seats)
        if pool is not None:
            pool.taken += seats
        return pool is not None

    def _wrong(self, row: Row, column: str, words: str, **values: Any) -> None:
        self.plan.findings.wrong(row, column, words % values)
