"""Writing what a file says of people and of units: all of it or nothing, in few statements."""

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db import DatabaseError
from django.utils import timezone

from kernel.actions import action
from kernel.outcomes import Result
from people.actions.accounts import forget_addresses
from people.actions.memberships import end_codes
from people.enums import Role
from people.groups import GROUPS_OF, sync_groups
from people.incoming.drafts import Draft
from people.incoming.people import plan_people
from people.incoming.units import plan_units
from people.models import Membership, Unit, User
from people.names import search_key, split_name
from publishing.tabular.outcomes import refused, written
from publishing.tabular.tables import Row

BATCH = 500


class Overtaken(DatabaseError):
    """Somebody changed a person between examining the rows and writing them."""


@action("people.import_people")
def import_people(*, by: Any, rows: Sequence[Row]) -> Result:
    """Add and change the people of `rows`: WRITTEN, NOTHING_TO_WRITE or HAS_ERRORS.

    Who is new has no password and no proved address: codes to activate the account are issued
    afterwards. `details["findings"]` has counts and errors. Raises Overtaken, or IntegrityError,
    when somebody wrote the same at the same moment; nothing is written then.
    """
    words = {row.get("unit") for row in rows}
    named = Unit.objects.filter(name__in=words) | Unit.objects.filter(short_name__in=words)
    named |= Unit.objects.filter(code__in=words)
    # One import of a unit after the other: two of the same file would make everybody twice.
    list(named.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    plan = plan_people(rows, by)
    if plan.findings.errors:
        return refused(plan.findings)
    new = [draft for draft in plan.drafts if draft.person is None]
    known = [draft for draft in plan.drafts if draft.person is not None]
    _lock([draft for draft in known if draft.values])
    _add_people(new)
    _change_people([draft for draft in known if draft.values])
    _write_places(plan.drafts)
    _write_categories(plan.drafts)
    _open_offices(plan.drafts)
    return written(plan.findings)


@action("people.import_units")
def import_units(*, by: Any, rows: Sequence[Row]) -> Result:
    """Add and change the units of `rows`, in the order of the rows: as `import_people` ends."""
    list(Unit.objects.select_for_update(no_key=True).order_by("pk").values_list("pk"))
    plan = plan_units(rows, by)
    if plan.findings.errors:
        return refused(plan.findings)
    for unit, values in plan.changed:
        for name, value in values.items():
            setattr(unit, name, value)
        unit.save(update_fields=list(values))
    parents = {unit.code: unit for unit in Unit.objects.all()} if plan.new else {}
    for parent, values in plan.new:
        made = parents[parent].add_child(**values) if parent else Unit.add_root(**values)
        parents[made.code] = made
    return written(plan.findings)


def _lock(drafts: list[Draft]) -> None:
    """Hold those who are changed; Overtaken when one is no longer as it was examined."""
    held = {draft.person.pk: draft.person for draft in drafts if draft.person}
    rows = User.objects.select_for_update(no_key=True).filter(pk__in=held).order_by("pk")
    for now in rows:
        was = held[now.pk]
        if (now.number, now.phone, now.email) != (was.number, was.phone, was.email):
            raise Overtaken(f"{now.public_id} was changed meanwhile")


def _add_people(drafts: list[Draft]) -> None:
    people = []
    for draft in drafts:
        family, given = split_name(draft.name)
        person = User(last_name=family, first_name=given, **draft.values)
        person.password = make_password(None)
        person.name_key = search_key(person.name)
        draft.person = person
        people.append(person)
    User.objects.bulk_create(people, batch_size=BATCH)


def _change_people(drafts: list[Draft]) -> None:
    people = []
    was = {
        one.person.pk: one.person.email for one in drafts if one.person and "email" in one.values
    }
    for draft in drafts:
        assert draft.person is not None
        for name, value in draft.values.items():
            setattr(draft.person, name, value)
        if "phone" in draft.values:
            draft.person.phone_verified = False
        people.append(draft.person)
    fields = ["number", "phone", "phone_verified", "email"]
    User.objects.bulk_update(people, fields, batch_size=BATCH)
    if was:
        forget_addresses(was)


def _write_places(drafts: list[Draft]) -> None:
    today = timezone.localdate()
    new, changed = [], []
    for draft in drafts:
        for place in draft.places.values():
            if place.held is None:
                new.append(
                    Membership(
                        user=draft.person,
                        unit=place.unit,
                        role=place.role,
                        post=place.post or "",
                        rank=place.rank or 0,
                        since_on=place.since_on or today,
                    )
                )
            elif place.changes:
                for name, value in place.changes.items():
                    setattr(place.held, name, value)
                changed.append(place.held)
    Membership.objects.bulk_create(new, batch_size=BATCH)
    Membership.objects.bulk_update(changed, ["post", "rank"], batch_size=BATCH)


def _open_offices(drafts: list[Draft]) -> None:
    """What an office brings along for whoever got one: groups, and no letter opens it."""
    given = [(draft.person, draft.given) for draft in drafts if draft.person is not None]
    end_codes(*(person for person, roles in given if roles - {Role.MEMBER}))
    for person, roles in given:
        if roles & set(GROUPS_OF):
            sync_groups(person)


def _write_categories(drafts: list[Draft]) -> None:
    through = User.categories.through
    rows = [
        through(user_id=draft.person.pk, personcategory_id=category.pk)
        for draft in drafts
        for category in draft.categories
        if draft.person is not None
    ]
    through.objects.bulk_create(rows, batch_size=BATCH, ignore_conflicts=True)
