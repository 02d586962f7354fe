"""What a course's page says of its cohort, and the catalogue behind it."""

import pytest

from courses.actions import create_cohort, edit_cohort
from courses.enums import CohortOutcome
from courses.models import Cohort, CourseCategory
from events.actions import clone_offering
from events.models import Provider, Theme
from tests.factories import make_course, make_offering, make_topic, make_venue


@pytest.fixture
def cohort(cast):
    """A cohort of which everything is known."""
    theme = Theme.objects.create(name="弘扬爱国奋斗精神", slug="strive")
    page = make_course("国情研修班", themes=[theme])
    offering = make_offering(unit=cast.city, page=page, sessions=3, host="苏州市人才办")
    offering.supporting_units.add(cast.unit)
    for session, name in zip(offering.sessions.all(), ("甲馆", "乙馆", "丙馆"), strict=True):
        session.venue = make_venue(name)
        session.save()
    return Cohort.objects.create(
        offering=offering,
        number=1,
        coordinator=cast.organiser,
        provider=Provider.objects.create(name="昆山市委党校", name_en="Party School", kind="base"),
        hours_required=9,
        attendance_required=90,
        essay_required=True,
    )


def test_the_course_page_says_who_teaches_and_what_is_required(cohort, client):
    text = client.get(cohort.offering.page.url).text
    for part in (
        "昆山市委党校",
        "周明远",
        "昆山市图书馆",
        "苏州市人才办",
        "弘扬爱国奋斗精神",
        "至少 9 学时",
        "90%",
        "心得",
        "甲馆、乙馆",
    ):
        assert part in text, part
    assert "丙馆" not in text.split("课程表")[0], "two places by name, then how many more"


@pytest.mark.parametrize(("name", "is_said"), [("训练营", True), ("市情研修", False)])
def test_the_level_is_said_where_the_category_does_not_say_it(cohort, client, name, is_said):
    values = {"name": name, "name_en": "", "level": "city"}
    CourseCategory.objects.filter(pk=cohort.offering.page.category_id).update(**values)
    text = client.get(cohort.offering.page.url).text
    assert name in text
    assert (f"{name} · 市情" in text) is is_said
    assert ("训练营 · 市情" in client.get(make_course().url).text) is is_said, "without a cohort"


def test_the_offering_page_says_the_same_in_both_languages(cohort, client):
    url = cohort.offering.get_absolute_url()
    chinese, english = client.get(url).text, client.get(f"/en{url}").text
    assert "昆山市委党校" in chinese
    assert "90%" in chinese
    assert "Party School" in english
    assert "An essay that has been accepted" in english


def test_a_cohort_that_asks_for_nothing_says_nothing(cohort, client):
    edit_cohort(
        by=cohort.coordinator,
        cohort=cohort,
        hours_required=0,
        attendance_required=0,
        essay_required=False,
        provider=None,
    )
    assert "结业要求" not in client.get(cohort.offering.page.url).text


def test_the_next_cohort_keeps_what_the_course_adds(cohort):
    made = clone_offering(
        by=cohort.coordinator,
        offering=cohort.offering,
        first_on=cohort.offering.sessions.first().starts_at.date(),
        label="第2期",
    )
    twin = made.record.cohort
    assert (twin.number, twin.provider, twin.attendance_required) == (2, cohort.provider, 90)
    assert twin.essay_required


def test_only_what_a_course_adds_is_edited(cohort):
    with pytest.raises(ValueError, match="state"):
        edit_cohort(by=None, cohort=cohort, state="published")
    result = edit_cohort(by=cohort.coordinator, cohort=cohort, number=4, essay_required=False)
    assert result.outcome is CohortOutcome.EDITED


def test_a_number_is_given_once(cohort, cast):
    result = create_cohort(by=cast.organiser, page=cohort.offering.page, number=1)
    assert result.outcome is CohortOutcome.NUMBER_TAKEN


def test_choosing_a_topic_fills_a_session(cohort, staff, admin_of):
    topic = make_topic("强国之路", "昆山市委党校", form="seminar", credit_hours=2, title_en="Road")
    client = admin_of(staff.organiser)
    form = {
        "topic": topic.pk,
        "title": "",
        "starts_at": "2026-12-01 09:00",
        "ends_at": "2026-12-01 11:00",
    }
    offering = cohort.offering
    answer = client.post(f"/admin/sessions/new/?offering={offering.pk}", form)
    assert answer.status_code == 302, answer.context["form"].errors
    session = offering.sessions.get(topic=topic)
    assert (session.title, session.title_en, session.form) == ("强国之路", "Road", "seminar")
    assert session.credit_hours == 2
    own = form | {"title": "另一个题目", "credit_hours": "0", "form": "lecture"}
    client.post(f"/admin/sessions/edit/{session.pk}/", own)
    session.refresh_from_db()
    assert (session.title, session.form, session.credit_hours) == ("另一个题目", "lecture", 0)
    bare = client.post(
        f"/admin/sessions/new/?offering={offering.pk}", form | {"topic": "", "credit_hours": ""}
    )
    assert set(bare.context["form"].errors) == {"title", "form"}


def test_a_topic_no_longer_offered_stays_with_its_session(cohort, staff, admin_of):
    topic = make_topic("旧专题", is_offered=False)
    session = cohort.offering.sessions.first()
    session.topic = topic
    session.save()
    client = admin_of(staff.organiser)
    assert "旧专题" in client.get(f"/admin/sessions/edit/{session.pk}/").text
    new = client.get(f"/admin/sessions/new/?offering={cohort.offering.pk}").text
    assert "旧专题" not in new


def test_the_catalogue_is_looked_at_and_filtered(cohort, staff, admin_of):
    topic = make_topic("强国之路", "昆山市委党校", themes=("国情",))
    make_topic("别家的", "某某学院")
    client = admin_of(staff.organiser)
    session = cohort.offering.sessions.first()
    session.topic = topic
    session.save()
    listed = client.get(f"/admin/topics/?provider={topic.provider.pk}").text
    assert "强国之路" in listed
    assert "别家的" not in listed
    provider = client.get(f"/admin/providers/inspect/{topic.provider.pk}/").text
    assert "强国之路" in provider
    assert "国情" in provider
    assert "国情研修班" in client.get(f"/admin/topics/inspect/{topic.pk}/").text
