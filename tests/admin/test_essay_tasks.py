"""Essay tasks in the back office: setting one, who owes it, reminding, more time."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from django.utils import timezone
from openpyxl import load_workbook

from essays import actions
from essays.models import EssayExtension, EssayTask
from essays.numbers import numbers_of, own_number
from essays.outcomes import TaskOutcome
from notices.models import Notice
from tests.factories import (
    make_course,
    make_offering,
    make_person,
    make_registration,
    make_task,
    make_unit,
)


def filled(**given: Any) -> dict[str, Any]:
    """A good form."""
    due = timezone.localtime() + timedelta(days=9)
    return {
        "audience": "open",
        "kind": "reflection",
        "title": "征文",
        "takes": "either",
        "min_characters": "800",
        "max_characters": "3000",
        "due_at": due.strftime("%Y-%m-%d %H:%M"),
        "least_sessions": "0",
        "least_percent": "0",
        "by_persons": "on",
        "remind_before": "7, 1",
        "remind_after": "",
    } | given


def test_a_call_of_units_with_genres_and_numbers(staff, as_person):
    client = as_person(staff.district_organiser)
    day = timezone.localdate() + timedelta(days=5)
    form = filled(
        audience="units", kind="call", units=[staff.unit.pk], lead_unit=staff.district.pk,
        genre_prose_0="800", genre_prose_1="2500", genre_poem_1="600", genre_poem_2="50",
        milestone_1_0=day.isoformat(), milestone_1_1="10", by_units="on",
    )  # fmt: skip
    answer = client.post("/admin/essay-tasks/new/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    task = EssayTask.objects.get()
    assert (task.lead_unit, task.kind, task.by_units) == (staff.district, "call", True)
    assert list(task.units.all()) == [staff.unit]
    lengths = list(
        task.genres.values_list("genre", "min_characters", "max_characters", "max_lines")
    )
    assert lengths == [("prose", 800, 2500, None), ("poem", 0, 600, 50)]
    assert list(task.milestones.values_list("due_on", "number")) == [(day, 10)]
    page = client.get(answer.url).content.decode()
    assert staff.unit.name in page
    edit = client.get(f"/admin/essay-tasks/edit/{task.pk}/")
    assert "least_percent" not in edit.context["form"].fields
    again = {name: value for name, value in form.items() if name not in ("audience", "kind")}
    again |= {"genre_poem_1": "", "genre_poem_2": "", "title": "主题征文"}
    assert client.post(f"/admin/essay-tasks/edit/{task.pk}/", again).status_code == 302
    task.refresh_from_db()
    assert (task.title, task.genres.count(), task.milestones.count()) == ("主题征文", 1, 1)


def test_single_units_are_given_numbers_of_their_own(staff, as_person):
    client = as_person(staff.district_organiser)
    first, second = (timezone.localdate() + timedelta(days=days) for days in (3, 5))
    other = make_unit("第2中学", staff.district)
    form = filled(
        audience="units", kind="call", units=[staff.unit.pk, other.pk],
        lead_unit=staff.district.pk, by_units="on",
        milestone_1_0=first.isoformat(), milestone_1_1="2",
        milestone_2_0=second.isoformat(), milestone_2_1="4",
        unit_numbers=f"第2中学　１，10\r\n\r\n{staff.unit.code}: 0 3",
    )  # fmt: skip
    address = "/admin/essay-tasks/new/"
    for wrong in ("第2中学 1", "第3中学 1 2", "第2中学 1 2\n第2中学 1 2", "第2中学 1 x"):
        refused = client.post(address, form | {"unit_numbers": wrong})
        assert list(refused.context["form"].errors) == ["unit_numbers"], wrong
    answer = client.post(address, form)
    assert answer.status_code == 302, answer.context["form"].errors
    task = EssayTask.objects.get()
    asked = {row.unit: row.asked for row in numbers_of(task)}
    assert asked == {staff.unit: 0, other: 1}
    edit = client.get(f"/admin/essay-tasks/edit/{task.pk}/").context["form"]
    assert set(edit.initial["unit_numbers"].split("\n")) == {
        "第2中学 1 10",
        f"{staff.unit.name} 0 3",
    }
    again = {name: value for name, value in form.items() if name not in ("audience", "kind")}
    again |= {"unit_numbers": "第2中学 1 10", "milestone_2_1": "6"}
    assert client.post(f"/admin/essay-tasks/edit/{task.pk}/", again).status_code == 302
    task.refresh_from_db()
    last = task.milestones.last()
    assert [own_number(task, last, unit) for unit in (staff.unit, other)] == [6, 10]


def test_a_task_of_a_course_needs_the_course(staff, as_person):
    client = as_person(staff.organiser)
    refused = client.post("/admin/essay-tasks/new/", filled(audience="course"))
    assert "course" in refused.context["form"].errors
    page = make_course()
    form = filled(audience="course", course=page.pk, lead_unit=staff.city.pk)
    assert client.post("/admin/essay-tasks/new/", form).status_code == 302
    task = EssayTask.objects.get()
    assert (task.course, task.remind_before, task.remind_after) == (page, [7, 1], [])


def test_a_course_is_asked_by_whoever_leads_all_its_offerings(staff, as_person):
    page = make_course()
    make_offering(unit=staff.district, page=page)
    form = filled(audience="course", course=page.pk, lead_unit=staff.district.pk)
    client = as_person(staff.district_organiser)
    assert client.post("/admin/essay-tasks/new/", form).status_code == 302
    make_offering(unit=staff.city, page=page, label="第2期")
    refused = client.post("/admin/essay-tasks/new/", form)
    assert "course" in refused.context["form"].errors
    task = EssayTask.objects.get()
    names = ("audience", "course", "lead_unit", "title", "due_at")
    values = {name: getattr(task, name) for name in names}
    result = actions.create_task(by=staff.district_organiser, values=values)
    assert result.outcome is TaskOutcome.COURSE_OF_OTHERS
    assert actions.create_task(by=staff.organiser, values=values).ok


def test_units_that_an_organiser_does_not_reach_stay(staff, as_person):
    form = filled(audience="units", units=[staff.unit.pk], lead_unit=staff.district.pk)
    client = as_person(staff.district_organiser)
    client.post("/admin/essay-tasks/new/", form)
    task = EssayTask.objects.get()
    task.units.add(staff.city)
    again = form | {"units": [staff.other_unit.pk], "title": "另一题"}
    assert client.post(f"/admin/essay-tasks/edit/{task.pk}/", again).status_code == 302
    assert set(task.units.all()) == {staff.city, staff.other_unit}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("max_characters", "700"),
        ("due_at", "2020-01-01 00:00"),
        ("cutoff_at", "2020-01-01 00:00"),
        ("opens_at", "2099-01-01 00:00"),
        ("least_percent", "101"),
        ("remind_before", "soon"),
        ("genre_poem_2", "50"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(staff, as_person, field, value):
    offering = make_offering(unit=staff.district)
    form = filled(audience="offering", offering=offering.pk, **{field: value})
    answer = as_person(staff.district_organiser).post("/admin/essay-tasks/new/", form)
    assert [name for name in answer.context["form"].errors if field.startswith(name)]
    assert not EssayTask.objects.exists()


def test_nobody_sets_a_task_for_a_unit_above(staff, as_person):
    form = filled(lead_unit=staff.city.pk)
    answer = as_person(staff.district_organiser).post("/admin/essay-tasks/new/", form)
    assert "lead_unit" in answer.context["form"].errors


def test_who_owes_it_is_shown_reminded_and_given_more_time(staff, as_person):
    offering = make_offering(unit=staff.district)
    people = [make_person(name, staff.unit) for name in ("申屠甲", "申屠乙")]
    for person in people:
        make_registration(offering, person)
    task = make_task(offering)
    client = as_person(staff.district_organiser)
    page = client.get(f"/admin/essay-tasks/inspect/{task.pk}/").content.decode()
    assert all(person.name in page for person in people)
    asked = client.get(f"/admin/essay-tasks/{task.pk}/remind/")
    assert "将提醒 1 个单位的 2 人" in asked.content.decode()
    client.post(f"/admin/essay-tasks/{task.pk}/remind/")
    assert Notice.objects.filter(kind="essay_due").count() == 2
    until = timezone.localtime() + timedelta(days=20)
    form = {"person": people[0].email, "until": until.strftime("%Y-%m-%d %H:%M"), "reason": "病假"}
    answer = client.post(f"/admin/essay-tasks/{task.pk}/extend/", form)
    assert answer.status_code == 302
    assert EssayExtension.objects.get().person == people[0]
    both = client.post(f"/admin/essay-tasks/{task.pk}/extend/", form | {"unit": staff.unit.pk})
    assert "unit" in both.context["form"].errors
    book = client.get(f"/admin/essay-tasks/{task.pk}/owing.xlsx")
    rows = list(load_workbook(BytesIO(book.content)).active.values)
    assert {row[1] for row in rows[2:]} == {person.name for person in people}


def test_those_of_another_district_find_nothing(staff, as_person):
    task = make_task(make_offering(unit=staff.city))
    client = as_person(staff.district_organiser)
    for address in (f"inspect/{task.pk}/", f"{task.pk}/remind/", f"{task.pk}/owing.xlsx"):
        assert client.get(f"/admin/essay-tasks/{address}").status_code == 404


def more_time(**given: Any) -> dict[str, Any]:
    """A good form for more time."""
    until = timezone.localtime() + timedelta(days=30)
    return {"until": until.strftime("%Y-%m-%d %H:%M"), "reason": "值守"} | given


def test_whoever_may_write_for_a_call_gets_more_time(staff, as_person):
    call = {"kind": "call", "offering": None, "course": None, "lead_unit": staff.district}
    due = timezone.now() + timedelta(days=9)
    task = EssayTask.objects.create(audience="units", title="征文", due_at=due, **call)
    task.units.add(staff.unit)
    client = as_person(staff.district_organiser)
    address = f"/admin/essay-tasks/{task.pk}/extend/"
    offered = client.get(address).context["form"].fields["unit"].queryset
    below = make_unit("采编部", staff.unit)
    assert set(offered.all()) == {staff.unit, below}
    stranger = make_person("无关", make_unit("外单位"))
    refused = client.post(address, more_time(person=stranger.email))
    assert "person" in refused.context["form"].errors
    assert client.post(address, more_time(unit=below.pk)).status_code == 302
    assert client.post(address, more_time(person=staff.participant.name)).status_code == 302
    assert client.post(address, more_time()).status_code == 200, "one of the two is named"
    given = {(row.person, row.unit) for row in EssayExtension.objects.all()}
    assert given == {(None, below), (staff.participant, None)}
    EssayTask.objects.filter(pk=task.pk).update(audience="open")
    assert stranger.unit in client.get(address).context["form"].fields["unit"].queryset
    refused = client.post(address, more_time(person=stranger.email))
    assert "person" in refused.context["form"].errors, "nobody learns whose an address is"
    actions.start(by=stranger, task=EssayTask.objects.get())
    assert client.post(address, more_time(person=stranger.email)).status_code == 302


def test_who_owes_nothing_any_more_gets_more_time_too(staff, as_person):
    """Somebody who handed in and takes it back may need it."""
    offering = make_offering(unit=staff.district)
    make_registration(offering, staff.participant)
    task = make_task(offering, least_sessions=3)
    client = as_person(staff.district_organiser)
    address = f"/admin/essay-tasks/{task.pk}/extend/"
    assert client.post(address, more_time(person=staff.participant.email)).status_code == 302
    units = client.get(address).context["form"].fields["unit"].queryset
    assert {staff.unit, staff.district, staff.city} == set(units)


def test_liaisons_of_units_that_lack_essays_are_reminded_of_a_call(staff, as_person):
    due = timezone.now() + timedelta(days=9)
    task = EssayTask.objects.create(
        audience="units", kind="call", title="征文", due_at=due, lead_unit=staff.district
    )
    task.units.add(staff.unit, staff.other_unit)
    client = as_person(staff.district_organiser)
    address = f"/admin/essay-tasks/{task.pk}/remind/"
    assert "将提醒 0 个单位的 0 人" in client.get(address).content.decode()
    client.post(address)
    assert not Notice.objects.exists()
    task.milestones.create(due_on=timezone.localdate() + timedelta(days=3), number=1)
    assert "将提醒 1 个单位的 1 人" in client.get(address).content.decode()
    client.post(address)
    client.post(address)
    assert [one.recipient for one in Notice.objects.filter(kind="essay_numbers")] == [staff.liaison]
