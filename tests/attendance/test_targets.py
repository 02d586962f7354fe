"""Whether the year's target can still be met, with the dates; what is asked reads one alone."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from attendance.account import accounts_of
from attendance.enums import AttendanceStatus, Method
from attendance.models import Attendance, HoursTarget
from attendance.targets import Reach, target_remarks
from events.models import Offering
from publishing import dates
from tests.factories import make_offering, make_registration, make_session

pytestmark = pytest.mark.django_db
ZONE = timezone.get_default_timezone()


def at(month, day):
    return datetime(2026, month, day, 12, tzinfo=ZONE)


def remark(person, moment):
    return target_remarks(accounts_of([person], 2026, moment), moment).get(person.pk)


def missed(cast, starts, status=AttendanceStatus.ABSENT):
    offering = make_offering(unit=cast.city, sessions=0)
    session = make_session(offering, starts_at=starts)
    row = make_registration(offering, cast.participant)
    Attendance.objects.create(
        session=session, registration=row, status=status, method=Method.ROLL_CALL
    )
    return session


def test_nothing_is_said_in_the_first_half_of_the_year(cast):
    assert remark(cast.participant, at(6, 30)) is None


def test_what_is_planned_would_not_do(cast):
    session = missed(cast, at(5, 4))
    missed(cast, at(5, 5), AttendanceStatus.PRESENT)
    found = remark(cast.participant, at(7, 1))
    assert found.kind is Reach.NOT_PLANNED
    assert found.most == 3, "two hours attended count three; nothing is planned"
    assert found.missed == (session,)
    with translation.override("zh-hans"):
        assert dates.day(session.starts_at) in found.sentence
        assert dates.day(at(7, 1)) in found.sentence


def test_what_one_can_register_for_still_counts(cast):
    offering = make_offering(unit=cast.city, sessions=0)
    starts = at(9, 1)
    for number in range(30):
        make_session(offering, starts_at=starts + timedelta(days=number))
    Offering.objects.filter(pk=offering.pk).update(opens_at=at(6, 1), closes_at=at(8, 1))
    assert remark(cast.participant, at(7, 2)) is None, "thirty times three are ninety"
    assert remark(cast.participant, at(8, 2)).most == 0, "registration has closed"
    Offering.objects.filter(pk=offering.pk).update(closes_at=at(8, 30))
    offering.sessions.earliest("starts_at").delete()
    found = remark(cast.participant, at(8, 2))
    assert (found.most, found.open_hours) == (87, 87)


def test_a_place_of_ones_own_counts_as_coming(cast):
    offering = make_offering(unit=cast.city, sessions=0)
    for number in range(30):
        make_session(offering, starts_at=at(9, 1) + timedelta(days=number))
    make_registration(offering, cast.participant)
    Offering.objects.filter(pk=offering.pk).update(opens_at=at(6, 1), closes_at=at(7, 1))
    assert remark(cast.participant, at(8, 2)) is None


def test_it_is_out_of_reach_when_too_few_days_are_left(cast):
    assert remark(cast.participant, at(12, 17)).kind is Reach.NOT_PLANNED, "15 days of six"
    found = remark(cast.participant, at(12, 18))
    assert (found.kind, found.days, found.most) == (Reach.OUT_OF_REACH, 14, 84)
    HoursTarget.objects.create(year=2026, yearly=Decimal(80))
    assert remark(cast.participant, at(12, 18)).kind is Reach.NOT_PLANNED


def test_whoever_has_the_hours_or_no_target_reads_nothing(cast):
    HoursTarget.objects.create(year=2026, yearly=Decimal(3))
    missed(cast, at(5, 5), AttendanceStatus.PRESENT)
    assert remark(cast.participant, at(12, 30)) is None
    HoursTarget.objects.update(yearly=None, five_years=Decimal(550))
    assert remark(cast.colleague, at(12, 30)) is None


def test_liaisons_and_organisers_read_the_fact_but_not_what_is_asked(client, staff):
    cast, said = staff, "今年学时目标已无法完成"
    HoursTarget.objects.create(year=2020, yearly=Decimal(5000))
    offering = make_offering(unit=cast.city)
    make_registration(offering, cast.participant)
    client.force_login(cast.participant)
    for address in ("/me/hours/", "/me/"):
        page = client.get(address).content.decode()
        assert said in page
        assert "5000" in page
    remarks = reverse("admin-attendance-remarks", args=[offering.public_id])
    readers = {cast.liaison: f"/unit/{cast.unit.public_id}/hours/", cast.organiser: remarks}
    for reader, address in readers.items():
        client.force_login(reader)
        page = client.get(address).content.decode()
        assert said in page
        assert cast.participant.name in page
        assert "5000" not in page
    client.force_login(cast.stranger)
    for address in readers.values():
        assert said not in client.get(address).content.decode()


def test_the_days_of_absence_are_read_by_the_person_alone(cast):
    HoursTarget.objects.create(year=2026, yearly=Decimal(5000))
    missed(cast, at(5, 5), AttendanceStatus.ABSENT)
    found = remark(cast.participant, at(12, 18))
    assert "5月5日" in found.sentence
    assert "5月5日" not in found.sentence_for_others


def test_nobody_else_of_another_offering_stands_on_the_list(client, staff):
    HoursTarget.objects.create(year=2020, yearly=Decimal(5000))
    offering = make_offering(unit=staff.city)
    make_registration(offering, staff.participant, "waitlisted")
    client.force_login(staff.organiser)
    address = reverse("admin-attendance-remarks", args=[offering.public_id])
    assert "今年学时目标" not in client.get(address).content.decode(), "only who has a place"


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_queries_for_many_people(cast, number, django_assert_num_queries):
    people = [cast.participant, cast.colleague, cast.liaison][:number]
    for person in people:
        make_registration(make_offering(unit=cast.city), person)
    accounts = accounts_of(people, 2026, at(8, 2))
    with django_assert_num_queries(4):
        assert len(target_remarks(accounts, at(8, 2))) == number


def test_what_is_said_to_be_the_most_is_never_below_the_forecast(cast):
    offering = make_offering(unit=cast.city, sessions=0)
    for hour in range(9):
        make_session(offering, starts_at=at(12, 31) - timedelta(hours=hour // 2))
    make_registration(offering, cast.participant)
    moment = at(12, 30)
    account = accounts_of([cast.participant], 2026, moment)[cast.participant.pk]
    found = remark(cast.participant, moment)
    assert found.kind is Reach.OUT_OF_REACH
    assert found.most == account.forecast == 27, "two days of study would give less"
