"""Whatever offers or takes a person or a unit asks the rule: nothing beyond reach is hinted at."""

from typing import Any

import pytest
from django import forms
from django.test import Client
from django.urls import URLResolver, get_resolver

from people.admin_forms import HandOverForm, MembershipForm, TransferForm, UnitForm
from people.enums import Role
from people.joining_forms import EnrolForm
from people.models import Membership, User
from people.register_forms import NewPersonForm, OtherForm
from people.rules import KEEPING, NAMING, name_somebody, units_of
from people.unit_forms import GroupForm, MergeForm, MoveForm
from tests.factories import Cast, make_person, make_unit

pytestmark = pytest.mark.django_db
NOBODY = "您的单位中没有使用这个姓名、邮箱或手机号的人员"


@pytest.fixture
def beyond(cast: Cast) -> User:
    """Somebody of the district beside, whom the organiser of the first does not reach."""
    beside = make_unit("太仓市图书馆", make_unit("太仓市", cast.city))
    person = make_person("柳如是", beside, email="liu@example.org")
    person.phone = "+8613800138111"
    person.save()
    return person


def again(person: User) -> User:
    """Without what was remembered of memberships."""
    return User.objects.get(pk=person.pk)


def test_whom_one_may_name(cast: Cast, beyond: User) -> None:
    district = set(name_somebody.visible(again(cast.district_organiser)))
    assert {cast.participant, cast.liaison, cast.stranger} <= district
    assert not district & {beyond, cast.organiser}
    liaison = set(name_somebody.visible(again(cast.liaison)))
    assert cast.stranger in liaison
    assert not liaison & {beyond, cast.district_organiser}
    assert beyond in set(name_somebody.visible(again(cast.organiser)))
    assert set(name_somebody.visible(again(cast.participant))) <= set(User.objects.without_unit())


@pytest.mark.parametrize("typed", ["柳如是", "liu@example.org", "138 0013 8111", "没有这个人"])
def test_a_form_answers_for_somebody_beyond_reach_as_for_nobody(
    client: Client, cast: Cast, beyond: User, typed: str
) -> None:
    client.force_login(cast.liaison)
    page = client.post(f"/unit/{cast.unit.public_id}/people/", {"who": typed, "rank": "0"})
    text = page.content.decode()
    assert NOBODY in text
    assert "柳如是" not in text.replace(f'value="{typed}"', "")
    assert not Membership.objects.filter(user=beyond, unit=cast.unit).exists()


def test_forms_of_the_back_office_take_nobody_from_beyond_reach(cast: Cast, beyond: User) -> None:
    person = again(cast.district_organiser)
    taken: list[Any] = [
        (MembershipForm, "who", {}),
        (HandOverForm, "to", {}),
        (EnrolForm, "who", {}),
        (OtherForm, "other", {}),
    ]
    for form, name, extra in taken:
        bound = form({name: "liu@example.org"}, person=person, **extra)
        assert not bound.is_valid()
        assert "liu" not in str(bound.errors[name])
        assert name not in bound.cleaned_data, form
    mine = MembershipForm({"who": cast.participant.email}, person=person)
    mine.is_valid()
    assert mine.cleaned_data["who"] == cast.participant


def test_every_choice_of_units_is_within_reach(cast: Cast, beyond: User) -> None:
    organiser = again(cast.district_organiser)
    Membership.objects.filter(user=cast.liaison).delete()
    Membership.objects.create(user=cast.liaison, unit=cast.district, role=Role.OPERATOR)
    operator = again(cast.liaison)
    row = Membership.objects.get(user=cast.participant)
    made: list[tuple[User, forms.Form | forms.ModelForm]] = [
        (organiser, MembershipForm(person=organiser)),
        (organiser, TransferForm(person=organiser, record=row)),
        (organiser, NewPersonForm(person=organiser)),
        (organiser, GroupForm(person=organiser)),
        (operator, UnitForm(person=operator)),
        (operator, MoveForm(person=operator, record=cast.unit)),
        (operator, MergeForm(person=operator, record=cast.unit)),
    ]
    for person, form in made:
        reach = set(units_of(person, *KEEPING, *NAMING))
        choices = [
            field
            for field in form.fields.values()
            if isinstance(field, forms.ModelChoiceField) and field.queryset.model is type(cast.unit)
        ]
        assert choices, form
        for field in choices:
            assert set(field.queryset) <= reach, (form, field.label)
            assert beyond.unit not in field.queryset


def test_a_name_is_that_of_all_who_have_it_however_many_have_a_longer_one(cast: Cast) -> None:
    for number in range(25):
        make_person(f"白云{chr(ord('一') + number)}", cast.unit)
    one = make_person("白云", cast.unit)

    def typed(name: str) -> HandOverForm:
        return HandOverForm({"to": name}, person=again(cast.organiser))

    alone = typed("白云")
    assert alone.is_valid(), alone.errors
    assert alone.cleaned_data["to"] == one
    make_person("白云", cast.other_unit)
    both = typed("白云")
    assert "to" in both.errors
    latin = make_person("", cast.unit, last_name="Anna", first_name="Lee")
    found = typed("Anna Lee")
    assert found.is_valid(), found.errors
    assert found.cleaned_data["to"] == latin


def choosers() -> list[str]:
    """Every address of the Wagtail admin that offers something to choose."""

    def found(resolver: URLResolver, start: str) -> list[str]:
        paths: list[str] = []
        for entry in resolver.url_patterns:
            here = start + str(entry.pattern)
            if isinstance(entry, URLResolver):
                paths += found(entry, here)
            elif "choose" in here and "<" not in here:
                paths.append(f"/{here}")
        return paths

    return [path for path in found(get_resolver(), "") if path.startswith("/admin/")]


def test_no_chooser_of_the_back_office_opens_to_those_outside_or_names_a_person(
    staff: Cast, beyond: User
) -> None:
    paths = choosers()
    assert len(paths) > 15
    people = list(User.objects.values_list("email", flat=True))
    for who in (None, staff.participant, staff.liaison, staff.stranger):
        client = Client()
        if who is not None:
            client.force_login(who)
        for path in paths:
            assert client.get(path).status_code in (302, 403), (who, path)
    inside = Client()
    inside.force_login(staff.editor)
    for path in paths:
        answer = inside.get(path, headers={"x-requested-with": "XMLHttpRequest"})
        assert answer.status_code < 500, path
        assert not [email for email in people if email and email in answer.content.decode()], path
