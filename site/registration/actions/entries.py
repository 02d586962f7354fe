"""What rows of registrations would do: who gets a place in what, and why somebody cannot."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from events.enums import RUNNING
from events.models import Offering, SeatPool
from events.rules import manage_offering
from people.incoming.lookup import KEYS, Lookup, chunks
from people.models import User
from people.names import full_name, split_name
from people.rules import follow_people, name_somebody
from publishing.tabular.tables import Findings, Row
from registration.actions.enter import would_enter
from registration.actions.pools import pools_of
from registration.enums import ALIVE, RegistrationState
from registration.models import Registration


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


def person_meant(offering: Offering, text: str, by: Any) -> User | str:
    """Whom an address or number means for whoever enters them, as in a file; or why nobody."""
    row = Row(1, {"email" if "@" in text else "number": text})
    planner = _Planner([row], by)
    return planner.person(row, offering) or str(planner.plan.findings.errors[0].words)


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
        self.by = by
        self.pools: dict[int, list[SeatPool]] = {}
        self.known: dict[int, dict[int, Registration]] = {}
        self.first: dict[tuple[int, int], int] = {}
        self.reached = reached(self.lookup.people, by)

    @cached_property
    def offerings(self) -> dict[str, list[Offering]]:
        """Those that `by` organises, by number and by title."""
        found: dict[str, list[Offering]] = defaultdict(list)
        managed = manage_offering.visible(self.by).select_related("page")  # type: ignore[misc]
        for offering in managed.order_by("pk"):
            for word in (offering.public_id, str(offering)):
                found[word].append(offering)
        return found

    def take(self, row: Row) -> None:
        """Plan one row or say what is wrong with it."""
        offering = self._offering(row)
        person = self.person(row, offering)
        if offering is None or person is None:
            return
        first = self.first.setdefault((offering.pk, person.pk), row.number)
        if first != row.number:
            words = _("Row %(row)s says the same of this person.") % {"row": first}
            self.plan.findings.wrong(row, "name", words)
            return
        known = self._registrations(offering).get(person.pk)
        if known is not None and known.state not in ALIVE:
            known = None  # it would begin again, with what the row says
        if known is not None and not self._agrees(row, known):
            return
        if known is not None and known.state == RegistrationState.CONFIRMED:
            self.plan.findings.same += 1
            return
        entry = Entry(offering, person, row.get("companions") or 0, row.get("reason") or "")
        unit = known.unit if known else person.unit
        if self._seat(entry, known):
            self.plan.entries.append(entry)
            self.plan.findings.new += 1
        else:
            words = _(
                "No place is left here for a person of %(unit)s. Add places first, or take the "
                "row out."
            )
            self._wrong(row, "offering", words, unit=unit.name if unit else _("no unit"))

    def _agrees(self, row: Row, known: Registration) -> bool:
        """Entering leaves the companions of a living registration as they are: it must say so."""
        companions = row.get("companions")
        if companions is None or companions == known.companions:
            return True
        words = _(
            "This person is registered already, and not with so many companions but with "
            "%(companions)s. Write this number or leave the cell empty."
        )
        self._wrong(row, "companions", words, companions=known.companions)
        return False

    def _offering(self, row: Row) -> Offering | None:
        found = self.offerings.get(row.get("offering") or "", [])
        if not row.get("offering"):
            return None  # told already: the cell must be filled
        if not found:
            words = _("There is no activity of this number or title among those that you organise.")
        elif len(found) > 1:
            words = _("Several are called so. Write the number instead: %(numbers)s.")
        elif found[0].state not in RUNNING:
            words = _("It is “%(state)s”: nobody is entered.")
        else:
            return found[0]
        numbers = "、".join(one.public_id for one in found[:5])
        state = found[0].get_state_display() if found else ""
        self._wrong(row, "offering", words, numbers=numbers, state=state)
        return None

    def person(self, row: Row, offering: Offering | None) -> User | None:
        """Whom number, mobile number and address mean, all of them the same.

        Whoever is beyond reach and not registered is answered like nobody, and no name is told: a
        number or an address never says whose it is.
        """
        named = [key for key in KEYS if row.get(key)]
        if not named:
            words = _("Give the personnel number, the mobile number or the e-mail address.")
            self._wrong(row, "name", words)
            return None
        person: User | None = None
        for key in named:
            found = self.lookup.by_key(key, row.get(key) or "")
            if found is None or not found.is_active or not self._is_reached(found, offering):
                words = _(
                    "Nobody within your reach has this address or number. Whoever is new is added "
                    "to their unit first; whoever belongs to another unit registers themselves."
                )
            elif person is not None and found != person:
                words = _("This belongs to somebody else than the cells before it say.")
            else:
                person = found
                continue
            self._wrong(row, key, words)
            return None
        name = row.get("name")
        if person and name and full_name(*split_name(name)) != person.name:
            words = _("The name and the number or address do not belong together. Check both.")
            self._wrong(row, "name", words)
            return None
        return person

    def _is_reached(self, person: User, offering: Offering | None) -> bool:
        if person.pk in self.reached:
            return True
        return offering is not None and person.pk in self._registrations(offering)

    def _registrations(self, offering: Offering) -> dict[int, Registration]:
        if offering.pk not in self.known:
            rows = Registration.objects.filter(offering=offering).select_related("unit")
            self.known[offering.pk] = {row.person_id: row for row in rows}
        return self.known[offering.pk]

    def _seat(self, entry: Entry, known: Registration | None) -> bool:
        """Whether there is room; what is given counts for the rows that follow."""
        pk = entry.offering.pk
        if pk not in self.pools:
            self.pools[pk] = pools_of(entry.offering)
        return would_enter(known, entry.person, entry.companions, self.pools[pk])

    def _wrong(self, row: Row, column: str, words: str, **values: Any) -> None:
        self.plan.findings.wrong(row, column, words % values)


def reached(people: Iterable[int], by: Any) -> set[int]:
    """Those of `people` (keys) whom `by` may name or sees in the register anyway."""
    return {
        pk
        for chunk in chunks(people)
        for rule in (name_somebody, follow_people)
        for pk in rule.visible(by).filter(pk__in=chunk).values_list("pk", flat=True)  # type: ignore[misc]
    }
