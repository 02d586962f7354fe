"""The calendar of the year and the lists: what they show, for how many queries, how fast."""

from datetime import date, datetime, timedelta
from time import process_time

import pytest
from django.utils import timezone
from django.utils.translation import override

from courses.models import Cohort
from events.enums import OfferingState
from events.models import Offering, Provider, Workday
from events.year import year_of
from tests.factories import make_course, make_event, make_offering, make_session
from tests.factories.timetables import make_many_cohorts

BULK = "/admin/bulk/events/offering"
COHORTS = "/admin/bulk/courses/cohort"
MANY = 1000
# A list of many may take so many times as long as the same page with one row: 30 are shown.
LIST_RATIO, YEAR_RATIO = 6, 14


def at(year, month, day, hour=9):
    """An instant in the site's zone."""
    return timezone.make_aware(datetime(year, month, day, hour))  # noqa: DTZ001


def held_on(unit, *moments, **fields):
    """An offering with a session at each moment."""
    offering = make_offering(unit=unit, sessions=0, **fields)
    for moment in moments:
        make_session(offering, starts_at=moment)
    return offering


def test_an_offering_stands_in_every_month_through_which_it_goes(staff):
    long = held_on(staff.unit, at(2027, 1, 30), at(2027, 2, 2), page=make_course("跨月班"))
    before = held_on(staff.unit, at(2026, 12, 30), at(2027, 1, 1), page=make_course("跨年班"))
    cancelled = held_on(staff.unit, at(2027, 5, 5))
    cancelled.sessions.update(cancelled_at=timezone.now())
    Workday.objects.create(on=date(2027, 1, 1), is_working=False, name="元旦", name_en="New Year")
    Workday.objects.create(on=date(2027, 1, 2), is_working=True, name="调休")
    months = year_of(Offering.objects.all(), 2027)
    bars = [(m.first.month, b.pk, b.start, b.length) for m in months for b in m.bars]
    assert bars == [(1, before.pk, 1, 1), (1, long.pk, 30, 2), (2, long.pk, 1, 2)]
    assert [day.tint for day in months[0].days[:4]] == ["holiday", "worked", "weekend", ""]
    assert len(months[1].days) == 28
    assert months[0].days[0].name == "元旦"
    with override("en"):
        days = year_of(Offering.objects.all(), 2027)[0].days
    assert [day.name for day in days[:2]] == ["New Year", "调休"]
    (last,) = [b for m in year_of(Offering.objects.all(), 2026) for b in m.bars]
    assert (last.first, last.last) == (date(2026, 12, 30), date(2026, 12, 31))


def test_the_page_shows_what_one_follows_and_filters_it(staff, as_person):
    course = held_on(staff.unit, at(2027, 3, 3), page=make_course("国情研修班"))
    salon = held_on(staff.unit, at(2027, 4, 3), page=make_event("围炉夜话"), state="draft")
    citys = held_on(staff.city, at(2027, 4, 4), page=make_event("市里的"))
    client = as_person(staff.district_organiser)

    def shown(query=""):
        page = client.get(f"/admin/offerings/year/?year=2027{query}")
        assert page.status_code == 200
        return {bar.pk for month in page.context["months"] for bar in month.bars}

    assert shown() == {course.pk, salon.pk}
    assert shown("&what=courses") == {course.pk}
    assert shown("&what=salon") == {salon.pk}
    assert shown("&state=draft") == {salon.pk}
    assert shown(f"&unit={staff.other_unit.pk}") == set()
    assert shown(f"&unit={staff.district.pk}") == {course.pk, salon.pk}
    assert shown(f"&unit={staff.city.pk}&what=moon") == {course.pk, salon.pk}
    assert citys.pk not in shown()
    assert client.get("/admin/offerings/year/?year=999999").status_code == 200
    assert client.get("/admin/offerings/year/?year=x").context["form"].errors
    liaison = as_person(staff.liaison).get("/admin/offerings/year/")
    assert liaison.status_code in {302, 403}


