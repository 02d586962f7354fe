"""`/me/hours/` and `/unit/<id>/hours/`: what was taken, what is coming, for whom to read."""

from datetime import timedelta

import pytest
from django.utils import timezone

from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance, HoursTarget
from events.enums import SessionForm
from tests.factories import make_event, make_offering, make_registration, make_session, make_topic


def earn(cast, person, *, days=0, **fields):
    """`person` attended a session of an offering of its own, so many days ago."""
    offering = make_offering(unit=cast.city, page=make_event(fields.pop("page", "")), sessions=0)
    starts = timezone.now() - timedelta(days=days, hours=3)
    session = make_session(offering, starts_at=starts, **fields)
    registration = make_registration(offering, person)
    Attendance.objects.create(
        session=session,
        registration=registration,
        status=AttendanceStatus.PRESENT,
        method=Method.ROLL_CALL,
    )
    return session


@pytest.fixture
def mine(client, cast):
    # Whether the target of a year is in reach depends on the day; tests/attendance/test_targets.py.
    HoursTarget.objects.create(year=2000, five_years=550)
    client.force_login(cast.participant)
    return client


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_account_stay_the_same(mine, cast, number, django_assert_num_queries):
    for _ in range(number):
        session = earn(cast, cast.participant)
        make_session(session.offering, starts_at=timezone.now() + timedelta(minutes=1))
    mine.get("/me/hours/")
    with django_assert_num_queries(ACCOUNT):
        assert mine.get("/me/hours/").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_queries_of_the_units_list_stay_the_same(client, cast, number, django_assert_num_queries):
    # How much is asked about a target depends on the month; tests/attendance/test_targets.py.
    HoursTarget.objects.create(year=2000, five_years=550)
    for person in (cast.participant, cast.colleague, cast.liaison)[:number]:
        earn(cast, person)
    client.force_login(cast.liaison)
    address = f"/unit/{cast.unit.public_id}/hours/"
    client.get(address)
    with django_assert_num_queries(UNIT):
        assert client.get(address).status_code == 200


def test_years_forms_and_themes_stand_apart(mine, cast):
    topic = make_topic(themes=("水乡",))
    earn(cast, cast.participant, page="今年的课", form=SessionForm.SEMINAR, topic=topic)
    earn(cast, cast.participant, page="去年的课", days=366)
    page = mine.get("/me/hours/").content.decode()
    assert "今年的课" in page
    assert "去年的课" not in page
    assert "水乡" in page
    year = timezone.localdate().year - 1
    before = mine.get(f"/me/hours/?year={(timezone.now() - timedelta(days=366)).year}")
    assert "去年的课" in before.content.decode()
    assert str(year) in page


@pytest.mark.parametrize("year", ["1066", "x", "", "二〇二六", "99999999999999999999"])
def test_a_year_without_hours_is_this_year(mine, cast, year):
    assert mine.get("/me/hours/", {"year": year}).status_code == 200


def test_what_comes_is_counted_once_and_only_with_a_certain_place(mine, cast):
    offering = make_offering(unit=cast.city, sessions=0)
    make_session(offering, starts_at=timezone.now() + timedelta(minutes=5), title="明日之课")
    for person in (cast.participant, cast.colleague):
        make_registration(offering, person)
    page = mine.get("/me/hours/").content.decode()
    assert page.count("明日之课") == 1


def test_people_stand_by_name_whatever_their_hours(client, cast):
    earn(cast, cast.colleague)
    client.force_login(cast.liaison)
    address = f"/unit/{cast.unit.public_id}/hours/"

    def order(query):
        page = client.get(address + query).content.decode().partition("<main")[2]
        names = [cast.participant.name, cast.colleague.name, cast.liaison.name]
        return sorted(names, key=page.index)

    assert order("") == list(reversed(order("?order=-name")))
    assert order("?order=-taken") == order(""), "nobody is ranked"


def test_what_somebody_does_for_another_unit_is_not_remarked_on_here(client, cast):
    def misses(unit, page):
        offering = make_offering(unit=cast.city, page=make_event(page), sessions=0)
        row = make_registration(offering, cast.participant, unit=unit)
        for day in (3, 2, 1):
            starts = timezone.now() - timedelta(days=day)
            session = make_session(offering, starts_at=starts)
            Attendance.objects.create(
                session=session,
                registration=row,
                status=AttendanceStatus.ABSENT,
                method=Method.ROLL_CALL,
            )

    misses(cast.unit, "本单位的班")
    misses(cast.other_unit, "别单位的班")
    client.force_login(cast.liaison)
    page = client.get(f"/unit/{cast.unit.public_id}/hours/").content.decode()
    assert "本单位的班" in page
    assert "别单位的班" not in page


def test_only_those_who_run_the_unit_read_its_list(client, cast):
    client.force_login(cast.participant)
    assert client.get(f"/unit/{cast.unit.public_id}/hours/").status_code == 403


ACCOUNT, UNIT = 25, 20
