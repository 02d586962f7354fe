"""A group of units is chosen wherever units are: places, conditions, essay tasks."""

import pytest
from django.utils import translation

from essays.models import EssayTask
from people import actions
from people.enums import Role
from people.group_fields import GroupsField
from people.groups import sync_groups
from people.models import Unit
from registration.actions import register
from registration.audience import in_words
from registration.enums import RegistrationOutcome as Outcome
from registration.models import AudienceRule
from tests.admin.test_essay_tasks import filled
from tests.factories import make_offering, make_person, make_unit


def make_group(owner, *units, name="各成员单位"):
    values = {"name": name, "name_en": "", "owner": owner}
    return actions.keep_group(by=None, group=None, values=values, units=list(units)).record


@pytest.fixture
def group(staff):
    """The city's group: the library alone, so far."""
    return make_group(staff.city, staff.unit)


@pytest.fixture
def beside():
    """A group that another city keeps."""
    city = make_unit("成都市")
    return make_group(city, make_unit("成都图书馆", city), name="成都各单位")


def test_a_group_shares_places_out_among_its_units(staff, as_person, group, beside):
    group.units.add(staff.other_unit)
    client = as_person(staff.organiser)
    address = f"/admin/quota/{make_offering(unit=staff.city).pk}/grant/"
    page = client.get(address).content.decode()
    assert "各成员单位（苏州市，2 个单位）" in page
    assert "成都各单位" not in page
    with translation.override("en"):
        field = GroupsField()
        field.offer(staff.organiser, Unit.objects.active())
        label = field.label_from_instance(field.queryset.get())
    assert label.startswith('<span lang="zh-Hans">各成员单位</span> (')
    form = {"do": "share", "total": "8", "floor": "1", "groups": [group.pk]}
    # A unit that is named beside the group as well has one share.
    page = client.post(address, form | {"units": [staff.unit.pk]})
    names = {unit.name: number for unit, _pool, number in page.context["rows"]}
    assert names == {"昆山市图书馆": 4, "昆山市第一中学": 4}
    nobody = client.post(address, {"do": "share", "total": "8", "floor": "1"})
    assert set(nobody.context["share_form"].errors) == {"units"}
    foreign = client.post(address, form | {"groups": [beside.pk]})
    assert "本单位及上级单位" in foreign.context["share_form"].errors["groups"][0]


def test_a_group_whose_units_all_ceased_is_refused_by_its_name(staff, as_person, group):
    actions.edit_unit(by=None, unit=staff.unit, values={"is_active": False})
    client = as_person(staff.organiser)
    offering = make_offering(unit=staff.city)
    form = {"do": "share", "total": "8", "floor": "1", "groups": [group.pk]}
    page = client.post(f"/admin/quota/{offering.pk}/grant/", form)
    (sentence,) = page.context["share_form"].errors["groups"]
    assert "“各成员单位”" in sentence
    assert "苏州市" in sentence, "who can change it"
    rule = {"kind": "units", "groups": [group.pk]}
    page = client.post(f"/admin/registrations/terms/{offering.pk}/audience/", rule)
    assert "“各成员单位”" in page.content.decode()
    assert not AudienceRule.objects.exists()


def test_a_condition_asks_the_group_as_it_stands_when_somebody_registers(staff, as_person, group):
    offering = make_offering(unit=staff.city, capacity=9)
    client = as_person(staff.organiser)
    address = f"/admin/registrations/terms/{offering.pk}/audience/"
    assert client.post(address, {"kind": "units", "groups": [group.pk]}).status_code == 302
    assert in_words(offering) == ["各成员单位的人员"]

    def ask(unit):
        person = make_person("问者", unit)
        return register(by=person, offering=offering, person=person)

    below = make_unit("昆山市图书馆分馆", Unit.objects.get(pk=staff.unit.pk))
    assert ask(staff.unit).outcome is Outcome.CONFIRMED
    assert ask(below).outcome is Outcome.CONFIRMED
    refused = ask(staff.other_unit)
    assert refused.outcome is Outcome.WRONG_UNIT
    assert "各成员单位" in refused.message
    # What took over the library belongs to the group from then on.
    school = Unit.objects.get(pk=staff.other_unit.pk)
    actions.merge_units(by=None, unit=Unit.objects.get(pk=staff.unit.pk), into=school)
    assert ask(Unit.objects.get(pk=school.pk)).outcome is Outcome.CONFIRMED
    values = {"name": group.name, "name_en": "", "owner": staff.city}
    actions.keep_group(by=None, group=group, values=values, units=[make_unit("太仓市")])
    assert ask(Unit.objects.get(pk=school.pk)).outcome is Outcome.WRONG_UNIT


def test_a_task_takes_the_units_of_a_group_that_its_organiser_reaches(staff, as_person, group):
    group.units.add(make_unit("太仓市", Unit.objects.get(pk=staff.city.pk)))
    client = as_person(staff.district_organiser)
    new = client.get("/admin/essay-tasks/new/").content.decode()
    assert "各成员单位（苏州市，1 个单位）" in new, "as many as this organiser reaches"
    form = filled(audience="units", lead_unit=staff.district.pk, groups=[group.pk])
    answer = client.post("/admin/essay-tasks/new/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    task = EssayTask.objects.get()
    assert list(task.units.all()) == [staff.unit]
    # A duty does not fall on more people because a group has grown; whoever wants that says so.
    group.units.add(staff.other_unit)
    assert list(task.units.all()) == [staff.unit]
    again = {name: value for name, value in form.items() if name not in ("audience", "kind")}
    again |= {"units": [staff.unit.pk]}
    assert client.post(f"/admin/essay-tasks/edit/{task.pk}/", again).status_code == 302
    assert set(task.units.all()) == {staff.unit, staff.other_unit}
    nobody = client.post("/admin/essay-tasks/new/", filled(audience="units"))
    assert set(nobody.context["form"].errors) >= {"units"}


def test_where_there_is_no_group_nothing_is_asked(staff, as_person, beside):
    client = as_person(staff.organiser)
    assert "groups" not in client.get("/admin/essay-tasks/new/").context["form"].fields
    owner = make_person("蜀平", beside.owner, Role.ORGANISER)
    sync_groups(owner)
    fields = as_person(owner).get("/admin/essay-tasks/new/").context["form"].fields
    assert "groups" in fields
