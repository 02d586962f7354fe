"""Templates of cohorts: two to begin with, saved from cohorts, and cohorts made from them."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from courses.actions import create_from_template, save_as_template
from courses.enums import CohortOutcome
from courses.models import Cohort, CohortTemplate
from events.models import Workday
from events.outcomes import EventOutcome
from events.shifting import working_dates
from people.groups import sync_groups
from tests.factories import make_course, make_offering, make_session, make_topic

WEEKDAYS = {0, 1, 2, 3, 4}


@pytest.fixture
def cohort(cast):
    """Friday and Monday: a morning with a topic, an evening, an afternoon."""
    offering = make_offering(unit=cast.district, page=make_course("国情研修班"), sessions=0)
    friday = timezone.make_aware(timezone.datetime(2027, 3, 5, 9))
    make_session(offering, starts_at=friday, title="甲", topic=make_topic("甲", "昆山市委党校"))
    make_session(offering, starts_at=friday.replace(hour=19), title="乙", form="film")
    make_session(offering, starts_at=friday.replace(hour=14) + timedelta(days=3), title="丙")
    return Cohort.objects.create(offering=offering, number=1)


def made_from(cast, template, **fields):
    """What making a cohort of a course from a template came to."""
    values = {"page": make_course(), "first_on": date(2027, 3, 11), "lead_unit": cast.city}
    return create_from_template(by=cast.organiser, template=template, **(values | fields))


def days_of(offering):
    """The days of a timetable, each once."""
    found = (timezone.localdate(session.starts_at) for session in offering.sessions.all())
    return list(dict.fromkeys(found))


@pytest.mark.parametrize(("name", "days", "sessions"), [("短训班", 3, 7), ("训练营", 5, 11)])
def test_two_templates_are_there_to_begin_with(cast, name, days, sessions):
    result = made_from(cast, CohortTemplate.objects.get(name=name), first_on=date(2027, 3, 12))
    assert result.outcome is CohortOutcome.FROM_TEMPLATE
    offering = result.record.offering
    assert offering.sessions.count() == sessions
    assert len(days_of(offering)) == days
    assert {day.weekday() for day in days_of(offering)} <= WEEKDAYS
    assert days_of(offering)[:2] == [date(2027, 3, 12), date(2027, 3, 15)]
    assert offering.state == "draft"


def test_a_holiday_is_passed_over_and_a_make_up_day_is_worked(cast):
    Workday.objects.create(on=date(2027, 3, 12), is_working=False, name="假")
    Workday.objects.create(on=date(2027, 3, 14), is_working=True, name="调休")
    template = CohortTemplate.objects.get(name="短训班")
    result = made_from(cast, template, first_on=date(2027, 3, 12))
    assert days_of(result.record.offering) == [date(2027, 3, d) for d in (14, 15, 16)]


def test_a_calendar_without_any_working_day_ends():
    found = working_dates(date(2027, 1, 1), 2, lambda day: False)
    assert len(found) == 2


def test_a_cohort_is_saved_as_a_template_and_held_from_it_again(cast, cohort):
    result = save_as_template(by=cast.organiser, cohort=cohort, name="两天班")
    assert result.outcome is CohortOutcome.SAVED_AS_TEMPLATE
    template = result.record
    assert template.unit == cast.district
    slots = [(slot.day, slot.starts.hour, slot.title, slot.form) for slot in template.slots.all()]
    assert slots == [(1, 9, "甲", "lecture"), (1, 19, "乙", "film"), (2, 14, "丙", "lecture")]
    twin = made_from(cast, template, page=cohort.offering.page, capacity=30).record
    assert twin.number == 2
    assert twin.offering.label == "第2期"
    assert twin.offering.pools.get().capacity == 30
    sessions = list(twin.offering.sessions.all())
    assert [timezone.localtime(s.starts_at).hour for s in sessions] == [9, 19, 14]
    assert sessions[0].topic.title == "甲"
    assert twin.offering.closes_at < sessions[0].starts_at


def test_refusals_say_what_to_do(cast, cohort):
    save_as_template(by=cast.organiser, cohort=cohort, name="两天班")
    again = save_as_template(by=cast.organiser, cohort=cohort, name="两天班")
    assert again.outcome is CohortOutcome.NAME_TAKEN
    bare = Cohort.objects.create(
        offering=make_offering(unit=cast.city, page=make_course(), sessions=0), number=1
    )
    nothing = save_as_template(by=cast.organiser, cohort=bare, name="空")
    assert nothing.outcome is CohortOutcome.NO_SESSIONS
    empty = CohortTemplate.objects.create(name="空模板")
    assert made_from(cast, empty).outcome is CohortOutcome.EMPTY_TEMPLATE
    template = CohortTemplate.objects.get(name="短训班")
    late = made_from(cast, template, first_on=timezone.localdate() - timedelta(days=30))
    assert late.outcome is EventOutcome.WINDOW_BACKWARDS
    taken = made_from(cast, template, page=cohort.offering.page, number=1)
    assert taken.outcome is CohortOutcome.NUMBER_TAKEN


def test_a_template_is_changed_and_deleted_by_its_unit_alone(staff, cohort, admin_of):
    template = save_as_template(by=staff.organiser, cohort=cohort, name="两天班").record
    sync_groups(staff.organiser)
    district = admin_of(staff.district_organiser)
    ready = CohortTemplate.objects.get(name="短训班")
    page = district.get(f"/admin/cohort-templates/inspect/{ready.pk}/").text
    assert "开班式" in page
    assert "第 3 天" in page
    assert f"/admin/cohort-templates/edit/{ready.pk}/" not in page
    assert district.get(f"/admin/cohort-templates/edit/{ready.pk}/").status_code == 404
    assert district.post(f"/admin/cohort-templates/delete/{ready.pk}/").status_code == 404
    edit = f"/admin/cohort-templates/edit/{template.pk}/"
    form = {
        "name": "三天班",
        "explains": "",
        "unit": staff.district.pk,
        "slots-TOTAL_FORMS": 1,
        "slots-INITIAL_FORMS": 0,
        "slots-MIN_NUM_FORMS": 0,
        "slots-MAX_NUM_FORMS": 99,
        "slots-0-day": 3,
        "slots-0-starts": "09:00",
        "slots-0-ends": "11:00",
        "slots-0-title": "丁",
        "slots-0-form": "lecture",
        "slots-0-credit_hours": "2",
        "slots-0-ORDER": 1,
    }
    answer = district.post(edit, form)
    assert answer.status_code == 302, answer.context["form"].errors
    template.refresh_from_db()
    assert template.name == "三天班"
    backwards = district.post(edit, form | {"slots-0-ends": "08:00"})
    assert backwards.status_code == 200
    assert district.post(f"/admin/cohort-templates/delete/{template.pk}/").status_code == 302
    assert not CohortTemplate.objects.filter(pk=template.pk).exists()


def test_the_pages_lead_from_a_template_to_a_cohort_and_back(staff, cohort, admin_of):
    client = admin_of(staff.district_organiser)
    template = CohortTemplate.objects.get(name="短训班")
    page = client.get(f"/admin/cohorts/from-template/?template={template.pk}")
    assert page.context["form"]["template"].value() == str(template.pk)
    form = {
        "template": template.pk,
        "page": cohort.offering.page.pk,
        "first_on": (timezone.localdate() + timedelta(days=30)).isoformat(),
        "lead_unit": staff.district.pk,
        "capacity": 20,
        "supporting_units": [staff.unit.pk],
        "host": "人才研修项目组",
        "host_en": "Talent Study Programme",
    }
    answer = client.post("/admin/cohorts/from-template/", form)
    assert answer.status_code == 302, answer.context["form"].errors
    twin = Cohort.objects.get(number=2)
    assert answer["Location"] == f"/admin/offerings/inspect/{twin.offering_id}/"
    made = twin.offering
    assert (made.host, made.host_en) == ("人才研修项目组", "Talent Study Programme")
    assert list(made.supporting_units.all()) == [staff.unit]
    saved = client.post(f"/admin/cohorts/{twin.pk}/save-template/", {"name": "又一个"})
    made = CohortTemplate.objects.get(name="又一个")
    assert saved["Location"] == f"/admin/cohort-templates/inspect/{made.pk}/"
    assert client.post("/admin/cohorts/from-template/", {}).context["form"].errors