def test_cohorts_answer_the_first_questions_and_are_filtered(staff, as_person):
    provider = Provider.objects.create(name="昆山市委党校", kind="party_school")
    soon = make_offering(unit=staff.unit, page=make_course("有课的"), capacity=40, sessions=2)
    Cohort.objects.create(offering=soon, number=1, provider=provider)
    later = make_offering(unit=staff.unit, page=make_course("未定班"), sessions=0, state="draft")
    Cohort.objects.create(offering=later, number=1)
    client = as_person(staff.district_organiser)
    page = client.get("/admin/cohorts/").text
    assert "0 / 40" in page
    assert page.index("有课的") < page.index("未定班")
    assert "未定班" not in client.get(f"/admin/cohorts/?provider={provider.pk}").text
    assert "有课的" not in client.get("/admin/cohorts/?state=draft").text
    today = timezone.localdate()
    query = f"?held_from={today}&held_to={today + timedelta(days=30)}"
    held = client.get(f"/admin/cohorts/{query}").text
    assert "有课的" in held
    assert "未定班" not in held


def test_offerings_are_published_in_bulk_exactly_as_the_filters_show(staff, as_person):
    client = as_person(staff.district_organiser)
    drafts = [make_offering(unit=staff.unit, state="draft") for _number in range(2)]
    bare = make_offering(unit=staff.unit, state="draft", sessions=0)
    elsewhere = make_offering(unit=staff.other_unit, state="draft")
    beyond = make_offering(unit=staff.city, state="draft")
    query = f"?id=all&state=draft&lead_unit={staff.unit.pk}&next=/admin/offerings/"
    page = client.get(f"{BULK}/publish/{query}")
    assert page.context["count"] == 3
    assert client.post(f"{BULK}/publish/{query}", {"expected": 3}).status_code == 302
    client.post(f"{BULK}/publish/?id={beyond.pk}", {})
    states = dict(Offering.objects.values_list("pk", "state"))
    assert [states[draft.pk] for draft in drafts] == ["published"] * 2
    assert {states[one.pk] for one in (elsewhere, beyond)} == {"draft"}
    assert states[bare.pk] in {"draft", "published"}
    client.post(f"{BULK}/finish/?id={drafts[0].pk}", {})
    assert Offering.objects.get(pk=drafts[0].pk).state == OfferingState.FINISHED


def test_cohorts_are_published_in_bulk_exactly_as_their_filters_show(staff, as_person):
    client = as_person(staff.district_organiser)
    school = Provider.objects.create(name="昆山市委党校", kind="party_school")
    shown, other = (make_offering(unit=staff.unit, page=make_course(), state="draft") for _ in "ab")
    Cohort.objects.create(offering=shown, number=1, provider=school)
    Cohort.objects.create(offering=other, number=1)
    beyond = make_offering(unit=staff.city, page=make_course(), state="draft")
    Cohort.objects.create(offering=beyond, number=1, provider=school)
    listing = client.get("/admin/cohorts/").text
    assert "data-bulk-action-checkbox" in listing
    query = f"?id=all&provider={school.pk}&next=/admin/cohorts/"
    page = client.get(f"{COHORTS}/publish/{query}")
    assert page.context["count"] == 1
    assert f"{shown} · 草稿" in page.text
    assert client.post(f"{COHORTS}/publish/{query}", {"expected": 1}).status_code == 302
    states = dict(Offering.objects.values_list("pk", "state"))
    assert [states[one.pk] for one in (shown, other, beyond)] == ["published", "draft", "draft"]
    client.post(f"{COHORTS}/finish/?id={shown.cohort.pk}", {})
    shown.refresh_from_db()
    assert shown.state == OfferingState.FINISHED


@pytest.mark.parametrize(
    ("path", "ratio"),
    [
        ("/admin/offerings/", LIST_RATIO),
        ("/admin/cohorts/", LIST_RATIO),
        ("/admin/offerings/year/?year=2027", YEAR_RATIO),
    ],
)
def test_a_thousand_cohorts_cost_as_many_queries_and_little_more_time(
    staff, as_person, django_assert_max_num_queries, path, ratio
):
    client = as_person(staff.district_organiser)

    def best():
        times = []
        for _round in range(3):
            begun = process_time()
            assert client.get(path).status_code == 200
            times.append(process_time() - begun)
        return min(times)

    make_many_cohorts(staff.unit, 1, 2027)
    client.get(path)
    floor = best()
    make_many_cohorts(staff.unit, MANY, 2027)
    with django_assert_max_num_queries(22):
        client.get(path)
    assert best() < floor * ratio
