"""What rows of people would do to the register: who is meant, is said in `people.incoming.whom`."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from people.enums import Role
from people.incoming.drafts import Draft, Place
from people.incoming.lookup import KEYS, Lookup, key_of
from people.incoming.whom import Whom
from people.models import Unit, User
from people.names import full_name, split_name
from people.rules import change_people, may_change, roles_named_by
from publishing.tabular.tables import Findings, Row


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
    for row in planner.whom.in_order(rows):
        planner.take(row)
    planner.findings.errors.sort(key=lambda error: error.row)
    return PeoplePlan(planner.findings, planner.whom.drafts())


def _normal(row: Row) -> Row:
    """With the name as the records write it: 林 吉安 is 林吉安."""
    name = row.get("name")
    return Row(row.number, row.values | {"name": full_name(*split_name(name))}) if name else row


class _Planner:
    def __init__(self, lookup: Lookup, by: Any) -> None:
        self.lookup, self.by, self.findings = lookup, by, Findings()
        self.whom = Whom(lookup, self.findings)
        self.rows: dict[tuple[Draft, int, str], int] = {}  # row that spoke of a place first
        self.liaisons = dict(lookup.liaisons)
        self.roles: dict[int, tuple[Role, ...]] = {}
        self.reached: set[int] | None = None

    def take(self, row: Row) -> None:
        """Plan one row or say what is wrong with it."""
        name, unit = row.get("name"), self._unit(row)
        if not name or unit is None:
            return
        before = len(self.findings.errors)
        draft = self.whom.of(row, name, unit)
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

    def _place(self, row: Row, draft: Draft, unit: Unit) -> bool:
        """The membership; whether anything becomes different."""
        role = row.get("role") or Role.MEMBER
        if unit.pk not in self.roles:
            self.roles[unit.pk] = roles_named_by(self.by, unit)
        if role not in self.roles[unit.pk]:
            self.findings.wrong(row, "role", _("You cannot give this role in this unit."))
            return False
        first = self.rows.setdefault((draft, unit.pk, role), row.number)
        if first != row.number:
            words = _("Row %(row)s says the same of this person.") % {"row": first}
            self.findings.wrong(row, "name", words)
            return False
        place = Place(unit, role, row.get("since_on"), row.get("post"), row.get("rank"))
        if draft.person is not None:
            place.held = self.lookup.held(draft.person, unit, role)
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
                words = _("Another row says %(value)s of this person.") % {"value": said}
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
