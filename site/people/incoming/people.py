"""What rows of people would do to the register.

A row means the person with its number, else with its mobile number or address, else the one of
that name in that unit. Two things that speak of two persons are an error, and so is another name
under a known number: a name is changed on the person's page, where somebody looks.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from people.enums import Role
from people.incoming.lookup import KEYS, Lookup, key_of
from people.models import Membership, Unit, User
from people.names import full_name, split_name
from people.rules import change_people, may_change, roles_named_by
from publishing.tabular.tables import Findings, Row


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


@dataclass
class Draft:
    """A person as the rows want them: in the records already, or new."""

    name: str
    person: User | None = None
    values: dict[str, Any] = field(default_factory=dict)
    said: dict[str, Any] = field(default_factory=dict)  # by the rows so far, known or new
    categories: set[Any] = field(default_factory=set)
    places: dict[tuple[int, str], Place] = field(default_factory=dict)


@dataclass
class PeoplePlan:
    """Everybody the rows speak of, and what is wrong with them."""

    findings: Findings = field(default_factory=Findings)
    drafts: list[Draft] = field(default_factory=list)


def examine_people(rows: Sequence[Row], by: Any) -> Findings:
    """What is wrong, and how many would be new or changed."""
    return plan_people(rows, by).findings


def plan_people(rows: Sequence[Row], by: Any) -> PeoplePlan:
    """Look every row up; the plan may be written when its findings hold no error."""
    rows = [_normal(row) for row in rows]
    planner = _Planner(Lookup(rows, by), by)
    for row in rows:
        planner.take(row)
    return planner.plan


def _normal(row: Row) -> Row:
    """With the name as the records write it: 林 吉安 is 林吉安."""
    name = row.get("name")
    return Row(row.number, row.values | {"name": full_name(*split_name(name))}) if name else row


class _Planner:
    def __init__(self, lookup: Lookup, by: Any) -> None:
        self.lookup, self.by, self.plan = lookup, by, PeoplePlan()
        self.findings = self.plan.findings
        self.drafts: dict[tuple[Any, ...], Draft] = {}  # by person, by key, by unit and name
        self.rows: dict[tuple[int, int, str], int] = {}  # row that spoke of a place first
        self.liaisons = dict(lookup.liaisons)
        self.roles: dict[int, tuple[Role, ...]] = {}
        self.reached: set[int] | None = None
        self.planned: set[int] = set()

    def take(self, row: Row) -> None:
        """Plan one row or say what is wrong with it."""
        name, unit = row.get("name"), self._unit(row)
        if not name or unit is None:
            return
        before = len(self.findings.errors)
        draft = self._draft(row, name, unit)
        if draft is None:
            return
        is_new = draft.person is None and not draft.places
        changed = self._place(row, draft, unit)
        changed = self._values(row, draft) or changed
        if len(self.findings.errors) > before:
            return
        if is_new:
            self.findings.new += 1
        elif changed:
            self.findings.changed += 1
        else:
            self.findings.same += 1

    def _unit(self, row: Row) -> Unit | None:
        word = row.get("unit")
        found = self.lookup.units.get(word or "", [])
        if len(found) == 1 or not word:
            return found[0] if found else None
        if found:
            codes = "、".join(unit.code for unit in found[:5])
            words = _("Several units are called so. Write the code instead: %(codes)s.")
            self.findings.wrong(row, "unit", words % {"codes": codes})
        else:
            words = _("There is no unit of this name or code within your reach.")
            self.findings.wrong(row, "unit", words)
        return None

    def _draft(self, row: Row, name: str, unit: Unit) -> Draft | None:
        """The person that a row means; None when it cannot be told."""
        keys = [(key, key_of(key, row.get(key))) for key in KEYS if row.get(key)]
        meant: dict[int, Draft] = {}
        for key in keys:
            draft = self.drafts.get(key) or self._known(self.lookup.by_key(*key))
            if draft is None:
                continue
            if meant and id(draft) not in meant:
                words = _("This belongs to somebody else than the cells before it say.")
                self.findings.wrong(row, key[0], words)
                return None
            if draft.name != name:
                # Whose it is stays untold: the reader may have no business with that person.
                words = _("The name and the number or address do not belong together. Check both.")
                self.findings.wrong(row, key[0], words)
                return None
            meant[id(draft)] = draft
        draft = next(iter(meant.values()), None) or self._namesake(row, name, unit)
        if draft is None:
            return None
        if draft.person is not None and not draft.person.is_active:
            self.findings.wrong(row, "name", _("This person's account is closed."))
            return None
        self._remember(draft, unit, keys)
        return draft

    def _known(self, person: User | None) -> Draft | None:
        if person is None:
            return None
        made = self.drafts.get(("person", person.pk))
        if made is None:
            made = Draft(person.name, person)
            self.drafts["person", person.pk] = made
        return made

    def _namesake(self, row: Row, name: str, unit: Unit) -> Draft | None:
        """Somebody of that name in that unit, unless their numbers differ; else a new person."""
        number = row.get("number")
        found = [
            person
            for person in self.lookup.by_name(unit, name)
            if not (number and person.number and person.number != number)
        ]
        if len(found) > 1:
            words = _("%(unit)s has several of this name. Give the personnel number.")
            self.findings.wrong(row, "name", words % {"unit": unit.name})
            return None
        if found:
            return self._same_person(row, found[0])
        earlier = self.drafts.get(("name", unit.pk, name))
        other = earlier.values.get("number") if earlier else None
        if earlier is not None and earlier.person is None and not (number and other):
            return earlier
        return Draft(name)

    def _same_person(self, row: Row, person: User) -> Draft | None:
        """Found by name alone: another number would rather mean another person."""
        for key in ("phone", "email"):
            value, now = row.get(key), getattr(person, key)
            if value and now and key_of(key, value) != key_of(key, now):
                words = _("Somebody of this name there has another one. Give the personnel number.")
                self.findings.wrong(row, key, words)
                return None
        return self._known(person)

    def _remember(self, draft: Draft, unit: Unit, keys: list[tuple[str, str]]) -> None:
        if id(draft) not in self.planned:
            self.planned.add(id(draft))
            self.plan.drafts.append(draft)
        for key in (*keys, ("name", unit.pk, draft.name)):
            self.drafts.setdefault(key, draft)

    def _place(self, row: Row, draft: Draft, unit: Unit) -> bool:
        """The membership; whether anything becomes different."""
        role = row.get("role") or Role.MEMBER
        if unit.pk not in self.roles:
            self.roles[unit.pk] = roles_named_by(self.by, unit)
        if role not in self.roles[unit.pk]:
            self.findings.wrong(row, "role", _("You cannot give this role in this unit."))
            return False
        first = self.rows.setdefault((id(draft), unit.pk, role), row.number)
        if first != row.number:
            words = _("Row %(row)s says the same of this person.") % {"row": first}
            self.findings.wrong(row, "name", words)
            return False
        place = Place(unit, role, row.get("since_on"), row.get("post"), row.get("rank"))
        if draft.person is not None:
            held = draft.person.current_memberships
            place.held = next((m for m in held if (m.unit_id, m.role) == (unit.pk, role)), None)
        if role == Role.LIAISON and place.held is None:
            other = self.liaisons.setdefault(unit.pk, -id(draft))
            if other != -id(draft):
                words = _("%(unit)s has a liaison: hand the office over on that membership's page.")
                self.findings.wrong(row, "role", words % {"unit": unit.name})
                return False
        draft.places[unit.pk, role] = place
        return place.held is None or bool(place.changes)

    def _values(self, row: Row, draft: Draft) -> bool:
        """Number, addresses, categories; whether anything becomes different."""
        changed = False
        for name in KEYS:
            value, now = row.get(name), self._now(draft, name)
            if value is None:
                continue
            said = draft.said.setdefault(name, value)
            if key_of(name, said) != key_of(name, value):
                words = _("An earlier row says %(value)s of this person.") % {"value": said}
                self.findings.wrong(row, name, words)
                return False
            if key_of(name, value) == key_of(name, now or ""):
                continue
            if name == "number" and now:
                words = _("The register knows this person by the number %(number)s.")
                self.findings.wrong(row, name, words % {"number": now})
                return False
            draft.values[name] = value
            changed = True
        wanted = set(row.get("categories") or ())
        if draft.person is not None:
            wanted -= set(draft.person.categories.all())
        draft.categories |= wanted
        changed = changed or bool(wanted)
        if changed and draft.person is not None and not self._may_change(draft.person):
            column = next((name for name in KEYS if name in draft.values), "categories")
            words = _("You cannot change this person: their roles reach beyond yours.")
            self.findings.wrong(row, column, words)
        return changed

    def _now(self, draft: Draft, name: str) -> Any:
        return draft.values.get(name) or (getattr(draft.person, name) if draft.person else None)

    def _may_change(self, person: User) -> bool:
        if getattr(self.by, "is_superuser", False):
            return True
        if self.reached is None:
            self.reached = set(change_people.visible(self.by).values_list("pk", flat=True))
        return person.pk in self.reached and may_change(self.by, person, listed=True)
