"""Groups follow roles; memberships and units are changed by actions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from people import actions
from people.enums import Role
from people.groups import ensure_groups, sync_all_groups
from people.models import Membership, Unit
from people.outcomes import PeopleOutcome
from tests.factories import make_person


def groups(person):
    """Names of the groups of a person."""
    return sorted(person.groups.values_list("name", flat=True))


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.ORGANISER, ["Organisers"]),
        (Role.COORDINATOR, ["Organisers"]),
        (Role.OPERATOR, ["Moderators", "Operators", "Organisers"]),
        (Role.EDITOR, ["Editors"]),
        (Role.AUDITOR, ["Auditors"]),
        (Role.REVIEWER, []),
        (Role.LIAISON, []),
        (Role.MEMBER, []),
    ],
)
def test_a_role_brings_its_groups_and_takes_them_along(staff, role, names):
    person = make_person()
    made = actions.add_member(by=None, person=person, unit=staff.other_unit, role=role)
    assert made.ok
    assert groups(person) == names
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(pk=made.record.pk).update(since_on=yesterday)
    actions.end_membership(by=None, membership=made.record, until_on=yesterday)
    assert groups(person) == []


def test_ensuring_groups_again_changes_nothing(staff):
    before = [
        (g.name, g.permissions.count())
        for g in type(staff.editor).groups.rel.model.objects.order_by("name")
    ]
    ensure_groups()
    after = [
        (g.name, g.permissions.count())
        for g in type(staff.editor).groups.rel.model.objects.order_by("name")
    ]
    assert before == after
    assert dict(after)["Organisers"] > 10


def test_a_membership_that_ran_out_leaves_its_group_overnight(staff):
    Membership.objects.filter(user=staff.organiser).update(
        since_on=timezone.localdate() - timedelta(days=9),
        until_on=timezone.localdate() - timedelta(days=1),
    )
    sync_all_groups()
    assert groups(staff.organiser) == []


def test_a_unit_has_one_liaison_and_the_office_is_handed_over(staff):
    second = actions.add_member(
        by=None, person=staff.participant, unit=staff.unit, role=Role.LIAISON
    )
    assert second.outcome is PeopleOutcome.LIAISON_EXISTS
    held = Membership.objects.get(user=staff.liaison)
    done = actions.hand_over_liaison(by=None, membership=held, to=staff.participant)
    assert done.outcome is PeopleOutcome.HANDED_OVER
    held.refresh_from_db()
    assert held.until_on is not None
    again = actions.hand_over_liaison(by=None, membership=held, to=staff.colleague)
    assert again.outcome is PeopleOutcome.NOT_A_LIAISON


def test_an_organiser_names_people_below_and_no_editors(staff, as_person):
    client = as_person(staff.district_organiser)
    form = {
        "who": staff.stranger.email, "unit": staff.unit.pk, "role": Role.COORDINATOR,
        "since_on": timezone.localdate().isoformat(),
    }  # fmt: skip
    assert (
        client.post("/admin/memberships/new/", form | {"role": Role.EDITOR})
        .context["form"]
        .errors["role"]
    )
    assert (
        client.post("/admin/memberships/new/", form | {"unit": staff.city.pk})
        .context["form"]
        .errors["unit"]
    )
    nobody = client.post("/admin/memberships/new/", form | {"who": "nobody@example.org"})
    assert nobody.context["form"].errors["who"]
    assert client.post("/admin/memberships/new/", form).status_code == 302
    assert groups(staff.stranger) == ["Organisers"]


def test_whom_one_may_not_name_one_may_not_dismiss(staff, as_person):
    citys = Membership.objects.get(user=staff.organiser)
    client = as_person(staff.district_organiser)
    assert client.post(f"/admin/memberships/{citys.pk}/end/", {}).status_code == 404
    editor = make_person("编辑", staff.unit, Role.EDITOR)
    held = Membership.objects.get(user=editor)
    client.post(
        f"/admin/memberships/{held.pk}/end/", {"until_on": timezone.localdate().isoformat()}
    )
    held.refresh_from_db()
    assert held.until_on is None


def test_units_are_kept_by_operators(staff, as_person):
    operator = make_person("运营", staff.district)
    actions.add_member(by=None, person=operator, unit=staff.district, role=Role.OPERATOR)
    client = as_person(operator)
    form = {
        "parent": staff.district.pk,
        "name": "昆山博物馆",
        "code": "km",
        "kind": "public_institution",
        "is_active": "on",
    }
    assert client.post("/admin/units/new/", form).status_code == 302
    made = Unit.objects.get(code="km")
    assert made.get_parent() == staff.district
    assert client.get(f"/admin/units/edit/{staff.city.pk}/").status_code == 404
    assert (
        as_person(staff.district_organiser).get(f"/admin/units/edit/{made.pk}/").status_code == 302
    )
