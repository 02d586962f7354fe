"""Doubles and merging on their pages: what is shown before, who may, what is remembered."""

import pytest
from django.test import Client

from kernel.rules import Forbidden
from people.actions import keep_apart
from people.enums import Role
from people.groups import sync_groups
from people.models import DistinctPair, User
from people.rules import merge_people
from people.viewsets.duplicates import MergeView
from registration.enums import RegistrationState as State
from registration.models import Registration
from tests.factories import make_offering, make_person, make_registration, make_unit

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(staff) -> Client:
    """An operator of the city, signed in."""
    person = make_person("运营", staff.city, Role.OPERATOR)
    sync_groups(person)
    client = Client()
    client.force_login(person, "allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_the_page_says_what_moves_and_what_collides(staff, operator):
    keep, drop = staff.participant, make_person("林吉安", staff.unit)
    offering = make_offering(unit=staff.city)
    make_registration(offering, keep)
    make_registration(offering, drop, State.WAITLISTED)
    path = f"/admin/people/{keep.pk}/merge/{drop.pk}/"
    page = operator.get(path)
    assert dict(page.context["moves"])[str(Registration._meta.verbose_name_plural)] == 1
    assert len(page.context["collisions"]) == 3
    assert operator.post(path, {"take_addresses": "on"}).context["form"].errors["sure"]
    answer = operator.post(path, {"take_addresses": "on", "sure": "on"})
    assert answer["Location"] == f"/admin/people/inspect/{keep.pk}/"
    assert Registration.objects.of(drop).alive().count() == 0
    assert operator.get(path).status_code == 404


def test_pairs_are_found_and_kept_apart(staff, operator):
    other = make_person("林吉安", staff.unit)
    page = operator.get("/admin/people/doubles/")
    assert [(p["one"], p["other"]) for p in page.context["pairs"]] == [(staff.participant, other)]
    form = {"one": other.pk, "other": staff.participant.pk}
    operator.post("/admin/people/apart/", form)
    assert DistinctPair.objects.count() == 1
    assert operator.get("/admin/people/doubles/").context["pairs"] == []
    assert keep_apart(by=None, one=other, other=staff.participant).outcome.code == "unchanged"
    for bad in ({"one": "x"}, {"one": "9" * 30, "other": other.pk}, {}):
        assert operator.post("/admin/people/apart/", bad).status_code == 404


def test_merging_is_for_operators_within_their_reach(staff, operator, as_person):
    drop = make_person("林吉安", staff.unit)
    path = f"/admin/people/{staff.participant.pk}/merge/{drop.pk}/"
    assert as_person(staff.organiser).get(path).status_code == 302
    foreign = make_person("别人", make_unit("别市"))
    for one, two in ((drop, foreign), (foreign, drop)):
        assert operator.get(f"/admin/people/{one.pk}/merge/{two.pk}/").status_code == 404
    assert operator.get(f"/admin/people/{drop.pk}/merge/{staff.admin.pk}/").status_code != 200
    who = operator.post(f"/admin/people/{drop.pk}/merge/", {"other": staff.participant.email})
    assert who["Location"] == f"/admin/people/{drop.pk}/merge/{staff.participant.pk}/"


def test_a_refusal_says_who_can_help(staff, rf):
    beyond = make_person("兼职", staff.unit)
    User.objects.filter(pk=beyond.pk).update(is_staff=True)
    view = MergeView(request=rf.get("/"))
    view.request.user = make_person("运营", staff.city, Role.OPERATOR)
    with pytest.raises(Forbidden) as refused:
        view.person_of(beyond.pk)
    assert refused.value.who_can_help == merge_people.who_can_help != ""
